# --- sums-and-what-takes-in
def numbers(n):
    for i in range(n):
        yield ext(i)


def plain():
    total = 0
    text = ""
    for row in [{"a": 1}, {"a": 2}]:
        total += row["a"]
        text += str(row["a"])
    total -= ext(1)
    return total, text


def lists():
    found = []
    found += numbers(2)
    found += (x for x in numbers(2))
    other = 0
    other = [other]
    other += map(ext, [1, 2])
    return found, other


def late(total=0):
    total += 1
    total = list(numbers(1))
    total += numbers(2)
    return total


def grows():
    count = 2
    count *= [1]
    count += numbers(2)
    return count


def fails():
    amount = 0
    try:
        amount += numbers(1)
    except TypeError as e:
        print(e)
    return amount


n = 0
for i in range(3):
    n += ext(i)
print(plain(), lists(), late(), grows(), fails(), n)

# --- items-of-mappings-and-of-others
import collections


class Basket:
    def __init__(self):
        self.content = {"a": 1}

    def pairs(self):
        for pair in self.content.items():
            yield ext(pair)


def lazily(items):
    for item in items:
        yield ext(item)


table = {"x": 1, "y": 2}
for k, v in table.items():
    print(k, ext(v))
for i, (k, v) in enumerate(table.items()):
    print(i, k, ext(v))
for i, v in enumerate(lazily("ab"), 3):
    print(i, ext(v))
for a, b in zip(lazily([1, 2]), "xy"):
    print(a, b)
for a, b in zip("ab", "xy"):
    print(ext(a), b)
    if b == "x":
        continue
    break
else:
    print("no break")
print([(k, ext(v)) for k, v in collections.Counter("aab").items()], {k: v for k, v in collections.OrderedDict(b=1).items()})
print(sum(v for k, v in table.items() if ext(k)), [n + len(c) for n, c in enumerate(table)], [a + b for a, b in zip(lazily("ab"), "cd")])
try:
    for a, b, c in enumerate("ab"):
        print(a)
except ValueError as e:
    print(e)
try:
    for a, b in zip("ab"):
        print(a)
except ValueError as e:
    print(e)


def enumerates(rows):
    for i, row in enumerate(rows):
        for j, cell in enumerate(row):
            yield i, j, ext(cell)


print(list(enumerates([[1, 2], [3]])), list(Basket().pairs()))

# --- items-of-the-scripts-own
def lazily(items):
    for item in items:
        yield ext(item)


class Own:
    def items(self):
        yield lazily("ab")
        yield ("c", "d")


class Made:
    pass


for k, v in Own().items():
    print(k, v)
made = Made()
made.items = lambda: [lazily("ef")]
for k, v in made.items():
    print(k, v)

# --- items-that-a-keyword-gives
from types import SimpleNamespace


def lazily(items):
    for item in items:
        yield ext(item)


for k, v in SimpleNamespace(items=lambda: [lazily("ab")]).items():
    print(k, v)

# --- items-that-a-named-tuple-has
from collections import namedtuple


def lazily(items):
    for item in items:
        yield ext(item)


Pair = namedtuple("Pair", "items, other")
for k, v in Pair(lambda: [lazily("ab")], 1).items():
    print(k, v)

# --- looking-into-containers
def lazily(items):
    for item in items:
        yield ext(item)


class Bag:
    def __init__(self, *items):
        self.all = list(items)
        self.seen = {"x"}
        self.lazy = lazily([1, 2, 3])

    def has(self, x):
        return ext(x) in self.all, x in self.seen, x not in self.seen, ext(x) not in self.all


bag = Bag(1, 2)
seen = set()
texts = {"a": [1, 2], "b": lazily([3, 4])}
print(bag.has(1), bag.has("x"), 2 in bag.lazy, 3 in bag.lazy, 3 in bag.lazy)
print(1 in texts["a"], ext(3) in texts["b"], 4 in texts["b"], 9 in texts["b"], "a" in texts, "c" not in texts)
for x in [1, 2, 1, 3]:
    if x in seen:
        print("again", x)
    seen.add(x)
print(ext("b") in "abc", ext(2) in (1, 2), ext(3) not in [1, 2], ext("k") in {"k": 1}, 2 in {1, 2}, 1 in range(3), 97 in b"a")
print([w for w in ["a", "b"] if w in texts], any(ext(w) in texts for w in "xyz"), 1 in texts["a"] and ext(2) in texts["a"])
print(1 in lazily([2, 1]), (y := ext(1)) in [y], y in (y := [1, 2]), "v" in texts.keys(), [1, 2] in texts.values())
for wrong in (5, None, lazily):
    try:
        print(1 in wrong)
    except TypeError as e:
        print(e)
try:
    print([] in seen)
except TypeError as e:
    print(e)
try:
    print(1 in "abc")
except TypeError as e:
    print(e)
