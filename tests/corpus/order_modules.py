# --- heapq-of-guest-items
import heapq


class Job:
    def __init__(self, rank, name):
        self.rank, self.name = rank, name

    def __lt__(self, other):
        return ext(self.rank < other.rank)

    def __repr__(self):
        return f"{self.name}{self.rank}"


heap = []
for rank in (5, 3, 8, 1, 9, 2):
    heapq.heappush(heap, Job(rank, "j"))
print(heap, heapq.heappop(heap), heapq.heapreplace(heap, Job(4, "k")), heapq.heappushpop(heap, Job(0, "l")), heap)
pairs = [(1, Job(4, "a")), (1, Job(2, "b")), (0, Job(9, "c"))]
heapq.heapify(pairs)
print(pairs, heapq.heappop(pairs), pairs)
print(heapq.nsmallest(2, [Job(n, "n") for n in (5, 3, 8, 1)]), heapq.nlargest(2, (Job(n, "n") for n in (5, 3, 8, 1))))
print(heapq.nlargest(1, [Job(1, "x"), Job(2, "y")]), heapq.nsmallest(9, [Job(2, "x"), Job(1, "y")]))
(
    repr(list(heapq.merge([Job(1, "p"), Job(4, "p")], [Job(2, "q"), Job(3, "q")], []))),
    heapq.nsmallest(2, [3, 1, 2], key=lambda n: Job(ext(n), "m")),
)

# --- heapq-keys-and-plain-items
import heapq

heap = [5, 3, 8]
heapq.heapify(heap)
heapq.heappush(heap, ext(4))
print(
    heapq.heappop(heap),
    heap,
    heapq.nlargest(2, [1, 5, 3, 2], key=lambda n: ext(-n)),
    heapq.nsmallest(2, "hello", key=lambda c: ext(c)),
)
merged = heapq.merge([1, 4], [2, 3], key=lambda n: ext(n))
print(next(merged), ext("between"), list(merged), list(heapq.merge([4, 1], [3, 2], reverse=True)))
for act in (
    lambda: heapq.heappop([]),
    lambda: heapq.heappush((), 1),
    lambda: heapq.heapify([1, "a", 2]),
    lambda: heapq.heapreplace([], 1),
):
    try:
        act()
    except (IndexError, TypeError) as error:
        print(ext(str(error)))

# --- bisect-of-guest-items
import bisect


class Version:
    def __init__(self, *parts):
        self.parts = parts

    def __lt__(self, other):
        return ext(self.parts < other.parts)

    def __repr__(self):
        return ".".join(map(str, self.parts))


versions = [Version(1, 0), Version(1, 5), Version(2, 0), Version(3, 1)]
print(bisect.bisect(versions, Version(1, 5)), bisect.bisect_left(versions, Version(1, 5)))
bisect.insort(versions, Version(1, 7))
bisect.insort_left(versions, (0,), key=lambda v: ext(v if type(v) is tuple else v.parts))
print(
    versions, bisect.bisect([10, 20, 30], 2, key=lambda n: ext(n // 10)), bisect.bisect_right([1, 2, 2, 3], 2, 1, hi=3)
)
try:
    bisect.bisect([1], 1, -1)
except ValueError as error:
    print(error)
bisect.bisect_left([1, 3], ext(2)), bisect.insort([], 1)

# --- graphlib-over-pauses
import graphlib

sorter = graphlib.TopologicalSorter({"deploy": ["test", "build"], "test": ["build"], "build": ["fetch"]})
sorter.add("notify", "deploy")
sorter.prepare()
order = []
while sorter.is_active():
    ready = sorter.get_ready()
    for node in ready:
        order.append(ext(node))
        sorter.done(node)
print(order, list(graphlib.TopologicalSorter({3: [2], 2: [1]}).static_order()))
try:
    graphlib.TopologicalSorter({"a": ["b"], "b": ["c"], "c": ["a"]}).prepare()
except graphlib.CycleError as error:
    kept = error
ext("cycle")
kept.args, isinstance(kept, ValueError), [ext(n) for n in graphlib.TopologicalSorter({1: [0]}).static_order()]
