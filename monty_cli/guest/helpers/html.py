"""What `html` needs of the host."""

from __future__ import annotations

import html

from monty_cli.guest.prims import exact_str
from monty_cli.guest.protocol import is_subclass

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def _text(value: Any, wanted: str) -> str:
    if not is_subclass(str, type(value)):
        name = type.__dict__["__name__"].__get__(type(value))
        raise (
            AttributeError(f"'{name}' object has no attribute 'replace'")
            if wanted
            else TypeError(f"argument of type '{name}' is not iterable")
        )
    return exact_str(value)


def escaped(text: Any, quote: bool) -> str:
    """Return `html.escape(text, quote)`."""
    return html.escape(_text(text, "replace"), quote)


def unescaped(text: Any) -> str:
    """Return `html.unescape(text)`."""
    return html.unescape(_text(text, ""))


HELPERS: dict[str, Any] = {
    "@html_escaped": escaped,
    "@html_unescaped": unescaped,
}
