# --- async-wait-for-in-time
# futures: fetch
import asyncio


async def work(n):
    return await fetch(n)


(
    await asyncio.wait_for(work(1), 5),
    await asyncio.wait_for(fetch(2), timeout=0.5),
    await asyncio.wait_for(work(3), None),
    ext("end"),
)

# --- async-wait-for-too-late
# futures: fetch
# takes: fetch = lambda n: n
import asyncio


async def work(n):
    try:
        return await fetch(n)
    except asyncio.CancelledError:
        print("cancelled", n)
        raise


async def main(n):
    try:
        return await asyncio.wait_for(work(n), 3)
    except asyncio.TimeoutError as error:
        return "too late", type(error).__name__, str(error)


await main(2), await main(4), await main(3), ext("end")

# --- async-wait-for-task-and-cleanup
# futures: fetch
# takes: fetch = script(never, 1)
import asyncio


async def work():
    try:
        return await fetch("never")
    finally:
        print("cleanup", await fetch("cleanup"))


task = asyncio.create_task(work())
try:
    await asyncio.wait_for(task, 2)
except TimeoutError:
    print("timeout", task.cancelled(), task.done())
ext("end")

# --- async-wait-for-survives-cancel
# futures: fetch
# takes: fetch = script(never, 1)
import asyncio


async def stubborn():
    try:
        return await fetch("never")
    except asyncio.CancelledError:
        return await fetch("instead")


task = asyncio.create_task(stubborn())
try:
    print("result", await asyncio.wait_for(task, 2))
except TimeoutError:
    print("timeout", task.done())
await task, ext("end")

# --- async-wait-for-failing
# futures: fetch
# host: fetch = lambda n: {}[n]
import asyncio


async def work(n):
    return await fetch(n)


for each in (work("a"), fetch("b")):
    try:
        await asyncio.wait_for(each, 10)
    except KeyError as error:
        print("failed", error)
ext("end")

# --- async-wait-for-zero
# futures: fetch
import asyncio


async def quick():
    print("never runs")


async def main():
    done = asyncio.create_task(fetch("done"))
    await done
    print(await asyncio.wait_for(done, 0))
    for bound in (0, -1):
        coroutine = quick()
        try:
            await asyncio.wait_for(coroutine, bound)
        except TimeoutError:
            print("timeout", bound)


await main()
ext("end")

# --- async-timeout-block
# futures: fetch
# takes: fetch = lambda n: n
import asyncio


async def f(n):
    try:
        async with asyncio.timeout(3) as scope:
            first = await fetch(n)
            second = await fetch(n)
        return "in time", first + second, scope.expired()
    except TimeoutError:
        return "timeout", scope.expired()


await f(1), await f(2), await f(5), ext("end")

# --- async-timeout-none-and-zero
# futures: fetch
import asyncio

async with asyncio.timeout(None) as scope:
    print(await fetch("no bound"), scope.expired())
try:
    async with asyncio.timeout(0):
        print("body runs to its first await")
        await fetch("lost")
except TimeoutError:
    print("timeout")
async with asyncio.timeout(0):
    print("no await, no timeout")
ext("end")

# --- async-timeout-nested-inner-first
# futures: fetch
# takes: fetch = 10
import asyncio


async def f(outer, inner):
    out = []
    try:
        async with asyncio.timeout(outer) as big:
            try:
                async with asyncio.timeout(inner) as small:
                    await fetch("slow")
            except TimeoutError:
                out.append("inner")
                await asyncio.sleep(2)
                out.append("inner handled")
    except TimeoutError:
        out.append("outer")
    return out, big.expired(), small.expired()


await f(9, 4), await f(4, 9), await f(5, 4), ext("end")

# --- async-timeout-swallows-only-its-own
# futures: fetch
import asyncio


async def main():
    try:
        async with asyncio.timeout(50):
            await fetch("main")
            raise ValueError("mine")
    except ValueError as error:
        print(error)

    async def waits():
        async with asyncio.timeout(50):
            await asyncio.sleep(20)

    task = asyncio.create_task(waits())
    await asyncio.sleep(1)
    task.cancel()
    try:
        await task
    except TimeoutError:
        print("wrong")
    except asyncio.CancelledError:
        print("cancelled", task.cancelled())


await main()
ext("end")

# --- async-timeout-rescheduled
# futures: fetch
# takes: fetch = 3
import asyncio


async def main():
    async with asyncio.timeout(None) as scope:
        await fetch("free")
        scope.reschedule(asyncio.get_running_loop().time() + 5)
        await fetch("bounded")
        scope.reschedule(None)
        await fetch("free again")
    return scope.expired(), scope.when()


await main(), ext("end")

# --- async-timeout-caught-inside
# futures: fetch
# takes: fetch = script(never, 1)
import asyncio


async def main():
    try:
        async with asyncio.timeout(2):
            try:
                await fetch("slow")
            except asyncio.CancelledError:
                print("cleanup", await fetch("cleanup"))
                raise
    except TimeoutError:
        return "timeout"


await main(), ext("end")

# --- async-timeout-in-gather
# futures: fetch
# takes: fetch = lambda n: n
import asyncio


async def bounded(n):
    try:
        async with asyncio.timeout(2.5):
            return await fetch(n)
    except TimeoutError:
        return f"{n} is late"


await asyncio.gather(*(bounded(n) for n in range(5))), ext("end")

# --- async-timeout-around-group
# futures: fetch
# takes: fetch = lambda n: n
import asyncio


async def work(n):
    try:
        await fetch(n)
        print("done", n)
    except asyncio.CancelledError:
        print("cancelled", n)
        raise


try:
    async with asyncio.timeout(3):
        async with asyncio.TaskGroup() as group:
            for n in (1, 2, 5, 6):
                group.create_task(work(n))
except TimeoutError:
    print("timeout")
ext("end")
