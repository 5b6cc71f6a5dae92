"""Dataclasses of a host's, with the options that dataclasses have."""

from __future__ import annotations

from dataclasses import InitVar, dataclass, field
from typing import Any, ClassVar

from monty_cli import load_snapshot


@dataclass
class Point:
    x: int
    y: int = 2
    tags: list[Any] = field(default_factory=list)
    other: object = None

    UNIT: ClassVar[str] = "mm"

    def add(self, n: int, k: int = 0) -> int:
        return self.x + n + k

    def moved(self, dx: int) -> Point:
        return Point(self.x + dx, self.y)

    def fail(self) -> None:
        raise LookupError("gone")

    def mutate(self) -> None:
        self.x = 99

    @classmethod
    def origin(cls) -> Point:
        return cls(0, 0)

    @staticmethod
    def twice(n: int) -> int:
        return 2 * n

    @property
    def area(self) -> int:
        return self.x * self.y

    def _private(self) -> None: ...


@dataclass(frozen=True, order=True)
class Version:
    major: int
    minor: int = 0

    def bumped(self) -> Version:
        return Version(self.major, self.minor + 1)


@dataclass(eq=False)
class Node:
    name: str
    next: Node | None = None


@dataclass(slots=True, kw_only=True)
class Slotted:
    a: int
    b: int = field(default=5, repr=False, compare=False)


@dataclass
class Checked:
    a: int
    scale: InitVar[int] = 1
    total: int = field(init=False, default=0)

    def __post_init__(self, scale: int) -> None:
        self.total = self.a * scale


@dataclass(unsafe_hash=True)
class Tag:
    name: str


@dataclass
class Special(Point):
    z: int = 3

    def add(self, n: int, k: int = 0) -> int:
        return -1


@dataclass
class Scaled:
    factor: int

    def __call__(self, n: int) -> int:
        return self.factor * n


ALL: list[type] = [Scaled, Point, Version, Node, Slotted, Checked, Tag, Special]


def with_registry(snapshot: Any) -> Any:
    """Return what comes of a snapshot that is dumped, and loaded with the classes here."""
    return load_snapshot(snapshot.dump(), dataclass_registry=ALL)
