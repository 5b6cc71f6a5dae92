"""What the same question was answered before, as literals."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from monty_cli import FunctionSnapshot, FutureSnapshot
from monty_cli.cli.values import plain_repr

if TYPE_CHECKING:
    from monty_cli.cli.debugger.desk import Desk
    from monty_cli.cli.describe import Snapshot

_MOST = 8
_LONGEST = 2_000  # characters


def suggestions(desk: Desk, snapshot: Snapshot) -> list[str]:
    """The literals that answered the same function or name, the last one first."""
    if (
        desk.interrupted
        or desk.journal is None
        or desk.journal.timeline is None
        or isinstance(snapshot, FutureSnapshot)
    ):
        return []
    name = snapshot.function_name if isinstance(snapshot, FunctionSnapshot) else snapshot.variable_name
    timeline = desk.journal.timeline
    found: list[str] = []
    for moment in reversed(timeline.moments):
        if moment.parent < 0 or timeline.moments[moment.parent].name != name:
            continue
        given = timeline.given(moment)
        text = next((_literal(given[key]) for key in ("return_value", "value") if key in given), "")
        if text and text not in found:
            found.append(text)
        if len(found) == _MOST:
            break
    return found


def _literal(value: object) -> str:
    """The value as a literal that can be typed, or nothing."""
    text = plain_repr(value)
    if len(text) > _LONGEST:
        return ""
    try:
        ast.literal_eval(text)
    except (ValueError, SyntaxError, RecursionError, MemoryError):
        return ""
    return text
