"""What helps a person who types at a pause: completion, what is wrong so far, earlier answers, and the line at the foot of the screen."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from monty_cli import FunctionSnapshot, FutureSnapshot
from monty_cli.cli.answers import parse_value
from monty_cli.cli.debugger.suggesting import suggestions
from monty_cli.cli.debugger.table import BARE
from monty_cli.cli.describe import pending_kind
from monty_cli.cli.exit_codes import AnswerError
from monty_cli.cli.literals import is_incomplete
from monty_cli.cli.settling import without_id
from monty_cli.cli.values import clip

if TYPE_CHECKING:
    from collections.abc import Iterable

    from monty_cli.cli.debugger.desk import Desk
    from monty_cli.cli.describe import Snapshot

_COMMAND = re.compile(r"\s*:(\w*)$")
_PATHS = re.compile(r"\s*:(?:save|load|record|answers)\s+(\S*)$")
_EXPRESSION = re.compile(r"\s*(?::?(?:p|pp|watch|unwatch)\s|:(?:break|until|b)\s.*\bif\s)(.*)$", re.DOTALL)
_NAMED = re.compile(r"(?<![\w.)\]}'\"])((?:[^\W\d]\w*\.)*)([^\W\d]\w*)?$")
_KEY = re.compile(r"(?<![\w.)\]}'\"])((?:[^\W\d]\w*\.)*[^\W\d]\w*)\[(['\"]?[^'\"\]\[]*)$")
_HELP = re.compile(r"\s*(?::?h|:?help|:\?)\s+:?(\w*)$")
_WORDS = ("None", "True", "False")
_MOST = 200  # names


class Aids:
    """The aids for one pause after another, over a desk and the names of its commands."""

    def __init__(self, desk: Desk, commands: Iterable[str]) -> None:
        self._desk = desk
        self.commands = sorted({*commands, "help"})
        self.snapshot: Snapshot | None = None
        self._known: dict[str, list[str]] = {}

    def arrive(self, snapshot: Snapshot, commands: Iterable[str]) -> None:
        """Help at this pause from now on."""
        self.snapshot = snapshot
        self.commands = sorted({*commands, "help"})
        self._known = {}

    def complete(self, text: str) -> tuple[str, list[str]]:
        """What stands before the cursor, at the end of `text`, and may be completed, and all that it could become."""
        if found := _COMMAND.match(text):
            return f":{found[1]}", [f":{name}" for name in self.commands if name.startswith(found[1])]
        if found := _HELP.match(text):
            return found[1], [name for name in self.commands if name.startswith(found[1])]
        if found := _PATHS.match(text):
            return found[1], _files(found[1])
        if found := _EXPRESSION.match(text):
            return self._in_expression(found[1])
        if text.lstrip().startswith(":") or self.snapshot is None:
            return "", []
        earlier = [each for each in self.earlier() if each.startswith(text)]
        words = [word for word in _WORDS if text and word.startswith(text)]
        return text, [*earlier, *(word for word in words if word not in earlier)]

    def earlier(self) -> list[str]:
        """What the same question was answered before."""
        return suggestions(self._desk, self.snapshot) if self.snapshot is not None else []

    def _in_expression(self, text: str) -> tuple[str, list[str]]:
        if found := _KEY.search(text):
            keys = self._evaluated(f"[repr(key) for key in {found[1]}][:{_MOST}]")
            return found[2], [f"{key}]" for key in keys if key.startswith(found[2])]
        found = _NAMED.search(text)
        if found is None:
            return "", []
        path, start = found[1], found[2] or ""
        names = self._evaluated(f"dir({path[:-1]})") if path else self._names()
        return f"{path}{start}", [
            f"{path}{name}" for name in names if name.startswith(start) and (start or name[:1] != "_")
        ]

    def _names(self) -> list[str]:
        assert self.snapshot is not None
        spots = self._desk.spots(self.snapshot)
        if not spots:
            return []
        here = self._desk.spot(self.snapshot)
        return sorted({name for spot in (spots[0], here) for name in spot.frame.locals or {}})

    def _evaluated(self, expression: str) -> list[str]:
        """The texts that an expression gives in the frame that is looked at; none where it fails."""
        key = f"{self._desk.at} {expression}"
        if key not in self._known:
            try:
                value = self._desk.evaluate(expression, self.snapshot).value if self.snapshot is not None else []
            except AnswerError:
                value = []
            self._known[key] = [each for each in value if isinstance(each, str)] if isinstance(value, list) else []
        return self._known[key]

    def trouble(self, text: str) -> str:
        """Why `text` can't be an answer as it stands, in a line; nothing for what is one, is not finished, or is a command."""
        line = text.strip()
        if not line or line.startswith(":") or self.snapshot is None or self._desk.interrupted:
            return ""
        word = line.partition(" ")[0]
        if word in BARE or any(name.startswith(line) for name in BARE) or is_incomplete(without_id(text)):
            return ""
        try:
            parse_value(line, self.snapshot)
        except AnswerError as error:
            return str(error)
        return ""

    def status(self, width: int) -> str:
        """Where the run stands and which keys there are, in a line."""
        desk = self._desk
        parts = []
        if desk.number():
            parts.append(f"pause {desk.number()}")
        if desk.interrupted:
            parts.append("failed" if desk.failed else "interrupted")
        elif self.snapshot is not None:
            parts.append("pending calls" if isinstance(self.snapshot, FutureSnapshot) else pending_kind(self.snapshot))
        if desk.journal is not None and desk.journal.timeline is not None:
            seconds = sum(moment.seconds for moment in desk.journal.timeline.path())
            parts.append(f"ran {seconds:.2f} s")
        keys = [":help", "Tab completes", "^C clears", "^D leaves" if desk.failed else "^D saves and leaves"]
        if isinstance(self.snapshot, FunctionSnapshot) and desk.number() > 1:
            keys.insert(1, ":back")
        for key in keys:
            if len(" · ".join([*parts, key])) + 2 <= width:
                parts.append(key)
        return clip(" · ".join(parts), max(width - 1, 10))


def _files(start: str) -> list[str]:
    """The files and folders whose paths begin with `start`."""
    folder, _, name = start.rpartition("/")
    try:
        entries = sorted(
            os.scandir(os.path.expanduser(f"{folder}/") if folder or start.startswith("/") else "."),
            key=lambda entry: entry.name,
        )
    except OSError:
        return []
    head = start[: len(start) - len(name)]
    shown = [
        entry
        for entry in entries
        if entry.name.startswith(name) and (name or entry.name[:1] != ".") and entry.name.isprintable()
    ]
    return [f"{head}{entry.name}{'/' if entry.is_dir() else ''}" for entry in shown[:_MOST]]
