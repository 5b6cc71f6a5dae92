"""
Answers to pending calls, as a person writes them where several calls wait at once.

    ID LITERAL                   the result of one call
    {ID: LITERAL, ID: LITERAL}   the results of several, settled in this order
    LITERAL                      the result of the only call that is pending
    ID Type: message             (after `:raise` or `--raise`) an exception; without ID for the only call
    ID=LITERAL                   (after `--future`, any number of times) the result of one call

An id is the number of the call, as the panel shows it. Whatever could be meant in two ways is refused.
"""

from __future__ import annotations

import re

from monty_cli import FutureSnapshot
from monty_cli.cli.describe import listed_ids, pending_text
from monty_cli.cli.escaping import escape_line
from monty_cli.cli.exit_codes import AnswerError
from monty_cli.cli.literals import parse_exception, parse_literal
from monty_cli.cli.values import clip, short_repr

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from monty_cli.cli.describe import Snapshot

    Results = dict[int, dict[str, Any]]

_NUMBERED = re.compile(r"\s*([0-9]+)\s+(?=\S)", re.ASCII)
_DIGITS = 18  # of an id at most
_SHOWN = 40  # characters of the user's own text in an explanation


def without_id(text: str) -> str:
    """`text` without the id that it begins with, if it begins with one and goes on."""
    return text[_split(text)[1] :]


def parse_settlement(text: str, snapshot: FutureSnapshot) -> Results:
    """The results that a line gives to pending calls, for `resume`; `AnswerError` explains what it can't be."""
    call_id, start = _split(text)
    if call_id is not None:
        _check_id(call_id, snapshot)
        return {call_id: _returned(call_id, parse_literal(text[start:]))}
    value = parse_literal(text)
    pending = snapshot.pending_call_ids
    if len(pending) == 1:
        return {pending[0]: _returned(pending[0], _only_result(value, pending[0]))}
    if not isinstance(value, dict) or not value:
        example = (
            f"write `{pending[0]} LITERAL` for one, `{{{pending[0]}: LITERAL, {pending[1]}: LITERAL}}` for several"
        )
        raise AnswerError(f"calls {listed_ids(pending)} are pending: {example}")
    for key in value:
        if type(key) is not int:
            raise AnswerError(f"`{short_repr(key, _SHOWN)}` is no id of a call; {_which(snapshot)}")
        _check_id(key, snapshot)
    return {key: _returned(key, each) for key, each in value.items()}


def parse_failure(text: str, snapshot: FutureSnapshot) -> Results:
    """The exception (`ID Type: message`) for one pending call, for `resume`; `AnswerError` explains what is wrong."""
    word, _, rest = text.strip().partition(" ")
    call_id = _id_in(word)
    pending = snapshot.pending_call_ids
    if call_id is None:
        if len(pending) > 1:
            raise AnswerError(f"write the id of the call first, as in {pending[0]} ValueError: no reply")
        call_id, rest = pending[0], text
    _check_id(call_id, snapshot)
    return {call_id: {"exception": parse_exception(rest)}}


def parse_futures(texts: Sequence[str], snapshot: Snapshot) -> Results:
    """The results that `ID=LITERAL` texts give, for `resume`; `AnswerError` explains what is wrong."""
    if not isinstance(snapshot, FutureSnapshot):
        raise AnswerError(f"this pause waits for {pending_text(snapshot, 80)} alone: answer it with --value or --raise")
    results: Results = {}
    for text in texts:
        word, equals, literal = text.partition("=")
        word = word.strip()
        if not equals:
            raise AnswerError(f"`{clip(escape_line(text), _SHOWN)}` has no `=`: write ID=LITERAL, as in 0=None")
        call_id = _id_in(word)
        if call_id is None:
            raise AnswerError(f"`{clip(escape_line(word), _SHOWN)}` is no id of a call; {_which(snapshot)}")
        _check_id(call_id, snapshot)
        if call_id in results:
            raise AnswerError(f"--future gives call {call_id} two results")
        try:
            results[call_id] = _returned(call_id, parse_literal(literal))
        except AnswerError as error:
            raise AnswerError(f"the result of call {call_id}: {error}") from None
    return results


def _split(text: str) -> tuple[int | None, int]:
    """The id that `text` begins with, or None, and where the rest of it starts."""
    found = _NUMBERED.match(text)
    if found is None or len(found[1]) > _DIGITS:
        return None, 0
    return int(found[1]), found.end()


def _id_in(word: str) -> int | None:
    """The id that `word` writes, or None."""
    return int(word) if word.isascii() and word.isdigit() and len(word) <= _DIGITS else None


def _check_id(call_id: int, snapshot: FutureSnapshot) -> None:
    if call_id not in snapshot.pending_call_ids:
        raise AnswerError(f"call {call_id} is not pending; {_which(snapshot)}")


def _which(snapshot: FutureSnapshot) -> str:
    pending = snapshot.pending_call_ids
    return f"pending is {pending[0]}" if len(pending) == 1 else f"pending are {listed_ids(pending)}"


def _only_result(value: object, call_id: int) -> object:
    """`value`, unless it is written like results by id: then it could be either."""
    if isinstance(value, dict) and list(value) == [call_id] and type(next(iter(value))) is int:
        inner = clip(f"{call_id} {short_repr(value[call_id], _SHOWN)}", _SHOWN)
        outer = clip(f"{call_id} {short_repr(value, _SHOWN)}", _SHOWN)
        raise AnswerError(f"is that the result, or results by id? write `{inner}`, or for the dict itself `{outer}`")
    return value


def _returned(call_id: int, value: object) -> dict[str, Any]:
    if value is ...:
        raise AnswerError(f"call {call_id} is pending already, and no task can go on without a result")
    return {"return_value": value}
