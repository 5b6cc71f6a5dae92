"""Answering the system calls of a program that was started, not run: snapshot in, snapshot out."""

from __future__ import annotations

from monty_cli.os_access.handling import NOT_HANDLED, ask, check_handlers
from monty_cli.snapshots import FunctionSnapshot

TYPE_CHECKING = False
if TYPE_CHECKING:
    from monty_cli.os_access.handling import Handlers
    from monty_cli.snapshots import Snapshot


def answer_os(snapshot: Snapshot, os: Handlers) -> Snapshot:
    """Answer system calls by `os`, as `Monty.run(os=...)` does, until there is something else to do, and return what that is.

    That is the end, a pause of another kind, or a system call that `os` does not answer. A handler's exception goes to the script.
    Raises as `FunctionSnapshot.resume` does.
    """
    handlers = check_handlers(os)
    while isinstance(snapshot, FunctionSnapshot) and snapshot.is_os_function:
        try:
            answer = ask(handlers, snapshot.function_name, snapshot.args, snapshot.kwargs)
        except Exception as error:
            snapshot = snapshot.resume(exception=error)
            continue
        if answer is NOT_HANDLED:
            break
        snapshot = snapshot.resume(return_value=answer)
    return snapshot
