"""What `bisect` needs of C."""

from __future__ import annotations

import _bisect

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

HELPERS: dict[str, Any] = {"@c_bisects": _bisect}
