"""Runs a reduced test module: natively, as a guest, and as a guest that is saved and loaded at its pauses."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from monty_cli import (
    FunctionSnapshot,
    FutureSnapshot,
    Monty,
    MontyComplete,
    MontyRuntimeError,
    NameLookupSnapshot,
    load_snapshot,
)

Snapshot = FunctionSnapshot | NameLookupSnapshot | FutureSnapshot | MontyComplete
MODES = ("native", "live", "reload")
OFTEN, SELDOM, LOADS = 400, 40, 1_500
"""Pauses that are all saved and loaded; after them, one of so many; loads after which no more are made."""
NATIVE = "import sys; exec(compile(sys.stdin.read(), 'script.py', 'exec'), {'__name__': '__main__', 'ext': lambda value: None})"
CLOCKS = ("time", "monotonic", "perf_counter", "process_time")


class Results:
    """What came of each test of a module: its class and name, to its outcome; and what could not be saved, with how often."""

    def __init__(self, printed: str) -> None:
        rows = [line.split(maxsplit=3) for line in printed.splitlines() if line.startswith("RESULT ")]
        self.outcomes = {f"{row[1]}.{row[2]}": row[3] if len(row) > 3 else "" for row in rows}
        told = [line.split(maxsplit=2) for line in printed.splitlines() if line.startswith("REFUSED ")]
        self.refused = Counter({row[2]: int(row[1]) for row in told})
        self.ended = [line for line in printed.splitlines() if line.startswith("ENDED ")]

    def words(self) -> dict[str, str]:
        """Return the first word of each outcome: `passed`, `skipped`, or the class of the error."""
        return {name: outcome.partition(" ")[0] for name, outcome in self.outcomes.items()}


def run(program: Path, mode: str, seconds: float = 120) -> Results:
    """Run the program in a process of its own.

    Args:
        program: the file with the reduced module.
        mode: `native`, `live` or `reload`.
        seconds: after so many it is ended; the results so far count.
    """
    command = [sys.executable, "-c", NATIVE] if mode == "native" else [sys.executable, "-m", __spec__.name, mode]
    with program.open() as text:
        try:
            ended = subprocess.run(
                command, stdin=text, capture_output=True, text=True, timeout=seconds, cwd=Path(__file__).parents[2]
            )
        except subprocess.TimeoutExpired as error:
            printed = (error.stdout or b"").decode() if isinstance(error.stdout, bytes) else error.stdout or ""
            return Results(printed + "\nENDED by the clock\n")
    last = ended.stderr.strip().splitlines()[-1:] if ended.returncode else []
    return Results("\n".join([ended.stdout, *[f"ENDED {line}" for line in last]]))


def guest(text: str, mode: str) -> None:
    """Run the program here, printing what it prints, and then what could not be saved."""
    refused: Counter[str] = Counter()
    pauses = loads = 0
    try:
        pause: Snapshot = Monty(text, script_name="script.py").start()
        while not isinstance(pause, MontyComplete):
            pauses += 1
            if mode == "reload" and loads < LOADS and (pauses < OFTEN or pauses % SELDOM == 0):
                try:
                    pause = load_snapshot(pause.dump())
                    loads += 1
                except ValueError as error:
                    refused[str(error).partition("; File")[0]] += 1
            pause = answered(pause)
    except MontyRuntimeError as error:
        print("ENDED", error)
    for reason, count in refused.items():
        print("REFUSED", count, reason)


def answered(pause: Snapshot) -> Snapshot:
    """Answer a pause of a test: nothing is there but randomness and a clock that stands."""
    if isinstance(pause, NameLookupSnapshot):
        return pause.resume()
    if not isinstance(pause, FunctionSnapshot):
        raise ValueError("no test leaves a call pending")
    name = pause.function_name.rpartition(".")[2]
    if name == "ext":
        return pause.resume(return_value=None)
    answer = SYSTEM.get(name) if pause.is_os_function else None
    if answer is not None:
        return pause.resume(return_value=answer(*pause.args))
    missing = OSError("nothing is there") if pause.is_os_function else NameError(f"name {name!r} is not defined")
    return pause.resume(exception=missing)


SYSTEM: dict[str, Callable[..., object]] = {"urandom": os.urandom, **dict.fromkeys(CLOCKS, lambda *args: time.time())}


if __name__ == "__main__":
    guest(sys.stdin.read(), sys.argv[1])
