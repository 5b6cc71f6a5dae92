"""What `fractions` leaves to the host: texts, hashes, and comparing with floats and decimals."""

from __future__ import annotations

import operator
import sys
from decimal import Decimal
from fractions import Fraction
from math import gcd, trunc
from types import FunctionType

from monty_cli.guest.prims import exact_str
from monty_cli.guest.protocol import is_subclass

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def pair(value: Any) -> tuple[int, int] | None:
    """Return numerator and denominator of a text, an integer, a float or a decimal; `None` for anything else.

    Raises:
        ValueError: the text is no number.
        OverflowError: the float or decimal is infinite, or no number (which is a ValueError).
    """
    kind = type(value)
    if is_subclass(int, kind):
        return int.__index__(value), 1
    if is_subclass(float, kind):
        return float.as_integer_ratio(value)
    if is_subclass(Decimal, kind):
        return Decimal.as_integer_ratio(value)
    if is_subclass(str, kind):
        made = Fraction(exact_str(value))
        return made.numerator, made.denominator
    return None


def is_decimal(value: Any) -> bool:
    """Tell whether `value` is a decimal by its true type."""
    return is_subclass(Decimal, type(value))


def compare(name: str, numerator: int, denominator: int, other: Any) -> bool:
    """Compare a fraction with a float or a decimal as `operator.<name>` does."""
    kind = float if is_subclass(float, type(other)) else Decimal
    plain = float.__add__(other, 0.0) if kind is float and type(other) is not float else other
    found: bool = getattr(operator, name)(Fraction(numerator, denominator), plain)
    return found


def by_zero(numerator: int, denominator: int) -> None:
    """Raise the error for dividing a fraction by zero."""
    Fraction(numerator, denominator) / Fraction(0)


def limited(numerator: int, denominator: int, limit: Any) -> tuple[int, int]:
    """Return what `limit_denominator` gives."""
    made = Fraction(numerator, denominator).limit_denominator(limit)
    return made.numerator, made.denominator


def formatted(name: str, numerator: int, denominator: int, spec: Any) -> str:
    """Return what `format` gives for a fraction whose class is called `name`, as errors call it."""
    cls = Fraction if name == "Fraction" else type(name, (Fraction,), {})
    return format(cls(numerator, denominator), spec)


def _lacks() -> tuple[str, ...]:
    return tuple(name for name in ("is_integer", "__format__") if name not in vars(Fraction))


HELPERS: dict[str, Any] = {
    "@gcd": gcd,
    "@fraction_pair": pair,
    "@is_decimal": is_decimal,
    "@float_ratio": float.as_integer_ratio,
    "@decimal_ratio": Decimal.as_integer_ratio,
    "@fraction_compare": compare,
    "@fraction_by_zero": by_zero,
    "@fraction_limited": limited,
    "@fraction_format": formatted,
    "@fraction_hash": lambda numerator, denominator: hash(Fraction(numerator, denominator)),
    "@fraction_round": lambda numerator, denominator: round(Fraction(numerator, denominator)),
    "@fraction_trunc": lambda numerator, denominator: trunc(Fraction(numerator, denominator)),
    "@fraction_lacks": _lacks(),
    "@is_function": lambda value: type(value) is FunctionType,
    "@strict_power": sys.version_info >= (3, 13),
}
