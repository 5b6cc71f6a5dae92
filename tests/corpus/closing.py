# --- close-through-yield-from
trace = []


def inner(n):
    try:
        if n:
            yield from inner(n - 1)
        yield ext(1)
    finally:
        trace.append(ext(("inner", n)))


def outer():
    try:
        yield from inner(2)
    except GeneratorExit:
        trace.append(ext("exit"))
        raise
    finally:
        trace.append(ext("outer"))


g = outer()
trace.append(next(g))
print(g.close(), g.close())
g = outer()
print(g.close())
g = outer()
list(g)
g.close()
trace


# --- close-through-yield-from-with-errors
# varies: close() returns the generator's value since 3.13
def inner(kind):
    try:
        yield ext(1)
    except GeneratorExit:
        if kind == "yields":
            yield ext("ignored")
        if kind == "raises":
            raise ValueError(ext("raised"))
        if kind == "returns":
            return ext("returned")
        raise


def outer(kind, catch):
    try:
        result = yield from inner(kind)
        print("result", result)
    except ValueError as error:
        print("caught", error, ext("in outer"))
        if catch == "raise":
            raise KeyError(ext("other"))
        if catch == "yield":
            yield ext("more")
    except GeneratorExit:
        print("exit", ext(catch))
        if catch == "yield":
            yield ext("no")
        if catch == "return":
            return ext("value")
        raise


for kind in "yields", "raises", "returns", "plain":
    for catch in "raise", "yield", "return":
        g = outer(kind, catch)
        next(g)
        try:
            print(kind, catch, g.close() is None)
        except (RuntimeError, ValueError, KeyError) as error:
            print(kind, catch, type(error).__name__, error)
ext("end")


# --- close-of-other-things
class File:
    closed = 0

    def close(self, how="plain"):
        self.closed += 1
        return ext(how)


def gen():
    try:
        yield 1
    finally:
        ext("finally")


def walk(file):
    yield from file


print(File().close(), File().close(how="keyword"), File().close(*["star"]))
g = gen()
next(g)
close = g.close
close()
g = walk(gen())
next(g)
g.close()
g = walk(map(ext, "ab"))
next(g)
g.close()
try:
    ext(5).close()
except AttributeError as error:
    print(error)


# --- yield-from-iterators-with-send-throw-and-close
class Full:
    def __iter__(self):
        print("iter")
        return self

    def __next__(self):
        return ext("next")

    def send(self, value):
        return ext(("sent", value))

    def throw(self, *error):
        print("thrown", type(error[-1]).__name__ if isinstance(error[-1], BaseException) else error[0].__name__)
        return "threw"

    def close(self):
        print("closed")


class Bare:
    def __iter__(self):
        return self

    def __next__(self):
        return ext("bare")


def outer(it):
    try:
        yield from it
    except ValueError as error:
        yield ext(str(error))


g = outer(Full())
print(next(g), g.send("a"), g.send(None), g.throw(ValueError("v")), g.send("b"))
g.close()
g = outer(Bare())
print(next(g), g.throw(ValueError("w")))
g = outer(Bare())
next(g)
try:
    g.send(ext("x"))
except AttributeError as error:
    print(error)
g = outer(Bare())
next(g)
g.close()
ext("end")
