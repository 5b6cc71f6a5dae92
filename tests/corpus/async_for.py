# --- async-for-over-generator
# futures: fetch
async def numbers(n):
    for i in range(n):
        yield await fetch(i)


async def f():
    total = 0
    async for n in numbers(ext(4)):
        total += n
        print(n, await fetch(total))
    else:
        print("else")
    return total


await f()


# --- async-for-at-top-level
# futures: fetch
async def words(text):
    for word in text.split():
        yield await fetch(word)


seen = []
async for word in words(await fetch("one two three")):
    seen.append(word)
async for word in words("a b"):
    seen.append(ext(word))
    break
else:
    seen.append("not reached")
seen


# --- async-for-over-class
# futures: fetch
class Pages:
    def __init__(self, last):
        self.page = 0
        self.last = last

    def __aiter__(self):
        print("iter")
        return self

    async def __anext__(self):
        if self.page >= self.last:
            raise StopAsyncIteration
        self.page += 1
        return await fetch(self.page)


async def f():
    pages = Pages(3)
    async for page in pages:
        print("page", page)
    async for page in pages:
        print("never")
    else:
        return ext("exhausted")


await f()


# --- async-for-break-continue-else
# futures: fetch
async def numbers():
    for i in range(10):
        yield await fetch(i)


async def f(stop):
    out = []
    async for n in numbers():
        if n % 2:
            continue
        if n == stop:
            out.append("break")
            break
        out.append(n)
    else:
        out.append(await fetch("else"))
    return out


await f(4), await f(99), ext("end")


# --- async-for-nested
# futures: fetch
async def span(name, n):
    for i in range(n):
        yield f"{name}{await fetch(i)}"


async def f():
    out = []
    async for a in span("a", 3):
        async for b in span("b", 2):
            if b == "b1":
                break
            out.append(a + b)
        for c in range(2):
            out.append(ext(c))
    return out


await f()


# --- async-for-targets
# futures: fetch
class Holder:
    pass


async def pairs():
    for i in range(3):
        yield i, await fetch([i, i * 2])


async def f():
    holder, rows = Holder(), {}
    async for holder.index, (first, *rows[ext("rest")]) in pairs():
        print(holder.index, first, rows)
    async for n, _ in pairs():
        pass
    return n


await f()


# --- async-for-exception-in-body
# futures: fetch
async def numbers():
    try:
        for i in range(3):
            yield await fetch(i)
    finally:
        print("generator closed")


async def f():
    source = numbers()
    try:
        async for n in source:
            if n == 1:
                raise ValueError(await fetch("body"))
    except ValueError as error:
        print("caught", error)
    rest = [n async for n in source]
    return rest


await f(), ext("end")


# --- async-for-exception-in-source
# futures: fetch
# host: fetch = lambda n: 6 // (3 - n)
async def numbers():
    for i in range(5):
        yield await fetch(i)


async def f():
    seen = []
    try:
        async for n in numbers():
            seen.append(n)
    except ZeroDivisionError as error:
        seen.append(str(error))
    return seen


await f(), ext("end")


# --- async-for-return-inside
# futures: fetch
async def find(source, wanted):
    async for item in source:
        if item["id"] == wanted:
            return item
    return None


async def items():
    for i in range(4):
        yield {"id": i, "name": await fetch(f"item{i}")}


await find(items(), 2), await find(items(), 9), ext("end")


# --- async-for-changing-iterator
# futures: fetch
class Countdown:
    def __init__(self, n):
        self.n = n

    def __aiter__(self):
        return CountdownIterator(self)


class CountdownIterator:
    def __init__(self, owner):
        self.owner = owner

    def __anext__(self):
        return self.step()

    async def step(self):
        self.owner.n -= 1
        if self.owner.n < 0:
            raise StopAsyncIteration
        return await fetch(self.owner.n)


source, seen = Countdown(5), []
async for n in source:
    seen.append(n)
    if n == 3:
        source.n = 1
seen, ext("end")


# --- async-for-anext-by-hand
# futures: fetch
async def numbers():
    yield await fetch(1)
    yield await fetch(2)


source = aiter(numbers())
print(await anext(source), await source.__anext__())
print(await anext(source, "default"))
try:
    await anext(source)
except StopAsyncIteration as stop:
    print("stopped", stop.args)
ext("end")

# --- async-for-two-consumers
# futures: fetch
import asyncio


class Feed:
    def __init__(self):
        self.n = 0

    def __aiter__(self):
        return self

    async def __anext__(self):
        self.n += 1
        n = self.n
        if n > 5:
            raise StopAsyncIteration
        return await fetch(n)


async def consume(name, feed):
    got = []
    async for n in feed:
        print(name, n)
        got.append(n)
    return name, got


feed = Feed()
await asyncio.gather(consume("a", feed), consume("b", feed)), ext("end")


# --- async-for-goes-on-in-a-finally
async def g(n):
    try:
        for i in range(n):
            yield ext(i)
    finally:
        print("closed", n)


async for x in g(3):
    print(x)
    try:
        break
    finally:
        continue
ext("end")
