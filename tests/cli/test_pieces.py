"""Where a piece of code ends, at the prompt and in a pipe, and what may be completed in it."""

from __future__ import annotations

import io

import pytest

from monty_cli import MontyRepl
from monty_cli.cli.completing import completions
from monty_cli.cli.exit_codes import Failure
from monty_cli.cli.pieces import indentation, read_pieces, wants_more


@pytest.mark.parametrize(
    "text",
    [
        "if 1:", "if 1:\n    x", "x = '''", "x = '''\n\n", "try:\n    1", "@d", "[1,\n\n", "x = 1 + \\", "def f(): pass",
        "if x:\n    y = [\n\n", "if 1:\n    x\n\n    y", "await f(", "async def f():\n    await x", "match x:\n    case 1:",
        "x = 1\nfor y in x:\n    pass", "class A:\n    # nothing yet", "with a as b, \\",
    ],
)  # fmt: skip
def test_enter_goes_on(text: str) -> None:
    assert wants_more(text)


@pytest.mark.parametrize(
    "text",
    [
        "", "  ", "# c", "x = 1", "x\ny", "await f()", "if 1:\n    x\n", "if 1:\n    x\n    ", "if 1:\n", "try:\n    1\n", "@d\n",
        "def f(): pass\n", "x = 1 + \\\n", "x y", "print('a", ":save [", "else:", "  x", "\0", "x = (yield)", "f()[0].y", "return 1",
        "[" * 1000 + "]" * 1000,
    ],
)  # fmt: skip
def test_enter_ends_the_piece(text: str) -> None:
    assert not wants_more(text)


@pytest.mark.parametrize(
    ("text", "blanks"),
    [
        ("x = 1", ""), ("if x:", "    "), ("if x:\n    y = 1", "    "), ("def f():\n    return 1", ""), ("if x: # a:", "    "),
        ("# a:", ""), ("class A:\n    def f(self):\n        pass", "    "), ("f(\n    returned", "    "), ("", ""),
    ],
)  # fmt: skip
def test_the_next_line_is_indented(text: str, blanks: str) -> None:
    assert indentation(text) == blanks


PIECES = [
    "x = 1\n",
    "# a comment\n",
    "def f():\n    a = 1\n\n# at the margin\n    return a\n\n\n",
    "f()\n",
    "if x:\n    1\nelif y:\n    3\nelse:\n    2\n",
    "@dec\n# why\ndef g():\n    pass\n",
    "class A:\n  x = (\n1,\n)\n",
    "for i in 1,2:\n",  # wrong: the block is missing
    "y\n",
    ":save\n",
    'x = (1,\n2)\n',
    's = """a\nif b:\n"""\n',
    "def bad():\n    x = = 1\n    y\n",
    "z = 1 + \\\n2\n",
    "else:\n",
    "try:\n    1\nexcept E:\n    2\nfinally:\n    3\n",
    "x = = 1\n",
    "  y\n",
    "rows = [\n" + "    [1, 2],\n" * 200 + "]\n",
    "rows = [\n" + "    [1, 2],\n" * 200 + "    [1, 2]]\n",  # its end is seen with the next line
    "x = 1\n",
    "t = '''\n" + "text of (many\n" * 200 + "'''\n",
    "def f():\n" + "    x = [\n1,\n]\n" * 50 + "    t = '''\nx = 1\n'''\n",
    "(1,\n",  # wrong: never closed
]  # fmt: skip


def test_pieces_of_a_stream() -> None:
    assert list(read_pieces(io.StringIO("".join(PIECES)))) == PIECES
    assert list(read_pieces(None)) == []
    assert list(read_pieces(io.StringIO("\n \nx\r\ny"))) == ["x\n", "y\n"]


def test_a_piece_is_there_before_the_next_line() -> None:
    read_end = io.StringIO("a = [1,\n2]\nb = 1\n")
    pieces = read_pieces(read_end)
    assert next(pieces) == "a = [1,\n2]\n"
    assert read_end.readline() == "b = 1\n"


def test_a_stream_that_is_not_utf_8() -> None:
    stream = io.TextIOWrapper(io.BytesIO(b"\xef\xbb\xbfx = 1\n'\xff'\n"))
    pieces = read_pieces(stream)
    assert next(pieces) == "x = 1\n"
    with pytest.raises(Failure, match="line 2 of stdin is not UTF-8"):
        next(pieces)


@pytest.mark.parametrize(
    ("text", "word", "some", "none"),
    [
        ("co", "co", ["compile", "continue", "count"], ["math"]),
        ("x = cou", "cou", ["count"], []),
        ("math.sq", "math.sq", ["math.sqrt"], ["math.sin"]),
        ("f(math.si", "math.si", ["math.sin"], []),
        ("import mat", "mat", ["math"], ["map"]),
        ("import os, js", "js", ["json"], []),
        ("from mat", "mat", ["math"], []),
        ("from math import sq", "sq", ["sqrt"], ["sin"]),
        ("from math import (pi, sq", "sq", ["sqrt"], []),
        ("from nowhere import sq", "sq", [], ["sqrt"]),
        (":na", "na", ["names"], ["save"]),
        ("if x:\n    cou", "cou", ["count"], []),
        ("math._", "math._", ["math.__name__"], ["math.sin"]),
        ("f().co", "", [], ["count"]),
        ("'a'.co", "", [], ["count"]),
        ("count ", "", [], ["count"]),
        ("1.", "", [], ["count"]),
        (":save co", "", [], ["count"]),
    ],
)
def test_completion(text: str, word: str, some: list[str], none: list[str]) -> None:
    repl = MontyRepl()
    repl.feed_run("import math\ncount = 1")
    found, words = completions(text, repl.complete, ["names", "save"])
    assert found == word
    assert set(some) <= set(words)
    assert not set(none) & set(words)
    assert words == sorted(words)
