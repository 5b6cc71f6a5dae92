"""What the prelude's `json` needs of C: plain data is read and written there, and so are calls of functions that can't pause."""

from __future__ import annotations

import itertools
from _collections import OrderedDict  # type: ignore[import-not-found]
from types import FunctionType

from monty_cli.guest.library_types import library_type_name
from monty_cli.guest.looking import code_of
from monty_cli.guest.protocol import holds_guest, identity, is_subclass
from monty_cli.language.quiet import is_quiet

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


def json_read(text: Any) -> Any:
    """Parse a document without hooks; return what it holds, or as a tuple what `JSONDecodeError` takes."""
    if not _scanners:
        from json import JSONDecoder

        _scanners.append(JSONDecoder().scan_once)  # type: ignore[attr-defined]
    if type(text) is str:
        try:
            found, end = _scanners[0](text, 0)
            if end == len(text):
                return found
        except (ValueError, StopIteration):
            pass  # it is no document, or has space around it
    found = json_read_hooked(text, (None,) * 5)
    return found[1] if found[0] is None else found[0]


_scanners: list[Any] = []
_HOOKS = ("object_hook", "object_pairs_hook", "parse_float", "parse_int", "parse_constant")


def json_read_hooked(text: Any, hooks: tuple[Any, ...]) -> tuple[Any, Any]:
    """Parse a document with `hooks` that C may call; return what `JSONDecodeError` takes or `None`, and what it holds."""
    import json

    given = {name: hook for name, hook in zip(_HOOKS, hooks, strict=True) if hook is not None}
    try:
        return None, json.loads(text, **given)
    except json.JSONDecodeError as error:
        return (error.msg, error.doc, error.pos), None


def json_are_direct(hooks: tuple[Any, ...]) -> bool:
    """Tell whether C may call `hooks` for the parts of a document: functions without points, and types of C's that ask for nothing."""
    return all(map(_is_direct, hooks))


def _is_direct(hook: Any) -> bool:
    if type(hook) is FunctionType:
        return is_quiet(code_of(hook))
    return hook is None or (
        type(hook) is type and (identity(hook) in _READERS or library_type_name(hook) == "decimal.Decimal")
    )


_READERS = frozenset(map(identity, (int, float, str, dict, list, tuple, OrderedDict)))


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
            if not _STR_ID.issuperset(map(identity, map(type, item))) and holds_guest(list(item)):
                return False
            parts = item.values()
        elif kind is list or kind is tuple:
            parts = item
        elif identity(kind) in _JSON_SCALARS:
            continue
        else:
            return False
        if not _JSON_SCALARS.issuperset(map(identity, map(type, parts))) and identity(item) not in seen:
            seen.add(identity(item))
            stack += parts
    return True


def _json_levels(level: list[Any]) -> bool | None:
    """Answer for many parts at once, level by level; `None` for what is deep, or holds the same parts again and again."""
    for _ in range(12):
        kinds = set(map(identity, map(type, level)))
        if kinds <= _JSON_SCALARS:
            return True
        if not kinds <= _JSON_TYPES:
            return False
        dicts = [part for part in level if type(part) is dict]
        lists = [part for part in level if type(part) is list or type(part) is tuple]
        if sum(map(len, lists)) + sum(map(len, dicts)) > 40 * len(level):
            return None
        keys = list(itertools.chain.from_iterable(dicts))
        if not _STR_ID.issuperset(map(identity, map(type, keys))) and holds_guest(keys):
            return False
        level = list(itertools.chain.from_iterable(lists))
        level += itertools.chain.from_iterable([part.values() for part in dicts])
    return None


_MANY = 40
_JSON_SCALARS = frozenset(map(identity, (str, int, float, bool, type(None))))
_JSON_TYPES = _JSON_SCALARS | set(map(identity, (list, tuple, dict)))
_JSON_KINDS = {
    **dict.fromkeys(_JSON_SCALARS, "scalar"),
    **dict.fromkeys(map(identity, (list, tuple)), "list"),
    **dict.fromkeys(map(identity, (set, frozenset, complex, bytes)), "other"),
    identity(dict): "dict",
}
_STR_ID = frozenset((identity(str),))


def json_kind(obj: Any) -> str:
    """Return what `json` takes `obj` for: scalar, list, dict or other."""
    kind = type(obj)
    known = _JSON_KINDS.get(identity(kind))
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


def json_write_simply(obj: Any) -> Any:
    """Write data without options as `json_write_known` does."""
    if not _writers:
        from json import encoder

        _writers.append((encoder.c_make_encoder, encoder.encode_basestring_ascii))  # type: ignore[attr-defined]
    make, text = _writers[0]
    if make is None:
        return json_write_known(obj, *_NO_OPTIONS)
    try:
        return "".join(make({}, _stop, text, None, ": ", ", ", False, False, True)(obj, 0))
    except _StrangerError:
        return None


_NO_OPTIONS = (False, True, True, None, None, False, None)
_writers: list[Any] = []


def json_write_known(obj: Any, *options: Any) -> Any:
    """Write data of a program in whose classes nothing answers to `json`.

    Args:
        obj: the data.
        options: those of `json_write` in their order, and `default`.

    Returns:
        The text; `None` when a function that may pause has to be asked for an object.
    """
    default = options[-1]
    direct = type(default) is FunctionType and is_quiet(code_of(default))
    try:
        return json_write(obj, *options[:-1], default=default if direct else _stop)
    except _StrangerError:
        return None


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


JSON: dict[str, Any] = {
    "@json_read": json_read,
    "@json_read_hooked": json_read_hooked,
    "@json_are_direct": json_are_direct,
    "@json_parse": json_parse,
    "@json_branches": json_branches,
    "@json_is_branch": json_is_branch,
    "@json_is_plain": json_is_plain,
    "@json_kind": json_kind,
    "@json_pairs": json_pairs,
    "@json_write": json_write,
    "@json_write_known": json_write_known,
    "@json_write_simply": json_write_simply,
}
