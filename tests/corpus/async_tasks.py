# --- async-task-starts-later
# futures: fetch
import asyncio


async def work(n):
    print("start", n)
    value = await fetch(n)
    print("end", n)
    return value


task = asyncio.create_task(work(1))
print("created", task.done())
await asyncio.sleep(0)
print("yielded", task.done())
print("result", await task, task.done(), task.result(), await task)
ext("end")

# --- async-task-of-a-host-call
# futures: fetch
# resolve: last
import asyncio

first = asyncio.create_task(fetch("a"))
second = asyncio.create_task(fetch("b"))
third = asyncio.ensure_future(fetch("c"))
print(await first, second.done(), third.done())
await second, await third, ext("end")

# --- async-task-names
# futures: fetch
import asyncio


async def who():
    await fetch("who")
    return asyncio.current_task().get_name()


tasks = [asyncio.create_task(who()), asyncio.create_task(who(), name="worker"), asyncio.create_task(who())]
tasks[2].set_name("renamed")
print(asyncio.current_task().get_name(), [task.get_name() for task in tasks])
await asyncio.gather(*tasks), await asyncio.gather(who(), who()), await who(), ext("end")

# --- async-task-exception
# futures: fetch
# host: fetch = lambda n: 1 // n
import asyncio


async def work(n):
    return await fetch(n)


async def main():
    task = asyncio.create_task(work(0))
    try:
        task.result()
    except asyncio.InvalidStateError as error:
        print(error)
    try:
        await task
    except ZeroDivisionError as error:
        print("awaited", error, error is task.exception())
    try:
        task.result()
    except ZeroDivisionError as error:
        print("result", error)
    fine = asyncio.create_task(work(1))
    await fine
    return fine.exception(), task.cancelled(), fine.done()


await main(), ext("end")

# --- async-task-never-awaited
# futures: fetch
# host: fetch = lambda n: n if n else 1 // n
import asyncio


async def work(n):
    print("start", n)
    await fetch(n)
    print("end", n)


asyncio.create_task(work(1))
asyncio.create_task(work(0))
kept = asyncio.create_task(work(2))
await fetch("main")
print("main ends")
ext("end")

# --- async-task-left-at-the-end
# futures: fetch
import asyncio


async def work(n):
    try:
        print("start", n)
        await fetch(n)
        print("end", n)
    except asyncio.CancelledError:
        print("cancelled", n, await fetch("goodbye"))
        raise
    finally:
        print("finally", n)


async def stubborn():
    while True:
        try:
            await fetch("stubborn")
            return
        except asyncio.CancelledError:
            print("not yet")


left = [asyncio.create_task(work(n)) for n in range(2)]
left.append(asyncio.create_task(stubborn()))
await asyncio.sleep(0)
asyncio.create_task(work("unstarted"))
print("program ends")
ext("end")

# --- async-task-done-callbacks
# futures: fetch
import asyncio


async def work(n):
    return await fetch(n)


def report(task):
    print("callback", task.get_name(), task.result(), ext("in callback"))


def again(task):
    print("again", task.done())


async def main():
    task = asyncio.create_task(work(1), name="t")
    task.add_done_callback(report)
    task.add_done_callback(again)
    task.add_done_callback(report)
    print(task.remove_done_callback(again))
    print("awaited", await task)
    task.add_done_callback(report)
    print("added late")
    await asyncio.sleep(0)
    print("end")


await main()

# --- async-task-callback-resolves-future
# futures: fetch
import asyncio


async def work(n):
    return await fetch(n)


async def main():
    done = asyncio.get_running_loop().create_future()
    left = [3]

    def finished(task):
        left[0] -= 1
        if not left[0]:
            done.set_result("all done")

    tasks = [asyncio.create_task(work(n)) for n in range(3)]
    for task in tasks:
        task.add_done_callback(finished)
    return await done, [task.result() for task in tasks]


await main(), ext("end")

# --- async-task-background-loop
# futures: fetch
import asyncio

beats = []


async def heartbeat():
    n = 0
    while True:
        beats.append(n)
        n += 1
        await asyncio.sleep(1)


async def main():
    task = asyncio.create_task(heartbeat())
    await asyncio.sleep(3.5)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    return beats, task.cancelled()


await main(), ext("end")

# --- async-task-starts-tasks
# futures: fetch
import asyncio


async def spawn(depth):
    print("depth", depth)
    value = await fetch(depth)
    if depth == 0:
        return [value]
    children = [asyncio.create_task(spawn(depth - 1)) for _ in range(2)]
    return [value, *[await child for child in children]]


await asyncio.create_task(spawn(2)), ext("end")

# --- async-task-awaited-by-several
# futures: fetch
import asyncio


async def shared():
    print("once")
    return {"value": await fetch(1)}


async def user(name, task):
    got = await task
    print(name)
    return got


task = asyncio.create_task(shared())
a, b, c = await asyncio.gather(user("a", task), user("b", task), user("c", task))
a is b is c, ext("end")

# --- async-task-current-and-all
# futures: fetch
import asyncio


async def work():
    me = asyncio.current_task()
    await fetch("in work")
    return me is asyncio.current_task(), len(asyncio.all_tasks())


main = asyncio.current_task()
tasks = [asyncio.create_task(work(), name=f"w{n}") for n in range(2)]
print(sorted(task.get_name() for task in asyncio.all_tasks()), main in asyncio.all_tasks())
print(await asyncio.gather(*tasks))
asyncio.all_tasks() == {main}, ext("end")

# --- async-task-wrong-arguments
# futures: fetch
import asyncio


async def work():
    return 1


for wrong in (work, 5, None):
    try:
        asyncio.create_task(wrong)
    except TypeError as error:
        print(type(error).__name__)
try:
    task = asyncio.create_task(work())
    asyncio.create_task(task)
except TypeError as error:
    print(type(error).__name__)
task is asyncio.ensure_future(task), await task, ext("end")

# --- async-task-waits-for-itself
import asyncio


async def work():
    try:
        await task
    except RuntimeError as error:
        return str(error).partition(" <")[0]


task = asyncio.create_task(work())
await task, ext("end")

# --- async-task-two-wait-for-each-other-in-turn
# futures: fetch
# resolve: last
import asyncio

turns = []


async def player(name, mine, other):
    for n in range(3):
        await mine.wait()
        mine.clear()
        turns.append((name, await fetch(n)))
        other.set()


ping, pong = asyncio.Event(), asyncio.Event()
ping.set()
await asyncio.gather(player("ping", ping, pong), player("pong", pong, ping))
turns, ext("end")

# --- async-task-in-a-container
# futures: fetch
import asyncio


class Job:
    def __init__(self, n):
        self.task = asyncio.create_task(self.run(n))
        self.state = "new"

    async def run(self, n):
        self.state = "running"
        value = await fetch(n)
        self.state = "done"
        return value

    def __await__(self):
        return self.task.__await__()


jobs = {n: Job(n) for n in range(3)}
states = [job.state for job in jobs.values()]
await jobs[1]
states += [job.state for job in jobs.values()]
await asyncio.gather(*(job.task for job in jobs.values())), states, await jobs[0], ext("end")

# --- async-task-exception-kinds
# futures: fetch
# host: fetch = script(fail(KeyError('key')), fail(OSError(2, 'gone')), fail(LookupError()), fail(StopAsyncIteration('s')), fail(TimeoutError('slow')))
import asyncio


async def call():
    return await fetch()


async def main():
    out = []
    for n in range(5):
        try:
            await asyncio.create_task(call())
        except Exception as error:
            out.append((type(error).__name__, str(error), [repr(a) for a in error.args]))
    return out


await main(), ext("end")
