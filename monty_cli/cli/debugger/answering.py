"""Commands that answer a pause in other ways than by a literal: an exception, later, one of several, from an editor."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from monty_cli import FutureSnapshot
from monty_cli.cli.answers import GiveUp, parse_later, parse_throw, parse_value
from monty_cli.cli.describe import pending_text
from monty_cli.cli.escaping import escape_line
from monty_cli.cli.exit_codes import AnswerError

if TYPE_CHECKING:
    from monty_cli.cli.debugger.desk import Desk, Outcome
    from monty_cli.cli.describe import Snapshot

_HEAD = """\
# {question}
# Write the answer below, a Python literal over as many lines as you like, then save and leave.
# Nothing is answered when you leave it empty.
"""


def throw(desk: Desk, text: str, snapshot: Snapshot) -> Outcome:
    """:raise Type: message -- the call raises this exception (of several pending calls: ID Type: message)
    Example: :raise ValueError: no such page"""
    return parse_throw(text, snapshot)


def future(desk: Desk, text: str, snapshot: Snapshot) -> Outcome:
    """:future -- leave the call pending, as ... does; the script goes on until every task waits
    Example: :future"""
    return parse_later(text, snapshot)


def resolve(desk: Desk, text: str, snapshot: Snapshot) -> Outcome:
    """:resolve ID LITERAL -- the result of one of several pending calls
    Example: :resolve 2 'text'"""
    if not isinstance(snapshot, FutureSnapshot):
        raise AnswerError("no call is pending here: type the value itself")
    return parse_value(text, snapshot)


def edit(desk: Desk, text: str, snapshot: Snapshot) -> Outcome:
    """:edit [LITERAL] -- write the answer in your editor ($VISUAL, $EDITOR)
    Example: :edit"""
    written = _edited(
        desk, _HEAD.format(question=pending_text(snapshot, 500)) + (text or suggestion(desk, snapshot)) + "\n"
    )
    lines = [line for line in written.splitlines() if not line.lstrip().startswith("#")]
    answer = "\n".join(lines).strip()
    if not answer:
        raise AnswerError("nothing was written, and nothing is answered")
    return parse_value(answer, snapshot)


def suggestion(desk: Desk, snapshot: Snapshot) -> str:
    """The literal that answered the same function last, or nothing."""
    from monty_cli.cli.debugger.suggesting import suggestions

    found = suggestions(desk, snapshot)
    return found[0] if found else ""


def _edited(desk: Desk, text: str) -> str:
    import shlex
    import subprocess
    import tempfile

    variables = desk.environment.variables
    command = variables.get("VISUAL") or variables.get("EDITOR") or "vi"
    with tempfile.TemporaryDirectory(prefix="monty-") as folder:
        path = os.path.join(folder, "answer.py")
        with open(path, "w", encoding="utf-8", errors="backslashreplace") as file:
            file.write(text)
        try:
            status = subprocess.run([*shlex.split(command), path], check=False).returncode
        except (OSError, ValueError) as error:
            what = escape_line(str(getattr(error, "strerror", None) or error))
            raise AnswerError(f"cannot start the editor {escape_line(command)}: {what}; set EDITOR") from None
        if status:
            raise AnswerError(f"the editor ended with exit code {status}, and nothing is answered")
        with open(path, encoding="utf-8", errors="replace") as file:
            return file.read()


def abort(desk: Desk, text: str, snapshot: Snapshot) -> Outcome:
    """:abort -- give this piece up, and go on with the session
    Example: :abort"""
    return GiveUp()
