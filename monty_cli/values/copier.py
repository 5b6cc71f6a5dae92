"""The copying of a graph of values, which works on a list of its own instead of the host's stack.

The copy is made in two steps. First every reachable object gets its counterpart: mutable ones an empty shell at once,
and immutable ones as soon as their parts have theirs; a cycle passes through something mutable, so that this ends.
Then the shells are filled.
"""

from __future__ import annotations

from monty_cli.values.tables import (
    AS_IS,
    BUILTIN_EXCEPTIONS,
    EXACT,
    FILL,
    KNOWN,
    MAKE,
    READ,
    base_id,
    identity,
    is_flat,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from monty_cli.values.tables import Parts


class CannotCross(Exception):
    """Raised at a host value, the first argument, that has no counterpart in the guest; the second says why, if it is odd."""


class Build:
    """On the list of what is to do: an immutable value whose parts stand above it."""

    __slots__ = ("make", "parts", "value")

    def __init__(self, value: object, parts: Parts, make: Callable[[Parts], object]) -> None:
        self.value = value
        self.parts = parts
        self.make = make


class Copier:
    """One copy of a graph of values.

    `take_exception(copier, value, base)` deals with exceptions. `take_other(copier, value)` deals with a value whose exact type is
    not known, or returns False. `stranger(value)` returns what stands for a value that nothing else deals with. `memo` maps the ids
    of originals to their counterparts; the root and `fills` keep the originals alive.
    """

    def __init__(
        self,
        take_exception: Callable[[Copier, BaseException, type[BaseException]], None],
        take_other: Callable[[Copier, Any], bool],
        stranger: Callable[[object], object],
    ) -> None:
        self.take_exception = take_exception
        self.take_other = take_other
        self.stranger = stranger
        self.memo: dict[int, Any] = {}
        self.todo: list[Any] = []
        self.fills: list[tuple[Callable[[Any, Parts], None], Any, Parts]] = []
        self.building: set[int] = set()

    def copy(self, root: object) -> Any:
        """Return the copy of `root`."""
        self.todo.append(root)
        while self.todo:
            item = self.todo.pop()
            build = type(item) is Build
            value = item.value if build else item
            if identity(value) in self.memo or identity(type(value)) in AS_IS:
                continue
            if build:
                self.memo[identity(value)] = item.make(item.parts)
            else:
                self.visit(value)
        for fill, shell, parts in self.fills:
            fill(shell, parts)
        self.fills.clear()  # a cycle, which would keep alive what the guest drops
        return self.copies([root])[0]

    def visit(self, value: Any) -> None:
        """Give `value` its counterpart, or put it on the list below the parts that it has to wait for."""
        cls = type(value)
        if identity(cls) not in KNOWN and self.take_other(self, value):
            return
        base = base_id(cls)
        if base in EXACT:
            self.memo[identity(value)] = EXACT[base](value)
        elif base in READ:
            self.visit_container(value, base, READ[base](value))
        elif base:
            self.take_exception(self, value, BUILTIN_EXCEPTIONS[base])
        else:
            self.memo[identity(value)] = self.stranger(value)

    def visit_container(self, value: object, base: int, parts: Parts) -> None:
        """Copy a container at once, if its parts need no copy, or give it its counterpart as `visit` does."""
        if is_flat(parts):
            self.memo[identity(value)] = MAKE[base](parts)
        elif base in FILL:
            fill, make = FILL[base], MAKE[base]
            self.shell(value, make([]), lambda shell, parts: fill(shell, make(self.contents(base, parts))), parts)
        else:
            self.wait(value, parts, lambda parts: MAKE[base](self.contents(base, parts)))

    def shell(self, value: object, shell: object, fill: Callable[[Any, Parts], None], parts: Parts) -> None:
        """Take the empty `shell` as counterpart of a mutable value; it is filled at the end."""
        self.memo[identity(value)] = shell
        self.fills.append((fill, shell, parts))
        self.todo.extend(self.missing(parts))

    def wait(self, value: object, parts: Parts, make: Callable[[Parts], object]) -> None:
        """Make the counterpart of an immutable value once its parts have theirs."""
        missing = self.missing(parts)
        if missing:
            self.todo.append(Build(value, parts, make))
            self.todo.extend(missing)
        else:
            self.memo[identity(value)] = make(parts)

    def instance(
        self, value: object, shell: object, fill: Callable[[Any, Parts], None], parts: Parts, hashed: bool
    ) -> None:
        """Take `shell` as counterpart of an object with attributes; one that is `hashed` by them is filled before it is used.

        Where such objects make a cycle of their own, which takes a trick, one of them is filled at the end all the same.
        """

        def make(parts: Parts) -> object:
            fill(shell, parts)
            return shell

        if not hashed or (identity(value) in self.building and self.missing(parts)):
            self.shell(value, shell, fill, parts)
        else:
            self.building.add(identity(value))
            self.wait(value, parts, make)

    def missing(self, parts: Parts) -> Parts:
        """Return those of `parts` that have no counterpart yet."""
        return [part for part in parts if identity(type(part)) not in AS_IS and identity(part) not in self.memo]

    def copies(self, parts: Parts) -> Parts:
        """Return the counterparts of `parts`."""
        if is_flat(parts):
            return parts
        return [part if identity(type(part)) in AS_IS else self.memo[identity(part)] for part in parts]

    def contents(self, base: int, parts: Parts) -> Parts:
        """Return the counterparts of what a container of the class with id `base` holds."""
        if base == identity(dict):
            half = len(parts) // 2
            return self.keys(parts[:half]) + self.copies(parts[half:])
        return self.keys(parts) if base in (identity(set), identity(frozenset)) else self.copies(parts)

    def keys(self, parts: Parts) -> Parts:
        """Return the counterparts of `parts`, with a stranger's in the place of one that can't be hashed any more."""
        copies = self.copies(parts)
        if copies is parts:
            return parts
        return [copy if _is_hashable(copy) else self.stranger(part) for part, copy in zip(parts, copies, strict=True)]


def _is_hashable(copy: object) -> bool:
    try:
        hash(copy)
    except Exception:  # a TypeError, or what a class of the host's raises for the values that it finds
        return False
    return True
