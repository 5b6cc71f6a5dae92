"""Containers made of guest iterables and mappings, and the methods that take them."""

from __future__ import annotations

from tests.guest.native import check, check_all

CLASSES = """
from collections import deque

def gen(*items):
    for item in items:
        log(item)
        yield item

class Mapping:
    def keys(self):
        log('keys')
        return self.names()
    def names(self):
        yield 'a'
        log('after a')
        yield 'b'
    def __getitem__(self, key):
        log(key)
        if key == 'c':
            raise KeyError(key)
        return key * 2

class BadKeys(Mapping):
    def names(self):
        return 5

class ListKeys(Mapping):
    def names(self):
        return ['a', 'c']

class NoKeys:
    def __getitem__(self, key):
        return key

class D(dict):
    pass

class DIter(dict):
    def __iter__(self):
        log('iter')
        return iter(['a'])
    def keys(self):
        log('keys')
        return ['b']
    def __getitem__(self, key):
        return 'got ' + key

class Attr:
    def __getattr__(self, name):
        log(name)
        raise AttributeError(name)

class Pair:
    def __iter__(self):
        log('pair')
        return iter('kv')

class Grows:
    def __init__(self, items):
        self.items = items
    def __iter__(self):
        for n in range(3):
            log(sorted(self.items, key=str))
            yield n

class L(list):
    pass

class Shadow(list):
    def extend(self, items):
        log('shadow')

def f(**kw):
    return kw

def done(receiver, result):
    return receiver, result

def on(receiver, name, *args, **kwargs):
    try:
        if name == 'extend': log(receiver.extend(*args, **kwargs))
        elif name == 'update': log(receiver.update(*args, **kwargs))
        elif name == 'extendleft': log(receiver.extendleft(*args))
        elif name == 'difference_update': log(receiver.difference_update(*args))
        elif name == 'intersection_update': log(receiver.intersection_update(*args))
        elif name == 'symmetric_difference_update': log(receiver.symmetric_difference_update(*args))
    except Exception as error:
        log(repr(error))
    return sorted(receiver, key=str) if isinstance(receiver, set) else receiver

def growing(kind, name):
    made = kind()
    return on(made, name, Grows(made))
"""


def test_making_containers() -> None:
    check_all(
        CLASSES,
        """
        set(gen(1, 2, 1)), frozenset(gen(3))
        set(gen(1, [], 2))
        dict(Mapping())
        dict(Mapping(), a=3)
        dict(BadKeys())
        dict(ListKeys())
        dict(NoKeys())
        dict(Attr())
        dict(D(a=1))
        dict(DIter(c=1))
        dict(gen(('a', 1), 'bc', ['d', 2]))
        dict(gen(('a', 1), 5))
        dict(gen('ab', 'abc'))
        dict([gen(1, 2)])
        dict([gen(1, 2, 3)])
        dict([Pair(), ('a', 1)])
        dict(gen(([], 1)))
        dict(5)
        dict(a=1)
        dict(gen(), b=2)
        dict([], [])
        dict([('a', 1)], a=2)
        {**Mapping(), 'c': 1}
        {**BadKeys()}
        {**NoKeys()}
        {**Attr()}
        {**D(a=1)}
        {**DIter(c=1)}
        {**5}
        f(**Mapping())
        f(**NoKeys())
        f(**D(x=2))
        f(**5)
        dict.fromkeys(gen('a', 'b'))
        dict.fromkeys(gen('a', 'b'), 3)
        dict.fromkeys('ab')
        D.fromkeys('ab', 1)
        dict.fromkeys(gen([]))
        dict.fromkeys()
        list(gen(1)) + [*gen(2)]
        ', '.join(gen('a', 'b'))
        ', '.join(gen('a', 1))
        ', '.join(5)
        ', '.join('abc')
        ''.join(sorted(gen('b', 'a')))
        b'-'.join(gen(b'a', b'b'))
        str.join('-', gen('a', 'b'))
        """,
    )


def test_methods_that_take_an_iterable() -> None:
    check_all(
        CLASSES,
        """
        on([1], 'extend', gen(2, 3))
        on([1], 'extend', [2])
        on([1], 'extend', 5)
        on([1], 'extend')
        on(L([1]), 'extend', gen(2))
        on(Shadow([1]), 'extend', gen(2))
        on(bytearray(b'a'), 'extend', gen(98, 99))
        on(bytearray(b'a'), 'extend', gen(98, 300))
        on(deque([1]), 'extend', gen(2, 3))
        on(deque([1]), 'extendleft', gen(2, 3))
        on(deque([1], maxlen=2), 'extend', gen(2, 3))
        growing(list, 'extend')
        growing(deque, 'extend')
        growing(set, 'update')
        on({1}, 'update', gen(2, 1), [5], gen(7))
        on({1}, 'update', gen(2, []))
        on({1}, 'update')
        on({1}, 'update', 5)
        on({1}, 'update', a=1)
        on({'a': 1}, 'update', Mapping())
        on({'a': 1}, 'update', Mapping(), b=5)
        on({'a': 1}, 'update', ListKeys())
        on({'a': 1}, 'update', gen('xy'), z=1)
        on({'a': 1}, 'update', gen('xy', 5))
        on({'a': 1}, 'update', x=2)
        on({'a': 1}, 'update', {'b': 2})
        on({'a': 1}, 'update', 1, 2)
        on(D(a=1), 'update', gen('xy'))
        on(5, 'update', gen('xy'))
        on({1, 2, 3}, 'difference_update', gen(1, 9), [2])
        on({1, 2, 3}, 'intersection_update', gen(1, 9, 2), [2])
        on({1, 2, 3}, 'symmetric_difference_update', gen(1, 9))
        on({1, 2, 3}, 'difference_update', gen([], 1))
        sorted({1, 2}.union(gen(3), [4]))
        sorted({1, 2}.intersection(gen(2, 3)))
        sorted({1, 2}.intersection(gen(2, 1, 3), gen(4, 2, 9, 1)))
        frozenset([1, 2]).intersection(gen(2, 1, 3))
        sorted({1, 2}.intersection())
        {1, 2}.intersection([1, 3], gen(5, 1, 6))
        {1, 2}.intersection(gen([]))
        sorted({1, 2}.difference(gen(2, 3), gen(5)))
        sorted({1, 2}.symmetric_difference(gen(2, 3)))
        {1, 2}.issubset(gen(1, 2, 3)), {1, 2}.issubset(gen(1))
        {1, 2}.issuperset(gen(1, 5, 2)), {1, 2}.issuperset(gen(1, 2))
        {1, 2}.isdisjoint(gen(5, 2, 6)), {1, 2}.isdisjoint(gen(5, 6))
        frozenset([1]).union(gen(2))
        frozenset([1]).isdisjoint(gen(1, 2))
        {1}.union(5)
        {1}.isdisjoint(gen([]))
        {1}.issuperset(gen([]))
        {}.keys().isdisjoint(gen(1))
        """,
    )


def test_a_slice_takes_a_guest_iterable() -> None:
    check("""
def gen():
    yield 1
    yield 2
items = [0, 9]
items[1:1] = gen()
result = items
""")
