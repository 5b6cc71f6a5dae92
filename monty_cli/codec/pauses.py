"""The garbage collector stands still while a graph is built.

Compiling, encoding and decoding make many objects that all live on, over which the collector would go again and again: while they are
made, and once more when it may work again. For that they go to its oldest generation at once, as they would in the end.
"""

from __future__ import annotations

import gc

_MANY = 10_000


class collector_paused:
    """Keeps automatic collection off inside the `with` body."""

    __slots__ = ("_enabled",)

    def __enter__(self) -> None:
        self._enabled = gc.isenabled()
        gc.disable()

    def __exit__(self, *_: object) -> None:
        if not self._enabled:
            return
        gc.enable()
        if gc.get_count()[0] > _MANY and not gc.get_freeze_count():  # what somebody else has frozen stays so
            gc.freeze()
            gc.unfreeze()
