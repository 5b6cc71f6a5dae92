"""The machinery of the generator: choices, scopes, and the tables of productions that the other modules fill.

A *production* writes one form of an expression or of a statement. Productions of expressions return a text that needs
no parentheses around it; productions of statements return lines. Both return `None` where their form does not apply.
"""

from __future__ import annotations

import random
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import accumulate
from typing import Any, TypeVar

from tests.random_programs.scope import PLAIN, PREFIXES, ClassInfo, Frame, Function, Kind, Param

T = TypeVar("T")
Expression = Callable[["Maker", int], str | None]
Statement = Callable[["Maker", int], list[str] | None]

EXPRESSIONS: dict[str, list[tuple[Expression, int]]] = {}
STATEMENTS: list[tuple[Statement, int]] = []
SUMS: dict[str, list[int]] = {}  # the running sums of each table's weights

EXTERNALS = {
    "int": "ext",
    "str": "ext_text",
    "list": "ext_list",
    "tuple": "ext_pair",
    "dict": "ext_dict",
    "any": "ext_any",
}
EXTERNAL_COST = 4
WORDS = ("a", "b", "key", "no", "xyz", "")
ANY = (*PLAIN, "int", "int", "str")


def expression(kind: str, weight: int) -> Callable[[Expression], Expression]:
    """Enter the decorated production into the table of `kind`."""

    def enter(production: Expression) -> Expression:
        EXPRESSIONS.setdefault(kind, []).append((production, weight))
        return production

    return enter


def statement(weight: int) -> Callable[[Statement], Statement]:
    """Enter the decorated production into the table of statements."""

    def enter(production: Statement) -> Statement:
        STATEMENTS.append((production, weight))
        return production

    return enter


def place_of(row: tuple[Any, int]) -> tuple[str, str]:
    """Return where the production of a table's row is defined."""
    return row[0].__module__, row[0].__qualname__


def indent(lines: Sequence[str]) -> list[str]:
    """Return `lines` one level deeper."""
    return ["    " + line for line in lines]


class Maker:
    """One program in the making: its random choices, its scopes and what its first lines must hold."""

    def __init__(self, seed: int, limit: int, external_rate: float) -> None:
        self.random = random.Random(seed)
        self.frame = Frame("module", None, limit)
        self.module = self.frame
        self.external_rate = external_rate
        self.counter = 0
        self.needs: set[str] = set()  # keys of generator.PREAMBLE
        self.in_fstring = False
        self.exceptions: list[str] = []  # names of the program's own exception classes

    # --- choices

    def chance(self, probability: float) -> bool:
        """Return true with this probability."""
        return self.random.random() < probability

    def below(self, bound: int) -> int:
        """Return an int from 0 up to, not including, `bound`."""
        return int(self.random.random() * bound)

    def pick(self, items: Sequence[T]) -> T:
        """Return one of `items`."""
        return items[self.below(len(items))]

    def weighted(self, table: Sequence[tuple[T, int]]) -> T:
        """Return an item of `table`, whose rows are (item, weight)."""
        at = self.below(sum(weight for _, weight in table))
        for item, weight in table:
            at -= weight
            if at < 0:
                return item
        raise AssertionError("an empty table")

    def production(self, key: str, table: list[tuple[T, int]]) -> T:
        """Return an item of a large `table`, as `weighted` does; `key` is the table's name."""
        sums = SUMS.get(key)
        if sums is None:
            table.sort(key=place_of)  # whatever order the modules were imported in
            sums = SUMS[key] = list(accumulate(weight for _, weight in table))
        return table[bisect_right(sums, self.below(sums[-1]))][0]

    def fresh(self, prefix: str) -> str:
        """Return a name that the program does not have yet."""
        self.counter += 1
        return f"{prefix}{self.counter}"

    # --- expressions

    def expr(self, kind: str, depth: int = 2) -> str:
        """Return an expression of a plain `kind`, at most `depth` levels deep."""
        self.frame.spend(1)
        if kind == "any":
            if self.chance(self.external_rate / 2) and self.frame.fits(EXTERNAL_COST):
                return self.external("any", depth - 1)
            kind = self.pick(ANY)
        if depth <= 0 or not self.frame.fits(1):
            if depth >= 0 and self.chance(self.external_rate) and self.frame.fits(EXTERNAL_COST):
                return self.external(kind, 0)
            return self.atom(kind)
        if self.chance(self.external_rate) and self.frame.fits(EXTERNAL_COST):
            return self.external(kind, depth - 1)
        for _ in range(4):
            text = self.production(kind, EXPRESSIONS[kind])(self, depth - 1)
            if text is not None:
                return text
        return self.atom(kind)

    def external(self, kind: str, depth: int) -> str:
        """Return a call of the external function whose answers are of `kind`."""
        self.frame.spend(EXTERNAL_COST)
        arguments = [self.expr("any", min(depth, 1)) for _ in range(self.below(3))]
        if self.chance(0.06):
            arguments.append(f"*{self.atom('list')}")
        if self.chance(0.12):
            arguments.append(f"k={self.expr('any', 0)}")
        if self.chance(0.03):
            arguments.append(f"**{{'m': {self.expr('int', 0)}}}")
        return f"{EXTERNALS[kind]}({', '.join(arguments)})"

    def atom(self, kind: str) -> str:
        """Return a name or a literal of a plain `kind`."""
        if self.chance(0.003):
            unsure = [name for name, held in self.frame.owner.names.items() if held == kind]
            if unsure:
                return self.pick(unsure)
        names = self.holding(kind)
        if names and self.chance(0.75):
            return self.frame.use(self.pick(names))
        return self.literal(kind)

    def literal(self, kind: str) -> str:
        """Return a literal of a plain `kind`, without names."""
        if kind == "int":
            return self.weighted(
                ((str(self.below(10)), 8), ("True", 1), ("False", 1), (f"(-{1 + self.below(4)})", 2), ("100", 1))
            )
        if kind == "str":
            return f"'{self.pick(WORDS)}'"
        items = [str(self.below(10)) for _ in range(self.below(4))]
        if kind == "list":
            return f"[{', '.join(items)}]"
        if kind == "tuple":
            return f"({', '.join(items)}{',' if len(items) == 1 else ''})"
        return "{" + ", ".join(f"'{word}': {item}" for word, item in zip(WORDS, items, strict=False)) + "}"

    # --- names

    def holding(self, kind: Kind) -> list[str]:
        """Return the names that surely hold a value of `kind` here."""
        return [name for name, held in self.frame.visible() if held == kind]

    def objects(self, operation: str | None = None) -> list[tuple[str, ClassInfo]]:
        """Return the names of instances that can do `operation`, and whose use fits the budget."""
        return [
            (name, kind)
            for name, kind in self.frame.visible()
            if isinstance(kind, ClassInfo)
            and not name.startswith("C")
            and (operation is None or operation in kind.operations)
            and self.frame.fits(kind.cost)
        ]

    def classes(self) -> list[ClassInfo]:
        """Return the classes that can be instantiated here."""
        return [
            kind
            for name, kind in self.frame.visible()
            if isinstance(kind, ClassInfo) and name == kind.name and self.frame.fits(kind.constructor.cost)
        ]

    def functions(self, returns: Kind | None) -> list[tuple[str, Function]]:
        """Return the callables that give a value of the kind `returns` (`None`: any) and fit the budget."""
        return [
            (name, kind)
            for name, kind in self.frame.visible()
            if isinstance(kind, Function)
            and (returns is None or kind.returns == returns)
            and self.frame.fits(kind.cost)
        ]

    def target(self, kind: Kind, prefix: str | None = None) -> str:
        """Return a name that may be assigned a value of `kind` here, and note that it holds one."""
        frame = self.frame.owner
        known = [name for name, held in (*frame.names.items(), *frame.declared.items()) if held == kind]
        known = [name for name in known if not name.startswith("C")]
        again = known and (len(known) > 5 or self.chance(0.6))
        name = self.pick(known) if again else self._new_name(kind, prefix)
        frame.define(name, kind)
        return name

    def _new_name(self, kind: Kind, prefix: str | None) -> str:
        frame = self.frame.owner
        for _ in range(3):
            if prefix is None and isinstance(kind, str):
                name = f"{PREFIXES[kind]}{self.below(6)}"
                if name not in frame.used or name in frame.declared:
                    return name
        return self.fresh(prefix or (PREFIXES[kind] + "_" if isinstance(kind, str) else "o"))

    # --- scopes

    @contextmanager
    def scope(self, type: str, limit: int | None = None, passes: int = 1) -> Iterator[Frame]:
        """Write in a new scope. Without a `limit` the scope's cost is paid by the one around it, `passes` times."""
        outer = self.frame
        inner = Frame(type, outer, limit if limit is not None else outer.limit - outer.cost, passes)
        if limit is None:
            inner.multiplier *= outer.multiplier
        inner.owner_class = outer.owner_class if type != "class" else None
        self.frame = inner
        try:
            yield inner
        finally:
            self.frame = outer
            if limit is None:
                outer.cost += inner.cost

    @contextmanager
    def setting(self, **flags: Any) -> Iterator[None]:
        """Change attributes of the present scope for a while."""
        frame = self.frame
        before = {key: getattr(frame, key) for key in flags}
        for key, value in flags.items():
            setattr(frame, key, value)
        try:
            yield
        finally:
            for key, value in before.items():
                setattr(frame, key, value)

    @contextmanager
    def times(self, passes: int) -> Iterator[None]:
        """Write what runs `passes` times, in a loop of the present scope."""
        with self.setting(multiplier=self.frame.multiplier * passes):
            yield

    # --- statements

    def block(self, depth: int, size: int | None = None) -> list[str]:
        """Return the lines of a few statements, whose own blocks nest at most `depth` levels."""
        lines: list[str] = []
        for _ in range(size if size is not None else 1 + self.below(3) - self.below(2) * self.below(2)):
            if self.frame.ended:
                break
            lines += self.statement(depth)
        return lines or ["pass"]

    def statement(self, depth: int) -> list[str]:
        """Return the lines of one statement."""
        self.frame.spend(1)
        for _ in range(6):
            lines = self.production("statement", STATEMENTS)(self, depth)
            if lines is not None:
                return lines
        return ["pass"]

    def branches(self, writers: Sequence[Callable[[], list[str]]], all_taken: bool = True) -> list[list[str]]:
        """Return the lines of blocks of which one runs (`all_taken`) or perhaps none.

        What every block that can be left defines is defined afterwards.
        """
        frame = self.frame
        before = set(frame.definite)
        written: list[list[str]] = []
        after: list[set[str]] = [] if all_taken else [set(before)]
        for writer in writers:
            frame.definite, frame.ended = set(before), False
            written.append(writer())
            if not frame.ended:
                after.append(frame.definite)
        frame.ended = not after
        frame.definite = set.intersection(*after) if after else before
        return written


__all__ = ["EXPRESSIONS", "STATEMENTS", "Maker", "Param", "expression", "indent", "statement"]
