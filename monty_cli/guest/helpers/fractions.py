"""What `fractions` leaves to the host: texts, hashes, and comparing with floats and decimals."""

from __future__ import annotations

import operator
import re
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


MOST_DIGITS = 1_000_000  # of a number that one call makes
_EXPONENT = re.compile(r"[eE]([+-]?[\d_]+)\s*\Z")


def _check_digits(count: int) -> None:
    if count > MOST_DIGITS:
        raise MemoryError(f"Fraction() would make a number of {count} digits")


def _check_text(text: str) -> None:
    """Refuse a number whose exponent alone makes it too large."""
    if found := _EXPONENT.search(text):
        try:
            _check_digits(abs(int(found[1])))
        except ValueError:  # no number, or one with more digits than CPython takes
            _check_digits(MOST_DIGITS + 1 if len(found[1]) > 20 else 0)


def decimal_ratio(value: Decimal) -> tuple[int, int]:
    """Return `value.as_integer_ratio()`.

    Raises:
        MemoryError: it would be too large.
    """
    exponent = Decimal.as_tuple(value).exponent
    if type(exponent) is int:
        _check_digits(abs(exponent))
    return Decimal.as_integer_ratio(value)


def pair(value: Any) -> tuple[int, int] | None:
    """Return numerator and denominator of a text, an integer, a float or a decimal; `None` for anything else.

    Raises:
        ValueError: the text is no number.
        OverflowError: the float or decimal is infinite, or no number (which is a ValueError).
        MemoryError: the number would be too large.
    """
    kind = type(value)
    if is_subclass(int, kind):
        return int.__index__(value), 1
    if is_subclass(float, kind):
        return float.as_integer_ratio(value)
    if is_subclass(Decimal, kind):
        return decimal_ratio(value)
    if is_subclass(str, kind):
        text = exact_str(value)
        _check_text(text)
        made = Fraction(text)
        return made.numerator, made.denominator
    return None


def is_decimal(value: Any) -> bool:
    """Tell whether `value` is a decimal by its true type."""
    return is_subclass(Decimal, type(value))


def compare(name: str, numerator: int, denominator: int, other: Any) -> bool:
    """Compare a fraction with a float or a decimal as `operator.<name>` does."""
    if name not in ("eq", "lt", "le", "gt", "ge"):
        raise ValueError(f"there is no comparison {name!r}")
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
    if type(spec) is str and any(len(digits) > 7 for digits in re.findall(r"\d+", spec)):
        raise MemoryError(f"the format {spec[:50]!r} would make a text that is too long")
    cls = Fraction if name == "Fraction" else type(name, (Fraction,), {})
    return format(cls(numerator, denominator), spec)


def _lacks() -> tuple[str, ...]:
    return tuple(name for name in ("is_integer", "__format__") if name not in vars(Fraction))


HELPERS: dict[str, Any] = {
    "@gcd": gcd,
    "@fraction_pair": pair,
    "@is_decimal": is_decimal,
    "@float_ratio": float.as_integer_ratio,
    "@decimal_ratio": decimal_ratio,
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
