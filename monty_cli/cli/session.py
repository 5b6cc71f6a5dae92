"""Drives a run: pause, answer, next pause, until the script ends or nobody answers."""

from __future__ import annotations

import os
import time
from _functools import partial  # type: ignore[import-not-found]  # `functools` itself brings other modules

from monty_cli import (
    FunctionSnapshot,
    FutureSnapshot,
    MontyComplete,
    MontyCrashedError,
    MontyRuntimeError,
    MontySyntaxError,
    NameLookupSnapshot,
)
from monty_cli.cli.answers import GoOn, Jump, Restart, Stop
from monty_cli.cli.cutting import Cut
from monty_cli.cli.describe import pending_text
from monty_cli.cli.escaping import escape_text
from monty_cli.cli.exit_codes import DIVERGED, RAISED, USAGE
from monty_cli.cli.telling import Teller

TYPE_CHECKING = False
if TYPE_CHECKING:
    import signal
    from collections.abc import Callable
    from typing import Any

    from monty_cli.cli.answers import Answer, Progress, Source
    from monty_cli.cli.describe import Snapshot
    from monty_cli.cli.output import Output
    from monty_cli.cli.recording import Journal
    from monty_cli.cli.saving import Saver
else:
    import _signal as signal  # the functions of `signal` without its enums, which cost more than this command line


PATIENCE = 1.0
"""Seconds between two words on how far a run has come."""
ENDS = (FunctionSnapshot, NameLookupSnapshot, FutureSnapshot, MontyComplete)


def is_interrupted(progress: object) -> bool:
    """Whether a script was interrupted while it ran, rather than waiting for an answer or having ended."""
    return not isinstance(progress, ENDS)


class Session:
    """One run, from its start or from a saved pause, to its end or the next saved pause; `journal` keeps what happens, if there is one."""

    def __init__(
        self,
        output: Output,
        source: Source,
        saver: Saver,
        journal: Journal | None = None,
        teller: Teller | None = None,
    ) -> None:
        self._output = output
        self._source = source
        self._saver = saver
        self._journal = journal
        self.teller = teller or Teller(output)
        self._asks = getattr(source, "interrupted", None) if journal is not None else None
        self._mourns = getattr(source, "failed", None) if journal is not None else None
        self._count = 0  # answers that were given
        self._told = time.monotonic()  # when progress was told last, or a person answered
        self._asked = 0  # how often Ctrl-C was pressed while the script ran on
        self._way: tuple[dict[str, object] | None, str] = (None, "")
        self._cutting = Cut(output, saver, journal) if self._asks is None else None

    def run(self, begin: Callable[[], Progress]) -> int:
        """Call `begin` for the first pause (or the end), answer until the end or a stop, and return the exit code."""
        cutting = self._cutting
        if cutting is not None and cutting.keeps:
            cutting.listen()
        try:
            ended = self.drive(begin)
        except (MontyRuntimeError, MontySyntaxError) as error:
            return self.teller.failed(error)
        except KeyboardInterrupt:  # while nobody's code of the script ran
            if cutting is None or not cutting.keeps:
                raise
            ended = self._cut()
        finally:
            self.close()
        return ended.status if isinstance(ended, Stop) else self.teller.ended(ended.output)

    def close(self) -> None:
        """Write the tape, if there is one to write."""
        if self._journal is not None:
            self._journal.write()

    def drive(self, begin: Callable[[], Progress]) -> MontyComplete | Stop:
        """Call `begin`, answer until the end, or until a stop, whose pause is saved if it is to be.

        Errors of the script are raised; before that, a person may look at them, and go elsewhere.
        """
        way: Callable[[], Progress] = partial(self._recorded, begin, None, "")
        failure: MontyRuntimeError | None = None
        while True:
            try:
                return self._to_end(way, begin)
            except MontyRuntimeError as error:
                failure = error
            except MontySyntaxError as error:  # of a script that was to begin again
                if failure is None:
                    raise
                self._output.message(escape_text(error.display("traceback")))
            found = self._failed(failure)
            if found is None:
                raise failure
            way = partial(self._follow, found, failure, begin)

    def _failed(self, error: MontyRuntimeError) -> Jump | Restart | None:
        """Where a person wants to go from an error that the script has raised; None to leave."""
        if self._mourns is None or self._journal is None or self._journal.timeline is None:
            return None
        found = self._mourns(error)
        return found if isinstance(found, Jump | Restart) else None

    def _to_end(self, way: Callable[[], Progress], begin: Callable[[], Progress]) -> MontyComplete | Stop:
        try:
            progress = way()
            return self._answered_to_end(progress, begin)
        except MontyCrashedError:
            if self._cutting is None or not self._cutting.number:
                raise
            return self._cut()  # the worker was ended for it

    def _cut(self) -> Stop:
        """Stop after a signal: keep what there is to keep."""
        assert self._cutting is not None
        status = self._cutting.keep()
        self.teller.trouble("KeyboardInterrupt", "interrupted", status)
        return Stop(status, saves=False)

    def _answered_to_end(self, progress: Progress, begin: Callable[[], Progress]) -> MontyComplete | Stop:
        while not isinstance(progress, MontyComplete):
            if is_interrupted(progress):
                if self._cutting is not None:
                    return self._cut()
                outcome = self._interrupted(progress, begin)
                if isinstance(outcome, Stop):
                    return outcome
                progress = outcome
                continue
            if self._cutting is not None:
                self._cutting.arrive(progress)
            answer = self._source.answer(progress)
            if isinstance(answer, Stop):
                self._stop(progress, answer)
                return answer
            paused = progress
            try:
                progress = self._follow(answer, paused, begin)
            except MontySyntaxError as error:  # of the script that was to begin again: the pause still waits
                self._output.message(escape_text(error.display("traceback")))
                progress = self._back(paused)
            except TypeError as error:  # the pause still waits
                stop = Stop(USAGE, f"{self._source.by or 'that'} is no answer: {escape_text(str(error))}")
                self._stop(paused, stop)
                return stop
        return progress

    def _interrupted(self, stopped: Any, begin: Callable[[], Progress]) -> Progress | Stop:
        """Ask what becomes of a script that was interrupted while it ran, and do it."""
        assert self._asks is not None
        answer = self._asks(stopped)
        if isinstance(answer, GoOn):
            return self._recorded(partial(answer.resume, stopped), *self._way, fresh=False)
        return answer if isinstance(answer, Stop) else self._follow(answer, stopped, begin)

    def _follow(self, answer: Answer | Jump | Restart, snapshot: Snapshot, begin: Callable[[], Progress]) -> Progress:
        """Go where `answer` leads from a pause."""
        if isinstance(answer, Jump):
            return answer.snapshot
        if isinstance(answer, Restart):
            return self._again(begin)
        step = partial(answer.give, snapshot)
        self._tell_progress(snapshot)
        self._count += 1
        if self._journal is None and not self.teller.tells_pauses:
            return self._step(step)
        given = answer.record(snapshot)
        self.teller.answered(snapshot, given, self._source.by)
        return self._recorded(step, given, self._source.by)

    def _again(self, begin: Callable[[], Progress]) -> Progress:
        """Begin the script again; where it is none any more, MontySyntaxError leaves the run where it stands."""
        timeline = None if self._journal is None else self._journal.timeline
        if timeline is None:
            return self._recorded(begin, None, "")
        here = timeline.at
        timeline.start_again()
        try:
            return self._recorded(begin, None, "")
        except MontySyntaxError:
            timeline.go(here)
            raise

    def _back(self, snapshot: Snapshot) -> Snapshot:
        """A pause to which the run has come back, so that it is asked about and not answered by rule."""
        hold = getattr(self._source, "hold", None)
        if hold is not None:
            hold()
        return snapshot

    def _tell_progress(self, snapshot: Snapshot) -> None:
        """Tell now and then how far a run has come that is answered by itself."""
        now = time.monotonic()
        if self._source.by == "you":
            self._told = now
        elif now - self._told > PATIENCE:
            self._told = now
            self._output.progress(f"monty: {self._count + 1} pauses answered, now at {pending_text(snapshot, 60)}")

    def _recorded(
        self, step: Callable[[], Progress], given: dict[str, object] | None, by: str, *, fresh: bool = True
    ) -> Progress:
        """Let the script run, and note in the journal where it comes to; not `fresh` is what goes on after an interruption."""
        journal = self._journal
        if journal is None:
            return self._step(step)
        self._way = (given, by)
        if fresh:
            journal.begin()
        try:
            progress = self._step(step)
        except MontyRuntimeError as error:
            journal.failed(error, given, by)
            raise
        except MontyCrashedError:
            if self._asked < 2 or journal.timeline is None:
                raise
            self._output.message("monty: the script did not pause, and was ended; this is the pause before")
            return self._back(journal.load(journal.timeline.here))
        if not is_interrupted(progress):
            journal.arrived(progress, given, by)
        return progress

    def _step(self, step: Callable[[], Progress]) -> Progress:
        """Let the script run. Ctrl-C pauses it where a person can be asked, and ends the process else: the script can't catch it."""
        cutting = self._cutting
        try:
            before = signal.signal(signal.SIGINT, self._interrupt) or signal.SIG_DFL
        except ValueError:  # not the main thread: Ctrl-C goes elsewhere
            return step()
        self._asked = 0
        if cutting is not None:
            cutting.leave(self._interrupt)
        try:
            return step()
        finally:
            signal.signal(signal.SIGINT, before)
            if cutting is not None:
                cutting.listen_again()

    def _interrupt(self, number: int = signal.SIGINT, *_: object) -> None:
        self._asked += 1
        if self._cutting is not None and self._cutting.ends_script(number):
            return
        if self._asks is not None and self._asked < 3:
            from monty_cli.interruption import end, interrupt

            self._output.line_is_open()  # the terminal shows ^C
            if (interrupt if self._asked == 1 else end)():
                return
        try:
            self._output.message("monty: interrupted while the script was running; nothing is saved")
        finally:
            os._exit(128 + number)

    def _stop(self, snapshot: Snapshot, stop: Stop) -> None:
        if stop.reason:
            self._output.message(f"monty: {stop.reason}")
        saved = None
        if stop.saves:
            saved = self._saver.path
            self._saver.save_and_tell(snapshot, self._output)
        self.teller.stopped(snapshot, stop.status, saved, "diverged" if stop.status == DIVERGED else "paused")


def report_error(output: Output, error: MontyRuntimeError | MontySyntaxError) -> int:
    """Show the traceback of an error of the script on stderr, and return the exit code for it."""
    output.message(escape_text(error.display("traceback")))
    return RAISED
