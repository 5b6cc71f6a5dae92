"""What a program that waits for results consists of: its pending calls and its tasks."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from monty_cli.errors import Frame


class PendingCall:
    """A call whose result comes later.

    Attributes:
        call_id: int, the number of the call in its run.
        function_name: str, the name of the function.
        args: tuple, a copy of the positional arguments.
        kwargs: dict, a copy of the keyword arguments.
    """

    __slots__ = ("args", "call_id", "function_name", "kwargs")

    def __init__(self, call_id: int, function_name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        self.call_id = call_id
        self.function_name = function_name
        self.args = args
        self.kwargs = kwargs

    def __repr__(self) -> str:
        call = f"function_name={self.function_name!r}, args={self.args!r}, kwargs={self.kwargs!r}"
        return f"PendingCall(call_id={self.call_id}, {call})"


class TaskState:
    """A task of the script that has not ended.

    Attributes:
        name: str, the task's name.
        waiting_for: str, what it waits for, in words.
        call_id: int or None, the pending call that it waits for directly.
        stack: list of Frame, its frames, outermost first; empty for a task that has not begun.
    """

    __slots__ = ("call_id", "name", "stack", "waiting_for")

    def __init__(self, name: str, waiting_for: str, call_id: int | None, stack: list[Frame]) -> None:
        self.name = name
        self.waiting_for = waiting_for
        self.call_id = call_id
        self.stack = stack

    def __repr__(self) -> str:
        return f"TaskState(name={self.name!r}, waiting_for={self.waiting_for!r})"
