"""Comparing modules of the guest's with CPython's on many generated arguments, call by call."""

from __future__ import annotations

import re
import warnings
from typing import Any

from monty_cli import Monty

_SOURCE = """
def attempt(name, call, case):
    try:
        return name, repr(call(*case))
    except Exception as error:
        return name, type(error).__name__ + ": " + str(error)

[attempt(name, calls[name], case) for name, case in cases]
"""


def check_calls(prologue: str, calls: dict[str, str], cases: list[tuple[str, tuple[Any, ...]]]) -> None:
    """Check that calls give the same texts, or the same errors, in guest code and in CPython.

    Args:
        prologue: what both begin with: imports, classes.
        calls: name -> source of a function.
        cases: the name of a function, and its arguments, which are plain data.
    """
    table = ", ".join([f"{name!r}: {source}" for name, source in calls.items()])
    source = f"{prologue}\ncalls = {{{table}}}\n{_SOURCE}"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = Monty(source, inputs=["cases"]).run(inputs={"cases": cases})
    expected = _natively(source, cases)
    wrong = [
        f"{name}{case!r}\n  expected {right[1]}\n  found    {left[1]}"
        for (name, case), left, right in zip(cases, found, expected, strict=True)
        if without_address(left[1]) != without_address(right[1])
    ]
    assert not wrong, "\n".join([f"{len(wrong)} of {len(cases)}", *wrong[:10]])


def without_address(text: str) -> str:
    """Return a text in which the addresses of objects are hidden."""
    return re.sub(r"0x[0-9a-f]{6,}", "0x...", text)


def _natively(source: str, cases: list[Any]) -> list[tuple[str, str]]:
    names: dict[str, Any] = {"cases": cases}
    head, _, last = source.rstrip().rpartition("\n")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        exec(compile(head, "<native>", "exec", dont_inherit=True), names)
        result: list[tuple[str, str]] = eval(last, names)
    return result
