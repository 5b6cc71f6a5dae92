"""Drives a run: pause, answer, next pause, until the script ends or nobody answers."""

from __future__ import annotations

import os
from functools import partial

from monty_cli import MontyComplete, MontyRuntimeError, MontySyntaxError
from monty_cli.cli.answers import Stop
from monty_cli.cli.escaping import escape_text
from monty_cli.cli.exit_codes import DONE, INTERRUPTED, RAISED

TYPE_CHECKING = False
if TYPE_CHECKING:
    import signal
    from collections.abc import Callable

    from monty_cli.cli.answers import Progress, Source
    from monty_cli.cli.describe import Snapshot
    from monty_cli.cli.output import Output
    from monty_cli.cli.saving import Saver
else:
    import _signal as signal  # the functions of `signal` without its enums, which cost more than this command line


class Session:
    """One run, from its start or from a saved pause, to its end or the next saved pause."""

    def __init__(self, output: Output, source: Source, saver: Saver) -> None:
        self._output = output
        self._source = source
        self._saver = saver

    def run(self, begin: Callable[[], Progress]) -> int:
        """Call `begin` for the first pause (or the end), answer until the end or a stop, and return the exit code."""
        try:
            ended = self.drive(begin)
        except (MontyRuntimeError, MontySyntaxError) as error:
            return report_error(self._output, error)
        if isinstance(ended, Stop):
            return ended.status
        self._output.result(ended.output)
        return DONE

    def drive(self, begin: Callable[[], Progress]) -> MontyComplete | Stop:
        """Call `begin`, answer until the end, or until a stop, whose pause is saved if it is to be; errors of the script are raised."""
        progress = self._step(begin)
        while not isinstance(progress, MontyComplete):
            answer = self._source.answer(progress)
            if isinstance(answer, Stop):
                self._stop(progress, answer)
                return answer
            progress = self._step(partial(answer.give, progress))
        return progress

    def _step(self, step: Callable[[], Progress]) -> Progress:
        """Let the script run. Ctrl-C ends the process there: as an exception the script could catch it."""
        try:
            before = signal.signal(signal.SIGINT, self._interrupt) or signal.SIG_DFL
        except ValueError:  # not the main thread: Ctrl-C goes elsewhere
            return step()
        try:
            return step()
        finally:
            signal.signal(signal.SIGINT, before)

    def _interrupt(self, *_: object) -> None:
        try:
            self._output.message("monty: interrupted while the script was running; nothing is saved")
        finally:
            os._exit(INTERRUPTED)

    def _stop(self, snapshot: Snapshot, stop: Stop) -> None:
        if stop.reason:
            self._output.message(f"monty: {stop.reason}")
        if stop.saves:
            self._saver.save_and_tell(snapshot, self._output)


def report_error(output: Output, error: MontyRuntimeError | MontySyntaxError) -> int:
    """Show the traceback of an error of the script on stderr, and return the exit code for it."""
    output.message(escape_text(error.display("traceback")))
    return RAISED
