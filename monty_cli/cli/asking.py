"""
A person at the terminal, as a source of answers: the panel, the prompt, and the commands that begin with a colon.

A line is a Python literal, or a command: no literal starts with a colon, so that neither can be taken for the other.
Nothing that is typed here ends the session by mistake: what is no answer is explained, and stands there to be mended.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from monty_cli import FunctionSnapshot, FutureSnapshot
from monty_cli.cli.answers import GiveUp, Stop, parse_later, parse_throw, parse_value
from monty_cli.cli.describe import listed_ids, pending_name
from monty_cli.cli.escaping import escape_line
from monty_cli.cli.exit_codes import AnswerError, Failure
from monty_cli.cli.panels import View
from monty_cli.cli.prompt import Prompt
from monty_cli.cli.words import find_command

if TYPE_CHECKING:
    from monty_cli.cli.answers import Answer
    from monty_cli.cli.describe import Snapshot
    from monty_cli.cli.environment import Environment
    from monty_cli.cli.output import Output
    from monty_cli.cli.saving import Saver

    Outcome = Answer | Stop | None  # None: ask again


class Person:
    """Shows each pause and asks for its answer."""

    def __init__(
        self, environment: Environment, output: Output, saver: Saver, color: str | None, history: str | None
    ) -> None:
        self._output = output
        self._saver = saver
        self._view = View(environment.stderr, color)
        self._prompt = Prompt(environment, history, colored=color != "never")
        self._greeted = False

    def answer(self, snapshot: Snapshot) -> Answer | Stop:
        """Show `snapshot` and ask until there is an answer, or a wish to leave."""
        self._show_pause(snapshot)
        if not self._greeted:
            self._say(_greeting(snapshot))
            self._greeted = True
        typed = ""
        while True:
            outcome: Outcome = None
            try:
                line = self._prompt.ask(_question(snapshot), typed)
                typed = ""
                outcome = self._save_and_leave(snapshot) if line is None else self._understand(line, snapshot)
            except AnswerError as error:
                typed = line or ""
                self._say(str(error))
            except Failure as failure:
                self._say(failure.message)
            if outcome is not None:
                return outcome

    def _understand(self, line: str, snapshot: Snapshot) -> Outcome:
        text = line.strip()
        if not text:
            self._show_pause(snapshot)
            return None
        if text.startswith(":"):
            return self._command(text[1:], snapshot)
        return parse_value(text, snapshot)

    def _command(self, text: str, snapshot: Snapshot) -> Outcome:
        word, _, rest = text.partition(" ")
        return self.COMMANDS[find_command(word, self.COMMANDS)](self, rest.strip(), snapshot)

    def _save_and_leave(self, snapshot: Snapshot) -> Outcome:
        self._saver.save_and_tell(snapshot, self._output)
        return Stop(saves=False)

    def _raise(self, text: str, snapshot: Snapshot) -> Outcome:
        """:raise Type: message -- the call raises this exception"""
        return parse_throw(text, snapshot)

    def _future(self, text: str, snapshot: Snapshot) -> Outcome:
        """:future -- leave the call pending, as ... does; the script goes on until every task waits"""
        return parse_later(text, snapshot)

    def _show(self, text: str, snapshot: Snapshot) -> Outcome:
        """:show -- the pause again in full, with the locals of every frame"""
        self._output.before_message()
        self._view.details(snapshot)
        return None

    def _save(self, text: str, snapshot: Snapshot) -> Outcome:
        """:save [PATH] -- save this pause, and stay"""
        path = self._saver.save(snapshot, text or None)
        self._say(f"saved to {escape_line(path)}")
        return None

    def _quit(self, text: str, snapshot: Snapshot) -> Outcome:
        """:quit -- leave without saving (Ctrl-D saves and leaves)"""
        return Stop.quit()

    def _help(self, text: str, snapshot: Snapshot) -> Outcome:
        """:help -- this list"""
        rows = [*_answers(snapshot)]
        for name, command in self.COMMANDS.items():
            what, _, meaning = (command.__doc__ or "").partition(" -- ")
            if name not in ("raise", "future"):
                rows.append((what, meaning))
            elif isinstance(snapshot, FutureSnapshot) and name == "raise":
                rows.append((":raise ID Type: message", "the call raises this exception"))
            elif isinstance(snapshot, FunctionSnapshot) or name == "raise":
                rows.append((what, meaning))
        rows += [
            ("Enter", "on an empty line: the pause again"),
            ("Ctrl-C", "clear the line"),
            ("Ctrl-D", "save this pause and leave"),
        ]
        width = max(len(what) for what, _ in rows)
        for what, meaning in rows:
            self._say(f"  {what:<{width}}  {meaning}")
        return None

    COMMANDS: dict[str, Callable[[Any, str, Snapshot], Outcome]] = {  # noqa: RUF012
        "raise": _raise,
        "future": _future,
        "show": _show,
        "save": _save,
        "quit": _quit,
        "help": _help,
    }

    def _show_pause(self, snapshot: Snapshot) -> None:
        self._output.before_message()
        self._view.pause(snapshot)

    def _say(self, text: str) -> None:
        self._output.message(text)


class SessionPerson(Person):
    """A person who is asked about the pauses of a session, and may give its piece up."""

    def _abort(self, text: str, snapshot: Snapshot) -> Outcome:
        """:abort -- give this piece up, and go on with the session"""
        return GiveUp()

    COMMANDS = {"abort": _abort, **Person.COMMANDS}  # noqa: RUF012


def _greeting(snapshot: Snapshot) -> str:
    if isinstance(snapshot, FutureSnapshot):
        return "Type the id of a call and its result, a Python literal; or :help."
    return "Type a Python literal, or :help."


def _question(snapshot: Snapshot) -> str:
    if isinstance(snapshot, FutureSnapshot):
        calls = snapshot.pending_calls
        if len(calls) == 1:
            return f"{calls[0].call_id} {escape_line(calls[0].function_name)}(…) = "
        return f"settle {listed_ids(snapshot.pending_call_ids)}: "
    name = pending_name(snapshot)
    return f"{name}(…) = " if isinstance(snapshot, FunctionSnapshot) else f"{name} = "


def _answers(snapshot: Snapshot) -> list[tuple[str, str]]:
    """What may be typed as an answer, for the help."""
    literals = "42, 'text', [1, 2], None"
    if isinstance(snapshot, FunctionSnapshot):
        return [(literals, "the call returns this")]
    if not isinstance(snapshot, FutureSnapshot):
        return [(literals, "the name means this")]
    first, *others = snapshot.pending_call_ids
    rows = [(f"{first} 'text'", f"call {first} returns this")]
    if others:
        return [*rows, (f"{{{first}: 'text', {others[0]}: 42}}", "these calls return these, in this order")]
    return [*rows, ("'text'", "the same, for the only pending call")]
