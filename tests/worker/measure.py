"""Measure what workers cost: `python -m tests.worker.measure [--rounds N] [--monty PATH]`.

Prints the least and the median of each: `monty run` of a script that says hello with and without a worker, in turn; a pause with its
resumption; a run in a fresh worker of a pool. `--monty` is the command of an installation, whose files are compiled.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from monty_cli import Monty, MontyComplete, MontyPool


def timed(function: Callable[[], object]) -> float:
    """Return the milliseconds of a call."""
    start = time.perf_counter()
    function()
    return (time.perf_counter() - start) * 1e3


def commands(monty: Sequence[str], rounds: int) -> None:
    """Time the command line."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "hello.py").write_text("print('hello')\n")

        def run(*options: str) -> Callable[[], object]:
            return lambda: subprocess.run([*monty, "run", *options, "hello.py"], cwd=folder, stdout=-3, check=True)

        pairs = [(timed(run()), timed(run("--in-process"))) for _ in range(rounds)]
    there, here = zip(*pairs, strict=True)
    print(f"  hello.py in a worker        {min(there):7.1f} ms  median {statistics.median(there):7.1f}")
    print(f"  hello.py in-process         {min(here):7.1f} ms  median {statistics.median(here):7.1f}")
    beyond = statistics.median([first - second for first, second in pairs])
    print(f"  more for the worker         {min(there) - min(here):7.1f} ms  median of the pairs {beyond:.1f}")


def pauses(count: int = 2000) -> None:
    """Time pauses with their resumptions."""
    snapshot: Any = Monty("while True: f(1)", isolate=True).start()
    times = []
    for _ in range(count):
        start = time.perf_counter()
        snapshot = snapshot.resume(return_value=None)
        times.append((time.perf_counter() - start) * 1e6)
    assert not isinstance(snapshot, MontyComplete)
    print(f"  pause and resume            {min(times):7.1f} µs  median {statistics.median(times):7.1f}")


def fresh(count: int = 100) -> None:
    """Time runs in fresh workers of a pool, one after the other."""
    with MontyPool(2) as pool:
        times = [timed(lambda: pool.run("1 + 1")) for _ in range(count)]
    print(f"  a run in a fresh worker     {min(times):7.1f} ms  median {statistics.median(times):7.1f}")
    with MontyPool(1) as pool, pool.checkout() as worker:
        times = [timed(lambda: worker.run("1 + 1")) for _ in range(count)]
    print(f"  a run in a lent worker      {min(times):7.1f} ms  median {statistics.median(times):7.1f}")


def main() -> None:
    """Print the report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=30)
    parser.add_argument("--monty", default="")
    arguments = parser.parse_args()
    commands([arguments.monty] if arguments.monty else [sys.executable, "-m", "monty_cli"], arguments.rounds)
    pauses()
    fresh()


if __name__ == "__main__":
    main()
