# --- async-group-success
# futures: fetch
# resolve: last
import asyncio


async def work(n):
    value = await fetch(n)
    print("done", n)
    return value


async with asyncio.TaskGroup() as group:
    tasks = [group.create_task(work(n)) for n in range(3)]
    direct = group.create_task(fetch("direct"), name="direct")
    print("body ends")
print("all done")
[task.result() for task in tasks], direct.get_name(), direct.result(), ext("end")

# --- async-group-body-awaits
# futures: fetch
import asyncio


async def work(n):
    print("start", n)
    return await fetch(n)


async def main():
    async with asyncio.TaskGroup() as group:
        first = group.create_task(work(1))
        await fetch("body")
        second = group.create_task(work(await first + 1))
        for n in range(2):
            group.create_task(work(n + 10))
    return first.result(), second.result()


await main(), ext("end")

# --- async-group-failure-cancels-siblings
# futures: fetch
# host: fetch = lambda n: n if n != 1 else {}[n]
# resolve: order 1
import asyncio


async def work(n):
    try:
        return await fetch(n)
    except asyncio.CancelledError:
        print("cancelled", n)
        raise
    finally:
        print("finally", n)


async def main():
    try:
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(work(n)) for n in range(4)]
    except* KeyError as errors:
        print(errors.message, [repr(e) for e in errors.exceptions])
    return [task.cancelled() for task in tasks]


await main(), ext("end")

# --- async-group-body-fails
# futures: fetch
import asyncio


async def work(n):
    try:
        return await fetch(n)
    except asyncio.CancelledError:
        print("cancelled", n, await fetch("cleanup"))
        raise


try:
    async with asyncio.TaskGroup() as group:
        group.create_task(work(1))
        group.create_task(work(2))
        await asyncio.sleep(0)
        raise ValueError("body")
except ExceptionGroup as errors:
    print(errors.exceptions)
ext("end")

# --- async-group-several-failures
# futures: fetch
# host: fetch = lambda n: [ValueError, KeyError, OSError][n]('no')
# resolve: all
import asyncio


async def work(n):
    raise await fetch(n)


async def slow():
    try:
        await fetch(2)
    except asyncio.CancelledError:
        raise RuntimeError("in cleanup")


async def main():
    try:
        async with asyncio.TaskGroup() as group:
            for n in range(2):
                group.create_task(work(n))
            group.create_task(slow())
            group.create_task(work(2))
    except* (ValueError, KeyError) as errors:
        print("first", [type(e).__name__ for e in errors.exceptions])
    except* Exception as errors:
        print("rest", [type(e).__name__ for e in errors.exceptions])


await main()
ext("end")

# --- async-group-nested
# futures: fetch
# host: fetch = lambda n: n if n != 'bad' else {}[n]
# resolve: last
import asyncio


async def work(n):
    try:
        value = await fetch(n)
        print("done", n)
        return value
    except asyncio.CancelledError:
        print("cancelled", n)
        raise


async def inner(names):
    async with asyncio.TaskGroup() as group:
        for name in names:
            group.create_task(work(name))


async def main():
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(inner(["a", "b"]))
            group.create_task(work("c"))
            group.create_task(inner(["d", "bad", "e"]))
    except ExceptionGroup as errors:

        def shape(error):
            return [shape(e) for e in error.exceptions] if isinstance(error, ExceptionGroup) else repr(error)

        return shape(errors)


await main(), ext("end")

# --- async-group-failure-while-body-waits
# futures: fetch
# host: fetch = lambda n: n if n != 'bad' else 1 // 0
import asyncio


async def bad():
    return await fetch("bad")


async def main():
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(bad())
            try:
                await asyncio.sleep(100)
            except asyncio.CancelledError:
                print("body cancelled", asyncio.current_task().cancelling())
                raise
    except* ZeroDivisionError:
        print("handled", asyncio.current_task().cancelling())
    return await fetch("goes on")


await main(), ext("end")

# --- async-group-cancelled-from-outside
# futures: fetch
import asyncio


async def work(n):
    try:
        await fetch(n)
    finally:
        print("work ends", n)


async def run():
    async with asyncio.TaskGroup() as group:
        group.create_task(work(1))
        group.create_task(work(2))
    print("never")


task = asyncio.create_task(run())
await fetch("main")
task.cancel("stop")
try:
    await task
except asyncio.CancelledError as error:
    print("cancelled", error.args)
ext("end")

# --- async-group-task-cancels-itself
# futures: fetch
import asyncio


async def work(n):
    return await fetch(n)


async with asyncio.TaskGroup() as group:
    gone = group.create_task(work(1))
    stays = group.create_task(work(2))
    await asyncio.sleep(0)
    gone.cancel()
gone.cancelled(), stays.result(), ext("end")

# --- async-group-children-add-tasks
# futures: fetch
import asyncio

found = []


async def crawl(group, name, depth):
    found.append(await fetch(name))
    if depth:
        for child in "ab":
            group.create_task(crawl(group, name + child, depth - 1))


async with asyncio.TaskGroup() as group:
    group.create_task(crawl(group, "/", 2))
found, ext("end")

# --- async-group-misuse
# futures: fetch
import asyncio


async def work():
    return await fetch(1)


async def main():
    group = asyncio.TaskGroup()
    coroutine = work()
    try:
        group.create_task(coroutine)
    except RuntimeError as error:
        print("has not been entered" in str(error))
    coroutine.close()
    async with group:
        group.create_task(work())
    coroutine = work()
    try:
        group.create_task(coroutine)
    except RuntimeError as error:
        print("is finished" in str(error))
    coroutine.close()
    try:
        async with group:
            pass
    except RuntimeError as error:
        print("already been" in str(error))


await main()
ext("end")

# --- async-group-empty-and-return
# futures: fetch
import asyncio


async def work(n):
    await fetch(n)
    print("work", n)


async def main():
    async with asyncio.TaskGroup():
        pass
    async with asyncio.TaskGroup() as group:
        group.create_task(work(1))
        return "returned from the body"


await main(), ext("end")

# --- async-group-error-leaves-program
# error: ExceptionGroup
# futures: fetch
# host: fetch = lambda n: n if n else 1 // n
import asyncio


async def work(n):
    return await fetch(n)


async with asyncio.TaskGroup() as group:
    group.create_task(work(1))
    group.create_task(work(0))

# --- async-group-except-star-awaits
# futures: fetch
# host: fetch = lambda n: n if isinstance(n, str) else [][n]
import asyncio


async def work(n):
    if n == 2:
        raise ValueError(await fetch("two"))
    return await fetch(n)


async def main():
    trace = []
    try:
        async with asyncio.TaskGroup() as group:
            for n in (2, 1):
                group.create_task(work(n))
    except* ValueError as errors:
        trace.append((await fetch("values"), str(errors.exceptions[0])))
    except* IndexError as errors:
        trace.append((await fetch("indices"), len(errors.exceptions)))
    else:
        trace.append("never")
    finally:
        trace.append(await fetch("finally"))
    return trace


await main(), ext("end")


# --- async-group-and-timeout-cancelled-from-outside
# futures: slow, later
# takes: slow = 5
# varies: since 3.13 a group hands on a cancellation from outside
import asyncio

class AsyncManager:
    async def __aenter__(self):
        pass

    async def __aexit__(self, kind, error, trace):
        print('exit', kind)
        await slow()
        print('exited')

async def af3():
    async with AsyncManager():
        await slow()
    print('af3 done')
try:
    async with asyncio.timeout(2) as t:
        try:
            async with asyncio.TaskGroup() as group110:
                group110.create_task(af3())
                await later()
                raise IndexError
        except* Exception as e:
            print(repr(e))
        except* asyncio.CancelledError as e:
            print(repr(e))
        print('before sleep', t.expired(), asyncio.current_task().cancelling())
        await asyncio.sleep(1)
        print('slept')
except TimeoutError:
    print('timeout')
print('end', asyncio.current_task().cancelling())
ext('end')
