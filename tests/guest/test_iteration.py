"""Iterating what the guest wrote: iter, next, unpacking, stars, map, filter, zip, enumerate, reversed."""

from __future__ import annotations

import pytest

from tests.guest.native import check, check_all

CLASSES = """
def gen(*items):
    for item in items:
        log(item)
        yield item
    log('end')

class Count:
    def __init__(self, n, fail=None):
        self.n = n
        self.at = 0
        self.fail = fail
    def __iter__(self):
        log('iter')
        return self
    def __next__(self):
        log(f'next {self.at}')
        if self.at == self.fail:
            raise KeyError('failed')
        if self.at >= self.n:
            raise StopIteration
        self.at += 1
        return self.at

class Items:
    def __init__(self, n):
        self.n = n
    def __getitem__(self, i):
        log(i)
        if i >= self.n:
            raise IndexError(i)
        return i * i

class Sized(Items):
    def __len__(self):
        log('len')
        return self.n

class Hinted(Count):
    def __length_hint__(self):
        log('hint')
        return self.hint

def hinted(hint):
    made = Hinted(2)
    made.hint = hint
    return made

class Returns:
    def __init__(self, value):
        self.value = value
    def __iter__(self):
        return self.value

class Plain:
    pass

class NoIter:
    __iter__ = None
    __contains__ = None
    __reversed__ = None

class Tricky:
    def __iter__(self):
        log('iter')
        return iter([1, 2, 3])
    def __len__(self):
        log('len')
        raise TypeError('no length')
    def __length_hint__(self):
        log('hint')
        return NotImplemented

class Back:
    def __reversed__(self):
        log('back')
        return 'anything'

class Same:
    def __init__(self, v):
        self.v = v
    def __eq__(self, other):
        log(f'{self.v} == {getattr(other, "v", other)}')
        return getattr(other, 'v', other) == self.v

class Has:
    def __contains__(self, item):
        log(item)
        return [item]

def take(it, n=10):
    items = []
    for item in it:
        items.append(item)
        if len(items) == n:
            break
    return items

def pulls():
    values = [3, 2, 1, 0, 7]
    return values.pop

def stop(x):
    if x == 2:
        raise StopIteration
    return x
"""


def test_builtins_that_pass_items_on() -> None:
    check_all(
        CLASSES,
        """
        take(gen(1, 2))
        take(Count(3))
        take(Count(3, 1))
        take(Items(3))
        take(Sized(2))
        take(Plain())
        take(NoIter())
        take(Returns(5))
        take(Returns(gen(1)))
        take(Returns('ab'))
        list(iter(Count(2)))
        iter(Returns(7))
        iter(5)
        iter()
        iter(1, 2, 3)
        iter(Count(2)).n
        take(iter(pulls(), 0))
        take(iter(pulls(), 99))
        iter(5, 1)
        next(Count(2)), next(gen(4))
        next(Count(0), 'd'), next(gen(), 'd')
        next(Count(0))
        next(Plain())
        next(Plain(), 4)
        next(gen(), default=3)
        next()
        next([])
        take(map(str, gen(1, 2)))
        take(map(lambda x: x + 1, [1, 2]))
        take(map(lambda x, y: (x, y), gen(1, 2, 3), Count(2)))
        take(map(stop, [1, 2, 3]))
        take(map(stop, gen(1, 2, 3), ))
        take(map(lambda a, b: stop(a), gen(1, 2, 3), 'abc'))
        map(str)
        map(str, 5)
        take(map(lambda: 1, gen(1)))
        map()
        take(filter(None, gen(0, 1, '', 'x', Plain)))
        take(filter(lambda x: x % 2, gen(1, 2, 3)))
        take(filter(lambda x: [x] if x else [], [0, 1]))
        take(filter(stop, gen(1, 2, 3)))
        filter(5, 6)
        filter()
        take(zip(gen(1, 2, 3), 'ab'))
        take(zip('ab', gen(1, 2, 3)))
        take(zip())
        take(zip(gen(1, 2), 'ab', strict=True))
        take(zip(gen(1, 2), 'a', strict=True))
        take(zip(gen(1), 'ab', strict=True))
        take(zip('ab', 'ab', gen(1), strict=True))
        take(zip(gen(1), 'a', 'bc', strict=True))
        take(zip('ab', gen(1), 5))
        take(zip(gen(), strict=[]))
        zip(stric=1)
        take(enumerate(gen('a', 'b')))
        take(enumerate(gen('a', 'b'), 5))
        take(enumerate(iterable=gen('a', 'b'), start=7))
        enumerate(gen(), 'x')
        enumerate()
        enumerate(5)
        enumerate([], 1, 2)
        take(reversed(Sized(3)))
        take(reversed(Items(3)))
        reversed(Back())
        reversed(NoIter())
        reversed(Plain())
        take(reversed([1, 2]))
        take(reversed({1: 2}))
        reversed()
        """,
    )


def test_collecting_asks_for_a_length_as_c_does() -> None:
    check_all(
        CLASSES,
        """
        list(Count(2))
        list(Tricky())
        list(hinted(3))
        list(hinted(-1))
        list(hinted('x'))
        list(hinted(True))
        tuple(Tricky())
        tuple(hinted(-1))
        set(hinted(-1))
        sorted(Tricky())
        bytes(Tricky())
        bytes(gen(1, 2))
        bytes(gen(1, 300))
        bytes(gen('x'))
        bytearray(gen(1, 2))
        list(Sized(3))
        [*Sized(2), *gen(1), 5, *'ab']
        [*5]
        [*Plain()]
        (lambda *a: a)(*gen(1, 2))
        (lambda *a: a)(0, *Count(1))
        (lambda *a: a)(0, *7)
        frozenset(gen(1))
        list(5)
        list(1, 2)
        tuple(x=1)
        set(gen([]))
        """,
    )


VALUES = """
    gen(1, 2); Count(2); Count(3, 1); Count(3, 2); gen(1, 2, 3); gen(); Items(2); Sized(2); hinted(3); 5; Plain()
    Returns(4); 'ab'; {1: 2, 3: 4}; (1,); Tricky()
"""


@pytest.mark.parametrize("value", [value.strip() for value in VALUES.strip().replace("\n", ";").split(";")])
@pytest.mark.parametrize("target", ["a, b", "a, *b", "*a, b", "a, *b, c, d", "*a,", "(a,)"])
def test_unpacking(target: str, value: str) -> None:
    names = target.replace("*", "")
    check(f"{CLASSES}\n{target} = {value}\nresult = {names}")


def test_an_iterator_is_closed_when_unpacking_fails() -> None:
    check("""
def gen():
    try:
        yield 1
        yield 2
        yield 3
    finally:
        log('closed')
try:
    a, b = gen()
except ValueError as error:
    log(error)
log('after')
""")


def test_containment() -> None:
    check_all(
        CLASSES,
        """
        2 in gen(1, 2, 3)
        9 in Count(2)
        4 in Items(9)
        1 in Has()
        1 in Plain()
        1 in NoIter()
        1 in 5
        2 in [Same(1), Same(2), Same(3)]
        Same(2) in [1, 2, 3]
        Same(2) in (Same(1), Same(2))
        Same(2) in gen(1, 2, 3)
        'a' in 'abc'
        """,
    )
