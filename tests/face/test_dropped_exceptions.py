"""What an exception keeps alive ends when the script drops the exception, at the moment at which CPython ends it."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Iterator
from typing import Any

import pytest

from monty_cli import FunctionSnapshot, FutureSnapshot, Monty, MontyComplete, load_snapshot

SCRIPT = """
import asyncio


def numbers(name):
    try:
        yield name
    finally:
        print("closed", name)


def calls():
    kept = numbers("calls")
    next(kept)
    ext()


async def inner():
    kept = numbers("inner")
    next(kept)
    await fetch()


async def outer():
    kept = numbers("outer")
    next(kept)
    await inner()


async def main():
    for function in (inner, outer):
        try:
            await function()
        except ValueError as error:
            print("awaited", error)
        print("after that")
        try:
            await asyncio.create_task(function())
        except ValueError as error:
            print("task", error)
        print("after that")
        print(len(await asyncio.gather(function(), function(), return_exceptions=True)))
        print("after that")
        try:
            await asyncio.gather(function(), function())
        except ValueError as error:
            print("gathered", error)
        print("after that")
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(function())
        except* ValueError as error:
            print("grouped", error)
        print("after that")


try:
    calls()
except KeyError as error:
    print("called", error)
print("after that")
asyncio.run(main())
"""


@pytest.fixture(autouse=True)
def _no_collector() -> Iterator[None]:
    gc.collect()
    gc.disable()
    yield
    gc.enable()


def _native() -> list[str]:
    printed: list[str] = []

    def ext() -> None:
        raise KeyError("worse")

    async def fetch() -> None:
        loop = asyncio.get_running_loop()
        future = loop.create_future()
        loop.call_soon(future.set_exception, ValueError("bad"))
        await future

    def write(*values: object) -> None:
        printed.append(" ".join(map(str, values)) + "\n")

    exec(compile(SCRIPT, "script", "exec"), {"ext": ext, "fetch": fetch, "print": write, "__name__": "__main__"})
    return printed


def _paused(carry: bool) -> list[str]:
    printed: list[str] = []

    def write(_: str, text: str) -> None:
        printed.append(text)

    snapshot: Any = Monty(SCRIPT).start(print_callback=write)
    while not isinstance(snapshot, MontyComplete):
        if carry:
            snapshot = load_snapshot(snapshot.dump(), print_callback=write)
        if isinstance(snapshot, FutureSnapshot):
            snapshot = snapshot.resume({call: {"exception": ValueError("bad")} for call in snapshot.pending_call_ids})
        elif isinstance(snapshot, FunctionSnapshot) and snapshot.function_name == "fetch":
            snapshot = snapshot.resume(future=...)
        else:
            snapshot = snapshot.resume(exception=KeyError("worse"))
    return "".join(printed).splitlines(keepends=True)


@pytest.mark.parametrize("carry", [False, True])
def test_closes_generators_with_their_exception(carry: bool) -> None:
    assert _paused(carry) == _native()


def test_closes_generators_with_their_exception_under_run() -> None:
    def ext() -> None:
        raise KeyError("worse")

    printed: list[str] = []
    script = SCRIPT.partition("async def inner")[0] + SCRIPT[SCRIPT.index("\n\ntry:\n    calls()") :].replace(
        "asyncio.run(main())", "print('end')"
    )
    Monty(script).run(external_functions={"ext": ext}, print_callback=lambda _, text: printed.append(text))
    assert "".join(printed).splitlines() == ["called 'worse'", "closed calls", "after that", "end"]
