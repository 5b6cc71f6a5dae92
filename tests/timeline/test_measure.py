"""The measurement of long runs, on a short one: it runs, and going back through a worker that was made ready gives the same pauses."""

from __future__ import annotations

from typing import Any

from monty_cli import load_snapshot
from monty_cli.worker import spare
from tests.timeline.measure import measured, recorded


def test_a_short_run_is_measured() -> None:
    middle, worst, size = measured(8, isolate=False, count=3)
    assert 0 < middle <= worst < 1000 and 0 < size < 20_000


def test_a_worker_made_ready_loads_what_another_would() -> None:
    journal = recorded(4, isolate=True)
    timeline = journal.timeline
    assert timeline is not None
    timeline.go(2)
    journal.prepare()
    ready = spare._spare
    assert ready is not None
    journal.prepare()
    assert spare._spare is ready
    snapshot: Any = journal.load(timeline.moments[1])
    assert _is_taken() and snapshot.args == (1,)
    assert [repr(frame.locals) for frame in snapshot.stack] == [
        repr(frame.locals) for frame in timeline.look(timeline.moments[1]).stack
    ]
    assert snapshot.resume({"return_value": "x"}).args == (2,)
    journal.prepare()
    spare.end()
    assert _is_taken() and spare.take() is None


def _is_taken() -> bool:
    return spare._spare is None


def test_a_dead_spare_is_not_used() -> None:
    journal = recorded(2, isolate=True)
    timeline = journal.timeline
    assert timeline is not None
    timeline.go(1)
    journal.prepare()
    assert spare._spare is not None
    spare._spare[0].signal(9)
    data = timeline.blobs.get(timeline.moments[1].blob)
    assert load_snapshot(data, isolate=True).args == (1,)  # type: ignore[union-attr]
