"""Dump and load: small states and large ones, next to the peer's, and how their times grow."""

from __future__ import annotations

from typing import Any

from monty_cli import FunctionSnapshot, Monty, load_snapshot
from tests.benchmarks.figures import Figure, pairs, repeated, seconds

SMALL = "x = {'a': [1, 2, 3]}\ndef f(n):\n    y = n + 1\n    return ext(y) + y\nf(1)\n"
ROWS = "rows = [{{'id': i, 'name': 'row ' + str(i), 'tags': [i, i + 1]}} for i in range({})]\next(1)\n"
LARGE = ROWS.format(33_333)  # a dict, a list and a str in each: 100,000 objects, not counting numbers
LONG_RUN = "total = 0\nfor i in range({}):\n    total += i\next(1)\n"


def against_peer(peer: Any, rounds: int) -> list[Figure]:
    """Return time and bytes next to the peer's; `peer` is the module of pydantic-monty 0.0.17."""
    return [
        *against(peer, "small state", SMALL, 200, rounds, 5.0, 1.5),
        *against(peer, "100,000 objects", LARGE, 1, rounds, 1.0, 1.0),
    ]


def against(
    peer: Any, what: str, source: str, count: int, rounds: int, time_bar: float, size_bar: float
) -> list[Figure]:
    """Return time and bytes of `count` dumps and loads of the first pause of `source`, to the peer's."""
    mine, theirs = paused(source), peer.Monty(source).start()
    sizes = len(mine.dump()), len(theirs.dump())
    dumps = pairs(repeated(mine.dump, count), repeated(theirs.dump, count), rounds)
    own_data, peer_data = mine.dump(), theirs.dump()
    loads = pairs(
        repeated(lambda: load_snapshot(own_data), count), repeated(lambda: peer.load_snapshot(peer_data), count), rounds
    )
    parts = [
        f"{name} {a / count * 1e6:.0f} µs to {b / count * 1e6:.0f} µs"
        for name, (a, b, _) in (("dump", dumps), ("load", loads))
    ]
    return [
        Figure(
            f"dump + load, {what}: time to the peer's",
            (dumps[0] + loads[0]) / (dumps[1] + loads[1]),
            time_bar,
            ", ".join(parts),
        ),
        Figure(
            f"dump + load, {what}: bytes to the peer's",
            sizes[0] / sizes[1],
            size_bar,
            f"{sizes[0]} to {sizes[1]} bytes",
        ),
    ]


def paused(source: str) -> FunctionSnapshot:
    """Return the first pause of a script."""
    snapshot = Monty(source).start()
    assert isinstance(snapshot, FunctionSnapshot)
    return snapshot


def growth(rounds: int) -> list[Figure]:
    """Return how dump and load grow with the state (eight times the rows, 1 is linear) and with the length of the run (1 is flat)."""
    few, many = paused(ROWS.format(4_000)), paused(ROWS.format(32_000))
    few_data, many_data = few.dump(), many.dump()
    dumps = pairs(many.dump, repeated(few.dump, 8), rounds)
    loads = pairs(lambda: load_snapshot(many_data), repeated(lambda: load_snapshot(few_data), 8), rounds)
    short, long = paused(LONG_RUN.format(10)), paused(LONG_RUN.format(1_000_000))
    run = pairs(repeated(long.dump, 300), repeated(short.dump, 300), rounds)
    return [
        Figure(
            "growth: dump of 32,000 rows to 8 dumps of 4,000",
            dumps[2],
            1.25,
            f"{dumps[0] * 1e3:.0f} ms to {dumps[1] * 1e3:.0f} ms",
        ),
        Figure(
            "growth: load of 32,000 rows to 8 loads of 4,000",
            loads[2],
            1.25,
            f"{loads[0] * 1e3:.0f} ms to {loads[1] * 1e3:.0f} ms",
        ),
        Figure("growth: dump after a run of 1,000,000 passes to one of 10", run[2], 1.1),
        Figure("growth: pause beside 32,000 rows to one beside none", pause_beside_rows(rounds), 1.1),
    ]


def pause_beside_rows(rounds: int) -> float:
    """Return the time of live pauses in a program that holds many rows, to those in one that holds none."""

    def run(snapshot: Any) -> float:
        def answer() -> None:
            nonlocal snapshot
            for _ in range(2_000):
                snapshot = snapshot.resume(return_value=1)

        return seconds(answer)

    loop = "for i in range(2_001): ext(i)\n"
    ratios = sorted(
        run(Monty(ROWS.format(32_000) + loop).start()) / run(Monty("ext(1)\n" + loop).start()) for _ in range(rounds)
    )
    return ratios[rounds // 2]
