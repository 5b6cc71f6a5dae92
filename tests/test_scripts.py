"""Scripts as models write them for real tasks do the same here as on CPython: printed text, result, calls, stderr and files."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.oracle.outcome import Outcome, differences
from tests.worlds import Trace, run_at_once, run_natively, run_stored, script_names
from tests.worlds.running import SCRIPTS, TIMER, WORLDS

pytestmark = pytest.mark.usefixtures("time_limit")


@cache
def native(name: str) -> Trace:
    """Return what a script does on CPython."""
    with TemporaryDirectory() as folder:
        return run_natively(name, Path(folder))


def compare(expected: Trace, actual: Trace) -> None:
    """Fail with a list of the differences."""
    found = differences(expected.outcome, actual.outcome)
    found += [
        f"{field}: {getattr(actual, field)!r}"
        for field in ("stderr", "files")
        if getattr(actual, field) != getattr(expected, field)
    ]
    assert not found, "\n".join(found)


def as_functions_see_it(outcome: Outcome) -> Outcome:
    """Return `outcome` as the host's functions know it: not where in the script they are called, and nothing of timers."""
    return outcome._replace(calls=tuple(call._replace(stack=()) for call in outcome.calls if call.name != TIMER))


@pytest.mark.parametrize("name", script_names())
def test_it_runs_natively(name: str) -> None:
    """A script ends as its world says, and prints something."""
    outcome = native(name).outcome
    error = WORLDS[name].error if name in WORLDS else None
    assert ((outcome.error or "").partition(":")[0] or None) == error, outcome.display
    assert outcome.printed.count("\n") >= 2


@pytest.mark.parametrize("name", script_names())
def test_it_runs_here(name: str, tmp_path: Path) -> None:
    """It does the same under `Monty.run()`, with its files in a mount."""
    expected = native(name)
    compare(expected._replace(outcome=as_functions_see_it(expected.outcome)), run_at_once(name, tmp_path))


@pytest.mark.parametrize("name", script_names())
def test_it_is_stored_and_loaded_at_each_pause(name: str) -> None:
    """It does the same when each pause is dumped, loaded and resumed, with its files in memory."""
    compare(native(name), run_stored(name))


def test_there_are_many_scripts() -> None:
    """There are more than forty of 30 to 150 lines; half of them call functions of their host."""
    sizes = {name: (SCRIPTS / f"{name}.py").read_text("utf-8").count("\n") for name in script_names()}
    assert len(sizes) > 40
    assert {name: size for name, size in sizes.items() if not 30 <= size <= 150} == {}
    assert WORLDS.keys() <= sizes.keys()
    assert sum(bool(world.functions) for world in WORLDS.values()) >= len(sizes) // 2
    assert all(ast.get_docstring(ast.parse((SCRIPTS / f"{name}.py").read_text("utf-8"))) for name in sizes)
