"""Depth: starting a greenlet where only so many more calls fit under Python's recursion limit.

That limit is the process's, and lowering it would break code of the host. But a greenlet goes on counting from the depth at which it was
started, for the rest of its life. So one that may make few calls is started deep down: at a depth that leaves just these.
"""

from __future__ import annotations

import gc

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


class _Done:
    __slots__ = ("error", "value")

    def __init__(self) -> None:
        self.value: Any = None
        self.error: BaseException | None = None


def with_room(room: int, function: Callable[[], Any]) -> Any:
    """Call `function` where `room` more calls fit, or as many as there are if they are less; return its result."""
    collecting = gc.isenabled()
    gc.disable()  # down there is no room for finalizers
    try:
        found = _dive(room, function, collecting)
    finally:
        if collecting:
            gc.enable()
    if type(found) is not _Done:
        return function()
    if found.error is not None:
        raise found.error
    return found.value


def _dive(room: int, function: Callable[[], Any], collecting: bool) -> int | _Done:
    """Go down as far as it goes, and on the way back call `function` at the right place; until then return how far it went below."""
    try:
        found = _dive(room, function, collecting)
    except RecursionError:
        found = 0
    if type(found) is _Done:
        return found
    if found < room:  # type: ignore[operator]
        return found + 1  # type: ignore[operator]
    done = _Done()
    if collecting:
        gc.enable()
    try:
        done.value = function()
    except BaseException as error:
        done.error = error
    return done


def deeper(calls: int, function: Callable[..., Any], *arguments: Any) -> Any:
    """Call `function` as if `calls` calls were under way around it; return its result."""
    if calls > 0:
        return deeper(calls - 1, function, *arguments)
    return function(*arguments)
