"""Reading the frames of a paused greenlet, without changing them."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import CodeType, FrameType
    from typing import Any

    from monty_cli.language import FunctionInfo, Unit
    from monty_cli.machine.program import Program


class Activation:
    """One guest frame of a paused greenlet.

    Attributes:
        frame: the host's frame object.
        unit, info: the function; `info` is `None` for a frame that no function of the unit explains.
        point: position id of the line where it stands.
        locals: a copy of its variables, hidden ones too.
        inner: the frames of ours or of C's Python helpers between this frame and the next inner guest frame, innermost first.
    """

    __slots__ = ("frame", "info", "inner", "locals", "point", "unit")

    def __init__(self, frame: FrameType, unit: Unit, inner: list[FrameType]) -> None:
        self.frame = frame
        self.unit = unit
        self.info: FunctionInfo | None = unit.info(frame.f_code)
        self.point: int = frame.f_lineno or _line_before(frame)
        self.locals: dict[str, Any] = read_locals(frame)
        self.inner = inner

    @property
    def code(self) -> CodeType:
        """Return the code that the frame runs: the function's own, or a continuation's."""
        return self.frame.f_code


def read_locals(frame: FrameType) -> dict[str, Any]:
    """Return a copy of a frame's variables.

    Before CPython 3.13 the frame keeps the dictionary that it hands out, which would keep alive what the guest drops; it is emptied.
    """
    found = frame.f_locals
    copy = dict(found)
    if type(found) is dict:
        found.clear()
    return copy


def _line_before(frame: FrameType) -> int:
    """Return the line of the instruction before one that has none, where an interrupt may come."""
    from itertools import islice

    places = islice(frame.f_code.co_positions(), max(frame.f_lasti // 2, 1))
    lines = [line for line, *_ in places if line is not None]
    return lines[-1] if lines else frame.f_code.co_firstlineno


def activations(frame: FrameType | None, program: Program) -> list[Activation]:
    """Return the guest frames from `frame` outwards, innermost first."""
    found: list[Activation] = []
    between: list[FrameType] = []
    while frame is not None:
        unit = program.unit_of_code(frame.f_code)
        if unit is None:
            between.append(frame)
        else:
            found.append(Activation(frame, unit, between))
            between = []
        frame = frame.f_back
    return found
