"""Compares a program's run through the product with native CPython.

A disagreement is in what is printed, called, returned, raised, in the stack at a call or in the traceback; or a
failure of the product itself. A refused dump is none, if its reason is of a known kind; how many are refused is
bounded over many programs.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from tests.random_programs.answers import Answers
from tests.random_programs.native import Outcome, run_native
from tests.random_programs.product import MODES, Broken, Run, run_product

# Reasons for which a dump may be refused: C code stands between two frames of the guest, two steps can't be told apart, or a
# builtin iterator hides a part of its state.
REFUSALS = (
    "a function written in C runs guest code here",
    "an iterator written in C runs guest code here",
    "an operator of a builtin type runs guest code here",
    "a comparison of builtin containers runs guest code here",
    "a lookup in a builtin container runs guest code here",
    "a store to a builtin container runs guest code here",
    "a generator is closed because nothing refers to it any more",
    "one function is both the operator and its reflection",
    "an iterator over a dict that has changed its size since can't be stored",
    "an iterator over a set that has changed its size since can't be stored",
)
MOST_REFUSED = 0.03  # of all dumps, over many programs


class Disagreement(NamedTuple):
    """What differs: the mode, the kind of difference, and both sides of it."""

    mode: str
    kind: str
    expected: str
    actual: str

    def __str__(self) -> str:
        return f"[{self.mode}] {self.kind}\n  CPython: {self.expected}\n  product: {self.actual}"


class Verdict(NamedTuple):
    """What a check found: a disagreement or none, and how many dumps were tried and refused, by kind of reason."""

    disagreement: Disagreement | None
    native: Outcome
    dumps: int = 0
    refusals: dict[str, int] = {}  # noqa: RUF012


def check(source: str, answers: Answers, modes: Sequence[str] = MODES) -> Disagreement | None:
    """Return the first disagreement of `source` in `modes`, or `None`.

    Raises `SyntaxError` and `native.Unfit` for a text that is no program to compare with.
    """
    return judge(source, answers, modes).disagreement


def judge(source: str, answers: Answers, modes: Sequence[str] = MODES) -> Verdict:
    """Check `source` in `modes`, up to the first disagreement, and count its dumps."""
    native = run_native(source, answers)
    dumps = 0
    refusals: dict[str, int] = {}
    for mode in modes:
        try:
            run = run_product(source, answers, mode)
        except Broken as broken:
            return Verdict(Disagreement(mode, broken.kind, _summary(native), broken.detail), native, dumps, refusals)
        dumps += run.dumps
        found = differ(native, run.outcome, mode) or _count(run, mode, refusals)
        if found is not None:
            return Verdict(found, native, dumps, refusals)
    return Verdict(None, native, dumps, refusals)


def _count(run: Run, mode: str, refusals: dict[str, int]) -> Disagreement | None:
    for reason in run.refusals:
        plain = plain_reason(reason)
        if not any(known in reason for known in REFUSALS):
            return Disagreement(mode, f"refusal: {plain}", "a dump", reason)
        refusals[plain] = refusals.get(plain, 0) + 1
    return None


def plain_reason(reason: str) -> str:
    """Return the reason of a refusal without names, numbers, paths and places, to group by."""
    text = reason.removeprefix("this pause can't be saved: ").partition(";")[0].rpartition(": ")[2]
    return re.sub(r"(?<!\w)'[^']*'|\d+", "_", text)


def differ(native: Outcome, actual: Outcome, mode: str) -> Disagreement | None:
    """Return the first difference between two outcomes, or `None`. The stacks at calls are compared last."""
    for number, (wanted, got) in enumerate(zip(native.calls, actual.calls, strict=False)):
        if wanted[:3] != got[:3]:
            if native.printed[: wanted[2]] != actual.printed[: got[2]]:
                break  # what is printed differs before the call
            return Disagreement(mode, "calls", f"call {number}: {wanted}", f"{got}")
    for field in ("printed", "error", "result", "traceback"):
        sides = getattr(native, field), getattr(actual, field)
        if sides[0] != sides[1]:
            kind = field if field != "error" else f"error: {_type(native.error)} became {_type(actual.error)}"
            return Disagreement(mode, kind, *(_printed(*sides) if field == "printed" else map(repr, sides)))
    if len(native.calls) != len(actual.calls):
        return Disagreement(mode, "calls", f"{len(native.calls)} calls", f"{len(actual.calls)} calls")
    for number, (wanted, got) in enumerate(zip(native.calls, actual.calls, strict=True)):
        if wanted[3] != got[3]:
            return Disagreement(mode, "stack at a call", f"call {number} of {wanted[0]}: {wanted[3]}", f"{got[3]}")
    return None


def _type(error: str | None) -> str:
    return "none" if error is None else error.partition(":")[0]


def _printed(wanted: str, got: str) -> tuple[str, str]:
    """Return both texts from the start of the first line that differs."""
    ends = (at for at, (one, other) in enumerate(zip(wanted, got, strict=False)) if one != other)
    same = next(ends, min(len(wanted), len(got)))
    start = wanted.rfind("\n", 0, same) + 1
    return repr(wanted[start : same + 60]), repr(got[start : same + 60])


def _summary(native: Outcome) -> str:
    return native.error or f"result {native.result}"
