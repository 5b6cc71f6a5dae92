"""What a worker forgets: the environment of the process that it was forked from, in its memory too.

A script that broke out of Python would look there for keys. Workers of the server have nothing to forget: it is started without them.
"""

from __future__ import annotations

import os
import sys


def forget_environment() -> None:
    """Empty the environment, and overwrite what the kernel and Python have kept of it where that can be done."""
    texts = list(getattr(os.environ, "_data", {}).values())
    os.environ.clear()
    if sys.platform != "linux":
        return
    import ctypes

    head = bytes.__basicsize__ - 1
    for text in texts:
        if type(text) is bytes and len(text) > 1:  # shorter ones are shared with others
            ctypes.memset(id(text) + head, 0, len(text))
    start, end = _kept_by_the_kernel()
    if 0 < start < end:
        ctypes.memset(start, 0, end - start)


def _kept_by_the_kernel() -> tuple[int, int]:
    """Return where the variables lie with which the program was started."""
    try:
        with open("/proc/self/stat", "rb") as file:
            fields = file.read().rpartition(b")")[2].split()
        return int(fields[47]), int(fields[48])  # env_start and env_end, after the id and the name
    except (OSError, ValueError, IndexError):
        return 0, 0
