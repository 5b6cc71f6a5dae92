"""What a prompt needs of a session: the last result, its text, completion, interrupts, and giving up what is under way."""

from __future__ import annotations

import gc
from typing import Any

import pytest

from monty_cli import (
    FunctionSnapshot,
    FutureSnapshot,
    Monty,
    MontyComplete,
    MontyRepl,
    MontyRuntimeError,
    load_repl_snapshot,
)
from monty_cli.guest.modules import Modules
from monty_cli.repl import session_in
from tests.face.test_repl import CARRIES, Session


@CARRIES
def test_the_last_result_is_remembered(carry: Session) -> None:
    repl = MontyRepl(remember=True)
    repl.feed_run("class A:\n    def __repr__(self):\n        return 'an A'\na = A()\n[a]")
    repl = carry(repl)
    assert repl.remember
    assert repl.feed_run("_[0] is a") is True
    assert repl.feed_run("None") is None
    assert repl.feed_run("_") is True
    assert repl.feed_run("_ = 5") is None
    repl = carry(repl)
    assert repl.feed_run("_ + 1") == 6
    assert "_" not in MontyRepl().names()
    repl.remember = False
    assert repl.feed_run("7") == 7
    assert carry(repl).feed_run("_") == 6


def test_a_result_is_written_by_its_repr() -> None:
    repl = MontyRepl(remember=True)
    repl.feed_run("class A:\n    def __repr__(self):\n        return ask()\nrepr = 1\n[A()]")
    pause = repl.start_showing()
    assert isinstance(pause, FunctionSnapshot)
    assert pause.stack[-1].function_name == "__repr__"
    loaded, session = load_repl_snapshot(pause.dump())
    for snapshot, owner in ((pause, repl), (loaded, session)):
        assert isinstance(snapshot, FunctionSnapshot)
        showing = [owner.showing]
        ended = snapshot.resume(return_value="an A")
        assert isinstance(ended, MontyComplete)
        assert ended.output == "[an A]"
        assert owner.feed_run("type(_) is list") is True
        assert [*showing, owner.showing] == [True, False]
        with pytest.raises(MontyRuntimeError) as caught:
            owner.feed_run("1/0")
        assert caught.value.traceback()[0].filename == "<python-input-2>"  # the writing of a result does not count
    again = MontyRepl(remember=True)
    again.feed_run("3")
    text = again.start_showing()
    assert isinstance(text, MontyComplete)
    assert text.output == "3"
    assert again.feed_run("_") == 3


def test_variables() -> None:
    repl = MontyRepl()
    repl.feed_run("class A:\n    pass\nrows = [1]\nsame = rows\ndef f(): pass")
    values = repl.variables()
    assert list(values) == ["A", "rows", "same", "f"]
    assert values["rows"] is values["same"]
    assert repr(values["f"]) == "<guest function f>"
    repl.feed_start("ask()")
    with pytest.raises(RuntimeError):
        repl.variables()


COMPLETED = """\
import math
class Base:
    def base(self): pass
class A(Base):
    shared = {}
    __slots__ = ('slot',)
    def __init__(self): self.own = [1]
    @property
    def computed(self): return boom()
    def __getattr__(self, name): return boom()
    def __dir__(self): return boom()
    def method(self): pass
class Meta(type):
    def __getattribute__(cls, name): return boom()
class Odd(metaclass=Meta):
    part = 1
a = A()
setattr(a, '\\x1b[2J', 1)
def function(): pass
function.mark = 1
"""


@pytest.mark.parametrize(
    ("text", "some", "none"),
    [
        ("mat", {"math"}, {"map"}),
        ("", {"a", "print", "len"}, {"fetch", "__name__", "@live", "_"}),
        ("math.sq", {"math.sqrt"}, {"math.sin"}),
        ("a.", {"a.own", "a.computed", "a.method", "a.base", "a.shared", "a.slot"}, {"a.__init__", "a.\x1b[2J"}),
        ("a.__in", {"a.__init__"}, set()),
        ("a.own.", {"a.own.append"}, set()),
        ("a.shared.", {"a.shared.items"}, set()),
        ("a.computed.", set(), {"a.computed.real"}),
        ("a.nothing.", set(), set()),
        ("A.", {"A.method", "A.base"}, {"A.own"}),
        ("Odd.", {"Odd.part"}, set()),
        ("function.", {"function.mark"}, {"function.__globals__", "function.__code__"}),
        ("str.", {"str.format", "str.join"}, set()),
        ("1.", set(), set()),
        ("a..", set(), set()),
        ("nobody.", set(), set()),
        ("@live.", set(), set()),
    ],
)
@CARRIES
def test_completion_runs_no_code(carry: Session, text: str, some: set[str], none: set[str]) -> None:
    repl = MontyRepl()
    repl.feed_run(COMPLETED)
    found = carry(repl).complete(text)
    assert some <= set(found)
    assert not none & set(found)
    assert all(name.startswith(text) and "@" not in name for name in found)


def test_interrupting_a_piece() -> None:
    written: list[str] = []
    repl = MontyRepl()

    def write(stream: str, text: str) -> None:
        written.append(text)
        repl.interrupt()

    for handler in ("except BaseException", "finally"):
        with pytest.raises(KeyboardInterrupt):
            repl.feed_start(f"x = 1\ntry:\n    print('once')\n{handler}:\n    print('no')", print_callback=write)
        repl.abort()
        assert "".join(written).strip() == "once"
        written.clear()
        assert repl.feed_run("try:\n    x\nfinally:\n    y = 2\nx, y") == (1, 2)


def test_interrupting_tasks() -> None:
    repl = MontyRepl()
    code = """import asyncio
async def f():
    try:
        await asyncio.sleep(0)
        stop()
    finally:
        print('no')
await asyncio.gather(f(), f())"""
    written: list[str] = []
    with pytest.raises((KeyboardInterrupt, MontyRuntimeError)):
        repl.feed_run(
            code, external_functions={"stop": repl.interrupt}, print_callback=lambda *text: written.append(text[1])
        )
    gc.collect()
    assert repl.feed_run("await asyncio.gather(asyncio.sleep(0, 5))") == [5]
    assert not written


@pytest.mark.parametrize("part", ["_parts", "_note"])
def test_an_import_that_is_interrupted(part: str, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = getattr(Modules, part)

    def interrupted(modules: Modules, *args: Any) -> Any:
        whole(modules, *args)
        raise KeyboardInterrupt

    repl = MontyRepl()
    with monkeypatch.context() as patched:
        patched.setattr(Modules, part, interrupted)
        with pytest.raises(MontyRuntimeError, match="KeyboardInterrupt"):
            repl.feed_run("import statistics")
    assert repl.feed_run("import statistics\nstatistics.mean([1, 3])") == 2
    assert MontyRepl.load(repl.dump()).feed_run("statistics.mean([2, 4])") == 3


def test_what_bytes_hold() -> None:
    repl = MontyRepl()
    assert session_in(repl.dump()) == "free"
    pause = repl.feed_start("f()")
    assert isinstance(pause, FunctionSnapshot)
    assert session_in(pause.dump()) == "busy"
    assert session_in(Monty("f()").start().dump()) is None  # type: ignore[union-attr]
    assert session_in(Monty("1").dump()) is None
    with pytest.raises(ValueError, match="snapshot"):
        session_in(b"junk")


LOOPING = """\
import asyncio
async def ends(n):
    try:
        return await fetch(n)
    finally:
        print('no')
async def spins():
    try:
        while True:
            await asyncio.sleep(0)
            tick()
    except BaseException:
        print('no')
class Shown:
    def __repr__(self):
        return tick() or 'shown'
shown = [Shown()]
"""


@pytest.mark.parametrize("stored", [False, True])
@pytest.mark.parametrize(
    ("piece", "answers"),
    [
        ("await asyncio.gather(ends(1), ends(2), asyncio.sleep(9))", [{"future": ...}] * 3),
        ("await asyncio.gather(ends(1), ends(2))", [{"future": ...}]),
        ("await asyncio.gather(spins(), spins())", [{"return_value": 1}] * 3),
        ("repr(shown)", []),
    ],
)
def test_what_a_piece_has_under_way_ends_with_it(piece: str, answers: list[dict[str, Any]], stored: bool) -> None:
    written: list[str] = []

    def write(stream: str, text: str) -> None:
        written.append(text)

    repl = MontyRepl()
    repl.feed_run(LOOPING)
    pause = repl.feed_start(piece, print_callback=write)
    for answer in answers:
        assert isinstance(pause, FunctionSnapshot)
        pause = pause.resume(answer)
    assert not isinstance(pause, MontyComplete)
    if stored:
        pause, repl = load_repl_snapshot(pause.dump(), print_callback=write)
        assert pause.stack is not None
    del pause
    repl.abort()
    gc.collect()
    assert repl.feed_run("repr(shown)", external_functions={"tick": lambda: None}, print_callback=write) == "[shown]"
    assert repl.feed_run("await asyncio.gather(asyncio.sleep(0, 5))", print_callback=write) == [5]
    again = repl.feed_start("await ends(3)", print_callback=write)
    assert isinstance(again, FunctionSnapshot)
    waiting = again.resume(future=...)
    assert isinstance(waiting, FutureSnapshot)
    assert [call.args for call in waiting.pending_calls] == [(3,)]
    assert not written
    repl.abort()
    gc.collect()
    assert not written
    assert MontyRepl.load(repl.dump()).feed_run("await asyncio.sleep(0, 6)") == 6
