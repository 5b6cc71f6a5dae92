"""
`monty replay`: a recorded script runs again by the recorded answers, and the first place where it goes another way is told.

What is compared: what is asked at each pause, with its arguments; what is printed in between; and how the run ends. Lines don't matter, so
that an edited script that asks the same is the same.
"""

from __future__ import annotations

from monty_cli import MontyComplete, MontyRuntimeError
from monty_cli.cli.answers import Again, Stop
from monty_cli.cli.describe import pending_text
from monty_cli.cli.escaping import escape_line
from monty_cli.cli.exit_codes import DIVERGED, DONE
from monty_cli.cli.histories import moment_text
from monty_cli.timeline.compare import digest, event_words
from monty_cli.timeline.moments import END, ERROR

TYPE_CHECKING = False
if TYPE_CHECKING:
    from monty_cli.cli.answers import Answer
    from monty_cli.cli.describe import Snapshot
    from monty_cli.cli.output import Output
    from monty_cli.cli.recording import Journal
    from monty_cli.timeline import Moment, Timeline

_SHOWN = 120


class Replay:
    """Answers by a tape, as long as the script asks what it asked then."""

    by = "tape"

    def __init__(self, tape: Timeline, journal: Journal, output: Output) -> None:
        self._tape = tape
        self._line = tape.line()
        self._journal = journal
        self._output = output
        self._next = 0
        self.over = False  # the tape answers no more
        self.difference: str | None = None

    def answer(self, snapshot: Snapshot) -> Answer | Stop | None:
        """The recorded answer, if this is the recorded question."""
        if self.over:
            return None
        recorded = self._line[self._next]
        self.over = True
        if not recorded.is_pause or digest(event_words(snapshot)) != recorded.digest:
            self._differs(recorded, f"asks {pending_text(snapshot, _SHOWN)}")
            return None
        if self._prints_other(recorded):
            self._differs(recorded, "prints something else before it", by_output=True)
            return None
        self._next += 1
        if self._next == len(self._line):
            self._tell(f"the same as far as the tape goes: {self._next} pause{'' if self._next == 1 else 's'}")
            return None
        self.over = False
        return Again(self._tape.given(self._line[self._next]))

    def _prints_other(self, recorded: Moment) -> bool:
        timeline = self._journal.timeline
        return timeline is not None and timeline.here.output != recorded.output

    def _differs(self, recorded: Moment, what: str, *, by_output: bool = False) -> None:
        self.difference = self.difference or what
        self._tell(f"diverged at pause {self._next + 1}: the script {what}")
        self._tell(f"the tape has {'other output before ' if by_output else ''}{moment_text(recorded, _SHOWN)}")

    def _tell(self, text: str) -> None:
        self._output.message(f"monty: {text}")

    def end(self, ended: MontyComplete | MontyRuntimeError | Stop) -> int | None:
        """Compare how the run has ended, tell what is to tell, and return the exit code; None for the run's own."""
        if isinstance(ended, Stop) or self.over:
            return DIVERGED if self.difference is not None else None
        recorded = self._line[self._next]
        here = self._journal.timeline.here if self._journal.timeline is not None else None
        if here is None or recorded.kind not in (END, ERROR) or here.kind != recorded.kind:
            self._differs(recorded, "ends" if isinstance(ended, MontyComplete) else f"raises {_headline(ended)}")
        elif here.output != recorded.output:
            self._differs(recorded, "prints something else at its end", by_output=True)
        elif here.result != recorded.result and (here.kind == END or here.text != recorded.text):
            self._differs(recorded, f"ends with {here.text}")
        else:
            self._tell(f"the same: {self._next} pause{'' if self._next == 1 else 's'}, and the end")
            return DONE if isinstance(ended, MontyComplete) else None
        return DIVERGED


class TapeEnds:
    """Where nobody is asked: stops at the first pause that the tape does not answer."""

    by = ""

    def __init__(self, replay: Replay) -> None:
        self._replay = replay

    def answer(self, snapshot: Snapshot) -> Answer | Stop:
        """Stop."""
        return Stop(DIVERGED if self._replay.difference is not None else DONE, saves=False)


def _headline(error: MontyRuntimeError) -> str:
    return escape_line(error.display("type-msg"))
