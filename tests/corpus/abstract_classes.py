# --- abstract-mutable-mapping
from collections.abc import Mapping, MutableMapping


class Table(MutableMapping):
    def __init__(self, *args, **names):
        self.rows = {}
        self.update(*args, **names)

    def __getitem__(self, key):
        return ext(self.rows[key])

    def __setitem__(self, key, value):
        self.rows[key] = ext(value)

    def __delitem__(self, key):
        del self.rows[key]

    def __iter__(self):
        ext("iter")
        return iter(self.rows)

    def __len__(self):
        return ext(len(self.rows))


t = Table({"a": 1}, b=2)
print(len(t), "a" in t, "z" in t, t.get("q", 5), list(t.keys()), list(t.items()), list(t.values()), t == {"a": 1, "b": 2}, t != 3)
print(t.setdefault("c", 3), t.setdefault("a", 9), t.pop("a"), t.pop("a", None), t.popitem(), dict(t), {**t})
print(t.keys() & {"b", "c"}, 3 in t.values(), ("c", 3) in t.items(), t.keys() == {"c"}, isinstance(t, Mapping), isinstance(t, dict))
t.update([("x", 1)], y=2)
t.update(Table(w=3))
print(sorted(t), bool(t), t.clear(), bool(t))
for wrong in (t.popitem, lambda: t.pop("none"), lambda: t["none"]):
    try:
        wrong()
    except KeyError as error:
        print(repr(error))


# --- abstract-sequences
from collections.abc import MutableSequence, Reversible, Sequence


class Row(Sequence):
    def __init__(self, *items):
        self.items = items

    def __getitem__(self, i):
        return ext(self.items[i])

    def __len__(self):
        return len(self.items)


class Items(MutableSequence):
    def __init__(self):
        self.kept = []

    def __getitem__(self, i):
        return self.kept[i]

    def __setitem__(self, i, v):
        self.kept[i] = ext(v)

    def __delitem__(self, i):
        del self.kept[i]

    def __len__(self):
        return len(self.kept)

    def insert(self, i, v):
        self.kept.insert(i, ext(v))


row = Row(1, 2, 3, 2)
print(list(row), 2 in row, 9 in row, list(reversed(row)), row.index(2), row.index(2, 2), row.count(2), isinstance(row, Reversible), [*row])
try:
    row.index(9, -3, 4)
except ValueError as error:
    print(repr(error))
items = Items()
items.append(1)
items.extend([2, 3])
items += [4]
items.reverse()
print(items.kept, items.pop(), items.pop(0), items.remove(3), items.kept)
items.extend(items)
items.clear()
items.kept, max(row), sorted(row)


# --- abstract-sets
from collections.abc import MutableSet, Set


class Bag(MutableSet):
    def __init__(self, items=()):
        self.kept = list(dict.fromkeys(items))

    def __contains__(self, x):
        return ext(x in self.kept)

    def __iter__(self):
        return iter(self.kept)

    def __len__(self):
        return len(self.kept)

    def add(self, x):
        if x not in self.kept:
            self.kept.append(ext(x))

    def discard(self, x):
        if x in self.kept:
            self.kept.remove(x)

    def __repr__(self):
        return f"Bag{self.kept}"

    __hash__ = Set._hash


a, b = Bag([1, 2, 3]), Bag([3, 4])
print(a & b, a | b, a - b, a ^ b, a <= b, Bag([1]) < a, a >= {1}, a == {1, 2, 3}, a.isdisjoint([9]), {1, 9} - a, {1, 9} | a)
print(a & [1], hash(Bag([1, 2])) == hash(frozenset([1, 2])), isinstance(a, Set), isinstance(frozenset(), Set), isinstance({}.keys(), Set))
a |= {7}
a -= {1}
a &= {2, 3, 7}
a ^= {3, 8}
print(a, a.remove(2), a.pop(), a)
try:
    a.remove(99)
except KeyError as error:
    print(repr(error))


# --- abstract-iterators-and-generators
from collections.abc import Generator, Iterator


class Count(Iterator):
    def __init__(self, end):
        self.n, self.end = 0, end

    def __next__(self):
        self.n += 1
        if self.n > self.end:
            raise StopIteration
        return ext(self.n)


class Echo(Generator):
    def send(self, value):
        return ext(value)

    def throw(self, kind, value=None, trace=None):
        ext("thrown")
        super().throw(kind, value, trace)


echo = Echo()
print(list(Count(3)), iter(counter := Count(1)) is counter, next(echo), echo.send(4), echo.close())
try:
    echo.throw(ValueError("x"))
except ValueError as error:
    print(repr(error))
sum(Count(4)), isinstance(echo, Iterator), isinstance((x for x in ()), Generator), isinstance(counter, Generator)


# --- abstract-classes-and-instances
import typing
from collections import ChainMap, Counter, OrderedDict, deque
from collections.abc import (
    Callable,
    Collection,
    Container,
    Hashable,
    Iterable,
    Iterator,
    Mapping,
    MutableMapping,
    MutableSequence,
    MutableSet,
    Reversible,
    Sequence,
    Set,
    Sized,
)
from types import MappingProxyType


class Iterates:
    def __iter__(self):
        return iter([ext(1)])


class Compares:
    def __eq__(self, other):
        return True


class Named(dict):
    pass


values = [1, "a", b"", [], (), {}, {1}, frozenset(), range(2), {}.keys(), {}.values(), {}.items(), iter([]), map(ext, []), zip(), ext]
values += [Iterates(), Compares(), Named(), Iterates, len, None, ChainMap(), Counter(), OrderedDict(), deque()]
kinds = [Hashable, Iterable, Iterator, Reversible, Callable, Sized, Container, Collection, Set, MutableSet, Mapping, MutableMapping, Sequence]
for kind in [*kinds, MutableSequence]:
    print(kind.__name__, "".join("-x"[isinstance(ext(value), kind) if value is None else isinstance(value, kind)] for value in values))
for name in ("Hashable", "Iterable", "Callable", "Mapping", "Sequence", "AbstractSet", "List", "Dict", "Tuple"):
    kind = getattr(typing, name)
    print(name, "".join("-x"[isinstance(value, kind)] for value in values), issubclass(Named, kind))
for wrong in (typing.Any, typing.List[int], typing.Mapping[str, int], typing.Literal):
    try:
        isinstance(ext(1), wrong)
    except TypeError as error:
        print(error)
for kind in (Mapping, Sequence, Callable):
    try:
        kind()
    except TypeError as error:
        print(str(error)[:40])
isinstance(MappingProxyType({}), Mapping), isinstance(1, typing.Optional[int]), isinstance("a", typing.Union[int, typing.Sequence]), str(Mapping[str, int]), str(Iterable[int] | None)


# --- abstract-classes-in-patterns
from collections import ChainMap
from collections.abc import Mapping, Sequence
from types import MappingProxyType


class Names(Mapping):
    def __init__(self, **names):
        self.names = names

    def __getitem__(self, key):
        return ext(self.names[key])

    def __iter__(self):
        return iter(self.names)

    def __len__(self):
        return ext(len(self.names))


class Pair(Sequence):
    def __getitem__(self, i):
        return ext((1, 2)[i])

    def __len__(self):
        return 2


def which(value):
    match value:
        case {"a": x, **rest}:
            return "a", x, rest
        case {"b": 1}:
            return "b is one"
        case [1, y]:
            return "pair", y
        case [first, *others]:
            return first, others
        case Mapping() | Sequence():
            return "other", len(value)
    return "none"


[which(v) for v in (Names(a=1, c=2), Names(b=1), Names(b=2), Pair(), [3, 4, 5], "text", 5, ChainMap({"a": 0}), MappingProxyType({"b": 1}), {})]


# --- unions-of-classes-with-metaclasses
from abc import ABC
from dataclasses import dataclass
from enum import Enum


class Colour(Enum):
    RED = 1


class Shape(ABC):
    pass


@dataclass
class Thing:
    colour: Colour | None = None
    shape: Shape | int | None = None

    def of(self, colour: Colour | str) -> Shape | None:
        return ext(None)


ext(1)
thing = Thing(Colour.RED)
print(Thing.__annotations__, Thing.of.__annotations__, isinstance(Colour.RED, Colour | None), isinstance(2, Thing.__annotations__["shape"]))
thing.of("x"), Thing.__annotations__["colour"] == Colour | None


# --- functions-of-modules-keep-their-attributes
from functools import singledispatch
from itertools import chain

flat = chain.from_iterable
print(ext(1), list(chain.from_iterable([[1], [2]])), list(flat([[ext(3)], "a"])), chain.__name__)


# --- singledispatch-by-annotations
from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import singledispatch


class Point:
    pass


class Pixel(Point):
    pass


class Names(Mapping):
    def __getitem__(self, key):
        raise KeyError

    def __iter__(self):
        return iter([])

    def __len__(self):
        return 0


@singledispatch
def show(value):
    return "object"


@show.register
def _(value: dict):
    return "dict"


@show.register
def _(value: int | float):
    return "number"


@show.register
def _(value: Point):
    return ext("point")


@show.register(list)
@show.register(tuple)
def _(value):
    return "sequence"


@show.register(Mapping)
def _(value):
    return "mapping"


@show.register(Iterable)
def _(value):
    return "iterable"


print(ext([show(v) for v in ({}, 1, 2.5, True, Point(), Pixel(), [], (), None, Names(), {1}, "s", show)]))
try:

    @show.register
    def _(value: Missing):
        pass

except NameError as error:
    print(error)


# --- mapping-proxies
from types import MappingProxyType

names = {"a": 1, "b": 2}
proxy = MappingProxyType(names)
names["c"] = ext(3)
print(proxy, repr(proxy), len(proxy), list(proxy), proxy["a"], "c" in proxy, proxy.get("x", 9), dict(proxy), {**proxy}, list(reversed(proxy)))
print(sorted(proxy.items()), list(proxy.keys()), list(proxy.values()), proxy == names, proxy == MappingProxyType({}), proxy | {"z": 1}, {"z": 1} | proxy)


def change(proxy):
    proxy["a"] = 2


def remove(proxy):
    del proxy["a"]


def merge(proxy):
    proxy |= {}


for wrong in (change, remove, merge, lambda proxy: proxy["none"], lambda proxy: MappingProxyType([1])):
    try:
        wrong(proxy)
    except (TypeError, KeyError) as error:
        print(ext(type(error).__name__), error)
type(proxy).__name__, type(proxy) is MappingProxyType, proxy.copy()


# --- classes-registered-with-those-of-the-library
import numbers
from collections.abc import Callable, Iterable, Sequence


class Rows:
    def __init__(self, rows):
        self.rows = rows


class Money:
    pass


print(isinstance(Rows([]), Sequence), isinstance(Money(), numbers.Number))
Sequence.register(Rows)


@numbers.Number.register
class Cents(Money):
    pass


ext(1)
print(isinstance(Rows([]), Sequence), isinstance(Rows([]), Iterable), issubclass(Cents, numbers.Number), issubclass(Money, numbers.Number))
numbers.Number.register(Money)
print(isinstance(Money(), numbers.Number), isinstance(ext, Callable), ext(2))


class More(Rows):
    pass


ext(3)
issubclass(More, Sequence), issubclass(More, Callable)
