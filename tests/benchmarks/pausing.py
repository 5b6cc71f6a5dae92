"""Pauses of live programs and calls of host functions under `run()`, next to the peer's."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from monty_cli import FunctionSnapshot, Monty
from tests.benchmarks.engines import default_limits
from tests.benchmarks.figures import Figure, pairs

COUNT = 10_000
SOURCE = f"for i in range({COUNT}): f(i)\n"


def figures(peer: Any, rounds: int) -> list[Figure]:
    """Return the figures; `peer` is the module of pydantic-monty 0.0.17."""
    return [live_pause(peer, rounds), host_call(peer, rounds)]


def live_pause(peer: Any, rounds: int) -> Figure:
    """Time one pause and resume of a live program."""
    program, other = Monty(SOURCE), peer.Monty(SOURCE)
    ours, theirs, ratio = pairs(answering(program), answering_peer(peer, other), rounds)
    return Figure("live pause + resume, to the peer", ratio, 0.6, microseconds(ours, theirs, COUNT))


def answering(program: Monty) -> Callable[[], None]:
    """Return what starts a program under the default limits and answers all its calls."""
    limits = default_limits()

    def run() -> None:
        snapshot: Any = program.start(limits=limits)
        while isinstance(snapshot, FunctionSnapshot):
            snapshot = snapshot.resume(return_value=1)

    return run


def answering_peer(peer: Any, program: Any) -> Callable[[], None]:
    """Return what does the same with the peer's program."""
    kind = peer.FunctionSnapshot

    def run() -> None:
        snapshot = program.start()
        while isinstance(snapshot, kind):
            snapshot = snapshot.resume({"return_value": 1})

    return run


def host_call(peer: Any, rounds: int) -> Figure:
    """Time one call of a host function under `run()`."""
    program, other, limits = Monty(SOURCE), peer.Monty(SOURCE), default_limits()
    functions = {"f": lambda value: value}
    ours, theirs, ratio = pairs(
        lambda: program.run(limits=limits, external_functions=functions),
        lambda: other.run(external_functions=functions),
        rounds,
    )
    return Figure("host function call under run(), to the peer", ratio, 0.4, microseconds(ours, theirs, COUNT))


def microseconds(ours: float, theirs: float, count: int) -> str:
    """Return both times of one of `count` steps as text."""
    return f"{ours / count * 1e6:.2f} µs to {theirs / count * 1e6:.2f} µs"
