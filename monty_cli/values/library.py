"""Values of the types of library modules: dates and decimals, and what the guest's library has in classes of its own.

Those are fractions, UUIDs and paths. They are read and made attribute by attribute, past the methods of their classes. A path leaves
as a pure one: what the host does with its file system is for it to say.
"""

from __future__ import annotations

import sys
from types import MemberDescriptorType

from monty_cli.guest.protocol import instance_dict, is_guest_class, is_type, lookup
from monty_cli.values.copier import CannotCross
from monty_cli.values.dates import NoCounterpart, crossing_of
from monty_cli.values.tables import identity, mro

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from monty_cli.values.copier import Copier
    from monty_cli.values.world import World


def take_library(copier: Copier, value: Any, world: World | None, inward: bool) -> bool:
    """Give a value of a library type its counterpart; False for other values."""
    cross = crossing_of(type(value))
    if cross is not None:
        try:
            copier.memo[identity(value)] = cross(value, inward)
        except NoCounterpart:
            if inward:
                raise CannotCross(value) from None
            copier.memo[identity(value)] = copier.stranger(value)
        return True
    if world is None:
        return False
    made = _entered(value, world) if inward else _left(value, world)
    if made is not None:
        copier.memo[identity(value)] = made
    return made is not None


# The guest's class for a class of the host's, and the attributes of an instance.
_INWARD: dict[str, dict[str, tuple[str, Callable[[Any], dict[str, object]]]]] = {
    "fractions": {
        "Fraction": (
            "Fraction",
            lambda value: {"_numerator": int(value.numerator), "_denominator": int(value.denominator)},
        ),
    },
    "uuid": {"UUID": ("UUID", lambda value: {"int": value.int})},
    "pathlib": {
        "PureWindowsPath": ("PureWindowsPath", lambda value: {"_str": str(value)}),
        "PosixPath": ("PosixPath", lambda value: {"_str": str(value)}),
        "PurePosixPath": ("PurePosixPath", lambda value: {"_str": str(value)}),
    },
}


def _entered(value: Any, world: World) -> object:
    """Return the guest's counterpart of a fraction, UUID or path of the host's; None for other values."""
    for module, classes in _INWARD.items():
        host = sys.modules.get(module)
        if host is None:
            continue
        for name, (guest_name, read) in classes.items():
            if isinstance(value, getattr(host, name)):
                return make_instance(value, f"{module}.{guest_name}", read(value), world)
    return None


def make_instance(value: object, name: str, attributes: dict[str, object], world: World) -> object:
    """Return an instance of the guest's library class `name` with these attributes; CannotCross at `value` if there is none."""
    cls = world.library_class(name)
    if cls is None:
        raise CannotCross(value)
    made = object.__new__(cls)
    for attribute, content in attributes.items():
        slot = lookup(cls, attribute)
        if type(slot) is MemberDescriptorType:
            slot.__set__(made, content)
        else:
            instance_dict(made)[attribute] = content
    return made


def _left(value: Any, world: World) -> object:
    """Return the host's counterpart of a fraction, UUID or path of the guest's; None for other values."""
    cls = type(value)
    if is_type(value) or not is_guest_class(cls):
        return None
    for owner in mro(cls):
        name = world.run.library_name(owner)
        if name in _OUTWARD:
            names, kind, make = _OUTWARD[name]
            parts = [_attribute(value, attribute) for attribute in names]
            return make(*parts) if all(type(part) is kind for part in parts) else None
    return None


def _attribute(value: Any, name: str) -> Any:
    slot = lookup(type(value), name)
    if type(slot) is MemberDescriptorType:
        try:
            return slot.__get__(value)
        except AttributeError:
            return None
    own = dict.items(instance_dict(value))
    return next((content for found, content in own if type(found) is str and found == name), None)


def _fraction(numerator: int, denominator: int) -> object:
    from fractions import Fraction

    return Fraction(numerator, denominator) if denominator else None


def _uuid(number: int) -> object:
    from uuid import UUID

    return UUID(int=number) if 0 <= number < 1 << 128 else None


def _posix(text: str) -> object:
    from pathlib import PurePosixPath

    return PurePosixPath(text)


def _windows(text: str) -> object:
    from pathlib import PureWindowsPath

    return PureWindowsPath(text)


# What an instance of a class of the guest's library is read by, the type of that, and what the host gets.
_OUTWARD: dict[str | None, tuple[tuple[str, ...], type, Callable[..., object]]] = {
    "fractions.Fraction": (("_numerator", "_denominator"), int, _fraction),
    "uuid.UUID": (("int",), int, _uuid),
    "pathlib.PurePosixPath": (("_str",), str, _posix),
    "pathlib.PureWindowsPath": (("_str",), str, _windows),
}
