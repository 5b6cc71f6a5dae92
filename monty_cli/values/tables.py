"""The types that values are copied as, told apart without running guest code.

Types are keyed by their ids: hashing or comparing a class may run code of its metaclass. Contents are read through the
builtin base's own methods, and slots of types through `type`'s own descriptors.
"""

from __future__ import annotations

import builtins

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections import OrderedDict
    from collections.abc import Callable, Iterable, Mapping
    from typing import Any

    Parts = list[Any]
else:
    from _collections import OrderedDict  # the class itself, without the start-up time of `collections`


# As `id`, which raises an audit event at each call: with a hook in the process it takes several times as long.
identity: Callable[[Any], int] = object.__hash__

# Immutable types that hold nothing but themselves; keyed by id, see the module's docstring.
AS_IS = frozenset(
    map(identity, (type(None), bool, int, float, complex, str, bytes, range, type(...), type(NotImplemented)))
)

BUILTIN_CLASSES = {identity(cls): cls for cls in vars(builtins).values() if isinstance(cls, type)}
BUILTIN_EXCEPTIONS = {key: cls for key, cls in BUILTIN_CLASSES.items() if issubclass(cls, BaseException)}

# Reads of the slots of types that no subclass and no metaclass can intercept.
mro: Callable[[type], tuple[type, ...]] = type.__dict__["__mro__"].__get__
class_dict: Callable[[type], Mapping[str, Any]] = type.__dict__["__dict__"].__get__
class_name: Callable[[type], str] = type.__dict__["__name__"].__get__
class_flags: Callable[[type], int] = type.__dict__["__flags__"].__get__

# How a value of a subclass becomes one of the exact type.
EXACT: dict[int, Callable[[Any], object]] = {
    identity(int): int.__int__,
    identity(float): float.__float__,
    identity(complex): complex.__complex__,
    identity(str): str.__str__,
    identity(bytes): lambda value: bytes.__getitem__(value, slice(None)),
    identity(bytearray): bytearray.copy,
}


def is_flat(parts: Iterable[object]) -> bool:
    """Return whether all of `parts` cross as they are."""
    return AS_IS.issuperset(map(identity, map(type, parts)))


def _dict_parts(value: dict[object, object]) -> Parts:
    keys: Parts = [*dict.keys(value)]
    # An OrderedDict keeps an order of its own; reading it hashes the keys, which scalars do without guest code.
    if type(value) is not dict and is_flat(keys) and any(cls is OrderedDict for cls in mro(type(value))):
        keys = [*OrderedDict.__iter__(value)]
        return keys + [dict.__getitem__(value, key) for key in keys]
    return [*keys, *dict.values(value)]


def _make_dict(parts: Parts) -> dict[object, object]:
    half = len(parts) // 2
    return dict(zip(parts[:half], parts[half:], strict=True))


# What a container holds (a dict: its keys, then its values), and how one is made of that.
READ: dict[int, Callable[[Any], Parts]] = {
    identity(list): lambda value: [*list.__iter__(value)],
    identity(dict): _dict_parts,
    identity(set): lambda value: [*set.__iter__(value)],
    identity(tuple): lambda value: [*tuple.__iter__(value)],
    identity(frozenset): lambda value: [*frozenset.__iter__(value)],
    identity(slice): lambda value: [value.start, value.stop, value.step],
}
MAKE: dict[int, Callable[[Parts], Any]] = {
    identity(list): list,
    identity(dict): _make_dict,
    identity(set): set,
    identity(tuple): tuple,
    identity(frozenset): frozenset,
    identity(slice): lambda parts: slice(*parts),
}
# How an empty one of a mutable type takes over the contents of another.
FILL: dict[int, Callable[[Any, Any], None]] = {
    identity(list): list.extend,
    identity(dict): dict.update,
    identity(set): set.update,
}

PLAIN = frozenset({*AS_IS, *EXACT, *READ})
KNOWN = frozenset({*PLAIN, *BUILTIN_EXCEPTIONS})


def base_id(cls: type) -> int:
    """Return the id of the nearest base class that values are copied as, or 0."""
    if identity(cls) in KNOWN:
        return identity(cls)
    for owner in mro(cls):
        if identity(owner) in KNOWN:
            return identity(owner)
    return 0


def is_plain(root: object) -> bool:
    """Return whether a value consists of scalars and containers of exactly the builtin types."""
    todo, seen = [root], set()
    while todo:
        value = todo.pop()
        base = base_id(type(value))
        if base not in PLAIN or (base in READ and base != identity(type(value))):
            return False
        if identity(value) not in seen:
            seen.add(identity(value))
            todo.extend(READ[base](value) if base in READ else ())
    return True


def name_of(cls: type) -> str:
    """Return the name of a class as an exact string."""
    return str.__str__(class_name(cls))
