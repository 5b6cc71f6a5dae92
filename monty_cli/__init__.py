"""Monty CLI: run Python that a model wrote, pause it at every outside call, save the paused run, and resume it anywhere."""

from __future__ import annotations

from monty_cli.errors import Frame, MontyError, MontyRuntimeError, MontySyntaxError
from monty_cli.monty import Monty, run_monty_async
from monty_cli.snapshots import FunctionSnapshot, FutureSnapshot, MontyComplete, NameLookupSnapshot, load_snapshot
from monty_cli.tasks import PendingCall, TaskState

__all__ = [
    "Frame",
    "FunctionSnapshot",
    "FutureSnapshot",
    "Monty",
    "MontyComplete",
    "MontyError",
    "MontyRuntimeError",
    "MontySyntaxError",
    "NameLookupSnapshot",
    "PendingCall",
    "TaskState",
    "load_snapshot",
    "run_monty_async",
]
