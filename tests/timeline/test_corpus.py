"""Programs of the corpus, gone back in: a few of those that `proof` goes through."""

from __future__ import annotations

from typing import Any

import pytest

from tests.timeline.proof import MANY, chosen, prove

MOST = 8  # answers that a program is given


@pytest.mark.harness
@pytest.mark.parametrize("program", chosen(), ids=lambda program: program.name)
def test_back_to_every_pause_and_on(program: Any) -> None:
    assert prove(program.source, most=MOST)[0] > 0


@pytest.mark.harness
def test_in_a_worker() -> None:
    assert prove(chosen()[0].source, isolate=True, most=3)[0] > 0


def test_twenty_programs_are_chosen() -> None:
    assert len(chosen()) == MANY
