"""Parsing of `str.format` templates, with CPython's own parser and its errors."""

from __future__ import annotations

import _string  # type: ignore[import-not-found]

from monty_cli.guest.protocol import identity, is_subclass

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


def parse_template(template: str) -> list[tuple[Any, Any, Any, Any]]:
    """Split a template into (literal text, field or `None`, format specification, conversion letter or `None`).

    CPython parses as it goes, so that an error comes after the fields before it: it is given as an entry of its own,
    whose literal text is `None` and whose field is the message.
    """
    parts: list[tuple[Any, Any, Any, Any]] = []
    try:
        for part in _string.formatter_parser(template):
            parts.append(part)
    except ValueError as error:
        parts.append((None, str(error), None, None))
    return parts


_plain_templates: dict[str, bool] = {}
_KEPT = 512


def formatted_plainly(template: str, args: tuple[Any, ...], fields: dict[str, Any]) -> str | None:
    """Return what C's `str.format` gives when it reads nothing but arguments that are exact scalars, and makes no wide paddings."""
    if type(template) is not str or not _SCALAR_IDS.issuperset(map(identity, map(type, args))):
        return None
    if fields and not _SCALAR_IDS.issuperset(map(identity, map(type, fields.values()))):
        return None
    known = _plain_templates.get(template)
    if known is None:
        if len(_plain_templates) >= _KEPT:
            _plain_templates.clear()
        known = _plain_templates[template] = _is_plain_template(template)
    return template.format(*args, **fields) if known else None


_SCALAR_IDS = frozenset(map(identity, (str, int, float, bool, type(None))))


def _is_plain_template(template: str) -> bool:
    if len(template) > 500:
        return False
    for part in parse_template(template):
        literal, field, spec, _ = part
        if literal is None:
            return False
        if field is not None and ("." in field or "[" in field or "{" in spec):
            return False
        if field is not None and sum(letter.isdigit() for letter in spec) > 4:
            return False
    return True


def split_field(field: str) -> tuple[Any, list[tuple[Any, Any]]]:
    """Split a field into its first part and what follows: (True, attribute), (False, key) or (None, error)."""
    first, rest = _string.formatter_field_name_split(field)
    parts: list[tuple[Any, Any]] = []
    try:
        for part in rest:
            parts.append(part)
    except ValueError as error:
        parts.append((None, str(error)))
    return first, parts


def number_field(first: Any, args: Any, numbering: list[int]) -> Any:
    """Return the position or the name of the argument that a field begins with; empty fields are numbered.

    Raises:
        ValueError: numbered and empty fields are mixed, or there are no positional arguments to number (`format_map`).
    """
    if first == "" or type(first) is int:
        if args is None:
            raise ValueError("Format string contains positional fields")
        automatic = first == ""
        if automatic and numbering[0] < 0:
            raise ValueError("cannot switch from manual field specification to automatic field numbering")
        if not automatic and numbering[0] > 0:
            raise ValueError("cannot switch from automatic field numbering to manual field specification")
        if automatic:
            first = numbering[0]
            numbering[0] += 1
        else:
            numbering[0] = -1
    return first


def format_argument(args: tuple[Any, ...], index: int) -> Any:
    """Return positional argument `index` of a `str.format`."""
    if index >= len(args):
        raise IndexError(f"Replacement index {index} out of range for positional args tuple")
    return args[index]


def conversion_error(conversion: str) -> str:
    """Return the text of the error for an unknown conversion letter."""
    if " " < conversion < "\x7f":
        return f"Unknown conversion specifier {conversion}"
    return f"Unknown conversion specifier \\x{ord(conversion):x}"


def check_template(args: tuple[Any, ...], name: str) -> None:
    """Refuse a call of the unbound `str.format` without a template, as CPython does."""
    if not args:
        raise TypeError(f"unbound method str.{name}() needs an argument")
    if not is_subclass(str, type(args[0])):
        raise TypeError(f"descriptor '{name}' for 'str' objects doesn't apply to a '{type(args[0]).__name__}' object")


TEMPLATES: dict[str, Callable[..., Any]] = {
    "@parse_template": parse_template,
    "@formatted_plainly": formatted_plainly,
    "@split_field": split_field,
    "@number_field": number_field,
    "@format_argument": format_argument,
    "@conversion_error": conversion_error,
    "@check_template": check_template,
}
