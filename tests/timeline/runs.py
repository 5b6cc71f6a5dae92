"""Runs that are recorded, for the tests of timelines."""

from __future__ import annotations

from typing import Any

from monty_cli import FutureSnapshot, Monty, MontyComplete, MontyRuntimeError, NameLookupSnapshot
from monty_cli.cli.describe import pending_text
from monty_cli.timeline import Timeline
from monty_cli.timeline.given import resume

SCRIPT = """\
def ask(question):
    reply = fetch(question)
    print('got', reply)
    return reply
seen = []
for n in range(limit):
    seen.append(ask(n))
seen
"""


def started(script: str) -> tuple[Timeline, Any]:
    """A timeline at the first pause of a script, and this pause."""
    pause = Monty(script).start(print_callback=lambda *_: None)
    assert not isinstance(pause, MontyComplete)
    timeline = Timeline("main.py", script)
    timeline.pause(pause, pending_text(pause))
    return timeline, pause


def give(timeline: Timeline, pause: Any, given: dict[str, Any]) -> Any:
    """Answer a pause and record where it leads; the next pause, the end, or the error."""
    try:
        found = resume(pause, given)
    except MontyRuntimeError as error:
        timeline.end(error, error.display("type-msg"), given)
        return error
    if isinstance(found, MontyComplete):
        timeline.end(found, repr(found.output), given)
    else:
        timeline.pause(found, pending_text(found), given)
    return found


def recorded(script: str = SCRIPT, count: int = 3) -> Timeline:
    """The timeline of a whole run: a name is `count`, calls return 10 more each time."""
    timeline, pause = started(script)
    number = 0
    while not isinstance(pause, MontyComplete | MontyRuntimeError):
        number += 1
        given: dict[str, Any] = {"return_value": number * 10}
        if isinstance(pause, NameLookupSnapshot):
            given = {"value": count}
        elif isinstance(pause, FutureSnapshot):
            given = {"results": {pause.pending_call_ids[0]: {"return_value": number}}}
        pause = give(timeline, pause, given)
    return timeline
