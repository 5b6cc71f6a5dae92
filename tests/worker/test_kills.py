"""Workers that die, hang or lie, and hosts that do: the host gets a clear error, and no process is left."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from monty_cli import Monty, MontyCrashedError, MontyError, MontyRepl, MontyRuntimeError
from monty_cli.codec.plain import encode_plain, write_message
from monty_cli.worker.channel import Channel
from monty_cli.worker.forms import common_form
from monty_cli.worker.link import Link
from monty_cli.worker.processes import Process
from tests.worker.kills import kill_workers, pid_of

ROOT = Path(__file__).parent.parent.parent


def is_gone(pid: int, patience: float = 5.0) -> bool:
    """Tell whether a process ends within `patience` seconds, or has become a zombie."""
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            return True
        if state == "Z":
            return True
        time.sleep(0.01)
    return False


def test_a_worker_that_is_killed_while_paused_is_named() -> None:
    snapshot: Any = Monty("f()", isolate=True).start()
    os.kill(pid_of(snapshot), signal.SIGKILL)
    with pytest.raises(MontyCrashedError, match="SIGKILL"):
        snapshot.resume(return_value=1)
    script: Any = Monty("g()", isolate=True)
    pid = script._program._fresh[0].pid
    with pytest.raises(MontyCrashedError, match="SIGKILL"):
        script.run(external_functions={"g": lambda: os.kill(pid, signal.SIGKILL)})


def test_workers_that_are_killed_at_random_moments_are_noticed() -> None:
    assert kill_workers(20, seed=5) == []


def test_a_worker_ends_with_its_snapshot() -> None:
    snapshot: Any = Monty("f()", isolate=True).start()
    pid = pid_of(snapshot)
    del snapshot
    assert is_gone(pid)


def test_no_worker_outlives_a_host_that_is_killed() -> None:
    program = (
        "import sys; from monty_cli import Monty\n"
        "if sys.argv[1] == 'here':\n    from monty_cli.worker import processes; processes.fork_here()\n"
        "s = Monty('f()\\nwhile True: pass', isolate=True).start()\n"
        "print(s._state.execution.link.pid, flush=True)\n"
        "s.resume(return_value=1)\n"
    )
    for where in ("here", "server"):
        host = subprocess.Popen([sys.executable, "-c", program, where], stdout=subprocess.PIPE, text=True, cwd=ROOT)
        assert host.stdout is not None
        worker = int(host.stdout.readline())
        time.sleep(0.05)
        host.kill()
        host.wait()
        host.stdout.close()
        assert is_gone(worker)


def test_a_loop_that_cannot_be_interrupted_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("monty_cli.worker.link.GRACE", 0.3)
    snapshot: Any = Monty("f()", isolate=True).start(limits={"max_duration_secs": 0.2})
    os.kill(pid_of(snapshot), signal.SIGSTOP)
    began = time.monotonic()
    with pytest.raises(MontyRuntimeError, match="time limit exceeded"):
        snapshot.resume(return_value=1)
    assert time.monotonic() - began < 2


def test_a_session_goes_on_after_an_interrupt() -> None:
    session = MontyRepl(isolate=True)
    session.feed_run("a = 1")
    before = signal.signal(signal.SIGALRM, lambda *_: session.interrupt())
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.2)
        with pytest.raises(KeyboardInterrupt):
            session.feed_start("while True: pass")
    finally:
        signal.signal(signal.SIGALRM, before)
    session.abort()
    assert session.feed_run("a + 1") == 2


GARBAGE: list[list[Any]] = [
    ["call pause", "f", 0, False, False, None, "text"],
    ["call pause", "f", 0, False, False, None, [9]],
    ["call pause", "f", 0, False, False, None, [1, [0, [2]]]],
    ["call pause", "f", 0, False, False, None, [1, [3, [2]], [3, [1]]]],
    ["call pause", "f", 0, False, False, 7, encode_plain(((), {}), common_form)],
    ["call pause", b"f", 0, False, False, None, encode_plain(((), {}), common_form)],
    ["call pause"],
    ["name pause", 5],
    ["future pause", ["x"]],
    ["end"],
    ["end", [1, [99, 1]]],
    ["end", [1, [10, "host", 3]]],
    ["end", [1, [10, "instance", [1]]]],
    ["end", [1, [10, "exception", "SystemExit"]]],
    ["end", [1, [10, "class", "print"]]],
    ["end", [1, [10, "datetime", 1, 2, 3]]],
    ["end", [1, [10, "timezone", "zone:../../etc/passwd"]]],
    ["end", [1, [10, "named", [2], [1]], [10, "namedtuple", None, "N", [3]], [3, "a"]]],
    ["error", [1, [0]], True, None],
    ["error", [1, [0, 1, 2]], True, None],
    ["error"],
    ["failed", "SystemExit", "x"],
    ["syntax", 1],
    ["print", "stdout"],
    ["print", "elsewhere", "x"],
    ["call", 0],
    ["call", 12, encode_plain(((), {}), common_form)],
    ["nonsense"],
    [5],
]


@pytest.mark.parametrize("answer", GARBAGE, ids=str)
def test_an_answer_that_cannot_be_breaks_the_protocol(answer: list[Any]) -> None:
    snapshot, _ = _with_fake(write_message(answer))
    with pytest.raises(MontyCrashedError, match="broke the protocol"):
        snapshot.resume(return_value=1)


@pytest.mark.parametrize(
    "data", [b"\xff\xff\xff\xff", b"\0\0\0\0", b"\x04\0\0\0\x93\x01\x02\xc1", b"\x02\0\0\0\x91\xd9", b"\x01\0\0\0\x05"]
)
def test_bytes_that_are_no_message_break_the_protocol(data: bytes) -> None:
    snapshot, _ = _with_fake(data, framed=True)
    with pytest.raises(MontyCrashedError, match="broke the protocol"):
        snapshot.resume(return_value=1)


def test_the_other_questions_are_checked_too() -> None:
    questions: list[Callable[[Any], Any]] = [
        lambda snapshot: snapshot.dump(),
        lambda snapshot: snapshot.stack,
        lambda snapshot: snapshot._state.execution.pending_calls(),
        lambda snapshot: snapshot._state.execution.tasks(),
        lambda snapshot: snapshot._state.execution.run.bound_names(),
        lambda snapshot: snapshot._state.execution.run.variables(),
    ]
    for question in questions:
        for answer in (["ok", 5], ["ok"], ["ok", [1, [0, 5]]], ["end", 1]):
            snapshot, _ = _with_fake(write_message(answer))
            with pytest.raises(MontyError):
                question(snapshot)


def _with_fake(data: bytes, *, framed: bool = False) -> tuple[Any, Link]:
    """Return a snapshot whose worker has been replaced by one that says `data` whatever it is asked."""
    snapshot: Any = Monty("f()", isolate=True).start()
    link = snapshot._state.execution.link
    link._process.end()
    reading, writing = os.pipe()
    theirs, ours = os.pipe()
    os.write(writing, data if framed else len(data).to_bytes(4, "little") + data)
    os.close(writing)
    link._process = _Fake(Channel(reading, ours), theirs)
    return snapshot, link


class _Fake(Process):
    """A worker that is no process."""

    def __init__(self, channel: Channel, theirs: int) -> None:
        super().__init__(0, channel, None)
        self._theirs = theirs

    def signal(self, number: int) -> None:
        """Nobody is there."""

    def end(self, patience: float = 0.0) -> int:
        """Close the pipes."""
        self.channel.close()
        if self._theirs >= 0:
            os.close(self._theirs)
            self._theirs = -1
        return 0
