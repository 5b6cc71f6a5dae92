"""What `keyword` has of the host: the words of the running Python."""

from __future__ import annotations

import keyword

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

HELPERS: dict[str, Any] = {
    "@keywords": tuple(keyword.kwlist),
    "@soft_keywords": tuple(keyword.softkwlist),
}
