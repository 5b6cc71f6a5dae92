"""Rows of instances: of the program's classes, of its subclasses of builtins, of exceptions and collections.

| tag | row |
| --- | --- |
| 51 | `[51, column, shape, column of attributes, shape, column of slots, payload, field…]` one instance |
| 52 | `[52, column of the class, shape, size, column…]` block of instances, one column for each attribute |
| 54 | `[54, column of the class, column of dicts]` block of instances whose attribute dicts are objects of their own |
| 53 | `[53, column of one]` the attribute dict of an instance that is written as tag 51 or 52 |

The first column of tag 51 holds the class (a reference, or the name of one of `STANDARD`) and, if the attribute
dict is an object of its own in the stream, that dict; the shape is then the empty one. Slots are named
`level:name`, the level counted from the end of the class's `__mro__`. Trailing fields that are empty are left out.
`payloads` and `exceptions` describe what an instance holds beyond attributes.
"""

from __future__ import annotations

from collections import Counter, OrderedDict, defaultdict, deque
from types import GetSetDescriptorType, MemberDescriptorType

from .environment import Unsupported
from .identity import identity
from .kind import Kind, expect, expect_class
from .library import payload_numbered, payload_of
from .payloads import PAYLOAD_NUMBERS, PAYLOADS
from .scalars import named_row
from .stages import CONTENTS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from .columns import Column
    from .decoder import Reader
    from .encoder import Writer
    from .environment import Environment
    from .payload import Payload

STANDARD: dict[str, type] = {
    "object": object,
    "deque": deque,
    "defaultdict": defaultdict,
    "OrderedDict": OrderedDict,
    "Counter": Counter,
}
"""Standard types whose instances are stored, by the name that stands for the class."""
_STANDARD_NAMES = {identity(cls): name for name, cls in STANDARD.items()}
_STR_ONLY = {identity(str)}

mro_of = type.__dict__["__mro__"].__get__
vars_of = type.__dict__["__dict__"].__get__
name_of_class = type.__dict__["__name__"].__get__
_base_of = type.__dict__["__base__"].__get__
_size_of = type.__dict__["__basicsize__"].__get__


class Layout:
    """Where instances of a class keep their state; `named` tells that the class has a name, so that instances may have one too."""

    __slots__ = ("attributes", "cls", "members", "named", "payload")

    def __init__(self, cls: type, payload: Payload, attributes: Any, members: dict[str, Any], named: bool) -> None:
        self.named = named
        self.cls = cls
        self.payload = payload
        self.attributes = attributes
        self.members = members


def layout_of(env: Environment, known: dict[int, Layout], cls: type) -> Layout:
    """The layout of a class, remembered in `known`; Unsupported if instances can't be stored."""
    layout = known.get(identity(cls))
    if layout is None:
        layout = known[identity(cls)] = Layout(
            cls, _payload(env, cls), _attributes(cls), _members(env, cls), env.name_of(cls) is not None
        )
    return layout


def _payload(env: Environment, cls: type) -> Payload:
    base = cls
    passed: list[type] = []
    payload = PAYLOADS.get(identity(base))
    while payload is None:
        payload = None if env.is_guest_class(base) else payload_of(base)
        if payload is None:
            passed.append(base)
            base = _base_of(base)
            payload = PAYLOADS.get(identity(base))
    for other in passed:
        if env.is_guest_class(other) or payload.takes(other) or _size_of(other) == _size_of(base):
            continue
        raise Unsupported(f"an instance of {name_of_class(other)!r} can't be stored")
    return payload


def _attributes(cls: type) -> Any:
    for base in mro_of(cls):
        found = vars_of(base).get("__dict__")
        if found is not None:
            if type(found) is not GetSetDescriptorType:
                raise Unsupported(f"class {name_of_class(base)!r} redefines __dict__")
            return found
    return None


def _members(env: Environment, cls: type) -> dict[str, Any]:
    members = {}
    for level, base in enumerate(reversed(mro_of(cls))):
        if env.is_guest_class(base):
            for value in vars_of(base).values():
                if type(value) is MemberDescriptorType and value.__objclass__ is base:
                    members[f"{level}:{value.__name__}"] = value
    return members


def classify_instance(writer: Writer, value: object) -> Callable[[Writer, Any], list[Any]] | None:
    """The encoder for an instance of a storable class; None for other values."""
    cls = type(value)
    if issubclass(cls, type):
        return None
    if writer.env.is_guest_class(cls):
        row = named_row(writer, value) if layout_of(writer.env, writer.layouts, cls).named else None
        return encode_instance if row is None else lambda writer, value: row
    if issubclass(cls, BaseException) or identity(cls) in _STANDARD_NAMES:
        return encode_instance
    return None


def _class_value(cls: type) -> object:
    return _STANDARD_NAMES.get(identity(cls), cls)


def encode_instance(writer: Writer, value: Any) -> list[Any]:
    """The row of one instance."""
    layout = layout_of(writer.env, writer.layouts, type(value))
    head, shape, values = _encode_attributes(writer, layout, value)
    row: list[Any] = [51, head, shape, values]
    slots = _slot_values(layout, value)
    payload = layout.payload
    if slots or payload.number:
        row.append(writer.shape(tuple(slots)))
        row.append(writer.column(list(slots.values())))
    if payload.number:
        row.append(payload.number)
        row.extend(payload.get(writer, value))
    return row


def _encode_attributes(writer: Writer, layout: Layout, value: object) -> tuple[Any, int, Any]:
    head = [_class_value(layout.cls)]
    attributes = layout.attributes.__get__(value) if layout.attributes is not None else {}
    if writer.seen(attributes) or set(map(identity, map(type, attributes))) - _STR_ONLY:
        head.append(attributes)
    elif layout.attributes is not None:
        # The current row's object owns this dict, wherever else it turns up.
        writer.owned[identity(attributes)] = (writer.last_id, attributes)
        return writer.column(head), writer.shape(tuple(attributes)), writer.column(list(attributes.values()))
    return writer.column(head), writer.shape(()), []


def _slot_values(layout: Layout, value: object) -> dict[str, object]:
    found = {}
    for name, member in layout.members.items():
        try:
            found[name] = member.__get__(value)
        except AttributeError:
            continue
    return found


def _declare_instance(
    reader: Reader,
    head: object,
    shape: object,
    values: object,
    slot_shape: object = None,
    slot_values: object = None,
    number: object = 0,
    *fields: object,
) -> None:
    column = reader.column(head)
    payload = PAYLOAD_NUMBERS.get(expect(number, int)) or payload_numbered(expect(number, int))
    if payload is None or len(column) not in (1, 2):
        raise ValueError("an instance is of an unknown form")
    keys = reader.shape(shape)
    attributes = reader.column(values, len(keys))
    slots = () if slot_shape is None else reader.shape(slot_shape)
    slot_column = reader.column(slot_values if slots else [], len(slots))
    place = len(reader.objects)
    needs, make = payload.declare(reader, lambda: reader.objects[place], *fields)

    def made() -> object:
        layout = _layout_read(reader, column)
        if layout.payload is not payload or not slots_known(slots, layout):
            raise ValueError("an instance doesn't fit its class")
        return make(layout.cls)

    reader.later([*column.part(0, 1).refs(), *needs], made)

    def fill() -> None:
        target = reader.objects[place]
        layout = reader.layouts[identity(type(target))]
        _fill_attributes(reader, layout, target, column, keys, reader.values(attributes))
        for name, value in zip(slots, reader.values(slot_column), strict=True):
            layout.members[name].__set__(target, value)

    reader.on_fill(CONTENTS, fill)


def slots_known(slots: Sequence[str], layout: Layout) -> bool:
    """Whether a class has all of some slots."""
    return all(name in layout.members for name in slots)


def _layout_read(reader: Reader, column: Column) -> Layout:
    cls = reader.values(column.part(0, 1))[0]
    if type(cls) is str:
        cls = STANDARD.get(cls)
    expect_class(cls)
    if not (reader.env.is_guest_class(cls) or issubclass(cls, BaseException) or identity(cls) in _STANDARD_NAMES):
        raise ValueError("an instance is of a class that the program can't instantiate")
    return layout_of(reader.env, reader.layouts, cls)


def _fill_attributes(
    reader: Reader, layout: Layout, target: object, head: Column, keys: Sequence[str], values: list[Any]
) -> None:
    if layout.attributes is None:
        if keys or len(head) == 2:
            raise ValueError("an instance has attributes that its class has no place for")
    elif len(head) == 2:
        layout.attributes.__set__(target, expect(reader.values(head)[1], dict))
    else:
        fill_dict(reader, layout.attributes.__get__(target), keys, values)


def fill_dict(reader: Reader, target: dict[str, Any], keys: Sequence[str], values: list[Any]) -> None:
    """Gives an attribute dict its contents."""
    if identity(target) in reader.pinned:
        target.clear()
    for key, value in zip(keys, values, strict=True):
        target[key] = value


def attribute_dict(reader: Reader, owner: object) -> Any:
    """The attribute dict of a decoded instance."""
    layout = reader.layouts.get(identity(type(owner)))
    if layout is None or layout.attributes is None:
        raise ValueError("an attribute dict of an object without one")
    return layout.attributes.__get__(owner)


# Blocks.


def split_instances(
    writer: Writer, values: Sequence[Any], identities: list[int]
) -> list[tuple[Callable[[Writer, Any], list[Any]], Sequence[Any]]] | None:
    """One block for instances whose state is attributes of the same names; None if they are something else."""
    layout = layout_of(writer.env, writer.layouts, type(values[0]))
    if layout.payload.number or layout.members or layout.attributes is None or layout.named:
        return None
    dicts = list(map(layout.attributes.__get__, values))
    keys = tuple(dicts[0])
    if not keys or set(map(identity, map(type, keys))) != _STR_ONLY or any(map(writer.seen, dicts)):
        return None
    # Keys are compared as a list of exact strs; a dict with other keys differs in length or type first.
    for attributes in dicts:
        if len(attributes) != len(keys) or set(map(identity, map(type, attributes))) != _STR_ONLY:
            return None
        if tuple(attributes) != keys:
            return None
    return [(_encode_instances, values)]


def _encode_instances(writer: Writer, values: Sequence[Any]) -> list[Any]:
    layout = layout_of(writer.env, writer.layouts, type(values[0]))
    dicts = list(map(layout.attributes.__get__, values))
    head = writer.column([layout.cls])
    if any(map(writer.seen, dicts)):
        return [54, head, writer.column(dicts)]
    for place, attributes in enumerate(dicts, writer.last_id):
        writer.owned[identity(attributes)] = (place, attributes)
    columns = zip(*map(dict.values, dicts), strict=True)
    return [52, head, writer.shape(tuple(dicts[0])), len(values), *map(writer.column, columns)]


def _declare_block(reader: Reader, head: Column, count: int) -> int:
    if not count:
        raise ValueError("a block is empty")

    def made() -> list[Any]:
        layout = _layout_read(reader, head)
        if layout.payload.number or layout.attributes is None:
            raise ValueError("an instance doesn't fit its class")
        new, cls = object.__new__, layout.cls
        return [new(cls) for _ in range(count)]

    return reader.later_all(count, head.refs(), made)


def _declare_instances(reader: Reader, head: object, shape: object, size: object, *payloads: object) -> None:
    column = reader.column(head, 1)
    keys = reader.shape(shape)
    if not keys or len(payloads) != len(keys):
        raise ValueError("a block of instances has no column for each attribute")
    columns = [reader.column(payload, expect(size, int)) for payload in payloads]
    count = len(columns[0])
    start = _declare_block(reader, column, count)

    def fill() -> None:
        targets = reader.objects[start : start + count]
        dict_of = reader.layouts[identity(type(targets[0]))].attributes.__get__
        for target, row in zip(targets, zip(*map(reader.values, columns), strict=True), strict=True):
            fill_dict(reader, dict_of(target), keys, row)  # type: ignore[arg-type]

    reader.on_fill(CONTENTS, fill)


def _declare_with_dicts(reader: Reader, head: object, payload: object) -> None:
    dicts = reader.column(payload)
    start = _declare_block(reader, reader.column(head, 1), len(dicts))

    def fill() -> None:
        targets = reader.objects[start : start + len(dicts)]
        attributes = reader.layouts[identity(type(targets[0]))].attributes
        for target, found in zip(targets, reader.values(dicts), strict=True):
            attributes.__set__(target, expect(found, dict))

    reader.on_fill(CONTENTS, fill)


def _declare_owned(reader: Reader, payload: object) -> None:
    column = reader.column(payload, 1)
    reader.later(column.refs(), lambda: attribute_dict(reader, reader.values(column)[0]))


KINDS = [
    Kind(51, (), encode_instance, _declare_instance, sturdy=True),
    Kind(52, (), None, _declare_instances, sturdy=True),
    Kind(54, (), None, _declare_with_dicts, sturdy=True),
    Kind(53, (), None, _declare_owned, sturdy=True),
]
