"""Compares random programs with CPython: `python -m tests.random_programs --count 1000 --seed 0 --jobs 2`.

Without `--modes` all of `live`, `reload`, `some` and `thread` are run; `--native` runs the programs on CPython alone,
and `--async` makes asynchronous programs.
Ends with 1 if a program disagrees or is unfit, after printing what differs and, with `--reduce`, the smallest program
found for each kind.
"""

from __future__ import annotations

import argparse
import sys

from tests.random_programs.async_generator import generate_async
from tests.random_programs.generator import generate
from tests.random_programs.product import MODES
from tests.random_programs.runner import Summary, reduced, run

TERMINAL = sys.stderr.isatty()
START = "\r\033[K" if TERMINAL else ""  # clears the line of the progress


def main() -> int:
    """Run the command line; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.random_programs", description=__doc__)
    parser.add_argument("--count", type=int, default=1000, help="how many programs")
    parser.add_argument("--seed", type=int, default=0, help="the first program's seed; the others follow")
    parser.add_argument("--size", type=int, help="about how many statements a program has; by default 1 to 6")
    parser.add_argument("--jobs", type=int, default=2, help="how many processes")
    parser.add_argument("--modes", default=",".join(MODES), help="modes with commas between them")
    parser.add_argument("--async", action="store_true", dest="asynchronous", help="asynchronous programs")
    parser.add_argument("--native", action="store_true", help="run on CPython alone, twice")
    parser.add_argument("--reduce", action="store_true", help="make the first failing program of each kind small")
    parser.add_argument("--stop", type=int, default=0, help="stop after so many failing programs")
    parser.add_argument("--show", action="store_true", help="print the program of --seed, run nothing")
    options = parser.parse_args()
    make = generate_async if options.asynchronous else generate
    if options.show:
        print(make(options.seed, options.size), end="")
        return 0
    modes = [] if options.native else options.modes.split(",")
    seeds = range(options.seed, options.seed + options.count)
    summary = Summary()
    try:
        for reply in run(seeds, modes, options.jobs, options.size, options.asynchronous):
            summary.add(reply)
            if reply["seed"] in summary.failures:
                failure = summary.failures[reply["seed"]]
                print(f"{START}seed {reply['seed']}: {failure}", flush=True)
            _progress(summary, len(seeds))
            if options.stop and len(summary.failures) >= options.stop:
                break
    except KeyboardInterrupt:
        pass
    print(START + summary.text(), flush=True)
    for seed, failure in summary.first_of_each():
        print(f"\n=== seed {seed}: {failure}")
        if options.reduce:
            print(reduced(make(seed, options.size), seed, failure, options.asynchronous))
    return 0 if summary.good(bounded=bool(modes)) else 1


def _progress(summary: Summary, count: int) -> None:
    if TERMINAL or summary.programs % 500 == 0:
        end = "" if TERMINAL else "\n"
        print(
            f"{START}{summary.programs}/{count}, {len(summary.failures)} failing", end=end, file=sys.stderr, flush=True
        )


if __name__ == "__main__":
    sys.exit(main())
