"""What `heapq` needs of C."""

from __future__ import annotations

import _heapq

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

HELPERS: dict[str, Any] = {"@c_heapq": _heapq}
