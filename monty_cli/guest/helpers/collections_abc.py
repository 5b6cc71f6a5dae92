"""What the abstract classes of containers ask about other classes."""

from __future__ import annotations

import collections.abc

from monty_cli.guest.lazy import VISIBLE
from monty_cli.guest.protocol import MISSING, dict_of, is_guest_class, lookup, mro_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

# Classes of the prelude that stand for containers of CPython's library, and the abstract classes that these belong to.
_KINDS = {
    ("collections", "ChainMap"): "MutableMapping",
    ("collections", "UserDict"): "MutableMapping",
    ("collections", "UserList"): "MutableSequence",
    ("collections", "UserString"): "Sequence",
    ("builtins", "mappingproxy"): "Mapping",
}

# The abstract classes that any class with certain methods belongs to.
_METHODS = {
    "Hashable": "__hash__",
    "Awaitable": "__await__",
    "Coroutine": "__await__ send throw close",
    "AsyncIterable": "__aiter__",
    "AsyncIterator": "__anext__ __aiter__",
    "AsyncGenerator": "__aiter__ __anext__ asend athrow aclose",
    "Iterable": "__iter__",
    "Iterator": "__iter__ __next__",
    "Reversible": "__reversed__ __iter__",
    "Generator": "__iter__ __next__ send throw close",
    "Callable": "__call__",
    "Sized": "__len__",
    "Container": "__contains__",
    "Collection": "__len__ __iter__ __contains__",
}


# The abstract classes that others are registered with.
_REGISTERED = (
    *("Set", "MutableSet", "Mapping", "MutableMapping", "Sequence", "MutableSequence"),
    *("MappingView", "KeysView", "ItemsView", "ValuesView"),
)

_known: dict[tuple[type, str], bool] = {}  # for classes of CPython's own


# Nothing here hashes or compares what the script may have defined: classes and their attributes.


def fits(cls: type, abstract: type) -> bool:
    """Tell whether `cls` belongs to the class `abstract` of `collections.abc` without deriving from it; never to any other class."""
    module, name = _names(abstract)
    if module != "collections.abc" or not (name in _METHODS or name in _REGISTERED):
        return False
    if type(cls) is not type or is_guest_class(cls):
        return _fits(cls, name)
    found = _known.get((cls, name))
    if found is None:
        found = _known[cls, name] = _fits(VISIBLE.get(cls, cls), name)
    return found


def _fits(cls: type, name: str) -> bool:
    methods = _METHODS.get(name)
    if methods is not None and all(_has(cls, method) for method in methods.split()):
        return True
    bases = [_standing_for(base) for base in mro_of(cls)]
    wider = [_class(one) for one in _REGISTERED if _class(name) in _class(one).__mro__]
    return any(issubclass(base, one) for base in bases for one in wider)


def _has(cls: type, method: str) -> bool:
    found = lookup(cls, method)
    return found is not MISSING and found is not None


def _standing_for(cls: type) -> Any:
    """Return the class of CPython's that a base tells of: itself, or the abstract class that a class of the prelude's belongs to."""
    if not is_guest_class(cls):
        return cls
    kind = _KINDS.get(_names(cls))
    return object if kind is None else _class(kind)


def _names(cls: type) -> tuple[str, str]:
    """Return the names of the module and of the class itself."""
    module = dict_of(cls).get("__module__")
    return module if type(module) is str else "", type.__dict__["__name__"].__get__(cls)


def _class(name: str) -> Any:
    return vars(collections.abc)[name]


HELPERS: dict[str, Any] = {"@fits_abstract": fits}
