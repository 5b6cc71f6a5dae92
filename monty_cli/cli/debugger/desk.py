"""
`Desk`: what the commands of the prompt work with, at one pause after another.

It knows the pause that is asked about, which of its frames is looked at, what is watched, where to stop, and who answers by rule.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from monty_cli import FutureSnapshot, MontyRuntimeError
from monty_cli.cli.escaping import escape_line
from monty_cli.cli.exit_codes import AnswerError, Failure
from monty_cli.cli.values import plain_repr
from monty_cli.inspection import evaluate_in, evaluate_over

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from monty_cli import Frame
    from monty_cli.cli.answers import Answer, Automatic, GoOn, Jump, Restart, Stop
    from monty_cli.cli.debugger.conditions import Condition
    from monty_cli.cli.describe import Snapshot
    from monty_cli.cli.environment import Environment
    from monty_cli.cli.output import Output
    from monty_cli.cli.panels import View
    from monty_cli.cli.recording import Journal
    from monty_cli.cli.saving import Saver
    from monty_cli.inspection import Evaluation
    from monty_cli.timeline import Timeline

    Outcome = Answer | Stop | Jump | Restart | GoOn | None  # None: ask again


class Spot:
    """A frame that can be looked at: the task that it belongs to (None for the program's own stack), its index there, and the frame."""

    __slots__ = ("frame", "index", "task", "title")

    def __init__(self, frame: Frame, index: int, task: int | None = None, title: str = "") -> None:
        self.frame = frame
        self.index = index
        self.task = task
        self.title = title


class Desk:
    """One person's place at a run.

    Attributes:
        watched: the expressions that are shown at each pause.
        breaks: where answering by rule stops.
        until: where it stops once.
        released: whether the next pauses may be answered by rule; false after a jump.
        at: the index of the frame that is looked at, among `spots`.
    """

    def __init__(
        self,
        environment: Environment,
        output: Output,
        saver: Saver,
        view: View,
        journal: Journal | None,
        automatic: Sequence[Automatic],
    ) -> None:
        self.environment = environment
        self.output = output
        self.saver = saver
        self.view = view
        self.journal = journal
        self.automatic = list(automatic)
        self.watched: list[str] = []
        self.breaks: list[Condition] = []
        self.until: Condition | None = None
        self.released = True
        self.steps = False  # stop at the next pause, whatever answers it
        self.interrupted = False  # the script waits for no answer: it was interrupted while it ran, or has failed
        self.failed = False  # it has failed
        self.at = 0
        self.listed = 0  # the line after which `list` goes on
        self._spots: tuple[Snapshot, list[Spot]] | None = None

    @property
    def timeline(self) -> Timeline:
        """The timeline; `AnswerError` where none is kept."""
        timeline = self.kept.timeline
        assert timeline is not None
        return timeline

    @property
    def kept(self) -> Journal:
        """The journal; `AnswerError` where there is none."""
        if self.journal is None:
            raise AnswerError("the pauses of a session are not kept: this works in `monty run` and `monty resume`")
        if self.journal.timeline is None:
            raise AnswerError("the script has not come to a pause yet: :continue goes on, :quit leaves")
        return self.journal

    def say(self, text: str) -> None:
        """Show lines, which are safe to show."""
        self.output.message(text)

    def spots(self, snapshot: Snapshot) -> list[Spot]:
        """The frames of a pause, outermost first; those of the tasks after those of the program."""
        if self._spots is None or self._spots[0] is not snapshot:
            found = [Spot(frame, index) for index, frame in enumerate(snapshot.stack)]
            if isinstance(snapshot, FutureSnapshot):
                for number, task in enumerate(snapshot.tasks):
                    found += [Spot(frame, index, number, task.name) for index, frame in enumerate(task.stack)]
            self._spots = (snapshot, found)
        return self._spots[1]

    def arrive(self, snapshot: Snapshot) -> None:
        """Look at the innermost frame of a new pause."""
        self._spots = None
        self.at = max(len(self.spots(snapshot)) - 1, 0)
        self.listed = 0

    def spot(self, snapshot: Snapshot) -> Spot:
        """The frame that is looked at; `AnswerError` where there is none."""
        spots = self.spots(snapshot)
        if not spots:
            raise AnswerError("the script stands in no frame of its own here")
        return spots[min(self.at, len(spots) - 1)]

    def evaluate(self, expression: str, snapshot: Snapshot) -> Evaluation:
        """Evaluate an expression in the frame that is looked at, on a copy; `AnswerError` says why it has no value."""
        if not expression.strip():
            raise AnswerError("write an expression, as in p len(items)")
        printed: list[tuple[str, str]] = []
        try:
            return self._evaluated(expression, snapshot, lambda stream, text: printed.append((stream, text)))
        except MontyRuntimeError as error:
            raise AnswerError(escape_line(error.display("type-msg")).replace(" (<expression>, line 1)", "")) from None
        except ValueError as error:
            raise AnswerError(escape_line(str(error))) from None
        finally:
            for stream, text in printed:
                self.output.script(stream, text)

    def _evaluated(self, expression: str, snapshot: Snapshot, callback: Callable[[str, str], None]) -> Evaluation:
        if self.interrupted:
            return self._over_variables(expression.strip(), snapshot, callback)
        spots = self.spots(snapshot)
        spot = spots[min(self.at, len(spots) - 1)] if spots else None
        index, task = (spot.index, spot.task) if spot else (-1, None)
        return evaluate_in(snapshot, expression, frame=index, task=task, print_callback=callback)

    def _over_variables(self, expression: str, snapshot: Snapshot, callback: Callable[[str, str], None]) -> Evaluation:
        """An expression over copies of the variables in sight: a script that waits for nothing can't be copied itself."""
        from monty_cli.inspection import Evaluation

        variables = {**(self.spots(snapshot)[0].frame.locals or {}), **(self.spot(snapshot).frame.locals or {})}
        if expression in variables:
            return Evaluation(variables[expression], plain_repr(variables[expression]))
        journal = self.journal
        isolate, limits = (False, None) if journal is None else (journal.isolate, journal.limits)
        return evaluate_over(variables, expression, isolate=isolate, limits=limits, print_callback=callback)

    def by_rule(self, snapshot: Snapshot) -> Answer | Stop | None:
        """What the rules answer to a pause, None if nothing; `by` tells who did."""
        for each in self.automatic:
            found = each.answer(snapshot)
            if found is not None:
                self.by = each.by
                return found
        return None

    by = ""

    def number(self) -> int:
        """Which pause this is on its line, 0 where none is counted."""
        if self.journal is None or self.journal.timeline is None:
            return 0
        return self.journal.timeline.here.number

    def failure(self, error: ValueError) -> Failure | AnswerError:
        """`error` of the timeline as one that is told at the prompt."""
        return AnswerError(escape_line(str(error)))
