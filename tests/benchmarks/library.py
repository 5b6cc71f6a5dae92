"""Time the library: guest programs that use it, each next to the same program on CPython, interleaved in one run.

Processor time is what counts, and of each side the best of its rounds: other work on the machine only ever adds to it. Who goes
first in a pair changes from round to round.

    python -m tests.benchmarks.library [--rounds N] [--only TEXT]

Prints for each pair the ratio of the best times (below 1 is faster than CPython) and the median of the ratios, the geometric mean,
which ratios are above 1.3, and what a module costs that is the first one a process imports.
"""

from __future__ import annotations

import argparse
import gc
import statistics
import subprocess
import sys
import time
from collections.abc import Callable

from monty_cli import Monty
from tests.benchmarks import library_programs, module_programs
from tests.benchmarks.engines import native

_MOST = 1.3
_IMPORT = """
import time
import monty_cli
monty_cli.Monty('pass').run()
start = time.process_time()
monty_cli.Monty('import {name}').run()
print((time.process_time() - start) * 1e3)
"""


def timed(function: Callable[[], object]) -> float:
    """Return the seconds of processor time that a call of `function` takes."""
    start = time.process_time()
    function()
    return time.process_time() - start


def compare(source: str, rounds: int) -> tuple[float, float, float]:
    """Return the ratio of guest time to CPython's for a program, of the best times and as a median, and CPython's milliseconds."""
    ours, theirs = Monty(source), native(source)
    assert ours.run() == theirs(), source
    pairs = []
    for number in range(rounds):
        gc.collect()
        if number % 2:
            mine, other = timed(ours.run), timed(theirs)
        else:
            other, mine = timed(theirs), timed(ours.run)
        pairs.append((mine, other))
    best = min(other for _, other in pairs)
    return min(mine for mine, _ in pairs) / best, statistics.median(mine / other for mine, other in pairs), best * 1e3


def first_import(name: str) -> float:
    """Return the milliseconds of a program that imports a module, the first one of its process to do so."""
    line = [sys.executable, "-c", _IMPORT.format(name=name)]
    return statistics.median(float(subprocess.run(line, check=True, capture_output=True).stdout) for _ in range(3))


def main() -> None:
    """Print the report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--only", default="", help="time only programs whose name has this text")
    options = parser.parse_args()
    print(
        f"CPython {sys.version.split()[0]}; time of guest code as a ratio to CPython's own, best and median of {options.rounds} pairs"
    )
    ratios = {}
    for name, source in {**library_programs.PROGRAMS, **module_programs.PROGRAMS}.items():
        if options.only in name:
            ratios[name], median, native_ms = compare(source, options.rounds)
            print(f"  {name:24} {ratios[name]:5.2f} {median:5.2f}   ({native_ms:.1f} ms)", flush=True)
    print(f"  {'geo. mean':24} {statistics.geometric_mean(ratios.values()):5.2f}")
    print("above 1.3:", ", ".join(f"{name} {ratio:.2f}" for name, ratio in ratios.items() if ratio > _MOST) or "none")
    if not options.only:
        print("first import:", ", ".join(f"{name} {first_import(name):.0f} ms" for name in module_programs.IMPORTS))


if __name__ == "__main__":
    main()
