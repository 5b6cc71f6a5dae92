# --- generator-driven-by-for
def numbers(n):
    print("start", ext(n))
    for i in range(n):
        yield ext(i) * 10
        print("after", i)
    print("end", ext("end"))


total = 0
for x in numbers(3):
    total += ext(x)
total


# --- generator-driven-by-builtins
def numbers(n):
    for i in range(n):
        yield ext(i + 1)


print(list(numbers(3)), tuple(numbers(2)), sum(numbers(4)), max(numbers(3)), min(numbers(3)))
print(sorted(numbers(3), reverse=True), dict(zip("ab", numbers(2))), set(numbers(1)), sum(numbers(2), ext(100)))
print(any(x > 1 for x in numbers(3)), all(numbers(2)), "".join(str(x) for x in numbers(3)))
first, *rest = numbers(4)
print(first, rest, [*numbers(2), *numbers(1)], {**dict(enumerate(numbers(2)))})
a, b = numbers(2)
print(a, b, 2 in numbers(3), 9 in numbers(2), print(*numbers(2)), len([x for x in numbers(3)]))
list(map(str, numbers(2))) + list(filter(None, numbers(2))) + list(enumerate(numbers(2)))


# --- generator-next-and-default
def g():
    yield ext("a")
    yield ext("b")


it = g()
print(next(it), ext("between"), next(it), next(it, ext("default")))
try:
    next(it)
except StopIteration as stop:
    print("stopped", stop.value)
next(g())


# --- generator-send
def averager():
    total, count, average = 0, 0, None
    while True:
        value = yield average
        if value is None:
            return ext(total), count
        total += ext(value)
        count += 1
        average = total / count


a = averager()
next(a)
print(a.send(10), a.send(ext(20)), a.send(3))
try:
    a.send(None)
except StopIteration as stop:
    result = stop.value
result


# --- generator-throw
def worker():
    done = []
    while True:
        try:
            item = yield list(done)
            done.append(ext(item))
        except ValueError as error:
            done.append(f"error {error} {ext('fixed')}")
        except KeyError:
            ext("giving up")
            return done


w = worker()
next(w)
print(w.send("a"))
print(w.throw(ValueError("bad")))
print(w.send(ext("b")))
try:
    w.throw(KeyError("stop"))
except StopIteration as stop:
    result = stop.value
result


# --- generator-close-runs-finally
def g():
    try:
        yield ext(1)
        yield ext(2)
    finally:
        print("cleanup", ext("c"))


it = g()
print(next(it))
it.close()
print(next(it, "closed"), ext("x"))
it2 = g()
it2.close()
ext("end")


# --- generator-dropped-by-break
def g(n):
    try:
        for i in range(n):
            yield ext(i)
    finally:
        print("closed", n)


for x in g(5):
    if x == 1:
        break
print("after break")
next(g(3))
print("after next")
a, b = g(2)
first = [x for x in g(2)]
it = g(4)
next(it)
it = None
print("after it")


def find():
    for x in g(6):
        if ext(x) == 2:
            return x


print(find())
ext("end")


# --- generator-dropped-with-a-pause-in-finally
def g():
    try:
        yield ext(1)
        yield ext(2)
    finally:
        print("cleanup", ext("c"))  # refuses: a generator is closed because nothing refers to it any more


for x in g():
    break
print("after break")
ext("end")


# --- generator-expression-yield-positions
def g():
    x = (yield ext("first")) + ext(10)
    print("x", x)
    y = [(yield x), ext("mid"), (yield ext("second"))]
    print("y", y)
    z = ext((yield "third")) if (yield "cond") else "none"
    print("z", z, f"{(yield 'field')!r:>5}")
    return {(yield "key"): ext("v")}


it = g()
out = [next(it)]
for value in [1, "a", "b", True, "arg", "f", "k"]:
    try:
        out.append(it.send(value))
    except StopIteration as stop:
        out.append(stop.value)
    ext(len(out))
out


# --- generators-interleaved
def count(name, n):
    for i in range(n):
        yield f"{name}{ext(i)}"
    return ext(name)


a, b = count("a", 3), count("b", 2)
out = []
for pair in zip(a, b):
    out.append(pair)
    ext("paired")
out.append(next(a, "a is over"))
out.append(next(b, "b is over"))
c = count("c", 2)
out.append([(x, y) for x in c for y in count(x, 2)])
out


# --- generator-half-consumed-in-variables
def letters():
    for letter in "abcdef":
        received = yield letter
        if received:
            yield ext(received)


g = letters()
saved = {"g": g, "list": [next(g), next(g)]}
ext("pause one")
saved["list"].append(saved["g"].send("extra"))
ext("pause two")
h = saved["g"]
print(h is g, next(h), saved["list"])
ext("pause three")
list(g)


# --- generator-recursive
def walk(tree):
    if isinstance(tree, list):
        for part in tree:
            for leaf in walk(part):
                yield ext(leaf)
    else:
        yield tree


print(list(walk([1, [2, [3, 4]], [[5]]])))
sum(walk([[1, 2], 3]))


# --- generator-pipeline
def source(n):
    for page in range(n):
        for item in ext([page * 2, page * 2 + 1]):
            yield item


def evens(items):
    for item in items:
        if ext(item) % 2 == 0:
            yield item


def batches(items, size):
    batch = []
    for item in items:
        batch.append(item)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield ext(batch)


out = []
for batch in batches(evens(source(4)), 3):
    print(batch)
    out.append(ext(sum(batch)))
out


# --- generator-methods-and-state
class Tree:
    def __init__(self, value, *below):
        self.value = value
        self.below = below

    def __iter__(self):
        yield ext(self.value)
        for child in self.below:
            yield from child

    def depths(self, depth=0):
        yield self.value, depth
        for child in self.below:
            for pair in child.depths(depth + ext(1)):
                yield pair


t = Tree("a", Tree("b", Tree("c")), Tree("d"))
print(list(t), [x for x in t if x != "b"])
dict(t.depths())


# --- generator-try-finally-return
def g():
    for i in range(3):
        try:
            yield ext(i)
            if i == 1:
                return "early"
        finally:
            print("finally", ext(-i))


def run():
    result = yield from g()
    yield result


list(run())


# --- generator-in-except-handler
def g():
    try:
        yield ext(1)
        raise ValueError("in generator")
    except ValueError as error:
        yield f"handling {error}"
        print(ext("still handling"))
        try:
            raise
        except ValueError as again:
            yield again is error
    yield ext("after")


def use():
    try:
        raise KeyError("outer")
    except KeyError:
        out = []
        for x in g():
            out.append(x)
            ext("loop")
        try:
            raise
        except KeyError as error:
            out.append(repr(error))
    return out


use()

# --- generator-breaks-out-with-cleanup
closed = []


def rows(name):
    try:
        for i in range(10):
            yield ext(i)
    finally:
        closed.append(ext(name))


def find(n):
    source = rows("r")
    for row in source:
        if row == n:
            break
    source.close()
    return row


find(2), find(0), closed


# --- generator-already-executing
def g():
    yield ext(1)
    try:
        next(me)
    except ValueError as error:
        yield str(error)
    yield ext(2)


me = g()
list(me)


# --- generator-return-values
def g(n):
    if ext(n) == 0:
        return "nothing"
    yield n
    return ext("value")


out = []
for n in (0, 1):
    it = g(n)
    while True:
        try:
            out.append(next(it))
        except StopIteration as stop:
            out.append(("value", stop.value))
            break
out


# --- generator-lambda-and-default-arguments
def g(a, b=ext("default"), *rest, c=ext("kw"), **more):
    yield a, b, rest, c, more
    yield (lambda: ext(a))()

    def inner():
        nonlocal b
        b = ext("changed")
        return b

    yield inner()
    yield b


list(g(1)) + list(g(1, 2, 3, c=4, d=5))[:1]


# --- generator-expression-lazy
def source():
    for i in range(3):
        print("make", i)
        yield ext(i)


g = (ext(x) * 10 for x in source() if ext(x) != 1)
print("made")
print(next(g))
ext("pause")
for x in g:
    print("got", x)
next(g, "over")


# --- generator-expression-outer-iterable-is-eager
def data():
    return ext([1, 2])


g = (x + ext(y) for x in data() for y in ext([10, 20]))
ext("before")
list(g)


# --- generator-gets-stop-from-next
def pairs(items):
    it = iter(items)
    for a in it:
        try:
            b = next(it)
        except StopIteration:
            yield a, ext("alone")
            return
        yield a, ext(b)


list(pairs([1, 2, 3, 4, 5]))


# --- generator-throws-out
# error: KeyError
def g():
    yield ext(1)
    ext("then")
    raise KeyError("from generator")


def consume(it):
    for x in it:
        print(x, ext("c"))


consume(g())


# --- finished-generator-over-shared-variables
def outer(shared):
    def numbers():
        def change():
            nonlocal shared

        yield ext(1)

    made = numbers()
    return made, list(made)


done, items = outer("x")
ext("between")
next(done, "ended"), items


# --- generators-that-a-traceback-keeps-open
class Manager:
    def __enter__(self):
        return ext("enter")

    def __exit__(self, kind, error, trace):
        print("exit", kind and kind.__name__)


def gen(name):
    with Manager():
        try:
            yield name
            yield 2
        finally:
            print("closed", name)


def fails():
    mine = gen("local")
    next(mine)
    raise KeyError("f")


lazy = (int("x") for v in gen("lazy"))
try:
    next(lazy)
except ValueError as error:
    print("handler", ext("in handler"))
print("after", ext("after"))
try:
    fails()
except KeyError as error:
    kept = error
print("kept", ext("kept"))
kept = ext(None)
print("gone", kept)


def again():
    try:
        fails()
    except KeyError as error:
        print("in", ext("in again"))
        raise
    finally:
        print("out", ext("out"))


try:
    again()
except KeyError:
    print("end", ext("last"))
ext("end")


# --- generators-that-except-star-keeps-open
def numbers():
    try:
        yield None
    finally:
        print("closed")


def split():
    try:
        raise TypeError(ext(1))
    except* TypeError as group:
        print(len(group.exceptions))
    return ext(2)


lazy = (int(text) for text in numbers())
try:
    next(lazy)
except TypeError as error:
    print("handler", ext(3))
    print(split())
print("after", ext(4))
