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
