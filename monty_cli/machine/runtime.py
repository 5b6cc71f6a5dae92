"""The hidden builtins that lowered code and continuations call: small host functions that run no guest code of their own."""

from __future__ import annotations

import sys
from types import BuiltinFunctionType, CellType, CoroutineType, FunctionType, GeneratorType, MethodWrapperType

from monty_cli.guest.protocol import is_exception_class, is_guest_code, is_type, mro_of
from monty_cli.machine.arrivals import STOP, arrive, enter_handler, raise_within, settle
from monty_cli.machine.frames import read_locals
from monty_cli.machine.os_calls import OS_CALLS
from monty_cli.machine.records import UNBOUND, cells_of, delegate, primer, quiet_raise
from monty_cli.machine.state import CONTROL, Block, OsFunction, current_state, look_up
from monty_cli.machine.suspended import awaiting, open_generators, step

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def matches(exc: BaseException, kind: Any) -> bool:
    """Tell whether `except kind` catches `exc`, as CPython decides it: by true classes."""
    kinds = list(tuple.__iter__(kind)) if any(owner is tuple for owner in mro_of(type(kind))) else [kind]
    if not all(map(is_exception_class, kinds)):
        raise TypeError("catching classes that do not inherit from BaseException is not allowed")
    owners = mro_of(type(exc))
    return any(owner is one for one in kinds for owner in owners)


def class_cell(probe: FunctionType, name: str) -> CellType:
    """Return the cell `name` that a class body's probe has closed over; TypeError for a function of the host's."""
    if not is_guest_code(probe):
        raise TypeError("a class body has no such cells")
    return cells_of(probe)[name]


def make_annotations(namespace: Any, empty: dict[str, Any]) -> None:
    """Give a class namespace its `__annotations__`, as CPython does at the top of a body that has any."""
    if "__annotations__" not in namespace:
        namespace["__annotations__"] = empty


def store(namespace: Any, name: str, value: Any) -> Any:
    """Bind `name` in a class namespace and return `value`."""
    namespace[name] = value
    return value


NOTES_PLACES = sys.version_info >= (3, 13)


def note(namespace: Any, name: str, value: Any) -> None:
    """Bind what CPython notes in a class of its source, where this version does."""
    if NOTES_PLACES:
        namespace[name] = value


def delete_name(namespace: Any, name: str) -> None:
    """Delete `name` from a class namespace; NameError as CPython raises it when it is not there."""
    try:
        del namespace[name]
    except KeyError:
        raise NameError(f"name {name!r} is not defined", name=name) from None


def unbound(name: str) -> Any:
    """Raise the error for a name that is bound neither in a class body nor outside."""
    raise NameError(f"name {name!r} is not defined", name=name)


def own_cell(name: str, read: Any) -> Any:
    """Return a variable of the function's own that nested functions share; its error is that of a local variable."""
    try:
        return read()
    except NameError:
        pass
    raise UnboundLocalError(f"cannot access local variable {name!r} where it is not associated with a value")


def is_type_new(function: Any) -> bool:
    """Tell whether `function` is the `__new__` of `type` itself."""
    return type(function) is BuiltinFunctionType and function.__name__ == "__new__" and function.__self__ is type


def called_class(function: Any) -> Any:
    """Return the class that a bound `type.__call__` would call, `None` for any other function."""
    if type(function) is MethodWrapperType and function.__name__ == "__call__" and is_type(function.__self__):
        return function.__self__
    return None


def delegated(generator: Any) -> Any:
    """Return the generator or coroutine that one waits for by `yield from` or `await`; `None` when it waits for nothing such."""
    inner = None
    if type(generator) is GeneratorType:
        inner = generator.gi_yieldfrom
    elif type(generator) is CoroutineType:
        inner = generator.cr_await
    if type(inner) is GeneratorType and inner.gi_code is delegate.__code__:
        frame: Any = inner.gi_frame
        inner = read_locals(frame)["inner"]
    return inner if type(inner) in (GeneratorType, CoroutineType) else None


def asend(generator: Any, value: object) -> Any:
    """Return the awaitable for one step of an async generator, which receives `value`."""
    return step(generator, value, current_state())


def end(result: Any) -> Any:
    """End the program, so that no more code of the guest runs, and return its result."""
    current_state().close()
    return result


def begun_generators() -> list[Any]:
    """Return the open async generators of the run, in the order of their beginning."""
    return open_generators(current_state())


HIDDEN: dict[str, Any] = {
    "@arrive": arrive,
    "@raise_within": raise_within,
    "@enter_handler": enter_handler,
    "@settle": settle,
    "@delegate": delegate,
    "@primer": primer,
    "@awaiting": awaiting,
    "@asend": asend,
    "@open_generators": begun_generators,
    "@block": Block(),
    "@sleep_call": OsFunction("asyncio.sleep"),
    **OS_CALLS,
    "@name": look_up,
    "@STOP": STOP,
    "@end": end,
    "@UNBOUND": UNBOUND,
    "@ONCE": (None,),
    "@INLINES": sys.version_info >= (3, 12),
    "@THREADED": sys.version_info < (3, 12),
    "@live": True,
    "@Control": CONTROL,
    "@BaseException": BaseException,
    "@AssertionError": AssertionError,
    "@type": type,
    "@tuple_type": tuple,
    "@delegated": delegated,
    "@close_returns": sys.version_info >= (3, 13),
    "@slice": slice,
    "@matches": matches,
    "@class_cell": class_cell,
    "@annotations": make_annotations,
    "@store": store,
    "@note": note,
    "@notes_places": NOTES_PLACES,
    "@delete_name": delete_name,
    "@unbound": unbound,
    "@own_cell": own_cell,
    "@quiet_raise": quiet_raise,
    "@reraise": quiet_raise,
    "@is_type_new": is_type_new,
    "@called_class": called_class,
}
