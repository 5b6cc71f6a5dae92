"""Running programs: greenlets, pauses, capture of frames, and restoring them through continuations."""

from __future__ import annotations

from monty_cli.late import late_names
from monty_cli.limits import NO_LIMITS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from monty_cli.limits import Limits
    from monty_cli.machine.errors import GuestError
    from monty_cli.machine.events import (
        Bind,
        CallPause,
        Event,
        Finished,
        FuturePause,
        Interrupted,
        Later,
        NamePause,
        Outcome,
        Raise,
        Return,
        Settle,
        StackFrame,
        TraceFrame,
        Unbound,
    )
    from monty_cli.machine.host_classes import ChangedClassError
    from monty_cli.machine.interrupts import Interrupts
    from monty_cli.machine.meter import steps_checked
    from monty_cli.machine.program import Program, program_for, session_program
    from monty_cli.machine.run import Run
    from monty_cli.machine.state import READ, RELIEF, HostFunction

__all__ = [
    "READ", "RELIEF", "Bind", "CallPause", "ChangedClassError", "Event", "Finished", "FuturePause", "GuestError", "HostFunction",
    "Interrupted", "Interrupts", "Later", "NamePause", "Outcome", "Program", "Raise", "Return", "Run", "Settle", "StackFrame",
    "TraceFrame", "Unbound", "evaluate", "interrupt", "load_run", "metered_program", "program_for", "session_program", "steps_checked",
]  # fmt: skip

_PLACES = {
    "Bind": "events",
    "CallPause": "events",
    "ChangedClassError": "host_classes",
    "Event": "events",
    "Finished": "events",
    "FuturePause": "events",
    "GuestError": "errors",
    "HostFunction": "state",
    "Interrupted": "events",
    "Interrupts": "interrupts",
    "Later": "events",
    "NamePause": "events",
    "Outcome": "events",
    "Program": "program",
    "READ": "state",
    "RELIEF": "state",
    "Raise": "events",
    "Return": "events",
    "Run": "run",
    "Settle": "events",
    "StackFrame": "events",
    "TraceFrame": "events",
    "Unbound": "events",
    "program_for": "program",
    "session_program": "program",
    "steps_checked": "meter",
}
__getattr__ = late_names(__name__, _PLACES)


def interrupt(run: Run) -> bool:
    """Interrupt a run from a handler of a signal, if it runs on this thread; see `state.interrupt`."""
    from monty_cli.machine.state import interrupt as interrupt_state

    return interrupt_state(run._state)


def evaluate(run: Run, text: str, depth: int = -1, task: int | None = None) -> Event:
    """Evaluate an expression in a frame of a run that was loaded for this; see `evaluating.evaluate`."""
    from monty_cli.machine.evaluating import evaluate as evaluate_in

    return evaluate_in(run, text, depth, task)


def metered_program(program: Program, limits: Limits) -> Program:
    """Return the program of the same script for a run under `limits`, or without any."""
    from monty_cli.machine.meter import steps_checked
    from monty_cli.machine.program import program_for

    wanted = steps_checked(limits)
    if wanted == program.metered:
        return program
    plain = program if wanted else None
    return program_for(program.source, program.script_name, program.inputs, wanted, program.computed, plain)


def load_run(data: bytes, limits: Limits = NO_LIMITS) -> tuple[Run, dict[str, Any]]:
    """Return the paused run that `data` holds, and the header that was given to `Run.dump`; ValueError for bad bytes.

    Its own limits and `limits` hold, for each the stricter one.
    """
    from monty_cli.machine.storage import load_run as load

    return load(data, None, limits)
