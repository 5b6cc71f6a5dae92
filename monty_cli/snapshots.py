"""Snapshots: a program that waits for the host, and what becomes of it.

`Monty.start()` and every `resume()` give one of

    FunctionSnapshot      the script has called a function that the host has to answer
    NameLookupSnapshot    the script has read a name that nothing defines
    MontyComplete         the script has ended

A snapshot resumes once. It can be dumped to bytes before that, any number of times, and the bytes loaded any number of
times, in any process. What it says about itself stays readable after it has resumed; `stack` does so if it was read
before, because the program's frames move on. Bad arguments are a TypeError and leave the snapshot as it was.
"""

from __future__ import annotations

from _thread import allocate_lock

from monty_cli import codec, machine
from monty_cli.values import BUILTIN_EXCEPTIONS, call_to_host, to_guest, to_guest_exception

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any, NoReturn, Self, TypeAlias, final

    from monty_cli.errors import Frame
    from monty_cli.monty import Execution

    PrintCallback: TypeAlias = Callable[[str, str], object]
    Snapshot: TypeAlias = "FunctionSnapshot | NameLookupSnapshot | MontyComplete"
else:

    def final(cls):
        return cls


_UNSET: Any = type("_Unset", (), {"__slots__": (), "__repr__": lambda self: "..."})()


class _Final:
    """What all results share: they are made here, never change, and can be neither subclassed nor pickled.

    What a result knows is in its one slot, which only `_make` fills.
    """

    __slots__ = ("__weakref__", "_state")
    _state: Any

    def __new__(cls, *args: object, **kwargs: object) -> Self:
        raise TypeError(f"cannot create {cls.__name__!r} instances: start(), resume() and load() do")

    def __init_subclass__(cls) -> None:
        if cls.__module__ != __name__:
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

    __slots__ = ("args", "event", "execution", "kwargs", "lock", "resumed", "stack")
    args: tuple[Any, ...]
    kwargs: dict[str, Any]

    def __init__(self, execution: Execution, event: Any) -> None:
        self.execution = execution
        self.event = event
        self.lock = allocate_lock()
        self.resumed = False
        self.stack: list[Frame] | None = None


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

        Raises RuntimeError if the snapshot has been resumed and the stack was not read before.
        """
        state = self._state
        with state.lock:
            if state.stack is None:
                if state.resumed:
                    raise RuntimeError("snapshot has already been resumed: read its stack before resume()")
                state.stack = state.execution.stack()
            return list(state.stack)

    def set_print_callback(self, print_callback: PrintCallback | None) -> None:
        """Send what the script prints from here on to `print_callback(stream, text)`; None: to the host's stdout."""
        self._state.execution.print_callback = check_print_callback(print_callback)

    def dump(self) -> bytes:
        """Return the paused program as bytes, for `load()`; the print callback is not in them.

        Raises ValueError, with the reason and the line, where the state can't be captured exactly (the snapshot can
        still be resumed), and RuntimeError if the snapshot has been resumed.
        """
        state = self._state
        with state.lock:
            if state.resumed:
                raise RuntimeError("snapshot has already been resumed: dump() it before resume()")
            return state.execution.run.dump({"kind": self.KIND, "script_name": self.script_name})

    def _check_unused(self) -> None:
        if self._state.resumed:
            raise RuntimeError("snapshot has already been resumed")

    def _continue(self, outcome: machine.Outcome) -> Snapshot:
        """Go on with the program; of several threads that try, one wins."""
        state = self._state
        with state.lock:
            self._check_unused()
            state.resumed = True
        return state.execution.snapshot(state.execution.resume(outcome))


@final
class FunctionSnapshot(_Pause):
    """A program that waits for the answer to a call."""

    __slots__ = ()

    KIND = "function"

    @classmethod
    def _make(cls, execution: Execution, call: machine.CallPause) -> FunctionSnapshot:
        snapshot: FunctionSnapshot = object.__new__(cls)
        state = _PauseState(execution, call)
        state.args, state.kwargs = call_to_host(call.args, call.kwargs)
        _set_state(snapshot, state)
        return snapshot

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
        return self._state.args

    @property
    def kwargs(self) -> dict[str, Any]:
        """Return a copy of the keyword arguments, the same one each time."""
        return self._state.kwargs

    @property
    def call_id(self) -> int:
        """Return the number of the call in this run, from 0."""
        return int(self._state.event.call_id)

    def resume(
        self,
        result: dict[str, Any] = _UNSET,
        /,
        *,
        return_value: Any = _UNSET,
        exception: BaseException | type[BaseException] = _UNSET,
        **unknown: Any,
    ) -> Snapshot:
        """Answer the call and run on to the next pause or to the end.

        Give one of `return_value` and `exception`, or in their place one dict: `{'return_value': v}`,
        `{'exception': e}` or `{'exc_type': 'ValueError', 'message': 'm'}`.
        Raises TypeError for other arguments and for values that can't cross (the snapshot can still be resumed),
        RuntimeError if the snapshot has been resumed, MontyRuntimeError for an exception that the script doesn't catch.
        """
        if return_value is not _UNSET and not unknown and all(other is _UNSET for other in (result, exception)):
            self._check_unused()  # the usual answer, without the detour over a dict
            return self._continue(machine.Return(to_guest(return_value, "return_value")))
        given = _given(result, {"return_value": return_value, "exception": exception, **unknown})
        make = _ANSWERS.get(frozenset(given))
        if make is None:
            raise TypeError(f"{_ANSWERS_WANTED}; got {_listed(given)}")
        self._check_unused()
        return self._continue(make(given))

    @staticmethod
    def load(
        data: bytes,
        *,
        print_callback: PrintCallback | None = None,
        dataclass_registry: list[type] | None = None,
    ) -> FunctionSnapshot:
        """Load a FunctionSnapshot from the bytes of its `dump()`; see `load_snapshot`."""
        snapshot = _load(data, FunctionSnapshot.KIND, print_callback, dataclass_registry)
        assert isinstance(snapshot, FunctionSnapshot)
        return snapshot

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

    def resume(self, result: dict[str, Any] = _UNSET, /, *, value: Any = _UNSET, **unknown: Any) -> Snapshot:
        """Give the name its value and run on; without a value, the script gets a NameError.

        A callable becomes a host function under its own name. `resume({'value': v})` is the same as `resume(value=v)`.
        Raises as `FunctionSnapshot.resume` does.
        """
        given = _given(result, {"value": value, **unknown})
        if set(given) - {"value"} or (result is not _UNSET and not given):
            raise TypeError(f"resume() accepts value=..., or nothing for a NameError; got {_listed(given)}")
        self._check_unused()
        if not given:
            return self._continue(machine.Unbound())
        return self._continue(machine.Bind(to_guest(given["value"], "value")))

    @staticmethod
    def load(
        data: bytes,
        *,
        print_callback: PrintCallback | None = None,
        dataclass_registry: list[type] | None = None,
    ) -> NameLookupSnapshot:
        """Load a NameLookupSnapshot from the bytes of its `dump()`; see `load_snapshot`."""
        snapshot = _load(data, NameLookupSnapshot.KIND, print_callback, dataclass_registry)
        assert isinstance(snapshot, NameLookupSnapshot)
        return snapshot

    def __repr__(self) -> str:
        return f'NameLookupSnapshot(script_name={self.script_name!r}, variable_name="{self.variable_name}")'


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


def _given(result: Any, keywords: dict[str, Any]) -> dict[Any, Any]:
    """Return the answer as a dict, whether it was given as one or as keywords."""
    given = {name: value for name, value in keywords.items() if value is not _UNSET}
    if result is _UNSET:
        return given
    if not isinstance(result, dict):
        raise TypeError(f"resume() takes keywords or one dict, not {type(result).__name__!r}")
    if given:
        raise TypeError("resume() takes keywords or one dict, not both")
    return dict(result)


def _listed(names: Iterable[object]) -> str:
    return ", ".join(map(repr, names)) or "nothing"


def _returned(given: dict[str, Any]) -> machine.Outcome:
    return machine.Return(to_guest(given["return_value"], "return_value"))


def _raised(given: dict[str, Any]) -> machine.Outcome:
    """Return the outcome for an exception, or for a class of exceptions as in `raise ValueError`."""
    exception = given["exception"]
    if isinstance(exception, type) and issubclass(exception, BaseException):
        try:
            exception = exception()
        except Exception as error:
            raise TypeError(f"'exception' must be an instance: {error}") from None
    if not isinstance(exception, BaseException):
        raise TypeError(f"'exception' must be an exception, not {type(exception).__name__!r}")
    return machine.Raise(to_guest_exception(exception))


def _raised_by_name(given: dict[str, Any]) -> machine.Outcome:
    """Return the outcome for the name of a builtin exception and a message."""
    name, message = given["exc_type"], given.get("message", "")
    if not isinstance(message, str):
        raise TypeError(f"'message' must be a string, not {type(message).__name__!r}")
    for cls in BUILTIN_EXCEPTIONS.values():
        if cls.__name__ == name:
            break
    else:
        raise TypeError(f"'exc_type' must be the name of a builtin exception, not {name!r}")
    try:
        exception = cls(message) if message else cls()
    except TypeError:
        raise TypeError(f"{name} can't be made from a message: give it as 'exception'") from None
    return machine.Raise(to_guest_exception(exception))


_ANSWERS: dict[frozenset[str], Callable[[dict[str, Any]], machine.Outcome]] = {
    frozenset({"return_value"}): _returned,
    frozenset({"exception"}): _raised,
    frozenset({"exc_type", "message"}): _raised_by_name,
    frozenset({"exc_type"}): _raised_by_name,
}
_ANSWERS_WANTED = (
    "resume() accepts either return_value or exception, not both, "
    "as a keyword or in a dict (there also 'exc_type' and 'message')"
)


_KINDS = {"function": "FunctionSnapshot", "name": "NameLookupSnapshot"}


def load_snapshot(
    data: bytes,
    *,
    print_callback: PrintCallback | None = None,
    dataclass_registry: list[type] | None = None,
) -> FunctionSnapshot | NameLookupSnapshot:
    """Load a snapshot of any kind from the bytes of its `dump()`. Nothing of the script runs before `resume()`.

    `print_callback(stream, text)` gets what the script prints; without it, that goes to stdout. `dataclass_registry`
    lists the dataclasses that may cross.
    Raises ValueError for bytes that are not an intact snapshot, TypeError for other arguments.
    """
    return _load(data, None, print_callback, dataclass_registry)


def _load(
    data: bytes, wanted: str | None, print_callback: PrintCallback | None, dataclass_registry: list[type] | None
) -> FunctionSnapshot | NameLookupSnapshot:
    check_print_callback(print_callback)
    check_registry(dataclass_registry)
    header, _ = codec.read(check_bytes(data))
    kind = header.get("kind")
    if kind == "program":
        raise ValueError("these bytes hold a program, not a snapshot: load them with Monty.load()")
    if type(kind) is not str or kind not in _KINDS:
        raise ValueError("these bytes hold a snapshot of an unknown kind")
    if wanted is not None and kind != wanted:
        actual = _KINDS[kind]
        raise ValueError(f"these bytes hold a {actual}, not a {_KINDS[wanted]}: load them with {actual}.load()")
    from monty_cli.monty import Execution

    run, _ = machine.load_run(data)
    snapshot = None if run.event is None else Execution(run, print_callback).snapshot(run.event)
    if snapshot is None or isinstance(snapshot, MontyComplete) or kind != snapshot.KIND:
        raise ValueError("these bytes hold a snapshot whose header doesn't match its contents")
    return snapshot


def check_bytes(data: object) -> bytes:
    """Return `data` if it is bytes; else TypeError."""
    if type(data) is not bytes:
        raise TypeError(f"argument 'data': {type(data).__name__!r} object is not an instance of 'bytes'")
    return data


def check_print_callback(print_callback: PrintCallback | None) -> PrintCallback | None:
    """Return `print_callback` if it can be called or is None; else TypeError."""
    if print_callback is not None and not callable(print_callback):
        raise TypeError(f"argument 'print_callback': {type(print_callback).__name__!r} object is not callable")
    return print_callback


def check_registry(dataclass_registry: list[type] | None) -> None:
    """Raise TypeError unless `dataclass_registry` is None or lists dataclasses."""
    for cls in dataclass_registry or ():
        if not (isinstance(cls, type) and hasattr(cls, "__dataclass_fields__")):
            raise TypeError(f"argument 'dataclass_registry': {cls!r} is not a dataclass")
