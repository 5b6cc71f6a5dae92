"""The programs about further modules of the library that are timed, each a script whose last expression is its result."""

from __future__ import annotations

PROGRAMS: dict[str, str] = {
    "textwrap": """
import textwrap
text = 'The quick brown fox jumps over the lazy dog and runs away from the cat. ' * 8
total = 0
for i in range(120):
    total += len(textwrap.fill(text, width=40)) + len(textwrap.wrap(text, 30 + i % 20)) + len(textwrap.shorten(text, 50))
    total += len(textwrap.dedent('    a\\n    b\\n')) + len(textwrap.indent('a\\nb\\n', '  '))
total
""",
    "string Template": """
from string import Template
import string
t = Template('Dear $name, you owe ${amount} $$')
total = 0
for i in range(4000):
    total += len(t.substitute(name='x', amount=i)) + len(string.capwords('a bc def'))
total
""",
    "datetime arithmetic": """
from datetime import date, datetime, timedelta
start = datetime(2024, 1, 31, 12, 30)
day = date(2024, 2, 28)
step = timedelta(hours=7, minutes=5)
total = 0
for i in range(15000):
    start = start + step
    total += start.day + (start - datetime(2024, 1, 1)).days + (day + timedelta(days=i % 300)).weekday() + (start.date() > day)
    total += start.replace(hour=1).hour
total
""",
    "datetime text": """
from datetime import date, datetime
total = 0
when = datetime(2024, 5, 6, 7, 8, 9)
for i in range(6000):
    total += len(when.strftime('%Y-%m-%d %H:%M')) + len(when.isoformat()) + datetime.fromisoformat('2024-05-06T07:08:09').minute
    total += date.fromisoformat('2024-02-29').day + len(f'{when:%d.%m.%Y}')
for i in range(1500):
    total += datetime.strptime('2024-05-06 07:08', '%Y-%m-%d %H:%M').day
total
""",
    "datetime stamps": """
from datetime import datetime, timezone
total = 0
when = datetime(2024, 5, 6, 7, 8, 9, tzinfo=timezone.utc)
for i in range(8000):
    total += datetime.fromtimestamp(1700000000 + i * 1000, timezone.utc).day + when.timestamp() + when.astimezone(timezone.utc).hour
total
""",
    "datetime naive stamps": """
from datetime import datetime
total = 0
when = datetime(2024, 5, 6, 7, 8, 9)
for i in range(8000):
    total += datetime.fromtimestamp(1700000000 + i * 1000).minute + when.timestamp() % 60
total
""",
    "random module": """
import random
random.seed(7)
total = 0
for i in range(12000):
    total += random.random() + random.randint(1, 6) + random.choice([1, 2, 3]) + random.uniform(0, 1)
items = list(range(3000))
random.shuffle(items)
total + items[5] + sum(random.sample(items, 500))
""",
    "random own": """
import random
rng = random.Random(7)
total = 0
for i in range(12000):
    total += rng.random() + rng.randint(1, 6) + rng.choice([1, 2, 3]) + rng.gauss(0, 1)
items = list(range(3000))
rng.shuffle(items)
total + items[5] + sum(rng.choices(items, k=500))
""",
    "csv": """
import csv
import io
out = io.StringIO()
writer = csv.writer(out)
writer.writerow(['id', 'name', 'note'])
for i in range(3000):
    writer.writerow([i, 'row %d' % i, 'a, "b"'])
text = out.getvalue()
total = sum(int(row[0]) for row in csv.reader(io.StringIO(text)) if row[0] != 'id')
for row in csv.DictReader(io.StringIO(text)):
    total += len(row['name'])
for row in csv.reader(text.splitlines()):
    total += len(row)
out = io.StringIO()
names = csv.DictWriter(out, fieldnames=['a', 'b'])
names.writeheader()
names.writerows({'a': i, 'b': 'x'} for i in range(2000))
total, len(out.getvalue())
""",
    "StringIO": """
import io
out = io.StringIO()
for i in range(15000):
    out.write('line %d\\n' % i)
    print('more', i, file=out)
total = 0
for line in io.StringIO(out.getvalue()):
    total += len(line)
total
""",
    "statistics": """
import statistics
data = [(i * 7919 % 10007) / 7 for i in range(1000)]
total = 0.0
for _ in range(10):
    total += statistics.mean(data) + statistics.median(data) + statistics.stdev(data) + statistics.fmean(data)
total += statistics.mode([1, 2, 2, 3])
total
""",
    "itertools": """
import itertools
total = 0
for _ in range(5):
    for a, b in itertools.product(range(60), range(60)):
        total += a * b
    total += sum(itertools.accumulate(range(2000))) + len(list(itertools.combinations(range(30), 3)))
    for key, group in itertools.groupby(sorted(range(2000), key=lambda n: n % 10), key=lambda n: n % 10):
        total += len(list(group))
    total += sum(itertools.islice(itertools.count(5), 2000)) + len(list(itertools.chain.from_iterable([[1, 2]] * 2000)))
    for a, b in itertools.zip_longest(range(2000), range(1000), fillvalue=0):
        total += a + b
total
""",
    "functools": """
import functools
@functools.lru_cache(maxsize=None)
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)
@functools.cache
def square(n):
    return n * n
total = 0
add = functools.partial(lambda a, b: a + b, 5)
for i in range(8000):
    total += square(i % 50) + add(i)
for _ in range(20):
    fib.cache_clear()
    total += fib(100) + functools.reduce(lambda a, b: a + b, range(500))
total
""",
    "dataclasses": """
from dataclasses import dataclass, field, asdict, replace
@dataclass
class Item:
    name: str
    price: float
    tags: list = field(default_factory=list)
    def total(self):
        return self.price * 2
@dataclass(frozen=True, order=True)
class Key:
    a: int
    b: int
total = 0
for i in range(4000):
    item = Item('x', i)
    total += item.total() + (item == Item('x', i)) + len(repr(item)) + (Key(1, i) < Key(1, 5)) + hash(Key(1, 2)) % 2
for i in range(600):
    total += asdict(Item('x', i))['price'] + replace(Item('x', i), price=3).price
total
""",
    "enum": """
from enum import Enum, IntEnum
class Color(Enum):
    RED = 1
    GREEN = 2
class Level(IntEnum):
    LOW = 1
    HIGH = 2
total = 0
for i in range(8000):
    c = Color(1 + i % 2)
    total += c.value + (c is Color.RED) + len(c.name) + (Level.HIGH > Level.LOW) + Level.HIGH + len([x for x in Color])
total
""",
    "namedtuple": """
from collections import namedtuple
from typing import NamedTuple
Point = namedtuple('Point', 'x y')
class Row(NamedTuple):
    a: int
    b: str = 'x'
total = 0
for i in range(15000):
    p = Point(i, y=2)
    q = Point(i, 3)
    total += p.x + q.y + Row(i).a + len(q._replace(x=1))
total
""",
    "Decimal": """
from decimal import Decimal
total = Decimal(0)
for i in range(15000):
    total += Decimal('1.10') * i
    total = total.quantize(Decimal('0.01'))
str(total), f'{total:,.2f}'
""",
    "heapq bisect": """
import bisect
import heapq
heap = []
total = 0
for i in range(12000):
    heapq.heappush(heap, (i * 7919 % 10007, i))
while heap:
    total += heapq.heappop(heap)[0]
keys = []
for i in range(4000):
    bisect.insort(keys, i * 7919 % 10007)
    total += bisect.bisect_left(keys, i)
total + sum(heapq.nlargest(10, keys)) + heapq.nsmallest(3, keys, key=lambda n: -n)[0]
""",
    "deque": """
from collections import deque
queue = deque(maxlen=100)
total = 0
for i in range(40000):
    queue.append(i)
    if len(queue) > 50:
        total += queue.popleft()
    queue.rotate(1)
total
""",
    "copy": """
import copy
class Node:
    def __init__(self, n):
        self.n = n
        self.items = [n, {'k': n}]
tree = {'rows': [{'id': i, 'tags': ['a', i], 'pos': (i, [i])} for i in range(150)]}
nodes = [Node(i) for i in range(100)]
total = 0
for _ in range(5):
    total += len(copy.deepcopy(tree)['rows']) + len(copy.deepcopy(nodes)) + copy.copy(nodes[3]).n
total
""",
    "OrderedDict ChainMap": """
from collections import ChainMap, OrderedDict
total = 0
d = OrderedDict()
for i in range(15000):
    d[i % 100] = i
    d.move_to_end(i % 100)
    if len(d) > 50:
        d.popitem(last=False)
chain = ChainMap({'a': 1}, {'b': 2})
for i in range(5000):
    total += chain['b'] + chain.get('c', 3)
total
""",
    "math": """
import math
total = 0.0
for i in range(40000):
    total += math.sqrt(i) + math.floor(i / 3) + math.gcd(i, 12) + math.pi
total
""",
}

IMPORTS = (
    "json",
    "re",
    "collections",
    "datetime",
    "random",
    "csv",
    "dataclasses",
    "enum",
    "functools",
    "itertools",
    "typing",
)
"""The modules whose first import in a process is timed."""
