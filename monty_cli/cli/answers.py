"""
Answers to pauses, and where they come from.

An *answer* is a small named thing that a pause is resumed with. A *source* of answers is asked at each pause; it gives
an answer, or a `Stop` that ends the run there. The session knows nothing else about sources: a prompt, the lines of
stdin and a single `--value` are all alike to it.
"""

from __future__ import annotations

from monty_cli import FunctionSnapshot, FutureSnapshot, NameLookupSnapshot
from monty_cli.cli.describe import pending_text
from monty_cli.cli.exit_codes import DONE, INTERRUPTED, PAUSED, USAGE, AnswerError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any, Protocol, TextIO

    from monty_cli import MontyComplete
    from monty_cli.cli.describe import Snapshot
    from monty_cli.interruption import Interruption
    from monty_cli.timeline.given import Given

    Progress = Snapshot | MontyComplete

    class Answer(Protocol):
        """What a pause is resumed with."""

        def give(self, snapshot: Snapshot) -> Progress:
            """Resume `snapshot` with this answer, to the next pause or the end."""

        def record(self, snapshot: Snapshot) -> Given:
            """This answer to `snapshot` as a timeline keeps it."""

    class Source(Protocol):
        """Where answers come from."""

        by: str
        """Who gave the last answer, in a word."""

        def answer(self, snapshot: Snapshot) -> Answer | Stop | Jump | Restart:
            """The answer to `snapshot`, or where to stop, or to go on."""

    class Automatic(Protocol):
        """What answers some pauses by itself."""

        by: str

        def answer(self, snapshot: Snapshot) -> Answer | Stop | None:
            """The answer to `snapshot`, or where to stop; None to leave it to others."""


class Value:
    """The call returns this value; the name is bound to it."""

    __slots__ = ("value",)

    def __init__(self, value: object) -> None:
        self.value = value

    def give(self, snapshot: Snapshot) -> Progress:
        """Resume `snapshot` with the value."""
        if isinstance(snapshot, NameLookupSnapshot):
            return snapshot.resume(value=self.value)
        assert isinstance(snapshot, FunctionSnapshot)
        return snapshot.resume(return_value=self.value)

    def record(self, snapshot: Snapshot) -> Given:
        """The value, for a name or a call."""
        return {"value" if isinstance(snapshot, NameLookupSnapshot) else "return_value": self.value}


class Throw:
    """The call raises this exception. An unknown name can only be left unknown, by a NameError without a message."""

    __slots__ = ("exception",)

    def __init__(self, exception: BaseException) -> None:
        self.exception = exception

    def give(self, snapshot: Snapshot) -> Progress:
        """Resume `snapshot` with the exception."""
        if isinstance(snapshot, NameLookupSnapshot):
            return snapshot.resume()
        assert isinstance(snapshot, FunctionSnapshot)
        return snapshot.resume(exception=self.exception)

    def record(self, snapshot: Snapshot) -> Given:
        """The exception; nothing for a name."""
        return {} if isinstance(snapshot, NameLookupSnapshot) else {"exception": self.exception}


class Later:
    """The call's result comes later: the script gets a coroutine, and goes on."""

    __slots__ = ()

    def give(self, snapshot: Snapshot) -> Progress:
        """Resume `snapshot` with the call left pending."""
        assert isinstance(snapshot, FunctionSnapshot)
        return snapshot.resume(future=...)

    def record(self, snapshot: Snapshot) -> Given:
        """That the call is left pending."""
        return {"future": ...}


class Results:
    """Some of the pending calls have these results, by id, as `FutureSnapshot.resume` takes them."""

    __slots__ = ("results",)

    def __init__(self, results: dict[int, dict[str, Any]]) -> None:
        self.results = results

    def give(self, snapshot: Snapshot) -> Progress:
        """Resume `snapshot` with the results."""
        assert isinstance(snapshot, FutureSnapshot)
        return snapshot.resume(self.results)

    def record(self, snapshot: Snapshot) -> Given:
        """The results, by id."""
        return {"results": self.results}


class Again:
    """An answer that was recorded, as `given.resume` takes it."""

    __slots__ = ("given",)

    def __init__(self, given: Given) -> None:
        self.given = given

    def give(self, snapshot: Snapshot) -> Progress:
        """Resume `snapshot` with it; LostError if it was not kept whole."""
        from monty_cli.timeline.given import resume

        return resume(snapshot, self.given)

    def record(self, snapshot: Snapshot) -> Given:
        """The answer itself."""
        return self.given


class GoOn:
    """A script that was interrupted goes on from there, or raises an exception there."""

    __slots__ = ("exception",)

    def __init__(self, exception: BaseException | None = None) -> None:
        self.exception = exception

    def resume(self, stopped: Interruption) -> Progress:
        """Let it go on to the next pause or the end."""
        return stopped.resume(exception=self.exception)


class Jump:
    """The run goes on from another pause: an earlier one, or one of another line."""

    __slots__ = ("snapshot",)

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot


class Restart:
    """The script runs again, from its beginning, as it is in its file now."""

    __slots__ = ()


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


class GiveUp(Stop):
    """The piece of a session is given up at this pause; the session goes on."""

    def __init__(self) -> None:
        super().__init__(DONE, saves=False)


class Chain:
    """
    Asks each of `automatic` in turn, and `source` for what they leave.

    `answered` says that the answer to the first pause is given, so that it goes to `source` whatever it is.
    """

    def __init__(self, automatic: Sequence[Automatic], source: Source, *, answered: bool = False) -> None:
        self._automatic = automatic
        self._source = source
        self._answered = answered
        self.by = ""

    def answer(self, snapshot: Snapshot) -> Answer | Stop | Jump | Restart:
        """The first answer that one of them has."""
        first, self._answered = self._answered, False
        for each in () if first else self._automatic:
            found = each.answer(snapshot)
            if found is not None:
                self.by = each.by
                return found
        given = self._source.answer(snapshot)
        self.by = self._source.by
        return given


class NoAnswers:
    """Nobody to ask: stops at the first pause."""

    by = ""

    def answer(self, snapshot: Snapshot) -> Answer | Stop:
        """Stop."""
        return Stop()


class OneAnswer:
    """The answer of an option of `resume`: given to the first pause, then stops."""

    by = "option"

    def __init__(self, parse: Callable[[Snapshot], Answer]) -> None:
        self._parse: Callable[[Snapshot], Answer] | None = parse

    def answer(self, snapshot: Snapshot) -> Answer | Stop:
        """The answer, once. A text that is none raises `AnswerError`."""
        if self._parse is None:
            return Stop()
        parse, self._parse = self._parse, None
        return parse(snapshot)


class LineAnswers:
    """
    The lines of a stream: one answer each, as a person would type it; blank lines and `#` comments say nothing.

    Of the commands, `:raise` and `:future` are answers.
    """

    by = "stdin"

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
            return parse_value(text, snapshot)
        except AnswerError as error:
            about = pending_text(snapshot, 80)
            return Stop(USAGE, f"line {self._number} of stdin is no answer to {about}: {error}")

    def _command(self, text: str, snapshot: Snapshot) -> Answer:
        command, _, rest = text.partition(" ")
        if command == ":future":
            return parse_later(rest, snapshot)
        if command == ":raise":
            return parse_throw(rest, snapshot)
        raise AnswerError("of the commands only `:raise Type: message` and `:future` are answers")

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


def parse_value(text: str, snapshot: Snapshot) -> Answer:
    """
    What `text` answers to `snapshot`: a literal, `...` to leave the call pending, or results of pending calls.

    `AnswerError` explains what is none.
    """
    if isinstance(snapshot, FutureSnapshot):
        from monty_cli.cli.settling import parse_settlement

        return Results(parse_settlement(text, snapshot))
    from monty_cli.cli.literals import parse_literal  # with `ast`, which a run without answers does not need

    value = parse_literal(text)
    return parse_later("", snapshot) if value is ... else Value(value)


def parse_later(text: str, snapshot: Snapshot) -> Answer:
    """The answer that leaves a call pending; `AnswerError` where there is no call, or more was written (`text`)."""
    if text.strip():
        raise AnswerError("`:future` stands alone: the result is asked for once every task waits")
    if isinstance(snapshot, NameLookupSnapshot):
        raise AnswerError("only a call can be left pending: give the name a value, or leave it unknown with :raise")
    if isinstance(snapshot, FutureSnapshot):
        raise AnswerError("these calls are pending already, and no task can go on without a result")
    return Later()


def parse_results(texts: Sequence[str], snapshot: Snapshot) -> Answer:
    """The results that `ID=LITERAL` texts give to pending calls; `AnswerError` explains what is wrong."""
    from monty_cli.cli.settling import parse_futures

    return Results(parse_futures(texts, snapshot))


def parse_throw(text: str, snapshot: Snapshot) -> Answer:
    """
    The exception that `text` (`Type: message`, of several pending calls `ID Type: message`) writes, as an answer.

    For an unknown name, nothing and `NameError` both leave it unknown; `AnswerError` says that no more is possible.
    """
    if isinstance(snapshot, FutureSnapshot):
        from monty_cli.cli.settling import parse_failure

        return Results(parse_failure(text, snapshot))
    if isinstance(snapshot, FunctionSnapshot):
        from monty_cli.cli.literals import parse_exception

        return Throw(parse_exception(text))
    if text.strip() not in ("", "NameError"):
        raise AnswerError(
            "reading a name can raise nothing but NameError: leave out the rest, or give the name a value"
        )
    return Throw(NameError())
