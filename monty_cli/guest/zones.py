"""Time zones by their names, as the guest has them: `ZoneInfo` stands for the host's class of that name.

The host's class reads a file for whatever it is given and keeps it in a cache of the whole process. This one takes a plain string that
can only be a zone's name, there is one object for a name in a process, and it holds nothing that a guest could change.
"""

from __future__ import annotations

import zoneinfo
from datetime import datetime, timedelta, tzinfo
from types import FunctionType, MethodType

from monty_cli.guest.protocol import is_subclass, own_copy

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

# First parts of names that are no zones: the host's own zone, and other countings of leap seconds.
_NO_ZONES = frozenset(("localtime", "posixrules", "posix", "right"))
_tzinfo_of = datetime.__dict__["tzinfo"].__get__
_LETTERS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_+-")


class ZoneInfoNotFoundError(KeyError):
    """Raised when a zone is not known."""

    __module__ = "zoneinfo._common"


class ZoneInfo(tzinfo):
    """A zone of the host's database of time zones."""

    __slots__ = ()
    __module__ = "zoneinfo"

    def __new__(cls, key: str) -> ZoneInfo:
        if cls is not ZoneInfo:
            raise TypeError("a zone is an instance of ZoneInfo itself")
        return _zone(key)

    @property
    def key(self) -> str:
        """The name of the zone."""
        return _known(self).key

    def utcoffset(self, dt: datetime | None, /) -> timedelta | None:
        """Return the distance from UTC at a time of the zone's clocks."""
        return _known(self).utcoffset(dt if type(dt) is datetime else _checked(dt))

    def dst(self, dt: datetime | None, /) -> timedelta | None:
        """Return how much of the distance from UTC is daylight saving time."""
        return _known(self).dst(dt if type(dt) is datetime else _checked(dt))

    def tzname(self, dt: datetime | None, /) -> str | None:
        """Return the zone's abbreviation at a time of its clocks."""
        return _known(self).tzname(dt if type(dt) is datetime else _checked(dt))

    def fromutc(self, dt: datetime, /) -> datetime:
        """Return the zone's time for a time of UTC that has this zone."""
        real = _known(self)
        if not is_subclass(datetime, type(dt)):
            raise TypeError("fromutc: argument must be a datetime")
        if _tzinfo_of(dt) is not self:
            raise ValueError("fromutc: dt.tzinfo is not self")
        return datetime.replace(real.fromutc(datetime.replace(dt, tzinfo=real)), tzinfo=self)

    def __copy__(self) -> ZoneInfo:
        return self

    def __repr__(self) -> str:
        return f"zoneinfo.ZoneInfo(key={_known(self).key!r})"

    def __str__(self) -> str:
        return _known(self).key


class _Method:
    """A method of a class of ours that all programs share: each reads a function of its own."""

    __slots__ = ("function",)

    def __init__(self, function: Any) -> None:
        self.function = function

    def __get__(self, obj: Any, owner: Any = None) -> Any:
        return own_copy(self.function) if obj is None else MethodType(self.function, obj)


for _name, _value in list(vars(ZoneInfo).items()):
    if type(_value) in (FunctionType, staticmethod):
        setattr(ZoneInfo, _name, _Method(getattr(_value, "__func__", _value)))


_by_key: dict[str, ZoneInfo] = {}
_real: dict[int, zoneinfo.ZoneInfo] = {}  # by the ids of the zones above, which live as long as the process


def is_zone_name(key: str) -> bool:
    """Tell whether `key`, a plain string, can be the name of a zone."""
    parts = key.split("/")
    return parts[0] not in _NO_ZONES and all(part and _LETTERS.issuperset(part) for part in parts)


def zone_names() -> set[str]:
    """Return the names of all zones that there are."""
    return {name for name in zoneinfo.available_timezones() if is_zone_name(name)}


def real_zone(zone: ZoneInfo) -> zoneinfo.ZoneInfo:
    """Return the host's object for a zone of the guest's."""
    return _known(zone)


def guest_zone(real: zoneinfo.ZoneInfo) -> ZoneInfo | None:
    """Return the guest's zone of the same name as the host's `real`; `None` when the guest has no such zone."""
    try:
        return _zone(real.key)
    except (KeyError, TypeError, ValueError):
        return None


def _zone(key: Any) -> ZoneInfo:
    if type(key) is not str:
        raise TypeError(f"expected str, bytes or os.PathLike object, not {type(key).__name__}")
    zone = _by_key.get(key)
    if zone is not None:
        return zone
    if not is_zone_name(key):
        _refuse(key)
    try:
        real = zoneinfo.ZoneInfo(key)
    except (zoneinfo.ZoneInfoNotFoundError, OSError):
        raise ZoneInfoNotFoundError(f"No time zone found with key {key}") from None
    zone = tzinfo.__new__(ZoneInfo)
    _real[id(zone)] = real
    return _by_key.setdefault(key, zone)


def _refuse(key: str) -> None:
    """Raise CPython's error for a name that leads out of the folder of zones, else the error for a zone that is not there."""
    if key.startswith("/"):
        raise ValueError(f"ZoneInfo keys may not be absolute paths, got: {key}")
    parts = key.split("/")
    if "" in parts or "." in parts or ".." in parts[1:]:
        raise ValueError(f"ZoneInfo keys must be normalized relative paths, got: {key}")
    if parts[0] == "..":
        raise ValueError(f"ZoneInfo keys must refer to subdirectories of TZPATH, got: {key}")
    raise ZoneInfoNotFoundError(f"No time zone found with key {key}")


def _known(zone: Any) -> zoneinfo.ZoneInfo:
    if type(zone) is not ZoneInfo:
        raise TypeError(f"a ZoneInfo is expected, not {type(zone).__name__}")
    return _real[id(zone)]


def _checked(dt: Any) -> Any:
    if dt is not None and not is_subclass(datetime, type(dt)):
        raise TypeError(f"a datetime is expected, not {type(dt).__name__}")
    return dt
