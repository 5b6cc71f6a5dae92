"""A todo list kept in a JSON file, with a context manager that commits on success and rolls back on errors."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import datetime, timezone
from enum import IntEnum
from pathlib import Path


class Priority(IntEnum):
    LOW = 1
    NORMAL = 2
    HIGH = 3


class TodoError(Exception):
    pass


class UnknownTodo(TodoError, KeyError):
    def __str__(self) -> str:
        return f"no todo with id {self.args[0]}"


@dataclass
class Todo:
    id: int
    title: str
    priority: Priority = Priority.NORMAL
    tags: set[str] = field(default_factory=set)
    done_at: datetime | None = None

    def to_json(self) -> dict[str, object]:
        data = asdict(self)
        data["priority"] = self.priority.name
        data["tags"] = sorted(self.tags)
        data["done_at"] = self.done_at.isoformat() if self.done_at else None
        return data

    @classmethod
    def from_json(cls, data: dict) -> Todo:
        done = data["done_at"]
        return cls(
            data["id"],
            data["title"],
            Priority[data["priority"]],
            set(data["tags"]),
            datetime.fromisoformat(done) if done else None,
        )


class Store:
    def __init__(self, path: Path) -> None:
        self.path = path
        self.todos: dict[int, Todo] = {}

    def load(self) -> None:
        try:
            records = json.loads(self.path.read_text())
        except FileNotFoundError:
            records = []
        self.todos = {record["id"]: Todo.from_json(record) for record in records}

    def commit(self) -> None:
        temporary = self.path.with_name(self.path.name + ".tmp")
        temporary.write_text(json.dumps([t.to_json() for t in self.todos.values()], indent=1))
        temporary.replace(self.path)

    @contextlib.contextmanager
    def transaction(self) -> Iterator[Store]:
        self.load()
        try:
            yield self
        except TodoError as error:
            print(f"rolled back: {error}")
            self.load()
            raise
        else:
            self.commit()
            print(f"committed {len(self.todos)} todos")

    def add(self, title: str, **options) -> Todo:
        todo = Todo(max(self.todos, default=0) + 1, title, **options)
        self.todos[todo.id] = todo
        return todo

    def get(self, number: int) -> Todo:
        if number not in self.todos:
            raise UnknownTodo(number)
        return self.todos[number]

    def finish(self, number: int) -> None:
        self.get(number).done_at = datetime.now(timezone.utc)


store = Store(Path("todos.json"))
with store.transaction():
    store.add("write tests", priority=Priority.HIGH, tags={"work", "python"})
    store.add("buy milk", tags={"home"})
    store.add("call the bank")

with store.transaction() as open_store:
    open_store.finish(2)

with contextlib.suppress(TodoError), store.transaction():
    store.add("never saved")
    store.finish(99)

for todo in sorted(store.todos.values(), key=lambda t: (t.done_at is not None, -t.priority)):
    mark = "x" if todo.done_at else " "
    print(f"[{mark}] {todo.id} {todo.title:<12} {todo.priority!r} {sorted(todo.tags)} {todo.done_at or ''}".rstrip())
print(store.path.read_text())
{p.name: sum(t.priority is p for t in store.todos.values()) for p in Priority}
