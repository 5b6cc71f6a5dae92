"""Programs on all engines: equal results, times taken in turns, and the medians of the ratios to CPython's."""

from __future__ import annotations

import gc
import statistics
from collections.abc import Iterator
from dataclasses import dataclass, field

from tests.benchmarks.catalogue import Program
from tests.benchmarks.engines import CPython, Engine, Ours, Run

LONG = 2.0
"""Seconds: an engine that takes longer for a program runs it only once."""


@dataclass(frozen=True)
class Row:
    """What became of a program.

    Attributes:
        program: which one.
        native_ms: the median of CPython's milliseconds.
        ratios: the median of the ratios to CPython's time, by the name of the engine.
        refused: why an engine cannot run it, by its name.
    """

    program: Program
    native_ms: float
    ratios: dict[str, float]
    refused: dict[str, str] = field(default_factory=dict)


def compare(programs: list[Program], yardstick: CPython, engines: list[Engine], rounds: int) -> Iterator[Row]:
    """Time each program `rounds` times on each engine, always next to a run of CPython, and yield a row for each.

    Raises:
        AssertionError: a program has another result with ours than with CPython.
    """
    for program in programs:
        yield compare_one(program, yardstick, engines, rounds)


def compare_one(program: Program, yardstick: CPython, engines: list[Engine], rounds: int) -> Row:
    """Return the row of one program; see `compare`."""
    native = yardstick.prepare(program.source)
    expected = native()[0]
    refused: dict[str, str] = {}
    runs: dict[str, Run] = {}
    ratios: dict[str, list[float]] = {}
    for engine in engines:
        try:
            run = engine.prepare(program.source)
            result, seconds = run()
            assert result == expected, f"its result is {str(result)[:80]}, not {str(expected)[:80]}"
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # a peer may fail in any way, a panic among them
            if isinstance(engine, Ours):
                raise
            refused[engine.name] = f"{type(error).__name__}: {error}".splitlines()[0][:160]
            continue
        if seconds > LONG:
            ratios[engine.name] = [seconds / native()[1]]
        else:
            runs[engine.name] = run
            ratios[engine.name] = []
    times = _rounds(native, runs, ratios, rounds)
    medians = {name: statistics.median(found) for name, found in ratios.items() if found}
    refused.update(dict.fromkeys(ratios.keys() - medians.keys(), "it failed when it ran again"))
    return Row(program, statistics.median(times) * 1e3, medians, refused)


def _rounds(native: Run, runs: dict[str, Run], ratios: dict[str, list[float]], rounds: int) -> list[float]:
    """Run everything in turns, each engine between two runs of CPython whose mean it is compared with; return CPython's seconds."""
    times: list[float] = []
    names = list(runs)
    for number in range(rounds):
        start = number % len(names) if names else 0
        before = _seconds(native)
        times.append(before)
        for name in names[start:] + names[:start]:
            try:
                own = _seconds(runs[name])
            except RuntimeError:  # a child process that was slower than before
                continue
            after = _seconds(native)
            ratios[name].append(own / ((before + after) / 2))
            times.append(after)
            before = after
    return times


def _seconds(run: Run) -> float:
    gc.collect()
    return run()[1]


def mean(rows: list[Row], engine: str) -> float | None:
    """Return the geometric mean of an engine's ratios over the programs that it can run, `None` if it can run none."""
    found = [row.ratios[engine] for row in rows if engine in row.ratios]
    return statistics.geometric_mean(found) if found else None


def mean_to(rows: list[Row], ours: str, peer: str) -> float | None:
    """Return the geometric mean of our times to a peer's, over the programs that both can run."""
    found = [row.ratios[ours] / row.ratios[peer] for row in rows if peer in row.ratios]
    return statistics.geometric_mean(found) if found else None
