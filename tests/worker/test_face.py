"""A run in a worker gives the host what a run in this process does: the same values, snapshots, errors, calls and output."""

from __future__ import annotations

import asyncio
import dataclasses
import datetime
import decimal
import enum
import fractions
import pathlib
import uuid
from collections import namedtuple
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
    Opaque,
    UnknownDataclass,
    load_repl_snapshot,
    load_snapshot,
)


@dataclasses.dataclass(frozen=True)
class Place:
    """A dataclass of the host's."""

    name: str
    size: int = 1

    def times(self, factor: int) -> int:
        return self.size * factor


class Colour(enum.Enum):
    RED = 1
    BLUE = "b"


class Bits(enum.IntFlag):
    ONE = 1
    TWO = 2


Pair = namedtuple("Pair", "left right")

VALUES: list[Any] = [
    None,
    -(10**40),
    [
        1,
        2.5,
        "\ud800",
        b"x",
        (1, (2,)),
        {3},
        frozenset({4}),
        {"k": [5]},
        1 + 2j,
        range(3),
        slice(1, None),
        ...,
        bytearray(b"y"),
    ],
    datetime.datetime(2020, 1, 2, 3, 4, 5, 6, datetime.timezone(datetime.timedelta(hours=2), "here")),
    [datetime.date(2020, 1, 2), datetime.time(1, 2, fold=1), datetime.timedelta(1, 2, 3)],
    [decimal.Decimal("1.50"), fractions.Fraction(1, 3), uuid.UUID(int=5), pathlib.PurePosixPath("/a/b")],
    [Place("a", 2), Colour.RED, Colour.BLUE, Bits.ONE | Bits.TWO, Pair(1, [2])],
    {Place("a"): 1, Colour.RED: 2, Pair(1, 2): 3, (1, Place("b")): 4},
    ValueError("bad", 1),
    FileNotFoundError(2, "gone"),
    FileNotFoundError(2, "gone", "a.txt"),
]


@pytest.mark.parametrize("value", VALUES, ids=lambda value: type(value).__name__)
def test_values_go_in_and_come_out_as_in_this_process(value: Any) -> None:
    program = "[x, type(x).__name__, repr(x), str(x)]"
    here = Monty(program, inputs=["x"]).run(inputs={"x": value})
    there = Monty(program, inputs=["x"], isolate=True).run(inputs={"x": value})
    assert repr(there) == repr(here)
    if not isinstance(value, Exception):
        assert there == here


def test_identity_and_cycles_survive() -> None:
    shared: list[Any] = []
    shared.append(shared)
    found = Monty("[x, x[0], x is x[0]]", inputs=["x"], isolate=True).run(inputs={"x": shared})
    assert found[0] is found[1] is found[0][0] and found[2] is True


def test_what_is_the_guests_own_comes_out_as_in_this_process() -> None:
    program = """
import dataclasses, enum
from collections import namedtuple
@dataclasses.dataclass
class Q:
    a: int
    b: list
class E(enum.Enum):
    X = 1
N = namedtuple('N', 'u v')
q = Q(1, [])
q.b.append(q)
class Odd: pass
[q, q, E.X, N(1, q), lambda: 1, Q, int, len, Odd(), KeyError('k'), (n for n in [])]
"""
    here, there = Monty(program).run(), Monty(program, isolate=True).run()
    assert repr(there) == repr(here)
    assert isinstance(there, list)
    assert type(there[1]) is UnknownDataclass and there[0] is there[1] is there[0].b[0] is there[3].v
    assert type(there[8]) is Opaque


def test_a_registered_dataclass_comes_out_as_what_it_is() -> None:
    program = "import dataclasses\n@dataclasses.dataclass\nclass Place:\n    name: str\n    size: int\nPlace('a', 3)"
    assert Monty(program, isolate=True, dataclass_registry=[Place]).run() == Place("a", 3)


def test_functions_of_the_hosts_are_called_at_once() -> None:
    seen: list[Any] = []

    def note(*args: Any, **kwargs: Any) -> Any:
        seen.append((args, kwargs))
        return lambda x: x + 1

    program = "g = note(1, k=[2])\n[g(1), g(2), sorted([3, 1], key=lambda x: g(x)), note(g) is None]"
    assert Monty(program, isolate=True).run(external_functions={"note": note}) == [2, 3, [1, 3], False]
    assert seen[0] == ((1,), {"k": [2]})
    assert callable(seen[1][0][0])


def test_what_the_guest_hands_to_functions_of_the_hosts_is_the_hosts_own() -> None:
    seen: list[Any] = []

    def take(value: Any) -> Any:
        seen.append(value)
        return value

    values = [Place("a", 2), Colour.RED, Pair(1, [2]), fractions.Fraction(1, 3)]
    program = "[take(x) for x in [*values, get('b')]][-1].name"
    functions: dict[str, Any] = {"take": take, "get": Place}
    assert (
        Monty(program, inputs=["values"], isolate=True).run(inputs={"values": values}, external_functions=functions)
        == "b"
    )
    assert seen == [*values, Place("b")]


def test_an_exception_of_the_hosts_is_the_cause_of_the_error() -> None:
    error = KeyError("lost")

    def fail() -> None:
        raise error

    with pytest.raises(MontyRuntimeError) as caught:
        Monty("def f():\n    fail()\nf()", isolate=True).run(external_functions={"fail": fail})
    assert caught.value.__cause__ is error
    assert [frame.line for frame in caught.value.traceback()] == [3, 2]
    assert Monty("try:\n    fail()\nexcept KeyError as e:\n    r = e.args\nr", isolate=True).run(
        external_functions={"fail": fail}
    ) == ("lost",)


def test_an_interrupt_in_a_function_of_the_hosts_ends_the_run() -> None:
    def stop() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Monty("try:\n    stop()\nexcept BaseException:\n    pass", isolate=True).run(external_functions={"stop": stop})


def test_output_goes_to_the_callback_whose_exception_goes_to_the_script() -> None:
    printed: list[tuple[str, str]] = []

    def write(stream: str, text: str) -> None:
        printed.append((stream, text))
        if text == "stop":
            raise OSError("full")

    program = (
        "import sys\nprint(1, 2)\nprint('x', file=sys.stderr)\n"
        "try:\n    print('stop', end='')\nexcept OSError as e:\n    r = str(e)\nr"
    )
    assert Monty(program, isolate=True).run(print_callback=write) == "full"
    assert "".join(text for stream, text in printed if stream == "stderr") == "x\n"
    assert "".join(text for stream, text in printed if stream == "stdout") == "1 2\nstop"


def test_output_without_a_callback_goes_to_stdout(capsys: pytest.CaptureFixture[str]) -> None:
    Monty("print('one')\nprint('two')", isolate=True).run()
    assert capsys.readouterr().out == "one\ntwo\n"


def test_pauses_dump_load_and_resume() -> None:
    snapshot: Any = Monty("def f(n):\n    return ask(n, k=[n])\nx = f(1)\n[x, name]", isolate=True).start()
    assert isinstance(snapshot, FunctionSnapshot)
    assert (snapshot.function_name, snapshot.args, snapshot.kwargs, snapshot.call_id) == ("ask", (1,), {"k": [1]}, 0)
    assert [(frame.function_name, frame.line) for frame in snapshot.stack] == [("<module>", 3), ("f", 2)]
    assert snapshot.stack[1].locals == {"n": 1}
    data = snapshot.dump()
    paused: list[Any] = [load_snapshot(data, isolate=True), load_snapshot(data), snapshot]
    for loaded in paused:
        assert loaded.args == (1,)
        lookup = loaded.resume(return_value="v")
        assert isinstance(lookup, NameLookupSnapshot) and lookup.variable_name == "name"
        ended = lookup.resume(value=3)
        assert isinstance(ended, MontyComplete) and ended.output == ["v", 3]
    with pytest.raises(RuntimeError, match="already been resumed"):
        snapshot.resume(return_value=1)


def test_futures_tasks_and_methods_of_host_objects() -> None:
    program = "import asyncio\nasync def f(n):\n    return await later(n)\nawait asyncio.gather(f(1), f(p.times(2)))"
    snapshot: Any = Monty(program, inputs=["p"], isolate=True).start(inputs={"p": Place("a", 4)})
    assert snapshot.is_method_call and snapshot.args == (Place("a", 4), 2)
    snapshot = snapshot.resume(return_value=8)
    while isinstance(snapshot, FunctionSnapshot):
        snapshot = snapshot.resume(future=...)
    assert isinstance(snapshot, FutureSnapshot)
    assert [(call.function_name, call.args) for call in snapshot.pending_calls] == [("later", (1,)), ("later", (8,))]
    assert len(snapshot.tasks) == 3 and snapshot.tasks[1].stack[0].function_name == "f"
    first, second = snapshot.pending_call_ids
    ended = snapshot.resume({second: {"return_value": "b"}, first: {"return_value": "a"}})
    assert isinstance(ended, MontyComplete) and ended.output == ["a", "b"]
    assert Monty("p.times(3)", inputs=["p"], isolate=True).run(inputs={"p": Place("a", 5)}) == 15


def test_async_functions_run_side_by_side() -> None:
    async def slow(n: int) -> int:
        await asyncio.sleep(0.01)
        return n * 2

    async def main() -> Any:
        program = Monty("import asyncio\nawait asyncio.gather(slow(1), slow(2), asyncio.sleep(0))", isolate=True)
        return await program.run_async(external_functions={"slow": slow})

    assert asyncio.run(main()) == [2, 4, None]


def test_system_calls_are_answered() -> None:
    def handler(name: str, args: Any, kwargs: Any) -> Any:
        return f"{name} {args[0]}"

    program = "from pathlib import Path\nPath('/a').read_text()"
    assert Monty(program, isolate=True).run(os=handler) == Monty(program).run(os=handler)


def test_errors_are_those_of_a_run_in_this_process() -> None:
    for program in (
        "def f():\n    1 / 0\nf()",
        "try:\n    {}['k']\nexcept KeyError as e:\n    raise ValueError('x') from e",
        "raise ExceptionGroup('g', [ValueError(1), ExceptionGroup('h', [KeyError('k')])])",
        "class E(Exception):\n    def __str__(self):\n        return 'mine'\nraise E(1)",
        "e = ValueError('v')\ne.add_note('n')\nraise e",
    ):
        with pytest.raises(MontyRuntimeError) as here:
            Monty(program).run()
        with pytest.raises(MontyRuntimeError) as there:
            Monty(program, isolate=True).run()
        assert there.value.display() == here.value.display()
        assert repr(there.value.exception()) == repr(here.value.exception())


def test_a_syntax_error_tells_its_place() -> None:
    with pytest.raises(MontySyntaxError) as caught:
        Monty("x = 1\ny = (", isolate=True)
    assert (caught.value.filename, caught.value.line) == ("main.py", 2)


def test_what_cannot_go_in_is_named() -> None:
    with pytest.raises(TypeError, match=r"inputs\['x'\]\[1\]"):
        Monty("x", inputs=["x"], isolate=True).run(inputs={"x": [1, object()]})


def test_a_script_runs_more_than_once() -> None:
    program = Monty("x = [] if x is None else x\nx.append(1)\nx", inputs=["x"], isolate=True)
    assert [program.run(inputs={"x": None}) for _ in range(3)] == [[1]] * 3


def test_a_session_goes_on() -> None:
    session = MontyRepl(isolate=True)
    assert session.feed_run("a = 1\na + 1") == 2
    with pytest.raises(MontyRuntimeError):
        session.feed_run("b = 2\n1 / 0")
    assert session.names() == ["a", "b"] and session.variables() == {"a": 1, "b": 2}
    assert session.complete("a.re") == ["a.real"]
    pause: Any = session.feed_start("c = g(a)\nc * 2")
    assert session.busy
    loaded, other = load_repl_snapshot(pause.dump(), isolate=True)
    assert isinstance(loaded, FunctionSnapshot)
    ended = loaded.resume(return_value=5)
    assert isinstance(ended, MontyComplete) and ended.output == 10 and other.variables()["c"] == 5
    session.abort()
    with pytest.raises(RuntimeError, match="given up"):
        pause.resume(return_value=1)
    assert MontyRepl.load(session.dump(), isolate=True).variables() == {"a": 1, "b": 2}
    assert session.feed_run("h(4)", external_functions={"h": lambda n: n + 1}) == 5


@pytest.mark.parametrize("isolate", [False, True])
def test_an_answer_that_cannot_cross_leaves_the_snapshot_usable(isolate: bool) -> None:
    @dataclasses.dataclass
    class Point:
        x: int

    first: Any = Monty("p = f()\nsetattr(type(p), 'x', 5)\nf()", isolate=isolate).start()
    second: Any = first.resume(return_value=Point(1))
    with pytest.raises(TypeError, match="the script has changed the class"):
        second.resume(return_value=Point(2))
    assert second.resume(return_value=7).output == 7
