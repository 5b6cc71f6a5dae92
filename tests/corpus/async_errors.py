# --- async-error-await-of-plain-values
# futures: fetch
async def tries(value):
    try:
        await value
    except TypeError as error:
        print(error)


def plain():
    return ext("plain")


def generator():
    yield 1


for value in (1, "text", None, [fetch(1)], plain, plain(), generator()):
    await tries(value)
ext("end")


# --- async-error-await-of-bad-awaitables
class NotIterator:
    def __await__(self):
        return [1, 2]


class Raises:
    def __await__(self):
        raise ValueError(ext("in __await__"))


async def coroutine():
    return 1


class GivesCoroutine:
    def __await__(self):
        return coroutine()


for bad in (NotIterator(), Raises(), GivesCoroutine()):
    try:
        await bad
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
ext("end")


# --- async-error-with-of-wrong-kind
class Sync:
    def __enter__(self):
        return self

    def __exit__(self, *exc):
        pass


class Async:
    async def __aenter__(self):
        return self

    async def __aexit__(self, *exc):
        pass


class Half:
    async def __aenter__(self):
        return self


class NotAwaitable:
    def __aenter__(self):
        return ext("not awaitable")

    def __aexit__(self, *exc):
        pass


for manager in (Sync(), 5, Half(), NotAwaitable()):
    try:
        async with manager:
            print("never")
    except TypeError as error:
        print(str(error).partition(" (")[0])
try:
    with Async():
        print("never")
except TypeError as error:
    print(str(error).partition(" (")[0])
ext("end")


# --- async-error-for-of-wrong-kind
async def numbers():
    yield 1


class NoNext:
    def __aiter__(self):
        return 5


class BadNext:
    def __aiter__(self):
        return self

    def __anext__(self):
        return ext("not awaitable")


for source in ([1, 2], iter([1]), NoNext(), BadNext()):
    try:
        async for item in source:
            print("never")
    except TypeError as error:
        print(error)
for wrong in (numbers, numbers()):
    try:
        for item in wrong:
            print("never")
    except TypeError as error:
        print(error)
try:
    [x async for x in "ab"]
except TypeError as error:
    print(error)
ext("end")


# --- async-error-coroutine-used-as-a-value
# futures: fetch
async def number():
    return 1


calls = [number(), fetch(2)]
for value in calls:
    for use in (lambda v: v + 1, lambda v: len(v), lambda v: v[0], lambda v: [*v], lambda v: v()):
        try:
            use(value)
        except TypeError as error:
            print(error)
bool(calls[1]), calls[0] == calls[1], [await value for value in calls]


# --- async-error-at-await-with-finally
# futures: fetch
# host: fetch = script(fail(ValueError('bad')), 'cleanup', 'handled', 'end')
async def f():
    trace = []
    try:
        try:
            trace.append(await fetch())
        finally:
            trace.append(await fetch())
    except ValueError as error:
        trace.append((str(error), await fetch()))
    else:
        trace.append("never")
    return trace, await fetch()


await f()


# --- async-error-given-to-each-await
# futures: fetch
# host: fetch = lambda n: int(f'number {n}') if n % 2 else n
async def tries(n):
    try:
        value = await fetch(n)
    except ValueError as error:
        return f"no {error}"
    else:
        return value
    finally:
        print("tried", n)


[await tries(n) for n in range(4)], ext("end")


# --- async-error-same-exception-caught-outside
# futures: fetch
# host: fetch = lambda n: {}[n]
async def one():
    return await fetch("deep")


async def two():
    return await one()


async def three():
    try:
        return await two()
    except KeyError:
        raise


try:
    await three()
except LookupError as error:
    depth = 0
    while isinstance(error, BaseException):
        depth += 1
        error = error.__cause__ or error.__context__
    print(depth)
ext("end")


# --- async-error-in-a-chain
# error: RuntimeError
# futures: fetch
# host: fetch = lambda n: 10 // n
class ServiceError(RuntimeError):
    pass


async def call(n):
    try:
        return await fetch(n)
    except ZeroDivisionError as error:
        raise ServiceError(f"call {n} failed") from error


async def main():
    try:
        await call(0)
    except ServiceError:
        await fetch(5)
        raise RuntimeError("giving up")


await main()

# --- async-error-in-task-leaves-program
# error: ValueError
# futures: fetch
import asyncio


async def work(n):
    await fetch(n)
    if n == 2:
        raise ValueError(f"work {n}")


async def main():
    tasks = [asyncio.create_task(work(n)) for n in range(4)]
    for task in tasks:
        await task


await main()


# --- async-error-group-from-calls
# futures: fetch
# host: fetch = script(fail(ExceptionGroup('many', [ValueError('a'), KeyError('b')])), 'end')
async def f():
    trace = []
    try:
        await fetch()
    except* ValueError as group:
        trace.append([str(e) for e in group.exceptions])
    except* KeyError as group:
        trace.append([str(e) for e in group.exceptions])
    return trace


await f(), await fetch()


# --- async-error-stop-iteration-in-coroutine
async def bad(kind):
    raise kind(ext("inside"))


for kind in (StopIteration, StopAsyncIteration, GeneratorExit):
    try:
        await bad(kind)
    except BaseException as error:
        print(type(error).__name__, error, repr(error.__cause__))
ext("end")


# --- async-error-in-callback-of-builtin
# futures: fetch
async def main():
    try:
        sorted([fetch(2), fetch(1)])
    except TypeError as error:
        print(error)
    rows = [await fetch(n) for n in (3, 1, 2)]
    rows.sort(key=lambda n: ext(-n))
    return rows, sum([await fetch(n) for n in rows])


await main()

# --- async-error-raised-in-many-tasks
# futures: fetch
# host: fetch = lambda n: [].pop() if n in (1, 3) else n
# resolve: last
import asyncio

failures = []


async def work(n):
    try:
        return await fetch(n)
    except IndexError as error:
        failures.append((n, str(error)))
        raise RuntimeError(f"work {n}") from error


results = await asyncio.gather(*(work(n) for n in range(5)), return_exceptions=True)
failures, [f"{r} <- {r.__cause__!r}" if isinstance(r, Exception) else r for r in results], ext("end")
