# --- async-queue-producer-consumer
# futures: fetch
import asyncio


async def producer(queue, n):
    for i in range(n):
        item = await fetch(i)
        await queue.put(item)
        print("put", item, queue.qsize())
    await queue.put(None)


async def consumer(queue):
    got = []
    while (item := await queue.get()) is not None:
        print("got", item)
        got.append(item)
    return got


async def main():
    queue = asyncio.Queue()
    _, got = await asyncio.gather(producer(queue, 3), consumer(queue))
    return got, queue.empty()


await main(), ext("end")

# --- async-queue-bounded
# futures: fetch
import asyncio


async def producer(queue):
    for i in range(5):
        await queue.put(i)
        print("put", i, queue.full())


async def consumer(queue):
    for _ in range(5):
        await fetch("slow")
        print("got", await queue.get())


async def main():
    queue = asyncio.Queue(maxsize=2)
    await asyncio.gather(producer(queue), consumer(queue))
    return queue.maxsize, queue.qsize()


await main(), ext("end")

# --- async-queue-workers-and-join
# futures: fetch
# resolve: last
import asyncio


async def worker(name, queue, results):
    while True:
        item = await queue.get()
        try:
            results.append((name, await fetch(item)))
        finally:
            queue.task_done()


async def main():
    queue, results = asyncio.Queue(), []
    for item in range(7):
        queue.put_nowait(item)
    workers = [asyncio.create_task(worker(f"w{n}", queue, results)) for n in range(3)]
    await queue.join()
    for task in workers:
        task.cancel()
    ended = await asyncio.gather(*workers, return_exceptions=True)
    return results, [type(each).__name__ for each in ended]


await main(), ext("end")

# --- async-queue-nowait
# futures: fetch
import asyncio


async def main():
    queue = asyncio.Queue(1)
    try:
        queue.get_nowait()
    except asyncio.QueueEmpty as error:
        print("empty", repr(error))
    queue.put_nowait(await fetch(1))
    try:
        queue.put_nowait(2)
    except asyncio.QueueFull as error:
        print("full", repr(error))
    print(queue.get_nowait(), queue.empty(), queue.full())
    queue.task_done()
    try:
        queue.task_done()
    except ValueError as error:
        print(error)
    await queue.join()


await main()
ext("end")

# --- async-queue-kinds
# futures: fetch
import asyncio


async def drain(queue):
    out = []
    while not queue.empty():
        out.append(await queue.get())
    return out


async def main():
    results = []
    for kind in (asyncio.Queue, asyncio.LifoQueue, asyncio.PriorityQueue):
        queue = kind()
        for item in (3, 1, 2):
            await queue.put((item, await fetch(f"item {item}")))
        results.append(await drain(queue))
    return results


await main(), ext("end")

# --- async-queue-getters-in-order
# futures: fetch
import asyncio


async def getter(name, queue):
    print(name, "asks")
    print(name, "has", await queue.get())


async def main():
    queue = asyncio.Queue()
    tasks = [asyncio.create_task(getter(name, queue)) for name in "abcd"]
    await asyncio.sleep(0)
    tasks[1].cancel()
    for n in range(3):
        queue.put_nowait(await fetch(n))
    await asyncio.gather(*tasks, return_exceptions=True)


await main()
ext("end")

# --- async-queue-get-with-timeout
# futures: fetch
# takes: fetch = 5
import asyncio


async def late(queue):
    await queue.put(await fetch("late"))


async def main():
    queue = asyncio.Queue()
    task = asyncio.create_task(late(queue))
    tries = 0
    while True:
        tries += 1
        try:
            item = await asyncio.wait_for(queue.get(), 2)
            break
        except TimeoutError:
            print("nothing yet", tries)
    await task
    return tries, item


await main(), ext("end")

# --- async-queue-pipeline-of-three
# futures: fetch, store
# resolve: last
import asyncio

END = object()


async def stage(source, target, step):
    while (item := await source.get()) is not END:
        await target.put(await step(item))
    await target.put(END)


async def load(n):
    return await fetch(n)


async def double(n):
    await asyncio.sleep(0)
    return n * 2


async def save(n):
    print("saved", n)
    return await store(n)


async def main():
    a, b, c, d = (asyncio.Queue(2) for _ in range(4))

    async def feed():
        for n in range(5):
            await a.put(n)
        await a.put(END)

    async def collect():
        out = []
        while (item := await d.get()) is not END:
            out.append(item)
        return out

    results = await asyncio.gather(feed(), stage(a, b, load), stage(b, c, double), stage(c, d, save), collect())
    return results[-1]


await main(), ext("end")

# --- async-queue-shutdown
# python: >=3.13
# futures: fetch
import asyncio


async def consumer(queue):
    got = []
    try:
        while True:
            got.append(await queue.get())
    except asyncio.QueueShutDown:
        return got


async def main():
    queue = asyncio.Queue()
    tasks = [asyncio.create_task(consumer(queue)) for _ in range(2)]
    for n in range(3):
        await queue.put(await fetch(n))
    queue.shutdown()
    try:
        await queue.put(9)
    except asyncio.QueueShutDown:
        print("closed")
    return await asyncio.gather(*tasks)


await main(), ext("end")
