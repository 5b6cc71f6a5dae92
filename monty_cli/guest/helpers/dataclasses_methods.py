"""What the methods of dataclasses need of the host: the fields of plain objects, read, set, compared and shown at once."""

from __future__ import annotations

import operator
import sys
from _weakref import ref

from monty_cli.guest.attribute_tables import DENIED, GUARDED
from monty_cli.guest.objects import can_fill
from monty_cli.guest.protocol import (
    FILLABLE,
    SCALAR_IDS,
    identity,
    is_guest_class,
    is_plain,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

_BY_FIELD = sys.version_info >= (3, 13)


_getters: dict[tuple[str, ...], Callable[[Any], Any] | None] = {}
_KEPT = 1024


def fields_of(obj: Any, names: tuple[str, ...]) -> tuple[Any, ...] | None:
    """Return the values of the fields `names` of an object; `None` where the guest may not read them that simply."""
    try:
        getter = _getters[names]
    except KeyError:
        getter = _remember(names)
    if getter is None or not is_guest_class(type(obj)):
        return None
    values = getter(obj)
    return values if len(names) > 1 else (values,)


def _remember(names: tuple[str, ...]) -> Callable[[Any], Any] | None:
    simple = names and all(map(_is_plain_name, names))
    if len(_getters) >= _KEPT:
        _getters.clear()
    getter = _getters[names] = operator.attrgetter(*names) if simple else None
    return getter


def _is_plain_name(name: object) -> bool:
    """Tell whether a field is read by its name alone: no dots, of which each would be one more read, and nothing that is guarded."""
    return type(name) is str and name.isidentifier() and name not in GUARDED and name not in DENIED and name[:2] != "__"


def completed(
    names: tuple[str, ...], ready: dict[str, tuple[bool, Any]], args: tuple[Any, ...], keywords: dict[str, Any]
) -> list[Any] | None:
    """Return the values of the fields `names` from the arguments of a call and what is `ready` for those that have a default.

    `ready` tells by field whether its default is a builtin class that makes it. `None` where the arguments are wrong, or where code of
    the guest's has to make a default.
    """
    values = list(args)
    if len(values) > len(names):
        return None
    used = 0
    for name in names[len(values) :]:
        if name in keywords:
            values.append(keywords[name])
            used += 1
            continue
        default = ready.get(name)
        if default is None:
            return None
        values.append(default[1]() if default[0] else default[1])
    return values if used == len(keywords) else None


def filled(
    obj: Any,
    names: tuple[str, ...],
    ready: dict[str, tuple[bool, Any]],
    args: tuple[Any, ...],
    keywords: dict[str, Any],
    how: tuple[bool, bool],
) -> bool:
    """Set the fields `names` of a new object, see `completed`, if that needs no code of the guest's; tell whether it did.

    `how` tells whether to pass over a frozen class's guard, and whether attributes of the guest's may be computed.
    """
    cls = type(obj)
    known = FILLABLE.get(identity(cls))
    if (known is None or known[1] is not names or known[0]() is not cls) and not _learn(obj, names, how):
        return False
    values = args if len(args) == len(names) and not keywords else completed(names, ready, args, keywords)
    if values is None:
        return False
    put = _set if how[0] else setattr
    for name, value in zip(names, values):  # noqa: B905 (as many as names)
        put(obj, name, value)
    return True


def _learn(obj: Any, names: tuple[str, ...], how: tuple[bool, bool]) -> bool:
    """Tell whether setting the attributes `names` of an object runs no code of the guest's; remember it if it does not."""
    frozen, computed = how
    if not can_fill(obj, names, frozen, computed):
        return False
    cls = type(obj)
    if type(cls) is type:  # the changes of others may be told to nobody
        if len(FILLABLE) >= _KEPT:
            FILLABLE.clear()
        FILLABLE[identity(cls)] = ref(cls), names
    return True


_set = object.__setattr__


def compared_fields(one: Any, other: Any, names: tuple[str, ...], how: str) -> bool | None:
    """Compare the fields of two objects by the method `how`; `None` when their values may be the guest's."""
    mine, theirs = fields_of(one, names), fields_of(other, names)
    if mine is None or theirs is None or not (_are_plain(mine) and _are_plain(theirs)):
        return None
    if _BY_FIELD and how == "__eq__":
        return all(map(operator.eq, mine, theirs))
    found: bool = getattr(operator, how)(mine, theirs)
    return found


def plain_fields_text(obj: Any, names: tuple[str, ...], marks: list[str]) -> str | None:
    """Return the text of an object with its fields, each after its mark; `None` when their values may be the guest's."""
    values = fields_of(obj, names)
    if values is None or not _are_plain(values):
        return None
    return f"{_title_of(type(obj))}({', '.join(map(operator.add, marks, map(repr, values)))})"


_title_of: Callable[[type], str] = type.__dict__["__qualname__"].__get__


def _are_plain(values: tuple[Any, ...]) -> bool:
    for value in values:
        kind = type(value)
        if identity(kind) in SCALAR_IDS:
            continue
        if (kind is list or kind is tuple) and SCALAR_IDS.issuperset(map(identity, map(type, value))):
            continue
        return is_plain(values)
    return True


HELPERS: dict[str, Any] = {
    "@fields_of": fields_of,
    "@set_fields": filled,
    "@compared_fields": compared_fields,
    "@plain_fields_text": plain_fields_text,
}
