"""Hashing the keys of a loaded run again, by the guest's own code.

Hashes differ between processes, so dicts and sets whose keys have a `__hash__` or `__eq__` of the guest's are filled in the process
that loads them. The guest's code runs on a greenlet as it always does, but before the program goes on: what it prints is dropped, and
it can't ask the host.
"""

from __future__ import annotations

from greenlet import getcurrent

from monty_cli.codec.late import UnsettledError, release, settle
from monty_cli.machine.errors import guest_error
from monty_cli.machine.outside import turns
from monty_cli.machine.places import describe_place, trace_entries
from monty_cli.machine.state import Ended, GuestGreenlet, HostAskedError, State

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from monty_cli.codec.late import Filled
    from monty_cli.machine.interrupts import Interrupts
    from monty_cli.machine.program import Program


def rehash(
    state: State, lates: Sequence[Filled], complete: Callable[[], None] | None, interrupts: Interrupts | None = None
) -> None:
    """Fill the containers in `lates`, which belong to the run of `state`, and then `complete` the run; `interrupts` may end it.

    Raises:
        GuestError: a limit of the run is reached; it is at its end.
        ValueError: the guest's code raises, asks the host, or finds two keys equal; the text names the class, the reason and the line.
            The containers can be filled again later.
    """

    def fill(_: object = None) -> BaseException | None:
        try:
            settle(lates)
        except BaseException as error:
            return error
        return None

    worker = GuestGreenlet(fill, getcurrent())
    worker.state = state
    write, calls = state.write, state.calls
    state.write, state.rehashing = _mute, True
    try:
        error = turns(worker, None) if interrupts is None else _limited(state, worker, interrupts)
    finally:
        state.write, state.calls, state.rehashing = write, calls, False
    meter = state.meter
    if meter is not None and meter.reached is not None:
        from monty_cli.machine.limited import limit_error

        raise limit_error(meter, error, state.program)
    if isinstance(error, UnsettledError):
        raise ValueError(_reason(state.program, error))
    if error is not None:
        # Only what a forged snapshot holds fails otherwise.
        raise ValueError(f"the snapshot is damaged: {type(error).__name__}")
    if complete is not None:
        complete()
    release(lates)


def _limited(state: State, worker: GuestGreenlet, interrupts: Interrupts) -> BaseException | None:
    from monty_cli.machine.limited import AROUND_KEYS, step

    found = step(state, interrupts, worker, None, AROUND_KEYS)
    error: BaseException | None = found.error if type(found) is Ended else found
    return error


def _mute(stream: str, text: str) -> None:
    """Stand in for the output."""


def _reason(program: Program, error: UnsettledError) -> str:
    text = f"the snapshot can't go on: {error}"
    cause = error.__cause__
    if cause is None:
        return text
    what = "it asks the host"
    if not isinstance(cause, HostAskedError):
        name, message = guest_error(cause, program, {}).describe()
        what = f"{name}: {message}" if message else name
    return f"{text}: {what}{_place(program, cause)}"


def _place(program: Program, cause: BaseException) -> str:
    """Return `; File …` for the innermost line of the script that the exception has passed; nothing when there is none."""
    entries = [entry for entry in trace_entries(cause, program) if entry[0].own]
    if not entries:
        return ""
    return "; " + describe_place(program, *entries[-1])
