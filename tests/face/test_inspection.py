"""Expressions in the frames of paused programs: what they see, what they may do, and that the program stays as it is."""

from __future__ import annotations

import pytest

from monty_cli import FutureSnapshot, Monty, MontyComplete, MontyRuntimeError
from monty_cli.inspection import evaluate_in
from monty_cli.snapshots import FunctionSnapshot

SCRIPT = """\
class P:
    def __init__(self, x):
        self.x = x
    def __add__(self, other):
        return P(self.x + other.x)
    def __repr__(self):
        print('in repr')
        return f'P({self.x})'
    def ask(self):
        return outside(self.x)
rate = 3
def f(n):
    k = [n]
    def g(m):
        a = P(m)
        return fetch(a.x, k)
    return g(n + 1)
f(1)
"""
SEEN = [
    ("a + P(40)", -1, "P(42)"),
    ("k", -1, "[1]"),
    ("rate * m", -1, "6"),
    ("[x + rate for x in range(m)]", -1, "[3, 4]"),
    ("sum(x + m for x in range(m))", -1, "5"),
    ("(lambda q: q + m)(1)", -1, "3"),
    ("(other := m) + other", -1, "4"),
    ("locals()", -1, "{'m': 2, 'a': P(2), 'k': [1]}"),
    ("m # two", -1, "2"),
    ("k.append(5) or k", -1, "[1, 5]"),
    ("k, n", 1, "([1], 1)"),
    ("rate", 0, "3"),
    ("f.__name__", 0, "'f'"),
]


def paused(code: str, isolate: bool = False) -> FunctionSnapshot:
    snapshot = Monty(code, isolate=isolate).start()
    assert isinstance(snapshot, FunctionSnapshot)
    return snapshot


@pytest.mark.parametrize("isolate", (False, True))
def test_what_an_expression_sees_and_that_it_changes_nothing(isolate: bool) -> None:
    snapshot = paused(SCRIPT, isolate)
    before = snapshot.dump()
    for expression, frame, text in SEEN:
        assert evaluate_in(snapshot, expression, frame=frame, print_callback=lambda *_: None).text == text, expression
    assert evaluate_in(snapshot, "{'n': [m]}").value == {"n": [2]}
    assert snapshot.dump() == before
    done = snapshot.resume(return_value=7)
    assert isinstance(done, MontyComplete) and done.output == 7


@pytest.mark.parametrize("isolate", (False, True))
def test_what_an_expression_can_not_do(isolate: bool) -> None:
    snapshot = paused(SCRIPT, isolate)
    errors = {"zz": "NameError: name 'zz' is not defined", "m / 0": "ZeroDivisionError: division by zero"}
    for expression, message in errors.items():
        with pytest.raises(MontyRuntimeError) as caught:
            evaluate_in(snapshot, expression)
        assert caught.value.display("type-msg") == message
    for expression in ("a +", "m = 3", ""):
        with pytest.raises(MontyRuntimeError, match="SyntaxError"):
            evaluate_in(snapshot, expression)
    with pytest.raises(MontyRuntimeError, match="NameError"):
        evaluate_in(snapshot, "m", frame=0)
    with pytest.raises(ValueError, match=r"the expression calls outside\(\)"):
        evaluate_in(snapshot, "a.ask()")
    with pytest.raises(ValueError, match="no such frame"):
        evaluate_in(snapshot, "m", frame=9)
    snapshot.resume(return_value=1)
    with pytest.raises(RuntimeError):
        evaluate_in(snapshot, "m")


def test_the_output_goes_to_the_callback() -> None:
    texts: list[str] = []
    evaluate_in(paused(SCRIPT), "a", print_callback=lambda _, text: texts.append(text))
    assert "".join(texts) == "in repr\n"


@pytest.mark.parametrize("isolate", (False, True))
def test_the_frames_of_tasks(isolate: bool) -> None:
    code = "import asyncio\nlimit = 5\nasync def work(n):\n    return await fetch(n)\nawait asyncio.gather(work(1), work(2))"
    pause = Monty(code, isolate=isolate).start()
    while not isinstance(pause, FutureSnapshot):
        assert isinstance(pause, FunctionSnapshot)
        pause = pause.resume(future=...)
    names = [task.name for task in pause.tasks]
    assert evaluate_in(pause, "n + limit", task=names.index("Task-3")).text == "7"
    assert pause.resume({1: {"return_value": 1}, 0: {"return_value": 2}}).output == [2, 1]  # type: ignore[union-attr]


def test_the_limits_of_the_program_hold_for_the_expression() -> None:
    snapshot = Monty("f()").start(limits={"max_duration_secs": 0.5, "max_memory": 50_000_000})
    assert isinstance(snapshot, FunctionSnapshot)
    with pytest.raises(MontyRuntimeError, match="TimeoutError"):
        evaluate_in(snapshot, "[0 for _ in iter(int, 1)]")
    assert evaluate_in(snapshot, "1 + 1").value == 2


def test_a_pause_of_a_session() -> None:
    from monty_cli import MontyRepl

    session = MontyRepl()
    session.feed_run("def twice(x):\n    return 2 * x")
    pause = session.feed_start("y = [twice(f(3))]")
    assert isinstance(pause, FunctionSnapshot)
    assert evaluate_in(pause, "twice(21)").value == 42
    pause.resume(return_value=1)
    assert session.feed_run("y") == [2]
