"""Iterators go on where they were, stay linked to what they iterate over, and aren't advanced by being stored."""

from __future__ import annotations

import itertools
from collections import OrderedDict, deque
from collections.abc import Callable
from typing import Any

import pytest

from monty_cli.codec import Unsupported

from .fake_environment import FakeEnvironment, through
from .guest_program import SOURCE

ENV = FakeEnvironment(SOURCE)
G = ENV.globals
ABC: dict[str, Any] = {"a": 1, "b": [2], "c": 3}

MAKERS: dict[str, Callable[[], Any]] = {
    "list": lambda: iter([1, [2], 3]),
    "reversed list": lambda: reversed([1, 2, 3]),
    "tuple": lambda: iter((1, [2], 3)),
    "ascii": lambda: iter("abc"),
    "str": lambda: iter("aé\ud800"),
    "bytes": lambda: iter(b"abc"),
    "bytearray": lambda: iter(bytearray(b"abc")),
    "reversed str": lambda: reversed("abc"),
    "reversed tuple": lambda: reversed((1, 2, 3)),
    "range": lambda: iter(range(0, 50, 10)),
    "long range": lambda: iter(range(2**70, 2**70 + 5)),
    "reversed range": lambda: reversed(range(5)),
    "dict keys": lambda: iter(ABC),
    "dict values": lambda: iter(ABC.values()),
    "dict items": lambda: iter(ABC.items()),
    "reversed keys": lambda: reversed(ABC),
    "reversed values": lambda: reversed(ABC.values()),
    "reversed items": lambda: reversed(ABC.items()),
    "set": lambda: iter({"a", "b", "c", 4}),
    "frozenset": lambda: iter(frozenset("abc")),
    "deque": lambda: iter(deque([1, [2], 3])),
    "reversed deque": lambda: reversed(deque([1, 2, 3])),
    "enumerate": lambda: enumerate("abc", 5),
    "zip": lambda: zip([1, 2, 3], "abc", strict=False),
    "strict zip": lambda: zip([1, 2], [3, 4], strict=True),
    "map": lambda: map(pow, [1, 2, 3], [2, 2, 2]),
    "filter": lambda: filter(None, [1, 0, 2, 3]),
    "callable": lambda: itertools.islice(iter(int, 1), 3),
    "accumulate": lambda: itertools.accumulate([1, 2, 3]),
    "accumulate from": lambda: itertools.accumulate([1, 2, 3], max, initial=2),
    "accumulate None": lambda: itertools.accumulate([None, 2, 3], {}.get),
    "chain": lambda: itertools.chain([1], [2, 3], "ab"),
    "chain of": lambda: itertools.chain.from_iterable([[1, 2], [3]]),
    "combinations": lambda: itertools.combinations([1, 2, 3, 4], 2),
    "combinations with": lambda: itertools.combinations_with_replacement("abc", 2),
    "compress": lambda: itertools.compress("abcd", [1, 0, 1, 1]),
    "count": lambda: itertools.islice(itertools.count(5, 2), 6),
    "count float": lambda: itertools.islice(itertools.count(0.5, 0.5), 6),
    "cycle": lambda: itertools.islice(itertools.cycle([1, 2, 3]), 8),
    "dropwhile": lambda: itertools.dropwhile(bool, [1, 0, 2, 3]),
    "filterfalse": lambda: itertools.filterfalse(None, [0, 1, 0, 0]),
    "islice": lambda: itertools.islice(range(20), 3, 15, 4),
    "islice open": lambda: itertools.islice("abcdef", 2, None),
    "pairwise": lambda: itertools.pairwise([1, [2], 3, 4]),
    "permutations": lambda: itertools.permutations("abc", 2),
    "product": lambda: itertools.product([1, 2], "ab", repeat=1),
    "repeat": lambda: itertools.repeat([1], 4),
    "starmap": lambda: itertools.starmap(pow, [(1, 2), (2, 2), (3, 2)]),
    "takewhile": lambda: itertools.takewhile(bool, [1, 2, 3, 0, 4]),
    "tee": lambda: itertools.tee([1, 2, 3])[1],
    "zip_longest": lambda: itertools.zip_longest([1], [2, 3], "abc", fillvalue="-"),
    "nested": lambda: enumerate(zip(map(str, range(5)), itertools.chain("ab", "cde"), strict=False)),
}


@pytest.mark.parametrize("steps", [0, 1, 2, 100])
@pytest.mark.parametrize("name", MAKERS)
def test_goes_on(name: str, steps: int) -> None:
    iterator, twin = MAKERS[name](), MAKERS[name]()
    for _ in range(steps):
        next(iterator, None)
        next(twin, None)
    restored = through(iterator, ENV)
    rest = list(twin)
    assert list(restored) == rest
    assert next(restored, "end") == "end"
    assert list(iterator) == rest, "storing it advanced the iterator"


@pytest.mark.parametrize("first", [True, False])
def test_list_iterator_sees_later_appends(first: bool) -> None:
    items = [1, 2]
    iterator = iter(items)
    next(iterator)
    pair = through([items, iterator] if first else [iterator, items])
    found, restored = pair if first else reversed(pair)
    found.append(3)
    assert list(restored) == [2, 3]


@pytest.mark.parametrize("first", [True, False])
def test_dict_iterator_notices_a_new_size(first: bool) -> None:
    table: dict[Any, Any] = {"a": 1, 2: 2}
    iterator = iter(table.items())
    next(iterator)
    pair = through([table, iterator] if first else [iterator, table])
    found, restored = pair if first else reversed(pair)
    assert found == table
    found["new"] = 1
    with pytest.raises(RuntimeError, match="changed size"):
        next(restored)


def test_dict_iterator_sees_new_values() -> None:
    table = {"a": 1, "b": 2}
    iterator = iter(table.values())
    next(iterator)
    found, restored = through([table, iterator])
    found["b"] = 9
    assert list(restored) == [9]


def test_dict_that_holds_its_iterator() -> None:
    table: dict[str, Any] = {"a": 1, "it": None, "z": (1,)}
    iterator = iter(table)
    table["it"] = iterator
    next(iterator)
    restored = through(table)
    assert list(restored["it"]) == ["it", "z"]


@pytest.mark.parametrize("count", [1, 20])
def test_iterators_over_dicts_of_blocks_and_attributes(count: int) -> None:
    rows = [{"id": i, "more": [i]} for i in range(count)]
    points = [G["Point"](i, i) for i in range(count)]
    iterators = [iter(row.items()) for row in rows] + [iter(vars(point).items()) for point in points]
    for iterator in iterators:
        next(iterator)
    found, found_points, restored = through([rows, points, iterators], ENV)
    assert found == rows and found_points[-1].y == count - 1
    assert [list(iterator) for iterator in restored] == [[("more", [i])] for i in range(count)] + [
        [("y", i)] for i in range(count)
    ]


def test_views_stay_views() -> None:
    table: dict[str, Any] = {"a": 1}
    ordered = OrderedDict(b=2)
    found, keys, items, found_ordered, values = through([table, table.keys(), table.items(), ordered, ordered.values()])
    found["x"] = 3
    found_ordered["y"] = 4
    assert list(keys) == ["a", "x"] and list(items) == [("a", 1), ("x", 3)] and list(values) == [2, 4]


def test_set_iterator_notices_a_new_size() -> None:
    items = {1, 2, 3}
    iterator = iter(items)
    given = next(iterator)
    found, restored = through(through([items, iterator]))
    rest = [next(restored)]
    assert restored.__length_hint__() == 1 and iter(restored) is restored
    found.add(4)
    with pytest.raises(RuntimeError, match="Set changed size during iteration"):
        next(restored)
    found.remove(4)
    with pytest.raises(RuntimeError, match="Set changed size during iteration"):
        next(restored)
    assert {given, *rest} < items and not restored.__length_hint__()


def test_set_iterator_at_its_end() -> None:
    items = frozenset([1])
    iterator = iter(items)
    next(iterator)
    _, before = through([items, iterator])
    assert list(before) == [] == list(before)
    assert next(iterator, None) is None
    _, after = through([items, iterator])
    assert list(after) == []


@pytest.mark.parametrize("kind", [set, dict.fromkeys])
def test_what_changed_its_size_under_an_iterator_is_refused(kind: Callable[[Any], Any]) -> None:
    items = kind([1, 2])
    iterator = iter(items)
    items |= kind([3])
    with pytest.raises(Unsupported, match="changed its size"):
        through(iterator)


def test_deque_iterator_is_linked() -> None:
    items = deque([1, 2, [3]])
    iterator = iter(items)
    next(iterator)
    found, restored = through([items, iterator])
    assert next(restored) == 2 and next(restored) is found[2]
    restored = through([items, iter(items)])
    restored[0].append(4)
    with pytest.raises(RuntimeError, match="mutated"):
        next(restored[1])


def test_strict_zip_still_complains() -> None:
    restored = through(zip([1], [2, 3], strict=True))
    assert next(restored) == (1, 2)
    with pytest.raises(ValueError, match=r"shorter|longer"):
        next(restored)


def test_groupby_with_its_current_group() -> None:
    groups = itertools.groupby([1, 1, 2, 2, 3])
    _, group = next(groups)
    next(group)
    restored, current = through([groups, group])
    assert list(current) == [1]
    assert [(key, list(members)) for key, members in restored] == [(2, [2, 2]), (3, [3])]


def test_tee_branches_share() -> None:
    source = iter(range(200))
    first, second = itertools.tee(source)
    for _ in range(130):
        next(first)
    for _ in range(5):
        next(second)
    a, b, rest = through([first, second, source])
    assert list(b) == list(range(5, 200)) and list(a) == list(range(130, 200)) and list(rest) == []


def test_two_iterators_over_one() -> None:
    source = iter([1, 2, 3, 4])
    pairs = zip(source, source, strict=False)
    restored, inner = through([pairs, source])
    assert next(restored) == (1, 2) and next(inner) == 3


def test_iterator_over_a_subclass() -> None:
    items = G["MyList"]([1, 2, 3])
    iterator = iter(items)
    next(iterator)
    found, restored = through([items, iterator], ENV)
    found.append(4)
    assert list(restored) == [2, 3, 4]


def test_generator_inside_an_iterator() -> None:
    generator = G["numbers"]([1])
    other = enumerate(generator)
    restored = through([other, generator], ENV)
    assert restored[0].__reduce__()[1][0] is restored[1]
