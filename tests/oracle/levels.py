"""Levelling: where CPython's stacks lack frames that the product's have."""

from __future__ import annotations

import ast
import sys

from tests.oracle.outcome import Frames, Outcome
from tests.oracle.programs import Program

LOSES_EXITS = sys.version_info < (3, 12)


def levelled(program: Program, native: Outcome, outcome: Outcome) -> Outcome:
    """Return `outcome` with CPython's stacks where those lack frames that the product's have.

    CPython throws an exception into a step of an async generator without the frame that awaits the step on the stack; and 3.11
    loses the frames of an exception that is raised in an `__aexit__` while another one is handled: in that of the script, or in that
    of a timeout.
    """
    steps = {
        node.name
        for node in ast.walk(ast.parse(program.source))
        if isinstance(node, ast.AsyncFunctionDef) and any(isinstance(each, ast.Yield) for each in ast.walk(node))
    }
    calls = [
        call._replace(stack=wanted.stack) if _lacks_awaiters(wanted.stack, call.stack, steps) else call
        for wanted, call in zip(native.calls, outcome.calls, strict=False)
    ]
    traceback = outcome.traceback
    shown = len(native.traceback)
    if (
        LOSES_EXITS
        and traceback[:shown] == native.traceback
        and ([each[0] for each in traceback[shown:][:1]] == ["__aexit__"] or native.error == "TimeoutError")
    ):
        traceback = native.traceback
    return outcome._replace(calls=(*calls, *outcome.calls[len(calls) :]), traceback=traceback)


def _lacks_awaiters(native: Frames, full: Frames, steps: set[str]) -> bool:
    """Tell whether `native` is `full` without some of the frames that are right outside of a function of `steps`."""
    place = len(native)
    for index in range(len(full) - 1, -1, -1):
        if place and native[place - 1] == full[index]:
            place -= 1
        elif index + 1 == len(full) or full[index + 1][0] not in steps:
            return False
    return place == 0
