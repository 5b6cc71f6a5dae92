"""
Where the console script starts.

A command line with exact, known options goes straight to its command: parsing it with typer would take several times
longer than starting Python. Everything else (help, errors, other spellings) goes to typer, and ends in the same place.
A worker is forked before this process imports what the command needs: both make themselves ready side by side.
"""

from __future__ import annotations

import gc
import os
import sys

from monty_cli.cli.options import parse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import NoReturn

    from monty_cli.cli.settings import Settings

_FORKING = ("run", "resume", "repl", "show")
"""Commands that need a worker."""


_GARBAGE = 20_000
"""New objects after which garbage is looked for; by Python's own number it would be a hundred times while modules are imported."""


def console() -> NoReturn:
    """Be the console script: run `monty`, and end the process.

    It ends without taking its modules apart, which takes longer than most scripts, unless code of others may be waiting for that.
    """
    status = main()
    if "threading" in sys.modules or "monty_cli.cli.functions" in sys.modules:
        sys.exit(status)
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (OSError, ValueError, AttributeError):  # closed, or nobody reads: Python tells
        sys.exit(status)
    os._exit(status)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run `monty` with `arguments` (by default the process's own) and return its exit code."""
    gc.set_threshold(_GARBAGE)
    arguments = sys.argv[1:] if arguments is None else arguments
    settings = parse(arguments)
    if settings is None:
        from monty_cli.cli.app import run_app

        return run_app(arguments)
    return perform(settings)


def perform(settings: Settings) -> int:
    """Run the command that `settings` ask for, and return its exit code."""
    if settings.command in _FORKING and not settings.in_process:
        from monty_cli.worker import processes

        processes.fork_here()
    from monty_cli.cli.commands import execute
    from monty_cli.cli.environment import Environment

    return execute(settings, Environment.current())
