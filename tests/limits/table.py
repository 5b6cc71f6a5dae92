"""Run the scripts of `bombs` in workers, and those that can in this process, and print one line for each.

python -m tests.limits.table [HERE|WORKER|SOURCES|FINE ...] [NAME ...]

In a worker every script must be over within its limit of time and a second, and must not have grown by more than its limit of memory and
a fifth. The exit code tells whether all were.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from typing import NamedTuple

from monty_cli import Monty, MontyCrashedError, MontyRuntimeError, MontySyntaxError, ResourceLimits
from monty_cli.worker import processes
from tests.limits import bombs
from tests.limits.run_bombs import LIMITS, OTHERS

LISTS = ("HERE", "WORKER", "SOURCES", "FINE")
LATE, GROWN = 1.0, 1.2
"""Seconds beyond the limit of time, and how many times the limit of memory, that are allowed."""
ENDS = {
    bombs.TIME: ("TimeoutError: time limit exceeded: ",),
    bombs.MEMORY: ("MemoryError",),
    bombs.OUTPUT: ("MemoryError: output limit exceeded: ",),
    bombs.PAUSES: ("RuntimeError: suspension limit exceeded: 101 > 100",),
    bombs.DEPTH: ("RecursionError: maximum recursion depth exceeded", "crash: "),
    bombs.SYNTAX: ("syntax (line ",),
    bombs.NOTHING_LEFT: ("MemoryError", "TimeoutError: time limit exceeded: ", "crash: "),
}
"""How the report of a script that ends by a limit begins; what overflows CPython's own stack kills its worker."""


class Row(NamedTuple):
    """How one script has ended in a worker: what the host got, the seconds of its run, the bytes that the worker has grown by."""

    bomb: bombs.Bomb
    end: str
    seconds: float
    grown: int

    def late(self) -> float:
        """Return the seconds that it took beyond its limit."""
        return max(self.seconds - (limits_of(self.bomb).get("max_duration_secs") or 0.0), 0.0)

    def wrong(self) -> str:
        """Return what is not as it should be, or nothing."""
        most, found = limits_of(self.bomb).get("max_memory"), []
        if not self.end.startswith(ENDS.get(self.bomb.ends, (self.bomb.ends,))):
            found.append(f"should end by {self.bomb.ends}")
        if self.late() > LATE:
            found.append("late")
        if most is not None and self.grown > GROWN * most:
            found.append("too large")
        return ", ".join(found)


def limits_of(bomb: bombs.Bomb) -> ResourceLimits:
    """Return the limits under which a script runs."""
    return LIMITS.get(bomb.ends, OTHERS)


class Growth:
    """Tells how large the workers have been that this process has forked and ended."""

    def __init__(self) -> None:
        self.peaks: list[int] = []
        os.waitpid = self._wait
        processes.fork_here()
        Monty("1", isolate=True).run()
        self.least = self.peaks.pop()

    def _wait(self, pid: int, options: int) -> tuple[int, int]:
        found, status, usage = os.wait4(pid, options)
        if found:
            self.peaks.append(usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024))
        return found, status


def row(bomb: bombs.Bomb, growth: Growth) -> Row:
    """Run a script in a worker; return how it has ended."""
    growth.peaks.clear()
    start = time.perf_counter()
    try:
        script = Monty(bomb.source, isolate=True)
        start = time.perf_counter()
        end = repr(
            script.run(
                limits=limits_of(bomb),
                external_functions={"host": lambda: None},
                print_callback=lambda stream, text: None,
            )
        )
    except MontyRuntimeError as error:
        end = str(error)
    except MontySyntaxError as error:
        end = f"syntax (line {error.line})"
    except MontyCrashedError as error:
        end = f"crash: {error}"
    seconds = time.perf_counter() - start
    return Row(bomb, end, seconds, max([*growth.peaks, growth.least]) - growth.least)


def line(found: Row, here: str) -> str:
    """Return the line of the table; `here` is what becomes of the script in a process of the host's."""
    bomb, seconds, megabytes = found.bomb, found.seconds, found.grown / 1e6
    text = f"{bomb.name:34.34} {bomb.ends:10.10} {seconds:6.2f} s {megabytes:5.0f} MB  {found.end:58.58}  {here}"
    return f"{text}  WRONG: {found.wrong()}" if found.wrong() else text.rstrip()


def ends_here(name: str) -> dict[str, str]:
    """Return how the scripts of a list end in one process of the host's: the seconds and the end, or why they are not run."""
    if name == "WORKER":
        return {bomb.name: f"not run: {bomb.reason}" for bomb in bombs.WORKER}
    command = [sys.executable, "-m", "tests.limits.run_bombs", name]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
    rows = [json.loads(text) for text in done.stdout.splitlines()]
    return {name: f"{seconds:5.2f} s {end:.58}" for name, end, seconds in rows}


def table(lists: Sequence[str], names: Sequence[str] = ()) -> list[Row]:
    """Run scripts, by the names of their lists and their own, print their lines, and return how they have ended in workers."""
    growth, rows = Growth(), []
    print(f"{'script':34} {'ends by':10} {'in a worker':78}  in a process of the host's")
    for name in lists:
        here = {} if names else ends_here(name)
        for bomb in getattr(bombs, name):
            if not names or bomb.name in names:
                rows.append(row(bomb, growth))
                print(line(rows[-1], here.get(bomb.name, "")), flush=True)
    return rows


def main() -> None:
    """Print the table."""
    chosen = [name for name in sys.argv[1:] if name in LISTS] or LISTS
    rows = table(chosen, [name for name in sys.argv[1:] if name not in LISTS])
    wrong = sum(bool(row.wrong()) for row in rows)
    print(f"{len(rows)} scripts, {wrong} wrong, the latest {max(row.late() for row in rows):.2f} s after its limit")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
