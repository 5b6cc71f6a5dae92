# --- async-contextvars-per-task
# futures: fetch
import asyncio
from contextvars import ContextVar

user = ContextVar("user", default="nobody")


async def work(name):
    user.set(name)
    await fetch(name)
    return await deeper()


async def deeper():
    await asyncio.sleep(0)
    return user.get()


user.set("main")
print(await asyncio.gather(work("a"), work("b"), deeper()), user.get())
await work("same task"), user.get(), ext("end")

# --- async-contextvars-tokens
# futures: fetch
from contextvars import ContextVar, copy_context

depth = ContextVar("depth")


async def nested(n):
    token = depth.set(n)
    try:
        if n:
            await nested(n - 1)
        return await fetch(depth.get())
    finally:
        depth.reset(token)


depth.set("top")
context = copy_context()
await nested(3), depth.get(), context[depth], context.run(lambda: depth.get()), ext("end")

# --- async-contextvars-in-callbacks
# futures: fetch
import asyncio
from contextvars import ContextVar

name = ContextVar("name", default="none")
seen = []


async def work():
    name.set("worker")
    await fetch(1)


async def main():
    name.set("main")
    task = asyncio.create_task(work())
    task.add_done_callback(lambda task: seen.append(name.get()))
    asyncio.get_running_loop().call_soon(lambda: seen.append(name.get()))
    name.set("changed")
    await task
    await asyncio.sleep(0)
    return seen


await main(), name.get(), ext("end")
