"""What an instance of a builtin type's subclass holds beyond its attributes.

| payload | fields |
| --- | --- |
| 0 object | none |
| 1 int, 2 float, 3 complex, 4 str, 5 bytes | column of the one plain value |
| 6 tuple, 7 list | column |
| 8 dict, 9 OrderedDict, 10 Counter | column of keys, column of values |
| 11 defaultdict | column of the factory, column of keys, column of values |
| 12 set, 13 frozenset | column |
| 14 bytearray | bytes |
| 15 deque | column of maxlen, column |
| 16 exception | see `exceptions` |
"""

from __future__ import annotations

from collections import Counter, OrderedDict, defaultdict, deque

from .containers import declare_mapping, declare_members, make_frozenset, members, pairs
from .exceptions import EXCEPTION
from .identity import identity
from .kind import expect
from .payload import Payload
from .stages import CONTENTS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from .decoder import Reader
    from .encoder import Writer
    from .payload import Needs


def _nothing(writer: Writer, value: object) -> list[Any]:
    return []


def _declare_nothing(reader: Reader, target: Callable[[], Any]) -> Needs:
    return (), object.__new__


def _plain(number: int, base: type, get: Callable[[Any], Any]) -> Payload:
    def fields(writer: Writer, value: Any) -> list[Any]:
        return [writer.column([get(value)])]

    def declare(reader: Reader, target: Callable[[], Any], payload: object) -> Needs:
        column = reader.column(payload, 1)
        new: Any = base.__new__
        return column.refs(), lambda cls: new(cls, expect(reader.values(column)[0], base))

    return Payload(number, base, fields, declare)


def _get_tuple(writer: Writer, value: Any) -> list[Any]:
    return [writer.column(tuple.__getitem__(value, slice(None)))]


def _declare_tuple(reader: Reader, target: Callable[[], Any], payload: object) -> Needs:
    column = reader.column(payload)
    return column.refs(), lambda cls: tuple.__new__(cls, reader.values(column))


def _get_list(writer: Writer, value: Any) -> list[Any]:
    return [writer.column(list.__getitem__(value, slice(None)))]


def _declare_list(reader: Reader, target: Callable[[], Any], payload: object) -> Needs:
    column = reader.column(payload)
    reader.on_fill(CONTENTS, lambda: list.__setitem__(target(), slice(None), reader.values(column)))
    return (), list.__new__


def _mapping(number: int, base: Any) -> Payload:
    def fields(writer: Writer, value: Any) -> list[Any]:
        if base is OrderedDict:
            # CPython looks each key up where it reads the order.
            writer.guard.check(list(dict.keys(value)), "a key of an OrderedDict")
        return pairs(writer, list(base.keys(value)), list(base.values(value)))

    def declare(reader: Reader, target: Callable[[], Any], keys: object, values: object) -> Needs:
        declare_mapping(reader, keys, values, target, base if base is OrderedDict else dict)
        return (), lambda cls: base.__new__(cls)

    return Payload(number, base, fields, declare)


_factory_of: Any = defaultdict.__dict__["default_factory"]


def _get_default(writer: Writer, value: Any) -> list[Any]:
    keys, values = list(dict.keys(value)), list(dict.values(value))
    return [writer.column([_factory_of.__get__(value)]), *pairs(writer, keys, values)]


def _declare_default(reader: Reader, target: Callable[[], Any], factory: object, keys: object, values: object) -> Needs:
    column = reader.column(factory, 1)
    declare_mapping(reader, keys, values, target, dict)
    reader.on_fill(CONTENTS, lambda: _factory_of.__set__(target(), reader.values(column)[0]))
    new: Any = defaultdict.__new__
    return (), new


def _get_set(writer: Writer, value: Any) -> list[Any]:
    return [members(writer, list(set.__iter__(value)))]


def _declare_set(reader: Reader, target: Callable[[], Any], payload: object) -> Needs:
    declare_members(reader, payload, target)
    return (), set.__new__


_MEMBER = "a member of a frozenset's subclass"


def _get_frozenset(writer: Writer, value: Any) -> list[Any]:
    found = list(frozenset.__iter__(value))
    writer.guard.check(found, _MEMBER)
    return [writer.column(found)]


def _declare_frozenset(reader: Reader, target: Callable[[], Any], payload: object) -> Needs:
    column = reader.column(payload)

    def make(cls: type) -> object:
        values = reader.values(column)
        reader.guard.check(values, _MEMBER)
        return make_frozenset(values, cls)

    return column.refs(), make


def _get_bytearray(writer: Writer, value: Any) -> list[Any]:
    return [bytes(bytearray.__getitem__(value, slice(None)))]


def _declare_bytearray(reader: Reader, target: Callable[[], Any], data: object) -> Needs:
    found = expect(data, bytes)
    reader.on_fill(CONTENTS, lambda: bytearray.__setitem__(target(), slice(None), found))
    return (), bytearray.__new__


_maxlen_of: Any = deque.__dict__["maxlen"]


def _get_deque(writer: Writer, value: Any) -> list[Any]:
    return [writer.column([_maxlen_of.__get__(value)]), writer.column(list(deque.__iter__(value)))]


def _declare_deque(reader: Reader, target: Callable[[], Any], limit: object, payload: object) -> Needs:
    maxlen = reader.column(limit, 1).items[0]
    column = reader.column(payload)
    if not (maxlen is None or (type(maxlen) is int and 0 <= len(column) <= maxlen)):
        raise ValueError("a deque is longer than it may be")

    def make(cls: type) -> object:
        made: Any = deque.__new__(cls)
        # Its length at once, so that iterators over it can be made before its members.
        deque.__init__(made, [None] * len(column), maxlen)
        return made

    def fill() -> None:
        made, values = target(), reader.values(column)
        if identity(made) in reader.pinned:
            for place, value in enumerate(values):
                deque.__setitem__(made, place, value)
        else:
            deque.clear(made)
            deque.extend(made, values)

    reader.on_fill(CONTENTS, fill)
    return (), make


def _slice_bytes(value: Any) -> bytes:
    return bytes.__getitem__(value, slice(None))


_ALL = [
    Payload(0, object, _nothing, _declare_nothing),
    _plain(1, int, int.__index__),
    _plain(2, float, float.__float__),
    _plain(3, complex, complex.__complex__),
    _plain(4, str, str.__str__),
    _plain(5, bytes, _slice_bytes),
    Payload(6, tuple, _get_tuple, _declare_tuple),
    Payload(7, list, _get_list, _declare_list),
    _mapping(8, dict),
    _mapping(9, OrderedDict),
    _mapping(10, Counter),
    Payload(11, defaultdict, _get_default, _declare_default),
    Payload(12, set, _get_set, _declare_set),
    Payload(13, frozenset, _get_frozenset, _declare_frozenset),
    Payload(14, bytearray, _get_bytearray, _declare_bytearray),
    Payload(15, deque, _get_deque, _declare_deque),
    EXCEPTION,
]


PAYLOAD_NUMBERS = {payload.number: payload for payload in _ALL}
PAYLOADS = {identity(payload.base): payload for payload in PAYLOAD_NUMBERS.values()}
