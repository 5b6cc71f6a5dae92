# --- async-gather-keeps-order
# futures: fetch
# resolve: reversed
import asyncio


async def work(n):
    value = await fetch(n)
    print("done", n)
    return value * 10


await asyncio.gather(work(1), work(2), work(3)), ext("end")

# --- async-gather-of-host-calls
# futures: fetch
# resolve: last, first
import asyncio

print(await asyncio.gather(fetch(1), fetch(2), fetch(3)))
print(await asyncio.gather(*[fetch(n) for n in range(5)]))
await asyncio.gather(fetch("one")), ext("end")

# --- async-gather-mixed-awaitables
# futures: fetch
# resolve: last
import asyncio


async def work(n):
    return "work", await fetch(n)


async def quick():
    return "quick"


future = asyncio.get_running_loop().create_future()
future.set_result("set")
task = asyncio.create_task(work("task"))
await asyncio.gather(fetch("call"), task, work("coroutine"), future, quick()), ext("end")

# --- async-gather-nested
# futures: fetch
# resolve: reversed
import asyncio


async def work(name):
    print("start", name)
    value = await fetch(name)
    print("end", name)
    return value


result = await asyncio.gather(
    asyncio.gather(work("a"), work("b")),
    work("c"),
    asyncio.gather(asyncio.gather(work("d")), work("e")),
)
result, ext("end")

# --- async-gather-empty
import asyncio


async def f():
    return await asyncio.gather(), await asyncio.gather(*[]), await asyncio.gather(asyncio.gather())


ext("before"), await f()

# --- async-gather-same-awaitable-twice
# futures: fetch
import asyncio


async def work():
    print("once")
    return await fetch(1)


coroutine = work()
task = asyncio.create_task(work())
await asyncio.gather(coroutine, coroutine, task, task), ext("end")

# --- async-gather-first-failure
# futures: fetch
# host: fetch = lambda n: n if n != 2 else [][n]
# resolve: order 1 2 0
import asyncio


async def work(n):
    try:
        value = await fetch(n)
    except asyncio.CancelledError:
        print("cancelled", n)
        raise
    print("done", n)
    return value


try:
    await asyncio.gather(work(1), work(2), work(3))
except IndexError as error:
    print("caught", error)
print("the others go on")
await fetch("main")
ext("end")

# --- async-gather-two-failures
# futures: fetch
# host: fetch = lambda n: {}[n]
import asyncio


async def work(n):
    try:
        return await fetch(n)
    finally:
        print("finally", n)


try:
    await asyncio.gather(work("a"), work("b"))
except KeyError as error:
    print("first", error)
try:
    await asyncio.gather(fetch("c"), work("d"))
except KeyError as error:
    print("host call", error)
ext("end")

# --- async-gather-return-exceptions
# futures: fetch
# host: fetch = lambda n: n if n % 2 else 1 // n
# resolve: last
import asyncio


async def work(n):
    return "ok", await fetch(n)


async def cancelled():
    raise asyncio.CancelledError("by itself")


results = await asyncio.gather(work(1), work(0), fetch(0), fetch(3), cancelled(), return_exceptions=True)
[f"{type(r).__name__}: {r}" if isinstance(r, BaseException) else r for r in results], ext("end")

# --- async-gather-cancelled-as-a-whole
# futures: fetch
import asyncio


async def work(n):
    try:
        return await fetch(n)
    except asyncio.CancelledError:
        print("cancelled", n)
        raise


async def main():
    group = asyncio.gather(work(1), work(2), fetch(3))
    await asyncio.sleep(0)
    print(group.cancel(), group.done())
    try:
        await group
    except asyncio.CancelledError:
        print("group", group.cancelled())
    print(await fetch("main"))


await main()
ext("end")

# --- async-gather-one-child-cancelled
# futures: fetch
import asyncio


async def work(n):
    return await fetch(n)


async def main(quiet):
    tasks = [asyncio.create_task(work(n)) for n in range(3)]
    group = asyncio.gather(*tasks, return_exceptions=quiet)
    await fetch("main")
    tasks[1].cancel()
    try:
        return [repr(r) for r in await group]
    except asyncio.CancelledError:
        return "cancelled", [task.done() for task in tasks]


await main(True), await main(False), ext("end")

# --- async-gather-awaited-later
# futures: fetch
import asyncio


async def work(n):
    print("start", n)
    return await fetch(n)


group = asyncio.gather(work(1), work(2))
print("not started yet", group.done())
print(await fetch("first"))
print(group.done())
await group, group.result(), ext("end")

# --- async-gather-in-gather-of-many
# futures: fetch
# resolve: first 2, last 3
import asyncio


async def leaf(n):
    return await fetch(n) + await fetch(n * 10)


async def branch(n):
    return sum(await asyncio.gather(*(leaf(n * 3 + i) for i in range(3))))


await asyncio.gather(*(branch(n) for n in range(3))), ext("end")

# --- async-gather-wrong-arguments
# futures: fetch
import asyncio

try:
    await asyncio.gather(fetch(1), 5)
except TypeError as error:
    print(error)
try:
    await asyncio.gather([fetch(2), fetch(3)])
except TypeError as error:
    print(error)
ext("end")

# --- async-gather-host-answers-at-once
# futures: slow
import asyncio


async def both(n):
    return now(n), await slow(n), now(n + 1)


await asyncio.gather(both(1), both(10)), ext("end")
