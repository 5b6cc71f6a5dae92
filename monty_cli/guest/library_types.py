"""Types of the host's library that values of the guest have: their stable names, and which of them a class may derive from.

A value of such a type may come from the host, or from an operator, into a program that has not imported the module. Nothing is imported
for a name until a type of that name is asked for.
"""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

# module of the host -> names of its types
_NAMES: dict[str, str] = {
    "_random": "Random",
    "re": "Match Pattern",
    "datetime": "date datetime time timedelta timezone tzinfo",
    "time": "struct_time",
    "zoneinfo": "ZoneInfo",
    "zoneinfo._common": "ZoneInfoNotFoundError",
    "decimal": (
        "Clamped Context ConversionSyntax Decimal DecimalException DivisionByZero DivisionImpossible DivisionUndefined "
        "FloatOperation Inexact InvalidContext InvalidOperation Overflow Rounded Subnormal Underflow"
    ),
}

# Modules whose types are ours in the guest.
_PLACES = dict.fromkeys(("zoneinfo", "zoneinfo._common"), "monty_cli.guest.zones")

_DATES = ("datetime.date", "datetime.time", "datetime.datetime", "datetime.timedelta", "datetime.tzinfo")
_BASES = frozenset({"_random.Random", "decimal.Decimal", "zoneinfo._common.ZoneInfoNotFoundError", *_DATES})

_module_of: Callable[[type], Any] = type.__dict__["__module__"].__get__
_name_of: Callable[[type], str] = type.__dict__["__name__"].__get__


def library_type_name(obj: Any) -> str | None:
    """Return the name of a listed type, such as `decimal.Decimal`; `None` for any other object."""
    if not type.__subclasscheck__(type, type(obj)):
        return None
    module, name = _module_of(obj), _name_of(obj)
    if type(module) is not str or name not in _NAMES.get(module, "").split():
        return None
    return f"{module}.{name}" if getattr(sys.modules.get(_PLACES.get(module, module)), name, None) is obj else None


def library_type(name: str) -> type | None:
    """Return the listed type that `library_type_name` calls `name`; `None` when there is none."""
    module, _, own = name.rpartition(".")
    if own not in _NAMES.get(module, "").split():
        return None
    from importlib import import_module

    found: type = getattr(import_module(_PLACES.get(module, module)), own)
    return found


def is_library_base(cls: type) -> bool:
    """Tell whether a class of the guest may derive from `cls`, a type of the library."""
    return library_type_name(cls) in _BASES


def zone_name(obj: Any) -> str | None:
    """Return the name of a zone, an object of `zoneinfo.ZoneInfo`; `None` for any other object."""
    if library_type_name(type(obj)) != "zoneinfo.ZoneInfo":
        return None
    name: str = obj.key
    return name


def named_zone(name: str) -> object:
    """Return the zone that `zone_name` calls `name`; ValueError when this host has no such zone."""
    from monty_cli.guest.zones import ZoneInfo

    try:
        return ZoneInfo(name)
    except KeyError:
        raise ValueError(f"this host has no time zone {name!r}") from None
