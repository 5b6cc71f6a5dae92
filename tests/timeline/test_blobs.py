"""Dumps that share what they have in common: they come back as they were, damage is found, and sharing saves what it should."""

from __future__ import annotations

import random

import pytest

from monty_cli.timeline.blobs import GROUP, Blobs, check_blobs


def test_what_is_stored_comes_back() -> None:
    chance = random.Random(3)
    data = chance.randbytes(50_000)
    blobs = Blobs()
    kept: list[tuple[int, bytes]] = []
    index = -1
    for step in range(3 * GROUP):
        place = chance.randrange(len(data) + 1)
        cut = chance.choice((0, 1, 700, 15_000))
        data = data[:place] + chance.randbytes(chance.choice((0, 3, 9_000))) + data[place + cut :]
        index = blobs.add(data, index if step % 17 else -1)
        kept.append((index, data))
    chance.shuffle(kept)
    again = Blobs(check_blobs(blobs.stored))
    for index, data in kept:
        assert again.get(index) == data
        assert blobs.get(index) == data


def test_equal_and_similar_dumps_take_little() -> None:
    blobs = Blobs()
    data = random.Random(1).randbytes(100_000)
    first = blobs.add(data)
    assert blobs.add(data, first) == first
    before = blobs.size
    blobs.add(b"x" * 5_000 + data + b"y", first)
    assert blobs.size - before < 5_000
    assert blobs.get(blobs.add(b"", first)) == b""


@pytest.mark.parametrize(
    "stored", (None, [1], [[-2, []]], [[0, []]], [[-1, [0]]], [[-1, [b"", 0]]], [[-1, [], 1]], [["", []]])
)
def test_what_can_not_be_is_refused(stored: object) -> None:
    with pytest.raises(ValueError):
        check_blobs(stored)


def test_damage_is_found() -> None:
    blobs = Blobs([[-1, [-1, b"no zlib"]]])
    with pytest.raises(ValueError, match="damaged"):
        blobs.get(0)
