# --- async-run-a-main
# futures: fetch
import asyncio


async def main(n):
    print("main", await fetch(n))
    return [await fetch(i) for i in range(n)]


asyncio.run(main(3))

# --- async-run-with-calls-outside
# futures: fetch
import asyncio


async def main(name):
    print("main", name, ext("inside"))
    return await fetch(name)


before = ext("before")
first = asyncio.run(main(before))
ext("between")
second = asyncio.run(main("second"))
first, second, ext("after")

# --- async-run-inside-a-function
# futures: fetch
import asyncio


def fetch_all(names):
    async def main():
        return await asyncio.gather(*(fetch(name) for name in names))

    return asyncio.run(main())


class Client:
    async def _get(self, name):
        return await fetch(name)

    def get(self, name):
        return asyncio.run(self._get(name))


if __name__ == "__main__":
    print(fetch_all("ab"))
    result = Client().get("c")
[fetch_all([n]) for n in range(2)], result

# --- async-run-raises
# futures: fetch
# host: fetch = lambda n: {}[n]
import asyncio


async def main():
    try:
        await fetch("key")
    finally:
        print("finally", ext("in finally"))


try:
    asyncio.run(main())
except KeyError as error:
    print("caught", error)
ext("end")

# --- async-run-leaves-program
# error: KeyError
# futures: fetch
# host: fetch = lambda n: {'a': 1}[n]
import asyncio


async def get(n):
    return await fetch(n)


async def main():
    print(await get("a"))
    await asyncio.gather(get("a"), get("b"))


asyncio.run(main())

# --- async-run-cancels-what-is-left
# futures: fetch
import asyncio


async def background(n):
    try:
        await asyncio.sleep(100)
    finally:
        print("background ends", n, await fetch(f"cleanup {n}"))


async def main():
    tasks = [asyncio.create_task(background(n)) for n in range(2)]
    await fetch("main")
    return "result"


result = asyncio.run(main())
print("after run")
result, ext("end")

# --- async-run-closes-generators
# futures: fetch
import asyncio


async def numbers():
    try:
        for n in range(5):
            yield await fetch(n)
    finally:
        print("closed", await fetch("closing"))


kept = []


async def main():
    source = numbers()
    kept.append(source)
    async for n in source:
        if n == 1:
            return n


print(asyncio.run(main()))
ext("end")

# --- async-run-in-a-running-loop
# futures: fetch
import asyncio


async def other():
    return 1


async def main():
    coroutine = other()
    try:
        asyncio.run(coroutine)
    except RuntimeError as error:
        print(error)
    return await coroutine, await fetch("goes on")


asyncio.run(main()), ext("end")

# --- async-run-wrong-argument
import asyncio


async def main():
    return 1


for wrong in (main, 5, None):
    try:
        asyncio.run(wrong)
    except (TypeError, ValueError) as error:
        print(type(error).__name__)
try:
    asyncio.create_task(main())
except RuntimeError as error:
    print(error)
try:
    asyncio.get_running_loop()
except RuntimeError as error:
    print(error)
ext("end")

# --- async-run-coroutine-made-before
# futures: fetch
import asyncio


async def main(n):
    return await fetch(n)


coroutine = main(ext(1))
call = fetch("called outside")


async def both():
    return await coroutine, await call


asyncio.run(both()), ext("end")

# --- async-run-runner
# futures: fetch
import asyncio


async def work(n):
    return await fetch(n)


with asyncio.Runner() as runner:
    results = [runner.run(work(n)) for n in range(2)]
    results.append(ext("between"))
    results.append(runner.run(work("last")))
results

# --- async-run-interleaves-sleep
# futures: fetch
import asyncio


async def say(text, delay):
    await asyncio.sleep(delay)
    print(text)


async def main():
    task = asyncio.create_task(say("world", 2))
    await say("hello", 1)
    await task
    return await fetch("done")


asyncio.run(main())
