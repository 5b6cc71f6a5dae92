"""
`monty report`: a tape as one page that needs nothing else: the script with its calls in the margin, the timeline, variables, differences.

The page has no script of its own and fetches nothing. Whatever a script controls goes through `_text`: control characters are made visible,
and what HTML would obey is escaped.
"""

from __future__ import annotations

from monty_cli import MontyRuntimeError, load_snapshot
from monty_cli.cli.debugger.layout import folded, lay_out
from monty_cli.cli.escaping import escape_line, escape_text
from monty_cli.cli.histories import answer_text
from monty_cli.cli.report_style import STYLE
from monty_cli.cli.values import clip, plain_repr
from monty_cli.timeline.compare import ADDED, REMOVED, changes
from monty_cli.timeline.moments import END, ERROR

TYPE_CHECKING = False
if TYPE_CHECKING:
    from monty_cli import Frame
    from monty_cli.timeline import Moment, Timeline
    from monty_cli.timeline.compare import Change

_WIDTH = 72  # columns of a value
_LINES = 30  # lines of a value
_LONGEST = 6_000  # characters of a value, an answer, an output
_LOOKED_AT = 400  # pauses whose variables are shown: a page must stay readable
_MOST_CALLS = 4  # links beside a line, which stay in sight where it is long


def write_report(timeline: Timeline, *, isolate: bool = False) -> str:
    """Return the page for the line on which a timeline stands; with `isolate` its pauses are loaded in workers."""
    line = timeline.line()
    stacks = _stacks(timeline, line, isolate)
    name = _text(timeline.script_name)
    asked = sum(moment.is_pause for moment in line)
    about = f"{asked} pause{'' if asked == 1 else 's'}, {_seconds(sum(moment.seconds for moment in line))} of running"
    branches = len(timeline.moments) - len(line)
    if branches:
        about += f", and {branches} moment{'' if branches == 1 else 's'} on other lines"
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f'<meta name="color-scheme" content="light dark">\n<title>{name}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n'
        f"<header><h1>{name}</h1><p>{about}</p></header>\n<main>\n"
        f'<section class="script"><h2>Script</h2>\n{_script(timeline, line)}</section>\n'
        f'<section class="line"><h2>Timeline</h2>\n{"".join(_moment(timeline, line, i, stacks) for i in range(len(line)))}</section>\n'
        "</main>\n</body>\n</html>\n"
    )


def _stacks(timeline: Timeline, line: list[Moment], isolate: bool) -> dict[int, list[Frame]]:
    """The stacks of the pauses that can be looked at, by index."""
    found: dict[int, list[Frame]] = {}
    for moment in line[:_LOOKED_AT]:
        if not moment.is_pause:
            continue
        try:
            found[moment.index] = timeline.load(
                moment,
                lambda data: load_snapshot(data, key=timeline.key, isolate=isolate, print_callback=lambda *_: None),
            ).stack
        except (ValueError, MontyRuntimeError):
            continue
    return found


def _script(timeline: Timeline, line: list[Moment]) -> str:
    """The script, line by line, with links to the moments that stand there."""
    calls: dict[int, list[Moment]] = {}
    for moment in line:
        if moment.line and moment.file == timeline.script_name:
            calls.setdefault(moment.line, []).append(moment)
    rows = []
    for number, text in enumerate(timeline.source.splitlines(), 1):
        here = calls.get(number, [])
        links = "".join(
            f'<a class="{_class(moment)}" href="#m{moment.index}">{moment.number}</a>' for moment in here[:_MOST_CALLS]
        )
        if len(here) > _MOST_CALLS:
            links += f'<span class="more">+{len(here) - _MOST_CALLS}</span>'
        mark = ' class="hit"' if here else ""
        cells = f'<td class="n">{number}</td><td class="c">{_text(text.expandtabs(4))}</td><td class="k">{links}</td>'
        rows.append(f'<tr{mark} id="L{number}">{cells}</tr>\n')
    return f'<div class="wide"><table class="source">\n{"".join(rows)}</table></div>\n'


def _moment(timeline: Timeline, line: list[Moment], place: int, stacks: dict[int, list[Frame]]) -> str:
    """One moment: what was printed on the way, the question, its answer, the variables, what changed."""
    moment = line[place]
    parts = [_output(moment)] if moment.output else []
    where = f' <a class="where" href="#L{moment.line}">line {moment.line}</a>' if moment.line else ""
    kind = {END: "end", ERROR: "error"}.get(moment.kind, moment.kind)
    inside = [
        f'<h3><span class="number">{moment.number}</span> <span class="kind">{kind}</span>{where}'
        f'<span class="time">{_seconds(moment.seconds)}</span></h3>\n',
        f'<pre class="question">{_block(moment.result if moment.kind == ERROR else moment.text)}</pre>\n',
    ]
    if place + 1 < len(line):
        following = line[place + 1]
        answer = answer_text(timeline.given(following), _LONGEST)
        by = f' <span class="by">{_text(following.by)}</span>' if following.by else ""
        inside.append(f'<div class="answer"><span class="arrow">→</span><pre>{_value(answer)}</pre>{by}</div>\n')
    if moment.index in stacks:
        inside += _details(stacks[moment.index], stacks.get(moment.parent))
    elif moment.reason and moment.is_pause:
        inside.append(f'<p class="note">{_text(moment.reason)}</p>\n')
    parts.append(f'<article id="m{moment.index}" class="{_class(moment)}">\n{"".join(inside)}</article>\n')
    return "".join(parts)


def _output(moment: Moment) -> str:
    texts = "".join(f'<span class="{stream}">{_block(text)}</span>' for stream, text in moment.output)
    return f'<pre class="output">{texts}</pre>\n'


def _details(stack: list[Frame], before: list[Frame] | None) -> list[str]:
    made = []
    if before is not None:
        found = changes(before, stack)
        rows = "".join(map(_change, found)) or '<p class="note">nothing changed</p>'
        made.append(f"<details><summary>{len(found)} changed</summary>\n{rows}</details>\n")
    frames = []
    for frame in reversed(stack):
        values = frame.locals or {}
        rows = "".join(
            f"<dt>{_text(name)}</dt><dd><pre>{_value(plain_repr(value))}</pre></dd>\n" for name, value in values.items()
        )
        title = f'<h4>{_text(frame.function_name)} <a class="where" href="#L{frame.line}">line {frame.line}</a></h4>'
        frames.append(f"{title}\n<dl>{rows or '<dt>no variables</dt><dd></dd>'}</dl>\n")
    made.append(f"<details><summary>variables</summary>\n{''.join(frames)}</details>\n")
    return made


def _change(change: Change) -> str:
    name = f"{_text(change.frame)}: {_text(change.name)}"
    lines = []
    if change.kind != ADDED:
        lines.append(f'<pre class="gone">- {_value(plain_repr(change.before))}</pre>')
    if change.kind != REMOVED:
        lines.append(f'<pre class="new">+ {_value(plain_repr(change.after))}</pre>')
    return f'<div class="change"><span>{name}</span>{"".join(lines)}</div>\n'


def _class(moment: Moment) -> str:
    return "error" if moment.kind == ERROR else "end" if moment.kind == END else "pause"


def _value(text: str) -> str:
    """A value laid out over lines, long ones folded."""
    return _text("\n".join(folded(lay_out(clip(text, _LONGEST), _WIDTH), _LINES)), lines=True)


def _block(text: str) -> str:
    return _text(clip(text, _LONGEST), lines=True)


def _text(text: str, *, lines: bool = False) -> str:
    """Text of a script as HTML that shows it as it is."""
    from html import escape

    return escape(escape_text(text) if lines else escape_line(text))


def _seconds(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms" if seconds < 1 else f"{seconds:.1f} s"
