"""What `errno` has of the host: the names of the numbers of errors."""

from __future__ import annotations

import errno

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

HELPERS: dict[str, Any] = {"@error_names": tuple(errno.errorcode.items())}
