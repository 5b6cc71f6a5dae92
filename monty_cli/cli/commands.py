"""What each command does, once its options are known, and the exit code for every way it can end."""

from __future__ import annotations

import os
import sys

from monty_cli import MontyCrashedError
from monty_cli.cli.answers import Chain, NoAnswers
from monty_cli.cli.escaping import escape_line, escape_text
from monty_cli.cli.exit_codes import CRASHED, DONE, INTERNAL, INTERRUPTED, RAISED, USAGE, AnswerError, Failure
from monty_cli.cli.files import check_folder, default_snapshot, history_file, read_bytes, read_script
from monty_cli.cli.limiting import limits_of
from monty_cli.cli.loading import isolates, load_pause
from monty_cli.cli.output import Output
from monty_cli.cli.saving import Saver, repl_command
from monty_cli.cli.session import Session
from monty_cli.cli.signing import sign_key
from monty_cli.cli.sources import automatic as automatic_sources
from monty_cli.cli.sources import close_sources, journal_for, source_for
from monty_cli.cli.telling import teller_for
from monty_cli.monty import limited_script

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from monty_cli import Monty
    from monty_cli.cli.answers import Progress, Source
    from monty_cli.cli.environment import Environment
    from monty_cli.cli.settings import Settings

    Command = Callable[[Settings, Environment, Output], int]


def execute(settings: Settings, environment: Environment) -> int:
    """Run the command of `settings` and return its exit code; every error ends as a message on stderr, and for programs as a record."""
    output = Output(environment)
    try:
        status = _COMMANDS[settings.command](settings, environment, output)
        output.finish()
    except Failure as failure:
        return _told(settings, environment, output, failure.message, failure.status)
    except AnswerError as error:
        return _told(settings, environment, output, str(error), USAGE)
    except MontyCrashedError as error:
        output.message(f"monty: {escape_line(error.reason)}")
        return CRASHED
    except KeyboardInterrupt:
        output.message("")
        return INTERRUPTED
    except Exception as error:
        output.message(_defect(error, settings.debug or environment.is_set("MONTY_DEBUG")))
        return INTERNAL
    finally:
        _end_workers()
        close_sources()
    return status


def _end_workers() -> None:
    """End the workers that were made ready and are not needed."""
    if "monty_cli.worker.processes" in sys.modules:
        from monty_cli.worker import processes

        processes.end_ahead()
    if "monty_cli.worker.spare" in sys.modules:
        from monty_cli.worker import spare

        spare.end()


def _told(settings: Settings, environment: Environment, output: Output, message: str, status: int) -> int:
    """Say what went wrong on stderr, and in a record for programs; return the exit code."""
    output.message(f"monty: {message}")
    if settings.output_format in ("json", "jsonl"):
        teller_for(settings, environment, output).trouble("MontyCommandError", message, status)
    return status


def _defect(error: Exception, debug: bool) -> str:
    """What to say of an error that should not have come this far."""
    if debug:
        import traceback

        return escape_text("".join(traceback.format_exception(error)).rstrip())
    what = escape_line(f"{type(error).__name__}: {error}")
    return f"monty: a defect in monty, not in your script: {what}\nrun again with --debug to see where"


def _run(settings: Settings, environment: Environment, output: Output) -> int:
    name = "<stdin>" if settings.script == "-" else settings.script
    key, limits, isolate = sign_key(settings, environment), limits_of(settings), isolates(settings)
    saver = Saver(settings.output or default_snapshot(name), key=key, asked=bool(settings.output))
    check_folder(saver.path)
    inputs = _inputs(settings.inputs)
    automatic = automatic_sources(settings)
    journal = journal_for(settings, environment, output, key, limits, isolate)
    teller = teller_for(settings, environment, output)
    source = read_script(settings.script, environment.stdin)
    programs: list[Monty] = []

    def begin() -> Progress:
        again = bool(programs)
        text = read_script(settings.script, environment.stdin) if again else source
        programs.append(limited_script(text, limits=limits, script_name=name, inputs=list(inputs), isolate=isolate))
        callback = output.script if journal is None else journal.script
        return programs[-1].start(inputs=inputs or None, limits=limits, print_callback=callback)

    if journal is not None:
        journal.restarts, journal.inputs = settings.script != "-", inputs
    answers = source_for(settings, environment, output, saver, journal, automatic)
    return Session(output, answers, saver, journal, teller).run(begin)


def _resume(settings: Settings, environment: Environment, output: Output) -> int:
    if [settings.value, settings.exception, settings.futures or None].count(None) < 2:
        raise Failure(USAGE, "give one of --value, --raise and --future")
    key = sign_key(settings, environment)
    data = _pause_bytes(settings.snapshot, key, output)
    kind = _session_in(data)
    saver = Saver(
        settings.output or _own_file(settings.snapshot),
        in_session=kind is not None,
        key=key,
        asked=bool(settings.output),
    )
    check_folder(saver.path)
    if kind == "free":
        hint = f"go on with `{repl_command(settings.snapshot)}`"
        raise Failure(USAGE, f"{escape_line(settings.snapshot)} holds a session that waits for nothing: {hint}")
    automatic, limits, isolate = automatic_sources(settings), limits_of(settings), isolates(settings)
    teller = teller_for(settings, environment, output)
    if kind == "busy":
        from monty_cli.cli.repl import Shell

        answers = source_for(settings, environment, output, saver, None, automatic)
        shell = Shell(environment, output, answers, saver, interactive=False, limits=limits, isolate=isolate)
        shell.open(settings.snapshot)
        return shell.finish()
    journal = journal_for(settings, environment, output, key, limits, isolate, data)
    callback = output.script if journal is None else journal.script
    snapshot = load_pause(settings.snapshot, data, settings, environment, output, callback)
    answers = source_for(settings, environment, output, saver, journal, automatic)
    return Session(output, answers, saver, journal, teller).run(lambda: snapshot)


def _pause_bytes(path: str, key: bytes | None, output: Output) -> bytes:
    """The bytes of a pause: of a file, or on a tape."""
    if os.path.isfile(path) and not _begins_as_tape(path):
        return read_bytes(path)
    from monty_cli.cli.tapes import read_pause

    return read_pause(path, key, output)


def _begins_as_tape(path: str) -> bool:
    """Whether the header of a file may say that it is a tape: the timelines are imported only then."""
    try:
        with open(path, "rb") as file:
            return b"tape" in file.read(4096)
    except OSError:
        return False


def _own_file(path: str) -> str:
    """Where the next pause of the pause at `path` is saved: there, unless it is on a tape."""
    if os.path.isfile(path) and not _begins_as_tape(path):
        return path
    return default_snapshot(path.rpartition("@")[0] or path)


def _repl(settings: Settings, environment: Environment, output: Output) -> int:
    from monty_cli.cli.repl import Shell

    interactive = environment.is_interactive(settings)
    path = settings.output or settings.snapshot or default_snapshot("session")
    saver = Saver(path, in_session=True, key=sign_key(settings, environment))
    check_folder(saver.path)
    inputs = _inputs(settings.inputs)
    automatic = automatic_sources(settings)
    source: Source = Chain(automatic, NoAnswers())
    limits, isolate = limits_of(settings), isolates(settings)
    journal = None
    if interactive:
        from monty_cli.cli.piece_journal import PieceJournal

        journal = PieceJournal(output, key=saver.key, limits=limits, isolate=isolate)
        source = source_for(settings, environment, output, saver, journal, automatic)
    shell = Shell(
        environment, output, source, saver, interactive=interactive, limits=limits, isolate=isolate, journal=journal
    )
    if settings.snapshot:
        shell.open(settings.snapshot)
    shell.give(inputs)
    if not interactive:
        return shell.read()
    from monty_cli.cli.code_prompt import CodePrompt

    history = history_file(environment.variables, "code_history")
    colored = settings.color != "never"
    return shell.converse(CodePrompt(environment, history, shell.complete, shell.commands, colored=colored))


def _show(settings: Settings, environment: Environment, output: Output) -> int:
    key = sign_key(settings, environment)
    data = _pause_bytes(settings.snapshot, key, output)
    if _session_in(data) is None:
        snapshot = load_pause(settings.snapshot, data, settings, environment, output)
        if settings.output_format in ("json", "jsonl"):
            teller_for(settings, environment, output).stopped(snapshot, DONE, settings.snapshot)
            return DONE
        from monty_cli.cli.panels import View

        View(environment.stdout, settings.color, environment.variables).details(snapshot)
        return DONE
    from monty_cli.cli.panels import View
    from monty_cli.cli.repl import load_session

    view = View(environment.stdout, settings.color, environment.variables)
    session, paused = load_session(
        settings.snapshot, data, output.script, limits_of(settings), key, isolate=isolates(settings)
    )
    if paused is None:
        view.session(session)
    else:
        view.details(paused)
    return DONE


def _replay(settings: Settings, environment: Environment, output: Output) -> int:
    from monty_cli.cli.replay_command import replay

    return replay(settings, environment, output, _inputs(settings.inputs))


def _modules(settings: Settings, environment: Environment, output: Output) -> int:
    """Print the modules that scripts may import, or a module's names: first those that it has, then the others with reasons."""
    from monty_cli.library import list_module, module_names

    if not settings.module:
        output.script("stdout", "".join(f"{name}\n" for name in module_names()))
        return DONE
    try:
        offered, omitted = list_module(settings.module)
    except ValueError as error:
        raise Failure(USAGE, f"{escape_line(str(error))}; `monty modules` lists them") from None
    rows = [*offered, *(f"{name}\tnot offered: {reason}" for name, reason in omitted.items())]
    output.script("stdout", "".join(f"{row}\n" for row in rows))
    return DONE


def _doctor(settings: Settings, environment: Environment, output: Output) -> int:
    """Print the walls of this machine; the status is `RAISED` when one that workers need does not stand."""
    from monty_cli.worker.doctor import examine

    findings = examine()
    output.script("stdout", "".join(f"{finding.line()}\n" for finding in findings))
    return RAISED if any(finding.is_bad for finding in findings) else DONE


def _on_tape(name: str) -> Command:
    def act(settings: Settings, environment: Environment, output: Output) -> int:
        from monty_cli.cli import tapes

        found: Command = getattr(tapes, name)
        return found(settings, environment, output)

    return act


_COMMANDS: dict[str, Command] = {
    **{"run": _run, "resume": _resume, "repl": _repl, "show": _show, "replay": _replay},
    **{"modules": _modules, "doctor": _doctor},
    **{name: _on_tape(name) for name in ("history", "back", "diff", "report")},
}


def _session_in(data: bytes) -> str | None:
    """Which session the bytes hold, 'free' or 'busy', or None: no session, or nothing that can be loaded."""
    from monty_cli.repl import session_in

    try:
        return session_in(data)
    except ValueError:
        return None


def _inputs(texts: tuple[str, ...]) -> dict[str, object]:
    """The inputs that the `NAME=LITERAL` of the options give; `Failure` for a name given twice."""
    if not texts:
        return {}
    from monty_cli.cli.literals import parse_input

    inputs: dict[str, object] = {}
    for text in texts:
        name, value = parse_input(text)
        if name in inputs:
            raise Failure(USAGE, f"--input gives {escape_line(name)} twice")
        inputs[name] = value
    return inputs
