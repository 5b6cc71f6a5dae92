# --- unpack-basic
a, b = ext([1, 2])
(c, d), e = ext((3, 4)), ext(5)
[f, [g, [h]]] = ext([6, [7, [8]]])
x = y, z = ext((9, 10))
print(a, b, c, d, e, f, g, h, x, y, z)
a, b = b, a
a, b, *c = ext("hello")
a, b, c

# --- unpack-star
first, *rest = ext([1, 2, 3])
*start, last = ext("abc")
a, *b, c = ext([1, 2])
(*only,) = ext((4, 5))
[p, (q, *r), *s] = ext([1, [2, 3, 4], 5, 6])
print(first, rest, start, last, a, b, c, only)
p, q, r, s


# --- unpack-into-attributes-and-items
class Box:
    pass


box, d, items = Box(), {}, [0, 0, 0]
box.a, d[ext("k")], items[ext(1)] = ext([1, 2, 3])
(box.b, *d["rest"]), items[0 : ext(1)] = ext([[4, 5, 6], [7, 8]])
for box.c, d["i"] in [(1, 2), (3, 4)]:
    ext(box.c)
print(vars(box), d, items)
i = 0
i, items[i] = ext((2, "at i"))
items


# --- unpack-order-of-evaluation
def note(x):
    print("note", x)
    return ext(x)


d = {}
d[note("a")], d[note("b")] = note(1), note(2)
d[note("c")] = d[note("d")] = note(3)
[*d[note("e")[0:] : note(None)]] if False else None
d

# --- unpack-errors
for bad in ([1], [1, 2, 3]):
    try:
        a, b = ext(bad)
    except ValueError as error:
        print(error)
try:
    a, *b, c = ext([1])
except ValueError as error:
    print(error)
try:
    a, b = ext(5)
except TypeError as error:
    print(error)
ext("end")


# --- unpack-from-generators
def g(n):
    try:
        for i in range(n):
            yield ext(i)
    finally:
        print("closed", n)


a, b = g(2)
c, *d = g(4)
(e, f), h = g(2), ext("h")
try:
    x, y = g(1)
except ValueError as error:
    print(error)
a, b, c, d, e, f, h


# --- unpack-from-class-iterator
class It:
    def __init__(self, *items):
        self.items = list(items)

    def __iter__(self):
        return self

    def __next__(self):
        if not self.items:
            raise StopIteration
        return ext(self.items.pop(0))


a, b = It(1, 2)
[c, *d], e = It(3, 4, 5), [It(6)]
f, (g, h) = "x", It("y", "z")
a, b, c, d, next(e[0]), f, g, h, [*It(1), *It(2, 3)]

# --- chained-assignment
a = b = ext([1])
c = d = e = ext(2) + ext(3)
print(a is b, c, d, e)
box = {}
f = box[ext("k")] = g = ext("v")
x = (y, z) = [p, q] = ext("ab")
f, g, box, x, y, z, p, q


# --- unpack-in-function-arguments
def f(*args, **kwargs):
    (a, b), *rest = args
    return a, b, rest, kwargs


f(ext([1, 2]), *ext([3]), 4, *ext((5,)), **ext({"k": 6})), f(*[ext("ab")])

# --- swap-with-pauses
items = [1, 2, 3, 4]
items[ext(0)], items[ext(-1)] = items[ext(-1)], items[ext(0)]
i, j = 1, 2
items[i], items[j], i = items[j], ext(items[i]), ext(9)
items, i


# --- return-and-yield-unpacked
def f(rest):
    return 0, *ext(rest), ext("end")


def g(rest):
    yield 1, *ext(rest)
    yield *ext(rest), 2


f([1, 2]), list(g("ab"))
