"""`MontyPool`: worker processes that are ready before they are needed.

A worker is used by one checkout, then ended: what a script may have done to it ends with it. The pool starts the next ones ahead, so
that a checkout costs no start, and limits how many there are at one time.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from contextlib import asynccontextmanager, contextmanager, suppress

from monty_cli.errors import MontyCrashedError
from monty_cli.monty import Monty
from monty_cli.snapshots import load_snapshot
from monty_cli.worker import processes
from monty_cli.worker.link import Link

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from types import TracebackType
    from typing import Any, Self

    from monty_cli.snapshots import Snapshot
    from monty_cli.worker.processes import Process


_OLDEST = 600.0
"""Seconds after which an idle worker is replaced: the server has made ready what scripts have used since."""


class MontyPool:
    """A number of worker processes for the threads of this process.

    `with pool.checkout() as worker: worker.run(code, inputs=...)`; `async with pool.checkout_async()` beside an event loop; `run()` is for
    one script. Close the pool, or use it in a `with` statement, to end its workers.
    """

    def __init__(self, size: int = 4, *, ready: int | None = None) -> None:
        """Start the workers.

        `size` is how many checkouts there may be at one time, `ready` how many idle workers are kept for the next ones (`size` if None).
        Raises ValueError for a size below 1, TypeError for other types, OSError if no worker can be started.
        """
        for name, value in (("size", size), ("ready", size if ready is None else ready)):
            if type(value) is not int:
                raise TypeError(f"argument {name!r}: {type(value).__name__!r} object is not an instance of 'int'")
            if value < (name == "size"):
                raise ValueError(f"argument {name!r} is too small: {value}")
        self._size = size
        self._ready = size if ready is None else min(ready, size)
        self._free = threading.Semaphore(size)
        self._lock = threading.Lock()
        self._idle: deque[Process] = deque()
        self._closed = False
        self._fill()

    @property
    def size(self) -> int:
        """Return how many checkouts there may be at one time."""
        return self._size

    @contextmanager
    def checkout(self, timeout: float | None = None) -> Iterator[PooledWorker]:
        """Lend a worker for the `with` block; wait `timeout` seconds for a free place (None: for ever), then TimeoutError."""
        self._check_open()
        if not self._free.acquire(timeout=timeout):
            raise TimeoutError(_none_free(timeout))
        worker = self._lend()
        try:
            yield worker
        finally:
            self._take_back(worker)

    @asynccontextmanager
    async def checkout_async(self, timeout: float | None = None) -> AsyncIterator[PooledWorker]:
        """Lend a worker for the `async with` block; the event loop goes on while there is none free, and while one is started or ended."""
        import asyncio

        loop = asyncio.get_running_loop()
        deadline = None if timeout is None else loop.time() + timeout
        self._check_open()
        while not self._free.acquire(blocking=False):
            if deadline is not None and loop.time() >= deadline:
                raise TimeoutError(_none_free(timeout))
            await asyncio.sleep(0.002)
            self._check_open()
        lending = loop.run_in_executor(None, self._lend)
        try:
            worker = await asyncio.shield(lending)
        except asyncio.CancelledError:
            lending.add_done_callback(lambda lent: None if lent.exception() else self._take_back(lent.result()))
            raise
        try:
            yield worker
        finally:
            await asyncio.shield(loop.run_in_executor(None, self._take_back, worker))

    def _lend(self) -> PooledWorker:
        """Return a worker for the place that was taken."""
        try:
            return PooledWorker(self._take())
        except BaseException:
            self._free.release()
            raise

    def _take_back(self, worker: PooledWorker) -> None:
        """End a worker, free its place, and start the next ones."""
        worker.close()
        self._free.release()
        with suppress(OSError):  # there is no room for more processes now
            self._fill()

    def run(self, code: str, **options: Any) -> Any:
        """Run a script to its end in a worker; the options are those of `Monty` and `Monty.run()`."""
        with self.checkout() as worker:
            return worker.run(code, **options)

    def close(self) -> None:
        """End the workers that are idle; those that are lent end when they are given back. No more can be had."""
        with self._lock:
            self._closed = True
            idle, self._idle = list(self._idle), deque()
        for process in idle:
            process.end(0.1)

    def _check_open(self) -> None:
        if self._closed:
            raise RuntimeError("the pool is closed")

    def _take(self) -> Process:
        """Return a worker that is alive."""
        while True:
            with self._lock:
                self._check_open()
                process = self._idle.popleft() if self._idle else None
            if process is None:
                return processes.start()
            if process.channel.is_open() and time.monotonic() - process.born < _OLDEST:
                return process
            process.end()

    def _fill(self) -> None:
        """Start workers until enough are idle."""
        while self._wants_more():
            process = processes.start()
            if not self._keep(process):
                process.end()

    def _wants_more(self) -> bool:
        with self._lock:
            return not self._closed and len(self._idle) < self._ready

    def _keep(self, process: Process) -> bool:
        with self._lock:
            if not self._closed:
                self._idle.append(process)
            return not self._closed

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"MontyPool(size={self._size})"


def _none_free(timeout: float | None) -> str:
    return f"no worker was free within {timeout}s"


class PooledWorker:
    """A worker that is lent by a pool, for scripts one after the other; the snapshots of a script end with the next one."""

    def __init__(self, process: Process) -> None:
        self._link = Link(process, lent=True)
        self._closed = False

    @property
    def pid(self) -> int | None:
        """Return the id of the process, None when it has ended."""
        return self._link.pid

    def script(self, code: str, **options: Any) -> Monty:
        """Return a script that runs in this worker; the options are those of `Monty`, but for `isolate`."""
        if self._closed:
            raise MontyCrashedError("the worker has been given back to its pool")
        return Monty(code, isolate=self, **options)

    def run(
        self, code: str, *, script_name: str = "main.py", inputs: dict[str, Any] | None = None, **options: Any
    ) -> Any:
        """Run a script to its end; the options are those of `Monty.run()`, the inputs are declared by being given."""
        return self.script(code, script_name=script_name, inputs=list(inputs or ())).run(inputs=inputs, **options)

    def start(
        self, code: str, *, script_name: str = "main.py", inputs: dict[str, Any] | None = None, **options: Any
    ) -> Snapshot:
        """Run a script to its first pause; the options are those of `Monty.start()`, the inputs are declared by being given."""
        return self.script(code, script_name=script_name, inputs=list(inputs or ())).start(inputs=inputs, **options)

    def load(self, data: bytes, **options: Any) -> Snapshot:
        """Load a snapshot, which goes on in this worker; the options are those of `load_snapshot()`, but for `isolate`."""
        if self._closed:
            raise MontyCrashedError("the worker has been given back to its pool")
        return load_snapshot(data, isolate=self, **options)

    def link(self) -> Link:
        """Return the connection on which a script of this worker runs."""
        return self._link

    def close(self) -> None:
        """End the worker."""
        self._closed = True
        self._link.kill("the worker has been given back to its pool")
