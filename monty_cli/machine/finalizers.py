"""The guest's finalizers: none runs after the end of its program, and their errors don't reach the host's stderr.

A generator that is dropped while it is suspended runs its `finally` blocks; what they raise goes to `sys.unraisablehook`, where CPython
would show it. A class with `__del__` is refused where it is made; should one have been made behind the back of that check, by C's `type`
in some roundabout way, it loses its `__del__` when its program ends.
"""

from __future__ import annotations

import atexit
import sys
from types import AsyncGeneratorType, CoroutineType, FunctionType, GeneratorType, MethodType

from monty_cli.guest.protocol import MARK, TYPES_HELD, dict_of, is_guest_code

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from sys import UnraisableHookArgs
    from typing import Any

_HEAP = 1 << 9  # of a type that is not one of C's static ones
_FINALIZER = "__del__"
_name_of: Callable[[type], str] = type.__dict__["__name__"].__get__
_flags_of: Callable[[type], int] = type.__dict__["__flags__"].__get__


_registered: list[bool] = []


def _at_exit() -> None:
    """Take the guest's finalizers off before the process ends: paused programs may hold some."""
    if TYPES_HELD:
        disarm()


def keep_quiet() -> None:
    """Keep errors of the guest's finalizers from the hook that is set now; all others go on to it. Once is enough, until another is set."""
    if not _registered:
        _registered.append(True)
        atexit.register(_at_exit)
    hook = sys.unraisablehook
    if not type(hook).__module__.startswith("monty_cli."):
        sys.unraisablehook = _Filter(hook, _is_guests)


class _Filter:
    """The hook. It knows all that it needs: when the process ends, it may be called when its module has gone."""

    __slots__ = ("before", "is_guests")

    def __init__(self, before: Callable[[UnraisableHookArgs], object], is_guests: Callable[[object], bool]) -> None:
        self.before = before
        self.is_guests = is_guests

    def __call__(self, unraisable: UnraisableHookArgs) -> None:
        if not self.is_guests(unraisable.object):
            self.before(unraisable)


_CODES = {GeneratorType: "gi_code", CoroutineType: "cr_code", AsyncGeneratorType: "ag_code", FunctionType: "__code__"}


def _is_guests(
    source: Any,
    codes: dict[type, str] = _CODES,
    method: type = MethodType,
    kind: type = type,
    names_of: Callable[[type], Any] = dict_of,
    mark: str = MARK,
) -> bool:
    """Tell whether what CPython names as the source of an error is a generator, a coroutine, a function or an object of the guest's."""
    if kind(source) is method:
        source = source.__func__
    if mark in names_of(kind(source)):
        return True
    name = codes.get(kind(source))
    return name is not None and getattr(source, name).co_filename.startswith("<monty ")


def disarm() -> None:
    """Take `__del__` off every class that has it from a guest: no object of such a class runs code when it goes."""
    for cls in _classes():
        found = dict_of(cls).get(_FINALIZER)
        if found is not None and not _is_hosts(cls, found):
            type.__delattr__(cls, _FINALIZER)


def _classes() -> list[type]:
    """Return the classes of the process that C has not made."""
    below: Callable[[type], list[type]] = type.__subclasses__
    found: list[type] = []
    stack: list[type] = [object]
    while stack:
        for cls in below(stack.pop()):
            stack.append(cls)
            if _flags_of(cls) & _HEAP:
                found.append(cls)
    return found


def _is_hosts(cls: type, finalizer: Any) -> bool:
    """Tell whether the host gave `finalizer` to `cls`: a function of its own, or anything in a class that a module of the host's has."""
    if type(finalizer) is FunctionType and not is_guest_code(finalizer):
        return finalizer.__module__ != "builtins"  # where what the guest sees of ours claims to be from
    name = dict_of(cls).get("__module__")
    module = sys.modules.get(name) if type(name) is str else None
    return module is not None and getattr(module, _name_of(cls), None) is cls
