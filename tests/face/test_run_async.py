"""`run_async` beside an event loop, and `run` with sleeps that take their time."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Coroutine
from typing import Any, cast

import pytest

from monty_cli import Monty, MontyRuntimeError, run_monty_async
from monty_cli.machine import Finished, Interrupts, Run
from monty_cli.machine.state import InterruptedGuestError

pytestmark = pytest.mark.usefixtures("collected")

GATHER = "import asyncio\nawait asyncio.gather(*[fetch(n) for n in range(3)])"
PATIENCE = 30.0  # seconds


def run(main: Coroutine[Any, Any, Any]) -> Any:
    """Run `main` in an event loop of its own, and see that it leaves no task and no thread behind."""

    async def whole() -> Any:
        try:
            return await asyncio.wait_for(main, PATIENCE)
        finally:
            left = asyncio.all_tasks() - {asyncio.current_task()}
            assert not left, left

    try:
        return asyncio.run(whole())
    finally:
        end = time.monotonic() + PATIENCE
        while any(thread.name.startswith("monty") for thread in threading.enumerate()):
            assert time.monotonic() < end, "a thread is left"
            time.sleep(0.01)


def ran(code: str, inputs: dict[str, Any] | None = None, **functions: Callable[..., object]) -> Any:
    return run(Monty(code, inputs=list(inputs or ())).run_async(inputs=inputs, external_functions=functions))


async def double(n: int) -> int:
    await asyncio.sleep(0.001)
    return n * 2


def test_async_functions_run_side_by_side() -> None:
    events: list[str] = []

    async def fetch(n: int) -> int:
        events.append(f"start {n}")
        while len(events) < 3:  # none ends before all have begun
            await asyncio.sleep(0.001)
        events.append(f"end {n}")
        return n * 10

    assert ran(GATHER, fetch=fetch) == [0, 10, 20]
    assert events[:3] == ["start 0", "start 1", "start 2"]
    assert sorted(events[3:]) == ["end 0", "end 1", "end 2"]


def test_run_monty_async() -> None:
    async def main() -> Any:
        written: list[str] = []
        result = await run_monty_async(
            Monty("print(n)\nawait f(n)", inputs=["n"]),
            inputs={"n": 4},
            external_functions={"f": double},
            print_callback=lambda stream, text: written.append(text),
        )
        return result, "".join(written)

    assert run(main()) == (8, "4\n")


def test_sync_functions_answer_directly_on_the_loops_thread() -> None:
    threads = []

    def add(a: int, b: int) -> int:
        threads.append(threading.current_thread())
        return a + b

    assert ran("add(1, b=2) + await double(3)", add=add, double=double) == 9
    assert threads == [threading.current_thread()]


def test_the_guest_goes_on_until_it_needs_a_result() -> None:
    events: list[str] = []
    told = asyncio.Event()

    async def fetch() -> str:
        await told.wait()
        events.append("fetched")
        return "reply"

    def tell() -> None:
        events.append("told")
        told.set()

    assert ran("x = fetch()\ntell()\nawait x", fetch=fetch, tell=tell) == "reply"
    assert events == ["told", "fetched"]


def test_functions_are_told_apart_whatever_their_names() -> None:
    first, second = (lambda x: double(x)), (lambda x: x + 1)
    code = "[await given[0](5), given[1](5), price(1), [p(2) for p in (price,)], await made()(4)]"
    result = ran(code, {"given": [first, second]}, price=lambda x: -x, made=lambda: double)
    assert result == [10, 6, -1, [-2], 8]
    assert ran("given", {"given": [first, len]}) == [first, len]


def test_an_exception_is_raised_at_the_await() -> None:
    async def fetch() -> None:
        await asyncio.sleep(0)
        raise LookupError("no row")

    code = "x = fetch()\ntry:\n    await x\nexcept LookupError as error:\n    x = (repr(error), error.__context__)\nx"
    assert ran(code, fetch=fetch) == ("LookupError('no row')", None)
    with pytest.raises(MontyRuntimeError, match="LookupError: no row") as caught:
        ran("async def f():\n    await fetch()\nawait f()", fetch=fetch)
    assert [frame.line for frame in caught.value.traceback()] == [3, 2]


def test_a_sync_function_that_fails() -> None:
    def fail() -> None:
        raise ValueError("now")

    assert ran("try:\n    fail()\nexcept ValueError as error:\n    x = str(error)\nx", fail=fail) == "now"


def test_results_that_cannot_cross() -> None:
    async def thing() -> object:
        return object()

    with pytest.raises(MontyRuntimeError, match=r"TypeError: cannot convert 'builtins\.object' to a guest value"):
        ran("await thing()", thing=thing)


def test_a_function_that_cancels_itself() -> None:
    """The host's CancelledError is no builtin class: the guest gets the nearest one."""

    async def stop() -> None:
        raise asyncio.CancelledError

    code = "try:\n    await stop()\nexcept BaseException as error:\n    x = isinstance(error, Exception)\nx"
    assert ran(code, stop=stop) is False


def test_names_and_functions_that_nobody_gives() -> None:
    for code in ("nope", "nope()", "await nope()"):
        with pytest.raises(MontyRuntimeError, match="NameError: name 'nope' is not defined"):
            ran(code, double=double)


def test_sleeps_and_timeouts() -> None:
    code = """
import asyncio
order = []
async def nap(name, delay):
    await asyncio.sleep(delay)
    order.append(name)
await asyncio.gather(nap('long', 0.02), nap('short', 0.001), nap('none', 0))
try:
    await asyncio.wait_for(forever(), 0.001)
except TimeoutError:
    order.append('late')
order
"""
    ended: list[bool] = []

    async def forever() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            await asyncio.sleep(0.001)
            ended.append(True)

    assert ran(code, forever=forever) == ["none", "short", "long", "late"]
    assert ended == [True], "what the guest gave up is cancelled, and waited for"


def test_functions_that_nobody_awaits_end_with_the_script() -> None:
    ended: list[bool] = []

    async def forever() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ended.append(True)

    assert ran("x = forever()\ndouble(1)\nawait double(1)", forever=forever, double=double) == 2
    assert ended == [True]


def test_the_loop_goes_on_while_the_guest_computes() -> None:
    code = "n = 0\nwhile not is_enough():\n    for _ in range(1000):\n        n += 1\nn > 0"
    ticks = 0

    async def main() -> Any:
        async def tick() -> None:
            nonlocal ticks
            while True:
                ticks += 1
                await asyncio.sleep(0)

        ticking = asyncio.ensure_future(tick())
        try:
            return await Monty(code).run_async(external_functions={"is_enough": lambda: ticks > 50})
        finally:
            ticking.cancel()
            await asyncio.gather(ticking, return_exceptions=True)

    assert run(main()) is True


async def cancelled(code: str, times: int = 1, **functions: Callable[..., object]) -> list[str]:
    """Cancel a run once it has called `ready`, `times` times over, and return what it has printed."""
    ready, written = asyncio.Event(), list[str]()
    running = asyncio.ensure_future(
        Monty(code).run_async(
            external_functions={"ready": ready.set, **functions},
            print_callback=lambda stream, text: written.append(text),
        )
    )
    await ready.wait()
    await asyncio.sleep(0.01)
    for _ in range(times):
        running.cancel()
        await asyncio.sleep(0)
    with pytest.raises(asyncio.CancelledError):
        await running
    return written


@pytest.mark.parametrize("times", [1, 3])
@pytest.mark.parametrize(
    "code",
    [
        "ready()\nwhile True:\n    pass",
        "ready()\nwhile True:\n    try:\n        pass\n    except BaseException:\n        print('caught')",
        "ready()\nwhile True:\n    try:\n        while True: pass\n    finally:\n        continue",
        "def f():\n    yield\n    while True:\n        pass\nready()\nlist(f())",
        "import asyncio\nasync def f():\n    while True:\n        await asyncio.sleep(0)\nready()\nawait f()",
    ],
)
def test_cancelling_ends_a_guest_that_computes_for_ever(code: str, times: int) -> None:
    assert run(cancelled(code, times)) == []


def test_cancelling_a_guest_in_a_finalizer_is_quiet() -> None:
    code = "def f(*a): pass\ndef g():\n    try:\n        yield\n    finally:\n        f(f(f(f())))\nready()\nwhile True:\n    next(g())"
    hook, unraisable = sys.unraisablehook, list[object]()
    sys.unraisablehook = unraisable.append  # which a program puts a filter of ours before
    try:
        for _ in range(5):
            assert run(cancelled(code)) == []
    finally:
        sys.unraisablehook = hook
    assert unraisable == []


def test_interrupts_that_come_too_late_do_not_meet_the_host() -> None:
    class Ended:
        def close(self) -> None:
            pass

    interrupts, going, met, end = Interrupts(cast(Run, Ended())), [True], 0, time.monotonic() + PATIENCE

    def disturb() -> None:
        while going:
            interrupts.interrupt()

    disturber = threading.Thread(target=disturb)
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    disturber.start()
    try:
        while met < 5 and time.monotonic() < end:
            try:
                interrupts.step(lambda: Finished(sum(range(100))))
            except InterruptedGuestError:
                met += 1
            for _ in range(20):  # the host's own code, between the steps
                len(())
    finally:
        sys.setswitchinterval(before)
        going.clear()
        disturber.join()
    assert met > 0


def test_interrupts_leave_nothing_pending() -> None:
    """A mark that is left in CPython would keep traced code from ever going on: seen in a process of its own."""
    script = """
import sys
from monty_cli.machine import Finished, Interrupts
from monty_cli.machine.state import InterruptedGuestError
interrupts = Interrupts(type("Ended", (), {"close": lambda self: None})())
for _ in range(2):
    def step():
        interrupts.interrupt()
        return Finished(None)
    try:
        interrupts.step(step)
    except InterruptedGuestError:
        pass
lines = []
def traced():
    lines.append(sys._getframe().f_lineno)
sys.settrace(lambda *event: None)
traced()
sys.settrace(None)
print(len(lines))
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=PATIENCE, check=True)
    assert done.stdout == "1\n"


@pytest.mark.parametrize(
    "code",
    [
        "ready()\nawait forever()",
        "ready()\nimport asyncio\nawait asyncio.sleep(1000)",
        "import asyncio\nasync def f():\n    try:\n        await forever()\n    except BaseException:\n        print('caught')"
        "\nready()\nawait asyncio.gather(f(), f())",
    ],
)
def test_cancelling_ends_a_guest_that_waits(code: str) -> None:
    begun, ended = list[bool](), list[bool]()

    async def forever() -> None:
        begun.append(True)
        try:
            await asyncio.Event().wait()
        finally:
            ended.append(True)

    assert run(cancelled(code, forever=forever)) == []
    assert begun == ended


def test_bad_arguments() -> None:
    async def main(**options: Any) -> Any:
        return await Monty("x", inputs=["x"]).run_async(**options)

    with pytest.raises(TypeError, match="Missing required inputs"):
        run(main())
    with pytest.raises(TypeError, match="cannot convert"):
        run(main(inputs={"x": object()}))
    with pytest.raises(TypeError, match="is not callable"):
        run(main(inputs={"x": 1}, external_functions={"f": 3}))


def test_runs_side_by_side() -> None:
    async def main() -> Any:
        made = Monty(GATHER)
        return await asyncio.gather(*[made.run_async(external_functions={"fetch": double}) for _ in range(5)])

    assert run(main()) == [[0, 2, 4]] * 5


def test_plain_run_waits_for_sleeps() -> None:
    code = """
import asyncio
order = []
async def nap(delay):
    await asyncio.sleep(delay)
    order.append(tell(delay))
await asyncio.gather(nap(0.03), nap(0.01), nap(0))
order
"""
    before = time.monotonic()
    assert Monty(code).run(external_functions={"tell": lambda delay: delay}) == [0, 0.01, 0.03]
    assert time.monotonic() - before >= 0.03


def test_plain_run_with_timeouts() -> None:
    code = "import asyncio\ntry:\n    await asyncio.wait_for(asyncio.Event().wait(), 0.01)\nexcept TimeoutError:\n    x = 'late'\nx"
    assert Monty(code).run() == "late"


def test_plain_run_takes_no_async_functions() -> None:
    opened: list[Coroutine[Any, Any, int]] = []

    def fetch() -> object:
        opened.append(double(1))
        return opened[-1]

    with pytest.raises(
        MontyRuntimeError, match=r"TypeError: cannot convert 'builtins\.coroutine' to a guest value: fetch\(\)"
    ):
        Monty("await fetch()").run(external_functions={"fetch": fetch})
    opened[0].close()
