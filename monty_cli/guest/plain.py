"""What helpers of modules take from guest code: copies that hold plain data alone, of no class that the guest has derived."""

from __future__ import annotations

from monty_cli.guest.prims import exact_str
from monty_cli.guest.protocol import is_subclass

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_SCALARS = (str, int, float, bytes, bool, complex, type(None))


def plain(value: Any) -> Any:
    """Return a text, number or container of them as an object of exactly a builtin type.

    Raises:
        TypeError: `value` is, or holds, something else.
    """
    kind = type(value)
    if kind in _SCALARS:
        return value
    for base, convert in _CONVERT:
        if is_subclass(base, kind):
            return convert(value)
    raise TypeError(f"expected text or numbers, not {type.__dict__['__name__'].__get__(kind)!r}")


def plain_str(value: Any) -> str:
    """Return a text as an exact `str`; TypeError for anything else."""
    if type(value) is str:
        return value
    if is_subclass(str, type(value)):
        return exact_str(value)
    raise TypeError(f"expected string or bytes-like object, got '{type.__dict__['__name__'].__get__(type(value))}'")


_CONVERT: tuple[tuple[type, Any], ...] = (
    (str, exact_str),
    (bytes, lambda value: b"".join((value, b""))),
    (int, int.__index__),
    (float, float.__float__),
    (list, lambda value: [plain(item) for item in list.__iter__(value)]),
    (tuple, lambda value: tuple([plain(item) for item in tuple.__iter__(value)])),
    (set, lambda value: {plain(item) for item in set.__iter__(value)}),
    (frozenset, lambda value: frozenset([plain(item) for item in frozenset.__iter__(value)])),
    (range, lambda value: value),
    (slice, lambda value: slice(plain(value.start), plain(value.stop), plain(value.step))),
    (dict, lambda value: {plain(key): plain(item) for key, item in dict.items(value)}),
)
