"""Where something is: source places for messages, frames of a paused program, tracebacks of exceptions."""

from __future__ import annotations

import sys
from itertools import islice
from types import FunctionType, TracebackType

from monty_cli.machine.chains import traceback_of
from monty_cli.machine.events import StackFrame, TraceFrame
from monty_cli.machine.frames import read_locals

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import FrameType
    from typing import Any

    from monty_cli.language import FunctionInfo, Unit
    from monty_cli.machine.frames import Activation
    from monty_cli.machine.program import Program
    from monty_cli.machine.records import Record
    from monty_cli.machine.state import State

INLINED = ("<listcomp>", "<setcomp>", "<dictcomp>") if sys.version_info >= (3, 12) else ()


def check_cells(info: FunctionInfo, cells: Iterable[str]) -> None:
    """Check that a stored activation has no other cells than its function has; else ValueError.

    A name that is none of the function's could shadow one of ours in the continuation. Cells that are not needed any more may be
    missing.
    """
    assert info.code is not None
    if not set(cells) <= {*info.code.co_freevars, *info.code.co_cellvars}:
        raise ValueError(f"the snapshot is damaged: the cells of {info.qualname} are wrong")


def describe_place(program: Program, unit: Unit, info: FunctionInfo | None, point: int) -> str:
    """Return `file, line n, in f: source line` for a position of a unit."""
    span = unit.span(point)
    name = info.name if info is not None else "?"
    if span is None:
        return f"in {name}"
    where = unit.source.name if unit.own else "the library"
    return f'File "{where}", line {span[0]}, in {name}: {unit.source.line(span[0]).strip()}'


def trace_entries(error: BaseException, program: Program) -> list[tuple[Unit, FunctionInfo, int]]:
    """Return the guest entries of an exception's traceback, outermost first."""
    return [entry[:3] for entry in framed_entries(error, program)]


def framed_entries(error: BaseException, program: Program) -> list[tuple[Unit, FunctionInfo, int, FrameType]]:
    """Return the guest entries of an exception's traceback with their frames, outermost first."""
    found = []
    traceback = traceback_of(error)
    while traceback is not None:
        unit = program.unit_of_code(traceback.tb_frame.f_code)
        info = unit.info(traceback.tb_frame.f_code) if unit is not None else None
        if unit is not None and info is not None:
            position = _position(traceback)
            if unit.span(position) is not None:
                found.append((unit, info, position, traceback.tb_frame))
        traceback = traceback.tb_next
    return found


def _position(traceback: TracebackType) -> int:
    """Return the position id where a traceback entry stands: its line, or the column of a method's attribute."""
    if traceback.tb_lasti > 0:
        places = traceback.tb_frame.f_code.co_positions()
        _, _, column, _ = next(islice(places, traceback.tb_lasti // 2, None), (None, None, None, None))
        if column:
            return column
    return traceback.tb_lineno or _line_before(traceback)


def _line_before(traceback: TracebackType) -> int:
    """Return the line of the instruction before one that has none, where an interrupt may come."""
    places = islice(traceback.tb_frame.f_code.co_positions(), max(traceback.tb_lasti // 2, 1))
    lines = [line for line, *_ in places if line is not None]
    return lines[-1] if lines else traceback.tb_frame.f_code.co_firstlineno


def trace_frames(error: BaseException, program: Program) -> list[TraceFrame]:
    """Return an exception's traceback as places of the source, outermost first.

    A lowered comprehension has a frame of its own on every CPython; from 3.12 on it shows as part of its function, as there.
    """
    shown: list[TraceFrame] = []
    for unit, info, position in trace_entries(error, program):
        name = info.name
        if name in INLINED and shown:
            name = shown.pop().function_name
        shown.append(TraceFrame(unit.key, name, unit.span(position)))
    return shown


def raised_frames(error: BaseException, state: State) -> list[StackFrame]:
    """Return an exception's traceback as `trace_frames` does, with the variables that its frames had; nothing where a limit is reached."""
    if state.meter is not None and state.meter.reached is not None:
        return []
    shown: list[StackFrame] = []
    for unit, info, position, frame in framed_entries(error, state.program):
        name, visible = info.name, _visible(read_locals(frame))
        if name in INLINED and shown:
            around = shown.pop()
            name, visible = around.function_name, {**around.locals, **visible}
        shown.append(StackFrame(unit.key, name, unit.span(position), visible))
    return with_globals(shown, state)


def with_globals(frames: list[StackFrame], state: State) -> list[StackFrame]:
    """Add the script's globals to the outermost of `frames` if it is the module's; return `frames`."""
    if frames and frames[0].function_name == "<module>":
        frames[0].locals = {**state.visible_globals(), **frames[0].locals}
    return frames


def _visible(variables: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in variables.items() if "@" not in name and not name.startswith(".")}


def stack_frame(program: Program, item: Activation | Record) -> StackFrame | None:
    """Return an activation or record as the user sees it; `None` for one of the prelude's or of no function."""
    if item.info is None or not item.unit.own:
        return None
    visible = _visible(item.locals)
    for name, cell in getattr(item, "cells", {}).items():
        try:
            visible[name] = cell.cell_contents
        except ValueError:
            continue
    return StackFrame(item.unit.key, item.info.name, item.unit.span(item.point), visible)


def make_traceback(entries: list[tuple[Unit, FunctionInfo, int, list[Any] | None]]) -> TracebackType | None:
    """Return a traceback object that stands for `entries`, outermost first; its frames are stand-ins.

    Each entry has a unit, a function, a position, and what its frame keeps alive (see `held`).
    """
    from monty_cli.machine.held import holding_frame

    made: TracebackType | None = None
    for _, info, position, held in reversed(entries):
        made = TracebackType(made, holding_frame(info, held) if held else _stand_in(info), 0, position)
    return made


def _stand_in(info: FunctionInfo) -> FrameType:
    """Return a frame whose code looks like that of `info`, and that no other frame has called."""
    frame = info.start
    if frame is None:
        assert info.code is not None
        code = (lambda: (yield)).__code__.replace(
            co_filename=info.code.co_filename, co_firstlineno=info.fid, co_name=info.name
        )
        generator = FunctionType(code, {"__builtins__": {}})()
        frame = info.start = generator.gi_frame
        generator.close()
    return frame
