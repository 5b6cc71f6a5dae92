"""The commands that begin with a colon, by what a person writes of their names."""

from __future__ import annotations

from monty_cli.cli.escaping import escape_line
from monty_cli.cli.exit_codes import AnswerError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable


def find_command(word: str, commands: Iterable[str]) -> str:
    """The command that `word` names, or begins if no other begins so; `AnswerError` suggests another."""
    names = list(commands)
    matches = [name for name in names if name == word] or [name for name in names if word and name.startswith(word)]
    if len(matches) == 1:
        return matches[0]
    import difflib

    close = difflib.get_close_matches(word, names, 1)
    hint = f"did you mean :{close[0]}?" if close else ":help lists the commands"
    raise AnswerError(f"`:{escape_line(word)}` is not a command; {hint}")
