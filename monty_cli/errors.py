"""What goes wrong in guest code, told to the host: `MontyError`, its kinds, and `Frame`.

Everything here is plain data. An error keeps no guest object, so that printing, comparing or dropping it can never run
guest code; whoever raises it hands over texts, frames and an exception rebuilt from builtin classes.

A traceback is displayed as the running CPython would print it. The frames go through `traceback.StackSummary`, which
knows how this version draws carets and folds recursion; the source lines are handed over with each frame, so that a
script that exists only in memory needs no entry in `linecache`. Chains, groups and notes are laid out here, because the
standard library only does that for live exceptions.

Columns are counted in characters from 1, as in `SyntaxError`; the end column is the first one after the span.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from traceback import FrameSummary
    from typing import Any

    Span = tuple[int, int, int, int]
    PlainDict = dict[str, object]  # inside Frame, `dict` is a method

HEADER = "Traceback (most recent call last):\n"
GROUP_HEADER = "Exception Group Traceback (most recent call last):\n"
LINKS = {
    "cause": "\nThe above exception was the direct cause of the following exception:\n\n",
    "context": "\nDuring handling of the above exception, another exception occurred:\n\n",
}
# CPython's own bounds (traceback.TracebackException).
MAX_GROUP_WIDTH = 15
MAX_GROUP_DEPTH = 10
# After so many pieces of text, groups show no more members: a few groups within each other make 15 ** 10 of them.
MAX_PIECES = 10_000
LINES_AROUND = 2


class Frame:
    """One activation of guest code: where it stands and, for a paused program, its variables.

    `filename`, `function_name` and `source_line` (the whole first line, with its indentation; None when unknown) are
    strings. `line`, `column`, `end_line` and `end_column` count from 1. `locals` maps names to plain values, or is None
    where they were not asked for (tracebacks).
    """

    __slots__ = (
        "_around",
        "_text",
        "column",
        "end_column",
        "end_line",
        "filename",
        "function_name",
        "line",
        "locals",
        "source_line",
    )

    def __init__(
        self,
        filename: str,
        line: int,
        column: int,
        end_line: int,
        end_column: int,
        function_name: str,
        source_line: str | None = None,
        locals: PlainDict | None = None,
        *,
        text: str | None = None,
        around: Sequence[str] = (),
    ) -> None:
        """Make a frame; `text` is all the lines of the span, for displays that show more than the first.

        `around` is the line with those before and after it that a display may show, `LINES_AROUND` at most on each side.
        """
        self.filename = filename
        self.line = line
        self.column = column
        self.end_line = end_line
        self.end_column = end_column
        self.function_name = function_name
        self.source_line = source_line
        self.locals = locals
        self._text = source_line if text is None else text
        self._around = tuple(around)

    def lines_around(self) -> list[tuple[int, str]]:
        """Return the line and at most two before and after it, each with its number; nothing where the source is not known."""
        first = max(self.line - LINES_AROUND, 1)
        return list(enumerate(self._around, first))

    def dict(self) -> PlainDict:
        """Return the frame as a dictionary; `locals` is in it only where the frame has them."""
        names = ["filename", "line", "column", "end_line", "end_column", "function_name", "source_line"]
        if self.locals is not None:
            names.append("locals")
        return {name: getattr(self, name) for name in names}

    def __repr__(self) -> str:
        place = f"filename={self.filename!r}, line={self.line}, column={self.column}"
        return f"Frame({place}, function_name={self.function_name!r})"


class Report:
    """A guest exception as texts: what a traceback shows of it, and of those it is linked to.

    `link` is ('cause' or 'context', the report shown above this one) or None; `members` are those of an exception
    group, None for any other exception.
    """

    __slots__ = ("frames", "link", "members", "message", "module", "notes", "type_name")

    def __init__(
        self, type_name: str, message: str, frames: list[Frame], notes: Sequence[str] = (), module: str | None = None
    ) -> None:
        self.type_name = type_name
        self.module = module
        self.message = message
        self.frames = frames
        self.notes = list(notes)
        self.link: tuple[str, Report] | None = None
        self.members: list[Report] | None = None

    def headline(self) -> str:
        """Return `Type: message`, or the type alone when there is no message."""
        return f"{self.type_name}: {self.message}" if self.message else self.type_name

    def full_headline(self) -> str:
        """Return the headline as a traceback has it: with the module of a class of the library."""
        return self.headline() if self.module is None else f"{self.module}.{self.headline()}"


class NotTakenError(TypeError):
    """An answer that can't cross, as a worker finds: its run still waits for one. Callers get a plain TypeError."""


class MontyError(Exception):
    """Base of all errors that guest code can cause.

    `exception()` is the error as a builtin exception, `display()` its text.
    """

    def __init__(self, exception: BaseException) -> None:
        super().__init__()
        self._exception = exception

    def exception(self) -> BaseException:
        """Return the error as a real exception of a builtin class, without traceback."""
        return self._exception

    def display(self, format: str = "traceback") -> str:
        """Return the error as text, without a newline at its end.

        `format` is 'traceback' (as CPython would print it), 'type-msg' (`Type: message`) or 'msg'; any other is a
        ValueError.
        """
        if format == "traceback":
            return self._display_traceback()
        if format == "type-msg":
            return self._display_headline()
        if format == "msg":
            return self._display_message()
        raise ValueError(f"Invalid display format: {format!r}. Expected 'traceback', 'type-msg', or 'msg'")

    def _display_message(self) -> str:
        return str(self._exception)

    def _display_headline(self) -> str:
        message = self._display_message()
        name = type(self._exception).__name__
        return f"{name}: {message}" if message else name

    def _display_traceback(self) -> str:
        return self._display_headline()

    def __str__(self) -> str:
        return self._display_headline()

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self})"


class MontySyntaxError(MontyError):
    """The script can't be compiled: not Python, or a construct that is refused.

    `message` names what is wrong, `hint` says what to write instead (None where there is nothing to say). `filename`,
    `line`, `column`, `end_line`, `end_column` and `source_line` tell the place, as far as it is known.
    """

    def __init__(
        self,
        message: str,
        filename: str = "main.py",
        line: int | None = None,
        column: int | None = None,
        end_line: int | None = None,
        end_column: int | None = None,
        source_line: str | None = None,
        hint: str | None = None,
    ) -> None:
        """Make the error from its place: lines and columns count from 1, columns in characters (see `column_at`)."""
        super().__init__(SyntaxError(message, (filename, line, column, source_line, end_line, end_column)))
        self.message = message
        self.filename = filename
        self.line = line
        self.column = column
        self.end_line = end_line
        self.end_column = end_column
        self.source_line = source_line
        self.hint = hint
        if hint:
            self._exception.add_note(f"hint: {hint}")

    def __reduce__(self) -> tuple[Any, ...]:
        place = (self.filename, self.line, self.column, self.end_line, self.end_column)
        return MontySyntaxError, (self.message, *place, self.source_line, self.hint)

    def __str__(self) -> str:
        text = self.message if self.line is None else f"{self.message} ({self.filename}, line {self.line})"
        return f"{text}; {self.hint}" if self.hint else text

    def _display_message(self) -> str:
        return self.message

    def _display_traceback(self) -> str:
        import traceback

        return _without_last_newline("".join(traceback.format_exception_only(self._exception)))


class MontyRuntimeError(MontyError):
    """The script raised an exception and didn't catch it.

    When the exception began in a host function or a print callback, `__cause__` is the host's own exception.
    """

    def __init__(self, report: Report, exception: BaseException) -> None:
        super().__init__(exception)
        self._report = report

    def __reduce__(self) -> tuple[Any, ...]:
        return MontyRuntimeError, (self._report, self._exception)

    def traceback(self) -> list[Frame]:
        """Return the guest's frames from the outermost to the one that raised; their `locals` are None."""
        return list(self._report.frames)

    def _display_message(self) -> str:
        return self._report.message

    def _display_headline(self) -> str:
        return self._report.headline()

    def _display_traceback(self) -> str:
        return render(self._report)


class MontyCrashedError(MontyError):
    """The worker process in which a script ran has died, or said what no worker may say; `reason` tells it.

    The run is lost. The script may have done it, by hostile code or by more memory than the system gives.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(RuntimeError(reason))
        self.reason = reason

    def __reduce__(self) -> tuple[Any, ...]:
        return MontyCrashedError, (self.reason,)

    def _display_headline(self) -> str:
        return self.reason


def split_lines(source: str) -> list[str]:
    """Return the lines of `source` as Python counts them (`str.splitlines` also splits at form feeds and the like)."""
    return source.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def column_at(line: str, offset: int) -> int:
    """Return the column (characters, from 1) of a UTF-8 byte offset (from 0, as in `ast`) into `line`."""
    if line.isascii():
        return offset + 1
    return len(line.encode("utf-8", "replace")[:offset].decode("utf-8", "replace")) + 1


def frame_at(
    filename: str,
    function_name: str,
    span: Span,
    lines: Sequence[str],
    locals: PlainDict | None = None,
) -> Frame:
    """Make a Frame from a span of the AST.

    `span` is (line, column, end line, end column) with lines from 1 and columns in UTF-8 bytes from 0; `lines` are
    those of the script (`split_lines`). A span outside of them gives a frame without source.
    """
    line, offset, end_line, end_offset = span
    spanned = lines[line - 1 : end_line] if line >= 1 else []
    if len(spanned) != end_line - line + 1:
        return Frame(filename, line, offset + 1, end_line, end_offset + 1, function_name, None, locals)
    column, end_column = column_at(spanned[0], offset), column_at(spanned[-1], end_offset)
    text = "\n".join(spanned)
    around = lines[max(line - LINES_AROUND, 1) - 1 : line + LINES_AROUND]
    return Frame(
        filename, line, column, end_line, end_column, function_name, spanned[0], locals, text=text, around=around
    )


def render(report: Report) -> str:
    """Return the traceback of `report` as the running CPython lays it out, without a newline at its end."""
    layout = _Layout()
    layout.chain(report)
    return _without_last_newline("".join(layout.out))


def _without_last_newline(text: str) -> str:
    return text[:-1] if text.endswith("\n") else text


def _summaries(frames: Iterable[Frame]) -> list[FrameSummary]:
    """Return the frames in the standard library's form, with the columns in bytes that it expects."""
    import sys
    from traceback import FrameSummary

    several_lines = sys.version_info >= (3, 13)  # before, a traceback shows the first line of a span only
    summaries = []
    for frame in frames:
        if frame.source_line is None or frame._text is None:
            summaries.append(FrameSummary(frame.filename, frame.line, frame.function_name, line=""))
            continue
        lines = frame._text.split("\n")
        shown = "\n".join(line.rstrip() for line in lines) + "\n" if several_lines else lines[0] + "\n"
        summary = FrameSummary(
            frame.filename,
            frame.line,
            frame.function_name,
            line=shown,
            end_lineno=frame.end_line,
            colno=_byte_offset(lines[0], frame.column),
            end_colno=_byte_offset(lines[-1], frame.end_column),
        )
        summaries.append(summary)
    return summaries


def _byte_offset(line: str, column: int) -> int:
    return len(line[: column - 1].encode("utf-8", "replace"))


class _Layout:
    """Writes linked and grouped tracebacks with CPython's margins into `out`."""

    def __init__(self) -> None:
        self.out: list[str] = []
        self.depth = 0
        self.must_close = False

    def emit(self, text: str, margin: str = "|") -> None:
        """Write `text`, each of its lines behind the margin of the group that it is in."""
        if self.depth:
            import textwrap

            text = textwrap.indent(text, f"{'  ' * self.depth}{margin} ", lambda line: True)
        self.out.append(text)

    def chain(self, report: Report) -> None:
        """Write `report` below those that it is linked to."""
        chain: list[tuple[str | None, Report]] = []
        current: Report | None = report
        while current is not None:
            relation, linked = current.link or (None, None)
            chain.append((relation, current))
            current = linked
        for relation, current in reversed(chain):
            if relation is not None:
                self.emit(LINKS[relation])
            write: Callable[[Report], None] = self.single if current.members is None else self.group
            write(current)

    def single(self, report: Report) -> None:
        """Write the traceback of one exception."""
        self.stack(report, HEADER)
        self.headline(report)

    def stack(self, report: Report, header: str, margin: str = "|") -> None:
        """Write the frames of `report`, if it has any, under `header`."""
        if report.frames:
            from traceback import StackSummary

            self.emit(header, margin)
            for text in StackSummary.from_list(_summaries(report.frames)).format():
                self.emit(text)

    def headline(self, report: Report) -> None:
        """Write the exception's type, message and notes."""
        self.emit(report.full_headline() + "\n")
        for note in report.notes:
            for line in note.split("\n"):
                self.emit(line + "\n")

    def group(self, report: Report) -> None:
        """Write an exception group with the members in a tree below it."""
        if self.depth > MAX_GROUP_DEPTH:
            self.emit(f"... (max_group_depth is {MAX_GROUP_DEPTH})\n")
            return
        outermost = self.depth == 0
        if outermost:
            self.depth = 1
        self.stack(report, GROUP_HEADER, "+" if outermost else "|")
        self.headline(report)
        self.members(report.members or [])
        if outermost:
            self.depth = 0

    def members(self, members: list[Report]) -> None:
        """Write the members of a group, at most MAX_GROUP_WIDTH of them."""
        width = MAX_GROUP_WIDTH if len(self.out) < MAX_PIECES else 0
        shown: list[Report | None] = [*members[:width]]
        if len(members) > width:
            shown.append(None)
        self.must_close = False
        for index, member in enumerate(shown):
            # The closing line belongs to the innermost group that ends here, and is written once.
            last = index == len(shown) - 1
            self.must_close = self.must_close or last
            self.member(member, index, len(members) - width)
            if last and self.must_close:
                self.out.append(f"{'  ' * self.depth}+------------------------------------\n")
                self.must_close = False
            self.depth -= 1

    def member(self, member: Report | None, index: int, omitted: int) -> None:
        """Write one member under its title (None: how many are left out); leaves the depth raised by one."""
        title = "..." if member is None else str(index + 1)
        self.out.append(f"{'  ' * self.depth}{'  ' if index else '+-'}+---------------- {title} ----------------\n")
        self.depth += 1
        if member is None:
            self.emit(f"and {omitted} more exception{'s' if omitted > 1 else ''}\n")
        else:
            self.chain(member)
