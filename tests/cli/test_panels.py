"""Panels on a stream in memory: the span marked in its source, wide and narrow, no text of the script obeyed."""

from __future__ import annotations

import re

import pytest

from monty_cli import FunctionSnapshot, Monty
from monty_cli.cli.panels import View
from tests.cli.helpers import Stream

SGR = re.compile(r"\x1b\[[0-9;]*m")


def paused(code: str, name: str = "main.py") -> FunctionSnapshot:
    pause = Monty(code, script_name=name).start()
    assert isinstance(pause, FunctionSnapshot)
    return pause


def drawn(pause: FunctionSnapshot, monkeypatch: pytest.MonkeyPatch, columns: int = 80, color: str | None = None) -> str:
    monkeypatch.setenv("COLUMNS", str(columns))
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    stream = Stream()
    View(stream, color).details(pause)
    return stream.getvalue()


def test_a_panel(monkeypatch: pytest.MonkeyPatch) -> None:
    pause = paused("def f(n):\n    x = [n]\n    y = fetch('a', k=x) + 1\n    return y\n\nf(3)\n")
    monkeypatch.setenv("COLUMNS", "60")
    stream = Stream()
    View(stream, None).pause(pause)
    assert stream.getvalue().splitlines() == [
        "╭─  paused: call fetch  ───────────────────────────────────╮",
        "│ fetch('a', k=[3])                                        │",
        "│                                                          │",
        "│ main.py, line 3, in f                                    │",
        "│   1 def f(n):                                            │",
        "│   2     x = [n]                                          │",
        "│ > 3     y = fetch('a', k=x) + 1                          │",
        "│             ^^^^^^^^^^^^^^^                              │",
        "│   4     return y                                         │",
        "│   5                                                      │",
        "│                                                          │",
        "│ <module>  line 6  f(3)                                   │",
        "│ f         line 3  y = fetch('a', k=x) + 1                │",
        "╰──────────────────────────────────────────────────────────╯",
    ]


def test_details_show_every_frame(monkeypatch: pytest.MonkeyPatch) -> None:
    text = drawn(paused("def f(n):\n    return fetch()\nwho = 'me'\nf(3)\n"), monkeypatch)
    assert "#0 <module>  main.py, line 4" in text
    assert "who = 'me'" in text
    assert "#1 f  main.py, line 2" in text
    assert "n = 3" in text


@pytest.mark.parametrize("columns", [30, 50, 80, 200])
def test_no_line_is_wider_than_the_terminal(monkeypatch: pytest.MonkeyPatch, columns: int) -> None:
    long = "x" * 300
    code = f"{long} = list(range(500))\n{long} + [fetch({long!r}, {long}, {long}=1), '{long}']  # {long}\n"
    text = drawn(paused(code, name=f"{long}.py"), monkeypatch, columns)
    assert max(len(line) for line in text.splitlines()) <= columns
    assert "fetch(" in text
    assert "^" in text


def test_large_arguments_are_folded(monkeypatch: pytest.MonkeyPatch) -> None:
    text = drawn(paused("fetch({'rows': list(range(5000)), 'text': 'x' * 50000})"), monkeypatch)
    assert "... +4988" in text
    assert len(text.splitlines()) < 60


def test_wide_characters_and_tabs_keep_the_marks_in_place(monkeypatch: pytest.MonkeyPatch) -> None:
    text = drawn(paused("if True:\n\ta = ['世界', fetch()]\n"), monkeypatch)
    lines = text.splitlines()
    row = next(number for number, line in enumerate(lines) if "> 2" in line)
    before = lines[row][: lines[row].index("fetch")]
    assert lines[row + 1].index("^") == len(before) + before.count("世") + before.count("界")
    assert lines[row + 1].count("^") == len("fetch()")


def test_a_deep_stack_is_folded(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = Stream()
    monkeypatch.setenv("COLUMNS", "80")
    View(stream, None).pause(paused("def f(n):\n    return f(n - 1) if n else fetch()\nf(50)"))
    assert "40 more frames" in stream.getvalue()
    assert len(stream.getvalue().splitlines()) < 30


def test_nothing_of_the_script_is_markup_or_control(monkeypatch: pytest.MonkeyPatch) -> None:
    hostile = "[bold]x[/nope] :smile: \\x1b[31m \\u202e \\x9b"
    code = f"v = '{hostile}'  # [/red] \x1b[32m \u202e\nfetch('{hostile}', **{{'{hostile}': v}})"
    text = drawn(paused(code, name="[red]\x1b[31m.py"), monkeypatch)
    assert not {"\x1b", "\x9b", "\u202e"} & set(text)
    assert "[bold]x[/nope] :smile: \\x1b[31m" in text


def test_colour_always_and_never(monkeypatch: pytest.MonkeyPatch) -> None:
    pause = paused("fetch(1)")
    monkeypatch.setenv("NO_COLOR", "1")
    plain = drawn(pause, monkeypatch, color="never")
    assert "\x1b" not in plain
    colored = drawn(pause, monkeypatch, color="always")
    assert "\x1b[" in colored
    assert SGR.sub("", colored) == plain


@pytest.mark.parametrize(
    ("variables", "mark"),
    [
        ({}, "\x1b[1;33m"),
        ({"MONTY_THEME": "light"}, "\x1b[1;34m"),
        ({"COLORFGBG": "0;15"}, "\x1b[1;34m"),
        ({"COLORFGBG": "15;0"}, "\x1b[1;33m"),
        ({"COLORFGBG": "0;15", "MONTY_THEME": "plain"}, "\x1b[1m"),
        ({"MONTY_THEME": "odd"}, "\x1b[1;33m"),
    ],
)
def test_themes(variables: dict[str, str], mark: str) -> None:
    stream = Stream()
    View(stream, "always", variables).pause(paused("f(1, 'a')"))
    assert f"{mark}  paused: call f" in stream.getvalue()
