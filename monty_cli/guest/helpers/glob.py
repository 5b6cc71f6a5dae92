"""What `glob` needs of the host: patterns. Names are those of POSIX."""

from __future__ import annotations

import fnmatch
import glob
import re
from posixpath import split

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_MAGIC = re.compile(r"[*?[]")


def has_magic(text: str) -> bool:
    """Tell whether a text has characters that stand for others."""
    return _MAGIC.search(text) is not None


def filtered(names: list[str], pattern: str, hidden: bool) -> list[str]:
    """Return the names that fit a pattern; those that begin with a dot only where they are asked for."""
    return [name for name in names if (hidden or name[:1] != ".") and fnmatch.fnmatchcase(name, pattern)]


def escaped(text: str) -> str:
    """Return `glob.escape(text)`."""
    return _MAGIC.sub(lambda found: f"[{found[0]}]", text)


def translated(pattern: Any, recursive: bool, hidden: bool, separators: list[Any] | None) -> str:
    """Return `glob.translate` for plain texts."""
    if type(pattern) is not str or any(type(item) is not str for item in separators or ()):
        raise TypeError("glob.translate() takes str here")
    found: str = vars(glob)["translate"](
        pattern, recursive=recursive, include_hidden=hidden, seps="/" if separators is None else separators
    )
    return found


HELPERS: dict[str, Any] = {
    "@globs_has_magic": has_magic,
    "@globs_filtered": filtered,
    "@globs_escaped": escaped,
    "@globs_split": split,
    "@globs_translated": translated,
}
