"""`Execution`: one run as the face sees it.

It holds the machine's run, sends the output on, calls the host's functions, and turns events into snapshots and guest exceptions into
`MontyRuntimeError`.
"""

from __future__ import annotations

import sys
from _weakref import ref

from monty_cli import machine
from monty_cli.errors import MontyRuntimeError, NotTakenError, Report, frame_at, split_lines
from monty_cli.printing import check_print_callback
from monty_cli.snapshots import (
    FunctionSnapshot,
    FutureSnapshot,
    MontyComplete,
    NameLookupSnapshot,
)
from monty_cli.tasks import PendingCall, TaskState
from monty_cli.values import World, call_to_host, exception_to_host, has_property, to_guest, to_guest_exception, to_host

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType
    from typing import Any, NoReturn

    from monty_cli.errors import Frame
    from monty_cli.limits import Limits
    from monty_cli.snapshots import PrintCallback, Snapshot, _PauseState
    from monty_cli.values import Direct, Function, Registry
    from monty_cli.worker.pool import PooledWorker


def _writer(execution: ref[Execution]) -> Callable[[str, str], None]:
    """Return the output of a run. It does not keep the execution: the two would be a cycle, which ends when the collector
    comes by, and then perhaps not before the suspended generators in it have run their `finally` blocks."""

    def write(stream: str, text: str) -> None:
        target = execution()
        if target is not None:
            target.write(stream, text)

    return write


RUNNING: list[Execution] = []
"""The runs that are under way, the innermost last."""
KEEPING: list[bool] = []
"""Not empty where the frames of errors are to have their variables, for a person who looks into them."""


class Execution:
    """One run of a program. `direct` says that host functions are called at once instead of pausing the program."""

    __slots__ = (
        "__weakref__",
        "_interrupt",
        "_outside",
        "_texts",
        "_wanted",
        "direct",
        "header",
        "print_callback",
        "run",
        "world",
    )

    isolated = False  # it is in a worker process

    def __init__(
        self,
        run: machine.Run,
        print_callback: PrintCallback | None,
        registry: Registry | None = None,
        *,
        direct: bool = False,
    ) -> None:
        self.run = run
        self.world = World(run, registry)
        self.direct: Direct | None = self.bridge if direct else None
        self.print_callback = check_print_callback(print_callback)
        self.header: dict[str, object] = {}  # what else the header of a snapshot has, for a session
        self._texts: dict[str, tuple[str, list[str]]] = {}  # name and lines of a script or piece, by unit
        self._interrupt: BaseException | None = None
        self._outside = 0  # calls of the host's code that are under way
        self._wanted = False  # the guest is to be interrupted when these have returned
        run.write = _writer(ref(self))

    @property
    def script_name(self) -> str:
        """Return the name of the script."""
        return self.run.program.script_name

    def check_paused(self, event: machine.Event) -> None:
        """Raise RuntimeError if the run does not stand at `event` any more: a session has given up what was paused there."""
        if self.header and self.run.event is not event:
            raise RuntimeError("the session has given up the code of this snapshot")

    def start(self, inputs: dict[str, object], functions: dict[str, Function]) -> machine.Event:
        """Run from the beginning to the first event; the inputs are guest values."""
        return self._advance(self.run.start, inputs, functions)

    def feed(self, code: str, name: str, inputs: dict[str, object], functions: dict[str, Function]) -> machine.Event:
        """Run one more piece of a session to its first event; the inputs are guest values."""
        return self._advance(self.run.feed, code, name, inputs, functions)

    def resume(self, outcome: machine.Outcome) -> machine.Event:
        """Run from a pause to the next event."""
        return self._advance(self.run.resume, outcome)

    def go_on(self, state: _PauseState, outcome: machine.Outcome) -> Snapshot:
        """Resume the snapshot with this state, and return the next; it stays usable where a worker refuses the answer (TypeError)."""
        try:
            event = self.resume(outcome)
        except NotTakenError as error:
            state.resumed = False
            raise TypeError(str(error)) from None
        return self.snapshot(event)

    def evaluate(self, text: str, depth: int, task: int | None) -> machine.Event:
        """Evaluate an expression in a frame of a run that was loaded for this: the end has its value and its text."""
        return self._advance(machine.evaluate, self.run, text, depth, task)

    def snapshot(self, event: machine.Event) -> Snapshot:
        """Return what the host gets for an event."""
        if isinstance(event, machine.CallPause):
            return FunctionSnapshot._make(self, event)
        if isinstance(event, machine.NamePause):
            return NameLookupSnapshot._make(self, event)
        if isinstance(event, machine.FuturePause):
            return FutureSnapshot._make(self, event)
        if isinstance(event, machine.Interrupted):
            from monty_cli.interruption import Interruption

            return Interruption._make(self, event)  # type: ignore[return-value]
        return MontyComplete._make(self.to_host(event.value))

    def interrupt(self) -> None:
        """End the piece that runs, from a handler of a signal, by a KeyboardInterrupt here."""
        self.run.close()
        raise KeyboardInterrupt

    def to_guest(self, value: object, where: str) -> Any:
        """Return a copy of a host value for this run; see `values.to_guest`."""
        return to_guest(value, where, self.direct, self.world)

    def to_host(self, value: object) -> Any:
        """Return a copy of a value of this run for the host."""
        return to_host(value, self.world)

    def call_to_host(self, call: machine.CallPause) -> tuple[tuple[Any, ...], dict[str, Any]]:
        """Return copies of the arguments of a call."""
        return self.arguments(call.args, call.kwargs)

    def arguments(self, args: Any, kwargs: Any) -> tuple[tuple[Any, ...], dict[str, Any]]:
        """Return copies of arguments, made together."""
        return call_to_host(args, kwargs, self.world)

    def exception(self, error: BaseException, message: str) -> BaseException:
        """Return a copy of the guest's exception, which says `message`."""
        return exception_to_host(error, message, self.world)

    def is_known(self, receiver: object) -> bool:
        """Tell whether the receiver of a method call is an object of the host's whose class is known here."""
        return self.world.is_known(receiver)

    def method(self, call: machine.CallPause, args: tuple[Any, ...]) -> Function:
        """Return the bound method that a call of a host object's method calls; `args` are the copies of its arguments.

        It is `__getattribute__` where a property is read.

        Raises TypeError if the object is none of the host's, or of a class that is not known here.
        """
        if not call.args or not self.is_known(call.args[0]):
            raise TypeError(f"the class of the object whose method {call.name!r} is called is not known here")
        name = call.name
        if name == machine.READ and [type(arg) for arg in args[1:]] == [str] and has_property(type(args[0]), args[1]):
            read: Function = type(args[0]).__getattribute__.__get__(args[0])
            return read
        # The classes of the guest have no others, but those of a forged snapshot may.
        offered = name == "__call__" or not name.startswith("_")
        if not offered or not callable(getattr(type(args[0]), name, None)):
            raise TypeError(f"the class of the object has no method {name!r} for scripts")
        found: Function = getattr(args[0], name)
        return found

    def call_method(self, call: machine.CallPause) -> machine.Outcome:
        """Call the method of a host object that the guest has called."""
        args, kwargs = self.call_to_host(call)
        try:
            method = self.method(call, args)
            return machine.Return(self.call(method, args[1:], kwargs, f"{call.name}()"))
        except BaseException as error:
            return machine.Raise(without_way(error))

    def stack(self) -> list[Frame]:
        """Return the frames of the paused program, outermost first, with copies of their variables."""
        return self._frames(self.run.frames())

    def suspend(self) -> None:
        """Have the guest pause where it is, from a handler of a signal on its thread; once the host's code that it has called is done."""
        self._wanted = bool(self._outside)
        if not self._wanted:
            machine.interrupt(self.run)

    def place(self) -> Frame | None:
        """Return the innermost frame of the paused program, without its variables; None if it stands in none of the script's."""
        frames = [frame for frame in self.run.frames() if frame.shown]
        return self._frame(frames[-1]) if frames else None

    def _frames(self, stack: list[machine.StackFrame]) -> list[Frame]:
        frames = [frame for frame in stack if frame.shown]
        variables = self.to_host([frame.locals for frame in frames])  # in one copy: what frames share stays shared
        return [self._frame(frame, locals) for frame, locals in zip(frames, variables, strict=True)]

    def pending_calls(self) -> list[PendingCall]:
        """Return the calls whose results the program waits for, with copies of their arguments."""
        calls = self.run.left_calls()
        return [PendingCall(call.call_id, call.name, *self.arguments(call.args, call.kwargs)) for call in calls]

    def tasks(self) -> list[TaskState]:
        """Return the program's tasks that have not ended, with copies of their variables."""
        return [
            TaskState(task.name, task.waiting_for, task.call_id, self._frames(task.frames)) for task in self.run.tasks()
        ]

    def write(self, stream: str, text: str) -> None:
        """Send what the guest prints to the callback, or to the host's own stream."""
        self.call(self.print_callback or _print, (stream, text), {})

    def bridge(self, function: Function, name: str) -> Function:
        """Return the callable that the machine runs for a host function: values and exceptions cross by copy."""

        where = f"{name}()"

        def cross(args: tuple[object, ...], kwargs: dict[str, object]) -> object:
            host_args, host_kwargs = self.arguments(args, kwargs)
            return self.call(function, host_args, host_kwargs, where)

        outside = self.run.outside(cross)

        def call(*args: object, **kwargs: object) -> object:
            return outside(args, kwargs)

        call.__wrapped__ = function  # type: ignore[attr-defined]
        return call

    def call(self, function: Function, args: Any, kwargs: Any, where: str | None = None) -> object:
        """Call host code on the guest's behalf; its exception goes on in the guest as a copy.

        `where` names the result, which becomes a guest value; without it the result is dropped.
        """
        self._outside += 1
        try:
            result = function(*args, **kwargs)
            return None if where is None else self.to_guest(result, where)
        except BaseException as error:
            failure = error
        finally:
            self._outside -= 1
            if self._wanted and not self._outside:
                self.suspend()
        if not isinstance(failure, Exception):
            self._interrupt = failure
        # Raised out here: inside of the `except` the host's exception would be the copy's context.
        try:
            _raise_copy(failure)
        finally:
            del failure  # the copy's traceback keeps this frame, which must not keep the exception

    def _advance(self, step: Callable[..., machine.Event], *args: object) -> machine.Event:
        failure: machine.GuestError | None = None
        RUNNING.append(self)
        try:
            event = step(*args)
        except machine.GuestError as error:
            failure = error
        finally:
            RUNNING.pop()
        interrupt, self._interrupt = self._interrupt, None
        if interrupt is not None:
            raise interrupt  # KeyboardInterrupt, SystemExit & co. end the run, whatever the guest makes of them
        if failure is None:
            return event
        raise self._runtime_error(failure) from cause_of(failure.exc)

    def _runtime_error(self, error: machine.GuestError) -> MontyRuntimeError:
        report = self._report(error)
        if KEEPING:
            report.frames = self._raised_frames(error) or report.frames
        made = {id(error.exc): report}
        todo = [(error, report)]
        while todo:
            current, shown = todo.pop()
            for relation, linked in current.chain[:1]:
                if id(linked.exc) not in made:  # as CPython does, show a linked exception once
                    made[id(linked.exc)] = self._report(linked)
                    shown.link = (relation, made[id(linked.exc)])
                    todo.append((linked, made[id(linked.exc)]))
            for member in current.members or ():
                if id(member.exc) not in made:
                    made[id(member.exc)] = self._report(member)
                    todo.append((member, made[id(member.exc)]))
            if current.members is not None:
                shown.members = [made[id(member.exc)] for member in current.members]
        return MontyRuntimeError(report, self.exception(error.exc, report.message))

    def _report(self, error: machine.GuestError) -> Report:
        type_name, message = error.describe()
        frames = [self._frame(frame) for frame in error.frames if frame.shown]
        return Report(type_name, message, frames, error.notes, error.module)

    def _raised_frames(self, error: machine.GuestError) -> list[Frame]:
        try:
            return self._frames(self.run.raised_frames(error))
        except (ValueError, TypeError, RecursionError, MemoryError):  # the error is told without them
            return []

    def _frame(self, frame: machine.TraceFrame, locals: dict[str, object] | None = None) -> Frame:
        found = self._texts.get(frame.unit)
        if found is None:
            name, text = self.run.text(frame.unit)
            found = self._texts[frame.unit] = (name, split_lines(text))
        assert frame.span is not None
        return frame_at(found[0], frame.function_name, frame.span, found[1], locals)


def load_execution(
    data: bytes, print_callback: PrintCallback | None, registry: Registry, limits: Limits, isolate: bool | PooledWorker
) -> Execution:
    """Return the run in `data`, loaded here or, to `isolate` it, in a worker; ValueError for damaged bytes."""
    if isolate:
        from monty_cli.worker import remote_load

        return remote_load(data, print_callback, registry, limits, None if isinstance(isolate, bool) else isolate)
    return Execution(machine.load_run(data, limits)[0], print_callback, registry)


def _raise_copy(failure: BaseException) -> NoReturn:
    """Raise the guest's copy of a host exception; its traceback, which keeps this frame, leads `cause_of` to the original."""
    copy = to_guest_exception(failure)
    try:
        raise copy
    finally:
        del copy


def copy_of(failure: BaseException) -> BaseException:
    """Return the guest's copy of a host exception, as `cause_of` knows it."""
    try:
        _raise_copy(failure)
    except BaseException as copy:
        copy.__context__ = None  # what is handled here is no matter of the guest's
        return without_way(copy)


def without_way(copy: BaseException) -> BaseException:
    """Return a copy that has been raised with nothing in its traceback but the entry that leads to the original."""
    entry = _origin(copy)
    return copy.with_traceback(entry)


def cause_of(error: BaseException) -> BaseException | None:
    """Return the host exception of which an exception that the guest did not catch is a copy, if it is one."""
    entry = _origin(error)
    return None if entry is None else entry.tb_frame.f_locals["failure"]


def _origin(error: BaseException) -> TracebackType | None:
    """Return the entry of a traceback that stands for `_raise_copy`: the innermost, if it is there."""
    entry: TracebackType | None = BaseException.__dict__["__traceback__"].__get__(error)
    while entry is not None and entry.tb_next is not None:
        entry = entry.tb_next
    return entry if entry is not None and entry.tb_frame.f_code is _raise_copy.__code__ else None


def _print(stream: str, text: str) -> None:
    target = sys.stderr if stream == "stderr" else sys.stdout
    if target is not None:
        target.write(text)
