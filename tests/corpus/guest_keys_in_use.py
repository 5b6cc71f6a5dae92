# --- guest-keys-loop-over-dict
class Key:
    def __init__(self, k):
        self.k = k

    def __eq__(self, other):
        return self.k == other.k

    def __hash__(self):
        return hash(self.k)


d = {Key(name): i for i, name in enumerate(["one", "two", "three", "four"])}
for key in d:
    print(key.k, ext(d[key]))
for key, value in d.items():
    d[Key(key.k)] = ext(value) + 1
    for other in reversed(d):
        if other == key:
            break
        ext(other.k)
print([value for value in d.values() if ext(value)])
try:
    for key in d:
        ext(key.k)
        d[Key(key.k + "!")] = 0
except RuntimeError as error:
    print(error)
{ext(key.k): value for key, value in d.items()}


# --- guest-keys-iterators-over-dicts
class Key:
    def __init__(self, k):
        self.k = k

    def __eq__(self, other):
        return self.k == other.k

    def __hash__(self):
        return hash(self.k)


d = {Key(name): i for i, name in enumerate("abcdef")}
keys, values, items = iter(d), iter(d.values()), iter(d.items())
back = reversed(d)
views = d.keys(), d.values(), d.items()
changed, ended = iter(d), iter({})
print(next(keys).k, next(values), next(values), next(items)[0].k, next(back).k, next(ended, "none"))
ext("pause")
print(next(keys).k, next(values), next(items)[0].k, next(back).k)
ext("pause")
d[Key("c")] = "replaced"
print([key.k for key in keys], list(values), [key.k for key, _ in items], [key.k for key in back])
print(len(views[0]), Key("b") in views[0], "replaced" in views[1], (Key("a"), 0) in views[2])
next(changed)
d[Key("g")] = ext(6)
try:
    next(changed)
except RuntimeError as error:
    print(error)
del changed
numbered = enumerate(d)
pairs = zip(d, d.values())
next(numbered), next(pairs), next(pairs)
ext("pause")
print([(i, key.k) for i, key in numbered], [(key.k, value) for key, value in pairs])
[key.k for key in views[0]], list(views[1])


# --- guest-keys-iterators-over-sets
class Key:
    def __init__(self, k):
        self.k = k

    def __eq__(self, other):
        return self.k == other.k

    def __hash__(self):
        return hash(self.k)


s = {Key(number) for number in (4, 2, 3, 1)}
it = iter(s)
found = [next(it).k]
for key in it:
    found.append(ext(key.k))
print(sorted(found))
left = iter(s)
taken = next(left).k
total = 0
for key in s:
    total += ext(key.k)
sorted([taken, *(key.k for key in left)]), total, len(s)


# --- guest-keys-in-locals-and-closures
class Key:
    def __init__(self, k):
        self.k = k

    def __eq__(self, other):
        return self.k == other.k

    def __hash__(self):
        return hash(self.k)


def outer(names):
    table = {Key(name): len(name) for name in names}

    def inner(name, default={Key("default"): "d"}):
        local = {Key(name)}
        ext(len(local))
        return table.get(Key(name), default[Key("default")]), Key(name) in local

    return inner


def walk(table):
    for key in table:
        yield key.k, (yield ext(table[key]))


look = outer(["a", "bb"])
print(look("bb"), look("zz"))
steps = walk({Key("x"): 1, Key("y"): 2})
print(next(steps), steps.send("sent"), ext("between"))


class Holder:
    table = {Key("in class"): "yes"}

    def find(self, k):
        return ext(self.table[Key(k)])


next(steps), steps.send(ext("last")), Holder().find("in class")


# --- guest-keys-pause-in-hash-is-answered
class Key:
    def __init__(self, k):
        self.k = k

    def __eq__(self, other):
        return self.k == other.k

    def __hash__(self):
        return hash(self.k)


def make(name):
    return Key(ext(name))


d = {make("a"): ext(1), make("b"): ext(2)}
d[make("a")] += ext(10)
s = {make("x"), make("y"), ext("z")}
print(d[Key("a")], d[Key("b")], len(s), Key("y") in s)
{make("in"): 1, **d, make("out"): ext(3)}[Key("a")]

# --- guest-keys-that-look-into-others
ranks = {}


class Name:
    def __init__(self, text):
        self.text = text

    def __eq__(self, other):
        return self.text == other.text

    def __hash__(self):
        return hash(self.text)


class Ranked:
    def __init__(self, name):
        self.name = name

    def __eq__(self, other):
        return ranks[self.name] == ranks[other.name]

    def __hash__(self):
        return ranks[self.name]


class Softly(Ranked):
    def __hash__(self):
        return ranks.get(self.name, 0)


def fill(cls, table):
    for text in ("a", "b", "c"):
        table[cls(Name(text))] = text


first, second, third = {}, {}, {}
ranks.update({Name("a"): 3, Name("b"): 2, Name("c"): 1})
fill(Ranked, first)
fill(Softly, second)
third[Softly(Name("b"))] = first
ext("pause")
print(first[Ranked(Name("b"))], second[Softly(Name("a"))], third[Softly(Name("b"))] is first)
ranks[Name("d")] = ext(7)
first[Ranked(Name("d"))] = "d"
ext("pause")
list(first.values()), second[Ranked(Name("c"))], first[Softly(Name("d"))]


# --- guest-keys-in-their-own-values
class Node:
    def __init__(self, name, graph):
        self.name = name
        self.graph = graph
        graph[self] = set()

    def __eq__(self, other):
        return self.name == other.name

    def __hash__(self):
        return hash(self.name)

    def link(self, other):
        self.graph[self].add(other)
        return self


graph = {}
a, b, c = (Node(name, graph) for name in "abc")
a.link(b).link(c)
b.link(a)
ext("pause")
print([(node.name, sorted(other.name for other in links)) for node, links in graph.items()])
c.link(Node("d", a.graph))
todo, order = [a], []
while todo:
    node = todo.pop()
    if node not in order:
        order.append(node)
        todo.extend(ext(other.name) and other for other in sorted(graph[node], key=lambda other: other.name))
[node.name for node in order], list(graph)[0] is a


# --- guest-keys-in-call-arguments
class Key:
    def __init__(self, k):
        self.k = k

    def __eq__(self, other):
        return self.k == other.k

    def __hash__(self):
        return hash(self.k)


def keep(*args, **kwargs):
    ext("kept")
    return [table[Key("a")] for table in args], kwargs["table"][Key("a")]


print(keep({Key("a"): 1}, {Key("a"): ext(2)}, table={Key("a"): ext(3)}))
cached = {}


def memo(key):
    if key not in cached:
        cached[key] = ext(key.k)
    return cached[key]


[memo(Key(k)) for k in ("a", "b", "a", "b")], len(cached)

# --- guest-keys-lru-cache
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True)
class Query:
    text: str
    page: int = 1


@lru_cache(maxsize=None)
def run(query, limit=10):
    return ext((query.text, query.page, limit))


print(run(Query("a")), run(Query("a")), run(Query("a", 2)), run(Query("b"), limit=5))
ext("pause")
print(run(Query("a")), run(Query("b"), limit=5), run(Query("c")))
run.cache_info().hits, run.cache_info().misses


# --- guest-keys-changed-later
class Key:
    def __init__(self, k):
        self.k = k

    def __eq__(self, other):
        return self.k == other.k

    def __hash__(self):
        return hash(self.k)


key, other = Key("before"), Key("other")
d = {key: 1, other: 2}
s = {key}
key.k = "after"
ext("pause")
print([k.k for k in d], list(d.values()), len(d), Key("before") in d, d[other], [k.k for k in s])
d[Key("new")] = ext(3)
key.k = "before"
[k.k for k in d], len(s)


# --- guest-keys-errors-in-hash
class Moody:
    def __init__(self, k):
        self.k = k
        self.asleep = False

    def __eq__(self, other):
        return self.k == other.k

    def __hash__(self):
        if self.asleep:
            raise ValueError("do not disturb")
        return hash(self.k)


a = Moody("a")
d = {a: 1, Moody("b"): 2}
ext("awake")
a.asleep = True
try:
    d[a]
except ValueError as error:
    print(error)
a.asleep = False
ext("awake again")
d[a], d[Moody("b")]
