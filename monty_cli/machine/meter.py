"""`Meter`: what a run has used of its limits, and the end of a run that goes beyond one.

The clock runs while code of the guest does; `leave` and `enter` are the doors through which the guest calls the host in between. A limit
that is reached closes the program at once, so that no handler and no `finally` block of the guest's runs any more, and is remembered:
whatever the guest makes of its end, the run ends with the limit's error.
"""

from __future__ import annotations

import sys
from _thread import allocate_lock
from time import perf_counter

from monty_cli.machine.resident import resident
from monty_cli.machine.state import InterruptedGuestError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from monty_cli.limits import Limits
    from monty_cli.machine.run import Run
    from monty_cli.machine.state import State

    Spent = tuple[float, int, int]

ALL = sys.maxsize
_OFTEN = 1e-3
"""Seconds between two looks at the memory of a program that calls functions of the host often."""


class Meter:
    """What a run may use, and what it has used so far.

    Attributes:
        limits: the limits.
        output: bytes of text that were printed.
        pauses: how often the guest has asked the host.
        reached: class and text of the error for the limit that has ended the run, and how to set it; `None` before.
        lock: held by whoever stops or starts the clock, or ends the run.
    """

    __slots__ = (
        "_blocks",
        "_clock",
        "_closing",
        "_grown",
        "_looked",
        "_memory",
        "limits",
        "lock",
        "output",
        "pauses",
        "reached",
    )

    def __init__(self, limits: Limits, spent: Spent = (0.0, 0, 0)) -> None:
        """Make the meter of a run that may use `limits`; `spent` says what it had used when it was stored."""
        self.limits = limits
        self.lock = allocate_lock()
        self.reached: tuple[type[BaseException], str, str] | None = None
        seconds, self.output, self.pauses = spent
        self._clock: tuple[float, float | None] = (seconds, None)
        self._closing: Run | State | None = None
        if limits.max_memory is not None:
            resident.open()
        self._grown = (0, 0)
        self._looked = 0.0
        self._memory = resident.read() if limits.max_memory is not None else 0
        self._blocks = sys.getallocatedblocks() if limits.max_allocations is not None else 0

    @property
    def spent(self) -> Spent:
        """Return the seconds, the bytes of output and the pauses that were used so far."""
        return self.seconds(), self.output, self.pauses

    @property
    def checks_steps(self) -> bool:
        """Tell whether steps that take much at one stroke are checked before."""
        return steps_checked(self.limits)

    @property
    def sampled(self) -> bool:
        """Tell whether there is a limit of what has to be looked at again and again."""
        return self.limits.max_memory is not None or self.limits.max_allocations is not None

    def seconds(self) -> float:
        """Return how long code of the guest has run so far."""
        seconds, since = self._clock
        return seconds if since is None else seconds + perf_counter() - since

    def running(self) -> bool:
        """Tell whether code of the guest runs now."""
        return self._clock[1] is not None

    def skip(self, seconds: float) -> None:
        """Let the clock, if it runs, stand for some seconds that have passed."""
        spent, since = self._clock
        if since is not None:
            self._clock = (spent, min(since + seconds, perf_counter()))

    def refill(self) -> None:
        """Let a session's next piece use all of its time, output and pauses anew; the memory is that of the whole session."""
        self._clock = (0.0, None)
        self.output = self.pauses = 0
        self.reached = None

    def begin(self, program: Run | State) -> None:
        """Start the clock for a step of `program`, which is closed when a limit is reached."""
        self._closing = program
        if self.sampled:
            resident.open()
            self._start_sizes()
        self._clock = (self._clock[0], perf_counter())

    def end(self) -> None:
        """Stop the clock after a step, and look whether it has gone too far without being seen."""
        sizes = self._sizes() if self.sampled else (0, 0)
        if self.running():
            self._judge(self.seconds(), sizes)
        self._clock = (self.seconds(), None)
        self._grown = sizes
        self._closing = None

    def leave(self) -> None:
        """Stop the clock, on the guest's thread, because code of the host is called.

        Raises:
            InterruptedGuestError: a limit has been reached.
        """
        with self.lock:
            now = perf_counter()
            if self.sampled and now - self._looked > _OFTEN:
                self.look()
            else:
                self._judge(self.seconds(), (0, 0))
            self._clock = (self.seconds(), None)
        if self.reached is not None:
            raise InterruptedGuestError

    def enter(self) -> None:
        """Start the clock again when the host's code has returned."""
        with self.lock:
            self._clock = (self._clock[0], perf_counter())

    def ask(self) -> None:
        """Count one question to the host.

        Raises:
            InterruptedGuestError: it is one too many.
        """
        self.pauses += 1
        most = self.limits.max_suspensions
        if most is not None and self.pauses > most:
            self.reach(RuntimeError, f"suspension limit exceeded: {self.pauses} > {most}", "max_suspensions")
            raise InterruptedGuestError

    def print(self, text: str) -> None:
        """Count text that the guest prints.

        Raises:
            InterruptedGuestError: it is too much; it must not be written.
        """
        most = self.limits.max_output
        if most is None:
            return
        self.output += len(text) if text.isascii() else len(text.encode("utf-8", "surrogatepass"))
        if self.output > most:
            self.reach(MemoryError, f"output limit exceeded: {self.output} bytes > {most} bytes", "max_output")
            raise InterruptedGuestError

    def need(self, size: int) -> None:
        """Refuse a value of about `size` bytes that the guest is about to make, if it is beyond the memory that is left.

        Raises:
            InterruptedGuestError: it is.
        """
        most = self.limits.max_memory
        if most is not None and size > most - self._sizes()[0]:
            self.reach(MemoryError, f"memory limit exceeded: {_at_least(size)} > {most} bytes", "max_memory")
            raise InterruptedGuestError

    def need_time(self, seconds: float) -> None:
        """Refuse a step of about so many seconds, in which nothing could end the guest, if they are beyond the time that is left.

        Raises:
            InterruptedGuestError: they are.
        """
        left, longest = self.left(), self.limits.max_duration_secs
        if left is not None and longest is not None and seconds > max(left, 0.0) * 4 + 0.05:
            text = f"time limit exceeded: one step would take about {seconds:.2g}s > {longest:g}s"
            self.reach(TimeoutError, text, "max_duration_secs")
            raise InterruptedGuestError

    def look(self) -> None:
        """Look whether a limit of time, memory or allocations has been passed, and end the program if so."""
        sizes = self._sizes() if self.sampled else (0, 0)
        self._looked = perf_counter()
        self._judge(self.seconds(), sizes)

    def _judge(self, seconds: float, sizes: tuple[int, int]) -> None:
        """End the program if its time, or its bytes and blocks, are beyond a limit."""
        if self.reached is not None:
            return
        limits = self.limits
        longest, memory, blocks = limits.max_duration_secs, limits.max_memory, limits.max_allocations
        if longest is not None and seconds > longest:
            self.reach(TimeoutError, f"time limit exceeded: {duration(seconds, longest)}", "max_duration_secs")
        elif memory is not None and sizes[0] > memory:
            self.reach(MemoryError, f"memory limit exceeded: {sizes[0]} bytes > {memory} bytes", "max_memory")
        elif blocks is not None and sizes[1] > blocks:
            self.reach(MemoryError, f"allocation limit exceeded: {sizes[1]} > {blocks}", "max_allocations")

    def reach(self, kind: type[BaseException], text: str, key: str) -> None:
        """End the program: `kind` and `text` are its error, `key` names the limit."""
        if self.reached is None:
            self.reached = (kind, text, key)
        if self._closing is not None:
            self._closing.close()

    def left(self) -> float | None:
        """Return the seconds that the guest may still run, `None` when there is no end to them."""
        longest = self.limits.max_duration_secs
        return None if longest is None else longest - self.seconds()

    def _start_sizes(self) -> None:
        memory, blocks = self._grown
        if self.limits.max_memory is not None:
            self._memory = resident.read() - memory
        if self.limits.max_allocations is not None:
            self._blocks = sys.getallocatedblocks() - blocks

    def _sizes(self) -> tuple[int, int]:
        """Return bytes of memory and blocks beyond those at the start; 0 for what is not limited."""
        memory = resident.read() - self._memory if self.limits.max_memory is not None else 0
        blocks = sys.getallocatedblocks() - self._blocks if self.limits.max_allocations is not None else 0
        return memory, blocks


def steps_checked(limits: Limits) -> bool:
    """Tell whether code that runs under `limits` is to be metered."""
    return limits.max_duration_secs is not None or limits.max_memory is not None


def duration(used: float, limit: float) -> str:
    """Return `50.2ms > 50ms`: what was used, and the limit, both in seconds."""
    if limit < 1:
        return f"{used * 1e3:.1f}ms > {limit * 1e3:g}ms"
    return f"{used:.2f}s > {limit:g}s"


def _at_least(size: int) -> str:
    return f"{size} bytes" if size < ALL else f"more than {ALL} bytes"
