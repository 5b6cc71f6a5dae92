"""A spare worker, made ready behind the back of a person who looks at a pause: the next pause that is loaded is there at once.

It has loaded a pause of the same run, so that it has imported and compiled what such a run needs, and done nothing else.
"""

from __future__ import annotations

import time

from monty_cli.worker import processes
from monty_cli.worker.channel import ClosedError, LateError
from monty_cli.worker.link import Link

TYPE_CHECKING = False
if TYPE_CHECKING:
    from monty_cli.worker.processes import Process

_LARGEST = 60_000
"""Bytes of a pause, at most: a pipe takes as many without anybody who reads."""
_PATIENCE = 2.0
"""Seconds for what the worker has still to do when it is wanted."""
_spare: tuple[Process, int] | None = None


def prepare(data: bytes) -> bool:
    """Have a worker made ready for pauses like that in `data`, without waiting for it; tell whether there is one."""
    global _spare
    if _spare is not None or len(data) > _LARGEST or not processes.AVAILABLE:
        return _spare is not None
    try:
        process = processes.start(ahead=True)
    except OSError:
        return False  # whoever needs a worker is told
    try:
        questions = (["load", data, {}], ["stack"], ["evaluate", "0", -1, None, False])
        for question in questions:
            process.channel.send(question, time.monotonic() + _PATIENCE)
    except (LateError, ClosedError):
        process.end()
        return False
    _spare = process, len(questions)
    return True


def take() -> Link | None:
    """Return the connection to the spare worker, None if there is none that is ready."""
    global _spare
    found, _spare = _spare, None
    if found is None or not found[0].is_ours():
        return None
    process, due = found
    deadline = time.monotonic() + _PATIENCE
    try:
        for _ in range(due):
            process.channel.receive(deadline)
    except (LateError, ClosedError, ValueError):
        process.end()
        return None
    return Link(process)


def end() -> None:
    """End the spare worker, if there is one."""
    global _spare
    found, _spare = _spare, None
    if found is not None:
        found[0].end()
