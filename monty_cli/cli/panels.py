"""
Pauses drawn with rich: what is pending, the source around it with the exact span marked, the stack, and the locals.

Everything that a script controls is escaped before it becomes a rich `Text`; no text of a script is read as markup.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TextIO

from rich.cells import cell_len
from rich.console import Console, Group, RenderableType
from rich.highlighter import ReprHighlighter
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from monty_cli import FunctionSnapshot, FutureSnapshot
from monty_cli.cli.coloring import color
from monty_cli.cli.describe import TIMER, pending_kind, pending_name, pending_text
from monty_cli.cli.escaping import escape_line, escape_text
from monty_cli.cli.future_panels import (
    calls_table,
    first_timer,
    task_name,
    tasks_table,
    timer_hint,
    waiting_text,
)
from monty_cli.cli.themes import ALERT, EDGE, MARK, QUIET, theme, theme_name
from monty_cli.cli.values import clip, pretty

if TYPE_CHECKING:
    from collections.abc import Mapping

    from monty_cli import Frame, MontyRepl, TaskState
    from monty_cli.cli.debugger.desk import Spot
    from monty_cli.cli.debugger.failures import Failed
    from monty_cli.cli.describe import Snapshot
    from monty_cli.interruption import Interruption

_WIDEST = 110  # columns of a panel
_DEEPEST = 12  # frames of a stack in a panel
_LINES = 10  # lines of one local value
_TAB = "    "


class View:
    """Draws pauses on one stream. `color` is `auto` (or None), `always` or `never`; `variables` may choose a theme."""

    def __init__(self, stream: TextIO, color: str | None, variables: Mapping[str, str] | None = None) -> None:
        self._console = _console(stream, color, theme_name(variables or {}))
        self._highlight = ReprHighlighter()

    def pause(self, snapshot: Snapshot) -> None:
        """Draw the panel of a pause: the call or name, the source, the stack; or the pending calls and the tasks."""
        if isinstance(snapshot, FutureSnapshot):
            return self._futures(snapshot, snapshot.tasks, whole=False)
        width = self._inner_width()
        parts: list[RenderableType] = [self._pending(snapshot, width)]
        if isinstance(snapshot, FunctionSnapshot) and snapshot.is_os_function and snapshot.function_name == TIMER:
            parts.append(timer_hint())
        stack = snapshot.stack
        if stack:
            parts += [Text(), self._source(stack[-1], width)]
        if len(stack) > 1:
            parts += [Text(), self._stack(stack, width)]
        self._panel(snapshot, Group(*parts))

    def interrupted(self, stopped: Interruption) -> None:
        """Draw where a script was interrupted: the source and the stack."""
        self._place("interrupted while it ran", [], stopped.stack)

    def failed(self, failed: Failed) -> None:
        """Draw what a script has raised, where, and the stack."""
        headline = Text(escape_text(failed.error.display("type-msg")), style=ALERT, overflow="fold")
        self._place("the script has failed", [headline], failed.stack)

    def _place(self, what: str, parts: list[RenderableType], stack: list[Frame]) -> None:
        width = self._inner_width()
        parts += [Text()] if parts else []
        parts.append(self._source(stack[-1], width) if stack else Text("in no frame of the script's"))
        if len(stack) > 1:
            parts += [Text(), self._stack(stack, width)]
        self._framed(f" {what} ", Group(*parts))

    def details(self, snapshot: Snapshot) -> None:
        """Draw the panel of a pause in full, then each frame, of each task, with its locals, outermost first."""
        if not isinstance(snapshot, FutureSnapshot):
            self.pause(snapshot)
            return self._frames(snapshot.stack, 0)
        tasks = snapshot.tasks
        self._futures(snapshot, tasks, whole=True)
        self._frames(snapshot.stack, 0)
        for task in tasks:
            title = Text.assemble((task_name(task), "bold"), f" waits for {waiting_text(task)}", overflow="fold")
            self._console.print(title)
            self._frames(task.stack, 2)

    @property
    def width(self) -> int:
        """The columns that there are for text."""
        return max(self._console.width, 20)

    def spots(self, spots: list[Spot], at: int) -> None:
        """Draw a stack, outermost first, the frame with the index `at` marked; the frames of tasks after those of the program."""
        title = ""
        for index, spot in enumerate(spots):
            if spot.title != title:
                title = spot.title
                self._console.print(Text(f"  {escape_line(title)}", style=QUIET))
            self._console.print(self._spot_line(spot, index, index == at), soft_wrap=True)

    def spot(self, spot: Spot, index: int) -> None:
        """Draw the line of a frame that is looked at from now on, and the source around."""
        self._console.print(self._spot_line(spot, index, True), soft_wrap=True)
        self._console.print(self._source(spot.frame, self._inner_width()))

    def _spot_line(self, spot: Spot, index: int, marked: bool) -> Text:
        frame = spot.frame
        place = f"{escape_line(frame.filename)}:{frame.line}"
        line = Text.assemble(
            (f"{'>' if marked else ' '} #{index} ", MARK if marked else ""),
            (escape_line(frame.function_name), "bold"),
            (f"  {place}  ", QUIET),
            _shown((frame.source_line or "").strip()),
        )
        line.truncate(self.width, overflow="ellipsis")
        return line

    def listing(self, lines: dict[int, str], frame: Frame) -> None:
        """Draw numbered lines of the source, the place of `frame` marked."""
        digits = len(str(max(lines)))
        for number, line in lines.items():
            if number != frame.line:
                shown = clip(_shown(line), self.width - digits - 3)
                head = Text(f"  {number:>{digits}} ", style=QUIET)
                self._console.print(Text.assemble(head, color(Text(shown))), soft_wrap=True)
                continue
            before, span, after = _cut(line, frame, self.width - digits - 3)
            marked = Text.assemble((f"> {number:>{digits}} ", MARK), _marked(before, span, after))
            self._console.print(marked, soft_wrap=True)
            carets = " " * (digits + 3 + cell_len(before)) + "^" * max(cell_len(span), 1)
            self._console.print(Text(carets, style=MARK), soft_wrap=True)

    def variables(self, values: dict[str, object]) -> None:
        """Draw variables with their values, large ones folded."""
        self._console.print(self._values(values) if values else Text("no variables", style=QUIET))

    def session(self, repl: MontyRepl) -> None:
        """Draw what a session that waits for nothing has bound."""
        values = repl.variables()
        count = f"{len(values)} name{'' if len(values) == 1 else 's'}"
        self._console.print(Text.assemble(("a session", "bold"), f" between two pieces, with {count}", overflow="fold"))
        self._console.print(Padding(self._values(values), (0, 0, 0, 2)))

    def _frames(self, stack: list[Frame], indent: int) -> None:
        for depth, frame in enumerate(stack):
            self._console.print(Text(" " * indent).append(self._frame_title(depth, frame)))
            self._console.print(Padding(self._locals(frame), (0, 0, 0, indent + 2)))

    def _futures(self, snapshot: FutureSnapshot, tasks: list[TaskState], *, whole: bool) -> None:
        width = self._inner_width()
        parts: list[RenderableType] = [calls_table(snapshot, width, whole=whole)]
        timer = first_timer(snapshot)
        if timer is not None:
            parts.append(timer_hint(timer))
        if snapshot.stack:
            parts += [Text(), self._stack(snapshot.stack, width)]
        self._panel(snapshot, Group(*parts, Text(), tasks_table(tasks, width, whole=whole)))

    def _panel(self, snapshot: Snapshot, body: RenderableType) -> None:
        self._framed(f" paused: {pending_kind(snapshot)} {pending_name(snapshot)} ", body)

    def _framed(self, words: str, body: RenderableType) -> None:
        title = Text(words, style=MARK, overflow="ellipsis")
        panel = Panel(body, title=title, title_align="left", border_style=EDGE, padding=(0, 1))
        self._console.print(panel, width=self._outer_width())

    def _outer_width(self) -> int:
        return min(self._console.width, _WIDEST)

    def _inner_width(self) -> int:
        return max(self._outer_width() - 4, 20)

    def _pending(self, snapshot: Snapshot, width: int) -> Text:
        """The call as it could be written, on one line if it fits, or else an argument on each line; or the name."""
        if not isinstance(snapshot, FunctionSnapshot):
            return Text.assemble((pending_name(snapshot), "bold"), " is read, and nothing defines it", overflow="fold")
        name = pending_name(snapshot)
        text = pending_text(snapshot, limit=width + 1)
        if len(text) > width or "…" in text:
            text = _spread(snapshot, name, width)
        styled = self._highlight(Text(text, overflow="fold"))
        styled.stylize("bold", 0, len(name))
        return styled

    def _source(self, frame: Frame, width: int) -> Table:
        """The lines around the pause, numbered, the pending span marked by style and by carets."""
        place = f"{escape_line(frame.filename)}, line {frame.line}, in {escape_line(frame.function_name)}"
        table = Table.grid(padding=(0, 1))
        table.add_column(justify="right", style=QUIET, no_wrap=True)
        table.add_column(overflow="crop", no_wrap=True)
        lines = _source_lines(frame)
        room = width - len(str(max(lines))) - 3
        for number, line in lines.items():
            if number != frame.line:
                table.add_row(str(number), color(Text(clip(_shown(line), room), style=QUIET)))
                continue
            before, span, after = _cut(line, frame, room)
            table.add_row(Text(f"> {number}", style=MARK), _marked(before, span, after))
            carets = " " * cell_len(before) + "^" * max(cell_len(span), 1)
            table.add_row("", Text(carets, style=MARK))
        frame_table = Table.grid()
        frame_table.add_row(Text(clip(place, width), style=QUIET))
        frame_table.add_row(table)
        return frame_table

    def _stack(self, stack: list[Frame], width: int) -> Table:
        """One row for each frame, outermost first; the middle of a deep stack is left out."""
        table = Table.grid(padding=(0, 2))
        names = min(max(cell_len(escape_line(frame.function_name)) for frame in stack), max(width // 3, 12))
        numbers = max(len(f"line {frame.line}") for frame in stack)
        table.add_column(no_wrap=True, overflow="ellipsis", min_width=names, max_width=names)
        table.add_column(style=QUIET, no_wrap=True, min_width=numbers)
        table.add_column(no_wrap=True, overflow="crop", style=QUIET)
        room = max(width - names - numbers - 4, 1)
        left_out = len(stack) - _DEEPEST
        for depth, frame in enumerate(stack):
            if left_out > 0 and depth == 3:
                table.add_row("…", "", f"{left_out} more frames")
            if left_out > 0 and 3 <= depth < 3 + left_out:
                continue
            source = clip(_shown((frame.source_line or "").strip()), room)
            table.add_row(Text(escape_line(frame.function_name)), f"line {frame.line}", Text(source))
        return table

    def _frame_title(self, depth: int, frame: Frame) -> Text:
        place = f"{escape_line(frame.filename)}, line {frame.line}"
        return Text.assemble((f"#{depth} {escape_line(frame.function_name)}", "bold"), (f"  {place}", QUIET))

    def _locals(self, frame: Frame) -> RenderableType:
        if not frame.locals:
            return Text("no locals", style=QUIET)
        return self._values(frame.locals)

    def _values(self, values: dict[str, object]) -> Table:
        table = Table.grid(padding=(0, 1))
        table.add_column(no_wrap=True, overflow="ellipsis", max_width=self._inner_width() // 3)
        table.add_column(overflow="fold")
        width = self._inner_width() * 2 // 3
        for name, value in values.items():
            lines = pretty(value, width, fold=True).split("\n")
            if len(lines) > _LINES:
                lines = [*lines[: _LINES - 1], f"… {len(lines) - _LINES + 1} more lines"]
            table.add_row(Text(f"{escape_line(name)} ="), self._highlight(Text("\n".join(lines))))
        return table


def _console(stream: TextIO, color: str | None, chosen: str) -> Console:
    """A console on `stream`: `always` colours pipes too, `never` writes no escape sequence, else rich decides."""
    systems: dict[str, Literal["standard"] | None] = {"always": "standard", "never": None}
    return Console(
        file=stream,
        color_system=systems.get(color or "", "auto"),
        force_terminal=True if color == "always" else None,
        no_color=False if color == "always" else None,
        markup=False,
        emoji=False,
        highlight=False,
        theme=theme(chosen),
    )


def _spread(snapshot: FunctionSnapshot, name: str, width: int) -> str:
    """The call with each argument on lines of its own, large ones folded."""
    lines = [f"{name}("]
    arguments = [("", value) for value in snapshot.args]
    arguments += [(f"{escape_line(key)}=", value) for key, value in snapshot.kwargs.items()]
    for prefix, value in arguments:
        text = f"{prefix}{pretty(value, max(width - 4 - len(prefix), 16), fold=True)},"
        lines += [f"    {line}" for line in text.split("\n")]
    return "\n".join([*lines, ")"])


def _source_lines(frame: Frame) -> dict[int, str]:
    """The source lines to show, by number: those around the frame's line."""
    return dict(frame.lines_around()) or {frame.line: frame.source_line or ""}


def _cut(line: str, frame: Frame, room: int) -> tuple[str, str, str]:
    """`line` as shown before, within and after the frame's span, cut to `room` columns with the span in sight."""
    start = max(frame.column - 1, 0)
    end = frame.end_column - 1 if frame.end_line == frame.line else len(line)
    before, span, after = _shown(line[:start]), _shown(line[start:end]), _shown(line[end:])
    span = clip(span, room - 1)
    if cell_len(before) + cell_len(span) > room:
        keep = max(room - cell_len(span) - 1, 0)
        before = "…" + before[len(before) - keep :] if keep else "…"
    return before, span, clip(after, max(room - cell_len(before) - cell_len(span), 1)) if after else ""


def _marked(before: str, span: str, after: str) -> Text:
    """A line in its colours, the pending span marked."""
    line = color(Text(before + span + after))
    line.stylize(MARK, len(before), len(before) + len(span))
    return line


def _shown(text: str) -> str:
    return escape_line(text.replace("\t", _TAB).rstrip("\r\n"))
