"""Times programs with another sandbox in this process, whose Python has it: a line of JSON in, a line of JSON out.

    {"source": "1 + 1"}  ->  {"result": "2", "seconds": 0.0001}  or  {"error": "why not"}

The argument is what to time: `pool` (the current pydantic-monty, by the clock on the wall because its programs run in processes of
its own; taking a fresh session out of the pool is not timed) or `smolagents` (by processor time, with a fresh executor each).
"""

import contextlib
import json
import sys
import time
from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.metadata import version
from typing import Any

Timed = Callable[[str], tuple[object, float]]
IMPORTS = ["json", "re", "math", "asyncio", "collections", "datetime", "functools", "dataclasses", "contextlib"]


@contextlib.contextmanager
def pool() -> Iterator[tuple[str, Timed]]:
    """Open the pool; give the release and what runs a program in it."""
    with import_module("pydantic_monty").Monty() as workers:

        def run(source: str) -> tuple[object, float]:
            with workers.checkout() as session:
                start = time.perf_counter()
                result = session.feed_run(source)
                return result, time.perf_counter() - start

        yield version("pydantic-monty"), run


@contextlib.contextmanager
def smolagents() -> Iterator[tuple[str, Timed]]:
    """Find the executor; give the release and what runs a program in it."""
    module: Any = import_module("smolagents.local_python_executor")

    def run(source: str) -> tuple[object, float]:
        executor = module.LocalPythonExecutor(IMPORTS, timeout_seconds=None)
        executor.send_tools({})
        start = time.process_time()
        result = executor(source).output
        return result, time.process_time() - start

    yield version("smolagents"), run


def answer(run: Timed, source: str) -> dict[str, object]:
    """Return what became of a program."""
    try:
        result, seconds = run(source)
    except Exception as error:  # whatever it is, the caller hears of it
        return {"error": f"{type(error).__name__}: {error}"}
    return {"result": repr(result), "seconds": seconds}


def main() -> None:
    """Answer until the input ends."""
    with {"pool": pool, "smolagents": smolagents}[sys.argv[1]]() as (release, run):
        print(json.dumps({"version": release}), flush=True)
        for line in sys.stdin:
            print(json.dumps(answer(run, json.loads(line)["source"])), flush=True)


if __name__ == "__main__":
    main()
