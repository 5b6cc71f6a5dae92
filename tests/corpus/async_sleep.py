# --- async-sleep-zero-interleaves
import asyncio


async def count(name, n):
    for i in range(n):
        print(name, i)
        await asyncio.sleep(0)
    return name


await asyncio.gather(count("a", 3), count("b", 1), count("c", 2)), ext("end")

# --- async-sleep-zero-and-host-calls
# futures: fetch
import asyncio


async def spin(name, n):
    for i in range(n):
        print(name, i)
        await asyncio.sleep(0)


async def call(n):
    print("call", n)
    print("answer", await fetch(n))


await asyncio.gather(spin("x", 3), call(1), spin("y", 2), call(2)), ext("end")

# --- async-sleep-order-of-due-times
import asyncio


async def nap(name, seconds):
    await asyncio.sleep(seconds)
    print(name)
    return name


(
    await asyncio.gather(
        nap("three", 3), nap("one", 1), nap("two", 2), nap("also one", 1.0), nap("half", 0.5), nap("none", 0)
    ),
    ext("end"),
)

# --- async-sleep-result
import asyncio

(
    await asyncio.sleep(2, "result"),
    await asyncio.sleep(0, result="at once"),
    await asyncio.sleep(-1, "past"),
    await asyncio.sleep(1),
    ext("end"),
)

# --- async-sleep-is-lazy
import asyncio

nap = asyncio.sleep(1)
print("nothing yet")
ext("before")
await nap
tasks = [asyncio.create_task(asyncio.sleep(n, n)) for n in (2, 1)]
ext("tasks made")
[await task for task in tasks], ext("end")

# --- async-sleep-against-calls
# futures: fetch
# takes: fetch = lambda n: n
import asyncio


async def nap(seconds):
    await asyncio.sleep(seconds)
    print("nap", seconds)


async def call(n):
    await fetch(n)
    print("call", n)


await asyncio.gather(nap(2), call(1), nap(1), call(2), call(3), nap(2.5))
ext("end")

# --- async-sleep-in-loops
# futures: fetch
import asyncio


async def ticker(name, every, times):
    for n in range(times):
        await asyncio.sleep(every)
        print(name, n)


await asyncio.gather(ticker("fast", 1, 5), ticker("slow", 2, 2), ticker("odd", 1.5, 3))
ext("end")

# --- async-sleep-cancelled
import asyncio


async def nap(n):
    try:
        await asyncio.sleep(n)
        print("slept", n)
    except asyncio.CancelledError:
        print("woken", n)
        raise


tasks = [asyncio.create_task(nap(n)) for n in (3, 10, 20)]
await asyncio.sleep(5)
tasks[1].cancel()
await asyncio.sleep(1)
print([task.done() for task in tasks])
tasks[2].cancel()
await asyncio.gather(*tasks, return_exceptions=True)
ext("end")

# --- async-call-soon
# futures: fetch
import asyncio

loop = asyncio.get_running_loop()
loop.call_soon(print, "soon 1")
handle = loop.call_soon(print, "never")
loop.call_soon(lambda: print("soon 2", ext("in callback")))
handle.cancel()
print("main")
await asyncio.sleep(0)
print("main again")
ext("end")

# --- async-call-later
# futures: fetch
import asyncio

loop = asyncio.get_running_loop()
done = loop.create_future()
loop.call_later(2, done.set_result, "set later")
handle = loop.call_later(1, print, "never")
handle.cancel()
loop.call_later(1.5, print, "between")
await done, handle.cancelled(), ext("end")

# --- async-ready-order
# futures: fetch
import asyncio


async def work(name):
    print(name, "starts")
    await asyncio.sleep(0)
    print(name, "middle")
    value = await fetch(name)
    print(name, "answered")
    await asyncio.sleep(0)
    print(name, "ends")
    return value


async def main():
    first = asyncio.create_task(work("a"))
    await asyncio.sleep(0)
    second = asyncio.create_task(work("b"))
    print("main waits")
    return await second, await first


await main(), ext("end")
