"""
`python -m tests.cli.screenshot [FILE]`: a picture of a session at the prompt, as an SVG that needs no network.

The session is a real one: `monty run examples/orders.py` in a pseudo-terminal, with keys typed into it; the picture is what its screen
shows at the end, on a dark ground of its own, so that it can be read on pages of any colour.
"""

from __future__ import annotations

import io
import re
import sys
import tempfile
from itertools import groupby
from pathlib import Path
from typing import Any

from rich._export_format import CONSOLE_SVG_FORMAT
from rich.console import Console
from rich.style import Style
from rich.terminal_theme import TerminalTheme
from rich.text import Text

from tests.cli.helpers import ROOT, Terminal

TARGET = ROOT / "examples" / "prompt.svg"
COLUMNS, LINES = 80, 50
COMMAND = ("run", "examples/orders.py", "--input", "region='eu'")
FIRST = "{'items': [{'customer': 'ada', 'cents': 1250}], 'last': False}"
TYPED = (  # what is typed, and what is to be seen then
    (FIRST, "page=2)", 1),
    ("p totals, page", "({'ada': 1250}, 2)", 1),
    ("w", "> #1 orders", 1),
    (":diff", "+ reply", 1),
)
# Colours of the sixteen that tell themselves apart on a dark ground.
THEME = TerminalTheme(
    (24, 27, 34),
    (222, 226, 233),
    [
        (70, 76, 90),
        (240, 113, 120),
        (152, 195, 121),
        (240, 200, 100),
        (110, 170, 245),
        (205, 140, 235),
        (95, 195, 205),
        (222, 226, 233),
    ],
    [
        (140, 148, 163),
        (250, 140, 145),
        (175, 215, 145),
        (250, 215, 130),
        (140, 190, 250),
        (220, 165, 245),
        (125, 215, 225),
        (245, 247, 250),
    ],
)


def screen() -> list[list[Any]]:
    """The characters of the screen at the end of the session, with their styles, a list for each line that has any."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "examples").symlink_to(ROOT / "examples")
        with Terminal(*COMMAND, cwd=Path(folder), columns=COLUMNS, lines=LINES) as terminal:
            terminal.wait_for("pause 1")
            for text, seen, count in TYPED:
                terminal.type(text)
                terminal.wait_for(seen, count)
            terminal.wait_for("pause 2")
            while terminal.pump(0.3) and terminal.screen.cursor.y >= LINES:
                continue
            last = max(number for number, line in enumerate(terminal.screen.display) if line.strip())
            rows = [[terminal.screen.buffer[row][column] for column in range(COLUMNS)] for row in range(last + 1)]
            terminal.type(":quit")
            terminal.wait_for_end()
    return rows


def picture(rows: list[list[Any]]) -> str:
    """The SVG of a screen."""
    console = Console(
        record=True, width=COLUMNS, file=io.StringIO(), force_terminal=True, color_system="standard", highlight=False
    )
    for row in rows:
        line = Text()
        for style, cells in groupby(row, _style):
            line.append("".join(cell.data for cell in cells), style)
        console.print(line, soft_wrap=True)
    # The font of the reader's own machine, instead of one from the network.
    form = re.sub(r"@font-face \{\{.*?\}\}\s*", "", CONSOLE_SVG_FORMAT, flags=re.DOTALL)
    form = form.replace("Fira Code, monospace", "ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace")
    words = " ".join(word if "'" not in word else f'"{word}"' for word in COMMAND)
    return console.export_svg(title=f"monty {words}", theme=THEME, code_format=form, unique_id="prompt")


def _style(cell: Any) -> Style:
    name = cell.fg.replace("brown", "yellow").replace("bright", "bright_")  # as the emulator calls them
    color = None if name == "default" else f"#{name}" if len(name) == 6 and _is_hex(name) else name
    return Style(color=color, bold=cell.bold, reverse=cell.reverse, underline=cell.underscore)


def _is_hex(name: str) -> bool:
    return all(letter in "0123456789abcdef" for letter in name)


def main() -> None:
    """Write the picture to the file that is named, or to its own place."""
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else TARGET
    target.write_text(picture(screen()), "utf-8")
    print(f"wrote {target}")


if __name__ == "__main__":
    main()
