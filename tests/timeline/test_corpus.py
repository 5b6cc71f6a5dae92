"""Programs of the corpus, gone back in: from every pause to every earlier one, and on by the same answers and by others."""

from __future__ import annotations

from typing import Any

import pytest

from monty_cli import FunctionSnapshot, FutureSnapshot, Monty, MontyComplete, MontyRuntimeError
from monty_cli.timeline import Moment, Timeline
from tests.oracle import corpus
from tests.timeline.runs import give

MANY = 20
PAUSES = range(2, 6)  # written in a program that is chosen
MOST = 8  # answers that a program is given
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

    def __init__(self, source: str) -> None:
        self.printed: list[tuple[str, str]] = []
        self.timeline = Timeline("main.py", source)
        self.pause: Any = Monty(source).start(print_callback=self.print)
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
        """Answer until the end, or until this line has had `MOST` answers."""
        while not isinstance(self.pause, MontyComplete | MontyRuntimeError) and self.timeline.here.number <= MOST:
            self.answer(answer_to(self.pause))

    def go(self, moment: Moment) -> None:
        """Go to a moment."""
        self.pause = self.timeline.look(moment)
        self.pause.set_print_callback(self.print)
        self.timeline.go(moment.index)


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


@pytest.mark.harness
@pytest.mark.parametrize("program", chosen(), ids=lambda program: program.name)
def test_back_to_every_pause_and_on(program: Any) -> None:
    run = Run(program.source)
    run.to_end()
    timeline = run.timeline
    line = timeline.line()
    pauses = [moment for moment in line if moment.is_pause]
    for late in range(1, len(pauses)):
        for early in range(late):
            timeline.go(pauses[late].index)
            assert timeline.earlier(late - early) is pauses[early]
        run.go(pauses[late])
    for early in range(len(pauses)):
        run.go(pauses[early])
        for step in line[early + 1 :]:
            run.answer(timeline.given(step))
            assert timeline.here is step
        assert len(timeline.moments) == len(line)
        assert told(timeline.line()) == told(line)
    for early in range(len(pauses)):
        fresh = Run(program.source)
        for step in line[1 : early + 1]:
            fresh.answer(timeline.given(step))
        other = other_than(answer_to(fresh.pause))
        fresh.answer(other)
        fresh.to_end()
        run.go(pauses[early])
        run.answer(other)
        run.to_end()
        assert told(timeline.line()) == told(fresh.timeline.line())


def test_twenty_programs_are_chosen() -> None:
    assert len(chosen()) == MANY
