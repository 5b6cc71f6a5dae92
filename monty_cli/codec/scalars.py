"""Rows of single values: long strings that repeat, complex numbers, constants, ranges, slices, named objects.

| tag | row |
| --- | --- |
| 1 | `[1, text]` a str of 32 characters or more that occurs several times |
| 2 | `[2, column of real, imaginary]` |
| 3 | `[3, name]` what the environment knows by a name |
| 4 | `[4, 0]` Ellipsis, `[4, 1]` NotImplemented, `[4, 2]` the class of None |
| 5 | `[5, column of start, stop, step]` range |
| 6 | `[6, column of start, stop, step]` slice |
| 7 | `[7, float]` a NaN, which containers find by its identity |
"""

from __future__ import annotations

from types import EllipsisType, ModuleType, NoneType, NotImplementedType

from .environment import Unsupported
from .kind import Kind, expect, simple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .decoder import Reader
    from .encoder import Writer

NAMED = 3
_CONSTANTS = (Ellipsis, NotImplemented, NoneType)


def _encode_text(writer: Writer, text: str) -> list[Any]:
    return [1, text]


def _declare_text(reader: Reader, text: object) -> None:
    reader.ready(expect(text, str))


def named_row(writer: Writer, value: object) -> list[Any] | None:
    """The row of an object that the environment has a name for; None if it has none."""
    name = writer.env.name_of(value)
    return None if name is None else [NAMED, name]


def _encode_module(writer: Writer, module: ModuleType) -> list[Any]:
    row = named_row(writer, module)
    if row is None:
        raise Unsupported("a module of the host can't be stored")
    return row


def _declare_named(reader: Reader, name: object) -> None:
    reader.ready(reader.env.named(expect(name, str)))


def _encode_constant(writer: Writer, value: object) -> list[Any]:
    return [4, 0 if value is Ellipsis else 1]


def none_type_row() -> list[Any]:
    """The row of the class of None, which has no name of its own in a program."""
    return [4, 2]


def _declare_constant(reader: Reader, index: object) -> None:
    place = expect(index, int)
    if not 0 <= place < len(_CONSTANTS):
        raise ValueError("an unknown constant")
    reader.ready(_CONSTANTS[place])


def _make_complex(real: object, imaginary: object) -> complex:
    return complex(expect(real, float), expect(imaginary, float))


def _make_range(start: object, stop: object, step: object) -> range:
    return range(expect(start, int), expect(stop, int), expect(step, int))


def _encode_nan(writer: Writer, value: float) -> list[Any]:
    return named_row(writer, value) or [7, value]


def _declare_nan(reader: Reader, value: object) -> None:
    reader.ready(expect(value, float))


KINDS = [
    Kind(1, (str,), _encode_text, _declare_text, sturdy=True),
    simple(2, complex, lambda z: (z.real, z.imag), _make_complex),
    Kind(NAMED, (ModuleType,), _encode_module, _declare_named, sturdy=True),
    Kind(4, (EllipsisType, NotImplementedType), _encode_constant, _declare_constant, sturdy=True),
    simple(5, range, lambda r: (r.start, r.stop, r.step), _make_range),
    simple(6, slice, lambda s: (s.start, s.stop, s.step), slice),
    Kind(7, (float,), _encode_nan, _declare_nan, sturdy=True),
]
