"""What filters of warnings need of the host: patterns, and the error for what they refuse."""

from __future__ import annotations

import re
import sys

from monty_cli.guest.protocol import is_subclass

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def matches(pattern: Any, text: Any, ignores_case: bool) -> bool:
    """Tell whether `text` begins with a match of `pattern`; ValueError for what is no pattern."""
    if not is_subclass(str, type(pattern)):
        raise TypeError("message and module must be strings")
    try:
        found = re.compile(str.__str__(pattern), re.IGNORECASE if ignores_case else 0)
    except re.error as error:
        reason = str(error)
    else:
        return is_subclass(str, type(text)) and found.match(str.__str__(text)) is not None
    raise ValueError(reason)


HELPERS: dict[str, Any] = {
    "@warnings_matches": matches,
    "@warnings_error": ValueError if sys.version_info >= (3, 12) else AssertionError,
}
