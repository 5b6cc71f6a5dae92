# --- augmented-names
n = 1
n += ext(2)
n *= ext(3) + n
n -= ext(1)
n //= ext(2)
n %= ext(5)
n **= ext(2)
n <<= ext(1)
n |= ext(1)
n ^= ext(3)
n &= ext(7)
n >>= ext(1)
items = other = [1]
items += ext([2])
text = "a"
text += ext("b")
text *= ext(2)
n, items is other, text

# --- augmented-items
d = {"n": 1, "list": [1]}
d[ext("n")] += ext(10)
d["list"] += ext([2])
d["list"][ext(0)] -= ext(5)
grid = [[1, 2], [3, 4]]
grid[ext(1)][ext(0)] *= ext(10)
for row in grid:
    row[ext(1)] += row[0]
print(d, grid)
d[ext("n")] //= d["n"] - ext(5)
d


# --- augmented-attributes
class C:
    shared = 5

    def __init__(self):
        self.n = 1
        self.sub = self


c = C()
c.n += ext(2)
c.sub.n *= c.sub.sub.n + ext(1)
c.shared += ext(1)
C.shared -= ext(1)
c.items = []
c.items += [ext("x")]


def get():
    print("get", ext("once"))
    return c


get().n -= ext(3)
c.n, c.shared, C.shared, c.items


# --- augmented-order
def note(x):
    print("note", x)
    return x


d = {"a": 1}


def target():
    print("target", ext("t"))
    return d


target()[note("a")] += note(ext(5))
x = 1


def change():
    global x
    x = 100
    return ext(1)


x += change()
d, x


# --- augmented-in-closures-and-loops
def f():
    total = 0

    def add(n):
        nonlocal total
        total += ext(n)
        return total

    for i in range(3):
        total += add(i)
    return total


f()

# --- augmented-with-exception
# answers: [1, fail(ValueError('no'))]
d = {"n": 10}
d["n"] += ext(1)
try:
    d["n"] += ext(2)
except ValueError as error:
    print(error)
t = ([1],)
try:
    t[0] += [2]
except TypeError as error:
    print(error)
d, t, ext(3)


# --- augmented-with-guest-containers
class Log:
    def __init__(self):
        self.data = {}

    def __getitem__(self, key):
        print("get", ext(key))
        return self.data.get(key, 0)

    def __setitem__(self, key, value):
        print("set", ext(key), value)
        self.data[key] = value


l = Log()
l["a"] += 1
l["a"] += ext(5)
l[ext("b")] -= ext(2)
l.data
