"""Timelines: going back and forward, other lines, answers that are given again, pauses that can't be dumped."""

from __future__ import annotations

import datetime

import pytest

from monty_cli import MontyComplete
from monty_cli.timeline.compare import canonical, changes
from monty_cli.timeline.given import LostError, lost_in, pack_value, resume, unpack_value
from tests.timeline.runs import give, recorded, started


def test_the_line_of_a_run() -> None:
    timeline = recorded()
    assert [moment.kind for moment in timeline.line()] == ["name", "call", "call", "call", "end"]
    assert [moment.text for moment in timeline.line()][1:] == ["fetch(0)", "fetch(1)", "fetch(2)", "[20, 30, 40]"]
    assert [moment.line for moment in timeline.line()] == [6, 2, 2, 2, 0]
    assert timeline.given(timeline.moments[2]) == {"return_value": 20}
    assert timeline.earlier(2).text == "fetch(1)"
    for steps in (0, 5, 99):
        with pytest.raises(ValueError, match="4 pauses before"):
            timeline.earlier(steps)
    timeline.go(1)
    assert timeline.later().text == "fetch(1)"
    assert timeline.later(3).kind == "end"
    with pytest.raises(ValueError, match="3 steps"):
        timeline.later(4)


def test_another_answer_is_a_line_of_its_own_and_the_same_answer_is_not() -> None:
    timeline = recorded()
    timeline.go(2)
    count = len(timeline.moments)
    give(timeline, timeline.look(timeline.here), {"return_value": 30})
    assert (timeline.at, len(timeline.moments)) == (3, count)
    timeline.go(2)
    give(timeline, timeline.look(timeline.here), {"return_value": "other"})
    assert timeline.at == count
    assert [moment.index for moment in timeline.line()] == [0, 1, 2, count]
    assert [moment.index for moment in timeline.children(2)] == [3, count]
    timeline.go(4)
    assert [moment.index for moment in timeline.line()] == [0, 1, 2, 3, 4]


def test_a_pause_that_can_not_be_dumped_is_reached_by_the_answers() -> None:
    script = (
        "class K:\n    def __eq__(self, other):\n        return ask(1)\n    __hash__ = None\n"
        "first = fetch()\nplace = [K()].index(K())\nlast = fetch(place, first)\nlast"
    )
    timeline, pause = started(script)
    pause = give(timeline, pause, {"return_value": "a"})
    undumped = timeline.here
    assert undumped.blob < 0
    assert "can't be saved" in undumped.reason
    give(timeline, pause, {"return_value": True})
    assert timeline.here.text == "fetch(0, 'a')"
    again = timeline.look(undumped)
    after = resume(again, {"return_value": True})
    assert not isinstance(after, MontyComplete)
    done = resume(after, {"return_value": 3})
    assert isinstance(done, MontyComplete) and done.output == 3


def test_answers_are_kept_exactly_or_said_to_be_lost() -> None:
    def helper() -> None: ...

    class Own:
        def __repr__(self) -> str:
            return "an Own"

    shared = [1]
    value = {"a": (1, 2.5, None), "b": {3, "x"}, "c": [shared, shared], "d": b"\0", "e": ..., "f": 1 << 80}
    again = unpack_value(pack_value(value))
    assert again == value and again["c"][0] is again["c"][1]
    when = datetime.datetime(2026, 1, 2, tzinfo=datetime.UTC)
    assert unpack_value(pack_value([when, int])) == [when, int]
    error = unpack_value(pack_value(KeyError("k")))
    assert type(error) is KeyError and error.args == ("k",)
    assert unpack_value(pack_value(helper)).__name__ == "helper"
    lost = unpack_value(pack_value({"return_value": [Own()]}))
    assert str(lost_in(lost)) == "an Own"
    _, pause = started("f()")
    with pytest.raises(LostError, match="an Own was not kept"):
        resume(pause, lost)
    assert resume(pause, {"return_value": 1}).output == 1  # type: ignore[union-attr]


def test_texts_that_are_the_same_in_every_process() -> None:
    assert canonical({"b", "a", "c"}) == canonical({"c", "b", "a"})
    cycle: list[object] = [1]
    cycle.append(cycle)
    assert canonical(cycle) == "[1, [...], ]"
    assert canonical({1: (2,)}) != canonical({1: [2]})


def test_what_changed() -> None:
    timeline = recorded()
    found = changes(timeline.look(timeline.moments[1]).stack, timeline.look(timeline.moments[3]).stack)
    told = sorted((change.frame, change.kind, change.name, str(change.before), str(change.after)) for change in found)
    assert told == [
        ("<module>", "~", "n", "0", "2"),
        ("<module>", "~", "seen", "[]", "[20, 30]"),
        ("ask", "~", "question", "0", "2"),
    ]
