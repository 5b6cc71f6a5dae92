"""Limits as callers set them: what they accept, what they end, how they travel, and that they leave nothing behind."""

from __future__ import annotations

import _thread
import asyncio
import sys
import time
from collections.abc import Callable
from typing import Any, cast

import pytest

from monty_cli import (
    FunctionSnapshot,
    Monty,
    MontyComplete,
    MontyRepl,
    MontyRuntimeError,
    ResourceLimits,
    load_repl_snapshot,
    load_snapshot,
    run_monty_async,
)
from monty_cli.limits import NO_LIMITS, Limits, check_limits
from monty_cli.machine import program_for

ENDLESS = "while True:\n    pass\n"


def error_of(function: Callable[[], object]) -> MontyRuntimeError:
    with pytest.raises(MontyRuntimeError) as caught:
        function()
    return caught.value


def output_of(progress: object) -> object:
    return cast(MontyComplete, progress).output


def threads_gone(before: int) -> bool:
    """Whether no more threads run than before; one that has ended may need a moment to go."""
    end = time.monotonic() + 5
    while _thread._count() > before and time.monotonic() < end:
        time.sleep(0.001)
    return _thread._count() <= before


def test_limits_are_checked() -> None:
    assert check_limits(None) is check_limits({}) is NO_LIMITS
    assert not NO_LIMITS
    limits = check_limits({"max_memory": 5, "max_duration_secs": 2, "max_output": None})
    assert limits.given() == {"max_duration_secs": 2.0, "max_memory": 5}
    assert repr(limits) == "Limits(max_duration_secs=2.0, max_memory=5)"
    assert limits == check_limits(cast(ResourceLimits, limits.given()))
    with pytest.raises(AttributeError):
        limits.max_memory = 6


@pytest.mark.parametrize(
    ("limits", "error", "text"),
    [
        (
            {"max_time": 1},
            ValueError,
            "unknown key 'max_time'; accepted are max_duration_secs, max_memory, max_recursion_depth",
        ),
        ({"max_memory": "1"}, TypeError, "'max_memory' must be a whole number, not 'str'"),
        ({"max_memory": True}, TypeError, "not 'bool'"),
        ({"max_duration_secs": "1"}, TypeError, "must be a number of seconds, not 'str'"),
        ({"max_duration_secs": float("nan")}, ValueError, "must be a finite number"),
        ({"max_output": -1}, ValueError, "must not be negative"),
        ([], TypeError, "'list' object is not an instance of 'dict'"),
    ],
)
def test_bad_limits(limits: Any, error: type[Exception], text: str) -> None:
    for function in (Monty("1").run, Monty("1").start, MontyRepl):
        with pytest.raises(error, match=text):
            function(limits=limits)


def test_the_stricter_limit_holds() -> None:
    ours, theirs = (
        check_limits({"max_memory": 5, "max_output": 7}),
        check_limits({"max_memory": 6, "max_suspensions": 1}),
    )
    assert ours.within(theirs).given() == {"max_memory": 5, "max_output": 7, "max_suspensions": 1}
    assert ours.within(NO_LIMITS) == NO_LIMITS.within(ours) == ours
    assert isinstance(ours.within(theirs), Limits)


def test_the_error_of_a_limit_tells_the_limit_and_the_line() -> None:
    error = error_of(
        lambda: Monty("def f():\n    while True:\n        pass\nf()").run(limits={"max_duration_secs": 0.02})
    )
    assert isinstance(error.exception(), TimeoutError)
    assert str(error).startswith("TimeoutError: time limit exceeded: ")
    assert str(error).endswith("ms > 20ms")
    assert [frame.function_name for frame in error.traceback()] == ["<module>", "f"]
    assert error.traceback()[-1].line in (2, 3)
    assert "hint: the limit is 'max_duration_secs' of limits=, --max-time on the command line" in error.display()


@pytest.mark.parametrize(
    ("code", "limits", "kind", "text"),
    [
        ("print('ab')\nprint('é' * 9)", {"max_output": 20}, MemoryError, "output limit exceeded: 21 bytes > 20 bytes"),
        ("for i in range(9): f()", {"max_suspensions": 5}, RuntimeError, "suspension limit exceeded: 6 > 5"),
        ("l = []\nwhile True: l.append([])", {"max_allocations": 9_000}, MemoryError, "allocation limit exceeded: "),
        (
            "l = []\nwhile True: l.append([0] * 1000)",
            {"max_memory": 20_000_000},
            MemoryError,
            "memory limit exceeded: ",
        ),
        (
            "n = 10**9\n'a' * n",
            {"max_memory": 20_000_000},
            MemoryError,
            "memory limit exceeded: 1000000000 bytes > 20000000 bytes",
        ),
        ("2 ** 3 ** 99", {"max_duration_secs": 9}, TimeoutError, "time limit exceeded: one step would take about "),
    ],
)
def test_kinds_of_limits(code: str, limits: ResourceLimits, kind: type[BaseException], text: str) -> None:
    error = error_of(
        lambda: Monty(code).run(limits=limits, external_functions={"f": lambda: None}, print_callback=lambda *_: None)
    )
    assert type(error.exception()) is kind
    assert str(error.exception()).startswith(text)
    assert error.traceback()


def test_what_goes_beyond_the_output_limit_is_not_written() -> None:
    written: list[str] = []
    code = "try:\n    for i in range(99): print(i)\nfinally:\n    print('never')"
    error_of(lambda: Monty(code).run(limits={"max_output": 8}, print_callback=lambda _, text: written.append(text)))
    assert "".join(written) == "0\n1\n2\n3\n"


def test_recursion_is_counted_in_calls_and_can_be_caught() -> None:
    code = """
def f(n): return 0 if n <= 1 else 1 + f(n - 1)
r = []
for n in (49, 50, 51):
    try: r.append(f(n))
    except RecursionError as e: r.append(str(e))
r
"""
    assert Monty(code).run(limits={"max_recursion_depth": 50}) == [48, 49, "maximum recursion depth exceeded"]
    error = error_of(lambda: Monty("def f(): f()\nf()").run(limits={"max_recursion_depth": 5}))
    assert isinstance(error.exception(), RecursionError)


def test_recursion_is_the_same_after_a_load() -> None:
    code = """
def depth():
    r = 0
    for n in range(1, 60):
        try: f(n); r = n
        except RecursionError: break
    return r
def f(n): return 0 if n <= 1 else 1 + f(n - 1)
def g(n): return ext(n) or depth() if n <= 1 else g(n - 1)
a = depth()
b = g(20)
(a, b, depth())
"""
    ends = []
    for reload in (False, True):
        progress = Monty(code).start(limits={"max_recursion_depth": 40})
        while isinstance(progress, FunctionSnapshot):
            paused = load_snapshot(progress.dump()) if reload else progress
            progress = cast(FunctionSnapshot, paused).resume(return_value=None)
        ends.append(output_of(progress))
    assert ends == [(39, 19, 39)] * 2


def test_the_recursion_limit_is_none_of_the_hosts() -> None:
    def deep(n: int) -> int:
        return 0 if n == 0 else 1 + deep(n - 1)

    before = sys.getrecursionlimit()
    depths: list[int] = []
    monty = Monty("def g(n): return f(300) if n <= 1 else g(n - 1)\nprint(1)\ng(5)")
    found = monty.run(
        limits={"max_recursion_depth": 15},
        external_functions={"f": deep},
        print_callback=lambda *_: depths.append(deep(300)),
    )
    assert (found, depths[0], sys.getrecursionlimit()) == (300, 300, before)
    lost = KeyError("x")

    def fails() -> None:
        raise lost

    code = "def g(n): return f() if n <= 1 else g(n - 1)\ng(5)"
    error = error_of(lambda: Monty(code).run(limits={"max_recursion_depth": 15}, external_functions={"f": fails}))
    assert str(error) == "KeyError: 'x'"
    assert error.__cause__ is lost


def test_time_in_the_host_does_not_count() -> None:
    slow: Callable[..., object] = lambda *_: time.sleep(0.4)  # noqa: E731
    limits: ResourceLimits = {"max_duration_secs": 0.3}
    assert Monty("f()\nprint(1)\n7").run(limits=limits, external_functions={"f": slow}, print_callback=slow) == 7
    snapshot = Monty("f()\n7").start(limits=limits)
    time.sleep(0.4)
    assert output_of(cast(FunctionSnapshot, snapshot).resume(return_value=1)) == 7
    assert asyncio.run(run_monty_async(Monty("f()\n7"), limits=limits, external_functions={"f": slow})) == 7
    error = error_of(
        lambda: asyncio.run(run_monty_async(Monty(f"f()\n{ENDLESS}"), limits=limits, external_functions={"f": slow}))
    )
    assert isinstance(error.exception(), TimeoutError)


def test_what_is_used_travels() -> None:
    code = "for i in range(100):\n    print('0123456789')\n    f()"
    limits: ResourceLimits = {"max_output": 60, "max_suspensions": 50}
    progress = Monty(code).start(limits=limits, print_callback=lambda *_: None)
    with pytest.raises(MontyRuntimeError, match="output limit exceeded: 65 bytes > 60 bytes"):
        while True:
            progress = load_snapshot(cast(FunctionSnapshot, progress).dump(), print_callback=lambda *_: None)
            progress = cast(FunctionSnapshot, progress).resume(return_value=None)
    spent = "x = 0\nfor i in range(100_000): x += i\nf()\n" + "for i in range(100_000): x += i\n" * 3
    data = cast(FunctionSnapshot, Monty(spent).start(limits={"max_duration_secs": 60})).dump()
    for _ in range(2):  # each load begins with what was spent before it
        error = error_of(
            lambda: cast(FunctionSnapshot, load_snapshot(data, limits={"max_duration_secs": 0.0001})).resume(
                return_value=1
            )
        )
        assert isinstance(error.exception(), TimeoutError)


def test_the_loaders_limits_hold() -> None:
    data = cast(FunctionSnapshot, Monty(f"f()\n{ENDLESS}").start()).dump()
    loaded = load_snapshot(data, limits={"max_duration_secs": 0.02})
    assert isinstance(error_of(lambda: cast(FunctionSnapshot, loaded).resume(return_value=1)).exception(), TimeoutError)
    data = cast(FunctionSnapshot, Monty(f"f()\n{ENDLESS}").start(limits={"max_duration_secs": 0.02})).dump()
    loaded = FunctionSnapshot.load(data, limits={"max_duration_secs": 1e6})
    assert isinstance(error_of(lambda: loaded.resume(return_value=1)).exception(), TimeoutError)
    with pytest.raises(ValueError, match="unknown key"):
        load_snapshot(data, limits=cast(ResourceLimits, {"x": 1}))


def test_a_limit_is_the_end_of_a_snapshot_too() -> None:
    snapshot = cast(FunctionSnapshot, Monty("f()\nf()").start(limits={"max_suspensions": 1}))
    error = error_of(lambda: snapshot.resume(return_value=1))
    assert str(error) == "RuntimeError: suspension limit exceeded: 2 > 1"


def test_a_session_has_limits_for_each_piece() -> None:
    repl = MontyRepl(limits={"max_duration_secs": 0.05, "max_output": 10})
    for _ in range(2):
        assert isinstance(error_of(lambda: repl.feed_run(f"x = 1\n{ENDLESS}")).exception(), TimeoutError)
        assert isinstance(
            error_of(lambda: repl.feed_run("while True: print(x)", print_callback=lambda *_: None)).exception(),
            MemoryError,
        )
        assert repl.feed_run("x + 1") == 2
    again = MontyRepl.load(repl.dump())
    assert isinstance(error_of(lambda: again.feed_run(ENDLESS)).exception(), TimeoutError)
    free = MontyRepl()
    pause = cast(FunctionSnapshot, free.feed_start(f"f()\n{ENDLESS}"))
    loaded, _ = load_repl_snapshot(pause.dump(), limits={"max_duration_secs": 0.05})
    assert isinstance(error_of(lambda: cast(FunctionSnapshot, loaded).resume(return_value=1)).exception(), TimeoutError)


def test_threads_are_there_for_limits_only_and_go_with_the_run() -> None:
    before = _thread._count()
    seen: list[int] = []

    def look() -> None:
        time.sleep(0.05)  # a thread counts once it has begun
        seen.append(_thread._count() - before)

    def run(limits: ResourceLimits | None) -> None:
        seen.clear()
        Monty("look()").run(limits=limits, external_functions={"look": look})
        assert threads_gone(before)

    run(None)
    assert seen == [0]
    run({"max_output": 5, "max_suspensions": 5, "max_recursion_depth": 90, "gc_interval": 5})
    assert seen == [0]
    run({"max_duration_secs": 60})
    assert seen == [1]
    run({"max_memory": 1 << 40})
    assert seen == [1]
    snapshot = Monty("f()").start(limits={"max_duration_secs": 60})
    assert threads_gone(before)  # a pause is watched for a moment only
    assert output_of(cast(FunctionSnapshot, snapshot).resume(return_value=3)) == 3
    assert threads_gone(before)
    dropped = Monty("f()").start(limits={"max_duration_secs": 60})
    del dropped
    assert threads_gone(before)


def test_no_hook_is_left() -> None:
    Monty("1").run()
    hook = sys.unraisablehook
    code = "def g():\n    try: yield\n    finally:\n        while True: pass\nwhile True:\n    x = g(); next(x); del x"
    for _ in range(3):
        error_of(lambda: Monty(code).run(limits={"max_duration_secs": 0.02}))
        assert sys.unraisablehook is hook


@pytest.mark.parametrize(
    "stored",
    [
        [{"max_memory": -1}, 0.0, 0, 0],
        [{}, 0, 0, 0],
        [{}, -1.0, 0, 0],
        [{}, 0.0, -1, 0],
        [],
        {},
        "x",
        [{"x": 1}, 0.0, 0, 0],
    ],
)
def test_forged_limits(stored: object) -> None:
    from monty_cli import codec

    header, body = codec.read(cast(FunctionSnapshot, Monty("f()").start(limits={"max_output": 5})).dump())
    machine = cast(dict[str, object], header["machine"])
    assert machine["limits"] == [{"max_output": 5}, *cast(list[object], machine["limits"])[1:]]
    machine["limits"] = stored
    with pytest.raises(ValueError, match="limits"):
        load_snapshot(codec.write(header, body))


def test_metered_code_has_the_same_points() -> None:
    code = "n, s = 5, 'ab'\nx = [s * n, n ** n, f'{n:{n}}', list(range(n)), [*s], sum(map(abs, [n]))]\nn *= n\nf(x)"
    plain, metered = program_for(code, "main.py", []), program_for(code, "main.py", [], True)
    assert plain.script.positions == metered.script.positions
    data = cast(FunctionSnapshot, Monty(code).start(limits={"max_memory": 1 << 40})).dump()
    assert cast(FunctionSnapshot, load_snapshot(data)).args == cast(FunctionSnapshot, Monty(code).start()).args


@pytest.mark.parametrize("code", ["[1] * 10 ** 9", "x = [1]\nx *= 10 ** 9", "a = 2\na **= 10 ** 10", "1 << 10 ** 12"])
def test_steps_are_checked_where_operators_may_be_the_scripts(code: str) -> None:
    """In a session anything may come to define an operator, and in a class that defines one."""
    with pytest.raises(MontyRuntimeError, match="memory limit exceeded"):
        MontyRepl(limits={"max_memory": 50_000_000}).feed_run(code)
    own = "class A:\n    def __mul__(self, other): return 5\n    __pow__ = __lshift__ = __imul__ = __mul__\n"
    with pytest.raises(MontyRuntimeError, match="memory limit exceeded"):
        Monty(own + code).run(limits={"max_memory": 50_000_000})
