"""Sessions: pieces over one namespace, live, dumped between and within pieces, beside an event loop."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from monty_cli import (
    FunctionSnapshot,
    FutureSnapshot,
    Monty,
    MontyComplete,
    MontyRepl,
    MontyRuntimeError,
    MontySyntaxError,
    NameLookupSnapshot,
    load_repl_snapshot,
    load_snapshot,
    run_repl_async,
)

Session = Callable[[MontyRepl], MontyRepl]


def kept(repl: MontyRepl) -> MontyRepl:
    return repl


def reloaded(repl: MontyRepl) -> MontyRepl:
    return MontyRepl.load(repl.dump())


CARRIES = pytest.mark.parametrize("carry", [kept, reloaded])


def fed(carry: Session, *pieces: str, **options: Any) -> list[Any]:
    """Feed `pieces` to one session, and return their results; `carry` gives the session for the next one."""
    repl, results = MontyRepl(), []
    for piece in pieces:
        results.append(repl.feed_run(piece, **options))
        repl = carry(repl)
    return results


@CARRIES
@pytest.mark.parametrize(
    ("pieces", "results"),
    [
        (["x = 1", "x += 1\nx", "x * 10"], [None, 2, 20]),
        (["def f(a, b=2):\n    return a + b", "f(1)", "f('a', 'b')"], [None, 3, "ab"]),
        # a class that comes later changes what an operator of an earlier piece does
        (
            [
                "def add(a, b):\n    return a + b",
                "class V:\n    def __init__(self, v): self.v = v\n    def __add__(self, other): return V(self.v + other)"
                "\n    def __eq__(self, other): return self.v == other\n    def __hash__(self): return hash(self.v)",
                "add(V(1), 2) == 3",
                "{V(1): 'a'}[V(1)]",
            ],
            [None, None, True, "a"],
        ),
        (["g = (n * n for n in range(4))", "next(g), next(g)", "list(g)"], [None, (0, 1), [4, 9]]),
        (["def f(): return later()", "def later(): return 5", "f()"], [None, None, 5]),
        (["x = 1", "del x", "x = 3\nx"], [None, None, 3]),
        (["import math", "math.sqrt(9)", "from math import pi", "round(pi, 2)"], [None, 3.0, None, 3.14]),
        (["a = b = []", "a.append(1)", "b, a is b"], [None, None, ([1], True)]),
        (["def outer():\n    n = 0\n    def f():\n        nonlocal n\n        n += 1\n        return n\n    return f", "f = outer()\nf()",
          "f()", "f()"], [None, 1, 2, 3]),
        (["import decimal\ndecimal.getcontext().prec = 3", "str(decimal.Decimal(1) / 3)"], [None, "0.333"]),
        (["import random\nrandom.seed(1)", "random.random() == random.Random(1).random()"], [None, True]),
        (["x: int = 3", "__annotations__ == {'x': int}"], [None, True]),
        (["import asyncio\nasync def f(n):\n    await asyncio.sleep(0)\n    return n", "await f(3)", "await asyncio.gather(f(1), f(2))"],
         [None, 3, [1, 2]]),
        (["class A:\n    x = 1", "class B(A):\n    pass", "B.x, B.__mro__[1] is A"], [None, None, (1, True)]),
        (["", "   ", "# nothing"], [None, None, None]),
    ],
)  # fmt: skip
def test_pieces_share_a_namespace(carry: Session, pieces: list[str], results: list[Any]) -> None:
    assert fed(carry, *pieces) == results


@CARRIES
def test_a_piece_that_fails_leaves_what_it_has_bound(carry: Session) -> None:
    repl = MontyRepl()
    repl.feed_run("def f(d):\n    return 1 / d")
    repl = carry(repl)
    with pytest.raises(MontyRuntimeError) as caught:
        repl.feed_run("x = 5\nf(0)\ny = 6")
    assert [(frame.filename, frame.line, frame.function_name) for frame in caught.value.traceback()] == [
        ("<python-input-1>", 2, "<module>"),
        ("<python-input-0>", 2, "f"),
    ]
    assert "return 1 / d" in caught.value.display("traceback")
    repl = carry(repl)
    assert repl.feed_run("x") == 5
    assert repl.names() == ["f", "x"]
    with pytest.raises(MontySyntaxError) as wrong:
        repl.feed_run("x = = 1")
    assert "<python-input-3>" in str(wrong.value.display("type-msg")) or wrong.value.filename == "<python-input-3>"
    assert repl.feed_run("x + 1") == 6


@CARRIES
def test_host_functions_belong_to_one_feed(carry: Session) -> None:
    repl = MontyRepl()
    assert (
        repl.feed_run("def f(n):\n    return fetch(n) + 1\nf(1)", external_functions={"fetch": lambda n: n * 10}) == 11
    )
    repl = carry(repl)
    assert repl.feed_run("f(2)", external_functions={"fetch": lambda n: n * 100}) == 201
    repl = carry(repl)
    with pytest.raises(MontyRuntimeError, match="NameError: name 'fetch' is not defined"):
        repl.feed_run("f(3)")
    pause = repl.feed_start("f(4)")
    assert isinstance(pause, FunctionSnapshot)
    assert (pause.function_name, pause.args, pause.call_id) == ("fetch", (4,), 0)
    ended = pause.resume(return_value=0)
    assert isinstance(ended, MontyComplete)
    assert ended.output == 1


@CARRIES
def test_inputs_and_names(carry: Session) -> None:
    repl = MontyRepl()
    assert repl.feed_run("rows[0] + n", inputs={"rows": [1], "n": 2}) == 3
    repl = carry(repl)
    assert repl.feed_run("rows.append(n)\nrows") == [1, 2]
    lookup = repl.feed_start("[limit, limit]")
    assert isinstance(lookup, NameLookupSnapshot)
    ended = lookup.resume(value=7)
    assert isinstance(ended, MontyComplete)
    assert ended.output == [7, 7]
    repl = carry(repl)
    assert repl.feed_run("limit") == 7  # a name that was looked up stays
    with pytest.raises(MontyRuntimeError, match="NameError"):
        repl.feed_run("other")
    with pytest.raises(ValueError, match="not an identifier"):
        repl.feed_run("1", inputs={"a b": 1})


def test_a_session_is_busy_while_a_piece_is_paused() -> None:
    repl = MontyRepl()
    pause = repl.feed_start("x = ask()\nx")
    assert isinstance(pause, FunctionSnapshot)
    assert repl.busy
    busy = "REPL session is currently executing another snippet"
    for use in (lambda: repl.feed_run("1"), lambda: repl.feed_start("1"), repl.dump, repl.names):
        with pytest.raises(RuntimeError, match=busy):
            use()
    ended = pause.resume(return_value=3)
    assert isinstance(ended, MontyComplete)
    assert repl.feed_run("x") == 3


def test_giving_a_piece_up() -> None:
    repl = MontyRepl()
    written: list[str] = []
    generator = "def g():\n    try:\n        yield ask()\n    finally:\n        print('closed')\n"
    code = f"{generator}bound = 1\ntry:\n    list(g())\nfinally:\n    print('no')"
    pause = repl.feed_start(code, print_callback=lambda stream, text: written.append(text))
    assert isinstance(pause, FunctionSnapshot)
    repl.abort()
    gc.collect()
    assert not written
    assert repl.feed_run("bound") == 1
    again = repl.feed_start("ask()")
    assert isinstance(again, FunctionSnapshot)
    for use in (lambda: pause.resume(return_value=1), pause.dump, lambda: pause.stack):
        with pytest.raises(RuntimeError, match="given up"):
            use()
    ended = again.resume(return_value=4)
    assert isinstance(ended, MontyComplete)
    assert ended.output == 4
    repl.abort()  # nothing is paused: nothing happens


def test_a_paused_piece_is_saved_with_its_session() -> None:
    repl = MontyRepl(script_name="notes")
    repl.feed_run("def f(n):\n    return ask(n) + base\nbase = 100")
    pause = repl.feed_start("total = f(1) + f(2)\ntotal")
    assert isinstance(pause, FunctionSnapshot)
    data = pause.dump()
    with pytest.raises(ValueError, match="use load_repl_snapshot instead"):
        load_snapshot(data)
    with pytest.raises(ValueError, match=r"load_repl_snapshot\(\)"):
        MontyRepl.load(data)
    for answers in ((1, 2), (10, 20)):
        loaded, session = load_repl_snapshot(data)
        assert session.busy
        assert session.script_name == "notes"
        assert isinstance(loaded, FunctionSnapshot)
        assert [(frame.filename, frame.function_name) for frame in loaded.stack] == [
            ("<python-input-1>", "<module>"),
            ("<python-input-0>", "f"),
        ]
        second = loaded.resume(return_value=answers[0])
        assert isinstance(second, FunctionSnapshot)
        assert second.call_id == 1
        ended = second.resume(return_value=answers[1])
        assert isinstance(ended, MontyComplete)
        assert ended.output == sum(answers) + 200
        assert session.feed_run("total") == sum(answers) + 200
        with pytest.raises(MontyRuntimeError) as caught:
            session.feed_run("1/0")
        assert caught.value.traceback()[0].filename == "<python-input-3>"


def test_futures() -> None:
    repl = MontyRepl()
    repl.feed_run("import asyncio\nasync def both():\n    return await asyncio.gather(fetch(1), fetch(2))")
    pause = repl.feed_start("await both()")
    for _ in range(2):
        assert isinstance(pause, FunctionSnapshot)
        pause = pause.resume(future=...)
    assert isinstance(pause, FutureSnapshot)
    loaded, session = load_repl_snapshot(pause.dump())
    assert isinstance(loaded, FutureSnapshot)
    ended = loaded.resume({1: {"return_value": "b"}, 0: {"return_value": "a"}})
    assert isinstance(ended, MontyComplete)
    assert ended.output == ["a", "b"]
    assert session.feed_run("1") == 1


def test_a_call_left_in_one_piece_is_awaited_in_the_next() -> None:
    repl = MontyRepl()
    left = repl.feed_start("c = fetch(1)")
    assert isinstance(left, FunctionSnapshot)
    assert isinstance(left.resume(future=...), MontyComplete)
    repl = reloaded(repl)
    other = repl.feed_start("fetch(2)")
    assert isinstance(other, FunctionSnapshot)
    assert other.call_id == 1  # 0 is still pending
    other.resume(return_value=None)
    pause = repl.feed_start("await c")
    assert isinstance(pause, FutureSnapshot)
    assert pause.pending_call_ids == [0]
    ended = pause.resume({0: {"return_value": 5}})
    assert isinstance(ended, MontyComplete)
    assert ended.output == 5


def test_beside_an_event_loop() -> None:
    async def fetch(n: int) -> int:
        await asyncio.sleep(0.001)
        return n * 2

    async def main() -> None:
        repl = MontyRepl()
        assert await run_repl_async(repl, "x = await fetch(4)\nx", external_functions={"fetch": fetch}) == 8
        assert await run_repl_async(
            repl, "import asyncio\nawait asyncio.gather(fetch(1), fetch(x))", external_functions={"fetch": fetch}
        ) == [2, 16]
        running = asyncio.ensure_future(run_repl_async(repl, "y = 1\nwhile True:\n    pass"))
        await asyncio.sleep(0.05)
        running.cancel()
        with pytest.raises(asyncio.CancelledError):
            await running
        waiting = asyncio.ensure_future(
            run_repl_async(repl, "z = 2\nawait forever()", external_functions={"forever": asyncio.Event().wait})
        )
        await asyncio.sleep(0.05)
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
        assert repl.feed_run("x, y, z") == (8, 1, 2)
        assert MontyRepl.load(repl.dump()).feed_run("x, y, z") == (8, 1, 2)

    asyncio.run(main())
    gc.collect()


def test_a_host_interrupt_ends_the_piece_only() -> None:
    def stop() -> None:
        raise KeyboardInterrupt

    repl = MontyRepl()
    with pytest.raises(KeyboardInterrupt):
        repl.feed_run("x = 1\ntry:\n    stop()\nexcept BaseException:\n    ask()", external_functions={"stop": stop})
    assert not repl.busy
    assert repl.feed_run("x") == 1


@dataclass
class Point:
    """A host class."""

    x: int


def test_dataclasses_come_out_as_what_they_are() -> None:
    repl = MontyRepl(dataclass_registry=[Point])
    assert repl.feed_run("p.x += 1\np", inputs={"p": Point(1)}) == Point(2)
    assert repl.feed_run("p") == Point(2)
    assert MontyRepl.load(repl.dump(), dataclass_registry=[Point]).feed_run("p") == Point(2)


def test_a_state_that_cannot_be_saved_is_told() -> None:
    repl = MontyRepl()
    repl.feed_run("x = f", inputs={"f": print})
    with pytest.raises(ValueError, match="can't be saved"):
        repl.dump()
    assert repl.feed_run("1") == 1


def test_bad_arguments() -> None:
    for make, error in (
        (lambda: MontyRepl(script_name=1), TypeError),  # type: ignore[arg-type]
        (lambda: MontyRepl().feed_run(1), TypeError),  # type: ignore[arg-type]
        (lambda: MontyRepl().feed_run("1", inputs=[]), TypeError),  # type: ignore[arg-type]
        (lambda: MontyRepl().feed_run("1", external_functions={"f": 1}), TypeError),  # type: ignore[dict-item]
        (lambda: MontyRepl.load(b"junk"), ValueError),
        (lambda: MontyRepl.load(Monty("1").dump()), ValueError),
        (lambda: load_repl_snapshot(b"junk"), ValueError),
        (lambda: load_repl_snapshot(MontyRepl().dump()), ValueError),
        (lambda: load_repl_snapshot(Monty("f()").start().dump()), ValueError),  # type: ignore[union-attr]
        (lambda: load_snapshot(MontyRepl().dump()), ValueError),
    ):
        with pytest.raises(error):
            make()


def test_the_bytes_hold_no_piece_of_which_nothing_is_left() -> None:
    repl = MontyRepl()
    repl.feed_run("def f(): return 1")
    small = len(repl.dump())
    for number in range(200):
        repl.feed_run(f"x = {number}  # a comment that is longer than the value")
    assert len(repl.dump()) < small + 100


def test_repr() -> None:
    assert repr(MontyRepl()) == "MontyRepl(script_name='main.py')"
