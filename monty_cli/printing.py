"""Collectors of what a script prints, to be given as `print_callback`.

Each call of a collector takes one piece of text. Beyond `max_bytes` it raises MemoryError, which the script gets from its `print`.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

MAX_BYTES = 10 * 1024 * 1024
"""How much a collector takes by default."""


class _Collector:
    """What collectors share: pieces of text with their streams, and their count in bytes of UTF-8."""

    __slots__ = ("_left", "_pieces", "max_bytes")

    def __init__(self, max_bytes: int | None = MAX_BYTES) -> None:
        """Make an empty collector for `max_bytes` bytes of UTF-8; None: for any number.

        Raises TypeError or ValueError for another limit.
        """
        if max_bytes is not None and type(max_bytes) is not int:
            raise TypeError(f"argument 'max_bytes': {type(max_bytes).__name__!r} object is not an instance of 'int'")
        if max_bytes is not None and max_bytes < 0:
            raise ValueError("argument 'max_bytes' is negative")
        self.max_bytes = max_bytes
        self._left = max_bytes
        self._pieces: list[tuple[str, list[str]]] = []

    def __call__(self, stream: str, text: str, /) -> None:
        """Take what was printed to `stream`, 'stdout' or 'stderr'; MemoryError, and nothing of it taken, if it is too much."""
        if self._left is not None:
            size = len(text) if text.isascii() else len(text.encode("utf-8", "surrogatepass"))
            if size > self._left:
                raise MemoryError(f"the script prints more than {self.max_bytes} bytes")
            self._left -= size
        if not self._pieces or self._pieces[-1][0] != stream:
            self._pieces.append((stream, []))
        self._pieces[-1][1].append(text)


class CollectString(_Collector):
    """Collects what a script prints, to whichever stream, as one string."""

    __slots__ = ()

    @property
    def output(self) -> str:
        """Return what was printed so far."""
        return "".join([text for _, texts in self._pieces for text in texts])

    def __repr__(self) -> str:
        return f"CollectString(output={self.output!r})"


class CollectStreams(_Collector):
    """Collects what a script prints as (stream, text) pairs; what goes to one stream in a row is one pair."""

    __slots__ = ()

    @property
    def output(self) -> list[tuple[str, str]]:
        """Return what was printed so far, in order."""
        return [(stream, "".join(texts)) for stream, texts in self._pieces]

    def __repr__(self) -> str:
        return f"CollectStreams(output={self.output!r})"


def check_print_callback(print_callback: Any) -> Any:
    """Return `print_callback` if it can be called or is None; else TypeError."""
    if print_callback is not None and not callable(print_callback):
        raise TypeError(f"argument 'print_callback': {type(print_callback).__name__!r} object is not callable")
    return print_callback
