# --- async-cancel-before-start
# futures: fetch
import asyncio


async def work():
    print("never")
    await fetch(1)


task = asyncio.create_task(work())
print(task.cancel(), task.cancelling(), task.cancelled())
try:
    await task
except asyncio.CancelledError as error:
    print("cancelled", error.args, task.cancelled(), task.done(), task.cancel())
ext("end")

# --- async-cancel-while-waiting-for-the-host
# futures: fetch
import asyncio


async def work(n):
    try:
        return await fetch(n)
    except asyncio.CancelledError:
        print("cancelled", n)
        raise


async def main():
    first, second = asyncio.create_task(work(1)), asyncio.create_task(fetch(2))
    await fetch("main")
    first.cancel()
    second.cancel("with a message")
    await fetch("again")
    for task in (first, second):
        try:
            await task
        except asyncio.CancelledError as error:
            print(task.cancelled())
    try:
        first.result()
    except asyncio.CancelledError:
        print("result")
    try:
        first.exception()
    except asyncio.CancelledError:
        print("exception")


await main()
ext("end")

# --- async-cancel-caught
# futures: fetch
import asyncio


async def work():
    try:
        await fetch("slow")
    except asyncio.CancelledError as error:
        return "caught", error.args, await fetch("cleanup"), asyncio.current_task().cancelling()


async def main():
    task = asyncio.create_task(work())
    await asyncio.sleep(0)
    task.cancel("enough")
    return await task, task.cancelled(), task.cancelling()


await main(), ext("end")

# --- async-cancel-cleanup-awaits
# futures: fetch
import asyncio


class Connection:
    async def __aenter__(self):
        print("open", await fetch("open"))
        return self

    async def __aexit__(self, kind, error, traceback):
        print("close", kind.__name__, await fetch("close"))


async def work():
    async with Connection():
        try:
            await asyncio.sleep(100)
        finally:
            print("finally", await fetch("finally"))
            await asyncio.sleep(1)
            print("slept in finally")


async def main():
    task = asyncio.create_task(work())
    await asyncio.sleep(5)
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:
        print("main sees it", task.cancelled())


await main()
ext("end")

# --- async-cancel-twice
# futures: fetch
import asyncio


async def work():
    try:
        await fetch("first")
    except asyncio.CancelledError:
        try:
            await fetch("cleanup")
        except asyncio.CancelledError:
            print("cancelled in the cleanup", asyncio.current_task().cancelling())
            raise
        print("never")


task = asyncio.create_task(work())
await asyncio.sleep(0)
task.cancel()
await asyncio.sleep(0)
task.cancel()
await asyncio.wait([task])
task.cancelled(), task.cancelling(), ext("end")

# --- async-cancel-uncancel
# futures: fetch
import asyncio


async def work():
    me = asyncio.current_task()
    try:
        await fetch("slow")
    except asyncio.CancelledError:
        print("requests", me.cancelling(), "left", me.uncancel(), me.uncancel())
    return await fetch("goes on")


task = asyncio.create_task(work())
await asyncio.sleep(0)
task.cancel()
await task, task.cancelling(), ext("end")

# --- async-cancel-nested-awaits
# futures: fetch
import asyncio


async def leaf():
    try:
        await fetch("leaf")
    finally:
        print("leaf")


async def middle():
    try:
        await leaf()
    except asyncio.CancelledError:
        print("middle")
        raise
    finally:
        print("middle finally", await fetch("m"))


async def top():
    try:
        await middle()
    except BaseException as error:
        print("top", type(error).__name__)
        raise ValueError("instead") from error


task = asyncio.create_task(top())
await asyncio.sleep(0)
task.cancel()
try:
    await task
except ValueError as error:
    print(error, type(error.__cause__).__name__, task.cancelled())
ext("end")

# --- async-cancel-through-awaited-task
# futures: fetch
import asyncio


async def inner():
    try:
        await fetch("inner")
    except asyncio.CancelledError:
        print("inner cancelled")
        raise


async def outer(task):
    try:
        await task
    except asyncio.CancelledError:
        print("outer cancelled", task.done())
        raise


async def main():
    task = asyncio.create_task(inner())
    waiting = asyncio.create_task(outer(task))
    other = asyncio.create_task(outer(task))
    await fetch("main")
    waiting.cancel()
    results = await asyncio.gather(waiting, other, task, return_exceptions=True)
    return [type(result).__name__ for result in results]


await main(), ext("end")

# --- async-cancel-while-waiting-for-each-kind
# futures: fetch
import asyncio


async def waits(name, what):
    try:
        await what
    except asyncio.CancelledError:
        print("cancelled", name)
        raise


async def main():
    lock, queue, event = asyncio.Lock(), asyncio.Queue(), asyncio.Event()
    await lock.acquire()
    semaphore = asyncio.Semaphore(0)
    kinds = {
        "lock": lock.acquire(),
        "queue": queue.get(),
        "event": event.wait(),
        "semaphore": semaphore.acquire(),
        "sleep": asyncio.sleep(50),
        "gather": asyncio.gather(fetch(1), fetch(2)),
        "future": asyncio.get_running_loop().create_future(),
        "join": asyncio.create_task(asyncio.sleep(70)),
    }
    tasks = [asyncio.create_task(waits(name, what)) for name, what in kinds.items()]
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    for task in reversed(tasks):
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    return [task.cancelled() for task in tasks], kinds["future"].cancelled(), kinds["gather"].done()


await main(), await fetch("end")

# --- async-shield
# futures: fetch
import asyncio


async def work():
    value = await fetch("work")
    print("work ends")
    return value


async def guarded(task):
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        print("guarded cancelled", task.done())
        raise


async def main():
    task = asyncio.create_task(work())
    outer = asyncio.create_task(guarded(task))
    await asyncio.sleep(0)
    outer.cancel()
    await asyncio.wait([outer])
    print("outer", outer.cancelled())
    return await task, await asyncio.shield(fetch("direct")), await asyncio.shield(task)


await main(), ext("end")

# --- async-shield-inner-fails
# futures: fetch
# host: fetch = lambda n: {}[n]
import asyncio


async def work():
    return await fetch("work")


try:
    await asyncio.shield(work())
except KeyError as error:
    print("failed", error)
inner = asyncio.create_task(work())
shielded = asyncio.shield(inner)
inner.cancel()
try:
    await shielded
except asyncio.CancelledError:
    print("inner cancelled", shielded.cancelled())
ext("end")

# --- async-cancel-self
# futures: fetch
import asyncio


async def work():
    asyncio.current_task().cancel()
    print("still running")
    try:
        await fetch("never waited for")
    except asyncio.CancelledError:
        print("at the next await")
        raise


async def ends():
    asyncio.current_task().cancel()
    return "ended before the next await"


task = asyncio.create_task(work())
await asyncio.wait([task])
print(task.cancelled())
results = await asyncio.gather(ends(), return_exceptions=True)
[type(result).__name__ for result in results], ext("end")

# --- async-cancel-main
# error: CancelledError
# futures: fetch
import asyncio


async def assassin(task):
    await fetch("ready")
    task.cancel()


async def main():
    asyncio.create_task(assassin(asyncio.current_task()))
    try:
        await asyncio.sleep(10)
    finally:
        print("cleanup", await fetch("cleanup"))


await main()

# --- async-cancelled-error-raised-by-hand
# futures: fetch
import asyncio


async def work():
    await fetch(1)
    raise asyncio.CancelledError("by hand")


task = asyncio.create_task(work())
try:
    await task
except asyncio.CancelledError as error:
    print(task.cancelled(), isinstance(error, Exception), asyncio.CancelledError.__mro__[1].__name__)
results = await asyncio.gather(work(), work(), return_exceptions=True)
[type(result).__name__ for result in results], ext("end")

# --- async-cancel-after-answer
# futures: fetch
# resolve: all
import asyncio


async def work(n):
    try:
        value = await fetch(n)
        print("answered", n)
        await asyncio.sleep(0)
        return value
    except asyncio.CancelledError:
        print("cancelled", n)
        raise


async def canceller(tasks):
    await fetch("now")
    for task in tasks:
        task.cancel()


async def main():
    tasks = []
    tasks.append(asyncio.create_task(work(1)))
    tasks.append(asyncio.create_task(canceller(tasks)))
    tasks.append(asyncio.create_task(work(2)))
    return [type(r).__name__ for r in await asyncio.gather(*tasks, return_exceptions=True)]


await main(), ext("end")


# --- async-cancel-handled-leaves-no-context
# futures: slow
async def f():
    task = asyncio.create_task(slow())
    await asyncio.sleep(1)
    task.cancel("why")
    try:
        await task
    except asyncio.CancelledError as error:
        print("cancelled", error)
    try:
        {}[1]
    except KeyError as error:
        print(repr(error), repr(error.__context__), ext("after"))
    try:
        {}[2]
    except KeyError as error:
        print(repr(error), repr(error.__context__))


import asyncio

await f()


# --- async-cancel-closed-while-it-waits
class Once:
    def __await__(self):
        yield 1


async def inner():
    try:
        await Once()
    except GeneratorExit as error:
        print("closing", repr(error.__context__))
        raise
    finally:
        try:
            {}[1]
        except KeyError as error:
            print(repr(error), repr(error.__context__))


async def outer():
    await inner()


task = outer()
task.send(None)
ext("between")
task.close()
ext("after")
