"""Commands that go from pause to pause: back, forward, to another line, and what differs between two."""

from __future__ import annotations

from typing import TYPE_CHECKING

from monty_cli import MontyRuntimeError
from monty_cli.cli.answers import Again, Jump, Restart, parse_later, parse_throw, parse_value
from monty_cli.cli.debugger.paging import show_lines
from monty_cli.cli.escaping import escape_line, escape_text
from monty_cli.cli.exit_codes import AnswerError
from monty_cli.cli.histories import change_lines, history_lines, moment_text
from monty_cli.timeline.compare import changes
from monty_cli.timeline.given import lost_in

if TYPE_CHECKING:
    from monty_cli.cli.debugger.desk import Desk, Outcome
    from monty_cli.cli.describe import Snapshot
    from monty_cli.timeline import Moment


def back(desk: Desk, text: str, snapshot: Snapshot) -> Outcome:
    """:back [N] -- go back to the pause before, or N pauses back; what was answered since is kept as a line of its own
    Example: :back 2"""
    try:
        steps = _count(text) - (desk.interrupted and not desk.failed)  # an interruption is no pause of its own
        return _go(desk, desk.timeline.earlier(steps) if steps else desk.timeline.here)
    except ValueError as error:
        raise AnswerError(str(error)) from None


def forward(desk: Desk, text: str, snapshot: Snapshot) -> Outcome:
    """:forward [N] -- go on by the answers that were given before
    Example: :forward"""
    try:
        moment = desk.timeline.later(_count(text))
        if moment.parent == desk.timeline.at and not moment.is_pause:
            return _again(desk, moment)
        return _go(desk, moment)
    except ValueError as error:
        raise AnswerError(str(error)) from None


def _again(desk: Desk, moment: Moment) -> Outcome:
    """The answer that led to the end of a run, to be given again."""
    given = desk.timeline.given(moment)
    lost = lost_in(given)
    if lost is not None:
        raise AnswerError(f"the answer can't be given again: {escape_line(lost.text)} was not kept")
    return Again(given)


def go(desk: Desk, text: str, snapshot: Snapshot) -> Outcome:
    """:go ID -- go to a pause of any line, by the id that :history shows
    Example: :go 12"""
    moments = desk.timeline.moments
    if not text.isdigit() or len(text) > 9 or int(text) >= len(moments):
        raise AnswerError(f"write an id that :history shows, from 0 to {len(moments) - 1}")
    return _go(desk, moments[int(text)])


def _count(text: str) -> int:
    if text and not (text.isdigit() and len(text) < 9 and int(text)):
        raise AnswerError(f"`{escape_line(text[:20])}` is no number of pauses")
    return int(text or 1)


def _go(desk: Desk, moment: Moment) -> Outcome:
    journal = desk.kept
    try:
        snapshot = journal.load(moment)
    except (ValueError, MontyRuntimeError) as error:
        raise AnswerError(escape_text(str(error))) from None
    desk.timeline.go(moment.index)
    desk.released = False
    return Jump(snapshot)


def history(desk: Desk, text: str, snapshot: Snapshot) -> Outcome:
    """:history [all] -- the pauses of this line with their answers; with `all`, those of every line that was tried
    Example: :history"""
    if text not in ("", "all"):
        raise AnswerError("write `:history`, or `:history all`")
    show_lines(desk, history_lines(desk.timeline, desk.view.width, everything=text == "all"))
    return None


def fork(desk: Desk, text: str, snapshot: Snapshot) -> Outcome:
    """:fork ANSWER -- try an answer on a copy, see where it leads, and stay here
    Example: :fork {'items': []}"""
    if not text:
        raise AnswerError("write the answer to try, as in :fork None or :fork :raise KeyError: no")
    if desk.failed:
        return _fork_before(desk, text)
    word, _, rest = text.partition(" ")
    if word == ":raise":
        answer = parse_throw(rest, snapshot)
    elif word == ":future":
        answer = parse_later(rest, snapshot)
    else:
        answer = parse_value(text, snapshot)
    journal = desk.kept
    try:
        moment = journal.try_answer(snapshot, answer)
    except ValueError as error:
        raise AnswerError(escape_text(str(error))) from None
    for stream, printed in moment.output:
        desk.output.script(stream, printed)
    desk.say(f"tried: {moment_text(moment, desk.view.width - 8)}")
    if moment.is_pause:
        desk.say(f"       :go {moment.index} goes there")
    return None


def _fork_before(desk: Desk, text: str) -> Outcome:
    """Try another answer to the pause before an error, and stay at the error."""
    timeline = desk.timeline
    here = timeline.here
    try:
        before = desk.kept.load(timeline.earlier(), loud=False)
    except ValueError as error:
        raise AnswerError(escape_text(str(error))) from None
    timeline.go(here.parent)
    desk.failed = desk.interrupted = False
    try:
        return fork(desk, text, before)
    finally:
        desk.failed = desk.interrupted = True
        timeline.stay(here.index, None)


def diff(desk: Desk, text: str, snapshot: Snapshot) -> Outcome:
    """:diff [A [B]] -- what changed in the variables since the pause before, since pause A, or from A to B
    Example: :diff 1 3"""
    timeline = desk.timeline
    words = text.split()
    try:
        if any(not word.isdigit() or len(word) > 9 for word in words) or len(words) > 2:
            raise ValueError("write numbers of pauses, as :history shows them")
        first = timeline.at_number(int(words[0])) if words else timeline.earlier()
        second = timeline.at_number(int(words[1])) if len(words) > 1 else timeline.here
        before = desk.kept.load(first, loud=False).stack
        after = snapshot.stack if second is timeline.here else desk.kept.load(second, loud=False).stack
    except ValueError as error:
        raise AnswerError(escape_text(str(error))) from None
    found = changes(before, after)
    desk.say(f"from pause {first.number} to pause {second.number}:")
    show_lines(desk, change_lines(found, desk.view.width) or ["nothing changed"])
    return None


def restart(desk: Desk, text: str, snapshot: Snapshot) -> Outcome:
    """:restart -- run the script again from its beginning, as it is in its file now
    Example: :restart"""
    if desk.journal is None or not desk.journal.restarts:
        raise AnswerError("only `monty run` can start again: there is no script here")
    desk.released = False
    return Restart()
