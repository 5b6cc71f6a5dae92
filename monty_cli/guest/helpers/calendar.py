"""What the prelude's `calendar` file needs of the host: dates, and whether the numbers of days and months are enumerations."""

from __future__ import annotations

import sys
from datetime import date

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_DAYS = ("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY")

HELPERS: dict[str, Any] = {
    "@calendar_date": date,
    "@calendar_days": _DAYS,
    "@calendar_mdays": (0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31),
    "@calendar_has_enums": sys.version_info >= (3, 12),
}
