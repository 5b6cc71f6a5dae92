"""`Monty`: arguments, inputs, host functions, dump and load; on a stand-in for the machine."""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable, Generator
from typing import Any

import pytest

from monty_cli import codec
from monty_cli.errors import MontyRuntimeError
from monty_cli.monty import Monty
from monty_cli.snapshots import MontyComplete
from tests.face.fake_machine import CallPause, Guest, GuestError, NamePause, TraceFrame

Steps = Generator[Any, Any, Any]
MontyOf = Callable[..., Monty]


def inputs_of(guest: Guest) -> Any:
    """Stand for a script that returns its inputs."""
    return guest.inputs


def calling(name: str, *args: Any) -> Callable[[Guest], Steps]:
    """Return a stand-in for a script that calls a function and returns its result."""

    def script(guest: Guest) -> Steps:
        if name in guest.functions:
            return guest.functions[name](*args)
        return (yield CallPause(name, args))

    return script


def test_reprs(monty_of: MontyOf) -> None:
    assert repr(monty_of(inputs_of, source="1")) == "Monty(<1 line of code>, script_name='main.py')"
    made = monty_of(inputs_of, source="1\n2", script_name="foo.py", inputs=["a", "b"])
    assert repr(made) == 'Monty(<2 lines of code>, script_name=\'foo.py\', inputs=["a", "b"])'
    assert repr(monty_of(inputs_of, source="")) == "Monty(<0 lines of code>, script_name='main.py')"
    assert (made.code, made.script_name, made.inputs) == ("1\n2", "foo.py", ["a", "b"])


def test_it_never_changes(monty_of: MontyOf) -> None:
    made = monty_of(inputs_of, inputs=["a"])
    made.inputs.append("b")
    assert made.inputs == ["a"]
    with pytest.raises(AttributeError, match="attribute 'code' of 'Monty' objects is not writable"):
        made.code = "x"  # type: ignore[misc]
    with pytest.raises(TypeError, match="not an acceptable base type"):
        type("Mine", (Monty,), {})


@pytest.mark.parametrize(
    ("args", "options", "error"),
    [
        ((), {}, "TypeError: .*missing 1 required positional argument: 'code'"),
        (("1", "main.py"), {}, "TypeError: .*takes 2 positional arguments but 3 were given"),
        ((1,), {}, "TypeError: argument 'code': 'int' object is not an instance of 'str'"),
        (("1",), {"script_name": 1}, "TypeError: argument 'script_name': 'int' object is not an instance of 'str'"),
        (("1",), {"inputs": ("x",)}, "TypeError: argument 'inputs': 'tuple' object is not an instance of 'list'"),
        (("1",), {"inputs": "x"}, "TypeError: argument 'inputs': 'str' object is not an instance of 'list'"),
        (("1",), {"inputs": [1]}, "TypeError: argument 'inputs': 'int' object is not an instance of 'str'"),
        (("1",), {"inputs": ["a", "a"]}, "ValueError: argument 'inputs': 'a' is there twice"),
        (("1",), {"inputs": ["a b"]}, "ValueError: argument 'inputs': 'a b' is not an identifier"),
        (("1",), {"external_functions": []}, "TypeError: .*unexpected keyword argument 'external_functions'"),
        (("1",), {"dataclass_registry": [int]}, "TypeError: argument 'dataclass_registry'"),
    ],
)
def test_bad_arguments(monty_of: MontyOf, args: tuple[Any, ...], options: dict[str, Any], error: str) -> None:
    with pytest.raises((TypeError, ValueError)) as caught:
        Monty(*args, **options)
    assert re.match(error, f"{type(caught.value).__name__}: {caught.value}")


def test_inputs_are_copied(monty_of: MontyOf) -> None:
    rows = [1]
    made = monty_of(inputs_of, inputs=["a", "b"])
    result = made.run(inputs={"b": rows, "a": (rows,)})
    assert result == {"a": ([1],), "b": [1]} and list(result) == ["a", "b"]
    assert result["b"] is result["a"][0] and result["b"] is not rows
    started = made.start(inputs={"a": 1, "b": 2})
    assert isinstance(started, MontyComplete) and started.output == {"a": 1, "b": 2}


@pytest.mark.parametrize(
    ("declared", "given", "error", "message"),
    [
        (["x", "y"], None, TypeError, 'Missing required inputs: ["x", "y"]'),
        (["x", "y"], {"x": 1}, KeyError, "Missing required input: 'y'"),
        (["x"], {}, KeyError, "Missing required input: 'x'"),
        (["x"], {"x": 1, "z": 2}, TypeError, "Unknown inputs: 'z'; declared are [\"x\"]"),
        (None, {"x": 1}, TypeError, "No input variables declared but inputs dict was provided"),
        (["x"], [1], TypeError, "argument 'inputs': 'list' object is not an instance of 'dict'"),
        (
            ["x"],
            {"x": [0, {"k": object()}]},
            TypeError,
            "cannot convert 'builtins.object' to a guest value: inputs['x'][1]['k']",
        ),
    ],
)
def test_bad_inputs(monty_of: MontyOf, declared: Any, given: Any, error: type[Exception], message: str) -> None:
    made = monty_of(inputs_of, inputs=declared)
    for act in (made.run, made.start):
        with pytest.raises(error) as caught:
            act(inputs=given)
        assert caught.value.args[0] == message


def test_no_inputs_may_be_given_as_an_empty_dict(monty_of: MontyOf) -> None:
    assert monty_of(inputs_of).run(inputs={}) == {}


def test_run_calls_host_functions_with_copies(monty_of: MontyOf) -> None:
    inside, outside = [1], [2]
    seen: list[Any] = []

    def fetch(rows: list[int]) -> list[int]:
        seen.append(rows)
        return outside

    result = monty_of(calling("fetch", inside)).run(external_functions={"fetch": fetch})
    assert seen == [[1]] and seen[0] is not inside
    assert result == [2] and result is not outside


def test_run_calls_callables_that_came_with_values(monty_of: MontyOf) -> None:
    def script(guest: Guest) -> Any:
        maker = guest.inputs["make"]
        return [maker.name, maker.function(3).function(4), maker]

    def make(n: int) -> Callable[[int], int]:
        return lambda m: n + m

    assert monty_of(script, inputs=["make"]).run(inputs={"make": make}) == ["make", 7, make]


def test_an_unknown_function_is_a_name_error_under_run(monty_of: MontyOf) -> None:
    with pytest.raises(MontyRuntimeError) as caught:
        monty_of(calling("nope")).run(external_functions={"other": len})
    assert str(caught.value) == "NameError: name 'nope' is not defined"


def test_an_unknown_name_is_a_name_error_under_run(monty_of: MontyOf) -> None:
    def script(guest: Guest) -> Steps:
        return (yield NamePause("x"))

    with pytest.raises(MontyRuntimeError, match="NameError: name 'x' is not defined"):
        monty_of(script).run()


@pytest.mark.parametrize(
    ("functions", "message"),
    [
        ([len], "argument 'external_functions': 'list' object is not an instance of 'dict'"),
        ({"f": 1}, "external function 'f': 'int' object is not callable"),
        ({1: len}, "argument 'external_functions': 'int' object is not an instance of 'str'"),
    ],
)
def test_bad_external_functions(monty_of: MontyOf, functions: Any, message: str) -> None:
    with pytest.raises(TypeError) as caught:
        monty_of(inputs_of).run(external_functions=functions)
    assert str(caught.value) == message


def test_a_host_functions_exception_can_be_caught_by_the_guest(monty_of: MontyOf) -> None:
    caught: list[BaseException] = []

    def script(guest: Guest) -> Any:
        try:
            guest.functions["f"]()
        except KeyError as error:
            caught.append(error)
            return "handled"

    def f() -> None:
        try:
            raise OSError("secret")
        except OSError:
            raise type("Mine", (KeyError,), {})("k") from None

    assert monty_of(script).run(external_functions={"f": f}) == "handled"
    assert type(caught[0]) is KeyError and caught[0].args == ("k",)
    assert caught[0].__context__ is None and caught[0].__cause__ is None


def test_an_uncaught_exception_of_a_host_function_leads_back_to_the_host(monty_of: MontyOf) -> None:
    def broken() -> None:
        table: dict[str, int] = {}
        table["missing"]

    with pytest.raises(MontyRuntimeError, match="KeyError: 'missing'") as caught:
        monty_of(calling("broken")).run(external_functions={"broken": broken})
    cause = caught.value.__cause__
    assert cause is not None and traceback.extract_tb(cause.__traceback__)[-1].name == "broken"


def test_a_result_that_cant_enter_is_the_guests_type_error(monty_of: MontyOf) -> None:
    with pytest.raises(MontyRuntimeError, match=r"TypeError: cannot convert 'builtins.object' .*: make\(\)\[0\]"):
        monty_of(calling("make")).run(external_functions={"make": lambda: [object()]})


@pytest.mark.parametrize("interrupt", [KeyboardInterrupt, SystemExit, GeneratorExit])
def test_an_interrupt_in_a_host_function_ends_the_run(monty_of: MontyOf, interrupt: type[BaseException]) -> None:
    raised = interrupt()

    def script(guest: Guest) -> Any:
        try:
            guest.functions["f"]()
        except BaseException:
            return "swallowed"

    def f() -> None:
        raise raised

    with pytest.raises(interrupt) as caught:
        monty_of(script).run(external_functions={"f": f})
    assert caught.value is raised


def test_each_run_begins_afresh(monty_of: MontyOf) -> None:
    made = monty_of(calling("f", 1))
    assert [made.run(external_functions={"f": lambda x, n=n: x + n}) for n in range(3)] == [1, 2, 3]


def test_the_report_of_a_guest_error(monty_of: MontyOf) -> None:
    source = "def f():\n    raise E('mine')\nf()\n"

    class E(ValueError):
        def __str__(self) -> str:
            raise AssertionError("guest code ran")

    def script(guest: Guest) -> Steps:
        frames = [
            TraceFrame("script", "<module>", (3, 0, 3, 3)),
            TraceFrame("builtins", "sorted", (90, 0, 90, 3)),
            TraceFrame("script", "f", (2, 4, 2, 19)),
        ]
        raise GuestError(E("mine"), frames, text=("E", "worded"), notes=["a note"])

    with pytest.raises(MontyRuntimeError) as caught:
        monty_of(script, source=source).run()
    error = caught.value
    assert [frame.function_name for frame in error.traceback()] == ["<module>", "f"]
    assert error.traceback()[1].dict() == {
        "filename": "main.py",
        "line": 2,
        "column": 5,
        "end_line": 2,
        "end_column": 20,
        "function_name": "f",
        "source_line": "    raise E('mine')",
    }
    assert type(error.exception()) is ValueError and str(error.exception()) == "worded"
    assert error.display().endswith("    raise E('mine')\nE: worded\na note")


def test_dump_and_load(monty_of: MontyOf) -> None:
    made = monty_of(inputs_of, source="x + y", script_name="sum.py", inputs=["x", "y"])
    twin = Monty.load(made.dump())
    assert repr(twin) == repr(made) and twin.code == "x + y"
    assert twin.run(inputs={"x": 1, "y": 2}) == {"x": 1, "y": 2}


@pytest.mark.parametrize(
    ("header", "message"),
    [
        ({"kind": "function"}, r"hold a snapshot, not a program: load them with load_snapshot\(\)"),
        ({"kind": "program"}, "hold a program that can't be used: 'source'"),
        ({"kind": "program", "source": 1, "script_name": "a", "inputs": []}, "can't be used: argument 'code'"),
        ({"kind": "program", "source": "1", "script_name": "a", "inputs": "x"}, "can't be used: argument 'inputs'"),
    ],
)
def test_bytes_that_hold_no_program(header: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Monty.load(codec.write(header, b""))
