"""Commands that look into a pause, and change nothing: the stack, the source, variables, expressions, what is watched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from monty_cli import FunctionSnapshot, FutureSnapshot
from monty_cli.cli.debugger.layout import folded, lay_out
from monty_cli.cli.debugger.paging import show_lines
from monty_cli.cli.describe import call_text
from monty_cli.cli.escaping import escape_line
from monty_cli.cli.exit_codes import AnswerError
from monty_cli.cli.values import clip, plain_repr

if TYPE_CHECKING:
    from monty_cli.cli.debugger.desk import Desk, Outcome
    from monty_cli.cli.describe import Snapshot

_AROUND = 5  # lines before and after the one that is listed
_FOLDED = 12  # lines of an argument
_LONGEST = 4_000  # characters of a value
_NEVER = 1 << 30


def where(desk: Desk, text: str, snapshot: Snapshot) -> Outcome:
    """:where -- the stack, outermost first, the frame that is looked at marked
    Example: w"""
    desk.output.before_message()
    desk.view.spots(desk.spots(snapshot), desk.at)
    return None


def up(desk: Desk, text: str, snapshot: Snapshot) -> Outcome:
    """:up [N] -- look at the frame around, or N frames around
    Example: u"""
    return _move(desk, snapshot, -_steps(text))


def down(desk: Desk, text: str, snapshot: Snapshot) -> Outcome:
    """:down [N] -- look at the frame inside again, or N frames inside
    Example: d 2"""
    return _move(desk, snapshot, _steps(text))


def _steps(text: str) -> int:
    if text and not (text.isdigit() and len(text) < 9):
        raise AnswerError(f"`{clip(escape_line(text), 20)}` is no number of frames")
    return int(text or 1)


def _move(desk: Desk, snapshot: Snapshot, steps: int) -> Outcome:
    spots = desk.spots(snapshot)
    desk.spot(snapshot)
    goal = min(max(desk.at + steps, 0), len(spots) - 1)
    if goal == desk.at:
        raise AnswerError("this is the outermost frame" if steps < 0 else "this is the innermost frame")
    desk.at, desk.listed = goal, 0
    desk.output.before_message()
    desk.view.spot(desk.spot(snapshot), goal)
    return None


def list_lines(desk: Desk, text: str, snapshot: Snapshot) -> Outcome:
    """:list [LINE | FIRST, LAST] -- the source around the line, or from the last list on
    Example: l 20, 40"""
    frame = desk.spot(snapshot).frame
    lines = _source(desk, snapshot)
    first, last = _range(text, frame.line, desk.listed)
    if first > len(lines):
        raise AnswerError(f"the script has {len(lines)} lines")
    last = min(last, len(lines))
    desk.listed = last
    desk.output.before_message()
    desk.view.listing({number: lines[number - 1] for number in range(first, last + 1)}, frame)
    return None


def _range(text: str, line: int, listed: int) -> tuple[int, int]:
    if not text:
        first = listed + 1 if listed else max(line - _AROUND, 1)
        return first, first + 2 * _AROUND
    parts = [part.strip() for part in text.split(",")]
    if len(parts) > 2 or not all(part.isdigit() and len(part) < 9 for part in parts):
        raise AnswerError("write a line, or the first and the last, as in :list 20, 40")
    if len(parts) == 1:
        first = max(int(parts[0]) - _AROUND, 1)
        return first, first + 2 * _AROUND
    first, last = max(int(parts[0]), 1), int(parts[1])
    return first, max(first, last)


def long_list(desk: Desk, text: str, snapshot: Snapshot) -> Outcome:
    """:longlist -- the source of the whole function, or of the script
    Example: ll"""
    frame = desk.spot(snapshot).frame
    lines = _source(desk, snapshot)
    first, last = _extent("\n".join(lines), frame.function_name, frame.line) or (1, len(lines))
    desk.output.before_message()
    desk.view.listing({number: lines[number - 1] for number in range(first, min(last, len(lines)) + 1)}, frame)
    return None


def _source(desk: Desk, snapshot: Snapshot) -> list[str]:
    """The lines of the text in which the frame stands; `AnswerError` for one that is not at hand."""
    frame = desk.spot(snapshot).frame
    lines = snapshot.source.splitlines()
    if frame.line <= len(lines) and lines[frame.line - 1] == (frame.source_line or "").rstrip("\r\n"):
        return lines
    raise AnswerError(
        "of this text, which the script made itself, only the lines around are known: an empty line shows them"
    )


def _extent(source: str, name: str, line: int) -> tuple[int, int] | None:
    """The first and last line of the innermost function `name` around a line."""
    import ast
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            tree = ast.parse(source)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return None
    best = None
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and node.name == name:
            first = min([node.lineno, *(item.lineno for item in node.decorator_list)])
            last = node.end_lineno or first
            if first <= line <= last and (best is None or first >= best[0]):
                best = (first, last)
    return best


def args(desk: Desk, text: str, snapshot: Snapshot) -> Outcome:
    """:args -- the arguments of what is asked, in full
    Example: a"""
    if isinstance(snapshot, FutureSnapshot):
        for call in snapshot.pending_calls:
            desk.say(f"  {call.call_id} {call_text(call, 10_000)}")
        return None
    if not isinstance(snapshot, FunctionSnapshot):
        raise AnswerError(f"`{escape_line(snapshot.variable_name)}` is read, and called with nothing")
    named = [(str(index), value) for index, value in enumerate(snapshot.args)]
    named += [(escape_line(name), value) for name, value in snapshot.kwargs.items()]
    if not named:
        desk.say("no arguments")
    for name, value in named:
        _show(desk, f"{name} = ", plain_repr(value), _FOLDED)
    return None


def show_locals(desk: Desk, text: str, snapshot: Snapshot) -> Outcome:
    """:locals -- the variables of the frame that is looked at
    Example: :locals"""
    desk.output.before_message()
    desk.view.variables(desk.spot(snapshot).frame.locals or {})
    return None


def show_globals(desk: Desk, text: str, snapshot: Snapshot) -> Outcome:
    """:globals -- the variables of the script
    Example: :globals"""
    module = next((spot for spot in desk.spots(snapshot) if spot.frame.function_name == "<module>"), None)
    desk.output.before_message()
    if module is not None:
        desk.view.variables(module.frame.locals or {})
        return None
    evaluated = desk.evaluate("{**globals()}", snapshot).value
    found = evaluated if isinstance(evaluated, dict) else {}
    desk.view.variables({name: value for name, value in found.items() if not str(name).startswith("__")})
    return None


def print_value(desk: Desk, text: str, snapshot: Snapshot) -> Outcome:
    """:p EXPR -- the value of an expression in this frame, computed on a copy: the run does not change
    Example: p len(items)"""
    shown = escape_line(desk.evaluate(text, snapshot).text)
    rest = len(shown) - _LONGEST
    desk.say(shown if rest <= 0 else f"{shown[:_LONGEST]}… {rest} more characters; pp shows them all")
    return None


def pretty_print(desk: Desk, text: str, snapshot: Snapshot) -> Outcome:
    """:pp EXPR -- the value of an expression, laid out over lines, a screen at a time
    Example: pp items"""
    _show(desk, "", escape_line(desk.evaluate(text, snapshot).text), _NEVER)
    return None


def print_of_copies(desk: Desk, text: str, snapshot: Snapshot) -> Outcome:
    """:p EXPR -- the value of an expression over copies of the variables in sight; what the script defines can't be copied or called here
    Example: p len(items)"""
    return print_value(desk, text, snapshot)


def pretty_print_of_copies(desk: Desk, text: str, snapshot: Snapshot) -> Outcome:
    """:pp EXPR -- the same, laid out over lines, a screen at a time
    Example: pp items"""
    return pretty_print(desk, text, snapshot)


def _show(desk: Desk, title: str, text: str, most: int) -> None:
    width = desk.view.width
    laid = lay_out(text, max(width - len(title), 20))
    lines = folded([f"{title if not index else ' ' * len(title)}{line}" for index, line in enumerate(laid)], most)
    show_lines(desk, lines)


def watch(desk: Desk, text: str, snapshot: Snapshot) -> Outcome:
    """:watch [EXPR] -- show the value of an expression at every pause; without one, what is watched
    Example: :watch total"""
    if text and text not in desk.watched:
        desk.evaluate(text, snapshot) if not text.isidentifier() else None
        desk.watched.append(text)
    elif not desk.watched:
        raise AnswerError("nothing is watched: write an expression, as in :watch total")
    show_watched(desk, snapshot)
    return None


def unwatch(desk: Desk, text: str, snapshot: Snapshot) -> Outcome:
    """:unwatch [EXPR] -- watch an expression no more; without one, nothing at all
    Example: :unwatch total"""
    if text and text not in desk.watched:
        raise AnswerError(f"`{clip(escape_line(text), 40)}` is not watched")
    desk.watched = [each for each in desk.watched if text and each != text]
    return None


def show_watched(desk: Desk, snapshot: Snapshot) -> None:
    """Show the values of what is watched."""
    for expression in desk.watched:
        try:
            shown = escape_line(desk.evaluate(expression, snapshot).text)
        except AnswerError as error:
            shown = f"({error})"
        desk.say(clip(f"  {escape_line(expression)} = {shown}", desk.view.width))


def show(desk: Desk, text: str, snapshot: Snapshot) -> Outcome:
    """:show -- the pause again in full, with the locals of every frame
    Example: :show"""
    desk.output.before_message()
    desk.view.details(snapshot)
    return None
