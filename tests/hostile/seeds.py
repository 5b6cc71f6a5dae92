"""Real snapshots of each kind, from which the forged ones are made.

Classes of the scripts print `RAN` where CPython might call them behind one's back: nothing of a script may run while a snapshot is
loaded.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from monty_cli import Monty, MontyRepl

VALUES = """
import collections, datetime, decimal, functools, itertools, random, re, enum, dataclasses
class Loud:
    def __init__(self, x): self.x = x
    def __eq__(self, other): print('RAN'); return self is other
    def __hash__(self): print('RAN'); return 1
    def __bool__(self): print('RAN'); return True
    def __iter__(self): print('RAN'); return iter(())
    def __repr__(self): print('RAN'); return 'loud'
    def __getattr__(self, name): print('RAN'); raise AttributeError(name)
class Slots:
    __slots__ = ('a', 'b')
    def __init__(self): self.a = 1
class Meta(type):
    def __call__(cls, *a): return super().__call__(*a)
class Base(metaclass=Meta):
    z = 1
    @property
    def p(self): return self.z
    @staticmethod
    def s(): return 1
    @classmethod
    def c(cls): return cls
class Derived(Base):
    def __init__(self, n): super().__init__(); self.n = n
class Items(list): pass
class Table(dict): pass
class Broken(ValueError):
    def __init__(self, why): super().__init__(why); self.why = why
@dataclasses.dataclass
class Point:
    x: int
    y: list = dataclasses.field(default_factory=list)
class Color(enum.Enum):
    RED = 1
def counter(n):
    def step(by=1, *, more=0):
        nonlocal n
        n += by + more
        return n
    return step
def numbers(items):
    for item in items:
        yield item
async def later(): return 1
loud, slots, derived, point = Loud(1), Slots(), Derived([1]), Point(1)
step = counter(3)
live = numbers([1, 2, 3]); next(live)
fresh = numbers([4]); done = numbers([]); list(done)
try:
    try: {}['k']
    except KeyError as e: raise Broken('b') from e
except Broken as e: error = e
rows = [{'id': i, 'tags': [i, 'a']} for i in range(9)]
pairs = [(i, [i]) for i in range(9)]
points = [Derived(i) for i in range(9)]
table = {'a': 1, 2: (3, None), 'c': {4}}; entries = iter(table.items()); next(entries)
mapped = map(step, [1, 2]); zipped = zip([1], 'ab'); chained = itertools.chain([1], live)
teed = itertools.tee([1, 2, 3]); counted = enumerate('ab', 2); cycled = itertools.cycle([1, 2])
plain = [1, -1, 2**70, 1.5, 'text', b'b', None, True, ..., 1j, range(3), slice(1), frozenset([1]), bytearray(b'x'), {1, 2}]
library = [datetime.datetime(2020, 1, 2), datetime.timedelta(1), decimal.Decimal('1.5'), re.compile('a+'), re.match('a', 'ab'),
    collections.deque([1], 3), collections.OrderedDict(a=1), collections.Counter('ab'), collections.defaultdict(list, a=[1]),
    random.Random(1), functools.partial(step, 2, more=1), Color.RED, list[int], int | None, Items([1]), Table(a=1),
    [].append, str.upper, len, print, sorted, functools.reduce, ask]
methods = [derived.c, step, Base.s, point.__init__, super(Derived, derived)]
f = len
r = ask([1, loud.x], key={'p': derived.z, 'l': library})
print(f([1]), step(), next(live), list(mapped), derived.p, r, next(chained), [*entries], next(cycled), next(counted))
rows[0], str(error), point, Color.RED, library[3], ask(2), f('os')
"""

STACK = """
import contextlib, functools
class Guard:
    def __enter__(self): return self
    def __exit__(self, *a): return False
    def __lt__(self, other): return ask('lt')
    def __add__(self, other): return ask('add')
    def __getattr__(self, name): return ask(name)
def inner(x):
    total = 0
    for i, j in zip(range(3), [x, x, x]):
        try:
            with Guard() as g:
                total += ask(i, j, total)
        except ValueError as e:
            total += 1
        finally:
            total += 0
    return total
def gen(n):
    for k in range(n):
        got = yield inner(k)
    return got
def outer():
    yield from gen(2)
class Made:
    def __init__(self, n):
        self.n = [v for v in outer()]
def key(item): return Made(item).n[0]
@functools.lru_cache
def cached(n): return sorted([2, 1], key=key)
result = [cached(1), max([1, 2], key=key)], Guard() + 1
result
"""

OPERATORS = """
class A:
    def __init__(self): self.v = ask('init')
    def __add__(self, o): return NotImplemented
    def __radd__(self, o): return ask('radd')
    def __lt__(self, o): return ask('lt')
    def __eq__(self, o): return ask('eq')
    def __getattr__(self, n): return ask(n)
    def __iter__(self): yield ask('iter')
    def __len__(self): return ask('len') or 1
    def __call__(self, *a): return ask(*a)
def run():
    a = A()
    x = [a < a, a == 1, 1 + a, a.q, list(a), len(a), a(3)]
    for y in map(a, [1, 2]): x.append(y)
    return x, dict(map(lambda k: (k, ask(k)), 'ab')), sum(ask(i) for i in range(2)), min([a, a], key=lambda v: ask('key'))
run()
"""

NAME = """
def f(n):
    return [missing for _ in range(n)]
f(2), missing + 1
"""

FUTURE = """
import asyncio
class Loud:
    def __repr__(self): print('RAN'); return 'x'
async def worker(n):
    try:
        async with asyncio.timeout(5):
            async for item in items(n): await ask(n, item)
    finally: log = n
    return n
async def items(n):
    for i in range(2):
        yield await ask('item', i)
async def main():
    lock = asyncio.Lock()
    async with lock:
        return await asyncio.gather(worker(1), worker(2), asyncio.sleep(1), other(Loud()), return_exceptions=True)
async def other(x): return await ask(1)
await main()
"""

KEYS = """
class Key:
    def __init__(self, n): self.n = n
    def __eq__(self, other): return isinstance(other, Key) and self.n == other.n
    def __hash__(self): return hash(self.n)
table = {Key(1): 'one', (2, Key(2)): [Key(3)], 'plain': 1}
held = {Key(4), frozenset([Key(5), 6])}
walk = iter(table); next(walk)
ask(table[Key(1)])
[table[Key(1)], len(held), next(walk)]
"""

SMALL = {
    "function": "class C:\n    def m(self): return ask(self.x)\nc = C(); c.x = 1\nc.m()",
    "generator": "def g():\n    yield ask(1)\ng1 = g(); ok = next(g1); ask(2)",
    "error": "try: 1 // 0\nexcept ZeroDivisionError as e: ask(str(e)); kept = e",
    "name": "n + 1",
    "future": "async def w(): return await ask(1)\nimport asyncio\nawait asyncio.gather(w(), w())",
}

PIECES = (
    "import math\nclass S:\n    v = 1\ndef twice(x): return x * 2\nkept = [S(), twice]",
    "exec('e = 5; g = lambda: e'); out = eval('twice(e)')",
    "ns = {'a': 1}; exec('def h(): return a', ns); print(ns['h']())",
)


def _first(snapshot: Any) -> bytes:
    data: bytes = snapshot.dump()
    return data


def script(source: str, skip: int = 0) -> bytes:
    """A snapshot of a script at a pause, `skip` calls after the first; calls that can wait are left pending."""
    snapshot: Any = Monty(source).start(print_callback=_quiet)
    waits = "await" in source
    while True:
        kind = type(snapshot).__name__
        if kind == "NameLookupSnapshot" and snapshot.variable_name == "ask":
            snapshot = snapshot.resume(value=ask)
            continue
        if kind == "FutureSnapshot" or not (waits or skip):
            return _first(snapshot)
        skip -= not waits
        snapshot = snapshot.resume(future=...) if waits else snapshot.resume(return_value=skip)


def session(busy: bool) -> bytes:
    """A session between two pieces, or a snapshot in the middle of one."""
    repl = MontyRepl()
    for piece in PIECES:
        repl.feed_run(piece, print_callback=_quiet)
    if not busy:
        return repl.dump()
    return _first(
        repl.feed_start("def wait(n):\n    return exec('q = ask(n)') or ask(n)\nwait(2)", print_callback=_quiet)
    )


def ask(*args: object) -> None:
    """Stand in for a host function; it is never called."""


def _quiet(stream: str, text: str) -> None:
    """Stand in for the output."""


@cache
def seeds() -> dict[str, bytes]:
    """The real snapshots by name."""
    found = {
        "values": script(VALUES),
        "stack": script(STACK),
        "stack later": script(STACK, 5),
        "name": script(NAME),
        "future": script(FUTURE),
        "keys": script(KEYS),
        "session": session(False),
        "busy session": session(True),
        "program": Monty("x + 1", inputs=["x"]).dump(),
        **{f"operators {skip}": script(OPERATORS, skip) for skip in (0, 2, 4, 7, 9)},
    }
    return {**found, **{f"small {name}": data for name, data in small().items()}}


@cache
def small() -> dict[str, bytes]:
    """Small real snapshots, one of each kind."""
    return {
        **{name: script(source) for name, source in SMALL.items()},
        "session": _small_session(),
        "program": Monty("1").dump(),
    }


def _small_session() -> bytes:
    repl = MontyRepl()
    repl.feed_run("x = [1]")
    return repl.dump()
