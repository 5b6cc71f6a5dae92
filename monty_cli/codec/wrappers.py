"""Rows of what wraps a function: staticmethod, classmethod, property, partial.

| tag | row |
| --- | --- |
| 35 | `[35, kind, column of one]` 0 staticmethod, 1 classmethod |
| 36 | `[36, column of fget, fset, fdel, doc]` property |
| 37 | `[37, column of function, args, keywords, attributes]` functools.partial |
"""

from __future__ import annotations

from functools import partial
from types import BuiltinMethodType, FunctionType, MethodType

from .environment import Unsupported
from .identity import identity
from .kind import Kind, expect
from .scalars import named_row
from .stages import WRAPPED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .decoder import Reader
    from .encoder import Writer

_ASKABLE = frozenset(
    map(
        identity,
        (FunctionType, BuiltinMethodType, MethodType, partial, property, type, type(None), staticmethod, classmethod),
    )
)


def _check_wrapped(values: list[Any], error: type[ValueError]) -> None:
    # A wrapper copies `__doc__` and `__name__` from what it wraps; asking an instance could run guest code.
    for value in values:
        if identity(type(value)) not in _ASKABLE:
            raise error("a wrapper of an object that is no function can't be stored")


def _encode_static(writer: Writer, value: Any) -> list[Any]:
    function = type(value).__dict__["__func__"].__get__(value)
    _check_wrapped([function], Unsupported)
    return [35, 0 if type(value) is staticmethod else 1, writer.column([function])]


def _declare_static(reader: Reader, number: object, payload: object) -> None:
    column = reader.column(payload, 1)
    kind: Any = classmethod if expect(number, int) else staticmethod
    made = kind.__new__(kind)
    reader.ready(made)

    def fill() -> None:
        values = reader.values(column)
        _check_wrapped(values, ValueError)
        kind.__init__(made, *values)

    reader.on_fill(WRAPPED, fill)


def _encode_property(writer: Writer, value: property) -> list[Any]:
    row = named_row(writer, value)
    if row is not None:
        return row
    parts = [value.fget, value.fset, value.fdel, value.__doc__]
    _check_wrapped(parts[:3], Unsupported)
    return [36, writer.column(parts)]


def _declare_property(reader: Reader, payload: object) -> None:
    column = reader.column(payload, 4)
    made = property.__new__(property)
    reader.ready(made)

    def fill() -> None:
        values = reader.values(column)
        _check_wrapped(values[:3], ValueError)
        property.__init__(made, *values)

    reader.on_fill(WRAPPED, fill)


def _encode_partial(writer: Writer, value: Any) -> list[Any]:
    return [37, writer.column([value.func, value.args, value.keywords, value.__dict__ or None])]


def _declare_partial(reader: Reader, payload: object) -> None:
    column = reader.column(payload, 4)
    # Any callable will do until the real one is set.
    made: Any = partial(int)
    reader.ready(made)

    def fill() -> None:
        function, args, keywords, attributes = reader.values(column)
        if not callable(function) or type(args) is not tuple or type(keywords) is not dict:
            raise ValueError("a partial is of an unknown form")
        made.__setstate__((function, args, keywords, attributes))

    reader.on_fill(WRAPPED, fill)


KINDS = [
    Kind(35, (staticmethod, classmethod), _encode_static, _declare_static),
    Kind(36, (property,), _encode_property, _declare_property),
    Kind(37, (partial,), _encode_partial, _declare_partial),
]
