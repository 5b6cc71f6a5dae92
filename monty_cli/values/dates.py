"""Dates, times, zones and decimals: the same types on both sides, but that the guest has a `ZoneInfo` of its own.

A value of a subclass crosses as one of the type itself, read through the type's own methods. A zone of an unknown type becomes, inward,
its distance from UTC at that time; outward, nothing may ask it.
"""

from __future__ import annotations

import sys

from monty_cli.values.tables import class_dict, identity, mro

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    Cross = Callable[[Any, bool], object]


class NoCounterpart(Exception):
    """A value of one of the types here can't cross."""


_cross: dict[int, Cross] = {}
_done: set[str] = set()


def crossing_of(cls: type) -> Cross | None:
    """Return the function that gives the copy of values of `cls`, called with value and whether it goes inward; else None.

    The function raises NoCounterpart. No module is imported for this: a value of a type can only be there if its module is.
    """
    for module, table in _TABLES.items():
        if module not in _done and module in sys.modules:
            _cross.update(table(sys.modules[module]))
            _done.add(module)
    for owner in mro(cls) if _cross else ():
        if identity(owner) in _cross:
            return _cross[identity(owner)]
    return None


def _read(value: Any, cls: Any, names: str) -> list[Any]:
    return [class_dict(cls)[name].__get__(value) for name in names.split()]


def _zone_of(tz: Any, moment: Any, inward: bool) -> Any:
    """Return the zone of a copy for the zone `tz` of a time; `moment` is the time, as far as it is one of a day."""
    cross = crossing_of(type(tz))
    if tz is None or cross is not None:
        return tz if cross is None else cross(tz, inward)
    if not inward:
        raise NoCounterpart
    offset, name = tz.utcoffset(moment), tz.tzname(moment)
    if offset is None:
        raise NoCounterpart
    timezone = sys.modules["datetime"].timezone
    return timezone(offset) if name is None else timezone(offset, name)


def _dates(module: Any) -> dict[int, Cross]:
    date, time, datetime, timedelta, timezone = (
        module.date,
        module.time,
        module.datetime,
        module.timedelta,
        module.timezone,
    )
    clock = "hour minute second microsecond tzinfo fold"

    def delta(value: Any, inward: bool) -> object:
        return value if type(value) is timedelta else timedelta(*_read(value, timedelta, "days seconds microseconds"))

    def zone(value: Any, inward: bool) -> object:
        offset, *name = timezone.__getinitargs__(value)
        if type(offset) is timedelta and all(type(text) is str for text in name):
            return value
        return timezone(delta(offset, inward), *map(str.__str__, name))

    def day(value: Any, inward: bool) -> object:
        return value if type(value) is date else date(*_read(value, date, "year month day"))

    def time_of_day(value: Any, inward: bool) -> object:
        *parts, tz, fold = _read(value, time, clock)
        kept = _zone_of(tz, None, inward)
        return value if kept is tz and type(value) is time else time(*parts, tzinfo=kept, fold=fold)

    def moment(value: Any, inward: bool) -> object:
        *parts, tz, fold = _read(value, datetime, clock)
        kept = _zone_of(tz, value, inward)
        if kept is tz and type(value) is datetime:
            return value
        return datetime(*_read(value, date, "year month day"), *parts, tzinfo=kept, fold=fold)

    return {
        identity(date): day,
        identity(datetime): moment,
        identity(time): time_of_day,
        identity(timedelta): delta,
        identity(timezone): zone,
    }


def _zones(module: Any) -> dict[int, Cross]:
    named = module.ZoneInfo

    def enter(value: Any, inward: bool) -> object:
        from monty_cli.guest.zones import ZoneInfo

        try:
            return ZoneInfo(value.key)
        except (KeyError, TypeError, ValueError):  # a file's, without a name
            raise NoCounterpart from None

    return {identity(named): enter}


def _own_zones(module: Any) -> dict[int, Cross]:
    def leave(value: Any, inward: bool) -> object:
        from zoneinfo import ZoneInfo

        return ZoneInfo(value.key)

    return {identity(module.ZoneInfo): leave}


def _decimals(module: Any) -> dict[int, Cross]:
    decimal = module.Decimal
    return {identity(decimal): lambda value, inward: value if type(value) is decimal else decimal(value)}


_TABLES: dict[str, Callable[[Any], dict[int, Cross]]] = {
    "datetime": _dates,
    "decimal": _decimals,
    "zoneinfo": _zones,
    "monty_cli.guest.zones": _own_zones,
}
