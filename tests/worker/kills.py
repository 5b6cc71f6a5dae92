"""Kills workers at random moments and sees what the host gets: `python -m tests.worker.kills 1000`."""

from __future__ import annotations

import os
import random
import signal
import sys
import threading
import time
from typing import Any

from monty_cli import Monty, MontyComplete, MontyCrashedError

PROGRAM = "def f(n):\n    return ask(n) + 1\ntotal = 0\nfor i in range(20):\n    total += f(i)\n    print(i)\ntotal"
WHOLE = sum(range(20)) + 20


def pid_of(snapshot: Any) -> int:
    """Return the id of the worker of a snapshot."""
    pid: int = snapshot._state.execution.link.pid
    return pid


def kill_workers(count: int, seed: int) -> list[str]:
    """Kill `count` workers at random moments of a run; return what went wrong."""
    chance = random.Random(seed)
    wrong: list[str] = []
    for number in range(count):
        what = _one(chance.uniform(0, 0.02))
        if what:
            wrong.append(f"kill {number}: {what}")
    return wrong


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


if __name__ == "__main__":
    found = kill_workers(int(sys.argv[1]), seed=int(sys.argv[2]) if len(sys.argv) > 2 else 1)
    print("\n".join(found) or f"{sys.argv[1]} kills, nothing wrong")
    sys.exit(bool(found))
