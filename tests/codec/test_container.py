"""The file around a body: what is written is read, and damage is told apart."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monty_cli.codec import VERSION, read, write
from monty_cli.codec.container import FRONT_SIZE

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**64 - 1) | st.floats(allow_nan=False) | st.text() | st.binary(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@settings(deadline=None, max_examples=50)
@given(st.dictionaries(st.text(), PLAIN), st.binary())
def test_round_trip(header: dict[str, Any], body: bytes) -> None:
    assert read(write(header, body)) == (header, body)


DATA = write({"source": "x = 1", "n": [1, {"a": None}]}, b"body bytes")


@pytest.mark.parametrize("size", range(1, len(DATA)))
def test_truncated(size: int) -> None:
    with pytest.raises(ValueError, match="truncated"):
        read(DATA[:size])


@pytest.mark.parametrize("data", [b"", b"x", b"PK\x03\x04" * 30, b"\x80\x04cos\nsystem\n.", b"MONTY\0" + b"\0" * 90])
def test_foreign(data: bytes) -> None:
    with pytest.raises(ValueError, match="foreign"):
        read(data)


def test_newer() -> None:
    data = DATA[:8] + (VERSION + 1).to_bytes(2, "little") + DATA[10:]
    with pytest.raises(ValueError, match="newer"):
        read(data)


def test_every_flipped_bit() -> None:
    for place in range(8, len(DATA)):
        for bit in range(8):
            damaged = bytearray(DATA)
            damaged[place] ^= 1 << bit
            with pytest.raises(ValueError, match=r"altered|newer|truncated"):
                read(bytes(damaged))


def test_bytes_behind_the_end() -> None:
    with pytest.raises(ValueError, match="altered"):
        read(DATA + b"\0")


def _nested(depth: int) -> Any:
    value: Any = None
    for _ in range(depth):
        value = [value]
    return value


@pytest.mark.parametrize("value", [{1}, (1,), 2**64, object(), {1: 2}, 1j, _nested(100)])
def test_header_of_other_values(value: Any) -> None:
    with pytest.raises(ValueError, match="header"):
        write({"x": value}, b"")


def test_the_front_is_as_documented() -> None:
    data = write({}, b"abc")
    assert data[:8] == b"\x89MONTY\r\n" and data[8:12] == b"\x03\0\0\0"
    assert data[12:24] == (1).to_bytes(4, "little") + (3).to_bytes(8, "little")
    assert len(data) == FRONT_SIZE + 1 + 3 and data[FRONT_SIZE:] == b"\x80abc"
