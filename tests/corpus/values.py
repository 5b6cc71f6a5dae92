# --- values-scalars
x = [
    None,
    True,
    0,
    -5,
    2**200,
    -(2**63),
    2**64,
    0.1,
    -0.0,
    1e300,
    float("inf"),
    3 + 4j,
    "",
    "text",
    "ü€😀",
    "\ud800",
    "\x00",
    b"",
    b"\x00\xff",
    ...,
]
nan = float("nan")
ext("pause")
print([type(v).__name__ for v in x], nan != nan, x[8] == 0 and str(x[8]))
x[4] == 2**200, x[15] == "\ud800", x[11] * 2, x[17:], NotImplemented is not None, ext("end")

# --- values-containers
t = (1, [2, (3,)], {"k": {4, 5}}, frozenset([6]))
b = bytearray(b"abc")
r, s = range(1, 10, 3), slice(1, None, 2)
d = {
    1: "int",
    "a": "str",
    (1, 2): "tuple",
    None: "none",
    2.5: "float",
    b"b": "bytes",
    frozenset([1]): "frozen",
    True and 7: "seven",
}
ext("pause")
b.extend(b"de")
d[8] = t[1].append(ext(9))
print(t[:3], sorted(t[2]["k"]), b, r, list(r), s, "abcdef"[s], list(d), d[frozenset([1])])
bytes(b), d[(1, 2)], sorted(t[3])

# --- values-identity
a, b = [1], {"x": 1}
pair = (a, b, a)
copies = [pair, pair, list(pair)]
words = ["same" + str(i // 2) for i in range(4)]
empty = ()
b["self"], b["pair"] = b, pair
ext("pause")
a.append(2)
print(pair[0] is pair[2] is a, copies[0] is copies[1], copies[2][0] is a, b["self"] is b, b["pair"] is pair)
copies[2].append(ext(3))
pair, len(copies[2]), b["pair"][1] is b

# --- values-builtin-iterators
source = [1, 2, 3, 4]
d = {"a": 1, "b": 2, "c": 3}
its = {
    "list": iter(source),
    "tuple": iter((1, 2, 3)),
    "str": iter("abc"),
    "bytes": iter(b"abc"),
    "range": iter(range(3)),
    "keys": iter(d),
    "values": iter(d.values()),
    "items": iter(d.items()),
    "set": iter({7}),
    "reversed": reversed(source),
    "reversed range": reversed(range(3)),
    "reversed dict": reversed(d),
    "enumerate": enumerate("xyz", 5),
    "zip": zip("ab", [1, 2]),
    "nested": enumerate(zip(reversed([1, 2]), "pq")),
    "over": iter([]),
    "big range": iter(range(10**20, 10**20 + 3)),
    "bytearray": iter(bytearray(b"xy")),
    "map": map(str, [1, 2, 3]),
    "filter": filter(None, [0, 5, 6]),
    "empty zip": zip(),
}
first = {name: next(it, "none") for name, it in its.items()}
ext("pause")
second = {name: next(it, "none") for name, it in its.items()}
ext("pause")
source.append(99)
rest = {name: list(it) for name, it in its.items()}
print(first)
print(second)
ext("end")
rest

# --- values-shared-iterators
it = iter(range(10))
pairs = zip(it, it)
numbered = enumerate(it)
print(next(pairs))
ext("pause")
print(next(it), next(pairs), next(numbered))
ext("pause")
list(pairs), list(numbered), next(it, "over")

# --- values-dict-and-set-views
d = {"a": 1}
keys, values, items = d.keys(), d.values(), d.items()
ext("pause")
d["b"] = ext(2)
print(keys, list(values), items, "b" in keys, ("b", 2) in items, len(values))
sorted(keys | {"c"}), sorted(keys & {"a"}), [k for k in keys if ext(k)]

# --- values-methods-and-builtin-functions
items, text = [3, 1, 2], "a-b"
fs = [
    items.append,
    text.split,
    len,
    str.upper,
    dict.fromkeys,
    "x{}".format,
    " ".join,
    max,
    {}.get,
    int,
    list,
    ValueError,
    str,
    object,
]
ext("pause")
fs[0](ext(9))
print(
    items, fs[1]("-"), fs[2](items), fs[3]("up"), fs[4]("ab", 0), fs[5](1), fs[6]("pq"), fs[7](items), fs[8]("k", "no")
)
fs[9]("12") + 1, fs[10]("ab"), fs[11]("e").args, isinstance("s", fs[12]), type(items) is fs[10], fs[0].__self__ is items


# --- values-classes-and-functions-in-data
class A:
    table = {}

    @staticmethod
    def s(x):
        return ("static", ext(x))

    @classmethod
    def c(cls, x):
        return (cls.__name__, ext(x))

    @property
    def p(self):
        return ext("property")

    def m(self, x):
        return (self is a, ext(x))


a = A()
A.table[A] = A.table["me"] = a
fs = {"s": A.s, "c": A.c, "c2": a.c, "m": a.m, "raw": A.m, "new": A, "prop": A.__dict__["p"], "static": A.__dict__["s"]}
ext("pause")
print([fs[k](1) for k in ("s", "c", "c2", "m")], fs["raw"](a, 2), isinstance(fs["new"](), A), A.table[A] is a)
fs["prop"].fget(a), fs["static"](3), fs["m"].__self__ is A.table["me"], fs["m"].__func__ is A.m

# --- values-types-and-aliases
from typing import Optional

kinds = [list[int], dict[str, list[int]], int | None, Optional[int], tuple[int, ...], type(None), type, type(...)]
ext("pause")
print(kinds[:3], kinds[0] == list[int], isinstance(5, kinds[2]), isinstance("x", kinds[2]))
kinds[0]([1, 2]), kinds[5] is type(None), [ext(k.__name__) for k in (int, type)]


# --- values-exceptions
def make():
    try:
        try:
            raise KeyError("inner", 1)
        except KeyError as inner:
            raise ValueError("outer") from inner
    except ValueError as error:
        error.extra = ["attribute"]
        return error


e = make()
group = ExceptionGroup("g", [e, OSError(2, "no file")])
stop, exits, uni = StopIteration(5), SystemExit(3), UnicodeDecodeError("utf-8", b"\xff", 0, 1, "bad")
ext("pause")
print(repr(e), repr(e.__cause__), e.__cause__ is e.__context__, e.extra, e.args, e.__cause__.args)
print(
    group.exceptions[0] is e,
    group.exceptions[1].errno,
    group.exceptions[1].strerror,
    stop.value,
    exits.code,
    uni.reason,
    str(uni),
)
try:
    raise group
except* ValueError as part:
    ext(part.exceptions[0] is e)
except* OSError:
    ext("os")
str(e), isinstance(e.__cause__, LookupError), type(group).__name__

# --- values-many-small
rows = [{"id": i, "name": f"n{i}", "tags": ["a"] * (i % 3), "score": i / 4} for i in range(300)]
index = {row["name"]: row for row in rows}
numbers, texts = list(range(1000)), [str(i) for i in range(300)]
ext("pause")
index["n7"]["score"] += ext(1)
rows[7]["score"], len(rows), sum(numbers), "".join(texts)[-9:], rows[299]["tags"], list(rows[5]), rows[8] is index["n8"]

# --- values-deep-nesting
deep = []
for i in range(3000):
    deep = [deep, i % 7]
chain = None
for i in range(2000):
    chain = {"next": chain, "n": i}
ext("pause")
depth, inner = 0, deep
while inner:
    inner = inner[0]
    depth += 1
total = 0
while chain:
    total += chain["n"]
    chain = chain["next"]
depth, total, ext("end")


# --- values-sets-with-guest-members
class Tag:
    def __init__(self, name):
        self.name = name


a, b = Tag("a"), Tag("b")
tags, by_tag = {a, b}, {a: 1, b: 2}
ext("pause")
tags.add(a)
by_tag[b] += ext(10)
print(len(tags), a in tags, Tag("a") in tags, by_tag[a], by_tag[b])
sorted(t.name for t in tags), [t.name for t in by_tag]

# --- values-equal-but-distinct
a, b, c = [1], [1], 1
d = {1: "one", True and 2: "two"}
floats = {1.0: "a", 2: "b"}
ext("pause")
a.append(2)
print(b, d[True], floats[1], 1 == True, a is b, c is True)
key = ext((1, "a"))
d[key] = "tuple"
d[(1, "a")], floats


# --- values-generators-of-all-states
def g(n):
    try:
        x = yield n
        while x is not None:
            x = yield ext(x)
    finally:
        print("closing", n)


new, started, done, closed = g(1), g(2), g(3), g(4)
next(started), next(done), next(closed)
list(done)
closed.close()
ext("pause")
out = [next(new), started.send("sent"), next(done, "done"), next(closed, "closed")]
ext("pause")
out.append(started.send("again"))
new.close()
started.close()
out, next(new, "over")


# --- values-subscripts-with-stars
class Grid:
    def __getitem__(self, key):
        return ext(key) if isinstance(key, tuple) else key


g, rest = Grid(), ext([1, 2])
g[*rest], g[ext(0), *rest, ext(3)], g[*ext("ab")]


# --- values-super-and-bound-objects
class A:
    def hello(self, x):
        return "A", ext(x)


class B(A):
    def hello(self, x):
        up = super()
        f = super().hello
        ext("pause")
        return "B", up.hello(x), f(ext(x + 1))


B().hello(1)


# --- numbers-that-are-none
import math

nan = float("nan")
values = [nan, 1.5, math.nan]
seen = {nan: 1, math.nan: 2, "x": nan}
rows = [[1.0, nan, 2.0] for _ in range(20)] + [[float("inf"), float("-inf"), 0.5]] * 3
pair, other = (nan, "text"), complex(math.nan, 1)


class Reading(float):
    pass


class Point:
    def __init__(self, x, y):
        self.x, self.y = x, y


points = [Point(float(i), nan if i % 3 else math.nan) for i in range(30)]
odd = Reading("nan")
kept = {nan, math.nan, 2.5}


def check(label):
    ext(label)
    print(label, nan in values, values.index(nan), math.nan in values, values == [nan, 1.5, math.nan], seen[nan], seen[math.nan])
    print(all(nan in row for row in rows[:20]), rows[20:], pair == (nan, "text"), other, seen["x"] is nan, odd, [odd].count(odd))
    print(sum(point.y is nan for point in points), sum(point.y is math.nan for point in points), nan in kept, math.nan in kept, len(kept))


check("first")
values.append(float("nan"))
check("second")
values[3] in values, float("nan") in values
