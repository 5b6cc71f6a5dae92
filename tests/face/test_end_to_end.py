"""The face on the real machine: what the specification promises, as a user meets it."""

from __future__ import annotations

import threading
import traceback
from typing import Any

import pytest

from monty_cli.errors import MontyRuntimeError, MontySyntaxError
from monty_cli.monty import Monty
from monty_cli.snapshots import FunctionSnapshot, MontyComplete, NameLookupSnapshot, load_snapshot

AGENT = """\
def page(n):
    rows = fetch('users', page=n)
    return [row['name'] for row in rows]

names = []
for n in range(2):
    names += page(n)
f'{len(names)} users: {", ".join(names)}'
"""


def call(snapshot: Any) -> FunctionSnapshot:
    assert isinstance(snapshot, FunctionSnapshot)
    return snapshot


def output(result: Any) -> Any:
    assert isinstance(result, MontyComplete)
    return result.output


def test_a_script_pauses_at_each_call_and_finishes() -> None:
    first = call(Monty(AGENT, script_name="agent.py").start())
    assert (first.function_name, first.args, first.kwargs, first.call_id) == ("fetch", ("users",), {"page": 0}, 0)
    second = call(first.resume(return_value=[{"name": "Ada"}]))
    assert (second.kwargs, second.call_id) == ({"page": 1}, 1)
    assert output(second.resume({"return_value": [{"name": "Bob"}]})) == "2 users: Ada, Bob"


def test_the_stack_of_live_and_loaded_snapshots() -> None:
    first = call(Monty(AGENT, script_name="agent.py").start())
    second = call(first.resume(return_value=[{"name": "Ada"}]))
    for snapshot in (second, load_snapshot(second.dump())):
        outer, inner = snapshot.stack
        assert (outer.function_name, outer.line, inner.function_name, inner.line) == ("<module>", 7, "page", 2)
        assert (inner.column, inner.end_line, inner.end_column) == (12, 2, 34)
        assert inner.source_line == "    rows = fetch('users', page=n)"
        assert inner.locals == {"n": 1}
        assert outer.locals is not None and outer.locals["names"] == ["Ada"] and outer.locals["n"] == 1
        assert repr(outer.locals["page"]) == "<guest function page>"
        assert not [name for name in outer.locals if "@" in name or name.startswith("__")]


def test_bytes_fork() -> None:
    data = call(Monty("x = f()\nx.append(g())\nx").start()).dump()
    for number in range(3):
        again = call(FunctionSnapshot.load(data).resume(return_value=[]))
        assert output(call(load_snapshot(again.dump())).resume(return_value=number)) == [number]


def test_names() -> None:
    lookup = Monty("x = foo\nx").start()
    assert isinstance(lookup, NameLookupSnapshot) and lookup.variable_name == "foo"
    assert output(NameLookupSnapshot.load(lookup.dump()).resume(value=42)) == 42
    assert output(lookup.resume(value=None)) is None
    unbound = Monty("try:\n    x = foo\nexcept NameError as e:\n    x = str(e)\nx").start()
    assert isinstance(unbound, NameLookupSnapshot)
    assert output(unbound.resume()) == "name 'foo' is not defined"


def test_a_looked_up_callable_is_called_under_its_own_name() -> None:
    lookup = Monty("x = foo\nx(1)").start()
    assert isinstance(lookup, NameLookupSnapshot)
    pause = call(lookup.resume(value=len))
    assert (pause.function_name, pause.args) == ("len", (1,))


def test_an_answer_can_be_an_exception() -> None:
    code = "try:\n    x = f()\nexcept ValueError as e:\n    x = (str(e), e.__context__, e.__cause__)\nx"
    try:
        raise KeyError("host")
    except KeyError:
        pause = call(Monty(code).start())
        assert output(pause.resume(exception=ValueError("boom"))) == ("boom", None, None)
    again = call(Monty(code).start())
    assert output(again.resume({"exc_type": "ValueError", "message": "m"})) == ("m", None, None)


def test_an_uncaught_exception() -> None:
    code = "def f(d):\n    return d['a'] + g()\n\nf({})\n"
    with pytest.raises(MontyRuntimeError) as caught:
        Monty(code).run()
    error = caught.value
    assert str(error) == "KeyError: 'a'" and error.exception().args == ("a",)
    assert [(frame.function_name, frame.line) for frame in error.traceback()] == [("<module>", 4), ("f", 2)]
    assert error.display().splitlines()[0] == "Traceback (most recent call last):"
    assert error.display().endswith("KeyError: 'a'")
    assert "monty_cli" not in error.display()


def test_inputs_and_functions_cross_by_copy() -> None:
    rows: list[Any] = [1]
    rows.append(rows)
    result = Monty("rows.append(double(rows))\nrows", inputs=["rows"]).run(
        inputs={"rows": rows}, external_functions={"double": lambda given: [given[0] * 2, given]}
    )
    assert len(rows) == 2
    assert result[0] == 1 and result[1] is result and result[2][0] == 2 and result[2][1][0] == 1


def test_functions_under_run() -> None:
    assert Monty("[f(1), len('abc')]").run(external_functions={"f": lambda x: x + 1, "len": lambda x: "no"}) == [2, 3]
    assert Monty("g(3)", inputs=["g"]).run(inputs={"g": lambda x: x * 2}) == 6
    with pytest.raises(MontyRuntimeError, match="NameError: name 'nope' is not defined"):
        Monty("nope(1)").run(external_functions={"f": len})
    with pytest.raises(MontyRuntimeError, match="NameError: name 'nope' is not defined"):
        Monty("nope").run()


def test_a_host_function_may_run_a_script_itself() -> None:
    inner = Monty("[ask(n), 'inner']", inputs=["n"])

    def outer(n: int) -> Any:
        pause = call(inner.start(inputs={"n": n}))
        return output(pause.resume(return_value=inner.run(inputs={"n": n}, external_functions={"ask": lambda n: n})))

    assert Monty("[f(1), f(2)]").run(external_functions={"f": outer}) == [
        [[1, "inner"], "inner"],
        [[2, "inner"], "inner"],
    ]


def test_a_failing_host_function() -> None:
    def fetch() -> None:
        raise LookupError("no row")

    code = "try:\n    fetch()\nexcept LookupError as e:\n    x = (repr(e), e.__context__)\nx"
    assert Monty(code).run(external_functions={"fetch": fetch}) == ("LookupError('no row')", None)
    with pytest.raises(MontyRuntimeError) as caught:
        Monty("def f():\n    fetch()\nf()").run(external_functions={"fetch": fetch})
    assert "monty_cli" not in caught.value.display() and "fetch()" in caught.value.display()
    cause = caught.value.__cause__
    assert isinstance(cause, LookupError) and traceback.extract_tb(cause.__traceback__)[-1].name == "fetch"


def test_a_guest_cant_swallow_an_interrupt_of_a_host_function() -> None:
    def fetch() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Monty("try:\n    fetch()\nexcept BaseException:\n    pass\n1").run(external_functions={"fetch": fetch})


def test_output(capsys: pytest.CaptureFixture[str]) -> None:
    written: list[str] = []
    code = "print('one', 1)\nf()\nprint('two')"
    pause = call(Monty(code).start(print_callback=lambda stream, text: written.append(f"{stream}:{text}")))
    data = pause.dump()
    pause.resume(return_value=None)
    assert "".join(text.removeprefix("stdout:") for text in written) == "one 1\ntwo\n"
    assert capsys.readouterr().out == ""
    call(load_snapshot(data)).resume(return_value=None)
    assert capsys.readouterr().out == "two\n"


def test_guest_objects_leave_without_running() -> None:
    code = (
        "class Point:\n    def __repr__(self): return 1 / 0\n    def __eq__(self, other): return 1 / 0\n"
        "    def __hash__(self): return 0\n"
        "class Row(dict):\n    def items(self): return 1 / 0\n    keys = __iter__ = __len__ = items\n"
        "def gen():\n    yield 1\n"
        "p = Point()\nr = Row(a=1)\n"
        "f(p, gen(), Point, lambda: 0, r, {p: p})\n"
    )
    pause = call(Monty(code).start())
    point, generator, cls, function, row, table = pause.args
    assert [repr(point), repr(generator), repr(cls), repr(function)] == [
        "<guest instance of Point>",
        "<guest generator gen>",
        "<guest class Point>",
        "<guest function <lambda>>",
    ]
    assert type(row) is dict and row == {"a": 1}
    assert table[point] is point
    assert pause.stack[0].locals is not None


def test_a_snapshot_resumes_on_another_thread() -> None:
    pause = call(Monty("x = [1]\nx.append(f())\nx").start())
    results: list[Any] = []
    thread = threading.Thread(target=lambda: results.append(pause.resume(return_value=2)))
    thread.start()
    thread.join()
    assert output(results[0]) == [1, 2]
    with pytest.raises(RuntimeError, match="already been resumed"):
        pause.resume(return_value=3)


def test_bad_answers_leave_a_live_snapshot_usable() -> None:
    pause = call(Monty("f()").start())
    for bad in ({}, {"return_value": object()}, {"exception": 3}, {"future": 1}):
        with pytest.raises(TypeError):
            pause.resume(**bad)
    assert output(pause.resume(return_value=1)) == 1


def test_syntax_errors() -> None:
    with pytest.raises(MontySyntaxError) as caught:
        Monty("x = 1\nx = = 2\n", script_name="bad.py")
    error = caught.value
    assert (error.filename, error.line, error.source_line) == ("bad.py", 2, "x = = 2")
    assert error.display().startswith('  File "bad.py", line 2\n    x = = 2\n')
    assert isinstance(error.exception(), SyntaxError)


@pytest.mark.parametrize("damage", [lambda d: b"", lambda d: d[:-3], lambda d: d + b"x", lambda d: b"zebra" + d])
def test_damaged_bytes(damage: Any) -> None:
    data = call(Monty("f()").start()).dump()
    for load in (load_snapshot, FunctionSnapshot.load, NameLookupSnapshot.load, Monty.load):
        with pytest.raises(ValueError):
            load(damage(data))
    with pytest.raises(ValueError, match=r"load_snapshot\(\)"):
        Monty.load(data)
    with pytest.raises(ValueError, match=r"Monty\.load\(\)"):
        load_snapshot(Monty("f()").dump())


def test_a_program_runs_again_and_again() -> None:
    made = Monty.load(Monty("n = [n]\nn.append(f())\nn", inputs=["n"]).dump())
    assert [made.run(inputs={"n": n}, external_functions={"f": lambda: "x"}) for n in range(3)] == [
        [0, "x"],
        [1, "x"],
        [2, "x"],
    ]
