"""Errors in the guest's finalizers, where exceptions can't leave: CPython would show them on the host's stderr, and does not.

A generator that is dropped while it is suspended runs its `finally` blocks; what they raise goes to `sys.unraisablehook`.
"""

from __future__ import annotations

import sys
from types import AsyncGeneratorType, CoroutineType, FunctionType, GeneratorType

from monty_cli.guest.protocol import is_guest_code

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from sys import UnraisableHookArgs


def keep_quiet() -> None:
    """Keep errors of the guest's finalizers from the hook that is set now; all others go on to it."""
    sys.unraisablehook = _Filter(sys.unraisablehook)


class _Filter:
    """The hook."""

    __slots__ = ("before",)

    def __init__(self, before: Callable[[UnraisableHookArgs], object]) -> None:
        self.before = before

    def __call__(self, unraisable: UnraisableHookArgs) -> None:
        if not _is_guests(unraisable.object):
            self.before(unraisable)


def _is_guests(source: object) -> bool:
    """Tell whether what CPython names as the source of an error is the guest's: a generator, a coroutine or a function of its."""
    if type(source) is GeneratorType:
        return source.gi_code.co_filename.startswith("<monty ")
    if type(source) is CoroutineType:
        return source.cr_code.co_filename.startswith("<monty ")
    if type(source) is AsyncGeneratorType:
        return source.ag_code.co_filename.startswith("<monty ")
    return type(source) is FunctionType and is_guest_code(source)
