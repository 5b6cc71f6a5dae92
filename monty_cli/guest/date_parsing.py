"""CPython's own parsing of dates and times, in a copy that takes the local zone to be UTC and writes no warnings.

The standard library's `_strptime` asks the host's `time` for the names of the local zone. The copy is the same code with another
`time`, so that what a guest parses does not depend on where it runs.
"""

from __future__ import annotations

import builtins
import time
from datetime import datetime
from importlib.util import find_spec, module_from_spec
from types import SimpleNamespace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def parse_datetime(text: str, pattern: str) -> datetime:
    """Return what `datetime.strptime(text, pattern)` does where the local zone is UTC; ValueError as CPython raises it."""
    found: datetime = _parser()._strptime_datetime(datetime, text, pattern)
    return found


def parse_time(text: str, pattern: str) -> time.struct_time:
    """Return what `time.strptime(text, pattern)` does where the local zone is UTC; ValueError as CPython raises it."""
    found: time.struct_time = _parser()._strptime_time(text, pattern)
    return found


_loaded: list[Any] = []


def _parser() -> Any:
    if not _loaded:
        spec = find_spec("_strptime")
        assert spec is not None
        assert spec.loader is not None
        module = module_from_spec(spec)
        vars(module)["__builtins__"] = {**vars(builtins), "__import__": _import}
        spec.loader.exec_module(module)
        _loaded.append(module)
    return _loaded[0]


_IN_UTC: dict[str, Any] = {
    "tzname": ("UTC", "UTC"),
    "daylight": 0,
    "timezone": 0,
    "altzone": 0,
    "tzset": lambda: None,
}
_STAND_INS = {
    "time": SimpleNamespace(**{**vars(time), **_IN_UTC}),
    "warnings": SimpleNamespace(warn=lambda *args, **kwargs: None),
}


def _import(name: str, *args: Any) -> Any:
    return _STAND_INS[name] if name in _STAND_INS else builtins.__import__(name, *args)
