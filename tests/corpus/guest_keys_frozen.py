# --- guest-keys-in-frozensets
from dataclasses import dataclass
from enum import Enum


class Status(Enum):
    NEW = "new"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True)
class Point:
    x: int
    y: str


FINAL = frozenset({Status.DONE, Status.FAILED})
MIXED = frozenset({Point(1, "a"), (Point(2, "b"), 3), "plain", frozenset({Point(3, "c")})})


class Job:
    final = FINAL
    moves = {Status.NEW: frozenset({Status.DONE, Status.FAILED}), Status.DONE: frozenset()}

    def __init__(self, allowed):
        self.allowed = allowed
        self.rows = [allowed, FINAL, [MIXED]]

    def may(self, status, default=[FINAL]):
        allowed = self.allowed
        ext(len(allowed))
        return status in allowed, status in default[0], allowed is self.rows[0]


def outer(status):
    watched = frozenset([status, Point(0, "")])

    def inner(other):
        return ext(other.name) and other in watched

    return inner


job = Job(frozenset({Status.NEW, Point(1, "a")}))
inner = outer(Status.DONE)
ext("pause")
print(
    Status.DONE in FINAL,
    Status.NEW in FINAL,
    Point(1, "a") in MIXED,
    (Point(2, "b"), 3) in MIXED,
    "plain" in MIXED,
    len(MIXED),
)
print(
    frozenset({Point(3, "c")}) in MIXED,
    job.final is FINAL,
    job.rows[1] is FINAL,
    job.rows[2][0] is MIXED,
    Job.final is FINAL,
)
print(job.may(Status.NEW), job.may(Status.DONE), inner(Status.DONE), inner(Status.NEW))
print(Status.FAILED in Job.moves[Status.NEW], Job.moves[Status.DONE], FINAL | {Status.NEW} == frozenset(Status))
by_set = {frozenset({Status.NEW}): "n", FINAL: "f", "plain": MIXED}
groups = {frozenset({Point(1, "z")}), FINAL}
n = ext(len(groups))
print(
    by_set[frozenset([Status.FAILED, Status.DONE])],
    by_set[frozenset([Status.NEW])],
    by_set["plain"] is MIXED,
    FINAL in groups,
)
[key is FINAL for key in by_set], hash(FINAL) == hash(frozenset({Status.FAILED, Status.DONE})), ext(n)


# --- guest-keys-frozensets-in-frames
class K:
    def __init__(self, k):
        self.k = k

    def __eq__(self, other):
        return isinstance(other, K) and self.k == other.k

    def __hash__(self):
        return hash(("K", self.k))


def walk(names, seen=None):
    seen = seen or frozenset()
    for name in names:
        seen = seen | {K(name)}
        ext(name, len(seen))
    try:
        raise LookupError(name)
    except LookupError as error:
        error.seen = seen
        ext("handled")
        return len(error.seen & seen), K("a") in error.seen


class Node:
    __slots__ = ("name", "links")

    def __init__(self, name, links=frozenset()):
        self.name, self.links = name, links

    def __eq__(self, other):
        return self.name == other.name

    def __hash__(self):
        return hash((self.name, self.links))


leaf = Node("leaf")
middle = Node("middle", frozenset({leaf, Node("other")}))
top = Node("top", frozenset({middle, leaf}))
everything = {top: 1, middle: 2, leaf: 3}
ext("pause")
print(
    everything[Node("middle", frozenset({Node("other"), Node("leaf")}))],
    everything[top],
    len(top.links),
    leaf in middle.links,
)
print(walk("ab"), walk(["b"], frozenset([K("a")])))
rows = [{"tags": frozenset({K(i)})} for i in range(10)]
ext("rows")
[K(i) in row["tags"] for i, row in enumerate(rows)], len({row["tags"] for row in rows})

# --- guest-keys-frozensets-in-tuples-and-generators
from enum import Enum


class Light(Enum):
    RED = 1
    AMBER = 2
    GREEN = 3


STEPS = (
    (Light.RED, frozenset({Light.GREEN})),
    (Light.GREEN, frozenset({Light.AMBER, Light.RED})),
    (Light.AMBER, frozenset()),
)
NESTED = ("a", (1, (frozenset({Light.RED}),)))
by_pair = {STEPS[0]: "first", NESTED: "nested"}


def allowed(light, table=STEPS, *, extra=frozenset({Light.AMBER})):
    for source, targets in table:
        if source is light:
            ext(source.name)
            return targets | extra
    return extra


def collect(*groups, **named):
    ext(len(groups))
    return [len(group) for group in groups], named["rest"] is groups[0]


def walk(groups):
    total = frozenset()
    for group in groups:
        total = total | group
        got = yield len(total), ext(len(group))
        if got:
            total = total | {got}
    return total


def drive(groups):
    return (yield from walk(groups))


first = frozenset({Light.RED})
steps = drive([first, frozenset({Light.GREEN})])
print(
    next(steps), sorted(light.name for light in allowed(Light.GREEN)), allowed(Light.RED) == {Light.GREEN, Light.AMBER}
)
print(by_pair[STEPS[0]], by_pair[("a", (1, (frozenset([Light.RED]),)))], (Light.RED, frozenset({Light.GREEN})) in STEPS)
print(collect(first, frozenset(), rest=first), steps.send(Light.AMBER))
try:
    next(steps)
except StopIteration as stop:
    print(sorted(light.name for light in stop.value), ext("stopped"))
lazy = (light in first for light in Light if ext(light.name))
listed = [light.name for light in Light if ext(light.value) and light in STEPS[1][1]]
next(lazy), listed, list(lazy), ext("end"), STEPS[0][1] == {Light.GREEN}, NESTED[1][1][0] == first
