"""What `Path.stat` gives: the ten fields of `os.stat_result`."""

from __future__ import annotations

import stat
import time
from typing import NamedTuple


class StatResult(NamedTuple):
    """The state of a file or folder, as `os.stat` has it; times are seconds since 1970."""

    st_mode: int
    st_ino: int
    st_dev: int
    st_nlink: int
    st_uid: int
    st_gid: int
    st_size: int
    st_atime: float
    st_mtime: float
    st_ctime: float

    @classmethod
    def file_stat(cls, size: int, mode: int = 0o644, mtime: float | None = None) -> StatResult:
        """Return the state of a file of `size` bytes; `mode` may have its permissions alone, `mtime` is now by default."""
        return cls._made(stat.S_IFREG, mode, size, mtime)

    @classmethod
    def dir_stat(cls, mode: int = 0o755, mtime: float | None = None) -> StatResult:
        """Return the state of a folder."""
        return cls._made(stat.S_IFDIR, mode, 4096, mtime)

    @classmethod
    def of(cls, found: object) -> StatResult:
        """Return what a script may know of an `os.stat_result`: nothing of owners and devices."""
        names = ("st_mode", "st_ino", "st_nlink", "st_size", "st_atime", "st_mtime", "st_ctime")
        mode, number, links, size, *times = [getattr(found, name) for name in names]
        return cls(mode, number, 0, links, 0, 0, size, *times)

    @classmethod
    def _made(cls, kind: int, mode: int, size: int, mtime: float | None) -> StatResult:
        moment = time.time() if mtime is None else float(mtime)
        return cls(mode if stat.S_IFMT(mode) else kind | mode, 0, 0, 1, 0, 0, size, moment, moment, moment)
