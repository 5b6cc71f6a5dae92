"""any, all, sum, min, max over what the guest wrote."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.guest.native import Prelude, check_all

PRELUDE = Prelude()

CLASSES = """
def gen(*items):
    for item in items:
        log(item)
        yield item

class Number:
    def __init__(self, v):
        self.v = v
    def __repr__(self):
        return f'<{self.v}>'
    def __add__(self, other):
        log(f'{self} + {other}')
        return Number(self.v + getattr(other, 'v', other))
    def __radd__(self, other):
        log(f'{other} r+ {self}')
        return Number(self.v + other)
    def __lt__(self, other):
        log(f'{self} < {other}')
        return self.v < other.v
    def __gt__(self, other):
        log(f'{self} > {other}')
        return [1] if self.v > other.v else []

class Truth:
    def __init__(self, v):
        self.v = v
    def __bool__(self):
        log(self.v)
        return self.v
"""


def test_reductions() -> None:
    check_all(
        CLASSES,
        """
        any(gen(0, '', 3, 4))
        any(gen())
        any([Truth(False), Truth(True), Truth(False)])
        all([Truth(True), Truth(False), Truth(True)])
        all(gen(1, 0, 2))
        all([Truth(3)])
        any(5)
        any()
        sum(gen(1, 2, 3))
        sum(gen(1, 2.5, 3))
        sum(gen(0.1, 0.2, 0.3, 0.4, 0.1, 1e16, 1, -1e16))
        sum([0.1] * 10)
        sum(gen(*[0.1] * 10))
        sum([Number(1), Number(2)])
        sum(gen(1, 2, Number(3), 4, 0.5))
        sum([Number(1), Number(2)], Number(5))
        sum([Number(1), Number(2)], start=Number(5))
        sum(gen([1], [2]), [])
        sum(gen('a', 'b'), '')
        sum(gen(b'a'), b'')
        sum(gen(1, 'a', 2))
        sum(5)
        sum()
        sum(gen(1), 2, 3)
        sum(gen(1), 2, start=3)
        sum(gen(True, True), False)
        min(gen(3, 1, 2)), max(gen(3, 1, 2))
        min([Number(3), Number(1), Number(2), Number(1)])
        max([Number(3), Number(1), Number(2), Number(3)])
        min(Number(3), Number(1), Number(2), Number(1))
        min([3, 1, 2], key=lambda x: log(x) or -x)
        max('abc', key=lambda x: log(x))
        max(gen('a', 'bb', 'cc'), key=len)
        min(gen()), 1
        max(gen(), default=4)
        max([], key=len)
        max([], key=len, default=None)
        max(1, 2, default=3)
        max()
        min(5)
        min(gen(1, 'a'))
        min([1, 2], foo=1)
        """,
    )


@given(
    st.lists(st.one_of(st.floats(), st.integers(), st.booleans(), st.integers(-(10**18), 10**18))),
    st.one_of(st.floats(), st.integers()),
)
def test_sums_of_numbers_are_rounded_as_c_rounds_them(numbers: list[float], start: float) -> None:
    try:
        expected = repr(sum(numbers, start))
    except OverflowError as error:
        expected = repr(error)
    try:
        found = repr(PRELUDE["sum"]((number for number in numbers), start))
    except OverflowError as error:
        found = repr(error)
    assert found == expected
