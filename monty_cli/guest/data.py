"""What the prelude's `collections`, `functools`, `itertools` and `typing` need of C, as hidden helpers."""

from __future__ import annotations

import itertools
import math
import sys
from _collections import OrderedDict, _count_elements, deque  # type: ignore[import-not-found]
from _functools import reduce  # type: ignore[import-not-found]
from types import FunctionType, GenericAlias, MethodType

from monty_cli.guest.binding import bind, bind_fields
from monty_cli.guest.classes import BASES
from monty_cli.guest.json_data import JSON
from monty_cli.guest.protocol import (
    MISSING,
    instance_dict,
    is_guest_code,
    is_guest_iterable,
    is_subclass,
    lookup,
    mark_guest_class,
    mro_of,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

BASES.update((OrderedDict, deque))


def any_guest_iterable(items: tuple[Any, ...]) -> bool:
    """Tell whether iterating one of `items` may run guest code."""
    return any(map(is_guest_iterable, items))


def is_c_callable(f: Any) -> bool:
    """Tell whether `f` is a function of C's that does not dispatch to guest code over plain data."""
    return type(f).__name__ == "builtin_function_or_method" and type(f.__self__).__name__ == "module"


def field_getter(index: int) -> Callable[[Any], Any]:
    """Return a function that gives item `index` of a tuple."""

    def get(items: tuple[Any, ...]) -> Any:
        """Return one item of a named tuple."""
        return tuple.__getitem__(items, index)

    get.__qualname__, get.__module__ = "get", "collections"
    return get


_GETTERS = tuple(field_getter(index) for index in range(24))


def shared_getter(index: int) -> Any:
    """Return the getter for field `index` that all named tuples share, `None` beyond the first few."""
    return _GETTERS[index] if index < len(_GETTERS) else None


def field_names(typename: Any, given: Any, rename: bool) -> tuple[str, ...]:
    """Check and return the field names of a named tuple, as CPython does."""
    from keyword import iskeyword

    names = [str(name) for name in given]
    if rename:
        seen: set[str] = set()
        for index, name in enumerate(names):
            if not name.isidentifier() or iskeyword(name) or name.startswith("_") or name in seen:
                names[index] = f"_{index}"
            seen.add(name)
    for name in [str(typename), *names]:
        if not name.isidentifier():
            raise ValueError(f"Type names and field names must be valid identifiers: {name!r}")
        if iskeyword(name):
            raise ValueError(f"Type names and field names cannot be a keyword: {name!r}")
    done: set[str] = set()
    for name in names:
        if name.startswith("_") and not rename:
            raise ValueError(f"Field names cannot start with an underscore: {name!r}")
        if name in done:
            raise ValueError(f"Encountered duplicate field name: {name!r}")
        done.add(name)
    return tuple(names)


def unexpected_fields(given: dict[str, Any]) -> Exception:
    """Return the error of `_replace` for names that are no fields."""
    text = f"Got unexpected field names: {list(given)!r}"
    return TypeError(text) if sys.version_info >= (3, 13) else ValueError(text)


def cache_key(args: tuple[Any, ...], keywords: dict[str, Any], typed: bool) -> Any:
    """Return the key under which `lru_cache` keeps a call, as CPython distinguishes calls.

    This function itself marks where keywords and types begin: no guest can pass it, and a snapshot can name it.
    """
    key: tuple[Any, ...] = args
    if keywords:
        key += (cache_key, *[item for pair in keywords.items() for item in pair])
    if typed:
        key += (cache_key, *map(type, args), *map(type, keywords.values()))
    elif not keywords and len(args) == 1 and type(args[0]) in (int, str):
        return args[0]
    return key


def attribute_dict(instance: Any, name: str) -> dict[str, Any]:
    """Return the dictionary in which `cached_property` keeps its value."""
    kind = type(instance)
    found = instance_dict(instance)
    if is_subclass(type, kind):
        text = f"The '__dict__' attribute on {kind.__name__!r} instance does not support item assignment for caching"
        raise TypeError(f"{text} {name!r} property.")
    if not found and lookup(kind, "__dict__") is MISSING:
        raise TypeError(f"No '__dict__' attribute on {kind.__name__!r} instance to cache {name!r} property.")
    return found


def got_by_c(function: Any, obj: Any, cls: Any) -> Any:
    """Return what the `__get__` of a type of C's makes of `function`; `function` itself if it has none."""
    getter = lookup(type(function), "__get__")
    return function if getter is MISSING else getter(function, obj, cls)


def defines_order(cls: type, name: str) -> bool:
    """Tell whether a class has the comparison `name` from elsewhere than `object`."""
    return lookup(cls, name) is not lookup(object, name)


def set_function_attribute(function: FunctionType, name: str, value: Any) -> None:
    """Set an attribute of a function of the prelude; TypeError for one of the host's."""
    if not is_guest_code(function):
        raise TypeError("a function of the host can not be changed")
    setattr(function, name, value)


def name_if_function(function: Any, qualname: str, module: str) -> None:
    """Name a function of the prelude; nothing else has a name to give."""
    if is_guest_code(function):
        function.__qualname__, function.__module__ = qualname, module


def bare_class(metaclass: type, name: str) -> type:
    """Make an empty class with `metaclass`, calling nothing of it."""
    cls: type = type.__new__(metaclass, name, (), {"__module__": "typing"})
    mark_guest_class(cls)
    return cls


def c_batched(iterable: Any, n: Any, strict: bool) -> Any:
    """Call `itertools.batched` with what this CPython knows of its arguments."""
    if sys.version_info >= (3, 13):
        return itertools.batched(iterable, n, strict=strict)
    return itertools.batched(iterable, n)  # type: ignore[attr-defined]


def bind_method(function: Any, obj: Any) -> MethodType:
    """Bind a callable to an object."""
    return MethodType(function, obj)


_ASSIGNED = ["__module__", "__name__", "__qualname__", "__doc__", "__annotations__"]
if sys.version_info >= (3, 12):
    _ASSIGNED.append("__type_params__")

_TYPING_FORMS = (
    "Any Optional Union Callable List Dict Set FrozenSet Tuple Type Deque DefaultDict OrderedDict Counter "
    "ChainMap Iterable Iterator Generator Sequence MutableSequence Mapping MutableMapping Collection Container "
    "Sized Hashable Reversible Awaitable Coroutine AsyncIterable AsyncIterator AsyncGenerator Literal Annotated "
    "ClassVar Final NoReturn Never Self LiteralString Concatenate TypeAlias TypeGuard Required NotRequired Unpack "
    "SupportsInt SupportsFloat SupportsIndex SupportsAbs SupportsRound AbstractSet NamedTuple TypedDict Pattern "
    "Match IO TextIO BinaryIO ContextManager AsyncContextManager ItemsView KeysView MappingView ValuesView MutableSet SupportsBytes "
    "SupportsComplex" + (" ReadOnly TypeIs" if sys.version_info >= (3, 13) else "")
)

_NAMEDTUPLE_SPECIAL = (
    "__module__ __qualname__ __annotations__ __slots__ __classcell__ __orig_bases__ __dict__ __weakref__ "
    "__firstlineno__ __static_attributes__ __annotate__"
)

_ITERTOOLS = (
    "accumulate chain combinations combinations_with_replacement compress count cycle islice pairwise permutations "
    "product repeat tee zip_longest"
)

DATA: dict[str, Any] = {
    "@any_guest_iterable": any_guest_iterable,
    "@is_c_callable": is_c_callable,
    "@shared_getter": shared_getter,
    "@field_names": field_names,
    "@unexpected_fields": unexpected_fields,
    "@bind": bind,
    "@bind_fields": bind_fields,
    "@cache_key": cache_key,
    "@attribute_dict": attribute_dict,
    "@got_by_c": got_by_c,
    "@defines_order": defines_order,
    "@set_function_attribute": set_function_attribute,
    "@bare_class": bare_class,
    "@name_if_function": name_if_function,
    "@bind_method": bind_method,
    "@mro": mro_of,
    "@alias": GenericAlias,
    "@c_math": math,
    "@has_sumprod": hasattr(math, "sumprod"),
    "@c_reduce": reduce,
    "@c_deque": deque,
    "@count_elements": _count_elements,
    "@c_OrderedDict": OrderedDict,
    "@second": field_getter(1),
    "@has_replace": sys.version_info >= (3, 13),
    "@has_batched": sys.version_info >= (3, 12),
    "@wrapper_assignments": tuple(_ASSIGNED),
    "@typing_names": tuple(_TYPING_FORMS.split()),
    "@namedtuple_special": frozenset(_NAMEDTUPLE_SPECIAL.split()),
    "@c_batched": c_batched,
    **JSON,
    **{f"@field_{index}": getter for index, getter in enumerate(_GETTERS)},
    **{f"@c_{name}": getattr(itertools, name) for name in _ITERTOOLS.split()},
}
