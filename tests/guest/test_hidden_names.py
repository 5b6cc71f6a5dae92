"""No two tables of hidden helpers give the same name: the later one would take the place of the earlier."""

from __future__ import annotations

from collections import Counter

from monty_cli.guest import builtins
from monty_cli.machine.growing import GROWING
from monty_cli.machine.prelude import prelude_function
from monty_cli.machine.runtime import HIDDEN
from monty_cli.machine.traces import TRACES


def tables() -> list[dict[str, object]]:
    """Return every table of hidden helpers that goes into the builtins of each run."""
    own = [value for name, value in vars(builtins).items() if name.isupper() and isinstance(value, dict)]
    return [table for table in [*own, GROWING, HIDDEN, TRACES] if any(name.startswith("@") for name in table)]


def test_a_name_stands_in_one_table() -> None:
    counted = Counter(name for table in tables() for name in table)
    assert len(tables()) > 15 and len(counted) > 200
    assert [name for name, count in counted.items() if count > 1] == []


def test_a_helper_is_no_function_of_the_prelude() -> None:
    assert [name for table in tables() for name in table if prelude_function(name) is not None] == []
