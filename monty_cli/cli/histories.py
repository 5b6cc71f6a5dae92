"""A timeline in lines of text: its moments with their answers, and what changed between two of them."""

from __future__ import annotations

from monty_cli.cli.escaping import escape_line
from monty_cli.cli.values import clip, plain_repr, short_repr
from monty_cli.timeline.compare import ADDED, REMOVED
from monty_cli.timeline.moments import END, ERROR

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from monty_cli.timeline import Moment, Timeline
    from monty_cli.timeline.compare import Change

_ANSWER = 200  # characters of an answer


def answer_text(given: dict[str, Any], limit: int = _ANSWER) -> str:
    """An answer as it could be typed."""
    if "results" in given:
        shown = ", ".join(f"{number}: {answer_text(each, limit)}" for number, each in given["results"].items())
        return clip(f"{{{shown}}}", limit)
    for key in ("return_value", "value"):
        if key in given:
            return short_repr(given[key], limit)
    if "exception" in given:
        error = given["exception"]
        name = getattr(error, "__name__", type(error).__name__)
        args: tuple[object, ...] = () if isinstance(error, type) else error.args
        message = str(args[0]) if [type(each) for each in args] == [str] else str(error) if args else ""
        return clip(f":raise {name}{': ' if message else ''}{escape_line(message)}", limit)
    return "..." if "future" in given else ":raise NameError"


def moment_text(moment: Moment, limit: int = 200) -> str:
    """What is asked at a moment, or how the run ended there."""
    text = escape_line(moment.text)
    if moment.kind == END:
        return clip(f"the end: {text}", limit)
    if moment.kind == ERROR:
        return clip(f"raised {text}", limit)
    what = f"line {moment.line}  {text}" if moment.line else text
    return clip(f"{what} is read" if moment.kind == "name" else what, limit)


def history_lines(timeline: Timeline, width: int, *, everything: bool = False) -> list[str]:
    """The moments of the line where the run stands, or of all lines: number, question, answer."""
    if everything:
        return [
            _row(timeline, moment, _answer_to_next(timeline, moment, None), width, _depth(timeline, moment))
            for moment in _tree(timeline)
        ]
    line = timeline.line()
    found = []
    for index, moment in enumerate(line):
        following = line[index + 1] if index + 1 < len(line) else None
        found.append(_row(timeline, moment, _answer_to_next(timeline, moment, following), width, ""))
        for other in timeline.children(moment.index):
            if following is None or other.index != following.index:
                shown = f"      ├ {answer_text(timeline.given(other), width // 3)} → {moment_text(other)}"
                found.append(clip(f"{shown}", width - 12) + f"  (:go {other.index})" * other.is_pause)
    return found


def _answer_to_next(timeline: Timeline, moment: Moment, following: Moment | None) -> str:
    if following is None:
        return ""
    who = f" ({following.by})" if following.by not in ("", "you") else ""
    return f"{answer_text(timeline.given(following))}{who}"


def _row(timeline: Timeline, moment: Moment, answer: str, width: int, lead: str) -> str:
    mark = ">" if moment.index == timeline.at else " "
    head = f"{mark}{moment.number if not lead else moment.index:>4}  {lead}"
    shown = f"{head}{moment_text(moment)}"
    if not answer:
        return clip(shown, width)
    room = max(width - len(shown) - 4, width // 3)
    return f"{clip(shown, width - 4 - min(len(answer), room))} → {clip(answer, room)}"


def _depth(timeline: Timeline, moment: Moment) -> str:
    """Lines before a moment of the tree: how it came from the one above."""
    if moment.parent < 0:
        return "· "
    return f"{'  ' * min(_branches(timeline, moment), 10)}· {answer_text(timeline.given(moment), 24)} → "


def _branches(timeline: Timeline, moment: Moment) -> int:
    return sum(
        timeline.children(step.parent)[0].index != step.index
        for step in timeline.path(moment.index)
        if step.parent >= 0
    )


def _tree(timeline: Timeline) -> list[Moment]:
    """All moments, what follows from one after it."""
    found: list[Moment] = []
    todo = timeline.children(-1)[::-1]
    while todo:
        moment = todo.pop()
        found.append(moment)
        children = timeline.children(moment.index)
        todo += [*children[:1], *children[1:]] if len(children) < 2 else [children[0], *children[:0:-1]]
    return found


def change_lines(found: list[Change], width: int) -> list[str]:
    """What changed, a variable on a line; what is long on two."""
    lines: list[str] = []
    frame = None
    for change in found:
        if change.frame != frame:
            frame = change.frame
            lines.append(f"in {escape_line(frame)}:")
        name = escape_line(change.name)
        if change.kind == ADDED:
            lines.append(clip(f"  + {name} = {plain_repr(change.after)}", width))
        elif change.kind == REMOVED:
            lines.append(clip(f"  - {name} = {plain_repr(change.before)}", width))
        else:
            before, after = _apart(plain_repr(change.before), plain_repr(change.after), width - len(name) - 7)
            lines += [f"  - {name} = {before}", f"  + {name} = {after}"]
    return lines


def _apart(before: str, after: str, room: int) -> tuple[str, str]:
    """Two texts in `room` columns, from shortly before where they differ on."""
    room = max(room, 20)
    if max(len(before), len(after)) <= room:
        return before, after
    same = 0
    for one, other in zip(before, after, strict=False):
        if one != other:
            break
        same += 1
    start = max(same - room // 3, 0)
    lead = "…" if start else ""
    return clip(lead + before[start:], room), clip(lead + after[start:], room)
