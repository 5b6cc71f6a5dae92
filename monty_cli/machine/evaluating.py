"""An expression in a frame of a paused program: evaluated in a run that is a copy, loaded for this and thrown away after it.

The copy goes nowhere else: what the expression changes is changed in the copy alone. Its names mean what they mean in the frame: the
variables of the frame come first, then the script's own, those among them that the module keeps as locals too.
"""

from __future__ import annotations

from monty_cli.machine.growing import check_source, new_piece
from monty_cli.machine.kept import give_back

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from monty_cli.machine.events import Event, StackFrame
    from monty_cli.machine.run import Run

NAME = "<expression>"
_SHOW = "f'{_!r}'"  # not `repr(_)`: the script may give this name another meaning


def evaluate(run: Run, text: str, depth: int = -1, task: int | None = None) -> Event:
    """Evaluate an expression in a run that has just been loaded, and is of no more use then.

    Args:
        run: the copy.
        text: the expression.
        depth: the index of the frame among those of the script, the innermost by default.
        task: the index of the task whose frames are meant; `None` for those of the program.

    Returns:
        the end of the run, with the value and its representation as a tuple; or what the expression has asked of the host.

    Raises:
        GuestError: the expression is none, or fails.
        ValueError: there is no such frame, or `settle` fails.
    """
    run.settle()
    state = run._state
    run.program = state.program = run.program.copied()
    stack = run.frames()
    tasks = run.tasks() if task is not None or not stack else []
    module = next((frame for frame in [*stack, *_all_frames(tasks)] if frame.function_name == "<module>"), None)
    frame = _frame(stack if task is None else _at(tasks, task).frames, depth)
    if module is not None:
        state.globals.update(module.locals)
    context = give_back(state) or run._context
    run._records = None

    def work() -> tuple[object, str]:
        value = _value(text, {} if frame is None or frame is module else frame.locals)
        function, arguments = new_piece(_SHOW, NAME, "eval", ({"_": value}, None))
        return value, function(*arguments)

    return run._launch(work, context)


def _value(text: str, local: dict[str, Any]) -> object:
    """Evaluate an expression over the script's names and those of a frame, which the functions within it see too."""
    text = check_source(text, NAME, "eval").strip()
    names = [name for name in local if name.isidentifier()]
    head = f"lambda {', '.join(names)}: " if names else ""
    function, arguments = new_piece(f"{head}({text}\n)", NAME, "eval", None)
    value: Any = function(*arguments)
    return value(*[local[name] for name in names]) if names else value


def _all_frames(tasks: Any) -> list[StackFrame]:
    return [frame for task in tasks for frame in task.frames]


def _at(items: Any, index: int) -> Any:
    try:
        return items[index]
    except IndexError:
        raise ValueError("there is no such frame") from None


def _frame(stack: list[StackFrame], depth: int) -> StackFrame | None:
    """Return a frame; none where the program stands in no frame of the script's."""
    shown = [frame for frame in stack if frame.shown]
    found: StackFrame | None = _at(shown, depth) if shown or depth >= 0 else None
    return found
