"""A few seconds of random attacks; the command runs longer."""

from __future__ import annotations

from tests.attacks.fuzz import fuzz


def test_random_attacks_find_nothing() -> None:
    assert fuzz(3.0, 7) == []
