# --- model-paging
# host: fetch_page = lambda n, size=2: {'items': [{'id': n * size + i, 'price': (n * 7 + i * 3) % 11} for i in range(size)], 'next': n + 1 if n < 3 else None}
def all_items(size):
    page = 0
    while page is not None:
        response = fetch_page(page, size=size)
        print(f"page {page}: {len(response['items'])} items")
        yield from response["items"]
        page = response["next"]


items = list(all_items(2))
cheap = [item for item in items if item["price"] < 5]
cheap.sort(key=lambda item: (item["price"], -item["id"]))
for rank, item in enumerate(cheap, 1):
    print(f"{rank:>2}. #{item['id']} at {item['price']}")
{"total": len(items), "cheap": [item["id"] for item in cheap], "sum": sum(i["price"] for i in items)}


# --- model-cursor-paging-with-limit
# host: list_users = lambda cursor=None, limit=3: {'users': [f'user{(cursor or 0) + i}' for i in range(limit)], 'cursor': (cursor or 0) + limit}
# host: get_profile = lambda name: {'name': name, 'active': int(name[4:]) % 3 != 0, 'city': ['Rome', 'Oslo'][int(name[4:]) % 2]}
def active_users(wanted):
    found, cursor, requests = [], None, 0
    while len(found) < wanted:
        batch = list_users(cursor=cursor, limit=3)
        requests += 1
        for name in batch["users"]:
            profile = get_profile(name)
            if not profile["active"]:
                print("skip", name)
                continue
            found.append(profile)
            if len(found) == wanted:
                break
        else:
            cursor = batch["cursor"]
            continue
        break
    return found, requests


users, requests = active_users(4)
by_city = {}
for user in users:
    by_city.setdefault(user["city"], []).append(user["name"])
print(by_city)
requests, by_city, " ".join(sorted(u["name"] for u in users))


# --- model-retries-with-backoff
# host: call_api = script(fail(TimeoutError('slow')), fail(ConnectionError('reset')), {'status': 503}, {'status': 200, 'body': [1, 2, 3]})
def with_retries(fn, *args, attempts=5, base=1):
    last_error = None
    for attempt in range(attempts):
        try:
            response = fn(*args)
            if response["status"] >= 500:
                raise RuntimeError(f"server said {response['status']}")
            return response, attempt
        except (TimeoutError, ConnectionError, RuntimeError) as error:
            last_error = error
            delay = base * 2**attempt
            print(f"attempt {attempt + 1} failed with {type(error).__name__}: {error}, waiting {delay}s")
            sleep(delay)
        finally:
            log_attempt(attempt)
    raise RuntimeError("all attempts failed") from last_error


response, attempts = with_retries(lambda path: call_api(path, timeout=10), "/data")
sum(response["body"]), attempts


# --- model-retries-give-up
# error: RuntimeError
# host: call_api = script(fail(TimeoutError('one')), fail(TimeoutError('two')), fail(TimeoutError('three')))
class Gateway:
    def __init__(self, attempts):
        self.attempts = attempts
        self.failures = []

    def get(self, path):
        for n in range(1, self.attempts + 1):
            try:
                return call_api(path, attempt=n)
            except TimeoutError as error:
                self.failures.append(str(error))
                if n < self.attempts:
                    sleep(n)
        raise RuntimeError(f"{path}: {', '.join(self.failures)}")


gateway = Gateway(3)
print("calling")
gateway.get("/orders")

# --- model-sales-report
# host: fetch_orders = lambda month: [{'sku': f's{(month * i) % 4}', 'qty': i % 3 + 1, 'price': 10 + i * month} for i in range(1, 5)]
# host: product_name = lambda sku: {'s0': 'Anvil', 's1': 'Bolt', 's2': 'Clamp', 's3': 'Drill'}[sku]
months = ["Jan", "Feb", "Mar"]
totals, best = {}, None
for number, month in enumerate(months, start=1):
    orders = fetch_orders(number)
    revenue = 0
    for order in orders:
        line = order["qty"] * order["price"]
        revenue += line
        entry = totals.setdefault(order["sku"], {"qty": 0, "revenue": 0})
        entry["qty"] += order["qty"]
        entry["revenue"] += line
    if best is None or revenue > best[1]:
        best = (month, revenue)
    print(f"{month}: {revenue:>6,}")

print("-" * 30)
print(f"{'product':<12}{'qty':>6}{'revenue':>10}")
for sku, entry in sorted(totals.items(), key=lambda kv: kv[1]["revenue"], reverse=True):
    share = entry["revenue"] / sum(t["revenue"] for t in totals.values())
    print(f"{product_name(sku):<12}{entry['qty']:>6}{entry['revenue']:>10} {share:.1%}")
{"best": best, "skus": len(totals)}

# --- model-group-and-summarise
# host: load_events = lambda day: [{'user': 'abc'[(day + i) % 3], 'kind': 'click' if i % 2 else 'view', 'ms': 100 * day + i} for i in range(4)]
from collections import defaultdict

stats = defaultdict(lambda: {"click": 0, "view": 0, "ms": []})
for day in range(1, 4):
    for event in load_events(day):
        s = stats[event["user"]]
        s[event["kind"]] += 1
        s["ms"].append(event["ms"])


def summary(user, s):
    times = sorted(s["ms"])
    middle = times[len(times) // 2]
    return {
        "user": user,
        "clicks": s["click"],
        "views": s["view"],
        "median": middle,
        "slow": any(t > 300 for t in times),
    }


rows = [summary(user, stats[user]) for user in sorted(stats)]
for row in rows:
    notify(row["user"], **{k: v for k, v in row.items() if k != "user"})
max(rows, key=lambda r: r["median"])["user"], rows


# --- model-inventory-transactions
# host: read_stock = lambda sku: {'a': 5, 'b': 0, 'c': 2}.get(sku, 0)
# host: charge = script('ok', fail(ValueError('card declined')), 'ok')
class OutOfStock(Exception):
    def __init__(self, sku, wanted, left):
        super().__init__(f"{sku}: wanted {wanted}, left {left}")
        self.sku = sku


class Transaction:
    def __init__(self, name):
        self.name = name
        self.undo = []

    def __enter__(self):
        audit("begin", self.name)
        return self

    def on_failure(self, step, *args):
        self.undo.append((step, args))

    def __exit__(self, kind, error, trace):
        if kind is None:
            audit("commit", self.name)
            return False
        for step, args in reversed(self.undo):
            step(*args)
        audit("rollback", self.name, reason=str(error))
        return issubclass(kind, (OutOfStock, ValueError))


reserved = {}


def release(sku, n):
    reserved[sku] -= n
    audit("release", sku, n)


def order(customer, lines):
    done = False
    with Transaction(customer) as t:
        for sku, n in lines:
            left = read_stock(sku) - reserved.get(sku, 0)
            if left < n:
                raise OutOfStock(sku, n, left)
            reserved[sku] = reserved.get(sku, 0) + n
            t.on_failure(release, sku, n)
        charge(customer, sum(n for _, n in lines))
        done = True
    return done


results = [
    order("ann", [("a", 2), ("c", 1)]),
    order("bob", [("a", 1), ("b", 1)]),
    order("cid", [("c", 1)]),
    order("dee", [("a", 3)]),
]
print(results, reserved)
results

# --- model-tool-dispatch
# host: next_action = script({'tool': 'search', 'args': ['cats']}, {'tool': 'add', 'args': [2, 3]}, {'tool': 'fly', 'args': []}, {'tool': 'search', 'args': []}, {'tool': 'done', 'args': ['bye']})
# host: web_search = lambda q, top=2: [f'{q} {i}' for i in range(top)]
history = []
tools = {}


def tool(fn):
    tools[fn.__name__] = fn
    return fn


@tool
def search(query):
    return [r.upper() for r in web_search(query, top=2)]


@tool
def add(a, b):
    return a + b


def step():
    action = next_action(len(history))
    match action:
        case {"tool": "done", "args": [message]}:
            return "stop", message
        case {"tool": str(name), "args": list(args)} if name in tools:
            try:
                return name, tools[name](*args)
            except TypeError as error:
                return "bad call", type(error).__name__
        case {"tool": name}:
            return "unknown", name


while True:
    kind, value = step()
    history.append((kind, value))
    print(kind, value)
    if kind == "stop":
        break
history


# --- model-breadth-first-search
# host: neighbours = lambda city: {'A': ['B', 'C'], 'B': ['D'], 'C': ['D', 'E'], 'D': ['F'], 'E': ['F']}.get(city, [])
def route(start, goal):
    queue, seen = [[start]], {start}
    while queue:
        path = queue.pop(0)
        if path[-1] == goal:
            return path
        for city in neighbours(path[-1]):
            if city not in seen:
                seen.add(city)
                queue.append(path + [city])
    return None


def all_routes(start, goal, path=()):
    path = (*path, start)
    if start == goal:
        yield path
        return
    for city in neighbours(start):
        yield from all_routes(city, goal, path)


print(route("A", "F"), route("F", "A"))
["".join(p) for p in all_routes("A", "F")]


# --- model-dijkstra
# host: roads = lambda town: {'a': {'b': 7, 'c': 3}, 'b': {'d': 2}, 'c': {'b': 1, 'd': 8}, 'd': {}}[town]
def shortest(start):
    distance, open_set, parents = {start: 0}, {start}, {}
    while open_set:
        town = min(open_set, key=lambda t: (distance[t], t))
        open_set.remove(town)
        for other, length in roads(town).items():
            new = distance[town] + length
            if new < distance.get(other, float("inf")):
                distance[other] = new
                parents[other] = town
                open_set.add(other)
    return distance, parents


distance, parents = shortest("a")


def path(town):
    return path(parents[town]) + [town] if town in parents else [town]


for town in sorted(distance):
    print(f"{'-'.join(path(town))}: {distance[town]}")
distance["d"]


# --- model-csv-cleaning
# host: read_file = lambda name: 'name,age,city\nAnn,31,Rome\nBob,,Oslo\n"Cid",x7,\nDee,45,Rome\n'
# host: ask_user = lambda question, default=None: default
def parse(text):
    header, *lines = text.strip().split("\n")
    names = header.split(",")
    for number, line in enumerate(lines, start=2):
        yield number, dict(zip(names, (cell.strip('"') for cell in line.split(","))))


def clean(row, number):
    try:
        age = int(row["age"])
    except ValueError:
        age = ask_user(f"line {number}: what is the age of {row['name']}? (found {row['age']!r})", default=30 + number)
    return {**row, "age": age, "city": row["city"] or ask_user("city?", default="unknown")}


rows = [clean(row, number) for number, row in parse(read_file("people.csv"))]
by_city = {city: [r["name"] for r in rows if r["city"] == city] for city in sorted({r["city"] for r in rows})}
average = sum(r["age"] for r in rows) / len(rows)
save_file("clean.csv", "\n".join(",".join(map(str, r.values())) for r in rows))
print(by_city)
round(average, 2), len(rows)


# --- model-rate-limiter
# host: now = script(0, 1, 2, 3, 10, 11, 25)
# host: send = lambda message, to='all': f'sent {message} to {to}'
class RateLimiter:
    def __init__(self, limit, window):
        self.limit, self.window = limit, window
        self.stamps = []

    def allow(self):
        t = now()
        self.stamps = [s for s in self.stamps if t - s < self.window]
        if len(self.stamps) >= self.limit:
            return False
        self.stamps.append(t)
        return True

    def __call__(self, fn):
        def wrapper(*args, **kwargs):
            if not self.allow():
                return f"dropped {args[0]}"
            return fn(*args, **kwargs)

        return wrapper


@RateLimiter(2, window=5)
def notify(message, **kwargs):
    return send(message, **kwargs)


results = [notify(f"m{i}", to="ops" if i % 2 else "all") for i in range(7)]
print(*results, sep="\n")
sum(r.startswith("sent") for r in results)


# --- model-state-machine
# host: next_event = script('coin', 'push', 'push', 'coin', 'coin', 'kick', 'push', None)
class Machine:
    transitions = {("locked", "coin"): "unlocked", ("unlocked", "push"): "locked"}

    def __init__(self):
        self.state = "locked"
        self.counts = {}
        self.listeners = []

    def on(self, state):
        def add(fn):
            self.listeners.append((state, fn))
            return fn

        return add

    def feed(self, event):
        new = self.transitions.get((self.state, event), self.state)
        key = f"{self.state}->{new}"
        self.counts[key] = self.counts.get(key, 0) + 1
        if new != self.state:
            self.state = new
            for state, fn in self.listeners:
                if state == new:
                    fn(event)


m = Machine()


@m.on("unlocked")
def greet(event):
    display(f"welcome after {event}")


@m.on("locked")
def bye(event):
    m.counts["bye"] = m.counts.get("bye", 0) + display("locked again", 1).count("a")


while (event := next_event(m.state)) is not None:
    m.feed(event)
    print(event, m.state)
m.counts

# --- model-json-api-merge
# host: get = lambda url: {'/posts': '[{"id": 1, "user": 10}, {"id": 2, "user": 11}, {"id": 3, "user": 10}]', '/users/10': '{"name": "Ann"}', '/users/11': '{"name": "Bob"}'}[url]
import json

cache = {}


def get_json(url):
    if url not in cache:
        cache[url] = json.loads(get(url))
    return cache[url]


posts = get_json("/posts")
for post in posts:
    post["author"] = get_json(f"/users/{post['user']}")["name"]
counts = {}
for post in posts:
    counts[post["author"]] = counts.get(post["author"], 0) + 1
print(json.dumps(posts, sort_keys=True))
put("/report", json.dumps(counts, indent=2))
counts, sorted(cache)


# --- model-batch-with-partial-failures
# host: process = lambda item: item * 2 if item % 4 else fail(ValueError(f'bad item {item}'))
def run_batch(items, on_error="collect"):
    done, failed = {}, []
    for item in items:
        try:
            done[item] = process(item)
        except ValueError as error:
            if on_error == "raise":
                raise
            failed.append((item, str(error)))
        else:
            report("ok", item)
    if failed:
        raise ExceptionGroup("batch", [ValueError(text) for _, text in failed])
    return done


print(run_batch([1, 2, 3]))
try:
    run_batch(range(9))
except* ValueError as group:
    messages = [str(e) for e in group.exceptions]
    report("failed", len(messages))
try:
    run_batch([4], on_error="raise")
except ValueError as error:
    messages.append(f"raised {error}")
messages


# --- model-approval-workflow
# host: ask_human = script('maybe', 'yes', 'no', 'what', '', 'yes')
def approve(question, tries=3):
    for attempt in range(tries):
        answer = ask_human(question, attempt=attempt)
        match answer.strip().lower():
            case "yes" | "y":
                return True
            case "no" | "n":
                return False
            case "":
                return None
            case other:
                print(f"{other!r} is no answer")
    return None


expenses = [("taxi", 30), ("hotel", 400), ("dinner", 90), ("bar", 250)]
decisions = {}
for name, amount in expenses:
    if amount < 50:
        decisions[name] = True
        continue
    verdict = approve(f"{name} for {amount}?")
    decisions[name] = verdict
    if verdict is None:
        escalate(name, amount)
total = sum(amount for name, amount in expenses if decisions[name])
print(decisions)
total


# --- model-text-processing
# host: fetch_text = lambda n: ['The cat sat. The dog ran!', 'A cat ran; the dog sat.', ''][n]
# host: translate = lambda word, lang='de': {'cat': 'Katze', 'dog': 'Hund'}.get(word, word)
def words(text):
    word = ""
    for letter in text.lower() + " ":
        if letter.isalpha():
            word += letter
        elif word:
            yield word
            word = ""


counts = {}
n = 0
while text := fetch_text(n):
    n += 1
    for word in words(text):
        counts[word] = counts.get(word, 0) + 1
top = sorted(counts, key=lambda w: (-counts[w], w))[:4]
table = {w: translate(w, lang="de") for w in top}
width = max(len(t) for t in table.values())
for w, t in table.items():
    print(f"{t:<{width}} {'#' * counts[w]}")
table


# --- model-budget-planner
# host: quote = lambda item, qty=1: {'item': item, 'unit': len(item) * 3, 'qty': qty}
class Budget:
    def __init__(self, limit):
        self.limit = limit
        self.lines = []

    @property
    def spent(self):
        return sum(line["unit"] * line["qty"] for line in self.lines)

    @property
    def left(self):
        return self.limit - self.spent

    def __iadd__(self, line):
        if line["unit"] * line["qty"] > self.left:
            raise ValueError(f"{line['item']} is over budget")
        self.lines.append(line)
        return self

    def __len__(self):
        return len(self.lines)


budget = Budget(100)
wishes = {"desk": 1, "lamp": 3, "chair": 4, "mat": 2}
for item, qty in wishes.items():
    while qty:
        try:
            budget += quote(item, qty=qty)
            break
        except ValueError as error:
            print(error, "for", qty)
            qty -= 1
    else:
        print("no", item)
[(line["item"], line["qty"]) for line in budget.lines], budget.left, len(budget)


# --- model-tree-crawler
# host: list_dir = lambda path: {'/': ['a/', 'b.txt', 'c/'], '/a/': ['x.txt', 'y/'], '/a/y/': ['deep.txt'], '/c/': []}[path]
# host: file_size = lambda path: len(path) * 10
def crawl(path="/", depth=0):
    total = 0
    for name in sorted(list_dir(path)):
        full = path + name
        if name.endswith("/"):
            size = crawl(full, depth + 1)
        else:
            size = file_size(full)
        print(f"{'  ' * depth}{name} {size}")
        total += size
    return total


total = crawl()


def largest(path="/"):
    return max(
        (
            largest(path + name) if name.endswith("/") else (file_size(path + name), path + name)
            for name in list_dir(path)
        ),
        default=(0, None),
    )


total, largest()


# --- model-expression-calculator
# host: variable = lambda name: {'x': 4, 'y': 3}[name]
def tokens(text):
    for part in text.replace("(", " ( ").replace(")", " ) ").split():
        yield part


class Parser:
    def __init__(self, text):
        self.tokens = tokens(text)
        self.current = next(self.tokens, None)

    def take(self):
        token, self.current = self.current, next(self.tokens, None)
        return token

    def factor(self):
        token = self.take()
        if token == "(":
            value = self.sum()
            assert self.take() == ")", "expected )"
            return value
        return int(token) if token.isdigit() else variable(token)

    def product(self):
        value = self.factor()
        while self.current in ("*", "/"):
            value = value * self.factor() if self.take() == "*" else value // self.factor()
        return value

    def sum(self):
        value = self.product()
        while self.current in ("+", "-"):
            value = value + self.product() if self.take() == "+" else value - self.product()
        return value


results = {}
for text in ("1 + 2 * x", "( x + y ) * ( x - y )", "2 * ( 3", "z + 1"):
    try:
        results[text] = Parser(text).sum()
    except AssertionError as error:
        results[text] = f"syntax: {error}"
    except Exception as error:
        results[text] = f"{type(error).__name__}: {error}"
    print(text, "=", results[text])
list(results.values())


# --- model-event-bus
# host: deliver = lambda topic, payload, to: f'{topic}->{to}' if to != 'down' else fail(ConnectionError('down'))
class Bus:
    def __init__(self):
        self.handlers = {}
        self.dead = []

    def subscribe(self, topic, *names):
        for name in names:
            self.handlers.setdefault(topic, []).append(lambda payload, name=name: deliver(topic, payload, to=name))
        return self

    def publish(self, topic, payload):
        sent = []
        for handler in self.handlers.get(topic, ()):
            try:
                sent.append(handler(payload))
            except ConnectionError as error:
                self.dead.append((topic, payload, str(error)))
        return sent


bus = Bus().subscribe("orders", "mail", "down", "log").subscribe("users", "log")
sent = [bus.publish(topic, {"n": n}) for n, topic in enumerate(["orders", "users", "none", "orders"])]
print(sent)
while bus.dead:
    topic, payload, why = bus.dead.pop()
    store_dead_letter(topic, payload, why=why)
sent, bus.dead


# --- model-matrix-report
# host: measure = lambda row, column: (row * 5 + column * 3) % 7
def matrix(rows, columns):
    return [[measure(r, c) for c in range(columns)] for r in range(rows)]


def transpose(m):
    return [list(column) for column in zip(*m)]


m = matrix(3, 4)
for row in m:
    print(" ".join(f"{v:>3}" for v in row), "|", sum(row))
sums = [sum(column) for column in transpose(m)]
print(" ".join(f"{s:>3}" for s in sums))
outliers = [(r, c) for r, row in enumerate(m) for c, v in enumerate(row) if v > 4 and measure(r, c) == v]
{"max": max(map(max, m)), "outliers": outliers, "sums": sums}


# --- model-plugin-pipeline
# host: load = lambda source: [f'{source}:{i}' for i in range(3)]
# host: enrich = lambda record: {'record': record, 'score': len(record) + int(record[-1])}
class Stage:
    stages = []

    def __init_subclass__(cls, order=0, **kwargs):
        super().__init_subclass__(**kwargs)
        Stage.stages.append((order, cls))

    def run(self, items):
        for item in items:
            result = self.apply(item)
            if result is not None:
                yield result


class Enrich(Stage, order=1):
    def apply(self, item):
        return enrich(item)


class Filter(Stage, order=2):
    def apply(self, item):
        return item if item["score"] > 5 else None


class Label(Stage, order=3):
    seen = 0

    def apply(self, item):
        Label.seen += 1
        return f"{Label.seen}. {item['record']} ({item['score']})"


stream = iter(load("db") + load("s3x"))
for _, stage in sorted(Stage.stages, key=lambda pair: pair[0]):
    stream = stage().run(stream)
for line in stream:
    print(line)
    publish(line)
Label.seen

# --- model-reconcile-two-systems
# host: crm = lambda: [{'id': 1, 'mail': 'a@x'}, {'id': 2, 'mail': 'b@x'}, {'id': 4, 'mail': 'd@x'}]
# host: billing = lambda: [{'id': 1, 'mail': 'a@x'}, {'id': 2, 'mail': 'old@x'}, {'id': 3, 'mail': 'c@x'}]
# host: update = lambda system, id, **fields: id != 3 or fail(PermissionError('read only'))
left = {row["id"]: row for row in crm()}
right = {row["id"]: row for row in billing()}
report = {"same": [], "changed": [], "missing": [], "errors": []}
for id in sorted(left.keys() | right.keys()):
    a, b = left.get(id), right.get(id)
    try:
        if a == b:
            report["same"].append(id)
        elif a and b:
            update("billing", id, mail=a["mail"])
            report["changed"].append((id, b["mail"], a["mail"]))
        else:
            missing_in = "billing" if a else "crm"
            update(missing_in, id, **(a or b) | {"id2": id} if False else {"mail": (a or b)["mail"]})
            report["missing"].append((id, missing_in))
    except PermissionError as error:
        report["errors"].append((id, str(error)))
for kind, rows in report.items():
    print(f"{kind}: {len(rows)}")
report


# --- model-countdown-scheduler
# host: run_job = lambda name: {'fast': 1, 'slow': 3}.get(name, fail(KeyError(name)))
def job(name, times):
    for i in range(times):
        took = run_job(name)
        yield name, i, took
    return f"{name} finished"


def schedule(jobs):
    active, finished, clock = list(jobs), [], 0
    while active:
        current = active.pop(0)
        try:
            name, i, took = next(current)
        except StopIteration as stop:
            finished.append(stop.value)
        except KeyError as error:
            finished.append(f"unknown {error}")
        else:
            clock += took
            print(f"[{clock:>2}] {name} #{i}")
            active.append(current)
    return finished, clock


schedule([job("fast", 3), job("slow", 2), job("lost", 1)])


# --- methods-that-dispatch-on-their-argument
import functools


class Shown:
    @functools.singledispatchmethod
    def show(self, value, depth=0):
        return f"{ext(value)} of no kind"

    @show.register
    def _(self, value: int, depth=0):
        return ext(value) * 2

    @show.register(list)
    def _(self, value, depth=0):
        return [self.show(item, depth + 1) for item in value]

    @functools.singledispatchmethod
    @classmethod
    def make(cls, value):
        return cls.__name__, ext(value)

    @make.register
    @classmethod
    def _(cls, value: str):
        return cls.__name__ + ext(value)


print(Shown().show([1, [2, None]]), Shown.make(3), Shown().make("x"), Shown().show.__name__)
ext("end")


# --- output-that-is-put-elsewhere
import io
import sys


class Tee:
    def __init__(self, other):
        self.other, self.lines = other, []

    def write(self, text):
        self.lines.append(ext(text))
        return self.other.write(text)

    def flush(self):
        self.other.flush()


old, sys.stdout = sys.stdout, io.StringIO()
print("kept", ext(1))
print("too", file=sys.stdout)
kept, sys.stdout = sys.stdout.getvalue(), Tee(old)
print("twice", end="|", flush=True)
tee, sys.stdout = sys.stdout, old
print(kept, tee.lines, sys.stdout is old)
ext("end")


# --- signatures-of-classes-made-of-fields
import inspect
from collections import namedtuple
from dataclasses import dataclass, field
from typing import NamedTuple


@dataclass
class Job:
    name: str
    tags: list = field(default_factory=list)
    level: int = field(default=3, kw_only=True)


class Place(NamedTuple):
    x: int
    y: int = ext(0)


for cls in (Job, Place, namedtuple("Pair", "a b", defaults=[5])):
    signature = inspect.signature(cls)
    print(signature, list(signature.parameters), ext(str(signature.bind(1).arguments)))
ext("end")
