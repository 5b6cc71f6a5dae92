"""
Where the console script starts.

A command line with exact, known options goes straight to its command: parsing it with typer would take several times
longer than starting Python. Everything else (help, errors, other spellings) goes to typer, and ends in the same place.
"""

from __future__ import annotations

import sys

from monty_cli.cli.options import parse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run `monty` with `arguments` (by default the process's own) and return its exit code."""
    arguments = sys.argv[1:] if arguments is None else arguments
    settings = parse(arguments)
    if settings is None:
        from monty_cli.cli.app import run_app

        return run_app(arguments)
    from monty_cli.cli.commands import execute
    from monty_cli.cli.environment import Environment

    return execute(settings, Environment.current())
