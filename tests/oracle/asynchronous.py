"""Runs asynchronous guest programs on CPython's own asyncio, without waiting and without chance.

A program with `await` at its top level is a coroutine, and is run as `asyncio.run()` would run it: at its end, the tasks
that are left are cancelled and run to their ends, then open async generators are closed. Any other program is run as it
stands; what it gives to `asyncio.run()` runs here as well.

The event loop is asyncio's, with its order: what becomes ready is queued and taken in turn. Where asyncio's loop would
wait for files and timers, because nothing is ready, this one asks the host to settle calls (see `tests.oracle.waiting`).
`loop.time()` stands still at 0, so that a bound in seconds is a plain number: a timer is a call to the host, made when asyncio
asks its loop for one, with the delay as its argument. A delay of 0 or less is no call: it lets the other tasks run, no more.

A call that is left pending gives a native coroutine of the function's name. Awaiting it again, never awaiting it, making it a task:
all of that is CPython's. An exception is raised where the coroutine is awaited.

What depends on chance or on the Python's version in asyncio is made even (`Desk.levelled`):

- the tasks of a group, and those left at the end, are cancelled in the order in which they were made;
- `as_completed` makes its tasks at once, in the order of its arguments;
- `wait_for` awaits within the task that calls it, as from 3.12 on (3.11 makes another one);
- tasks that are given no name are `Task-1`, `Task-2`, ... in each program, those with a name not counted (as from 3.13 on);
  async generators are closed in the order of their start.

An async generator that is collected before its end is closed by CPython at that moment. The moment is an accident, so a
program whose outcome shows it is refused with `HostError`. Nothing is ever said about tasks that failed unseen and about
coroutines that were never awaited.
"""

from __future__ import annotations

import asyncio
import contextlib
import inspect
import os
import sys
import warnings
import weakref
from asyncio import events, runners, tasks, timeouts
from collections.abc import AsyncGenerator, Callable, Coroutine, Iterable, Iterator
from contextvars import Context
from types import CodeType
from typing import Any
from unittest import mock

from tests.oracle.answers import Fail, HostError
from tests.oracle.waiting import TIMER, Rule, Waiting

_warn_unawaited: Callable[[Any], None] = warnings._warn_unawaited_coroutine  # type: ignore[attr-defined]


def _warn_unawaited_host_code(coroutine: Any) -> None:
    file: str = coroutine.cr_code.co_filename
    if file != __file__ and os.path.isabs(file):  # a guest's file is a bare name
        _warn_unawaited(coroutine)


# For good: a coroutine may be collected long after its program has ended.
warnings._warn_unawaited_coroutine = _warn_unawaited_host_code  # type: ignore[attr-defined]


def run_code(code: CodeType, namespace: dict[str, object], desk: Desk) -> None:
    """Run a module's `code` to its end. Raises what leaves it, or `HostError` when the guest waits for ever."""
    with desk.levelled():
        if code.co_flags & inspect.CO_COROUTINE:
            with asyncio.Runner() as runner:
                runner.run(eval(code, namespace))
        else:
            exec(code, namespace)


class Desk:
    """Where the calls of one native run wait for the host.

    `note` notes a call and returns its number; `seen` returns what the guest has shown of itself so far, for comparing.
    `blocks` collects the numbers of the pending calls at each moment at which the guest was blocked.
    """

    def __init__(self, rule: Rule, note: Callable[[str, tuple[object, ...]], int], seen: Callable[[], object]) -> None:
        self.waiting = Waiting(rule)
        self.note = note
        self.seen = seen
        self.blocks: list[tuple[int, ...]] = []
        self.broken: HostError | None = None
        self.named = 0
        self._open: dict[int, _Call | _Timer] = {}

    def leave(
        self, number: int, name: str, args: tuple[object, ...], kwargs: dict[str, object], answer: object
    ) -> Coroutine[Any, Any, object]:
        """Leave the call of this `number` pending and return what the guest gets: a coroutine."""
        self.waiting.leave(number, name, args, kwargs, answer)
        call = self._open[number] = _Call(name)
        return call.coroutine

    def set_timer(self, delay: float, handle: asyncio.TimerHandle) -> None:
        """Call the host for a timer that runs `handle`."""
        number = self.note(TIMER, (delay,))
        self.waiting.leave(number, TIMER, (delay,), {}, None)
        self._open[number] = _Timer(handle)

    def settle(self) -> None:
        """Have the host settle calls: the guest is blocked. Raises `HostError` when it waits for what never comes."""
        pending = tuple(number for number, each in sorted(self._open.items()) if each.is_pending())
        self.blocks.append(pending)
        if len(self.blocks) > 2000:
            raise self.fail("the program waits without end")
        try:
            chosen = self.waiting.choose(pending)
        except HostError as error:
            self.broken = error
            raise
        for left in chosen:
            self._open.pop(left.number).settle(left.answer)

    def fail(self, reason: str) -> HostError:
        """Return the error to raise for a program that no host can serve, and remember it: a task may swallow it."""
        self.broken = HostError(reason)
        return self.broken

    @contextlib.contextmanager
    def levelled(self) -> Iterator[None]:
        """Let asyncio run on loops of this desk, in an order that does not depend on chance or on the Python."""
        changes: list[tuple[Any, str, Any]] = [
            (events, "new_event_loop", lambda: Loop(self)),
            (runners, "_cancel_all_tasks", _cancel_all_tasks),
            (asyncio, "TaskGroup", _TaskGroup),
            (asyncio, "as_completed", _as_completed),
            (asyncio, "create_task", _create_task),
        ]
        if sys.version_info < (3, 12):
            changes.append((asyncio, "wait_for", _wait_for))
        with contextlib.ExitStack() as stack:
            for owner, name, value in changes:
                stack.enter_context(mock.patch.object(owner, name, value))
            yield


class _Call:
    """A call left pending: its coroutine, and the future that the coroutine awaits once it runs."""

    def __init__(self, name: str) -> None:
        self.future: asyncio.Future[object] | None = None
        self.answer: object = None
        self.settled = False
        coroutine: Any = self._wait()
        coroutine.__name__ = coroutine.__qualname__ = name
        self.coroutine: Coroutine[Any, Any, object] = coroutine

    async def _wait(self) -> object:
        if not self.settled:
            self.future = asyncio.get_running_loop().create_future()
            return await self.future
        if isinstance(self.answer, Fail):
            raise self.answer.exception
        return self.answer

    def is_pending(self) -> bool:
        """Tell whether the coroutine can still take an answer."""
        return inspect.getcoroutinestate(self.coroutine) != inspect.CORO_CLOSED

    def settle(self, answer: object) -> None:
        """Give the coroutine its `answer`, or keep it until somebody awaits the coroutine."""
        self.settled, self.answer = True, answer
        if self.future is None:
            return
        if isinstance(answer, Fail):
            self.future.set_exception(answer.exception)
        else:
            self.future.set_result(answer)


class _Timer:
    """A timer that asyncio has set."""

    def __init__(self, handle: asyncio.TimerHandle) -> None:
        self.handle = handle

    def is_pending(self) -> bool:
        """Tell whether the timer is still needed."""
        return not self.handle.cancelled()

    def settle(self, answer: object) -> None:
        """Let asyncio go on with what waits for the time."""
        loop: Loop = self.handle._loop  # type: ignore[attr-defined]
        loop._ready.append(self.handle)


class Loop(asyncio.BaseEventLoop):
    """asyncio's loop over a desk: no files, no signals, no time."""

    _ready: Any  # asyncio's queue of what is to run

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.tasks: list[asyncio.Task[Any]] = []
        self._selector = self
        self._asyncgens = _Ordered()

    def select(self, timeout: float | None) -> tuple[()]:
        """Be asyncio's selector, which is asked to wait for `timeout` seconds; None when nothing is ready."""
        if timeout is None:
            self.desk.settle()
        return ()

    def time(self) -> float:
        """Return 0, an int, so that adding a delay to it gives the very delay."""
        return 0

    def call_later(
        self, delay: float, callback: Callable[..., object], *args: object, context: Context | None = None
    ) -> asyncio.TimerHandle:
        """Set a timer; see `call_at`."""
        return self.call_at(delay, callback, *args, context=context)

    def call_at(
        self, when: float, callback: Callable[..., object], *args: object, context: Context | None = None
    ) -> asyncio.TimerHandle:
        """Set a timer, as a call to the host; one that is due at once is none."""
        handle = asyncio.TimerHandle(when, callback, args, self, context)
        if when > 0:
            self.desk.set_timer(when, handle)
        else:
            self._ready.append(handle)
        return handle

    def create_task(self, coro: Any, *, name: Any = None, **options: Any) -> Any:
        """Make a task, named after its place among the tasks of the program that were given no name."""
        if name is None:
            self.desk.named += 1
            name = f"Task-{self.desk.named}"
        task = super().create_task(coro, name=name, **options)
        self.tasks.append(task)
        return task

    def call_exception_handler(self, context: object) -> None:
        """Say nothing about tasks that failed unseen."""

    def _asyncgen_finalizer_hook(self, generator: AsyncGenerator[Any, Any]) -> None:
        self._asyncgens.discard(generator)
        if not self.is_closed():
            super().create_task(self._close(generator), name="closing")

    async def _close(self, generator: AsyncGenerator[Any, Any]) -> None:
        before = self.desk.seen()
        await generator.aclose()
        if self.desk.seen() != before:
            raise self.desk.fail("the outcome shows when an async generator is collected")

    def _process_events(self, event_list: object) -> None:
        pass

    def _write_to_self(self) -> None:
        pass

    def _timer_handle_cancelled(self, handle: object) -> None:
        pass


class _Ordered:
    """A weak set in the order of its additions."""

    def __init__(self) -> None:
        self.references: dict[int, weakref.ref[Any]] = {}

    def add(self, item: Any) -> None:
        self.references[id(item)] = weakref.ref(item)

    def discard(self, item: Any) -> None:
        self.references.pop(id(item), None)

    def clear(self) -> None:
        self.references.clear()

    def __iter__(self) -> Iterator[Any]:
        return (item for item in [reference() for reference in self.references.values()] if item is not None)

    def __len__(self) -> int:
        return len(self.references)


class _OrderedTasks(dict[Any, None]):
    """A set in the order of its additions."""

    def add(self, item: Any) -> None:
        self[item] = None

    def discard(self, item: Any) -> None:
        self.pop(item, None)


class _TaskGroup(asyncio.TaskGroup):
    def __init__(self) -> None:
        super().__init__()
        self._tasks: Any = _OrderedTasks()

    def create_task(self, coro: Any, *, name: str | None = None, **options: Any) -> Any:
        return _made(super().create_task, coro, name, options)


_TaskGroup.__name__ = _TaskGroup.__qualname__ = "TaskGroup"


_make_task = asyncio.create_task


def _create_task(coro: Any, *, name: str | None = None, **options: Any) -> Any:
    return _made(_make_task, coro, name, options)


def _made(make: Callable[..., Any], coro: Any, name: str | None, options: dict[str, Any]) -> Any:
    """Return the task that `make` makes; one with a name of its own takes none of the numbers."""
    loop = events._get_running_loop()
    before = loop.desk.named if isinstance(loop, Loop) else 0
    task = make(coro, name=name, **options)
    if name is not None and isinstance(loop, Loop):
        loop.desk.named = before
    return task


def _cancel_all_tasks(loop: Loop) -> None:
    left = [task for task in loop.tasks if not task.done()]
    for task in left:
        task.cancel()
    if left:
        loop.run_until_complete(asyncio.gather(*left, return_exceptions=True))


_completed = asyncio.as_completed


def _as_completed(fs: Iterable[Any], *, timeout: float | None = None) -> Any:
    if asyncio.isfuture(fs) or asyncio.iscoroutine(fs):
        raise TypeError(f"expect an iterable of futures, not {type(fs).__name__}")
    return _completed([asyncio.ensure_future(each) for each in dict.fromkeys(fs)], timeout=timeout)


async def _wait_for(fut: Any, timeout: float | None) -> Any:
    if timeout is not None and timeout <= 0:
        fut = asyncio.ensure_future(fut)
        if fut.done():
            return fut.result()
        await tasks._cancel_and_wait(fut, loop=asyncio.get_running_loop())  # type: ignore[attr-defined]
        try:
            return fut.result()
        except asyncio.CancelledError as error:
            raise TimeoutError from error
    async with timeouts.timeout(timeout):
        return await fut
