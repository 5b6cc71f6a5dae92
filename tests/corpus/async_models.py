# --- async-model-fan-out-with-semaphore
# futures: fetch
# takes: fetch = lambda url, timeout: len(url)
# host: fetch = lambda url, timeout: {'url': url, 'status': 200 if 'bad' not in url else 500, 'bytes': len(url) * 100}
import asyncio

urls = [
    "https://a.example/page",
    "https://b.example",
    "https://bad.example/x",
    "https://c.example/long/path",
    "https://d.ex",
]


async def download(url, semaphore):
    async with semaphore:
        response = await fetch(url, timeout=30)
        if response["status"] != 200:
            print(f"{url}: {response['status']}")
            return None
        print(f"{url}: {response['bytes']} bytes")
        return response["bytes"]


async def main():
    semaphore = asyncio.Semaphore(2)
    sizes = await asyncio.gather(*(download(url, semaphore) for url in urls))
    return {"total": sum(filter(None, sizes)), "failed": [url for url, size in zip(urls, sizes) if size is None]}


await main()

# --- async-model-pipeline-with-queue
# futures: fetch_page, summarize
# takes: fetch_page = lambda n: 3 - n
# takes: summarize = 1
# host: fetch_page = lambda n: f'page {n} ' + 'word ' * (n + 2)
# host: summarize = lambda text, max_words: ' '.join(text.split()[:max_words])
import asyncio


async def fetcher(name, numbers, pages):
    while not numbers.empty():
        n = numbers.get_nowait()
        page = await fetch_page(n)
        print(f"{name} fetched {n}")
        await pages.put((n, page))


async def summarizer(pages, out):
    while True:
        n, page = await pages.get()
        out[n] = await summarize(page, max_words=3)
        print(f"summarized {n}")
        pages.task_done()


async def main():
    numbers, pages, out = asyncio.Queue(), asyncio.Queue(maxsize=2), {}
    for n in range(4):
        numbers.put_nowait(n)
    worker = asyncio.create_task(summarizer(pages, out))
    await asyncio.gather(*(fetcher(f"fetcher-{i}", numbers, pages) for i in range(2)))
    await pages.join()
    worker.cancel()
    try:
        await worker
    except asyncio.CancelledError:
        pass
    return dict(sorted(out.items()))


asyncio.run(main())

# --- async-model-retry-with-backoff
# futures: call_api
# host: call_api = script(fail(TimeoutError('slow')), {'status': 503}, fail(ConnectionError('reset')), {'status': 200, 'data': [3, 1, 2]})
import asyncio


class ApiError(Exception):
    def __init__(self, status):
        super().__init__(f"status {status}")
        self.status = status


async def with_retry(make, *, attempts=5, base=0.5):
    for attempt in range(attempts):
        try:
            return await make()
        except (TimeoutError, ConnectionError, ApiError) as error:
            if attempt == attempts - 1:
                raise
            delay = base * 2**attempt
            print(f"attempt {attempt + 1}: {type(error).__name__}: {error}; again in {delay}s")
            await asyncio.sleep(delay)


async def get_data():
    response = await call_api("/data")
    if response["status"] != 200:
        raise ApiError(response["status"])
    return response["data"]


data = await with_retry(get_data)
sorted(data)

# --- async-model-retry-gives-up
# error: ApiFailure
# futures: call_api
# host: call_api = lambda path: {}['gone']
import asyncio


class ApiFailure(Exception):
    pass


async def with_retry(path, attempts):
    last = None
    for attempt in range(1, attempts + 1):
        try:
            return await call_api(path)
        except KeyError as error:
            last = error
            await asyncio.sleep(attempt)
    raise ApiFailure(f"{path} failed {attempts} times") from last


await with_retry("/users", 3)

# --- async-model-timeout-with-fallback
# futures: ask_model, ask_cache
# takes: ask_model = lambda model, prompt: {'large': 60, 'small': 3, 'tiny': 1}[model]
# host: ask_model = lambda model, prompt: f'{model} says {prompt[::-1]}'
# host: ask_cache = lambda prompt: None
import asyncio


async def answer(prompt):
    for model, seconds in [("large", 10), ("small", 2), ("tiny", 2)]:
        try:
            async with asyncio.timeout(seconds):
                return await ask_model(model, prompt)
        except TimeoutError:
            print(f"{model} took more than {seconds}s")
            cached = await ask_cache(prompt)
            if cached is not None:
                return cached
    return "no answer"


await answer("hello")

# --- async-model-rate-limiter
# futures: send
# takes: send = 0.25
# host: send = lambda n: f'sent {n}'
import asyncio


class RateLimiter:
    def __init__(self, rate, per):
        self.rate = rate
        self.per = per
        self.tokens = rate
        self.refill = None

    async def acquire(self):
        while self.tokens == 0:
            if self.refill is None:
                self.refill = asyncio.create_task(self.refill_later())
            await asyncio.shield(self.refill)
        self.tokens -= 1

    async def refill_later(self):
        await asyncio.sleep(self.per)
        self.tokens, self.refill = self.rate, None
        print("refilled")

    async def __aenter__(self):
        await self.acquire()

    async def __aexit__(self, *exc):
        return False


async def job(n, limiter):
    async with limiter:
        print("start", n)
        return await send(n)


async def main():
    limiter = RateLimiter(rate=2, per=1.0)
    return await asyncio.gather(*(job(n, limiter) for n in range(5)))


await main()

# --- async-model-map-reduce
# futures: read_chunk
# resolve: last 2, first
# host: read_chunk = lambda i: ['the cat and the dog', 'a dog and a bird', 'the bird sang', 'and the cat slept'][i]
import asyncio
from collections import Counter


async def count_words(i):
    text = await read_chunk(i)
    counts = Counter(text.split())
    print(i, counts.most_common(1))
    return counts


async def reduce(counters):
    if len(counters) == 1:
        return counters[0]
    middle = len(counters) // 2
    left, right = await asyncio.gather(reduce(counters[:middle]), reduce(counters[middle:]))
    return left + right


async def main():
    counters = await asyncio.gather(*map(count_words, range(4)))
    return await reduce(counters)


total = asyncio.run(main())
sorted(total.items(), key=lambda pair: (-pair[1], pair[0]))[:4]

# --- async-model-paging-concurrently
# futures: list_users, get_profile
# resolve: first 2, last
# host: list_users = lambda page, size=3: {'users': [page * size + i for i in range(size)][: max(0, 7 - page * size)], 'pages': 3}
# host: get_profile = lambda user_id: {'id': user_id, 'name': f'user{user_id}', 'active': user_id % 3 != 1}
import asyncio


async def load_profiles(ids):
    return [profile for profile in await asyncio.gather(*(get_profile(i) for i in ids)) if profile["active"]]


async def main():
    first = await list_users(0)
    rest = await asyncio.gather(*(list_users(page) for page in range(1, first["pages"])))
    batches = await asyncio.gather(*(load_profiles(page["users"]) for page in [first, *rest]))
    for number, batch in enumerate(batches):
        print(number, [profile["name"] for profile in batch])
    return sorted(profile["id"] for batch in batches for profile in batch)


await main()

# --- async-model-race-of-mirrors
# futures: download
# takes: download = lambda mirror, file: {'eu': 4, 'us': 2, 'asia': 7}[mirror]
# host: download = lambda mirror, file: {}['down'] if mirror == 'us' else f'{file} from {mirror}'
import asyncio


async def try_mirror(mirror, file):
    try:
        return await download(mirror, file)
    except asyncio.CancelledError:
        print(f"{mirror} is not needed any more")
        raise


async def first_success(file, mirrors):
    tasks = [asyncio.create_task(try_mirror(mirror, file), name=mirror) for mirror in mirrors]
    pending, errors = set(tasks), []
    try:
        while pending:
            done, pending = await asyncio.wait(pending, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                if task.exception() is None:
                    return task.result()
                errors.append(f"{task.get_name()}: {task.exception()!r}")
                print("failed", errors[-1])
        raise RuntimeError("; ".join(errors))
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


await first_success("data.csv", ["eu", "us", "asia"])

# --- async-model-progress-as-completed
# futures: convert
# takes: convert = lambda name, format: {'a': 5, 'b': 1, 'c': 3, 'd': 2}[name]
# host: convert = lambda name, format: len(name) if name != 'c' else [][0]
import asyncio


async def convert_one(name):
    try:
        return name, await convert(name, format="pdf")
    except IndexError as error:
        return name, error


async def main(names):
    done, failed = [], []
    for number, next_done in enumerate(asyncio.as_completed([convert_one(name) for name in names]), 1):
        name, result = await next_done
        (failed if isinstance(result, Exception) else done).append(name)
        print(f"[{number}/{len(names)}] {name}: {result}")
    return {"done": done, "failed": failed}


await main("abcd")

# --- async-model-nested-agent-calls
# futures: llm, search_web, read_url
# resolve: last
# host: llm = lambda prompt: {'plan': ['population', 'area'], 'synthesize': 'done'}[prompt.split(':')[0]]
# host: search_web = lambda query: [f'https://{query}.example/{i}' for i in range(2)]
# host: read_url = lambda url: f'text of {url[8:]}'
import asyncio


class Agent:
    def __init__(self, name, depth=0):
        self.name = name
        self.depth = depth
        self.log = []

    def note(self, *words):
        print("  " * self.depth + self.name, *words)

    async def research(self, topic):
        self.note("researches", topic)
        urls = await search_web(topic)
        texts = await asyncio.gather(*(read_url(url) for url in urls))
        self.note("has", len(texts), "texts")
        return {"topic": topic, "texts": list(texts)}

    async def run(self, question):
        steps = await llm(f"plan: {question}")
        async with asyncio.TaskGroup() as group:
            tasks = [
                group.create_task(Agent(f"agent-{i}", self.depth + 1).research(step)) for i, step in enumerate(steps)
            ]
        findings = [task.result() for task in tasks]
        verdict = await llm(f"synthesize: {len(findings)} findings")
        self.note("ends")
        return {"verdict": verdict, "sources": [text for finding in findings for text in finding["texts"]]}


await Agent("lead").run("How large is it?")

# --- async-model-orders-and-inventory
# futures: get_order, get_stock, reserve
# resolve: reversed
# host: get_order = lambda order_id: {'id': order_id, 'items': [('pen', order_id), ('ink', 1)]}
# host: get_stock = lambda item: {'pen': 4, 'ink': 1}[item]
# host: reserve = lambda item, count: {'item': item, 'count': count}
import asyncio
from dataclasses import dataclass, field


@dataclass
class Stock:
    counts: dict = field(default_factory=dict)
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def take(self, item, count):
        async with self.lock:
            if item not in self.counts:
                self.counts[item] = await get_stock(item)
            if self.counts[item] < count:
                raise LookupError(f"{count} {item} wanted, {self.counts[item]} left")
            self.counts[item] -= count
            return await reserve(item, count=count)


async def fulfil(order_id, stock):
    order = await get_order(order_id)
    reserved = []
    for item, count in order["items"]:
        try:
            reserved.append(await stock.take(item, count))
        except LookupError as error:
            print(f"order {order_id}: {error}")
    return order_id, [r["item"] for r in reserved]


async def main():
    stock = Stock()
    results = await asyncio.gather(*(fulfil(n, stock) for n in range(1, 4)))
    return results, stock.counts


asyncio.run(main())

# --- async-model-health-checks-with-deadline
# futures: ping
# takes: ping = lambda host, port=443: {'db': 0.5, 'cache': 0.1, 'search': never, 'mail': 2}[host]
# host: ping = lambda host, port=443: 'ok' if host != 'cache' else {}['refused']
import asyncio


async def check(host):
    try:
        return host, await asyncio.wait_for(ping(host), timeout=1.5)
    except asyncio.TimeoutError:
        return host, "timeout"
    except Exception as error:
        return host, f"{type(error).__name__}: {error}"


report = dict(await asyncio.gather(*[check(host) for host in ("db", "cache", "search", "mail")]))
for host, state in report.items():
    print(f"{host:<8}{state}")
sum(state == "ok" for state in report.values())

# --- async-model-stream-and-batch
# futures: next_events, store_batch
# host: next_events = script([1, 2, 3], [4], [], [5, 6], None)
# host: store_batch = lambda batch: len(batch)
import asyncio


async def events():
    while (batch := await next_events()) is not None:
        for event in batch:
            yield event
        if not batch:
            print("idle")
            await asyncio.sleep(1)


async def batched(source, size):
    batch = []
    async for item in source:
        batch.append(item)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch


stored = [await store_batch(batch) async for batch in batched(events(), 4)]
stored, sum(stored)

# --- async-model-cache-of-running-calls
# futures: load
# resolve: last
# host: load = lambda key: {'key': key, 'size': len(key)}
import asyncio


class Loader:
    def __init__(self):
        self.running = {}
        self.calls = 0

    async def get(self, key):
        if key not in self.running:
            self.calls += 1
            self.running[key] = asyncio.ensure_future(load(key))
        return await self.running[key]


loader = Loader()
rows = await asyncio.gather(*(loader.get(key) for key in ["a", "bb", "a", "ccc", "bb", "a"]))
[row["size"] for row in rows], loader.calls, rows[0] is rows[2]

# --- async-model-sync-and-async-tools
# futures: fetch_rate
# host: fetch_rate = lambda base, target: {'EUR': 2, 'JPY': 150}[target]
# host: read_file = lambda name: 'pen,10,EUR\nink,3,JPY\nbox,1,EUR'
# host: write_file = lambda name, text: len(text)
import asyncio

rows = [line.split(",") for line in read_file("prices.csv").splitlines()]
currencies = sorted({row[2] for row in rows})
rates = dict(zip(currencies, await asyncio.gather(*(fetch_rate("USD", target=currency) for currency in currencies))))
lines = [f"{name},{int(price) * rates[currency]}" for name, price, currency in rows]
print(*lines, sep="\n")
write_file("converted.csv", "\n".join(lines))

# --- async-model-supervisor-restarts
# futures: step
# host: step = script('ok', fail(OSError('lost')), 'ok', fail(OSError('lost again')), 'ok', 'stop')
import asyncio


async def worker(name):
    while True:
        state = await step(name)
        print(name, state)
        if state == "stop":
            return name


async def supervise(name, limit):
    for restart in range(limit + 1):
        try:
            return await asyncio.create_task(worker(f"{name}#{restart}"))
        except OSError as error:
            print("restart after", error)
            await asyncio.sleep(2**restart)
    raise RuntimeError("too many restarts")


await supervise("worker", limit=3)

# --- async-model-first-error-stops-all
# futures: process
# resolve: order 2 0 1
# host: process = lambda item: 10 // item
import asyncio

processed = []


async def handle(item):
    try:
        processed.append((item, await process(item)))
    except asyncio.CancelledError:
        processed.append((item, "cancelled"))
        raise


async def main(items):
    verdict = "all fine"
    try:
        async with asyncio.TaskGroup() as group:
            for item in items:
                group.create_task(handle(item), name=f"item-{item}")
    except* ZeroDivisionError as group:
        verdict = f"{len(group.exceptions)} failed: {group.exceptions[0]}"
    return verdict


print(await main([5, 2, 0]))
processed
