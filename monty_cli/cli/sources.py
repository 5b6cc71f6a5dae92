"""Where the answers of a command come from: its options, a person at a terminal, the lines of stdin, or nowhere."""

from __future__ import annotations

from monty_cli.cli.answers import Chain, LineAnswers, NoAnswers, OneAnswer, parse_results, parse_throw, parse_value
from monty_cli.cli.environment import is_terminal
from monty_cli.cli.escaping import escape_line
from monty_cli.cli.exit_codes import USAGE, Failure
from monty_cli.cli.files import check_folder, history_file

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from monty_cli import ResourceLimits
    from monty_cli.cli.answers import Automatic, Source
    from monty_cli.cli.environment import Environment
    from monty_cli.cli.output import Output
    from monty_cli.cli.recording import Journal
    from monty_cli.cli.saving import Saver
    from monty_cli.cli.settings import Settings
    from monty_cli.timeline import Timeline


_open: list[Callable[[], None]] = []


def close_sources() -> None:
    """Close what the sources have left open: coroutines of the user's own that nobody waits for any more."""
    while _open:
        _open.pop()()


def automatic(settings: Settings) -> list[Automatic]:
    """What the options have answer by itself, in this order: rules, functions, a program, system calls; `Failure` for bad options."""
    found: list[Automatic] = []
    if settings.answers or settings.answer_files:
        from monty_cli.cli.rules import read_rules

        found.append(read_rules(settings.answers, settings.answer_files))
    if settings.functions:
        from monty_cli.cli.functions import read_functions

        functions = read_functions(settings.functions)
        _open.append(functions.close)
        found.append(functions)
    if settings.mounts or settings.env or settings.clock:
        from monty_cli.cli.system import System, handlers

        found.append(System(handlers(settings)))
    if settings.answer_command:
        from monty_cli.cli.answer_command import AnswerCommand

        found.append(AnswerCommand(settings.answer_command))
    return found


def source_for(
    settings: Settings,
    environment: Environment,
    output: Output,
    saver: Saver,
    journal: Journal | None,
    automatic: list[Automatic],
) -> Source:
    """Who answers: the option that has the one answer, or `automatic` and then a person, stdin, or nobody."""
    value, exception, futures = settings.value, settings.exception, settings.futures
    if value is not None:
        return Chain(automatic, OneAnswer(lambda snapshot: parse_value(value, snapshot)), answered=True)
    if exception is not None:
        return Chain(automatic, OneAnswer(lambda snapshot: parse_throw(exception, snapshot)), answered=True)
    if futures:
        return Chain(automatic, OneAnswer(lambda snapshot: parse_results(futures, snapshot)), answered=True)
    if is_asked(settings, environment):
        from monty_cli.cli.asking import Person, SessionPerson

        person = SessionPerson if saver.in_session else Person
        history = history_file(environment.variables)
        return person(environment, output, saver, settings.color, history, journal=journal, automatic=automatic)
    reads = environment.takes_input(settings) and not is_terminal(environment.stdin) and settings.script != "-"
    source: Source = LineAnswers(environment.stdin) if reads else NoAnswers()
    return Chain(automatic, source) if automatic else source


def is_asked(settings: Settings, environment: Environment) -> bool:
    """Whether a person is asked."""
    given = settings.value is not None or settings.exception is not None or bool(settings.futures)
    return environment.is_interactive(settings) and not given and settings.script != "-"


def journal_for(
    settings: Settings,
    environment: Environment,
    output: Output,
    key: bytes | None,
    limits: ResourceLimits,
    isolate: bool,
    data: bytes | None = None,
) -> Journal | None:
    """
    The journal of a run, where a person may go back in it or a tape is written.

    `data` is the pause that the run goes on from: a tape that has it is taken up there.
    """
    if settings.tape is None and not is_asked(settings, environment):
        return None
    from monty_cli.cli.recording import Journal

    if settings.tape is not None:
        check_folder(settings.tape)
    found = None
    if data is not None and settings.tape is not None:
        found = _tape_with(settings.tape, data, key, output)
    return Journal(output, key=key, limits=limits, isolate=isolate, tape=settings.tape, timeline=found)


def _tape_with(path: str, data: bytes, key: bytes | None, output: Output) -> Timeline | None:
    """The tape at `path`, standing at the pause that `data` is, or None: no tape, or none that has it."""
    import os

    if not os.path.isfile(path):
        return None
    from monty_cli.cli.tapes import open_tape

    timeline = open_tape(path, key, output)
    moment = timeline.find(data)
    if moment is None:
        raise Failure(USAGE, f"the tape {escape_line(path)} has no such pause: choose another file for --record")
    timeline.go(moment.index)
    return timeline
