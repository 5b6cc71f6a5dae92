"""Process jobs from a queue with several workers, priorities, a lock and a graceful shutdown, in asyncio."""

import asyncio
import itertools
import random
from collections import Counter
from dataclasses import dataclass, field


@dataclass(order=True)
class Job:
    priority: int
    number: int
    payload: str = field(compare=False)
    attempts: int = field(default=0, compare=False)


class Stats:
    def __init__(self) -> None:
        self.lock = asyncio.Lock()
        self.done: list[str] = []
        self.by_worker: Counter[str] = Counter()

    async def record(self, worker: str, text: str) -> None:
        async with self.lock:
            self.done.append(text)
            self.by_worker[worker] += 1


async def worker(name: str, queue: "asyncio.PriorityQueue[Job]", stats: Stats) -> None:
    while True:
        job = await queue.get()
        try:
            job.attempts += 1
            result = transform(job.payload)
            await asyncio.sleep(0.01 * (job.number + 1))
            if result is None and job.attempts < 2:
                print(f"{name}: putting {job.payload!r} back")
                queue.put_nowait(Job(job.priority + 10, job.number, job.payload.strip("!"), job.attempts))
            else:
                await stats.record(name, f"{job.payload}={result}")
        finally:
            queue.task_done()


async def produce(queue: "asyncio.PriorityQueue[Job]", rng: random.Random) -> int:
    numbers = itertools.count()
    for text in ("alpha", "beta!", "gamma", "delta", "", "zeta"):
        await queue.put(Job(rng.randint(1, 3), next(numbers), text))
    return next(numbers)


async def watch(queue: "asyncio.PriorityQueue[Job]", interval: float) -> None:
    try:
        while True:
            await asyncio.sleep(interval)
            print(f"... {queue.qsize()} waiting")
    except asyncio.CancelledError:
        print("watcher stopped")
        raise


async def main() -> None:
    queue: asyncio.PriorityQueue[Job] = asyncio.PriorityQueue()
    stats = Stats()
    produced = await produce(queue, random.Random(5))
    print("produced", produced, "jobs")
    workers = [asyncio.create_task(worker(f"w{i}", queue, stats), name=f"w{i}") for i in range(2)]
    watcher = asyncio.create_task(watch(queue, 0.045))
    await queue.join()
    for task in (*workers, watcher):
        task.cancel()
    ended = await asyncio.gather(*workers, watcher, return_exceptions=True)
    print([type(e).__name__ for e in ended], [t.get_name() for t in workers])
    print(*stats.done, sep="\n")
    print(sorted(stats.by_worker.values()), sum(stats.by_worker.values()))

    try:
        await asyncio.wait_for(queue.get(), timeout=0.02)
    except asyncio.TimeoutError:
        print("the queue stays empty:", queue.empty())
    done, pending = await asyncio.wait(
        [asyncio.create_task(asyncio.sleep(delay, delay)) for delay in (0.03, 0.01)],
        return_when=asyncio.FIRST_COMPLETED,
    )
    print([t.result() for t in done], len(pending))
    for t in pending:
        t.cancel()


if __name__ == "__main__":
    asyncio.run(main())
