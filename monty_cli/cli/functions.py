"""
`--functions FILE.py`: a Python file of the user's own whose functions answer the calls.

The file is trusted: it runs in this process, as any program does. Its public names answer the calls and the names of the script. What an
`async` function gives is left pending, as `...` does; all that are pending run side by side while every task of the script waits.
"""

from __future__ import annotations

import os

from monty_cli import FunctionSnapshot, FutureSnapshot
from monty_cli.cli.answers import Later, Results, Stop, Throw, Value
from monty_cli.cli.escaping import escape_line
from monty_cli.cli.exit_codes import NO_INPUT, USAGE, Failure

TYPE_CHECKING = False
if TYPE_CHECKING:
    import asyncio
    from collections.abc import Sequence
    from typing import Any

    from monty_cli.cli.answers import Answer
    from monty_cli.cli.describe import Snapshot


class Functions:
    """Answers by the names of trusted Python files."""

    by = "function"

    def __init__(self, names: dict[str, Any]) -> None:
        self._names = names
        self._loop: asyncio.AbstractEventLoop | None = None
        self._running: dict[int, asyncio.Future[Any]] = {}

    def answer(self, snapshot: Snapshot) -> Answer | Stop | None:
        """The answer of the function that is called, or the value of the name that is read."""
        if isinstance(snapshot, FutureSnapshot):
            return self._settle(snapshot)
        if not isinstance(snapshot, FunctionSnapshot):
            name = snapshot.variable_name
            return Value(self._names[name]) if name in self._names else None
        function = self._names.get(snapshot.function_name)
        if not callable(function) or snapshot.is_method_call:
            return None
        try:
            result = function(*snapshot.args, **snapshot.kwargs)
        except Exception as error:
            return Throw(error)
        if not hasattr(result, "__await__"):
            return Value(result)
        self._running[snapshot.call_id] = self._started(result)
        return Later()

    def _started(self, awaitable: Any) -> asyncio.Future[Any]:
        import asyncio

        if self._loop is None:
            self._loop = asyncio.new_event_loop()

        async def wait() -> Any:
            return await awaitable

        return self._loop.create_task(wait())

    def _settle(self, snapshot: FutureSnapshot) -> Answer | None:
        """The results of the functions that are done; waits until one of those that the script waits for is."""
        import asyncio

        waiting = [number for number in snapshot.pending_call_ids if number in self._running]
        if not waiting or self._loop is None:
            return None
        tasks = [self._running[number] for number in waiting]
        self._loop.run_until_complete(asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED))
        done = [number for number in waiting if self._running[number].done()]
        return Results({number: _result(self._running.pop(number)) for number in done})

    def close(self) -> None:
        """Cancel what still runs."""
        loop, self._loop = self._loop, None
        if loop is None:
            return
        import asyncio

        left = [*self._running.values()]
        for task in left:
            task.cancel()
        if left:
            loop.run_until_complete(asyncio.wait(left))
        loop.close()


def _result(task: asyncio.Future[Any]) -> dict[str, Any]:
    error = task.exception()
    return {"return_value": task.result()} if error is None else {"exception": error}


def read_functions(paths: Sequence[str]) -> Functions:
    """The functions of Python files, the later file's where two have one name; `Failure` says why a file can't be used."""
    import runpy

    names: dict[str, Any] = {}
    for path in paths:
        shown = escape_line(path)
        if not os.path.isfile(path):
            raise Failure(NO_INPUT, f"cannot read {shown}: no such file")
        try:
            found = runpy.run_path(path, run_name="monty_functions")
        except Exception as error:
            what = escape_line(f"{type(error).__name__}: {error}")
            raise Failure(USAGE, f"--functions {shown} failed: {what}") from None
        names |= {name: value for name, value in found.items() if not name.startswith("_") and not _is_module(value)}
    return Functions(names)


def _is_module(value: object) -> bool:
    from types import ModuleType

    return isinstance(value, ModuleType)
