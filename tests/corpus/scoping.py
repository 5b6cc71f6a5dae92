# --- globals-written-by-functions
count = 0
names = []


def add(name):
    global count, last
    count += ext(1)
    last = name
    names.append(ext(name))


add("a")
add("b")
count, last, names


# --- forward-references
def first():
    return second(ext(1)) + 1


def second(x):
    return third(x) * ext(2)


print("before third")


def third(x):
    return ext(x) + 10


first()


# --- function-redefined-across-pause
def f():
    return ext("old")


a = f()


def g():
    return f()


def f():
    return ext("new")


a, g(), f()


# --- shadowed-builtins
def len(x):
    return ext(42)


print(len([1]))
del len
print(len([1, 2]))


def f(list):
    sum = ext(list)
    return sum


max = lambda *a: ext("max")
f([3]), max(1, 2)

# --- shadowed-at-pause
print = ext("not callable")
try:
    print("x")
except TypeError as error:
    message = str(error)
del print
print(message)
ext(1)


# --- locals-and-parameters-of-every-kind
def f(a, b=2, /, c=3, *args, d, e=ext(5), **kwargs):
    a = ext(a) + 1
    total = [a, b, c, args, d, e, kwargs]
    ext("pause")
    b = c = None
    return total, b, c


print(f(1, d=4))
f(1, 20, 30, 40, 50, d=60, e=70, f=80)


# --- argument-errors
def f(a, b, *, c):
    return ext(a)


for call in (
    lambda: f(1),
    lambda: f(1, 2),
    lambda: f(1, 2, 3, c=4),
    lambda: f(1, 2, c=3, d=4),
    lambda: f(ext(1), b=2, c=3),
):
    try:
        print(call())
    except TypeError as error:
        print(error)
ext("end")

# --- conditional-definitions
if ext(1):

    def f():
        return ext("one")

    class C:
        x = ext("class one")
else:

    def f():
        return ext("two")


try:

    def g():
        return f() + C.x
finally:
    ext("x")
g()

# --- globals-and-module-variables-across-pauses
shared = {"n": 0}
alias = shared
nested = [shared, [alias]]
ext("pause")
alias["n"] += 1
ext("pause again")
nested[1][0]["n"] += 10
print(shared, alias is shared, nested[0] is nested[1][0])
shared

# --- identity-of-mutables-across-pauses
row = [0]
grid = [row, row, [0]]
self_list = [1]
self_list.append(self_list)
d = {"self": None, "list": self_list}
d["self"] = d
ext("pause")
grid[0].append(ext(1))
print(grid, self_list[1] is self_list, d["self"]["self"] is d, d["list"] is self_list)


def f(items):
    other = items
    ext("in f")
    other.append(ext(2))
    return items is grid[0], items is other


f(row), grid, grid[2] is row


# --- class-instances-in-cycles
class Node:
    def __init__(self, name):
        self.name = name
        self.next = self
        self.all = registry


registry = {}
for name in "abc":
    registry[name] = Node(ext(name))
a, b, c = registry.values()
a.next, b.next, c.next = b, c, a
ext("pause")
n, seen = a, []
for _ in range(4):
    seen.append(n.name)
    n = n.next
    ext(n.name)
seen, a.all is registry, n is b, a.next.next.next is a


# --- many-frames
def down(n, acc):
    local = [n]
    if n == 0:
        return ext("bottom") + str(len(acc))
    acc.append(local)
    result = down(n - 1, acc)
    local.append(ext(n) if n % 10 == 0 else 0)
    return result


acc = []
result = down(40, acc)
print(acc[0], acc[-1], len(acc))
result

# --- unbound-names-of-the-host
# names: {'limit': 3, 'config': {'url': 'x', 'tags': [1, 2]}}
total = 0
for i in range(limit):
    total += ext(i)


def show():
    return config["url"] + str(limit) + ext("!")


config["tags"].append(ext(9))
total, show(), config, limit

# --- host-functions-as-values
# host: double = lambda x: x * 2
f = ext
print(f(1), f(x=2))
fs = {"d": double, "e": ext}
print(fs["d"](4), [g(5) for g in fs.values()], list(map(double, [1, 2])))
sorted([3, 1, 2], key=ext), max([1, 2], key=double), double(ext(3))

# --- name-lookup-in-every-position
# names: {'a': 1, 'b': [10, 20, 30], 'key': 'k', 'flag': True, 'Err': 'no class'}
out = [a + 1, b[a], {key: b[a:]}, -a if flag else b, f"{a}{b[0]:>4}{key!r}"]
if flag and a < b[0] and key in "key":
    out.append(ext(a))
for x in b:
    out.append(x * a)
d = {"k": 0}
d[key] += a


def f(x=a, *args, **kw):
    return x, args, kw, [i + a for i in b]


out, d, f(), f(*b, z=key), (lambda: flag)(), [ext(key)]
