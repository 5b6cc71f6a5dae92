"""Time the core: guest programs, pauses, dumps and start-up, each next to its yardstick, interleaved in one run.

    python -m tests.benchmarks.core [--rounds N]

Prints the median of the ratios of each pair (below 1 is faster than CPython) and the geometric mean.
"""

from __future__ import annotations

import argparse
import ast
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from monty_cli import FunctionSnapshot, Monty, load_snapshot
from tests.benchmarks.programs import PROGRAMS


def native(source: str) -> Callable[[], object]:
    """Return a function that runs `source` on CPython and gives the value of its last expression."""
    tree = ast.parse(source)
    last = tree.body.pop()
    assert isinstance(last, ast.Expr)
    body = compile(tree, "native", "exec")
    value = compile(ast.Expression(last.value), "native", "eval")

    def run() -> object:
        names: dict[str, object] = {"__name__": "__main__"}
        exec(body, names)
        return eval(value, names)

    return run


def timed(function: Callable[[], object]) -> float:
    """Return the seconds that a call of `function` takes."""
    start = time.perf_counter()
    function()
    return time.perf_counter() - start


def compare_programs(rounds: int) -> dict[str, float]:
    """Return the median ratio of guest time to CPython's time for each program."""
    ratios = {}
    for name, source in PROGRAMS.items():
        ours, theirs = Monty(source), native(source)
        assert ours.run() == theirs()
        found = [timed(ours.run) / timed(theirs) for _ in range(rounds)]
        ratios[name] = statistics.median(found)
    return ratios


def microseconds_of_a_pause(count: int = 20_000) -> float:
    """Return the time of one live pause and resume."""
    snapshot = Monty(f"for i in range({count}): f(i)\n").start()
    start = time.perf_counter()
    while isinstance(snapshot, FunctionSnapshot):
        snapshot = snapshot.resume(return_value=1)
    return (time.perf_counter() - start) / count * 1e6


def dump_and_load(source: str, rounds: int = 30) -> tuple[int, float, float]:
    """Return bytes, microseconds of `dump` and microseconds of `load` for the first pause of `source`."""
    snapshot = Monty(source).start()
    assert isinstance(snapshot, FunctionSnapshot)
    data = snapshot.dump()
    dumps = statistics.median(timed(snapshot.dump) for _ in range(rounds))
    loads = statistics.median(timed(lambda: load_snapshot(data)) for _ in range(rounds))
    return len(data), dumps * 1e6, loads * 1e6


def start_up(rounds: int) -> tuple[float, float]:
    """Return the median milliseconds of `monty run hello.py` and of `python -c pass`."""
    with TemporaryDirectory() as folder:
        script = Path(folder, "hello.py")
        script.write_text("print('hello')\n")
        ours = [sys.executable, "-m", "monty_cli", "run", str(script)]
        theirs = [sys.executable, "-c", "pass"]
        pairs = [
            [timed(partial(subprocess.run, line, check=True, capture_output=True)) for line in (ours, theirs)]
            for _ in range(rounds)
        ]
    ours_ms, theirs_ms = (statistics.median(column) * 1e3 for column in zip(*pairs, strict=True))
    return ours_ms, theirs_ms


SMALL = "x = {'a': [1, 2, 3]}\ndef f(n):\n    y = n + 1\n    return ext(y) + y\nf(1)\n"
LARGE = "rows = [{'id': i, 'name': 'row %d' % i, 'tags': [i, i + 1]} for i in range(3_333)]\next(1)\n"


def main() -> None:
    """Print the report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    rounds = parser.parse_args().rounds
    print(f"CPython {sys.version.split()[0]}; time of guest code as a ratio to CPython's own, median of {rounds} pairs")
    ratios = compare_programs(rounds)
    for name, ratio in ratios.items():
        print(f"  {name:12} {ratio:5.2f}")
    print(f"  {'geo. mean':12} {statistics.geometric_mean(ratios.values()):5.2f}")
    print(f"live pause and resume: {microseconds_of_a_pause():.1f} µs")
    for title, source in (("small state", SMALL), ("10,000 objects", LARGE)):
        size, dumped, loaded = dump_and_load(source)
        print(f"{title}: {size} bytes, dump {dumped:.0f} µs, load {loaded:.0f} µs")
    ours, theirs = start_up(rounds)
    print(f"monty run hello.py: {ours:.0f} ms; python -c pass: {theirs:.0f} ms")


if __name__ == "__main__":
    main()
