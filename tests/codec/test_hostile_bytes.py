"""Bodies that nobody wrote: only ValueError, in bounded time and memory, and no code runs."""

from __future__ import annotations

import itertools
import random
import sys
import time
from collections import deque
from contextlib import suppress
from typing import Any

import msgpack
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monty_cli.codec import decode, encode
from monty_cli.codec.kinds import DECLARE
from monty_cli.codec.late import UnsettledError, settle

from .fake_environment import FakeEnvironment, Helper
from .guest_program import SOURCE

ENV = FakeEnvironment(SOURCE)
G = ENV.globals


def _everything() -> dict[str, Any]:
    point = G["Named"](1, [2], "n")
    error = G["MyError"]("m", 1)
    error.__cause__ = UnicodeDecodeError("utf-8", b"ab", 0, 1, "bad")
    ENV.tracebacks[id(error)] = (error, [("script", 1, 5, None)])
    table = {"a": 1, "b": 2, 3: 4}
    entries = iter(table.items())
    next(entries)
    late = {G["Key"](1): "one", (2, G["Key"]("k")): [G["Key"](3)], "plain": None}
    frozen = frozenset([G["Key"](6), frozenset([G["Key"](7)])])
    names = iter(late)
    next(names)
    helper = Helper()
    helper.state = [helper]
    generator = G["numbers"]([1])
    next(generator)
    first, second = itertools.tee([1, 2, 3])
    next(first)
    return {
        "scalars": [1, 2**80, 1.5, "text", b"x", None, True, 1j, ...],
        "rows": [{"id": i, "name": "x", "sub": [i]} for i in range(9)],
        "tuples": [(i, [i]) for i in range(9)],
        "containers": [{1, 2}, frozenset([3]), bytearray(b"x"), range(5), slice(1, 2), deque([1], 3)],
        "points": [point, *[G["Point"](i, i) for i in range(9)], vars(point)],
        "slots": G["Mixed"](1),
        "payloads": [G["MyList"]([1]), G["MyDict"](a=1), G["MyInt"](5), G["MyTuple"]((1,)), G["MyDefault"](list)],
        "functions": [*G["counter"](1), point.total, [].append, str.upper, len, super(G["Named"], point)],
        "error": error,
        "group": ExceptionGroup("g", [ValueError(1)]),
        "iterators": [iter([1]), entries, table, iter({1}), enumerate("ab"), zip([1], [2], strict=True), first, second],
        "more": [itertools.pairwise([1]), itertools.product([1], [2]), iter(deque([1])), table.keys(), iter(range(3))],
        "late": [late, names, late.values(), {G["Key"](4), 5}, frozen, (1, frozen), {frozen: [frozen]}, iter(frozen)],
        "helper": helper,
        "generator": generator,
        "forms": [list[int], int | None],
    }


BODY = encode(_everything(), ENV)
TOP: list[Any] = msgpack.unpackb(BODY, strict_map_key=False, unicode_errors="surrogatepass")


def _refused(body: bytes) -> None:
    with pytest.raises(ValueError):
        decode(body, ENV.twin())


def _survives(body: bytes) -> None:
    """Loads or refuses, in time; what code of the program then fills, is filled or refused."""
    start = time.process_time()
    env = ENV.twin()
    with suppress(ValueError):
        decode(body, env)
        with suppress(UnsettledError):
            settle(env.lates)
    assert time.process_time() - start < 5


def test_the_body_itself_loads() -> None:
    restored = decode(BODY, ENV.twin())
    assert list(restored) == list(_everything()) and restored["rows"] == _everything()["rows"]


def test_truncated_at_every_offset() -> None:
    for size in range(len(BODY)):
        _refused(BODY[:size])


def test_trailing_bytes() -> None:
    _refused(BODY + b"\0")
    _refused(BODY + BODY)


def test_flipped_bits() -> None:
    chance = random.Random(2)
    for bit in chance.sample(range(8 * len(BODY)), 1200):
        damaged = bytearray(BODY)
        damaged[bit // 8] ^= 1 << bit % 8
        _survives(bytes(damaged))


def _places(value: Any) -> list[tuple[Any, Any]]:
    found: list[tuple[Any, Any]] = []
    stack = [value]
    while stack:
        holder = stack.pop()
        keys = range(len(holder)) if isinstance(holder, list) else list(holder)
        for key in keys:
            found.append((holder, key))
            if isinstance(holder[key], (list, dict)):
                stack.append(holder[key])
    return found


LIES: list[Any] = [None, True, -1, 0, 1, 7, 50, 2**40, 2**63, 1.5, "", "x", b"", [], [0], [3], [[1]], [0, b"\xff"], {}]
LIES += [{"i": [0]}, {"i": [-1]}, {"r": [0, 3]}, {"r": [0, 2**60]}, {"t": [["a"], [0, 5]]}, {"t": 1}, {"q": []}]
LIES += [[None] * 5, [[0]] * 5, "@x", "__class__", [1, 2, 3], [["a", "b"]]]


def test_structure_lies() -> None:
    chance = random.Random(1)
    places = _places(TOP)
    for index in chance.sample(range(len(places)), 250):
        for lie in chance.sample(LIES, 3):
            forged = msgpack.unpackb(BODY, strict_map_key=False, unicode_errors="surrogatepass")
            holder, key = _places(forged)[index]
            holder[key] = lie
            _survives(msgpack.packb(forged, unicode_errors="surrogatepass"))


@settings(deadline=None, max_examples=500)
@given(st.binary(max_size=200))
def test_any_bytes(data: bytes) -> None:
    _refused(data)


FIELD = st.recursive(
    st.none() | st.booleans() | st.integers(-2, 12) | st.text(max_size=3) | st.binary(max_size=3) | st.floats(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from("irtx"), inner, max_size=1),
    max_leaves=8,
)
ROWS = st.lists(st.tuples(st.sampled_from(sorted(DECLARE)), st.lists(FIELD, max_size=6)), max_size=6)


@settings(deadline=None, max_examples=400)
@given(ROWS, st.integers(0, 12), st.lists(st.lists(st.sampled_from("abc"), max_size=3), max_size=3))
def test_any_rows(rows: list[tuple[int, list[Any]]], count: int, shapes: list[list[str]]) -> None:
    top = [count, shapes, [[tag, *fields] for tag, fields in rows], ["v"], [[0]]]
    _survives(msgpack.packb(top))


def _body(rows: list[Any], count: int | None = None, shapes: Any = ((),)) -> bytes:
    top = [len(rows) if count is None else count, [list(keys) for keys in shapes], rows, ["v"], [[0]]]
    return bytes(msgpack.packb(top))


FORGED: dict[str, bytes] = {
    "pickle": b"cos\nsystem\n(S'true'\ntR.",
    "extension": msgpack.packb([1, [], [[10, [msgpack.ExtType(5, b"x")]]], ["v"], [[0]]]),
    "timestamp": msgpack.packb([1, [], [[10, [msgpack.Timestamp(5)]]], ["v"], [[0]]]),
    "length": b"\x95\x01\x90\xdd\xff\xff\xff\xff",
    "nested lengths": b"\xdd\x00\x00\x10\x00" * 900 + b"\0" * 5000,
    "deep": b"\x91" * 1_000_000,
    "tuple in itself": _body([[12, [[0]]]]),
    "tuple ring": _body([[12, [[1]]], [12, [[0]]]]),
    "frozenset in itself": _body([[18, [[0]]]]),
    "id out of range": _body([[10, [[5]]]]),
    "negative id": _body([[10, [[-1]]]]),
    "run twice": _body([[10, {"r": [1, 2]}], [12, []], [12, []], [10, {"r": [1, 2]}]]),
    "run too long": _body([[10, {"r": [0, 2**40]}]]),
    "equal keys": _body([[16, [1, True], [1, 2]]]),
    "equal members": _body([[17, [1, 1.0]]]),
    "list as key": _body([[16, [[1]], [1]], [10, []]]),
    "unknown kind": _body([[999]]),
    "unknown name": _body([[3, "os.system"]]),
    "class of nothing": _body([[50, [], "C", "C", None, 0, []]]),
    "class of a list": _body([[50, [[1], [1]], "C", "C", None, 0, []], [10, []]]),
    "own metaclass": _body([[50, [[0], [0]], "C", "C", None, 0, []]]),
    "instance of a function": _body([[51, [[1]], 0, []], [3, "len"]]),
    "instance of a builtin": _body([[51, [[1]], 0, []], [3, "memoryview"]]),
    "subclasses": _body([[33, "__subclasses__", [[1]]], [3, "object"]]),
    "str.format": _body([[33, "format", ["{0.__class__}"]]]),
    "unbound format": _body([[34, "format", [[1]]], [3, "str"]]),
    "descriptor of type": _body([[34, "__subclasses__", [[1]]], [3, "type"]]),
    "unknown function": _body([[31, "script", 999, 0, [], []]]),
    "cells of another function": _body([[31, "script", 1, 0, [], []]]),
    "cell that is a list": _body([[31, "script", 2, 0, [[1]], []], [10, []]], shapes=[["n"]]),
    "dict iterator without entries": _body([[71, "keys", [[1]], 3, 1], [14, 0, []]]),
    "dict iterator too far": _body([[71, "keys", [[1]], 0, 5], [14, 0, []]]),
    "tee beyond its values": _body(
        [[63, "tee", [[1]], [[2]]], [12, []], [12, [[3], 50]], [64, [[4], None, 1]], [60, "tuple", [[1]], None]]
    ),
    "tee over a list": _body([[64, [[1], None, 1]], [10, []]]),
    "enumerate over a class": _body([[63, "enumerate", [[1], 0], []], [3, "int"]]),
    "huge selection": _body([[63, "combinations", [[1], 2**50], []], [12, []]]),
    "cause that is an int": _body([[51, [[1]], 0, [], 0, [], 16, [], [5, None], False, 0, [], []], [3, "ValueError"]]),
    "empty group": _body([[51, [[1]], 0, [], 0, [], 16, [], [None, None], False, 0, [], []], [3, "ExceptionGroup"]]),
    "iterators inside each other": _body(
        [[63, "enumerate", [[i + 1], 0], []] for i in range(50_000)] + [[61, [0, 1, 1]]]
    ),
    "aliases inside each other": _body(
        [[80, [[i + 1], [50_000], False]] for i in range(49_999)] + [[3, "list"], [12, []]]
    ),
    "colliding keys": _body([[17, [[0, ((i << 61) - i).to_bytes(12, "little")] for i in range(1, 50_000)]]]),
    "tuples as a tree": _body([[17, [[1]]], *[[12, [[i + 2], [i + 2]]] for i in range(60)], [12, []]]),
    "steps": _body(
        [
            [71, "keys", [[1]], 20_000, 20_000] if i != 1 else [16, list(range(20_000)), list(range(20_000))]
            for i in range(20_000)
        ]
    ),
    "deep class chain": _body(
        [[50, [[30_000], [i + 1]], "C", "C", None, 0, []] for i in range(29_999)] + [[3, "object"], [3, "type"]]
    ),
}


@pytest.mark.parametrize("name", FORGED)
def test_forged(name: str) -> None:
    start = time.process_time()
    _refused(FORGED[name])
    assert time.process_time() - start < 5


def test_blocks_can_not_multiply() -> None:
    """Runs of blocks inside runs of blocks would give many objects for few bytes."""
    rows = [[10, {"r": [1, 100]}]]
    start = 1
    for _ in range(50):
        rows.append([15, 0, 100, {"r": [start + 100, 100]}])
        start += 100
    rows.append([11, [0] * 100, []])
    _refused(_body(rows, count=start + 100, shapes=[["k"]]))


def test_many_overlapping_runs() -> None:
    rows = [[10, {"r": [1, 1000]}], [11, [0] * 1000, []]] + [[10, {"r": [1, 1000]}]] * 1000
    _refused(_body(rows, count=2001))


def test_unicode_error_with_a_wild_index() -> None:
    body = encode({"v": UnicodeDecodeError("utf-8", b"ab", 0, 1, "bad")}, ENV)
    top = msgpack.unpackb(body)
    keys = top[1].index(["encoding", "object", "start", "end", "reason"])
    row = next(row for row in top[2] if row[0] == 51)
    state = next(field for place, field in enumerate(row) if place > 8 and isinstance(field, list) and len(field) == 5)
    assert keys >= 0
    state[2], state[3] = -5, -4
    _refused(msgpack.packb(top))


def test_no_guest_code_on_loading_a_class_of_hooks() -> None:
    assert decode(encode({"v": [G["Hostile"](), G["WithMeta"], G["Registered"]]}, ENV), ENV.twin())


def test_recursion_limit_is_left_alone() -> None:
    before = sys.getrecursionlimit()
    _survives(FORGED["deep"])
    assert sys.getrecursionlimit() == before
