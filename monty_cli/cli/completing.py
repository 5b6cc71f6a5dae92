"""What Tab completes in code: commands, names and their attributes, keywords, and modules where one is imported."""

from __future__ import annotations

import keyword
import re

from monty_cli.cli.pieces import is_command
from monty_cli.library import list_module, module_names

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_NAME = re.compile(r"(?<![\w.)\]}'\"])(?:[^\W\d]\w*\.)*(?:[^\W\d]\w*)?$")
_MODULE = re.compile(r"\s*(?:from\s+|import\s+(?:[\w.]+(?:\s+as\s+\w+)?\s*,\s*)*)([\w.]*)$")
_FROM = re.compile(r"\s*from\s+([\w.]+)\s+import\s+\(?(?:\w+(?:\s+as\s+\w+)?\s*,\s*)*(\w*)$")
_COMMAND = re.compile(r"\s*:(\w*)$")


def completions(text: str, complete: Callable[[str], list[str]], commands: Iterable[str]) -> tuple[str, list[str]]:
    """
    What stands before the cursor, at the end of `text`, and may be completed, and all that it could become, sorted.

    `complete` does so for names of the session with dots between them; `commands` are the names of the commands.
    """
    if is_command(text):
        found = _COMMAND.match(text)
        return _starting(found[1], commands) if found else ("", [])
    line = text.rpartition("\n")[2]
    if found := _MODULE.match(line):
        return _starting(found[1], module_names())
    if found := _FROM.match(line):
        return _starting(found[2], _names_in(found[1]))
    found = _NAME.search(line)
    if not found or not found[0]:
        return "", []
    word = found[0]
    words = [] if "." in word else _starting(word, [*keyword.kwlist, *keyword.softkwlist])[1]
    return word, sorted({*words, *complete(word)})


def _starting(start: str, words: Iterable[str]) -> tuple[str, list[str]]:
    return start, sorted(word for word in words if word.startswith(start) and (start or word[:1] != "_"))


def _names_in(module: str) -> list[str]:
    try:
        return list_module(module)[0]
    except ValueError:
        return []
