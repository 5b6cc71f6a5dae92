"""The programs that are timed, each a script whose last expression is its result."""

from __future__ import annotations

PROGRAMS: dict[str, str] = {
    "fib": """
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)
fib(23)
""",
    "module loop": """
total = 0
for i in range(400_000):
    total = total + i % 7
total
""",
    "lists": """
def work(n):
    rows = []
    for i in range(n):
        rows.append([i, i * 2, str(i)])
    rows.sort(key=lambda row: -row[1])
    return sum(row[0] for row in rows if row[1] % 3 == 0), [x[2] for x in rows[:3]]
work(40_000)
""",
    "strings": """
def work(n):
    parts = []
    for i in range(n):
        parts.append(f'{i:05d}-{i % 13}')
    text = ','.join(parts)
    return len(text.split(',')), text.upper().count('7'), text.replace('0', 'x')[:20]
work(60_000)
""",
    "sieve": """
def sieve(n):
    flags = [True] * (n + 1)
    for i in range(2, int(n ** 0.5) + 1):
        if flags[i]:
            for j in range(i * i, n + 1, i):
                flags[j] = False
    return sum(flags) - 2
sieve(250_000)
""",
    "methods": """
class Counter:
    def __init__(self):
        self.n = 0
    def add(self, k):
        self.n += k
        return self
    def twice(self, k):
        return self.add(k).add(k)
c = Counter()
for i in range(60_000):
    c.twice(i)
c.n
""",
    "generators": """
def numbers(n):
    for i in range(n):
        yield i
def pairs(n):
    for i in numbers(n):
        yield i, i * i
total = 0
for a, b in pairs(120_000):
    total += b - a
total
""",
    "dicts": """
def count(n):
    found = {}
    for i in range(n):
        key = i * 7919 % 1009
        found[key] = found.get(key, 0) + 1
    return max(found.values()), len(found)
count(200_000)
""",
    "closures": """
def make(step):
    count = 0
    def advance(k):
        nonlocal count
        count += step * k
        return count
    return advance
f = make(3)
for i in range(150_000):
    f(i)
f(0)
""",
    "exceptions": """
def risky(i):
    try:
        if i % 3 == 0:
            raise ValueError(i)
        return i
    except ValueError as error:
        return -1
    finally:
        pass
total = 0
for i in range(80_000):
    total += risky(i)
total
""",
}
