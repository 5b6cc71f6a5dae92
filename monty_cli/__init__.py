"""Monty CLI: run Python that a model wrote, pause it at every outside call, save the paused run, and resume it anywhere."""

from __future__ import annotations

from monty_cli.errors import Frame, MontyError, MontyRuntimeError, MontySyntaxError
from monty_cli.monty import Monty
from monty_cli.snapshots import FunctionSnapshot, MontyComplete, NameLookupSnapshot, load_snapshot

__all__ = [
    "Frame",
    "FunctionSnapshot",
    "Monty",
    "MontyComplete",
    "MontyError",
    "MontyRuntimeError",
    "MontySyntaxError",
    "NameLookupSnapshot",
    "load_snapshot",
]
