"""`Run`: one execution of a program, from its start over its pauses to its end."""

from __future__ import annotations

from types import FunctionType

from greenlet import getcurrent

from monty_cli.machine.capture import capture
from monty_cli.machine.errors import guest_error
from monty_cli.machine.events import Bind, Finished, FuturePause, NamePause, Raise, Return, StackFrame, Unbound
from monty_cli.machine.frames import activations
from monty_cli.machine.namespace import make_namespaces
from monty_cli.machine.places import stack_frame
from monty_cli.machine.restore import RAISED, RETURNED, drive
from monty_cli.machine.restore import Outcome as Result
from monty_cli.machine.state import (
    Ended,
    GuestGreenlet,
    HostFunction,
    State,
    given,
    run_to_end,
    thread_token,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType
    from typing import Any

    from monty_cli.codec.late import Filled
    from monty_cli.machine.events import Event, LeftCall, Outcome, TaskFrames
    from monty_cli.machine.program import Program
    from monty_cli.machine.records import Record


class Run:
    """One execution of a program.

    Attributes:
        program: the program.
        event: where it stands: a pause, its end, or `None` before `start`.
    """

    __slots__ = ("__weakref__", "_complete", "_greenlet", "_lates", "_records", "_state", "event", "program")

    def __init__(self, program: Program, write: Callable[[str, str], None]) -> None:
        """Make a run of `program` whose output goes to `write(stream, text)`."""
        self.program = program
        self.event: Event | None = None
        self._state = State(program, write)
        self._greenlet: GuestGreenlet | None = None
        self._records: list[Record] | None = None
        self._lates: list[Filled] = []
        self._complete: Callable[[], None] | None = None
        make_namespaces(self._state)

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
        module = FunctionType(self.program.script.code, state.globals, "<module>")
        if not self.program.script.asynchronous:
            state.current = module
            return self._launch(module)
        main = state.current = state.function("@main")
        return self._launch(lambda: main(module()))

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

            rehash(self._state, self._lates, self._complete)
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
            records, self._records = self._records, None
            state = self._state
            return self._launch(lambda: drive(state, records, _result(state, event, outcome)))
        assert self._greenlet is not None
        self._greenlet.parent = getcurrent()
        return self._arrived(self._greenlet.switch(outcome))

    def frames(self) -> list[StackFrame]:
        """Return the frames of the paused program, outermost first, with the variables that the guest sees.

        Raises:
            ValueError: `settle` fails.
        """
        self.settle()
        items: list[Any] = [] if self._records is None else list(self._records)
        if self._records is None:
            items = [*activations(self._frame(), self.program), *self._state.waiting]
        shown = [stack_frame(self.program, item) for item in items]
        frames = [frame for frame in reversed(shown) if frame is not None]
        if frames and frames[0].function_name == "<module>":
            hidden = self._state.visible_globals()
            frames[0].locals = {**hidden, **frames[0].locals}
        return frames

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
        self.settle()
        from monty_cli.machine.storage import dump_run

        records = self._records if self._records is not None else capture(self._frame(), self._state)
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

    def _launch(self, thunk: Callable[[], object]) -> Event:
        glet = GuestGreenlet(run_to_end)
        glet.state = self._state
        self._state.thread = thread_token()
        self._greenlet = glet
        return self._arrived(glet.switch(thunk))

    def _arrived(self, result: Any) -> Event:
        if type(result) is not Ended:
            self.event = result
            return result  # type: ignore[no-any-return]
        self._state.close()
        self._greenlet = None
        if result.error is not None:
            raise guest_error(result.error, self.program, result.texts)
        self.event = Finished(result.value)
        return self.event

    def __del__(self) -> None:
        """Close the program before its greenlet goes, so that its end runs no guest code."""
        state = getattr(self, "_state", None)
        if state is not None:
            state.close()


def _result(state: State, event: Event | None, outcome: Outcome) -> Result:
    """Return the outcome of what paused as the driver takes it."""
    if type(outcome) is Raise:
        return Result(RAISED, None, outcome.taken())
    value = outcome.value if type(outcome) is Return else given(state, event, outcome)
    return Result(RETURNED, value)
