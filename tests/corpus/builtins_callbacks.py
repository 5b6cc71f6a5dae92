# --- sorted-and-sort-keys
words = ["pear", "fig", "apple", "kiwi"]
print(sorted(words, key=lambda w: ext(len(w))))
print(sorted(words, key=lambda w: (ext(w)[-1], w), reverse=True))
words.sort(key=lambda w: ext(w)[::-1])
print(words)
words.sort(key=len, reverse=ext(True))
words

# --- sort-key-raises
# answers: [1, fail(ValueError('no key'))]
items = [3, 1, 2]
try:
    items.sort(key=lambda x: ext(x))
except ValueError as error:
    print(error, items)
try:
    sorted([1, "a", ext(2)])
except TypeError as error:
    print(type(error).__name__)
items

# --- min-max-keys-and-defaults
rows = [{"n": 3}, {"n": 1}, {"n": 2}]
print(min(rows, key=lambda r: ext(r["n"])), max(rows, key=lambda r: -ext(r["n"])))
print(
    max(1, ext(5), 3, key=lambda x: ext(x) % 4), min([], default=ext("none")), max((ext(x) for x in "abc"), default="z")
)
best = max(range(4), key=lambda i: [ext(0), 9, 3, 9][i])
best

# --- map-filter-reduce
import functools
import operator

print(list(map(lambda x, y: ext(x) + y, [1, 2, 3], [10, 20])), list(filter(lambda x: ext(x) % 2, range(5))))
print(
    functools.reduce(lambda a, b: ext(a) * 10 + b, [1, 2, 3]),
    functools.reduce(lambda a, b: a + ext(b), [], ext("start")),
)
functools.reduce(operator.add, map(lambda x: [ext(x)], "ab"), [])

# --- any-all-sum-over-lazy
print(
    any(map(lambda x: ext(x) > 1, [1, 2, 3])),
    all(ext(x) for x in [1, 0, 5]),
    sum(map(lambda x: ext(x) ** 2, [1, 2, 3])),
)
print(sum([[ext(1)], [2]], []), sum((ext(x) for x in (1, 2)), start=ext(10)))
sum(1 for x in range(5) if ext(x) % 2), any([]), all(ext([]))


# --- join-and-string-methods
class W:
    def __init__(self, w):
        self.w = w

    def __str__(self):
        return ext(self.w)


print(", ".join(str(W(x)) for x in "abc"))
print("-".join(ext(x).upper() for x in ("a", "b")), "+".join(map(str, [W("x"), W("y")])))
print(W("p"), W("q"), sep=ext("/"), end=ext(".\n"))
"{} and {x}".format(W("m"), x=W("n")) + "!"


# --- enumerate-zip-over-generators
def g(name, n):
    for i in range(n):
        yield f"{name}{ext(i)}"


print(list(enumerate(g("a", 2), ext(1))), list(zip(g("b", 2), g("c", 3), range(5))))
z = zip(g("d", 3), g("e", 3))
print(next(z))
ext("pause")
e = enumerate(z, 5)
print(next(e), ext("again"))
list(e), list(zip(g("f", 1), g("g", 1), strict=True))


# --- zip-strict-fails
# error: ValueError
def g(n):
    for i in range(n):
        yield ext(i)


for pair in zip(g(2), g(1), strict=True):
    print(pair)


# --- print-objects
class Noisy:
    def __init__(self, n):
        self.n = n

    def __str__(self):
        print("<in str>", end="")
        return f"noisy {ext(self.n)}"


print("a", Noisy(1), "b", Noisy(2), sep=", ")
print(*[Noisy(i) for i in range(2)])
print(f"{Noisy(3)}", str(Noisy(4)))
print(Noisy(5), end="")
print()
ext("end")


# --- constructors-from-generators
def g(*items):
    for item in items:
        yield ext(item)


print(list(g(1, 2)), tuple(g(3)), sorted(set(g(4, 4))), dict(g(("a", 1), ("b", 2))), sorted(frozenset(g(5))))
print(bytes(g(65, 66)), bytearray(g(67)), dict(zip(g("x"), g("y")), z=ext(1)), dict([g("p", "q")]))
items = [0]
items.extend(g(1, 2))
items += g(3)
items[1:2] = g(9, 8)
s = {1}
s.update(g(2), g(3))
d = {}
d.update(g(("k", "v")), m=ext("n"))
items, sorted(s | {4}), d, sorted(s.union(g(7))), dict.fromkeys(g("u", "v"), 0)


# --- isinstance-and-type-calls
class Meta(type):
    def __instancecheck__(cls, obj):
        return ext(obj) == "yes"

    def __subclasscheck__(cls, sub):
        return ext(sub.__name__) == "int"


class Yes(metaclass=Meta):
    pass


print(isinstance("yes", Yes), isinstance("no", Yes), issubclass(int, Yes), issubclass(str, Yes))
isinstance(1, (str, Yes)), isinstance("yes", (int, Yes))


# --- callbacks-that-call-callbacks
def by(f):
    return lambda x: ext(f(x))


data = [[3, 1], [2], [5, 4, 0]]
r = sorted(data, key=lambda row: sum(map(lambda x: ext(x), sorted(row, key=by(lambda v: -v)))))
print(r)
max(data, key=by(lambda row: min(row, key=by(lambda x: x)))), [*map(lambda row: [*filter(by(bool), row)], data)]


# --- callbacks-raise-through
# error: KeyError
def pick(x):
    ext(x)
    return {"a": 1}[x]


try:
    list(map(pick, ["a", "b"]))
except KeyError as error:
    print("caught", error)
sorted(["a", "c"], key=pick)


# --- numbers-builtins
class N:
    def __init__(self, n):
        self.n = n

    def __abs__(self):
        return ext(self.n)

    def __divmod__(self, other):
        return ext((self.n, other))

    def __pow__(self, other, mod=None):
        return ext((self.n, other, mod))

    def __round__(self, *digits):
        return ext(digits)

    def __trunc__(self):
        return ext(self.n)


print(abs(N(1)), divmod(N(7), 2), pow(N(2), 3), pow(N(2), 3, 5), round(N(1.5), 1), N(3) ** 2)
(
    abs(ext(-5)),
    divmod(ext(7), ext(2)),
    pow(ext(2), ext(3), ext(5)),
    round(ext(1.25), ext(1)),
    int(ext("12"), ext(8)),
    hex(ext(255)),
)


# --- getattr-setattr-and-friends
class C:
    @property
    def p(self):
        return ext("p")

    def __setattr__(self, name, value):
        object.__setattr__(self, name, ext(value))


c = C()
setattr(c, ext("x"), 5)
print(getattr(c, "x"), getattr(c, "p"), getattr(c, ext("missing"), ext("default")), hasattr(c, "p"), hasattr(c, "q"))
delattr(c, ext("x"))
hasattr(c, "x"), callable(c.p)


# --- iter-next-callbacks-with-state
def numbers():
    n = 0
    while True:
        n += ext(1)
        yield n


it = numbers()
pairs = zip(it, it)
print(next(pairs), next(pairs))
squares = map(lambda x: ext(x) ** 2, it)
print(next(squares))
first_big = next(x for x in squares if ext(x) > 40)
ext("pause")
first_big, next(it), next(pairs)


# --- sort-comparisons-pause
# host: ask = lambda a, b: a < b
class Item:
    def __init__(self, n):
        self.n = n

    def __lt__(self, other):
        return ask(self.n, other.n)

    def __repr__(self):
        return f"i{self.n}"


items = [Item(1), Item(2), Item(3)]
print(sorted(items), sorted(items, reverse=True), min(items), max(items))
items.sort(key=lambda i: Item(-i.n))
[i.n for i in items]


# --- sort-comparisons-of-any-order
# host: ask = lambda a, b: a < b
# varies: sorts compare more often since 3.13
class Item:
    def __init__(self, n):
        self.n = n

    def __lt__(self, other):
        return ask(self.n, other.n)


items = [Item(n * 7 % 11) for n in range(8)]
print([i.n for i in sorted(items)])
items.sort(reverse=True)
[i.n for i in items], max(items).n
