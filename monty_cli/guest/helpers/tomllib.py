"""What `tomllib` needs of the host: the text read, and where in the result numbers with a point stand."""

from __future__ import annotations

import tomllib

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    Place = tuple[Any, Any, str]


class _Number:
    """Stands for a number with a point until the script has made it from its text."""

    __slots__ = ("text",)

    def __init__(self, text: str) -> None:
        self.text = text


def read(text: str, own: bool) -> tuple[Any, list[Place], str | None]:
    """Return the contents of a TOML text, the places of its numbers with a point, and the text of the error if it is no TOML.

    Args:
        text: the TOML text.
        own: the script makes such numbers itself; else they are floats, and there are no places. A place is (dict or list, key or index,
            the number's text), in the order of the text; (`None`, `None`, text) for what comes before an error.
    """
    numbers: list[_Number] = []

    def note(number: str) -> _Number:
        numbers.append(_Number(number))
        return numbers[-1]

    try:
        data = tomllib.loads(text, parse_float=note if own else float)
    except tomllib.TOMLDecodeError as error:
        return None, [(None, None, number.text) for number in numbers], str(error)
    if not own:
        return data, [], None
    places = _places(data)
    return data, [places[id(number)] for number in numbers], None


def _places(data: Any) -> dict[int, Place]:
    found: dict[int, Place] = {}
    stack = [data]
    while stack:
        holder = stack.pop()
        for key, value in list(holder.items() if type(holder) is dict else enumerate(holder)):
            if type(value) is _Number:
                found[id(value)] = (holder, key, value.text)
                holder[key] = None
            elif type(value) in (dict, list):
                stack.append(value)
    return found


def refuse(value: Any) -> None:
    """Raise CPython's error for a value that is no text."""
    if type(value) in (bytes, bytearray, int, float, bool, type(None)):
        tomllib.loads(value)
    name = type.__dict__["__qualname__"].__get__(type(value))
    raise TypeError(f"Expected str object, not '{name}'")


HELPERS: dict[str, Any] = {
    "@toml_read": read,
    "@toml_refuse": refuse,
}
