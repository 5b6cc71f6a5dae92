"""Workers that do what none may do, as a script that broke out of Python could have them do: the host stays whole and is told."""

from __future__ import annotations

import asyncio
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from monty_cli import Monty, MontyCrashedError, MontyRepl, MontyRuntimeError
from monty_cli.codec.plain import encode_plain, write_message
from monty_cli.worker.channel import Channel
from monty_cli.worker.forms import common_form
from monty_cli.worker.processes import Process
from tests.worker.kills import pid_of
from tests.worker.test_kills import is_gone

Fake = Callable[[int, int], None]
EMPTY = encode_plain(((), {}), common_form)


def frame(data: bytes) -> bytes:
    """Return a message as it goes through the pipe."""
    return len(data).to_bytes(4, "little") + data


@pytest.fixture
def replaced() -> Iterator[Callable[..., Any]]:
    """Give a function that returns a paused snapshot whose worker is a process that runs `fake(reading, writing)`."""
    started: list[int] = []

    def replace(fake: Fake, **options: Any) -> Any:
        snapshot: Any = Monty("f()", isolate=True).start(**options)
        link = snapshot._state.execution.link
        link._process.end()
        reading, their_writing = os.pipe()
        their_reading, writing = os.pipe()
        pid = os.fork()
        if pid == 0:
            os.close(reading)
            os.close(writing)
            try:
                os.setsid()
                fake(their_reading, their_writing)
            finally:
                os._exit(3)
        started.append(pid)
        os.close(their_reading)
        os.close(their_writing)
        link._process = Process(pid, Channel(reading, writing), None)
        link.limit(link._limits)
        return snapshot

    yield replace
    for pid in started:
        assert is_gone(pid)


def flood(message: list[Any]) -> Fake:
    """Return a worker that sends one message again and again, and reads nothing."""
    data = frame(write_message(message)) * 100

    def fake(reading: int, writing: int) -> None:
        while True:
            os.write(writing, data)

    return fake


def says(data: bytes) -> Fake:
    """Return a worker that says something, then sleeps."""

    def fake(reading: int, writing: int) -> None:
        os.write(writing, data)
        time.sleep(60)

    return fake


LIMIT: Any = {"max_duration_secs": 0.1}


@pytest.mark.parametrize(
    "fake",
    [
        pytest.param(lambda reading, writing: time.sleep(60), id="never answers"),
        pytest.param(says(b"\x05\0"), id="stops within a message"),
        pytest.param(flood(["print", "stdout", ""]), id="prints nothing for ever"),
    ],
)
def test_a_worker_that_gives_no_answer_is_killed(replaced: Callable[..., Any], fake: Fake) -> None:
    snapshot = replaced(fake, limits=LIMIT, print_callback=lambda stream, text: None)
    began = time.monotonic()
    with pytest.raises(MontyRuntimeError, match="time limit exceeded"):
        snapshot.resume(return_value=1)
    assert time.monotonic() - began < 2


def test_a_worker_that_asks_for_ever_is_killed(replaced: Callable[..., Any]) -> None:
    """It was never given a function that it could call."""
    snapshot = replaced(flood(["call", 0, EMPTY]))
    with pytest.raises(MontyCrashedError, match="no such function"):
        snapshot.resume(return_value=1)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"\xff\xff\xff\x7f", id="a message of two gigabytes"),
        pytest.param((20 << 20).to_bytes(4, "little"), id="a message beyond the memory of the script"),
        pytest.param(frame(b"\x91" * 100_000 + b"\xc0"), id="lists inside each other"),
        pytest.param(frame(b"\x93\xa3end\x92\x01" + b"\x92\x01" * 60_000 + b"\xc0"), id="values inside each other"),
        pytest.param(frame(b"\xdd\xff\xff\xff\xff"), id="a list without its items"),
        pytest.param(frame(b"\x92\xa3end\xc7\xff\x05" + bytes(255)), id="a type of msgpack's"),
    ],
)
def test_bytes_that_would_cost_the_host_much_are_refused(replaced: Callable[..., Any], data: bytes) -> None:
    snapshot = replaced(says(data), limits={"max_memory": 16 << 20})
    with pytest.raises(MontyCrashedError, match="broke the protocol"):
        snapshot.resume(return_value=1)


@pytest.mark.parametrize("which", ["reading", "writing", "both"])
def test_a_worker_that_closes_its_pipes_has_gone(replaced: Callable[..., Any], which: str) -> None:
    def fake(reading: int, writing: int) -> None:
        for name, descriptor in (("reading", reading), ("writing", writing)):
            if which in (name, "both"):
                os.close(descriptor)
        time.sleep(60)

    snapshot = replaced(fake, limits={"max_duration_secs": 0.2})
    with pytest.raises((MontyCrashedError, MontyRuntimeError)):
        snapshot.resume(return_value="x" * 200_000)


def test_nothing_is_left_of_a_worker_that_forks(replaced: Callable[..., Any], tmp_path: Path) -> None:
    def fake(reading: int, writing: int) -> None:
        pid = os.fork()
        if pid == 0:
            time.sleep(60)
            os._exit(0)
        (tmp_path / "pid").write_text(str(pid))

    snapshot = replaced(fake, limits={"max_duration_secs": 0.2})
    with pytest.raises((MontyCrashedError, MontyRuntimeError)):  # the fork holds the pipes
        snapshot.resume(return_value=1)
    assert is_gone(int((tmp_path / "pid").read_text()))


@pytest.fixture
def alarm() -> Iterator[Callable[[Callable[[], object]], None]]:
    """Give a function that says what is to be done when the alarm rings."""
    before = signal.signal(signal.SIGALRM, signal.SIG_IGN)

    def does(action: Callable[[], object]) -> None:
        signal.signal(signal.SIGALRM, lambda *_: action())

    yield does
    signal.setitimer(signal.ITIMER_REAL, 0)
    signal.signal(signal.SIGALRM, before)


@pytest.mark.parametrize("code", ["while True: print('x' * 5000)", "while True: pass"])
def test_a_session_survives_interrupts_at_any_moment(code: str, alarm: Callable[[Callable[[], object]], None]) -> None:
    session = MontyRepl(isolate=True)
    session.feed_run("a = 1")
    alarm(session.interrupt)
    for number in range(40):
        signal.setitimer(signal.ITIMER_REAL, 0.0001 + number * 0.0002)
        with pytest.raises(KeyboardInterrupt):
            session.feed_run(code, print_callback=lambda stream, text: None)
        session.abort()
    assert session.feed_run("a + 1") == 2


def test_late_answers_are_dropped(alarm: Callable[[Callable[[], object]], None]) -> None:
    """A host that was interrupted while it waited asks something else: what comes then is the answer to the first question."""

    def interrupt() -> None:
        raise KeyboardInterrupt

    session = MontyRepl(isolate=True)
    session.feed_run("a = 1")
    alarm(interrupt)
    for code in ("while True: pass", "f()"):
        signal.setitimer(signal.ITIMER_REAL, 0.05)
        with pytest.raises(KeyboardInterrupt):
            session.feed_run(code, external_functions={"f": lambda: time.sleep(5)})
    assert session.feed_run("a + 1") == 2


def test_the_host_may_ask_while_its_function_is_called() -> None:
    for isolate in (False, True):
        session = MontyRepl(isolate=isolate)
        session.feed_run("a = 1")

        def look(session: MontyRepl = session) -> list[Any]:
            return [
                session.variables()["a"],
                "a" in session.names(),
                session.feed_run("b = a + 1\nb"),
                bool(session.dump()),
            ]

        assert session.feed_run("[look(), b]", external_functions={"look": look}) == [[1, True, 2, True], 2]


def test_another_thread_is_refused_while_the_guest_runs() -> None:
    session = MontyRepl(isolate=True)
    running, told = threading.Event(), []

    def other() -> None:
        running.wait()
        with pytest.raises(RuntimeError, match="another thread"):
            session.names()
        told.append(True)

    thread = threading.Thread(target=other)
    thread.start()

    def hold() -> None:
        running.set()
        thread.join()

    assert session.feed_run("hold()\n5", external_functions={"hold": hold}) == 5
    assert told == [True]


def test_a_fork_of_the_host_does_not_share_its_workers() -> None:
    snapshot: Any = Monty("f() + 1", isolate=True).start()
    pid = os.fork()
    if pid == 0:
        try:
            snapshot.resume(return_value=1)
        except MontyCrashedError:
            os._exit(7)
        os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 7
    assert snapshot.resume(return_value=1).output == 2


def test_a_cancelled_run_leaves_no_worker() -> None:
    pids: list[int] = []

    async def main() -> None:
        script = Monty("f()\nwhile True: pass", isolate=True)
        pids.append(pid_of_script(script))
        run = asyncio.ensure_future(script.run_async(external_functions={"f": lambda: None}))
        await asyncio.sleep(0.1)
        run.cancel()
        began = time.monotonic()
        with pytest.raises(asyncio.CancelledError):
            await run
        assert time.monotonic() - began < 1
        assert await Monty("1 + 1", isolate=True).run_async() == 2

    asyncio.run(main())
    assert all(map(is_gone, pids))


def pid_of_script(script: Any) -> int:
    """Return the id of the worker that has compiled a script."""
    pid: int = script._program._fresh[0].pid
    return pid


def test_a_worker_outlives_no_snapshot_that_is_dropped_by_another_thread() -> None:
    snapshot: Any = Monty("f()", isolate=True).start()
    pid, held = pid_of(snapshot), [snapshot]
    del snapshot
    thread = threading.Thread(target=held.clear)
    thread.start()
    thread.join()
    assert is_gone(pid)
