"""Checks of what a guest's special method returned, with CPython's own errors.

Each check hands the value to C through a carrier: an object of a throw-away host class whose special method returns
it. C then converts or refuses it exactly as it would have done with the guest's object, in every CPython version.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


def _any(carrier: Any) -> Any:
    """Return a carrier as it is, for C to ask."""
    return carrier


class _Carrier:
    __slots__ = ("value",)

    def __init__(self, value: Any) -> None:
        self.value = value

    def _give(self, *_: Any) -> Any:
        return self.value


def _carrier(name: str, title: str = "Carrier") -> type[_Carrier]:
    return type(title, (_Carrier,), {"__slots__": (), name: _Carrier._give})


_BOOL, _LEN, _STR, _REPR, _FORMAT = map(_carrier, ("__bool__", "__len__", "__str__", "__repr__", "__format__"))
_HASH, _INDEX, _INT, _BYTES = map(_carrier, ("__hash__", "__index__", "__int__", "__bytes__"))
_COMPLEX = _carrier("__complex__")


def bool_result(value: Any) -> bool:
    """Return the truth that a `__bool__` told."""
    return value if value is True or value is False else bool(_BOOL(value))


def len_result(value: Any) -> int:
    """Return the length that a `__len__` told."""
    return len(_LEN(value))  # type: ignore[arg-type]


def str_result(value: Any) -> str:
    """Return the text that a `__str__` gave."""
    return value if type(value) is str else str(_STR(value))


def repr_result(value: Any) -> str:
    """Return the text that a `__repr__` gave."""
    return value if type(value) is str else repr(_REPR(value))


def format_result(value: Any) -> str:
    """Return the text that a `__format__` gave."""
    return value if type(value) is str else format(_FORMAT(value))


def bytes_result(value: Any) -> bytes:
    """Return the bytes that a `__bytes__` gave."""
    result: bytes = bytes(_any(_BYTES(value)))
    return result


def hash_result(value: Any) -> int:
    """Return the hash that a `__hash__` told, reduced to the size of a machine word."""
    return hash(_HASH(value))


def index_result(value: Any) -> int:
    """Return the integer that an `__index__` gave."""
    return value if type(value) is int else _index(_INDEX(value))


def int_result(value: Any) -> int:
    """Return the integer that an `__int__` gave."""
    return value if type(value) is int else int(_any(_INT(value)))


def complex_result(value: Any) -> complex:
    """Return the number that a `__complex__` gave."""
    return complex(_any(_COMPLEX(value)))


def float_result(value: Any, title: str) -> float:
    """Return the number that a `__float__` gave.

    `title` is the name of the guest's class, which CPython's error tells.
    """
    if type(value) is float:
        return value
    return float(_carrier("__float__", title)(value))  # type: ignore[arg-type]


def hint_result(value: Any) -> None:
    """Check what a `__length_hint__` gave."""
    if value is NotImplemented:
        return
    if not isinstance(value, int):
        raise TypeError(f"__length_hint__ must be an integer, not {type(value).__name__}")
    if int.__lt__(value, 0):
        raise ValueError("__length_hint__() should return >= 0")


def _index(value: Any) -> int:
    from _operator import index

    return index(value)


RESULTS: dict[str, Callable[..., Any]] = {
    "@bool_result": bool_result,
    "@len_result": len_result,
    "@str_result": str_result,
    "@repr_result": repr_result,
    "@format_result": format_result,
    "@bytes_result": bytes_result,
    "@hash_result": hash_result,
    "@index_result": index_result,
    "@int_result": int_result,
    "@complex_result": complex_result,
    "@float_result": float_result,
    "@hint_result": hint_result,
}
