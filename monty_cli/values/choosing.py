"""Which class of the host's an object of the guest comes out as: the one that its class stands for, or a registered one like it.

`key` is that of the host's class for which the guest's class stands, or None for a class that the script has defined.
"""

from __future__ import annotations

from monty_cli.values.world import is_enum, is_namedtuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from monty_cli.values.world import World


def candidates(world: World, key: str | None, name: str) -> list[Any]:
    """Return the classes of the host's that come into question for a guest's class called `name`."""
    if key is None:
        return [cls for cls in world.registered.by_key.values() if cls.__name__ == name]
    host = world.host_class(key)
    return [] if host is None else [host]


def dataclass_for(world: World, key: str | None, name: str, names: list[str]) -> Any:
    """Return the dataclass as whose instance one with the fields `names` comes out; None: an `UnknownDataclass`."""
    for candidate in candidates(world, key, name):
        if hasattr(candidate, "__dataclass_fields__") and _fits(candidate, names):
            return candidate
    return None


def title_of(key: str | None, name: str) -> tuple[str, str]:
    """Return the key and the name that an `UnknownDataclass` has."""
    shown = name if key is None else key.rpartition(".")[2].partition("#")[0]
    return key or f"__main__.{shown}", shown


def namedtuple_for(world: World, key: str | None, name: str, fields: tuple[str, ...]) -> Any:
    """Return the class as which a named tuple comes out, None for one that is made up."""
    for candidate in candidates(world, key, name):
        if is_namedtuple(candidate) and candidate._fields == fields:
            return candidate
    return None


def member_of(cls: Any, name: object, content: Any) -> Any:
    """Return the member of an enum class of the host's that has this name, or that is made of several flags; None if there is none."""
    if cls is None or not is_enum(cls):
        return None
    if type(name) is str and name in cls.__members__:
        found = cls.__members__[name]
        return found if type(found.value) is type(content) and found.value == content else None
    if type(content) is not int:
        return None
    try:
        return cls(content)
    except Exception:  # not a combination of its flags
        return None


def _fits(cls: Any, names: list[str]) -> bool:
    from dataclasses import fields

    return {field.name for field in fields(cls)} == set(names)
