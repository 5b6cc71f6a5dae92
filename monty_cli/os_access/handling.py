"""What a handler of system calls is, and how one is asked."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any, TypeAlias

    Handler: TypeAlias = Callable[[str, tuple[Any, ...], dict[str, Any]], Any]
    Handlers: TypeAlias = "Handler | Sequence[Handler]"

TIMER = "asyncio.sleep"
"""The system call of sleeps and timeouts of tasks, which no handler is asked."""


class _NotHandled:
    """The type of `NOT_HANDLED`."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "NOT_HANDLED"


NOT_HANDLED: Any = _NotHandled()
"""What a handler returns for a call that it does not answer."""


def check_handlers(os: Handlers | None) -> tuple[Handler, ...]:
    """Return what was given as `os=` as a tuple of handlers; TypeError for what can't be called."""
    if os is None:
        return ()
    handlers = tuple(os) if isinstance(os, (list, tuple)) else (os,)
    for handler in handlers:
        if not callable(handler):
            raise TypeError(f"argument 'os': {type(handler).__name__!r} object is not callable")
    return handlers


def ask(handlers: Sequence[Handler], name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """Return the answer of the first handler that has one, `NOT_HANDLED` when none has."""
    if name != TIMER:
        for handler in handlers:
            answer = handler(name, args, kwargs)
            if answer is not NOT_HANDLED:
                return answer
    return NOT_HANDLED


def not_implemented(name: str) -> NotImplementedError:
    """Return the error that a script gets for a system call that nobody answers while it runs to its end."""
    error = NotImplementedError(f"OS function {name!r} not implemented with standard execution")
    error.add_note(
        "hint: give run() a handler for such calls, as in run(os=OSAccess(...)), or run the script with start()"
    )
    return error
