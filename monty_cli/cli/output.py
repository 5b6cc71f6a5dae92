"""
What the command writes: the script's own output and its result on stdout, everything else on stderr.

The script's text is escaped only where a terminal would obey it: in a pipe it passes unchanged. Errors of a stream
never reach the script, where it could catch them: nobody left to read ends the process, as it does for any tool in a
pipe, and a disk that is full is told at the end.
"""

from __future__ import annotations

import os

from monty_cli.cli.environment import is_terminal
from monty_cli.cli.escaping import escape_text
from monty_cli.cli.exit_codes import CANNOT_WRITE, CLOSED_PIPE, Failure
from monty_cli.cli.values import plain_repr, pretty

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TextIO

    from monty_cli.cli.environment import Environment


class Output:
    """
    The two output streams of one command.

    Attributes:
        keeps: whether what the script prints is kept for `taken` instead of being written.
    """

    def __init__(self, environment: Environment) -> None:
        self._streams = {"stdout": environment.stdout, "stderr": environment.stderr}
        self._terminals = {name: is_terminal(stream) for name, stream in self._streams.items()}
        self._open_line = False  # whether the script's last output on a terminal did not end its line
        self._error: OSError | None = None
        self.keeps = False
        self._progressing = False
        self._moves = self._terminals["stderr"] and environment.variables.get("TERM") != "dumb"
        self._kept: list[tuple[str, str]] = []

    def taken(self) -> tuple[str, str]:
        """What the script has printed since this was asked last, on stdout and on stderr."""
        kept, self._kept = self._kept, []
        stdout = "".join([text for stream, text in kept if stream == "stdout"])
        return stdout, "".join([text for stream, text in kept if stream == "stderr"])

    def progress(self, text: str) -> None:
        """Show a line on a terminal that the next one of whatever kind replaces; nothing elsewhere."""
        if self._moves:
            width = width_of(self._streams["stderr"])
            self._write("stderr", f"\r{text[: width - 1]}\x1b[K")
            self._flush("stderr")
            self._progressing = True

    def _end_progress(self) -> None:
        if self._progressing:
            self._progressing = False
            self._write("stderr", "\r\x1b[K")
            self._flush("stderr")

    def record(self, line: str) -> None:
        """Write a line for a program on stdout."""
        self._write("stdout", line + "\n")
        self._flush("stdout")

    def script(self, stream: str, text: str) -> None:
        """Write what the script prints; the print callback of its run. Raises nothing."""
        if not text:
            return
        if self.keeps:
            self._kept.append((stream, text))
            return
        self._end_progress()
        if self._terminals[stream]:
            text = escape_text(text)
            self._open_line = not text.endswith("\n")
        self._write(stream, text)

    def message(self, text: str) -> None:
        """Write lines of ours on stderr, beginning on a line of their own. `text` is shown as it is, newline added."""
        self.before_message()
        self._write("stderr", text + "\n")
        self._flush("stderr")

    def before_message(self) -> None:
        """Bring out what the script wrote, and end its last line if it did not, before anything goes to stderr."""
        self._end_progress()
        self._flush("stdout")
        if self._open_line:
            self._write("stderr", "\n")
            self._open_line = False

    def line_is_open(self) -> None:
        """Note that something stands in the last line on the terminal that was not written here."""
        self._open_line = self._terminals["stderr"]

    def result(self, value: object) -> None:
        """Write the script's result: its repr, laid out over lines for a terminal; nothing for None."""
        if value is None:
            return
        self._end_line()
        if not self._terminals["stdout"]:
            return self._write("stdout", plain_repr(value) + "\n")
        stream = self._streams["stdout"]
        self._write("stdout", pretty(value, width_of(stream)) + "\n")

    def text(self, text: str) -> None:
        """Write a result whose text the script has made itself."""
        self._end_line()
        self.script("stdout", text + "\n")

    def _end_line(self) -> None:
        self._end_progress()
        if self._open_line:
            self.script("stdout", "\n")

    def finish(self) -> None:
        """Flush both streams; `Failure` if anything that was written did not arrive."""
        self._flush("stdout")
        self._flush("stderr")
        if self._error is not None:
            error, self._error = self._error, None
            raise Failure(CANNOT_WRITE, f"cannot write the output: {error.strerror}")

    def _write(self, stream: str, text: str) -> None:
        target = self._streams[stream]
        try:
            try:
                target.write(text)
            except UnicodeEncodeError:
                target.write(_encodable(text, target))
        except BrokenPipeError:
            _leave()
        except OSError as error:
            self._error = self._error or error

    def _flush(self, stream: str) -> None:
        try:
            self._streams[stream].flush()
        except BrokenPipeError:
            _leave()
        except OSError as error:
            self._error = self._error or error


def _encodable(text: str, stream: TextIO) -> str:
    """`text` with whatever the stream's encoding lacks written as escapes."""
    encoding = stream.encoding or "utf-8"
    return text.encode(encoding, "backslashreplace").decode(encoding)


def width_of(stream: TextIO) -> int:
    """The columns of the terminal that `stream` is, 80 for others."""
    try:
        return os.get_terminal_size(stream.fileno()).columns
    except (OSError, ValueError):
        return 80


def _leave() -> None:
    """End the process at once and quietly, as a pipe ends other tools: there is nobody left to write to."""
    os._exit(CLOSED_PIPE)
