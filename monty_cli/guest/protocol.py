"""What the prelude asks about an object before it decides who may run guest code: special methods, plainness.

Every function here looks at types alone and runs no guest code: attributes are found by walking `type.__mro__` and
the class dictionaries through `type`'s own descriptors, types are compared by identity, and no object of the guest is
hashed, compared or asked for its truth. Where a special method can't be bound without running guest code (a
descriptor that the guest wrote), the answer is "not found": the prelude then takes the C path, which is always right;
only its pauses can't be saved.

A class of the guest is told by a mark in its own dictionary, under a name that no source text can spell.
"""

from __future__ import annotations

from itertools import chain
from types import (
    BuiltinFunctionType,
    FunctionType,
    GeneratorType,
    MethodType,
)

from monty_cli.guest.lazy import VISIBLE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

MARK = "@guest"

mro_of: Callable[[type], tuple[type, ...]] = type.__dict__["__mro__"].__get__
dict_of: Callable[[type], Mapping[str, Any]] = type.__dict__["__dict__"].__get__
is_subclass: Callable[[type, Any], bool] = type.__subclasscheck__  # is_subclass(base, cls), which runs no guest code
identity: Callable[[Any], int] = object.__hash__  # as `id`, whose every call would be an event for the audit hook

MISSING: Any = object()

# Types without parts: no operation on values of these types alone can reach guest code.
SCALARS = (type(None), bool, int, float, complex, str, bytes, bytearray, range, slice, type(...), type(NotImplemented))
SCALAR_IDS = frozenset(map(identity, SCALARS))
_DICT_ID = identity(dict)
_SIMPLE_IDS = SCALAR_IDS | set(map(identity, (list, tuple, dict, set, frozenset)))
PLAIN_TYPES = frozenset(
    (*SCALARS, list, tuple, dict, set, frozenset, GeneratorType, FunctionType, BuiltinFunctionType, MethodType)
)


class GuestIterator:
    """An iterator that the guest wrote, as the host's `for` takes it: its `__iter__` is not called again."""

    __slots__ = ("iterator",)

    def __init__(self, iterator: Any) -> None:
        self.iterator = iterator

    def __iter__(self) -> GuestIterator:
        return self

    def __next__(self) -> Any:
        return next(self.iterator)

    def __getattr__(self, name: str) -> Any:
        """Give `yield from` what it hands on to its iterator, where that has it."""
        if name in ("send", "throw", "close"):
            return getattr(self.iterator, name)
        raise AttributeError(name)


def is_guest_code(function: Any) -> bool:
    """Tell whether `function` is a function whose code is the guest's or the prelude's, not one of the host's."""
    if type(function) is not FunctionType:
        return False
    return is_guest_globals(function.__globals__)


def own_copy(function: Any) -> Any:
    """Return a copy of a function of the host's for one program, which may set its attributes; anything else as it is."""
    if type(function) is not FunctionType or is_guest_code(function):
        return function
    copy = FunctionType(
        function.__code__, function.__globals__, function.__name__, function.__defaults__, function.__closure__
    )
    if function.__kwdefaults__:
        copy.__kwdefaults__ = dict(function.__kwdefaults__)
    copy.__qualname__, copy.__module__, copy.__doc__ = function.__qualname__, function.__module__, function.__doc__
    return copy


def named_as(function: Any, owner: str, name: str) -> Any:
    """Name a function of ours as the method of C's that it stands for."""
    function.__name__, function.__qualname__, function.__module__ = name, f"{owner}.{name}", "builtins"
    return function


def is_guest_globals(names: dict[str, Any]) -> bool:
    """Tell whether `names` are the globals of functions of the guest's or the prelude's."""
    builtins = names.get("__builtins__")
    return "@attr" in names or (type(builtins) is dict and "@attr" in builtins)


def is_guest_class(cls: object) -> bool:
    """Tell whether `cls` is a class that guest code made in this or any run."""
    return is_subclass(type, type(cls)) and MARK in dict_of(cls)  # type: ignore[arg-type]


def set_on_class(cls: Any, name: str, value: Any) -> None:
    """Set an attribute of a class of the guest's, past what its metaclass says; TypeError for a class of the host's, which all share."""
    if not is_guest_class(cls):
        raise TypeError(f"cannot set {name!r} attribute of immutable type")
    FILLABLE.clear()
    type.__setattr__(cls, name, value)


def changed_class(cls: Any, name: str) -> Any:
    """Return `cls`, whose attribute `name` is about to be set or deleted; TypeError for a class of the host's, which all share."""
    if not is_guest_class(cls):
        raise TypeError(f"cannot set {name!r} attribute of immutable type {cls.__name__!r}")
    FILLABLE.clear()
    return cls


FILLABLE: dict[int, tuple[Any, tuple[str, ...]]] = {}
"""By identity of a class of this process, whose own class is `type`: a weak reference to it, and names of attributes.

To set these on an instance runs no code of the guest's, as long as no class changes: what is about to change one empties the table.
"""


def is_made(cls: type) -> bool:
    """Tell whether `cls` was made by Python code, the host's or the guest's, marked or not, or can be changed as if it were."""
    return _flags_of(cls) & (_HEAP | _IMMUTABLE) == _HEAP


def mark_guest_class(cls: type) -> None:
    """Record that `cls` is a class of the guest."""
    type.__setattr__(cls, MARK, True)


TYPES_HELD: list[bool] = []
"""Not empty when a program of this process may have held `type` as a value, and have made classes that are not marked."""


def types_held(builtins: dict[str, Any]) -> None:
    """Note that the program with these builtins may hold `type` as a value."""
    builtins["@types"] = True
    TYPES_HELD[:] = [True]


def find(cls: type, name: str) -> tuple[Any, bool]:
    """Look `name` up in the classes of `cls.__mro__`, binding nothing.

    Returns the value (`MISSING` when there is none) and whether a class of the guest holds it.
    """
    for owner in mro_of(cls):
        names = dict_of(owner)
        if name in names:
            return names[name], MARK in names
    return MISSING, False


def lookup(cls: type, name: str) -> Any:
    """Like `find`, without the second answer."""
    return find(cls, name)[0]


def bind(attribute: Any, obj: Any, cls: type) -> Any:
    """Bind what `find` gave to `obj` as attribute access does; `None` where that would run guest code or C decides."""
    kind = type(attribute)
    if kind is FunctionType:
        return MethodType(attribute, obj)
    if kind is staticmethod:
        return attribute.__func__
    if kind is classmethod:
        return MethodType(attribute.__func__, cls)
    if attribute is None or lookup(kind, "__get__") is not MISSING:
        return None
    return attribute


def own_iter(obj: Any) -> Any:
    """Return the `__iter__` of `obj`, bound, where its own class, one of the guest's, holds a function as that; `None` otherwise."""
    names = dict_of(type(obj))
    method = names.get("__iter__")
    return MethodType(method, obj) if type(method) is FunctionType and MARK in names else None


def special(obj: Any, name: str) -> Any:
    """Return the special method `name` of `obj` when guest code defines it, bound; `None` otherwise."""
    cls = type(obj)
    if type(cls) is type and (cls in PLAIN_TYPES or cls in _HOST_TYPES):
        return None
    if _flags_of(cls) & _IMMUTABLE and type(cls) is type:
        _HOST_TYPES.add(cls)
        return None
    attribute, guest = find(cls, name)
    return bind(attribute, obj, cls) if guest else None


_flags_of: Callable[[type], int] = type.__dict__["__flags__"].__get__
_IMMUTABLE = 1 << 8  # of a type of C's, which the guest can't have made
_HEAP = 1 << 9  # of a type that is not one of C's static ones
_HOST_TYPES: set[type] = set()


def class_special(cls: Any, name: str) -> Any:
    """Return what guest code defines as `name` on the class `cls` itself, unbound (`__new__`); `None` otherwise."""
    attribute, guest = find(cls, name)
    if not guest:
        return None
    kind = type(attribute)
    if kind is staticmethod:
        return attribute.__func__
    return attribute if kind is FunctionType else None


def is_guest_iterable(obj: Any) -> bool:
    """Tell whether iterating `obj` may run guest code.

    C iterators over guest code (`zip`, `enumerate`, …) count as plain: the prelude makes lazy iterators of ours where
    guest code takes part.
    """
    cls = type(obj)
    if cls is GeneratorType or cls is GuestIterator:
        return True
    if type(cls) is type and (cls in PLAIN_TYPES or cls in VISIBLE or cls in _HOST_TYPES):
        return cls in VISIBLE
    attribute, guest = find(cls, "__iter__")
    if attribute is not MISSING:
        return guest and attribute is not None
    return find(cls, "__getitem__")[1]


def is_guest_sequence(obj: Any) -> bool:
    """Tell whether `iter(obj)` goes through a `__getitem__` of the guest's, for want of an `__iter__`."""
    cls = type(obj)
    return lookup(cls, "__iter__") is MISSING and find(cls, "__getitem__")[1]


def is_guest_mapping(obj: Any) -> bool:
    """Tell whether `obj` is an instance of a guest class that `dict(obj)` can't copy as it copies a real dict."""
    cls = type(obj)
    if not is_guest_class(cls):
        return False
    return not (is_subclass(dict, cls) and lookup(cls, "__iter__") is dict.__iter__)


def wrap_iterator(iterator: Any) -> Any:
    """Check what a guest's `__iter__` returned, and return what the host's `for` may iterate.

    Raises:
        TypeError: it is no iterator.
    """
    if type(iterator) is GeneratorType:
        return iterator
    check_iterator(iterator)
    if find(type(iterator), "__next__")[1]:
        return GuestIterator(iterator)
    return iterator


def check_iterator(iterator: Any) -> Any:
    """Return `iterator` as it is; TypeError as `iter()` raises it when it is none."""
    if lookup(type(iterator), "__next__") is MISSING:
        raise TypeError(f"iter() returned non-iterator of type '{type(iterator).__name__}'")
    return iterator


def _parts(obj: Any) -> Any:
    """Return the values that an exact builtin container or an exception holds, `None` for anything else."""
    kind = type(obj)
    if kind is list or kind is tuple or kind is set or kind is frozenset:
        return obj
    if kind is dict:
        return [*obj, *obj.values()]
    if kind in _DICT_VIEWS:
        return list(obj)
    if is_subclass(BaseException, kind):
        return BaseException.args.__get__(obj)  # type: ignore[attr-defined]
    if kind.__module__ == "collections":
        return [*obj.keys(), *obj.values()] if is_subclass(dict, kind) else list(obj)
    return None


_DICT_VIEWS = frozenset((type({}.keys()), type({}.values()), type({}.items())))


def holds_guest(root: Any) -> bool:
    """Tell whether `root` is, or holds at any depth, an instance of a class that the guest may have made.

    Builtin containers and the arguments of builtin exceptions are searched, nothing else.
    """
    kind = type(root)
    if identity(kind) in SCALAR_IDS:
        return False
    if kind is list or kind is tuple:
        if _kinds_of(root) <= SCALAR_IDS:
            return False
        found = _levels_hold_guest(list(root)) if len(root) > _MANY else None
        if found is not None:
            return found
    stack = [root]
    seen: set[int] = set()
    while stack:
        obj = stack.pop()
        kind = type(obj)
        if type(kind) is not type or is_made(kind):
            return True
        if kind in PLAIN_LEAVES or identity(obj) in seen:
            continue
        parts = _parts(obj)
        if parts is None:
            continue
        seen.add(identity(obj))
        if not SCALAR_IDS.issuperset(map(identity, map(type, parts))):
            stack.extend(part for part in parts if identity(type(part)) not in SCALAR_IDS)
    return False


def _kinds_of(items: Any) -> set[int]:
    """Return the identities of the types of `items`, quickly where few follow each other."""
    found = set()
    first = second = third = None  # the latest ones
    for item in items:
        kind = type(item)
        if kind is not first and kind is not second and kind is not third:
            first, second, third = kind, first, second
            found.add(identity(kind))
    return found


def _levels_hold_guest(level: list[Any]) -> bool | None:
    """Answer `holds_guest` for many lists, tuples, sets, dicts and scalars that are not deep; `None` for all else."""
    for _ in range(8):
        kinds = _kinds_of(level)
        if kinds <= SCALAR_IDS:
            return False
        if not kinds <= _SIMPLE_IDS:
            return None
        if not kinds.isdisjoint(SCALAR_IDS):
            level = [part for part in level if identity(type(part)) not in SCALAR_IDS]
        if sum(map(len, level)) > 10 * len(level):  # parts that occur often are looked at once
            level = list(dict(zip(map(identity, level), level, strict=True)).values())
        parts = list(chain.from_iterable(level))
        if _DICT_ID in kinds:
            parts += chain.from_iterable([part.values() for part in level if type(part) is dict])
        level = parts
    return None


_MANY = 40
PLAIN_LEAVES = frozenset((*SCALARS, GeneratorType, FunctionType, BuiltinFunctionType, MethodType))


def is_plain(obj: Any) -> bool:
    """Tell whether no operation on `obj` and what it holds (comparison, hash, text, iteration) can run guest code.

    Iterators are never plain: what they give is not known.
    """
    kind = type(obj)
    if type(kind) is not type or is_made(kind):
        return False
    return (kind in PLAIN_LEAVES or _parts(obj) is not None) and kind is not GeneratorType and not holds_guest(obj)


def is_type(obj: Any) -> bool:
    """Tell whether `obj` is a class, not trusting its `__class__`."""
    return is_subclass(type, type(obj))


def is_exception_class(obj: Any) -> bool:
    """Tell whether `obj` is a class that may be raised."""
    return is_subclass(type, type(obj)) and is_subclass(BaseException, obj)


def is_exception(obj: Any) -> bool:
    """Tell whether `obj` is an exception."""
    return is_subclass(BaseException, type(obj))


def is_instance_of_exactly(obj: Any, cls: type) -> bool:
    """Tell whether `obj` is an instance of `cls` by its true type, whatever `__class__` or the metaclass say."""
    return is_subclass(cls, type(obj))


def receiver_type(obj: Any, name: str) -> type | None:
    """Return the builtin type whose C method `obj.name` is; `None` when the attribute is anything else."""
    cls = type(obj)
    attribute = lookup(cls, name)
    if type(attribute) is not _METHOD_DESCRIPTOR:
        return None
    if is_guest_class(cls) and name in instance_dict(obj):
        return None
    owner: type = attribute.__objclass__
    return owner


_METHOD_DESCRIPTOR: Any = type(list.append)


def instance_dict(obj: Any) -> dict[str, Any]:
    """Return the dictionary of `obj`, found without guest code; an empty one when it has none."""
    for owner in mro_of(type(obj)):
        slot = dict_of(owner).get("__dict__", MISSING)
        if type(slot) is _GETSET and slot.__objclass__ is owner:
            found = slot.__get__(obj)
            return found if type(found) is dict else {}
    return {}


class _Probe:
    """A class whose `__dict__` descriptor is of the type that all such descriptors have."""


_GETSET = type(_Probe.__dict__["__dict__"])
