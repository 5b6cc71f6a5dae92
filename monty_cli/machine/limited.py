"""Steps of a run under limits: they are metered and watched, and a limit that was reached ends the run with its error."""

from __future__ import annotations

import sys
from _functools import partial  # type: ignore[import-not-found]  # `functools` itself brings other modules

from monty_cli.machine.chains import context_of, traceback_of
from monty_cli.machine.errors import GuestError, guest_error
from monty_cli.machine.outside import turns
from monty_cli.machine.places import trace_frames
from monty_cli.machine.state import Ended, InterruptedGuestError

TYPE_CHECKING = False
if TYPE_CHECKING:
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
        result = interrupts.step(partial(turns, greenlet, argument, room))
    except InterruptedGuestError as error:  # it has met code of ours around the guest's
        return Ended(None, error)
    return result if meter is None or meter.reached is None or type(result) is Ended else Ended(None, None)


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
