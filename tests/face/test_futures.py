"""Calls that are left for later, and `FutureSnapshot`: what it says, what it takes, how it is saved; on the real machine."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from monty_cli import (
    FunctionSnapshot,
    FutureSnapshot,
    Monty,
    MontyComplete,
    MontyRuntimeError,
    NameLookupSnapshot,
    load_snapshot,
)

pytestmark = pytest.mark.usefixtures("collected")

THREE = """\
import asyncio

log = []

async def work(n):
    reply = await fetch(n, key='k')
    log.append((n, reply))
    return reply

[await asyncio.gather(work(0), work(1), work(2)), log]
"""


def futures(progress: object) -> FutureSnapshot:
    assert isinstance(progress, FutureSnapshot)
    return progress


def output(progress: object) -> Any:
    assert isinstance(progress, MontyComplete)
    return progress.output


def left(code: str, **options: Any) -> FutureSnapshot:
    """The first pause of `code` at which every task waits, all calls left pending."""
    progress: object = Monty(code, **options).start()
    while isinstance(progress, FunctionSnapshot):
        progress = progress.resume(future=...)
    return futures(progress)


def returned(**values: object) -> dict[int, dict[str, Any]]:
    """Results by id: `returned(c0=1)` is `{0: {'return_value': 1}}`."""
    return {int(name[1:]): {"return_value": value} for name, value in values.items()}


def test_a_call_left_for_later_is_a_coroutine_and_the_script_goes_on() -> None:
    first = Monty("x = fetch(1)\ny = ask()\n[type(x).__name__, y, await x]").start()
    assert isinstance(first, FunctionSnapshot)
    second = first.resume(future=...)
    assert isinstance(second, FunctionSnapshot)
    assert (second.function_name, second.call_id) == ("ask", 1)
    third = futures(second.resume(return_value="y"))
    assert third.pending_call_ids == [0]
    assert output(third.resume(returned(c0="x"))) == ["coroutine", "y", "x"]


def test_future_in_a_dict() -> None:
    pause = Monty("await fetch()").start()
    assert isinstance(pause, FunctionSnapshot)
    assert futures(pause.resume({"future": ...})).pending_call_ids == [0]


@pytest.mark.parametrize("value", [None, 1, "...", True, "pending"])
def test_the_future_key_takes_an_ellipsis_only(value: object) -> None:
    pause = Monty("f()").start()
    assert isinstance(pause, FunctionSnapshot)
    words = r"^Value for the 'future' key must be Ellipsis \(\.\.\.\)$"
    with pytest.raises(TypeError, match=words):
        pause.resume(future=value)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match=words):
        pause.resume({"future": value})
    with pytest.raises(TypeError, match="either return_value or exception, not both"):
        pause.resume(future=..., return_value=1)
    assert output(pause.resume(return_value=1)) == 1


def test_an_unknown_name_cannot_be_left_for_later() -> None:
    pause = Monty("limit").start()
    assert isinstance(pause, NameLookupSnapshot)
    with pytest.raises(TypeError, match="got 'future'"):
        pause.resume(future=...)
    assert output(pause.resume(value=1)) == 1


def test_what_it_says() -> None:
    pause = left(THREE, script_name="three.py")
    assert repr(pause) == "FutureSnapshot(script_name='three.py', pending_call_ids=[0, 1, 2])"
    assert (pause.script_name, pause.source, pause.stack) == ("three.py", THREE, [])
    assert pause.pending_call_ids == [0, 1, 2]
    assert pause.pending_call_ids is not pause.pending_call_ids


def test_pending_calls() -> None:
    pause = left("await fetch([1], key={'a': 2})")
    (call,) = pause.pending_calls
    assert (call.call_id, call.function_name, call.args, call.kwargs) == (0, "fetch", ([1],), {"key": {"a": 2}})
    assert repr(call) == "PendingCall(call_id=0, function_name='fetch', args=([1],), kwargs={'key': {'a': 2}})"
    call.args[0].append(2)
    assert pause.pending_calls[0].args == ([1],), "a copy"


def test_tasks_and_their_stacks() -> None:
    pause = left(THREE, script_name="three.py")
    main, *others = pause.tasks
    assert (main.name, main.waiting_for, main.call_id) == ("Task-1", "gather()", None)
    assert [(frame.function_name, frame.line) for frame in main.stack] == [("<module>", 10)]
    assert [(task.name, task.waiting_for, task.call_id) for task in others] == [
        ("Task-2", "call 0, fetch()", 0),
        ("Task-3", "call 1, fetch()", 1),
        ("Task-4", "call 2, fetch()", 2),
    ]
    (frame,) = others[1].stack
    assert (frame.function_name, frame.line, frame.locals) == ("work", 6, {"n": 1})
    assert frame.source_line == "    reply = await fetch(n, key='k')"
    assert repr(main) == "TaskState(name='Task-1', waiting_for='gather()')"
    loaded = futures(load_snapshot(pause.dump())).tasks
    assert [(task.name, task.waiting_for, task.call_id) for task in loaded] == [
        (task.name, task.waiting_for, task.call_id) for task in pause.tasks
    ]


def test_task_names_count_per_program() -> None:
    for _ in range(2):
        assert [task.name for task in left(THREE).tasks] == ["Task-1", "Task-2", "Task-3", "Task-4"]


def test_the_stack_below_a_loop_that_the_script_runs() -> None:
    pause = left("import asyncio\n\nasync def main():\n    return await fetch()\n\nasyncio.run(main())\n")
    assert [(frame.function_name, frame.line) for frame in pause.stack] == [("<module>", 6)]
    assert [(frame.function_name, frame.line) for frame in pause.tasks[0].stack] == [("main", 4)]


def test_some_results_at_a_time() -> None:
    pause = left(THREE)
    second = futures(pause.resume(returned(c1="b")))
    assert second.pending_call_ids == [0, 2]
    third = futures(second.resume(returned(c2="c")))
    assert third.pending_call_ids == [0]
    assert output(third.resume(returned(c0="a"))) == [["a", "b", "c"], [(1, "b"), (2, "c"), (0, "a")]]


def test_the_order_of_the_dict_is_the_order_of_settlement() -> None:
    data = left(THREE).dump()
    for order in ([0, 1, 2], [2, 1, 0], [1, 2, 0]):
        results = {number: {"return_value": number} for number in order}
        assert output(load_snapshot(data).resume(results)) == [[0, 1, 2], [(n, n) for n in order]]  # type: ignore[arg-type]


def test_no_result_leaves_everything_pending() -> None:
    pause = left(THREE)
    for results in ({}, {0: {"future": ...}}):
        pause = futures(pause.resume(results))
        assert pause.pending_call_ids == [0, 1, 2]
    assert output(pause.resume(returned(c0=1, c1=2, c2=3)))[0] == [1, 2, 3]


def test_an_exception_is_raised_at_the_await() -> None:
    code = "try:\n    x = await fetch()\nexcept LookupError as error:\n    x = repr(error)\nx"
    assert output(left(code).resume({0: {"exception": KeyError("gone")}})) == "KeyError('gone')"
    assert output(left(code).resume({0: {"exc_type": "KeyError", "message": "gone"}})) == "KeyError('gone')"
    with pytest.raises(MontyRuntimeError, match="ValueError: no") as caught:
        left(code).resume({0: {"exception": ValueError("no")}})
    assert [frame.line for frame in caught.value.traceback()] == [2]


BAD: list[tuple[object, type[Exception], str]] = [
    ({7: {"return_value": 1}}, RuntimeError, r"unknown call_id 7, expected one of: \[0, 2\]"),
    ({1: {"return_value": 1}}, RuntimeError, r"unknown call_id 1, expected one of: \[0, 2\]"),
    ({0: {"return_value": 1}, 9: {"return_value": 1}}, RuntimeError, "unknown call_id 9"),
    ({0: {"return_value": 1, "exception": ValueError()}}, TypeError, "'return_value' or 'exception', not both; call 0"),
    ({0: {}}, TypeError, "'return_value' or 'exception', not both; call 0 has nothing"),
    ({0: {"value": 1}}, TypeError, "call 0 has 'value'"),
    ({0: 1}, TypeError, "the result of call 0 must be a dict, not 'int'"),
    ({0: {"return_value": object()}}, TypeError, "cannot convert 'builtins.object' to a guest value"),
    ({0: {"exception": 3}}, TypeError, "'exception' must be an exception, not 'int'"),
    ({0: {"future": 1}}, TypeError, r"Value for the 'future' key must be Ellipsis \(\.\.\.\)"),
    ({"0": {"return_value": 1}}, TypeError, "a call id is an int, not 'str'"),
    ({False: {"return_value": 1}}, TypeError, "a call id is an int, not 'bool'"),
    ([(0, {"return_value": 1})], TypeError, "argument 'results': 'list' object is not an instance of 'dict'"),
    (None, TypeError, "argument 'results': 'NoneType' object is not an instance of 'dict'"),
]


@pytest.mark.parametrize(
    ("results", "error", "words"), BAD, ids=[f"{index}: {words}" for index, (_, _, words) in enumerate(BAD)]
)
@pytest.mark.parametrize("loads", [False, True])
def test_bad_results_leave_the_snapshot_usable(results: Any, error: type[Exception], words: str, loads: bool) -> None:
    pause = futures(left(THREE).resume(returned(c1="b")))
    if loads:
        pause = FutureSnapshot.load(pause.dump())
    with pytest.raises(error, match=words):
        pause.resume(results)
    assert pause.pending_call_ids == [0, 2]
    assert output(pause.resume(returned(c0="a", c2="c")))[0] == ["a", "b", "c"]


USES: list[tuple[Callable[[FutureSnapshot], object], str]] = [
    (lambda pause: pause.resume(returned(c0=1)), "^snapshot has already been resumed$"),
    (lambda pause: pause.resume({}), "^snapshot has already been resumed$"),
    (lambda pause: pause.pending_call_ids, "^FutureSnapshot already resumed$"),
    (lambda pause: pause.pending_calls, "already been resumed"),
    (lambda pause: pause.tasks, "already been resumed"),
    (lambda pause: pause.stack, "already been resumed"),
    (lambda pause: pause.dump(), "already been resumed"),
]


@pytest.mark.parametrize(("use", "words"), USES)
def test_it_resumes_once(use: Callable[[FutureSnapshot], object], words: str) -> None:
    pause = left(THREE)
    pause.resume(returned(c0=1))
    with pytest.raises(RuntimeError, match=words):
        use(pause)
    assert repr(pause) == "FutureSnapshot(script_name='main.py', pending_call_ids=[])"
    assert pause.script_name == "main.py"


def test_dump_and_load() -> None:
    data = futures(left(THREE, script_name="three.py").resume(returned(c2="c"))).dump()
    for load in (load_snapshot, FutureSnapshot.load):
        pause = futures(load(data))
        assert repr(pause) == "FutureSnapshot(script_name='three.py', pending_call_ids=[0, 1])"
        assert [call.args for call in pause.pending_calls] == [(0,), (1,)]
        assert repr(load_snapshot(pause.dump())) == repr(pause)
        assert output(pause.resume(returned(c0="a", c1="b")))[0] == ["a", "b", "c"]
    with pytest.raises(ValueError, match=r"these bytes hold a FutureSnapshot, not a FunctionSnapshot"):
        FunctionSnapshot.load(data)
    call = Monty("f()").start()
    assert isinstance(call, FunctionSnapshot)
    with pytest.raises(ValueError, match=r"these bytes hold a FunctionSnapshot, not a FutureSnapshot"):
        FutureSnapshot.load(call.dump())


def test_it_is_made_by_runs_only() -> None:
    with pytest.raises(TypeError, match="cannot create 'FutureSnapshot' instances"):
        FutureSnapshot()
    with pytest.raises(AttributeError, match="not writable"):
        left(THREE).pending_call_ids = []  # type: ignore[misc]


def test_print_callbacks() -> None:
    written: list[str] = []
    pause = left("print(await fetch())")
    pause.set_print_callback(lambda stream, text: written.append(text))
    pause.resume(returned(c0="x"))
    assert "".join(written) == "x\n"


def test_a_sleep_is_a_call_of_the_operating_system() -> None:
    pause = Monty("import asyncio\nawait asyncio.sleep(2, 'slept')").start()
    assert isinstance(pause, FunctionSnapshot)
    assert (pause.is_os_function, pause.function_name, pause.args) == (True, "asyncio.sleep", (2,))
    data = pause.dump()
    assert output(pause.resume(return_value=None)) == "slept"
    again = load_snapshot(data)
    assert isinstance(again, FunctionSnapshot)
    waiting = futures(again.resume(future=...))
    assert [(call.function_name, call.args) for call in waiting.pending_calls] == [("asyncio.sleep", (2,))]
    assert output(waiting.resume(returned(c0=None))) == "slept"


def test_a_timeout_is_a_sleep_that_is_answered() -> None:
    code = """
import asyncio
async def main():
    try:
        async with asyncio.timeout(5):
            return await fetch()
    except TimeoutError:
        return 'late'
await main()
"""
    pause = left(code)
    assert [call.function_name for call in pause.pending_calls] == ["asyncio.sleep", "fetch"]
    data = pause.dump()
    assert output(pause.resume(returned(c0=None))) == "late"
    assert output(futures(load_snapshot(data)).resume(returned(c1="in time"))) == "in time"


def test_tasks_that_are_left_over_are_cancelled_at_the_end() -> None:
    code = """
import asyncio
async def forever():
    try:
        await fetch()
    finally:
        print('cancelled')
task = asyncio.create_task(forever())
await asyncio.sleep(0)
'done'
"""
    written: list[str] = []
    progress: object = Monty(code).start(print_callback=lambda stream, text: written.append(text))
    assert isinstance(progress, FunctionSnapshot)
    assert output(progress.resume(future=...)) == "done"
    assert "".join(written) == "cancelled\n"


def test_a_pause_that_nobody_could_answer_is_an_error() -> None:
    with pytest.raises(MontyRuntimeError, match="deadlock"):
        Monty("import asyncio\nawait asyncio.Event().wait()").start()
