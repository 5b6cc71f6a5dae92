"""The methods of context managers, as `with` looks them up."""

from __future__ import annotations

from types import FunctionType, MethodType

from monty_cli.guest.prims import type_name
from monty_cli.guest.protocol import MISSING, dict_of, lookup

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def enter_method(manager: Any) -> Any:
    """Return the bound `__enter__` of a context manager; TypeError as CPython's if it lacks that or `__exit__`."""
    names = dict_of(type(manager))
    enter = names.get("__enter__")
    if type(enter) is FunctionType and "__exit__" in names:
        return MethodType(enter, manager)
    enter = _method(manager, "__enter__", "")
    _method(manager, "__exit__", _NO_EXIT)
    return enter


def exit_method(manager: Any) -> Any:
    """Return the bound `__exit__` of a context manager; TypeError as CPython's if it lacks that."""
    leave = dict_of(type(manager)).get("__exit__")
    return MethodType(leave, manager) if type(leave) is FunctionType else _method(manager, "__exit__", _NO_EXIT)


_NO_EXIT = " (missed __exit__ method)"


def _method(manager: Any, name: str, missed: str) -> Any:
    cls = type(manager)
    method = lookup(cls, name)
    if method is MISSING:
        raise TypeError(f"'{type_name(manager)}' object does not support the context manager protocol{missed}")
    if type(method) is FunctionType:
        return MethodType(method, manager)
    getter = lookup(type(method), "__get__")
    return method if getter is MISSING else getter(method, manager, cls)


MANAGING = {"@enter": enter_method, "@exit": exit_method}
