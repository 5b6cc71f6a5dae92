"""`Monty`: a script, parsed and compiled once, that runs any number of times.

`run()` runs it to its end, with the host's functions called directly. `start()` runs it to its first pause; from there
on the snapshots have the word. Every run begins afresh: runs share nothing that the script could change.

`Execution` is one run as the face sees it: it holds the machine's run, sends the output on, calls the host's functions,
and turns events into snapshots and guest exceptions into `MontyRuntimeError`.
"""

from __future__ import annotations

import sys
from _weakref import ref

from monty_cli import codec, machine
from monty_cli.errors import MontyError, MontyRuntimeError, Report, frame_at, split_lines
from monty_cli.os_access.handling import check_handlers
from monty_cli.running import AsyncRun, run_sync
from monty_cli.snapshots import (
    FunctionSnapshot,
    FutureSnapshot,
    MontyComplete,
    NameLookupSnapshot,
    check_bytes,
    check_print_callback,
)
from monty_cli.tasks import PendingCall, TaskState
from monty_cli.values import Registry, World, call_to_host, exception_to_host, to_guest, to_guest_exception, to_host

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, NoReturn

    from monty_cli.errors import Frame
    from monty_cli.os_access.handling import Handlers
    from monty_cli.snapshots import PrintCallback, Snapshot
    from monty_cli.values import Direct, Function


class Monty:
    """A script that is ready to run. `code`, `script_name` and `inputs` are as given; they can't be changed."""

    __slots__ = ("__weakref__", "_program", "_registry")
    _program: machine.Program
    _registry: Registry

    def __init__(
        self,
        code: str,
        *,
        script_name: str = "main.py",
        inputs: list[str] | None = None,
        dataclass_registry: list[type] | None = None,
    ) -> None:
        """Parse and compile `code`.

        `script_name` is how tracebacks name the script, `inputs` lists the variables that `run()` and `start()` will be
        given, `dataclass_registry` the dataclasses (enums, named tuples) as whose instances the script's results may come out.
        Raises MontySyntaxError if the script can't be compiled, TypeError or ValueError for bad arguments.
        """
        _check("code", code, str)
        _check("script_name", script_name, str)
        registry = Registry(dataclass_registry)
        names = _check_input_names([] if inputs is None else inputs)
        object.__setattr__(self, "_program", machine.program_for(code, script_name, names))
        object.__setattr__(self, "_registry", registry)

    def __init_subclass__(cls) -> NoReturn:
        raise TypeError("type 'Monty' is not an acceptable base type")

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"attribute {name!r} of 'Monty' objects is not writable")

    @property
    def code(self) -> str:
        """Return the script's text."""
        return self._program.source

    @property
    def script_name(self) -> str:
        """Return the name of the script."""
        return self._program.script_name

    @property
    def inputs(self) -> list[str]:
        """Return the names of the inputs."""
        return list(self._program.inputs)

    def register_dataclass(self, cls: type) -> None:
        """Let instances of the dataclass `cls` come out of this script's runs as what they are; TypeError for other classes."""
        self._registry.add(cls, "argument 'cls'")

    def run(
        self,
        *,
        inputs: dict[str, Any] | None = None,
        external_functions: dict[str, Function] | None = None,
        print_callback: PrintCallback | None = None,
        os: Handlers | None = None,
    ) -> Any:
        """Run the script to its end and return its result.

        `inputs` has a value for each declared input. `external_functions` maps names to the functions that the script
        may call; a name that is a builtin's stays the builtin. `print_callback(stream, text)` gets what the script
        prints; without it, that goes to stdout. `os` answers the system calls: an `AbstractOS`, a callable that is given name, args
        and kwargs, or a list of such, which are asked in turn; what none of them answers is a NotImplementedError for the script.
        Raises MontyRuntimeError for an exception that the script doesn't catch, TypeError or KeyError for bad inputs.
        """
        functions = _check_functions(external_functions)
        handlers = check_handlers(os)
        execution = self._execution(print_callback, direct=True)
        guest_inputs = execution.to_guest(self._check_inputs(inputs), "inputs")
        event = execution.start(guest_inputs, {name: execution.bridge(functions[name], name) for name in functions})
        return run_sync(execution, event, handlers)

    async def run_async(
        self,
        *,
        inputs: dict[str, Any] | None = None,
        external_functions: dict[str, Function] | None = None,
        print_callback: PrintCallback | None = None,
        os: Handlers | None = None,
    ) -> Any:
        """Run the script to its end beside the running event loop, and return its result.

        Arguments and errors are as for `run()`, but functions may be `async`: they run side by side on the event loop while
        the script goes on until it needs a result. Functions are called on the loop's thread; the script runs, and prints,
        on a thread of its own, where `os` answers its system calls too; what an async one returns is awaited on the loop. When the
        awaiting task is cancelled, the script is ended.
        """
        functions = _check_functions(external_functions)
        execution = self._execution(print_callback)
        run = AsyncRun(execution, check_handlers(os))
        return await run.run(run.to_guest(self._check_inputs(inputs), "inputs"), functions)

    def start(self, *, inputs: dict[str, Any] | None = None, print_callback: PrintCallback | None = None) -> Snapshot:
        """Run the script to its first pause, or to its end; arguments and errors as for `run()`."""
        execution = self._execution(print_callback)
        guest_inputs = execution.to_guest(self._check_inputs(inputs), "inputs")
        return execution.snapshot(execution.start(guest_inputs, {}))

    def dump(self) -> bytes:
        """Return the script as bytes, for `Monty.load()`."""
        program = self._program
        header = {"kind": "program", "script_name": program.script_name, "source": program.source}
        return codec.write({**header, "inputs": list(program.inputs)}, b"")

    @staticmethod
    def load(data: bytes, *, dataclass_registry: list[type] | None = None) -> Monty:
        """Load a script from the bytes of its `dump()`.

        Raises ValueError for bytes that are not an intact script, TypeError for other arguments.
        """
        header: dict[str, Any] = codec.read(check_bytes(data))[0]
        if header.get("kind") != "program":
            raise ValueError("these bytes hold a snapshot, not a program: load them with load_snapshot()")
        try:
            code, script_name, inputs = header["source"], header["script_name"], header["inputs"]
            return Monty(code, script_name=script_name, inputs=inputs, dataclass_registry=dataclass_registry)
        except (KeyError, TypeError, MontyError) as error:
            raise ValueError(f"these bytes hold a program that can't be used: {error}") from None

    def _execution(self, print_callback: PrintCallback | None, *, direct: bool = False) -> Execution:
        return Execution(machine.Run(self._program, _no_output), print_callback, self._registry, direct=direct)

    def _check_inputs(self, inputs: dict[str, Any] | None) -> dict[str, Any]:
        """Return the inputs in the order of their declaration."""
        names = self._program.inputs
        if inputs is None:
            if names:
                raise TypeError(f"Missing required inputs: {_quoted(names)}")
            return {}
        _check("inputs", inputs, dict)
        if inputs and not names:
            raise TypeError("No input variables declared but inputs dict was provided")
        for name in names:
            if name not in inputs:
                raise KeyError(f"Missing required input: {name!r}")
        unknown = [name for name in inputs if name not in names]
        if unknown:
            raise TypeError(f"Unknown inputs: {', '.join(map(repr, unknown))}; declared are {_quoted(names)}")
        return {name: inputs[name] for name in names}

    def __repr__(self) -> str:
        lines = len(self.code.splitlines())
        inputs = f", inputs={_quoted(self._program.inputs)}" if self._program.inputs else ""
        count = f"{lines} line{'' if lines == 1 else 's'}"
        return f"Monty(<{count} of code>, script_name={self.script_name!r}{inputs})"


async def run_monty_async(
    monty_runner: Monty,
    *,
    inputs: dict[str, Any] | None = None,
    external_functions: dict[str, Function] | None = None,
    print_callback: PrintCallback | None = None,
    os: Handlers | None = None,
) -> Any:
    """Run a script beside the running event loop: `monty_runner.run_async(...)`."""
    return await monty_runner.run_async(
        inputs=inputs, external_functions=external_functions, print_callback=print_callback, os=os
    )


def _writer(execution: ref[Execution]) -> Callable[[str, str], None]:
    """Return the output of a run. It does not keep the execution: the two would be a cycle, which ends when the collector
    comes by, and then perhaps not before the suspended generators in it have run their `finally` blocks."""

    def write(stream: str, text: str) -> None:
        target = execution()
        if target is not None:
            target.write(stream, text)

    return write


class Execution:
    """One run of a program. `direct` says that host functions are called at once instead of pausing the program."""

    __slots__ = ("__weakref__", "_blamed", "_interrupt", "_lines", "direct", "print_callback", "run", "world")

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
        self._lines: list[str] | None = None
        self._blamed: tuple[BaseException, BaseException] | None = None
        self._interrupt: BaseException | None = None
        run.write = _writer(ref(self))

    @property
    def script_name(self) -> str:
        """Return the name of the script."""
        return self.run.program.script_name

    def start(self, inputs: dict[str, object], functions: dict[str, Function]) -> machine.Event:
        """Run from the beginning to the first event; the inputs are guest values."""
        return self._advance(self.run.start, inputs, functions)

    def resume(self, outcome: machine.Outcome) -> machine.Event:
        """Run from a pause to the next event."""
        return self._advance(self.run.resume, outcome)

    def snapshot(self, event: machine.Event) -> Snapshot:
        """Return what the host gets for an event."""
        if isinstance(event, machine.CallPause):
            return FunctionSnapshot._make(self, event)
        if isinstance(event, machine.NamePause):
            return NameLookupSnapshot._make(self, event)
        if isinstance(event, machine.FuturePause):
            return FutureSnapshot._make(self, event)
        return MontyComplete._make(self.to_host(event.value))

    def to_guest(self, value: object, where: str) -> Any:
        """Return a copy of a host value for this run; see `values.to_guest`."""
        return to_guest(value, where, self.direct, self.world)

    def to_host(self, value: object) -> Any:
        """Return a copy of a value of this run for the host."""
        return to_host(value, self.world)

    def call_to_host(self, call: machine.CallPause) -> tuple[tuple[Any, ...], dict[str, Any]]:
        """Return copies of the arguments of a call."""
        return call_to_host(call.args, call.kwargs, self.world)

    def method(self, call: machine.CallPause, args: tuple[Any, ...]) -> Function:
        """Return the bound method that a call of a host object's method calls; `args` are the copies of its arguments.

        Raises TypeError if the object is none of the host's, or of a class that is not known here.
        """
        if not call.args or not self.world.is_known(call.args[0]):
            raise TypeError(f"the class of the object whose method {call.name!r} is called is not known here")
        found: Function = getattr(args[0], call.name)
        return found

    def call_method(self, call: machine.CallPause) -> machine.Outcome:
        """Call the method of a host object that the guest has called."""
        args, kwargs = self.call_to_host(call)
        try:
            method = self.method(call, args)
            return machine.Return(self.call(method, args[1:], kwargs, f"{call.name}()"))
        except BaseException as error:
            return machine.Raise(error.with_traceback(None))

    def stack(self) -> list[Frame]:
        """Return the frames of the paused program, outermost first, with copies of their variables."""
        return self._frames(self.run.frames())

    def _frames(self, stack: list[machine.StackFrame]) -> list[Frame]:
        frames = [frame for frame in stack if _is_shown(frame)]
        variables = self.to_host([frame.locals for frame in frames])  # in one copy: what frames share stays shared
        return [self._frame(frame, locals) for frame, locals in zip(frames, variables, strict=True)]

    def pending_calls(self) -> list[PendingCall]:
        """Return the calls whose results the program waits for, with copies of their arguments."""
        calls = self.run.left_calls()
        return [
            PendingCall(call.call_id, call.name, *call_to_host(call.args, call.kwargs, self.world)) for call in calls
        ]

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

        def call(*args: object, **kwargs: object) -> object:
            host_args, host_kwargs = call_to_host(args, kwargs, self.world)
            return self.call(function, host_args, host_kwargs, f"{name}()")

        call.__wrapped__ = function  # type: ignore[attr-defined]
        return call

    def call(self, function: Function, args: Any, kwargs: Any, where: str | None = None) -> object:
        """Call host code on the guest's behalf; its exception goes on in the guest as a copy.

        `where` names the result, which becomes a guest value; without it the result is dropped.
        """
        try:
            result = function(*args, **kwargs)
            return None if where is None else self.to_guest(result, where)
        except BaseException as error:
            failure = error
        # Raised out here: inside of the `except` the host's exception would be the copy's context.
        raise self._blame(failure)

    def _blame(self, failure: BaseException) -> BaseException:
        """Return the guest's copy of a host exception, and remember where it came from."""
        copy = to_guest_exception(failure)
        self._blamed = (copy, failure)
        if not isinstance(failure, Exception):
            self._interrupt = failure
        return copy

    def _advance(self, step: Callable[..., machine.Event], *args: object) -> machine.Event:
        failure: machine.GuestError | None = None
        try:
            event = step(*args)
        except machine.GuestError as error:
            failure = error
        interrupt, blamed = self._interrupt, self._blamed
        self._interrupt = self._blamed = None
        if interrupt is not None:
            raise interrupt  # KeyboardInterrupt, SystemExit & co. end the run, whatever the guest makes of them
        if failure is None:
            return event
        cause = blamed[1] if blamed is not None and blamed[0] is failure.exc else None
        raise self._runtime_error(failure) from cause

    def _runtime_error(self, error: machine.GuestError) -> MontyRuntimeError:
        report = self._report(error)
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
        return MontyRuntimeError(report, exception_to_host(error.exc, report.message, self.world))

    def _report(self, error: machine.GuestError) -> Report:
        type_name, message = error.describe()
        frames = [self._frame(frame) for frame in error.frames if _is_shown(frame)]
        return Report(type_name, message, frames, error.notes, error.module)

    def _frame(self, frame: machine.TraceFrame, locals: dict[str, object] | None = None) -> Frame:
        if self._lines is None:
            self._lines = split_lines(self.run.program.source)
        assert frame.span is not None
        return frame_at(self.script_name, frame.function_name, frame.span, self._lines, locals)


def _is_shown(frame: machine.TraceFrame) -> bool:
    """Return whether a frame is the script's; the others, and places without a span, are our own."""
    return frame.unit == "script" and frame.span is not None


def _print(stream: str, text: str) -> None:
    target = sys.stderr if stream == "stderr" else sys.stdout
    if target is not None:
        target.write(text)


def _no_output(stream: str, text: str) -> None:
    """Stand in for the output until an Execution takes the run over."""


def _check(name: str, value: object, wanted: type) -> None:
    if not isinstance(value, wanted):
        raise TypeError(f"argument {name!r}: {type(value).__name__!r} object is not an instance of {wanted.__name__!r}")


def _check_input_names(inputs: list[str]) -> list[str]:
    """Return a copy of the declared names: a list of different identifiers."""
    _check("inputs", inputs, list)
    for index, name in enumerate(inputs):
        _check("inputs", name, str)
        if not name.isidentifier():
            raise ValueError(f"argument 'inputs': {name!r} is not an identifier")
        if name in inputs[:index]:
            raise ValueError(f"argument 'inputs': {name!r} is there twice")
    return list(inputs)


def _check_functions(functions: dict[str, Function] | None) -> dict[str, Function]:
    """Return `external_functions` as a dict of callables by name."""
    if functions is None:
        return {}
    _check("external_functions", functions, dict)
    for name, function in functions.items():
        _check("external_functions", name, str)
        if not callable(function):
            raise TypeError(f"external function {name!r}: {type(function).__name__!r} object is not callable")
    return functions


def _quoted(names: list[str]) -> str:
    return "[" + ", ".join(f'"{name}"' for name in names) + "]"
