"""What copying needs to know of one run: its classes that stand for classes of the host's, and the host's by their names.

A class of the host's is told by its key, its module and qualified name; a snapshot has keys alone. Which class a key means is known
of the classes in the `Registry`, and of those whose instances were handed in since this run was started or loaded.
"""

from __future__ import annotations

from monty_cli.values.tables import identity, mro

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from monty_cli import machine


class Registry:
    """The classes of the host's that were registered, by key."""

    __slots__ = ("by_key", "keys")

    def __init__(self, classes: list[type] | None = None) -> None:
        """Register `classes`; TypeError unless all are dataclasses, enums or named tuples."""
        self.by_key: dict[str, type] = {}
        self.keys: dict[int, str] = {}
        if classes is not None and not isinstance(classes, (list, tuple)):
            raise TypeError(
                f"argument 'dataclass_registry': {type(classes).__name__!r} object is not an instance of 'list'"
            )
        for cls in classes or ():
            self.add(cls, "argument 'dataclass_registry'")

    def add(self, cls: type, where: str) -> None:
        """Register `cls`; `where` is how an error begins."""
        if not (isinstance(cls, type) and is_known_form(cls)):
            raise TypeError(f"{where}: {cls!r} is not a dataclass")
        self.key_of(cls)

    def key_of(self, cls: type) -> str:
        """Return the key of a class, giving it one if it has none; the second class of a name has '#2' at the end of its key."""
        key = self.keys.get(identity(cls))
        if key is None:
            name = f"{cls.__module__}.{cls.__qualname__}"
            key, number = name, 1
            while key in self.by_key:
                number += 1
                key = f"{name}#{number}"
            self.by_key[key] = cls
            self.keys[identity(cls)] = key
        return key

    def copy(self) -> Registry:
        """Return a registry of its own with the same classes."""
        made = Registry()
        made.by_key.update(self.by_key)
        made.keys.update(self.keys)
        return made


def is_known_form(cls: type) -> bool:
    """Tell whether a class of the host's is a dataclass, an enum or a named tuple."""
    return hasattr(cls, "__dataclass_fields__") or is_enum(cls) or is_namedtuple(cls)


def is_enum(cls: type) -> bool:
    """Tell whether a class of the host's is an enum."""
    return hasattr(cls, "__members__") and hasattr(cls, "_member_map_")


def is_namedtuple(cls: type) -> bool:
    """Tell whether a class of the host's is one of named tuples."""
    fields = getattr(cls, "_fields", None)
    return issubclass(cls, tuple) and type(fields) is tuple and all(type(name) is str for name in fields)


def is_hashed(cls: Any) -> bool:
    """Tell whether a class of the host's hashes its instances by what they hold."""
    return cls.__hash__ is not None and cls.__hash__ is not object.__hash__


class World:
    """The run that values are copied for.

    Attributes:
        run: the machine's run.
        registered: the registry that the host has given.
        moves: whether the run is taken to the calling thread before values are made for it.
    """

    __slots__ = ("_known", "making", "moves", "registered", "run")

    def __init__(self, run: machine.Run, registered: Registry | None = None) -> None:
        self.run = run
        self.registered = registered or Registry()
        self.moves = True
        self.making: set[str] = set()
        self._known = self.registered.copy()

    def key_of(self, cls: type) -> str:
        """Return the key of a class of the host's."""
        key = self.registered.keys.get(identity(cls))
        if key is not None and self._known.by_key.setdefault(key, cls) is cls:
            self._known.keys[identity(cls)] = key
            return key
        return self._known.key_of(cls)

    def host_class(self, key: str) -> type | None:
        """Return the class of the host's with a key, `None` when it is not known."""
        return self._known.by_key.get(key) or self.registered.by_key.get(key)

    def guest_class(self, key: str) -> Any:
        """Return the run's class for the host's class `key`, `None` when there is none yet."""
        if self.moves:
            self.run.come_here()
        return self.run.host_class(key)

    def library_class(self, name: str) -> Any:
        """Return the class of the guest's library with a name such as 'fractions.Fraction', None if there is none."""
        if self.moves:
            self.run.come_here()
        return self.run.library_class(name)

    def is_known(self, receiver: object) -> bool:
        """Tell whether a guest value is an object of the host's whose class is known here."""
        keys = [self.run.host_class_key(owner) for owner in mro(type(receiver))]
        key = next((key for key in keys if key is not None), None)
        return key is not None and self.host_class(key) is not None

    def knows(self, cls: type) -> bool:
        """Tell whether a class of the host's is known here."""
        return identity(cls) in self._known.keys or identity(cls) in self.registered.keys
