"""A measured figure next to its bar, and the helpers that the measures share."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Figure:
    """What was measured.

    Attributes:
        measure: what it is, as the table says it.
        figure: the number.
        bar: what it may be at most.
        detail: the numbers behind it, with their units.
    """

    measure: str
    figure: float
    bar: float
    detail: str = ""

    def data(self) -> dict[str, Any]:
        """Return it as data for JSON, with `met`."""
        return {**asdict(self), "figure": round(self.figure, 3), "met": self.figure <= self.bar}


def seconds(function: Callable[[], object]) -> float:
    """Return the processor time that a call of `function` takes, after a collection of garbage."""
    gc.collect()
    start = time.process_time()
    function()
    return time.process_time() - start


def pairs(ours: Callable[[], object], theirs: Callable[[], object], rounds: int) -> tuple[float, float, float]:
    """Time two functions in turns; return the median of ours and of theirs, in seconds, and the median of the ratios."""
    found = [(seconds(ours), seconds(theirs)) for _ in range(rounds)]
    ratio = statistics.median(mine / other for mine, other in found)
    return statistics.median(mine for mine, _ in found), statistics.median(other for _, other in found), ratio


def repeated(function: Callable[[], object], count: int) -> Callable[[], None]:
    """Return a function that calls `function` so many times."""

    def run() -> None:
        for _ in range(count):
            function()

    return run
