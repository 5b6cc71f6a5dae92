"""What `shlex` needs of the host."""

from __future__ import annotations

import shlex

from monty_cli.guest.plain import plain_str

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def words(text: Any, comments: bool, posix: bool) -> list[str]:
    """Return `shlex.split(text, comments, posix)`; ValueError for `None`, for which old versions of Python read the host's input."""
    if text is None:
        raise ValueError("s argument must not be None")
    return shlex.split(plain_str(text), comments, posix)


def quoted(text: Any) -> str:
    """Return `shlex.quote(text)`."""
    return shlex.quote(plain_str(text))


HELPERS: dict[str, Any] = {
    "@shlex_words": words,
    "@shlex_quoted": quoted,
}
