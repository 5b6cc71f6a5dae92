# --- async-comprehension-kinds
# futures: fetch
async def numbers(n):
    for i in range(n):
        yield await fetch(i)


async def f(n):
    return (
        [x * 2 async for x in numbers(n)],
        sorted({x % 2 async for x in numbers(n)}),
        {x: str(x) async for x in numbers(n)},
        [x async for x in (y + 1 async for y in numbers(n))],
    )


await f(ext(3))


# --- async-comprehension-await-in-element
# futures: fetch
async def f():
    return (
        [await fetch(x) for x in range(3)],
        {x: await fetch(x * x) for x in await fetch([1, 2])},
        sorted({await fetch(c) for c in "ab"}),
    )


await f(), [await fetch(x) + ext(x) for x in range(2)]


# --- async-comprehension-await-in-condition
# futures: fetch
async def numbers():
    for i in range(6):
        yield i


async def is_good(n):
    return await fetch(n % 3 != 0)


async def f():
    good = [x async for x in numbers() if await is_good(x)]
    both = [x for x in range(6) if x % 2 if await fetch(x) > 1]
    return good, both


await f(), [x async for x in numbers() if x > ext(3)]


# --- async-comprehension-nested-for
# futures: fetch
async def span(n):
    for i in range(n):
        yield await fetch(i)


async def f():
    return [
        (a, b, c) async for a in span(2) for b in range(2) if a or b async for c in span(b + 1) if await fetch(c) >= 0
    ]


await f(), ext("end")


# --- async-comprehension-in-comprehension
# futures: fetch
async def span(n):
    for i in range(n):
        yield await fetch(i)


async def f(n):
    return [[y async for y in span(x)] async for x in span(n)], {
        x: [await fetch(y) for y in range(x)] for x in range(3)
    }


await f(3), ext("end")


# --- async-comprehension-at-top-level
# futures: fetch
async def span(n):
    for i in range(n):
        yield await fetch(i)


rows = [x async for x in span(await fetch(3))]
table = {x: await fetch(x + 1) for x in rows}
odd = {x async for x in span(3) if x % 2}
text = "".join([f"{x}" async for x in span(3)])
rows, table, odd, text, ext("end")


# --- async-genexp-is-async
# futures: fetch
async def span(n):
    for i in range(n):
        yield await fetch(i)


async def f():
    lazy = (await fetch(x) for x in range(3))
    print(type(lazy).__name__)
    more = (x * 10 async for x in span(3) if x)
    print(await anext(more))
    out = []
    async for x in lazy:
        out.append(x)
    return out, [x async for x in more]


await f(), ext("end")


# --- async-genexp-consumed-partly
# futures: fetch
async def f():
    lazy = (await fetch(x) for x in range(ext(5)))
    first = await anext(lazy)
    second = await lazy.asend(None)
    await lazy.aclose()
    return first, second, [x async for x in lazy]


await f()


# --- async-comprehension-closure
# futures: fetch
async def f(base):
    jobs = [lambda x=x: fetch(base + x) for x in range(3)]
    return (
        [await job() for job in jobs],
        [base + x async for x in spread(base)],
        {(y := await fetch(x)): y + base for x in range(2)},
        y,
    )


async def spread(n):
    yield n
    yield await fetch(n + 1)


await f(10), ext("end")


# --- async-comprehension-fails
# futures: fetch
# host: fetch = lambda n: 10 // (2 - n)
async def f():
    done = []
    try:
        return [done.append(n) or await fetch(n) for n in range(4)]
    except ZeroDivisionError as error:
        return done, str(error)


await f(), ext("end")


# --- async-comprehension-in-class-body
# futures: fetch
async def make():
    names = await fetch(["a", "b"])

    class Table:
        columns = {name: ext(name) for name in names}
        width = len(columns)

    return Table


table = await make()
table.columns, table.width, [await fetch(name) for name in table.columns]

# --- async-comprehension-concurrent
# futures: fetch
# resolve: last
import asyncio


async def row(n):
    return [await fetch(f"{n}{x}") for x in "ab"]


await asyncio.gather(*[row(n) for n in range(3)]), ext("end")
