"""What the prelude's `datetime` file needs of C: checks of what the host answers, fields, methods of C, parsing."""

from __future__ import annotations

import datetime as c
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo

from monty_cli.guest.date_parsing import parse_datetime
from monty_cli.guest.protocol import dict_of, is_guest_class, is_subclass

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

_tzinfo_of: Any = datetime.__dict__["tzinfo"]
_EPOCH = datetime(1970, 1, 1)
_FIELDS: tuple[Any, ...] = (
    *(date.__dict__[name] for name in ("year", "month", "day")),
    *(datetime.__dict__[name] for name in ("hour", "minute", "second", "microsecond")),
)


def zone(args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """Return the argument of `datetime.now`; TypeError as C raises it for a wrong one."""
    tz = None
    if len(args) + len(kwargs) > 1 or kwargs.keys() - {"tz"}:
        datetime.now(*args, **kwargs)
    elif args or kwargs:
        tz = args[0] if args else kwargs["tz"]
    if tz is not None and not is_subclass(tzinfo, type(tz)):
        datetime.now(tz)
    return tz


def shown(tz: Any) -> Any:
    """Return the zone that the host is asked for: UTC in place of one that the guest's code computes."""
    return UTC if is_guest_class(type(tz)) else tz


def local(given: Any) -> datetime:
    """Return what the host answered to `datetime.now()` as a naive datetime in the guest's zone; TypeError for other values."""
    _check(given, datetime, "datetime.now")
    return given if given.tzinfo is None else given.astimezone(UTC).replace(tzinfo=None)  # type: ignore[no-any-return]


def aware(given: Any) -> datetime:
    """Return what the host answered to `datetime.now(tz)`; TypeError for anything but a datetime with a zone."""
    _check(given, datetime, "datetime.now")
    if given.tzinfo is None:
        raise TypeError("datetime.now with a zone was answered with a datetime that has none")
    return given  # type: ignore[no-any-return]


def checked_date(given: Any) -> date:
    """Return what the host answered to `date.today()`; TypeError for anything but a date."""
    _check(given, date, "date.today")
    return given  # type: ignore[no-any-return]


def _check(given: Any, kind: type, name: str) -> None:
    if type(given) is not kind:
        raise TypeError(f"{name} was answered with a value of type {type(given).__name__}, not {kind.__name__}")


def no_arguments(owner: str, name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
    """Raise C's error for arguments of a method that takes none."""
    if args or kwargs:
        _check_method(owner, name)
        getattr(getattr(c, owner), name)(*args, **kwargs)


def one_argument(args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """Return the argument of `utcfromtimestamp`; TypeError for others."""
    if kwargs:
        raise TypeError("utcfromtimestamp() takes no keyword arguments")
    if len(args) != 1:
        raise TypeError(f"utcfromtimestamp() takes exactly 1 argument ({len(args)} given)")
    return args[0]


def from_timestamp(args: tuple[Any, ...], kwargs: dict[str, Any]) -> datetime | None:
    """Return the naive datetime of a timestamp; `None` for a call with a zone, or one that C refuses."""
    if len(args) != 1 or kwargs:
        known = kwargs.keys() <= {"timestamp", "tz"} and 1 <= len(args) + len(kwargs) <= 2
        if (
            not known
            or ("timestamp" in kwargs) is bool(args)
            or (args[1] if len(args) == 2 else kwargs.get("tz")) is not None
        ):
            return None
    stamp = args[0] if args else kwargs["timestamp"]
    return datetime.fromtimestamp(stamp, UTC).replace(tzinfo=None)


def of_stamp(cls: Any, args: tuple[Any, ...]) -> datetime | None:
    """Return the datetime of a number of seconds, in a zone of C's or in the guest's; `None` for anything else."""
    if cls is not datetime or not 1 <= len(args) <= 2 or (type(args[0]) is not int and type(args[0]) is not float):
        return None
    if len(args) == 1:
        return datetime.fromtimestamp(args[0], UTC).replace(tzinfo=None)
    return datetime.fromtimestamp(args[0], args[1]) if type(args[1]) is timezone else None


def _check_method(owner: object, name: object) -> None:
    if owner not in ("date", "datetime") or name not in ("today", "utcnow", "fromtimestamp"):
        raise ValueError(f"there is no method {name!r} of {owner!r}")


def method(owner: str, name: str, cls: Any) -> Any:
    """Return C's class method `name` of a type, bound to `cls` (`None`: to the type itself)."""
    _check_method(owner, name)
    kind = getattr(c, owner)
    return dict_of(kind)[name].__get__(None, kind if cls is None else cls)


def bound(name: str, receiver: Any) -> Any:
    """Return C's method `name` of `datetime`, bound to `receiver`; TypeError when that is no datetime."""
    if name not in ("astimezone", "replace"):
        raise ValueError(f"there is no method {name!r} of 'datetime'")
    return dict_of(datetime)[name].__get__(receiver, type(receiver))


def target(args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """Return the zone that `astimezone` is given; a truth for arguments that C refuses."""
    if len(args) + len(kwargs) > 1 or kwargs.keys() - {"tz"}:
        return args or kwargs
    return args[0] if args else kwargs.get("tz")


def local_zone() -> timezone:
    """Return the guest's zone as `astimezone()` sets it."""
    return timezone(timedelta(0), "UTC")


def timestamp(*args: Any, **kwargs: Any) -> float:
    """Stand in for `datetime.timestamp`, whose naive datetimes are in the guest's zone."""
    self: Any = args[0] if len(args) == 1 and not kwargs else None
    if type(self) is datetime and self.tzinfo is None:
        span = self - _EPOCH
        return float(span.days * 86400 + span.seconds) + span.microseconds / 1e6
    if not is_subclass(datetime, type(self)) or _tzinfo_of.__get__(self) is not None:
        method: Callable[..., float] = datetime.timestamp
        return method(*args, **kwargs)
    span = datetime.__sub__(self, _EPOCH)
    return float(span.days * 86400 + span.seconds) + span.microseconds / 1e6


def fields(cls: Any, made: Any) -> tuple[Any, ...] | None:
    """Return the arguments with which the guest's subclass `cls` makes its twin of `made`; `None` for `datetime` itself."""
    return None if cls is datetime else (*(field.__get__(made) for field in _FIELDS), made.tzinfo)


def date_fields(cls: Any, made: Any) -> tuple[Any, ...] | None:
    """Return the same for the date or datetime `made` and a subclass of `date`; `None` for `date` itself."""
    return None if cls is date else (made.year, made.month, made.day)


def is_datetime(value: Any) -> bool:
    """Tell whether `value` is a datetime by its true type."""
    return is_subclass(datetime, type(value))


def parse(args: tuple[Any, ...], kwargs: dict[str, Any]) -> datetime:
    """Parse the arguments of `datetime.strptime`; TypeError and ValueError as CPython raises them."""
    if len(args) == 2 and not kwargs and type(args[0]) is str and type(args[1]) is str:
        return parse_datetime(*args)
    if kwargs or len(args) != 2 or not all(is_subclass(str, type(arg)) for arg in args):
        return datetime.strptime(*args, **kwargs)
    return parse_datetime(str.__str__(args[0]), str.__str__(args[1]))


HELPERS: dict[str, Any] = {
    "@datetime_zone": zone,
    "@datetime_shown": shown,
    "@datetime_local": local,
    "@datetime_aware": aware,
    "@date_checked": checked_date,
    "@datetime_no_arguments": no_arguments,
    "@datetime_one_argument": one_argument,
    "@datetime_from_timestamp": from_timestamp,
    "@datetime_of_stamp": of_stamp,
    "@datetime_method": method,
    "@datetime_bound": bound,
    "@datetime_target": target,
    "@datetime_local_zone": local_zone,
    "@datetime_timestamp": timestamp,
    "@datetime_fields": fields,
    "@date_fields": date_fields,
    "@datetime_is": is_datetime,
    "@datetime_parse": parse,
    "@datetime_utc": UTC,
}
