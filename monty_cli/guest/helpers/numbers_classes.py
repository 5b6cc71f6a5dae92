"""What `numbers` needs of C."""

from __future__ import annotations

from decimal import Decimal

from monty_cli.guest.protocol import set_on_class

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

HELPERS: dict[str, Any] = {"@c_Decimal": Decimal, "@type_setattr": set_on_class}
