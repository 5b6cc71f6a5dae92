"""Rows of the objects of `re`.

| tag | row |
| --- | --- |
| 120 | `[120, column of source, flags]` a pattern |
| 121 | `[121, how, column of pattern, string, pos, endpos, start, end]` a match |

A match can only be made by matching: `how` says in which way (1 `match`, 2 `fullmatch`, 3 the search that is repeated from `pos`
until it arrives at the place of the match). A match that is not found again like that is refused.
"""

from __future__ import annotations

import re
from weakref import WeakKeyDictionary

from .environment import Unsupported
from .kind import Kind, expect, simple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from .bounds import Steps
    from .decoder import Reader
    from .encoder import Writer

_MATCH, _FULLMATCH, _SEARCH = 1, 2, 3
SCANNED = 100
"""Characters of a text whose search counts as one step."""


def _make_pattern(source: object, flags: object) -> re.Pattern[Any]:
    if expect(flags, int) & re.DEBUG:
        raise ValueError("a pattern has flags that no program has")
    try:
        return re.compile(expect(source, str, bytes), flags)  # type: ignore[call-overload,no-any-return]
    except (re.error, OverflowError, RecursionError) as error:
        raise ValueError(f"a pattern of the snapshot is none: {error}") from None


class _Searches:
    """The searches of one dump or load that lead to matches: the matches of one subject are found in one pass."""

    __slots__ = ("_key", "_last", "_next", "_seen")

    def __init__(self) -> None:
        self._key: tuple[Any, ...] = ()
        self._next: Callable[[], re.Match[Any] | None] = _nothing
        self._last = (-1, -1)
        self._seen: dict[tuple[int, int], re.Match[Any]] = {}

    def find(
        self, pattern: re.Pattern[Any], string: Any, pos: int, endpos: int, span: tuple[int, int], steps: Steps
    ) -> re.Match[Any] | None:
        """Return the match over `span` that repeated searching finds, made anew; `None` when it does not come there."""
        same = self._key and self._key[0] is pattern and self._key[1] is string and self._key[2:] == (pos, endpos)
        if not same or (span <= self._last and span not in self._seen):
            steps.take((span[1] - pos) // SCANNED)
            self._key = (pattern, string, pos, endpos)
            self._next = pattern.scanner(string, pos, endpos).search  # type: ignore[attr-defined]
            self._last = (-1, -1)
            self._seen = {}
        while self._last < span and (match := self._next()) is not None:
            steps.take(1)
            self._last = match.span()
            self._seen[self._last] = match
        return self._seen.pop(span, None)


def _nothing() -> None:
    return None


_searches: WeakKeyDictionary[Any, _Searches] = WeakKeyDictionary()  # by environment, of which each dump or load has one


def _again(
    coder: Writer | Reader,
    how: int,
    pattern: re.Pattern[Any],
    string: Any,
    pos: int,
    endpos: int,
    span: tuple[int, int],
) -> re.Match[Any] | None:
    coder.steps.take(1 + (span[1] - span[0]) // SCANNED)
    if how == _MATCH:
        return pattern.match(string, pos, endpos)
    if how == _FULLMATCH:
        return pattern.fullmatch(string, pos, endpos)
    return _searches.setdefault(coder.env, _Searches()).find(pattern, string, pos, endpos, span, coder.steps)


def _agree(match: re.Match[Any], other: re.Match[Any] | None) -> bool:
    return other is not None and (match.regs, match.lastindex, match.pos, match.endpos) == (
        other.regs,
        other.lastindex,
        other.pos,
        other.endpos,
    )


def _encode_match(writer: Writer, match: re.Match[Any]) -> list[Any]:
    kind = type(match.string)
    if not (kind in (str, bytes) or writer.env.is_guest_class(kind)) or not issubclass(kind, (str, bytes)):
        raise Unsupported("a match in what may change can't be stored")
    string: Any = match.string
    start, end = match.span()
    for how in (_SEARCH, _MATCH, _FULLMATCH):
        if how == _SEARCH or start == match.pos:
            other = _again(writer, how, match.re, string, match.pos, match.endpos, (start, end))
            if _agree(match, other):
                return [121, how, writer.column([match.re, string, match.pos, match.endpos, start, end])]
    raise Unsupported("a match that searching does not find again can't be stored")


def _declare_match(reader: Reader, how: object, payload: object) -> None:
    column = reader.column(payload, 6)
    if how not in (_MATCH, _FULLMATCH, _SEARCH) or type(how) is not int:
        raise ValueError("a match is of an unknown kind")

    def make() -> re.Match[Any]:
        pattern, string, *places = reader.values(column)
        expect(pattern, re.Pattern)
        if not issubclass(type(string), bytes if type(pattern.pattern) is bytes else str):
            raise ValueError("a match is of no text")
        pos, endpos, start, end = [expect(place, int) for place in places]
        if not 0 <= pos <= endpos <= len(string) or not 0 <= start <= end <= endpos:
            raise ValueError("a match is out of place")
        found = _again(reader, how, pattern, string, pos, endpos, (start, end))
        if found is None or found.span() != (start, end):
            raise ValueError("the snapshot has a match that is none")
        return found

    reader.later(column.refs(), make)


KINDS: list[Kind] = [
    simple(120, re.Pattern, lambda pattern: (pattern.pattern, pattern.flags), _make_pattern),
    Kind(121, (re.Match,), _encode_match, _declare_match),
]
