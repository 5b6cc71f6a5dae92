"""Rows of dates, times and zones.

| tag | row |
| --- | --- |
| 100 | `[100, column of year, month, day]` date |
| 101 | `[101, column of hour, minute, second, microsecond, fold, zone]` time |
| 102 | `[102, column of year, month, day, hour, minute, second, microsecond, fold, zone]` datetime |
| 103 | `[103, column of days, seconds, microseconds]` timedelta |
| 104 | `[104, column of days, seconds, microseconds, name]` timezone; its name is None when it was given none |
| 105 | `[105, column of the eleven fields]` struct_time |
| 106 | `[106, column of year, week, weekday]` what `date.isocalendar` gives |

Zones by their names are written as what the environment has names for.

Payloads: 100 date, 101 time, 102 datetime and 103 timedelta, each with the column of its row; 104 tzinfo, with none.
"""

from __future__ import annotations

import time as host
from datetime import date, datetime, time, timedelta, timezone, tzinfo

from .environment import Unsupported
from .kind import Kind, expect, simple
from .payload import Payload

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any

    from .decoder import Reader
    from .encoder import Writer
    from .payload import Needs

    Getter = Callable[[Any], Any]


def _getters(cls: type, names: str) -> tuple[Getter, ...]:
    return tuple(cls.__dict__[name].__get__ for name in names.split())


_OF_DATE = _getters(date, "year month day")
_OF_TIME = _getters(time, "hour minute second microsecond fold tzinfo")
_OF_DATETIME = (*_OF_DATE, *_getters(datetime, "hour minute second microsecond fold tzinfo"))
_OF_DELTA = _getters(timedelta, "days seconds microseconds")


def _fields(getters: tuple[Getter, ...]) -> Getter:
    return lambda value: [get(value) for get in getters]


def _integers(values: Iterable[object]) -> list[Any]:
    return [expect(value, int) for value in values]


def _zone(value: object) -> Any:
    if value is not None and not issubclass(type(value), tzinfo):
        raise ValueError("a zone is expected")
    return value


def _new_date(cls: Any, *fields: object) -> Any:
    return date.__new__(cls, *_integers(fields))


def _new_time(cls: Any, *fields: object) -> Any:
    *numbers, fold, zone = fields
    new: Any = time.__new__
    return new(cls, *_integers(numbers), tzinfo=_zone(zone), fold=expect(fold, int))


def _new_datetime(cls: Any, *fields: object) -> Any:
    *numbers, fold, zone = fields
    new: Any = datetime.__new__
    return new(cls, *_integers(numbers), tzinfo=_zone(zone), fold=expect(fold, int))


def _new_delta(cls: Any, *fields: object) -> Any:
    days, seconds, microseconds = _integers(fields)
    if not (0 <= seconds < 86400 and 0 <= microseconds < 1000000):
        raise ValueError("a timedelta is out of its range")
    return timedelta.__new__(cls, days, seconds, microseconds)


def _of_timezone(value: Any) -> list[Any]:
    offset, *name = timezone.__getinitargs__(value)  # type: ignore[attr-defined]
    return [*_fields(_OF_DELTA)(offset), *(name or [None])]


def _make_timezone(days: object, seconds: object, microseconds: object, name: object) -> timezone:
    offset = _new_delta(timedelta, days, seconds, microseconds)
    return timezone(offset) if name is None else timezone(offset, expect(name, str))


_NAMED_FIELDS = ("tm_zone", "tm_gmtoff")


def _of_struct(value: Any) -> list[Any]:
    return [*tuple.__getitem__(value, slice(None)), *(getattr(value, name) for name in _NAMED_FIELDS)]


def _make_struct(*fields: object) -> host.struct_time:
    if len(fields) != 11:
        raise ValueError("a struct_time has eleven fields")
    return host.struct_time(fields)


_IsoCalendarDate: Any = type(date.min.isocalendar())


def _of_week(value: Any) -> tuple[Any, ...]:
    found: tuple[Any, ...] = tuple.__getitem__(value, slice(None))
    try:
        _make_week(*found)
    except (ValueError, OverflowError) as error:
        raise Unsupported(f"a week with impossible fields can't be stored: {error}") from None
    return found


def _make_week(*fields: object) -> Any:
    year, week, weekday = _integers(fields)
    return date.fromisocalendar(year, week, weekday).isocalendar()


def _row(tag: int, cls: Any, getters: tuple[Getter, ...], new: Callable[..., Any]) -> Kind:
    """The kind of an exact type whose odd objects, made of raw bytes, are refused when they are written."""
    get = _fields(getters)

    def fields(value: Any) -> list[Any]:
        found: list[Any] = get(value)
        try:
            new(cls, *found)
        except (ValueError, OverflowError) as error:
            raise Unsupported(f"a {cls.__name__} with impossible fields can't be stored: {error}") from None
        return found

    return simple(tag, cls, fields, lambda *values: _made(cls, new, len(getters), values))


def _made(cls: Any, new: Callable[..., Any], count: int, values: tuple[Any, ...]) -> Any:
    if len(values) != count:
        raise ValueError(f"a {new.__name__[5:]} has {count} fields")
    try:
        return new(cls, *values)
    except OverflowError as error:
        raise ValueError(str(error)) from None


def _payload(number: int, base: type, getters: tuple[Getter, ...], new: Callable[..., Any]) -> Payload:
    get = _fields(getters)

    def fields(writer: Writer, value: Any) -> list[Any]:
        return [writer.column(get(value))]

    def declare(reader: Reader, target: Callable[[], Any], payload: object) -> Needs:
        column = reader.column(payload, len(getters))
        return column.refs(), lambda cls: _made(cls, new, len(getters), tuple(reader.values(column)))

    return Payload(number, base, fields, declare)


def _declare_zone(reader: Reader, target: Callable[[], Any]) -> Needs:
    return (), tzinfo.__new__


PAYLOADS = [
    _payload(100, date, _OF_DATE, _new_date),
    _payload(101, time, _OF_TIME, _new_time),
    _payload(102, datetime, _OF_DATETIME, _new_datetime),
    _payload(103, timedelta, _OF_DELTA, _new_delta),
    Payload(104, tzinfo, lambda writer, value: [], _declare_zone),
]
KINDS = [
    _row(100, date, _OF_DATE, _new_date),
    _row(101, time, _OF_TIME, _new_time),
    _row(102, datetime, _OF_DATETIME, _new_datetime),
    _row(103, timedelta, _OF_DELTA, _new_delta),
    simple(104, timezone, _of_timezone, _make_timezone),
    simple(105, host.struct_time, _of_struct, _make_struct),
    simple(106, _IsoCalendarDate, _of_week, _make_week),
]
