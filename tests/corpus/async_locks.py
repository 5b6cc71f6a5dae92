# --- async-event
# futures: fetch
import asyncio


async def waiter(name, event):
    print(name, "waits", event.is_set())
    print(name, await event.wait())


async def main():
    event = asyncio.Event()
    tasks = [asyncio.create_task(waiter(n, event)) for n in "abc"]
    await fetch("main")
    event.set()
    print("set", event.is_set())
    await asyncio.gather(*tasks)
    await waiter("late", event)
    event.clear()
    return event.is_set()


await main(), ext("end")

# --- async-lock
# futures: fetch
import asyncio

lock = asyncio.Lock()
inside = 0


async def critical(n):
    global inside
    async with lock:
        inside += 1
        print("in", n, inside, await fetch(n))
        inside -= 1
    print("out", n, lock.locked())


await asyncio.gather(*(critical(n) for n in range(3)))
lock.locked(), ext("end")

# --- async-lock-by-hand
# futures: fetch
import asyncio


async def main():
    lock = asyncio.Lock()
    print(await lock.acquire(), lock.locked())
    waiting = asyncio.create_task(lock.acquire())
    await fetch("while held")
    print(waiting.done())
    lock.release()
    print(await waiting, lock.locked())
    lock.release()
    try:
        lock.release()
    except RuntimeError as error:
        print(error)
    try:
        async with lock:
            raise ValueError("inside")
    except ValueError:
        return lock.locked()


await main(), ext("end")

# --- async-lock-waiter-cancelled
# futures: fetch
import asyncio

lock = asyncio.Lock()


async def work(name):
    async with lock:
        print("in", name, await fetch(name))


async def main():
    tasks = [asyncio.create_task(work(name)) for name in "abc"]
    await asyncio.sleep(0)
    tasks[1].cancel()
    results = await asyncio.gather(*tasks, return_exceptions=True)
    return [repr(result) for result in results], lock.locked()


await main(), ext("end")

# --- async-semaphore
# futures: fetch
# resolve: last
import asyncio


async def work(n, semaphore):
    async with semaphore:
        print("start", n)
        value = await fetch(n)
        print("end", n)
        return value


async def main():
    semaphore = asyncio.Semaphore(2)
    results = await asyncio.gather(*(work(n, semaphore) for n in range(5)))
    return results, semaphore.locked()


await main(), ext("end")

# --- async-semaphore-by-hand
# futures: fetch
import asyncio


async def main():
    semaphore = asyncio.Semaphore(1)
    await semaphore.acquire()
    print(semaphore.locked())
    waiting = [asyncio.create_task(semaphore.acquire()) for _ in range(2)]
    await fetch("held")
    semaphore.release()
    semaphore.release()
    print(await asyncio.gather(*waiting), semaphore.locked())
    semaphore.release()
    try:
        asyncio.Semaphore(-1)
    except ValueError as error:
        print(error)
    bounded = asyncio.BoundedSemaphore(1)
    async with bounded:
        await fetch("inside")
    try:
        bounded.release()
    except ValueError as error:
        print(error)


await main()
ext("end")

# --- async-condition
# futures: fetch
import asyncio

items = []


async def consumer(name, condition):
    async with condition:
        while not items:
            print(name, "waits")
            await condition.wait()
        print(name, "takes", items.pop(0))


async def producer(condition):
    for n in range(3):
        item = await fetch(n)
        async with condition:
            items.append(item)
            if n == 1:
                condition.notify_all()
            else:
                condition.notify()


async def main():
    condition = asyncio.Condition()
    await asyncio.gather(
        consumer("a", condition), consumer("b", condition), consumer("c", condition), producer(condition)
    )
    try:
        condition.notify()
    except RuntimeError as error:
        print(error)


await main()
items, ext("end")

# --- async-condition-wait-for
# futures: fetch
import asyncio


async def main():
    condition, stock = asyncio.Condition(), {"n": 0}

    async def buyer(wanted):
        async with condition:
            await condition.wait_for(lambda: stock["n"] >= wanted)
            stock["n"] -= wanted
            print("bought", wanted, "left", stock["n"])

    async def supplier():
        for _ in range(4):
            amount = await fetch(2)
            async with condition:
                stock["n"] += amount
                condition.notify_all()

    await asyncio.gather(buyer(5), buyer(1), buyer(2), supplier())
    return stock


await main(), ext("end")

# --- async-barrier
# futures: fetch
# resolve: reversed
import asyncio


async def runner(name, barrier):
    await fetch(name)
    print(name, "at the barrier", barrier.n_waiting)
    place = await barrier.wait()
    print(name, "passed")
    return place


async def main():
    barrier = asyncio.Barrier(3)
    return sorted(await asyncio.gather(*(runner(name, barrier) for name in "abc"))), barrier.parties, barrier.n_waiting


await main(), ext("end")

# --- async-lock-across-many-pauses
# futures: fetch
import asyncio


async def transfer(accounts, locks, source, target, amount):
    first, second = sorted((source, target))
    async with locks[first], locks[second]:
        before = accounts[source]
        await fetch(f"{source}->{target}")
        if before < amount:
            return f"{source} is short"
        accounts[source] = before - amount
        accounts[target] += amount


accounts = {"a": 10, "b": 5, "c": 0}
locks = {name: asyncio.Lock() for name in accounts}
results = await asyncio.gather(
    transfer(accounts, locks, "a", "b", 7),
    transfer(accounts, locks, "b", "c", 11),
    transfer(accounts, locks, "a", "c", 4),
    transfer(accounts, locks, "c", "a", 11),
)
accounts, results, ext("end")

# --- async-event-with-timeout
# futures: fetch
# takes: fetch = lambda n: n
import asyncio


async def main():
    event = asyncio.Event()

    async def setter():
        await fetch(4)
        event.set()

    task = asyncio.create_task(setter())
    for bound in (1, 2, 3):
        try:
            async with asyncio.timeout(bound):
                await event.wait()
            print("set within", bound)
        except TimeoutError:
            print("not within", bound)
    await task


await main()
ext("end")
