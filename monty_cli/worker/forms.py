"""Values that are no plain data, as tokens on the wire between the host's process and the worker, and what is made of these tokens again.

Here is what both sides have alike: dates and decimals, fractions, UUIDs and pure paths, builtin classes and exceptions. Everything in a
token is checked before something is made of it: whatever is wrong is a ValueError.
"""

from __future__ import annotations

from monty_cli.codec.plain import Token
from monty_cli.values.tables import BUILTIN_CLASSES, BUILTIN_EXCEPTIONS, identity
from monty_cli.worker.exceptions import exception_parts, take_exception

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from monty_cli.values.copier import Copier

_CLASSES = {cls.__name__: cls for cls in BUILTIN_CLASSES.values()}


def common_form(value: Any) -> Token:
    """Return the token for a value that is known on both sides; ValueError for others."""
    cls = type(value)
    if identity(cls) in BUILTIN_EXCEPTIONS:
        return Token("exception", exception_parts(value))
    if cls is type:
        return Token("class", [value.__name__])
    read = _LEAVES.get(f"{cls.__module__.partition('.')[0]}.{cls.__name__}")
    if read is None:
        raise ValueError(f"{cls.__module__}.{cls.__name__} is no part of the protocol")
    kind, parts = read(value)
    return Token(kind, parts)


def take_common(copier: Copier, token: Token, make_zone: Callable[[str], object]) -> bool:
    """Give a token of `common_form` its value; False for one of another kind. `make_zone` makes a named time zone."""
    kind, parts = token.kind, token.parts
    if kind == "exception":
        take_exception(copier, token)
        return True
    if kind == "class":
        if len(parts) != 1 or type(parts[0]) is not str or parts[0] not in _CLASSES:
            raise ValueError("there is no such builtin class")
        copier.memo[identity(token)] = _CLASSES[parts[0]]
        return True
    make = _MAKERS.get(kind)
    if make is None:
        return False
    kinds, maker = make
    if len(parts) != len(kinds) or any(type(part) not in wanted for part, wanted in zip(parts, kinds, strict=True)):
        raise ValueError(f"a {kind} has other parts")
    try:
        copier.memo[identity(token)] = maker(make_zone, *parts)
    except (TypeError, OverflowError, ArithmeticError, KeyError, OSError) as error:
        raise ValueError(f"a {kind} can't be: {error}") from None
    return True


def _zone_text(zone: Any) -> str | None:
    """Return a time zone as text: 'zone:Europe/Berlin', or 'offset:' with days, seconds, microseconds and perhaps a name."""
    if zone is None:
        return None
    if hasattr(zone, "key"):
        return f"zone:{zone.key}"
    offset, *name = zone.__getinitargs__()
    return ":".join(("offset", str(offset.days), str(offset.seconds), str(offset.microseconds), *name))


def _zone(make_zone: Callable[[str], object], text: str | None) -> Any:
    if text is None:
        return None
    kind, _, rest = text.partition(":")
    if kind == "zone":
        return make_zone(rest)
    from datetime import timedelta, timezone

    days, seconds, microseconds, *name = rest.split(":", 3)
    return timezone(timedelta(int(days), int(seconds), int(microseconds)), *name)


def _clock(value: Any) -> list[Any]:
    return [value.hour, value.minute, value.second, value.microsecond, _zone_text(value.tzinfo), value.fold]


_LEAVES: dict[str, Callable[[Any], tuple[str, list[Any]]]] = {
    "datetime.date": lambda value: ("date", [value.year, value.month, value.day]),
    "datetime.datetime": lambda value: ("datetime", [value.year, value.month, value.day, *_clock(value)]),
    "datetime.time": lambda value: ("time", _clock(value)),
    "datetime.timedelta": lambda value: ("timedelta", [value.days, value.seconds, value.microseconds]),
    "datetime.timezone": lambda value: ("timezone", [_zone_text(value)]),
    "zoneinfo.ZoneInfo": lambda value: ("timezone", [_zone_text(value)]),
    "decimal.Decimal": lambda value: ("decimal", [str(value)]),
    "fractions.Fraction": lambda value: ("fraction", [value.numerator, value.denominator]),
    "uuid.UUID": lambda value: ("uuid", [value.int]),
    "pathlib.PurePosixPath": lambda value: ("posix path", [str(value)]),
    "pathlib.PureWindowsPath": lambda value: ("windows path", [str(value)]),
}


def _date(_: object, *parts: int) -> object:
    from datetime import date

    return date(*parts)


def _datetime(make_zone: Any, year: int, month: int, day: int, *clock: Any) -> object:
    from datetime import datetime

    hour, minute, second, microsecond, zone, fold = clock
    return datetime(year, month, day, hour, minute, second, microsecond, _zone(make_zone, zone), fold=fold)


def _time(make_zone: Any, *parts: Any) -> object:
    from datetime import time

    hour, minute, second, microsecond, zone, fold = parts
    return time(hour, minute, second, microsecond, _zone(make_zone, zone), fold=fold)


def _timedelta(_: object, *parts: int) -> object:
    from datetime import timedelta

    return timedelta(*parts)


def _decimal(_: object, text: str) -> object:
    from decimal import Decimal

    return Decimal(text)


def _fraction(_: object, numerator: int, denominator: int) -> object:
    from fractions import Fraction

    return Fraction(numerator, denominator)


def _uuid(_: object, number: int) -> object:
    from uuid import UUID

    return UUID(int=number)


def _posix(_: object, text: str) -> object:
    from pathlib import PurePosixPath

    return PurePosixPath(text)


def _windows(_: object, text: str) -> object:
    from pathlib import PureWindowsPath

    return PureWindowsPath(text)


_INT, _STR = (int,), (str,)
_CLOCK = (_INT, _INT, _INT, _INT, (str, type(None)), _INT)
_MAKERS: dict[str, tuple[tuple[tuple[type, ...], ...], Callable[..., object]]] = {
    "date": ((_INT, _INT, _INT), _date),
    "datetime": ((_INT, _INT, _INT, *_CLOCK), _datetime),
    "time": (_CLOCK, _time),
    "timedelta": ((_INT, _INT, _INT), _timedelta),
    "timezone": ((_STR,), _zone),
    "decimal": ((_STR,), _decimal),
    "fraction": ((_INT, _INT), _fraction),
    "uuid": ((_INT,), _uuid),
    "posix path": ((_STR,), _posix),
    "windows path": ((_STR,), _windows),
}
