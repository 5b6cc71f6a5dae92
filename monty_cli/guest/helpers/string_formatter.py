"""What `string.Formatter` needs of the host: CPython's parser of templates."""

from __future__ import annotations

from monty_cli.guest.protocol import is_subclass
from monty_cli.guest.templates import parse_template

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def formatter_text(text: Any) -> str:
    """Return a template or field as an exact `str`; TypeError for anything else."""
    if type(text) is str:
        return text
    if not is_subclass(str, type(text)):
        raise TypeError(f"expected str, got {type.__dict__['__name__'].__get__(type(text))}")
    return "".join((text, ""))


def parsed(text: Any) -> list[tuple[Any, Any, Any, Any]]:
    """Return the parts of a template, as `guest.templates.parse_template` does."""
    return parse_template(formatter_text(text))


HELPERS: dict[str, Any] = {
    "@formatter_text": formatter_text,
    "@formatter_parsed": parsed,
}
