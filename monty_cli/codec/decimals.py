"""Rows of decimals, and what decimals and their contexts hold in instances of classes derived from them.

| tag | row |
| --- | --- |
| 110 | `[110, column of sign, digits, exponent]` Decimal; the exponent of an infinity or of what is no number is a letter |

| payload | fields |
| --- | --- |
| 110 Decimal | column of sign, digits, exponent |
| 111 Context | column of precision, rounding, least and greatest exponent, capitals, clamp, flags, traps |

Flags and traps are numbers, with a bit for each of `SIGNALS` in their order.
"""

from __future__ import annotations

import decimal
from decimal import Context, Decimal

from .kind import expect, simple
from .payload import Payload
from .stages import CONTENTS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from .decoder import Reader
    from .encoder import Writer
    from .payload import Needs

SIGNALS: tuple[type[decimal.DecimalException], ...] = (
    decimal.InvalidOperation,
    decimal.FloatOperation,
    decimal.DivisionByZero,
    decimal.Overflow,
    decimal.Underflow,
    decimal.Subnormal,
    decimal.Inexact,
    decimal.Rounded,
    decimal.Clamped,
)
PARTS = ("prec", "rounding", "Emin", "Emax", "capitals", "clamp")
_DIGITS = frozenset("0123456789")
_EXACTLY: Any = (
    decimal.MAX_PREC,
    decimal.ROUND_HALF_EVEN,
    decimal.MIN_EMIN,
    decimal.MAX_EMAX,
    1,
    0,
    [],
    [decimal.InvalidOperation],
)
_descriptors: dict[str, Any] = {name: Context.__dict__[name] for name in PARTS}


def _fields(value: Decimal) -> tuple[int, str, int | str]:
    sign, digits, exponent = Decimal.as_tuple(value)
    return sign, "".join(map(str, digits)), exponent


def _make(cls: type, sign: object, digits: object, exponent: object) -> Decimal:
    known = expect(sign, int) in (0, 1) and _DIGITS.issuperset(expect(digits, str))
    if not known or (type(expect(exponent, int, str)) is str and exponent not in ("F", "n", "N")):
        raise ValueError("a decimal is of an unknown form")
    new: Any = Decimal.__new__
    try:
        made: Decimal = new(cls, (sign, tuple(map(int, expect(digits, str))), exponent), Context(*_EXACTLY))
    except decimal.InvalidOperation:
        raise ValueError("a decimal is out of bounds") from None
    return made


def _get_decimal(writer: Writer, value: Any) -> list[Any]:
    return [writer.column(list(_fields(value)))]


def _declare_decimal(reader: Reader, target: Callable[[], Any], payload: object) -> Needs:
    column = reader.column(payload, 3)
    return column.refs(), lambda cls: _make(cls, *reader.values(column))


def signals_of(context: Context, kind: str) -> Any:
    """Return C's own mapping of the flags or traps of a context."""
    return Context.__getattribute__(context, kind)


def context_state(context: Context) -> tuple[Any, ...]:
    """Return what a context holds: plain values, in the order of the row."""
    plain = [_descriptors[name].__get__(context) for name in PARTS]
    return (*plain, _bits(signals_of(context, "flags")), _bits(signals_of(context, "traps")))


def _bits(signals: Any) -> int:
    return sum(1 << place for place, signal in enumerate(SIGNALS) if signals[signal])


def set_context_state(context: Context, state: tuple[Any, ...]) -> None:
    """Give a context what `context_state` gave; ValueError for anything else."""
    if tuple(map(type, state)) != (int, str, int, int, int, int, int, int) or not all(
        0 <= bits < 1 << len(SIGNALS) for bits in state[6:]
    ):
        raise ValueError("a context of decimals is of an unknown form")
    try:
        for name, value in zip(PARTS, state, strict=False):
            _descriptors[name].__set__(context, value)
    except (TypeError, OverflowError) as error:
        raise ValueError(f"a context of decimals is wrong: {error}") from None
    for signals, bits in ((signals_of(context, "flags"), state[6]), (signals_of(context, "traps"), state[7])):
        for place, signal in enumerate(SIGNALS):
            signals[signal] = bool(bits >> place & 1)


def _get_context(writer: Writer, value: Any) -> list[Any]:
    return [writer.column(list(context_state(value)))]


def _declare_context(reader: Reader, target: Callable[[], Any], payload: object) -> Needs:
    column = reader.column(payload, 8)
    reader.on_fill(CONTENTS, lambda: set_context_state(target(), tuple(reader.values(column))))
    new: Any = Context.__new__
    return (), lambda cls: new(cls)


KINDS = [simple(110, Decimal, _fields, lambda *fields: _make(Decimal, *fields))]
PAYLOADS = [
    Payload(110, Decimal, _get_decimal, _declare_decimal),
    Payload(111, Context, _get_context, _declare_context),
]
