# --- default-values
def f(a, b=ext(1), c=ext([2]), *, d=ext("d"), e=None):
    c.append(ext(a))
    return a, b, c, d, e


print(f(10), f(20), f(30, 0, [], d=1, e=ext(2)))
f.__defaults__, f.__kwdefaults__


# --- mutable-default-across-pauses
def remember(x, seen=[]):
    seen.append(ext(x))
    return seen


a = remember(1)
ext("pause")
b = remember(2)
print(a is b, remember.__defaults__[0] is a)
remember(3, []), remember(4)


# --- default-order
def note(x):
    print("note", x)
    return ext(x)


@(lambda f: [note("applied"), f][1])
def f(a: note("annotation") = note("default"), *, k=note("kw")) -> note("returns"):
    return a, k


g = lambda x=note("lambda"): (x, ext("called"))
f(), g()


# --- default-in-nested-functions
def outer(n):
    def inner(x=ext(n), y=[n]):
        y.append(x)
        return y

    return inner


i, j = outer(1), outer(2)
ext("pause")
i(), i(), j(), i(x=9)


# --- keyword-only-and-positional-only
def f(a, /, b, *, c=ext("c")):
    return [a, b, c]


def g(*, required, optional=ext("o")):
    return [required, optional]


print(f(1, b=2), f(1, 2, c=ext(3)), g(required=ext("r")))
try:
    f(a=1, b=2)
except TypeError as error:
    print(error)
g(**ext({"required": 1}))
