"""How long the command line takes to run a script that prints a line, next to `python -c pass`."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks.figures import Figure

ENTRY = "from monty_cli.cli.entry import console; console()"
"""What the console script `monty` does."""


def figures(rounds: int) -> list[Figure]:
    """Return the figures, by the clock on the wall; bytecode is at hand, as it is of what is installed."""
    with TemporaryDirectory() as folder:
        world = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        world["PYTHONPYCACHEPREFIX"] = folder
        script = Path(folder, "hello.py")
        script.write_text("print('hello')\n")
        run = [sys.executable, "-c", ENTRY, "run", str(script)]
        lines = [[sys.executable, "-c", "pass"], [*run, "--in-process"], run]
        times = [[elapsed(line, world) for line in lines] for _ in range(max(rounds, 7) + 1)][1:]
    return [of(times, 1, "in process", 2.5), of(times, 2, "in a worker", 4.0)]


def of(times: list[list[float]], column: int, how: str, bar: float) -> Figure:
    """Return the figure of a column of times, each next to the first column's."""
    ratio = statistics.median(row[column] / row[0] for row in times)
    ours, theirs = (statistics.median(row[index] for row in times) * 1e3 for index in (column, 0))
    return Figure(f"monty run hello.py, {how}, to python -c pass", ratio, bar, f"{ours:.0f} ms to {theirs:.0f} ms")


def elapsed(line: list[str], world: dict[str, str]) -> float:
    """Return the seconds that a command takes in an environment."""
    start = time.perf_counter()
    subprocess.run(line, check=True, capture_output=True, env=world, stdin=subprocess.DEVNULL)
    return time.perf_counter() - start
