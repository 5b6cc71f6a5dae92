"""The host functions that the prelude calls: small questions and conversions that run no guest code.

They stand in the builtins dictionary of a run under `@name`; prelude text calls them as `h_name`.
"""

from __future__ import annotations

import sys
from _collections import deque  # type: ignore[import-not-found]
from _operator import itemgetter
from types import BuiltinFunctionType, FunctionType, GeneratorType, MappingProxyType

from monty_cli.guest import classes, protocol
from monty_cli.guest.looking import code_of
from monty_cli.guest.protocol import MISSING, find, identity, is_guest_class, is_plain, is_subclass, lookup
from monty_cli.guest.results import RESULTS
from monty_cli.language.quiet import is_quiet

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

_name_of_class: Callable[[type], str] = type.__dict__["__name__"].__get__


def type_name(obj: Any) -> str:
    """Return the name of the type of `obj`."""
    return _name_of_class(type(obj))


def bare_iterator(iterator: Any) -> Any:
    """Return what `wrap_iterator` wrapped."""
    return iterator.iterator if type(iterator) is protocol.GuestIterator else iterator


def taken(items: Any) -> Any:
    """Return the items of a builtin container or iterator that is unpacked now, as a tuple; C refuses anything else itself."""
    if lookup(type(items), "__iter__") is MISSING or protocol.is_guest_iterable(items):
        return items
    return tuple(items)


def merged(mapping: Any) -> Any:
    """Return the pairs of a mapping of C's that is merged now, as a dict; C refuses anything else itself."""
    return {**mapping} if type(mapping) in _MAPPINGS else mapping


_MAPPINGS = (dict, MappingProxyType)
_known: set[tuple[type, str]] = set()


def having(obj: Any, name: str) -> Any:
    """Return `obj`, or raise the AttributeError for its lack of the method `name`, as CPython does before it evaluates arguments."""
    cls = type(obj)
    if (cls, name) in _known:
        return obj
    if not is_guest_class(cls) and name in _names_of(cls):
        _known.add((cls, name))
    elif not any(name in protocol.dict_of(owner) for owner in _owners(obj)) and not _has_hook(cls):
        getattr(obj, name)  # what no class of the guest's computes
    return obj


def _names_of(cls: type) -> set[str]:
    return {name for owner in protocol.mro_of(cls) for name in protocol.dict_of(owner)}


def _owners(obj: Any) -> list[type]:
    """Return the classes in which an attribute of `obj` may be computed."""
    return [*protocol.mro_of(type(obj)), *(protocol.mro_of(obj) if protocol.is_type(obj) else ())]


def _has_hook(cls: type) -> bool:
    return find(cls, "__getattr__")[1] or find(cls, "__getattribute__")[1]


_SEQUENCES = (list, tuple, str, bytes, bytearray, range, deque)


def is_indexed(obj: Any, method: str) -> bool:
    """Tell whether C's own sequence takes the key of `obj[key]` (or a store, or a deletion, as `method` says)."""
    return getattr(lookup(type(obj), method), "__objclass__", None) in _SEQUENCES


def check_fits(index: Any, key: Any, obj: Any) -> None:
    """Refuse the integer that `key` gave for its `__index__` where it is too large for C; the error names the key's type."""
    if type(index) is int and not -sys.maxsize - 1 <= index <= sys.maxsize and type(obj) is not range:
        raise IndexError(f"cannot fit '{type_name(key)}' into an index-sized integer")


def late_args(items: Any) -> Any:
    """Return an empty list where a call's `*items` run guest code: `fill_args` fills it when the keywords are known."""
    return [] if protocol.is_guest_iterable(items) else items


def has_own(obj: Any, name: str) -> bool:
    """Tell whether the type of `obj` has an attribute `name`, whoever wrote it."""
    return lookup(type(obj), name) is not MISSING


def has_own_truth(obj: Any) -> bool:
    """Tell whether C finds a `__bool__` for `obj`."""
    return lookup(type(obj), "__bool__") is not MISSING


def is_number(obj: Any) -> bool:
    """Tell whether C adds `obj` up by itself in `sum`."""
    kind = type(obj)
    return kind is int or kind is float or kind is bool


def is_scalar(obj: Any) -> bool:
    """Tell whether `obj` is of an exact builtin type without parts."""
    return identity(type(obj)) in protocol.SCALAR_IDS


def is_int(obj: Any) -> bool:
    """Tell whether `obj` is an integer by its true type."""
    return is_subclass(int, type(obj))


def lacks_iter(obj: Any) -> bool:
    """Tell whether nothing can make an iterator of `obj`."""
    kind = type(obj)
    return lookup(kind, "__iter__") is MISSING and lookup(kind, "__getitem__") is MISSING


def iterates_for_contains(obj: Any) -> bool:
    """Tell whether `v in obj` iterates guest code for want of a `__contains__`, or compares with guest objects."""
    kind = type(obj)
    if kind is list or kind is tuple:
        return not is_plain(obj)
    return protocol.is_guest_iterable(obj) and lookup(kind, "__contains__") is MISSING


def is_reversible_by_index(obj: Any) -> bool:
    """Tell whether `reversed(obj)` goes through `__len__` and `__getitem__` of the guest's."""
    kind = type(obj)
    if lookup(kind, "__reversed__") is not MISSING or is_subclass(dict, kind):
        return False
    return find(kind, "__getitem__")[1] and lookup(kind, "__len__") is not MISSING


def right_first(left: Any, right: Any, name: str) -> bool:
    """Tell whether a binary operator asks `right` first: its class derives from the other and has `name` anew."""
    kind, other = type(left), type(right)
    if kind is other or not is_subclass(kind, other):
        return False
    return not is_guest_class(kind) or lookup(kind, name) is not lookup(other, name)


def c_divmod(left: Any, right: Any) -> Any:
    """Return what the builtin `__divmod__` of `left` gives, `NotImplemented` when there is none."""
    method, guest = find(type(left), "__divmod__")
    return NotImplemented if method is MISSING or guest else method(left, right)


def c_rdivmod(right: Any, left: Any) -> Any:
    """Return what the builtin `__rdivmod__` of `right` gives, `NotImplemented` when there is none."""
    method, guest = find(type(right), "__rdivmod__")
    return NotImplemented if method is MISSING or guest else method(right, left)


def pow_arguments(args: tuple[Any, ...], keywords: dict[str, Any]) -> tuple[Any, Any, Any] | None:
    """Return base, exponent and modulus of a call of `pow`; `None` when the call is wrong."""
    given = dict(zip(("base", "exp", "mod"), args, strict=False))
    if len(args) > 3 or not given.keys().isdisjoint(keywords):
        return None
    given.update(keywords)
    if not {"base", "exp"} <= given.keys() <= {"base", "exp", "mod"}:
        return None
    return given["base"], given["exp"], given.get("mod")


def round_arguments(args: tuple[Any, ...], keywords: dict[str, Any]) -> tuple[Any, Any] | None:
    """Return number and digits (or `None`) of a call of `round`; `None` when the call is wrong."""
    given = dict(zip(("number", "ndigits"), args, strict=False))
    if len(args) > 2 or not given.keys().isdisjoint(keywords):
        return None
    given.update(keywords)
    if not {"number"} <= given.keys() <= {"number", "ndigits"}:
        return None
    return given["number"], given.get("ndigits")


def enumerate_arguments(args: tuple[Any, ...], keywords: dict[str, Any]) -> tuple[Any, int] | None:
    """Return iterable and first number of a call of `enumerate`; `None` when the call is wrong."""
    given = dict(zip(("iterable", "start"), args, strict=False))
    if len(args) > 2 or not given.keys().isdisjoint(keywords):
        return None
    given.update(keywords)
    if not {"iterable"} <= given.keys() <= {"iterable", "start"}:
        return None
    return given["iterable"], next(enumerate((None,), given.get("start", 0)))[0]


def sum_arguments(args: tuple[Any, ...], keywords: dict[str, Any]) -> bool:
    """Tell whether a call of `sum` has the right arguments."""
    return 1 <= len(args) <= 2 and (not keywords or (len(args) == 1 and keywords.keys() == {"start"}))


def sum_start(start: Any) -> None:
    """Refuse a start value that `sum` refuses."""
    sum((), start)


def only(keywords: dict[str, Any], name: str, args: tuple[Any, ...]) -> bool:
    """Tell whether a call has one positional argument and no keyword but `name`."""
    return len(args) == 1 and keywords.keys() == {name}


def print_options(sep: Any, end: Any) -> None:
    """Refuse the options of `print` that it refuses."""
    for name, value in (("sep", sep), ("end", end)):
        if value is not None and not is_subclass(str, type(value)):
            raise TypeError(f"{name} must be None or a string, not {type_name(value)}")


def exact_str(text: str) -> str:
    """Return `text` as an exact `str`, as it becomes part of a longer string."""
    return text if type(text) is str else "".join((text, ""))


def to_ascii(text: str) -> str:
    """Escape what is not ASCII as `ascii` does."""
    return text if str.isascii(text) else str.encode(text, "ascii", "backslashreplace").decode("ascii")


def pair(item: Any, index: int) -> list[Any]:
    """Return the key and value that element number `index` of a dict's update sequence holds."""
    try:
        items = list(item)
    except TypeError:
        raise TypeError(f"cannot convert dictionary update sequence element #{index} to a sequence") from None
    if len(items) != 2:
        raise ValueError(f"dictionary update sequence element #{index} has length {len(items)}; 2 is required")
    return items


def has_guest_pairs(obj: Any) -> bool:
    """Tell whether an element of the sequence `obj` is a guest iterable."""
    return (type(obj) is list or type(obj) is tuple) and any(map(protocol.is_guest_iterable, obj))


def set_holds(items: Any, value: Any) -> bool:
    """Tell whether a real set holds `value`."""
    return (set if is_subclass(set, type(items)) else frozenset).__contains__(items, value)


def byte_value(value: Any, kind: type) -> int:
    """Return `value` if it can be an item of `kind` (`bytes` or `bytearray`); their own errors if not."""
    byte: int = kind((value,))[0]
    return byte


def adds_in_place(receiver: Any) -> bool:
    """Tell whether `receiver += iterable` is C's `extend`."""
    method = lookup(type(receiver), "__iadd__")
    return method is list.__iadd__ or method is bytearray.__iadd__ or type(receiver).__name__ == "deque"


_C_KEYS = frozenset(
    [
        *map(identity, (abs, bool, float, int, len, list, max, min, ord, sorted, sum, tuple)),
        *map(
            identity,
            (str.capitalize, str.casefold, str.count, str.lower, str.strip, str.swapcase, str.title, str.upper),
        ),
    ]
)


def is_c_key(f: Any) -> bool:
    """Tell whether `f` is none, or one of C's functions that, called with plain data, runs no guest code."""
    return f is None or identity(f) in _C_KEYS or (type(f) is itemgetter and is_plain(f.__reduce__()[1]))


def is_quiet_function(f: Any) -> bool:
    """Tell whether `f` is a function that pauses nowhere, whatever it is called with."""
    return type(f) is FunctionType and is_quiet(code_of(f))


def is_direct(f: Any, items: Any) -> bool:
    """Tell whether C may call `f` for each of `items`: a function that can't pause there (see `language.quiet`), or a dict's `get`."""
    if type(f) is FunctionType:
        code = code_of(f)
        return is_quiet(code) or (is_quiet(code, True) and is_plain(items))
    return type(f) is BuiltinFunctionType and type(f.__self__) is dict and f.__name__ == "get" and is_plain(items)


def take_items(items: list[Any]) -> list[Any]:
    """Empty a list for a sort; return what it held."""
    taken = list.copy(items)
    list.clear(items)
    return taken


def give_items(items: list[Any], taken: list[Any]) -> bool:
    """Put back what a sort took, dropping what came in between; tell whether anything did."""
    touched = classes.touched_list(items)
    list.clear(items)
    list.extend(items, taken)
    return touched


def sort_by(keys: list[Any], values: list[Any], reverse: bool) -> None:
    """Sort `values` in place by their plain `keys`."""
    from _functools import partial  # type: ignore[import-not-found]

    values.sort(key=partial(next, iter(keys)), reverse=reverse)


def sort_options(keywords: dict[str, Any]) -> bool:
    """Tell whether a sort got no other keywords than it takes."""
    return keywords.keys() <= {"key", "reverse"}


def reverse_flag(value: Any) -> bool:
    """Return the `reverse` of a sort as a bool; TypeError as a sort raises it."""
    sorted((), reverse=value)
    return bool(value)


def same_class(keys: list[Any]) -> type | None:
    """Return the class that all `keys` share, `None` when they don't."""
    kind = type(keys[0])
    return kind if all(type(key) is kind for key in keys) else None


def are_tuples(keys: list[Any]) -> bool:
    """Tell whether all `keys` are exact tuples with an item at least: C then treats first items as keys."""
    return all(type(key) is tuple and len(key) > 0 for key in keys)


def first_items(keys: list[Any]) -> list[Any]:
    """Return the first item of each of `keys`."""
    return [key[0] for key in keys]


def flip(keys: list[Any], values: list[Any] | None, low: int, high: int) -> None:
    """Reverse part of the lists of a sort."""
    keys[low:high] = keys[low:high][::-1]
    if values is not None:
        values[low:high] = values[low:high][::-1]


def move(keys: list[Any], values: list[Any] | None, source: int, dest: int, count: int) -> None:
    """Move items within the lists of a sort."""
    keys[dest : dest + count] = keys[source : source + count]
    if values is not None:
        values[dest : dest + count] = values[source : source + count]


def put(
    keys: list[Any],
    values: list[Any] | None,
    dest: int,
    wait: list[Any],
    wait_values: list[Any],
    first: int,
    count: int,
) -> None:
    """Copy items of the copies `wait` and `wait_values` into the lists of a sort."""
    keys[dest : dest + count] = wait[first : first + count]
    if values is not None:
        values[dest : dest + count] = wait_values[first : first + count]


def zip_options(keywords: dict[str, Any]) -> bool:
    """Tell whether a `zip` got no other keywords than it takes."""
    return keywords.keys() <= {"strict"}


def zip_error(number: int, what: str) -> str:
    """Return the text of a strict `zip`'s error: argument `number`, counted from 0, is `what` than those before it."""
    before = "argument 1" if number == 1 else f"arguments 1-{number}"
    return f"zip() argument {number + 1} is {what} than {before}"


_OLD_RUNS = sys.version_info < (3, 13)  # count_run was rewritten in 3.13
_ISSUBSET_GATHERS = sys.version_info < (3, 12)  # `issubset` reads all of its argument before 3.12
_REVERSE_IS_INDEX = sys.version_info < (3, 12)  # `reverse` of a sort was an integer before 3.12

PRIMS: dict[str, Any] = {
    "@special": protocol.special,
    "@own_iter": protocol.own_iter,
    "@changed_class": protocol.changed_class,
    "@class_special": protocol.class_special,
    "@is_guest_iterable": protocol.is_guest_iterable,
    "@is_indexed": is_indexed,
    "@check_fits": check_fits,
    "@late_args": late_args,
    "@taken_now": taken,
    "@c_iter": iter,
    "@merged_now": merged,
    "@having": having,
    "@is_guest_sequence": protocol.is_guest_sequence,
    "@is_guest_mapping": protocol.is_guest_mapping,
    "@is_plain": is_plain,
    "@is_type": protocol.is_type,
    "@is_exception": protocol.is_exception,
    "@is_exception_class": protocol.is_exception_class,
    "@is_instance_of": protocol.is_instance_of_exactly,
    "@wrap_iterator": protocol.wrap_iterator,
    "@check_iterator": protocol.check_iterator,
    "@receiver": protocol.receiver_type,
    "@advance": next,
    "@type_name": type_name,
    "@bare_iterator": bare_iterator,
    "@has_own": has_own,
    "@has_own_truth": has_own_truth,
    "@is_number": is_number,
    "@is_scalar": is_scalar,
    "@is_int": is_int,
    "@lacks_iter": lacks_iter,
    "@iterates_for_contains": iterates_for_contains,
    "@is_reversible_by_index": is_reversible_by_index,
    "@right_first": right_first,
    "@c_divmod": c_divmod,
    "@c_rdivmod": c_rdivmod,
    "@pow_arguments": pow_arguments,
    "@round_arguments": round_arguments,
    "@enumerate_arguments": enumerate_arguments,
    "@sum_arguments": sum_arguments,
    "@sum_start": sum_start,
    "@only": only,
    "@print_options": print_options,
    "@exact_str": exact_str,
    "@to_ascii": to_ascii,
    "@pair": pair,
    "@has_guest_pairs": has_guest_pairs,
    "@set_holds": set_holds,
    "@byte_value": byte_value,
    "@adds_in_place": adds_in_place,
    "@is_c_key": is_c_key,
    "@is_direct": is_direct,
    "@is_quiet": is_quiet_function,
    "@generator": GeneratorType,
    "@take_items": take_items,
    "@give_items": give_items,
    "@sort_by": sort_by,
    "@sort_options": sort_options,
    "@reverse": reverse_flag,
    "@same_class": same_class,
    "@are_tuples": are_tuples,
    "@first_items": first_items,
    "@flip": flip,
    "@move": move,
    "@put": put,
    "@zip_error": zip_error,
    "@zip_options": zip_options,
    "@old_runs": _OLD_RUNS,
    "@issubset_gathers": _ISSUBSET_GATHERS,
    "@reverse_is_index": _REVERSE_IS_INDEX,
    "@find_metaclass": classes.find_metaclass,
    "@derive_metaclass": classes.derive_metaclass,
    "@check_namespace": classes.check_namespace,
    "@class_cell_of": classes.class_cell_of,
    "@check_class_cell": classes.check_class_cell,
    "@parent_hook": classes.parent_hook,
    "@c_announce": classes.c_announce,
    "@set_name_failed": classes.set_name_failed,
    "@makes_classes": classes.makes_classes,
    "@type_new_error": classes.type_new_error,
    "@c_new": classes.c_new,
    "@c_init": classes.c_init,
    "@all_classes": classes.all_classes,
    **RESULTS,
}
