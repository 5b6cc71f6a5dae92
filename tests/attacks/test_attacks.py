"""Every attack class of the table, in a fresh process with a planted secret: nothing gets out, and the error is the right one."""

from __future__ import annotations

import pytest

from tests.attacks.trying import ATTACKS, Attempt, payloads, try_out

# What reaches a worker is the same on every Python; without the marker's choice both are tried on each.
RUNNERS = ("in-process", pytest.param("worker", marks=pytest.mark.harness))


@pytest.fixture(scope="module", params=RUNNERS)
def trials(request: pytest.FixtureRequest) -> dict[int, list[Attempt]]:
    """What came of all payloads, by class."""
    trial = try_out(payloads(), request.param == "worker")
    assert trial.wrong == []
    told: dict[int, list[Attempt]] = {}
    for attempt in trial.attempts:
        told.setdefault(attempt.number, []).append(attempt)
    return told


def test_every_class_is_there() -> None:
    assert sorted(ATTACKS) == list(range(1, 87))
    assert all(len(pairs) >= 2 for _, pairs in ATTACKS.values())


@pytest.mark.parametrize("number", sorted(ATTACKS))
def test_attack(trials: dict[int, list[Attempt]], number: int) -> None:
    for attempt in trials[number]:
        assert attempt.is_right(), attempt
