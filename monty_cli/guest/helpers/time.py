"""What the prelude's `time` file needs of C: conversions in UTC, and checks of what the host answers."""

from __future__ import annotations

import re
import sys
import time

from monty_cli.guest.date_parsing import parse_time
from monty_cli.guest.protocol import is_subclass

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_BILLION = 10**9
_LONGEST = 2**63 // _BILLION  # seconds, which C counts in nanoseconds


def seconds(given: Any, name: str) -> float:
    """Return the seconds that the host answered to the call `name`; TypeError for anything but an `int` or a `float`."""
    if type(given) is not float and type(given) is not int:
        raise TypeError(f"{name} was answered with a value of type {type(given).__name__}, not float")
    return float(given)


def nanoseconds(given: Any, name: str) -> int:
    """Return the same in whole nanoseconds."""
    if type(given) is int:
        return given * _BILLION
    numerator, denominator = seconds(given, name).as_integer_ratio()
    return numerator * _BILLION // denominator


def delay(secs: Any) -> int | float:
    """Return the plain number for the argument of `time.sleep`; the errors are C's."""
    if is_subclass(int, type(secs)):
        found: int | float = int.__index__(secs)
    elif is_subclass(float, type(secs)):
        found = float.__float__(secs)
    else:
        time.sleep(secs)  # which refuses it
        raise TypeError(f"'{type(secs).__name__}' object cannot be interpreted as an integer")
    if not found >= 0:
        time.sleep(found)  # as above
    if found > _LONGEST:
        name = "PyTime_t" if sys.version_info >= (3, 13) else "_PyTime_t"
        raise OverflowError(f"timestamp too large to convert to C {name}")
    return found


def localtime(secs: Any) -> time.struct_time:
    """Return the fields of a time in the guest's local zone, UTC."""
    return _in_utc(time.gmtime(secs))


def _in_utc(fields: tuple[Any, ...]) -> time.struct_time:
    return time.struct_time((*fields[:9], "UTC", 0))


def _shown(t: Any) -> Any:
    """Return `t` with a zone, so that C does not look for the host's; as it is, where C refuses it."""
    if type(t) is time.struct_time:
        return t if t.tm_zone is not None else _zoned(tuple(t))
    return _zoned(tuple.__getitem__(t, slice(None))) if is_subclass(tuple, type(t)) else t


def _zoned(fields: tuple[Any, ...]) -> Any:
    if len(fields) != 9 or any(type(field) is not int for field in fields):
        return fields
    return _in_utc(fields) if fields[8] in (0, 1) else time.struct_time((*fields, "", 0))


def strftime(*args: Any) -> str:
    """Return what `time.strftime` does with a tuple, in the zone UTC; the errors are C's."""
    if len(args) != 2 or not is_subclass(str, type(args[0])):
        return time.strftime(*args)
    pattern, t = str.__str__(args[0]), _shown(args[1])
    if "s" not in pattern:
        return time.strftime(pattern, t)
    text = time.strftime(_SECONDS.sub("%%", pattern), t)  # with all errors of the fields
    if _SECONDS.search(pattern) is None:
        return text
    stamp = str(int(mktime(t)))
    return time.strftime(_SECONDS.sub(lambda found: stamp if found[0].endswith("s") else found[0], pattern), t)


# `%%`, or seconds since 1970, for which C looks at the host's zone.
_SECONDS = re.compile(r"%%|%[-_0^#]*\d*[EO]?s")


def check_format(pattern: Any) -> None:
    """Raise C's error for a format that is no string."""
    if not is_subclass(str, type(pattern)):
        time.strftime(pattern, (0,) * 9)


def parse(*args: Any) -> time.struct_time:
    """Return what `time.strptime` does in the zone UTC; the errors are CPython's."""
    if not 1 <= len(args) <= 2 or not all(is_subclass(str, type(arg)) for arg in args):
        return time.strptime(*args)
    text, *rest = (str.__str__(arg) for arg in args)
    return parse_time(text, *rest or ["%a %b %d %H:%M:%S %Y"])


def mktime(t: Any) -> float:
    """Return the seconds since 1970 of local time's fields, in the zone UTC; the errors are C's."""
    fields = tuple.__getitem__(t, slice(None)) if is_subclass(tuple, type(t)) else t
    if type(fields) is not tuple or len(fields) != 9 or any(type(field) is not int for field in fields):
        return time.mktime(t)
    year, month, day, hour, minute, second, _, _, dst = fields
    years, month = divmod(month - 1, 12)
    days = _days_before(year + years) + _MONTHS[month] + (month > 1 and _is_leap(year + years)) + day - 1
    return float(days * 86400 + hour * 3600 + minute * 60 + second - (3600 if dst > 0 else 0))


_MONTHS = (0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334)


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _days_before(year: int) -> int:
    """Return the days from 1970 to the first of January of a year."""
    before = year - 1
    return before * 365 + before // 4 - before // 100 + before // 400 - 719162


HELPERS: dict[str, Any] = {
    "@time_seconds": seconds,
    "@time_nanoseconds": nanoseconds,
    "@time_delay": delay,
    "@time_c_gmtime": time.gmtime,
    "@time_c_localtime": localtime,
    "@time_c_asctime": time.asctime,
    "@time_c_strftime": strftime,
    "@time_check_format": check_format,
    "@time_parse": parse,
    "@time_c_mktime": mktime,
}
