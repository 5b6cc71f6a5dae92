"""Every script of `bombs` that ends in its own process, in fresh processes that are killed if it does not."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from tests.limits import bombs

PATIENCE = 400  # seconds for a group of scripts
TEXTS = {
    bombs.TIME: "TimeoutError: time limit exceeded: ",
    bombs.MEMORY: "MemoryError: memory limit exceeded: ",
    bombs.OUTPUT: "MemoryError: output limit exceeded: ",
    bombs.PAUSES: "RuntimeError: suspension limit exceeded: 101 > 100",
    bombs.DEPTH: "RecursionError: maximum recursion depth exceeded",
    bombs.SYNTAX: "syntax (line ",
}


def ends_of(which: str) -> dict[str, str]:
    """How each script of some lists has ended."""
    line = [sys.executable, "-m", "tests.limits.run_bombs", which]
    try:
        done = subprocess.run(line, capture_output=True, text=True, timeout=PATIENCE, check=False)
    except subprocess.TimeoutExpired as error:
        last = (error.stdout or b"").decode().splitlines()[-1:]
        pytest.fail(f"killed after {PATIENCE} seconds, in {last}")
    rows = [json.loads(row) for row in done.stdout.splitlines()]
    assert done.returncode == 0, f"the process died ({done.returncode}) in {rows[-1:]}: {done.stderr[-500:]}"
    assert done.stderr == ""
    return {name: end for name, end, _ in rows if end != "begins"}


@pytest.fixture(scope="module")
def ends() -> dict[str, str]:
    """How the scripts that end in their own process have ended: all in one."""
    return ends_of("HERE+SOURCES+FINE")


@pytest.mark.parametrize("which", ["HERE", "SOURCES"])
def test_bombs_end_by_their_limits(ends: dict[str, str], which: str) -> None:
    found = getattr(bombs, which)
    wrong = {
        bomb.name: ends.get(bomb.name) for bomb in found if not ends.get(bomb.name, "").startswith(TEXTS[bomb.ends])
    }
    assert not wrong
    nowhere = [bomb.name for bomb in found if ends[bomb.name].endswith("(line None)")]
    assert not nowhere


def test_what_limits_must_not_change(ends: dict[str, str]) -> None:
    assert {bomb.name: ends.get(bomb.name) for bomb in bombs.FINE} == {bomb.name: bomb.ends for bomb in bombs.FINE}


@pytest.mark.harness
def test_some_bombs_end_in_workers() -> None:
    """One of each kind; `python -m tests.limits.table` does it with all."""
    names = [
        "plain loop",
        "set of a range",
        "translate",
        "sum as a value",
        "nested enumerate",
        "many prints",
        "idna",
        "no memory is left for its caller",
    ]
    line = [sys.executable, "-m", "tests.limits.table", "HERE", "WORKER", *names]
    done = subprocess.run(line, capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    assert f"\n{len(names)} scripts, 0 wrong" in done.stdout
