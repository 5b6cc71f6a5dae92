"""Values of builtin types come back equal, with the same identities among them."""

from __future__ import annotations

import math
from collections import Counter, OrderedDict, defaultdict, deque
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from .fake_environment import through

DEEP = 25_000  # levels, many times what recursion could take
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.integers(min_value=-(2**200), max_value=2**200)
    | st.floats(allow_nan=False)
    | st.text(st.characters(exclude_categories=()), max_size=50)
    | st.binary(max_size=50)
    | st.complex_numbers(allow_nan=False)
    | st.sampled_from([..., NotImplemented])
)
KEYS = st.recursive(SCALARS, lambda inner: st.tuples(inner, inner) | st.frozensets(inner, max_size=4), max_leaves=5)
VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=12)
        | st.lists(inner, max_size=12).map(tuple)
        | st.dictionaries(st.text(max_size=3), inner, max_size=6)
        | st.dictionaries(KEYS, inner, max_size=6)
        | st.sets(KEYS, max_size=6)
        | st.lists(st.fixed_dictionaries({"a": inner, "b": inner}), min_size=8, max_size=12)
        | st.lists(inner, max_size=6).map(deque)
        | st.lists(inner, min_size=1, max_size=3).map(lambda items: slice(*items))
    ),
    max_leaves=40,
)


def same(a: Any, b: Any) -> bool:
    """Equality that tells 1 from True and 0.0 from -0.0."""
    if type(a) is not type(b):
        return False
    if isinstance(a, float):
        return a == b and math.copysign(1, a) == math.copysign(1, b)
    if isinstance(a, complex):
        return same(a.real, b.real) and same(a.imag, b.imag)
    if isinstance(a, (list, tuple, deque)):
        return len(a) == len(b) and all(map(same, a, b))
    if isinstance(a, dict):
        return same(list(a), list(b)) and same(list(a.values()), list(b.values()))
    if isinstance(a, slice):
        return same((a.start, a.stop, a.step), (b.start, b.stop, b.step))
    return bool(a == b)


@settings(deadline=None, max_examples=150)
@given(VALUES)
def test_any_value(value: Any) -> None:
    assert same(value, through(value))


@settings(deadline=None, max_examples=60)
@given(st.lists(VALUES, min_size=1, max_size=5), st.lists(st.integers(0, 4), min_size=1, max_size=20))
def test_sharing_is_kept(parts: list[Any], picks: list[int]) -> None:
    boxes = [[part] for part in parts]
    shared = [boxes[pick % len(boxes)] for pick in picks]
    restored = through(shared)
    for a, x in zip(shared, restored, strict=True):
        for b, y in zip(shared, restored, strict=True):
            assert (a is b) == (x is y)


@pytest.mark.parametrize("count", [2, 30])
def test_shapes_of_blocks(count: int) -> None:
    values: list[Any] = [
        [{"id": i, "name": f"n{i % 3}", "tags": [i], "sub": {"x": {"y": (i, [i])}}} for i in range(count)],
        [{"a": i} if i % 2 else {"b": i, "c": None} for i in range(count)],
        [(i, str(i)) for i in range(count)],
        [([],) for _ in range(count)],
        [{} for _ in range(count)],
        [[None, "x" * 40, 2**80] for _ in range(count)],
        [{"text": "x" * 40, "n": 2**90 if i == 1 else i} for i in range(count)],
    ]
    assert through(values) == values


def test_long_strings_are_stored_once() -> None:
    from monty_cli.codec import encode

    from .fake_environment import FakeEnvironment

    text = "a long text that repeats " * 40
    value = [text, {"a": text, "b": [text, 1, None]}, (text,)]
    assert len(encode({"value": value}, FakeEnvironment())) < 1.2 * len(text)
    assert through(value) == value


def test_nan_and_signed_zero() -> None:
    nan, zero, infinite = through([math.nan, -0.0, -math.inf])
    assert math.isnan(nan) and math.copysign(1, zero) == -1 and infinite == -math.inf


def test_cycles() -> None:
    loop: list[Any] = [1]
    loop.append(loop)
    table: dict[str, Any] = {"loop": loop}
    table["self"] = table
    ring = (loop, table)
    loop.append(ring)
    found, found_table = through(ring)
    assert found[1] is found and found_table["self"] is found_table and found_table["loop"] is found
    assert found[2][0] is found and type(found[2]) is tuple


def test_tuple_and_frozenset_within_a_cycle() -> None:
    holder: dict[str, Any] = {}
    inner = (holder, frozenset([1, (2, 3)]))
    holder["back"] = inner
    restored = through(inner)
    assert restored[0]["back"] is restored and restored[1] == {1, (2, 3)}


@pytest.mark.parametrize("wrap", [lambda x: [x], lambda x: (x,), lambda x: {"k": x}, lambda x: {1: x}])
def test_deep_nesting(wrap: Any) -> None:
    value: Any = wrap(None)
    for _ in range(DEEP):
        value = wrap(value)
    restored, depth = through(value), 0
    while restored is not None:
        (restored,) = restored.values() if isinstance(restored, dict) else restored
        depth += 1
    assert depth == DEEP + 1


@pytest.mark.parametrize(
    "value",
    [
        deque([1, [2]], maxlen=5),
        OrderedDict([("b", 1), ("a", [2])]),
        Counter("abca"),
        bytearray(b"abc"),
        range(0, 10, 3),
        range(2**80),
        {i: i for i in range(200)},
        {True: 1, 2.5: 2, None: 3, b"x": 4},
    ],
    ids=repr,
)
def test_further_types(value: Any) -> None:
    restored = through(value)
    assert restored == value and type(restored) is type(value) and repr(restored) == repr(value)


def test_default_dict() -> None:
    restored = through(defaultdict(list, {"a": [1]}))
    restored["new"].append(2)
    assert restored == {"a": [1], "new": [2]}


def test_deque_keeps_its_limit() -> None:
    restored = through(deque([1, 2], maxlen=2))
    restored.append(3)
    assert list(restored) == [2, 3]


def test_plain_objects_are_told_apart() -> None:
    missing = object()
    first, second, third = through([missing, missing, object()])
    assert first is second and first is not third and type(first) is object
