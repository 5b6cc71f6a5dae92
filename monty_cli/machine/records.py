"""Frame records: a paused activation as data, and the generators of ours that stand between frames."""

from __future__ import annotations

from types import CoroutineType, GeneratorType, coroutine

from monty_cli.machine.state import running_state

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Generator
    from types import CellType, FunctionType
    from typing import Any

    from monty_cli.language import FunctionInfo, Unit

VALUE = ("value",)


class _Unbound:
    """The type of the value that stands for an unbound local."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "<unbound>"


UNBOUND = _Unbound()


def cells_of(function: FunctionType) -> dict[str, CellType]:
    """Return the free cells of a function by name."""
    return dict(zip(function.__code__.co_freevars, function.__closure__ or (), strict=True))


class Record:
    """One paused activation.

    Attributes:
        unit, info: the function.
        point: position id of the point where it stands.
        locals: its bound variables by name, hidden ones only as far as they are needed.
        cells: the cells of its cell and free variables by name.
        then: how the result of the activation inside becomes the value of the point: a kind and its operands.
        generator: the generator object whose activation this is, else `None`.
    """

    __slots__ = ("cells", "generator", "info", "locals", "point", "then", "unit")

    def __init__(
        self,
        unit: Unit,
        info: FunctionInfo,
        point: int,
        locals: dict[str, Any],
        cells: dict[str, CellType],
        then: tuple[Any, ...],
        generator: Any = None,
    ) -> None:
        self.unit = unit
        self.info = info
        self.point = point
        self.locals = locals
        self.cells = cells
        self.then = then
        self.generator = generator

    def with_then(self, then: tuple[Any, ...]) -> Record:
        """Return the same record with another way to take the inner result."""
        return Record(self.unit, self.info, self.point, self.locals, self.cells, then, self.generator)


class Finish:
    """Sent to `delegate`: the inner iterator has ended with `value`."""

    __slots__ = ("value",)

    def __init__(self, value: object) -> None:
        self.value = value


class Throw:
    """Sent to `delegate`: the inner iterator has raised `exc`."""

    __slots__ = ("exc",)

    def __init__(self, exc: BaseException) -> None:
        self.exc = exc


@coroutine
def primer() -> Generator[Any, Any, Any]:
    """Stand in a restored coroutine for the point where it waits; gives what the driver sends."""
    return (yield)


@coroutine
def delegate(inner: Any) -> Generator[Any, Any, Any]:
    """Stand in a restored generator for `yield from inner`, or in a coroutine for `await`; the first `yield` is where it is primed.

    The driver sends `Finish` or `Throw` when it has run the inner iterator itself. Otherwise this is PEP 380's expansion, but that
    nothing is being handled here while `inner` runs.
    """
    received = thrown = None
    try:
        received = yield
    except BaseException as error:
        thrown = error
    if type(received) is Finish:
        return received.value
    if type(received) is Throw:
        try:
            raise received.exc  # the driver has linked its context
        finally:
            del received  # the traceback keeps this frame, which must not keep the exception
    while True:
        try:
            ended, value = _advance(inner, received, thrown)
        finally:
            received = thrown = None
        if ended:
            return value
        try:
            received = yield value
        except BaseException as error:
            thrown = error


def _advance(inner: Any, value: object, thrown: BaseException | None) -> tuple[bool, Any]:
    """Take `inner` one step on; return whether it has ended, with its result or its next item."""
    if thrown is None:
        return _send(inner, value)
    try:
        if isinstance(thrown, GeneratorExit):
            _close(inner)
            quiet_raise(thrown)
        return _throw(inner, thrown)
    finally:
        del thrown


def quiet_raise(exc: BaseException) -> None:
    """Raise `exc` for the handler around, leaving its context as it is."""
    context = exc.__context__
    try:
        raise exc
    finally:
        exc.__context__ = context
        del exc, context  # the traceback keeps this frame, which must not keep the exception


def _send(inner: Any, value: object) -> tuple[bool, Any]:
    """Advance `inner`; return whether it has ended, with its result or its next item."""
    try:
        return False, next(inner) if value is None and type(inner) is not CoroutineType else inner.send(value)
    except StopIteration as stop:
        return True, stop.value


def _throw(inner: Any, error: BaseException) -> tuple[bool, Any]:
    method = getattr(inner, "throw", None)
    if method is None:
        raise error
    try:
        return False, method(error)
    except StopIteration as stop:
        if stop is error:
            raise
        return True, stop.value


def _close(inner: Any) -> None:
    state = running_state()
    if (state is None or not state.builtins["@live"]) and type(inner) not in (GeneratorType, CoroutineType):
        return  # its program has ended: a method of the guest's would run
    method = getattr(inner, "close", None)
    if method is not None:
        method()
