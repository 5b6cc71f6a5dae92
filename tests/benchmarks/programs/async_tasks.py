"""language: tasks, gather and a queue of asyncio."""

import asyncio


async def produce(queue, count):
    for i in range(count):
        await queue.put(i)
    await queue.put(None)


async def consume(queue):
    total = 0
    while True:
        item = await queue.get()
        if item is None:
            return total
        total += item


async def leaf(i):
    return i * 2


async def branch(depth, i):
    if depth == 0:
        return await leaf(i)
    return await branch(depth - 1, i) + await branch(depth - 1, i + 1)


async def main():
    queue = asyncio.Queue(maxsize=16)
    _, total = await asyncio.gather(produce(queue, 24_000), consume(queue))
    parts = await asyncio.gather(*[branch(3, i) for i in range(1_000)])
    return total, sum(parts)


asyncio.run(main())
