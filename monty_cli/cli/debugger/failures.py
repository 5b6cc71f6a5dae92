"""A script that has failed, as the commands of the prompt look at it: its stack when it raised, and its source."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from monty_cli import Frame, MontyRuntimeError
    from monty_cli.timeline import Timeline


class Failed:
    """Where a script has raised what it did not catch; it waits for nothing, and can't go on.

    Attributes:
        error: what it has raised.
        stack: the frames that the error has left, outermost first, with their variables.
        script_name, source: the script.
    """

    __slots__ = ("error", "script_name", "source", "stack")

    def __init__(self, error: MontyRuntimeError, timeline: Timeline) -> None:
        self.error = error
        self.stack: list[Frame] = error.traceback()
        self.script_name = timeline.script_name
        self.source = timeline.source
