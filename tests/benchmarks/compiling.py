"""The cost of compiling: a script, and the continuations of a loaded snapshot."""

from __future__ import annotations

import base64
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable

from monty_cli import FunctionSnapshot, Monty, load_snapshot
from tests.benchmarks.catalogue import programs
from tests.benchmarks.engines import native
from tests.benchmarks.figures import Figure, pairs
from tests.benchmarks.saving import paused

DEPTH = 20
LOOPS = {
    "for, in a function": "def f(n):\n    total = 0\n    for i in range(n):\n        if i == 0:\n            ext(i)\n"
    "        total += i % 7\n    return total\nf(600_000)\n",
    "while, in a function": "def f(n):\n    total = i = 0\n    while i < n:\n        if i == 0:\n            ext(i)\n"
    "        total += i % 7\n        i += 1\n    return total\nf(500_000)\n",
    "for, in the module": "total = 0\nfor i in range(400_000):\n    if i == 0:\n        ext(i)\n    total += i % 7\ntotal\n",
    "nested, in a function": "def f(n):\n    total = 0\n    for i in range(n):\n        for j in range(300):\n            if i == j == 0:\n"
    "                ext(i)\n            total += j\n    return total\nf(2_000)\n",
}


def figures(rounds: int) -> list[Figure]:
    """Return the figures."""
    return [*script(rounds), first_step(rounds), *(loop(name, source, rounds) for name, source in LOOPS.items())]


def script_text() -> str:
    """Return a script of 200 lines, in the manner of agents."""
    texts = [program.source for program in programs("agent_")]
    lines = "".join(texts).splitlines(keepends=True)
    return "".join(lines[:200])


def script(rounds: int) -> list[Figure]:
    """Time `Monty(code)` of a script that is new and of one that the process knows, to `compile()`."""
    text = script_text()
    count = iter(range(1_000_000))

    def cold() -> None:
        Monty(f"{text}\n'{next(count)}'\n")

    def builtin() -> None:
        for _ in range(5):
            compile(f"{text}\n'{next(count)}'\n", "script", "exec")

    ours, theirs, ratio = pairs(cold, builtin, max(rounds, 5))
    Monty(text)
    start = time.process_time()
    for _ in range(200):
        Monty(text)
    again = (time.process_time() - start) / 200
    detail = f"{ours * 1e3:.1f} ms to {theirs * 200:.1f} ms"
    return [
        Figure("compile of 200 lines, cold, to compile()", ratio * 5, 4.0, detail),
        Figure("compile of 200 lines, second time, to the first", again / ours, 0.1, f"{again * 1e6:.0f} µs"),
    ]


def deep_script(number: int) -> str:
    """Return 200 lines whose functions call each other 20 deep; the innermost pauses twice. `number` makes it a text of its own."""
    parts = []
    for level in range(DEPTH):
        call = f"step_{level + 1}(value + 1)" if level + 1 < DEPTH else "ext(value) + ext(value + 1)"
        parts.append(
            f"def step_{level}(value):\n    rows = [value, {number}]\n    total = 0\n    for row in rows:\n        total += row\n"
            f"    if total > 1_000_000:\n        total = 0\n    found = {call}\n    return found + total\n\n"
        )
    return "".join(parts) + "step_0(1)\n"


def first_step(rounds: int) -> Figure:
    """Time the first step after a load in a process that has never seen the script."""
    snapshots = [base64.b64encode(paused(deep_script(number)).dump()).decode() for number in range(max(rounds, 5))]
    line = [sys.executable, "-m", "tests.benchmarks.compiling"]
    done = subprocess.run(line, input=json.dumps(snapshots), capture_output=True, text=True, check=True)
    times = json.loads(done.stdout)
    loads, steps, rest = (statistics.median(column) for column in zip(*times, strict=True))
    return Figure(
        "first step of a loaded snapshot of 20 frames, ms",
        steps,
        2.0,
        f"load {loads:.1f} ms, the rest of it {rest:.1f} ms",
    )


def stepped(data: bytes) -> tuple[float, float, float]:
    """Return the milliseconds of loading a snapshot, of its first step, and of the rest of the script."""
    start = time.perf_counter()
    loaded = load_snapshot(data)
    middle = time.perf_counter()
    assert isinstance(loaded, FunctionSnapshot)
    following = loaded.resume(return_value=1)
    end = time.perf_counter()
    assert isinstance(following, FunctionSnapshot)
    following.resume(return_value=1)
    return (middle - start) * 1e3, (end - middle) * 1e3, (time.perf_counter() - end) * 1e3


def loop(name: str, source: str, rounds: int) -> Figure:
    """Time a loop that a continuation goes on with, to the same loop of CPython; module-level ones to a function's bar, too."""
    data = paused(source).dump()
    theirs = native("def ext(value):\n    return value\n" + source)

    def continued() -> object:
        loaded = load_snapshot(data)
        assert isinstance(loaded, FunctionSnapshot)
        done = loaded.resume(return_value=1)
        return getattr(done, "output", None)

    assert continued() == theirs()
    ours_s, theirs_s, ratio = pairs(continued, theirs, rounds)
    return Figure(
        f"loop in a continuation to CPython's: {name}", ratio, 1.1, f"{ours_s * 1e3:.0f} ms to {theirs_s * 1e3:.0f} ms"
    )


def main(ask: Callable[[], str] = input) -> None:
    """Time the snapshots of the input, one after the other, after one that makes the process ready."""
    snapshots = [base64.b64decode(text) for text in json.loads(ask())]
    stepped(snapshots[0])
    print(json.dumps([stepped(data) for data in snapshots[1:]]))


if __name__ == "__main__":
    main()
