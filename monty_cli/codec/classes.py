"""Rows of the program's classes.

Row: `[50, column of metaclass and bases, name, qualname, slots or nil, shape, column]`. The shape and the last
column are the namespace in order, without what making the class creates by itself: the `__dict__` and
`__weakref__` descriptors and the slot descriptors.

A class is made with a stand-in for each name, so that the names keep their order and the environment can
check them before anything exists; values that aren't scalars are set once all objects exist.
"""

from __future__ import annotations

from types import GetSetDescriptorType, MemberDescriptorType, NoneType

from .environment import Unsupported
from .identity import identity
from .instances import mro_of, name_of_class, vars_of
from .kind import Kind, expect, expect_class, is_class
from .scalars import named_row, none_type_row

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from .columns import Column
    from .decoder import Reader
    from .encoder import Writer

MRO_LIMIT = 1_000
"""Classes in one `__mro__`; making a longer chain takes quadratic time."""

_SCALARS = frozenset(map(identity, (type(None), bool, int, float, str, bytes)))
_AUTOMATIC = ("__dict__", "__weakref__")
_qualname_of = type.__dict__["__qualname__"].__get__
_bases_of = type.__dict__["__bases__"].__get__
_dictoffset_of = type.__dict__["__dictoffset__"].__get__
_weakrefoffset_of = type.__dict__["__weakrefoffset__"].__get__
_base_of = type.__dict__["__base__"].__get__

# Names that `type` itself reads and writes through descriptors, apart from those that set the namespace entry.
_OWN_NAMES = frozenset(
    name
    for name, value in {**object.__dict__, **type.__dict__}.items()
    if type(value) in (GetSetDescriptorType, MemberDescriptorType)
) - {"__doc__", "__module__", "__annotations__", "__type_params__", "__abstractmethods__"}


FACE = "__class__"


def classify_class(writer: Writer, value: object) -> Callable[[Writer, Any], list[Any]] | None:
    """The encoder for a class; None for other values."""
    return encode_class if is_class(value) else None


def encode_class(writer: Writer, cls: Any) -> list[Any]:
    """The row of a class: its name if it has one, else its parts."""
    row = named_row(writer, cls)
    if row is not None:
        return row
    if not writer.env.is_guest_class(cls):
        if cls is NoneType:
            return none_type_row()
        raise Unsupported(f"class {name_of_class(cls)!r} of the host can't be stored")
    if len(mro_of(cls)) > MRO_LIMIT:
        raise Unsupported(f"class {name_of_class(cls)!r} has more than {MRO_LIMIT} ancestors")
    if any(
        "mro" in vars_of(kind) for kind in mro_of(type(cls)) if kind is not type and writer.env.is_guest_class(kind)
    ):
        raise Unsupported(
            f"class {name_of_class(cls)!r} has a metaclass with an mro() of its own, which would run while it is loaded"
        )
    writer.steps.take(len(mro_of(cls)))
    names, values = _namespace(cls)
    return [
        50,
        writer.column([type(cls), *_bases_of(cls)]),
        name_of_class(cls),
        _qualname_of(cls),
        _slots(cls),
        writer.shape(tuple(names)),
        writer.column(values),
    ]


def _is_slot(cls: type, value: object) -> bool:
    return type(value) is MemberDescriptorType and value.__objclass__ is cls


def _namespace(cls: type) -> tuple[list[str], list[object]]:
    names: list[str] = []
    values: list[object] = []
    for name, value in vars_of(cls).items():
        if type(name) is not str:
            raise Unsupported(f"class {name_of_class(cls)!r} has a name that is no plain str")
        if (name in _AUTOMATIC and type(value) is GetSetDescriptorType) or _is_slot(cls, value):
            continue
        if name in _OWN_NAMES and identity(type(value)) not in _SCALARS and not _is_face(name, value):
            raise Unsupported(f"class {name_of_class(cls)!r} defines {name}")
        names.append(name)
        values.append(value)
    return names, values


def _is_face(name: str, value: object) -> bool:
    """Tell whether this is what `isinstance` believes of the instances of a class: a class, or a property that gives one."""
    return name == FACE and (type(value) is property or is_class(value))


def _slots(cls: type) -> list[str] | None:
    own = vars_of(cls)
    found = [value.__name__ for value in own.values() if _is_slot(cls, value)]
    bases = _bases_of(cls)
    no_dict = not _dictoffset_of(cls) and not _dictoffset_of(_base_of(cls))
    if not (found or "__slots__" in own or no_dict):
        return None
    # What a base has, the first or another one, a class has without a slot of its own.
    if _dictoffset_of(cls) and not any(map(_dictoffset_of, bases)):
        found.append("__dict__")
    if _weakrefoffset_of(cls) and not any(map(_weakrefoffset_of, bases)):
        found.append("__weakref__")
    return found


def _no_hook(cls: type, /, **kwargs: object) -> None:
    """Stands in for `__init_subclass__` while classes are made."""


def _skeleton(names: Sequence[str], column: Column, slots: Sequence[str] | None, face: list[Any]) -> dict[str, object]:
    namespace: dict[str, object] = {}
    for name, value in zip(names, column.items, strict=True):
        plain = not column.ids and type(value) is not list
        namespace[name] = value if plain else None
        if name == "__init_subclass__":
            namespace[name] = classmethod(_no_hook)
    if face:  # setting it would change the metaclass
        namespace[FACE] = face[0]
    if slots is not None:
        namespace["__slots__"] = tuple(slots)
    return namespace


def _check_slots(slots: object) -> Sequence[str] | None:
    if slots is not None and (type(slots) is not list or not set(map(type, slots)) <= {str}):
        raise ValueError("the slots of a class are a list of names")
    return slots


def _declare_class(
    reader: Reader, parts: object, name: object, qualname: object, slots: object, shape: object, values: object
) -> None:
    head = reader.column(parts)
    names = reader.shape(shape)
    column = reader.column(values, len(names))
    slot_names = _check_slots(slots)
    expect(name, str)
    expect(qualname, str)
    if (slot_names is None and "__slots__" in names) or not _OWN_NAMES.isdisjoint(_set_later(names, column) - {FACE}):
        raise ValueError("a class has a name that it can't have")
    at = names.index(FACE) if FACE in names else len(names)
    face = column.part(at, at + 1)

    def make() -> object:
        metaclass, *bases = map(expect_class, reader.values(head))
        if not issubclass(metaclass, type) or not bases:
            raise ValueError("a class needs a metaclass and bases")
        if max(len(mro_of(base)) for base in bases) >= MRO_LIMIT:
            raise ValueError("a class has too many ancestors")
        reader.steps.take(1 + max(len(mro_of(base)) for base in bases))
        faces = reader.values(face)
        if not all(_is_face(FACE, item) for item in faces):
            raise ValueError("a class has a name that it can't have")
        skeleton = _skeleton(names, column, slot_names, faces)
        cls: Any = reader.env.make_class(metaclass, name, qualname, tuple(bases), skeleton)  # type: ignore[arg-type]
        reader.class_depths[identity(cls)] = 1 + max(
            reader.class_depths.get(identity(meta), 0) for meta in mro_of(type(cls))
        )
        return cls

    place = reader.later([*head.refs(), *face.refs()], make)

    def fill() -> None:
        cls = reader.objects[place]
        found = reader.values(column)
        later = (_set_later(names, column) | {"__init_subclass__", "__slots__"}) - {FACE}
        for key, value in zip(names, found, strict=True):
            if key in later:
                type.__setattr__(cls, key, value)
                if type(value) is property:
                    property.__set_name__(value, cls, key)  # type: ignore[attr-defined]
        if "__slots__" not in names and "__slots__" in vars_of(cls):
            type.__delattr__(cls, "__slots__")

    reader.class_fills.append((place, fill))


def _set_later(names: Sequence[str], column: Column) -> set[str]:
    return {name for name, value in zip(names, column.items, strict=True) if column.ids or type(value) is list}


KINDS = [Kind(50, (), None, _declare_class, sturdy=True)]
