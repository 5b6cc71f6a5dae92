"""The options that set limits."""

from __future__ import annotations

from pathlib import Path

import pytest

from monty_cli.cli.exit_codes import Failure
from monty_cli.cli.limiting import limits_of
from monty_cli.cli.options import parse
from tests.cli.helpers import run_here, write


def limits(*words: str) -> dict[str, object]:
    settings = parse(["run", "s.py", *words])
    assert settings is not None
    return dict(limits_of(settings))


def test_the_defaults() -> None:
    assert limits() == {
        "max_duration_secs": 60.0,
        "max_memory": 1 << 30,
        "max_output": 64 << 20,
        "max_suspensions": 100_000,
        "max_recursion_depth": None,
    }


@pytest.mark.parametrize(
    ("words", "key", "value"),
    [
        (["--max-time", "1.5"], "max_duration_secs", 1.5),
        (["--max-time", "200ms"], "max_duration_secs", 0.2),
        (["--max-time", "2m"], "max_duration_secs", 120.0),
        (["--max-time", "1h"], "max_duration_secs", 3600.0),
        (["--max-time", "none"], "max_duration_secs", None),
        (["--max-memory", "64M"], "max_memory", 64 << 20),
        (["--max-memory", "64MiB"], "max_memory", 64 << 20),
        (["--max-memory", "1.5g"], "max_memory", 3 << 29),
        (["--max-memory", "1000"], "max_memory", 1000),
        (["--max-output", "10kb"], "max_output", 10 << 10),
        (["--max-pauses", "7"], "max_suspensions", 7),
        (["--max-recursion", "50"], "max_recursion_depth", 50),
    ],
)
def test_values(words: list[str], key: str, value: object) -> None:
    assert limits(*words)[key] == value


@pytest.mark.parametrize(
    "words",
    [
        ["--max-time", "soon"],
        ["--max-time", "-1"],
        ["--max-time", ""],
        ["--max-time", "1x"],
        ["--max-memory", "64Q"],
        ["--max-memory", "M"],
        ["--max-memory", "9" * 18 + "T"],
        ["--max-pauses", "1.5"],
        ["--max-recursion", "x"],
    ],
)
def test_bad_values(words: list[str]) -> None:
    with pytest.raises(Failure, match=f"{words[0]} takes a .*or none; not"):
        limits(*words)


def test_a_limit_ends_the_script(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    ended = run_here("run", write(tmp_path, "s.py", "x = 1\nwhile True: print(x)\n"), "--max-output", "1K")
    assert ended.status == 1
    assert ended.stdout == "1\n" * 512
    assert "MemoryError: output limit exceeded: 1025 bytes > 1024 bytes" in ended.stderr
    assert "line 2" in ended.stderr
    assert "--max-output on the command line" in ended.stderr
