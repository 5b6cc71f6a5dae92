"""Snapshots: a program that waits for the host, and what becomes of it.

`Monty.start()` and every `resume()` give one of

    FunctionSnapshot      the script has called a function that the host has to answer
    NameLookupSnapshot    the script has read a name that nothing defines
    FutureSnapshot        all tasks of the script wait for results that were left for later
    MontyComplete         the script has ended

A snapshot resumes once. It can be dumped to bytes before that, any number of times, and the bytes loaded any number of
times, in any process. What it says about itself stays readable after it has resumed; `stack` does so if it was read
before, because the program's frames move on. Bad arguments are a TypeError and leave the snapshot as it was.
"""

from __future__ import annotations

from _thread import allocate_lock

from monty_cli import codec, machine
from monty_cli.answers import UNSET, answer, given_answer, listed, settlement
from monty_cli.limits import NO_LIMITS, check_limits
from monty_cli.printing import check_print_callback
from monty_cli.values import Registry

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import EllipsisType
    from typing import Any, NoReturn, Self, TypeAlias, TypeVar, final

    from monty_cli.errors import Frame
    from monty_cli.execution import Execution
    from monty_cli.limits import Limits, ResourceLimits
    from monty_cli.tasks import PendingCall, TaskState
    from monty_cli.worker.pool import PooledWorker

    PrintCallback: TypeAlias = Callable[[str, str], object]
    Kind = TypeVar("Kind", bound="Paused")
    Paused: TypeAlias = "FunctionSnapshot | NameLookupSnapshot | FutureSnapshot"
    Snapshot: TypeAlias = "FunctionSnapshot | NameLookupSnapshot | FutureSnapshot | MontyComplete"
else:

    def final(cls):
        return cls


class _Final:
    """What all results share: they are made here, never change, and can be neither subclassed nor pickled.

    What a result knows is in its one slot, which only `_make` fills.
    """

    __slots__ = ("__weakref__", "_state")
    _state: Any

    def __new__(cls, *args: object, **kwargs: object) -> Self:
        raise TypeError(f"cannot create {cls.__name__!r} instances: start(), resume() and load() do")

    def __init_subclass__(cls) -> None:
        if cls.__module__ not in (__name__, "monty_cli.interruption"):
            base = next(base for base in cls.__mro__ if base.__module__ == __name__)
            raise TypeError(f"type {base.__name__!r} is not an acceptable base type")

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"attribute {name!r} of {type(self).__name__!r} objects is not writable")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"attribute {name!r} of {type(self).__name__!r} objects is not writable")

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        raise TypeError(f"cannot pickle {type(self).__name__!r} object: use dump() and load()")


_set_state: Callable[[_Final, object], None] = _Final.__dict__["_state"].__set__


class _PauseState:
    """What a snapshot knows: its execution and event, the copied arguments of a call, and what changes over time."""

    __slots__ = ("call", "event", "execution", "lock", "resumed", "stack")

    def __init__(self, execution: Execution, event: Any) -> None:
        self.execution = execution
        self.event = event
        self.lock = allocate_lock()
        self.resumed = False
        self.stack: list[Frame] | None = None
        self.call: tuple[tuple[Any, ...], dict[str, Any]] | None = None


class _Pause(_Final):
    """A paused program: the common part of the snapshots that can be resumed."""

    __slots__ = ()
    _state: _PauseState

    KIND: str

    @property
    def script_name(self) -> str:
        """Return the name of the script."""
        return self._state.execution.script_name

    @property
    def source(self) -> str:
        """Return the script's text."""
        return str(self._state.execution.run.program.source)

    @property
    def stack(self) -> list[Frame]:
        """Return the script's frames where it stands, outermost first, with their `locals` as plain values.

        Raises RuntimeError if the snapshot has been resumed and the stack was not read before, ValueError if it was
        loaded and its keys can't be hashed again (see `load_snapshot`).
        """
        state = self._state
        with state.lock:
            if state.stack is None:
                if state.resumed:
                    raise RuntimeError("snapshot has already been resumed: read its stack before resume()")
                state.execution.check_paused(state.event)
                state.stack = state.execution.stack()
            return list(state.stack)

    def set_print_callback(self, print_callback: PrintCallback | None) -> None:
        """Send what the script prints from here on to `print_callback(stream, text)`; None: to the host's stdout."""
        self._state.execution.print_callback = check_print_callback(print_callback)

    def dump(self, *, key: bytes | None = None) -> bytes:
        """Return the paused program as bytes, for `load()`, signed if there is a `key`; the print callback is not in them.

        Raises ValueError, with the reason and the line, where the state can't be captured exactly (the snapshot can
        still be resumed), and RuntimeError if the snapshot has been resumed.
        """
        state = self._state
        with state.lock:
            if state.resumed:
                raise RuntimeError("snapshot has already been resumed: dump() it before resume()")
            state.execution.check_paused(state.event)
            header = {"kind": self.KIND, "script_name": self.script_name, **state.execution.header}
            return codec.sign(state.execution.run.dump(header), key)

    def _check_unused(self) -> None:
        if self._state.resumed:
            raise RuntimeError("snapshot has already been resumed")

    def _settle(self) -> None:
        """Complete the values of a loaded program, and take from them what stays readable."""
        self._state.execution.run.settle()

    def _continue(self, outcome: Callable[[], machine.Outcome]) -> Snapshot:
        """Go on with the program from what `outcome()` returns; of several threads that try, one wins.

        Guest values are made in `outcome()`: making them may take the program to this thread, and nothing must come in between.
        """
        state = self._state
        with state.lock:
            self._check_unused()
            state.execution.check_paused(state.event)
            made = outcome()
            self._settle()
            state.resumed = True
        return state.execution.go_on(state, made)


@final
class FunctionSnapshot(_Pause):
    """A program that waits for the answer to a call."""

    __slots__ = ()

    KIND = "function"

    @classmethod
    def _make(cls, execution: Execution, call: machine.CallPause) -> FunctionSnapshot:
        snapshot: FunctionSnapshot = object.__new__(cls)
        state = _PauseState(execution, call)
        _set_state(snapshot, state)
        if execution.run.settled:
            state.call = execution.call_to_host(call)
        return snapshot

    def _settle(self) -> None:
        super()._settle()
        state = self._state
        if state.call is None:
            state.call = state.execution.call_to_host(state.event)

    def _call(self) -> tuple[tuple[Any, ...], dict[str, Any]]:
        """Return the copied arguments; a loaded snapshot may have to complete them first."""
        state = self._state
        if state.call is None:
            with state.lock:
                self._settle()
        assert state.call is not None
        return state.call

    @property
    def is_os_function(self) -> bool:
        """Return whether this is a call of the operating system, such as 'Path.read_text'."""
        return bool(self._state.event.is_os)

    @property
    def is_method_call(self) -> bool:
        """Return whether this is a method of a host object; the object is the first argument."""
        return bool(self._state.event.is_method)

    @property
    def function_name(self) -> str:
        """Return the name of the function that is called."""
        return str(self._state.event.name)

    @property
    def args(self) -> tuple[Any, ...]:
        """Return a copy of the positional arguments, the same one each time."""
        return self._call()[0]

    @property
    def kwargs(self) -> dict[str, Any]:
        """Return a copy of the keyword arguments, the same one each time."""
        return self._call()[1]

    @property
    def call_id(self) -> int:
        """Return the number of the call in this run, from 0."""
        return int(self._state.event.call_id)

    def resume(
        self,
        result: dict[str, Any] = UNSET,
        /,
        *,
        return_value: Any = UNSET,
        exception: BaseException | type[BaseException] = UNSET,
        future: EllipsisType = UNSET,
        **unknown: Any,
    ) -> Snapshot:
        """Answer the call and run on to the next pause or to the end.

        Give one of `return_value`, `exception` and `future=...`, or in their place one dict: `{'return_value': v}`,
        `{'exception': e}`, `{'exc_type': 'ValueError', 'message': 'm'}` or `{'future': ...}`. With `future=...` (an
        ellipsis) the result comes later: the call returns a coroutine for the script to await, and the script goes on; a
        `FutureSnapshot` asks for the result when nothing else is left to do.
        Raises TypeError for other arguments and for values that can't cross (the snapshot can still be resumed),
        RuntimeError if the snapshot has been resumed, MontyRuntimeError for an exception that the script doesn't catch.
        """
        if return_value is not UNSET and not unknown and all(other is UNSET for other in (result, exception, future)):
            # the usual answer, without the detour over a dict
            return self._continue(lambda: machine.Return(self._state.execution.to_guest(return_value, "return_value")))
        keywords = {"return_value": return_value, "exception": exception, "future": future, **unknown}
        given = given_answer(result, keywords)
        return self._continue(lambda: answer(given, self._state.execution.to_guest))

    @staticmethod
    def load(
        data: bytes,
        *,
        print_callback: PrintCallback | None = None,
        dataclass_registry: list[type] | None = None,
        limits: ResourceLimits | None = None,
        key: bytes | None = None,
        isolate: bool | PooledWorker = False,
    ) -> FunctionSnapshot:
        """Load a FunctionSnapshot from the bytes of its `dump()`; see `load_snapshot`."""
        return _load(data, FunctionSnapshot, print_callback, dataclass_registry, limits, key, isolate)

    def __repr__(self) -> str:
        call = f"function_name={self.function_name!r}, args={self.args!r}, kwargs={self.kwargs!r}"
        return f"FunctionSnapshot(script_name={self.script_name!r}, {call})"


@final
class NameLookupSnapshot(_Pause):
    """A program that waits for the value of a name that nothing defines."""

    __slots__ = ()

    KIND = "name"

    @classmethod
    def _make(cls, execution: Execution, lookup: machine.NamePause) -> NameLookupSnapshot:
        snapshot: NameLookupSnapshot = object.__new__(cls)
        _set_state(snapshot, _PauseState(execution, lookup))
        return snapshot

    @property
    def variable_name(self) -> str:
        """Return the name that is looked up."""
        return str(self._state.event.name)

    def resume(self, result: dict[str, Any] = UNSET, /, *, value: Any = UNSET, **unknown: Any) -> Snapshot:
        """Give the name its value and run on; without a value, the script gets a NameError.

        A callable becomes a host function under its own name. `resume({'value': v})` is the same as `resume(value=v)`.
        Raises as `FunctionSnapshot.resume` does.
        """
        given = given_answer(result, {"value": value, **unknown})
        if set(given) - {"value"} or (result is not UNSET and not given):
            raise TypeError(f"resume() accepts value=..., or nothing for a NameError; got {listed(given)}")
        if not given:
            return self._continue(machine.Unbound)
        return self._continue(lambda: machine.Bind(self._state.execution.to_guest(given["value"], "value")))

    @staticmethod
    def load(
        data: bytes,
        *,
        print_callback: PrintCallback | None = None,
        dataclass_registry: list[type] | None = None,
        limits: ResourceLimits | None = None,
        key: bytes | None = None,
        isolate: bool | PooledWorker = False,
    ) -> NameLookupSnapshot:
        """Load a NameLookupSnapshot from the bytes of its `dump()`; see `load_snapshot`."""
        return _load(data, NameLookupSnapshot, print_callback, dataclass_registry, limits, key, isolate)

    def __repr__(self) -> str:
        return f'NameLookupSnapshot(script_name={self.script_name!r}, variable_name="{self.variable_name}")'


@final
class FutureSnapshot(_Pause):
    """A program all of whose tasks wait for calls that were answered with `future=...`."""

    __slots__ = ()

    KIND = "future"

    @classmethod
    def _make(cls, execution: Execution, block: machine.FuturePause) -> FutureSnapshot:
        snapshot: FutureSnapshot = object.__new__(cls)
        _set_state(snapshot, _PauseState(execution, block))
        return snapshot

    @property
    def pending_call_ids(self) -> list[int]:
        """Return the ids of the calls that wait for a result, in the order of the calls.

        Raises RuntimeError if the snapshot has been resumed.
        """
        if self._state.resumed:
            raise RuntimeError("FutureSnapshot already resumed")
        return list(self._state.event.call_ids)

    @property
    def pending_calls(self) -> list[PendingCall]:
        """Return the calls that wait for a result, in their order, with names and copies of the arguments.

        Raises RuntimeError if the snapshot has been resumed.
        """
        self._check_unused()
        with self._state.lock:
            return self._state.execution.pending_calls()

    @property
    def tasks(self) -> list[TaskState]:
        """Return the script's tasks that have not ended, in the order of their making, with their stacks.

        Raises RuntimeError if the snapshot has been resumed.
        """
        self._check_unused()
        with self._state.lock:
            return self._state.execution.tasks()

    def resume(self, results: dict[int, dict[str, Any]]) -> Snapshot:
        """Give the results of some or all pending calls and run on.

        `results` maps call ids to answers as `FunctionSnapshot.resume` takes them in a dict: `{'return_value': v}`,
        `{'exception': e}` and so on; `{'future': ...}` leaves a call pending. They are settled in the order of the dict.
        Raises TypeError for other arguments and for values that can't cross, RuntimeError for ids that are not pending
        (the snapshot can still be resumed) and if the snapshot has been resumed, MontyRuntimeError for an exception
        that the script doesn't catch.
        """
        state = self._state
        return self._continue(lambda: settlement(results, state.event.call_ids, state.execution.to_guest))

    @staticmethod
    def load(
        data: bytes,
        *,
        print_callback: PrintCallback | None = None,
        dataclass_registry: list[type] | None = None,
        limits: ResourceLimits | None = None,
        key: bytes | None = None,
        isolate: bool | PooledWorker = False,
    ) -> FutureSnapshot:
        """Load a FutureSnapshot from the bytes of its `dump()`; see `load_snapshot`."""
        return _load(data, FutureSnapshot, print_callback, dataclass_registry, limits, key, isolate)

    def __repr__(self) -> str:
        pending = [] if self._state.resumed else self.pending_call_ids
        return f"FutureSnapshot(script_name={self.script_name!r}, pending_call_ids={pending})"


@final
class MontyComplete(_Final):
    """The end of a program; `output` is the value of its last expression, or None."""

    __slots__ = ()

    @classmethod
    def _make(cls, output: object) -> MontyComplete:
        complete: MontyComplete = object.__new__(cls)
        _set_state(complete, output)
        return complete

    @property
    def output(self) -> Any:
        """Return a copy of the script's result, the same one each time."""
        return self._state

    def __repr__(self) -> str:
        return f"MontyComplete(output={self._state!r})"


_KINDS = {"function": "FunctionSnapshot", "name": "NameLookupSnapshot", "future": "FutureSnapshot"}


def load_snapshot(
    data: bytes,
    *,
    print_callback: PrintCallback | None = None,
    dataclass_registry: list[type] | None = None,
    limits: ResourceLimits | None = None,
    key: bytes | None = None,
    isolate: bool | PooledWorker = False,
) -> FunctionSnapshot | NameLookupSnapshot | FutureSnapshot:
    """Load a snapshot of any kind from the bytes of its `dump()`. Nothing of the script runs here.

    Dicts and sets whose keys have a `__hash__` or `__eq__` written in the script are filled when the snapshot is first
    resumed, dumped, or asked for its stack or arguments: that runs these methods, muted, and is a ValueError if they fail.
    `print_callback(stream, text)` gets what the script prints; without it, that goes to stdout. `dataclass_registry`
    lists the dataclasses (enums, named tuples) as whose instances the script's values come out. `limits` are those of whoever loads
    the snapshot: for each the stricter one holds, this or the one under which the script was started; what it had used then stays used.
    With a `key`, only bytes that `dump(key=...)` has signed with it are loaded; without one, a signature isn't looked at.
    With `isolate`, it is loaded and goes on in a worker process (see `Monty`).
    Raises ValueError for bytes that are not an intact snapshot, or not signed by the key, TypeError for other arguments.
    """
    return _load(data, None, print_callback, dataclass_registry, limits, key, isolate)


def _load(
    data: bytes,
    wanted: type[Kind] | None,
    print_callback: PrintCallback | None,
    dataclass_registry: list[type] | None,
    limits: ResourceLimits | None,
    key: bytes | None,
    isolate: bool | PooledWorker,
) -> Kind:
    check_print_callback(print_callback)
    checked = check_limits(limits)
    registry = Registry(dataclass_registry)
    header, _ = codec.read(check_bytes(data), key)
    kind = header.get("kind")
    if kind == "program":
        raise ValueError("these bytes hold a program, not a snapshot: load them with Monty.load()")
    if kind == "session":
        raise ValueError("these bytes hold a session, not a snapshot: load them with MontyRepl.load()")
    if type(kind) is not str or kind not in _KINDS:
        raise ValueError("these bytes hold a snapshot of an unknown kind")
    if wanted is not None and kind != wanted.KIND:
        actual = _KINDS[kind]
        raise ValueError(f"these bytes hold a {actual}, not a {_KINDS[wanted.KIND]}: load them with {actual}.load()")
    if header.get("session") is True:
        raise ValueError("Cannot load a REPL snapshot with load_snapshot, use load_repl_snapshot instead")
    return load_paused(data, header, print_callback, registry, checked, isolate)[0]  # type: ignore[return-value]


def load_paused(
    data: bytes,
    header: dict[str, Any],
    print_callback: PrintCallback | None,
    registry: Registry,
    limits: Limits = NO_LIMITS,
    isolate: bool | PooledWorker = False,
) -> tuple[FunctionSnapshot | NameLookupSnapshot | FutureSnapshot, Execution]:
    """Return the snapshot in `data`, whose checked header is `header`, and its execution; ValueError if they don't fit."""
    from monty_cli.execution import load_execution

    execution = load_execution(data, print_callback, registry, limits, isolate)
    run = execution.run
    snapshot = None if run.event is None else execution.snapshot(run.event)
    fitting = run.program.session == (header.get("session") is True)
    if snapshot is None or isinstance(snapshot, MontyComplete) or header.get("kind") != snapshot.KIND or not fitting:
        raise ValueError("these bytes hold a snapshot whose header doesn't match its contents")
    return snapshot, execution


def check_bytes(data: object) -> bytes:
    """Return `data` if it is bytes; else TypeError."""
    if type(data) is not bytes:
        raise TypeError(f"argument 'data': {type(data).__name__!r} object is not an instance of 'bytes'")
    return data
