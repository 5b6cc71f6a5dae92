"""Tracebacks and places of the script as its own library shows them: plain data and text, no frame of the host's."""

from __future__ import annotations

import sys
from itertools import islice

from monty_cli.machine.places import INLINED, trace_frames
from monty_cli.machine.state import current_state

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import CodeType, FrameType
    from typing import Any

    from monty_cli.language import Unit
    from monty_cli.language.unit import Span

SEVERAL_LINES = sys.version_info >= (3, 13)  # before, a traceback shows the first line of a span only


def trace_entries(error: BaseException) -> list[tuple[Any, ...]]:
    """Return the script's entries of an exception's traceback, outermost first, each as `entry_at` gives it."""
    program = current_state().program
    found = trace_frames(error, program)
    return [
        _entry(program.unit(frame.unit), frame.function_name, frame.span)
        for frame in found
        if frame.shown and frame.span is not None
    ]


def stack_entries() -> list[tuple[Any, ...]]:
    """Return the script's active functions, outermost first, like `trace_entries`, but without columns, as CPython shows a stack."""
    state = current_state()
    found: list[tuple[Unit, str, Span]] = []
    frame: FrameType | None = sys._getframe(1)
    while frame is not None:
        unit = state.program.unit_of_code(frame.f_code)
        if unit is not None and unit.own:
            _add(found, unit, frame.f_code, _position(frame))
        frame = frame.f_back
    for record in state.waiting:
        if record.unit.own and record.info is not None:
            span = record.unit.span(record.point)
            if span is not None:
                found.append((record.unit, record.info.name, span))
    shown: list[tuple[Unit, str, Span]] = []
    for unit, name, span in reversed(found):
        if name in INLINED and shown:
            name = shown.pop()[1]
        shown.append((unit, name, span))
    without_columns = (None, None)
    return [(*(entry := _entry(*place))[:4], *without_columns, entry[6]) for place in shown]


def _add(found: list[tuple[Unit, str, Span]], unit: Unit, code: CodeType, position: int) -> None:
    info = unit.info(code)
    span = unit.span(position)
    if info is not None and span is not None:
        found.append((unit, info.name, span))


def _position(frame: FrameType) -> int:
    """Return the position id where a frame stands, as `places` finds that of an entry of a traceback."""
    _, _, column, _ = next(islice(frame.f_code.co_positions(), frame.f_lasti // 2, None), (None, None, None, None))
    return column or frame.f_lineno


def _entry(unit: Unit, name: str, span: Span) -> tuple[Any, ...]:
    """Return file name, line, function name, end line, column and end column (in bytes, from 0), and the lines themselves."""
    line, column, end_line, end_column = span
    lines = [unit.source.line(number) for number in range(line, end_line + 1)]
    return unit.source.name, line, name, end_line, column, end_column, "\n".join(lines)


def trace_text(entries: list[tuple[Any, ...]]) -> list[str]:
    """Return the text of entries of a traceback, one for each that CPython shows.

    Entries without columns, of a summary that the guest has made, have None there.
    """
    from traceback import FrameSummary, StackSummary

    found = []
    for filename, line, name, end_line, column, end_column, text in entries:
        lines = (text or "").split("\n")
        if column is None:
            found.append(FrameSummary(filename, line, name, line=lines[0]))
            continue
        shown = "\n".join(item.rstrip() for item in lines) + "\n" if SEVERAL_LINES else lines[0] + "\n"
        found.append(
            FrameSummary(filename, line, name, line=shown, end_lineno=end_line, colno=column, end_colno=end_column)
        )
    return StackSummary.from_list(found).format()


def handled() -> BaseException | None:
    """Return the exception that the guest is handling."""
    return sys.exc_info()[1]


def link(error: BaseException) -> tuple[str, BaseException] | None:
    """Return 'cause' or 'context' and the error that CPython shows before `error`, if there is one."""
    from monty_cli.machine.chains import link_of

    return link_of(error)


def source_line(filename: object, number: object) -> str:
    """Return a line of the script, without its end; empty for any other place."""
    program = current_state().program
    if type(filename) is not str or type(number) is not int:
        return ""
    units = (program.script, *program.pieces.values())
    return next((unit.source.line(number) for unit in units if unit.source.name == filename), "")


TRACES: dict[str, Any] = {
    "@handled": handled,
    "@trace_entries": trace_entries,
    "@stack_entries": stack_entries,
    "@trace_text": trace_text,
    "@trace_link": link,
    "@source_line": source_line,
}
