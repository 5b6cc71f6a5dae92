"""What goes between a running program and whoever runs it: events out, outcomes in, and places for errors and stacks."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeAlias

    Span: TypeAlias = tuple[int, int, int, int]


class CallPause:
    """The program has called a function that the host must answer."""

    __slots__ = ("args", "call_id", "is_method", "is_os", "kwargs", "name")

    def __init__(
        self,
        name: str,
        args: tuple[object, ...],
        kwargs: dict[str, object],
        call_id: int,
        is_os: bool = False,
        is_method: bool = False,
    ) -> None:
        self.name = name
        self.args = args
        self.kwargs = kwargs
        self.call_id = call_id
        self.is_os = is_os
        self.is_method = is_method


class NamePause:
    """The program has read a name that nothing defines."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name


class FuturePause:
    """Every task waits, and only answers to pending calls can go on; `call_ids` are theirs, in call order."""

    __slots__ = ("call_ids",)

    def __init__(self, call_ids: tuple[int, ...]) -> None:
        self.call_ids = call_ids


class Interrupted:
    """The program was interrupted where it ran, and can go on from there; it can't be stored."""

    __slots__ = ()


class Finished:
    """The program has ended with a result."""

    __slots__ = ("value",)

    def __init__(self, value: object) -> None:
        self.value = value


class Return:
    """A call's result."""

    __slots__ = ("value",)

    def __init__(self, value: object) -> None:
        self.value = value


class Raise:
    """An exception to raise where the program stands."""

    __slots__ = ("exc",)

    def __init__(self, exc: BaseException) -> None:
        self.exc: BaseException | None = exc

    def taken(self) -> BaseException:
        """Give the exception up: nothing of ours may keep one alive that the guest drops."""
        exc, self.exc = self.exc, None
        assert exc is not None
        return exc


class Bind:
    """The value of a name, kept for the rest of the program."""

    __slots__ = ("value",)

    def __init__(self, value: object) -> None:
        self.value = value


class Unbound:
    """The name has no value: the program gets a NameError."""

    __slots__ = ()


class Later:
    """The call's result comes later: the program gets a coroutine to await, and goes on."""

    __slots__ = ()


class Settle:
    """Results of pending calls, by call id, in the order in which they are settled."""

    __slots__ = ("results",)

    def __init__(self, results: dict[int, Return | Raise]) -> None:
        self.results = results


class TraceFrame:
    """One line of a guest traceback.

    Attributes:
        unit: the key of the unit: 'script', that of a piece (see `Program`), or the name of a prelude file.
        function_name: the function, as the guest knows it.
        span: (line from 1, byte column from 0, end line, end byte column), or `None` where the place is ours.
    """

    __slots__ = ("function_name", "span", "unit")

    def __init__(self, unit: str, function_name: str, span: Span | None) -> None:
        self.unit = unit
        self.function_name = function_name
        self.span = span

    @property
    def shown(self) -> bool:
        """Tell whether it is a place in the guest's own text."""
        return self.span is not None and (self.unit == "script" or self.unit.startswith("piece:"))


class StackFrame(TraceFrame):
    """One frame of a paused program, with the variables that the guest sees."""

    __slots__ = ("locals",)

    def __init__(self, unit: str, function_name: str, span: Span | None, locals: dict[str, object]) -> None:
        super().__init__(unit, function_name, span)
        self.locals = locals


class LeftCall:
    """A call whose result comes later."""

    __slots__ = ("args", "call_id", "kwargs", "name")

    def __init__(self, call_id: int, name: str, args: tuple[object, ...], kwargs: dict[str, object]) -> None:
        self.call_id = call_id
        self.name = name
        self.args = args
        self.kwargs = kwargs


class TaskFrames:
    """A task that has not ended: what it waits for, in words, the id of the call if it is one, and its frames, outermost first."""

    __slots__ = ("call_id", "frames", "name", "waiting_for")

    def __init__(self, name: str, waiting_for: str, call_id: int | None, frames: list[StackFrame]) -> None:
        self.name = name
        self.waiting_for = waiting_for
        self.call_id = call_id
        self.frames = frames


if TYPE_CHECKING:
    Event: TypeAlias = CallPause | NamePause | FuturePause | Interrupted | Finished
    Outcome: TypeAlias = Return | Raise | Bind | Unbound | Later | Settle
else:
    Event = Outcome = object
