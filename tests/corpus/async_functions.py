# --- async-def-calls-nested
# futures: fetch
async def leaf(n):
    got = await fetch(n)
    print("leaf", n)
    return got


async def branch(n):
    return await leaf(n) + await leaf(n + 1)


async def tree():
    return await branch(1) + await branch(10)


await tree()


# --- async-recursion
# futures: fetch
async def walk(node):
    name, children = node
    total = await fetch(len(name))
    for child in children:
        total += await walk(child)
    return total


async def countdown(n):
    if n == 0:
        return await fetch(["bottom"])
    return [n, *await countdown(n - 1)]


await walk(("root", [("a", []), ("bb", [("ccc", [])])])), await countdown(6)


# --- async-mutual-recursion
# futures: fetch
async def even(n):
    return await fetch(True) if n == 0 else await odd(n - 1)


async def odd(n):
    return await fetch(False) if n == 0 else await even(n - 1)


await even(5), await odd(5), ext("end")


# --- async-closures
# futures: fetch
def make(start):
    total = start

    async def add(n):
        nonlocal total
        total += await fetch(n)
        return total

    async def twice(n):
        await add(n)
        return await add(n)

    return add, twice


add, twice = make(100)
other, _ = make(0)
await add(1), await twice(10), await other(5), await add(0)

# --- async-closures-over-loop-variable
# futures: fetch
import asyncio


async def main():
    def bound(n):
        async def job():
            return n, await fetch(n)

        return job

    late = []
    for n in range(3):

        async def job():
            return n, await fetch("late")

        late.append(job)
    return await asyncio.gather(*(bound(i)() for i in range(3)), *(job() for job in late))


await main()


# --- async-methods-of-all-kinds
# futures: fetch
class Account:
    rate = 2

    def __init__(self, amount):
        self.amount = amount

    async def pay(self, n):
        self.amount -= await fetch(n)
        return self.amount

    @classmethod
    async def opened(cls, n):
        return cls(await fetch(n) * cls.rate)

    @staticmethod
    async def fee(n):
        return await fetch(n) // 10

    @property
    async def balance(self):
        return self.amount + await fetch(0)

    @property
    def later(self):
        return fetch(self.amount)


account = await Account.opened(50)
print(await account.pay(30), await account.fee(95), await Account.fee(20), await account.balance, await account.later)
pay = account.pay
await pay(20), await Account.pay(account, 1), account.amount


# --- async-super-and-inheritance
# futures: fetch
class Base:
    async def load(self, key):
        return {"key": await fetch(key)}

    async def close(self):
        return "base closed"


class Cached(Base):
    def __init__(self):
        self.cache = {}

    async def load(self, key):
        if key not in self.cache:
            self.cache[key] = await super().load(key)
        return self.cache[key]

    async def close(self):
        return await super().close() + ", " + await fetch("cache closed")


cached = Cached()
first = await cached.load("a")
first is await cached.load("a"), await cached.load("b"), await cached.close()

# --- async-decorated
# futures: fetch
import functools


def logged(function):
    @functools.wraps(function)
    async def wrapper(*args, **kwargs):
        print("->", function.__name__, args)
        try:
            return await function(*args, **kwargs)
        finally:
            print("<-", function.__name__, await fetch("logged"))

    return wrapper


def twice(function):
    async def wrapper(*args):
        return [await function(*args), await function(*args)]

    return wrapper


@twice
@logged
async def get(n, *, extra=0):
    return await fetch(n) + extra


await get(5), ext("end")


# --- async-callable-object
# futures: fetch
class Client:
    def __init__(self, base):
        self.base = base

    async def __call__(self, path):
        return await fetch(self.base + path)

    def __getattr__(self, name):
        async def method(*args):
            return name, await fetch(list(args))

        return method


client = Client("/api")
await client("/users"), await client.delete(1, 2), ext("end")


# --- async-dispatch-table
# futures: fetch
async def add(a, b):
    return await fetch(a) + await fetch(b)


async def upper(text):
    return (await fetch(text)).upper()


tools = {"add": add, "upper": upper}
plan = [("add", (1, 2)), ("upper", ("abc",)), ("add", (3, 4))]
results = []
for name, args in plan:
    results.append((name, await tools[name](*args)))
ext(results)


# --- async-coroutine-attributes
# futures: fetch
async def f():
    return await fetch(1)


coroutine = f()
print(coroutine.__name__, coroutine.__qualname__, type(coroutine).__name__)
call = fetch(2)
print(call.__name__, type(call).__name__)


class C:
    async def method(self):
        return ext("method")


method = C().method()
print(method.__qualname__)
await coroutine, await call, await method


# --- async-coroutine-by-hand
async def f(n):
    print("running", n)
    return ext(n)


coroutine = f(1)
try:
    coroutine.send(None)
except StopIteration as stop:
    print("returned", stop.value)
try:
    coroutine.send(None)
except RuntimeError as error:
    print(error)
fresh = f(2)
try:
    fresh.send("not none")
except TypeError as error:
    print(error)
fresh.close()
fresh.close()
try:
    fresh.send(None)
except RuntimeError as error:
    print(error)
ext("end")


# --- async-coroutine-throw-and-close-by-hand
class Pause:
    def __await__(self):
        print("sent", (yield "first"))
        try:
            yield "second"
        finally:
            print("cleaned", ext("cleanup"))


async def f():
    try:
        await Pause()
    except ValueError as error:
        return f"caught {error}"


coroutine = f()
print(coroutine.send(None), coroutine.send("hello"))
try:
    coroutine.throw(ValueError("thrown"))
except StopIteration as stop:
    print(stop.value)
other = f()
print(other.send(None), other.send("hello again"))
other.close()
unstarted = f()
try:
    unstarted.throw(KeyError("before the start"))
except KeyError as error:
    print("out", error)
ext("end")


# --- async-awaited-twice
# futures: fetch
async def f():
    return await fetch(1)


coroutine = f()
print(await coroutine)
try:
    await coroutine
except RuntimeError as error:
    print(error)
call = fetch(2)
print(await call)
try:
    await call
except RuntimeError as error:
    print(error)
ext("end")

# --- async-awaited-while-it-waits
# futures: fetch
import asyncio


async def slow():
    return await fetch("slow")


async def other(coroutine):
    try:
        return await coroutine
    except RuntimeError as error:
        return str(error)


coroutine = slow()
await asyncio.gather(other(coroutine), other(coroutine)), ext("end")


# --- async-never-awaited
# futures: fetch
async def f():
    print("never printed")
    return await fetch("never called")


f()
kept = f()
fetch("called but not awaited")
also = fetch("called, kept, not awaited")
kept.close()
print("on")
await fetch("awaited"), ext("end")

# --- async-awaited-late
# futures: fetch
# resolve: last
first, second, third = fetch(1), fetch(2), fetch(3)
print("all called")
a = await first
print("one")
a, await third, await second, ext("end")


# --- async-coroutine-as-a-value
# futures: fetch
async def f(n):
    return await fetch(n)


waiting = {n: f(n) for n in ext([3, 1, 2])}
order = sorted(waiting)
print(order)
results = [await waiting[n] for n in order]
queue = [fetch("a"), f("b")]
while queue:
    results.append(await queue.pop())
results


# --- async-generators-and-coroutines-mixed
# futures: fetch
def plan(n):
    for i in range(n):
        yield fetch(i) if i % 2 else work(i)


async def work(n):
    return "work", await fetch(n)


results = []
for awaitable in plan(ext(4)):
    print(type(awaitable).__name__)
    results.append(await awaitable)
results


# --- async-exception-leaves-program
# error: ValueError
# futures: fetch
# host: fetch = lambda n: n if n else [][0]
async def inner(n):
    try:
        return await fetch(n)
    except IndexError as error:
        raise ValueError("no rows") from error


async def outer():
    print(await inner(1))
    return await inner(0)


await outer()


# --- async-exception-uncaught-from-host
# error: ConnectionError
# futures: fetch
# host: fetch = script(1, fail(ConnectionError('reset')))
async def get(n):
    return await fetch(n)


async def main():
    for n in range(3):
        print(n, await get(n))


await main()


# --- async-handled-exception-stays-current
# futures: fetch
async def risky():
    try:
        raise ValueError("first")
    except ValueError:
        await fetch("inside the handler")
        try:
            raise KeyError("second")
        except KeyError as error:
            print(repr(error.__context__))
        await fetch("again")
        raise


try:
    await risky()
except ValueError as error:
    print(error, error.__context__)
ext("end")
