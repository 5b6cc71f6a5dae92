"""`Run`: one execution of a program, from its start over its pauses to its end."""

from __future__ import annotations

from _contextvars import Context
from types import FunctionType

from greenlet import getcurrent

from monty_cli.guest.builtins import ACTIVE
from monty_cli.guest.protocol import is_type
from monty_cli.machine.audit import check_forbidden, stand
from monty_cli.machine.errors import guest_error
from monty_cli.machine.events import Bind, Finished, FuturePause, NamePause, Raise, Return, StackFrame, Unbound
from monty_cli.machine.namespace import make_namespaces
from monty_cli.machine.outside import asking, turns
from monty_cli.machine.state import (
    CALLS,
    LOOPS,
    Ended,
    GuestGreenlet,
    HostFunction,
    State,
    Unknown,
    run_to_end,
    thread_token,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from types import FrameType
    from typing import Any

    from monty_cli.codec.late import Filled
    from monty_cli.language import Unit
    from monty_cli.limits import Limits
    from monty_cli.machine.errors import GuestError
    from monty_cli.machine.events import Event, LeftCall, Outcome, TaskFrames
    from monty_cli.machine.interrupts import Interrupts
    from monty_cli.machine.meter import Spent
    from monty_cli.machine.program import Program
    from monty_cli.machine.records import Record


class Run:
    """One execution of a program. That of a session goes from feed to feed over one namespace.

    Attributes:
        program: the program.
        event: where it stands: a pause, its end, or `None` before `start` and between the feeds of a session.
        remembers: each feed binds `_` to its result, unless that is `None`.
    """

    __slots__ = (
        "__weakref__",
        "_complete",
        "_context",
        "_greenlet",
        "_interrupts",
        "_lates",
        "_records",
        "_state",
        "event",
        "program",
        "remembers",
    )

    def __init__(self, program: Program, write: Callable[[str, str], None]) -> None:
        """Make a run of `program` whose output goes to `write(stream, text)`."""
        self.program = program = program.for_run()
        self.event: Event | None = None
        self.remembers = False
        self._context = Context() if program.session else None
        stand()
        self._state = State(program, write)
        self._greenlet: GuestGreenlet | None = None
        self._records: list[Record] | None = None
        self._lates: list[Filled] = []
        self._complete: Callable[[], None] | None = None
        self._interrupts: Interrupts | None = None
        make_namespaces(self._state)

    def limit(self, limits: Limits, spent: Spent = (0.0, 0, 0)) -> None:
        """Set the limits of a run that has not begun here; `spent` is what it has used of them before it was stored."""
        if not limits:
            return
        from monty_cli.machine.meter import Meter

        meter = self._state.meter = Meter(limits, spent)
        if self.program.metered:
            from monty_cli.machine.steps import checks

            self._state.builtins.update(checks(meter))
        self.interruptible()

    def interruptible(self) -> Interrupts:
        """Return what ends the run from another thread."""
        if self._interrupts is None:
            from monty_cli.machine.interrupts import Interrupts

            self._interrupts = Interrupts(self._state, self._state.meter)
        return self._interrupts

    def outside(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return `function`, code of the host that the guest calls directly, such that calls are counted, and made outside."""
        return asking(self._state, function)

    def text(self, unit: str) -> tuple[str, str]:
        """Return the name and the text of a unit of the guest's, by its key."""
        source = self.program.unit(unit).source
        return source.name, source.text

    def abandon(self) -> None:
        """Give up the piece of a session that is paused, if one is: none of its code runs any more, the names that it has bound stay."""
        if self.event is None and self._greenlet is None:
            return
        self._state.close()
        self._greenlet = self._records = None
        self.event = None
        self._state.waiting = []
        self._open()

    def _open(self) -> None:
        """Let code of the guest run again; what a piece that was given up has left under way is dropped before that."""
        state = self._state
        if state.builtins[LOOPS] or state.builtins[ACTIVE]:
            from monty_cli.machine.tasks import drop_loops

            state.close()
            drop_loops(state)
        state.open()

    def bound_names(self) -> list[str]:
        """Return the names that the guest has bound in its namespace, in the order of their binding."""
        return list(self._state.visible_globals())

    def variables(self) -> dict[str, object]:
        """Return what the guest has bound in its namespace, by name; dicts and sets in it may wait for `settle`."""
        return self._state.visible_globals()

    def names_at(self, path: Sequence[str]) -> list[str]:
        """Return the names that the guest can read at a path of names; see `completion.names_at`."""
        from monty_cli.machine.completion import names_at

        return names_at(self._state, path)

    def module_names(self, name: str) -> list[str]:
        """Return the names in the guest's module `name`; ModuleNotFoundError when there is none."""
        return dir(self._state.modules.load(name))

    @property
    def write(self) -> Callable[[str, str], None]:
        """Where the output goes."""
        return self._state.write

    @write.setter
    def write(self, function: Callable[[str, str], None]) -> None:
        self._state.write = function

    def start(self, inputs: dict[str, object], host_functions: dict[str, Callable[..., object]]) -> Event:
        """Run from the beginning to the first event.

        Args:
            inputs: guest values of the program's inputs by name.
            host_functions: callables that answer host functions at once, by name.

        Raises:
            GuestError: the guest's code has raised an exception that it does not catch.
        """
        state = self._state
        state.globals.update(inputs)
        for name, function in host_functions.items():
            if name not in state.builtins:
                state.globals[name] = HostFunction(name, function)
        return self._run_module(self.program.script)

    def feed(
        self, source: str, name: str, inputs: dict[str, object], direct: dict[str, Callable[..., object]]
    ) -> Event:
        """Run one more piece of a session to its first event, over the names that the pieces before it have left.

        Args:
            source: the piece's text.
            name: how tracebacks name it.
            inputs: guest values that are given to names before it runs.
            direct: callables that answer host functions at once, by name; `end_feed` takes them back.

        Raises:
            MontySyntaxError: the piece can't be compiled; nothing has changed.
            GuestError: it has raised an exception that it does not catch.
        """
        from monty_cli.machine.namespace import take_in

        self.settle()
        state = self._state
        if state.meter is not None:
            state.meter.refill()
        if self._records is not None:  # loaded between two feeds
            from monty_cli.machine.kept import give_back

            self._context = give_back(state) or self._context
            self._records = None
        bound = {key for key, value in state.globals.items() if type(value) is not Unknown}
        given = [key for key in direct if key not in state.builtins]
        unit = self.program.add_piece(source, name, known_names(source, bound | set(inputs) | set(given)))
        take_in(state, unit)
        state.globals.update(inputs)
        for key in given:
            function = state.globals[key] = state.host(key)
            function.function = direct[key]
        self._open()
        if not state.builtins[CALLS]:
            state.calls = 0
        self.program.source = source
        return self._run_module(unit)

    def end_feed(self) -> None:
        """Have the host functions that a feed called directly pause from now on."""
        for function in self._state.hosts.values():
            function.function = None

    def _run_module(self, unit: Unit) -> Event:
        state = self._state
        module = FunctionType(unit.code, state.globals, "<module>")
        if not unit.asynchronous:
            state.current = module
            return self._launch(module, self._context)
        main = state.current = state.function("@main")
        return self._launch(lambda: main(module()), self._context)

    @property
    def settled(self) -> bool:
        """Tell whether the values are complete: in a loaded run, dicts and sets may wait for `settle`."""
        return not self._lates

    def settle(self) -> None:
        """Complete the values of a loaded run: what the guest's own code hashes is put into dicts, sets and frozensets now.

        `resume`, `frames` and `dump` do it too. Once done, nothing is left to do.

        Raises:
            ValueError: the guest's `__hash__` or `__eq__` fails; the run stays as it is.
        """
        if self._lates:
            from monty_cli.machine.rehash import rehash

            rehash(self._state, self._lates, self._complete, self._interrupts)
            self._lates = []
            self._complete = None

    def resume(self, outcome: Outcome) -> Event:
        """Run from the pause to the next event.

        Raises:
            GuestError: the guest's code has raised an exception that it does not catch.
            ValueError: the run belongs to another thread and its state can't be moved to this one, or `settle` fails.
        """
        event = self.event
        if self._records is None and self._state.thread != thread_token():
            self._move()
        self.settle()
        outcome = self._bound(event, outcome)
        if self._records is not None:
            from monty_cli.machine.kept import give_back
            from monty_cli.machine.restore import drive, result_of

            context = self._context = give_back(self._state) or self._context
            records, self._records = self._records, None
            state = self._state
            return self._launch(lambda: drive(state, records, result_of(state, event, outcome)), context, driven=True)
        assert self._greenlet is not None
        self._greenlet.parent = getcurrent()
        return self._arrived(self._switch(outcome))

    def frames(self) -> list[StackFrame]:
        """Return the frames of the paused program, outermost first, with the variables that the guest sees.

        Raises:
            ValueError: `settle` fails.
        """
        from monty_cli.machine.frames import activations
        from monty_cli.machine.places import stack_frame, with_globals

        self.settle()
        items: list[Any] = [] if self._records is None else list(self._records)
        if self._records is None:
            items = [*activations(self._frame(), self.program), *self._state.waiting]
        shown = [stack_frame(self.program, item) for item in items]
        return with_globals([frame for frame in reversed(shown) if frame is not None], self._state)

    def raised_frames(self, error: GuestError) -> list[StackFrame]:
        """Return the frames that an error has left, outermost first, with their variables; none where a limit has ended the run."""
        from monty_cli.machine.places import raised_frames

        return raised_frames(error.exc, self._state)

    def host_class(self, key: str) -> Any:
        """Return the class that stands for the host's class `key`, `None` when there is none yet.

        Raises:
            ChangedClassError: the script has changed it.
        """
        from monty_cli.machine import host_classes

        return host_classes.find_class(self._state, key)

    def make_host_class(self, key: str, maker: str, parts: tuple[object, ...], methods: tuple[str, ...] = ()) -> Any:
        """Make and return the class that stands for the host's class `key`; see `host_classes.make_class`."""
        from monty_cli.machine import host_classes

        return host_classes.make_class(self._state, key, maker, parts, methods)

    def host_class_key(self, cls: type) -> str | None:
        """Return the key of the host's class for which `cls` stands, `None` for other classes."""
        from monty_cli.machine import host_classes

        return host_classes.key_of(self._state, cls)

    def library_name(self, cls: type) -> str | None:
        """Return the name of a class of the guest's library, such as 'fractions.Fraction'; `None` for other classes."""
        try:
            return self._state.modules.name_of(cls)
        except ValueError:  # the script has changed it
            return None

    def library_class(self, name: str) -> Any:
        """Return the class that `library_name` calls `name`; `None` if there is none, or the script has changed it."""
        try:
            found = self._state.modules.named(name)
        except ValueError:
            return None
        return found if is_type(found) and self.library_name(found) == name else None

    def come_here(self) -> None:
        """Take a paused program to this thread, before values are made for it.

        Raises:
            ValueError: its state can't be moved.
        """
        if self._records is None and self._greenlet is not None and self._state.thread != thread_token():
            self._move()

    def close(self) -> None:
        """Make sure that no more code of the guest runs: none of its handlers and `finally` blocks."""
        self._state.close()

    def left_calls(self) -> list[LeftCall]:
        """Return the calls that a program which waits for results has pending, in their order.

        Raises:
            ValueError: `settle` fails.
        """
        self.settle()
        from monty_cli.machine.tasks import left_calls

        return left_calls(self._state, self.event.call_ids if isinstance(self.event, FuturePause) else ())

    def tasks(self) -> list[TaskFrames]:
        """Return the tasks that have not ended, in the order of their making.

        Raises:
            ValueError: `settle` fails.
        """
        self.settle()
        from monty_cli.machine.tasks import task_frames

        return task_frames(self._state)

    def dump(self, header: dict[str, object]) -> bytes:
        """Return the paused program as bytes, with `header` in front.

        Raises:
            ValueError: a part of the state can't be stored exactly; the text tells the reason and the source line. Or `settle` fails.
        """
        from monty_cli.machine.capture import capture
        from monty_cli.machine.kept import keep
        from monty_cli.machine.storage import dump_run

        self.settle()

        records = self._records if self._records is not None else capture(self._frame(), self._state)
        if self._greenlet is not None:
            keep(self._state, self._greenlet.gr_context)
        elif self._records is None:
            keep(self._state, self._context)
        return dump_run(self._state, records, self.event, header, self._active_frames())

    def _active_frames(self) -> frozenset[int]:
        found: set[int] = set()
        frame = self._frame()
        while frame is not None:
            found.add(id(frame))
            frame = frame.f_back
        return frozenset(found)

    def _frame(self) -> FrameType | None:
        return self._greenlet.gr_frame if self._greenlet is not None else None

    def _move(self) -> None:
        """Take the program to this thread: store it, close the old one, restore it here."""
        from monty_cli.machine.storage import load_run

        other, _ = load_run(self.dump({}), self.program)
        other.settle()
        other.write = self.write
        self._state.close()
        self._greenlet = None
        self._records = other._records
        # The other run closes the state that it holds when it goes: it gets the old one.
        self._state, other._state = other._state, self._state
        self._state.meter = other._state.meter
        if self._interrupts is not None:
            self._interrupts.target = self._state
        self.program, other.program = other.program, self.program

    def _bound(self, event: Event | None, outcome: Outcome) -> Outcome:
        """Turn the answer to a name lookup into a value, kept for the program, or a NameError."""
        if not isinstance(event, NamePause):
            return outcome
        if isinstance(outcome, Bind):
            self._state.globals[event.name] = outcome.value
            return Return(outcome.value)
        if isinstance(outcome, Unbound):
            return Raise(NameError(f"name {event.name!r} is not defined", name=event.name))
        return outcome

    def _launch(self, thunk: Callable[[], object], context: Context | None = None, driven: bool = False) -> Event:
        stand()
        self._greenlet = glet = GuestGreenlet(run_to_end)
        glet.gr_context = context
        glet.state = self._state
        self._state.thread = thread_token()
        return self._arrived(self._switch(thunk, True, driven))

    def _switch(self, argument: object, begins: bool = False, driven: bool = False) -> Any:
        """Let the guest run to its next event; its greenlet `begins` to, perhaps with the driver."""
        assert self._greenlet is not None
        if self._interrupts is None:
            return turns(self._greenlet, argument)
        from monty_cli.machine.limited import AROUND, AROUND_DRIVEN, step

        around = None if not begins else AROUND_DRIVEN if driven else AROUND
        return step(self._state, self._interrupts, self._greenlet, argument, around)

    def _arrived(self, result: Any) -> Event:
        if type(result) is not Ended:
            self.event = result
            return result  # type: ignore[no-any-return]
        if self.program.session:
            self.event = None
        else:
            self._state.close()
        self._greenlet = None
        if self._interrupts is not None:
            self._interrupts.stop()
        check_forbidden(self._state)
        meter = self._state.meter
        if meter is not None and meter.reached is not None:
            from monty_cli.machine.limited import limit_error

            raise limit_error(meter, result.error, self.program)
        if result.error is not None:
            raise guest_error(result.error, self.program, result.texts)
        if self.program.session:
            if self.remembers and result.value is not None:
                self._state.globals["_"] = result.value
            return Finished(result.value)
        self.event = Finished(result.value)
        return self.event

    def __del__(self) -> None:
        """Close the program before its greenlet goes, so that its end runs no guest code."""
        state = getattr(self, "_state", None)
        if state is not None:
            names = (
                state.builtins
            )  # as `close` does it; where a guest has used up the stack, there is no room for calls
            names["@live"] = False
            names["@Control"] = BaseException
            if self._interrupts is not None:
                self._interrupts.stop()
            if names.get("@types"):
                state.close()


def known_names(source: str, names: set[str]) -> tuple[str, ...]:
    """Return those of `names` that a source text may read: the lowering must know them, and a snapshot of it has to hold them."""
    if not source.isascii():  # an identifier may be written in another form than its normal one
        return tuple(sorted(names))
    return tuple(sorted(name for name in names if name in source or "__" in name[1:]))
