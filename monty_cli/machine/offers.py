"""The names that a module of the guest's library has."""

from __future__ import annotations

from monty_cli.machine.program import program_for
from monty_cli.machine.run import Run


def offered_names(module: str) -> list[str]:
    """Return the public names of a module as guest code finds it, sorted; the module is made apart from any program.

    Raises:
        ModuleNotFoundError: there is no such module.
    """
    run = Run(program_for("", "main.py", []), lambda stream, text: None)
    return sorted(name for name in run.module_names(module) if not name.startswith(("_", "@")))
