"""What `secrets` needs of the host."""

from __future__ import annotations

from _operator import _compare_digest
from base64 import urlsafe_b64encode

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

HELPERS: dict[str, Any] = {
    "@compare_digest": _compare_digest,
    "@url_text": lambda data: urlsafe_b64encode(data).rstrip(b"=").decode("ascii"),
}
