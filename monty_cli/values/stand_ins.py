"""What the host gets for objects whose classes it does not have: dataclasses, named tuples and enums that tell what they hold."""

from __future__ import annotations

from _thread import get_ident

from monty_cli.values.tables import identity

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any


class _Fields:
    """Gives an `UnknownDataclass` the fields that the functions of `dataclasses` ask for; the class itself has none."""

    def __get__(self, obj: UnknownDataclass | None, cls: type) -> dict[str, Any]:
        import dataclasses

        made = {}
        for name in () if obj is None else vars(obj):
            field: Any = dataclasses.field()
            field.name, field.type, field._field_type = name, "typing.Any", dataclasses._FIELD  # type: ignore[attr-defined]
            made[name] = field
        return made


class UnknownDataclass:
    """An instance of a dataclass that the host has not registered, or that the script has defined.

    It has the fields as attributes; `dataclasses.fields`, `asdict` and `is_dataclass` take it for a dataclass. `__type_name__` is the
    name of its class, `__key__` its module and qualified name. Two are equal if their classes and fields are.
    """

    __slots__ = ("__dict__", "__key__", "__type_name__")  # apart from the names that a field may have
    __hash__ = None  # type: ignore[assignment]
    __dataclass_fields__ = _Fields()

    __key__: str
    __type_name__: str

    def __init__(self, key: str, type_name: str, fields: dict[str, object]) -> None:
        self.__key__ = key
        self.__type_name__ = type_name
        vars(self).update(fields)

    def __eq__(self, other: object) -> bool:
        if type(other) is not UnknownDataclass:
            return NotImplemented
        return self.__key__ == other.__key__ and vars(self) == vars(other)

    def __repr__(self) -> str:
        return _shown(self, lambda: f"<Unknown Dataclass {self.__type_name__}({_pairs(vars(self).items())})>")

    def __reduce__(self) -> tuple[Any, ...]:
        return UnknownDataclass, (self.__key__, self.__type_name__, dict(vars(self)))


UnknownDataclass.__module__ = __package__  # where it is to be had

_showing: set[tuple[int, int]] = set()  # by object and thread


def _shown(obj: object, text: Callable[[], str]) -> str:
    """Return a repr, '...' inside of itself."""
    key = identity(obj), get_ident()
    if key in _showing:
        return "..."
    _showing.add(key)
    try:
        return text()
    finally:
        _showing.discard(key)


def _pairs(items: Iterable[tuple[str, object]]) -> str:
    return ", ".join(f"{name}={value!r}" for name, value in items)


class NamedTuple(tuple):  # type: ignore[type-arg]
    """A named tuple of a class that the script has defined: fields by name, `_fields`, `_asdict()` and `_replace()`."""

    __slots__ = ()
    _fields: tuple[str, ...] = ()

    def _asdict(self) -> dict[str, Any]:
        """Return the fields as a dict."""
        return dict(zip(self._fields, self, strict=True))

    def _replace(self, **changes: object) -> NamedTuple:
        """Return a copy with some fields changed; ValueError for names that are no fields."""
        unknown = [name for name in changes if name not in self._fields]
        if unknown:
            raise ValueError(f"Got unexpected field names: {unknown!r}")
        return tuple.__new__(type(self), {**self._asdict(), **changes}.values())

    def __repr__(self) -> str:
        return _shown(self, lambda: f"{type(self).__name__}({_pairs(zip(self._fields, self, strict=True))})")

    def __reduce__(self) -> tuple[Any, ...]:
        return named_tuple, (type(self).__name__, self._fields, tuple(self))


_MOST = 256  # classes of each sort that are kept
_named: dict[tuple[str, tuple[str, ...]], type[NamedTuple]] = {}
_enums: dict[tuple[object, ...], Any] = {}


def named_tuple(name: str, fields: tuple[str, ...], values: Iterable[object]) -> NamedTuple:
    """Return a named tuple of the class with this name and these fields, the same class each time."""
    cls = _named.get((name, fields))
    if cls is None:
        names: dict[str, Any] = {field: property(_item(index)) for index, field in enumerate(fields)}
        names |= {
            "__slots__": (),
            "_fields": fields,
            "__match_args__": fields,
            "__module__": "__main__",
            "__qualname__": name,
        }
        cls = type(name, (NamedTuple,), names)
        _keep(_named, (name, fields), cls)
    made: NamedTuple = tuple.__new__(cls, values)
    return made


def _item(index: int) -> Callable[[Any], Any]:
    return lambda items: tuple.__getitem__(items, index)


def enum_class(name: str, base: str, mixin: type | None, members: tuple[tuple[str, object], ...]) -> Any:
    """Return an enum class with these members, the same one each time; None if `enum` refuses it, or makes other members of them."""
    import enum

    key = (name, base, mixin, tuple((member, _exact(value)) for member, value in members))
    cls: Any = _enums.get(key)
    if cls is None:
        try:
            cls = getattr(enum, base)(name, list(members), module="__main__", qualname=name, type=mixin)
            found = {member: cls.__members__[member].value for member, _ in members}
        except Exception:  # names that an enum can't have, values that do not fit
            return None
        if len(cls.__members__) != len(members) or any(found[member] != value for member, value in members):
            return None
        _keep(_enums, key, cls)
    return cls


def _exact(value: Any) -> object:
    """Return a key that no two different values of members share: types count, and the sign of a zero."""
    if type(value) is float:
        return float, value.hex()
    if type(value) is complex:
        return complex, value.real.hex(), value.imag.hex()
    return (type(value), *map(_exact, value)) if type(value) is tuple else (type(value), value)


def _keep(kept: dict[Any, Any], key: object, value: object) -> None:
    if len(kept) >= _MOST:
        kept.pop(next(iter(kept)), None)
    kept[key] = value
