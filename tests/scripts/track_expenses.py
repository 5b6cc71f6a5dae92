"""A small expense tracker: parse command lines, keep expenses in a CSV file, and report budgets by category and month."""

import csv
import os
import shlex
from dataclasses import astuple, dataclass, fields
from datetime import date
from enum import Enum
from itertools import groupby
from operator import attrgetter
from typing import Callable

STORE = "expenses.csv"


class Category(Enum):
    FOOD = "food"
    TRAVEL = "travel"
    HOME = "home"
    OTHER = "other"

    @classmethod
    def parse(cls, text: str) -> "Category":
        try:
            return cls(text.lower())
        except ValueError:
            return cls.OTHER

    def __str__(self) -> str:
        return self.value


BUDGET = {Category.FOOD: 150.0, Category.TRAVEL: 300.0}


@dataclass
class Expense:
    day: date
    category: Category
    amount: float
    note: str = ""

    @classmethod
    def from_row(cls, row: list[str]) -> "Expense":
        return cls(date.fromisoformat(row[0]), Category.parse(row[1]), float(row[2]), row[3])


def load() -> list[Expense]:
    if not os.path.exists(STORE):
        return []
    with open(STORE, newline="") as f:
        rows = list(csv.reader(f))
    return [Expense.from_row(row) for row in rows[1:]]


def save(expenses: list[Expense]) -> None:
    with open(STORE, "w", newline="") as f:
        writer = csv.writer(f, lineterminator="\n")
        writer.writerow([field.name for field in fields(Expense)])
        writer.writerows(astuple(e) for e in expenses)


COMMANDS: dict[str, Callable[..., str]] = {}


def command(function: Callable[..., str]) -> Callable[..., str]:
    COMMANDS[function.__name__] = function
    return function


@command
def add(day: str, category: str, amount: str, *note: str) -> str:
    value = float(amount)
    if value <= 0:
        raise ValueError(f"amount must be positive: {amount}")
    expenses = load()
    expenses.append(Expense(date.fromisoformat(day), Category.parse(category), value, " ".join(note)))
    save(sorted(expenses, key=attrgetter("day")))
    return f"added {value:.2f} for {Category.parse(category)}"


@command
def report() -> str:
    lines = []
    for month, group in groupby(load(), key=lambda e: e.day.strftime("%Y-%m")):
        items = list(group)
        lines.append(f"{month}: {sum(e.amount for e in items):9.2f}")
        for category in Category:
            spent = sum(e.amount for e in items if e.category is category)
            if spent:
                over = " OVER BUDGET" if spent > BUDGET.get(category, float("inf")) else ""
                lines.append(f"    {category!s:<8}{spent:8.2f}{over}")
    return "\n".join(lines) or "nothing to report"


@command
def remove(index: str) -> str:
    expenses = load()
    gone = expenses.pop(int(index))
    save(expenses)
    return f"removed {gone}"


def run(line: str) -> str:
    name, *arguments = shlex.split(line)
    if name not in COMMANDS:
        return f"unknown command {name!r}; try {', '.join(sorted(COMMANDS))}"
    try:
        return COMMANDS[name](*arguments)
    except (ValueError, IndexError, TypeError) as error:
        return f"{type(error).__name__}: {error}"


if __name__ == "__main__":
    with open("commands.txt") as script:
        for entry in script:
            if entry.strip() and not entry.startswith("#"):
                print("$", entry.strip())
                print(run(entry))
