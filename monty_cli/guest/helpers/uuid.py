"""What `uuid` leaves to the host: reading texts and bytes, parts of a number, names."""

from __future__ import annotations

import uuid
from types import FunctionType

from monty_cli.guest.prims import exact_str, type_name
from monty_cli.guest.protocol import is_plain, is_subclass

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_PARTS = (
    "bytes bytes_le fields time_low time_mid time_hi_version clock_seq_hi_variant clock_seq_low time clock_seq node hex urn "
    "variant version"
)
_PART_NAMES = tuple(_PARTS.split())


def number(*args: Any) -> int:
    """Return the number of what `UUID(...)` is called with, in its order; errors are CPython's."""
    given: list[Any] = [exact_str(value) if is_subclass(str, type(value)) else value for value in args]
    for value in given:
        if not is_plain(value):
            raise TypeError(f"a UUID can not be made of a '{type_name(value)}' object")
    return uuid.UUID(*given).int


def part(value: int, name: str) -> Any:
    """Return the attribute `name` of the UUID with the number `value`."""
    if name not in _PART_NAMES:
        raise ValueError(f"there is no part {name!r}")
    return getattr(uuid.UUID(int=value), name)


def text(value: int) -> str:
    """Return the text of the UUID with the number `value`."""
    digits = f"{value:032x}"
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"


def named(version: int, namespace: int, name: Any) -> int:
    """Return the number of the UUID of a name in a namespace; TypeError when the name is no text."""
    if not is_plain(name):
        raise TypeError("encoding without a string argument")
    make = uuid.uuid3 if version == 3 else uuid.uuid5
    return make(uuid.UUID(int=namespace), name).int


HELPERS: dict[str, Any] = {
    "@uuid_number": number,
    "@uuid_part": part,
    "@uuid_text": text,
    "@uuid_named": named,
    "@uuid_parts": _PART_NAMES,
    "@is_a_function": lambda value: type(value) is FunctionType,
}
