"""What stands, on one side, for an object that is no value: host functions for callables, `Opaque` for what can't leave."""

from __future__ import annotations

from monty_cli import machine
from monty_cli.values.copier import CannotCross
from monty_cli.values.tables import BUILTIN_CLASSES, class_flags, identity, mro, name_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    Function = Callable[..., object]
    # Makes the callable that the machine runs at once, from one that the host handed in.
    Direct = Callable[[Function, str], Function]


class Opaque:
    """Stands, on the host's side, for a guest object that can't leave the guest.

    `type_name` is the name of its class, `text` says what it is; both are plain strings. The repr is `<guest text>`, as
    in `<guest function f>` or `<guest instance of Point>`. An Opaque can't be handed back in.
    """

    __slots__ = ("text", "type_name")

    def __init__(self, type_name: str, text: str) -> None:
        self.type_name = type_name
        self.text = text

    def __repr__(self) -> str:
        return f"<guest {self.text}>"


Opaque.__module__ = __package__  # where it is to be had


_HEAP_TYPE, _IMMUTABLE_TYPE = 1 << 9, 1 << 8
# Exact types whose `__name__` is safe to read.
_NAMED = {
    identity(type(lambda: None)): "function",
    identity(type(len)): "builtin",
    identity(type(None for _ in ())): "generator",
}


def host_function(value: object, direct: Direct | None) -> object:
    """Return the guest's side of a host callable."""
    if not callable(value):
        raise CannotCross(value)
    name = getattr(value, "__name__", None)
    name = name if type(name) is str else "<unknown>"
    return machine.HostFunction(name, direct(value, name) if direct else None)


def leave(value: Any) -> object:
    """Return the host's side of a guest object that is not a value."""
    cls = type(value)
    name = name_of(cls)
    if cls is machine.HostFunction:
        return value.function.__wrapped__ if value.function else Opaque(name, f"host function {value.name}")
    if identity(value) in BUILTIN_CLASSES:
        return value
    if any(base is type for base in mro(cls)):
        return Opaque(name, f"class {name_of(value)}")
    if identity(cls) in _NAMED:
        return Opaque(name, f"{_NAMED[identity(cls)]} {str.__str__(value.__name__)}")
    is_guest_class = class_flags(cls) & (_HEAP_TYPE | _IMMUTABLE_TYPE) == _HEAP_TYPE
    return Opaque(name, f"instance of {name}" if is_guest_class else name)
