"""What runs the programs in this process: CPython itself, and ours with and without limits.

An engine prepares a program once, which is not timed, and gives a function that runs it from its start and tells result and seconds.
"""

from __future__ import annotations

import ast
import time
from collections.abc import Callable
from typing import Protocol

from monty_cli import Monty, ResourceLimits
from monty_cli.cli.limiting import limits_of
from monty_cli.cli.settings import Settings

Run = Callable[[], tuple[object, float]]
"""Runs a program once; returns its result and how many seconds it took."""


class Engine(Protocol):
    """Something that can run a program.

    Attributes:
        name: what tables call it.
        version: which release it is.
    """

    name: str
    version: str

    def prepare(self, source: str) -> Run:
        """Return a function that runs `source`; any exception says that this engine cannot run it."""

    def close(self) -> None:
        """Let go of what the engine holds."""


def clocked(function: Callable[[], object]) -> Run:
    """Return a function that calls `function` and tells what it returned and the processor time of all threads that it took."""

    def run() -> tuple[object, float]:
        start = time.process_time()
        result = function()
        return result, time.process_time() - start

    return run


def native(source: str) -> Callable[[], object]:
    """Return a function that runs `source` on CPython and returns the value of its last expression."""
    tree = ast.parse(source)
    last = tree.body.pop()
    assert isinstance(last, ast.Expr), "a program ends in an expression"
    body = compile(tree, "native", "exec")
    value = compile(ast.Expression(last.value), "native", "eval")

    def run() -> object:
        names: dict[str, object] = {"__name__": "__main__"}
        exec(body, names)
        return eval(value, names)

    return run


def default_limits() -> ResourceLimits:
    """Return the limits that `monty run` sets when no option says otherwise."""
    return limits_of(Settings("run"))


class CPython:
    """CPython itself: the yardstick."""

    def __init__(self, version: str) -> None:
        self.name = "CPython"
        self.version = version

    def prepare(self, source: str) -> Run:
        """Compile `source`, and return what runs it in names of its own."""
        return clocked(native(source))

    def close(self) -> None:
        """Hold nothing."""


class Ours:
    """Monty CLI in this process, with `limits` or (`None`) without."""

    def __init__(self, name: str, version: str, limits: ResourceLimits | None) -> None:
        self.name = name
        self.version = version
        self.limits = limits

    def prepare(self, source: str) -> Run:
        """Compile `source`, and return what runs it."""
        program, limits = Monty(source), self.limits
        return clocked(lambda: program.run(limits=limits))

    def close(self) -> None:
        """Hold nothing."""
