"""What `difflib` needs of the host: comparisons of plain sequences."""

from __future__ import annotations

import difflib
from _thread import _local

from monty_cli.guest.plain import plain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

_last = (
    _local()
)  # of each thread, what its last matcher was made for, and the matcher: many sequences are compared with one


def _matcher(a: Any, b: Any, junk: list[Any], autojunk: Any) -> difflib.SequenceMatcher[Any]:
    key = (b, tuple(junk), bool(autojunk)) if type(b) is str else None
    if key is not None and getattr(_last, "key", None) == key:
        matcher: difflib.SequenceMatcher[Any] = _last.matcher
        matcher.set_seq1(a)
        return matcher
    matcher = difflib.SequenceMatcher(set(junk).__contains__ if junk else None, a, b, bool(autojunk))
    if key is not None:
        _last.key, _last.matcher = key, matcher
    return matcher


def compare(what: str, a: Any, b: Any, junk: list[Any], autojunk: Any, bounds: tuple[Any, ...]) -> Any:
    """Compare two plain sequences.

    Args:
        what: `longest`, `blocks`, `ratio` or `quick`.
        a: the first sequence.
        b: the second one.
        junk: the elements of it that don't count.
        autojunk: whether elements that are very frequent don't count.
        bounds: where `longest` looks.
    """
    matcher = _matcher(a, b, junk, autojunk)
    if what == "longest":
        return tuple(matcher.find_longest_match(*plain(bounds)))
    if what == "blocks":
        return [tuple(block) for block in matcher.get_matching_blocks()]
    return matcher.ratio() if what == "ratio" else matcher.quick_ratio()


def opcodes(blocks: list[Any]) -> list[tuple[str, int, int, int, int]]:
    """Return the operations that lead from one sequence to the other, from the blocks in which they agree."""
    matcher: Any = difflib.SequenceMatcher()
    matcher.matching_blocks = plain(blocks)
    return list(matcher.get_opcodes())


def grouped(codes: Any, n: Any) -> list[list[tuple[str, int, int, int, int]]]:
    """Return the operations in groups with up to `n` elements around each."""
    matcher: Any = difflib.SequenceMatcher()
    matcher.opcodes = plain(codes)
    return list(matcher.get_grouped_opcodes(plain(n)))


def ratio(matches: int, length: int) -> float:
    """Return how much two sequences have in common."""
    return 2.0 * matches / length if length else 1.0


def close(word: Any, possibilities: list[Any], n: Any, cutoff: Any) -> list[Any]:
    """Return `difflib.get_close_matches` of plain sequences."""
    return difflib.get_close_matches(word, possibilities, n, cutoff)


def _tester(junk: list[str] | None) -> Callable[[str], bool] | None:
    return None if junk is None else set(junk).__contains__


def lines(form: str, a: Any, b: Any, options: tuple[Any, ...]) -> list[str]:
    """Return the lines of a `unified`, `context` or `ndiff` difference of texts."""
    if form == "ndiff":
        first, second, (line_junk, character_junk) = plain(a), plain(b), plain(options)
        return list(difflib.ndiff(first, second, _tester(line_junk), _tester(character_junk)))
    make: Any = difflib.unified_diff if form == "unified" else difflib.context_diff
    return list(make(plain(a), plain(b), *plain(options)))


def characters(texts: Any) -> str:
    """Return all characters of some lines."""
    return "".join(plain(texts))


def restored(delta: Any, which: Any) -> list[str]:
    """Return the lines of one side of an `ndiff`."""
    return list(difflib.restore(plain(delta), plain(which)))


def blank(line: Any) -> bool:
    """Tell whether a line holds at most blanks and one `#`."""
    return bool(difflib.IS_LINE_JUNK(plain(line)))


HELPERS: dict[str, Any] = {
    "@difflib_compare": compare,
    "@difflib_opcodes": opcodes,
    "@difflib_grouped": grouped,
    "@difflib_ratio": ratio,
    "@difflib_close": close,
    "@difflib_lines": lines,
    "@difflib_characters": characters,
    "@difflib_restored": restored,
    "@difflib_blank": blank,
}
