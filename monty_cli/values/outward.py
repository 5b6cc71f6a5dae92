"""Objects of the guest's classes on their way out: dataclasses, enum members and named tuples, read without running guest code.

One of a class that stands for a class of the host's becomes an instance of that class, if the host has it. One of a class that the
script has defined becomes an instance of the registered class of the same name with the same fields, or members; else an
`UnknownDataclass`, a named tuple of the same name and fields, or a member of an enum of the same name and members.
"""

from __future__ import annotations

from types import MemberDescriptorType

from monty_cli.guest.protocol import MISSING, is_guest_class, is_type, lookup
from monty_cli.values.choosing import candidates, dataclass_for, member_of, namedtuple_for, title_of
from monty_cli.values.library import take_library
from monty_cli.values.stand_ins import UnknownDataclass, enum_class, named_tuple
from monty_cli.values.tables import AS_IS, base_id, class_dict, identity, is_flat, mro, name_of
from monty_cli.values.world import is_hashed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from monty_cli.values.copier import Copier
    from monty_cli.values.tables import Parts
    from monty_cli.values.world import World

MIXINS = {identity(cls): cls for cls in (int, str, float, bytes)}
_KINDS = ("enum.IntFlag", "enum.Flag", "enum.IntEnum", "enum.StrEnum", "enum.Enum")


class Outward:
    """Copies objects of the classes of the run of `world`.

    By id of a class that was met, `_dataclasses` has the names of its fields and what `_plan` says, `_enums` what stands in for it.
    """

    __slots__ = ("_dataclasses", "_enums", "world")

    def __init__(self, world: World | None) -> None:
        self.world = world
        self._dataclasses: dict[int, tuple[list[str], Any, str, str]] = {}
        self._enums: dict[int, Any] = {}

    def take(self, copier: Copier, value: Any) -> bool:
        """Give `value` its counterpart; False if it is of no class that this is about."""
        if take_library(copier, value, self.world, inward=False):
            return True
        cls = type(value)
        if self.world is None or is_type(value) or not is_guest_class(cls):
            return False
        if type(lookup(cls, "_member_map_")) is dict:
            return self._take_member(copier, value)
        if type(lookup(cls, "_fields")) is tuple and base_id(cls) == identity(tuple):
            return self._take_named(copier, value)
        if type(lookup(cls, "__dataclass_fields__")) is dict and not base_id(cls):
            self._take_dataclass(copier, value)
            return True
        return False

    def _key(self, cls: type) -> str | None:
        """Return the key of the nearest class of the host's for which one of the bases of `cls` stands."""
        world = self.world
        assert world is not None
        keys = (world.run.host_class_key(owner) for owner in mro(cls))
        return next((key for key in keys if key is not None), None)

    def _take_dataclass(self, copier: Copier, value: Any) -> None:
        cls = type(value)
        plan = self._dataclasses.get(identity(cls))
        if plan is None:
            plan = self._dataclasses[identity(cls)] = self._plan(cls)
        names, host, key, name = plan
        found = fields_of(value, names)
        if host is not None:
            self._take_instance(copier, value, host, found)
            return

        def fill(shell: UnknownDataclass, parts: Parts) -> None:
            vars(shell).update(zip(found, copier.copies(parts), strict=True))

        copier.instance(value, UnknownDataclass(key, name, {}), fill, [*found.values()], False)

    def _plan(self, cls: type) -> tuple[list[str], Any, str, str]:
        """Return the names of the fields of a dataclass, the class that the host gets an instance of (None: unknown), its key and name."""
        assert self.world is not None
        names, key, name = field_names(cls), self._key(cls), name_of(cls)
        return names, dataclass_for(self.world, key, name, names), *title_of(key, name)

    def _take_instance(self, copier: Copier, value: object, cls: Any, found: dict[str, Any]) -> None:
        def fill(shell: object, parts: Parts) -> None:
            for name, part in zip(found, copier.copies(parts), strict=True):
                object.__setattr__(shell, name, part)  # past a frozen class's own

        copier.instance(value, object.__new__(cls), fill, [*found.values()], is_hashed(cls))

    def _take_named(self, copier: Copier, value: Any) -> bool:
        cls = type(value)
        parts = [*tuple.__iter__(value)]
        names: Any = lookup(cls, "_fields")
        if (
            len(names) != len(parts)
            or len(set(map(identity, names))) != len(names)
            or not all(map(_is_field_name, names))
        ):
            return False
        self._take_fields(copier, value, parts, names)
        return True

    def _take_fields(self, copier: Copier, value: Any, parts: Parts, names: tuple[str, ...]) -> None:
        assert self.world is not None
        cls = type(value)
        host = namedtuple_for(self.world, self._key(cls), name_of(cls), names)
        if host is not None:
            copier.wait(value, parts, lambda parts: tuple.__new__(host, copier.copies(parts)))
        else:
            copier.wait(value, parts, lambda parts: named_tuple(name_of(cls), names, copier.copies(parts)))

    def _take_member(self, copier: Copier, value: Any) -> bool:
        own = _attributes(value)
        name, content = own.get("_name_"), own.get("_value_")
        if not is_simple(content):
            return self._take_value(copier, value, content)
        member = self._member(type(value), name, content)
        if member is None:
            return self._take_value(copier, value, content)
        copier.memo[identity(value)] = member
        return True

    def _member(self, cls: type, name: object, content: Any) -> Any:
        assert self.world is not None
        for candidate in [*candidates(self.world, self._key(cls), name_of(cls)), self._stand_in(cls)]:
            member = member_of(candidate, name, content)
            if member is not None:
                return member
        return None

    def _take_value(self, copier: Copier, value: Any, content: object) -> bool:
        """Let the value of a member stand for it, where its class can't be had."""
        if base_id(type(value)) or identity(value) in copier.building:
            return False  # it is copied as the builtin type that it derives from, or its value leads back to it
        copier.building.add(identity(value))

        def make(parts: Parts) -> object:
            return copier.copies(parts)[0]

        copier.wait(value, [content], make)
        return True

    def _stand_in(self, cls: Any) -> Any:
        """Return an enum class like the script's class `cls`; None if its members are not simple."""
        if identity(cls) not in self._enums:
            form = self._form_of(cls)
            self._enums[identity(cls)] = None if form is None else enum_class(*form)
        return self._enums[identity(cls)]

    def _form_of(self, cls: Any) -> tuple[str, str, type | None, tuple[tuple[str, object], ...]] | None:
        """Return the name, kind, mixed-in type and members of an enum class of the guest's; None if its members are not simple."""
        assert self.world is not None
        members = []
        for name, member in dict.items(lookup(cls, "_member_map_")):
            content = _attributes(member).get("_value_")
            if not _is_field_name(name) or not is_simple(content):
                return None
            members.append((name, content))
        kinds = [self.world.run.library_name(owner) for owner in mro(cls)]
        kind = next((kind for kind in _KINDS if kind in kinds), None)
        mixin = next((MIXINS[identity(owner)] for owner in mro(cls) if identity(owner) in MIXINS), None)
        if kind is None:
            return None
        base = kind.rpartition(".")[2]
        return name_of(cls), base, mixin if base in ("Enum", "Flag") else None, tuple(members)


def is_simple(content: object) -> bool:
    """Tell whether the value of a member of an enum crosses as it is."""
    return is_flat([content]) or (type(content) is tuple and is_flat(content))


def _is_field_name(name: object) -> bool:
    return type(name) is str and name.isidentifier() and not name.startswith("__")


def _attributes(value: Any) -> dict[str, Any]:
    """Return the attributes that an instance holds itself, by exact strings."""
    for owner in mro(type(value)):
        slot = class_dict(owner).get("__dict__")
        if slot is not None and hasattr(type(slot), "__objclass__"):
            found = slot.__get__(value)
            return {name: part for name, part in dict.items(found) if type(name) is str} if type(found) is dict else {}
    return {}


def field_names(cls: type) -> list[str]:
    """Return the names of the fields of a dataclass of the guest's."""
    names = []
    for name, field in dict.items(lookup(cls, "__dataclass_fields__")):
        slot = lookup(type(field), "kind_")
        if _is_field_name(name) and type(slot) is MemberDescriptorType and _text(slot, field) == "field":
            names.append(name)
    return names


def _text(slot: Any, value: object) -> str:
    """Return what a slot holds if that is exactly a string, else ''."""
    try:
        found = slot.__get__(value)
    except (AttributeError, TypeError):
        return ""
    return found if type(found) is str else ""


def fields_of(value: Any, names: list[str]) -> dict[str, Any]:
    """Return the fields that an instance has, those that were deleted left out."""
    own = _attributes(value)
    found = {}
    for name in names:
        if name in own:
            found[name] = own[name]
            continue
        default = lookup(type(value), name)
        if type(default) is MemberDescriptorType:
            try:
                found[name] = default.__get__(value)
            except (AttributeError, TypeError):
                continue
        elif default is not MISSING and identity(type(default)) in AS_IS:
            found[name] = default
    return found
