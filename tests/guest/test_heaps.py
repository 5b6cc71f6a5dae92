"""`heapq`, `bisect`, `graphlib` and `cmath`: the same results from the same comparisons in the same order as CPython's."""

from __future__ import annotations

import random
from typing import Any

import pytest

from tests.guest.differential import check_calls

ORDERED = """
import bisect, cmath, graphlib, heapq
log = []

class Item:
    def __init__(self, n):
        self.n = n
    def __lt__(self, other):
        log.append((self.n, other.n))
        return self.n < other.n
    def __eq__(self, other):
        log.append(('eq', self.n, other.n))
        return self.n == other.n
    def __repr__(self):
        return f'<{self.n}>'

class Shrinking(Item):
    def __lt__(self, other):
        heap.clear()
        return True

heap = []

def traced(call, items, *rest):
    log.clear()
    heap[:] = [Item(n) for n in items]
    return call(heap, *rest), heap[:], log[:]

def drain(heap):
    heapq.heapify(heap)
    return [heapq.heappop(heap) for _ in range(len(heap))]

def pairs(items):
    log.clear()
    found = [(n % 3, Item(n)) for n in items]
    heapq.heapify(found)
    heapq.heappush(found, (1, Item(5)))
    return [heapq.heappop(found) for _ in range(len(found))], log[:]
"""
PLAIN = (
    ORDERED.replace("def __lt__", "def less")
    .replace("def __eq__", "def same")
    .replace("Item(n) for n", "n for n")
    .replace("Item(n))", "n)")
    .replace("Item(5)", "5")
)
CALLS = {
    "heapify": "lambda items: traced(heapq.heapify, items)",
    "drain": "lambda items: traced(drain, items)",
    "pushes": "lambda items: traced(lambda h: [(heapq.heappush(own, x), own[:]) for own in [[]] for x in h], items)",
    "replace": "lambda items: traced(lambda h: [heapq.heapify(h), heapq.heapreplace(h, h[-1]), heapq.heappushpop(h, h[0])], items)",
    "pairs": "pairs",
    **{
        f"{name} {n} {key}": f"lambda items: traced(lambda h: heapq.{name}({n}, {source}{key}), items)"
        for name in ("nsmallest", "nlargest")
        for n in (-1, 0, 1, 2, 5, 100)
        for key, source in (
            ("", "h"),
            (", key=lambda x: getattr(x, 'n', x)", "iter(h)"),
            (", key=lambda x: x", "(x for x in h)"),
        )
    },
    "merge": "lambda items: traced(lambda h: list(heapq.merge(sorted(h[::2]), [], sorted(h[1::2]), h[:1])), items)",
    "merge back": "lambda items: traced(lambda h: list(heapq.merge(sorted(h, reverse=True), h[:1], reverse=True)), items)",
    "merge key": "lambda items: traced(lambda h: list(heapq.merge(sorted(h), sorted(h[:3]), key=lambda x: x)), items)",
    **{
        f"{name} {rest}": f"lambda items: traced(lambda h: bisect.{name}(sorted(h), (h + [None])[0]{rest}), items)"
        for name in ("bisect", "bisect_left", "bisect_right")
        for rest in ("", ", 1", ", 0, 2", ", -1", ", 0, -1", ", key=lambda x: x", ", hi=1")
    },
    "insort": "lambda items: traced(lambda h: [bisect.insort(own, x) or own[:] for own in [[]] for x in h], items)",
    "insort key": "lambda items: traced(lambda h: [bisect.insort_left(own, x, key=lambda y: y) or own[:] for own in [[]]"
    " for x in h], items)",
}
ERRORS = """
heapq.heappop([])
heapq.heapreplace([], 1)
heapq.heappushpop([], 1)
heapq.heappush((1,), 2)
heapq.heapify('x')
heapq.heapify([1, 'a'])
heapq.heappush([1], 'x')
heapq.nlargest('x', [1, 2])
heapq.nsmallest(2, 5)
heapq.heappush([Shrinking(1), Shrinking(2)], Shrinking(0))
heapq.nlargest(2, [1, 'a', 2])
list(heapq.merge([1], 5))
list(heapq.merge([1, 2], ['a']))
bisect.bisect([1, 2], 'a')
bisect.bisect(5, 1)
bisect.bisect([1], 1, 'x')
bisect.bisect([1], 1, 0, 5)
bisect.insort((1,), 0)
bisect.bisect([1, 2], 1, key=5)
heapq.heappop()
""".strip().splitlines()
GRAPHS: list[Any] = [
    {},
    {1: []},
    {1: [2, 3], 2: [3]},
    {1: [2], 2: [1]},
    {1: [1]},
    {"a": "bc", "b": "c"},
    {1: [2], 2: [3], 3: [4], 4: [2]},
    {1: 5},
    None,
    7,
]
GRAPH_CALLS = {
    "order": "lambda graph: list(graphlib.TopologicalSorter(graph).static_order())",
    "cycle": "lambda graph: (lambda s: [s.prepare(), s.is_active(), bool(s), s.get_ready(), s.get_ready()])"
    "(graphlib.TopologicalSorter(graph))",
    "early": "lambda graph: graphlib.TopologicalSorter(graph).get_ready()",
    "done": "lambda graph: (lambda s: [s.prepare(), s.done(1)])(graphlib.TopologicalSorter(graph))",
    "twice": "lambda graph: (lambda s: [s.prepare(), [s.done(n, n) for n in s.get_ready()]])(graphlib.TopologicalSorter(graph))",
    "unknown": "lambda graph: (lambda s: [s.prepare(), s.add(5)])(graphlib.TopologicalSorter(graph))",
}
CMATH = (
    "acos acosh asin asinh atan atanh cos cosh exp isfinite isinf isnan log log10 phase polar sin sinh sqrt tan tanh"
)


@pytest.mark.parametrize("prologue", [ORDERED, PLAIN], ids=["guest items", "plain items"])
def test_heaps_and_places(prologue: str) -> None:
    source = random.Random(5)
    lists = [[], [1], [2, 1], [3, 3, 1], source.sample(range(30), 9), [source.randrange(5) for _ in range(14)]]
    check_calls(prologue, CALLS, [(name, (items,)) for name in CALLS for items in lists])


def test_a_large_heap() -> None:
    items = random.Random(6).choices(range(4000), k=2600)
    check_calls(ORDERED, {"heapify": CALLS["heapify"]}, [("heapify", (items,))])


def test_errors() -> None:
    check_calls(ORDERED, {text: f"lambda: {text}" for text in ERRORS}, [(text, ()) for text in ERRORS])


def test_graphs() -> None:
    check_calls("import graphlib", GRAPH_CALLS, [(name, (graph,)) for name in GRAPH_CALLS for graph in GRAPHS])


def test_complex_functions() -> None:
    calls = {name: f"cmath.{name}" for name in CMATH.split()} | {
        "rect": "cmath.rect",
        "isclose": "cmath.isclose",
        "constants": "lambda: (cmath.pi, cmath.e, cmath.infj, cmath.nanj)",
    }
    numbers: list[Any] = [0, 1.5, -2, 1j, 2 - 3j, complex("inf"), complex("nan"), "x", None]
    cases: list[tuple[str, tuple[Any, ...]]] = [(name, (x,)) for name in CMATH.split() for x in numbers]
    check_calls("import cmath", calls, [*cases, ("rect", (1, 2.5)), ("isclose", (1j, 1j)), ("constants", ())])
