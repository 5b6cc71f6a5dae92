"""A few seconds of each command that is meant to run for long: the fuzzers, and the processes that are killed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.harness

ROOT = Path(__file__).parent.parent.parent

COMMANDS = {
    "snapshots": ["fuzz_snapshots", "--seconds", "3", "--seed", "1"],
    "sources": ["fuzz_source", "--seconds", "3", "--seed", "1"],
    "kills": ["kills", "--count", "15", "--seed", "1"],
}


@pytest.mark.parametrize("name", COMMANDS)
def test_nothing_is_found(name: str) -> None:
    module, *options = COMMANDS[name]
    command = [sys.executable, "-m", f"tests.hostile.{module}", *options]
    found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert found.returncode == 0, found.stdout + found.stderr
    assert "seed 1: " in found.stdout
