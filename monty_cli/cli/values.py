"""Values as text: never an exception, never a control character, and short where space is short."""

from __future__ import annotations

import sys

from monty_cli.cli.escaping import escape_line, escape_text

_DIGITS = 100_000  # of an integer, shown at most; writing them out takes quadratic time


def plain_repr(value: object) -> str:
    """`repr(value)` on one line, or a note in angle brackets where a value is too large or too deep to write."""
    try:
        text = repr(value)
    except ValueError:
        text = _repr_of_long_integers(value)
    except RecursionError:
        text = f"<{type(value).__name__}: nested too deeply to show>"
    except MemoryError:
        text = f"<{type(value).__name__}: too large to show>"
    return escape_line(text)


def short_repr(value: object, limit: int) -> str:
    """`plain_repr` cut to `limit` characters, an ellipsis for what is left out."""
    if isinstance(value, str | bytes) and len(value) > limit:
        value = value[:limit]
        return plain_repr(value)[: limit - 1] + "…"
    return clip(plain_repr(value), limit)


def clip(text: str, limit: int) -> str:
    """`text` cut to `limit` characters, an ellipsis for what is left out."""
    return text if len(text) <= limit else text[: limit - 1] + "…"


def pretty(value: object, width: int, *, fold: bool = False) -> str:
    """
    `value` laid out over lines of `width` columns.

    With `fold`, long strings, long containers and deep ones are cut, with a note of how much is left out. Imports rich
    unless a short value fits on one line.
    """
    text = plain_repr(value)
    if len(text) <= width:
        return text
    from rich.pretty import pretty_repr

    try:
        if not fold:
            return escape_text(pretty_repr(value, max_width=width))
        return escape_text(pretty_repr(value, max_width=width, max_length=12, max_string=400, max_depth=6))
    except (RecursionError, MemoryError):
        return text if not fold else clip(text, 400)


def _repr_of_long_integers(value: object) -> str:
    limit = sys.get_int_max_str_digits()
    sys.set_int_max_str_digits(_DIGITS)
    try:
        return repr(value)
    except (ValueError, RecursionError, MemoryError):
        return f"<{type(value).__name__}: too large to show>"
    finally:
        sys.set_int_max_str_digits(limit)
