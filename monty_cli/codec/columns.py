"""Columns: a sequence of values as one msgpack payload, and how it is read back.

| payload | meaning |
| --- | --- |
| array | the values one by one: a scalar is itself, `[id]` an object, `[0, bytes]` an int beyond 64 bits |
| `{"i": [id, …]}` | objects only |
| `{"r": [start, count]}` | the objects with consecutive ids from `start`; each object is in at most one such run |
| `{"t": [[text, …], [index, …]]}` | strings, each an index into the list of distinct ones |

Scalars are None, bool, int, float, str and bytes: their identity is not kept. A NaN is an object, for containers find it by identity.
"""

from __future__ import annotations

from .packing import BIG_INT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

SCALARS = frozenset((type(None), bool, int, float, str, bytes))
_SCALARS_AND_LISTS = SCALARS | {list}
_INT = frozenset((int,))

BLOCK_DEPTH = 8
"""Blocks within blocks, at most; bounds how much a small stream can ask the decoder to build."""


class Column:
    """A column as read: `items` are scalars and, if `mixed`, one-item lists for ids; or ids only."""

    __slots__ = ("ids", "items", "mixed")

    def __init__(self, items: Sequence[Any], mixed: bool, ids: bool) -> None:
        self.items = items
        self.mixed = mixed
        self.ids = ids

    def __len__(self) -> int:
        return len(self.items)

    @property
    def plain(self) -> bool:
        """Whether the column holds scalars only."""
        return not self.mixed and not self.ids

    def refs(self) -> Sequence[int]:
        """The ids that the column refers to."""
        if self.ids:
            return self.items
        return [item[0] for item in self.items if type(item) is list] if self.mixed else ()

    def values(self, objects: list[Any]) -> list[Any]:
        """The values; every object that is referred to must exist."""
        items = self.items
        if self.ids:
            if type(items) is range:
                return objects[items.start : items.stop]
            return [objects[i] for i in items]
        if self.mixed:
            return [objects[item[0]] if type(item) is list else item for item in items]
        return list(items)

    def part(self, start: int, stop: int) -> Column:
        """The values from `start` to `stop` as a column."""
        return Column(self.items[start:stop], self.mixed, self.ids)


def parse_items(payload: list[Any], count: int) -> Column:
    """A column of the array form; ids must be below `count`."""
    kinds = set(map(type, payload))
    if kinds <= SCALARS:
        return Column(payload, False, False)
    if not kinds <= _SCALARS_AND_LISTS:
        raise ValueError("a value of the stream is of an unknown form")
    return Column([_item(item, count) if type(item) is list else item for item in payload], True, False)


def _item(item: list[Any], count: int) -> object:
    if len(item) == 1:
        check_id(item[0], count)
        return item
    if len(item) == 2 and type(item[0]) is int and item[0] == BIG_INT and type(item[1]) is bytes:
        return int.from_bytes(item[1], "little", signed=True)
    raise ValueError("a value of the stream is of an unknown form")


def check_id(value: object, count: int) -> int:
    """`value` if it is the number of one of `count` things; ValueError otherwise."""
    if type(value) is int and 0 <= value < count:
        return value
    raise ValueError("a number of the stream is out of range")


def parse_ids(payload: object, count: int) -> Column:
    """A column of the `i` form."""
    if type(payload) is not list or not set(map(type, payload)) <= _INT:
        raise ValueError("a list of ids is expected")
    if payload and not (min(payload) >= 0 and max(payload) < count):
        raise ValueError("an object id of the stream is out of range")
    return Column(payload, False, True)


def parse_texts(payload: object) -> Column:
    """A column of the `t` form."""
    if type(payload) is not list or len(payload) != 2:
        raise ValueError("a list of strings and their indices is expected")
    texts, indices = payload
    if type(texts) is not list or not set(map(type, texts)) <= {str}:
        raise ValueError("a list of strings is expected")
    parse_ids(indices, len(texts))
    return Column([texts[i] for i in indices], False, False)
