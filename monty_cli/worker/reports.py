"""Frames and reports of errors as plain data, and made of it again after a check of every type."""

from __future__ import annotations

from monty_cli.errors import Frame, Report
from monty_cli.values.tables import identity

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_MOST = 100_000
"""Reports of one error, at most: exceptions that it is linked to, and members of groups."""


def frame_fields(frame: Frame) -> tuple[Any, ...]:
    """Return a frame as plain data."""
    place = (frame.filename, frame.line, frame.column, frame.end_line, frame.end_column, frame.function_name)
    return (*place, frame.source_line, frame._text, frame._around, frame.locals)


def frame_from(fields: Any) -> Frame:
    """Return the frame that `frame_fields` has told of; ValueError for anything else."""
    if type(fields) is not tuple or len(fields) != 10:
        raise ValueError("a frame has other parts")
    filename, line, column, end_line, end_column, name, source_line, text, around, variables = fields
    numbers = (line, column, end_line, end_column)
    if type(filename) is not str or type(name) is not str or any(type(number) is not int for number in numbers):
        raise ValueError("a frame has no place")
    if any(type(found) not in (str, type(None)) for found in (source_line, text)) or type(around) is not tuple:
        raise ValueError("a frame has no text")
    if any(type(text_line) is not str for text_line in around) or type(variables) not in (dict, type(None)):
        raise ValueError("a frame has no lines or variables")
    if (source_line is None) is not (text is None) or min(numbers) < 0:
        raise ValueError("a frame lies nowhere")
    place = (line, column, end_line, end_column)
    return Frame(filename, *place, name, source_line, variables, text=text, around=around)


def report_fields(report: Report) -> list[Any]:
    """Return a report, with all that it is linked to, as plain data: rows that refer to each other by number."""
    rows: list[Any] = []
    numbers = {identity(report): 0}
    todo = [report]
    for current in todo:  # grows
        linked = [] if current.link is None else [current.link[1]]
        for other in (*linked, *(current.members or ())):
            if identity(other) not in numbers:
                numbers[identity(other)] = len(todo)
                todo.append(other)
        link = None if current.link is None else (current.link[0], numbers[identity(current.link[1])])
        members = None if current.members is None else tuple(numbers[identity(member)] for member in current.members)
        frames = tuple(frame_fields(frame) for frame in current.frames)
        rows.append((current.type_name, current.module, current.message, frames, tuple(current.notes), link, members))
    return rows


def report_from(rows: Any) -> Report:
    """Return the report that `report_fields` has told of; ValueError for anything else.

    Rows refer to later ones only, so that nothing leads back to itself.
    """
    if type(rows) is not list or not 0 < len(rows) <= _MOST:
        raise ValueError("an error has no report")
    made = [_bare(row) for row in rows]
    for index, row in enumerate(rows):
        link, members = row[5], row[6]
        if link is not None:
            if type(link) is not tuple or len(link) != 2 or link[0] not in ("cause", "context"):
                raise ValueError("a report is linked to nothing")
            made[index].link = (link[0], _later(made, index, link[1]))
        if members is not None:
            if type(members) is not tuple:
                raise ValueError("a report has no members")
            made[index].members = [_later(made, index, number) for number in members]
    return made[0]


def _bare(row: Any) -> Report:
    if type(row) is not tuple or len(row) != 7:
        raise ValueError("a report has other parts")
    type_name, module, message, frames, notes, _, _ = row
    if type(type_name) is not str or type(message) is not str or type(module) not in (str, type(None)):
        raise ValueError("a report has no texts")
    if type(frames) is not tuple or type(notes) is not tuple or any(type(note) is not str for note in notes):
        raise ValueError("a report has no frames")
    return Report(type_name, message, [frame_from(frame) for frame in frames], notes, module)


def _later(made: list[Report], index: int, number: object) -> Report:
    if type(number) is not int or not index < number < len(made):
        raise ValueError("a report is linked to one before it")
    return made[number]
