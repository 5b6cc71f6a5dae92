"""What `ast.literal_eval` needs of the host."""

from __future__ import annotations

import ast
import warnings

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def literal_value(text: str) -> Any:
    """Return `ast.literal_eval(text)`; its errors are CPython's."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return ast.literal_eval(text)


HELPERS: dict[str, Any] = {"@literal_value": literal_value}
