"""The examples run as their docstrings and answer files say: each on the command line, and the host program as it is."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.helpers import TIMEOUT, environment, run_process

ROOT = Path(__file__).parent.parent
EXAMPLES = ROOT / "examples"

RESULTS = {
    "hello": "hello",
    "orders": "{'customers': 2, 'cents': 15150}",
    "research": "{'sources': 10, 'hits': 4, 'first': ['source-0/early', 'source-0/bird', 'source-7/late']}",
    "retry": "{'Oslo': {'sky': 'clear', 'celsius': -3}, "
    "'Rome': 'no forecast (ConnectionError: refused; ConnectionError: refused)'}",
    "review": "['login fails for new users', 'the build is red']",
}
OPTIONS = {"orders": ["--input", "region='eu'"]}


def test_every_example_is_run() -> None:
    scripts = {path.stem for path in EXAMPLES.glob("*.py") if not path.stem.endswith("_host")}
    assert scripts == RESULTS.keys()


@pytest.mark.parametrize("name", RESULTS)
def test_a_script_with_its_answers(name: str, tmp_path: Path) -> None:
    answers = EXAMPLES / f"{name}.answers"
    stdin = answers.read_text("utf-8") if answers.exists() else ""
    result = run_process("run", str(EXAMPLES / f"{name}.py"), *OPTIONS.get(name, []), cwd=tmp_path, stdin=stdin)
    assert (result.status, result.stdout.splitlines()[-1:]) == (0, [RESULTS[name]]), result


def test_the_host_program_answers_side_by_side() -> None:
    done = subprocess.run(
        [sys.executable, str(EXAMPLES / "research_host.py")],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=TIMEOUT,
        env=environment(),
    )
    assert (done.returncode, done.stdout.splitlines()) == (
        0,
        [
            "source-4: no reply",
            "{'sources': 10, 'hits': 8, 'first': ['source-1/snapshots-0', 'source-2/snapshots-0', 'source-2/snapshots-1']}",
            "10 calls at once",
        ],
    ), done
