"""A pause in one line of text: what is pending, and where."""

from __future__ import annotations

from monty_cli import FunctionSnapshot, FutureSnapshot
from monty_cli.cli.escaping import escape_line
from monty_cli.cli.values import clip, short_repr

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from monty_cli import NameLookupSnapshot, PendingCall

    Snapshot = FunctionSnapshot | NameLookupSnapshot | FutureSnapshot

_NAME = 60  # characters of a name
_ARGUMENT = 60  # characters of one argument
_LISTED = 8  # ids of pending calls

TIMER = "asyncio.sleep"  # the system call of sleeps and timeouts


def pending_name(snapshot: Snapshot) -> str:
    """The name of the function that is called, or of the variable that is read; or how many calls are pending."""
    if isinstance(snapshot, FutureSnapshot):
        count = len(snapshot.pending_call_ids)
        return f"{count} pending call{'' if count == 1 else 's'}"
    name = snapshot.function_name if isinstance(snapshot, FunctionSnapshot) else snapshot.variable_name
    return clip(escape_line(name), _NAME)


def pending_kind(snapshot: Snapshot) -> str:
    """What kind of answer is asked for, in words."""
    if isinstance(snapshot, FutureSnapshot):
        return "every task waits for"
    if not isinstance(snapshot, FunctionSnapshot):
        return "unknown name"
    if snapshot.is_os_function:
        return "system call"
    return "method call" if snapshot.is_method_call else "call"


def pending_text(snapshot: Snapshot, limit: int = 200) -> str:
    """The call as it could be written, the name, or the pending calls with their ids, in at most `limit` characters."""
    if isinstance(snapshot, FunctionSnapshot):
        return call_text(snapshot, limit)
    if not isinstance(snapshot, FutureSnapshot):
        return pending_name(snapshot)
    calls = snapshot.pending_calls
    shown = ", ".join(f"{call.call_id} {call_text(call, limit)}" for call in calls[:_LISTED])
    more = ", …" if len(calls) > _LISTED else ""
    return clip(f"{pending_name(snapshot)}: {shown}{more}", limit)


def call_text(call: FunctionSnapshot | PendingCall, limit: int = 200) -> str:
    """The call as it could be written, in at most `limit` characters."""
    name = clip(escape_line(call.function_name), _NAME)
    parts = [short_repr(value, _ARGUMENT) for value in call.args]
    parts += [f"{escape_line(key)}={short_repr(value, _ARGUMENT)}" for key, value in call.kwargs.items()]
    return clip(f"{name}({', '.join(parts)})", limit)


def listed_ids(ids: Sequence[int]) -> str:
    """Ids of calls, `0, 1, 2`, an ellipsis for those that are too many to list."""
    shown = ", ".join(map(str, ids[:_LISTED]))
    return f"{shown}, …" if len(ids) > _LISTED else shown


def place_text(snapshot: Snapshot) -> str:
    """File and line of the pause."""
    stack = snapshot.stack
    return f"{escape_line(stack[-1].filename)}, line {stack[-1].line}" if stack else escape_line(snapshot.script_name)
