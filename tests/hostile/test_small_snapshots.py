"""Small real snapshots of each kind, cut at every byte and with every bit turned: refused, or as good as any other snapshot."""

from __future__ import annotations

import random
from contextlib import suppress

import pytest

from monty_cli import MontyError, codec
from monty_cli.codec.container import FRONT_SIZE

from .seeds import small
from .trial import Trial

KINDS = sorted(small())


@pytest.fixture(scope="module")
def trial() -> Trial:
    """What tries snapshots."""
    return Trial(lambda phase: None)


@pytest.mark.parametrize("kind", KINDS)
def test_every_cut(kind: str) -> None:
    data = small()[kind]
    for size in range(len(data)):
        with pytest.raises(ValueError, match=r"truncated|foreign"):
            codec.read(data[:size])


@pytest.mark.parametrize("kind", KINDS)
def test_every_bit(kind: str) -> None:
    data = small()[kind]
    for place in range(len(data)):
        for bit in range(8):
            damaged = bytearray(data)
            damaged[place] ^= 1 << bit
            with pytest.raises(ValueError):
                codec.read(bytes(damaged))


def _sealed(header: bytes, body: bytes) -> bytes:
    """A file of these parts with the right sizes and checksum."""
    from hashlib import sha256

    prefix = small()["name"][:12] + len(header).to_bytes(4, "little") + len(body).to_bytes(8, "little")
    return prefix + sha256(prefix + header + body).digest() + header + body


def _parts(kind: str) -> tuple[bytes, bytes]:
    data = small()[kind]
    size = int.from_bytes(data[12:16], "little")
    return data[FRONT_SIZE : FRONT_SIZE + size], data[FRONT_SIZE + size :]


@pytest.mark.parametrize("kind", KINDS)
def test_every_cut_with_a_right_checksum(kind: str, trial: Trial) -> None:
    header, body = _parts(kind)
    assert trial.run(_sealed(header, body)) == "resumed"
    for size in range(len(header)):
        assert trial.run(_sealed(header[:size], body)) == "refused"
    for size in range(len(body)):
        assert trial.run(_sealed(header, body[:size])) == "refused"


@pytest.mark.parametrize("kind", KINDS)
def test_turned_bits_with_a_right_checksum(kind: str, trial: Trial) -> None:
    """All bits of the smallest, some of the others; what comes of all of them is for the fuzzer to try."""
    header, body = _parts(kind)
    bits = range(8 * len(body))
    for bit in bits if len(body) < 200 else random.Random(kind).sample(bits, 300):
        damaged = bytearray(body)
        damaged[bit // 8] ^= 1 << bit % 8
        with suppress(MontyError):
            trial.run(_sealed(header, bytes(damaged)))
