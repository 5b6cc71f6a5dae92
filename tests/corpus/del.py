# --- del-targets
a, b, c = ext(1), ext(2), ext(3)
d = {"x": 1, "y": {"z": 2}}
items = [1, 2, 3, 4]


class C:
    pass


o = C()
o.p, o.q = 1, C()
o.q.r = 2
del a, (b, [c])
del d[ext("x")], d["y"][ext("z")], items[ext(0)], items[ext(1) :]
del o.p, o.q.r
try:
    a
except NameError as error:
    print(type(error).__name__)
d, items, hasattr(o, "p"), hasattr(o.q, "r"), ext("end")


# --- del-local-and-rebind
def f(x):
    y = ext(x)
    del x
    try:
        return x + y
    except UnboundLocalError as error:
        print(type(error).__name__)
    x = ext(y + 1)
    del y
    return x


f(1)


# --- del-with-dunders
class Store:
    def __init__(self):
        self.keys = ["a", "b", "c"]

    def __delitem__(self, key):
        self.keys.remove(ext(key))

    def __delattr__(self, name):
        print("delattr", ext(name))


def store():
    ext("store")
    return s


s = Store()
del s["a"], s[ext("b")], store().x, store()[ext("c")]
s.keys

# --- del-missing
# error: KeyError
d = {"a": 1}
try:
    del d[ext("a")], d[ext("b")]
except KeyError as error:
    print(error, d)
try:
    del d.x
except AttributeError as error:
    print("no attribute", ext(1))
del d[ext("c")]

# --- del-in-loops-and-functions
cache = {i: ext(i) for i in range(4)}
for key in list(cache):
    if ext(key) % 2:
        del cache[key]


def forget():
    global cache
    size = len(cache)
    del cache
    return ext(size)


n = forget()
try:
    cache
except NameError:
    print("gone")
n
