"""`MontyRepl`: a session that is fed code piece by piece, over one lasting namespace.

A piece is a script of its own, `<python-input-N>` in tracebacks; its result is the value of its last expression. What it defines stays
for the next ones, also when it ends in an error. `feed_run()` runs a piece to its end, `feed_start()` to its first pause: its snapshots
are those of `Monty.start()`, and the session is busy until the piece has ended or `abort()` gives it up.

A session can be dumped between two pieces (`dump()`, `load()`), and in the middle of one: the bytes of its snapshots are loaded by
`load_repl_snapshot()`, which returns the snapshot and the session that goes on when it has been resumed to its end.
"""

from __future__ import annotations

from monty_cli import codec, machine
from monty_cli.execution import Execution, load_execution
from monty_cli.limits import check_limits
from monty_cli.monty import check_functions, check_input_names, no_output
from monty_cli.os_access.handling import check_handlers
from monty_cli.printing import check_print_callback
from monty_cli.running import AsyncRun, run_sync
from monty_cli.snapshots import check_bytes, load_paused
from monty_cli.values import Registry

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, NoReturn

    from monty_cli.limits import Limits, ResourceLimits
    from monty_cli.os_access.handling import Handlers
    from monty_cli.snapshots import FunctionSnapshot, FutureSnapshot, NameLookupSnapshot, PrintCallback, Snapshot
    from monty_cli.values import Function
    from monty_cli.worker.pool import PooledWorker

KIND = "session"
_SHOW = "f'{_!r}'"  # not `repr(_)`: a session may give this name another meaning


class MontyRepl:
    """A session. It belongs to one thread at a time, like a snapshot."""

    __slots__ = ("__weakref__", "_execution", "_fed", "_registry", "_remember", "_showing")

    def __init__(
        self,
        *,
        script_name: str = "main.py",
        limits: ResourceLimits | None = None,
        dataclass_registry: list[type] | None = None,
        remember: bool = False,
        isolate: bool | PooledWorker = False,
    ) -> None:
        """Begin a session.

        `script_name` names the session, `dataclass_registry` lists the dataclasses (enums, named tuples) as whose instances results may
        come out, `remember` is the attribute of this name. `limits` says how much its code may use (see `ResourceLimits`): each piece
        may use the time, the output and the pauses anew, the memory is that of the whole session. A piece that goes beyond a limit ends,
        the session goes on. With `isolate`, it is in a worker process (see `Monty`). Raises TypeError or ValueError for bad arguments.
        """
        checked = check_limits(limits)
        if not isinstance(script_name, str):
            raise TypeError(
                f"argument 'script_name': {type(script_name).__name__!r} object is not an instance of 'str'"
            )
        self._registry = Registry(dataclass_registry)
        self._execution = _new(script_name, checked, self._registry, isolate)
        self._fed = 0
        self._showing = False
        self.remember = remember

    def __init_subclass__(cls) -> NoReturn:
        raise TypeError("type 'MontyRepl' is not an acceptable base type")

    @property
    def script_name(self) -> str:
        """Return the name of the session."""
        return self._execution.script_name

    @property
    def busy(self) -> bool:
        """Return whether a piece is paused."""
        return self._execution.run.event is not None

    @property
    def remember(self) -> bool:
        """Whether `_` is bound to the result of each piece that has one, as an interactive Python does it. Saved with the session."""
        return self._remember

    @remember.setter
    def remember(self, value: bool) -> None:
        self._remember = bool(value)
        self._note()

    @property
    def showing(self) -> bool:
        """Return whether the piece fed last is the one of `start_showing()`."""
        return self._showing

    def register_dataclass(self, cls: type) -> None:
        """Let instances of the dataclass `cls` come out of this session as what they are; TypeError for other classes."""
        self._registry.add(cls, "argument 'cls'")

    def names(self) -> list[str]:
        """Return the names that the session has bound so far, in the order of their binding. Raises RuntimeError while it is busy."""
        self._check_free()
        return self._execution.run.bound_names()

    def variables(self) -> dict[str, Any]:
        """Return copies of the values that the session has bound, by name, as the `locals` of a frame have them.

        Raises RuntimeError while it is busy, ValueError if it was loaded and its keys can't be hashed again (see `load_snapshot`).
        """
        self._check_free()
        self._execution.run.settle()
        copies: dict[str, Any] = self._execution.to_host(self._execution.run.variables())
        return copies

    def complete(self, text: str) -> list[str]:
        """Return how `text`, the beginning of a name or of names with dots between them, may go on, sorted: `['math.sin', 'math.sinh']`.

        What the session has bound is looked at, and none of its code runs. Names that begin with an underscore are left out unless
        `text` has it.
        """
        *path, start = text.split(".")
        if not all(name.isidentifier() for name in path):
            return []
        before = text[: len(text) - len(start)]
        names = [name for name in self._execution.run.names_at(path) if name.startswith(start)]
        return [before + name for name in names if start or not name.startswith("_")]

    def feed_run(
        self,
        code: str,
        *,
        inputs: dict[str, Any] | None = None,
        external_functions: dict[str, Function] | None = None,
        print_callback: PrintCallback | None = None,
        os: Handlers | None = None,
    ) -> Any:
        """Run one more piece to its end and return its result.

        `inputs` gives values to names before it runs, the other arguments are those of `Monty.run()`; functions of the host's are
        called directly by this piece only.
        Raises MontySyntaxError if the piece can't be compiled, MontyRuntimeError for an exception that it doesn't catch (the session
        goes on), TypeError or ValueError for bad arguments, RuntimeError while the session is busy.
        """
        functions, handlers = check_functions(external_functions), check_handlers(os)
        execution = self._prepared(code, inputs, print_callback)
        execution.direct = execution.bridge
        try:
            event = self._fed_to(
                execution, code, inputs, {name: execution.bridge(functions[name], name) for name in functions}
            )
            return run_sync(execution, event, handlers)
        finally:
            self._end(execution)

    def feed_start(
        self, code: str, *, inputs: dict[str, Any] | None = None, print_callback: PrintCallback | None = None
    ) -> Snapshot:
        """Run one more piece to its first pause, or to its end; arguments and errors as for `feed_run()`."""
        execution = self._prepared(code, inputs, print_callback)
        return execution.snapshot(self._fed_to(execution, code, inputs, {}))

    def start_showing(self, *, print_callback: PrintCallback | None = None) -> Snapshot:
        """Have `repr` write the value of `_`, as a piece of its own: run it to its first pause, or to its end, whose output is the text.

        The result of this piece is not remembered. Errors as for `feed_run()`.
        """
        execution = self._prepared(_SHOW, None, print_callback)
        self._showing = True
        self._note()
        return execution.snapshot(execution.feed(_SHOW, "<result>", {}, {}))

    def abort(self) -> None:
        """Give up the piece that is paused, without running any more of it; what it has defined so far stays.

        Its snapshots can't be resumed any more. Nothing happens when no piece is paused.
        """
        self._execution.run.abandon()

    def interrupt(self) -> None:
        """End the piece that runs, from a handler of a signal: raises KeyboardInterrupt, which no code of the piece can catch.

        `feed_start()` and the others end in that exception then, or in a MontyRuntimeError that shows it; `abort()` has to follow.
        In a worker, the piece itself ends in it a little later; one that can't be interrupted ends with its worker.
        """
        self._execution.interrupt()

    def dump(self, *, key: bytes | None = None) -> bytes:
        """Return the session as bytes, for `MontyRepl.load()`, signed if there is a `key`.

        Raises RuntimeError while it is busy, ValueError with the reason where a value can't be stored exactly.
        """
        self._check_free()
        header = {"kind": KIND, "script_name": self.script_name, **self._header()}
        return codec.sign(self._execution.run.dump(header), key)

    @staticmethod
    def load(
        data: bytes,
        *,
        dataclass_registry: list[type] | None = None,
        limits: ResourceLimits | None = None,
        key: bytes | None = None,
        isolate: bool | PooledWorker = False,
    ) -> MontyRepl:
        """Load a session from the bytes of its `dump()`; of its own limits and `limits`, for each the stricter one holds.

        With a `key`, only a session that is signed by it is loaded.
        Raises ValueError for bytes that are not an intact session, or not signed by the key, TypeError for other arguments.
        """
        checked = check_limits(limits)
        registry = Registry(dataclass_registry)
        header, _ = codec.read(check_bytes(data), key)
        if header.get("kind") != KIND:
            what = "a program: load them with Monty.load()" if header.get("kind") == "program" else "a snapshot: "
            hint = "" if header.get("kind") == "program" else _loader(header)
            raise ValueError(f"these bytes hold {what}{hint}")
        execution = load_execution(data, None, registry, checked, isolate)
        if execution.run.event is not None or not execution.run.program.session:
            raise ValueError("these bytes hold a session whose header doesn't match its contents")
        return _session(execution, registry, header)

    def _check_free(self) -> None:
        if self.busy:
            raise RuntimeError("REPL session is currently executing another snippet")

    def _prepared(self, code: object, inputs: object, print_callback: PrintCallback | None) -> Execution:
        """Check the arguments of a feed, and return the execution in which it runs."""
        if not isinstance(code, str):
            raise TypeError(f"argument 'code': {type(code).__name__!r} object is not an instance of 'str'")
        if inputs is not None and not isinstance(inputs, dict):
            raise TypeError(f"argument 'inputs': {type(inputs).__name__!r} object is not an instance of 'dict'")
        check_input_names(list(inputs or ()))
        check_print_callback(print_callback)
        self._check_free()
        self._execution.print_callback = print_callback
        self._showing = False
        return self._execution

    def _fed_to(
        self, execution: Execution, code: str, inputs: dict[str, Any] | None, functions: dict[str, Function]
    ) -> machine.Event:
        given = execution.to_guest(inputs or {}, "inputs")
        return execution.feed(code, self._next_name(), given, functions)

    def _next_name(self) -> str:
        self._fed += 1
        self._note()
        return f"<python-input-{self._fed - 1}>"

    def _end(self, execution: Execution) -> None:
        """End a feed that ran to its end, or was broken off by an exception of the host's."""
        execution.direct = None
        execution.run.end_feed()
        self.abort()

    def _note(self) -> None:
        """Have the run know what snapshots are to tell of the session, and whether to remember."""
        self._execution.header = self._header()
        self._execution.run.remembers = self._remember and not self._showing

    def _header(self) -> dict[str, object]:
        flags = {"remember": self._remember, "showing": self._showing}
        return {"session": True, "fed": self._fed, **{name: True for name, value in flags.items() if value}}

    def __repr__(self) -> str:
        return f"MontyRepl(script_name={self.script_name!r})"


async def run_repl_async(
    repl: MontyRepl,
    code: str,
    *,
    inputs: dict[str, Any] | None = None,
    external_functions: dict[str, Function] | None = None,
    print_callback: PrintCallback | None = None,
    os: Handlers | None = None,
) -> Any:
    """Run one more piece of the session `repl` beside the running event loop, and return its result.

    As `MontyRepl.feed_run()`, with functions that may be `async`; see `Monty.run_async()`.
    """
    functions, handlers = check_functions(external_functions), check_handlers(os)
    execution = repl._prepared(code, inputs, print_callback)
    run = AsyncRun(execution, handlers)
    given = run.to_guest(inputs or {}, "inputs")
    name = repl._next_name()
    try:
        return await run.run(lambda: execution.feed(code, name, given, run.noted_all(functions)))
    finally:
        execution.world.moves = True
        repl._end(execution)


def load_repl_snapshot(
    data: bytes,
    *,
    print_callback: PrintCallback | None = None,
    dataclass_registry: list[type] | None = None,
    limits: ResourceLimits | None = None,
    key: bytes | None = None,
    isolate: bool | PooledWorker = False,
) -> tuple[FunctionSnapshot | NameLookupSnapshot | FutureSnapshot, MontyRepl]:
    """Load a session in the middle of a piece, from the bytes of a snapshot that one of its pieces gave.

    Returns the snapshot and the session, which is busy until the snapshot has been resumed to the end of its piece. Arguments and errors
    are those of `load_snapshot`; a snapshot that is not of a session is a ValueError.
    """
    check_print_callback(print_callback)
    checked = check_limits(limits)
    registry = Registry(dataclass_registry)
    header, _ = codec.read(check_bytes(data), key)
    if header.get("kind") in (KIND, "program"):
        other = "MontyRepl.load()" if header["kind"] == KIND else "Monty.load()"
        raise ValueError(f"these bytes hold no snapshot: load them with {other}")
    if header.get("session") is not True:
        raise ValueError("Cannot load a snapshot of a script with load_repl_snapshot, use load_snapshot instead")
    snapshot, execution = load_paused(data, header, print_callback, registry, checked, isolate)
    return snapshot, _session(execution, registry, header)


def session_in(data: bytes) -> str | None:
    """Return which session the bytes of a dump hold: 'free', 'busy' (a snapshot of one of its pieces), or None for none.

    Raises ValueError for bytes that are no intact dump.
    """
    header, _ = codec.read(check_bytes(data))
    if header.get("kind") == KIND:
        return "free"
    return "busy" if header.get("session") is True else None


def _loader(header: dict[str, Any]) -> str:
    return "load them with " + ("load_repl_snapshot()" if header.get("session") is True else "load_snapshot()")


def _new(script_name: str, limits: Limits, registry: Registry, isolate: bool | PooledWorker) -> Execution:
    """Return the execution of a fresh session, here or in a worker."""
    if isolate:
        from monty_cli.worker import remote_session

        return remote_session(script_name, limits, registry, None if isinstance(isolate, bool) else isolate)
    run = machine.Run(machine.session_program(script_name, machine.steps_checked(limits)), no_output)
    run.limit(limits)
    return Execution(run, None, registry)


def _session(execution: Execution, registry: Registry, header: dict[str, Any]) -> MontyRepl:
    """Return the session of a loaded run."""
    fed = header.get("fed")
    if type(fed) is not int or fed < 0:
        raise ValueError("the snapshot is damaged: its count of pieces is wrong")
    made: MontyRepl = object.__new__(MontyRepl)
    made._execution, made._registry, made._fed = execution, registry, fed
    made._showing = header.get("showing") is True
    made.remember = header.get("remember") is True
    return made
