"""What the prelude's `zoneinfo` file needs: the names of the zones."""

from __future__ import annotations

from monty_cli.guest.zones import zone_names

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

HELPERS: dict[str, Any] = {"@zoneinfo_names": zone_names}
