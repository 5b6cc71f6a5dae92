# --- async-future-set-result
# futures: fetch
import asyncio


async def setter(future):
    future.set_result(await fetch("value"))
    print("set")


async def getter(name, future):
    print(name, await future)


async def main():
    future = asyncio.get_running_loop().create_future()
    print(future.done(), future.cancelled())
    await asyncio.gather(getter("a", future), setter(future), getter("b", future))
    return future.result(), await future, future.exception(), future.done()


await main(), ext("end")

# --- async-future-set-exception
# futures: fetch
import asyncio


async def getter(name, future):
    try:
        await future
    except ValueError as error:
        print(name, error)
        return error


async def main():
    future = asyncio.Future()
    tasks = [asyncio.create_task(getter(name, future)) for name in "ab"]
    future.set_exception(ValueError(await fetch("why")))
    first, second = await asyncio.gather(*tasks)
    other = asyncio.Future()
    other.set_exception(KeyError)
    try:
        await other
    except KeyError as error:
        print(repr(error), repr(other.exception()))
    return first is second is future.exception()


await main(), ext("end")

# --- async-future-misuse
# futures: fetch
import asyncio


async def main():
    future = asyncio.Future()
    for method in (future.result, future.exception):
        try:
            method()
        except asyncio.InvalidStateError as error:
            print(error)
    future.set_result(await fetch(1))
    for again in (lambda: future.set_result(2), lambda: future.set_exception(ValueError("x"))):
        try:
            again()
        except asyncio.InvalidStateError as error:
            print("invalid state", str(error).partition(":")[0])
    print(future.cancel(), future.cancelled())


await main()
ext("end")

# --- async-future-cancel
# futures: fetch
import asyncio


async def waiter(future):
    try:
        await future
    except asyncio.CancelledError:
        return "waiter sees it", future.cancelled()


async def main():
    future = asyncio.Future()
    task = asyncio.create_task(waiter(future))
    await fetch("main")
    print(future.cancel(), future.cancel())
    return await task, task.cancelled()


await main(), ext("end")

# --- async-future-callbacks
# futures: fetch
import asyncio

order = []


async def main():
    future = asyncio.Future()
    future.add_done_callback(lambda f: order.append(("first", f.result())))
    future.add_done_callback(lambda f: order.append(("second", ext("called back"))))
    waiting = asyncio.ensure_future(future)
    print(waiting is future, asyncio.isfuture(future))
    future.set_result(await fetch("result"))
    order.append("set")
    await asyncio.sleep(0)
    return order


await main()

# --- async-future-as-a-signal
# futures: fetch
import asyncio


class Request:
    def __init__(self, body):
        self.body = body
        self.reply = asyncio.get_running_loop().create_future()


async def server(queue):
    while (request := await queue.get()) is not None:
        try:
            request.reply.set_result(100 // await fetch(request.body))
        except ZeroDivisionError as error:
            request.reply.set_exception(error)


async def ask(queue, n):
    request = Request(n)
    await queue.put(request)
    try:
        return await request.reply
    except ZeroDivisionError as error:
        return str(error)


async def main():
    queue = asyncio.Queue()
    task = asyncio.create_task(server(queue))
    replies = await asyncio.gather(*(ask(queue, n) for n in (5, 0, 20)))
    await queue.put(None)
    await task
    return replies


await main(), ext("end")


# --- async-awaitable-of-ones-own
# futures: fetch
class Twice:
    def __init__(self, n):
        self.n = n

    def __await__(self):
        first = yield from fetch(self.n).__await__()
        second = yield from fetch(first + 1).__await__()
        return first, second


class Ready:
    def __await__(self):
        return iter(())


class Delegate:
    def __init__(self, other):
        self.other = other

    def __await__(self):
        return self.other.__await__()


await Twice(1), await Ready(), await Delegate(Twice(10)), await Delegate(fetch("direct")), ext("end")

# --- async-awaitable-bare-yield
import asyncio


class Yield:
    def __await__(self):
        print("before")
        got = yield
        print("after", got)
        return "yielded"


async def other():
    print("other runs")


task = asyncio.create_task(other())
await Yield(), await task, ext("end")

# --- async-awaitable-in-gather-and-task
# futures: fetch
import asyncio


class Later:
    def __init__(self, n):
        self.n = n

    def __await__(self):
        return (yield from fetch(self.n).__await__())


async def wrap(awaitable):
    return await awaitable


async def main():
    try:
        asyncio.create_task(Later(0))
    except TypeError as error:
        print(type(error).__name__)
    return (
        await asyncio.gather(Later(1), Later(2)),
        await asyncio.ensure_future(Later(3)),
        await asyncio.wait_for(Later(4), 5),
        await asyncio.create_task(wrap(Later(5))),
        await asyncio.shield(Later(6)),
    )


await main(), ext("end")

# --- async-awaitable-yields-future
# futures: fetch
import asyncio


class Watch:
    def __init__(self, future):
        self.future = future

    def __await__(self):
        print("waiting")
        result = yield from self.future
        print("woken")
        return result


async def main():
    future = asyncio.Future()
    task = asyncio.create_task(asyncio.wait_for(Watch(future), None))
    await asyncio.sleep(0)
    future.set_result(await fetch("late"))
    return await task


await main(), ext("end")

# --- async-awaitable-yields-nonsense
import asyncio


class Wrong:
    def __init__(self, what):
        self.what = what

    def __await__(self):
        try:
            yield self.what
        except RuntimeError as error:
            return str(error).partition(":")[0].partition(" <")[0]


async def run(what):
    return await Wrong(what)


await run(5), await run("text"), ext("end")

# --- async-types-coroutine-tests
# futures: fetch
import asyncio


async def f():
    pass


async def g():
    yield 1


coroutine, call, generator = f(), fetch(1), g()
future = asyncio.Future()
print([asyncio.iscoroutinefunction(each) for each in (f, g, print)])
print([asyncio.iscoroutine(each) for each in (coroutine, call, generator, future, 5)])
print([asyncio.isfuture(each) for each in (coroutine, future, None)])
[hasattr(each, "__await__") for each in (coroutine, call, generator, future)], await coroutine, await call, ext("end")
