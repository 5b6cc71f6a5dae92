"""Many live paused programs in one process: how many bytes each takes, and how long dumping and loading all of them takes."""

from __future__ import annotations

import gc
import json
import subprocess
import sys
import time
from pathlib import Path

from monty_cli import FunctionSnapshot, Monty, load_snapshot
from tests.benchmarks.figures import Figure

COUNT = 10_000
SOURCE = """
def ask(item, count):
    price = fetch(item)
    return price * count
total = 0
for item in ['tea', 'ink', 'rent']:
    total += ask(item, 2)
total
"""


def figures() -> list[Figure]:
    """Return the figures, measured in a process of their own."""
    line = [sys.executable, "-m", "tests.benchmarks.holding"]
    found = json.loads(subprocess.run(line, check=True, capture_output=True, text=True).stdout)
    spent = found["dump"] + found["load"]
    return [
        Figure(
            "10,000 live paused programs, kB each", found["bytes"] / 1000, 12.0, f"{found['start']:.2f} s to start them"
        ),
        Figure(
            "10,000 paused programs dumped and loaded, s",
            spent,
            2.0,
            f"dump {found['dump']:.2f} s, load {found['load']:.2f} s",
        ),
    ]


def resident() -> int:
    """Return the bytes of memory that this process has."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) * 1024
    raise OSError("the system does not tell the memory of a process")


def measure(count: int) -> dict[str, float]:
    """Pause `count` programs, save and load them; return bytes each, and the seconds of starting, dumping and loading."""
    program = Monty(SOURCE)
    load_snapshot(_paused(program).dump())
    gc.collect()
    before, start = resident(), time.perf_counter()
    live = [_paused(program) for _ in range(count)]
    started = time.perf_counter()
    size = (resident() - before) / count
    middle = time.perf_counter()
    dumped = [snapshot.dump() for snapshot in live]
    end = time.perf_counter()
    loaded = [load_snapshot(data) for data in dumped]
    last = time.perf_counter()
    assert len(loaded) == count
    return {"bytes": size, "start": started - start, "dump": end - middle, "load": last - end}


def _paused(program: Monty) -> FunctionSnapshot:
    snapshot = program.start()
    assert isinstance(snapshot, FunctionSnapshot)
    return snapshot


if __name__ == "__main__":
    print(json.dumps(measure(COUNT)))
