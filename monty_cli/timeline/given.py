"""Answers as plain data: what is given to a pause, kept exactly where it can be, and given again.

An answer is a dict, as `resume` takes it:

    {"return_value": v}, {"exception": e}, {"future": ...}    to a call
    {"value": v}, {}                                          to a name: a value, or none
    {"results": {id: answer, …}}                              to pending calls

A function is kept by its name, which is all that a script gets of it. What is no plain value (an object of the host's own class) is kept as
its text alone, and can't be given again.
"""

from __future__ import annotations

from monty_cli import FunctionSnapshot, FutureSnapshot
from monty_cli.codec.plain import Token, decode_plain, encode_plain
from monty_cli.values.tables import identity

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from monty_cli import MontyComplete, NameLookupSnapshot

    Snapshot = FunctionSnapshot | NameLookupSnapshot | FutureSnapshot
    Given = dict[str, Any]

_SHOWN = 200  # characters of what can't be given again
_LOST, _FUNCTION = "lost", "host function"


class Lost:
    """Stands in a recorded value for what could not be kept; `text` is how it looked."""

    __slots__ = ("text",)

    def __init__(self, text: str) -> None:
        self.text = text

    def __repr__(self) -> str:
        return self.text


class LostError(TypeError):
    """An answer can't be given again, because a part of it was not kept."""


def resume(snapshot: Snapshot, given: Given) -> Snapshot | MontyComplete:
    """Give an answer to a pause; raises as `resume` does, and LostError for an answer that was not kept whole."""
    lost = lost_in(given)
    if lost is not None:
        raise LostError(f"the recorded answer can't be given again: {lost.text} was not kept")
    if isinstance(snapshot, FutureSnapshot):
        return snapshot.resume(given.get("results", {}))
    if isinstance(snapshot, FunctionSnapshot):
        return snapshot.resume(given)
    return snapshot.resume(given) if given else snapshot.resume()


def pack_value(value: object) -> Any:
    """Return a value as plain data for a tape."""
    return encode_plain(value, _form)


def unpack_value(field: Any) -> Any:
    """Return the value in plain data of a tape, with `Lost` for what was not kept; ValueError for what can't be."""
    value, has_tokens = decode_plain(field)
    if not has_tokens:
        return value
    from monty_cli.values.copier import Copier

    return Copier(_no_exception, _take, _no_stranger).copy(value)


def lost_in(given: object) -> Lost | None:
    """Return what was not kept in an answer, or None."""
    todo = [given]
    seen: set[int] = set()
    while todo:
        value = todo.pop()
        if isinstance(value, Lost):
            return value
        if id(value) in seen:
            continue
        seen.add(id(value))
        if isinstance(value, dict):
            todo += [*value, *value.values()]
        elif isinstance(value, list | tuple | set | frozenset):
            todo += value
    return None


def _form(value: Any) -> Token:
    from monty_cli.worker.forms import common_form

    try:
        return common_form(value)
    except (ValueError, TypeError, AttributeError):
        pass
    if isinstance(value, BaseException):
        return _form(_plain_exception(value))
    name = getattr(value, "__name__", None)
    if callable(value) and type(name) is str and not isinstance(value, type):
        return Token(_FUNCTION, [name])
    try:
        text = repr(value)
    except Exception:
        text = f"<{type(value).__name__}>"
    return Token(_LOST, [text[:_SHOWN]])


def _plain_exception(error: BaseException) -> BaseException:
    """Return an exception of the nearest builtin class with the text of `error`, as it crosses into a script."""
    from monty_cli.values import BUILTIN_EXCEPTIONS

    base = next(cls for cls in type(error).__mro__ if identity(cls) in BUILTIN_EXCEPTIONS)
    try:
        made: BaseException = base(str(error))
        return made
    except Exception:
        return RuntimeError(f"{type(error).__name__}: {error}")


def _take(copier: Any, token: Any) -> bool:
    from monty_cli.worker.forms import take_common

    if type(token) is not Token:
        return False
    if token.kind in (_LOST, _FUNCTION):
        if len(token.parts) != 1 or type(token.parts[0]) is not str:
            raise ValueError("a value of the tape is damaged")
        copier.memo[identity(token)] = (Lost if token.kind == _LOST else _function)(token.parts[0])
        return True
    if not take_common(copier, token, _zone):
        raise ValueError("a value of the tape is of an unknown kind")
    return True


def _function(name: str) -> Any:
    """Return a function of this name, which a script may be given in place of another one."""

    def stand_in(*args: object, **kwargs: object) -> object:
        raise NotImplementedError(f"{name}() is not answered here")

    stand_in.__name__ = stand_in.__qualname__ = name
    return stand_in


def _zone(name: str) -> object:
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(name)
    except Exception:
        raise ValueError(f"there is no time zone {name!r}") from None


def _no_exception(copier: Any, error: BaseException, base: type[BaseException]) -> None:
    raise ValueError("a value of the tape is damaged")


def _no_stranger(value: object) -> object:
    raise ValueError("a value of the tape is damaged")
