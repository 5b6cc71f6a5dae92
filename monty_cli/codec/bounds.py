"""Limits that encoding and decoding share, so that what is dumped loads.

They bound what a small forged stream can cost: steps of restored iterators, and chains of objects that CPython
takes apart recursively (a million nested `enumerate` objects crash the interpreter when they are freed).
"""

from __future__ import annotations

from .environment import Unsupported

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Container, Mapping, Sequence
    from typing import Any

STEP_LIMIT = 10_000_000
"""Steps that restoring the iterators of one snapshot may take, all together."""
CHAIN_LIMIT = 2_000
"""Fragile objects that may refer to each other in a row."""
GENERATOR_LIMIT = 10_000
"""Generators that may hold each other in a row."""
GENERATOR = 39
"""The tag of rows of generators, which CPython takes apart with less of its stack than other fragile objects."""


class Steps:
    """The steps that are left for one encoding or decoding."""

    __slots__ = ("_taken",)

    def __init__(self) -> None:
        self._taken = 0

    def take(self, count: int) -> None:
        """Counts steps; Unsupported if they are too many."""
        self._taken += count
        if self._taken > STEP_LIMIT:
            raise Unsupported("it takes too many steps to restore")


def refs_in(row: list[Any]) -> list[int]:
    """The ids that the columns of a packed row refer to."""
    found: list[int] = []
    for field in row:
        if type(field) is dict:
            for form, content in field.items():
                found.extend(content if form == "i" else range(content[0], sum(content)) if form == "r" else ())
        elif type(field) in (list, tuple):
            found.extend(item[0] for item in field if type(item) is list and len(item) == 1)
    return found


def check_chains(refs: Mapping[int, Sequence[int]], generators: Container[int]) -> None:
    """Raises Unsupported if fragile objects form a chain that is too long.

    Parameters:
        refs: for each fragile object's id the ids that it refers to.
        generators: which of them are generators.
    """
    weight = GENERATOR_LIMIT // CHAIN_LIMIT
    lengths: dict[int, int] = {}
    for start in refs:
        stack = [start]
        while stack:
            current = stack[-1]
            if current not in lengths:
                lengths[current] = 0  # on the way; a ring is taken apart by the collector, not recursively
                stack.extend(i for i in refs[current] if i in refs and i not in lengths)
                continue
            stack.pop()
            length = (1 if current in generators else weight) + max(
                (lengths.get(i, 0) for i in refs[current]), default=0
            )
            lengths[current] = max(lengths[current], length)
            if length > GENERATOR_LIMIT:
                raise Unsupported(
                    f"more than {CHAIN_LIMIT} iterators or wrappers, or {GENERATOR_LIMIT} generators, inside each other can't be stored"
                )
