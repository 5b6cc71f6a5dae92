"""Rows of dict views and of iterators over dicts.

| tag | row |
| --- | --- |
| 70 | `[70, name, column of the dict]` view |
| 71 | `[71, name, column of the dict or of nothing, size, steps]` iterator |

A dict iterator knows the size that its dict had and its position among the entries. A restored dict is filled after
its iterators exist, since its keys may need them; so it first gets as many stand-ins as it will have entries, the
iterators walk over those, and the real entries take the places of the stand-ins.
"""

from __future__ import annotations

import gc
from collections import OrderedDict

from .environment import Unsupported
from .identity import identity
from .iterators import reduced
from .kind import Kind, expect

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .decoder import Reader
    from .encoder import Writer

_VIEWS: dict[str, tuple[type, Any]] = {
    "keys": (type({}.keys()), dict.keys),
    "values": (type({}.values()), dict.values),
    "items": (type({}.items()), dict.items),
    "ordered keys": (type(OrderedDict().keys()), OrderedDict.keys),
    "ordered values": (type(OrderedDict().values()), OrderedDict.values),
    "ordered items": (type(OrderedDict().items()), OrderedDict.items),
}
_VIEW_NAMES = {identity(entry[0]): name for name, entry in _VIEWS.items()}
_ITERATORS: dict[str, Any] = {
    "keys": lambda d: iter(dict.keys(d)),
    "values": lambda d: iter(dict.values(d)),
    "items": lambda d: iter(dict.items(d)),
    "reversed keys": lambda d: reversed(dict.keys(d)),
    "reversed values": lambda d: reversed(dict.values(d)),
    "reversed items": lambda d: reversed(dict.items(d)),
}
_ITERATOR_TYPES: dict[str, type] = {name: type(make({})) for name, make in _ITERATORS.items()}
_ITERATOR_NAMES = {identity(cls): name for name, cls in _ITERATOR_TYPES.items()}


# The size that a dict had can't be read back, and it might have that size again.
_CHANGED = "an iterator over a dict that has changed its size since can't be stored"
_REPLACED = "an iterator over a dict whose keys were replaced during the iteration can't be stored"


def _dict_of(view: object) -> Any:
    for part in gc.get_referents(view):
        if issubclass(type(part), dict):
            return part
    return None


def _encode_view(writer: Writer, view: object) -> list[Any]:
    return [70, _VIEW_NAMES[identity(type(view))], writer.column([_dict_of(view)])]


def _declare_view(reader: Reader, name: object, payload: object) -> None:
    column = reader.column(payload, 1)
    entry = _VIEWS.get(expect(name, str))
    if entry is None:
        raise ValueError("a dict view is of an unknown kind")
    found = entry
    reader.later(column.refs(), lambda: found[1](reader.values(column)[0]))


def _encode_iterator(writer: Writer, iterator: Any) -> list[Any]:
    name = _ITERATOR_NAMES[identity(type(iterator))]
    target = _dict_of(iterator)
    if target is None:
        return [71, name, [], 0, 0]
    size = dict.__len__(target)
    try:
        _, (rest,), _ = reduced(iterator)
    except RuntimeError:
        if iterator.__length_hint__():  # its size is as it was, but there are other keys
            raise Unsupported(_REPLACED) from None
        raise Unsupported(_CHANGED) from None
    steps = size - len(rest)
    if iterator.__length_hint__() != len(rest) or not _ends_with(target, name, steps, rest):
        raise Unsupported(_REPLACED)
    writer.steps.take(size + steps)
    return [71, name, writer.column([target]), size, steps]


def _ends_with(target: Any, name: str, steps: int, rest: list[Any]) -> bool:
    keys = list(dict.keys(target))
    values = list(dict.values(target))
    if name.startswith("reversed"):
        keys.reverse()
        values.reverse()
    if name.endswith("items"):
        found = [part for item in rest for part in item]
        wanted = [part for item in zip(keys[steps:], values[steps:], strict=True) for part in item]
    else:
        found, wanted = rest, (keys if name.endswith("keys") else values)[steps:]
    return len(found) == len(wanted) and all(a is b for a, b in zip(found, wanted, strict=True))


def _declare_iterator(reader: Reader, name: object, payload: object, size: object, steps: object) -> None:
    column = reader.column(payload)
    start = _ITERATORS.get(expect(name, str))
    count, taken = expect(size, int), expect(steps, int)
    if start is None or len(column) > 1 or not 0 <= count <= reader.size or not 0 <= taken <= count:
        raise ValueError("a dict iterator is of an unknown form")
    if not len(column):
        reader.ready(start({}))
        next(reader.objects[-1], None)
        return

    def make() -> object:
        (target,) = reader.values(column)
        if not issubclass(type(target), dict):
            raise ValueError("a dict iterator needs a dict")
        return _advanced(reader, start, target, count, taken)

    reader.later(column.refs(), make)


def _pin(reader: Reader, target: Any, size: int) -> None:
    if dict.__len__(target) == 0:
        reader.steps.take(size)
        dict.update(target, zip(map(_stand_in, range(size)), range(size), strict=True))
    if dict.__len__(target) != size:
        raise ValueError("an iterator doesn't fit its dict")
    reader.pinned[identity(target)] = (target, size)


def _stand_in(place: int) -> str:
    # An attribute dict takes no other keys.
    return f"@{place}"


def _advanced(reader: Reader, start: Any, target: Any, size: int, steps: int) -> object:
    reader.steps.take(steps)
    _pin(reader, target, size)
    iterator = start(target)
    for _ in range(steps):
        next(iterator)
    return iterator


KINDS = [
    Kind(70, [entry[0] for entry in _VIEWS.values()], _encode_view, _declare_view, sturdy=True),
    Kind(71, _ITERATOR_TYPES.values(), _encode_iterator, _declare_iterator, sturdy=True),
]
