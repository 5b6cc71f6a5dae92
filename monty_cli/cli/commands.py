"""What each command does, once its options are known, and the exit code for every way it can end."""

from __future__ import annotations

from monty_cli import Monty, MontyCrashedError, MontyRuntimeError, MontySyntaxError, load_snapshot
from monty_cli.cli.answers import LineAnswers, NoAnswers, OneAnswer, parse_results, parse_throw, parse_value
from monty_cli.cli.environment import is_terminal
from monty_cli.cli.escaping import escape_line, escape_text
from monty_cli.cli.exit_codes import BAD_DATA, CRASHED, DONE, INTERNAL, INTERRUPTED, RAISED, USAGE, AnswerError, Failure
from monty_cli.cli.files import check_folder, default_snapshot, history_file, read_bytes, read_script
from monty_cli.cli.limiting import limits_of
from monty_cli.cli.output import Output
from monty_cli.cli.saving import Saver, repl_command
from monty_cli.cli.session import Session, report_error
from monty_cli.cli.signing import sign_key
from monty_cli.repl import session_in
from monty_cli.worker import processes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from monty_cli import ResourceLimits
    from monty_cli.cli.answers import Progress, Source
    from monty_cli.cli.describe import Snapshot
    from monty_cli.cli.environment import Environment
    from monty_cli.cli.options import Settings


def execute(settings: Settings, environment: Environment) -> int:
    """Run the command of `settings` and return its exit code; every error ends as a message on stderr."""
    output = Output(environment)
    try:
        if settings.command in _FORKING and _isolates(settings):
            processes.fork_here()
        status = _COMMANDS[settings.command](settings, environment, output)
        output.finish()
    except Failure as failure:
        output.message(f"monty: {failure.message}")
        return failure.status
    except AnswerError as error:
        output.message(f"monty: {error}")
        return USAGE
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
        processes.end_ahead()
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
    saver = Saver(settings.output or default_snapshot(name), key=sign_key(settings, environment))
    check_folder(saver.path)
    inputs = _inputs(settings.inputs)
    limits = limits_of(settings)
    source = read_script(settings.script, environment.stdin)
    try:
        program = Monty(source, script_name=name, inputs=list(inputs), isolate=_isolates(settings))
    except MontySyntaxError as error:
        return report_error(output, error)

    def begin() -> Progress:
        return program.start(inputs=inputs or None, limits=limits, print_callback=output.script)

    answers = NoAnswers() if settings.script == "-" else _source(settings, environment, output, saver)
    return Session(output, _with_system(settings, answers), saver).run(begin)


def _resume(settings: Settings, environment: Environment, output: Output) -> int:
    if [settings.value, settings.exception, settings.futures or None].count(None) < 2:
        raise Failure(USAGE, "give one of --value, --raise and --future")
    data = read_bytes(settings.snapshot)
    kind = _session_in(data)
    key = sign_key(settings, environment)
    saver = Saver(settings.output or settings.snapshot, in_session=kind is not None, key=key)
    check_folder(saver.path)
    if kind == "free":
        hint = f"go on with `{repl_command(settings.snapshot)}`"
        raise Failure(USAGE, f"{escape_line(settings.snapshot)} holds a session that waits for nothing: {hint}")
    answers = _with_system(settings, _source(settings, environment, output, saver))
    if kind == "busy":
        from monty_cli.cli.repl import Shell

        isolate = _isolates(settings)
        shell = Shell(
            environment, output, answers, saver, interactive=False, limits=limits_of(settings), isolate=isolate
        )
        shell.open(settings.snapshot)
        return shell.finish()
    snapshot = _load(settings.snapshot, data, output, limits_of(settings), key, _isolates(settings))
    return Session(output, answers, saver).run(lambda: snapshot)


def _repl(settings: Settings, environment: Environment, output: Output) -> int:
    from monty_cli.cli.repl import Shell

    interactive = environment.is_interactive(settings)
    path = settings.output or settings.snapshot or default_snapshot("session")
    saver = Saver(path, in_session=True, key=sign_key(settings, environment))
    check_folder(saver.path)
    inputs = _inputs(settings.inputs)
    source = _source(settings, environment, output, saver) if interactive else NoAnswers()
    system = _with_system(settings, source)
    limits, isolate = limits_of(settings), _isolates(settings)
    shell = Shell(environment, output, system, saver, interactive=interactive, limits=limits, isolate=isolate)
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
    from monty_cli.cli.panels import View

    data = read_bytes(settings.snapshot)
    key = sign_key(settings, environment)
    view = View(environment.stdout, settings.color)
    if _session_in(data) is None:
        view.details(_load(settings.snapshot, data, output, limits_of(settings), key, _isolates(settings)))
        return DONE
    from monty_cli.cli.repl import load_session

    session, snapshot = load_session(
        settings.snapshot, data, output, limits_of(settings), key, isolate=_isolates(settings)
    )
    if snapshot is None:
        view.session(session)
    else:
        view.details(snapshot)
    return DONE


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


_FORKING = ("run", "resume", "repl", "show")
"""Commands that need a worker, which is forked before anything else is done."""
_COMMANDS = {"run": _run, "resume": _resume, "repl": _repl, "show": _show, "modules": _modules, "doctor": _doctor}


def _isolates(settings: Settings) -> bool:
    """Whether scripts run in worker processes; not where a system has none."""
    return not settings.in_process and processes.AVAILABLE


def _source(settings: Settings, environment: Environment, output: Output, saver: Saver) -> Source:
    """Where answers come from: the one given, or a person at a terminal, or the lines of stdin, or nowhere."""
    value, exception, futures = settings.value, settings.exception, settings.futures
    if value is not None:
        return OneAnswer(lambda snapshot: parse_value(value, snapshot))
    if exception is not None:
        return OneAnswer(lambda snapshot: parse_throw(exception, snapshot))
    if futures:
        return OneAnswer(lambda snapshot: parse_results(futures, snapshot))
    if not environment.takes_input(settings) or is_terminal(environment.stdin) != environment.is_interactive(settings):
        return NoAnswers()
    if not environment.is_interactive(settings):
        return LineAnswers(environment.stdin)
    from monty_cli.cli.asking import Person, SessionPerson

    person = SessionPerson if saver.in_session else Person
    return person(environment, output, saver, settings.color, history_file(environment.variables))


def _with_system(settings: Settings, source: Source) -> Source:
    """`source`, which is asked only what the options for system calls leave unanswered; `Failure` for bad options."""
    if not (settings.mounts or settings.env or settings.clock):
        return source
    from monty_cli.cli.system import System, handlers

    answered = settings.value is not None or settings.exception is not None or bool(settings.futures)
    return System(handlers(settings), source, answered=answered)


def _session_in(data: bytes) -> str | None:
    """Which session the bytes hold, 'free' or 'busy', or None: no session, or nothing that can be loaded."""
    try:
        return session_in(data)
    except ValueError:
        return None


def _load(path: str, data: bytes, output: Output, limits: ResourceLimits, key: bytes | None, isolate: bool) -> Snapshot:
    """The snapshot in `data`, from the file at `path`; `Failure` says what is wrong with the file."""
    try:
        snapshot = load_snapshot(data, print_callback=output.script, limits=limits, key=key, isolate=isolate)
        _ = snapshot.stack  # completes the values by code of the script's, which may fail
    except (ValueError, MontyRuntimeError) as error:
        raise Failure(BAD_DATA, f"cannot load {escape_line(path)}: {escape_text(str(error))}") from None
    return snapshot


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
