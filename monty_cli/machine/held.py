"""What only the frames of a traceback keep alive: open generators, which are closed, visibly perhaps, when the exception goes.

CPython's traceback keeps the frames that an exception has left, with their variables. A stored traceback has places instead of frames; the
open generators in those frames' variables are stored beside them, and a restored traceback keeps them in frames of its own.
"""

from __future__ import annotations

import gc
from types import FunctionType

from greenlet import greenlet

from monty_cli.guest.protocol import GuestIterator
from monty_cli.machine.frames import read_locals
from monty_cli.machine.places import framed_entries
from monty_cli.machine.suspended import frame_of, has_begun, is_running, is_suspendable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import FrameType
    from typing import Any

    from monty_cli.language import FunctionInfo
    from monty_cli.machine.program import Program

HELD = "@held"


class _LeftError(Exception):
    """Leaves a frame that stands for one of a stored traceback."""


def held_by(error: BaseException, program: Program, active: frozenset[int]) -> list[list[Any] | None]:
    """Return what each guest frame in an exception's traceback keeps alive, outermost first; `None` for most.

    Args:
        error: the exception.
        program: the program.
        active: ids of the frames on the paused stack, which are stored themselves.
    """
    frames = [frame for _, _, _, frame in framed_entries(error, program)]
    return [None if id(frame) in active else _held_in(frame) for frame in frames]


def _held_in(frame: FrameType) -> list[Any] | None:
    """Return the open generators in the variables of a frame that has been left."""
    variables = read_locals(frame)
    if HELD in variables:
        return list(variables[HELD])
    found = [value for value in variables.values() if is_open(value)]
    if not found or any(is_suspendable(owner) for owner in gc.get_referrers(frame)):
        return None  # a suspended generator's own frame
    return found


def is_open(value: object) -> bool:
    """Tell whether `value` is a suspended generator, coroutine or async generator, or the iterator that stands for one."""
    if type(value) is GuestIterator:
        value = value.iterator
    return is_suspendable(value) and frame_of(value) is not None and has_begun(value) and not is_running(value)


def may_be_open(value: object) -> bool:
    """Tell whether `value` is of a kind that `is_open` finds; a generator that is being restored does not stand anywhere yet."""
    return type(value) is GuestIterator or is_suspendable(value)


def holding_frame(info: FunctionInfo, held: list[Any]) -> FrameType:
    """Return a frame that has been left, whose code looks like that of `info`, and which keeps `held` alive."""
    assert info.code is not None
    code = _leave.__code__.replace(
        co_filename=info.code.co_filename, co_firstlineno=info.fid, co_name=info.name, co_varnames=(HELD, "@error")
    )
    left = _LeftError()
    # On a stack of its own: a frame that has been left refers to the one that called it.
    outermost = greenlet(FunctionType(code, {"__builtins__": {}}))
    try:
        outermost.switch(held, left)
    except _LeftError as error:
        traceback = error.__traceback__
        error.__traceback__ = None
    assert traceback is not None
    while traceback.tb_next is not None:
        traceback = traceback.tb_next
    return traceback.tb_frame


def _leave(held: list[Any], error: BaseException) -> None:
    raise error
