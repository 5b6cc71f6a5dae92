"""Running a program to its end: on the caller's thread, or beside the caller's event loop.

`run_sync` answers what pauses in spite of direct host functions: unknown names, and the timers of `asyncio.sleep` and timeouts, for which
it waits. `run_async` keeps the guest on a thread of its own and calls the host's functions on the event loop; those that give an awaitable
run side by side, as tasks, and the guest goes on meanwhile.
"""

from __future__ import annotations

import time

from monty_cli import machine
from monty_cli.values import call_to_host, to_guest, to_guest_exception, to_host

TYPE_CHECKING = False
if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable
    from typing import Any

    from monty_cli.monty import Execution
    from monty_cli.values import Function

TIMER = "asyncio.sleep"

_LONGEST = 86_400.0  # seconds of one sleep: the system takes no infinite ones


def run_sync(execution: Execution, event: machine.Event) -> object:
    """Answer the events of a run until its end, and return its result as a host value."""
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
        else:
            event = execution.resume(unanswered(event))
    return to_host(event.value)


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

    def __init__(self, execution: Execution) -> None:
        self.execution = execution
        self.called: list[Function] = []
        self.tasks: dict[int, asyncio.Future[Any]] = {}
        self.dropped: list[asyncio.Future[Any]] = []
        self.guest = machine.Interrupts(execution.run)

    def noted(self, function: Function, name: str) -> Function:
        """Return what the guest calls for a host function: it notes which one it is, and pauses."""
        called, pausing = self.called, machine.HostFunction(name)

        def call(*args: object, **kwargs: object) -> object:
            called[:] = [function]
            return pausing(*args, **kwargs)

        call.__wrapped__ = function  # type: ignore[attr-defined]
        return call

    async def run(self, inputs: dict[str, object], functions: dict[str, Function]) -> object:
        """Run from the beginning to the end; the inputs are guest values. Return the result as a host value."""
        import asyncio
        from concurrent.futures import ThreadPoolExecutor
        from functools import partial

        execution = self.execution
        noted = {name: self.noted(functions[name], name) for name in functions}
        pool = ThreadPoolExecutor(1, "monty")
        try:
            event = await self._step(pool, partial(execution.start, inputs, noted))
            while not isinstance(event, machine.Finished):
                outcome = await self._settled(event) if isinstance(event, machine.FuturePause) else self._answer(event)
                event = await self._step(pool, partial(execution.resume, outcome))
            return to_host(event.value)
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
        running = asyncio.get_running_loop().run_in_executor(pool, self.guest.step, step)
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

    def _answer(self, event: machine.CallPause | machine.NamePause) -> machine.Outcome:
        import asyncio
        from inspect import isawaitable

        if isinstance(event, machine.CallPause) and event.is_os and event.name == TIMER:
            self.tasks[event.call_id] = asyncio.ensure_future(asyncio.sleep(_delay(event)))
            return machine.Later()
        if not self.called or isinstance(event, machine.NamePause):
            return unanswered(event)
        function = self.called[0]
        args, kwargs = call_to_host(event.args, event.kwargs)
        try:
            result = function(*args, **kwargs)
            if not isawaitable(result):
                return machine.Return(to_guest(result, f"{event.name}()", self.noted))
        except Exception as error:
            return machine.Raise(to_guest_exception(error))
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
            return machine.Return(to_guest(task.result(), "the result of an async function", self.noted))
        except BaseException as error:
            if not isinstance(error, Exception) and not task.cancelled():
                raise
            return machine.Raise(to_guest_exception(error))
