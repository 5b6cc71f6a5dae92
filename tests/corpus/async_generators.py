# --- async-generator-asend
# futures: fetch
async def running():
    total = 0
    while True:
        n = yield await fetch(total)
        if n is None:
            return
        total += n


async def f():
    source = running()
    out = [await source.asend(None), await source.asend(5), await source.asend(ext(7))]
    try:
        await source.asend(None)
    except StopAsyncIteration:
        out.append("stopped")
    return out


await f()


# --- async-generator-athrow
# futures: fetch
async def stubborn():
    n = 0
    while True:
        try:
            yield await fetch(n)
            n += 1
        except ValueError as error:
            print("in generator", error, await fetch("handled"))
            n = 100


async def f():
    source = stubborn()
    out = [await anext(source), await source.athrow(ValueError("again")), await anext(source)]
    try:
        await source.athrow(KeyError("not handled"))
    except KeyError as error:
        out.append(str(error))
    return out, [x async for x in source]


await f(), ext("end")


# --- async-generator-aclose
# futures: fetch
async def source():
    try:
        yield await fetch(1)
        yield await fetch(2)
    except GeneratorExit:
        print("exit seen", await fetch("on exit"))
        raise
    finally:
        print("finally", await fetch("cleanup"))


async def f():
    one = source()
    print(await anext(one))
    await one.aclose()
    await one.aclose()
    never = source()
    await never.aclose()
    return [x async for x in one], [x async for x in never]


await f(), ext("end")


# --- async-generator-ignores-close
# futures: fetch
async def bad():
    try:
        yield await fetch(1)
    finally:
        yield await fetch("more")


async def f():
    source = bad()
    await anext(source)
    try:
        await source.aclose()
    except RuntimeError as error:
        print(error)
    return ext("end")


await f()


# --- async-generator-half-consumed-and-kept
# futures: fetch
async def numbers():
    for i in range(6):
        yield await fetch(i)


source = numbers()
async for n in source:
    if n == 1:
        break
print("pause", await fetch("between"))
async for n in source:
    if n == 3:
        break
n, [x async for x in source], ext("end")


# --- async-generator-open-at-the-end
# futures: fetch
async def numbers():
    try:
        for i in range(6):
            yield await fetch(i)
    finally:
        print("closed at the end", await fetch("late"))


source = numbers()
first = await anext(source)
print("program ends")
first, ext("end")


# --- async-generator-finally-awaits
# futures: fetch
async def rows():
    try:
        yield 1
        await fetch("middle")
        yield 2
    finally:
        for n in range(2):
            print("cleanup", await fetch(n))


async def f():
    return [x async for x in rows()]


await f(), ext("end")


# --- async-generator-delegates-by-loop
# futures: fetch
async def inner(name):
    for i in range(2):
        yield name, await fetch(i)


async def outer():
    for name in ext(["a", "b"]):
        async for item in inner(name):
            yield item
    yield "last", await fetch("outer")


[item async for item in outer()]


# --- async-generator-pipeline
# futures: fetch
async def read(n):
    for i in range(n):
        yield await fetch(i)


async def keep(source, test):
    async for item in source:
        if await test(item):
            yield item


async def pairs(source):
    held = []
    async for item in source:
        held.append(item)
        if len(held) == 2:
            yield tuple(held)
            held = []
    if held:
        yield tuple(held)


async def not_three(n):
    return await fetch(n) != 3


[pair async for pair in pairs(keep(read(ext(6)), not_three))]


# --- async-generator-raises-stop
# futures: fetch
async def bad(kind):
    yield await fetch(1)
    raise kind("inside")


async def f(kind):
    try:
        return [x async for x in bad(kind)]
    except RuntimeError as error:
        return str(error), type(error.__cause__).__name__


await f(StopAsyncIteration), await f(StopIteration), ext("end")

# --- async-generator-already-running
# futures: fetch
import asyncio


async def slow():
    yield await fetch("slow")
    yield await fetch("second")


async def take(source, name):
    try:
        return name, await anext(source)
    except RuntimeError as error:
        return name, str(error)


async def f():
    source = slow()
    return await asyncio.gather(take(source, "a"), take(source, "b")), await take(source, "c")


await f(), ext("end")

# --- async-generator-in-many-tasks
# futures: fetch
# resolve: reversed
import asyncio


async def ticks(name, n):
    for i in range(n):
        yield f"{name}{await fetch(i)}"


async def collect(name):
    out = []
    async for tick in ticks(name, 3):
        print(tick)
        out.append(tick)
    return out


await asyncio.gather(*(collect(name) for name in "abc")), ext("end")


# --- async-generator-method
# futures: fetch
class Store:
    def __init__(self, rows):
        self.rows = rows

    async def scan(self, start=0):
        for row in self.rows[start:]:
            yield await fetch(row)

    async def __aiter__(self):
        yield "never used"


class Better(Store):
    def __aiter__(self):
        return self.scan()


store = Better(ext([1, 2, 3]))
try:
    async for row in Store([]):
        pass
except TypeError as error:
    print(error)
[row async for row in store], [row async for row in store.scan(1)]


# --- async-generator-athrow-at-start
# futures: fetch
async def source():
    print("never started")
    yield await fetch(1)


async def f():
    fresh = source()
    try:
        await fresh.athrow(ValueError("early"))
    except ValueError as error:
        print("out", error)
    try:
        await anext(fresh)
    except StopAsyncIteration:
        print("ended")
    other = source()
    try:
        await other.asend("value")
    except TypeError as error:
        print(error)
    return ext("end")


await f()

# --- async-generator-cancelled-inside
# futures: fetch
import asyncio


async def source():
    try:
        yield await fetch(1)
        yield await fetch("never")
    finally:
        await asyncio.sleep(0)
        print("source cleaned")


async def consume():
    async for item in source():
        print("item", item)


async def f():
    task = asyncio.create_task(consume())
    await fetch("first")
    await fetch("second")
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:
        return "cancelled"


await f(), ext("end")


# --- async-generator-thrown-into-through-coroutines
import asyncio


async def inner():
    try:
        yield 1
        await asyncio.sleep(5)
    finally:
        print("closing", ext("inner"))


async def outer():
    try:
        async for n in inner():
            yield n
    except asyncio.CancelledError:
        print("cancelled", ext("outer"))
        raise


async def f():
    async for n in outer():
        print("item", n)


task = asyncio.create_task(f())
await asyncio.sleep(1)
task.cancel()
try:
    await task
except asyncio.CancelledError:
    print("ended", ext("main"))


# --- async-generator-a-host-error-thrown-into-a-step
# varies: the frames on CPython's own stack
# futures: fetch, fails
# host: fails = script(fail(ValueError('from the host')))
async def source():
    try:
        yield await fetch(1)
        yield await fails(2)
    except ValueError as error:
        yield ext(str(error))


async def f(steps):
    return [n async for n in steps]


await f(source())
