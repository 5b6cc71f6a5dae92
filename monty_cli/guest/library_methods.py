"""What stands for attributes of types of library modules that guest code does not get from C."""

from __future__ import annotations

from types import MappingProxyType, MethodType

from monty_cli.guest.protocol import is_guest_class, is_type, mro_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


def _stand_in(kind: str, name: str) -> Callable[[Any, Any], Any]:
    """A method of `re.Pattern` or `re.Match` that the prelude has a version of, of an object or unbound."""

    def stand_in(guard: Any, obj: Any) -> Any:
        cls = obj if is_type(obj) else type(obj)
        if is_guest_class(cls) or cls.__module__ != "re" or cls.__qualname__ != kind:
            return None
        names = guard.namespace
        method = names[name] if name in names else names["@late"](name)
        return method if cls is obj else MethodType(method, obj)

    return stand_in


def _as_tuple(guard: Any, obj: Any) -> Any:
    """`Decimal.as_tuple`: C's own makes instances of a class of the host's."""
    cls = obj if is_type(obj) else type(obj)
    if not any(
        owner.__module__ == "decimal" and owner.__qualname__ == "Decimal"
        for owner in mro_of(cls)
        if not is_guest_class(owner)
    ):
        return None
    method = guard.namespace["@late"]("@decimal_as_tuple")
    return method if cls is obj else MethodType(method, obj)


def _group_numbers(guard: Any, obj: Any) -> Any:
    """`Pattern.groupindex`: C's own dictionary is shared by all who compile the same pattern."""
    cls = type(obj)
    if is_guest_class(cls) or cls.__module__ != "re" or cls.__qualname__ != "Pattern":
        return None
    return MappingProxyType(dict(obj.groupindex))


LIBRARY_METHODS: dict[str, Callable[[Any, Any], Any]] = {
    "sub": _stand_in("Pattern", "@method_sub"),
    "subn": _stand_in("Pattern", "@method_subn"),
    "finditer": _stand_in("Pattern", "@method_finditer"),
    "expand": _stand_in("Match", "@method_expand"),
    "groupindex": _group_numbers,
    "as_tuple": _as_tuple,
}
"""Name of an attribute -> function of the run's guard and an object: what it reads there, `None` for other objects."""
