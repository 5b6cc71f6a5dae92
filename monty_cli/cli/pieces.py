"""
Where a piece of code ends: for Enter at the prompt, and for code that comes line by line from a pipe.

At the prompt an empty line ends a block, as in Python's own. In a pipe a block ends where the next statement begins, so
that code written for a file, with blank lines within functions, may be fed as it is.
"""

from __future__ import annotations

import re
import warnings

from monty_cli.cli.exit_codes import BAD_DATA, Failure

TYPE_CHECKING = False
if TYPE_CHECKING:
    import ast
    from collections.abc import Iterator
    from typing import TextIO

# Of `compile`: only parse, let `await` stand outside of functions, end no block by itself, tell what is not finished.
_PARSE = 0x0400 | 0x2000 | 0x0200
_INCOMPLETE = 0x4000
_OPEN = {
    "was never closed": (")", "]", "}"),
    "unterminated triple-quoted": ('"""', "'''"),
    "unexpected EOF": ("",),
}
_MANY = 50  # lines of a statement, of which each is looked at
_GOES_ON = re.compile(r"(else|elif|except|finally)\b")


def is_command(text: str) -> bool:
    """Whether `text` is a command of ours: no Python begins with a colon."""
    return text.lstrip().startswith(":")


def wants_more(text: str) -> bool:
    """Whether Enter after `text` goes on on the next line: it is not finished, or a block that no empty line has ended."""
    if is_command(text):
        return False
    last = text.rpartition("\n")[2]
    ended = "\n" in text and not last.strip()
    if _is_unfinished(text):
        return not ended or _is_open(text)
    return not ended and _ends_in_block(text)


def indentation(text: str) -> str:
    """The blanks with which the line after `text` begins: those of its last line, more after a colon, less after a way out."""
    line = text.rpartition("\n")[2]
    blanks = line[: len(line) - len(line.lstrip(" \t"))]
    code = line.strip()
    if code.endswith(":") and not code.startswith("#"):
        return blanks + "    "
    if re.match(r"(return|raise|pass|break|continue)\b", code) and not _is_open(text):
        return blanks[:-4]
    return blanks


def read_pieces(stream: TextIO | None) -> Iterator[str]:
    """
    The pieces of code (and commands) in `stream`, each as soon as it is whole; `Failure` for text that is not UTF-8.

    A statement that takes several lines is one piece, and so is a block with all of its branches.
    """
    piece = _Piece()
    for line in _lines(stream):
        if piece.lines and not piece.takes(line):
            yield piece.text
            piece = _Piece()
        if piece.lines or line.strip():
            piece.add(line)
        if piece.lines and piece.is_whole:
            yield piece.text
            piece = _Piece()
    if piece.lines:
        yield piece.text


class _Piece:
    """The lines of one piece so far. Few of them are parsed: each parse reads all of them again."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.is_whole = False  # no line after these can belong to it
        self._in_block = False
        self._closers: tuple[str, ...] = ()  # one of these must come before what is open can be closed

    @property
    def text(self) -> str:
        """The lines as they came."""
        return "".join(self.lines)

    def takes(self, line: str) -> bool:
        """Whether `line` belongs here: it is indented, says nothing, or goes on with what stands here."""
        if not line.strip() or line[0] in " \t#" or self._closers or _GOES_ON.match(line):
            return True
        text = self.text.removesuffix("\n")
        self._closers = _closers(text)
        return bool(self._closers) or (_is_unfinished(text) and not _is_wrong(f"{text}\n{line}"))

    def add(self, line: str) -> None:
        """Add a line that is taken."""
        self.lines.append(line)
        if not any(closer in line for closer in self._closers or ("",)):
            return
        self._closers = ()
        if self._in_block or not self._may_end():
            return
        text = self.text.removesuffix("\n")
        if is_command(text):
            self.is_whole = True
        elif not _is_unfinished(text):
            self._in_block = _ends_in_block(text)
            self.is_whole = not self._in_block
        else:
            self._closers = _closers(text)
            self._in_block = not self._closers  # a block whose lines are still to come

    def _may_end(self) -> bool:
        """Whether it is worth asking if this ends with its last line: of many lines, only for one that looks like it."""
        last = self.lines[-1]
        return len(self.lines) <= _MANY or last[0] not in " \t" or last.strip()[:1] in (")", "]", "}")


def _parse(text: str, flags: int = 0) -> ast.Module | SyntaxError | None:
    """The tree of `text`, the error that it has, or None where it can't be told."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            tree: ast.Module = compile(text + "\n" if text.endswith("\n") else text, "<piece>", "exec", _PARSE | flags)
            return tree
        except SyntaxError as error:
            return error
        except (ValueError, OverflowError, RecursionError, MemoryError):
            return None


def _is_unfinished(text: str) -> bool:
    """Whether `text` is the beginning of something that goes on on the next line."""
    parsed = _parse(text, _INCOMPLETE)
    return isinstance(parsed, SyntaxError) and "incomplete input" in str(parsed.msg)


def _is_wrong(text: str) -> bool:
    """Whether `text` can't be made right by any line after it."""
    return isinstance(_parse(text, _INCOMPLETE), SyntaxError) and not _is_unfinished(text)


def _is_open(text: str) -> bool:
    """Whether a bracket or a string of several lines is open at the end of `text`, or a backslash joins the next line to it."""
    return bool(_closers(text))


def _closers(text: str) -> tuple[str, ...]:
    """What could close that which is open at the end of `text`: brackets, quotes, any line (`""`); nothing where nothing is open."""
    parsed = _parse(text)
    if isinstance(parsed, SyntaxError):
        for words, closers in _OPEN.items():
            if words in str(parsed.msg):
                return closers
    return ()


def _ends_in_block(text: str) -> bool:
    """Whether the last statement of `text` is one with a block of its own."""
    parsed = _parse(text)
    if parsed is None or isinstance(parsed, SyntaxError) or not parsed.body:
        return False
    last = parsed.body[-1]
    return hasattr(last, "body") or hasattr(last, "cases")


def _lines(stream: TextIO | None) -> Iterator[str]:
    """The lines of `stream`, a closing newline on each of them."""
    source = getattr(stream, "buffer", stream)
    number = 0
    while source is not None and (line := source.readline()):
        number += 1
        if isinstance(line, bytes):
            try:
                line = line.decode("utf-8-sig" if number == 1 else "utf-8")
            except UnicodeDecodeError:
                raise Failure(BAD_DATA, f"line {number} of stdin is not UTF-8") from None
        yield line.rstrip("\r\n") + "\n"
