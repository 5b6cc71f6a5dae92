"""What `fnmatch` needs of the host. A guest's file names are those of POSIX: upper and lower case are different."""

from __future__ import annotations

import fnmatch

from monty_cli.guest.helpers.re import plain_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def _text(value: Any) -> Any:
    text = plain_text(value)
    if text is None:
        name = type.__dict__["__name__"].__get__(type(value))
        raise TypeError(f"expected str, bytes or os.PathLike object, not {name}")
    return text


def matches(name: Any, pattern: Any) -> bool:
    """Return `fnmatch.fnmatchcase(name, pattern)`."""
    return fnmatch.fnmatchcase(_text(name), _text(pattern))


def filtered(names: list[Any], pattern: Any) -> list[Any]:
    """Return those of `names` that match."""
    wanted = _text(pattern)
    return [name for name in names if fnmatch.fnmatchcase(_text(name), wanted)]


def translated(pattern: Any) -> str:
    """Return the regular expression for a pattern."""
    return fnmatch.translate(_text(pattern))


HELPERS: dict[str, Any] = {
    "@fnmatch_matches": matches,
    "@fnmatch_filtered": filtered,
    "@fnmatch_translated": translated,
}
