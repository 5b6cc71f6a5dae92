"""
`--answer-cmd CMD`: a program that answers the calls.

It is started for each question, with an object as `schema` describes under `pending` (and `schema`, `script`, `line`) as JSON on its stdin,
and writes its answer to stdout, one of

    {"value": JSON}   {"literal": "PYTHON"}   {"raise": "Type: message"}   {"future": true}
    {"results": {"ID": {"value": …}, …}}      to pending calls
    {} or nothing                             to leave the question to others

Its stderr goes where this one's goes. When it fails, or writes something else, the pause is saved.
"""

from __future__ import annotations

from monty_cli import FutureSnapshot
from monty_cli.cli.answers import Later, Results, Stop, Throw, Value
from monty_cli.cli.escaping import escape_line
from monty_cli.cli.exit_codes import USAGE, AnswerError, Failure

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from monty_cli.cli.answers import Answer
    from monty_cli.cli.describe import Snapshot

_SHOWN = 80


class AnswerCommand:
    """Answers by a program."""

    by = "command"

    def __init__(self, command: str) -> None:
        import shlex

        try:
            self._words = shlex.split(command)
        except ValueError as error:
            raise Failure(USAGE, f"--answer-cmd {escape_line(command)!r}: {error}") from None
        if not self._words:
            raise Failure(USAGE, "--answer-cmd takes a program and its arguments")

    def answer(self, snapshot: Snapshot) -> Answer | Stop | None:
        """What the program answers; a stop where it fails."""
        import subprocess

        try:
            done = subprocess.run(self._words, input=_question(snapshot), stdout=subprocess.PIPE, check=False)
        except OSError as error:
            return Stop(
                USAGE, f"cannot start {escape_line(self._words[0])}: {escape_line(error.strerror or str(error))}"
            )
        if done.returncode:
            return Stop(USAGE, f"{escape_line(self._words[0])} failed with exit code {done.returncode}")
        try:
            return _answer(_read(done.stdout), snapshot)
        except AnswerError as error:
            return Stop(USAGE, f"{escape_line(self._words[0])} gives no answer: {error}")


def _question(snapshot: Snapshot) -> bytes:
    import json

    from monty_cli.cli.schema import VERSION, pending_record
    from monty_cli.inspection import place_of

    place = place_of(snapshot)
    about = {"schema": VERSION, "script": snapshot.script_name, "line": None if place is None else place.line}
    return json.dumps({**about, **pending_record(snapshot)}).encode() + b"\n"


def _read(data: bytes) -> Any:
    import json

    if not data.strip():
        return {}
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        shown = escape_line(data[:_SHOWN].decode("utf-8", "replace"))
        raise AnswerError(f"it wrote no JSON: {shown}") from None
    if type(found) is not dict:
        raise AnswerError('it wrote no object, such as {"value": 1}')
    return found


def _answer(found: dict[str, Any], snapshot: Snapshot) -> Answer | None:
    if not found:
        return None
    if isinstance(snapshot, FutureSnapshot):
        results = found.get("results")
        if type(results) is not dict or set(found) != {"results"}:
            raise AnswerError('pending calls take {"results": {"ID": {"value": 1}}}')
        return Results({_call_id(key, snapshot): _result(each) for key, each in results.items()})
    result = _result(found)
    if "exception" in result:
        return Throw(result["exception"])
    return Later() if "future" in result else Value(result["return_value"])


def _call_id(text: str, snapshot: FutureSnapshot) -> int:
    if not text.isdigit() or int(text) not in snapshot.pending_call_ids:
        raise AnswerError(f"call {escape_line(text)!r} is not pending")
    return int(text)


def _result(found: Any) -> dict[str, Any]:
    from monty_cli.cli.literals import parse_exception, parse_literal

    if type(found) is not dict or len(found) != 1:
        raise AnswerError("an answer has one of value, literal, raise, future")
    ((key, value),) = found.items()
    if key == "value":
        return {"return_value": value}
    if key == "future" and value is True:
        return {"future": ...}
    if key in ("literal", "raise") and type(value) is str:
        return {"return_value": parse_literal(value)} if key == "literal" else {"exception": parse_exception(value)}
    raise AnswerError(f"`{escape_line(str(key))}` is none of value, literal, raise, future")
