# --- async-await-at-top-level
# futures: fetch
x = await fetch(1)
print(x)
y = await fetch(x + 1)
x, y, ext("now"), await fetch([x, y])

# --- async-await-statement-only
# futures: fetch
import asyncio

await fetch("nothing kept")
print("after")
await asyncio.sleep(0)
ext("end")


# --- async-await-operands
# futures: fetch
async def f():
    return await fetch(2) + await fetch(3) * await fetch(4) - ext(1)


async def g(a):
    return (
        await fetch(a) < await fetch(a + 1) < await fetch(a),
        not await fetch(0),
        -await fetch(5),
        await fetch(2) ** await fetch(3),
    )


print(await f(), await g(1))
a = ext(1) + await fetch(2) + ext(3) + await fetch(4)
a, [await fetch("x"), ext("y")] + [await fetch("z")], await fetch("n") in await fetch(["n"])


# --- async-await-arguments
# futures: fetch
def show(*args, **kwargs):
    return args, sorted(kwargs.items())


async def f(a, b=0, *rest, **more):
    return a, b, rest, sorted(more.items())


print(show(await fetch(1), *await fetch([2, 3]), await fetch(4), k=await fetch(5), **await fetch({"m": 6})))
print(await f(await fetch(1), *await fetch((2, 3)), z=await fetch(4)))
ext(await fetch("in"), key=await fetch("kw")), (await fetch("text")).upper(), len(await fetch("four"))


# --- async-await-subscripts-and-attributes
# futures: fetch
class Box:
    def __init__(self):
        self.items = {}


async def f():
    box = Box()
    box.items[await fetch("k")] = await fetch(1)
    box.items["k"] += await fetch(10)
    box.total = await fetch(5)
    box.total *= await fetch(3)
    (await fetch([1, 2]))[await fetch(0)] = ext(9)
    rows = [0, 1, 2, 3, 4]
    rows[await fetch(1) : await fetch(3)] = await fetch(["a", "b", "c"])
    del rows[await fetch(0)]
    return box.items, box.total, rows, rows[await fetch(-1)], rows[:: await fetch(2)]


await f()

# --- async-await-targets-in-order
# futures: fetch
log = []


class Log:
    def __setitem__(self, key, value):
        log.append((key, value))


async def place(name):
    log.append(await fetch(name))
    return Log()


async def f():
    (await place("a"))[await fetch("i")], (await place("b"))[await fetch("j")] = await fetch("xy")
    (await place("c"))[ext("k")] = (await place("d"))[ext("l")] = await fetch("v")


await f()
log


# --- async-await-comparisons-and-booleans
# futures: fetch
async def f(a, b):
    return await fetch(a) and await fetch(b) or await fetch("neither")


async def pick(flag):
    return await fetch("yes") if await fetch(flag) else await fetch("no")


print(await f(0, 1), await f(1, 0), await f(1, 2))
print(await pick(True), await pick(False))
1 < await fetch(2) < await fetch(2) < await fetch(9), ext("end")


# --- async-await-walrus-and-lambda
# futures: fetch
async def f():
    if (n := await fetch(10)) > 5:
        double = lambda: fetch(n * 2)
        return n, await double(), await (lambda x: fetch(x))("l")


await f(), (m := await fetch("top")), m


# --- async-await-fstrings
# futures: fetch
async def f(n):
    return f"{await fetch(n):>{await fetch(5)}}|{await fetch('r')!r}|{await fetch(1.5):.{await fetch(2)}f}"


f'<{await f(42)}> {ext("sync")} {await fetch("end")=}'


# --- async-await-displays
# futures: fetch
async def f():
    return (
        [await fetch(1), *await fetch([2, 3])],
        (*await fetch("ab"), await fetch("c")),
        {await fetch("k"): await fetch("v"), **await fetch({"m": 1})},
        sorted({await fetch(3), await fetch(1), *await fetch([2])}),
    )


await f()


# --- async-await-conditions-of-loops
# futures: fetch
# host: fetch = script(3, 2, 1, 0)
async def f():
    passes = 0
    while left := await fetch("left"):
        passes += left
        if await other(passes) == 6:
            continue
        ext(passes)
    else:
        print("done", await other("else"))
    return passes


async def other(value):
    return ext(value)


await f()


# --- async-await-in-heads
# futures: fetch
class Manager:
    def __init__(self, name):
        self.name = name

    def __enter__(self):
        return ext(self.name)

    def __exit__(self, *exc):
        print("exit", self.name)


async def f():
    total = 0
    for n in await fetch([1, 2, 3]):
        total += await fetch(n)
    with Manager(await fetch("a")) as a, Manager(await fetch("b")) as b:
        total += await fetch(len(a + b))
    if await fetch(True):
        print("if")
    elif await fetch("never asked"):
        print("elif")
    assert await fetch(1), await fetch("message")
    return total


await f()


# --- async-await-match
# futures: fetch
async def f(value):
    match await fetch(value):
        case {"kind": "pair", "items": [a, b]} if await fetch(a) < await fetch(b):
            return "ordered", a, await fetch(b)
        case {"kind": "pair", "items": items}:
            return "pair", await fetch(items)
        case int(n) | str(n) if await fetch(False):
            return "never", n
        case [first, *rest]:
            return "list", await fetch(first), rest
    return "other"


print(await f({"kind": "pair", "items": [1, 2]}), await f({"kind": "pair", "items": [2, 1]}))
await f(5), await f([1, 2, 3]), ext("end")


# --- async-await-decorators-and-defaults
# futures: fetch
def add(n):
    def decorate(function):
        async def wrapper(*args):
            return await function(*args) + n

        return wrapper

    return decorate


async def make():
    @add(await fetch(100))
    async def f(x, y=await fetch(10), *, z=await fetch(1)):
        return x + y + z + await fetch(1000)

    class C:
        limit = ext(7)

    return await f(await fetch(5)), C.limit


await make()


# --- async-await-return-and-raise
# futures: fetch
async def f(n):
    if n:
        raise ValueError(await fetch("why")) from KeyError(await fetch("cause"))
    return await fetch("fine")


print(await f(0))
try:
    await f(1)
except ValueError as error:
    print(error, repr(error.__cause__), await fetch("handler"))
ext("end")


# --- async-await-in-try
# futures: fetch
# host: fetch = lambda n: 10 // n
async def f(n):
    trace = []
    try:
        trace.append(await fetch(n))
    except ZeroDivisionError as error:
        trace.append(str(error))
        trace.append(await fetch(5))
    else:
        trace.append(await fetch(2))
    finally:
        trace.append(await fetch(1))
    return trace


await f(5), await f(0), ext("end")


# --- async-await-finally-overrides
# futures: fetch
async def f():
    try:
        return await fetch("lost")
    finally:
        print(await fetch("in finally"))
        return await fetch("kept")


async def g():
    for n in await fetch([1, 2, 3]):
        try:
            if n == 2:
                continue
            if n == 3:
                break
            print("body", n)
        finally:
            print("finally", await fetch(n))
    return n


await f(), await g(), ext("end")

# --- async-await-del-and-globals
# futures: fetch
total = 0


async def add(n):
    global total
    total += await fetch(n)
    return total


async def outer():
    count = 0

    async def inner(n):
        nonlocal count
        count += await fetch(n)

    await inner(1)
    await inner(2)
    del inner
    return count


await add(1), await add(2), await outer(), total, ext("end")

# --- async-await-read-before-and-after
# futures: fetch
import asyncio

total = 0


async def lose(n):
    global total
    total += await fetch(n)


async def keep(n):
    global total
    got = await fetch(n)
    total += got


await asyncio.gather(lose(1), lose(2), lose(4))
print("lost", total)
total = 0
await asyncio.gather(keep(1), keep(2), keep(4))
ext(total)


# --- async-await-sync-call-inside
# futures: fetch
def compute(n):
    return ext(n) + sum(ext(i) for i in range(n))


async def f(n):
    base = compute(n)
    return base + await fetch(n) + compute(1)


await f(2), max([await fetch(3), await fetch(1)], key=lambda v: ext(-v))


# --- async-await-generator-beside
# futures: fetch
def numbers():
    for n in range(ext(4)):
        got = yield n
        print("got", got)


async def f():
    total = 0
    generator = numbers()
    value = next(generator)
    while True:
        total += await fetch(value)
        try:
            value = generator.send(await fetch(total))
        except StopIteration:
            return total


await f()


# --- async-await-unbound-shared-variables
# futures: fetch
async def f():
    print(await fetch(1))
    try:
        x
    except UnboundLocalError as error:
        print(error)
    g = lambda: x
    x = await fetch(2)
    print(g())
    for x in [await fetch(3)]:
        print(x, g())
    try:
        raise ValueError("x")
    except ValueError as x:
        print(ext("in the handler"), g())
    try:
        x
    except UnboundLocalError as error:
        print(error)


await f()
