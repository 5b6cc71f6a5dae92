"""What a script can reach is what has been reviewed: a new public name of any type, on any Python, is told here."""

from __future__ import annotations

from monty_cli.language.names import DENIED
from tests.attacks.closed_set import reviewed, unreviewed


def test_nothing_is_reached_that_nobody_has_reviewed() -> None:
    found = unreviewed()
    assert not found, "look at each, then: python -m tests.attacks.closed_set --write"


def test_nothing_in_the_table_is_denied() -> None:
    table = reviewed()
    assert len(table) > 300
    assert not [of for of, names in table.items() if names & DENIED]
    assert not {"builtins.frame", "builtins.traceback", "builtins.code", "builtins.cell"} & set(table)
