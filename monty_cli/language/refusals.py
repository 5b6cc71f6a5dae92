"""The constructs that guest code may not use, in one table, each with its reason and what to write instead."""

from __future__ import annotations

import _ast as ast

from monty_cli.errors import MontySyntaxError

# node type or key -> (what the user wrote, why it is refused, what to write instead)
REFUSALS: dict[str, tuple[str, str, str]] = {
    "TemplateStr": ("template string", "its parts reach host objects", "use an f-string"),
    "__del__": (
        "__del__",
        "no guest code may run after the program has ended",
        "use a context manager or `try`/`finally`",
    ),
    "denied attribute": ("this attribute", "it leads out of the sandbox", "there is no replacement"),
    "nesting": ("nesting this deep", "the host's compiler can not take it safely", "split it over several statements"),
}


def refuse(key: str, node: ast.AST, source: Source, what: str | None = None) -> MontySyntaxError:
    """Return the error for the refused construct `key` found at `node`.

    `what` replaces the table's wording of what was written. The caller raises the result.
    """
    written, reason, instead = REFUSALS[key]
    line: int = getattr(node, "lineno", 1)
    end: int = getattr(node, "end_lineno", None) or line
    span = (line, getattr(node, "col_offset", 0), end, getattr(node, "end_col_offset", None) or 0)
    return source.error(f"{what or written} is not available here: {reason}", span, hint=instead)


class Source:
    """A script's text with its name; makes errors that point into it."""

    __slots__ = ("lines", "name", "text")

    def __init__(self, text: str, name: str) -> None:
        self.text = text
        self.name = name
        self.lines: list[str] | None = None

    def line(self, number: int) -> str:
        """Return source line `number` (counted from 1) without its end; empty when there is none."""
        if self.lines is None:
            self.lines = self.text.split("\n")
        return self.lines[number - 1].rstrip("\r") if 0 < number <= len(self.lines) else ""

    def error(self, message: str, span: tuple[int, int, int, int], hint: str | None = None) -> MontySyntaxError:
        """Return a `MontySyntaxError` for `span` (line, byte column, end line, end byte column)."""
        line, column, end_line, end_column = span
        text = self.line(line)
        start = len(text.encode("utf-8", "surrogatepass")[:column].decode(errors="replace"))
        end = len(self.line(end_line).encode("utf-8", "surrogatepass")[:end_column].decode(errors="replace"))
        return MontySyntaxError(
            message,
            filename=self.name,
            line=line,
            column=start + 1,
            end_line=end_line,
            end_column=end + 1,
            source_line=text,
            hint=hint,
        )
