"""What the prelude's `asyncio`, and the parts of it behind `await`, need to know about objects, as hidden helpers.

No function here runs guest code.
"""

from __future__ import annotations

import sys
from types import AsyncGeneratorType, CoroutineType, FunctionType, GeneratorType, MethodType

from monty_cli.guest.looking import code_of, look, places_of
from monty_cli.guest.prims import type_name
from monty_cli.guest.protocol import MISSING, bind, is_guest_class, is_subclass, lookup

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import AsyncGenerator
    from typing import Any

_COROUTINE = 0x80  # of a code object's flags, as `inspect` has them
_ASYNC_GENERATOR = 0x200


def is_coroutine(obj: Any) -> bool:
    """Tell whether `obj` is a coroutine."""
    return type(obj) is CoroutineType


def is_async_generator(obj: Any) -> bool:
    """Tell whether `obj` is an async generator."""
    return type(obj) is AsyncGeneratorType


def is_generator(obj: Any) -> bool:
    """Tell whether `obj` is a generator."""
    return type(obj) is GeneratorType


def is_iterator(obj: Any) -> bool:
    """Tell whether the type of `obj` has a `__next__`."""
    return lookup(type(obj), "__next__") is not MISSING


def makes_coroutines(obj: Any) -> bool:
    """Tell whether `obj` is a function, or the method of one, that was written with `async def` and has no `yield`."""
    return _flags(obj) & _COROUTINE != 0


def is_open(coroutine: Any) -> bool:
    """Tell whether a coroutine has not ended."""
    return look(coroutine, "cr_frame") is not None


def is_parked(generator: Any) -> bool:
    """Tell whether an async generator stands at a `yield`, with no step of it under way."""
    if look(generator, "ag_frame") is None or generator.ag_running or generator.ag_await is not None:
        return False
    return has_begun(generator)


def has_begun(generator: Any) -> bool:
    """Tell whether an async generator that has not ended has run any of its code."""
    if sys.version_info >= (3, 12):
        return bool(generator.ag_suspended)
    from opcode import opmap

    frame = look(generator, "ag_frame")
    return bool(look(frame, "f_code").co_code[frame.f_lasti] != opmap["RETURN_GENERATOR"])


def is_over(generator: Any) -> bool:
    """Tell whether an async generator has ended."""
    return look(generator, "ag_frame") is None


def last_step(generator: Any, error: Any) -> Any:
    """Return the awaitable that ends an async generator that runs no code for it: one that has not begun, or has ended.

    `error` is the exception to raise in it; it is closed when there is none.
    """
    hooks = sys.get_asyncgen_hooks()
    sys.set_asyncgen_hooks(None, None)  # those of the host's event loop are not for the guest
    try:
        return generator.aclose() if error is None else generator.athrow(error)
    finally:
        sys.set_asyncgen_hooks(*hooks)


class Thrown:
    """What an async generator is sent in place of an exception that is thrown into it."""

    __slots__ = ("error",)

    def __init__(self, error: BaseException | None) -> None:
        self.error = error


def received(value: Any) -> Any:
    """Return what a `yield` of an async generator was sent, or raise what was thrown into it."""
    if type(value) is Thrown and value.error is not None:
        error, value.error = value.error, None
        try:
            raise error
        finally:
            del error  # the traceback keeps this frame, which must not keep the exception
    return value


def is_step(obj: Any) -> bool:
    """Tell whether `obj` is C's awaitable for a step of an async generator."""
    return type(obj) in _STEPS


async def _generate() -> AsyncGenerator[None, None]:
    yield


def _step_types() -> frozenset[type]:
    generator = _generate()
    steps = (generator.asend(None), generator.aclose())
    for step in steps:
        step.close()  # which is how CPython knows that they are not forgotten
    return frozenset(map(type, steps))


_STEPS = _step_types()


def name_coroutine(coroutine: Any, name: str) -> Any:
    """Give a coroutine its name and return it."""
    coroutine.__name__ = coroutine.__qualname__ = name
    return coroutine


def callable_name(obj: Any) -> str:
    """Return the qualified name of a coroutine, function or method; of anything else, that of its type."""
    if type(obj) is MethodType:
        obj = obj.__func__
    return str(obj.__qualname__) if type(obj) in (CoroutineType, FunctionType) else type_name(obj)


def async_method(manager: Any, name: str, missed: str) -> Any:
    """Return the method of an async context manager, looked up on its type.

    Raises:
        TypeError: there is none; `missed` ends the text.
    """
    cls = type(manager)
    method = lookup(cls, name)
    if method is MISSING:
        text = f"'{type_name(manager)}' object does not support the asynchronous context manager protocol{missed}"
        raise TypeError(text)
    bound = bind(method, manager, cls)
    return method.__get__(manager, cls) if bound is None and method is not None else bound


def is_duck_coroutine(obj: Any) -> bool:
    """Tell whether the guest wrote a class that has all that asyncio asks of a coroutine."""
    cls = type(obj)
    return is_guest_class(cls) and all(lookup(cls, name) is not MISSING for name in _COROUTINE_METHODS)


_COROUTINE_METHODS = ("__await__", "send", "throw", "close")


def trace_length(exc: BaseException) -> int:
    """Return how many places of the guest's and the prelude's code the traceback of `exc` has.

    As a negative number, less one, if it has others, too, which a snapshot does not keep.
    """
    length = len(places_of(exc))
    return length if length == _depth(exc) else -1 - length


def cut_trace(exc: BaseException, length: int) -> BaseException:
    """Take the outermost places off the traceback of `exc` until those are left of which `trace_length` told; return `exc`."""
    if length < 0:
        places = places_of(exc)
        if len(places) > -1 - length:
            exc.__traceback__ = places[length + 1] if length < -1 else None
        return exc
    traceback = exc.__traceback__
    for _ in range(_depth(exc) - length):
        traceback = traceback.tb_next if traceback is not None else None
    exc.__traceback__ = traceback
    return exc


def _depth(exc: BaseException) -> int:
    depth = 0
    traceback = exc.__traceback__
    while traceback is not None:
        depth += 1
        traceback = traceback.tb_next
    return depth


def set_context(exc: BaseException, context: BaseException, cause: bool) -> None:
    """Set the `__context__` of an exception, and its `__cause__` too if `cause`."""
    exc.__context__ = context
    if cause:
        exc.__cause__ = context


def is_exception_of(exc: Any, kind: type) -> bool:
    """Tell whether the class `exc` derives from `kind`, by their true types."""
    return is_subclass(type, type(exc)) and is_subclass(kind, exc)


def _flags(obj: Any) -> int:
    if type(obj) is MethodType:
        obj = obj.__func__
    return code_of(obj).co_flags if type(obj) is FunctionType else 0


COROUTINES: dict[str, Any] = {
    "@is_coroutine": is_coroutine,
    "@coroutine": CoroutineType,
    "@is_async_generator": is_async_generator,
    "@is_generator": is_generator,
    "@is_iterator": is_iterator,
    "@makes_coroutines": makes_coroutines,
    "@is_open": is_open,
    "@is_parked": is_parked,
    "@is_over": is_over,
    "@last_step": last_step,
    "@thrown": Thrown,
    "@received": received,
    "@is_step": is_step,
    "@name_coroutine": name_coroutine,
    "@callable_name": callable_name,
    "@async_method": async_method,
    "@is_duck_coroutine": is_duck_coroutine,
    "@trace_length": trace_length,
    "@cut_trace": cut_trace,
    "@set_context": set_context,
    "@is_exception_of": is_exception_of,
    "@group_recancels": sys.version_info >= (3, 13),
}
