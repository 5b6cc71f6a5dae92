"""Looking into a paused program: where it stands, and expressions in its frames, on a copy. Looking never changes the run."""

from __future__ import annotations

from monty_cli import machine
from monty_cli.execution import KEEPING, load_execution
from monty_cli.limits import NO_LIMITS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from monty_cli.errors import Frame
    from monty_cli.limits import ResourceLimits
    from monty_cli.snapshots import FunctionSnapshot, FutureSnapshot, NameLookupSnapshot, PrintCallback

    Paused = FunctionSnapshot | NameLookupSnapshot | FutureSnapshot


class Evaluation:
    """What an expression has given.

    Attributes:
        value: a copy of its value.
        text: str, its representation, as the script's own `__repr__` makes it.
    """

    __slots__ = ("text", "value")

    def __init__(self, value: Any, text: str) -> None:
        self.value = value
        self.text = text

    def __repr__(self) -> str:
        return f"Evaluation({self.text})"


def place_of(snapshot: Paused) -> Frame | None:
    """Return the innermost frame of the script without its variables, None if it stands in none: cheaper than `snapshot.stack`.

    Raises RuntimeError if the snapshot has been resumed.
    """
    state = snapshot._state
    with state.lock:
        snapshot._check_unused()
        return state.execution.place()


def evaluate_in(
    snapshot: Paused,
    expression: str,
    *,
    frame: int = -1,
    task: int | None = None,
    print_callback: PrintCallback | None = None,
) -> Evaluation:
    """Evaluate `expression` in a frame of a paused program, on a copy that is thrown away: the program doesn't change.

    `frame` is the index of the frame in `snapshot.stack`, or in the `stack` of `snapshot.tasks[task]`. What the expression prints goes to
    `print_callback`. The copy is where the program is, in this process or in a worker of its own, and has what is left of its limits.
    Raises MontyRuntimeError for an expression that is none or fails, ValueError if the expression asks the host, if there is no such
    frame, or if the state can't be copied exactly, RuntimeError if the snapshot has been resumed.
    """
    if not isinstance(expression, str):
        raise TypeError(f"argument 'expression': {type(expression).__name__!r} object is not an instance of 'str'")
    own = snapshot._state.execution
    execution = load_execution(snapshot.dump(), print_callback, own.world.registered, NO_LIMITS, own.isolated)
    try:
        event = execution.evaluate(expression, frame, task)
        while isinstance(event, machine.NamePause):
            event = execution.resume(machine.Unbound())
        if not isinstance(event, machine.Finished):
            what = f"calls {event.name}()" if isinstance(event, machine.CallPause) else "waits for the host"
            raise ValueError(f"the expression {what}, and a paused program that is looked at asks nothing of the host")
        value, text = execution.to_host(event.value)
        return Evaluation(value, str(text))
    finally:
        execution.run.close()


def evaluate_over(
    variables: dict[str, Any],
    expression: str,
    *,
    isolate: bool = False,
    limits: ResourceLimits | None = None,
    print_callback: PrintCallback | None = None,
) -> Evaluation:
    """Evaluate `expression` over copies of those of `variables` that it names, as a program of its own within `limits`.

    For a program whose state is not at hand exactly: one that was interrupted while it ran, or has failed. Functions and classes of the
    script, and instances of these, can't be copied. Raises MontyRuntimeError for an expression that is none or fails, ValueError if it
    names what can't be copied, or asks the host.
    """
    from monty_cli import Monty

    names = _names(expression)
    given = variables if names & _WHOLE else {name: variables[name] for name in variables if name in names}
    left = [name for name, value in given.items() if not _can_cross(value)]
    for name in left:
        if name in names:
            raise ValueError(f"`{name}` can't be copied: {given[name]!r} is of the script's own making")
    given = {name: value for name, value in given.items() if name not in left}
    waits = "here" + "_" * max(map(len, given), default=0)  # a name that is none of theirs
    program = Monty(f"{waits}()", script_name="<variables>", inputs=list(given), isolate=isolate)
    paused: Any = program.start(inputs=given or None, limits=limits)
    return evaluate_in(paused, expression, print_callback=print_callback)


_WHOLE = frozenset(("dir", "globals", "locals", "vars"))
"""Builtins that look at all variables there are."""


def _names(expression: str) -> set[str]:
    import ast

    try:
        tree = ast.parse(expression.strip(), mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError):  # the evaluation says it
        return set()
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}


def _can_cross(value: object) -> bool:
    from monty_cli.values import to_guest

    try:
        to_guest(value, "value")
    except TypeError:
        return False
    return not isinstance(value, type) and not callable(value)


def keep_variables() -> None:
    """Have the frames of errors that scripts raise in this process from now on tell their variables: `error.traceback()[0].locals`."""
    KEEPING[:] = [True]
