"""How much memory the process has, in as few steps as can be: it is asked while code of the guest runs, some hundred times a second."""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

_STATM = "/proc/self/statm"


class Resident:
    """Tells the bytes of memory that are resident for this process.

    On Linux the kernel is asked, by a file that stays open: while the guest runs, nothing may be opened. Elsewhere it is the most that the
    process has ever had, or a guess by the count of CPython's own blocks.
    """

    __slots__ = ("_descriptor", "_page", "_source")

    def __init__(self) -> None:
        self._descriptor = -1
        self._page = 0
        self._source: Callable[[], int] | None = None

    def open(self) -> None:
        """Make ready to be asked by this process; to be called where files may be opened."""
        if self._source is None:
            self._source = self._find()

    def forget(self) -> None:
        """Be made ready anew: a fork holds the file of the process that it was forked from."""
        self._source = None

    def read(self) -> int:
        """Return how many bytes the process has."""
        if self._source is None:
            self.open()
            assert self._source is not None
        return self._source()

    def address_space(self) -> int:
        """Return how many bytes of addresses the process has taken; a guess where the kernel doesn't tell."""
        try:
            return int(os.pread(self._descriptor, 128, 0).split()[0]) * self._page
        except (OSError, IndexError, ValueError):
            return 1 << 30

    def _find(self) -> Callable[[], int]:
        try:
            self._page = os.sysconf("SC_PAGE_SIZE")
            self._descriptor = os.open(_STATM, os.O_RDONLY)
        except (AttributeError, OSError, ValueError):
            return _peak_source()
        return self._from_kernel

    def _from_kernel(self) -> int:
        try:
            return int(os.pread(self._descriptor, 128, 0).split()[1]) * self._page
        except (OSError, IndexError, ValueError):  # somebody has closed it
            return _from_blocks()


def _peak_source() -> Callable[[], int]:
    try:
        from resource import RUSAGE_SELF, getrusage
    except ImportError:
        return _from_blocks
    unit = 1 if sys.platform == "darwin" else 1024

    def from_peak() -> int:
        """Return the most that the process has had."""
        return int(getrusage(RUSAGE_SELF).ru_maxrss) * unit

    return from_peak


def _from_blocks() -> int:
    """Return a guess from the count of CPython's blocks."""
    return sys.getallocatedblocks() * 64


resident = Resident()
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=resident.forget)
