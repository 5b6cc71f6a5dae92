"""Code of the host that the guest calls directly: it finds the host's context variables, and none of the guest's exceptions.

Where the guest handles an exception, or its depth is limited, the host's code runs outside of the guest's greenlet, in the one that has
started it. Elsewhere to switch there and back would cost more than most calls: there it runs where it is, in the other's context.
"""

from __future__ import annotations

from _contextvars import Context
from _functools import partial  # type: ignore[import-not-found]  # `functools` itself brings other modules
from sys import exc_info

from greenlet import getcurrent

from monty_cli.machine.events import Raise, Return
from monty_cli.machine.state import GuestGreenlet

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from monty_cli.machine.state import State


class Outside:
    """Has a function of the host's called from outside of the guest's greenlet, where the guest's depth does not count."""

    __slots__ = ("arguments", "function")

    def __init__(self, function: Callable[..., object], arguments: tuple[Any, ...]) -> None:
        self.function = function
        self.arguments = arguments

    def outcome(self) -> Return | Raise:
        """Call it."""
        try:
            return Return(self.function(*self.arguments))
        except BaseException as error:
            return Raise(error)


def turns(greenlet: GuestGreenlet, argument: object, room: int | None = None) -> Any:
    """Switch to the guest, do what it wants done outside, and return what else it gives: an event, or its end.

    `room` is how many calls the greenlet may make where that is limited and it begins.
    """
    if room is None:
        result = greenlet.switch(argument)
    else:
        from monty_cli.machine.depth import with_room

        result = with_room(room, partial(greenlet.switch, argument))
    while type(result) is Outside:
        result = greenlet.switch(result.outcome())
    return result


def call_outside(state: State, function: Callable[..., Any], *arguments: Any) -> Any:
    """Call code of the host from within the guest's greenlet, while the clock stands; return its result."""
    meter = state.meter
    if meter is None:
        return _call(False, function, arguments)
    meter.leave()
    try:
        return _call(meter.limits.max_recursion_depth is not None, function, arguments)
    finally:
        meter.enter()


def _call(counted: bool, function: Callable[..., Any], arguments: tuple[Any, ...]) -> Any:
    """Call `function` in the host's context, and in its greenlet where calls are `counted` or the guest handles an exception."""
    current = getcurrent()
    parent = current.parent
    if type(current) is not GuestGreenlet or parent is None:
        return function(*arguments)
    if counted or exc_info()[1] is not None:
        outcome = parent.switch(Outside(function, arguments))
        if type(outcome) is Raise:
            try:
                raise outcome.taken()
            finally:
                del outcome, current  # the traceback keeps this frame, which must not keep the exception
        return outcome.value
    context = current.gr_context
    if parent.gr_context is None:
        parent.gr_context = Context()  # what the host's code sets is to stay
    current.gr_context = parent.gr_context
    try:
        return function(*arguments)
    finally:
        current.gr_context = context


def asking(state: State, function: Callable[..., Any]) -> Callable[..., Any]:
    """Return what the guest calls for `function` of the host's: each call is counted."""

    def ask(*arguments: Any) -> Any:
        meter = state.meter
        if meter is not None:
            meter.ask()
        return call_outside(state, function, *arguments)

    return ask


def writing(state: State, stream: str) -> Callable[[str], None]:
    """Return what takes the guest's output to `stream`: it is counted, and goes to where the output of the run goes."""

    def write(text: str) -> None:
        meter = state.meter
        if meter is not None:
            meter.print(text)
        call_outside(state, state.write, stream, text)

    return write
