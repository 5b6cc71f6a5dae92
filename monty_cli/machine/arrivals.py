"""What a continuation finds at its point: the value or exception that arrives, and the exception that is being handled there."""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import TracebackType


class _Stop:
    """The type of the value that tells a `for` that its iterator has ended."""

    __slots__ = ()


STOP = _Stop()


class Arrival:
    """What arrives at a point: a value, or an exception."""

    __slots__ = ("exc", "value")

    def __init__(self, value: object, exc: BaseException | None) -> None:
        self.value = value
        self.exc = exc


def arrive(arrival: Arrival) -> object:
    """Return the arriving value, or raise the arriving exception: what stands for a point in a continuation.

    The arrival gives its value up: nothing of ours may keep a value alive that the guest drops.
    """
    if arrival.exc is not None:
        exc, arrival.exc = arrival.exc, None
        try:
            raise_within(exc)
        finally:
            del exc  # the traceback keeps this frame, which must not keep the exception
    value, arrival.value = arrival.value, None
    return value


def raise_within(exc: BaseException) -> None:
    """Raise `exc` as if it had come out of an inner frame.

    The inner frame ran apart from this one, so the exception that this one is handling ends the chain of `__context__`, as it would
    have done there; `raise` alone would put it in place of the chain.
    """
    handled = sys.exc_info()[1]
    context = exc.__context__
    try:
        raise exc
    finally:
        exc.__context__ = context
        if handled is not None:
            _end_chain(exc, handled)
        del exc, handled, context


def _end_chain(exc: BaseException, handled: BaseException) -> None:
    seen = {id(exc)}
    last = exc
    while last is not handled and last.__context__ is not None:
        last = last.__context__
        if id(last) in seen:
            return
        seen.add(id(last))
    if last is not handled:
        last.__context__ = handled


_entered: dict[int, tuple[BaseException | None, TracebackType | None]] = {}


def enter_handler(exc: BaseException) -> None:
    """Raise `exc` so that a continuation's handler catches it; `settle` undoes what raising does to it."""
    _entered[id(exc)] = (exc.__context__, exc.__traceback__)
    raise exc


def settle(exc: BaseException) -> None:
    """Give `exc` back the context and the traceback that it had before `enter_handler`."""
    exc.__context__, exc.__traceback__ = _entered.pop(id(exc))
