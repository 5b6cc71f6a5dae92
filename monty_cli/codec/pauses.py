"""The garbage collector stands still while a graph is built.

Encoding and decoding make many objects that all live on, over which the collector would go again and again.
"""

from __future__ import annotations

import gc


class collector_paused:
    """Keeps automatic collection off inside the `with` body."""

    __slots__ = ("_enabled",)

    def __enter__(self) -> None:
        self._enabled = gc.isenabled()
        gc.disable()

    def __exit__(self, *_: object) -> None:
        if self._enabled:
            gc.enable()
