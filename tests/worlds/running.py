"""Runs a script of `tests/scripts` in its world: natively, by `Monty.run()`, and stored and loaded at each pause."""

from __future__ import annotations

import asyncio
import contextlib
import io
import os
import random
from collections.abc import Callable, Iterator
from functools import cache, partial
from pathlib import Path
from typing import Any, NamedTuple
from unittest import mock

from monty_cli import NOT_HANDLED, FunctionSnapshot, MemoryFile, Monty, MontyRuntimeError, MountDir, OSAccess, running
from tests.oracle.answers import Fail
from tests.oracle.clock import answer_of_clock
from tests.oracle.native import run_native, unknown_names
from tests.oracle.outcome import Outcome
from tests.oracle.product import Drive, load
from tests.oracle.programs import Program
from tests.worlds import files, models, reports, services
from tests.worlds.world import World

SCRIPTS = Path(__file__).parent.parent / "scripts"
WORLDS: dict[str, World] = {**files.WORLDS, **models.WORLDS, **reports.WORLDS, **services.WORLDS}
TIMER = "asyncio.sleep"


class Trace(NamedTuple):
    """What a run leaves: what it did, what it wrote to stderr, and the files that are there at its end."""

    outcome: Outcome
    stderr: str
    files: dict[str, bytes]


def script_names() -> list[str]:
    """Return the names of the scripts."""
    return sorted(path.stem for path in SCRIPTS.glob("*.py"))


def world_of(name: str) -> World:
    """Return the world of a script; an empty one for a script that needs nothing."""
    return WORLDS.get(name, World())


@cache
def program_of(name: str) -> Program:
    """Return a script with its host's answers, as the oracle has it."""
    program = Program(name, (SCRIPTS / f"{name}.py").read_text("utf-8"), f"{name}.py")
    world = world_of(name)
    program.answers.functions = dict(world.functions)
    program.rule.futures = world.futures
    program.error, program.varies = world.error, world.varies
    return program


def run_natively(name: str, folder: Path) -> Trace:
    """Return what the script does on CPython with `folder` as its current one."""
    world, stderr = world_of(name), io.StringIO()
    _fill(folder, world)
    with (
        contextlib.chdir(folder),
        mock.patch.dict(os.environ, world.environ),
        contextlib.redirect_stderr(stderr),
        _own_chance(),
    ):
        outcome = run_native(program_of(name))
    return Trace(outcome._replace(blocks=()), stderr.getvalue(), _contents(folder))


@contextlib.contextmanager
def _own_chance() -> Iterator[None]:
    """Keep what a script does to the process's chance to itself."""
    state = random.getstate()
    try:
        yield
    finally:
        random.setstate(state)


def run_at_once(name: str, folder: Path) -> Trace:
    """Return what the script does under `Monty.run()`, `run_async()` for one with asynchronous functions, in a mount of `folder`."""
    world, drive = world_of(name), Scripted(name)
    _fill(folder, world)

    def clock(function: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        if function == TIMER or answer_of_clock(function, 0, args) is None:
            return NOT_HANDLED
        return drive.called(function, args, kwargs)

    with MountDir(folder, "/", "rw") as mount, mock.patch.object(running, "time", _Time()):
        handlers = [clock, mount, OSAccess(environ=dict(world.environ))]
        given: dict[str, Any] = {"external_functions": drive.functions(), "print_callback": drive.write, "os": handlers}
        monty = Monty(drive.program.source, script_name=drive.program.file)
        try:
            result = asyncio.run(monty.run_async(**given)) if world.futures else monty.run(**given)
            outcome = drive.outcome(result=repr(result))
        except MontyRuntimeError as error:
            outcome = drive.failed(error)
    return drive.trace(outcome, _contents(folder))


def run_stored(name: str) -> Trace:
    """Return what the script does when each pause is dumped, loaded and resumed, with its files in memory."""
    world = world_of(name)
    access = OSAccess([MemoryFile(path, text) for path, text in world.files.items()], dict(world.environ))
    drive = Scripted(name, access)
    outcome = drive.run(lambda snapshot, write, number: load(snapshot.dump(), write))
    if outcome.refused:
        raise AssertionError(f"dumps are refused: {outcome.refused}")
    found = {str(file.path).lstrip("/"): _bytes(file.read_content()) for file in access.files}
    return drive.trace(outcome, found)


class Scripted(Drive):
    """One run of a script: calls of the clock are the host's like those of its functions, those of files are `access`'s."""

    def __init__(self, name: str, access: OSAccess | None = None) -> None:
        super().__init__(program_of(name))
        self.access = access
        self.errors: list[str] = []

    def write(self, stream: str, text: str) -> None:
        """Keep what the script prints."""
        (self.errors if stream == "stderr" else self.printed).append(text)

    def functions(self) -> dict[str, Callable[..., Any]]:
        """Return the host's functions, which note their calls."""
        names = unknown_names(self.program.source) | self.program.answers.functions.keys()
        futures = self.program.rule.futures
        return {name: partial(self.waits if name in futures else self.calls_of, name) for name in names}

    def calls_of(self, name: str, /, *args: Any, **kwargs: Any) -> Any:
        """Note a call and return or raise the answer."""
        return self.called(name, args, kwargs)

    async def waits(self, name: str, /, *args: Any, **kwargs: Any) -> Any:
        """Note a call and give its answer a little later."""
        await asyncio.sleep(0)
        return self.called(name, args, kwargs)

    def called(self, name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """Note a call and return or raise the answer."""
        answer = self.note_call(name, args, kwargs, ())
        if isinstance(answer, Fail):
            raise answer.exception
        return answer

    def answer(self, snapshot: Any) -> Callable[[], Any]:
        """Answer a call of files or the environment; any other pause as the oracle does."""
        if isinstance(snapshot, FunctionSnapshot) and snapshot.is_os_function and self.access is not None:
            name, args, kwargs = snapshot.function_name, snapshot.args, snapshot.kwargs
            if name != TIMER and answer_of_clock(name, 0, args) is None:
                return self.answer_files(snapshot, name, args, kwargs)
        return super().answer(snapshot)

    def answer_files(
        self, snapshot: Any, name: str, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> Callable[[], Any]:
        """Return the step that answers a call of files or the environment."""
        assert self.access is not None
        try:
            found = self.access(name, args, kwargs)
        except Exception as error:
            return partial(snapshot.resume, exception=error)
        return partial(snapshot.resume, return_value=found)

    def answer_call(
        self, call_id: int, name: str, args: tuple[Any, ...], kwargs: dict[str, Any], stack: Any
    ) -> dict[str, object]:
        """Note a call and return how `resume` is told its answer. Calls of files have ids too, so that these are not counted here."""
        answer = self.note_call(name, args, kwargs, stack)
        if self.waiting.leaves(name):
            self.waiting.leave(call_id, name, args, kwargs, answer)
            return {"future": ...}
        return {"exception": answer.exception} if isinstance(answer, Fail) else {"return_value": answer}

    def trace(self, outcome: Outcome, found: dict[str, bytes]) -> Trace:
        """Return what this run leaves."""
        return Trace(outcome._replace(blocks=()), "".join(self.errors), found)


class _Time:
    """A clock for `Monty.run()` that goes on when somebody sleeps, at once."""

    def __init__(self) -> None:
        self.now = 0.0

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


def _fill(folder: Path, world: World) -> None:
    for path, text in world.files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(text.encode())


def _contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def _bytes(content: str | bytes) -> bytes:
    return content.encode() if isinstance(content, str) else content
