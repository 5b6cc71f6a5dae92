"""Rows of lists, tuples, dicts, sets and bytearrays, one by one and in blocks.

| tag | row |
| --- | --- |
| 10 | `[10, column]` list |
| 11 | `[11, lengths, column]` block of lists: their lengths, then all members |
| 12 | `[12, column]` tuple |
| 13 | `[13, lengths, column]` block of tuples |
| 14 | `[14, shape, column of values]` dict whose keys are a shape |
| 15 | `[15, shape, size, column…]` block of dicts of one shape, one column for each key |
| 16 | `[16, column of keys, column of values]` any other dict |
| 17 | `[17, column]` set, in the order of its iteration |
| 18 | `[18, column]` frozenset |
| 19 | `[19, bytes]` bytearray |

The order of a set depends on the hashes of its members, which differ between processes: it isn't kept. Rows 16, 17 and
18 may hold keys that the program's own code hashes, and are then filled after the rest (see `late` and `frozen`).
"""

from __future__ import annotations

from itertools import accumulate, chain, pairwise

from .columns import parse_ids
from .frozen import LateFrozenset
from .identity import identity
from .kind import Kind, expect
from .stages import CONTENTS, HASHED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from .columns import Column
    from .decoder import Reader
    from .encoder import Writer

    Group = tuple[Callable[[Writer, Any], list[Any]], Sequence[Any]]

SHAPE_KEYS = 64
"""Dicts with more keys than this keep their keys to themselves."""
_STR_ONLY = {identity(str)}


# Lists and tuples.


def _encode_list(writer: Writer, value: list[Any]) -> list[Any]:
    return [10, writer.column(value)]


def _declare_list(reader: Reader, payload: object) -> None:
    column = reader.column(payload)
    if column.plain:
        reader.ready(list(column.items))
        return
    target: list[Any] = []
    reader.ready(target)

    def fill() -> None:
        target[:] = reader.values(column)

    reader.on_fill(CONTENTS, fill)


def _encode_lists(writer: Writer, values: Sequence[list[Any]]) -> list[Any]:
    return [11, list(map(len, values)), writer.column(list(chain.from_iterable(values)))]


def _bounds(reader: Reader, lengths: object, column: Column) -> list[int]:
    sizes = parse_ids(lengths, reader.size + 1).items
    ends = list(accumulate(sizes, initial=0))
    if ends[-1] != len(column) or not sizes:
        raise ValueError("the lengths of a block don't fit")
    return ends


def _declare_lists(reader: Reader, lengths: object, payload: object) -> None:
    column = reader.column(payload)
    ends = _bounds(reader, lengths, column)
    targets: list[list[Any]] = [[] for _ in range(len(ends) - 1)]
    reader.ready_all(targets)

    def fill() -> None:
        values = reader.values(column)
        for target, (start, stop) in zip(targets, pairwise(ends), strict=True):
            target[:] = values[start:stop]

    reader.on_fill(CONTENTS, fill)


def _split_whole(encode: Callable[[Writer, Any], list[Any]]) -> Callable[..., list[Group] | None]:
    def split(writer: Writer, values: Sequence[Any], identities: list[int]) -> list[Group] | None:
        return [(encode, values)]

    return split


def _encode_tuple(writer: Writer, value: tuple[Any, ...]) -> list[Any]:
    return [12, writer.column(value)]


def _declare_tuple(reader: Reader, payload: object) -> None:
    column = reader.column(payload)
    if column.plain:
        reader.ready(tuple(column.items))
    else:
        reader.later(column.refs(), lambda: tuple(reader.values(column)))


def _encode_tuples(writer: Writer, values: Sequence[tuple[Any, ...]]) -> list[Any]:
    return [13, list(map(len, values)), writer.column(list(chain.from_iterable(values)))]


def _declare_tuples(reader: Reader, lengths: object, payload: object) -> None:
    column = reader.column(payload)
    ends = _bounds(reader, lengths, column)
    if column.plain:
        items = column.items
        reader.ready_all([tuple(items[a:b]) for a, b in pairwise(ends)])
        return
    for start, stop in pairwise(ends):
        _declare_member(reader, column.part(start, stop))


def _declare_member(reader: Reader, part: Column) -> None:
    reader.later(part.refs(), lambda: tuple(reader.values(part)))


# Dicts.


def _encode_dict(writer: Writer, value: dict[Any, Any]) -> list[Any]:
    owner = writer.owned.get(identity(value))
    if owner is not None:
        return [53, [[owner[0]]]]
    keys = tuple(value)
    if len(keys) <= SHAPE_KEYS and set(map(identity, map(type, keys))) <= _STR_ONLY:
        return [14, writer.shape(keys), writer.column(list(value.values()))]
    return [16, *pairs(writer, keys, list(value.values()))]


def pairs(writer: Writer, keys: Sequence[Any], values: list[Any]) -> list[Any]:
    """The two columns of a mapping's keys and values."""
    writer.guard.asked(keys)
    return [writer.column(keys), writer.column(values)]


def _declare_dict(reader: Reader, shape: object, payload: object) -> None:
    keys = reader.shape(shape)
    column = reader.column(payload, len(keys))
    target = dict(zip(keys, column.items, strict=True)) if column.plain else {}
    reader.ready(target)

    def fill() -> None:
        if not column.plain or identity(target) in reader.pinned:
            target.clear()
            target.update(zip(keys, reader.values(column), strict=True))

    reader.on_fill(HASHED, fill)


def _encode_dicts(writer: Writer, values: Sequence[dict[str, Any]]) -> list[Any]:
    shape = writer.shape(tuple(values[0]))
    columns = zip(*map(dict.values, values), strict=True)
    return [15, shape, len(values), *map(writer.column, columns)]


def _declare_dicts(reader: Reader, shape: object, size: object, *payloads: object) -> None:
    keys = reader.shape(shape)
    if not keys or len(payloads) != len(keys):
        raise ValueError("a block of dicts has no column for each key")
    columns = [reader.column(payload, expect(size, int)) for payload in payloads]
    if not len(columns[0]):
        raise ValueError("a block is empty")
    plain = all(column.plain for column in columns)
    if plain:
        rows = zip(*[column.items for column in columns], strict=True)
        targets = [dict(zip(keys, row, strict=True)) for row in rows]
    else:
        targets = [{} for _ in columns[0].items]
    reader.ready_all(targets)

    def fill() -> None:
        if plain and reader.pinned.keys().isdisjoint(map(identity, targets)):
            return
        for target, row in zip(targets, zip(*map(reader.values, columns), strict=True), strict=True):
            target.clear()
            target.update(zip(keys, row, strict=True))

    reader.on_fill(HASHED, fill)


def _split_dicts(writer: Writer, values: Sequence[dict[Any, Any]], identities: list[int]) -> list[Group] | None:
    if not writer.owned.keys().isdisjoint(identities):
        return None
    if set(map(identity, map(type, chain.from_iterable(values)))) != _STR_ONLY:
        return None
    shapes = set(map(tuple, values))
    if () in shapes or len(shapes) * 4 > len(values) or max(map(len, shapes)) > SHAPE_KEYS:
        return None
    if len(shapes) == 1:
        return [(_encode_dicts, values)]
    groups: dict[tuple[str, ...], list[dict[Any, Any]]] = {shape: [] for shape in shapes}
    for value in values:
        groups[tuple(value)].append(value)
    return [(_encode_dicts, members) for members in groups.values()]


def _declare_pairs(reader: Reader, keys: object, values: object) -> None:
    target: dict[Any, Any] = {}
    reader.ready(target)
    declare_mapping(reader, keys, values, lambda: target, dict)


def declare_mapping(
    reader: Reader, keys_payload: object, values_payload: object, target: Callable[[], Any], base: Any
) -> list[int]:
    """Has a mapping filled through its base type; returns the ids of the keys."""
    keys = reader.column(keys_payload)
    values = reader.column(values_payload, len(keys))

    def fill() -> None:
        found = target()
        members = reader.values(keys)
        if reader.guard.asked(members) is not None:
            reader.fill_later(found, base, members, reader.values(values))
            return
        base.clear(found)
        for key, value in zip(members, reader.values(values), strict=True):
            base.__setitem__(found, key, value)
        if base.__len__(found) != len(members):
            raise ValueError("two keys of a dict are equal")

    reader.on_fill(HASHED, fill)
    return list(keys.refs())


# Sets and bytearrays.


def _encode_set(writer: Writer, value: set[Any]) -> list[Any]:
    return [17, members(writer, list(value))]


def members(writer: Writer, values: list[Any]) -> Any:
    """The column of a set's members."""
    writer.guard.asked(values)
    return writer.column(values)


def _declare_set(reader: Reader, payload: object) -> None:
    target: set[Any] = set()
    reader.ready(target)
    declare_members(reader, payload, lambda: target)


def declare_members(reader: Reader, payload: object, target: Callable[[], Any]) -> None:
    """Has a set filled through its base type."""
    column = reader.column(payload)

    def fill() -> None:
        found = target()
        values = reader.values(column)
        if reader.guard.asked(values) is not None:
            reader.fill_later(found, set, values, None)
            return
        set.update(found, values)
        if set.__len__(found) != len(column):
            raise ValueError("two members of a set are equal")

    reader.on_fill(HASHED, fill)


def _encode_frozenset(writer: Writer, value: frozenset[Any]) -> list[Any]:
    values = list(value)
    if writer.guard.asked(values) is not None:
        writer.late_frozenset()
    return [18, writer.column(values)]


def _declare_frozenset(reader: Reader, payload: object) -> None:
    column = reader.column(payload)
    place = len(reader.objects)

    def make() -> object:
        values = reader.values(column)
        if reader.guard.asked(values) is not None:
            return reader.make_later(LateFrozenset(reader, place, column))
        return make_frozenset(values, frozenset)

    reader.later(column.refs(), make)


def make_frozenset(values: list[Any], cls: type) -> Any:
    """A frozenset of class `cls`; its members may be hashed."""
    made: Any = frozenset.__new__(cls, values)
    if frozenset.__len__(made) != len(values):
        raise ValueError("two members of a frozenset are equal")
    return made


def _encode_bytearray(writer: Writer, value: bytearray) -> list[Any]:
    return [19, bytes(value)]


def _declare_bytearray(reader: Reader, data: object) -> None:
    reader.ready(bytearray(expect(data, bytes)))


BLOCKS = {list: _split_whole(_encode_lists), tuple: _split_whole(_encode_tuples), dict: _split_dicts}

KINDS = [
    Kind(10, (list,), _encode_list, _declare_list, sturdy=True),
    Kind(11, (), None, _declare_lists, sturdy=True),
    Kind(12, (tuple,), _encode_tuple, _declare_tuple, sturdy=True),
    Kind(13, (), None, _declare_tuples, sturdy=True),
    Kind(14, (dict,), _encode_dict, _declare_dict, sturdy=True),
    Kind(15, (), None, _declare_dicts, sturdy=True),
    Kind(16, (), None, _declare_pairs, sturdy=True),
    Kind(17, (set,), _encode_set, _declare_set, sturdy=True),
    Kind(18, (frozenset,), _encode_frozenset, _declare_frozenset, sturdy=True),
    Kind(19, (bytearray,), _encode_bytearray, _declare_bytearray, sturdy=True),
]
