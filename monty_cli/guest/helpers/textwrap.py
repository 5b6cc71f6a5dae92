"""What `textwrap` needs of the host."""

from __future__ import annotations

import textwrap

from monty_cli.guest.plain import plain, plain_str
from monty_cli.guest.protocol import is_subclass

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

_NAMES = (
    "width initial_indent subsequent_indent expand_tabs replace_whitespace fix_sentence_endings break_long_words "
    "drop_whitespace break_on_hyphens tabsize max_lines placeholder"
)
_OPTIONS = _NAMES.split()


def _asked(text: Any, method: str) -> str:
    if not is_subclass(str, type(text)):
        raise AttributeError(f"'{type.__dict__['__name__'].__get__(type(text))}' object has no attribute '{method}'")
    return plain_str(text)


def wrapped(options: Sequence[Any], text: Any) -> list[str]:
    """Wrap a text.

    Args:
        options: what `textwrap.TextWrapper` takes, in the order of its parameters.
        text: the text.

    Raises:
        ValueError: a width is too small.
        TypeError: an option is of a wrong type.
        AttributeError: the text is none.
    """
    given: dict[str, Any] = dict(zip(_OPTIONS, map(plain, options), strict=True))
    return textwrap.TextWrapper(**given).wrap(_asked(text, "expandtabs"))


def stripped(text: Any) -> str:
    """Return a text with single blanks between its words."""
    return " ".join(_asked(text, "strip").split())


def dedented(text: Any) -> str:
    """Return `textwrap.dedent(text)`."""
    return textwrap.dedent(plain_str(text))


def indented(lines: Any, prefix: Any) -> str:
    """Return lines with `prefix` before those that are not blank."""
    before = plain_str(prefix)
    return "".join([before + line if line.strip() else line for line in plain(lines)])


HELPERS: dict[str, Any] = {
    "@textwrap_wrapped": wrapped,
    "@textwrap_stripped": stripped,
    "@textwrap_dedented": dedented,
    "@textwrap_indented": indented,
}
