"""The exceptions that one exception leads to: its cause, its context, the members of its group. No code of the guest runs here."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

cause_of: Callable[[BaseException], BaseException | None] = BaseException.__dict__["__cause__"].__get__
context_of: Callable[[BaseException], BaseException | None] = BaseException.__dict__["__context__"].__get__
is_context_hidden: Callable[[BaseException], bool] = BaseException.__dict__["__suppress_context__"].__get__
arguments_of: Callable[[BaseException], tuple[Any, ...]] = BaseException.__dict__["args"].__get__
dict_of: Callable[[BaseException], dict[str, Any]] = BaseException.__dict__["__dict__"].__get__
traceback_of: Callable[[BaseException], Any] = BaseException.__dict__["__traceback__"].__get__
_members_of: Callable[[BaseException], tuple[BaseException, ...]] = BaseExceptionGroup.__dict__["exceptions"].__get__


def members_of(exc: BaseException) -> tuple[BaseException, ...] | None:
    """Return the members of a group, `None` for any other exception."""
    return _members_of(exc) if BaseExceptionGroup in type.__dict__["__mro__"].__get__(type(exc)) else None


def link_of(exc: BaseException) -> tuple[str, BaseException] | None:
    """Return the exception that CPython shows before `exc`, and whether it is its 'cause' or its 'context'."""
    cause = cause_of(exc)
    if cause is not None:
        return "cause", cause
    context = context_of(exc)
    return ("context", context) if context is not None and not is_context_hidden(exc) else None


def related(exc: BaseException) -> list[BaseException]:
    """Return `exc` and all exceptions that a traceback of it shows, each once."""
    found: dict[int, BaseException] = {}
    stack = [exc]
    while stack:
        current = stack.pop()
        if id(current) in found:
            continue
        found[id(current)] = current
        link = link_of(current)
        if link is not None:
            stack.append(link[1])
        stack.extend(members_of(current) or ())
    return list(found.values())


def notes_of(exc: BaseException) -> list[str]:
    """Return the notes of `exc` that are plain strings."""
    for key, value in dict_of(exc).items():
        if type(key) is str and key == "__notes__" and type(value) is list:
            return [note for note in value if type(note) is str]
    return []
