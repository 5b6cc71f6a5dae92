# --- rest-of-nested-blocks
def f(n):
    trace = []
    if ext(n) > 0:
        trace.append("if")
        for i in range(2):
            trace.append(("for", i))
            while True:
                trace.append(ext("while"))
                try:
                    trace.append("try")
                    with Scope(trace) as s:
                        trace.append(ext("with"))
                        if i == 1:
                            match ext(i):
                                case 1:
                                    trace.append(ext("match"))
                                    break
                        trace.append("end of with")
                    trace.append("end of try")
                except ValueError:
                    trace.append("never")
                else:
                    trace.append(ext("else"))
                finally:
                    trace.append(ext("finally"))
                trace.append("end of while")
                if ext(True):
                    break
            trace.append("end of for")
        else:
            trace.append("for else")
        trace.append("end of if")
    trace.append("end")
    return trace


class Scope:
    def __init__(self, trace):
        self.trace = trace

    def __enter__(self):
        self.trace.append(("enter", ext("e")))

    def __exit__(self, *info):
        self.trace.append(("exit", ext("x")))


result = f(1)
print(len(result))
result

# --- every-statement-after-a-pause
x = ext(0)
pass
x: int = ext(1)
x += 1
assert x == 2


def f():
    return ext("f")


class C:
    y = ext("C")


class Null:
    def __enter__(self):
        return ext(1)

    def __exit__(self, *info):
        pass


import math

global_list = [f(), C.y]
for i in (1,):
    continue
while x:
    x -= 1
    if x == 1:
        continue
    break
try:
    raise ValueError
except ValueError:
    pass
del i
with Null():
    x = ext("with")
print(x, global_list)
math.floor(ext(2.5))


# --- deep-block-nesting
def f():
    out = []
    for a in range(2):
        for b in range(2):
            for c in range(2):
                for d in range(2):
                    for e in range(2):
                        if ext(a + b + c + d + e) == 3:
                            out.append((a, b, c, d, e))
                            break
    return out


f()


# --- try-inside-everything
def f(n):
    while n:
        try:
            for i in range(n):
                try:
                    if ext(i) == 1:
                        raise KeyError(i)
                    if n == 1:
                        return ext("returned")
                except KeyError:
                    try:
                        ext("handler")
                        raise ValueError("again")
                    except ValueError as error:
                        text = str(error)
                        if n == 3:
                            break
                        continue
                    finally:
                        ext("inner finally")
                finally:
                    ext("outer finally")
            else:
                print("loop ended", n)
        finally:
            n -= 1
            print("left", ext(n))
    return text


f(3)


# --- methods-recursion-generators-handlers-at-once
class Walker:
    def __init__(self, tree):
        self.tree = tree
        self.errors = []

    def visit(self, node, path=()):
        try:
            if isinstance(node, dict):
                for key in sorted(node):
                    with Frame(self, key):
                        yield from self.visit(node[key], path + (ext(key),))
            elif isinstance(node, list):
                yield [x for part in node for x in self.visit(part, path)]
            else:
                yield "/".join(path) + "=" + str(10 // ext(node))
        except ZeroDivisionError as error:
            self.errors.append(ext("/".join(path)))
            yield "zero"
        finally:
            ext("leave")


class Frame:
    def __init__(self, walker, key):
        self.key = key

    def __enter__(self):
        print(">", ext(self.key))

    def __exit__(self, *info):
        print("<", self.key)


w = Walker({"a": 1, "b": {"c": [2, 0], "d": 5}})
print(list(w.visit(w.tree)))
w.errors


# --- returns-from-everywhere
def f(n):
    if n == 0:
        return ext("if")
    for i in [1]:
        if n == 1:
            return ext("for")
    else:
        if n == 2:
            return ext("else")
    while True:
        if n == 3:
            return ext("while")
        break
    try:
        if n == 4:
            return ext("try")
        raise ValueError
    except ValueError:
        if n == 5:
            return ext("except")
    finally:
        ext("finally")
    with Null():
        if n == 6:
            return ext("with")
    match n:
        case 7:
            return ext("match")
    return


class Null:
    def __enter__(self):
        return ext("enter")

    def __exit__(self, *info):
        return ext(False)


[f(n) for n in range(9)]


# --- call-results-in-every-frame
def a(x):
    y = b(x + 1) + ext("a")
    return y.upper()


def b(x):
    return f"{c(x + 1)}{ext('b')}"


def c(x):
    return [d(x) for _ in range(2)][ext(1)] + ext("c")


def d(x):
    return (lambda: ext("d") * x)()


a(0)


# --- exceptions-through-many-frames
# error: LookupError
def down(n):
    try:
        if n == 0:
            raise KeyError(ext("bottom"))
        return down(n - 1)
    except KeyError as error:
        if n == 2:
            ext("translate")
            raise LookupError("translated") from error
        raise
    finally:
        print("up", ext(n))


down(4)

# --- constants-and-folding
DEBUG = False
if DEBUG:
    ext("never")
if 0:
    ext("never")
while False:
    ext("never")
x = 2 * 3 + ext(1) if True else ext("never")
y = (1, 2, 3)[ext(1)] + len("abcdef") + -(1**2)


def f():
    return ext("reached")
    ext("never")


if True and ext(1):
    z = ext("z")
else:
    z = None
x, y, z, f(), (not ext(0)) is True, __debug__

# --- docstrings-and-names
"""The module's docstring."""


def f():
    """The function's docstring."""
    ext("f")
    return f.__doc__, f.__name__, f.__qualname__


def outer():
    def inner():
        """Inner."""
        return ext(1)

    return inner


class C:
    """The class's docstring."""

    def method(self):
        """The method's docstring."""
        return ext(self.__class__.__name__)


print(C.__doc__, C.method.__doc__, C.method.__qualname__, C().method())
f(), outer().__qualname__, (lambda: ext(1)).__name__

# --- unicode-names-and-strings
größe = ext(1)


def ｆ(ñ):
    return ñ + ext("é")


class Ünïcode:
    ﬁeld = ext("NFKC")


print(größe, f("ñ"), Ünïcode.field)
ext("日本語")[::-1], "\N{GREEK SMALL LETTER ALPHA}" + ext("\x00\ud7ff")

# --- numbers-of-all-kinds
print(ext(10**40) + 1, ext(1e100), ext(-1.5) // 1, 0x1F + ext(0b11) + 0o7, 1_000 * ext(2))
values = [ext(float("inf")), ext(True) + 1, ext(3) / 2, 2 ** ext(-1), complex(ext(1), 2) * 1j]
print(values)
[v for v in values[:4] if v == ext(2)], str(ext(0.1) + ext(0.2)), -7 // ext(2), -7 % ext(3), divmod(-ext(7), 2)
