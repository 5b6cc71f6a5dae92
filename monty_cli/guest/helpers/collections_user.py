"""What the class that wraps a string needs: the methods of strings that it has."""

from __future__ import annotations

from monty_cli.guest.protocol import set_on_class

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_TEXTS = (
    "capitalize casefold center expandtabs ljust lower lstrip removeprefix removesuffix replace rjust rstrip strip "
    "swapcase title upper zfill"
)
_OTHERS = (
    "count endswith find index isalnum isalpha isascii isdecimal isdigit isidentifier islower isnumeric isprintable "
    "isspace istitle isupper partition rfind rindex rpartition rsplit split splitlines startswith"
)

HELPERS: dict[str, Any] = {
    "@string_methods": dict.fromkeys(_TEXTS.split(), True) | dict.fromkeys(_OTHERS.split(), False),
    "@set_on_class": set_on_class,
}
