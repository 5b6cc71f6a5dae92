# --- json-callbacks-that-can-not-pause
import json

seen = [0]


def hook(pairs):
    pairs["n"] = len(pairs)
    seen[0] += 1
    return pairs


def plain(value):
    if isinstance(value, set):
        return sorted(value)
    if isinstance(value, complex):
        raise ValueError("no complex numbers")
    return str(value)


text = json.dumps({"a": {2, 1}, "b": [{3}, b"x"]}, default=plain)
print(text, json.loads(text, object_hook=hook), seen)
print(json.loads("[1, 2.5, NaN]", parse_int=str, parse_float=lambda t: t + "!", parse_constant=lambda t: t))
print(json.loads('{"a": 1, "a": 2}', object_pairs_hook=lambda pairs: pairs))
print(json.loads('{"a": {"b": 1}}', object_pairs_hook=tuple), json.loads(' {"a": 1} '), json.loads("\n1"))
try:
    json.dumps([1, {"x": 1j}], default=plain)
except ValueError as e:
    ext(e)
    print(e)
try:
    json.loads('[{"a": 1}]', object_hook=lambda d: d["b"])
except KeyError as e:
    ext(1)
    print(repr(e))
for bad in ("", "[1", "[1] 2", "\ufeff1", b"[1]", 3):
    try:
        print(json.loads(bad))
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)
a = []
a.append(a)
try:
    json.dumps(a)
except ValueError as e:
    print(e)
print(json.dumps([1.5, "é", None, {"k": (1, True)}]), json.dumps("x"), json.dumps(1e999))
# --- json-callbacks-that-pause
import json


def hook(pairs):
    return ext(pairs)


def plain(value):
    if isinstance(value, set):
        return sorted(value)
    return ext(str(value))


print(json.loads('[{"a": {"b": 1}}]', object_hook=hook), json.dumps([{1}, 2j, {"x": {3}}], default=plain))
print(json.loads("[1, 2]", parse_int=lambda t: ext(int(t)) + 1))
# --- json-of-dicts-with-own-items
import json


class D(dict):
    def items(self):
        ext("items")
        return [("own", 1), ("x", dict.get(self, "x"))]


class E(dict):
    def items(self):
        return [1]


print(json.dumps(D(x=2)), json.dumps([D(), {"d": D(x=D(x=1))}], indent=1), json.dumps(D(x=3), sort_keys=True))
try:
    json.dumps(E(a=1))
except (TypeError, ValueError) as e:
    print(type(e).__name__)
# --- callbacks-of-methods-alone
import re

words = ["b", "A", "c", "B"]


class W(str):
    def lower(self):
        ext(str(self))
        return "z" + str(self)


print(
    re.sub(r"\d+", lambda m: str(int(m.group()) * 2), "a1 b22"), re.subn("[ab]", lambda m: m.group().upper(), "abc", 1)
)
print(
    sorted(words, key=lambda w: w.lower()),
    max(words, key=lambda w: w.lower()),
    min(words, key=lambda w: w.swapcase().lower()),
)
words.append(W("Q"))
print(sorted(words, key=lambda w: w.lower()), max(words, key=lambda w: w.lower()))
words.sort(key=lambda w: w.lower(), reverse=True)
print(words)
print(re.sub("x", lambda m: ext(m.group()) or "y", "axb"))
for f in (lambda m: 1, lambda m: m.group(7), lambda m: None):
    try:
        print(re.sub("x", f, "axb"))
    except (TypeError, IndexError) as e:
        ext(1)
        print(e)


class N:
    def __init__(self, n):
        self.n = n

    def key(self):
        return ext(self.n)


print([x.n for x in sorted([N(2), N(1)], key=lambda x: x.key())])
d = {"a": 2, "b": 3}
print(max(d, key=d.get), sorted(d, key=d.get, reverse=True))
# --- counting-what-may-have-a-hash
from collections import Counter


class K:
    def __init__(self, n):
        self.n = n

    def __hash__(self):
        return self.n

    def __eq__(self, other):
        return self.n == other.n


ext(1)
print(len(Counter([K(1), K(1), K(2)])), Counter("abca").most_common(1))
# --- counting-plain-data
from collections import Counter


class P:
    pass


p = P()
c = Counter([p, p, 1])
c.update(ext(i) for i in range(3))
print(c[p], c.total(), Counter(x for x in "aab"))
try:
    Counter([[]])
except TypeError as e:
    print(e)
# --- caches-and-reductions
import functools


@functools.lru_cache(maxsize=2)
def f(n, k=0):
    return ext(n) + k


@functools.lru_cache(maxsize=0)
def g(x):
    return len(x)


@functools.lru_cache(maxsize=None, typed=True)
def h(x):
    return x


print([f(1), f(2), f(1), f(3), f(2), f(1, k=2)], f.cache_info(), g([1]), g.cache_info())
print(h(1), h(1.0), h(True), h.cache_info(), f.__wrapped__(5), f(True), f("x" and 1))
print(functools.reduce(lambda a, b: a + b, range(5)), functools.reduce(lambda a, b: ext(a) + b, [1, 2, 3], 1))
p = functools.partial(lambda *a, **k: (a, k), 1, x=2)
print(p(), p(3), p(y=4), p(3, x=5), functools.partial(ext)(7))
# --- dataclasses-of-plain-values
import dataclasses
from dataclasses import dataclass, field


@dataclass(order=True)
class Item:
    name: str
    price: float = 1.0
    tags: list = field(default_factory=list)
    extra: object = field(default_factory=lambda: ext("made"), compare=False)


@dataclass(frozen=True, slots=True)
class Key:
    a: int
    b: object = None


class R:
    def __repr__(self):
        return ext("shown")

    def __eq__(self, other):
        return ext(True)


a, b = Item("x", 2), Item("x", tags=[1])
print(a, b, a == b, a < b, a >= b, a == Item("x", 2), a != 3)
for call in (lambda: Item(), lambda: Item(1, 2, 3, 4, 5), lambda: Item("x", nope=1), lambda: a < 1):
    try:
        call()
    except TypeError as e:
        print(e)
k, m = Key(1, R()), Key(1, R())
print(k, k == m, Key(1) == Key(1), hash(Key(1)) == hash(Key(1)), Key(float("nan")) == Key(float("nan")))
print(Key(1, [Key(2)]), dataclasses.replace(k, a=4).a)
try:
    k.a = 2
except dataclasses.FrozenInstanceError as e:
    print(e)
a.tags.append(a)
print(a)


# --- dataclasses-of-what-is-not-equal-to-itself
# varies: since 3.13 fields are compared one by one, without regard to identity
from dataclasses import dataclass


@dataclass(frozen=True)
class Key:
    a: float


n = float("nan")
Key(n) == Key(n), Key(n) == Key(float("nan")), ext(Key(1.5) == Key(1.5))
# --- dataclasses-whose-classes-change
from dataclasses import dataclass


class Watched:
    def __get__(self, obj, cls=None):
        return self if obj is None else obj.__dict__.get("kept", 0)

    def __set__(self, obj, value):
        obj.__dict__["kept"] = ext(value) * 10


class Quiet:
    pass


@dataclass
class Point:
    x: int
    y: int = 0


@dataclass
class Named(Point):
    name: str = ""


print(Point(1, 2), Point(3), Named(1, 2, "a"))
Point.y = Watched()
print(Point(1, 2), Named(1, 2, "b"), Point(5, 6).y)
del Point.y
print(Point(1, 2), Named(4, 5, "c"))


def refuse(self, name, value):
    if value == 13:
        raise ValueError(ext(name))
    object.__setattr__(self, name, value)


Point.__setattr__ = refuse
for cls in (Point, Named):
    try:
        print(cls(1, 2))
        cls(12, 13)
    except ValueError as e:
        print(repr(e))
del Point.__setattr__
print(Point(12, 13), Named(12, 13))
setattr(Named, "__setattr__", refuse)
try:
    print(Point(13, 13), Named(13, 0))
except ValueError as e:
    print(repr(e))
type.__delattr__(Named, "__setattr__")
print(Named(13, 0))
held = Quiet()
Point.y = held
print(Point(1, 2).y)
held.__class__ = Watched
print(Point(1, 2).y, Named(3, 4).y)
del Point.y


class Adding:
    def __radd__(self, other):
        print(Point(7, 8), Named(7, 8))
        return ext(other + 1)


Point.y = 1
Point.y += Adding()
print(Point(9, 9), Point.y)


class Meta(type):
    pass


@dataclass
class Made(metaclass=Meta):
    x: int
    y: int = 0


print(Made(1, 2))
Made.y = Watched()
print(Made(1, 2).y)
Meta.__setattr__(Made, "__setattr__", refuse)
try:
    Made(13, 1)
except ValueError as e:
    print(repr(e))


def one_more(n):
    @dataclass
    class Short:
        x: int

    if n % 2:
        Short.__setattr__ = refuse
    try:
        return Short(12 + n % 2).x
    except ValueError as e:
        return repr(e)


print([one_more(n) for n in range(6)])
# --- reduce-over-few-and-many
from functools import reduce


class Items:
    def __iter__(self):
        yield from (1, 2, ext(3))


class Old:
    def __getitem__(self, index):
        if index > 3:
            raise IndexError
        return ext(index)


class Listed(list):
    def __iter__(self):
        return iter([ext(5), 6])


class Odd:
    def __iter__(self):
        return 5


class Failing:
    def __iter__(self):
        raise TypeError(ext(1))


class Counting:
    def __init__(self):
        self.n = 0

    def __iter__(self):
        return self

    def __next__(self):
        self.n += 1
        if self.n > 3:
            raise StopIteration
        return ext(self.n)


class Absent:
    __iter__ = None


class Static:
    @staticmethod
    def __iter__():
        return iter((ext(1), 2))


class Child(Items):
    pass


def add(a, b):
    return a + b


for items in ([], [1], (1, 2, 3), list(range(9)), tuple(range(20)), Items(), Old(), Listed([1, 2]), Counting(), Static(), Child(), 5, Absent(), Odd(), Failing(), Items):
    for start in ((), (10,)):
        try:
            print(reduce(add, items, *start), reduce(lambda a, b: a + ext(b), items, *start))
        except TypeError as e:
            print(type(e).__name__, str(e)[:30])
growing = [1, 2]


def grow(a, b):
    if len(growing) < 12:
        growing.append(ext(b))
    return a + b


print(reduce(grow, growing), growing)
print([list(x) for x in (Items(), Old(), Counting(), Static(), Child())], [n for x in (Items(), Listed()) for n in x])
print(reduce(lambda value, f: f(value), (lambda x: x + ext(1), str, len, bool, type), 5))
# --- traces-cut-by-context-managers
from contextlib import contextmanager


@contextmanager
def passing(how):
    try:
        yield how
    except KeyError as e:
        if how == "again":
            raise
        if how == "same":
            raise e
        if how == "other":
            raise ValueError(how) from e
        if how == "taken":
            return
        if how == "pauses":
            ext(how)
            raise
    finally:
        ext(how)


def fail(depth):
    if depth:
        fail(depth - 1)
    raise KeyError(depth)


def by_host(key):
    return sorted([1, 2], key=lambda n: {}[key])


for how in ("plain", "again", "same", "other", "taken", "pauses"):
    for what in (lambda: fail(0), lambda: fail(2), lambda: by_host("k"), lambda: {}["x"]):
        try:
            with passing(how), passing("inner"):
                what()
        except Exception as e:
            print(how, repr(e), repr(e.__context__))
manager = passing("plain")
manager.__enter__()
error = KeyError("never raised")
try:
    print(manager.__exit__(KeyError, error, None))
except KeyError as e:
    print(e is error)
