"""Time the library: guest programs that use it, each next to the same program on CPython, interleaved in one run.

Processor time is what counts, so that other work on the machine disturbs little.

    python -m tests.benchmarks.library [--rounds N] [--only TEXT]

Prints the median of the ratios of each pair (below 1 is faster than CPython), the geometric mean, which ratios are above 1.3, and
what a module costs that is the first one a process imports.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time
from collections.abc import Callable

from monty_cli import Monty
from tests.benchmarks import library_programs, module_programs
from tests.benchmarks.core import native

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


def compare(source: str, rounds: int) -> tuple[float, float]:
    """Return the median ratio of guest time to CPython's time for a program, and CPython's milliseconds."""
    ours, theirs = Monty(source), native(source)
    assert ours.run() == theirs(), source
    pairs = [(timed(ours.run), timed(theirs)) for _ in range(rounds)]
    return statistics.median(mine / other for mine, other in pairs), statistics.median(
        other for _, other in pairs
    ) * 1e3


def first_import(name: str) -> float:
    """Return the milliseconds of a program that imports a module, the first one of its process to do so."""
    line = [sys.executable, "-c", _IMPORT.format(name=name)]
    return statistics.median(float(subprocess.run(line, check=True, capture_output=True).stdout) for _ in range(3))


def main() -> None:
    """Print the report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--only", default="", help="time only programs whose name has this text")
    options = parser.parse_args()
    print(
        f"CPython {sys.version.split()[0]}; time of guest code as a ratio to CPython's own, median of {options.rounds} pairs"
    )
    ratios = {}
    for name, source in {**library_programs.PROGRAMS, **module_programs.PROGRAMS}.items():
        if options.only in name:
            ratios[name], native_ms = compare(source, options.rounds)
            print(f"  {name:24} {ratios[name]:5.2f}   ({native_ms:.1f} ms)", flush=True)
    print(f"  {'geo. mean':24} {statistics.geometric_mean(ratios.values()):5.2f}")
    print("above 1.3:", ", ".join(f"{name} {ratio:.2f}" for name, ratio in ratios.items() if ratio > _MOST) or "none")
    if not options.only:
        print("first import:", ", ".join(f"{name} {first_import(name):.0f} ms" for name in module_programs.IMPORTS))


if __name__ == "__main__":
    main()
