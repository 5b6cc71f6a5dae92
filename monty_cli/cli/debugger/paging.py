"""Many lines, a screen at a time where a person sits before one."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from monty_cli.cli.environment import is_terminal

if TYPE_CHECKING:
    from monty_cli.cli.debugger.desk import Desk

_SPARED = 4  # lines of the screen for the prompt
_MOST = 200_000  # characters on a screen without a pager


def show_lines(desk: Desk, lines: list[str]) -> None:
    """Show lines that are safe to show; in a pager (`PAGER`, or less) where the screen is too small for them."""
    text = "\n".join(lines)
    environment = desk.environment
    if not (is_terminal(environment.stderr) and is_terminal(environment.stdin)):
        return desk.say(text)
    rows = _rows(environment.stderr.fileno())
    if len(lines) <= rows - _SPARED or not _paged(environment.variables.get("PAGER", ""), text):
        desk.say(text if len(text) <= _MOST else text[:_MOST] + "…")


def _rows(descriptor: int) -> int:
    try:
        return os.get_terminal_size(descriptor).lines
    except OSError:
        return 24


def _paged(command: str, text: str) -> bool:
    """Show text in a pager; False where there is none."""
    import shlex
    import shutil
    import subprocess

    words = shlex.split(command) if command else ["less", "-S", "-F", "-X"]
    if not words or words == ["cat"] or shutil.which(words[0]) is None:
        return False
    try:
        subprocess.run(words, input=text.encode("utf-8", "backslashreplace"), stdout=2, check=False)
    except (OSError, KeyboardInterrupt):
        return False
    return True
