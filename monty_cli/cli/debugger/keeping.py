"""Commands that keep something: the pause, the tape, rules of answers; and those that leave."""

from __future__ import annotations

from typing import TYPE_CHECKING

from monty_cli import MontyRuntimeError
from monty_cli.cli.answers import Jump, Stop
from monty_cli.cli.escaping import escape_line, escape_text
from monty_cli.cli.exit_codes import AnswerError
from monty_cli.cli.files import check_folder, read_bytes

if TYPE_CHECKING:
    from monty_cli.cli.debugger.desk import Desk, Outcome
    from monty_cli.cli.describe import Snapshot


def save(desk: Desk, text: str, snapshot: Snapshot) -> Outcome:
    """:save [PATH] -- save this pause, and stay
    Example: :save before.snap"""
    path = desk.saver.save(snapshot, text or None)
    desk.say(f"saved to {escape_line(path)}")
    return None


def load(desk: Desk, text: str, snapshot: Snapshot) -> Outcome:
    """:load PATH -- go on from a saved pause, or from where a tape stands
    Example: :load before.snap"""
    from monty_cli.timeline.tape import is_tape, read_tape

    if not text:
        raise AnswerError("write the file of a pause or a tape, as in :load before.snap")
    journal = desk.kept
    data = read_bytes(text)
    try:
        if is_tape(data):
            journal.timeline = read_tape(data, key=desk.saver.key)
            found = journal.load(journal.timeline.here)
        else:
            found = journal.opened(data)
            _ = found.stack
            journal.timeline.start_again()  # type: ignore[union-attr]
            journal.begin()
            journal.arrived(found, None, "")
    except (ValueError, IndexError, MontyRuntimeError) as error:
        raise AnswerError(f"cannot load {escape_line(text)}: {escape_text(str(error))}") from None
    desk.released = False
    return Jump(found)


def record(desk: Desk, text: str, snapshot: Snapshot) -> Outcome:
    """:record [PATH] -- write the tape of this run, now and with each pause to come
    Example: :record orders.tape"""
    journal = desk.kept
    path = text or journal.tape or f"{desk.saver.path.removesuffix('.snap')}.tape"
    check_folder(path)
    journal.tape = path
    journal.write()
    count = len(desk.timeline.moments)
    desk.say(f"recorded {count} pause{'' if count == 1 else 's'} in {escape_line(path)}; it grows with the run")
    return None


def answers(desk: Desk, text: str, snapshot: Snapshot) -> Outcome:
    """:answers [PATH | NAME=LITERAL] -- take in rules that answer, from a file or one at a time; without any, those that there are
    Example: :answers fetch={'items': []}"""
    from monty_cli.cli.rules import Rules, read_rules

    if not text:
        rules = [rule for each in desk.automatic if isinstance(each, Rules) for rule in each.rules]
        others = [each.by for each in desk.automatic if not isinstance(each, Rules)]
        lines = [f"  {rule.where}: {escape_line(rule.call or rule.pattern.pattern)}" for rule in rules]
        desk.say("\n".join([*lines, *(f"  {other}" for other in others)]) or "nothing answers by itself")
        return None
    is_rule = text.partition("=")[0].strip().replace(".", "").isidentifier() and "=" in text
    found = read_rules([text], []) if is_rule else read_rules([], [text])
    desk.automatic.insert(0, found)
    count = len(found.rules)
    desk.say(f"{count} rule{'' if count == 1 else 's'} taken in; :continue answers by them")
    return None


def leave(desk: Desk, text: str, snapshot: Snapshot) -> Outcome:
    """:quit -- leave without saving (Ctrl-D saves and leaves)
    Example: :quit"""
    return Stop.quit()
