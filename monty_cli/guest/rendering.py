"""How the prelude has to make the text of an object: which form, over which parts, and what is being rendered.

CPython keeps the containers whose `repr` is under way per thread, so that a container that holds itself shows as
`[...]`. Guest code may be called in between, and a pause may be saved there: the list of a run's open containers is
therefore part of its state.
"""

from __future__ import annotations

import sys
from types import WrapperDescriptorType

from monty_cli.guest.protocol import SCALAR_IDS, find, holds_guest, identity, is_subclass, lookup

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

# Builtin `__repr__` by the form that it gives; those of modules of C are added when they are first met.
_FORMS: list[tuple[Any, str]] = [
    (list.__repr__, "list"),
    (tuple.__repr__, "tuple"),
    (dict.__repr__, "dict"),
    (set.__repr__, "set"),
    (frozenset.__repr__, "set"),
    (BaseException.__repr__, "exception"),
]
_COLLECTIONS = {
    "deque": "deque",
    "OrderedDict": "ordered" if sys.version_info >= (3, 12) else "ordered pairs",
}
_AGAIN = {
    "list": "[...]",
    "tuple": "(...)",
    "dict": "{...}",
    "deque": "[...]",
    "ordered": "...",
    "ordered pairs": "...",
}

_exception_args: Callable[[BaseException], tuple[Any, ...]] = BaseException.args.__get__  # type: ignore[attr-defined]


def repr_kind(obj: Any) -> str | None:
    """Return the form in which the prelude has to render `obj`; `None` when C can do it without running guest code."""
    cls = type(obj)
    if identity(cls) in SCALAR_IDS or not _needs_rendering(obj, cls):
        return None
    method = lookup(cls, "__repr__")
    if type(method) is not WrapperDescriptorType:
        return None
    for known, form in _FORMS:
        if method is known:
            return None if form == "set" and find(cls, "__iter__")[1] else form
    owner = method.__objclass__
    return _COLLECTIONS.get(owner.__name__) if owner.__module__ == "collections" else None


def _needs_rendering(obj: Any, cls: type) -> bool:
    """Tell whether a part of `obj` belongs to the guest; that `obj` itself does is no reason."""
    if is_subclass(BaseException, cls):
        return holds_guest(_exception_args(obj))
    if is_subclass(dict, cls):
        return holds_guest(list(dict.items(obj)))
    if is_subclass(list, cls):
        return holds_guest(list.copy(obj))
    if is_subclass(tuple, cls):
        return holds_guest(tuple.__add__(obj, ()) if type(obj) is tuple else list(tuple.__iter__(obj)))
    if is_subclass(set, cls) or is_subclass(frozenset, cls):
        return holds_guest(list(c_items(obj)))
    return holds_guest(obj) and getattr(lookup(cls, "__repr__"), "__objclass__", object).__module__ == "collections"


def str_kind(obj: Any) -> str | None:
    """Return how `str(obj)` comes about: by `repr`, or of an exception's arguments; `None` when C can do it."""
    cls = type(obj)
    if identity(cls) in SCALAR_IDS:
        return None
    method = lookup(cls, "__str__")
    if method is object.__str__:
        return "repr"
    if method is BaseException.__str__ and holds_guest(_exception_args(obj)):
        return "argument" if len(_exception_args(obj)) == 1 else "arguments"
    if method is KeyError.__str__ and holds_guest(_exception_args(obj)):
        return "key" if len(_exception_args(obj)) == 1 else "arguments"
    return None


def c_items(obj: Any) -> Iterator[Any]:
    """Return C's iterator over a builtin container or an instance of a class derived from one."""
    for base in (list, tuple, set, frozenset):
        if is_subclass(base, type(obj)):
            return base.__iter__(obj)
    return iter(obj)


def c_len(obj: Any) -> int:
    """Return the length that C sees of a tuple or a string."""
    return tuple.__len__(obj) if is_subclass(tuple, type(obj)) else str.__len__(obj)


def dict_items(obj: Any) -> list[tuple[Any, Any]]:
    """Return keys and values of a real dict."""
    return list(dict.items(obj))


def repr_again(obj: Any, form: str) -> str:
    """Return what stands for a container inside itself."""
    if form == "set":
        return f"{type(obj).__name__}(...)"
    return _AGAIN[form]


def make_tracking(active: list[Any]) -> dict[str, Callable[..., Any]]:
    """Return the helpers that keep the containers being rendered in `active`."""

    def enter(obj: Any) -> bool:
        """Note that `obj` is being rendered; tell whether it was already."""
        if any(other is obj for other in active):
            return True
        active.append(obj)
        return False

    def leave(obj: Any) -> None:
        """Note that `obj` is rendered."""
        for index in range(len(active) - 1, -1, -1):
            if active[index] is obj:
                del active[index]
                return

    return {"@repr_enter": enter, "@repr_leave": leave}


RENDERING: dict[str, Callable[..., Any]] = {
    "@repr_kind": repr_kind,
    "@str_kind": str_kind,
    "@c_items": c_items,
    "@c_len": c_len,
    "@dict_items": dict_items,
    "@repr_again": repr_again,
    "@exception_args": _exception_args,
}
