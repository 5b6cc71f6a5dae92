"""The colours of source and of what is typed, and the picture of a session."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from prompt_toolkit.document import Document

from monty_cli.cli.coloring import tokens
from monty_cli.cli.prompt import CodeLexer
from monty_cli.cli.themes import THEMES, prompt_style
from tests.cli import screenshot
from tests.cli.helpers import Terminal, write


@pytest.mark.parametrize(
    "text, expected",
    [
        ("x = 'a' + f\"b{c}\" # no", ["'a'=string", 'f"b{c}"=string', "# no=comment"]),
        (
            "def f(a=0x1F, b=1.5e3): return None",
            ["def=word", "0x1F=number", "1.5e3=number", "return=word", "None=word"],
        ),
        ("{'items': [1, 'un", ["'items'=string", "1=number", "'un=string"]),
        ("'''a'\nb''' 5", ["'''a'\nb'''=string", "5=number"]),
        ("text_b'x' rb'y' 1.real x1 .5", ["'x'=string", "rb'y'=string", "1=number", ".5=number"]),
        ('"\\', ['"=string']),
    ],
)
def test_tokens(text: str, expected: list[str]) -> None:
    assert [f"{text[start:end]}={style.removeprefix('monty.')}" for start, end, style in tokens(text)] == expected


def test_text_of_any_kind_takes_linear_time() -> None:
    began = time.perf_counter()
    for text in ("'", '"\\', "'''", "rb", "1_", "''''"):
        list(tokens(text * 20_000))
    assert time.perf_counter() - began < 3


def test_commands_are_no_code() -> None:
    line = CodeLexer().lex_document(Document(":p 1\n'a'"))
    assert [part for part in line(0) if part[1]] == [("class:command", ":p"), ("", " "), ("class:number", "1")]
    assert [part for part in line(1) if part[1]] == [("class:string", "'a'")]


@pytest.mark.parametrize("name", THEMES)
def test_what_is_typed_has_the_colours_of_the_theme(name: str) -> None:
    assert all(re.fullmatch("(ansi[a-z]+)?", style) for style in prompt_style(name).values())


@pytest.mark.parametrize("theme, number", [("dark", b"\x1b[0;36m"), ("light", b"\x1b[0;34m"), ("plain", b"\x1b[0;1m")])
def test_at_a_terminal(tmp_path: Path, theme: str, number: bytes) -> None:
    with Terminal("run", write(tmp_path, "s.py", "fetch(7)\nx = 1"), cwd=tmp_path, MONTY_THEME=theme) as terminal:
        terminal.wait_for("pause 1")
        terminal.child.send("123")
        terminal.wait_for("= 123")
        terminal.pump(0.2)
        assert number in terminal.received, terminal.received[-400:]
        assert (b"\x1b[2;36m1" in terminal.received) == (theme == "dark")


def test_the_picture_needs_no_network() -> None:
    made = screenshot.TARGET.read_text("utf-8")
    assert "url(" not in made.replace("url(#", "") and "@font-face" not in made and "fetch_page" in made
    assert "paused" in screenshot.picture([[_Cell(letter) for letter in "paused"]])


class _Cell:
    fg, bold, reverse, underscore = "brown", True, False, False

    def __init__(self, data: str) -> None:
        self.data = data
