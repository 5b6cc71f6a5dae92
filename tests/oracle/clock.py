"""The clocks of the host: what `datetime.now`, `date.today` and the functions of `time` get, natively and in the product.

Natively, C's own methods would read the real clock. So a program's `x.now`, `x.today` and `x.utcnow` are read through `Clock.read`, and it
imports a `time` of ours. The local zone is UTC in this process, as it is for every guest.

The host's clock goes on by some seconds with each call that the program makes, whatever it calls; directives may answer otherwise.
"""

from __future__ import annotations

import ast
import builtins
import os
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import partial
from types import BuiltinMethodType, ModuleType
from typing import Any

os.environ["TZ"] = "UTC"
time.tzset()

READ = "read@"  # no guest name: source text can not spell it
NAMES = frozenset({"now", "today", "utcnow"})
START = datetime(2024, 2, 28, 23, 59, 30, 250000)

Call = Callable[[str, tuple[object, ...], dict[str, object]], Any]


def answer_of_clock(name: str, number: int, args: Sequence[Any]) -> tuple[object] | None:
    """Return a tuple of what the clock says at call `number` of a program; None for the names of other calls."""
    moment = START + timedelta(seconds=20 * number)
    if name == "datetime.now":
        return (moment.replace(tzinfo=UTC).astimezone(args[0]) if args else moment,)
    if name == "date.today":
        return (moment.date(),)
    if name == "time.time":
        return (moment.timestamp(),)
    if name == "time.monotonic":
        return (1000.5 + 20 * number,)
    return (None,) if name == "time.sleep" else None


class Clock:
    """What one native run has in place of C's clocks.

    Args:
        call: makes a call to the host: (name, arguments, keywords) -> its answer.
    """

    def __init__(self, call: Call) -> None:
        self.call = call
        self.time = ModuleType("time")
        vars(self.time).update(vars(time))
        vars(self.time).update(self._functions())

    def names(self) -> dict[str, object]:
        """Return what the namespace of the program needs."""
        return {READ: self.read, "__builtins__": {**vars(builtins), "__import__": self._import}}

    def read(self, obj: Any, name: str) -> Any:
        """Return the attribute `name` of `obj`: a function that asks the host, where it is C's method of a class of dates."""
        found = getattr(obj, name)
        if type(found) is not BuiltinMethodType or not isinstance(found.__self__, type):
            return found
        cls = found.__self__
        if not issubclass(cls, date) or found.__name__ != name:
            return found
        if name == "today" and not issubclass(cls, datetime):
            return partial(self._today, cls)
        function: Callable[..., Any] = self._utcnow if name == "utcnow" else self._now
        return partial(function, cls)

    def _now(self, cls: type[datetime], tz: Any = None) -> datetime:
        datetime.now(tz)  # its errors
        if tz is None:
            return _as(cls, self.call("datetime.now", (), {}))
        known = tz if type(tz).__module__ in ("datetime", "zoneinfo") else UTC
        return _as(cls, self.call("datetime.now", (known,), {}).astimezone(tz))

    def _utcnow(self, cls: type[datetime]) -> datetime:
        return _as(cls, self.call("datetime.now", (UTC,), {}).replace(tzinfo=None))

    def _today(self, cls: type[date]) -> date:
        found = self.call("date.today", (), {})
        return found if cls is date else cls(found.year, found.month, found.day)

    def _import(self, name: str, *args: Any) -> Any:
        return self.time if name == "time" else builtins.__import__(name, *args)

    def _functions(self) -> Mapping[str, object]:
        def now() -> float:
            return float(self.call("time.time", (), {}))

        def monotonic() -> float:
            return float(self.call("time.monotonic", (), {}))

        def nanoseconds(function: Callable[[], float]) -> int:
            numerator, denominator = function().as_integer_ratio()
            return numerator * 10**9 // denominator

        def sleep(secs: Any, /) -> None:
            if not isinstance(secs, (int, float)) or not secs >= 0:
                time.sleep(secs)
            self.call("time.sleep", (secs,), {})

        def of_now(function: Callable[..., Any]) -> Callable[..., Any]:
            return lambda secs=None, /: function(now() if secs is None else secs)

        def strftime(*args: Any) -> str:
            return time.strftime(*args, *([time.gmtime(now())] if len(args) == 1 else []))

        clocks = ("monotonic", "perf_counter", "process_time", "thread_time")
        return {
            **{f"{name}_ns": partial(nanoseconds, monotonic) for name in clocks},
            **dict.fromkeys(clocks, monotonic),
            **{name: of_now(getattr(time, name)) for name in ("gmtime", "localtime", "ctime")},
            **{"time": now, "time_ns": partial(nanoseconds, now), "sleep": sleep, "strftime": strftime},
        }


def _as(cls: type[datetime], made: datetime) -> datetime:
    if cls is datetime:
        return made
    return cls(*made.timetuple()[:6], made.microsecond, made.tzinfo)


class Reads(ast.NodeTransformer):
    """Has a program read the attributes `NAMES` by `Clock.read`."""

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        """Replace the read of one of the names."""
        self.generic_visit(node)
        if node.attr not in NAMES or not isinstance(node.ctx, ast.Load):
            return node
        call = ast.Call(ast.Name(READ, ast.Load()), [node.value, ast.Constant(node.attr)], [])
        for part in (call, call.func, call.args[1]):
            ast.copy_location(part, node)
        return call
