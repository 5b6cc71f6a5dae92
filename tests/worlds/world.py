"""What surrounds a script of `tests/scripts`: the functions of its host, the files it finds, its environment."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple


class World(NamedTuple):
    """The surroundings of one script; the clock is `tests.oracle.clock`'s for all of them.

    Attributes:
        functions: the host's functions by name; they depend on their arguments only. A `Script` answers call by call.
        files: the text of each file that is there at the start, by relative path.
        environ: the environment variables.
        futures: the names of functions that are asynchronous: the script awaits them.
        error: the type of the error that leaves the script, `None` for a script that ends well.
        varies: the reason why its output is another on another Python, `None` when it is the same.
    """

    functions: Mapping[str, Callable[..., Any]] = {}
    files: Mapping[str, str] = {}
    environ: Mapping[str, str] = {}
    futures: frozenset[str] = frozenset()
    error: str | None = None
    varies: str | None = None
