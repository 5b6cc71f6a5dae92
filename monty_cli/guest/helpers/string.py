"""What `string` needs of the host: the pattern of a template."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def template_pattern(delimiter: Any, identifier: Any, braced: Any) -> str:
    """Return the source of the pattern of templates with that delimiter and those patterns of names."""
    import re

    from monty_cli.guest.plain import plain_str

    delim = re.escape(plain_str(delimiter))
    name = plain_str(identifier)
    inner = plain_str(braced) if braced else name
    return f"{delim}(?:(?P<escaped>{delim})|(?P<named>{name})|{{(?P<braced>{inner})}}|(?P<invalid>))"


HELPERS: dict[str, Any] = {
    "@template_pattern": template_pattern,
    "@nothing": type("Nothing", (), {"__slots__": ()})(),
}
