"""All measures that are not of programs, in the order of the table."""

from __future__ import annotations

from typing import Any

from tests.benchmarks import compiling, holding, pausing, saving, starting
from tests.benchmarks.figures import Figure


def measures(peer: Any | None, rounds: int) -> list[Figure]:
    """Take all measures; those next to the peer are left out where `peer`, the module of pydantic-monty 0.0.17, is absent."""
    found: list[Figure] = []
    if peer is not None:
        found += [*pausing.figures(peer, rounds), *saving.against_peer(peer, rounds)]
    return [*found, *compiling.figures(rounds), *starting.figures(rounds), *holding.figures(), *saving.growth(rounds)]
