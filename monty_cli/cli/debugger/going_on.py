"""Commands that go on by the rules of `--answer`, `--answers`, `--functions` and the like, up to a place to stop."""

from __future__ import annotations

from typing import TYPE_CHECKING

from monty_cli.cli.answers import GoOn
from monty_cli.cli.debugger.conditions import Condition
from monty_cli.cli.escaping import escape_line
from monty_cli.cli.exit_codes import AnswerError
from monty_cli.cli.literals import parse_exception

if TYPE_CHECKING:
    from monty_cli.cli.debugger.desk import Desk, Outcome
    from monty_cli.cli.describe import Snapshot


def go_on(desk: Desk, text: str, snapshot: Snapshot) -> Outcome:
    """:continue -- answer by rule, here and on, until no rule answers or a :break holds
    Example: :continue"""
    return _by_rule(desk, snapshot)


def step(desk: Desk, text: str, snapshot: Snapshot) -> Outcome:
    """:step -- answer this pause by rule, and stop at the next one
    Example: :step"""
    found = _by_rule(desk, snapshot)
    desk.steps = True
    return found


def until(desk: Desk, text: str, snapshot: Snapshot) -> Outcome:
    """:until PLACE -- answer by rule until a call, a line, or an expression that is true
    Example: :until fetch if page == 3"""
    condition = Condition(text)
    found = _by_rule(desk, snapshot)
    desk.until = condition
    return found


def set_break(desk: Desk, text: str, snapshot: Snapshot) -> Outcome:
    """:break [PLACE] -- ask here whatever rule there is: a call, a line, an expression; without one, the places there are
    Example: :break fetch if page == 2"""
    if text:
        desk.breaks.append(Condition(text))
    if not desk.breaks:
        raise AnswerError("no place to stop is set: write one, as in :break fetch")
    for number, condition in enumerate(desk.breaks, 1):
        desk.say(f"  {number} {escape_line(condition.text)}")
    return None


def clear(desk: Desk, text: str, snapshot: Snapshot) -> Outcome:
    """:clear [N] -- drop a place to stop, or all of them
    Example: :clear 1"""
    if not text:
        desk.breaks.clear()
        return None
    if not text.isdigit() or not 0 < int(text[:9]) <= len(desk.breaks):
        raise AnswerError("write the number that :break shows")
    del desk.breaks[int(text) - 1]
    return None


def go_on_there(desk: Desk, text: str, snapshot: Snapshot) -> Outcome:
    """:continue -- let the script go on from where it was interrupted
    Example: :continue"""
    return GoOn()


def throw_there(desk: Desk, text: str, snapshot: Snapshot) -> Outcome:
    """:raise Type: message -- raise this exception where the script was interrupted
    Example: :raise KeyboardInterrupt"""
    return GoOn(parse_exception(text or "KeyboardInterrupt"))


def _by_rule(desk: Desk, snapshot: Snapshot) -> Outcome:
    if not desk.automatic:
        raise AnswerError(
            "nothing answers by itself: give --answer, --answers or --functions, or take in rules by :answers"
        )
    found = desk.by_rule(snapshot)
    if found is None:
        raise AnswerError("no rule answers this: type the answer")
    desk.released = True
    return found
