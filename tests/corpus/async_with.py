# --- async-with-awaits-both-ends
# futures: fetch
class Session:
    def __init__(self, name):
        self.name = name

    async def __aenter__(self):
        print("open", await fetch(self.name))
        return self

    async def __aexit__(self, kind, error, traceback):
        print("close", await fetch(self.name), kind and kind.__name__)

    async def get(self, path):
        return await fetch(self.name + path)


async def f():
    async with Session("db") as session:
        return await session.get("/rows")


await f(), ext("end")


# --- async-with-at-top-level
# futures: fetch
class Lease:
    async def __aenter__(self):
        return await fetch("lease")

    async def __aexit__(self, *exc):
        await fetch("released")


async with Lease() as lease:
    inside = await fetch(lease + "!")
async with Lease():
    ext("no name")
lease, inside


# --- async-with-several-items
# futures: fetch
class Item:
    def __init__(self, name, swallow=False):
        self.name = name
        self.swallow = swallow

    async def __aenter__(self):
        print("enter", self.name)
        return await fetch(self.name)

    async def __aexit__(self, kind, error, traceback):
        print("exit", self.name, repr(error), await fetch("x"))
        return self.swallow


async def f():
    async with Item("a", True) as a, Item(await fetch("b")) as b, Item(a + b) as c:
        print(a, b, c)
        raise ValueError(await fetch("boom"))
    return "swallowed by a"


async def g():
    async with Item("p") as p, Item("q") as q:
        return p + q


await f(), await g(), ext("end")


# --- async-with-suppresses-or-not
# futures: fetch
class Guard:
    def __init__(self, *kinds):
        self.kinds = kinds

    async def __aenter__(self):
        return self

    async def __aexit__(self, kind, error, traceback):
        answer = await fetch(bool(kind) and issubclass(kind, self.kinds))
        print("suppress", answer)
        return answer


async def f(error):
    async with Guard(KeyError, ValueError):
        raise error
    return "went on"


print(await f(KeyError("k")), await f(ValueError("v")))
try:
    await f(TypeError("t"))
except TypeError as error:
    print("not suppressed", error)
ext("end")


# --- async-with-exit-raises
# futures: fetch
class Bad:
    async def __aenter__(self):
        return await fetch(1)

    async def __aexit__(self, kind, error, traceback):
        raise RuntimeError(await fetch("exit")) from error


async def f(fail):
    async with Bad():
        if fail:
            raise ValueError("body")


for fail in (False, True):
    try:
        await f(fail)
    except RuntimeError as error:
        print(error, repr(error.__cause__), repr(error.__context__))
ext("end")


# --- async-with-enter-raises
# futures: fetch
class Outer:
    async def __aenter__(self):
        return "outer"

    async def __aexit__(self, kind, error, traceback):
        print("outer exit", kind.__name__, await fetch("o"))


class Inner:
    async def __aenter__(self):
        raise OSError(await fetch("cannot enter"))

    async def __aexit__(self, *exc):
        print("never")


try:
    async with Outer() as outer, Inner():
        print("never")
except OSError as error:
    print(error)
ext("end")


# --- async-with-leaves-loops
# futures: fetch
class Scope:
    def __init__(self, n):
        self.n = n

    async def __aenter__(self):
        return self.n

    async def __aexit__(self, *exc):
        print("left", await fetch(self.n))


async def f():
    for n in range(5):
        async with Scope(n) as value:
            if value == 1:
                continue
            if value == 3:
                break
            print("body", value)
    while True:
        async with Scope("w"):
            return await fetch("returned")


await f(), ext("end")


# --- async-with-mixed-with-with
# futures: fetch
class Both:
    def __init__(self, name):
        self.name = name

    def __enter__(self):
        return ext(self.name)

    def __exit__(self, *exc):
        ext("sync exit")

    async def __aenter__(self):
        return await fetch(self.name)

    async def __aexit__(self, *exc):
        await fetch("async exit")


async def f():
    both = Both("both")
    with both as a:
        async with both as b:
            with both as c:
                return a, b, c, await fetch("body")


await f()

# --- async-with-asynccontextmanager
# futures: fetch
from contextlib import asynccontextmanager


@asynccontextmanager
async def transaction(name):
    await fetch(f"begin {name}")
    try:
        yield {"name": name}
    except ValueError as error:
        print("rolled back", error, await fetch("rollback"))
    else:
        await fetch("commit")
    finally:
        print("done", name)


async def f():
    async with transaction("one") as state:
        state["rows"] = await fetch(3)
    async with transaction("two"):
        raise ValueError("bad row")
    try:
        async with transaction("three"):
            raise KeyError("other")
    except KeyError as error:
        print("out", error)
    return state


await f(), ext("end")

# --- async-with-exit-stack
# futures: fetch
from contextlib import AsyncExitStack, asynccontextmanager


@asynccontextmanager
async def resource(name):
    print("open", await fetch(name))
    try:
        yield name.upper()
    finally:
        print("close", await fetch(name))


async def goodbye(word):
    print("callback", await fetch(word))


async def f():
    async with AsyncExitStack() as stack:
        opened = [await stack.enter_async_context(resource(name)) for name in await fetch(["a", "b"])]
        stack.push_async_callback(goodbye, "bye")
        return opened


await f(), ext("end")

# --- async-with-aclosing
# futures: fetch
from contextlib import aclosing


async def numbers():
    try:
        for i in range(10):
            yield await fetch(i)
    finally:
        print("closing", await fetch("closed"))


async def f():
    async with aclosing(numbers()) as source:
        async for n in source:
            if n == 2:
                break
    print("after")
    return n


await f(), ext("end")
