"""The asynchronous side of the oracle: calls left pending are settled by the rule, timers by the clock, and chance has no part."""

from __future__ import annotations

import gc

import pytest

from tests.oracle import Outcome, Program, differences, run_native
from tests.oracle.answers import HostError
from tests.oracle.waiting import TIMER, Rule, Waiting, parse_step, parse_steps

FIVE = """\
import asyncio
order = []
async def call(n):
    order.append(await fetch(n))
await asyncio.gather(*(call(n) for n in range(5)))
order"""


def run(source: str, *directives: str) -> Outcome:
    """Return the native outcome of `source` under `directives`; calls of `fetch` are left pending."""
    return run_native(Program.parse("\n".join(["# futures: fetch", *(f"# {line}" for line in directives), source])))


@pytest.mark.parametrize(
    ("rule", "order"),
    [
        ("first", [0, 1, 2, 3, 4]),
        ("last", [4, 3, 2, 1, 0]),
        ("all", [0, 1, 2, 3, 4]),
        ("reversed", [4, 3, 2, 1, 0]),
        ("last 2", [3, 4, 1, 2, 0]),
        ("first, last", [0, 4, 1, 3, 2]),
        ("order 2 4+0", [2, 4, 0, 1, 3]),
    ],
)
def test_calls_are_settled_by_the_rule(rule: str, order: list[int]) -> None:
    """Each kind of step settles the calls in its own order."""
    assert run(FIVE, f"resolve: {rule}").result == repr(order)


def test_every_block_is_noted_with_its_pending_calls() -> None:
    """An outcome holds the pending calls of each moment at which all tasks waited, and two outcomes differ by them."""
    outcome = run(FIVE, "resolve: all, first 2")
    assert outcome.blocks == ((0, 1, 2, 3, 4),)
    slower = run(FIVE, "resolve: first 3")
    assert slower.blocks == ((0, 1, 2, 3, 4), (3, 4))
    assert any(line.startswith("blocks") for line in differences(outcome, slower))


def test_calls_take_their_time() -> None:
    """The clock goes on to the call that is due first; a script of times is read call by call."""
    assert run(FIVE, "takes: fetch = lambda n: 5 - n").result == "[4, 3, 2, 1, 0]"
    assert run(FIVE, "takes: fetch = script(2, 1)").result == "[1, 2, 3, 4, 0]"


def test_timers_are_calls() -> None:
    """A sleep calls the host when it runs, with its delay; one of no time does not. A bound is a timer that is dropped in time."""
    bounded = "await asyncio.wait_for(fetch(1), 2.5)"
    outcome = run(f"import asyncio\nawait asyncio.sleep(0)\n{bounded}\nawait asyncio.sleep(3)")
    assert [(call.name, call.args) for call in outcome.calls] == [("fetch", ("1",)), (TIMER, ("2.5",)), (TIMER, ("3",))]
    assert outcome.blocks == ((0, 1), (2,))


def test_a_timer_waits_for_calls_that_are_due_with_it() -> None:
    """At the same time, a call comes before a timer, and of two timers the one that was called first."""
    source = """\
import asyncio
order = []
async def step(what, name):
    await what
    order.append(name)
await asyncio.gather(*(step(asyncio.sleep(2), n) for n in 'ab'), step(fetch(1), 'call'))
order"""
    assert run(source, "takes: fetch = 2").result == "['call', 'a', 'b']"


@pytest.mark.parametrize("source", ["await asyncio.Future()", "await fetch(1)", "await asyncio.Event().wait()"])
def test_waiting_for_ever_is_the_programs_fault(source: str) -> None:
    """A guest that waits for what nothing brings has no outcome; it can't hide that from the oracle."""
    with pytest.raises(HostError, match="for ever"):
        run(f"import asyncio\ntry:\n    {source}\nexcept BaseException:\n    pass", "takes: fetch = never")


def test_a_collected_generator_must_not_show() -> None:
    """A program that prints when an async generator is collected is refused; a generator that is kept is closed at the end."""
    source = "async def g():\n    try:\n        yield 1\n    finally:\n        print('closed')\n"
    with pytest.raises(HostError, match="collected"):
        run(source + "async for n in g():\n    break\nawait fetch(1)")
    assert run(source + "kept = g()\nawait anext(kept)\nprint('end')").printed == "end\nclosed\n"


@pytest.mark.filterwarnings("error")
def test_nothing_is_said_about_what_is_left(capfd: pytest.CaptureFixture[str]) -> None:
    """Tasks that fail unseen and coroutines that nobody awaits leave no word anywhere."""
    source = "import asyncio\nasync def f():\n    1 // 0\nasync def g():\n    pass\nt = asyncio.create_task(f())\nfetch(1)\ng()\n"
    run(source + "await asyncio.sleep(0)\nkept = g()\nfetch(2), 1\nNone")
    gc.collect()
    assert capfd.readouterr() == ("", "")


def test_tasks_are_numbered_anew_for_each_program() -> None:
    """The names of tasks do not depend on what ran before."""
    source = "import asyncio\nt = asyncio.create_task(fetch(1))\nawait t\nt.get_name()"
    assert run(source).result == run(source).result == "'Task-2'"


def test_stacks_hold_the_frames_of_the_task() -> None:
    """A call in a task has the frames of that task; below `asyncio.run` are those of its caller."""
    work = "import asyncio\nasync def work(n):\n    return await fetch(n)\n"
    outcome = run(work + "await work(1)\nawait asyncio.create_task(work(2))")
    assert [call.stack for call in outcome.calls] == [(("<module>", 5), ("work", 4)), (("work", 4),)]
    assert run(work + "asyncio.run(work(1))").calls[0].stack == (("<module>", 5), ("work", 4))


@pytest.mark.parametrize("text", ["", "firs", "first a", "last 0", "all 2", "order", "first 1 2", "order a"])
def test_what_is_no_rule_is_refused(text: str) -> None:
    """A misspelled rule does not pass for another one."""
    with pytest.raises(ValueError, match=r"no way to settle|invalid literal"):
        parse_step(text)


@pytest.mark.parametrize("pending", [(1, 0), (0, 0), (0, 7), ()])
def test_wrong_reports_of_pending_calls_are_seen(pending: tuple[int, ...]) -> None:
    """Pending calls are reported in call order, once each, and only while they are pending."""
    waiting = Waiting(Rule())
    for number in range(2):
        waiting.leave(number, "fetch", (), {}, None)
    with pytest.raises(HostError):
        waiting.choose(pending)


def test_a_copy_goes_on_by_itself() -> None:
    """A fork of a run has its own clock, turns and calls."""
    rule = Rule()
    rule.steps = parse_steps("first, last")
    waiting = Waiting(rule)
    for number in range(4):
        waiting.leave(number, "fetch", (), {}, str(number))
    assert [call.answer for call in waiting.choose((0, 1, 2, 3))] == ["0"]
    other = waiting.copy()
    assert [call.answer for call in waiting.choose((1, 2, 3))] == ["3"]
    assert [call.answer for call in other.choose((1, 2, 3))] == ["3"]
    assert [call.answer for call in other.choose((1, 2))] == ["1"]
