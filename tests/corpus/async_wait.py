# --- async-wait-all
# futures: fetch
# resolve: last
import asyncio


async def work(n):
    return await fetch(n)


tasks = [asyncio.create_task(work(n), name=f"t{n}") for n in range(3)]
done, pending = await asyncio.wait(tasks)
print(len(done), len(pending), done == set(tasks))
sorted((task.get_name(), task.result()) for task in done), ext("end")

# --- async-wait-first-completed
# futures: fetch
# resolve: order 1 2 0
import asyncio


async def work(n):
    return await fetch(n)


pending = {asyncio.create_task(work(n)) for n in range(3)}
order = []
while pending:
    done, pending = await asyncio.wait(pending, return_when=asyncio.FIRST_COMPLETED)
    for task in done:
        order.append((task.result(), len(pending)))
len(order), sorted(left for _, left in order), ext("end")

# --- async-wait-first-completed-order
# futures: fetch
# resolve: order 1 2 0
import asyncio


async def work(n):
    return await fetch(n)


tasks = []
for n in range(3):
    tasks.append(asyncio.create_task(work(n)))
pending, order = tasks, []
while pending:
    done, pending = await asyncio.wait(pending, return_when=asyncio.FIRST_COMPLETED)
    order += sorted(task.result() for task in done)
    print(order)
ext(order)

# --- async-wait-first-exception
# futures: fetch
# host: fetch = lambda n: n if n != 1 else {}['k']
# resolve: order 2 1 0
import asyncio


async def work(n):
    return await fetch(n)


tasks = [asyncio.create_task(work(n)) for n in range(4)]
done, pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_EXCEPTION)
print([task in done for task in tasks], len(pending))
print(repr(tasks[1].exception()))
for task in tasks:
    task.cancel()
results = await asyncio.gather(*tasks, return_exceptions=True)
[repr(result) for result in results], ext("end")

# --- async-wait-with-timeout
# futures: fetch
# takes: fetch = lambda n: n
import asyncio


async def work(n):
    return await fetch(n)


tasks = [asyncio.create_task(work(n)) for n in (1, 3, 9)]
done, pending = await asyncio.wait(tasks, timeout=5)
print([task in done for task in tasks])
done, pending = await asyncio.wait(tasks, timeout=1)
print(len(done), len(pending))
done, pending = await asyncio.wait(pending)
[task.result() for task in tasks], len(done), ext("end")

# --- async-wait-wrong-arguments
# futures: fetch
import asyncio


async def work():
    return await fetch(1)


coroutine = work()
for wrong in ([coroutine], [], coroutine):
    try:
        await asyncio.wait(wrong)
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
task = asyncio.create_task(coroutine)
try:
    await asyncio.wait([task], return_when="SOON")
except ValueError as error:
    print(error)
await task, ext("end")

# --- async-wait-cancelled
# futures: fetch
import asyncio


async def work(n):
    return await fetch(n)


async def waiter(tasks):
    try:
        await asyncio.wait(tasks)
    except asyncio.CancelledError:
        print("wait cancelled", [task.done() for task in tasks])
        raise


tasks = [asyncio.create_task(work(n)) for n in range(2)]
waiting = asyncio.create_task(waiter(tasks))
await asyncio.sleep(0)
await asyncio.sleep(0)
waiting.cancel()
await asyncio.wait([waiting])
await asyncio.gather(*tasks), waiting.cancelled(), ext("end")

# --- async-as-completed-order
# futures: fetch
# resolve: last
import asyncio


async def work(n):
    return n, await fetch(n * 10)


order = []
for next_one in asyncio.as_completed([work(n) for n in range(4)]):
    n, value = await next_one
    print("got", n)
    order.append(value)
order, ext("end")

# --- async-as-completed-of-host-calls
# futures: fetch
# takes: fetch = lambda n: 5 - n
import asyncio

calls = [fetch(n) for n in range(5)]
[await each for each in asyncio.as_completed(calls)], ext("end")

# --- async-as-completed-with-failures
# futures: fetch
# host: fetch = lambda n: 12 // n
# resolve: reversed
import asyncio


async def work(n):
    return await fetch(n)


out = []
for each in asyncio.as_completed([work(n) for n in (3, 0, 2)]):
    try:
        out.append(await each)
    except ZeroDivisionError as error:
        out.append(str(error))
out, ext("end")

# --- async-as-completed-timeout
# futures: fetch
# takes: fetch = lambda n: n
import asyncio


async def work(n):
    return await fetch(n)


got = []
tasks = [asyncio.create_task(work(n)) for n in (1, 2, 8)]
try:
    for each in asyncio.as_completed(tasks, timeout=4):
        got.append(await each)
except TimeoutError:
    print("too late", got)
await asyncio.gather(*tasks), ext("end")

# --- async-as-completed-half-used
# futures: fetch
import asyncio


async def work(n):
    value = await fetch(n)
    print("done", n)
    return value


tasks = [asyncio.create_task(work(n)) for n in range(3)]
for each in asyncio.as_completed(tasks):
    first = await each
    break
print("first", first)
await asyncio.gather(*tasks), ext("end")

# --- async-as-completed-async-for
# python: >=3.13
# futures: fetch
# resolve: last
import asyncio


async def work(n):
    return await fetch(n)


tasks = {asyncio.create_task(work(n)): n for n in range(3)}
order = []
async for task in asyncio.as_completed(tasks):
    order.append((tasks[task], task.result()))
order, ext("end")
