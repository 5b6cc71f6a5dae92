"""Warnings that CPython itself gives while code of the guest runs: they are for the guest, and don't reach the host's stderr.

CPython would show them with `warnings.showwarning`, which looks for the line in a file, by modules that it imports for that.
"""

from __future__ import annotations

import warnings

from greenlet import getcurrent

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


def keep_warnings() -> None:
    """Keep warnings of the guest's from being shown; all others are. Once is enough."""
    show: Any = getattr(warnings, "_showwarnmsg", None)
    if show is not None and type(show) is not _Others:
        warnings._showwarnmsg = _Others(show)  # type: ignore[attr-defined]


class _Others:
    """Shows the warnings of others."""

    __slots__ = ("_show",)

    def __init__(self, show: Callable[[Any], object]) -> None:
        self._show = show

    def __call__(self, message: Any) -> None:
        if getattr(getcurrent(), "state", None) is None:
            self._show(message)
