# --- yield-from-generator
def inner(n):
    for i in range(n):
        yield ext(i)
    return ext("inner result")


def outer():
    first = yield from inner(2)
    print("first", first)
    second = (yield from inner(1)) + ext("!")
    yield second


list(outer())


# --- yield-from-iterables
def g():
    yield from ext([1, 2])
    yield from "ab"
    yield from {"k": ext("v")}
    yield from (ext(x) for x in range(2))
    x = yield from range(ext(2))
    yield x


out = []
for item in g():
    out.append(ext(item))
out


# --- yield-from-send-and-throw
def inner():
    got = []
    while True:
        try:
            value = yield len(got)
            if value is None:
                return got
            got.append(ext(value))
        except ValueError as error:
            got.append(("error", str(error), ext("h")))


def outer():
    while True:
        result = yield from inner()
        print("inner gave", result)
        if ext(len(result)) > 2:
            return "done"


g = outer()
print(next(g), g.send("a"), g.throw(ValueError("v")), g.send("b"))
try:
    print(g.send(None))
except StopIteration as stop:
    print(stop.value)
g = outer()
next(g)
g.send(ext("c"))
try:
    g.throw(KeyError("k"))
except KeyError as error:
    print("out", error)
ext("end")

# --- yield-from-close
trace = []


def inner():
    try:
        yield ext(1)
        yield ext(2)
    finally:
        trace.append("inner")


def outer():
    try:
        yield from inner()
    finally:
        trace.append(ext("outer"))


g = outer()
trace.append(next(g))
g.close()
trace


# --- yield-from-deep-recursion
def tree(n):
    if n:
        yield from tree(n - 1)
        yield ext(n)
        yield from tree(n - 1)


print(list(tree(3)))
it = tree(4)
[next(it) for _ in range(5)]


# --- yield-from-class-iterator
class Countdown:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        if self.n <= 0:
            raise StopIteration(ext("value of stop"))
        self.n -= 1
        return ext(self.n)


def g():
    result = yield from Countdown(3)
    yield result


list(g())


# --- yield-from-in-try-except
def inner():
    yield ext(1)
    raise ValueError("inner " + ext("failed"))


def outer():
    for attempt in range(2):
        try:
            yield from inner()
        except ValueError as error:
            yield f"{attempt} {error} {ext('retry')}"
        else:
            yield "never"
        finally:
            yield ext("finally")


list(outer())


# --- yield-from-delegates-to-half-consumed
def inner():
    for x in "abcd":
        yield ext(x)


def outer(it):
    yield "start"
    yield from it
    yield "end"


it = inner()
print(next(it))
g = outer(it)
print(next(g), next(g))
ext("pause")
print(next(it))
list(g)
