"""Rows of iterators over sets.

| tag | row |
| --- | --- |
| 62 | `[62, column of the set (or of nothing, when it has ended), column of what is left, size]` |

A restored set has an order of its own, so a restored iterator over it keeps what was left, in the order of the original, and looks
at its set only for the size, whose change ends it as CPython's does.
"""

from __future__ import annotations

import gc

from .environment import Unsupported
from .frozen import Unmade
from .iterators import reduced
from .kind import Kind, expect
from .stages import CONTENTS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .decoder import Reader
    from .encoder import Writer

_NATIVE: type = type(set().__iter__())


class SetIterator:
    """A set's iterator after a restore: gives `rest`, as long as `owner` keeps its size."""

    __slots__ = ("owner", "rest", "size")

    def __init__(self) -> None:
        self.owner: Any = None
        self.rest: list[Any] = []  # what is left, the next one last
        self.size = 0

    def __iter__(self) -> SetIterator:
        return self

    def __next__(self) -> Any:
        if self.owner is None:
            raise StopIteration
        if _size(self.owner) != self.size:
            self.size = -1
            raise RuntimeError("Set changed size during iteration")
        if not self.rest:
            self.owner = None
            raise StopIteration
        return self.rest.pop()

    def __length_hint__(self) -> int:
        return len(self.rest) if self.owner is not None and _size(self.owner) == self.size else 0


SetIterator.__name__ = SetIterator.__qualname__ = _NATIVE.__name__
SetIterator.__module__ = _NATIVE.__module__


def _size(owner: Any) -> int:
    return set.__len__(owner) if issubclass(type(owner), set) else frozenset.__len__(owner)


def _encode(writer: Writer, iterator: Any) -> list[Any]:
    if type(iterator) is SetIterator:
        owner, rest, size = iterator.owner, iterator.rest[::-1], iterator.size
    else:
        owners = [part for part in gc.get_referents(iterator) if issubclass(type(part), (set, frozenset))]
        owner = owners[0] if owners else None
        rest, size = _left(iterator), 0 if owner is None else _size(owner)
    owned = [] if owner is None else [owner]
    return [62, writer.column(owned), writer.column(rest), size]


def _left(iterator: Any) -> list[Any]:
    try:
        _, (rest,), _ = reduced(iterator)
    except RuntimeError:
        raise Unsupported("an iterator over a set that has changed its size since can't be stored") from None
    left: list[Any] = rest
    return left


def _declare(reader: Reader, owned: object, left: object, size: object) -> None:
    owners, column = reader.column(owned), reader.column(left)
    if len(owners) > 1:
        raise ValueError("a set iterator has one set")
    iterator = SetIterator()
    iterator.size = expect(size, int)
    reader.ready(iterator)

    def fill() -> None:
        if len(owners):
            (iterator.owner,) = reader.values(owners)
            if not issubclass(type(iterator.owner), (set, frozenset, Unmade)):
                raise ValueError("a set iterator needs a set")
        iterator.rest = reader.values(column)[::-1]

    reader.on_fill(CONTENTS, fill)


KINDS = [Kind(62, (_NATIVE, SetIterator), _encode, _declare, sturdy=True)]
