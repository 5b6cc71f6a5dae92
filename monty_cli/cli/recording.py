"""
The journal of a command: what its run prints and is answered, kept in a timeline that a person can go back in and that a tape keeps.

Without a person and without `--record` there is none: a run that is answered by itself pays nothing for it.
"""

from __future__ import annotations

import time

from monty_cli import MontyComplete, MontyRuntimeError, load_snapshot
from monty_cli.cli.describe import pending_text
from monty_cli.cli.escaping import escape_line
from monty_cli.cli.exit_codes import Failure
from monty_cli.cli.files import write_whole
from monty_cli.cli.values import short_repr
from monty_cli.timeline.given import pack_value
from monty_cli.timeline.timeline import Timeline

TYPE_CHECKING = False
if TYPE_CHECKING:
    from monty_cli import MontyError, ResourceLimits
    from monty_cli.cli.answers import Answer, Progress
    from monty_cli.cli.describe import Snapshot
    from monty_cli.cli.growing_file import GrowingFile
    from monty_cli.cli.output import Output
    from monty_cli.timeline import Moment

_TEXT = 300  # characters of a question or a result


class Journal:
    """Keeps the timeline of a run.

    Attributes:
        timeline: the timeline; None before the first pause.
        tape: the path at which the tape is written, None for none.
        restarts: whether the run can begin again.
        inputs: what a run that begins is given, None where it goes on from a pause.
        limits, isolate: of the pauses that are loaded from it.
    """

    def __init__(
        self,
        output: Output,
        *,
        key: bytes | None = None,
        limits: ResourceLimits | None = None,
        isolate: bool = False,
        tape: str | None = None,
        timeline: Timeline | None = None,
    ) -> None:
        self._output = output
        self._key = key
        self.limits = limits
        self.isolate = isolate
        self.tape = tape
        self.timeline = timeline
        self.restarts = False
        self.inputs: dict[str, object] | None = None
        self._stands = timeline is not None and timeline.at >= 0
        self._printed: list[tuple[str, str]] = []
        self._began = 0.0
        self._file: GrowingFile | None = None

    def script(self, stream: str, text: str) -> None:
        """Write what the script prints, and keep it; the print callback of its run."""
        self._printed.append((stream, text))
        self._output.script(stream, text)

    def begin(self) -> None:
        """Note that the script is about to run."""
        self._printed = []
        self._began = time.monotonic()

    def arrived(self, progress: Progress, given: dict[str, object] | None, by: str) -> Moment | None:
        """Note where the script has come to by an answer; None of a script that had no pause at all."""
        printed, seconds = self._taken()
        stands, self._stands = self._stands, False
        if stands and self.timeline is not None:  # a tape that was taken up where it stands
            return self.timeline.here
        if isinstance(progress, MontyComplete):
            if self.timeline is None:
                return None
            return self._grown(
                self.timeline.end(progress, short_repr(progress.output, _TEXT), given, by, printed, seconds)
            )
        if self.timeline is None:
            self.timeline = Timeline(progress.script_name, progress.source, key=self._key)
        if self.timeline.at < 0:
            self.timeline.source = progress.source
            self.timeline.inputs = None if self.inputs is None else pack_value(self.inputs)
        return self._grown(self.timeline.pause(progress, pending_text(progress, _TEXT), given, by, printed, seconds))

    def _grown(self, moment: Moment) -> Moment:
        """Add what is new to the file of the tape, so that it is there whatever becomes of this process; the end writes it anew."""
        if self.tape is None or self.timeline is None:
            return moment
        try:
            if self._file is None or not self._file.is_of(self.tape, self.timeline):
                from monty_cli.cli.growing_file import GrowingFile

                if self._file is not None:
                    self._file.close()
                    self._file = None
                self._file = GrowingFile(self.tape, self.timeline)
            else:
                self._file.add()
        except (Failure, OSError):  # what can't be written is told at the end
            pass
        return moment

    def failed(self, error: MontyError, given: dict[str, object] | None, by: str) -> None:
        """Note that the script has raised an exception."""
        printed, seconds = self._taken()
        if self.timeline is not None:
            text = escape_line(error.display("type-msg"))
            self._grown(self.timeline.end(error, text, given, by, printed, seconds))

    def _taken(self) -> tuple[list[tuple[str, str]], float]:
        printed, self._printed = self._printed, []
        return printed, time.monotonic() - self._began

    def load(self, moment: Moment, *, loud: bool = True) -> Snapshot:
        """The pause of a moment, to go on from; ValueError says why there is none. What it prints is shown, unless it is not `loud`."""
        assert self.timeline is not None
        snapshot = self.timeline.load(moment, lambda data: self._loaded(data, _mute))
        if loud:
            snapshot.set_print_callback(self.script)
        return snapshot

    def prepare(self) -> None:
        """Have a worker made ready, while a person thinks, for a pause to go to or an expression to evaluate."""
        if not self.isolate or self.timeline is None:
            return
        from monty_cli.worker import spare

        first, here = self.timeline.path()[0], self.timeline.here
        if first.blob >= 0 and not spare.prepare(self.timeline.blobs.get(first.blob)) and here.blob >= 0:
            spare.prepare(self.timeline.blobs.get(here.blob))

    def _loaded(self, data: bytes, callback: object) -> Snapshot:
        return load_snapshot(
            data,
            print_callback=callback,  # type: ignore[arg-type]
            limits=self.limits,
            key=self._key,
            isolate=self.isolate,
        )

    def opened(self, data: bytes) -> Snapshot:
        """The pause that the bytes of a file hold, to go on from; ValueError says why there is none."""
        return self._loaded(data, self.script)

    def copy(self, snapshot: Snapshot, printed: list[tuple[str, str]]) -> Snapshot:
        """A copy of a pause, whose output goes to `printed`; ValueError says why there can't be one."""
        return self._loaded(snapshot.dump(key=self._key), lambda stream, text: printed.append((stream, text)))

    def try_answer(self, snapshot: Snapshot, answer: Answer) -> Moment:
        """Give an answer to a copy of the current pause, and add what comes of it to the timeline, in which the run stays where it is.

        Raises ValueError if there can be no copy.
        """
        assert self.timeline is not None
        timeline, here, following = self.timeline, self.timeline.at, self.timeline.following
        printed: list[tuple[str, str]] = []
        copy = self.copy(snapshot, printed)
        given = answer.record(copy)
        began = time.monotonic()
        try:
            try:
                progress = answer.give(copy)
            except MontyRuntimeError as error:
                seconds = time.monotonic() - began
                return timeline.end(error, escape_line(error.display("type-msg")), given, "fork", printed, seconds)
            seconds = time.monotonic() - began
            if isinstance(progress, MontyComplete):
                text = short_repr(progress.output, _TEXT)
                return timeline.end(progress, text, given, "fork", printed, seconds)
            return timeline.pause(progress, pending_text(progress, _TEXT), given, "fork", printed, seconds)
        finally:
            timeline.stay(here, following)

    def write(self, path: str | None = None) -> str | None:
        """Write the tape to `path` or to its own place, if it has one and there is something to write; `Failure` says why it can't be."""
        path = path or self.tape
        if path is None or self.timeline is None:
            return None
        from monty_cli.timeline.tape import write_tape

        if self._file is not None:
            self._file.close()
            self._file = None
        write_whole(path, write_tape(self.timeline))
        return path


def _mute(stream: str, text: str) -> None:
    """Print nothing: what was printed then was shown then."""
