"""Times programs with another sandbox in this process, whose Python has it: a line of JSON in, a line of JSON out.

    {"source": "1 + 1"}  ->  {"result": "2", "seconds": 0.0001}  or  {"error": "why not"}

The argument is what to time: `pool` (the current pydantic-monty, whose programs run in worker processes; taking a fresh session out of
the pool is not timed), `direct` (an older pydantic-monty, in this process) or `smolagents` (with a fresh executor each). The seconds are
processor time, of the pool's worker too; where the system does not tell that of another process, those of the clock on the wall.
"""

import contextlib
import json
import sys
import time
from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any

Timed = Callable[[str], tuple[object, float]]
IMPORTS = ["json", "re", "math", "asyncio", "collections", "datetime", "functools", "dataclasses", "contextlib"]


def clock_of(worker: int) -> Callable[[], float]:
    """Return a clock of the processor time of this process and a worker process; one on the wall where there is none."""
    threads = [path / "schedstat" for path in Path(f"/proc/{worker}/task").glob("*")]
    if not threads or not all(path.exists() for path in threads):
        return time.perf_counter
    return lambda: time.process_time() + sum(int(path.read_text().split()[0]) for path in threads) / 1e9


@contextlib.contextmanager
def pool() -> Iterator[tuple[str, Timed]]:
    """Open the pool; give the release and what runs a program in it."""
    with import_module("pydantic_monty").Monty() as workers:

        def run(source: str) -> tuple[object, float]:
            with workers.checkout() as session:
                clock = clock_of(session.worker_pid)
                start = clock()
                result = session.feed_run(source)
                return result, clock() - start

        yield version("pydantic-monty"), run


@contextlib.contextmanager
def direct() -> Iterator[tuple[str, Timed]]:
    """Find the library; give the release and what runs a program with it."""
    module: Any = import_module("pydantic_monty")

    def run(source: str) -> tuple[object, float]:
        start = time.process_time()
        result = module.Monty(source).run()
        return result, time.process_time() - start

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
    with {"pool": pool, "direct": direct, "smolagents": smolagents}[sys.argv[1]]() as (release, run):
        print(json.dumps({"version": release}), flush=True)
        for line in sys.stdin:
            print(json.dumps(answer(run, json.loads(line)["source"])), flush=True)


if __name__ == "__main__":
    main()
