"""Answers to pauses, as the host gives them: from keywords and dicts to what the machine takes."""

from __future__ import annotations

from monty_cli import machine
from monty_cli.values import BUILTIN_EXCEPTIONS, to_guest_exception

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any

    Convert = Callable[[object, str], Any]
    Given = dict[str, Any]

UNSET: Any = type("_Unset", (), {"__slots__": (), "__repr__": lambda self: "..."})()
"""Stands for a keyword that was not given."""


def given_answer(result: Any, keywords: dict[str, Any]) -> dict[Any, Any]:
    """Return an answer as a dict, whether it was given as one or as keywords."""
    given = {name: value for name, value in keywords.items() if value is not UNSET}
    if result is UNSET:
        return given
    if not isinstance(result, dict):
        raise TypeError(f"resume() takes keywords or one dict, not {type(result).__name__!r}")
    if given:
        raise TypeError("resume() takes keywords or one dict, not both")
    return dict(result)


def listed(names: Iterable[object]) -> str:
    return ", ".join(map(repr, names)) or "nothing"


def _returned(given: Given, to_guest: Convert) -> machine.Outcome:
    return machine.Return(to_guest(given["return_value"], "return_value"))


def _raised(given: Given, to_guest: Convert) -> machine.Outcome:
    """Return the outcome for an exception, or for a class of exceptions as in `raise ValueError`."""
    exception = given["exception"]
    if isinstance(exception, type) and issubclass(exception, BaseException):
        try:
            exception = exception()
        except Exception as error:
            raise TypeError(f"'exception' must be an instance: {error}") from None
    if not isinstance(exception, BaseException):
        raise TypeError(f"'exception' must be an exception, not {type(exception).__name__!r}")
    return machine.Raise(to_guest_exception(exception))


def _raised_by_name(given: Given, to_guest: Convert) -> machine.Outcome:
    """Return the outcome for the name of a builtin exception and a message."""
    name, message = given["exc_type"], given.get("message", "")
    if not isinstance(message, str):
        raise TypeError(f"'message' must be a string, not {type(message).__name__!r}")
    for cls in BUILTIN_EXCEPTIONS.values():
        if cls.__name__ == name:
            break
    else:
        raise TypeError(f"'exc_type' must be the name of a builtin exception, not {name!r}")
    try:
        exception = cls(message) if message else cls()
    except TypeError:
        raise TypeError(f"{name} can't be made from a message: give it as 'exception'") from None
    return machine.Raise(to_guest_exception(exception))


def _later(given: Given, to_guest: Convert) -> machine.Outcome:
    if given["future"] is not ...:
        raise TypeError("Value for the 'future' key must be Ellipsis (...)")
    return machine.Later()


_ANSWERS: dict[frozenset[str], Callable[[Given, Convert], machine.Outcome]] = {
    frozenset({"return_value"}): _returned,
    frozenset({"exception"}): _raised,
    frozenset({"exc_type", "message"}): _raised_by_name,
    frozenset({"exc_type"}): _raised_by_name,
    frozenset({"future"}): _later,
}
_ANSWERS_WANTED = (
    "resume() accepts either return_value or exception, not both, or future=..., "
    "as a keyword or in a dict (there also 'exc_type' and 'message')"
)


def answer(given: dict[Any, Any], to_guest: Convert) -> machine.Outcome:
    """Return the outcome for the answer to a call, given as a dict; TypeError for other keys and values that can't cross.

    `to_guest(value, where)` makes guest values.
    """
    make = _ANSWERS.get(frozenset(given))
    if make is None:
        raise TypeError(f"{_ANSWERS_WANTED}; got {listed(given)}")
    return make(given, to_guest)


def settlement(results: object, pending: tuple[int, ...], to_guest: Convert) -> machine.Settle:
    """Return the outcome for a dict from ids of calls to answers.

    Raises TypeError for anything else and for values that can't cross, RuntimeError for ids that are not in `pending`.
    """
    if not isinstance(results, dict):
        raise TypeError(f"argument 'results': {type(results).__name__!r} object is not an instance of 'dict'")
    settled: dict[int, Any] = {}
    for call_id, given in results.items():
        if type(call_id) is not int:
            raise TypeError(f"a call id is an int, not {type(call_id).__name__!r}")
        if call_id not in pending:
            raise RuntimeError(f"unknown call_id {call_id}, expected one of: {list(pending)}")
        if not isinstance(given, dict):
            raise TypeError(f"the result of call {call_id} must be a dict, not {type(given).__name__!r}")
        if frozenset(given) not in _ANSWERS:
            wanted = "results values must be a dict with either 'return_value' or 'exception', not both"
            raise TypeError(f"{wanted}; call {call_id} has {listed(given)}")
        outcome = answer(given, to_guest)
        if not isinstance(outcome, machine.Later):
            settled[call_id] = outcome
    return machine.Settle(settled)
