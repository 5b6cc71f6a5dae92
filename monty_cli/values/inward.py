"""Objects of the host's own classes on their way in: dataclasses, enum members and named tuples.

The run gets a class of its own for each class of the host's, made by the prelude from a description: names, fields and their options,
methods by name, class attributes that are scalars. Nothing of the host's class itself is in it.
"""

from __future__ import annotations

from types import FunctionType

from monty_cli import machine
from monty_cli.guest.protocol import MISSING, instance_dict
from monty_cli.values.copier import CannotCross
from monty_cli.values.library import take_library
from monty_cli.values.stand_ins import UnknownDataclass
from monty_cli.values.tables import AS_IS, BUILTIN_CLASSES, base_id, class_dict, identity, is_flat
from monty_cli.values.world import is_enum, is_hashed, is_namedtuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any

    from monty_cli.values.copier import Copier
    from monty_cli.values.tables import Parts
    from monty_cli.values.world import World

    Describe = Callable[[Any], "tuple[str, tuple[object, ...], tuple[str, ...]] | None"]

CHANGED = "the script has changed the class that stands for it"


class Inward:
    """Copies objects of the host's classes into the run of `world`; `nested(values)` copies the values of enum members.

    `_dataclasses` has, by id of a dataclass that was met, the run's class, the names of fields, and whether these are hashed.
    """

    __slots__ = ("_dataclasses", "nested", "world")

    def __init__(self, world: World | None, nested: Callable[[Parts], Parts]) -> None:
        self.world = world
        self.nested = nested
        self._dataclasses: dict[int, tuple[Any, list[str], bool]] = {}

    def take(self, copier: Copier, value: Any) -> bool:
        """Give `value` its counterpart; False if it is of no class that this is about."""
        cls = type(value)
        if identity(cls) in self._dataclasses:
            self._take_dataclass(copier, value)
            return True
        if take_library(copier, value, self.world, inward=True):
            return True
        if self.world is None:
            return False
        if is_enum(cls):
            return self._take_member(copier, value)
        if is_namedtuple(cls):
            self._take_named(copier, value)
        elif base_id(cls):
            return False
        elif cls is UnknownDataclass:
            self._take_unknown(copier, value)
        elif hasattr(cls, "__dataclass_fields__"):
            self._take_dataclass(copier, value)
        else:
            return False
        return True

    def _class(self, value: object, cls: Any, describe: Describe) -> Any:
        """Return the run's class for `cls`, made as `describe(cls)` says; None if it says nothing."""
        assert self.world is not None
        return self._class_of_key(value, self.world.key_of(cls), lambda: describe(cls))

    def _class_of_key(self, value: object, key: str, describe: Callable[[], Any]) -> Any:
        world = self.world
        assert world is not None
        try:
            found = world.guest_class(key)
        except machine.ChangedClassError:
            raise CannotCross(value, CHANGED) from None
        if found is not None:
            return found
        if key in world.making:
            raise CannotCross(value, "its class holds an object of the class")
        world.making.add(key)
        try:
            description = describe()
        finally:
            world.making.discard(key)
        if description is None:
            return None
        maker, parts, methods = description
        return world.run.make_host_class(key, maker, parts, methods)

    def _take_dataclass(self, copier: Copier, value: Any) -> None:
        cls = type(value)
        plan = self._dataclasses.get(identity(cls))
        if plan is None:
            made = self._class(value, cls, describe_dataclass)
            plan = self._dataclasses[identity(cls)] = made, field_names(cls), is_hashed(cls)
        made, names, hashed = plan
        found = {name: part for name in names if (part := getattr(value, name, MISSING)) is not MISSING}
        _take_instance(copier, value, made, found, hashed)

    def _take_unknown(self, copier: Copier, value: UnknownDataclass) -> None:
        found = dict(vars(value))
        name, key = value.__type_name__, value.__key__

        def describe() -> tuple[str, tuple[object, ...], tuple[str, ...]]:
            specs: Parts = [(field, "typing.Any", "", None, {}) for field in found]
            module = key.removesuffix(f".{name}") if key.endswith(f".{name}") else "__main__"
            return "@host_dataclass", (name, module, name, specs, {}, {}, True), ()

        made = self._class_of_key(value, key, describe)
        _take_instance(copier, value, made, found, False)

    def _take_named(self, copier: Copier, value: Any) -> None:
        made = self._class(value, type(value), describe_namedtuple)
        copier.wait(value, [*tuple.__iter__(value)], lambda parts: tuple.__new__(made, copier.copies(parts)))

    def _take_member(self, copier: Copier, value: Any) -> bool:
        made = self._class(value, type(value), self._describe_enum)
        if made is None:
            return False
        member = class_dict(made).get(value.name)
        if type(member) is not made:
            member = combined_flag(made, value.name, value.value)
        if member is None or type(instance_dict(member).get("_name_")) not in (str, type(None)):
            raise CannotCross(value, CHANGED)
        copier.memo[identity(value)] = member
        return True

    def _describe_enum(self, cls: Any) -> tuple[str, tuple[object, ...], tuple[str, ...]] | None:
        import enum

        kinds = (enum.IntFlag, enum.Flag, enum.IntEnum, enum.StrEnum, enum.Enum)
        base = next(kind.__name__ for kind in kinds if issubclass(cls, kind))
        mixin = (
            cls._member_type_ if base in ("Enum", "Flag") and cls._member_type_ in (int, str, float, bytes) else None
        )
        names, values = [*cls.__members__], [member.value for member in cls.__members__.values()]
        wanted = {"IntFlag": int, "Flag": int, "IntEnum": int, "StrEnum": str}.get(base, mixin)
        if wanted is not None and any(type(value) is not wanted for value in values):
            return None
        members = [*zip(names, self.nested(values), strict=True)]
        return "@host_enum", (cls.__name__, cls.__module__, cls.__qualname__, base, mixin, members), ()


def _take_instance(copier: Copier, value: object, cls: Any, found: dict[str, Any], hashed: bool) -> None:
    def fill(shell: object, parts: Parts) -> None:
        instance_dict(shell).update(zip(found, copier.copies(parts), strict=True))

    copier.instance(value, object.__new__(cls), fill, [*found.values()], hashed)


def combined_flag(cls: Any, name: object, content: Any) -> Any:
    """Return the run's member for several flags at once, as its own `|` would; None if that can't be told."""
    known = class_dict(cls).get("_value2member_map_")
    if type(known) is not dict or type(content) is not int:
        return None
    for value, member in dict.items(known):
        if type(value) is not int or type(member) is not cls:
            return None
    if content not in known:
        made: Any = int.__new__(cls, content) if issubclass(cls, int) else object.__new__(cls)
        instance_dict(made).update(_value_=content, _name_=name)
        known[content] = made
    return known[content]


def field_names(cls: Any) -> list[str]:
    """Return the names of the fields of a dataclass of the host's."""
    from dataclasses import fields

    return [field.name for field in fields(cls)]


def describe_dataclass(cls: Any) -> tuple[str, tuple[object, ...], tuple[str, ...]]:
    """Return the prelude function that makes the class for a dataclass of the host's, its arguments, and the names of methods."""
    from dataclasses import fields

    given = cls.__dataclass_params__
    options = {"init": given.init, "eq": given.eq, "order": given.order, "frozen": given.frozen}
    options["unsafe_hash"] = is_hashed(cls) and not (given.eq and given.frozen)
    specs = [_spec(field) for field in fields(cls)]
    names = {field.name for field in fields(cls)}
    constants, methods = _public(cls, names)
    complete = not hasattr(cls, "__post_init__")
    titles = (cls.__name__, cls.__module__, cls.__qualname__)
    return "@host_dataclass", (*titles, specs, options, constants, complete), methods


def _spec(field: Any) -> tuple[str, object, str, object, dict[str, object]]:
    """Return a field as name, type, whether and how there is a default, the default, and its other options."""
    from dataclasses import MISSING

    settings = {
        "init": field.init,
        "repr": field.repr,
        "hash": field.hash,
        "compare": field.compare,
        "kw_only": field.kw_only,
    }
    kind = field.type
    if type(kind) is not str and identity(kind) not in BUILTIN_CLASSES:
        kind = kind.__qualname__ if isinstance(kind, type) and not hasattr(kind, "__origin__") else repr(kind)
    default, factory = field.default, field.default_factory
    if factory is not MISSING:
        return (
            field.name,
            kind,
            *(("factory", factory) if identity(factory) in BUILTIN_CLASSES else ("host", None)),
            settings,
        )
    if default is MISSING:
        return (field.name, kind, "", None, settings)
    is_plain = is_flat([default]) or (type(default) is tuple and is_flat(default))
    return (field.name, kind, *(("value", default) if is_plain else ("host", None)), settings)


def property_names(classes: Iterable[type]) -> tuple[str, ...]:
    """Return the names of the properties that instances of dataclasses of the host's have for scripts."""
    known = [cls for cls in classes if hasattr(cls, "__dataclass_fields__")]
    found = {name for cls in known for name in _public(cls, set(field_names(cls)))[1] if name[0] == "."}
    return tuple(sorted(name[1:] for name in found))


def is_computed(value: object) -> bool:
    """Tell whether an attribute of a class of the host's is a property, or a `functools.cached_property`."""
    return isinstance(value, property) or (type(value).__name__ == "cached_property" and hasattr(value, "attrname"))


def has_property(cls: type, name: str) -> bool:
    """Tell whether instances of a class of the host's have the property `name` for scripts."""
    found = next((vars(owner)[name] for owner in cls.__mro__ if name in vars(owner)), None)
    return not name.startswith("_") and is_computed(found)


def _public(cls: type, fields: set[str]) -> tuple[dict[str, object], tuple[str, ...]]:
    """Return the public class attributes that are scalars, and the names of the public methods and of `__call__`.

    The names of properties are among them, with a dot before each.
    """
    constants: dict[str, object] = {}
    methods: list[str] = []
    seen = set(fields)
    for owner in cls.__mro__[:-1]:
        for name, value in vars(owner).items():
            if (name.startswith("_") and name != "__call__") or not name.isidentifier() or name in seen:
                continue
            seen.add(name)
            if identity(type(value)) in AS_IS:
                constants[name] = value
            elif is_computed(value):
                methods.append(f".{name}")
            elif isinstance(value, (FunctionType, staticmethod, classmethod)) or (
                callable(value) and not isinstance(value, type)
            ):
                methods.append(name)
    return constants, tuple(methods)


def describe_namedtuple(cls: Any) -> tuple[str, tuple[object, ...], tuple[str, ...]]:
    """Return the prelude function that makes the class for one of the host's named tuples, and its arguments."""
    defaults = {
        name: value for name, value in getattr(cls, "_field_defaults", {}).items() if identity(type(value)) in AS_IS
    }
    return "@host_namedtuple", (cls.__name__, cls.__module__, tuple(cls._fields), defaults), ()
