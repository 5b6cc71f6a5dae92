"""Reads of code and frames by helpers: CPython tells audit hooks of each, and ours would have to find out who reads.

A helper that reads for its own decision says so here, for its thread and that moment. What it gives to the guest is no code or frame.
"""

from __future__ import annotations

from _thread import _local

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import TracebackType
    from typing import Any


class _Looking(_local):
    """Whether a helper is reading in this thread."""

    on = False


LOOKING = _Looking()


def look(obj: Any, name: str) -> Any:
    """Return the attribute `name` of a function, coroutine, generator or frame."""
    LOOKING.on = True
    try:
        return getattr(obj, name)
    finally:
        LOOKING.on = False


def code_of(function: Any) -> Any:
    """Return the code of a function."""
    LOOKING.on = True
    try:
        return function.__code__
    finally:
        LOOKING.on = False


def places_of(error: BaseException) -> list[TracebackType]:
    """Return the places of the guest's and the prelude's code in the traceback of an exception, outermost first."""
    found = []
    traceback = error.__traceback__
    LOOKING.on = True
    try:
        while traceback is not None:
            if traceback.tb_frame.f_code.co_filename.startswith("<monty "):
                found.append(traceback)
            traceback = traceback.tb_next
    finally:
        LOOKING.on = False
    return found
