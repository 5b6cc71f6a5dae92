"""Random programs agree with CPython; and the machinery that makes, runs and reduces them does what it says."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests.oracle.native import unknown_names
from tests.random_programs.answers import ANSWERS, Answers
from tests.random_programs.check import Disagreement, check, differ
from tests.random_programs.coverage import measure, node_kinds
from tests.random_programs.farm import ROOT, Farm
from tests.random_programs.generator import generate
from tests.random_programs.native import Outcome, Unfit, run_native
from tests.random_programs.reduce import reduce
from tests.random_programs.runner import MOST_ERRORS, Summary, run, run_in

CHUNK = 25
CHUNKS = range(0, int(os.environ.get("MONTY_TEST_RANDOM", "1000")), CHUNK)
ASYNC_CHUNKS = range(0, int(os.environ.get("MONTY_TEST_RANDOM", "1000")) // 20, CHUNK)  # fewer: they take longer
CI_MODES = ("some",)  # its pauses that are not reloaded go on in place
MOST_REFUSED = 0.1  # of the dumps of a chunk; over many programs it is `tests.random_programs.check.MOST_REFUSED`


@pytest.fixture(scope="module")
def farm() -> Iterator[Farm]:
    """One worker process, which keeps what it has compiled of the library."""
    with Farm(1) as farm:
        yield farm


@pytest.mark.parametrize("first", CHUNKS)
def test_random_programs_agree(first: int, farm: Farm) -> None:
    """A chunk of the programs of CI: all modes agree with CPython, and dumps are refused for known reasons only."""
    summary = Summary()
    size = None if first % (8 * CHUNK) == 0 else 1  # most are short, which take little time and fail no later
    for reply in run_in(farm, range(first, first + CHUNK), CI_MODES, size):
        summary.add(reply)
    assert summary.good(bounded=False), _told(summary)
    assert summary.refused < MOST_REFUSED, _told(summary)


@pytest.mark.parametrize("first", ASYNC_CHUNKS)
def test_asynchronous_programs_agree(first: int, farm: Farm) -> None:
    """A chunk of the asynchronous programs of CI; few of them are such that no host can serve them."""
    summary = Summary()
    for reply in run_in(farm, range(first, first + CHUNK), ("live", *CI_MODES), size=1, asynchronous=True):
        summary.add(reply)
    assert summary.good(bounded=False), _told(summary)
    assert summary.skipped.total() < CHUNK // 5, _told(summary)


@pytest.mark.harness
def test_asynchronous_programs_are_sound() -> None:
    """They run on asyncio twice in the same way, mostly without an error, and leave many calls pending."""
    summary = Summary()
    for reply in run(range(5000, 5100), (), asynchronous=True):
        summary.add(reply)
    assert not summary.failures, summary.text()
    assert summary.ending_in_error < MOST_ERRORS, summary.text()
    assert summary.calls > 10 * summary.programs, summary.text()


def _told(summary: Summary) -> str:
    return "\n".join([summary.text(), *(f"seed {seed}: {each}" for seed, each in summary.first_of_each())])


@pytest.mark.harness
def test_programs_are_sound() -> None:
    """Programs run on CPython twice in the same way, end soon, and mostly without an error."""
    summary = Summary()
    for reply in run(range(5000, 5300), ()):
        summary.add(reply)
    assert not summary.failures, summary.text()
    assert summary.ending_in_error < MOST_ERRORS, summary.text()
    assert summary.calls > 10 * summary.programs, summary.text()


@pytest.mark.harness
def test_coverage() -> None:
    """A few hundred programs have every kind of node, and statements of most kinds run; calls come from deep stacks."""
    coverage = measure(range(200))
    assert not coverage.missing(), coverage.text()
    statements = [name for name in node_kinds() if issubclass(getattr(ast, name), ast.stmt)]
    declarations = {"Global", "Nonlocal"}
    assert not [name for name in statements if not coverage.run[name] and name not in declarations], coverage.text()
    assert len(coverage.methods) > 20, coverage.text()
    assert sum(count for depth, count in coverage.calls_by_depth.items() if depth > 2) > 200, coverage.text()


@pytest.mark.harness
def test_generator_is_deterministic() -> None:
    """A seed gives one program, in this process and in another one with another hash seed."""
    script = "from tests.random_programs.generator import generate; print(generate(7), end='')"
    other = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        env={"PYTHONHASHSEED": "99"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert other.stdout == generate(7) == generate(7)
    assert generate(7) != generate(8)


@pytest.mark.harness
def test_programs_call_known_functions_only() -> None:
    """Each name that a program calls is its own, Python's, or one of the external functions."""
    for seed in range(100):
        source = generate(seed)
        unknown = unknown_names(source) - set(ANSWERS)
        called = {
            node.func.id
            for node in ast.walk(ast.parse(source))
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        }
        assert not unknown & called


@pytest.mark.harness
def test_answers() -> None:
    """An answer depends on seed, number and name alone; some are exceptions, some of another type."""
    texts = {repr(Answers(3).answer("ext", number)) for number in range(1000)}
    assert repr(Answers(3).answer("ext", 5)) == repr(Answers(3).answer("ext", 5))
    assert {"1", "None"} <= texts
    assert any("Error" in text for text in texts)


@pytest.mark.harness
def test_native_run() -> None:
    """The outcome holds what is printed, the calls with their stacks, the error and its traceback."""
    outcome = run_native("def f(a):\n    print(a)\n    return ext(a, k=[1]) // 0\nf(3)", Answers(1))
    assert outcome.printed == "3\n"
    assert outcome.calls == (("ext", "(3,){'k': [1]}", 2, (("<module>", 4), ("f", 3))),)
    assert outcome.error in (
        "ZeroDivisionError: integer division or modulo by zero",
        "ZeroDivisionError: division by zero",
    )
    assert outcome.traceback == (("<module>", 4), ("f", 3))


@pytest.mark.harness
def test_native_run_refuses_what_can_not_cross() -> None:
    """A function as an argument or a result makes a program unfit."""
    with pytest.raises(Unfit):
        run_native("ext(print)\n1", Answers(1))
    with pytest.raises(Unfit):
        run_native("lambda: 1", Answers(1))


@pytest.mark.harness
def test_check_agrees_and_disagrees() -> None:
    """A program agrees with itself; outcomes that differ are told apart by what differs first."""
    assert check("[ext(n) for n in range(3)]", Answers(2)) is None
    native = Outcome("a\n", (("ext", "()", 2, ()),), "1", None, ())
    assert differ(native, native, "live") is None
    assert _kind(native, native._replace(printed="b\n")) == "printed"
    assert _kind(native, native._replace(result="2")) == "result"
    assert _kind(native, native._replace(calls=(("ext", "(1,)", 2, ()),))) == "calls"
    assert _kind(native, native._replace(calls=(("ext", "()", 2, (("f", 1),)),))) == "stack at a call"
    assert _kind(native, native._replace(result=None, error="KeyError: 1")) == "error: none became KeyError"


def _kind(native: Outcome, actual: Outcome) -> str:
    found = differ(native, actual, "live")
    return found.kind if found else ""


@pytest.mark.harness
def test_reduce() -> None:
    """What has nothing to do with a failure is cut away."""
    source = (
        "def f(a, b=2):\n    if a:\n        x = [1, boom(a, b)]\n    return 3\nfor n in range(3):\n    print(n)\nf(1)\n"
    )
    assert reduce(source, lambda candidate: "boom(" in candidate) in ("boom()", "boom(1)")


@pytest.mark.harness
def test_farm_replaces_what_hangs() -> None:
    """A program without an end and one that kills its process are failures; the next ones are checked all the same."""
    requests = [
        {"seed": 1, "source": "while True:\n    pass\n1", "modes": []},
        {"seed": 2, "source": "1", "modes": []},
    ]
    with Farm(1, time_limit=3.0) as farm:
        replies = {reply["seed"]: reply for reply in farm.ask(requests)}
    assert "no end" in replies[1]["unfit"]
    assert replies[2] == {"seed": 2, "calls": 0, "error": None}


@pytest.mark.harness
def test_summary() -> None:
    """Failures are grouped by their kind; refusals are bounded."""
    summary = Summary()
    for seed in (4, 3):
        summary.add({"seed": seed, "calls": 1, "error": None, "disagreement": ["live", "result", "1", "2"]})
    assert summary.first_of_each() == [(3, Disagreement("live", "result", "1", "2"))]
    refusing = Summary()
    refusing.add(
        {"seed": 1, "calls": 1, "error": None, "dumps": 10_000, "refusals": {"C code": 9_000}, "disagreement": None}
    )
    assert not summary.good()
    assert not refusing.good()
