# --- dunder-arithmetic
class Num:
    def __init__(self, n):
        self.n = n

    def __add__(self, other):
        return Num(ext(self.n) + value(other))

    def __sub__(self, other):
        return Num(ext(self.n) - value(other))

    def __mul__(self, other):
        return Num(ext(self.n) * value(other))

    def __truediv__(self, other):
        return Num(ext(self.n) / value(other))

    def __floordiv__(self, other):
        return Num(ext(self.n) // value(other))

    def __mod__(self, other):
        return Num(ext(self.n) % value(other))

    def __pow__(self, other):
        return Num(ext(self.n) ** value(other))

    def __matmul__(self, other):
        return Num(ext(self.n) * 100 + value(other))

    def __divmod__(self, other):
        return ext(self.n) // value(other), self.n % value(other)


def value(x):
    return x.n if isinstance(x, Num) else ext(x)


a, b = Num(17), Num(5)
print((a + b).n, (a - 2).n, (a * b).n, (a / 4).n, (a // b).n, (a % 3).n, (b**2).n, (a @ b).n, divmod(a, b))
(a + b * 2 - Num(1) // 1).n, (Num(2) ** 3 ** ext(1)).n


# --- dunder-bitwise-and-unary
class Bits:
    def __init__(self, n):
        self.n = n

    def __lshift__(self, k):
        return Bits(ext(self.n) << k)

    def __rshift__(self, k):
        return Bits(ext(self.n) >> k)

    def __and__(self, other):
        return Bits(ext(self.n) & other.n)

    def __or__(self, other):
        return Bits(ext(self.n) | other.n)

    def __xor__(self, other):
        return Bits(ext(self.n) ^ other.n)

    def __neg__(self):
        return Bits(-ext(self.n))

    def __pos__(self):
        return Bits(+ext(self.n))

    def __invert__(self):
        return Bits(~ext(self.n))

    def __abs__(self):
        return ext(abs(self.n))


a, b = Bits(12), Bits(10)
print((a << 2).n, (a >> ext(1)).n, (a & b).n, (a | b).n, (a ^ b).n, (-a).n, (+a).n, (~a).n, abs(-a))
(-a & ~b | +b).n


# --- dunder-reflected
class R:
    def __init__(self, name):
        self.name = name

    def __radd__(self, other):
        return f"{ext(other)} r+ {self.name}"

    def __rsub__(self, other):
        return f"{ext(other)} r- {self.name}"

    def __rmul__(self, other):
        return f"{ext(other)} r* {self.name}"

    def __rtruediv__(self, other):
        return ext("r/")

    def __rfloordiv__(self, other):
        return ext("r//")

    def __rmod__(self, other):
        return ext("r%")

    def __rpow__(self, other):
        return ext("r**")

    def __rlshift__(self, other):
        return ext("r<<")

    def __rand__(self, other):
        return ext("r&")

    def __rmatmul__(self, other):
        return ext("r@")


r = R("r")
print(1 + r, 2 - r, [3] * r, 4 / r, 5 // r, 6 % r, 7**r, 8 << r, 9 & r, 10 @ r)
sum([ext(1), r]), ext("s") + r


# --- dunder-in-place
class Acc:
    def __init__(self):
        self.log = []

    def __iadd__(self, other):
        self.log.append(("+=", ext(other)))
        return self

    def __isub__(self, other):
        self.log.append(("-=", ext(other)))
        return ext("replaced")

    def __mul__(self, other):
        self.log.append(("*", ext(other)))
        return self

    def __ior__(self, other):
        return NotImplemented if ext(other) == 1 else self

    def __or__(self, other):
        self.log.append(("|", ext(other)))
        return self


a = Acc()
b = a
a += ext(1)
a *= 2
a |= 1
a |= ext(2)
print(a is b, a.log)
a -= 3
holder = {"x": b}
holder["x"] += 5
a, b.log[-1]


# --- dunder-not-implemented-fallbacks
class A:
    def __add__(self, other):
        print("A add", ext("a"))
        return NotImplemented

    def __eq__(self, other):
        print("A eq", ext("e"))
        return NotImplemented

    def __lt__(self, other):
        print("A lt", ext("l"))
        return NotImplemented


class B:
    def __radd__(self, other):
        return ext("B radd")

    def __eq__(self, other):
        return ext("B eq")

    def __gt__(self, other):
        return ext("B gt")


class C(A):
    def __radd__(self, other):
        return ext("C first")


print(A() + B(), A() == B(), A() < B(), A() + C(), A() == A(), A() != B())
try:
    A() + 1
except TypeError as error:
    print(error)
try:
    A() < A()
except TypeError as error:
    print(error)
ext("end")


# --- dunder-comparisons
class V:
    def __init__(self, *parts):
        self.parts = parts

    def __lt__(self, other):
        return ext(self.parts) < other.parts

    def __le__(self, other):
        return ext(self.parts) <= other.parts

    def __gt__(self, other):
        return ext(self.parts) > other.parts

    def __ge__(self, other):
        return ext(self.parts) >= other.parts

    def __eq__(self, other):
        return ext(self.parts) == other.parts

    def __ne__(self, other):
        return not ext(self == other)


a, b, c = V(1, 0), V(1, 5), V(2)
print(a < b, a <= b, a > b, a >= b, a == b, a != b, a == V(1, 0))
print(a < b < c, a < b > c, a < c != b, not a == b)
max(a, b, c).parts, sorted([c, b, a])[0].parts


# --- dunder-containers
class Table:
    def __init__(self, **rows):
        self.rows = rows

    def __getitem__(self, key):
        return ext(self.rows[key])

    def __setitem__(self, key, value):
        self.rows[key] = ext(value)

    def __delitem__(self, key):
        del self.rows[ext(key)]

    def __contains__(self, key):
        return ext(key) in self.rows

    def __len__(self):
        return ext(len(self.rows))

    def __iter__(self):
        for key in self.rows:
            yield ext(key)


t = Table(a=1, b=[2])
t["c"] = t["a"] + ext(2)
t["a"] += ext(10)
t["b"][ext(0)] = t["b"][0] * ext(3)
del t["b"]
print(len(t), "a" in t, "b" in t, "b" not in t, list(t), [t[k] for k in t])
first, second = t
first + second, t[ext("c")], bool(t)


# --- dunder-missing
class Default(dict):
    def __missing__(self, key):
        self[key] = value = ext(key) * 2
        return value


d = Default(a=1)
print(d["a"], d["b"], d["b"], d.get("z"))
d["c"] += "x"
print(d, len(d))
dict(d)


# --- dunder-call-len-bool
class Box:
    def __init__(self, *items):
        self.items = items

    def __len__(self):
        return ext(len(self.items))

    def __call__(self, *args):
        return [ext(a) for a in args], len(self)


class Flag:
    def __init__(self, on):
        self.on = on

    def __bool__(self):
        return ext(self.on)


print(Box()(1), Box(1, 2)(), bool(Box()), bool(Flag(True)))
out = ["full" if Box(1) else "empty", "on" if Flag(False) else "off", not Flag(True), not Box()]
while Flag(len(out) < 6):
    out.append(Flag(True) and "and")
out.append((Flag(False) or "or"))
if not Flag(False) and Box(0):
    out.append([x for x in range(3) if Flag(x == 1)])
assert Flag(True), "never"
out


# --- dunder-str-repr
class Name:
    def __init__(self, text):
        self.text = text

    def __str__(self):
        return "str " + ext(self.text)

    def __repr__(self):
        return "repr " + ext(self.text)


n = Name("n")
print(n)
print(n, [n], {"k": n}, sep="|", end="!\n")
print(str(n), repr(n), f"{n}", f"{n!r}", "{} {!r}".format(n, n))
str([n, (n,)]), " ".join(map(str, [n, n])), ascii(n)


# --- dunder-repr-inside-container
class R:
    def __repr__(self):
        return "R" + str(ext(1))


print([R()], {"k": (R(),)})
str([R()])


# --- dunder-index-int-float
class N:
    def __init__(self, n):
        self.n = n

    def __index__(self):
        return ext(self.n)

    def __int__(self):
        return ext(self.n) + 100

    def __float__(self):
        return ext(self.n) + 0.5

    def __round__(self, digits=None):
        return ext(("round", digits))


print(int(N(1)), float(N(2)), round(N(3)), round(N(3), 1))
print(list(range(N(2))), hex(N(255)), bin(N(5)), chr(N(65)))
ext("end")

# --- operators-on-host-data
# host: rows = lambda: [{'n': 1}, {'n': 2}]
total = 0
for row in rows():
    total += row["n"] * ext(10) - ext(1)
total *= ext(2)
total //= ext(3)
total **= ext(2)
print(total, ext([1]) + ext([2]) * ext(2), ext({"a": 1}) | ext({"b": 2}), ext("a") in ext("abc"))
total, ext(5) is not None, ext(None) is None


# --- dunder-operators-in-nested-calls
class Vec:
    def __init__(self, x, y):
        self.x, self.y = x, y

    def __add__(self, other):
        return Vec(self.x + ext(other.x), self.y + other.y)

    def __mul__(self, k):
        return Vec(ext(self.x) * k, self.y * k)

    __rmul__ = __mul__

    def __neg__(self):
        return self * ext(-1)

    def __eq__(self, other):
        return (self.x, self.y) == ext((other.x, other.y))


def total(vectors):
    result = Vec(0, 0)
    for v in vectors:
        result += 2 * v + -v
    return result


v = total([Vec(1, 2), Vec(3, 4)])
print(v.x, v.y)
v == Vec(4, 6), -v == Vec(-4, -6), (v * 2 + v).x


# --- dunder-raises-in-operator
# error: ValueError
class Bad:
    def __add__(self, other):
        ext("adding")
        raise ValueError("can not add " + str(other))

    def __len__(self):
        return ext(-1)


try:
    len(Bad())
except ValueError as error:
    print(error)


def f(x):
    return [1, x + ext(2)]


f(Bad())
