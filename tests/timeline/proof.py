"""
`python -m tests.timeline.proof [--worker] [--most N] [NAME...]`: programs of the corpus, gone back in.

From every pause to every earlier one; on by the same answers, which gives the same run; and by other answers, which gives what a fresh run
gives. Twenty programs, `--most` answers for each (12), here or in workers; to be run on each Python.
"""

from __future__ import annotations

import argparse
import sys
import time
from typing import Any

from monty_cli import FunctionSnapshot, FutureSnapshot, Monty, MontyComplete, MontyRuntimeError, load_snapshot
from monty_cli.timeline import Moment, Timeline
from monty_cli.timeline.compare import digest, event_words
from tests.oracle import corpus
from tests.timeline.runs import give

MANY = 20
PAUSES = range(2, 6)  # written in a program that is chosen
MOST = 12  # answers that a program is given
OTHER = "other"


def answer_to(snapshot: Any) -> dict[str, Any]:
    """What a pause is answered: the first argument, or the number of the call; the first pending call gets its number."""
    if isinstance(snapshot, FutureSnapshot):
        first = snapshot.pending_call_ids[0]
        return {"results": {first: {"return_value": first}}}
    if isinstance(snapshot, FunctionSnapshot):
        found = [*snapshot.args, *snapshot.kwargs.values(), snapshot.call_id]
        return {"future": ...} if snapshot.function_name in ("fetch", "asyncio.sleep") else {"return_value": found[0]}
    return {"value": 3}


def other_than(given: dict[str, Any]) -> dict[str, Any]:
    """Another answer of the same kind."""
    if "results" in given:
        return {"results": {number: {"exception": KeyError(OTHER)} for number in given["results"]}}
    return {"value": OTHER} if "value" in given else {"return_value": OTHER}


class Run:
    """A timeline that a program is run in, with what is printed."""

    def __init__(self, source: str, *, isolate: bool = False, most: int = MOST) -> None:
        self.printed: list[tuple[str, str]] = []
        self.isolate = isolate
        self.most = most
        self.timeline = Timeline("main.py", source)
        self.pause: Any = Monty(source, isolate=isolate).start(print_callback=self.print)
        self._keep(None)

    def print(self, stream: str, text: str) -> None:
        self.printed.append((stream, text))

    def _keep(self, given: dict[str, Any] | None) -> None:
        printed, self.printed = self.printed, []
        if isinstance(self.pause, MontyComplete | MontyRuntimeError):
            text = repr(self.pause.output) if isinstance(self.pause, MontyComplete) else self.pause.display("type-msg")
            self.timeline.end(self.pause, text, given, output=printed)
        else:
            self.timeline.pause(self.pause, "", given, output=printed)

    def answer(self, given: dict[str, Any]) -> None:
        """Answer, and keep where that leads."""
        self.pause = give(Timeline("", ""), self.pause, given)
        self._keep(given)

    def to_end(self) -> None:
        """Answer until the end, or until this line has had `most` answers."""
        while not isinstance(self.pause, MontyComplete | MontyRuntimeError) and self.timeline.here.number <= self.most:
            self.answer(answer_to(self.pause))

    def go(self, moment: Moment) -> None:
        """Go to a moment."""
        self.pause = self.timeline.load(
            moment, lambda data: load_snapshot(data, isolate=self.isolate, print_callback=_mute)
        )
        self.pause.set_print_callback(self.print)
        self.timeline.go(moment.index)


def _mute(stream: str, text: str) -> None:
    """Print nothing."""


def told(moments: list[Moment]) -> list[Any]:
    """What there is to see of moments: what was asked, printed, and how it ended."""
    return [(moment.kind, moment.digest, moment.line, moment.output, moment.result) for moment in moments]


def chosen() -> list[Any]:
    """Programs with some pauses, of many files."""
    found: dict[str, Any] = {}
    for program in corpus():
        calls = program.source.count("ext(") + program.source.count("fetch(")
        if program.file not in found and calls in PAUSES:
            found[program.file] = program
    programs = list(found.values())
    return programs[:: max(len(programs) // MANY, 1)][:MANY]


def prove(source: str, *, isolate: bool = False, most: int = MOST) -> tuple[int, int]:
    """Go through a program in all ways; return how many pauses it had, and how many jumps were made. AssertionError for what differs."""
    run = Run(source, isolate=isolate, most=most)
    run.to_end()
    timeline = run.timeline
    line = timeline.line()
    pauses = [moment for moment in line if moment.is_pause]
    jumps = _to_earlier_ones(run, pauses)
    for early in range(len(pauses)):
        run.go(pauses[early])
        for step in line[early + 1 :]:
            run.answer(timeline.given(step))
            assert timeline.here is step
        assert len(timeline.moments) == len(line)
        assert told(timeline.line()) == told(line)
    for early in range(len(pauses)):
        fresh = Run(source, isolate=isolate, most=most)
        for step in line[1 : early + 1]:
            fresh.answer(timeline.given(step))
        other = other_than(answer_to(fresh.pause))
        fresh.answer(other)
        fresh.to_end()
        run.go(pauses[early])
        run.answer(other)
        run.to_end()
        assert told(timeline.line()) == told(fresh.timeline.line())
    return len(pauses), jumps + 2 * len(pauses)


def _to_earlier_ones(run: Run, pauses: list[Moment]) -> int:
    jumps = 0
    for late in range(1, len(pauses)):
        for early in range(late):
            run.timeline.go(pauses[late].index)
            assert run.timeline.earlier(late - early) is pauses[early]
            run.go(pauses[early])
            assert digest(event_words(run.pause)) == pauses[early].digest
            jumps += 1
    return jumps


def main() -> None:
    """Prove the programs that are named, or those that are chosen; exit with 1 if one differs."""
    parser = argparse.ArgumentParser(description="Go back in programs of the corpus.")
    parser.add_argument("--worker", action="store_true")
    parser.add_argument("--most", type=int, default=MOST)
    parser.add_argument("names", nargs="*")
    options = parser.parse_args()
    programs = [program for program in corpus() if program.name in options.names] if options.names else chosen()
    differ = pauses = jumps = 0
    began = time.monotonic()
    for program in programs:
        try:
            found = prove(program.source, isolate=options.worker, most=options.most)
        except AssertionError as error:
            differ += 1
            print(f"{program.name}: differs: {error}")
            continue
        pauses, jumps = pauses + found[0], jumps + found[1]
        print(f"{program.name}: {found[0]} pauses, {found[1]} jumps")
    where = "in workers" if options.worker else "in process"
    print(
        f"{len(programs)} programs {where}: {pauses} pauses, {jumps} jumps, {differ} differ, {time.monotonic() - began:.0f} s"
    )
    sys.exit(differ > 0)


if __name__ == "__main__":
    main()
