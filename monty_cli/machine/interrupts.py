"""Ending a guest from another thread: an exception that it can't catch is raised on the thread where it runs.

CPython delivers such an exception at the next call or jump, whoever's code that is. So one that came too late for the guest is caught
before its thread goes on with code of the host; and one that met a finalizer, where exceptions can't leave, is kept from the
host's stderr and raised again, until the guest has ended.

It must be delivered: one that is only withdrawn (an exception of None) leaves CPython 3.11 and 3.12 with the mark that something is
pending for good. All code of the process runs more slowly then, and code under `sys.settrace` never gets past its first call.
"""

from __future__ import annotations

import sys
from _thread import allocate_lock, get_ident

from monty_cli.machine.state import InterruptedGuestError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from sys import UnraisableHookArgs
    from typing import TypeVar

    from monty_cli.machine.meter import Meter
    from monty_cli.machine.run import Run
    from monty_cli.machine.state import State
    from monty_cli.machine.watchdog import Watchdog

    T = TypeVar("T")


class Interrupts:
    """What ends a program from outside of the thread on which it runs.

    Args:
        target: what is closed when the program is to end: its run or its state.
        meter: what it may use, when that is limited.
    """

    def __init__(self, target: Run | State, meter: Meter | None = None) -> None:
        self.target = target
        self.meter = meter
        self.lock = allocate_lock() if meter is None else meter.lock
        self.thread: int | None = None
        self.quiet: _Quiet | None = None
        self.watchdog: Watchdog | None = None
        if meter is not None and (meter.sampled or meter.limits.max_duration_secs is not None):
            from monty_cli.machine.watchdog import Watchdog

            self.watchdog = Watchdog(meter, self)

    def step(self, step: Callable[[], T]) -> T:
        """Run the guest to its next event, on the thread that calls; return the event."""
        self.thread = get_ident()
        try:
            if self.meter is not None:
                self._begin(self.meter)
            return step()
        finally:
            while True:
                try:
                    with self.lock:
                        if self.meter is not None:
                            self.meter.end()
                        self.thread = None  # no interrupt comes after this
                    break
                except InterruptedGuestError:  # it comes while this waits for the lock
                    continue
            if self.quiet is not None:
                try:
                    while True:  # a finalizer may meet it here too
                        _raise_on(get_ident(), InterruptedGuestError)
                except InterruptedGuestError:
                    pass
                self.quiet.end()
                self.quiet = None

    def _begin(self, meter: Meter) -> None:
        meter.begin(self.target)
        if self.watchdog is not None:
            self.watchdog.watch()

    def interrupt(self) -> None:
        """End the guest if it runs; to be called again and again, until its step has ended."""
        with self.lock:
            self._interrupt()

    def look(self, meter: Meter) -> bool:
        """End the guest if it runs and has gone beyond a limit; return whether it has."""
        with self.lock:
            if not meter.running():
                return False
            meter.look()
            if meter.reached is None:
                return False
            self._interrupt()
            return True

    def _interrupt(self) -> None:
        if self.thread is None:
            return
        self.quiet = self.quiet or _Quiet()
        self.target.close()
        _raise_on(self.thread, InterruptedGuestError)

    def stop(self) -> None:
        """End what watches the program, which has ended or is dropped."""
        if self.watchdog is not None:
            self.watchdog.stop()


def _raise_on(thread: int, error: type[BaseException]) -> None:
    """Have `error` raised on the thread with this identifier, in place of one that is under way to it."""
    from ctypes import c_ulong, py_object, pythonapi

    pythonapi.PyThreadState_SetAsyncExc(c_ulong(thread), py_object(error))


class _Quiet:
    """Keeps interrupts that met a finalizer from `sys.unraisablehook`; all else goes to the hook that was there before."""

    def __init__(self) -> None:
        self.before = sys.unraisablehook
        sys.unraisablehook = self

    def __call__(self, unraisable: UnraisableHookArgs) -> None:
        if unraisable.exc_type is not InterruptedGuestError:
            self.before(unraisable)

    def end(self) -> None:
        """Put the hook back that was there before, unless somebody has set another one since."""
        if sys.unraisablehook is self:
            sys.unraisablehook = self.before
