"""What the prelude's `json`, `collections`, `functools`, `itertools` and `typing` need of C, as hidden helpers."""

from __future__ import annotations

import itertools
import math
import sys
from _collections import OrderedDict, _count_elements, deque  # type: ignore[import-not-found]
from _functools import reduce  # type: ignore[import-not-found]
from types import FunctionType, GenericAlias, MethodType

from monty_cli.guest.binding import bind, bind_fields
from monty_cli.guest.classes import BASES
from monty_cli.guest.protocol import (
    MISSING,
    holds_guest,
    instance_dict,
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
    found = instance_dict(instance)
    if not found and lookup(type(instance), "__dict__") is MISSING:
        raise TypeError(f"No '__dict__' attribute on {type(instance).__name__!r} instance to cache {name!r} property.")
    return found


def defines_order(cls: type, name: str) -> bool:
    """Tell whether a class has the comparison `name` from elsewhere than `object`."""
    return lookup(cls, name) is not lookup(object, name)


def set_function_attribute(function: FunctionType, name: str, value: Any) -> None:
    """Set an attribute of a function of the prelude."""
    setattr(function, name, value)


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


# json


def json_read(text: Any) -> Any:
    """Parse a document without hooks; return what it holds, or as a tuple what `JSONDecodeError` takes."""
    import json

    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        return error.msg, error.doc, error.pos


def json_parse(text: Any, hooks: tuple[Any, ...]) -> tuple[Any, Any]:
    """Parse a document; return what `JSONDecodeError` takes or `None`, and the tree with branches for `hooks`."""
    import json

    try:
        return None, json.loads(text, **json_options(hooks))
    except json.JSONDecodeError as error:
        return (error.msg, error.doc, error.pos), None


def json_options(hooks: tuple[Any, ...]) -> dict[str, Any]:
    """Return the options of a decoder that leaves what `hooks` have to see."""
    options: dict[str, Any] = {}
    if hooks[1] is not None:
        options["object_pairs_hook"] = _hook(1)
    elif any(hook is not None for hook in hooks):
        options["object_pairs_hook"] = _object
    for number, name in ((2, "parse_float"), (3, "parse_int"), (4, "parse_constant")):
        if hooks[number] is not None:
            options[name] = _hook(number)
    return options


def _hook(number: int) -> Callable[[Any], tuple[int, Any]]:
    """Return what stands for a hook: of the part that the hook has to see, it makes a tuple, which no document holds."""
    return lambda branch: (number, branch)


def _object(pairs: list[tuple[str, Any]]) -> tuple[int, Any, list[str]]:
    """Return what stands for an object: its contents, and under which keys something is that hooks have to see.

    Where a key occurs twice, hooks see both values: then the contents stay a list of pairs.
    """
    found = dict(pairs)
    if len(found) < len(pairs):
        return 1, pairs, []
    return 0, found, [key for key, part in pairs if type(part) is tuple or type(part) is list]


def json_branches(items: list[Any]) -> list[int]:
    """Return the places of a list in which something is that hooks have to see."""
    return [place for place, part in enumerate(items) if type(part) is tuple or type(part) is list]


def json_is_branch(tree: Any) -> bool:
    """Tell whether hooks have to see a part of `tree`."""
    return type(tree) is tuple or type(tree) is list


def json_is_plain(obj: Any) -> bool:
    """Tell whether C can write `obj` without meeting anything of the guest's, or an object that it does not know."""
    stack = [obj]
    seen: set[int] = set()
    wide = False
    while stack:
        if len(stack) > _MANY and not wide:
            found = _json_levels(stack)
            if found is not None:
                return found
            wide = True
        item = stack.pop()
        kind = type(item)
        if kind is dict:
            if not _STR_ID.issuperset(map(id, map(type, item))) and holds_guest(list(item)):
                return False
            parts = item.values()
        elif kind is list or kind is tuple:
            parts = item
        elif id(kind) in _JSON_SCALARS:
            continue
        else:
            return False
        if not _JSON_SCALARS.issuperset(map(id, map(type, parts))) and id(item) not in seen:
            seen.add(id(item))
            stack += parts
    return True


def _json_levels(level: list[Any]) -> bool | None:
    """Answer for many parts at once, level by level; `None` for what is deep, or holds the same parts again and again."""
    for _ in range(12):
        kinds = set(map(id, map(type, level)))
        if kinds <= _JSON_SCALARS:
            return True
        if not kinds <= _JSON_TYPES:
            return False
        dicts = [part for part in level if type(part) is dict]
        lists = [part for part in level if type(part) is list or type(part) is tuple]
        if sum(map(len, lists)) + sum(map(len, dicts)) > 40 * len(level):
            return None
        keys = list(itertools.chain.from_iterable(dicts))
        if not _STR_ID.issuperset(map(id, map(type, keys))) and holds_guest(keys):
            return False
        level = list(itertools.chain.from_iterable(lists))
        level += itertools.chain.from_iterable([part.values() for part in dicts])
    return None


_MANY = 40
_JSON_SCALARS = frozenset(map(id, (str, int, float, bool, type(None))))
_JSON_TYPES = _JSON_SCALARS | set(map(id, (list, tuple, dict)))
_JSON_KINDS = {
    **dict.fromkeys(_JSON_SCALARS, "scalar"),
    **dict.fromkeys(map(id, (list, tuple)), "list"),
    **dict.fromkeys(map(id, (set, frozenset, complex, bytes)), "other"),
    id(dict): "dict",
}
_STR_ID = frozenset((id(str),))


def json_kind(obj: Any) -> str:
    """Return what `json` takes `obj` for: scalar, list, dict or other."""
    kind = type(obj)
    known = _JSON_KINDS.get(id(kind))
    if known is not None:
        return known
    if any(is_subclass(one, kind) for one in (str, int, float, type(None))):
        return "scalar"
    if is_subclass(list, kind) or is_subclass(tuple, kind):
        return "list"
    return "dict" if is_subclass(dict, kind) else "other"


def json_pairs(obj: Any, sort_keys: bool) -> list[tuple[Any, Any]]:
    """Return the items of a dict in the order in which they are written."""
    pairs = list(dict.items(obj))
    return sorted(pairs, key=lambda pair: pair[0]) if sort_keys else pairs


class _StrangerError(Exception):
    """An object is met that `json` does not know."""


def _stop(obj: Any) -> Any:
    raise _StrangerError


def json_write_known(obj: Any, *options: Any) -> Any:
    """Write data of a program whose classes have no special methods; `None` when `json` has to ask for an object in it."""
    try:
        if list(map(id, options)) == _NO_OPTIONS:
            if not _encoders:
                from json import JSONEncoder

                _encoders.append(JSONEncoder(default=_stop))
            return _encoders[0].encode(obj)
        return json_write(obj, *options, default=_stop)
    except _StrangerError:
        return None


_NO_OPTIONS = list(map(id, (False, True, True, None, None, False)))
_encoders: list[Any] = []


def json_write(
    obj: Any,
    skipkeys: Any,
    ensure_ascii: Any,
    allow_nan: Any,
    indent: Any,
    separators: Any,
    sort_keys: Any,
    *,
    default: Any = None,
) -> str:
    """Write plain data, of which `default` gets what is not plain."""
    import json

    options = (skipkeys, ensure_ascii, allow_nan, indent, separators, sort_keys)
    if default is None and list(map(id, options)) == _NO_OPTIONS:
        return json.dumps(obj)
    return json.dumps(
        obj,
        skipkeys=skipkeys,
        ensure_ascii=ensure_ascii,
        allow_nan=allow_nan,
        indent=indent,
        separators=separators,
        sort_keys=sort_keys,
        default=default,
    )


_ASSIGNED = ["__module__", "__name__", "__qualname__", "__doc__", "__annotations__"]
if sys.version_info >= (3, 12):
    _ASSIGNED.append("__type_params__")

_TYPING_FORMS = (
    "Any Optional Union Callable List Dict Set FrozenSet Tuple Type Deque DefaultDict OrderedDict Counter "
    "ChainMap Iterable Iterator Generator Sequence MutableSequence Mapping MutableMapping Collection Container "
    "Sized Hashable Reversible Awaitable Coroutine AsyncIterable AsyncIterator AsyncGenerator Literal Annotated "
    "ClassVar Final NoReturn Never Self LiteralString Concatenate TypeAlias TypeGuard Required NotRequired Unpack "
    "SupportsInt SupportsFloat SupportsIndex SupportsAbs SupportsRound AbstractSet NamedTuple TypedDict Pattern "
    "Match IO TextIO BinaryIO"
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
    "@defines_order": defines_order,
    "@set_function_attribute": set_function_attribute,
    "@bare_class": bare_class,
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
    "@json_read": json_read,
    "@json_parse": json_parse,
    "@json_branches": json_branches,
    "@json_is_branch": json_is_branch,
    "@json_is_plain": json_is_plain,
    "@json_kind": json_kind,
    "@json_pairs": json_pairs,
    "@json_write": json_write,
    "@json_write_known": json_write_known,
    "@c_batched": c_batched,
    **{f"@field_{index}": getter for index, getter in enumerate(_GETTERS)},
    **{f"@c_{name}": getattr(itertools, name) for name in _ITERTOOLS.split()},
}
