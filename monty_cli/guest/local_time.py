"""The methods of C's dates that read the host's clock or use its zone, and the functions of ours that stand for them.

The guest asks the host for the time in a pause, and its local zone is UTC.
"""

from __future__ import annotations

import sys
from types import MethodType, ModuleType

from monty_cli.guest.protocol import is_guest_class, is_subclass, is_type, mro_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

# method -> type of `datetime` -> the hidden function that stands for it
_OF_CLASSES: dict[str, dict[str, str]] = {
    "now": {"datetime": "@datetime_now"},
    "today": {"datetime": "@datetime_today", "date": "@date_today"},
    "utcnow": {"datetime": "@datetime_utcnow"},
    "fromtimestamp": {"datetime": "@datetime_fromtimestamp", "date": "@date_fromtimestamp"},
    "utcfromtimestamp": {"datetime": "@datetime_utcfromtimestamp"},
    "strptime": {"datetime": "@datetime_strptime"},
}
_OF_OBJECTS: dict[str, dict[str, str]] = {
    "timestamp": {"datetime": "@datetime_timestamp"},
    "astimezone": {"datetime": "@datetime_astimezone"},
}

_TABLES = {**_OF_CLASSES, **_OF_OBJECTS}
_UNSAFE_ELSEWHERE = frozenset({"strftime", "strptime"})

STOOD_FOR = frozenset(_TABLES)
"""The methods that functions of ours stand for."""

LOCAL_NAMES = _UNSAFE_ELSEWHERE | STOOD_FOR
"""Names that are read through `read_local`."""


def read_local(guard: Any, obj: Any, name: str) -> Any:
    """Return attribute `name`, one of `LOCAL_NAMES`, of `obj`: quickly, where it can be no class of dates and no such object."""
    module: Any = sys.modules.get("_datetime")
    cls = type(obj)
    if cls is ModuleType:
        return getattr(obj, name)
    if module is None or not (cls is super or is_subclass(module.date, obj if is_type(obj) else cls)):
        return guard.read_guarded(obj, name) if name in _UNSAFE_ELSEWHERE else getattr(obj, name)
    exact = obj if cls is type else cls
    if exact is not module.datetime and exact is not module.date:
        return guard.read_guarded(obj, name)
    hidden = _TABLES[name].get(exact.__name__) if name in _TABLES else None
    if hidden is None:
        return getattr(obj, name)
    if name == "timestamp" and cls is not type and type(obj.tzinfo) is module.timezone:
        return obj.timestamp
    if name in _OF_CLASSES:
        return MethodType(_function(guard, hidden), exact)
    return _function(guard, hidden) if cls is type else MethodType(_function(guard, hidden), obj)


def derives_from_dates(cls: type) -> bool:
    """Tell whether `cls` is a type of dates, times or spans, or derived from one: C alone makes its instances."""
    module: Any = sys.modules.get("_datetime")
    return module is not None and any(is_subclass(base, cls) for base in (module.date, module.time, module.timedelta))


def local_stand_in(name: str) -> Callable[[Any, Any], Any]:
    """Return the function (guard, object) -> what stands for the method `name` of dates; `None` for other objects."""
    on_class = name in _OF_CLASSES
    table = _TABLES[name]

    def stand_in(guard: Any, obj: Any) -> Any:
        unbound = is_type(obj)
        hidden = _hidden(table, obj if unbound else type(obj))
        if hidden is None:
            return None
        function = _function(guard, hidden)
        if on_class:
            return MethodType(function, obj if unbound else type(obj))
        return function if unbound else MethodType(function, obj)

    return stand_in


def _function(guard: Any, hidden: str) -> Any:
    names = guard.namespace
    return names[hidden] if hidden in names else names["@late"](hidden)


def _hidden(table: dict[str, str], cls: type) -> str | None:
    for owner in mro_of(cls):
        if not is_guest_class(owner) and owner.__module__ == "datetime" and owner.__qualname__ in table:
            return table[owner.__qualname__]
    return None
