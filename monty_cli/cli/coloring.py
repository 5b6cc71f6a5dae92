"""Which parts of Python's text are words of the language, strings, numbers and comments, for their colours. It understands lines alone."""

from __future__ import annotations

import re
from keyword import kwlist
from typing import TYPE_CHECKING

from monty_cli.cli.themes import COMMENT, NUMBER, STRING, WORD

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.text import Text

_QUOTED = "|".join(
    rf"{quote * 3}(?:[^{quote}\\]|\\.|{quote}(?!{quote * 2}))*+(?:{quote * 3})?|{quote}(?:[^{quote}\\\n]|\\.)*+{quote}?"
    for quote in "'\""
)  # a string that does not end goes on to the end: nothing is looked at twice
_TOKEN = re.compile(
    r"(?P<comment>\#[^\n]*)"
    rf"|(?P<string>(?:\b(?i:[rbfu]|br|rb|fr|rf))?(?:{_QUOTED}))"
    rf"|(?P<word>\b(?:{'|'.join(kwlist)})\b)"
    r"|(?P<number>(?<![\w.])(?:0[xXbBoO][\da-fA-F_]+|\d[\d_]*(?:\.[\d_]*)?(?:[eE][+-]?\d+)?j?|\.\d+)(?!\w))"
    r"|(?P<name>[^\W\d]\w*)",
    re.DOTALL | re.MULTILINE,
)
STYLES = {"comment": COMMENT, "string": STRING, "word": WORD, "number": NUMBER}


def tokens(text: str) -> Iterator[tuple[int, int, str]]:
    """Where each part that has a colour begins and ends, and the name of its style."""
    for found in _TOKEN.finditer(text):
        style = STYLES.get(found.lastgroup or "")
        if style is not None:
            yield found.start(), found.end(), style


def color(line: Text) -> Text:
    """Give the parts of a line of source their styles, and return it."""
    for start, end, style in tokens(line.plain):
        line.stylize(style, start, end)
    return line
