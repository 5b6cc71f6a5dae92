"""Loading pauses from their files, for the commands."""

from __future__ import annotations

from monty_cli import MontyRuntimeError, load_snapshot
from monty_cli.cli.escaping import escape_line, escape_text
from monty_cli.cli.exit_codes import BAD_DATA, Failure
from monty_cli.cli.limiting import limits_of
from monty_cli.cli.signing import sign_key

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from monty_cli.cli.describe import Snapshot
    from monty_cli.cli.environment import Environment
    from monty_cli.cli.output import Output
    from monty_cli.cli.settings import Settings


def isolates(settings: Settings) -> bool:
    """Whether scripts run in worker processes, which are forked from this one; not where a system has none."""
    from monty_cli.worker import processes

    if settings.in_process or not processes.AVAILABLE:
        return False
    processes.fork_here()
    return True


def load_pause(
    path: str,
    data: bytes,
    settings: Settings,
    environment: Environment,
    output: Output,
    callback: Callable[[str, str], object] | None = None,
) -> Snapshot:
    """The snapshot in `data`, from the file at `path`; `Failure` says what is wrong with the file."""
    try:
        snapshot = load_snapshot(
            data,
            print_callback=callback or output.script,
            limits=limits_of(settings),
            key=sign_key(settings, environment),
            isolate=isolates(settings),
        )
        _ = snapshot.stack  # completes the values by code of the script's, which may fail
    except (ValueError, MontyRuntimeError) as error:
        raise Failure(BAD_DATA, f"cannot load {escape_line(path)}: {escape_text(str(error))}") from None
    return snapshot
