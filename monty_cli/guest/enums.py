"""What the prelude's `enum` needs to know about classes and names, as hidden helpers."""

from __future__ import annotations

import sys

from monty_cli.guest.attributes import is_special
from monty_cli.guest.protocol import (
    MISSING,
    SCALAR_IDS,
    class_special,
    dict_of,
    identity,
    is_guest_class,
    is_subclass,
    lookup,
    mro_of,
    set_on_class,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_FLAG_METHODS = ("__or__", "__and__", "__xor__", "__ror__", "__rand__", "__rxor__", "__invert__")


def is_enum_member(owner: str, key: str, value: Any, nonmember: type) -> bool:
    """Tell whether a name that the body of the enum `owner` binds becomes a member: no private name, no function or descriptor."""
    if is_special(key) or type(value) is nonmember or _is_private(owner, key):
        return False
    if len(key) > 2 and key[0] == key[-1] == "_" and "_" not in (key[1], key[-2]):
        if key in _SUNDER or (key.startswith("_repr_") and sys.version_info >= (3, 13)):
            return False
        raise ValueError(f"_sunder_ names, such as {key!r}, are reserved for future Enum use")
    if sys.version_info >= (3, 13) and is_guest_class(value) and _is_inner(owner, value):
        return False
    return not any(lookup(type(value), name) is not MISSING for name in ("__get__", "__set__", "__delete__"))


_SUNDER = (
    *("_order_", "_generate_next_value_", "_numeric_repr_", "_missing_", "_ignore_", "_iter_member_"),
    *("_iter_member_by_value_", "_iter_member_by_def_", "_add_alias_", "_add_value_alias_"),
)


def _is_private(owner: str, key: str) -> bool:
    start = f"_{owner}__"
    return key.startswith(start) and len(key) > len(start) and key[len(start)] != "_" and not key.endswith("__")


def _is_inner(owner: str, value: type) -> bool:
    return f"{owner}.{value.__name__}" in value.__qualname__


def enum_data_type(cls: type) -> Any:
    """Return the type that the members of an enum class also are; `None` for plain members.

    Raises:
        TypeError: there are several.
    """
    found: dict[int, type] = {}
    for chain in cls.__bases__:
        candidate = None
        for base in mro_of(chain):
            names = dict_of(base)
            if base is object:
                continue
            if lookup(base, "_member_map_") is not MISSING:
                kind = names.get("_member_type_", object)
                if kind is not object:
                    found[identity(kind)] = kind
                    break
            elif "__new__" in names or "__dataclass_fields__" in names:
                found[identity(candidate or base)] = candidate or base
                break
            else:
                candidate = candidate or base
    if len(found) > 1:
        raise TypeError(f"too many data types for {cls.__name__!r}: {set(found.values())!r}")
    return next(iter(found.values()), None)


def enum_new(cls: type) -> Any:
    """Return the `__new__` that guest code wrote for an enum class or a mixin; `None` when there is none."""
    for owner in mro_of(cls):
        made = dict_of(owner).get("_new_member_")
        if made is not None:
            return made.__func__ if type(made) is staticmethod else made
    return class_special(cls, "__new__")


def note_value(cls: Any, value: Any, member: Any) -> None:
    """Note which member has a value, if its hash needs no guest code."""
    if identity(type(value)) in SCALAR_IDS and lookup(type(value), "__hash__") is not None:
        cls._value2member_map_.setdefault(value, member)


def enum_instance(cls: type, data_type: Any, args: tuple[Any, ...]) -> Any:
    """Make a member, without calling the metaclass."""
    if data_type is None or lookup(data_type, "__new__") is object.__new__:
        return object.__new__(cls)
    return data_type.__new__(cls, *args)


def settle_enum_methods(cls: type, data_type: Any) -> None:
    """Give an enum class the texts of enums where its data type's came first; a `ReprEnum` looks like its data."""
    enum = next((base for base in reversed(cls.__bases__) if _is_of_enums(base)), None)
    if is_flag(cls) and enum is not None:
        flag = next((owner for owner in mro_of(cls)[1:] if owner.__name__ == "Flag"), cls)
        for name in _FLAG_METHODS:
            if name not in dict_of(cls):
                set_on_class(cls, name, lookup(flag, name))
    if enum is None or data_type is None:
        return
    like_data = any(base.__name__ == "ReprEnum" for base in cls.__bases__)
    for name in ("__repr__", "__str__", "__format__"):
        if name in dict_of(cls):
            continue
        if like_data and name != "__repr__":
            found = lookup(data_type, name)
            set_on_class(cls, name, lookup(data_type, "__repr__") if found is object.__str__ else found)
        elif lookup(cls, name) in (lookup(data_type, name), lookup(object, name)):
            set_on_class(cls, name, lookup(enum, name))


def _is_of_enums(cls: type) -> bool:
    return any(owner.__module__ == "enum" for owner in mro_of(cls))


def is_flag(cls: type) -> bool:
    """Tell whether an enum class is one of flags."""
    return any(owner.__name__ == "Flag" and owner.__module__ == "enum" for owner in mro_of(cls))


def is_enum(value: Any) -> bool:
    """Tell whether `value` is a member of an enum."""
    return is_guest_class(type(value)) and lookup(type(value), "_member_map_") is not MISSING


def is_single_bit(value: Any) -> bool:
    """Tell whether a flag stands for one bit."""
    return is_subclass(int, type(value)) and value > 0 and value & (value - 1) == 0


def set_member(cls: type, name: str, member: Any) -> None:
    """Bind a member on its class, past the metaclass's guard."""
    set_on_class(cls, name, member)


def flag_error(cls: type, value: int, mask: int) -> str:
    """Return the text for a value with bits that no flag has."""
    from enum import bin

    width = max(value.bit_length(), mask.bit_length())
    return (
        f"<flag {cls.__name__!r}> invalid value {value!r}\n    given {bin(value, width)}\n  allowed {bin(mask, width)}"
    )


ENUMS: dict[str, Any] = {
    "@is_enum_member": is_enum_member,
    "@enum_data_type": enum_data_type,
    "@enum_new": enum_new,
    "@enum_instance": enum_instance,
    "@settle_enum_methods": settle_enum_methods,
    "@is_flag": is_flag,
    "@is_enum": is_enum,
    "@is_single_bit": is_single_bit,
    "@set_member": set_member,
    "@note_value": note_value,
    "@flag_error": flag_error,
    "@enum_contains_values": sys.version_info >= (3, 12),
}
