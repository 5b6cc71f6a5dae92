"""Steps of a run under limits: they are metered and watched, and a limit that was reached ends the run with its error."""

from __future__ import annotations

import sys
from functools import partial

from greenlet import getcurrent

from monty_cli.machine.chains import context_of, traceback_of
from monty_cli.machine.depth import with_room
from monty_cli.machine.errors import GuestError, guest_error
from monty_cli.machine.events import Raise, Return
from monty_cli.machine.places import trace_frames
from monty_cli.machine.state import Ended, InterruptedGuestError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from monty_cli.machine.interrupts import Interrupts
    from monty_cli.machine.meter import Meter
    from monty_cli.machine.program import Program
    from monty_cli.machine.state import GuestGreenlet, State

# Calls of ours that are under way around the script's own: those of a program from its start, those of the driver, and those of what
# hashes keys again.
_COUNTED = sys.version_info < (3, 12)  # where calls from C count too: of `partial`, and of the greenlet's function
AROUND = 2 + 2 * _COUNTED
AROUND_DRIVEN = 9 + 2 * _COUNTED
AROUND_KEYS = 5 + 2 * _COUNTED

OPTIONS = {
    "max_duration_secs": "--max-time",
    "max_memory": "--max-memory",
    "max_output": "--max-output",
    "max_suspensions": "--max-pauses",
}


class Outside:
    """Has a function of the host's called from outside of the guest's greenlet, where the guest's depth does not count."""

    __slots__ = ("arguments", "function")

    def __init__(self, function: Callable[..., object], arguments: tuple[Any, ...]) -> None:
        self.function = function
        self.arguments = arguments

    def outcome(self) -> Return | Raise:
        """Call it."""
        try:
            return Return(self.function(*self.arguments))
        except BaseException as error:
            return Raise(error)


def step(state: State, interrupts: Interrupts, greenlet: GuestGreenlet, argument: object, calls: int | None) -> Any:
    """Switch to the guest and return what it gives: an event, or its end.

    Args:
        state: the run.
        interrupts: what may end it meanwhile.
        greenlet: its greenlet.
        argument: what the greenlet is given.
        calls: how many calls of ours are around those of the guest in a greenlet that begins; `None` for one that goes on.
    """
    meter = state.meter
    if meter is not None and meter.reached is not None:
        return Ended(None, InterruptedGuestError())
    depth = None if meter is None or calls is None else meter.limits.max_recursion_depth
    room = None if depth is None or calls is None else depth + calls
    try:
        result = interrupts.step(partial(_turns, greenlet, argument, room))
    except InterruptedGuestError as error:  # it has met code of ours around the guest's
        return Ended(None, error)
    return result if meter is None or meter.reached is None or type(result) is Ended else Ended(None, None)


def _turns(greenlet: GuestGreenlet, argument: object, room: int | None) -> Any:
    switch = partial(greenlet.switch, argument)
    result = switch() if room is None else with_room(room, switch)
    while type(result) is Outside:
        result = greenlet.switch(result.outcome())
    return result


def call_outside(state: State, function: Callable[..., Any], *arguments: Any) -> Any:
    """Call code of the host from within the guest's greenlet, while the clock stands; return its result."""
    meter = state.meter
    if meter is None:
        return function(*arguments)
    meter.leave()
    try:
        parent = getcurrent().parent
        if meter.limits.max_recursion_depth is None or parent is None:
            return function(*arguments)
        outcome = parent.switch(Outside(function, arguments))
    finally:
        meter.enter()
    if type(outcome) is Raise:
        try:
            raise outcome.taken()
        finally:
            del outcome  # the traceback keeps this frame, which must not keep the exception
    return outcome.value


def asking(state: State, function: Callable[..., Any]) -> Callable[..., Any]:
    """Return what the guest calls for `function` of the host's: each call is counted, and the clock stands meanwhile."""

    def ask(*arguments: Any) -> Any:
        meter = state.meter
        if meter is not None:
            meter.ask()
        return call_outside(state, function, *arguments)

    return ask


def metered(state: State, write: Callable[[str, str], None]) -> Callable[[str, str], None]:
    """Return what the guest's output goes through on its way to `write`: it is counted, and the clock stands meanwhile."""

    def counted(stream: str, text: str) -> None:
        meter = state.meter
        if meter is not None:
            meter.print(text)
        call_outside(state, write, stream, text)

    return counted


def limit_error(meter: Meter, error: BaseException | None, program: Program) -> GuestError:
    """Return the error of the limit that was reached; `error` is the exception with which the guest has ended, if any."""
    assert meter.reached is not None
    kind, text, key = meter.reached
    exc = kind(text)
    exc.__traceback__ = _place(error, program)
    made = guest_error(exc, program, {})
    option = f", {OPTIONS[key]} on the command line" if key in OPTIONS else ""
    made.notes.append(f"hint: the limit is {key!r} of limits={option}")
    return made


def _place(error: BaseException | None, program: Program) -> Any:
    """Return the traceback of the first interrupt that led to `error`: others may have met the guest on its way out.

    Where none has met a line of the guest's, it is that of another error on the way.
    """
    found = other = None
    while error is not None:
        if trace_frames(error, program):
            if isinstance(error, InterruptedGuestError):
                found = traceback_of(error)
            else:
                other = other or traceback_of(error)
        error = context_of(error)
    return found or other
