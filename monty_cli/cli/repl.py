"""
`monty repl`: a session whose pieces come from a person at the prompt, or line by line from a pipe.

The pauses of a piece are those of `monty run`. A session that was saved between two pieces, or in the middle of one, goes
on where it stood.
"""

from __future__ import annotations

import sys
from functools import partial

from monty_cli import MontyComplete, MontyRepl, MontyRuntimeError, MontySyntaxError, load_repl_snapshot
from monty_cli.cli.answers import GiveUp, Stop
from monty_cli.cli.escaping import escape_line, escape_text
from monty_cli.cli.exit_codes import BAD_DATA, DONE, RAISED, USAGE, AnswerError, Failure
from monty_cli.cli.files import read_bytes
from monty_cli.cli.output import width_of
from monty_cli.cli.pieces import is_command, read_pieces
from monty_cli.cli.saving import repl_command
from monty_cli.cli.session import Session, report_error
from monty_cli.cli.values import clip, plain_repr, short_repr
from monty_cli.cli.version import VERSION
from monty_cli.cli.words import find_command
from monty_cli.repl import session_in

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from monty_cli import ResourceLimits
    from monty_cli.cli.answers import Progress, Source
    from monty_cli.cli.code_prompt import CodePrompt
    from monty_cli.cli.describe import Snapshot
    from monty_cli.cli.environment import Environment
    from monty_cli.cli.output import Output
    from monty_cli.cli.piece_journal import PieceJournal
    from monty_cli.cli.recording import Journal
    from monty_cli.cli.saving import Saver

_SHOWN = 40  # columns of a name with its value, at least, whatever the terminal has
_WORDS = {"exit": "quit", "quit": "quit", "help": "help"}  # what a person may try first


class Shell:
    """A session with the pieces that are fed to it, and the commands between them."""

    def __init__(
        self,
        environment: Environment,
        output: Output,
        source: Source,
        saver: Saver,
        *,
        interactive: bool,
        limits: ResourceLimits | None = None,
        isolate: bool = False,
        journal: PieceJournal | None = None,
    ) -> None:
        self._environment = environment
        self._output = output
        self._saver = saver
        self._interactive = interactive
        self._limits = limits
        self._isolate = isolate
        self._journal = journal
        self._print = output.script if journal is None else journal.script
        if journal is not None:
            journal.adopt = self._adopt
        self._session = (
            _PieceRun(output, source, saver, journal, self._interrupt)
            if interactive
            else Session(output, source, saver)
        )
        self._repl = MontyRepl(script_name="session", limits=limits, remember=True, isolate=isolate)
        self._pause: Snapshot | None = None
        self._inputs: dict[str, Any] | None = None
        self._failed = False

    def open(self, path: str) -> None:
        """Go on with the session in the file at `path`; `Failure` says why not."""
        data = read_bytes(path)
        repl, self._pause = load_session(path, data, self._print, self._limits, self._saver.key, isolate=self._isolate)
        self._adopt(repl)

    def _adopt(self, repl: MontyRepl) -> None:
        """Go on with another session."""
        self._repl = repl
        repl.remember = True

    def give(self, inputs: dict[str, Any]) -> None:
        """Bind `inputs` before the next piece."""
        self._inputs = inputs or None

    def converse(self, prompt: CodePrompt) -> int:
        """Feed what a person types until they leave, and return the exit code."""
        version = ".".join(map(str, sys.version_info[:3]))
        self._output.message(f"monty {VERSION}, Python {version}. :help lists the commands, Ctrl-D leaves.")
        stop: Stop | None = None
        while stop is None:
            try:
                stop = self._go_on()
                if stop is None:
                    self._output.before_message()
                    code = prompt.ask()
                    stop = Stop(DONE, saves=False) if code is None else self._take(code)
            except (AnswerError, Failure) as error:
                self._output.message(str(error))
            except KeyboardInterrupt:
                self._repl.abort()
                self._output.message("KeyboardInterrupt")
        return stop.status

    def read(self) -> int:
        """Feed the pieces on stdin until its end or a stop, and return the exit code."""
        stop = self._go_on()
        pieces = read_pieces(self._environment.stdin)
        while stop is None and (code := next(pieces, None)) is not None:
            stop = self._take(code) or self._go_on()
            self._output.before_message()
        if stop is not None:
            return stop.status
        return RAISED if self._failed else DONE

    def finish(self) -> int:
        """Answer the pause at which the session was saved, up to the next one or the end of the piece; save it there."""
        stop = self._go_on()
        if stop is not None:
            return stop.status
        self._command("save")
        return RAISED if self._failed else DONE

    @property
    def commands(self) -> list[str]:
        """The names of the commands."""
        return list(_COMMANDS)

    def complete(self, text: str) -> list[str]:
        """How `text`, names with dots between them, may go on; see `MontyRepl.complete`."""
        return self._repl.complete(text)

    def _interrupt(self) -> None:
        self._repl.interrupt()

    def _go_on(self) -> Stop | None:
        """Do what stands before the next piece: the pause at which a session was saved, and the inputs."""
        pause, self._pause = self._pause, None
        stop = self._feed(lambda: pause) if pause is not None else None
        if stop is None and self._inputs is not None:
            inputs, self._inputs = self._inputs, None
            stop = self._feed(partial(self._repl.feed_start, "", inputs=inputs))
        return stop

    def _take(self, text: str) -> Stop | None:
        """Do what `text` says, code or a command."""
        if is_command(text):
            return self._command(text.strip()[1:])
        word = text.strip().removesuffix("()")
        if self._interactive and word in _WORDS and word not in self._repl.names():
            raise AnswerError(f"`{word}` is not defined here; the command is :{_WORDS[word]}")
        if not text.strip():
            return None
        return self._feed(partial(self._repl.feed_start, text.rstrip(), print_callback=self._print))

    def _feed(self, begin: Callable[[], Progress]) -> Stop | None:
        """Run a piece to its end and show its result; None unless the command ends with it."""
        showing = self._repl.busy and self._repl.showing
        ended = self._run(begin)
        if not isinstance(ended, MontyComplete) or ended.output is None:
            return ended if isinstance(ended, Stop) else None
        value = ended.output
        if showing:  # it was saved while a value wrote its text
            self._output.text(value)
            return None
        shown = self._run(partial(self._repl.start_showing, print_callback=self._print))
        if not isinstance(shown, MontyComplete):
            return shown
        if shown.output == plain_repr(value):
            self._output.result(value)
        else:
            self._output.text(shown.output)
        return None

    def _run(self, begin: Callable[[], Progress]) -> MontyComplete | Stop | None:
        """Run a piece to its end; None for one that fails, or is given up."""
        if self._journal is not None:
            self._journal.begin_piece()
        try:
            ended = self._session.drive(begin)
        except (MontyRuntimeError, MontySyntaxError) as error:
            report_error(self._output, error)
            self._failed = True
            return None
        if isinstance(ended, GiveUp):
            self._repl.abort()
            self._output.message("the piece is given up; what it has bound stays")
            return None
        return ended

    def _command(self, text: str) -> Stop | None:
        word, _, rest = text.partition(" ")
        return _COMMANDS[find_command(word, _COMMANDS)](self, rest.strip())

    def _names(self, text: str) -> Stop | None:
        """:names -- what is bound, with short values"""
        values = self._repl.variables()
        room = max(width_of(self._environment.stdout) - 1, _SHOWN)
        lines = [clip(f"{escape_line(name)} = {short_repr(value, room)}", room) for name, value in values.items()]
        if lines:
            self._output.script("stdout", "".join(f"{line}\n" for line in lines))
        else:
            self._output.message("nothing is bound so far")
        return None

    def _save(self, text: str) -> Stop | None:
        """:save [PATH] -- save the session, and stay"""
        path = self._saver.save(self._repl, text or None)
        self._output.message(f"saved to {escape_line(path)}; to go on: {repl_command(path)}")
        return None

    def _load(self, text: str) -> Stop | None:
        """:load PATH -- go on with the session saved there"""
        if not text:
            raise AnswerError("write the file of the session, as in :load session.snap")
        self.open(text)
        return None

    def _quit(self, text: str) -> Stop | None:
        """:quit -- leave without saving"""
        return Stop(DONE, saves=False)

    def _help(self, text: str) -> Stop | None:
        """:help -- this list"""
        rows = [("Python code", "is run; _ is the last result"), ("empty line", "ends a block")]
        for command in _COMMANDS.values():
            what, _, meaning = (command.__doc__ or "").partition(" -- ")
            rows.append((what, meaning))
        rows += [
            ("Tab", "complete a name, an attribute, a module"),
            ("Ctrl-C", "clear the line; end a piece that runs"),
            ("Ctrl-D", "leave without saving"),
        ]
        for what, meaning in rows:
            self._output.message(f"  {what:<13}  {meaning}")
        return None


_COMMANDS: dict[str, Callable[[Shell, str], Stop | None]] = {
    "names": Shell._names,
    "save": Shell._save,
    "load": Shell._load,
    "quit": Shell._quit,
    "help": Shell._help,
}


class _PieceRun(Session):
    """Runs the pieces of a person at the prompt: Ctrl-C ends the piece (`interrupt` does so), not the process."""

    def __init__(
        self, output: Output, source: Source, saver: Saver, journal: Journal | None, interrupt: Callable[[], None]
    ) -> None:
        super().__init__(output, source, saver, journal)
        self._mourns = None  # the session goes on after an error
        self._end_piece = interrupt

    def _interrupt(self, *_: object) -> None:
        self._end_piece()


def load_session(
    path: str,
    data: bytes,
    callback: Callable[[str, str], object],
    limits: ResourceLimits | None,
    key: bytes | None = None,
    *,
    isolate: bool = False,
) -> tuple[MontyRepl, Snapshot | None]:
    """The session in `data`, from the file at `path`, and the pause at which it stands, if it does; `Failure` says what is wrong."""
    shown = escape_line(path)
    try:
        kind = session_in(data)
        if kind == "free":
            return MontyRepl.load(data, limits=limits, key=key, isolate=isolate), None
        if kind == "busy":
            pause, repl = load_repl_snapshot(data, print_callback=callback, limits=limits, key=key, isolate=isolate)
            _ = pause.stack  # completes the values by code of the script's, which may fail
            return repl, pause
    except (ValueError, MontyRuntimeError) as error:
        raise Failure(BAD_DATA, f"cannot load {shown}: {escape_text(str(error))}") from None
    raise Failure(USAGE, f"{shown} holds no session, but the pause of a script: go on with `monty resume`")
