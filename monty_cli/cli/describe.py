"""A pause in one line of text: what is pending, and where."""

from __future__ import annotations

from monty_cli import FunctionSnapshot
from monty_cli.cli.escaping import escape_line
from monty_cli.cli.values import clip, short_repr

TYPE_CHECKING = False
if TYPE_CHECKING:
    from monty_cli import NameLookupSnapshot

    Snapshot = FunctionSnapshot | NameLookupSnapshot

_NAME = 60  # characters of a name
_ARGUMENT = 60  # characters of one argument


def pending_name(snapshot: Snapshot) -> str:
    """The name of the function that is called, or of the variable that is read."""
    if isinstance(snapshot, FunctionSnapshot):
        return clip(escape_line(snapshot.function_name), _NAME)
    return clip(escape_line(snapshot.variable_name), _NAME)


def pending_kind(snapshot: Snapshot) -> str:
    """What kind of answer is asked for, in words."""
    if not isinstance(snapshot, FunctionSnapshot):
        return "unknown name"
    if snapshot.is_os_function:
        return "system call"
    return "method call" if snapshot.is_method_call else "call"


def pending_text(snapshot: Snapshot, limit: int = 200) -> str:
    """The call as it could be written, or the name, in at most `limit` characters."""
    name = pending_name(snapshot)
    if not isinstance(snapshot, FunctionSnapshot):
        return name
    parts = [short_repr(value, _ARGUMENT) for value in snapshot.args]
    parts += [f"{escape_line(key)}={short_repr(value, _ARGUMENT)}" for key, value in snapshot.kwargs.items()]
    return clip(f"{name}({', '.join(parts)})", limit)


def place_text(snapshot: Snapshot) -> str:
    """File and line of the pause."""
    stack = snapshot.stack
    name = escape_line(snapshot.script_name)
    return f"{name}, line {stack[-1].line}" if stack else name
