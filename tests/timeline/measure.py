"""
`python -m tests.timeline.measure [PAUSES]`: how long `:back` takes in a long run, and how large its tape is.

A run of 1,000 pauses that keeps a table and all of its answers is recorded as `monty run --record` does; then it is gone back to pauses
spread over the whole line, to the panel's data: the dump is put together, loaded, and its stack read. Here and in a worker, in ms of
the wall clock, middle and worst of the jumps. A worker is made ready behind a person's back, as it is at the prompt.
"""

from __future__ import annotations

import statistics
import sys
import time
from typing import Any

from monty_cli import Monty, MontyComplete
from monty_cli.cli.environment import Environment
from monty_cli.cli.limiting import limits_of
from monty_cli.cli.output import Output
from monty_cli.cli.recording import Journal
from monty_cli.cli.settings import Settings
from monty_cli.timeline import read_tape, write_tape
from monty_cli.worker import processes
from tests.cli.helpers import Stream

PAUSES = 1_000
JUMPS = 15
THINKS = 1.0  # seconds that a person takes at least to type `:back`
SCRIPT = """\
def ask(n):
    return fetch(n)

seen = []
table = {i: str(i) for i in range(200)}
for n in range({pauses}):
    seen.append({{'n': n, 'reply': ask(n)}})
len(seen)
"""


def recorded(pauses: int, *, isolate: bool) -> Journal:
    """The journal of a whole run."""
    output = Output(Environment(Stream(), Stream(), Stream(), {}))
    journal = Journal(output, limits=limits_of(Settings("run")), isolate=isolate)
    script = SCRIPT.replace("{pauses}", str(pauses)).replace("{{", "{").replace("}}", "}")
    progress: Any = Monty(script, isolate=isolate).start(print_callback=journal.script, limits=journal.limits)
    journal.arrived(progress, None, "")
    while not isinstance(progress, MontyComplete):
        answer: dict[str, Any] = {"return_value": f"reply {progress.args[0]} of the service"}
        journal.begin()
        progress = progress.resume(answer)
        journal.arrived(progress, answer, "rules")
    return journal


def jumps(journal: Journal, count: int) -> list[float]:
    """The seconds that jumps to pauses all over the line take, the last ones first."""
    timeline = journal.timeline
    assert timeline is not None
    pauses = [moment for moment in timeline.line() if moment.is_pause]
    step = max(len(pauses) // count, 1)
    found = []
    for moment in pauses[::-step][:count]:
        timeline.blobs._recent.clear()  # as after a long while elsewhere
        journal.prepare()  # as at every prompt
        time.sleep(THINKS if journal.isolate else 0)
        began = time.perf_counter()
        snapshot = journal.load(moment)
        assert snapshot.stack
        found.append(time.perf_counter() - began)
        timeline.go(moment.index)
    return found


def measured(pauses: int, *, isolate: bool, count: int = JUMPS) -> tuple[float, float, int]:
    """The middle and the worst jump in ms, and the bytes of the tape."""
    journal = recorded(pauses, isolate=isolate)
    assert journal.timeline is not None
    size = len(write_tape(journal.timeline))
    found = [seconds * 1000 for seconds in jumps(journal, count)]
    assert len(read_tape(write_tape(journal.timeline)).moments) == pauses + 1
    return statistics.median(found), max(found), size


def main() -> None:
    """Measure, and print a line for each way to run scripts."""
    pauses = int(sys.argv[1]) if len(sys.argv) > 1 else PAUSES
    processes.fork_here()
    for isolate in (False, True):
        middle, worst, size = measured(pauses, isolate=isolate)
        where = "in a worker" if isolate else "in process"
        print(f"{pauses} pauses {where}: back {middle:.0f} ms (worst {worst:.0f} ms), tape {size / 1_000_000:.2f} MB")


if __name__ == "__main__":
    main()
