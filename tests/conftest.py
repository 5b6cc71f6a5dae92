"""Fixtures of the whole test suite: the pool of worker processes, and a bound on how long a test may take."""

from __future__ import annotations

import gc
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType

import pytest

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from tests.oracle.check import new_pool  # noqa: E402
from tests.oracle.workers import Pool  # noqa: E402


def pytest_configure() -> None:
    """Let Ctrl-C through to the processes that tests start: a shell has its background jobs ignore it, and theirs do so in turn."""
    if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_collection_finish() -> None:
    """Take pytest's own items, of which there are many, out of what the garbage collector looks at again and again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def pools() -> Iterator[Callable[[str], Pool]]:
    """Give the pool of worker processes for a mode of the oracle; a pool lives as long as the session."""
    made: dict[str, Pool] = {}

    def pool(mode: str) -> Pool:
        if mode not in made:
            made[mode] = new_pool(mode)
        return made[mode]

    yield pool
    for each in made.values():
        each.stop()


@pytest.fixture
def collected() -> Iterator[None]:
    """Collect what a test leaves behind: a coroutine that was never awaited is told of from whatever frame collects it.

    CPython cannot ask its `warnings` from the frame of a named tuple's constructor, and then the test that makes one would fail.
    What is still there stays: the next test need not look at it.
    """
    yield
    gc.collect()
    gc.freeze()


@pytest.fixture
def time_limit() -> Iterator[None]:
    """End a test that takes more than a minute: a guest program without an end must not hang the suite."""

    def end(number: int, frame: FrameType | None) -> None:
        raise TimeoutError("the test takes more than a minute")

    if not hasattr(signal, "SIGALRM"):
        yield
        return
    before = signal.signal(signal.SIGALRM, end)
    signal.alarm(60)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
