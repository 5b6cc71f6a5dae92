"""
Answers to pauses, and where they come from.

An *answer* is a small named thing that a pause is resumed with. A *source* of answers is asked at each pause; it gives
an answer, or a `Stop` that ends the run there. The session knows nothing else about sources: a prompt, the lines of
stdin and a single `--value` are all alike to it.
"""

from __future__ import annotations

from monty_cli import FunctionSnapshot
from monty_cli.cli.describe import pending_text
from monty_cli.cli.exit_codes import INTERRUPTED, PAUSED, USAGE, AnswerError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Protocol, TextIO

    from monty_cli import MontyComplete
    from monty_cli.cli.describe import Snapshot

    Progress = Snapshot | MontyComplete

    class Answer(Protocol):
        """What a pause is resumed with."""

        def give(self, snapshot: Snapshot) -> Progress:
            """Resume `snapshot` with this answer, to the next pause or the end."""

    class Source(Protocol):
        """Where answers come from."""

        def answer(self, snapshot: Snapshot) -> Answer | Stop:
            """The answer to `snapshot`, or where to stop."""


class Value:
    """The call returns this value; the name is bound to it."""

    __slots__ = ("value",)

    def __init__(self, value: object) -> None:
        self.value = value

    def give(self, snapshot: Snapshot) -> Progress:
        """Resume `snapshot` with the value."""
        if isinstance(snapshot, FunctionSnapshot):
            return snapshot.resume(return_value=self.value)
        return snapshot.resume(value=self.value)


class Throw:
    """The call raises this exception. An unknown name can only be left unknown, by a NameError without a message."""

    __slots__ = ("exception",)

    def __init__(self, exception: BaseException) -> None:
        self.exception = exception

    def give(self, snapshot: Snapshot) -> Progress:
        """Resume `snapshot` with the exception."""
        if isinstance(snapshot, FunctionSnapshot):
            return snapshot.resume(exception=self.exception)
        return snapshot.resume()


class Stop:
    """The run stops at this pause: `reason` is told if there is one, it is saved if `saves`, `status` is returned."""

    __slots__ = ("reason", "saves", "status")

    def __init__(self, status: int = PAUSED, reason: str = "", *, saves: bool = True) -> None:
        self.status = status
        self.reason = reason
        self.saves = saves

    @classmethod
    def quit(cls) -> Stop:
        """Leave without saving."""
        return cls(INTERRUPTED, saves=False)


class NoAnswers:
    """Nobody to ask: stops at the first pause."""

    def answer(self, snapshot: Snapshot) -> Answer | Stop:
        """Stop."""
        return Stop()


class OneAnswer:
    """The answer of `resume --value` or `--raise`: given to the first pause, then stops."""

    def __init__(self, text: str, *, raises: bool) -> None:
        self._text: str | None = text
        self._raises = raises

    def answer(self, snapshot: Snapshot) -> Answer | Stop:
        """The answer, once. A text that is none raises `AnswerError`."""
        if self._text is None:
            return Stop()
        text, self._text = self._text, None
        return parse_throw(text, snapshot) if self._raises else parse_value(text)


class LineAnswers:
    """The lines of a stream: one literal (or `:raise Type: message`) each; blank lines and `#` comments say nothing."""

    def __init__(self, stream: TextIO | None) -> None:
        self._stream = stream
        self._number = 0

    def answer(self, snapshot: Snapshot) -> Answer | Stop:
        """The answer on the next line that has one; a stop at the end, and at a line that is no answer."""
        text = self._next_line()
        if text is None:
            return Stop()
        try:
            if text.startswith(":"):
                return self._command(text, snapshot)
            return parse_value(text)
        except AnswerError as error:
            about = pending_text(snapshot, 80)
            return Stop(USAGE, f"line {self._number} of stdin is no answer to {about}: {error}")

    def _command(self, text: str, snapshot: Snapshot) -> Answer:
        command, _, rest = text.partition(" ")
        if command != ":raise":
            raise AnswerError("of the commands only `:raise Type: message` is an answer")
        return parse_throw(rest, snapshot)

    def _next_line(self) -> str | None:
        """The next line that is not blank or a comment; None at the end."""
        if self._stream is None:
            return None
        while line := self._stream.readline():
            self._number += 1
            text = line.strip()
            if text and not text.startswith("#"):
                return text
        return None


def parse_value(text: str) -> Value:
    """The literal in `text` as an answer; `AnswerError` explains what is none."""
    from monty_cli.cli.literals import parse_literal  # with `ast`, which a run without answers does not need

    return Value(parse_literal(text))


def parse_throw(text: str, snapshot: Snapshot) -> Throw:
    """
    The exception that `text` (`Type: message`) writes, as an answer to `snapshot`.

    For an unknown name, nothing and `NameError` both leave it unknown; `AnswerError` says that no more is possible.
    """
    if isinstance(snapshot, FunctionSnapshot):
        from monty_cli.cli.literals import parse_exception

        return Throw(parse_exception(text))
    if text.strip() not in ("", "NameError"):
        raise AnswerError(
            "reading a name can raise nothing but NameError: leave out the rest, or give the name a value"
        )
    return Throw(NameError())
