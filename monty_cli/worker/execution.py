"""A run in a worker, as the face sees it: `RemoteRun` in the place of the machine's run, `RemoteExecution` in that of `Execution`.

Nothing of the guest's is here: events hold the host's values, made of the worker's messages, and what goes in is only described.
"""

from __future__ import annotations

import time

from monty_cli import machine
from monty_cli.codec.plain import read_flat
from monty_cli.errors import MontyRuntimeError
from monty_cli.execution import KEEPING, RUNNING, Execution, cause_of
from monty_cli.limits import NO_LIMITS
from monty_cli.tasks import PendingCall, TaskState
from monty_cli.values import UnknownDataclass, worded
from monty_cli.worker.host_values import Handles, HostValues, Shadows
from monty_cli.worker.reports import frame_from, report_from

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from monty_cli.errors import Frame
    from monty_cli.limits import Limits
    from monty_cli.snapshots import PrintCallback
    from monty_cli.values import Function, Registry
    from monty_cli.worker.link import Link

_ORIGINS = 64
"""Exceptions of the host's that are kept, to be the cause of an error that ends the run."""


class RemoteProgram:
    """What the face asks of a program that is elsewhere."""

    __slots__ = ("inputs", "script_name", "session", "source")

    def __init__(self, source: str, script_name: str, inputs: list[str], session: bool = False) -> None:
        self.source = source
        self.script_name = script_name
        self.inputs = inputs
        self.session = session


class RemoteRun(Shadows):
    """A run in the worker behind `link`."""

    def __init__(self, program: RemoteProgram, link: Link, limits: Limits = NO_LIMITS) -> None:
        super().__init__()
        self.program = program
        self.link = link
        self.limits = limits
        self.event: machine.Event | None = None
        self.settled = True
        self._remembers = False
        self.write: Any = None
        self.values: HostValues | None = None

    @property
    def remembers(self) -> bool:
        """Whether each feed binds `_` to its result; the worker is told at each feed, and at once while a piece is paused."""
        return self._remembers

    @remembers.setter
    def remembers(self, value: bool) -> None:
        if value != self._remembers:
            self._remembers = value
            if self.event is not None:
                self.ask(["remember", value])

    def interruptible(self) -> RemoteRun:
        """Return what ends the run from another thread."""
        return self

    def interrupt(self) -> None:
        """End the run, which is of a script."""
        if self.program.session:
            self.link.interrupt()
        else:
            self.link.kill("the run was cancelled")

    def close(self) -> None:
        """Have no more code of the guest run, in the piece that runs."""
        self.link.interrupt()

    def settle(self) -> None:
        """Complete the values of a loaded run."""
        if self.settled:
            return
        event = self.ask(["settle"])
        self.settled = True
        if event is not None and isinstance(self.event, machine.CallPause):
            found = self.checked(lambda: read_event(event, self.values))
            if isinstance(found, machine.CallPause):
                self.event.args, self.event.kwargs = found.args, found.kwargs

    def ask(self, fields: list[Any]) -> Any:
        """Ask the worker for something, and return what comes with its `ok`."""
        answer = self.link.ask(fields)
        if answer[0] == "error":
            raise ValueError("the code of the snapshot failed")
        if answer[0] != "ok" or len(answer) != 2:
            self.link.broken(ValueError(f"{answer[0]!r} is no answer here"))
        return answer[1]

    def ask_for(self, fields: list[Any], kind: type) -> Any:
        """Ask for a value of one type."""
        value = self.ask(fields)
        if type(value) is not kind:
            self.link.broken(ValueError(f"an answer is no {kind.__name__}"))
        return value

    def checked(self, make: Callable[[], Any]) -> Any:
        """Return what `make` makes of a message; a ValueError there breaks the protocol."""
        try:
            return make()
        except (ValueError, TypeError, RecursionError) as error:
            self.link.broken(error)

    def dump(self, header: dict[str, object]) -> bytes:
        """Return the paused run as bytes; ValueError where it can't be captured."""
        self.settle()
        data: bytes = self.ask_for(["dump", header], bytes)
        return data

    def abandon(self) -> None:
        """Give up the piece of a session that is paused, if one is."""
        self.event = None
        self.ask(["abandon"])

    def end_feed(self) -> None:
        """Have host functions pause from now on."""
        self.ask(["end_feed"])

    def bound_names(self) -> list[str]:
        """Return the names that the guest has bound."""
        return self._names(["names"])

    def names_at(self, path: list[str]) -> list[str]:
        """Return the names that the guest can read at a path of names."""
        return self._names(["names_at", list(path)])

    def _names(self, question: list[Any]) -> list[str]:
        names: list[str] = self.ask_for(question, list)
        if any(type(name) is not str for name in names):
            self.link.broken(ValueError("a name is no text"))
        return names

    def variables(self) -> dict[str, Any]:
        """Return copies of what the guest has bound."""
        self.settled = True
        field = self.ask(["variables"])
        assert self.values is not None
        values = self.values
        found = self.checked(lambda: values.decode(field))
        if type(found) is not dict:
            self.link.broken(ValueError("variables are no dict"))
        return found


class RemoteExecution(Execution):
    """A run in a worker, with the methods of `Execution`."""

    __slots__ = ("_count", "_keeps", "_origins", "_printed", "handles", "link", "values")

    isolated = True

    def __init__(
        self, run: RemoteRun, print_callback: PrintCallback | None, registry: Registry, *, direct: bool = False
    ) -> None:
        super().__init__(run, print_callback, registry, direct=direct)  # type: ignore[arg-type]
        self.link = run.link
        self.handles = Handles()
        self.values = run.values = HostValues(self.world, self.handles)
        self._origins: dict[int, BaseException] = {}
        self._count = 0
        self._keeps = False  # the worker has been told that errors are looked into
        self._printed = 0

    def __del__(self) -> None:
        """Give the worker up: nobody can go on with the run."""
        link = getattr(self, "link", None)
        if link is not None:
            link.finish()

    @property
    def _run(self) -> RemoteRun:
        return self.run  # type: ignore[return-value]

    @property
    def _mode(self) -> str:
        return "noted" if self.direct is None else "direct"

    @property
    def _loud(self) -> bool:
        self.link.loud = self.print_callback is not None
        return self.link.loud

    def _numbers(self, functions: dict[str, Function]) -> dict[str, int]:
        return {name: self.handles.number(function) for name, function in functions.items()}

    def start(self, inputs: dict[str, object], functions: dict[str, Function]) -> machine.Event:
        """Run from the beginning to the first event."""
        run = self._run
        self.link.limit(run.limits)
        given, numbers = self.values.encode(inputs), self._numbers(functions)
        return self._step(["start", run.limits.given(), self._mode, given, numbers, self._loud])

    def feed(self, code: str, name: str, inputs: dict[str, object], functions: dict[str, Function]) -> machine.Event:
        """Run one more piece of a session to its first event."""
        run = self._run
        run.settled = True
        self.link.limit(run.limits)
        self._printed = 0
        run.program.source = code
        self.link.has_compiled(code)
        given, numbers = self.values.encode(inputs), self._numbers(functions)
        return self._step(["feed", code, name, self._mode, given, numbers, self._loud, run.remembers])

    def interrupt(self) -> None:
        """End the piece that runs: by a KeyboardInterrupt here, or where the answer of the worker is waited for."""
        if not self.link.interrupt():
            raise KeyboardInterrupt

    def suspend(self) -> None:
        """Have the guest pause where it is."""
        self._wanted = True
        self.link.pause()

    def resume(self, outcome: machine.Outcome) -> machine.Event:
        """Run from a pause to the next event."""
        return self._step(["resume", *self._told(outcome), self._loud])

    def evaluate(self, text: str, depth: int, task: int | None) -> machine.Event:
        """Evaluate an expression in a frame of a run that was loaded for this."""
        return self._step(["evaluate", text, depth, task, self._loud])

    def _told(self, outcome: machine.Outcome) -> list[Any]:
        if isinstance(outcome, machine.Return):
            return ["return", self.values.encode(outcome.value)]
        if isinstance(outcome, machine.Bind):
            return ["bind", self.values.encode(outcome.value)]
        if isinstance(outcome, machine.Raise):
            return ["raise", self._raised(outcome.taken())]
        if isinstance(outcome, machine.Settle):
            return ["settle", [[number, *self._told(result)] for number, result in outcome.results.items()]]
        return ["unbound" if isinstance(outcome, machine.Unbound) else "later", None]

    def _raised(self, error: BaseException) -> list[Any]:
        """Return an exception for the guest, with a number by which the host's own is known again."""
        cause = cause_of(error)
        if cause is None:
            return [self.values.encode(error), None]
        self._count += 1
        self._origins[self._count] = cause
        while len(self._origins) > _ORIGINS:
            del self._origins[next(iter(self._origins))]
        return [self.values.encode(error), self._count]

    def _step(self, fields: list[Any]) -> machine.Event:
        if KEEPING and not self._keeps:
            self._keeps = self._run.ask(["keep"]) is None
        RUNNING.append(self)
        try:
            answer = self.link.ask(fields, self._serve)
        except BaseException as failure:
            interrupt, self._interrupt = self._interrupt, None
            if self.direct is not None and not self._run.program.session:
                self.link.finish()  # nobody can go on with it
            if interrupt is not None and isinstance(failure, KeyboardInterrupt):
                raise interrupt from None  # what the worker was interrupted for
            raise
        finally:
            RUNNING.pop()
        interrupt, self._interrupt = self._interrupt, None
        run = self._run
        session = run.program.session
        if answer[0] == "error":
            run.event = None
            error, cause = run.checked(lambda: self._error(answer))
            if not session:
                self.link.finish()
            if interrupt is not None:
                raise interrupt
            raise error from cause
        event: machine.Event = run.checked(lambda: read_event(answer, self.values))
        if isinstance(event, machine.Interrupted) and not self._wanted:
            self.link.broken(ValueError("nobody has interrupted the script"))
        self._wanted = False
        run.event = None if session and isinstance(event, machine.Finished) else event
        if isinstance(event, machine.Finished) and not session:
            self.link.finish()
        if interrupt is not None:
            raise interrupt
        if isinstance(event, machine.CallPause) and answer[5] is not None:
            note = getattr(run.checked(lambda: self.handles.at(answer[5])), "note", None)
            if note is not None:
                note()
        return event

    def _error(self, answer: list[Any]) -> tuple[MontyRuntimeError, BaseException | None]:
        _, field, exact, origin = answer
        found = self.values.decode(field)
        if type(found) is not list or len(found) != 2 or not isinstance(found[1], BaseException):
            raise ValueError("an error that can't be")
        report = report_from(found[0])
        error = found[1] if exact is True else worded(found[1], report.message)
        return MontyRuntimeError(report, error), self._origins.get(origin) if type(origin) is int else None

    def _serve(self, message: list[Any]) -> list[Any] | None:
        """Do what the worker asks for while the guest runs."""
        printed: tuple[str, str] | None = None
        try:
            if message[0] == "print":
                printed = self._printed_text(message)
            else:
                _, number, field = message
                function = self.handles.at(number)
                args, kwargs = _arguments(field, self.values)
        except (ValueError, TypeError, RecursionError) as error:
            self.link.broken(error)
        began = time.monotonic()
        try:
            if printed is not None:
                return self._print(*printed)
            return self._called(function, args, kwargs)
        finally:
            self.link.hosted += time.monotonic() - began

    def _called(self, function: Function, args: tuple[Any, ...], kwargs: dict[str, Any]) -> list[Any]:
        """Call a function of the host's, and return the reply."""
        try:
            return ["return", self.values.encode(function(*args, **kwargs))]
        except BaseException as error:
            return ["raise", *self._raised(error)]

    def _printed_text(self, message: list[Any]) -> tuple[str, str]:
        _, stream, text = message
        if stream not in ("stdout", "stderr") or type(text) is not str:
            raise ValueError("what is printed is no text")
        most = self._run.limits.max_output
        self._printed += len(text)
        if most is not None and self._printed > most:
            raise ValueError("more is printed than the limit allows")
        return stream, text

    def _print(self, stream: str, text: str) -> list[Any] | None:
        try:
            self.write(stream, text)
        except BaseException as error:
            if not self.link.loud:
                raise error.with_traceback(None) from None  # nobody in the worker waits for it
            return ["raise", *self._raised(error)]
        return ["ok", None] if self.link.loud else None

    def to_host(self, value: object) -> Any:
        """Return a value of an event, which is the host's already."""
        return value

    def arguments(self, args: Any, kwargs: Any) -> tuple[tuple[Any, ...], dict[str, Any]]:
        """Return arguments of an event, which are the host's already."""
        return args, kwargs

    def call_to_host(self, call: machine.CallPause) -> tuple[tuple[Any, ...], dict[str, Any]]:
        """Return the arguments of a call."""
        return call.args, call.kwargs

    def bridge(self, function: Function, name: str) -> Function:
        """Return what is called for a function of the host's: values are the host's already, exceptions become copies."""

        def call(*args: object, **kwargs: object) -> object:
            return self.call(function, args, kwargs, f"{name}()")

        call.__wrapped__ = function  # type: ignore[attr-defined]
        return call

    def is_known(self, receiver: object) -> bool:
        """Tell whether the receiver of a method call is an object of the host's whose class is known here."""
        return type(receiver) is not UnknownDataclass and self.world.knows(type(receiver))

    def stack(self) -> list[Frame]:
        """Return the frames of the paused program."""
        self.run.settle()
        found = self._read(["stack"])
        return self._run.checked(lambda: [frame_from(fields) for fields in _rows(found)])  # type: ignore[no-any-return]

    def place(self) -> Frame | None:
        """Return the innermost frame of the paused program, without its variables."""
        self.run.settle()
        found = self._read(["place"])
        return None if found is None else self._run.checked(lambda: frame_from(found))

    def _read(self, question: list[Any]) -> Any:
        field = self._run.ask(question)
        return self._run.checked(lambda: self.values.decode(field))

    def pending_calls(self) -> list[PendingCall]:
        """Return the calls whose results the program waits for."""
        self.run.settle()
        found = self._read(["pending"])
        return self._run.checked(lambda: [_pending(row) for row in _rows(found)])  # type: ignore[no-any-return]

    def tasks(self) -> list[TaskState]:
        """Return the program's tasks that have not ended."""
        self.run.settle()
        found = self._read(["tasks"])
        return self._run.checked(lambda: [_task(row) for row in _rows(found)])  # type: ignore[no-any-return]


def read_event(answer: Any, values: HostValues | None) -> machine.Event:
    """Return the event that an answer tells; ValueError for what is none."""
    assert values is not None
    if type(answer) is not list or not answer:
        raise ValueError("an event is no list")
    kind, *rest = answer
    if kind == "call pause" and len(rest) == 6:
        name, call_id, is_os, is_method, _, field = rest
        if type(name) is not str or type(call_id) is not int or type(is_os) is not bool or type(is_method) is not bool:
            raise ValueError("a call has other parts")
        args, kwargs = ((), {}) if field is None else _arguments(field, values)
        return machine.CallPause(name, args, kwargs, call_id, is_os, is_method)
    if kind == "name pause" and len(rest) == 1 and type(rest[0]) is str:
        return machine.NamePause(rest[0])
    if kind == "future pause" and len(rest) == 1 and type(rest[0]) is list:
        if any(type(number) is not int for number in rest[0]):
            raise ValueError("a call has no number")
        return machine.FuturePause(tuple(rest[0]))
    if kind == "interrupt pause" and not rest:
        return machine.Interrupted()
    if kind == "end" and len(rest) == 1:
        return machine.Finished(values.decode(rest[0]))
    raise ValueError(f"{kind!r} is no event")


def _arguments(field: Any, values: HostValues) -> tuple[tuple[Any, ...], dict[str, Any]]:
    """Return the arguments of a call in a field of a message."""
    flat = read_flat(field)
    return _checked_arguments(values.decode(field)) if flat is None else (flat, {})


def _checked_arguments(found: Any) -> tuple[tuple[Any, ...], dict[str, Any]]:
    if type(found) is not tuple or len(found) != 2 or type(found[0]) is not tuple or type(found[1]) is not dict:
        raise ValueError("a call has no arguments")
    if any(type(name) is not str for name in found[1]):
        raise ValueError("an argument has no name")
    return found


def _rows(found: Any) -> list[Any]:
    if type(found) is not list:
        raise ValueError("an answer has no rows")
    return found


def _pending(row: Any) -> PendingCall:
    if type(row) is not tuple or len(row) != 4 or type(row[0]) is not int or type(row[1]) is not str:
        raise ValueError("a pending call has other parts")
    return PendingCall(row[0], row[1], *_checked_arguments(row[2:]))


def _task(row: Any) -> TaskState:
    if type(row) is not tuple or len(row) != 4 or type(row[0]) is not str or type(row[1]) is not str:
        raise ValueError("a task has other parts")
    if type(row[2]) not in (int, type(None)):
        raise ValueError("a task waits for no number")
    return TaskState(row[0], row[1], row[2], [frame_from(fields) for fields in _rows(row[3])])
