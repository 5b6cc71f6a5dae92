"""Type parameters in a process that has not imported `typing`, and in snapshots for a Python that lacks their syntax."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from monty_cli.machine import Program, Run, load_run

VERSION: tuple[int, ...] = sys.version_info[:2]
ROOT = Path(__file__).resolve().parents[2]
ALONE = """
import sys
from monty_cli import Monty, load_snapshot
assert "typing" not in sys.modules
paused = Monty(SOURCE).start()
data = paused.dump()
assert "typing" not in sys.modules
loaded = load_snapshot(data)
print(loaded.resume(return_value=3).output)
"""
SOURCE = """
def f[T: Later, **P](x: T, *args: P.args, **kwargs: P.kwargs) -> list[T]:
    return x
type Alias[T] = list[T]
Later = fetch()
[f.__type_params__[0].__bound__, f(4), repr(Alias.__value__), repr(f.__annotations__["args"])]
"""


def test_the_process_need_not_know_typing() -> None:
    if VERSION < (3, 12):
        return  # the syntax came with 3.12
    code = f"SOURCE = {SOURCE!r}\n{ALONE}"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.stdout.strip(), done.stderr) == ("[3, 4, 'list[T]', 'P.args']", "")


def test_a_snapshot_for_another_syntax(monkeypatch: pytest.MonkeyPatch) -> None:
    run = Run(Program("fetch(1)", "main.py", []), lambda stream, text: None)
    run.start({}, {})
    monkeypatch.setattr(run._state.program, "source", "def f[T: = int](): pass")
    data = run.dump({})
    with pytest.raises(ValueError, match=r"can't be compiled by Python 3\.\d+: "):
        load_run(data)
