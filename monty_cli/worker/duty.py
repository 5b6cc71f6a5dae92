"""What a worker does for its parent: it compiles, runs, resumes, dumps and loads as the messages say, and answers each.

While code of the guest runs, the worker asks back: `call` for a function of the host's, `print` for output.
"""

from __future__ import annotations

from monty_cli import machine
from monty_cli.codec.plain import Token, flat_arguments
from monty_cli.errors import MontyRuntimeError, MontySyntaxError, Report
from monty_cli.execution import KEEPING, Execution, copy_of
from monty_cli.limits import NO_LIMITS, check_limits
from monty_cli.machine.program import program_for
from monty_cli.machine.run import Run
from monty_cli.machine.watchdog import ready_thread
from monty_cli.values import BUILTIN_EXCEPTIONS
from monty_cli.values.copier import CannotCross
from monty_cli.values.tables import identity, is_flat
from monty_cli.worker import walls
from monty_cli.worker.guest_values import GuestValues, Handle
from monty_cli.worker.reports import frame_fields, report_fields

TYPE_CHECKING = False
if TYPE_CHECKING:
    import signal
    from collections.abc import Callable
    from typing import Any, NoReturn

    from monty_cli.limits import Limits
    from monty_cli.worker.channel import Channel
else:
    import _signal as signal  # the functions of `signal` without its enums, which take longer than a worker's start


class GuestExecution(Execution):
    """A run in the worker: what goes out are tokens and plain data, what comes in are fields of messages."""

    __slots__ = ("duty", "exact", "guest_values", "mode", "noted")

    def __init__(self, run: Run, duty: Duty, mode: str) -> None:
        super().__init__(run, duty.print)
        self.duty = duty
        self.mode = mode  # how functions of the host's are called: 'direct', 'noted' (they pause)
        self.noted: int | None = None
        self.exact = True
        self.guest_values = GuestValues(self.world, self.make_function)

    def make_function(self, name: str, number: int | None) -> machine.HostFunction:
        """Return a function of the host's."""
        return machine.HostFunction(name, None if number is None else self.callable(name, number))

    def callable(self, name: str, number: int) -> Callable[..., object]:
        """Return what answers a function of the host's that has a number: the parent, at once, or a pause that tells the number."""
        handle = Handle(number, self.duty.call)
        if self.mode == "direct":
            return self.bridge(handle, name)
        pausing = machine.HostFunction(name)

        def call(*args: object, **kwargs: object) -> object:
            self.noted = number
            return pausing(*args, **kwargs)

        call.__wrapped__ = handle  # type: ignore[attr-defined]
        return call

    def to_guest(self, value: object, where: str) -> Any:
        """Return the guest's value for a field of a message."""
        try:
            return self.guest_values.decode(value)
        except CannotCross as failure:
            what, *reasons = failure.args
            name = what.parts[0] if type(what) is Token else what
            text = "".join(f" ({reason})" for reason in reasons)
            raise TypeError(f"cannot convert {name!r} to a guest value: {where}{text}") from None

    def to_host(self, value: object) -> Any:
        """Return a guest's value as plain data and tokens."""
        return self.guest_values.neutral(value)

    def arguments(self, args: Any, kwargs: Any) -> tuple[tuple[Any, ...], dict[str, Any]]:
        """Return arguments as plain data and tokens."""
        if is_flat(args) and not kwargs:
            return args, {}
        found: tuple[tuple[Any, ...], dict[str, Any]] = self.to_host((args, kwargs))
        return found

    def call_field(self, args: Any, kwargs: Any) -> Any:
        """Return arguments that are plain data and tokens as a field of a message."""
        return flat_arguments(args, kwargs) or self.field((args, kwargs))

    def exception(self, error: BaseException, message: str) -> BaseException:
        """Return the guest's exception as one of a builtin class that holds plain data and tokens."""
        self.exact = identity(type(error)) in BUILTIN_EXCEPTIONS
        found: BaseException = self.to_host(error)
        return found

    def call(self, function: Any, args: Any, kwargs: Any, where: str | None = None) -> object:
        """Call the parent; what is no Exception ends the run over there."""
        try:
            return super().call(function, args, kwargs, where)
        finally:
            self._interrupt = None

    def field(self, neutral: object) -> Any:
        """Return plain data and tokens as a field of a message."""
        return self.guest_values.encode(neutral)


class Duty:
    """A worker at work."""

    def __init__(self, channel: Channel, standing: dict[str, bool | str]) -> None:
        self.channel = channel
        self.standing = standing
        self.program: machine.Program | None = None
        self.execution: Any = None
        self.limits: Limits = NO_LIMITS
        self.acknowledged = False
        self.running = False
        self._talks = False
        self._interrupted = False  # an interrupt has come that the guest is still to be told
        self._ended = False  # the guest has been told

    def serve(self) -> None:
        """Answer messages until the pipe closes, which is a ClosedError."""
        signal.signal(signal.SIGINT, self._interrupt)
        signal.signal(signal.SIGUSR1, self._pause)
        ready_thread()
        machine.RELIEF[:] = [walls.make_room]
        while True:
            name, *arguments = self.channel.receive()
            answer = self._answer(_DUTIES[name], arguments)
            try:
                self.channel.send(answer)
            except MemoryError:
                walls.make_room()
                self.channel.send(answer)

    def _answer(self, duty: Callable[..., list[Any]], arguments: list[Any]) -> list[Any]:
        try:
            return duty(self, *arguments)
        except MontySyntaxError as error:
            place = [error.filename, error.line, error.column, error.end_line, error.end_column, error.source_line]
            return ["syntax", error.message, *place, error.hint]
        except MontyRuntimeError as error:
            if type(error._exception) is MemoryError and not error._report.message:
                self._tell_memory(error)
            origin = getattr(error.__cause__, "monty_origin", None)
            execution = self.execution
            what = execution.field([report_fields(error._report), error._exception])
            return ["error", what, execution.exact, origin]
        except KeyboardInterrupt:
            return ["interrupted"]
        except (TypeError, ValueError, RuntimeError) as error:
            return ["failed", type(error).__name__, str(error)]
        except MemoryError:
            walls.make_room()
            return ["failed", "MemoryError", "the worker has no more memory"]

    def _tell_memory(self, error: MontyRuntimeError) -> MontyRuntimeError:
        """Have the error of a script that the system has refused memory tell the limit, as other errors of limits do; return it."""
        most = self.limits.max_memory
        if most is not None:
            report = error._report
            report.message = f"memory limit exceeded: more than {most} bytes"
            report.notes.append("hint: the limit is 'max_memory' of limits=, --max-memory on the command line")
            error._exception = MemoryError(report.message)
        return error

    def _interrupt(self, *_: object) -> None:
        """End the guest on the parent's word, once it runs; messages that are under way are sent and read first."""
        self._interrupted = True
        if self.running and not self._talks:
            self._end_if_interrupted()

    def _pause(self, *_: object) -> None:
        """Have the guest pause where it runs, on the parent's word."""
        if self.running:
            self.execution.suspend()

    def call(self, number: int, args: Any, kwargs: Any) -> Any:
        """Have the parent call a function of the host's; return the result as a field of a message."""
        return self._result(self._talk(["call", number, self.execution.call_field(args, kwargs)], True))

    def print(self, stream: str, text: str) -> None:
        """Have the parent write what the guest prints."""
        self._result(self._talk(["print", stream, text], self.acknowledged))

    def _talk(self, message: list[Any], wants_reply: bool) -> list[Any]:
        """Send a message while the guest runs; return the reply, and give the answers that are asked for before it."""
        state = self.running, self.acknowledged, self.execution.noted
        self._talks = True
        try:
            self.channel.send(message)
            reply = self.channel.receive() if wants_reply else _NOTHING
            while reply[0] in _DUTIES:
                self._talks = False
                try:
                    answer = self._answer(_DUTIES[reply[0]], reply[1:])
                finally:
                    self._talks = True
                    self.running, self.acknowledged, self.execution.noted = state
                self.channel.send(answer)
                reply = self.channel.receive()
        finally:
            self._talks = False
        self._end_if_interrupted()
        return reply

    def _end_if_interrupted(self) -> None:
        if self._interrupted:
            self._interrupted, self._ended = False, True
            self.execution.run.close()
            raise KeyboardInterrupt

    def _result(self, reply: list[Any]) -> Any:
        if reply[0] == "raise":
            _raise(self.execution.guest_values.decode(reply[1]), reply[2])
        return reply[1]

    def walls(self) -> list[Any]:
        return ["ok", self.standing]

    def calm(self) -> list[Any]:
        """Forget an interrupt that came too late."""
        self._interrupted = False
        return ["ok", None]

    def compile(
        self, source: str, script_name: str, inputs: list[str], computed: list[str], metered: bool
    ) -> list[Any]:
        self.program = program_for(source, script_name, inputs, metered, tuple(computed))
        return ["ok", None]

    def _begin(self, run: Run, mode: str) -> None:
        run.limit(self.limits)
        self.execution = GuestExecution(run, self, mode)
        walls.bound_memory(self.limits)

    def start(self, limits: dict[str, Any], mode: str, inputs: Any, functions: dict[str, int], loud: bool) -> list[Any]:
        program = self.program
        assert program is not None
        self.limits = check_limits(limits)
        self._begin(Run(machine.metered_program(program, self.limits), _no_output), mode)
        execution = self.execution
        given = execution.to_guest(inputs, "inputs")
        direct = {name: execution.callable(name, number) for name, number in functions.items()}
        return self._step(loud, execution.start, given, direct)

    def resume(self, kind: str, value: Any, loud: bool) -> list[Any]:
        try:
            outcome = self._outcome(kind, value)
        except TypeError as error:
            return ["refused", str(error)]
        return self._step(loud, self.execution.resume, outcome)

    def evaluate(self, text: str, depth: int, task: int | None, loud: bool) -> list[Any]:
        return self._step(loud, self.execution.evaluate, text, depth, task)

    def _outcome(self, kind: str, value: Any) -> machine.Outcome:
        execution = self.execution
        if kind == "return":
            return machine.Return(execution.to_guest(value, "return_value"))
        if kind == "bind":
            return machine.Bind(execution.to_guest(value, "value"))
        if kind == "raise":
            field, origin = value
            exception = execution.to_guest(field, "exception")
            exception.monty_origin = origin
            return machine.Raise(exception if origin is None else copy_of(exception))
        if kind == "settle":
            results: Any = {number: self._outcome(how, what) for number, how, what in value}
            return machine.Settle(results)
        return machine.Unbound() if kind == "unbound" else machine.Later()

    def _step(self, loud: bool, step: Callable[..., machine.Event], *arguments: object) -> list[Any]:
        self.acknowledged = loud
        self.execution.noted = None
        walls.bound_time(self.limits)
        self.running, self._ended = True, False
        try:
            self._end_if_interrupted()
            event = step(*arguments)
            self.running = False
            return self._event(event)
        except MemoryError:  # around the script, which has left none
            walls.make_room()
            raise self._tell_memory(MontyRuntimeError(Report("MemoryError", "", []), MemoryError())) from None
        finally:
            self.running = False
            if self._ended:
                raise KeyboardInterrupt from None  # whatever has become of it

    def _event(self, event: machine.Event) -> list[Any]:
        execution = self.execution
        if isinstance(event, machine.CallPause):
            what = execution.call_field(*execution.call_to_host(event)) if execution.run.settled else None
            flags = [event.is_os, event.is_method, execution.noted]
            return ["call pause", event.name, event.call_id, *flags, what]
        if isinstance(event, machine.NamePause):
            return ["name pause", event.name]
        if isinstance(event, machine.Interrupted):
            return ["interrupt pause"]
        if isinstance(event, machine.FuturePause):
            return ["future pause", list(event.call_ids)]
        return ["end", execution.field(execution.to_host(event.value))]

    def load(self, data: bytes, limits: dict[str, Any]) -> list[Any]:
        checked = check_limits(limits)
        self.limits = checked
        run, _ = machine.load_run(data, checked)
        self.execution = GuestExecution(run, self, "noted")
        walls.bound_memory(checked)
        program = run.program
        event = None if run.event is None else self._event(run.event)
        return ["ok", [program.script_name, program.source, program.session, run.settled, event]]

    def settle(self) -> list[Any]:
        run = self.execution.run
        run.settle()
        return ["ok", self._event(run.event) if isinstance(run.event, machine.CallPause) else None]

    def dump(self, header: dict[str, object]) -> list[Any]:
        return ["ok", self.execution.run.dump(header)]

    def stack(self) -> list[Any]:
        return ["ok", self.execution.field([frame_fields(frame) for frame in self.execution.stack()])]

    def place(self) -> list[Any]:
        frame = self.execution.place()
        return ["ok", None if frame is None else self.execution.field(frame_fields(frame))]

    def pending(self) -> list[Any]:
        calls = self.execution.pending_calls()
        return ["ok", self.execution.field([(c.call_id, c.function_name, c.args, c.kwargs) for c in calls])]

    def tasks(self) -> list[Any]:
        tasks = self.execution.tasks()
        rows = [(t.name, t.waiting_for, t.call_id, [frame_fields(frame) for frame in t.stack]) for t in tasks]
        return ["ok", self.execution.field(rows)]

    def session(self, script_name: str, limits: dict[str, Any]) -> list[Any]:
        self.limits = check_limits(limits)
        program = machine.session_program(script_name, machine.steps_checked(self.limits))
        self._begin(Run(program, _no_output), "noted")
        return ["ok", None]

    def feed(
        self, code: str, name: str, mode: str, inputs: Any, functions: dict[str, int], loud: bool, remembers: bool
    ) -> list[Any]:
        execution = self.execution
        execution.mode = mode
        execution.run.remembers = remembers
        given = execution.to_guest(inputs, "inputs")
        direct = {key: execution.callable(key, number) for key, number in functions.items()}
        return self._step(loud, execution.feed, code, name, given, direct)

    def end_feed(self) -> list[Any]:
        self.execution.run.end_feed()
        return ["ok", None]

    def abandon(self) -> list[Any]:
        self.execution.run.abandon()
        return ["ok", None]

    def keep(self) -> list[Any]:
        """Tell the variables of the frames that errors leave, from now on."""
        KEEPING[:] = [True]
        return ["ok", None]

    def remember(self, flag: bool) -> list[Any]:
        self.execution.run.remembers = flag
        return ["ok", None]

    def names(self) -> list[Any]:
        return ["ok", self.execution.run.bound_names()]

    def names_at(self, path: list[str]) -> list[Any]:
        return ["ok", list(self.execution.run.names_at(path))]

    def variables(self) -> list[Any]:
        execution = self.execution
        execution.run.settle()
        return ["ok", execution.field(execution.to_host(execution.run.variables()))]


_NOTHING = ["ok", None]


def _raise(exception: Any, origin: int) -> NoReturn:
    exception.monty_origin = origin
    raise exception


def _no_output(stream: str, text: str) -> None:
    """Stand in for the output until the execution takes the run over."""


_DUTIES: dict[str, Callable[..., list[Any]]] = {
    name: getattr(Duty, name)
    for name in (
        *("walls", "calm", "compile", "start", "resume", "load", "settle", "dump", "stack", "pending", "tasks"),
        *(
            "evaluate",
            "place",
            "session",
            "feed",
            "end_feed",
            "abandon",
            "keep",
            "remember",
            "names",
            "names_at",
            "variables",
        ),
    )
}
