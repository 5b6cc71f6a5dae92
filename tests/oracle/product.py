"""Runs a guest program through the product in this process: in place, reloaded from bytes, forked, on other threads.

One driver, `Drive`, answers the pauses; what differs between the modes is the *carry*, the function that turns a pause
into the snapshot that is resumed in its stead.
"""

from __future__ import annotations

import copy
import threading
import warnings
from collections.abc import Callable, Sequence
from typing import Any

from tests.oracle.answers import Fail
from tests.oracle.native import HostError, unknown_names
from tests.oracle.outcome import Call, Frames, Outcome, keep
from tests.oracle.programs import Program
from tests.oracle.waiting import Waiting

Print = Callable[[str, str], None]
# (snapshot, print callback, number of the pause) -> the snapshot that goes on; ValueError where a dump is refused.
Carry = Callable[[Any, Print, int], Any]

PIECE = "<python-input-0>"  # how tracebacks name the first piece of a session
LIMIT = 4000  # pauses of one program


def product_is_there() -> bool:
    """Tell whether `monty_cli` can be imported and pauses a program."""
    try:
        from monty_cli import FunctionSnapshot, Monty

        snapshot = Monty("f(1)", script_name="probe.py").start()
        return isinstance(snapshot, FunctionSnapshot) and snapshot.function_name == "f"
    except Exception:
        return False


def run_live(program: Program) -> Outcome:
    """Return the outcome of `program` with each pause resumed in place."""
    return Drive(program).run(_stay)


def run_reloaded(program: Program, *, every: int = 1, times: int = 1) -> Outcome:
    """Return the outcome of `program` with each `every`th pause dumped and loaded, `times` times over, and resumed."""

    def carry(snapshot: Any, write: Print, number: int) -> Any:
        if number % every:
            return snapshot
        for _ in range(times):
            snapshot = load(snapshot.dump(), write)
        return snapshot

    return Drive(program).run(carry)


def run_threaded(program: Program) -> Outcome:
    """Return the outcome of `program` with each resume on a new thread, but for pauses that can't be dumped."""
    return Drive(program, step=_on_new_thread).run(_stay)


def run_forked(program: Program) -> list[Outcome]:
    """Return the outcome of `program` run live, dumped at every pause, then that of each dump run live to its end.

    All of them are outcomes of the whole run: a fork takes over the calls and the text that precede its pause.
    """
    trunk = Drive(program)
    branches: list[tuple[bytes, Drive]] = []

    def carry(snapshot: Any, write: Print, number: int) -> Any:
        branches.append((snapshot.dump(), trunk.copy()))
        return snapshot

    outcomes = [trunk.run(carry)]
    for data, branch in branches:
        outcomes.append(branch.go_on(load(data, branch.write), _stay))
    return outcomes


def run_in_session(program: Program) -> Outcome:
    """Return the outcome of `program` as the one piece of a session, dumped and loaded at every pause.

    What can't be dumped there goes on in place: anything may hold of a session, so a few more of its pauses are refused.
    """

    def carry(snapshot: Any, write: Print, number: int) -> Any:
        from monty_cli import load_repl_snapshot

        return load_repl_snapshot(snapshot.dump(), print_callback=write)[0]

    outcome = SessionDrive(program).run(carry)
    return outcome._replace(refused=(), display=outcome.display.replace(PIECE, program.file))


def run_in_worker(program: Program) -> Outcome:
    """Return the outcome of `program` in a worker process; its first pause, and each tenth one after it, goes on in another worker."""

    def carry(snapshot: Any, write: Print, number: int) -> Any:
        return snapshot if number % 10 != 1 else load(snapshot.dump(), write, isolate=True)

    return WorkerDrive(program).run(carry)


def load(data: bytes, write: Print, *, isolate: bool = False) -> Any:
    """Return the snapshot in `data`, printing to `write`."""
    from monty_cli import load_snapshot

    return load_snapshot(data, print_callback=write, isolate=isolate)


def _stay(snapshot: Any, write: Print, number: int) -> Any:
    return snapshot


def _in_place(step: Callable[[], Any]) -> Any:
    return step()


def _on_new_thread(step: Callable[[], Any]) -> Any:
    """Return or raise what `step` does, run on a thread of its own."""
    ended: list[tuple[Any, BaseException | None]] = []

    def body() -> None:
        try:
            ended.append((step(), None))
        except BaseException as error:
            ended.append((None, error))

    thread = threading.Thread(target=body)
    thread.start()
    thread.join()
    result, error = ended[0]
    if error is not None:
        raise error
    return result


class Drive:
    """One run of a program through the product: what it printed and called so far, and how its next step is taken."""

    isolate = False

    def __init__(self, program: Program, step: Callable[[Callable[[], Any]], Any] = _in_place) -> None:
        self.program = program
        self.step = step
        self.printed: list[str] = []
        self.calls: list[Call] = []
        self.looked_up: list[str] = []
        self.refused: list[tuple[int, str]] = []
        self.waiting = Waiting(program.rule)
        self.blocks: list[tuple[int, ...]] = []
        self.host_names = unknown_names(program.source) - program.answers.unbound

    def copy(self) -> Drive:
        """Return a drive that goes on from here on its own."""
        other = Drive(self.program, self.step)
        other.printed, other.calls = list(self.printed), list(self.calls)
        other.looked_up, other.refused = list(self.looked_up), list(self.refused)
        other.waiting, other.blocks = self.waiting.copy(), list(self.blocks)
        return other

    def write(self, stream: str, text: str) -> None:
        """Keep what the guest prints: the callback of the product."""
        self.printed.append(text)

    def start(self) -> Any:
        """Start the program and return its first pause."""
        from monty_cli import Monty

        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            monty = Monty(self.program.source, script_name=self.program.file, isolate=self.isolate)
        return monty.start(print_callback=self.write)

    def run(self, carry: Carry) -> Outcome:
        """Start the program and answer its pauses to the end."""
        from monty_cli import MontyRuntimeError

        try:
            snapshot = self.start()
        except MontyRuntimeError as error:
            return self.failed(error)
        return self.go_on(snapshot, carry, first=True)

    def go_on(self, snapshot: Any, carry: Carry, first: bool = False) -> Outcome:
        """Answer `snapshot` and the pauses after it to the end; `first` tells that it is to be carried as well."""
        from monty_cli import MontyComplete, MontyRuntimeError

        number, carrying = 0, first
        while not isinstance(snapshot, MontyComplete):
            number += 1
            if number > LIMIT:
                raise HostError("the program pauses without end")
            step = self.step
            if carrying:
                refused = len(self.refused)
                snapshot = self.carried(snapshot, carry, number)
                step = self.step if len(self.refused) == refused and not self.may_refuse(snapshot) else _in_place
            carrying = True
            try:
                snapshot = step(self.answer(snapshot))
            except MontyRuntimeError as error:
                return self.failed(error)
        return self.outcome(result=repr(snapshot.output))

    def carried(self, snapshot: Any, carry: Carry, number: int) -> Any:
        """Return what goes on for `snapshot`: itself, and a note, when it can't be dumped."""
        try:
            return carry(snapshot, self.write, number)
        except ValueError as error:
            self.refused.append((pause_line(snapshot), str(error)))
            return snapshot

    def may_refuse(self, snapshot: Any) -> bool:
        """Tell whether the program expects that `snapshot` can't be dumped."""
        return bool(self.program.refuses) and pause_line(snapshot) in self.program.refuses

    def answer(self, snapshot: Any) -> Callable[[], Any]:
        """Note the pause and return the step that answers it."""
        from monty_cli import NameLookupSnapshot

        if isinstance(snapshot, NameLookupSnapshot):
            return self.answer_name(snapshot, snapshot.variable_name)
        if is_blocked(snapshot):
            results = self.settle(snapshot.pending_call_ids)
            return lambda: snapshot.resume(results)
        answer = self.answer_call(
            snapshot.call_id, snapshot.function_name, snapshot.args, snapshot.kwargs, stack_of(snapshot)
        )
        return lambda: snapshot.resume(**answer)

    def answer_call(
        self, call_id: int, name: str, args: tuple[Any, ...], kwargs: dict[str, Any], stack: Frames
    ) -> dict[str, object]:
        """Note a call and return the arguments of `resume` that answer it, or leave it pending."""
        if call_id != len(self.calls):
            raise HostError(f"call {len(self.calls)} has the id {call_id}")
        answer = self.note_call(name, args, kwargs, stack)
        if self.waiting.leaves(name):
            self.waiting.leave(call_id, name, args, kwargs, answer)
            return {"future": ...}
        return _result(answer)

    def settle(self, pending: Sequence[int]) -> dict[int, dict[str, object]]:
        """Note that all tasks wait for the host and return what it settles of the calls `pending`."""
        self.blocks.append(tuple(pending))
        return {call.number: _result(call.answer) for call in self.waiting.choose(pending)}

    def answer_name(self, snapshot: Any, name: str) -> Callable[[], Any]:
        """Return the step that answers the lookup of `name` at `snapshot`. Raises `HostError` when it has a value."""
        if name in self.looked_up:
            raise HostError(f"the name {name!r} is looked up again, though it has a value")
        value = self.value_of(name)
        if value is None:
            return lambda: snapshot.resume()
        self.looked_up.append(name)
        return lambda: snapshot.resume(value=value[0])

    def value_of(self, name: str) -> tuple[object] | None:
        """Return a tuple of the value that the host has for `name`; `None` when it knows no such name."""
        if name in self.program.answers.names:
            return (copy.deepcopy(self.program.answers.names[name]),)
        return (host_function(name),) if name in self.host_names else None

    def note_call(self, name: str, args: tuple[Any, ...], kwargs: dict[str, Any], stack: Frames) -> object:
        """Note the call of `name` and return the host's answer to it."""
        earlier = [call.name for call in self.calls]
        written = tuple((key, repr(value)) for key, value in kwargs.items())
        self.calls.append(Call(name, tuple(map(repr, args)), written, len("".join(self.printed)), stack))
        return self.program.answers.answer(earlier, name, args, kwargs)

    def failed(self, error: Any) -> Outcome:
        """Return the outcome of a run that ended in a `MontyRuntimeError`."""
        return self.outcome(error=str(error), traceback=traceback_of(error, self.program.file))._replace(
            display=error.display()
        )

    def outcome(self, result: str | None = None, error: str | None = None, traceback: Frames = ()) -> Outcome:
        """Return the outcome of a run that has come to this end."""
        end = (result, error, traceback, tuple(self.refused))
        return Outcome("".join(self.printed), tuple(self.calls), *end, blocks=tuple(self.blocks))


def is_blocked(snapshot: Any) -> bool:
    """Tell whether `snapshot` is a pause in which all tasks wait for the host."""
    return hasattr(snapshot, "pending_call_ids")


class WorkerDrive(Drive):
    """A run of a program in a worker process."""

    isolate = True


class SessionDrive(Drive):
    """A run of a program as the first piece of a session."""

    def start(self) -> Any:
        """Feed the program to a new session and return its first pause."""
        from monty_cli import MontyRepl

        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            self.repl = MontyRepl(script_name=self.program.file)
            return self.repl.feed_start(self.program.source, print_callback=self.write)


def _result(answer: object) -> dict[str, object]:
    """Return how a snapshot is told this `answer`."""
    return {"exception": answer.exception} if isinstance(answer, Fail) else {"return_value": answer}


def host_function(name: str) -> Callable[..., None]:
    """Return a callable of this `name`, for the guest to hold; it is never called here."""

    def call() -> None:
        raise AssertionError(f"{name} is called on the host")

    call.__name__ = call.__qualname__ = name
    return call


def stack_of(snapshot: Any) -> Frames:
    """Return the guest's stack at `snapshot`, as (function name, line), outermost first."""
    return keep(
        (frame.function_name, frame.line) for frame in snapshot.stack if frame.filename in (snapshot.script_name, PIECE)
    )


def traceback_of(error: Any, file: str) -> Frames:
    """Return the frames of a `MontyRuntimeError` in the script `file`, as (function name, line), outermost first."""
    return keep((frame.function_name, frame.line) for frame in error.traceback() if frame.filename in (file, PIECE))


def pause_line(snapshot: Any) -> int:
    """Return the line of the script at which `snapshot` is paused; 0 when it has no guest frame."""
    frames = stack_of(snapshot)
    return frames[-1][1] if frames else 0
