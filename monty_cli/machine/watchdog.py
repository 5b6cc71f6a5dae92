"""The watchdog: a thread that looks after a run's time and memory, and ends the guest when a limit is passed.

It is started by the first step of a run with such a limit, sleeps until something can have happened, and interrupts again and again until
the step has ended. It goes when the run does. While the program is paused it stays for a moment only: most hosts answer soon, but a
snapshot may be kept for ever.

The guest may take the last memory that there is. So the thread has all that it needs before the step begins, and lack of memory does not
end it.
"""

from __future__ import annotations

from _thread import allocate_lock, get_ident, start_new_thread
from os import getpid
from sys import is_finalizing
from time import perf_counter, process_time, sleep

from greenlet import getcurrent, greenlet

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from monty_cli.machine.interrupts import Interrupts
    from monty_cli.machine.meter import Meter

LOOK = 0.02
"""Seconds between two looks at the memory."""
AGAIN = 0.005
"""Seconds between two interrupts."""
LINGER = 0.1
"""Seconds that it stays while the program is paused."""
SHORTEST = 0.001
STOPPED = 1.0
"""Seconds beyond those that it wanted to wait, in which nothing of the process has run: it was stopped."""
LONGEST = 60.0


class Watchdog:
    """Watches over the run of one meter; `watch` belongs to the thread that runs the guest."""

    __slots__ = ("_awake", "_gone", "_interrupts", "_lock", "_meter", "_process", "_thread")

    def __init__(self, meter: Meter, interrupts: Interrupts) -> None:
        self._meter = meter
        self._interrupts = interrupts
        self._lock = allocate_lock()  # guards `_thread`
        self._thread: int | None = None
        self._process = 0
        self._awake = allocate_lock()
        self._gone = allocate_lock()

    def watch(self) -> None:
        """Make sure that somebody watches from now on."""
        with self._lock:
            if self._thread is not None and self._process == getpid():
                return
            self._awake, self._gone = allocate_lock(), allocate_lock()
            begun = allocate_lock()
            for lock in (self._awake, self._gone, begun):
                lock.acquire()
            self._process = getpid()
            self._thread = start_new_thread(_watch, (self, self._awake, self._gone, begun))
            begun.acquire()

    def stop(self, ends: Callable[[], bool] = is_finalizing) -> None:
        """End the thread, and wait for its end; when the process `ends`, it never gets there."""
        if ends():
            return
        with self._lock:
            thread, self._thread = self._thread, None
            awake, gone = self._awake, self._gone
        if thread is None or self._process != getpid():
            return
        awake.release()
        if thread != get_ident():  # the collector may come here on any thread
            gone.acquire()

    def look(self) -> float | None:
        """End the guest if it has gone too far; return the seconds until the next look, `None` when the program is paused."""
        meter = self._meter
        if not meter.running():
            return None if self._interrupts.thread is None else self.pause()
        if self._interrupts.look(meter):
            return AGAIN
        left = meter.left()
        wait = LONGEST if left is None else min(max(left, SHORTEST), LONGEST)
        return min(wait, LOOK) if meter.sampled else wait

    def skip(self, gap: float) -> None:
        """Have seconds not count for which the whole process was stopped (by Ctrl-Z, say): nothing in it has run meanwhile."""
        with self._meter.lock:
            self._meter.skip(gap)

    def pause(self) -> float:
        """Return the seconds until the next look while the program waits for code of the host: it may go on right now."""
        left = self._meter.left()
        longest = LOOK if self._meter.sampled else LINGER
        return longest if left is None else min(max(left, SHORTEST), longest)

    def leave(self, thread_awake: object) -> bool:
        """Tell whether the thread may go, because the program is paused; it is not asked for any more then."""
        with self._lock:
            if self._awake is not thread_awake or self._interrupts.thread is not None:
                return self._awake is not thread_awake
            self._thread = None
            return True


def ready_thread() -> None:
    """Have all that switching greenlets and looking for them takes memory for at its first use on this thread, its errors too."""
    getcurrent()
    ring = greenlet()
    try:
        ring.parent = ring
    except ValueError:
        return


def _watch(watchdog: Watchdog, awake: Any, gone: Any, begun: Any) -> None:
    """Be the thread."""
    try:
        ready_thread()
        begun.release()
        idle, most, wait = 0.0, AGAIN, watchdog.look()
        while True:
            try:
                if wait is None:
                    pause, most = watchdog.pause(), AGAIN
                    idle += pause
                else:  # most steps are short, and a pause is to be seen soon
                    idle, pause, most = 0.0, min(wait, most), 2 * most
                before, used = perf_counter(), process_time()
                if awake.acquire(timeout=pause):
                    return
                gap = perf_counter() - before - pause
                if gap > STOPPED and process_time() - used < gap / 10:
                    watchdog.skip(gap)
                wait = watchdog.look()
            except MemoryError:  # the guest meets it, too
                sleep(AGAIN)
                continue
            if wait is None and idle >= LINGER and watchdog.leave(awake):
                return
    finally:
        del watchdog
        gone.release()
