"""What a run leaves to compare: the printed text, the external calls, the result or the error; and how two runs differ.

Everything is text or tuples of it, so that an outcome crosses a pipe and compares without a program's own values.
"""

from __future__ import annotations

import difflib
import sys
from collections.abc import Iterable
from typing import NamedTuple

Frames = tuple[tuple[str, int], ...]  # (function name, line), outermost first

# Frames that CPython 3.11 has and 3.12 has not: there the line that runs is their caller's.
INLINED = frozenset({"<listcomp>", "<setcomp>", "<dictcomp>"})


class Call(NamedTuple):
    """An external call: its name, its arguments by `repr`, how much was printed before it, and the guest's stack."""

    name: str
    args: tuple[str, ...]
    kwargs: tuple[tuple[str, str], ...]
    printed: int
    stack: Frames

    def __str__(self) -> str:
        words = [*self.args, *(f"{key}={value}" for key, value in self.kwargs)]
        where = " > ".join(f"{name}:{line}" for name, line in self.stack)
        return f"{self.name}({', '.join(words)}) after {self.printed} characters, at {where}"


class Outcome(NamedTuple):
    """The whole of a run.

    `refused` holds (line, reason) of each refused dump, and takes no part in the comparison; `display` is the traceback
    as it is printed, which is compared where both runs have one; `blocks` holds, for each time that all tasks waited for
    the host, the numbers of the calls that were pending then.
    """

    printed: str
    calls: tuple[Call, ...]
    result: str | None
    error: str | None
    traceback: Frames
    refused: tuple[tuple[int, str], ...] = ()
    display: str = ""
    blocks: tuple[tuple[int, ...], ...] = ()


def keep(frames: Iterable[tuple[str, int]]) -> Frames:
    """Return `frames` as CPython 3.12 has them: a comprehension is no frame of its own."""
    kept: list[tuple[str, int]] = []
    for name, line in frames:
        if name in INLINED and kept:
            kept[-1] = (kept[-1][0], line)
        else:
            kept.append((name, line))
    return tuple(kept)


def describe_error(error: BaseException) -> str:
    """Return `Type: message`, as the last line of a traceback has it."""
    name, text = type(error).__name__, str(error)
    return f"{name}: {text}" if text else name


def differences(expected: Outcome, actual: Outcome) -> list[str]:
    """Return what differs in `actual`, one line each; empty when the two agree."""
    found = [
        f"call {number}: expected {wanted}\n        {'':{len(str(number))}}  got {got}"
        for number, (wanted, got) in enumerate(zip(expected.calls, actual.calls, strict=False))
        if wanted != got
    ]
    if len(expected.calls) != len(actual.calls):
        found.append(f"calls: expected {len(expected.calls)}, got {len(actual.calls)}")
    for field in ("printed", "blocks", "result", "error", "traceback"):
        wanted, got = getattr(expected, field), getattr(actual, field)
        if wanted != got:
            found.append(f"{field}: expected {wanted!r}\n    {'':{len(field)}}  got {got!r}")
    return found + _displays(expected.display, actual.display)


def _displays(expected: str, actual: str) -> list[str]:
    if not expected or not actual or any(name in expected for name in INLINED):
        return []
    lines = list(difflib.unified_diff(_shown(expected), _shown(actual), "expected", "got", lineterm="", n=1))
    return ["display:\n        " + "\n        ".join(lines)] if lines else []


def _shown(display: str) -> list[str]:
    """Return the lines of a traceback; without its carets before CPython 3.13, which moved and added some."""
    lines = display.split("\n")
    return lines if sys.version_info >= (3, 13) else [line for line in lines if line.strip(" |^~")]
