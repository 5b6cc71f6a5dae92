"""
Where answering by rule stops.

    fetch             at a call of `fetch`, or where the name is read; * and ? stand for anything
    12                at line 12
    if page == 2      where the expression is true in the paused frame
    fetch if …, 12 if …   both
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from monty_cli import FunctionSnapshot, FutureSnapshot
from monty_cli.cli.exit_codes import AnswerError

if TYPE_CHECKING:
    from monty_cli.cli.debugger.desk import Desk
    from monty_cli.cli.describe import Snapshot


class Condition:
    """One place to stop: a name (or pattern), a line, an expression; what is None does not matter."""

    __slots__ = ("expression", "line", "name", "text")

    def __init__(self, text: str) -> None:
        """Read a condition; `AnswerError` explains what is none."""
        self.text = text.strip()
        place, word, expression = f" {self.text} ".partition(" if ")
        place = place.strip()
        self.expression = expression.strip() if word else None
        self.line = int(place) if place.isdigit() and len(place) < 9 else None
        self.name = place if place and self.line is None else None
        if not self.text or (word and not self.expression):
            raise AnswerError("write a name, a line, or `if` and an expression, as in :break fetch if page == 2")
        if self.name is not None and not all(
            part.isidentifier() or set(part) & set("*?[") for part in place.split(".")
        ):
            raise AnswerError(f"`{place}` is no name; an expression follows `if`, as in :break if {place}")

    def holds(self, snapshot: Snapshot, desk: Desk) -> bool:
        """Whether this is where to stop."""
        if self.name is not None and not any(_is_like(name, self.name) for name in _names(snapshot)):
            return False
        if self.line is not None and not any(spot.frame.line == self.line for spot in desk.spots(snapshot)):
            return False
        if self.expression is None:
            return True
        desk.arrive(snapshot)
        try:
            return bool(desk.evaluate(f"bool({self.expression})", snapshot).value)
        except AnswerError:  # a name that this frame does not have
            return False


def _names(snapshot: Snapshot) -> list[str]:
    if isinstance(snapshot, FutureSnapshot):
        return [call.function_name for call in snapshot.pending_calls]
    return [snapshot.function_name if isinstance(snapshot, FunctionSnapshot) else snapshot.variable_name]


def _is_like(name: str, wanted: str) -> bool:
    from fnmatch import fnmatchcase

    return name == wanted or fnmatchcase(name, wanted)
