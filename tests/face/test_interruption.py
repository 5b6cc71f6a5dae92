"""Scripts that are interrupted where they run: what is seen there, and that they go on as if nothing had been."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from typing import Any

import pytest

from monty_cli import FunctionSnapshot, Monty, MontyComplete, MontyRuntimeError
from monty_cli.interruption import Interruption, interrupt

SCRIPT = """\
def work(n):
    total = 0
    while not done:
        total += 1
        if total > 30_000_000:
            return 'never interrupted'
    return total
done = []
print('begin')
try:
    work(3)
except KeyError as error:
    done.append(error)
f(len(done))
"""


@pytest.fixture
def alarm() -> Iterator[Any]:
    """Calls `interrupt` when SIGALRM comes, which `alarm(seconds)` orders."""
    before = signal.signal(signal.SIGALRM, lambda *_: interrupt())
    yield lambda seconds: signal.setitimer(signal.ITIMER_REAL, seconds)
    signal.setitimer(signal.ITIMER_REAL, 0)
    signal.signal(signal.SIGALRM, before)


@pytest.mark.parametrize("isolate", (False, True))
@pytest.mark.parametrize("limits", (None, {"max_duration_secs": 30.0, "max_recursion_depth": 50}))
def test_interrupt_look_go_on_and_raise(alarm: Any, isolate: bool, limits: Any) -> None:
    program = Monty(SCRIPT, isolate=isolate)
    alarm(0.3)
    stopped: Any = program.start(limits=limits, print_callback=lambda *_: None)
    assert isinstance(stopped, Interruption)
    assert [frame.function_name for frame in stopped.stack] == ["<module>", "work"]
    assert 3 <= stopped.stack[-1].line <= 6
    before = stopped.stack[-1].locals
    assert before is not None and before["n"] == 3
    with pytest.raises(ValueError, match="the script was interrupted while it ran"):
        stopped.dump()
    alarm(0.2)
    again: Any = stopped.resume()
    assert isinstance(again, Interruption)
    after = again.stack[-1].locals
    assert after is not None and int(str(after["total"])) > int(str(before["total"]))
    pause = again.resume(exception=KeyError("enough"))
    assert isinstance(pause, FunctionSnapshot) and pause.args == (1,)
    done = pause.resume(return_value=5)
    assert isinstance(done, MontyComplete) and done.output == 5


def test_an_exception_that_the_script_does_not_catch_ends_it(alarm: Any) -> None:
    alarm(0.2)
    stopped: Any = Monty("while True:\n    pass").start()
    with pytest.raises(MontyRuntimeError, match="KeyboardInterrupt"):
        stopped.resume(exception=KeyboardInterrupt())


@pytest.mark.parametrize("isolate", (False, True))
def test_output_that_is_interrupted_is_whole(alarm: Any, isolate: bool) -> None:
    texts: list[str] = []

    def write(_: str, text: str) -> None:
        texts.append(text)

    alarm(0.05)
    step: Any = Monty("for i in range(3000):\n    print(i)\n'end'", isolate=isolate).start(print_callback=write)
    while isinstance(step, Interruption):
        alarm(0.05)
        step = step.resume()
    assert step.output == "end"
    assert "".join(texts) == "".join(f"{i}\n" for i in range(3000))


def test_nothing_runs() -> None:
    assert not interrupt()
