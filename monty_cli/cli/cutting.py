"""
Ctrl-C and SIGTERM where nobody is asked: what a run has to keep is kept before it ends.

That is its tape, if it is recorded, and the pause where it waits or from which it went on last, if the user has said where to save. The
first signal ends the script, wherever it is; a second one ends the process at once.
"""

from __future__ import annotations

import os

from monty_cli.cli.escaping import escape_line, escape_text
from monty_cli.cli.exit_codes import Failure

TYPE_CHECKING = False
if TYPE_CHECKING:
    import signal
    from collections.abc import Callable

    from monty_cli.cli.describe import Snapshot
    from monty_cli.cli.output import Output
    from monty_cli.cli.recording import Journal
    from monty_cli.cli.saving import Saver
else:
    import _signal as signal  # the functions of `signal` without its enums


class Cut:
    """Ends one run by a signal.

    Attributes:
        keeps: whether there is anything to keep.
        number: the signal that has come, 0 for none.
    """

    def __init__(self, output: Output, saver: Saver, journal: Journal | None) -> None:
        self._output = output
        self._saver = saver
        self._journal = journal
        self._recorded = journal is not None and journal.tape is not None
        self.keeps = saver.asked or self._recorded
        self.number = 0
        self._paused: Snapshot | None = None  # where the run waits
        self._before: bytes | None = None  # the pause that was answered last
        self._listens = False

    def listen(self) -> None:
        """Have SIGTERM end the run as Ctrl-C does, while it waits for an answer."""
        try:
            signal.signal(signal.SIGTERM, self._terminated)
            self._listens = True
        except ValueError:  # not the main thread
            pass

    def _terminated(self, number: int, _: object) -> None:
        self.number = number
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        raise KeyboardInterrupt

    def arrive(self, snapshot: Snapshot) -> None:
        """Note where the run waits."""
        self._paused = snapshot

    def leave(self, handler: Callable[..., None]) -> None:
        """Note that the script runs on from where it waited, and that `handler` hears of signals."""
        if not self.keeps:
            return
        paused, self._paused = self._paused, None
        if self._saver.asked and paused is not None:
            try:
                self._before = paused.dump(key=self._saver.key)
            except (ValueError, RuntimeError):  # it can't be saved
                self._before = None
        if self._listens:
            signal.signal(signal.SIGTERM, handler)

    def listen_again(self) -> None:
        """Hear of signals as before the script ran."""
        if self._listens and not self.number:
            signal.signal(signal.SIGTERM, self._terminated)

    def ends_script(self, number: int) -> bool:
        """End the script that runs, if it is the first signal and there is something to keep; else the process is to end at once."""
        from monty_cli.interruption import end, interrupt

        if self.number or not self.keeps:
            return False
        self.number = number
        return end() or interrupt()

    def keep(self) -> int:
        """Save what is to be saved, and tell; return the exit code. The tape is written by who records."""
        status = 128 + (self.number or signal.SIGINT)
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: os._exit(status))
        where = "while the script was running" if self._paused is None else "where the script waits"
        told = f"monty: interrupted {where}"
        if self._recorded and self._journal is not None and self._journal.timeline is not None:
            told += f"; the tape {escape_line(str(self._journal.tape))} goes up to there"
        self._output.message(told)
        if self._saver.asked:
            self._save()
        return status

    def _save(self) -> None:
        try:
            if self._paused is not None:
                self._saver.save_and_tell(self._paused, self._output)
            elif self._before is not None:
                path = self._saver.save_bytes(self._before)
                self._output.message(
                    f"the pause before is saved to {escape_line(path)}; to go on:\n    monty resume {escape_line(path)}"
                )
        except Failure as failure:
            self._output.message(f"monty: {escape_text(failure.message)}")
