"""sorted and list.sort: the comparisons happen in CPython's order, whatever they answer."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monty_cli.guest import mark_guest_class
from tests.guest.native import Prelude, check, check_all

PRELUDE = Prelude()
LOG: list[Any] = []


class Item:
    """A value that logs its comparisons."""

    def __init__(self, value: float, name: int) -> None:
        self.value = value
        self.name = name

    def __lt__(self, other: Item) -> object:
        LOG.append((self.name, other.name))
        return self.value < other.value


class Liar(Item):
    """A value whose comparisons have nothing to do with an order, but are the same in each run."""

    def __lt__(self, other: Item) -> object:
        LOG.append((self.name, other.name))
        return [] if (self.name * 31 + other.name * 17 + len(LOG)) % 3 else 1


class Other(Item):
    """A value of another class, so that keys are mixed."""


for _cls in (Item, Liar, Other):
    mark_guest_class(_cls)


def compare(make: Any, reverse: bool, key: bool) -> None:
    found = []
    for use in (True, False):
        LOG.clear()
        items = make()
        function = (lambda item: item) if key else None
        done = (
            PRELUDE["sorted"](items, key=function, reverse=reverse)
            if use
            else sorted(items, key=function, reverse=reverse)
        )
        found.append(([item.name for item in done], list(LOG)))
    assert found[0] == found[1]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.integers(0, 40), max_size=300), st.booleans(), st.booleans())
def test_comparisons_come_in_cpythons_order(values: list[int], reverse: bool, key: bool) -> None:
    compare(lambda: [Item(value, name) for name, value in enumerate(values)], reverse, key)


@pytest.mark.parametrize("size", [2, 3, 10, 63, 64, 65, 200, 1000, 3000])
@pytest.mark.parametrize(
    "shape", ["random", "rising", "falling", "runs", "few", "equal", "saw", "two halves", "liar", "mixed", "partly"]
)
def test_runs_merges_and_galloping(shape: str, size: int) -> None:
    chance = random.Random(size)
    values: list[float] = {
        "random": [chance.random() for _ in range(size)],
        "rising": list(range(size)),
        "falling": list(range(size, 0, -1)),
        "runs": [n % 137 + n // 500 for n in range(size)],
        "few": [chance.randrange(4) for _ in range(size)],
        "equal": [1] * size,
        "saw": [(n % 90) * (-1) ** (n // 90) for n in range(size)],
        "two halves": [*range(0, size, 2), *range(1, size, 2)],
        "liar": [0] * size,
        "mixed": [chance.randrange(50) for _ in range(size)],
        "partly": [n if chance.random() < 0.9 else chance.randrange(size) for n in range(size)],
    }[shape]  # type: ignore[assignment]
    classes: list[type[Item]] = [Liar] if shape == "liar" else [Item, Other] if shape == "mixed" else [Item]
    for reverse in (False, True):
        compare(
            lambda: [classes[name % len(classes)](value, name) for name, value in enumerate(values)], reverse, reverse
        )


CLASSES = """
def gen(*items):
    for item in items:
        log(item)
        yield item

class V:
    def __init__(self, v, name=''):
        self.v = v
        self.name = name
    def __repr__(self):
        return f'{self.v}{self.name}'
    def __eq__(self, other):
        log(f'{self} == {other}')
        return [1] if isinstance(other, V) and self.v == other.v else []
    def __lt__(self, other):
        log(f'{self} < {other}')
        if self.v == 13 or other.v == 13:
            raise KeyError(13)
        if self.v == 0:
            return NotImplemented
        return self.v < other.v

def vs(*values):
    return [V(v, name) for v, name in zip(values, 'abcdefghijklm')]

def sort(items, **options):
    try:
        log(items.sort(**options))
    except Exception as error:
        log(repr(error))
    return items

class L(list):
    pass
"""


def test_sorting() -> None:
    check_all(
        CLASSES,
        """
        sorted(gen(3, 1, 2))
        sorted([3, 1, 2], key=lambda x: log(x) or -x)
        sorted('hello', key=str.upper, reverse=True)
        sorted(vs(3, 1, 2, 1, 3))
        sorted(vs(3, 1, 2, 1, 3), reverse=True)
        sorted(vs(0, 1, 2, 0, 3))
        sorted([(V(1), 2), (V(0), 1), (V(0.5), 0)])
        sorted([(V(1), 2), (V(1), 1), (V(0.5), 0)])
        sorted([(1, V(2)), (1, V(1)), (0, V(7))])
        sorted([(1, V(2)), (), (0, V(7))])
        sorted([(V(2), 1), (V(2),), (V(2), 0, 4), (3, 1)], reverse=True)
        sorted([((V(2), 1),), ((V(1), 3),)])
        sorted([[V(2), 1], [V(1), 3]])
        sorted([3, 1], key=5)
        sorted([], key=5)
        sorted(5)
        sorted()
        sorted([1], [2])
        sorted([1], foo=2)
        sorted([1, 'a'])
        sorted([1, 'a', 2], key=lambda x: x)
        sorted([3, 1, 2], reverse=1), sorted([1, 2], reverse=0)
        sorted([3, 1, 2], reverse='x')
        sorted([3, 1, 2], reverse=None)
        sorted([[3], [1], [2]], key=lambda x: x[0])
        sorted(['bb', 'a', 'ccc'], key=len)
        sorted({'b': 1, 'a': 2}.items(), key=lambda kv: kv[1])
        sort([3, 1, 2])
        sort(vs(3, 1, 2), reverse=True)
        sort(vs(3, 13, 2, 1))
        sort(vs(3, 1, 2, 13), reverse=True)
        sort([3, 1, 2], key=lambda x: 1 / (x - 2))
        sort([3, 1, 2], key=lambda x: -x)
        sort(L([3, 1, 2]), key=lambda x: -x)
        sort(L(vs(3, 1, 2)))
        sort([1, 'a'])
        sort([3, 1], ky=2)
        sort((3, 1))
        sort([3, 1, 2], reverse=[])
        """,
    )


@pytest.mark.parametrize("action", ["items.append(1)", "items.clear()", "len(items)", "items.sort()"])
@pytest.mark.parametrize("option", ["key=touch", "key=compare"])
def test_a_list_is_empty_while_it_is_sorted(action: str, option: str) -> None:
    check(f"""
class V:
    def __init__(self, v):
        self.v = v
    def __lt__(self, other):
        log({action})
        return self.v < other.v
    def __repr__(self):
        return str(self.v)
def touch(x):
    log(list(items))
    log({action})
    return -x
compare = V
items = [3, 1, 2]
try:
    items.sort({option})
except ValueError as error:
    log(error)
result = items
""")
