"""Runs a program through the public face of the product: in place, reloaded at pauses, on other threads.

What differs between the modes is a *carry*: it takes a snapshot and gives the one that is resumed in its stead. A
pause that can't be dumped goes on in place; its reason is noted.
"""

from __future__ import annotations

import random
import warnings
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple

from tests.random_programs.answers import ANSWERS, Answers
from tests.random_programs.native import FILE, INLINED, Call, Frames, Outcome, write_plain

MOST_PAUSES = 6000
RELOADS = 40  # of one run: of a longer one a sample is reloaded
THREADS = 12

Print = Callable[[str, str], None]
Carry = Callable[[Any, Print, int], Any]


class Run(NamedTuple):
    """A run's outcome, the number of dumps tried, and the reasons of those that were refused."""

    outcome: Outcome
    dumps: int
    refusals: tuple[str, ...]


class Broken(Exception):
    """The product did what it never should: an error of its own, a wrong program state. `kind` groups such failures."""

    def __init__(self, kind: str, detail: str) -> None:
        super().__init__(f"{kind}: {detail}")
        self.kind = kind
        self.detail = detail


def run_product(source: str, answers: Answers, mode: str) -> Run:
    """Return the run of `source` in `mode`, one of `MODES`. Raises `Broken`."""
    drive = _Drive(answers, mode)
    try:
        return drive.run(source)
    finally:
        if drive.lanes is not None:
            drive.lanes.stop()


class _Drive:
    def __init__(self, answers: Answers, mode: str) -> None:
        self.answers = answers
        self.mode = mode
        self.chooser = random.Random(answers.seed)
        self.printed: list[str] = []
        self.length = 0
        self.calls: list[Call] = []
        self.refusals: list[str] = []
        self.dumps = 0
        self.lanes = Lanes() if mode == "thread" else None
        self.carried = 0

    def write(self, stream: str, text: str) -> None:
        self.printed.append(text)
        self.length += len(text)

    def run(self, source: str) -> Run:
        from monty_cli import Monty, MontyComplete, MontyRuntimeError

        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                monty = Monty(source, script_name=FILE)
            snapshot: Any = self.take(lambda: monty.start(print_callback=self.write))
            for number in range(MOST_PAUSES):
                if isinstance(snapshot, MontyComplete):
                    return self.end(write_plain(snapshot.output), None, ())
                snapshot = self.step(snapshot, number)
        except MontyRuntimeError as error:
            exception = error.exception()
            frames = _frames(error.traceback())
            return self.end(None, f"{type(exception).__name__}: {exception}", frames)
        except Broken:
            raise
        except Exception as error:
            raise Broken(f"{type(error).__name__} on the host", str(error)) from error
        raise Broken("endless", "the program pauses without end")

    def end(self, result: str | None, error: str | None, frames: Frames) -> Run:
        outcome = Outcome("".join(self.printed), tuple(self.calls), result, error, frames)
        return Run(outcome, self.dumps, tuple(self.refusals))

    def step(self, snapshot: Any, number: int) -> Any:
        """Carry `snapshot` as the mode wants, and answer it."""
        form = CARRIES[self.mode](self, number)
        if form == "live":
            return self.take(self.answer(snapshot))
        data = self.dump(snapshot)
        if data is None:
            return self.take(self.answer(snapshot))
        if form == "thread":
            return self.take(self.answer(snapshot), change=True)
        try:
            loaded = load(data, self.write)
        except Exception as error:
            raise Broken(f"{type(error).__name__} in load", str(error)) from error
        return self.take(self.answer(loaded))

    def take(self, step: Callable[[], Any], change: bool = False) -> Any:
        """Take a step, in the mode `thread` on one of two threads, on the other one than before if `change`."""
        return self.lanes.take(step, change) if self.lanes is not None else step()

    def dump(self, snapshot: Any) -> bytes | None:
        self.dumps += 1
        try:
            return bytes(snapshot.dump())
        except ValueError as error:
            self.refusals.append(str(error))
            return None
        except Exception as error:
            raise Broken(f"{type(error).__name__} in dump", str(error)) from error

    def answer(self, snapshot: Any) -> Callable[[], Any]:
        """Note the pause, and return the step that answers it."""
        from monty_cli import NameLookupSnapshot

        if isinstance(snapshot, NameLookupSnapshot):
            name = snapshot.variable_name
            if name in ANSWERS:
                return lambda: snapshot.resume(value=host_function(name))
            return lambda: snapshot.resume()
        name = snapshot.function_name
        if name not in ANSWERS:
            raise Broken("a call of a name of the program", name)
        number = len(self.calls)
        text = write_plain(snapshot.args) + write_plain(snapshot.kwargs)
        self.calls.append((name, text, self.length, _frames(snapshot.stack)))
        answer = self.answers.answer(name, number)
        if isinstance(answer, BaseException):
            return lambda: snapshot.resume(exception=answer)
        return lambda: snapshot.resume(return_value=answer)


def _live(drive: _Drive, number: int) -> str:
    return "live"


def _reload(drive: _Drive, number: int) -> str:
    """All pauses of the beginning, then ever fewer."""
    if drive.carried < RELOADS // 2 or drive.chooser.random() < RELOADS / (2 + 2 * number):
        drive.carried += 1
        return "reload"
    return "live"


def _some(drive: _Drive, number: int) -> str:
    """A few, anywhere: what was reloaded runs on, pauses in place, and is reloaded again."""
    if drive.carried < RELOADS // 2 and drive.chooser.random() < 0.25:
        drive.carried += 1
        return "reload"
    return "live"


def _thread(drive: _Drive, number: int) -> str:
    if drive.carried < THREADS and drive.chooser.random() < 0.5:
        drive.carried += 1
        return drive.chooser.choice(("thread", "thread", "reload"))
    return "live"


# mode -> how the pause of this number goes on: `live`, `reload` or `thread`
CARRIES: dict[str, Callable[[_Drive, int], str]] = {"live": _live, "reload": _reload, "some": _some, "thread": _thread}
MODES = tuple(CARRIES)


def load(data: bytes, write: Print) -> Any:
    """Return the snapshot in `data`, printing to `write`."""
    from monty_cli import load_snapshot

    return load_snapshot(data, print_callback=write)


def host_function(name: str) -> Callable[..., None]:
    """Return a callable of this name for the guest to hold; it is never called here."""

    def call() -> None:
        raise AssertionError(f"{name} is called on the host")

    call.__name__ = call.__qualname__ = name
    return call


class Lanes:
    """Two threads of which one at a time goes on with a program: a pause belongs to the thread that it came up on."""

    def __init__(self) -> None:
        self.threads = [ThreadPoolExecutor(1), ThreadPoolExecutor(1)]
        self.current = 0

    def take(self, step: Callable[[], Any], change: bool = False) -> Any:
        """Return or raise what `step` does, on the thread of the last step or, with `change`, on the other one."""
        self.current ^= change
        return self.threads[self.current].submit(step).result()

    def stop(self) -> None:
        """End the threads."""
        for thread in self.threads:
            thread.shutdown()


def _frames(frames: Iterable[Any]) -> Frames:
    return tuple((frame.function_name, frame.line) for frame in frames if frame.function_name not in INLINED)
