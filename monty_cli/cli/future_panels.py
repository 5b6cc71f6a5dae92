"""What a pause with pending calls shows: a table of the calls, and one of the tasks with what each of them waits for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.table import Table
from rich.text import Text

from monty_cli.cli.describe import TIMER, call_text
from monty_cli.cli.escaping import escape_line
from monty_cli.cli.themes import MARK, QUIET
from monty_cli.cli.values import clip

if TYPE_CHECKING:
    from collections.abc import Iterable

    from monty_cli import FutureSnapshot, PendingCall, TaskState

_MOST = 12  # rows of a table, unless all are asked for


def calls_table(snapshot: FutureSnapshot, width: int, *, whole: bool) -> Table:
    """The pending calls, one on a line of `width` columns: id, name, arguments; all of them if `whole`."""
    calls = snapshot.pending_calls
    table = _table()
    table.add_column(justify="right", style=MARK, no_wrap=True)
    table.add_column(no_wrap=True, overflow="ellipsis")
    room = width - max((len(str(call.call_id)) for call in calls), default=1) - 2
    for call in calls if whole else calls[:_MOST]:
        table.add_row(str(call.call_id), _call(call, room))
    return _rest(table, len(calls), whole, "calls")


def tasks_table(tasks: list[TaskState], width: int, *, whole: bool) -> Table:
    """The tasks, one on a line of `width` columns: name, what it waits for, where it stands; all of them if `whole`."""
    table = _table()
    shown = tasks if whole else tasks[:_MOST]
    names = _column(["task", *map(task_name, shown)], width // 3)
    waits = _column(["waits for", *map(waiting_text, shown)], width // 3)
    table.add_column(no_wrap=True, overflow="ellipsis", min_width=names, max_width=names)
    table.add_column(no_wrap=True, overflow="ellipsis", min_width=waits, max_width=waits)
    table.add_column(style=QUIET, no_wrap=True, overflow="ellipsis")
    room = max(width - names - waits - 4, 1)
    table.add_row(*(Text(title, style=QUIET) for title in ("task", "waits for", "stands at")))
    for task in shown:
        table.add_row(Text(task_name(task)), Text(waiting_text(task)), Text(clip(_place(task), room)))
    return _rest(table, len(tasks), whole, "tasks")


def task_name(task: TaskState) -> str:
    """The task's name, safe to show."""
    return escape_line(task.name)


def waiting_text(task: TaskState) -> str:
    """What the task waits for, safe to show."""
    return escape_line(task.waiting_for)


def timer_hint(call_id: int | None = None) -> Text:
    """What a timer is, and how to answer it: at its call, or at the pending call `call_id`."""
    if call_id is None:
        return Text("a timer: None when its time is over, ... leaves it pending while other tasks go on", style=QUIET)
    return Text(f"asyncio.sleep is a timer: `{call_id} None` when its time is over", style=QUIET)


def first_timer(snapshot: FutureSnapshot) -> int | None:
    """The id of the first pending call that is a timer, or None."""
    return next((call.call_id for call in snapshot.pending_calls if call.function_name == TIMER), None)


def _call(call: PendingCall, room: int) -> Text:
    text = Text(call_text(call, max(room, 1)))
    text.stylize("bold", 0, min(len(escape_line(call.function_name)), len(text)))
    return text


def _place(task: TaskState) -> str:
    """The task's innermost line; nothing for a task of a call or a sleep alone."""
    if not task.stack:
        return ""
    frame = task.stack[-1]
    source = escape_line((frame.source_line or "").strip())
    return f"{escape_line(frame.function_name)}, line {frame.line}  {source}"


def _table() -> Table:
    return Table.grid(padding=(0, 2))


def _column(texts: Iterable[str], limit: int) -> int:
    return min(max(map(cell_len, texts), default=1), max(limit, 8))


def _rest(table: Table, count: int, whole: bool, what: str) -> Table:
    """`table`, with a line that tells how many rows were left out."""
    if not whole and count > _MOST:
        table.add_row("…", Text(f"{count - _MOST} more {what}", style=QUIET))
    return table
