"""Run scripts of `bombs` in this process, under limits, and print how each has ended.

python -m tests.limits.run_bombs HERE|FINE|SOURCES [NAME ...]
"""

from __future__ import annotations

import gc
import json
import sys
import time

from monty_cli import Monty, MontyRuntimeError, MontySyntaxError, ResourceLimits
from tests.limits import bombs

LIMITS: dict[str, ResourceLimits] = {
    bombs.TIME: {"max_duration_secs": 0.1, "max_memory": 1_000_000_000},
    bombs.MEMORY: {"max_duration_secs": 20.0, "max_memory": 60_000_000},
    bombs.OUTPUT: {"max_duration_secs": 20.0, "max_output": 10_000},
    bombs.PAUSES: {"max_duration_secs": 20.0, "max_suspensions": 100},
    bombs.NOTHING_LEFT: {"max_duration_secs": 2.0, "max_memory": 60_000_000},
    bombs.DEPTH: {"max_duration_secs": 20.0, "max_recursion_depth": 100},
}
"""The limits for scripts that are to end by one of them."""
OTHERS: ResourceLimits = {"max_duration_secs": 20.0, "max_memory": 1_000_000_000}


def _patient(limits: ResourceLimits, bomb: bombs.Bomb) -> ResourceLimits:
    """Return limits that leave a script its time on a busy machine, where time is not what ends it."""
    seconds = limits.get("max_duration_secs") or 0.0
    return limits if bomb.ends == bombs.TIME else {**limits, "max_duration_secs": 5 * seconds}


def outcome(bomb: bombs.Bomb) -> str:
    """Return how a script ends under its limits: its result, or its error with the line."""
    try:
        value = Monty(bomb.source).run(
            limits=_patient(LIMITS.get(bomb.ends, OTHERS), bomb),
            external_functions={"host": lambda: None},
            print_callback=lambda stream, text: None,
        )
    except MontyRuntimeError as error:
        frames = error.traceback()
        return f"{error} (line {frames[-1].line if frames else None})"
    except MontySyntaxError as error:
        return f"syntax (line {error.line})"
    return repr(value)


def main() -> None:
    """Print one line of JSON for each script: its name, its end, the seconds."""
    _, which, *names = sys.argv
    Monty(
        "import asyncio, contextlib, itertools, math, sys"
    ).run()  # compiles the library, which counts as the first script's time
    for bomb in [bomb for part in which.split("+") for bomb in getattr(bombs, part)]:
        if not names or bomb.name in names:
            print(json.dumps([bomb.name, "begins", 0]), flush=True)
            gc.collect()
            start = time.perf_counter()
            end = outcome(bomb)
            print(json.dumps([bomb.name, end, round(time.perf_counter() - start, 2)]), flush=True)


if __name__ == "__main__":
    main()
