"""`monty replay TAPE [SCRIPT]`: put together what runs a tape again, and end as the comparison says."""

from __future__ import annotations

from monty_cli import MontyRuntimeError, MontySyntaxError
from monty_cli.cli.answers import Chain, Stop
from monty_cli.cli.exit_codes import USAGE, Failure
from monty_cli.cli.files import check_folder, default_snapshot, history_file, read_script
from monty_cli.cli.limiting import limits_of
from monty_cli.cli.loading import isolates
from monty_cli.cli.recording import Journal
from monty_cli.cli.replaying import Replay, TapeEnds
from monty_cli.cli.saving import Saver
from monty_cli.cli.session import Session
from monty_cli.cli.signing import sign_key
from monty_cli.cli.sources import automatic, is_asked
from monty_cli.cli.tapes import open_tape
from monty_cli.cli.telling import teller_for
from monty_cli.monty import limited_script
from monty_cli.timeline.given import unpack_value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from monty_cli.cli.answers import Automatic, Progress, Source
    from monty_cli.cli.environment import Environment
    from monty_cli.cli.output import Output
    from monty_cli.cli.settings import Settings
    from monty_cli.timeline import Timeline


def replay(settings: Settings, environment: Environment, output: Output, inputs: dict[str, object]) -> int:
    """Run the tape again, by its own script or by that of the settings, and return the exit code; `inputs` replace the recorded ones."""
    key = sign_key(settings, environment)
    tape = open_tape(settings.snapshot, key, output)
    limits, isolate = limits_of(settings), isolates(settings)
    journal = Journal(output, key=key, limits=limits, isolate=isolate, tape=settings.tape)
    saver = Saver(settings.output or default_snapshot(settings.script or tape.script_name), key=key)
    check_folder(saver.path)
    again = Replay(tape, journal, output)
    sources: list[Automatic] = [again, *automatic(settings)]
    source: Source = Chain(sources, TapeEnds(again))
    if is_asked(settings, environment):
        from monty_cli.cli.asking import Person

        history = history_file(environment.variables)
        source = Person(environment, output, saver, settings.color, history, journal=journal, automatic=sources)
    begin = _beginning(settings, environment, tape, journal, inputs)
    session = Session(output, source, saver, journal, teller_for(settings, environment, output))
    return _ended(session, begin, again)


def _ended(session: Session, begin: Callable[[], Progress], again: Replay) -> int:
    """Run to the end and compare it; of a difference the exit code tells, else of the run's own end."""
    try:
        ended = session.drive(begin)
    except MontyRuntimeError as error:
        status = session.teller.failed(error)
        compared = again.end(error)
        return status if compared is None else compared
    except MontySyntaxError as error:
        return session.teller.failed(error)
    finally:
        session.close()
    if isinstance(ended, Stop):
        compared = again.end(ended)
        return ended.status if compared is None else compared
    status = session.teller.ended(ended.output)
    compared = again.end(ended)
    return status if compared is None else compared


def _beginning(
    settings: Settings, environment: Environment, tape: Timeline, journal: Journal, inputs: dict[str, object]
) -> Callable[[], Progress]:
    """What begins the run: the script from its start, or the tape's first pause where it was not recorded from the start."""
    if tape.inputs is None:
        if settings.script:
            raise Failure(
                USAGE, "this tape begins at a saved pause, not at the start of a script: leave the script out"
            )
        first = tape.line()[0]
        return lambda: journal.load(first)
    recorded = unpack_value(tape.inputs)
    given = {**(recorded if type(recorded) is dict else {}), **inputs}
    name = settings.script or tape.script_name
    text = read_script(settings.script, environment.stdin) if settings.script else tape.source
    journal.inputs = given

    def begin() -> Progress:
        limits, isolate = limits_of(settings), isolates(settings)
        program = limited_script(text, limits=limits, script_name=name, inputs=list(given), isolate=isolate)
        return program.start(inputs=given or None, limits=limits, print_callback=journal.script)

    return begin
