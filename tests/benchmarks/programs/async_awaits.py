"""language: coroutines that await each other, with no task between them."""

import asyncio


async def leaf(i):
    return i % 5


async def middle(i):
    one = await leaf(i)
    other = await leaf(i + 1)
    return one + other


async def main(count):
    total = 0
    for i in range(count):
        total += await middle(i)
    return total


asyncio.run(main(150_000))
