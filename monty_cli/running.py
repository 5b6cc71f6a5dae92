"""Running a program to its end: on the caller's thread, or beside the caller's event loop.

`run_sync` answers what pauses in spite of direct host functions: unknown names, and the timers of `asyncio.sleep` and timeouts, for which
it waits. `run_async` keeps the guest on a thread of its own and calls the host's functions on the event loop; those that give an awaitable
run side by side, as tasks, and the guest goes on meanwhile.
"""

from __future__ import annotations

import time

from monty_cli import machine
from monty_cli.execution import copy_of, without_way
from monty_cli.os_access.handling import NOT_HANDLED, TIMER, ask, not_implemented
from monty_cli.values import to_guest

TYPE_CHECKING = False
if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable, Sequence
    from typing import Any

    from monty_cli.execution import Execution
    from monty_cli.os_access.handling import Handler
    from monty_cli.values import Function

_LONGEST = 86_400.0  # seconds of one sleep: the system takes no infinite ones


def run_sync(execution: Execution, event: machine.Event, handlers: Sequence[Handler] = ()) -> object:
    """Answer the events of a run until its end, system calls by `handlers`, and return its result as a host value."""
    due: dict[int, float] = {}
    while not isinstance(event, machine.Finished):
        if isinstance(event, machine.FuturePause):
            call_id = min(event.call_ids, key=lambda number: due[number])
            while (left := due[call_id] - time.monotonic()) > 0:
                time.sleep(min(left, _LONGEST))
            event = execution.resume(machine.Settle({call_id: machine.Return(None)}))
        elif isinstance(event, machine.CallPause) and event.is_os and event.name == TIMER:
            due[event.call_id] = time.monotonic() + _delay(event)
            event = execution.resume(machine.Later())
        elif isinstance(event, machine.CallPause) and event.is_method:
            event = execution.resume(execution.call_method(event))
        elif isinstance(event, machine.CallPause) and event.is_os:
            event = execution.resume(answered(execution, event, handlers))
        elif isinstance(event, machine.Interrupted):
            event = execution.resume(machine.Return(None))
        else:
            event = execution.resume(unanswered(event))
    return execution.to_host(event.value)


def answered(execution: Execution, event: machine.CallPause, handlers: Sequence[Handler]) -> machine.Outcome:
    """Return what the handlers answer to a system call; NotImplementedError for the script when none does."""

    def call(*args: Any, **kwargs: Any) -> Any:
        answer = ask(handlers, event.name, args, kwargs)
        if answer is NOT_HANDLED:
            raise not_implemented(event.name)
        return answer

    try:
        return machine.Return(execution.bridge(call, event.name)(*event.args, **event.kwargs))
    except BaseException as error:
        return machine.Raise(without_way(error))


def unanswered(event: machine.CallPause | machine.NamePause) -> machine.Outcome:
    """Return what a script that runs to its end gets for a name that nobody has given it."""
    if isinstance(event, machine.NamePause):
        return machine.Unbound()
    return machine.Raise(NameError(f"name {event.name!r} is not defined", name=event.name))


def _delay(event: machine.CallPause) -> float:
    (delay,) = event.args
    return float(delay)  # type: ignore[arg-type]


class AsyncRun:
    """One run beside an event loop.

    The guest has each function of the host's as one that pauses it; which of them was called is noted on the way, because names
    need not tell functions apart.
    """

    def __init__(self, execution: Execution, handlers: Sequence[Handler] = ()) -> None:
        self.execution = execution
        self.handlers = handlers
        self.called: list[Function] = []
        self.tasks: dict[int, asyncio.Future[Any]] = {}
        self.dropped: list[asyncio.Future[Any]] = []
        self.guest = execution.run.interruptible()
        execution.world.moves = False  # the guest's own thread takes the values over

    def to_guest(self, value: object, where: str) -> Any:
        """Return a copy of a host value for the guest; see `values.to_guest`."""
        return to_guest(value, where, self.noted, self.execution.world)

    def noted(self, function: Function, name: str) -> Function:
        """Return what the guest calls for a host function: it notes which one it is, and pauses."""
        called, pausing = self.called, machine.HostFunction(name)

        def call(*args: object, **kwargs: object) -> object:
            called[:] = [function]
            return pausing(*args, **kwargs)

        call.__wrapped__ = function  # type: ignore[attr-defined]
        call.note = lambda: called.__setitem__(slice(None), [function])  # type: ignore[attr-defined]
        return call

    def noted_all(self, functions: dict[str, Function]) -> dict[str, Function]:
        """Return what the guest calls for host functions, by name."""
        return {name: self.noted(functions[name], name) for name in functions}

    async def run(self, begin: Callable[[], machine.Event]) -> object:
        """Run from `begin`, which runs to the first event, to the end. Return the result as a host value."""
        import asyncio
        from concurrent.futures import ThreadPoolExecutor
        from functools import partial

        execution = self.execution
        pool = ThreadPoolExecutor(1, "monty")
        try:
            event = await self._step(pool, begin)
            while not isinstance(event, machine.Finished):
                if isinstance(event, machine.FuturePause):
                    outcome: machine.Outcome = await self._settled(event)
                elif isinstance(event, machine.Interrupted):
                    outcome = machine.Return(None)
                elif isinstance(event, machine.CallPause) and event.is_os and event.name != TIMER:
                    outcome = await self._system_call(event, pool)
                else:
                    outcome = self._answer(event)
                event = await self._step(pool, partial(execution.resume, outcome))
            return execution.to_host(event.value)
        finally:
            left = [*self.tasks.values(), *self.dropped]
            for task in left:
                task.cancel()
            pool.shutdown(wait=False)
            await asyncio.gather(*left, return_exceptions=True)

    async def _step(self, pool: Any, step: Callable[[], machine.Event]) -> machine.Event:
        """Run the guest to its next event on its thread; when the caller is cancelled meanwhile, end the guest there."""
        import asyncio

        self.called.clear()
        running = asyncio.get_running_loop().run_in_executor(pool, step)
        try:
            return await asyncio.shield(running)
        except asyncio.CancelledError:
            await self._end(running)
            raise

    async def _end(self, running: asyncio.Future[machine.Event]) -> None:
        """Interrupt the guest until it has ended, however often the caller is cancelled meanwhile."""
        import asyncio

        while not running.done():
            self.guest.interrupt()
            try:
                await asyncio.wait([running], timeout=0.05)
            except asyncio.CancelledError:
                continue
        running.exception()

    async def _system_call(self, event: machine.CallPause, pool: Any) -> machine.Outcome:
        """Return what the handlers answer to a system call; they work on the guest's thread, which waits meanwhile."""
        import asyncio
        from functools import partial
        from inspect import isawaitable

        args, kwargs = self.execution.call_to_host(event)
        step = partial(ask, self.handlers, event.name, args, kwargs)
        try:
            result = await asyncio.get_running_loop().run_in_executor(pool, step)
            if isawaitable(result):
                result = await result
            if result is NOT_HANDLED:
                raise not_implemented(event.name)
            return machine.Return(self.to_guest(result, f"{event.name}()"))
        except Exception as error:
            return machine.Raise(copy_of(error))

    def _answer(self, event: machine.CallPause | machine.NamePause) -> machine.Outcome:
        import asyncio
        from inspect import isawaitable

        if isinstance(event, machine.CallPause) and event.is_os and event.name == TIMER:
            self.tasks[event.call_id] = asyncio.ensure_future(asyncio.sleep(_delay(event)))
            return machine.Later()
        if isinstance(event, machine.NamePause) or not (self.called or event.is_method):
            return unanswered(event)
        args, kwargs = self.execution.call_to_host(event)
        try:
            if event.is_method:
                function, args = self.execution.method(event, args), args[1:]
            else:
                function = self.called[0]
            result = function(*args, **kwargs)
            if not isawaitable(result):
                return machine.Return(self.to_guest(result, f"{event.name}()"))
        except Exception as error:
            return machine.Raise(copy_of(error))
        self.tasks[event.call_id] = asyncio.ensure_future(result)
        return machine.Later()

    async def _settled(self, event: machine.FuturePause) -> machine.Settle:
        """Wait until at least one pending call has a result; settle all that have one, in the order of the calls."""
        import asyncio

        for call_id in [number for number in self.tasks if number not in event.call_ids]:
            task = self.tasks.pop(call_id)  # the guest needs it no more
            task.cancel()
            self.dropped.append(task)
        await asyncio.wait(self.tasks.values(), return_when=asyncio.FIRST_COMPLETED)
        done = [number for number in event.call_ids if self.tasks[number].done()]
        return machine.Settle({number: self._result(self.tasks.pop(number)) for number in done})

    def _result(self, task: asyncio.Future[Any]) -> machine.Return | machine.Raise:
        try:
            return machine.Return(self.to_guest(task.result(), "the result of an async function"))
        except BaseException as error:
            if not isinstance(error, Exception) and not task.cancelled():
                raise
            return machine.Raise(copy_of(error))
