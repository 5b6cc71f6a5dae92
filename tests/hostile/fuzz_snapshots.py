"""`python -m tests.hostile.fuzz_snapshots --seconds N --seed N`: forged snapshots, and what becomes of them."""

from __future__ import annotations

import argparse
import itertools
import random
import sys
import time
from collections.abc import Callable

from . import mutations
from .pen import Pen
from .seeds import seeds
from .trees import Tree
from .trial import Trial


def forged(seed: int, number: int) -> bytes:
    """The snapshot of case `number`."""
    chance = random.Random(f"{seed}:{number}")
    name = chance.choice(sorted(seeds()))
    data = seeds()[name]
    if chance.random() < 0.1:
        return mutations.raw(data, chance)
    tree = Tree(data)
    try:
        mutations.structural(tree, chance)
        return tree.bytes()
    except (ValueError, TypeError, OverflowError, IndexError, AttributeError):  # a change of a change that fits nothing
        return data


def fuzz(seconds: float, seed: int, most: int = 10) -> Pen:
    """Try forged snapshots for some time; the pen knows what was found."""
    seeds(), mutations.names(), mutations.functions()
    trial: list[Trial] = []

    def case(number: int, phase: Callable[[str], None]) -> str:
        if not trial:
            trial.append(Trial(phase))
        trial[0]._phase = phase
        return trial[0].run(forged(seed, number))

    pen = Pen(case)
    pen.work(itertools.count(), time.monotonic() + seconds, most)
    return pen


def main() -> int:
    """Fuzz, or try one case again; return 1 if anything was found."""
    parser = argparse.ArgumentParser(prog="python -m tests.hostile.fuzz_snapshots", description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--case", type=int, help="try this case only, in this process")
    parser.add_argument("--most", type=int, default=50, help="stop after so many findings")
    options = parser.parse_args()
    if options.case is not None:
        print(Trial(lambda phase: print(phase)).run(forged(options.seed, options.case)))
        return 0
    pen = fuzz(options.seconds, options.seed, options.most)
    report(pen, options.seed)
    return 1 if pen.findings else 0


def report(pen: Pen, seed: int) -> None:
    """Print what a pen has counted and found."""
    print(f"seed {seed}: {sum(pen.counts.values())} executions: {pen.counts}; {len(pen.findings)} findings")
    for number, text in pen.findings:
        print(f"    --seed {seed} --case {number}: {text}")


if __name__ == "__main__":
    sys.exit(main())
