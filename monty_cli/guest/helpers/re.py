"""What `re` needs of the host: patterns are compiled by CPython, once in a process.

Functions that may fail with `re.error`, a class of the host's, return its arguments as a list instead.
"""

from __future__ import annotations

import re
import sys
from _operator import contains, index
from functools import partial
from itertools import islice
from types import FunctionType

from monty_cli.guest.looking import code_of
from monty_cli.guest.prims import exact_str
from monty_cli.guest.protocol import is_guest_class, is_subclass
from monty_cli.language.quiet import is_quiet

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_KEPT = 512
_compiled: dict[tuple[Any, int], re.Pattern[Any]] = {}


def compiled(pattern: Any, flags: Any) -> Any:
    """Return the pattern that a text or a pattern stands for, or the arguments of its error.

    Raises:
        TypeError: `pattern` is neither.
        ValueError: flags that don't go with the pattern, or `re.DEBUG`, which would write to the host's output.
    """
    if type(pattern) is str and type(flags) is int:
        found = _compiled.get((pattern, flags))
        if found is not None:
            return found
    return _compile(pattern, flags)


def _compile(pattern: Any, flags: Any) -> Any:
    kind = type(pattern)
    if type(flags) is not int and is_subclass(int, type(flags)):
        flags = int.__index__(flags)
    if kind is re.Pattern:
        if flags:
            raise ValueError("cannot process flags argument with a compiled pattern")
        return pattern
    source = plain_text(pattern)
    if source is None:
        if not is_guest_class(kind) and kind.__hash__ is None:
            raise TypeError(f"unhashable type: '{kind.__name__}'")
        raise TypeError("first argument must be string or compiled pattern")
    if type(flags) is int and flags & re.DEBUG:
        raise ValueError("re.DEBUG is not available here: it writes to the host's output")
    try:
        found = re.compile(source, flags)
    except re.error as error:
        return described(error)
    if type(source) is str:
        if len(_compiled) >= _KEPT:
            _compiled.clear()
        _compiled[source, flags] = found
    return found


def described(error: re.error) -> list[Any]:
    """Return what a `re.error` is made with."""
    return [error.msg, error.pattern, error.pos]


def plain_text(text: Any) -> Any:
    """Return an exact `str` or `bytes` for one of these or of a class derived from them; `None` for anything else."""
    kind = type(text)
    if kind is str or kind is bytes:
        return text
    if is_subclass(str, kind):
        return exact_str(text)
    return b"".join((text, b"")) if is_subclass(bytes, kind) else None


def replaced(pattern: re.Pattern[Any], how: str, repl: Any, string: Any, count: int) -> Any:
    """Return what `pattern.sub` or `subn` gives for a template, or the arguments of its error.

    Raises:
        TypeError: `repl` is neither.
    """
    kind = type(repl)
    if kind is not str and kind is not bytes:
        template = plain_text(repl)
        if template is None and kind is not bytearray:
            raise TypeError(f"decoding to str: need a bytes-like object, {kind.__name__} found")
        repl = repl if template is None else template
    try:
        return (pattern.sub if how == "sub" else pattern.subn)(repl, string, count)
    except re.error as error:
        return described(error)


def bound(pattern: re.Pattern[Any], how: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> tuple[Any, ...]:
    """Return the arguments of a `sub` in their order; TypeError where CPython has it."""
    if type(pattern) is not re.Pattern or how not in ("sub", "subn"):
        raise TypeError(f"{how!r} is no method for a replacement in a pattern")
    names = ("repl", "string", "count")[len(args) :]
    given = (*args, *[kwargs[name] for name in names if name in kwargs])
    wrong = (
        len(args) > 3
        or not kwargs.keys() <= set(names)
        or len(args) + len(kwargs) < 2
        or (len(given) == 2 and "count" in kwargs)
    )
    if wrong:
        getattr(pattern, how)(*args, **kwargs)
    return given if len(given) == 3 else (*given, 0)


def size(value: Any) -> int:
    """Return a number of replacements as an `int`, with C's errors for what is none or is too large."""
    number = index(value)
    if not -sys.maxsize <= number <= sys.maxsize:
        raise OverflowError("Python int too large to convert to C ssize_t")
    return number


def direct(function: Any) -> bool:
    """Tell whether C may call `function` for each match: it can't pause."""
    return type(function) is FunctionType and is_quiet(code_of(function), True)


def matches(pattern: re.Pattern[Any], string: Any, count: int) -> list[re.Match[Any]]:
    """Return the matches that a `sub` of `count` replacements, none when it is negative, replaces."""
    if count < 0:
        pattern.search(string, 0, 0)
        return []
    found = pattern.finditer(string)
    return list(islice(found, count))


def joined(pattern: re.Pattern[Any], how: str, string: Any, found: list[re.Match[Any]], results: list[Any]) -> Any:
    """Put the results of a callback in the places of the matches.

    Raises:
        TypeError: a result is no text.
    """
    text = plain_text(string)
    if text is None:
        text = bytes(memoryview(string))
    if not found:
        return text if how == "sub" else (text, 0)
    following: Any = partial(
        next, iter(results)
    )  # C calls it with a match, which `next` takes for what comes after the end
    return (pattern.sub if how == "sub" else pattern.subn)(following, text, len(found))


def iterated(pattern: re.Pattern[Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """Return an iterator over all matches, found now: where C's own iterator stands could not be stored."""
    return iter(list(pattern.finditer(*args, **kwargs)))


def expanded(match: re.Match[Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """Return `match.expand(template)`, or the arguments of its error."""
    if len(args) == 1:
        template = plain_text(args[0])
        args = args if template is None else (template,)
    try:
        return match.expand(*args, **kwargs)
    except re.error as error:
        return described(error)


def escaped(pattern: Any) -> Any:
    """Return `re.escape(pattern)`."""
    text = plain_text(pattern)
    return re.escape(pattern if text is None and not is_guest_class(type(pattern)) else text)


def flag_text(value: int) -> str:
    """Return the `repr` of a flag of `re`."""
    return repr(re.RegexFlag(value))


def flag_format(value: int, spec: str) -> str:
    """Return a formatted flag of `re`."""
    return format(re.RegexFlag(value), spec)


HELPERS: dict[str, Any] = {
    "@re_compiled": compiled,
    "@re_replaced": replaced,
    "@re_contains": contains,
    "@re_size": size,
    "@re_zero": 0,
    "@re_bound": bound,
    "@re_direct": direct,
    "@re_matches": matches,
    "@re_joined": joined,
    "@re_iterated": iterated,
    "@re_expanded": expanded,
    "@re_escaped": escaped,
    "@re_flag_text": flag_text,
    "@re_flag_format": flag_format,
    "@re_Pattern": re.Pattern,
    "@re_Match": re.Match,
    "@re_error_name": "PatternError" if sys.version_info >= (3, 13) else "error",
}
