"""Measure what limits cost: `python -m tests.limits.measure [--rounds N]`.

Runs the benchmark programs with and without all limits, in turn, and prints the ratio of the least processor time of each, less what
every run under limits costs at its start and end, which is told apart.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable
from functools import partial

from monty_cli import Monty, ResourceLimits
from tests.benchmarks.catalogue import programs

ALL: ResourceLimits = {
    "max_duration_secs": 600.0,
    "max_memory": 1 << 40,
    "max_recursion_depth": 900,
    "max_allocations": 1 << 40,
    "max_output": 1 << 40,
    "max_suspensions": 1 << 40,
}


def timed(function: Callable[[], object]) -> float:
    """Return the seconds of the process' own time, and not of others, that a call takes."""
    start = time.process_time()
    function()
    return time.process_time() - start


def least(function: Callable[[], object], rounds: int) -> float:
    """Return the least time of so many calls."""
    return min(timed(function) for _ in range(rounds))


def main() -> None:
    """Print the report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument(
        "--times",
        type=int,
        default=1,
        help="run each program so many times over in one run, for programs that take long",
    )
    options = parser.parse_args()
    rounds = options.rounds
    nothing = Monty("None")
    nothing.run(limits=ALL)
    fixed = least(lambda: nothing.run(limits=ALL), 200) - least(nothing.run, 200)
    print(f"  each run costs {fixed * 1e6:.0f} µs")
    ratios = []
    for name, source in ((program.name, program.source) for program in programs()):
        monty = Monty("\n".join([source] * options.times))
        monty.run(limits=ALL)
        limited, free = zip(
            *((timed(partial(monty.run, limits=ALL)), timed(monty.run)) for _ in range(rounds)), strict=True
        )
        ratios.append((min(limited) - fixed) / min(free))
        print(f"  {name:12} {ratios[-1]:5.3f}", flush=True)
    print(f"  {'geo. mean':12} {statistics.geometric_mean(ratios):5.3f}")


if __name__ == "__main__":
    main()
