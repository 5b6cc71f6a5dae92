"""
Answers by rule: `--answer NAME=LITERAL` and the files of `--answers`.

A rule says which questions it is for and what it answers. In a TOML file each is an `[[answer]]`, in a JSONL file a line:

    call = "fetch_*"             the name of the function or variable; * and ? stand for anything
    pattern = "fetch.*page=2"    a regular expression that is found in the call as it is written
    args = ["orders"]            calls that begin with these arguments
    kwargs = {page = 2}          calls that have these keyword arguments
    value = …                    what is answered: a TOML or JSON value,
    literal = "(1, 2)"             or a Python literal,
    raise = "KeyError: no"         or an exception,
    future = true                  or that the result comes later: then, with a value or an exception, this is it
    values = […], literals = […] one answer for each question, in this order
    times = 3                    for so many questions at most

`call` or `pattern` must be there, and one kind of answer. The first rule that fits answers. Repeated `--answer` for one name are answers in
this order; the last one stays.
"""

from __future__ import annotations

from monty_cli import FunctionSnapshot, FutureSnapshot
from monty_cli.cli.answers import Later, Results, Throw, Value
from monty_cli.cli.describe import call_text
from monty_cli.cli.escaping import escape_line
from monty_cli.cli.exit_codes import BAD_DATA, USAGE, AnswerError, Failure
from monty_cli.cli.files import read_bytes
from monty_cli.cli.literals import parse_exception, parse_literal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from monty_cli import PendingCall
    from monty_cli.cli.answers import Answer
    from monty_cli.cli.describe import Snapshot

_WHICH = ("call", "pattern", "args", "kwargs", "times")
_WHAT = ("value", "literal", "raise", "future", "values", "literals")
_WRITTEN = 10_000  # characters of a call that a pattern is looked for in
_ENDLESS = -1


class Rule:
    """One rule; `outcomes` are answered in this order, the last one again and again where it `stays`, as `('value', v)` and so on."""

    def __init__(self, where: str, call: str | None = None) -> None:
        self.where = where
        self.call = call
        self.pattern: Any = None
        self.args: list[Any] | None = None
        self.kwargs: dict[str, Any] | None = None
        self.outcomes: list[tuple[str, Any]] = []
        self.stays = True
        self.later = False
        self.left = _ENDLESS
        self._given = 0

    def fits(self, name: str, call: FunctionSnapshot | PendingCall | None) -> bool:
        """Whether this is for the question after `name`; `call` is None for a variable."""
        if self.call is not None and not _is_like(name, self.call):
            return False
        if call is None:
            return (
                self.args is None and self.kwargs is None and (self.pattern is None or bool(self.pattern.search(name)))
            )
        if self.pattern is not None and not self.pattern.search(call_text(call, _WRITTEN)):
            return False
        if self.args is not None and not _same(list(call.args[: len(self.args)]), self.args):
            return False
        kwargs = self.kwargs or {}
        return all(key in call.kwargs and _same(call.kwargs[key], value) for key, value in kwargs.items())

    def take(self) -> tuple[str, Any] | None:
        """The next answer, None when they are used up."""
        if self.left == 0 or (self._given >= len(self.outcomes) and not self.stays):
            return None
        found = self.outcomes[min(self._given, len(self.outcomes) - 1)]
        self._given += 1
        self.left -= self.left > 0
        return found


class Rules:
    """Answers what a rule fits."""

    by = "rule"

    def __init__(self, rules: Sequence[Rule]) -> None:
        self.rules = list(rules)
        self._left: dict[int, tuple[str, Any]] = {}  # results of calls that were left pending, by id

    def answer(self, snapshot: Snapshot) -> Answer | None:
        """The answer of the first rule that fits."""
        if isinstance(snapshot, FutureSnapshot):
            return self._settle(snapshot)
        call = snapshot if isinstance(snapshot, FunctionSnapshot) else None
        name = snapshot.function_name if isinstance(snapshot, FunctionSnapshot) else snapshot.variable_name
        for rule in self.rules:
            outcome = rule.take() if rule.fits(name, call) else None
            if outcome is None:
                continue
            if rule.later and call is not None:
                if outcome[0] != "future":
                    self._left[call.call_id] = outcome
                return Later()
            if outcome[0] != "future" or call is not None:
                return _answer(outcome)
        return None

    def _settle(self, snapshot: FutureSnapshot) -> Answer | None:
        results = {}
        for number in snapshot.pending_call_ids:
            if number in self._left:
                kind, value = self._left.pop(number)
                results[number] = {"exception": _exception(value)} if kind == "raise" else {"return_value": value}
        return Results(results) if results else None


def read_rules(texts: Sequence[str], paths: Sequence[str]) -> Rules:
    """The rules of `--answer` options and of files; `AnswerError` or `Failure` explains what is wrong."""
    rules: dict[str, Rule] = {}
    for text in texts:
        name, equals, literal = text.partition("=")
        name = name.strip()
        if not equals or not name:
            raise AnswerError(f"--answer takes NAME=LITERAL, as in fetch=None; not {escape_line(text)!r}")
        rule = rules.setdefault(name, Rule(f"--answer {escape_line(name)}", name))
        try:
            outcome = _typed(literal.strip())
        except AnswerError as error:
            raise AnswerError(f"--answer {escape_line(name)}: {error}") from None
        rule.outcomes.append(outcome)
    found = list(rules.values())
    for path in paths:
        found += _read_file(path)
    return Rules(found)


def _typed(text: str) -> tuple[str, Any]:
    """What a person writes as an answer: a literal, `...`, `:raise Type: message`."""
    word, _, rest = text.partition(" ")
    if word == ":raise":
        parse_exception(rest)
        return "raise", rest
    value = ... if word == ":future" and not rest else parse_literal(text)
    return ("future", True) if value is ... else ("value", value)


def _read_file(path: str) -> list[Rule]:
    shown = escape_line(path)
    data = read_bytes(path)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Failure(BAD_DATA, f"{shown}: not UTF-8") from None
    rows = _jsonl(text, shown) if path.endswith((".jsonl", ".json", ".ndjson")) else _toml(text, shown)
    return [_rule(row, where) for where, row in rows]


def _toml(text: str, path: str) -> list[tuple[str, Any]]:
    import tomllib

    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Failure(BAD_DATA, f"{path}: not TOML: {escape_line(str(error))}") from None
    rows = found.get("answer")
    unknown = sorted(set(found) - {"answer"})
    if type(rows) is not list or unknown:
        what = f"nothing is called {escape_line(unknown[0])!r}" if unknown else "there is no [[answer]]"
        raise Failure(BAD_DATA, f"{path}: {what}; each rule begins with [[answer]]")
    return [(f"{path}, answer {number}", row) for number, row in enumerate(rows, 1)]


def _jsonl(text: str, path: str) -> list[tuple[str, Any]]:
    import json

    rows = []
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip() and not line.lstrip().startswith(("#", "//")):
            try:
                rows.append((f"{path}, line {number}", json.loads(line)))
            except (ValueError, RecursionError) as error:
                raise Failure(BAD_DATA, f"{path}, line {number}: not JSON: {escape_line(str(error))}") from None
    return rows


def _rule(row: Any, where: str) -> Rule:
    """The rule that a table or object tells; `Failure` explains what is wrong."""
    try:
        if type(row) is not dict:
            raise AnswerError("a rule is a table, as in {call = 'fetch', value = 1}")
        unknown = [key for key in row if key not in (*_WHICH, *_WHAT)]
        if unknown:
            raise AnswerError(f"a rule has no {escape_line(unknown[0])!r}; it has {', '.join((*_WHICH, *_WHAT))}")
        rule = Rule(where)
        _questions(rule, row)
        _outcomes(rule, row)
        return rule
    except AnswerError as error:
        raise Failure(USAGE, f"{where}: {error}") from None


def _questions(rule: Rule, row: dict[str, Any]) -> None:
    if "call" not in row and "pattern" not in row:
        raise AnswerError("`call` or `pattern` says for which calls the rule is")
    for key, kind in {"call": str, "pattern": str, "args": list, "kwargs": dict, "times": int}.items():
        if key in row and type(row[key]) is not kind:
            raise AnswerError(f"`{key}` takes a {_KINDS[kind]}")
    rule.call, rule.args, rule.kwargs = row.get("call"), row.get("args"), row.get("kwargs")
    rule.left = row.get("times", _ENDLESS)
    if "pattern" in row:
        import re

        try:
            rule.pattern = re.compile(row["pattern"])
        except re.error as error:
            raise AnswerError(f"`pattern` is no regular expression: {error}") from None


def _outcomes(rule: Rule, row: dict[str, Any]) -> None:
    given = [key for key in _WHAT if key in row and key != "future"]
    rule.later = row.get("future") is True
    if len(given) > 1 or not (given or rule.later):
        raise AnswerError(f"a rule has one of {', '.join(_WHAT)}")
    if not given:
        rule.outcomes = [("future", True)]
        return
    key, value = given[0], row[given[0]]
    rule.stays = key in ("value", "literal", "raise")
    values = [value] if rule.stays else value
    if type(values) is not list or not values:
        raise AnswerError(f"`{key}` takes a list")
    if key == "raise":
        parse_exception(_text(key, value))
        rule.outcomes = [("raise", value)]
    elif key.startswith("literal"):
        rule.outcomes = [_typed(_text(key, each)) for each in values]
    else:
        rule.outcomes = [("value", each) for each in values]


def _text(key: str, value: object) -> str:
    if type(value) is not str:
        raise AnswerError(f"`{key}` takes text in quotes")
    return value


def _answer(outcome: tuple[str, Any]) -> Answer:
    kind, value = outcome
    if kind == "raise":
        return Throw(_exception(value))
    return Later() if kind == "future" else Value(value)


def _exception(text: str) -> BaseException:
    return parse_exception(text)


def _same(one: object, other: object) -> bool:
    """Whether two values are equal; a list of a file is equal to a tuple of the same things."""
    if isinstance(one, list | tuple) and isinstance(other, list | tuple):
        return len(one) == len(other) and all(map(_same, one, other))
    try:
        return bool(one == other)
    except Exception:
        return False


def _is_like(name: str, wanted: str) -> bool:
    if name == wanted:
        return True
    if not any(sign in wanted for sign in "*?["):
        return False
    from fnmatch import fnmatchcase

    return fnmatchcase(name, wanted)


_KINDS: dict[type, str] = {str: "text", list: "list", dict: "table", int: "whole number"}
