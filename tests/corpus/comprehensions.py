# --- list-comprehension
items = [ext(x) * 2 for x in range(4)]
evens = [x for x in range(6) if ext(x) % 2 == 0]
from_host = [x + 1 for x in ext([1, 2, 3])]
print(items, evens, from_host)
[ext(x) + ext(1) for x in ext([4, 5]) if ext(x) > 4 if ext(True)]

# --- dict-and-set-comprehension
d = {ext(k): ext(v) for k, v in {"a": 1, "b": 2}.items()}
s = {ext(x) % 3 for x in range(5)}
print(d, sorted(s))
{k: [ext(v), *range(v)] for k, v in d.items() if ext(v) > 1}, {ext(i): i for i in range(2)}

# --- nested-comprehension
grid = [[ext(x * y) for x in range(3)] for y in range(1, 3)]
flat = [ext(cell) for row in grid for cell in row if cell % ext(2) == 0]
pairs = {(a, b): [ext(a + b) for _ in range(b)] for a in range(2) for b in ext([1, 2]) if a != b}
print(grid, flat)
pairs

# --- comprehension-condition-and-conditional
[ext("even") if ext(x) % 2 == 0 else ext("odd") for x in range(3) if ext(x) < 2 or x > 1]

# --- comprehension-scoping
x = "outer"
items = [x for x in range(3) if ext(x)]
n = 10
more = [ext(n) + i for i in range(2)]


def f(k):
    base = ext(100)
    return [base + k + ext(i) for i in range(2)], {i: k for i in ext("ab")}, [k for k in range(ext(2))], k


print(x, items, more)
f(5)

# --- comprehension-with-closures
makers = [lambda: ext(i) * 10 for i in range(3)]
bound = [lambda i=i: ext(i) for i in range(3)]
print([m() for m in makers], [b() for b in bound])


def f(n):
    fs = [lambda x: ext(x) + n + i for i in range(2)]
    n = ext(100)
    return [g(1) for g in fs]


f(1)

# --- comprehension-walrus
data = [1, 2, 3, 4]
out = [y for x in data if (y := ext(x) * 2) > 4]
print(out, y)


def f():
    hits = [last := ext(x) for x in range(3)]
    return hits, last, any((found := ext(x)) > 1 for x in range(4)), found


f()

# --- comprehension-unpacking
pairs = [(1, [2, 3]), (4, [5, 6])]
out = [a + ext(b) + c for a, (b, c) in pairs]
rest = [[ext(first), *others] for first, *others in ["abc", "de"]]
print(out, rest)
{k: v for k, (v, _) in {"a": ext((1, 2))}.items()}


# --- comprehension-in-class-body
class Table:
    size = ext(3)
    squares = [ext(i) ** 2 for i in range(size)]
    names = {n: ext(i) for i, n in enumerate("ab")}
    total = sum(ext(s) for s in squares)


print(Table.squares, Table.names)
Table.total


# --- comprehension-over-generator
def g():
    for i in range(3):
        yield ext(i)


print([ext(x) for x in g()], {x: ext(y) for x in g() for y in g() if x < y})
[[b for b in g() if b > a] for a in g()]

# --- genexp-into-builtins
words = ["apple", "kiwi", "fig"]
print(sum(len(ext(w)) for w in words), max((ext(w) for w in words), key=len), " ".join(ext(w).title() for w in words))
print(
    any(ext(w) == "kiwi" for w in words),
    all(len(ext(w)) > 2 for w in words),
    next((w for w in words if "f" in ext(w)), None),
)
print(dict((ext(w), i) for i, w in enumerate(words)), sorted(ext(w) for w in words), tuple(ext(w)[0] for w in words))
first, second, *_ = (ext(w) for w in words)
first, second, [*(ext(c) for c in "ab")], min(ext(len(w)) for w in words)

# --- comprehension-error
# error: ZeroDivisionError
try:
    [ext(x) for x in [1, 2] if x.missing]
except AttributeError as error:
    print(error)


def share(parts):
    return [10 // ext(p) for p in parts]


share([5, 0])


# --- comprehension-break-by-exception
# answers: [1, 2, fail(ValueError('third'))]
def f():
    try:
        return [ext(i) for i in range(5)]
    except ValueError as error:
        return f"stopped: {error}"


f()

# --- comprehension-iterates-its-own-list
items = [3, 1, 2]
items = [ext(x) for x in sorted(items)]
items = [[x, y] for x in items for y in items if ext(x) < ext(y)]
items[ext(1)] = [i for i in items[0]]
items


# --- comprehension-in-arguments-and-subscripts
def total(*args, **kwargs):
    return sum(args) + sum(kwargs.values())


data = {"a": 1, "b": 2}
r = total(*[ext(x) for x in (1, 2)], **{k: ext(v) for k, v in data.items()})
print(r, data[[ext(k) for k in data][1]])
f"{[ext(c) for c in 'xy']}" + str({ext(1) for _ in "ab"})
