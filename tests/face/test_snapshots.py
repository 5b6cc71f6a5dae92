"""Snapshots: what they say, how they resume once, dump and load; on a stand-in for the machine."""

from __future__ import annotations

import copy
import pickle
import threading
from collections.abc import Callable, Generator
from typing import Any

import pytest

from monty_cli import codec, snapshots
from monty_cli.errors import MontyRuntimeError
from monty_cli.monty import Monty
from monty_cli.snapshots import FunctionSnapshot, MontyComplete, NameLookupSnapshot, load_snapshot
from tests.face.fake_machine import CallPause, Guest, HostFunction, NamePause, StackFrame

Steps = Generator[Any, Any, Any]
MontyOf = Callable[..., Monty]


def ask(guest: Guest) -> Steps:
    """Stand for `f(1, [2], a=2)` as the last line of a script."""
    guest.frames = [StackFrame("script", "<module>", (1, 0, 1, 14), {"rows": [1, 2]})]
    answer = yield CallPause("f", (1, [2]), {"a": 2}, 3)
    guest.frames = [StackFrame("script", "<module>", (1, 0, 1, 14), {"rows": "later"})]
    return [answer]


def look(guest: Guest) -> Steps:
    """Stand for `x` as a script whose name nothing defines."""
    return (yield NamePause("x"))


@pytest.fixture
def call(monty_of: MontyOf) -> FunctionSnapshot:
    """Give a snapshot that waits for a call."""
    snapshot = monty_of(ask, source="f(1, [2], a=2)").start()
    assert isinstance(snapshot, FunctionSnapshot)
    return snapshot


@pytest.fixture
def lookup(monty_of: MontyOf) -> NameLookupSnapshot:
    """Give a snapshot that waits for a name."""
    snapshot = monty_of(look, source="x").start()
    assert isinstance(snapshot, NameLookupSnapshot)
    return snapshot


def test_what_a_call_says(call: FunctionSnapshot) -> None:
    assert repr(call) == "FunctionSnapshot(script_name='main.py', function_name='f', args=(1, [2]), kwargs={'a': 2})"
    assert (call.script_name, call.function_name, call.args, call.kwargs) == ("main.py", "f", (1, [2]), {"a": 2})
    assert (call.call_id, call.is_os_function, call.is_method_call) == (3, False, False)
    assert call.args is call.args and call.kwargs is call.kwargs
    again = repr(call)
    call.resume(return_value=1)
    assert repr(call) == again and call.call_id == 3


def test_what_a_lookup_says(lookup: NameLookupSnapshot) -> None:
    assert repr(lookup) == "NameLookupSnapshot(script_name='main.py', variable_name=\"x\")"
    assert (lookup.script_name, lookup.variable_name) == ("main.py", "x")


def test_arguments_are_copies(monty_of: MontyOf) -> None:
    rows: list[int] = []

    def script(guest: Guest) -> Steps:
        yield CallPause("f", (rows, rows), {"r": rows, "g": script})
        return rows

    snapshot = monty_of(script).start()
    assert isinstance(snapshot, FunctionSnapshot)
    assert snapshot.args[0] is snapshot.args[1] is snapshot.kwargs["r"]
    assert repr(snapshot.kwargs["g"]) == "<guest function script>"
    snapshot.args[0].append(1)
    result = snapshot.resume(return_value=None)
    assert isinstance(result, MontyComplete) and result.output == [] and rows == []


@pytest.mark.parametrize(
    "answer",
    [lambda call: call.resume(return_value={"k": (1,)}), lambda call: call.resume({"return_value": {"k": (1,)}})],
    ids=["keyword", "dict"],
)
def test_resume_with_a_value(call: FunctionSnapshot, answer: Callable[[FunctionSnapshot], Any]) -> None:
    result = answer(call)
    assert repr(result) == "MontyComplete(output=[{'k': (1,)}])"
    assert result.output is result.output


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"exception": ValueError("boom", 2)}, "ValueError: ('boom', 2)"),
        ({"exception": ValueError}, "ValueError"),
        ({"exc_type": "KeyError", "message": "m"}, "KeyError: 'm'"),
        ({"exc_type": "OSError"}, "OSError"),
    ],
    ids=repr,
)
def test_resume_with_an_exception(call: FunctionSnapshot, given: dict[str, Any], expected: str) -> None:
    with pytest.raises(MontyRuntimeError) as caught:
        call.resume(given)
    assert str(caught.value) == expected
    assert caught.value.__cause__ is None and caught.value.__context__ is None
    with pytest.raises(RuntimeError, match="already been resumed"):
        call.resume(return_value=1)


WANTED = (
    r"resume\(\) accepts either return_value or exception, not both, or future=..., as a keyword or in a dict "
    r"\(there also 'exc_type' and 'message'\); got "
)


@pytest.mark.parametrize(
    ("args", "keywords", "message"),
    [
        ((), {}, WANTED + "nothing"),
        ((), {"return_value": 1, "exception": ValueError()}, WANTED + "'return_value', 'exception'"),
        ((), {"future": 1}, "Value for the 'future' key must be Ellipsis"),
        ((), {"future": ..., "return_value": 1}, WANTED + "'return_value', 'future'"),
        ((), {"value": 1}, WANTED + "'value'"),
        ((), {"return_value": 1, "more": 2}, WANTED),
        (({},), {}, WANTED + "nothing"),
        (({"return_value": 1, "exception": 2},), {}, WANTED),
        (({"exc_type": "ValueError", "exception": 2},), {}, WANTED),
        (({3: 1},), {}, WANTED + "3"),
        ((1,), {}, r"resume\(\) takes keywords or one dict, not 'int'"),
        (({"return_value": 1},), {"return_value": 1}, r"resume\(\) takes keywords or one dict, not both"),
        ((), {"return_value": [object()]}, r"cannot convert 'builtins.object' to a guest value: return_value\[0\]"),
        ((), {"exception": "boom"}, "'exception' must be an exception, not 'str'"),
        ((), {"exception": UnicodeDecodeError}, "'exception' must be an instance: "),
        (({"exc_type": "Nope", "message": "m"},), {}, "must be the name of a builtin exception, not 'Nope'"),
        (({"exc_type": "int", "message": "m"},), {}, "must be the name of a builtin exception, not 'int'"),
        (({"exc_type": ["x"], "message": "m"},), {}, "must be the name of a builtin exception"),
        (({"exc_type": "ValueError", "message": 1},), {}, "'message' must be a string, not 'int'"),
        (({"exc_type": "UnicodeDecodeError", "message": "m"},), {}, "can't be made from a message"),
        (({"exc_type": "ExceptionGroup", "message": "m"},), {}, "can't be made from a message"),
    ],
)
def test_bad_answers_leave_the_snapshot_usable(
    call: FunctionSnapshot, args: tuple[Any, ...], keywords: dict[str, Any], message: str
) -> None:
    with pytest.raises(TypeError, match=message):
        call.resume(*args, **keywords)
    result = call.resume(return_value=1)
    assert isinstance(result, MontyComplete) and result.output == [1]


@pytest.mark.parametrize(
    ("args", "keywords", "message"),
    [
        ((), {"return_value": 5}, r"resume\(\) accepts value=\.\.\., or nothing for a NameError; got 'return_value'"),
        ((), {"value": 1, "foo": 2}, "got 'value', 'foo'"),
        (({},), {}, "got nothing"),
        ((5,), {}, "not 'int'"),
        ((), {"value": object()}, "cannot convert 'builtins.object' to a guest value: value"),
    ],
)
def test_bad_values_leave_the_lookup_usable(
    lookup: NameLookupSnapshot, args: tuple[Any, ...], keywords: dict[str, Any], message: str
) -> None:
    with pytest.raises(TypeError, match=message):
        lookup.resume(*args, **keywords)
    result = lookup.resume(value=1)
    assert isinstance(result, MontyComplete) and result.output == 1


def test_a_lookup_without_a_value_is_a_name_error(lookup: NameLookupSnapshot) -> None:
    with pytest.raises(MontyRuntimeError, match="NameError: name 'x' is not defined"):
        lookup.resume()


def test_a_lookup_takes_none_and_callables(monty_of: MontyOf) -> None:
    def script(guest: Guest) -> Steps:
        values = [(yield NamePause("x")), (yield NamePause("f"))]
        return [values[0], type(values[1]) is HostFunction, values[1].name]

    first = monty_of(script).start()
    assert isinstance(first, NameLookupSnapshot)
    second = first.resume({"value": None})
    assert isinstance(second, NameLookupSnapshot)
    result = second.resume(value=len)
    assert isinstance(result, MontyComplete) and result.output == [None, True, "len"]


def test_a_snapshot_resumes_once(call: FunctionSnapshot, lookup: NameLookupSnapshot) -> None:
    call.resume(return_value=1)
    lookup.resume(value=1)
    for snapshot in (call, lookup):
        with pytest.raises(RuntimeError, match="snapshot has already been resumed"):
            snapshot.resume({"return_value": 1} if snapshot is call else {"value": 1})
        with pytest.raises(RuntimeError, match="already been resumed"):
            snapshot.dump()
        with pytest.raises(RuntimeError, match="already been resumed"):
            _ = snapshot.stack
        with pytest.raises(TypeError):
            snapshot.resume(1)  # type: ignore[arg-type]


def test_of_many_threads_one_resumes(call: FunctionSnapshot) -> None:
    barrier = threading.Barrier(8)
    outcomes: list[type] = []

    def race() -> None:
        barrier.wait()
        try:
            outcomes.append(type(call.resume(return_value=1)))
        except RuntimeError as error:
            outcomes.append(type(error))

    threads = [threading.Thread(target=race) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(map(str, outcomes)) == sorted(map(str, [MontyComplete] + [RuntimeError] * 7))


def test_the_stack(monty_of: MontyOf) -> None:
    source = "def f(n):\n    return ask(n)\nf(1)"
    shared = [1]

    def script(guest: Guest) -> Steps:
        guest.frames = [
            StackFrame("script", "<module>", (3, 0, 3, 4), {"f": ask, "rows": shared}),
            StackFrame("builtins", "sorted", (9, 0, 9, 4), {"it": 1}),
            StackFrame("script", "f", (2, 11, 2, 17), {"n": 1, "rows": shared}),
            StackFrame("script", "f", None, {}),
        ]
        yield CallPause("ask", (1,))
        return None

    snapshot = monty_of(script, source=source, script_name="foo.py").start()
    assert isinstance(snapshot, FunctionSnapshot)
    outer, inner = snapshot.stack
    assert repr(inner) == "Frame(filename='foo.py', line=2, column=12, function_name='f')"
    assert inner.source_line == "    return ask(n)" and outer.function_name == "<module>"
    assert outer.locals is not None and inner.locals is not None
    assert repr(outer.locals["f"]) == "<guest function ask>"
    assert inner.locals["rows"] is outer.locals["rows"] and inner.locals["rows"] is not shared
    assert inner.dict()["locals"] == {"n": 1, "rows": [1]}


def test_the_stack_stays_readable_once_it_was_read(call: FunctionSnapshot) -> None:
    frame = call.stack[0]
    call.resume(return_value=1)
    assert call.stack == [frame]
    assert frame.locals == {"rows": [1, 2]}


def test_snapshots_never_change(call: FunctionSnapshot, lookup: NameLookupSnapshot) -> None:
    complete = call.resume(return_value=1)
    for thing, name in [
        (call, "args"),
        (lookup, "variable_name"),
        (complete, "output"),
        (call, "new"),
        (call, "_args"),
    ]:
        with pytest.raises(AttributeError, match=f"attribute '{name}' of '{type(thing).__name__}' objects is not writ"):
            setattr(thing, name, 1)
        with pytest.raises(AttributeError):
            delattr(thing, name)
        for act in (pickle.dumps, copy.copy, copy.deepcopy):
            with pytest.raises(TypeError, match=f"cannot pickle '{type(thing).__name__}' object"):
                act(thing)


@pytest.mark.parametrize("cls", [FunctionSnapshot, NameLookupSnapshot, MontyComplete])
def test_snapshot_classes_are_closed(cls: type) -> None:
    with pytest.raises(TypeError, match=f"cannot create '{cls.__name__}' instances"):
        cls(1, a=2)
    with pytest.raises(TypeError, match=f"type '{cls.__name__}' is not an acceptable base type"):
        type("Mine", (cls,), {})


def test_dump_and_load(call: FunctionSnapshot, lookup: NameLookupSnapshot) -> None:
    data = call.dump()
    assert call.dump() == data
    for load in (load_snapshot, FunctionSnapshot.load):
        twin = load(data)
        assert isinstance(twin, FunctionSnapshot) and repr(twin) == repr(call)
        assert twin.stack[0].locals == {"rows": [1, 2]}
        result = twin.resume(return_value=5)
        assert isinstance(result, MontyComplete) and result.output == [5]
    assert call.resume(return_value=6).output == [6]  # type: ignore[union-attr]
    name = NameLookupSnapshot.load(lookup.dump())
    assert name.resume(value=2).output == 2  # type: ignore[union-attr]
    assert isinstance(load_snapshot(lookup.dump()), NameLookupSnapshot)


def test_loading_the_wrong_kind_is_told(call: FunctionSnapshot, lookup: NameLookupSnapshot, monty_of: MontyOf) -> None:
    with pytest.raises(ValueError, match="hold a NameLookupSnapshot, not a FunctionSnapshot: load them with NameLook"):
        FunctionSnapshot.load(lookup.dump())
    with pytest.raises(ValueError, match="hold a FunctionSnapshot, not a NameLookupSnapshot"):
        NameLookupSnapshot.load(call.dump())
    with pytest.raises(ValueError, match=r"hold a program, not a snapshot: load them with Monty\.load\(\)"):
        load_snapshot(monty_of(ask).dump())
    headers: list[dict[str, object]] = [{"kind": "zebra"}, {}, {"kind": [1]}]
    for header in headers:
        with pytest.raises(ValueError, match="unknown kind"):
            load_snapshot(codec.write(header, b""))
    _, body = codec.read(call.dump())
    with pytest.raises(ValueError, match="header doesn't match"):
        load_snapshot(codec.write({"kind": "name"}, body))


@pytest.mark.parametrize("data", ["text", bytearray(b"x"), memoryview(b"x"), None])
def test_only_bytes_load(data: Any) -> None:
    for load in (load_snapshot, FunctionSnapshot.load, NameLookupSnapshot.load, Monty.load):
        with pytest.raises(TypeError, match=r"argument 'data': .* object is not an instance of 'bytes'"):
            load(data)


def test_a_state_that_cant_be_dumped_can_still_resume(monty_of: MontyOf) -> None:
    snapshot = monty_of(ask, inputs=["Opaque"]).start(inputs={"Opaque": 1})
    assert isinstance(snapshot, FunctionSnapshot)
    with pytest.raises(ValueError, match="line 1"):
        snapshot.dump()
    assert isinstance(snapshot.resume(return_value=1), MontyComplete)


def printing(guest: Guest) -> Steps:
    guest.write("stdout", "one\n")
    yield CallPause("f")
    guest.write("stdout", "two\n")
    guest.write("stderr", "oops\n")


def test_output_goes_to_the_hosts_streams(monty_of: MontyOf, capsys: pytest.CaptureFixture[str]) -> None:
    snapshot = monty_of(printing).start()
    assert isinstance(snapshot, FunctionSnapshot)
    snapshot.resume(return_value=1)
    assert capsys.readouterr() == ("one\ntwo\n", "oops\n")


def test_print_callbacks(monty_of: MontyOf, capsys: pytest.CaptureFixture[str]) -> None:
    written: list[tuple[str, str]] = []

    def callback(stream: str, text: str) -> None:
        written.append((stream, text))

    snapshot = monty_of(printing).start(print_callback=callback)
    assert isinstance(snapshot, FunctionSnapshot)
    data = snapshot.dump()
    snapshot.set_print_callback(None)
    snapshot.resume(return_value=1)
    assert written == [("stdout", "one\n")]
    capsys.readouterr()

    FunctionSnapshot.load(data, print_callback=callback).resume({"return_value": 1})
    assert written[1:] == [("stdout", "two\n"), ("stderr", "oops\n")]
    assert capsys.readouterr().out == ""

    with pytest.raises(TypeError, match="argument 'print_callback': 'int' object is not callable"):
        snapshot.set_print_callback(3)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="not callable"):
        load_snapshot(data, print_callback=3)  # type: ignore[arg-type]


def test_an_exception_of_a_print_callback_is_the_guests_and_tells_its_origin(monty_of: MontyOf) -> None:
    class Full(ValueError):
        pass

    failure = Full("disk full")
    seen: list[BaseException] = []

    def callback(stream: str, text: str) -> None:
        raise failure

    def script(guest: Guest) -> Any:
        try:
            guest.write("stdout", "x")
        except ValueError as error:
            seen.append(error)
            raise

    with pytest.raises(MontyRuntimeError, match="ValueError: disk full") as caught:
        monty_of(script).start(print_callback=callback)
    assert caught.value.__cause__ is failure
    assert type(seen[0]) is ValueError
    assert seen[0].__context__ is None and seen[0].__cause__ is None


def test_a_registry_lists_dataclasses(call: FunctionSnapshot) -> None:
    from dataclasses import dataclass

    @dataclass
    class Point:
        x: int

    data = call.dump()
    assert isinstance(load_snapshot(data, dataclass_registry=[Point]), FunctionSnapshot)
    with pytest.raises(TypeError, match="'dataclass_registry': <class 'int'> is not a dataclass"):
        FunctionSnapshot.load(data, dataclass_registry=[int])


def test_results_leave_as_plain_values(monty_of: MontyOf) -> None:
    def script(guest: Guest) -> Any:
        return {"f": ask, "n": 1}

    result = monty_of(script).start()
    assert repr(result) == "MontyComplete(output={'f': <guest function ask>, 'n': 1})"
    assert snapshots.MontyComplete is type(result)
