"""Bytes: no more than one and a half times what msgpack needs for the same plain data."""

from __future__ import annotations

from typing import Any

import msgpack
import pytest

from monty_cli.codec import encode

from .fake_environment import FakeEnvironment

CASES: dict[str, Any] = {
    "one kind of dict": [{"id": i, "name": "x", "ok": True} for i in range(1000)],
    "different names": [{"id": i, "name": f"name {i}", "ok": i % 2 == 0} for i in range(1000)],
    "dicts in a dict": {f"key {i}": {"id": i, "name": "x", "ok": True} for i in range(1000)},
    "one dict with another key": [{"id": i, "name": "x", f"key {i}": True} for i in range(1000)],
    "dicts in dicts": [{"id": i, "owner": {"name": "x", "tags": ["a", "b"]}} for i in range(1000)],
    "dicts among others": [{"id": i, "name": "x", "ok": True} if i % 3 else None for i in range(1000)],
    "numbers": list(range(10_000)),
    "floats": [i / 7 for i in range(10_000)],
    "words": ["yes" if i % 3 else "no" for i in range(10_000)],
}


@pytest.mark.parametrize("name", CASES)
def test_size(name: str) -> None:
    size = len(encode({"value": CASES[name]}, FakeEnvironment()))
    assert size <= 1.5 * len(msgpack.packb(CASES[name]))
