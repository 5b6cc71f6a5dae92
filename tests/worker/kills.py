"""Kills workers, and hosts of workers, at random moments: `python -m tests.worker.kills 1000 [SEED]`.

The host of a killed worker gets a `MontyCrashedError` that names the signal, or the whole result. Of a killed host no process is left,
and the snapshot that it was saving is whole, the old one or the new one. Every fourth kill is of a host: `monty resume` in a loop, which
forks its workers, or a program that has a server fork them.
"""

from __future__ import annotations

import ctypes
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

from monty_cli import Monty, MontyComplete, MontyCrashedError, load_snapshot

PROGRAM = "def f(n):\n    return ask(n) + 1\ntotal = 0\nfor i in range(20):\n    total += f(i)\n    print(i)\ntotal"
WHOLE = sum(range(20)) + 20
HOST = """
from monty_cli import Monty, MontyPool
with MontyPool(2) as pool:
    while True:
        snapshot = Monty("f(1)\\nwhile True: f(2)", isolate=True).start()
        for _ in range(3):
            snapshot = snapshot.resume(return_value=pool.run("1 + 1"))
"""
LOOP = "while True: step = ask(step) if 'step' in globals() else ask(0)"
ROOT = Path(__file__).parent.parent.parent
_SUBREAPER = 36  # of prctl()


def pid_of(snapshot: Any) -> int:
    """Return the id of the worker of a snapshot."""
    pid: int = snapshot._state.execution.link.pid
    return pid


def kill_workers(count: int, seed: int) -> list[str]:
    """Kill `count` workers at random moments of a run; return what went wrong."""
    chance = random.Random(seed)
    return [f"kill {number}: {what}" for number in range(count) if (what := _one(chance.uniform(0, 0.02)))]


def _one(delay: float) -> str | None:
    """Kill one worker after `delay` seconds; return what went wrong."""
    snapshot: Any = Monty(PROGRAM, isolate=True).start(print_callback=lambda stream, text: None)
    pid = pid_of(snapshot)
    killer = threading.Thread(target=_kill, args=(pid, delay))
    killer.start()
    try:
        while not isinstance(snapshot, MontyComplete):
            snapshot.dump()
            snapshot = snapshot.resume(return_value=snapshot.args[0])
        if snapshot.output != WHOLE:
            return f"the result is {snapshot.output!r}"
    except MontyCrashedError as error:
        if "SIGKILL" not in str(error):
            return f"the error is {error}"
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    finally:
        killer.join()
    return None


def _kill(pid: int, delay: float) -> None:
    time.sleep(delay)
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def kill_hosts(count: int, seed: int, folder: Path) -> list[str]:
    """Kill `count` hosts at random moments; return what went wrong. What they leave behind becomes this process's own (Linux only)."""
    chance = random.Random(seed)
    ctypes.CDLL(None).prctl(_SUBREAPER, 1, 0, 0, 0)
    saved = folder / "a.snap"
    saved.write_bytes(Monty(LOOP).start().dump())  # type: ignore[union-attr]
    wrong = []
    for number in range(count):
        mine = _children()
        arguments = ["-c", HOST] if number % 2 else ["-m", "monty_cli", "resume", saved.name, "--value", "1"]
        host = subprocess.Popen(
            [sys.executable, *arguments], cwd=folder, stdout=-3, stderr=-3, env={**os.environ, "PYTHONPATH": str(ROOT)}
        )
        time.sleep(chance.uniform(0, 0.4))
        host.kill()
        host.wait()
        while left := _children() - mine:
            mine |= left
            wrong += [f"host {number}: process {pid} is left" for pid in left if not _has_ended(pid)]
        try:
            load_snapshot(saved.read_bytes())
        except ValueError as error:
            wrong.append(f"host {number}: the file is torn: {error}")
    return wrong


def _children() -> set[int]:
    """Return the processes whose parent this one is."""
    found = [path.read_text() for path in Path("/proc/self/task").glob("*/children")]
    return {int(pid) for text in found for pid in text.split()}


def _has_ended(pid: int, patience: float = 5.0) -> bool:
    """Wait for the end of a process that has become this one's child, and that of those which it leaves behind."""
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        if os.waitpid(pid, os.WNOHANG)[0]:
            return True
        time.sleep(0.002)
    return False


def main() -> int:
    """Kill, and print what was found; return 1 if something was wrong."""
    count, seed = int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else int(time.time())
    hosts = count // 4 if sys.platform == "linux" else 0
    start = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        found = kill_workers(count - hosts, seed) + kill_hosts(hosts, seed, Path(folder))
        left = len(list(Path(folder).glob(".*.tmp")))
    for what in found:
        print(what)
    print(
        f"seed {seed}: {count - hosts} workers and {hosts} hosts killed in {time.monotonic() - start:.0f} s, {len(found)} wrong"
    )
    print(f"{left} files left over that were not whole yet")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
