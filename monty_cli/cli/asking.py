"""
A person at the terminal, as a source of answers: the panel, the prompt, and the commands that begin with a colon.

A line is a Python literal, or a command: no literal starts with a colon, so that neither can be taken for the other. Commands that only
look may stand without it, as in pdb. Nothing that is typed here ends the session by mistake: what is no answer is explained, and stands
there to be mended.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from monty_cli import FunctionSnapshot, FutureSnapshot
from monty_cli.cli.answers import Stop, parse_value
from monty_cli.cli.debugger.aids import Aids
from monty_cli.cli.debugger.desk import Desk
from monty_cli.cli.debugger.looking import show_watched
from monty_cli.cli.debugger.table import (
    COMMANDS,
    FAILED_COMMANDS,
    INTERRUPTED_COMMANDS,
    SESSION_COMMANDS,
    bare_command,
    find,
    help_lines,
)
from monty_cli.cli.describe import listed_ids, pending_name
from monty_cli.cli.environment import is_terminal
from monty_cli.cli.escaping import escape_line
from monty_cli.cli.exit_codes import AnswerError, Failure
from monty_cli.cli.panels import View
from monty_cli.inspection import keep_variables

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from monty_cli import MontyRuntimeError
    from monty_cli.cli.answers import Answer, Automatic, Jump, Restart
    from monty_cli.cli.debugger.desk import Outcome
    from monty_cli.cli.debugger.table import Command
    from monty_cli.cli.describe import Snapshot
    from monty_cli.cli.environment import Environment
    from monty_cli.cli.output import Output
    from monty_cli.cli.prompt import Prompt
    from monty_cli.cli.recording import Journal
    from monty_cli.cli.saving import Saver
    from monty_cli.interruption import Interruption


_MENDED = ("raise", "r", "resolve", "fork", "answers", "edit", "break", "until")


class Person:
    """Shows each pause and asks for its answer, where none of `automatic` has one."""

    COMMANDS: dict[str, Command] = COMMANDS

    def __init__(
        self,
        environment: Environment,
        output: Output,
        saver: Saver,
        color: str | None,
        history: str | None,
        *,
        journal: Journal | None = None,
        automatic: Sequence[Automatic] = (),
    ) -> None:
        self._output = output
        self._saver = saver
        self._view = View(environment.stderr, color, environment.variables)
        self._desk = Desk(environment, output, saver, self._view, journal, automatic)
        self._aids = Aids(self._desk, self.COMMANDS)
        self._prompt: Prompt | None = None  # made when the panel stands there: its library takes the longest to import
        self._made_of = (environment, history, color != "never")
        self._greeted = False
        if journal is not None:
            keep_variables()
        self.by = ""

    def answer(self, snapshot: Snapshot) -> Answer | Stop | Jump | Restart:
        """What answers `snapshot` by rule, or else show it and ask until there is an answer, or a wish to leave."""
        found = self._by_rule(snapshot)
        self.by = self._desk.by
        if found is not None and not isinstance(found, Stop):
            return found
        if isinstance(found, Stop):
            self._say(f"monty: {found.reason}")
        self._desk.arrive(snapshot)
        self._show_pause(snapshot)
        if not self._greeted:
            self._say(_greeting(snapshot))
            self._greeted = True
        answer: Answer | Stop | Jump | Restart = self._ask(snapshot, self.COMMANDS, _question(snapshot))
        return answer

    def hold(self) -> None:
        """Have the next pause be asked about, whatever rule there is."""
        self._desk.released = False

    def _by_rule(self, snapshot: Snapshot) -> Answer | Stop | None:
        """The answer of a rule, unless this is a place to stop."""
        desk = self._desk
        stops = not desk.released or desk.steps
        stops = stops or (desk.until is not None and desk.until.holds(snapshot, desk))
        stops = stops or any(condition.holds(snapshot, desk) for condition in desk.breaks)
        found = None if stops else desk.by_rule(snapshot)
        if found is None:
            desk.until, desk.steps, desk.released = None, False, True
        return found

    def _ask(self, snapshot: Snapshot, commands: dict[str, Command], question: str) -> Any:
        typed = ""
        self._aids.arrive(snapshot, commands)
        while True:
            if self._desk.journal is not None and self._desk.number() > 1:
                self._desk.journal.prepare()
            outcome: Outcome = None
            line: str | None = ""
            try:
                line = self._line(question, typed)
                typed = ""
                self.by = "you"
                outcome = self._leave(snapshot) if line is None else self._understand(line, snapshot, commands)
            except AnswerError as error:
                typed = line if line and _is_mended(line) else ""
                self._say(str(error))
            except Failure as failure:
                self._say(failure.message)
            except KeyboardInterrupt:
                self._say("interrupted")
            if outcome is not None:
                return outcome

    def interrupted(self, stopped: Interruption) -> Outcome:
        """Show where a script was interrupted, and ask until it is to go on, or from elsewhere."""
        desk = self._desk
        desk.interrupted = True
        snapshot: Any = stopped  # the commands that are left need no more of it than its stack and source
        try:
            desk.arrive(snapshot)
            self._show_pause(snapshot)
            self._say(
                "Interrupted while it ran: :continue goes on, :back goes to the pause before, :help lists the rest."
            )
            outcome: Outcome = self._ask(snapshot, INTERRUPTED_COMMANDS, "interrupted: ")
            return outcome
        finally:
            desk.interrupted = False

    def failed(self, error: MontyRuntimeError) -> Outcome:
        """Show what a script has raised, and where, and ask until it is left, or to go on from elsewhere."""
        from monty_cli.cli.debugger.failures import Failed

        desk = self._desk
        desk.interrupted = desk.failed = True
        failed: Any = Failed(error, desk.timeline)
        try:
            desk.arrive(failed)
            self._show_pause(failed)
            self._say("The script has failed: :back goes to the pause before, :quit leaves, :help lists the rest.")
            outcome: Outcome = self._ask(failed, FAILED_COMMANDS, "failed: ")
            return outcome
        finally:
            desk.interrupted = desk.failed = False

    def _line(self, question: str, typed: str) -> str | None:
        if self._prompt is None:
            from monty_cli.cli.prompt import Prompt

            environment, history, colored = self._made_of
            self._prompt = Prompt(environment, history, colored=colored, aids=self._aids)
        return self._prompt.ask(question, typed)

    def _understand(self, line: str, snapshot: Snapshot, commands: dict[str, Command]) -> Outcome:
        text = line.strip()
        if not text:
            self._show_pause(snapshot)
            return None
        command = text[1:] if text.startswith(":") else bare_command(text)
        if command is not None:
            return self._command(command, snapshot, commands)
        if self._desk.interrupted:
            way = "" if self._desk.failed else ":continue goes on with the script, "
            raise AnswerError(f"nothing is asked here: {way}:back goes to the pause before")
        return parse_value(text, snapshot)

    def _command(self, text: str, snapshot: Snapshot, commands: dict[str, Command]) -> Outcome:
        word, _, rest = text.partition(" ")
        name = find(word, commands)
        if name == "help":
            answers = [] if self._desk.interrupted else _answers(snapshot)
            fitting = commands if rest.strip() or self._desk.interrupted else _fitting(commands, snapshot)
            for line in help_lines(rest.strip(), fitting, answers, self._view.width):
                self._say(line)
            return None
        outcome = commands[name](self._desk, rest.strip(), snapshot)
        if name in ("continue", "step", "until"):
            self.by = self._desk.by
        return outcome

    def _leave(self, snapshot: Snapshot) -> Outcome:
        """Save the pause, and leave; of an interruption the pause before it."""
        if self._desk.failed:
            return Stop.quit()
        if self._desk.interrupted:
            snapshot = self._desk.kept.load(self._desk.timeline.here)
        self._saver.save_and_tell(snapshot, self._output)
        return Stop(saves=False)

    def _show_pause(self, snapshot: Snapshot) -> None:
        self._output.before_message()
        there: Any = snapshot
        if self._desk.failed:
            return self._view.failed(there)
        if self._desk.interrupted:
            return self._view.interrupted(there)
        self._view.pause(snapshot)
        show_watched(self._desk, snapshot)

    def _say(self, text: str) -> None:
        """Show a sentence or a row of the help, between words on several lines where the terminal is narrow."""
        width = self._view.width
        if len(text) > width and is_terminal(self._desk.environment.stderr) and not text.startswith(" "):
            from textwrap import wrap

            text = "\n".join(
                row for line in text.split("\n") for row in wrap(line, width, break_on_hyphens=False) or [""]
            )
        self._output.message(text)


class SessionPerson(Person):
    """A person who is asked about the pauses of a session, and may give its piece up."""

    COMMANDS = SESSION_COMMANDS


def _is_mended(line: str) -> bool:
    """Whether a line that was refused stands there again: an answer; a command that only looks or goes is typed quickly again."""
    word = line.strip().partition(" ")[0]
    return bare_command(line.strip()) is None and (not word.startswith(":") or word[1:] in _MENDED)


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


def _fitting(commands: dict[str, Command], snapshot: Snapshot) -> dict[str, Command]:
    """The commands that can be of use at this kind of pause."""
    useless = {"resolve"} if isinstance(snapshot, FunctionSnapshot) else {"resolve", "future"}
    if isinstance(snapshot, FutureSnapshot):
        useless = {"future", "raise"}  # `_answers` tells how an exception is written here
    return {name: command for name, command in commands.items() if name not in useless}


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
        rows.append((f"{{{first}: 'text', {others[0]}: 42}}", "these calls return these, in this order"))
    else:
        rows.append(("'text'", "the same, for the only pending call"))
    return [*rows, (":raise ID Type: message", "the call raises this exception")]
