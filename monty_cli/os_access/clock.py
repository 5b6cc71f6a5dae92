"""A handler for the clock: the host's own, or one that stands still until the script sleeps."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

from monty_cli.os_access.handling import NOT_HANDLED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class Clock:
    """Answers `datetime.now`, `date.today`, `time.time`, `time.monotonic` and `time.sleep`.

    Without an argument it is the host's clock, and sleeping waits. With a date and time (one without a zone is UTC) it shows that,
    and goes on only when the script sleeps, at once.
    """

    def __init__(self, start: datetime | None = None) -> None:
        if start is not None and start.tzinfo is None:
            start = start.replace(tzinfo=UTC)
        self.start = start
        self.slept = 0.0

    def __call__(self, function_name: str, args: tuple[Any, ...], kwargs: dict[str, Any] | None = None) -> Any:
        """Answer a call of the clock; `NOT_HANDLED` for any other."""
        method = _METHODS.get(function_name)
        return NOT_HANDLED if method is None else getattr(self, method)(*args, **(kwargs or {}))

    def now(self, tz: Any = None) -> datetime:
        """Return the date and time, in the zone `tz`; without one in UTC, and without saying so."""
        moment = datetime.now(UTC) if self.start is None else self.start + timedelta(seconds=self.slept)
        return moment.astimezone(UTC).replace(tzinfo=None) if tz is None else moment.astimezone(tz)

    def today(self) -> Any:
        """Return the date in UTC."""
        return self.now().date()

    def time(self) -> float:
        """Return the seconds since 1970."""
        return time.time() if self.start is None else self.start.timestamp() + self.slept

    def monotonic(self) -> float:
        """Return seconds of a clock that never goes back."""
        return time.monotonic() if self.start is None else self.slept

    def sleep(self, seconds: float) -> None:
        """Wait, or let the clock go on."""
        if self.start is None:
            time.sleep(seconds)
        elif seconds < 0:
            raise ValueError("sleep length must be non-negative")
        else:
            self.slept += seconds


_METHODS = {
    "datetime.now": "now",
    "date.today": "today",
    "time.time": "time",
    "time.monotonic": "monotonic",
    "time.sleep": "sleep",
}
