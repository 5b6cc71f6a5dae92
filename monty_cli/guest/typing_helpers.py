"""What the prelude's `typing` needs of C, as hidden helpers: parts of unions, substitution, members of protocols."""

from __future__ import annotations

import sys
from types import GenericAlias, UnionType

from monty_cli.guest.generics import parameters_of, subscript
from monty_cli.guest.protocol import (
    MARK,
    MISSING,
    dict_of,
    instance_dict,
    is_guest_class,
    is_subclass,
    is_type,
    lookup,
    mro_of,
)
from monty_cli.guest.type_parameters import PARTS, TYPES, VERSION, kind_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

# Names of a protocol class that are no members of the protocol.
_NAMES = """
    __parameters__ __orig_bases__ __orig_class__ _is_protocol _is_runtime_protocol __type_params__ __abstractmethods__
    __annotations__ __dict__ __doc__ __init__ __module__ __new__ __slots__ __subclasshook__ __weakref__ __class_getitem__
    __match_args__ __static_attributes__ __firstlineno__ __qualname__ registered_
"""
_NOT_MEMBERS = frozenset((*_NAMES.split(), MARK))

_ABSTRACT = """
    AbstractSet AsyncGenerator AsyncIterable AsyncIterator Awaitable Callable Collection Container Coroutine Generator Hashable
    Iterable Iterator ItemsView KeysView Mapping MappingView MutableMapping MutableSequence MutableSet Reversible Sequence Sized
    ValuesView
"""


def members_of_union(part: Any) -> tuple[Any, ...]:
    """Return the members of a union of CPython's own, and `part` alone for anything else."""
    typing = sys.modules.get("typing")
    is_union = type(part) is UnionType or (
        typing is not None
        and type(part) is vars(typing).get("_UnionGenericAlias")
        and part.__origin__ is vars(typing)["Union"]
    )
    return part.__args__ if is_union else (part,)


def substituted(args: tuple[Any, ...], parameters: tuple[Any, ...], items: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return `args` with `items` in the places of `parameters`, inside of what has parameters too.

    Raises:
        TypeError: there are too few or too many items.
    """
    if len(items) != len(parameters):
        few = "few" if len(items) < len(parameters) else "many"
        raise TypeError(f"Too {few} arguments; actual {len(items)}, expected {len(parameters)}")
    values = {id(parameter): item for parameter, item in zip(parameters, items, strict=True)}
    return tuple([_with(arg, values) for arg in args])


def _with(arg: Any, values: dict[int, Any]) -> Any:
    if id(arg) in values:
        return values[id(arg)]
    inner = () if is_type(arg) else parameters_of((arg,))
    return arg[tuple([values[id(parameter)] for parameter in inner])] if inner else arg


def alias_args(value: Any) -> Any:
    """Return the arguments of `list[int]` and `int | str`; an empty tuple for other values."""
    return value.__args__ if type(value) is GenericAlias or type(value) is UnionType else ()


def alias_origin(value: Any) -> Any:
    """Return `list` for `list[int]`, `None` for `int | str`."""
    return value.__origin__ if type(value) is GenericAlias else None


def protocol_members(cls: type) -> list[str]:
    """Return the names that an object must have to fit the protocol `cls`."""
    found: dict[str, None] = {}
    for owner in mro_of(cls)[:-1]:
        names = dict_of(owner)
        if MARK in names and (names.get("__module__") != "typing" or names.get("_is_runtime_protocol")):
            found.update(dict.fromkeys([*names, *names.get("__annotations__", ())]))
    return [name for name in found if name not in _NOT_MEMBERS and not name.startswith("_abc_")]


def has_member(obj: Any, name: str) -> bool:
    """Tell whether an object, or its class, has `name`, running none of its code."""
    if is_type(obj) and lookup(obj, name) is not MISSING:
        return lookup(obj, name) is not None
    found = lookup(type(obj), name)
    return found is not None if found is not MISSING else name in instance_dict(obj)


def host_names() -> dict[str, Any]:
    """Return the names of `typing` that are CPython's own here."""
    names: dict[str, Any] = {}
    if VERSION >= (3, 12):
        names["TypeAliasType"] = TYPES[len(PARTS)]
    if VERSION >= (3, 13):
        names["NoDefault"] = vars(__import__("_typing"))["NoDefault"]
    return names


def is_callable_class(origin: Any) -> bool:
    """Tell whether `origin` is `collections.abc.Callable`, as far as its names tell."""
    if not is_guest_class(origin) or type.__dict__["__qualname__"].__get__(origin) != "Callable":
        return False
    module = dict_of(origin).get("__module__")
    return type(module) is str and module == "collections.abc"


# The module of a class that a form of `typing` stands for, and the class's name by that of the form.
FORM_CLASSES = (
    (
        "collections",
        {
            "Deque": "deque",
            "DefaultDict": "defaultdict",
            **{name: name for name in ("OrderedDict", "Counter", "ChainMap")},
        },
    ),
    ("re", {"Pattern": "Pattern", "Match": "Match"}),
    ("contextlib", {"ContextManager": "AbstractContextManager", "AsyncContextManager": "AbstractAsyncContextManager"}),
)

# What follows the first argument of some forms, from 3.13 on.
FORM_DEFAULTS: dict[str, tuple[Any, ...]] = {
    "ContextManager": (None, bool | None),
    "AsyncContextManager": (None, bool | None),
    "Generator": (None, type(None), type(None)),
    "AsyncGenerator": (None, type(None)),
}

TYPING: dict[str, Any] = {
    "@form_defaults": FORM_DEFAULTS if VERSION >= (3, 13) else {},
    "@alias_args": alias_args,
    "@alias_origin": alias_origin,
    "@is_callable_class": is_callable_class,
    "@form_classes": FORM_CLASSES,
    "@subscript": subscript,
    "@has_protocol_tools": VERSION >= (3, 13),
    "@has_frozen_default": VERSION >= (3, 12),
    "@supporting_protocols": (
        *(
            ("SupportsAbs", "__abs__", True),
            ("SupportsBytes", "__bytes__", False),
            ("SupportsComplex", "__complex__", False),
        ),
        *(
            ("SupportsFloat", "__float__", False),
            ("SupportsIndex", "__index__", False),
            ("SupportsInt", "__int__", False),
        ),
        ("SupportsRound", "__round__", True),
    ),
    "@members_of_union": members_of_union,
    "@substituted": substituted,
    "@kind_of_parameter": kind_of,
    "@is_subclass": is_subclass,
    "@is_guest_class": is_guest_class,
    "@protocol_members": protocol_members,
    "@has_member": has_member,
    "@typing_host_names": host_names(),
    "@abstract_names": frozenset(_ABSTRACT.split()),
}
