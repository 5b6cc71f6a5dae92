"""What `pprint` needs of the host: the layout of plain data, and what kind of layout an object has."""

from __future__ import annotations

import pprint
from _collections import deque  # type: ignore[import-not-found]
from io import StringIO
from types import FunctionType, MappingProxyType

from monty_cli.guest.protocol import dict_of, is_guest_class, is_plain, lookup, mro_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

_SCALARS = (float, complex, bool, type(None))
_name_of = type.__dict__["__name__"].__get__


def _kinds() -> dict[Any, str]:
    from collections import OrderedDict

    return {
        int.__repr__: "int",
        dict.__repr__: "dict",
        list.__repr__: "list",
        tuple.__repr__: "tuple",
        set.__repr__: "set",
        frozenset.__repr__: "set",
        str.__repr__: "str",
        bytes.__repr__: "bytes",
        bytearray.__repr__: "bytearray",
        OrderedDict.__repr__: "OrderedDict",
        MappingProxyType.__repr__: "mappingproxy",
        deque.__repr__: "deque",
    }


_KINDS = _kinds()
_MADE = {
    f"{name}.__repr__": kind
    for name, kind in {
        "defaultdict": "defaultdict", "Counter": "Counter", "ChainMap": "ChainMap", "SimpleNamespace": "namespace",
    }.items()
}  # fmt: skip


def kind_of(obj: Any) -> str | None:
    """Return how an object is laid out, by the method that gives its text; `None` when that text is all."""
    cls = type(obj)
    if cls in _SCALARS:
        return "scalar"
    found = lookup(cls, "__repr__")
    if type(found) is not FunctionType:
        return _KINDS.get(found)
    if "@attr" not in found.__globals__:
        return None
    for owner in mro_of(cls):
        if dict_of(owner).get("__repr__") is found and "__dataclass_fields__" in dict_of(owner):
            return "dataclass"
    return _MADE.get(found.__qualname__)


def plain_text(
    obj: Any, indent: int, width: int, depth: Any, compact: bool, sort_dicts: bool, underscore_numbers: bool
) -> str | None:
    """Return the layout of plain data; `None` when an option is none that C's own module takes as it is."""
    if type(depth) not in (int, type(None)):
        return None
    return pprint.pformat(
        obj, indent, width, depth, compact=compact, sort_dicts=sort_dicts, underscore_numbers=underscore_numbers
    )


def wrapped(obj: Any, width: int, indent: int, allowance: int, level: int) -> str:
    """Return a text or bytes that are too long for a line, as several pieces."""
    kind: Any = next(base for base in (str, bytes, bytearray) if base in mro_of(type(obj)))
    plain = "".join((obj, "")) if kind is str else kind(b"").join((obj, b""))
    out = StringIO()
    printer: Any = pprint.PrettyPrinter(width=width)
    printer._dispatch[kind.__repr__](printer, plain, out, indent, allowance, {}, level)
    return out.getvalue()


def ordered(items: Any, pairs: bool) -> list[Any] | None:
    """Return items, or pairs of a dictionary, in the order in which they are shown; `None` when guest code may order them."""
    found = list(items)
    if not all(map(is_plain, found)):
        return None
    module: Any = pprint
    return sorted(found, key=module._safe_tuple if pairs else module._safe_key)


def holds(context: Sequence[Any], obj: Any) -> bool:
    """Tell whether `obj` itself is in `context`."""
    return any(other is obj for other in context)


def recursion(obj: Any) -> str:
    """Return what stands for an object within itself."""
    return f"<Recursion on {_name_of(type(obj))} with id={id(obj)}>"


def place(obj: Any) -> tuple[str, int]:
    """Return what orders an object among those of other types."""
    cls = type(obj)
    return (f"<class '{_name_of(cls)}'>" if is_guest_class(cls) else str(cls)), id(obj)


def length(obj: Any) -> int:
    """Return the number of items of a container, as C counts them; -1 for anything else."""
    for base in (dict, list, tuple, set, frozenset, deque):
        if base in mro_of(type(obj)):
            return int(base.__len__(obj))
    return -1


HELPERS: dict[str, Any] = {
    "@pprint_kind": kind_of,
    "@pprint_plain": plain_text,
    "@pprint_wrapped": wrapped,
    "@pprint_sorted": ordered,
    "@pprint_holds": holds,
    "@pprint_recursion": recursion,
    "@pprint_place": place,
    "@pprint_len": length,
}
