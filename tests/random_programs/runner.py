"""Runs many random programs through a farm of workers, and sums up what they gave."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from tests.oracle.native import unknown_names
from tests.random_programs.check import MOST_REFUSED, Disagreement, plain_reason
from tests.random_programs.farm import Farm
from tests.random_programs.reduce import reduce

FEW_DUMPS = 2000  # below this number no share is judged
REDUCTION_LIMIT = 5.0  # seconds for one candidate
MOST_ERRORS = 0.35  # of all programs may end in an error


def run(
    seeds: Iterable[int], modes: Sequence[str], jobs: int = 1, size: int | None = None, asynchronous: bool = False
) -> Iterator[dict[str, Any]]:
    """Yield the reply for each seed, in no fixed order. No modes: native runs alone, twice each."""
    with Farm(jobs) as farm:
        yield from run_in(farm, seeds, modes, size, asynchronous)


def run_in(
    farm: Farm, seeds: Iterable[int], modes: Sequence[str], size: int | None = None, asynchronous: bool = False
) -> Iterator[dict[str, Any]]:
    """Do what `run` does with the workers of `farm`, which are kept."""
    request = {"size": size, "modes": list(modes), "twice": True, "asynchronous": asynchronous}
    yield from farm.ask({"seed": seed, **request} for seed in seeds)


class Summary:
    """What many programs gave."""

    def __init__(self) -> None:
        self.started = time.monotonic()
        self.programs = 0
        self.calls = 0
        self.skipped: Counter[str] = Counter()  # asynchronous programs that no host can serve, by reason
        self.errors: Counter[str] = Counter()
        self.dumps = 0
        self.refusals: Counter[str] = Counter()
        self.failures: dict[int, Disagreement] = {}

    def add(self, reply: dict[str, Any]) -> None:
        """Take in the reply for one program."""
        self.programs += 1
        if "unfit" in reply:
            self.failures[reply["seed"]] = Disagreement("native", "unfit", "a fit program", reply["unfit"])
            return
        self.calls += reply["calls"]
        if "skipped" in reply:
            self.skipped[plain_reason(reply["skipped"])] += 1
        if reply["error"]:
            self.errors[reply["error"].partition(":")[0]] += 1
        self.dumps += reply.get("dumps", 0)
        self.refusals.update(reply.get("refusals", {}))
        if reply.get("disagreement"):
            self.failures[reply["seed"]] = Disagreement(*reply["disagreement"])

    @property
    def refused(self) -> float:
        """The share of dumps that were refused."""
        return sum(self.refusals.values()) / max(1, self.dumps)

    @property
    def ending_in_error(self) -> float:
        """The share of programs that an error ends."""
        return sum(self.errors.values()) / max(1, self.programs)

    def good(self, bounded: bool = True) -> bool:
        """Tell whether all programs agree and, if `bounded`, few dumps were refused."""
        return not self.failures and not (bounded and self.dumps > FEW_DUMPS and self.refused > MOST_REFUSED)

    def first_of_each(self) -> list[tuple[int, Disagreement]]:
        """Return the failure with the lowest seed of each kind."""
        found: dict[str, tuple[int, Disagreement]] = {}
        for seed, failure in sorted(self.failures.items()):
            found.setdefault(failure.kind, (seed, failure))
        return list(found.values())

    def text(self) -> str:
        """Return the summary as lines."""
        seconds = time.monotonic() - self.started
        kinds = Counter(failure.kind for failure in self.failures.values())
        lines = [
            f"{self.programs} programs in {seconds:.1f} s ({self.programs / max(seconds, 0.001):.1f}/s), "
            f"{self.calls} external calls, {self.ending_in_error:.1%} end in an error, {len(self.failures)} failing",
            f"dumps: {self.dumps}, refused {self.refused:.2%} {dict(self.refusals)}",
        ]
        if self.skipped:
            lines.append(f"skipped: {dict(self.skipped)}")
        for kind, count in kinds.most_common():
            seeds = sorted(seed for seed, failure in self.failures.items() if failure.kind == kind)
            lines.append(f"  {count:5} {kind}: seeds {', '.join(map(str, seeds[:10]))}")
        return "\n".join(lines)


def reduced(source: str, seed: int, failure: Disagreement, asynchronous: bool = False) -> str:
    """Return a smaller program that fails in the same mode in the same way."""
    modes = failure.mode.split(",")
    names = unknown_names(source)
    with Farm(1, REDUCTION_LIMIT) as farm:

        def fails(candidate: str) -> bool:
            try:
                if not unknown_names(candidate) <= names:
                    return False  # a name whose definition was cut off would be the host's
            except SyntaxError:
                return False
            request = {"seed": seed, "source": candidate, "modes": modes, "asynchronous": asynchronous}
            reply = next(farm.ask([request]))
            found = reply.get("disagreement") or ["", ""]
            return bool(found[1] == failure.kind)

        return reduce(source, fails)
