"""The table of options: what the fast parser accepts, and that typer reads every such line in the same way."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from monty_cli.cli.app import run_app
from monty_cli.cli.options import COMMANDS, parse
from monty_cli.cli.settings import Settings
from tests.cli.helpers import Terminal


def settings_as_dict(settings: Settings) -> dict[str, object]:
    return {name: getattr(settings, name) for name in Settings.__slots__}


def parsed_by_typer(arguments: list[str]) -> Settings | int:
    """The settings that typer makes of `arguments`, or the exit code of its error."""
    parsed: list[Settings] = []

    def keep(settings: Settings) -> int:
        parsed.append(settings)
        return 0

    status = run_app(arguments, keep)
    return parsed[0] if parsed else status


def test_everything_at_once() -> None:
    line = [
        "run",
        "--input",
        "a=1",
        "s.py",
        "-i",
        "b='x'",
        "-o",
        "out.snap",
        "--color",
        "never",
        "--no-input",
        "--debug",
    ]
    settings = parse(line)
    assert settings is not None
    assert (settings.command, settings.script, settings.output) == ("run", "s.py", "out.snap")
    assert settings.inputs == ("a=1", "b='x'")
    assert (settings.color, settings.no_input, settings.debug) == ("never", True, True)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "run",
        "run a b",
        "run --help",
        "run -h",
        "run a --nope",
        "run a -o",
        "run a --input=x=1",
        "run -ofile a",
        "run a --color pink",
        "run -- a",
        "walk a",
        "--version",
        "--no-input run a",
    ],
)
def test_what_is_not_exact_is_left_to_typer(line: str) -> None:
    assert parse(line.split()) is None


def test_a_value_may_look_like_an_option() -> None:
    settings = parse(["resume", "s.snap", "--value", "-1"])
    assert settings is not None
    assert settings.value == "-1"
    assert parse(["run", "-"]) is not None


def test_the_two_parsers_agree(capsys: pytest.CaptureFixture[str]) -> None:
    """Random lines of real options: whatever the fast parser accepts, typer reads alike."""
    chance = random.Random(20)
    words = [
        "s.py",
        "-",
        "",
        "-o",
        "--output",
        "--input",
        "-i",
        "--value",
        "--raise",
        "--future",
        "--color",
        "--no-input",
        "--debug",
    ]
    words += ["x=1", "auto", "always", "never", "--", "-h", "--version", "-1", "ValueError: x", "--colour", "run"]
    accepted = 0
    for _ in range(600):
        line = [chance.choice(list(COMMANDS)), *chance.choices(words, k=chance.randrange(1, 6))]
        fast = parse(line)
        if fast is not None:
            accepted += 1
            slow = parsed_by_typer(line)
            assert isinstance(slow, Settings), f"typer refuses {line}: {capsys.readouterr().err}"
            assert settings_as_dict(fast) == settings_as_dict(slow), line
    assert accepted >= 60


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (["--no-input", "run", "s.py"], {"no_input": True, "script": "s.py"}),
        (["--color", "never", "run", "s.py"], {"color": "never"}),
        (["--color", "never", "run", "--color", "always", "s.py"], {"color": "always"}),
        (["run", "--input=x=1", "s.py"], {"inputs": ("x=1",)}),
        (["run", "-oout.snap", "s.py"], {"output": "out.snap"}),
        (["resume", "--", "-s.snap"], {"snapshot": "-s.snap"}),
    ],
)
def test_typer_takes_the_other_spellings(line: list[str], expected: dict[str, object]) -> None:
    settings = parsed_by_typer(line)
    assert isinstance(settings, Settings)
    assert {name: getattr(settings, name) for name in expected} == expected


@pytest.mark.parametrize("line", [[], ["run"], ["nope"], ["run", "a", "b"], ["run", "--color", "pink", "a"], ["show"]])
def test_usage_errors_exit_2(line: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert parsed_by_typer(line) == 2
    streams = capsys.readouterr()
    assert "Usage: monty" in streams.err + streams.out


@pytest.mark.parametrize("name", COMMANDS)
def test_help_says_what_it_does_with_an_example(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert parsed_by_typer([name, "-h"]) == 0
    text = capsys.readouterr().out
    assert f"monty {name}" in text
    assert "Example:" in text
    assert "╭" not in text, "boxes only on a terminal"


def test_the_help_fits_a_screen(capsys: pytest.CaptureFixture[str]) -> None:
    assert parsed_by_typer(["--help"]) == 0
    assert len(capsys.readouterr().out.splitlines()) <= 23


@pytest.mark.parametrize("columns", (50, 80))
def test_the_help_fits_a_terminal(tmp_path: Path, columns: int) -> None:
    with Terminal("--help", cwd=tmp_path, columns=columns, lines=24 if columns == 80 else 50) as terminal:
        assert terminal.wait_for_end() == 0
        shown = terminal.text.splitlines()
        assert shown[0].startswith("Usage: monty") and len(shown) <= (23 if columns == 80 else 45)
        assert all(any(line.startswith(f"  {name} ") for line in shown) for name in COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_says_in_a_line_what_it_does(name: str) -> None:
    command = COMMANDS[name]
    assert len(command.help) <= 68 and command.help.endswith(".") and command.help[0].isupper()
    assert command.example.startswith(f"monty {name}") and len(command.example) <= 72


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert parsed_by_typer(["--version"]) == 0
    assert capsys.readouterr().out.startswith("monty ")
