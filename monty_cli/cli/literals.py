"""Answers as a person writes them: Python literals, and `Type: message` for exceptions.

`literal_eval` decides what a literal is. Its own complaints are for programmers (`malformed node or string on line 1:
<ast.Name object at 0x…>`), so that whatever it refuses is parsed once more and explained in words: what was written,
and what to write instead.
"""

from __future__ import annotations

import ast
import builtins
import warnings

from monty_cli.cli.escaping import escape_line
from monty_cli.cli.exit_codes import AnswerError

_SHOWN = 40  # characters of the user's own text in an explanation


_WORDS = {
    "true": "write True",
    "false": "write False",
    "null": "write None",
    "none": "write None",
    "nil": "write None",
    "undefined": "write None",
    "nan": "nan can only be computed; answer None or 'nan'",
    "inf": "write 1e999, which is infinite",
    "infinity": "write 1e999, which is infinite",
    "NaN": "nan can only be computed; answer None or 'nan'",
    "Infinity": "write 1e999, which is infinite",
}
_COMMAND_WORDS = frozenset(("help", "quit", "exit", "q", "show", "save", "raise"))

_KINDS: dict[type[ast.AST], str] = {
    ast.Attribute: "an attribute",
    ast.Await: "an await expression",
    ast.BinOp: "arithmetic",
    ast.BoolOp: "an `and`/`or` expression",
    ast.Call: "a call",
    ast.Compare: "a comparison",
    ast.DictComp: "a comprehension",
    ast.GeneratorExp: "a generator expression",
    ast.IfExp: "an `if` expression",
    ast.JoinedStr: "an f-string",
    ast.Lambda: "a lambda",
    ast.ListComp: "a comprehension",
    ast.NamedExpr: "an assignment",
    ast.SetComp: "a comprehension",
    ast.Slice: "a slice",
    ast.Starred: "an unpacking",
    ast.Subscript: "an index expression",
    ast.UnaryOp: "an operator",
    ast.Yield: "a yield expression",
    ast.YieldFrom: "a yield expression",
}


def parse_literal(text: str) -> object:
    """The value that `text` writes as a Python literal; `AnswerError` explains what is no literal."""
    text = text.strip()
    if not text:
        raise AnswerError("nothing was written: write a value, or None for no value")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.literal_eval(text)
    except (RecursionError, MemoryError):
        raise AnswerError("that is nested too deeply to read") from None
    except SyntaxError as error:
        raise AnswerError(_explain_syntax(text, error)) from None
    except (ValueError, TypeError) as error:
        raise AnswerError(_explain_value(text, error)) from None


def is_incomplete(text: str) -> bool:
    """Whether `text` is the beginning of a literal that goes on on the next line (`[1,`, `'''abc`)."""
    import codeop

    if not text.strip():
        return False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return codeop.compile_command(text.strip(" \t"), "<answer>", "eval") is None
    except (SyntaxError, ValueError, OverflowError, RecursionError, MemoryError):
        return False


def parse_input(text: str) -> tuple[str, object]:
    """The name and value of `NAME=LITERAL`; `AnswerError` explains what is wrong."""
    name, equals, literal = text.partition("=")
    name = name.strip()
    if not equals:
        raise AnswerError(f"{_quoted(text)} has no `=`: write NAME=LITERAL, as in limit=10")
    if not name.isidentifier():
        raise AnswerError(f"{_quoted(name)} is not a name that a script could use")
    try:
        return name, parse_literal(literal)
    except AnswerError as error:
        raise AnswerError(f"the value of {name}: {error}") from None


def parse_exception(text: str) -> BaseException:
    """The exception that `Type: message` writes, of a builtin type; `AnswerError` explains what is wrong."""
    name, _, message = text.partition(":")
    name, message = name.strip(), message.strip()
    if not name:
        raise AnswerError("write the exception as Type: message, as in ValueError: no such page")
    kind = getattr(builtins, name, None) if name.isidentifier() else None
    if not (isinstance(kind, type) and issubclass(kind, BaseException)):
        raise AnswerError(f"{_quoted(name)} is not a builtin exception type{_closest(name)}")
    try:
        exception = kind(message) if message else kind()
    except TypeError:
        raise AnswerError(f"{name} needs more than a message: choose another type, such as ValueError") from None
    return exception


def _closest(name: str) -> str:
    """`; did you mean X?` for the builtin exception whose name is nearest, or nothing."""
    import difflib

    kinds = [
        key for key, value in vars(builtins).items() if isinstance(value, type) and issubclass(value, BaseException)
    ]
    by_lower_case = {kind.lower(): kind for kind in kinds}
    close = difflib.get_close_matches(name.lower(), by_lower_case, 1)
    return f"; did you mean {by_lower_case[close[0]]}?" if close else " (ValueError, KeyError, OSError, …)"


def _explain_syntax(text: str, error: SyntaxError) -> str:
    if "Exceeds the limit" in str(error.msg):
        return "that number has too many digits to read: write it in hexadecimal, 0x…"
    if is_incomplete(text):
        return f"{_quoted(text)} is not finished: a bracket or a quote is still open"
    words = text.split()
    if len(words) > 1 and all(word.isalnum() for word in words):
        return f"{_quoted(text)} is not a Python literal: text needs quotes, {_quoted(repr(text))}"
    if "null bytes" in str(error.msg):
        return "the text holds a NUL character"
    reason = (error.msg or "invalid syntax").partition(" (detected at line")[0]
    where = f" (column {error.offset})" if error.offset and "\n" not in text else ""
    return f"that is not a Python literal: {escape_line(reason)}{where}; text needs quotes, lists [ ], dicts {{ }}"


def _explain_value(text: str, error: Exception) -> str:
    if "null byte" in str(error):
        return "the text holds a NUL character"
    if "unhashable" in str(error) or "cannot use" in str(error):
        return "a list, set or dict cannot be an element of a set or a key of a dict: use a tuple there"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found = _first_refused(ast.parse(text, mode="eval").body)
    except (RecursionError, MemoryError, SyntaxError, ValueError):
        found = None
    if found is None:
        return f"that is not a Python literal: {escape_line(str(error).partition(' on line')[0])}"
    if isinstance(found, ast.Name):
        return _explain_name(found.id)
    written = ast.get_source_segment(text, found) or text
    what = _KINDS.get(type(found), "an expression")
    return f"{_quoted(written)} is {what}, and answers are not computed: write the value itself"


def _explain_name(name: str) -> str:
    if name in _WORDS:
        return f"`{name}` is not a Python literal: {_WORDS[name]}"
    if name in _COMMAND_WORDS:
        return f"`{name}` is a name; a command starts with a colon, :{name}, and a string has quotes, '{name}'"
    shown = _clipped(name)
    return f"`{shown}` is a name; did you mean '{shown}'?"


def _first_refused(node: ast.AST) -> ast.expr | None:
    """The first part of an expression that no literal has, in source order, without recursing on the host stack."""
    pending: list[ast.AST] = [node]
    while pending:
        current = pending.pop()
        if isinstance(current, (ast.List, ast.Tuple, ast.Set)):
            pending += reversed(current.elts)
        elif isinstance(current, ast.Dict):
            pairs = [part for pair in zip(current.keys, current.values, strict=True) for part in pair]
            if None in pairs:
                return current
            pending += reversed([part for part in pairs if part is not None])
        elif isinstance(current, ast.UnaryOp) and isinstance(current.operand, ast.Name):
            return current.operand
        elif isinstance(current, ast.expr) and not _is_plain(current):
            return current
    return None


def _is_plain(node: ast.expr) -> bool:
    try:
        ast.literal_eval(ast.Expression(node))
    except ValueError:
        return False
    return True


def _clipped(text: str) -> str:
    text = escape_line(text)
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def _quoted(text: str) -> str:
    return f"`{_clipped(text)}`"
