# --- star-arguments-order
def f(*args, **kwargs):
    return args, kwargs


def a(name="a"):
    print("start", name)
    yield ext(name + "1")
    print("more", name)
    yield ext(name + "2")


class Names:
    def __init__(self, *names):
        self.names = names

    def keys(self):
        print("keys", ext(self.names[0]))
        return iter(self.names)

    def __getitem__(self, name):
        return ext("value of " + name)


class Items:
    def __init__(self, *items):
        self.items = items

    def __iter__(self):
        print("iter", ext(self.items[0]))
        return iter(self.items)


print(f(*a(), **Names("x", "y")))
print(f(*a(), b=ext("b"), **Names("x")))
print(f(*a(), b=ext("b")), f(*Items(1), b=ext("b")), f(*Items(2), **{"k": ext("k")}))
print(f(0, *a(), b=ext("b"), **Names("x")))
print(f(*a("one"), *a("two"), b=ext("b"), **Names("x"), **Names("z")))
print(f(*a(), last=ext("last") or [f(*a("inner"), k=ext("k"))]))
print(dict(*[a()], k=1) if ext(0) else "")
print(Names(*a()).names, f(*a(), b=1), f(*Items(3), b=None))
f(*(x for x in a()), k=ext("k"))


# --- star-arguments-errors
def f(*args, **kwargs):
    return args, kwargs


def a(n):
    for i in range(n):
        yield ext(i)
    raise ValueError(ext("a"))


class Names:
    def keys(self):
        raise RuntimeError(ext("keys"))

    def __getitem__(self, name):
        return name


def attempt(function):
    try:
        print(function())
    except (TypeError, ValueError, RuntimeError) as error:
        print(type(error).__name__, error)


attempt(lambda: f(*a(2), **Names()))
attempt(lambda: f(*a(2), b=ext(1)))
attempt(lambda: f(*ext(5), b=ext("b")))
attempt(lambda: f(*a(1), **ext(5)))
attempt(lambda: f(*5, **Names()))
attempt(lambda: f(*a(1), b=ext(1), **{"b": 2}))
attempt(lambda: ext(7)(*a(1), b=ext("b")))
ext("end")


# --- star-arguments-rebound
def f(*args, **kwargs):
    return args, kwargs


def gen():
    global k, items
    k = ext("new k")
    items = None
    yield k


k, items = "old k", gen()
print(f(*items, k=k), items)


class Box:
    def __init__(self, *args, **kwargs):
        self.got = args, kwargs

    def method(self, *args, **kwargs):
        return args, kwargs


k, items = "old k", gen()
print(Box(*items, k=k).got)
k, items = "old k", gen()
print(Box().method(*items, k=ext(k)))
out = []
out.append(f(*(ext(x) for x in "ab"), out=ext("first")))
data = {}
data.update(*[[(ext("x"), 1)]], y=ext("y"))
data.update(*(pair for pair in [[("z", 1)]]), w=ext("w"))
out, data


# --- star-operands-are-taken-at-once
def note(*a, **k):
    return a, k


xs = [1, 2]


def grow(n):
    xs.append(n)
    return ext(n)


print([*xs, grow(3), *xs], (*iter("ab"), ext(1)), {*map(str, xs), ext("z")} == {"1", "2", "3", "z"})
print(note(*xs, grow(4)), note(0, *xs, k=grow(5)), note(*iter("cd"), ext(2), **{"k": ext(3)}))
print(note(*xs, k=grow(6)))
print([*range(2), *(n for n in xs if ext(n) != 2), ext("end")])
for build in (lambda: [*5, ext("never")], lambda: note(*None, ext("never"))):
    try:
        build()
    except TypeError as error:
        print(error)


# --- a-missing-method-is-found-out-first
class Plain:
    pass


for value in (5, None, Plain(), Plain, len):
    for call in (
        lambda: value.join([ext("never")]),
        lambda: value.sort(key=ext("never")),
        lambda: value.update({"a": ext("no")}),
        lambda: value.append(ext(1)),
    ):
        try:
            call()
        except AttributeError as error:
            print(type(error).__name__, error)
p = Plain()
p.append = lambda x: ("appended", x)
print(p.append(ext(2)), ",".join([ext("a"), "b"]), ext([]))


# --- star-mappings-are-merged-before-later-operands
d0 = {}
def f(n):
    x = ext(n)
    d0[n] = x
    return x
print({**d0, 'f': f(1)})
print({**d0, 'f': [f(k) for k in (2, 3)]})
print({'a': 1, **d0, 'f': f(4), **d0, 'g': f(5)})
print(dict(**{str(k): v for k, v in d0.items()}, f=f(6)))
def h(*args, **kw): return args, kw
print(h(**d0 and {'z': 1}, k=f(7)))
d1 = {'q': 1}
def g(n):
    x = ext(n)
    d1[n] = x
    return x
print(h(1, **d1, k=g('r')))
print(h(**d1, k=g('s'), **{'m': g('t')}))
