"""Rows of values of library modules, whose tables are imported when the first value or row of theirs is met.

| tags | file |
| --- | --- |
| 100 to 109 | `dates` |
| 110 to 119 | `decimals` |
| 120 to 129 | `patterns` |
| 130 to 139 | `randoms` |

The numbers of payloads (see `payloads`) are divided in the same way: such a file has `PAYLOADS` too.
"""

from __future__ import annotations

from importlib import import_module

from .identity import identity

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from .encoder import Writer
    from .kind import Kind
    from .payload import Payload

FIRST = 100

# The first tag of each file of this package that there is, and the modules of the host whose types it writes.
_TAGS: dict[int, str] = {
    100: "dates",
    110: "decimals",
    120: "patterns",
    130: "randoms",
}
_MODULES: dict[str, str] = {
    "_random": "randoms",
    "datetime": "dates",
    "decimal": "decimals",
    "re": "patterns",
    "time": "dates",
}

_module_of: Callable[[type], object] = type.__dict__["__module__"].__get__


def classify_library(writer: Writer, value: object) -> Callable[[Writer, Any], list[Any]] | None:
    """The encoder for a value of a library module's type; None for other values."""
    module = _module_of(type(value))
    file = _MODULES.get(module) if type(module) is str else None
    return None if file is None else _encoders(file).get(identity(type(value)))


def declare_of(tag: int) -> Callable[..., None] | None:
    """How the row of a tag from `FIRST` on is declared; None for a tag that there is not."""
    file = _TAGS.get(tag - tag % 10)
    return next((kind.declare for kind in _kinds(file) if kind.tag == tag), None) if file is not None else None


def payload_of(base: type) -> Payload | None:
    """The payload of a library module's type; None for other types."""
    module = _module_of(base)
    file = _MODULES.get(module) if type(module) is str else None
    return None if file is None else next((item for item in _payloads(file) if item.base is base), None)


def payload_numbered(number: int) -> Payload | None:
    """The payload with a number from `FIRST` on; None when there is none."""
    file = _TAGS.get(number - number % 10)
    return None if file is None else next((item for item in _payloads(file) if item.number == number), None)


def _payloads(file: str) -> list[Payload]:
    payloads: list[Payload] = getattr(import_module(f"{__package__}.{file}"), "PAYLOADS", [])
    return payloads


def _kinds(file: str) -> list[Kind]:
    kinds: list[Kind] = import_module(f"{__package__}.{file}").KINDS
    return kinds


def _encoders(file: str) -> dict[int, Any]:
    return {identity(cls): kind.encode for kind in _kinds(file) for cls in kind.types}
