"""Monty CLI: run Python that a model wrote, pause it at every outside call, save the paused run, and resume it anywhere."""

from __future__ import annotations

from monty_cli.late import late_names

TYPE_CHECKING = False
if TYPE_CHECKING:
    from monty_cli.errors import Frame, MontyCrashedError, MontyError, MontyRuntimeError, MontySyntaxError
    from monty_cli.limits import ResourceLimits
    from monty_cli.monty import Monty, run_monty_async
    from monty_cli.os_access.abstract import AbstractOS
    from monty_cli.os_access.answering import answer_os
    from monty_cli.os_access.clock import Clock
    from monty_cli.os_access.files import AbstractFile, CallbackFile, MemoryFile
    from monty_cli.os_access.handling import NOT_HANDLED
    from monty_cli.os_access.memory import OSAccess
    from monty_cli.os_access.mount import MountDir
    from monty_cli.os_access.stat_result import StatResult
    from monty_cli.printing import CollectStreams, CollectString
    from monty_cli.repl import MontyRepl, load_repl_snapshot, run_repl_async
    from monty_cli.snapshots import FunctionSnapshot, FutureSnapshot, MontyComplete, NameLookupSnapshot, load_snapshot
    from monty_cli.tasks import PendingCall, TaskState
    from monty_cli.values import Opaque, UnknownDataclass
    from monty_cli.worker.pool import MontyPool

__all__ = [
    "NOT_HANDLED",
    "AbstractFile",
    "AbstractOS",
    "CallbackFile",
    "Clock",
    "CollectStreams",
    "CollectString",
    "Frame",
    "FunctionSnapshot",
    "FutureSnapshot",
    "MemoryFile",
    "Monty",
    "MontyComplete",
    "MontyCrashedError",
    "MontyError",
    "MontyPool",
    "MontyRepl",
    "MontyRuntimeError",
    "MontySyntaxError",
    "MountDir",
    "NameLookupSnapshot",
    "OSAccess",
    "Opaque",
    "PendingCall",
    "ResourceLimits",
    "StatResult",
    "TaskState",
    "UnknownDataclass",
    "answer_os",
    "load_repl_snapshot",
    "load_snapshot",
    "run_monty_async",
    "run_repl_async",
]

# No program needs all of it, and the command line must be there at once.
_PLACES = {
    "AbstractFile": "os_access.files",
    "AbstractOS": "os_access.abstract",
    "CallbackFile": "os_access.files",
    "Clock": "os_access.clock",
    "CollectStreams": "printing",
    "CollectString": "printing",
    "Frame": "errors",
    "FunctionSnapshot": "snapshots",
    "FutureSnapshot": "snapshots",
    "MemoryFile": "os_access.files",
    "Monty": "monty",
    "MontyComplete": "snapshots",
    "MontyCrashedError": "errors",
    "MontyError": "errors",
    "MontyPool": "worker.pool",
    "MontyRepl": "repl",
    "MontyRuntimeError": "errors",
    "MontySyntaxError": "errors",
    "MountDir": "os_access.mount",
    "NOT_HANDLED": "os_access.handling",
    "NameLookupSnapshot": "snapshots",
    "OSAccess": "os_access.memory",
    "Opaque": "values",
    "PendingCall": "tasks",
    "ResourceLimits": "limits",
    "StatResult": "os_access.stat_result",
    "TaskState": "tasks",
    "UnknownDataclass": "values",
    "answer_os": "os_access.answering",
    "limits": "",  # whose `max_source` a host may set
    "load_repl_snapshot": "repl",
    "load_snapshot": "snapshots",
    "run_monty_async": "monty",
    "run_repl_async": "repl",
}
__getattr__ = late_names(__name__, _PLACES)


def __dir__() -> list[str]:
    """Return the public names."""
    return __all__
