"""Running a restored program: the driver takes the innermost record, hands its result to the next one out, and so on.

A record's function is continued by its compiled continuation, a generator by `send` or `throw` on the restored object. How an inner
result becomes the value of the outer point is what the outer record's `then` says; where that takes code of the guest's (the next step
of an operator, `__init__` after `__new__`), a function of the prelude does it, so that it may pause and be saved in its turn.
"""

from __future__ import annotations

import sys
from types import CellType, FunctionType

from monty_cli.language import ERROR, handled_slots
from monty_cli.machine.arrivals import STOP, Arrival, enter_handler, settle
from monty_cli.machine.depth import deeper
from monty_cli.machine.events import Raise, Return
from monty_cli.machine.records import UNBOUND, VALUE, Finish, Record, Throw
from monty_cli.machine.state import State, given

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from monty_cli.machine.events import Event
    from monty_cli.machine.events import Outcome as Answer

EMPTY = CellType()
RETURNED, RAISED, YIELDED, STOPPED = "returned", "raised", "yielded", "stopped"


class Outcome:
    """How an activation ended: it `returned` or `yielded` a value, `stopped` as a generator with one, or `raised`."""

    __slots__ = ("exc", "kind", "value")

    def __init__(self, kind: str, value: object, exc: BaseException | None = None) -> None:
        self.kind = kind
        self.value = value
        self.exc = exc

    def arrival(self) -> Arrival:
        """Hand the value or exception over to a continuation."""
        value, self.value = self.value, None
        exc, self.exc = self.exc, None
        return Arrival(value, exc)

    def command(self) -> Finish | Throw:
        """Hand the value or exception over to a `delegate`."""
        arrival = self.arrival()
        return Throw(arrival.exc) if arrival.exc is not None else Finish(arrival.value)


def result_of(state: State, event: Event | None, answer: Answer) -> Outcome:
    """Return the outcome of what paused, from what the host has answered, as `drive` takes it."""
    if type(answer) is Raise:
        return Outcome(RAISED, None, answer.taken())
    return Outcome(RETURNED, answer.value if type(answer) is Return else given(state, event, answer))


def drive(state: State, records: list[Record], outcome: Outcome) -> object:
    """Run `records`, innermost first, from the outcome of what paused; return the program's result.

    Each record and value is given up before the guest's code goes on: what the guest drops must go at once, as it would in CPython
    (a generator runs its `finally` blocks then).
    """
    state.waiting = list(records)
    records.clear()
    while state.waiting:
        outcome = _step(state, outcome)
    if outcome.exc is not None:
        try:
            raise outcome.exc
        finally:
            del outcome  # the traceback keeps this frame, which must not keep the exception
    return outcome.value


def _step(state: State, outcome: Outcome) -> Outcome:
    """Run the innermost waiting record from the outcome of what ran inside of it."""
    record = state.waiting[0]
    state.waiting = [record.with_then(VALUE), *state.waiting[1:]]
    then, record.then = record.then, VALUE
    outcome = _within(_handled(state.waiting), _after, state, then, outcome)
    state.waiting = state.waiting[1:]
    delegating = then[0] == "yield_from"
    del then
    if delegating and outcome.kind == YIELDED:
        return outcome
    state.current = record
    if state.meter is not None and state.meter.limits.max_recursion_depth is not None:
        arguments = (_handled(state.waiting), _run, state, record, delegating, outcome)
        return deeper(len(state.waiting), _within, *arguments)  # type: ignore[no-any-return]
    return _within(_handled(state.waiting), _run, state, record, delegating, outcome)


def _handled(waiting: list[Record]) -> BaseException | None:
    """Return the exception that the innermost of `waiting` to handle one is handling: what a bare `raise` further in means."""
    for record in waiting:
        for slot, why in handled_slots(record.info, record.point):
            if why is None or record.locals.get(why) == ERROR:
                found = record.locals.get(slot)
                if isinstance(found, BaseException):
                    return found
    return None


def _within(handled: BaseException | None, function: Callable[..., Outcome], *arguments: Any) -> Outcome:
    """Call `function` while `handled` is the exception that is being handled."""
    if handled is None:
        return function(*arguments)
    try:
        enter_handler(handled)
    except BaseException as current:
        settle(current)
        return function(*arguments)
    raise AssertionError("an exception was not raised")


def _run(state: State, record: Record, delegating: bool, outcome: Outcome) -> Outcome:
    try:
        if record.generator is not None:
            return _run_generator(record, delegating, outcome)
        return Outcome(RETURNED, _run_function(state, record, outcome))
    except BaseException as error:
        return Outcome(RAISED, None, error)


def _run_function(state: State, record: Record, outcome: Outcome) -> object:
    function, continuation = continue_function(state, record)
    variables, record.locals = record.locals, {}
    box = [(outcome.arrival(), *[variables.get(name, UNBOUND) for name in continuation.parameters])]
    del variables
    return function(box)


def continue_function(state: State, record: Record) -> tuple[FunctionType, Any]:
    """Return the function that continues `record`, and its continuation."""
    own = record.info.code.co_cellvars if record.info.code is not None else ()
    unbound = frozenset(name for name in own if name in record.cells and record.cells[name] == EMPTY)
    continuation = record.unit.continuation(record.info, record.point, frozenset(record.cells), unbound)
    closure = tuple(record.cells[name] for name in continuation.code.co_freevars)
    namespace = state.globals if record.unit.own else state.builtins
    return FunctionType(continuation.code, namespace, record.info.name, None, closure), continuation


def _run_generator(record: Record, delegating: bool, outcome: Outcome) -> Outcome:
    record.locals = {}
    try:
        value = record.generator.send(outcome.command() if delegating else outcome.arrival())
    except StopIteration as stop:
        return Outcome(STOPPED, stop.value)
    return Outcome(YIELDED, value)


def _after(state: State, then: tuple[Any, ...], outcome: Outcome) -> Outcome:
    """Turn an inner outcome into what arrives at the point, as `then` says."""
    kind = then[0]
    simple = _SIMPLE.get(kind)
    if simple is not None:
        return simple(then, outcome)
    if outcome.exc is not None and kind != "getattr":
        return outcome
    if kind == "getattr" and not isinstance(outcome.exc, AttributeError):
        return outcome
    helper = state.function(f"@after_{kind}")
    state.current = helper
    try:
        return Outcome(RETURNED, helper(outcome.value, *then[1:]))
    except BaseException as error:
        return Outcome(RAISED, None, error)


def _value(then: tuple[Any, ...], outcome: Outcome) -> Outcome:
    return outcome


def _self(then: tuple[Any, ...], outcome: Outcome) -> Outcome:
    """After `__init__`: the object that it has filled."""
    if outcome.exc is not None:
        return outcome
    if outcome.value is not None:
        text = f"__init__() should return None, not '{type(outcome.value).__name__}'"
        return Outcome(RAISED, None, TypeError(text))
    return Outcome(RETURNED, then[1])


def _ignore(then: tuple[Any, ...], outcome: Outcome) -> Outcome:
    return outcome if outcome.exc is not None else Outcome(RETURNED, None)


def _next(then: tuple[Any, ...], outcome: Outcome) -> Outcome:
    """After a step of a generator that `next`, `send` or `throw` asked for."""
    if outcome.kind == STOPPED:
        return Outcome(RAISED, None, StopIteration(*(() if outcome.value is None else (outcome.value,))))
    return outcome


def _advance(then: tuple[Any, ...], outcome: Outcome) -> Outcome:
    """After a step of the iterator of a `for`."""
    if outcome.kind == STOPPED or isinstance(outcome.exc, StopIteration):
        return Outcome(RETURNED, STOP)
    return outcome


def _yield_from(then: tuple[Any, ...], outcome: Outcome) -> Outcome:
    """After a step of the inner iterator of a `yield from`: an item goes through, an end goes on inside."""
    if outcome.kind == STOPPED:
        return Outcome(RETURNED, outcome.value)
    if isinstance(outcome.exc, StopIteration):
        return Outcome(RETURNED, outcome.exc.value)
    if outcome.exc is None:
        return Outcome(YIELDED, outcome.value)
    return outcome


def _close(then: tuple[Any, ...], outcome: Outcome) -> Outcome:
    """After a generator was told to close."""
    if outcome.kind == YIELDED:
        return Outcome(RAISED, None, RuntimeError("generator ignored GeneratorExit"))
    if isinstance(outcome.exc, (GeneratorExit, StopIteration)):
        return Outcome(RETURNED, None)
    if outcome.exc is not None:
        return outcome
    return Outcome(RETURNED, outcome.value if sys.version_info >= (3, 13) else None)


def _evaluated(then: tuple[Any, ...], outcome: Outcome) -> Outcome:
    """After the evaluation of a type parameter's part or an alias: it keeps the value."""
    if outcome.exc is None:
        then[1].value = outcome.value
    return outcome


_SIMPLE: dict[str, Callable[[tuple[Any, ...], Outcome], Outcome]] = {
    "value": _value,
    "self": _self,
    "ignore": _ignore,
    "next": _next,
    "advance": _advance,
    "yield_from": _yield_from,
    "close": _close,
    "evaluated": _evaluated,
}
