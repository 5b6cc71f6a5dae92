"""Objects that run guest code of their own and can be suspended: generators, coroutines and async generators.

An async generator is driven by an object of CPython's that its `asend` gives, for one step at a time. All steps of a guest's async
generator are made here, so that none falls under the hooks that an event loop of the host has set in its thread; and every one is
awaited at once, so that one that is found is under way.
"""

from __future__ import annotations

import gc
import sys
from _weakref import ref
from types import AsyncGeneratorType, CoroutineType, FunctionType, GeneratorType

from monty_cli.codec import STEP
from monty_cli.guest import coroutines

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import CodeType, FrameType
    from typing import Any

    from monty_cli.machine.state import State

# The attributes of each type with its code, its frame, and whether it is running.
_NAMES: dict[type, tuple[str, str, str]] = {
    GeneratorType: ("gi_code", "gi_frame", "gi_running"),
    CoroutineType: ("cr_code", "cr_frame", "cr_running"),
    AsyncGeneratorType: ("ag_code", "ag_frame", "ag_running"),
}


SUSPENDABLE = tuple(_NAMES)
# How many async generators begin before those that have ended are forgotten.
PRUNE = 256


class Awaiting:
    """Lets a host `await` take any iterator."""

    __slots__ = ("iterator",)

    def __init__(self, iterator: Any) -> None:
        self.iterator = iterator

    def __await__(self) -> Any:
        return self.iterator


def awaiting(value: Any) -> Any:
    """Return what a lowered `await` is given for `value`, a coroutine or an iterator."""
    return value if type(value) is CoroutineType else Awaiting(value)


def is_suspendable(value: object) -> bool:
    """Tell whether `value` is a generator, a coroutine or an async generator."""
    return type(value) in _NAMES


def driven(value: Any) -> Any:
    """Return the async generator of which `value` is a step; any other value itself."""
    if type(value) is not STEP:
        return value
    return next(item for item in gc.get_referents(value) if type(item) is AsyncGeneratorType)


def code_of(value: Any) -> CodeType:
    """Return the code that a suspendable object runs."""
    code: CodeType = getattr(value, _NAMES[type(value)][0])
    return code


def frame_of(value: Any) -> FrameType | None:
    """Return the frame of a suspendable object, `None` once it has ended."""
    frame: FrameType | None = getattr(value, _NAMES[type(value)][1])
    return frame


def function_of(value: Any) -> FunctionType | None:
    """Return the function that a suspendable object runs: its frame refers to it, as the garbage collector can tell."""
    code = code_of(value)
    for item in gc.get_referents(value):
        if type(item) is FunctionType and item.__code__ is code:
            return item
    return None


def is_running(value: Any) -> bool:
    """Tell whether a suspendable object is on somebody's stack right now."""
    if type(value) is AsyncGeneratorType:
        return bool(value.ag_running) and value.ag_await is None
    return bool(getattr(value, _NAMES[type(value)][2]))


def is_entered(value: Any) -> bool:
    """Tell whether a suspendable object has been advanced and has not yet yielded or ended, be it that it waits for another one."""
    return bool(getattr(value, _NAMES[type(value)][2]))


def has_begun(value: Any) -> bool:
    """Tell whether a suspendable object that has not ended has run any of its code."""
    if type(value) is GeneratorType:
        return value.gi_suspended
    if type(value) is CoroutineType:
        return value.cr_suspended
    return coroutines.has_begun(value)


def step(generator: Any, value: object, state: State) -> Any:
    """Return the awaitable for one step of an async generator, under the hooks of the guest's run."""
    hooks = sys.get_asyncgen_hooks()
    sys.set_asyncgen_hooks(_starter(state), _finalizer(state))
    try:
        return generator.asend(value)
    finally:
        sys.set_asyncgen_hooks(*hooks)


def open_generators(state: State) -> list[Any]:
    """Return the async generators that have begun and not ended, in the order of their beginning."""
    found = [item() for item in state.generators]
    alive = [item for item in found if item is not None and item.ag_frame is not None]
    state.generators = [ref(item) for item in alive]
    return alive


def _starter(state: State) -> Any:
    """Return what CPython calls for an async generator that begins."""

    def begin(generator: Any) -> None:
        if len(state.generators) % PRUNE == PRUNE - 1:
            open_generators(state)
        state.generators.append(ref(generator))

    return begin


def _finalizer(state: State) -> Any:
    """Return what CPython calls for an async generator that is dropped: the run closes it later, if it still goes on."""
    from monty_cli.machine.state import running_state

    def finalize(generator: Any) -> None:
        if state.builtins["@live"] and running_state() is state:
            state.function("@abandoned")(generator)

    return finalize


def forget_warnings() -> None:
    """Keep CPython from warning on the host's stderr of coroutines of guests that are never awaited; those of the host still count."""
    import warnings

    warn: Any = getattr(warnings, "_warn_unawaited_coroutine", None)
    if warn is None or warn.__module__ == __name__:
        return

    def warn_of_others(coroutine: Any) -> None:
        if not coroutine.cr_code.co_filename.startswith("<monty "):
            warn(coroutine)

    warnings._warn_unawaited_coroutine = warn_of_others  # type: ignore[attr-defined]


def close(value: Any) -> None:
    """End a suspendable object that has not begun."""
    if type(value) is not AsyncGeneratorType:
        value.close()
        return
    try:
        value.aclose().send(None)
    except StopIteration:
        return


def prime(value: Any, steps: dict[int, Any]) -> None:
    """Bring a restored object to the point where it waits; `steps` holds the first steps of async generators by id."""
    driver = steps.get(id(value), value)
    try:
        driver.send(None)
    except StopIteration:
        if type(driver) is not STEP:
            raise
