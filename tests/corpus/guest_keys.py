# --- guest-keys-in-dicts
class Key:
    def __init__(self, k):
        self.k = k

    def __eq__(self, other):
        return isinstance(other, Key) and self.k == other.k

    def __hash__(self):
        return hash(self.k)

    def __repr__(self):
        return f"Key({self.k!r})"


d = {Key("a"): 1, Key("b"): 2, "plain": 3, (Key("c"), 1): 4, Key(2): [5]}
n = ext(len({Key(1), Key(1)}))
print(d[Key("a")], d[Key("b")], d["plain"], d[(Key("c"), 1)], d[Key(2)], Key("z") in d, (Key("c"), 2) in d)
d[Key("b")] = ext("new")
d[Key("z")] = ext("added")
del d[Key("a")], d[(Key("c"), 1)]
print(d, list(d) == [Key("b"), "plain", Key(2), Key("z")])
ext(list(d.values()))
d.pop(Key(2)), d.get(Key("a"), "gone"), d.setdefault(Key("b"), 0), n


# --- guest-keys-identity
class Key:
    def __init__(self, k):
        self.k = k

    def __eq__(self, other):
        return self.k == other.k

    def __hash__(self):
        return hash(self.k)


a, b = Key("a"), Key("b")
first, second = {a: b, b: a}, {b: [a]}
a.own, b.other = first, second
alias = first
ext("pause")
keys = list(first)
print(
    keys[0] is a,
    keys[1] is b,
    first[a] is b,
    first[Key("b")] is a,
    alias is first,
    a.own is first,
    list(b.other)[0] is b,
)
second[a] = ext("more")
len(second), first is not second, alias[b] is keys[0]

# --- guest-keys-frozen-dataclass
from dataclasses import dataclass, field, replace


@dataclass(frozen=True)
class Point:
    x: int
    y: int = 0
    label: str = field(default="", compare=False)


@dataclass(frozen=True, order=True)
class Edge:
    start: Point
    end: Point
    weight: float = 1.0


grid = {Point(x, y): x * 10 + y for x in range(3) for y in range(2)}
edges = {Edge(Point(0), Point(1)): "ab", Edge(Point(1), Point(2), 2.5): "bc"}
seen = {Point(0, 1, "first")}
ext("pause")
print(grid[Point(2, 1)], Point(1, 1, "ignored") in grid, Point(5, 5) in grid, edges[Edge(Point(1), Point(2), 2.5)])
for point in list(grid):
    if ext(grid[point]) % 2:
        seen.add(replace(point, label="odd"))
seen.add(Point(0, 1, "again"))
print(sorted((p.x, p.y, p.label) for p in seen))
edges.update({Edge(Point(0), Point(1)): ext("new"), Edge(Point(9), Point(9)): "far"})
[(e.start.x, e.end.x, name) for e, name in edges.items()]

# --- guest-keys-dataclass-with-slots
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cell:
    row: int
    column: str


sheet = {Cell(1, "A"): "x", Cell(2, "B"): "y"}
sheet[Cell(3, "C")] = ext("z")
marked = {Cell(1, "A"), Cell(1, "A"), Cell(2, "B")}
print(sheet[Cell(2, "B")], len(marked), Cell(3, "C") in marked, ext("pause"))
marked.discard(Cell(1, "A"))
[(c.row, c.column) for c in marked], [c.column for c in sheet]

# --- guest-keys-unsafe-hash-and-custom
from dataclasses import dataclass


@dataclass(unsafe_hash=True)
class Loose:
    name: str


@dataclass
class Own:
    name: str

    def __hash__(self):
        return len(self.name)


d = {Loose("a"): 1, Own("bb"): 2, Own("cc"): 3}
ext("pause")
print(d[Loose("a")], d[Own("bb")], d[Own("cc")], Own("dd") in d, Loose("bb") in d)
ext([repr(key) for key in d])


# --- guest-keys-in-sets
class Tag:
    def __init__(self, name):
        self.name = name

    def __eq__(self, other):
        return type(other) is Tag and self.name.lower() == other.name.lower()

    def __hash__(self):
        return hash(self.name.lower())


tags = {Tag("Red"), Tag("RED"), Tag("blue")}
more = {Tag("Blue"), Tag("green")}
ext(len(tags))
print(Tag("red") in tags, Tag("green") in tags, len(tags | more), sorted(t.name.lower() for t in tags & more))
tags |= more
ext("between")
tags.remove(Tag("RED"))
tags ^= {Tag("green"), Tag("pink")}
print(sorted(t.name.lower() for t in tags), tags >= {Tag("PINK")})
tags == {Tag("pink"), Tag("BLUE")}, ext("end")


# --- guest-keys-nested-in-tuples
class K:
    def __init__(self, k):
        self.k = k

    def __eq__(self, other):
        return self.k == other.k

    def __hash__(self):
        return hash(("K", self.k))


d = {(K("a"), 1): "one", ((K("a"), K("b")), (2, (K("c"),))): "deep", ("plain", 3): "plain", (): "empty"}
s = {(1, K("x")), (2, K("x")), (1, K("x"))}
ext("pause")
print(d[(K("a"), 1)], d[((K("a"), K("b")), (2, (K("c"),)))], d[("plain", 3)], d[()], len(s), (2, K("x")) in s)
d[(K("n"),)] = ext(d.pop((K("a"), 1)))
[len(key) for key in d], d[(K("n"),)]

# --- guest-keys-in-collections
from collections import Counter, defaultdict, deque


class Word:
    def __init__(self, text):
        self.text = text

    def __eq__(self, other):
        return isinstance(other, Word) and self.text == other.text

    def __hash__(self):
        return hash(self.text)

    def __repr__(self):
        return self.text


groups = defaultdict(list)
for text in "to be or not to be".split():
    groups[Word(text)].append(ext(len(groups)))
counts = Counter(Word(text) for text in "a b a c a b".split())
queue = deque([{Word("in"): Word("out")}], 3)
ext("pause")
print(dict(groups), groups[Word("new")], len(groups), counts.most_common(2), counts[Word("none")])
counts.update([Word("c"), Word("c"), ext(Word("d").text)])
print(counts[Word("c")], sorted(map(str, counts)), counts - Counter([Word("a")]))
queue[0][Word("in")].text, ext("end"), list(groups)[-1].text


# --- guest-keys-in-subclasses
class Key:
    def __init__(self, k):
        self.k = k

    def __eq__(self, other):
        return isinstance(other, Key) and self.k == other.k

    def __hash__(self):
        return hash(self.k)


class Registry(dict):
    def __init__(self, name):
        super().__init__()
        self.name = name

    def __setitem__(self, key, value):
        super().__setitem__(Key(key), value)

    def __missing__(self, key):
        return f"{self.name} has no {key.k}"


class Bag(set):
    pass


r, b = Registry("r"), Bag()
r["a"], r["b"] = 1, ext(2)
b.add(Key("in"))
b.note = {Key("note"): b}
ext("pause")
print(r[Key("a")], r[Key("z")], len(r), Key("in") in b, type(b).__name__, b.note[Key("note")] is b)
r["a"] = ext("again")
[(key.k, value) for key, value in r.items()], b == {Key("in")}


# --- guest-keys-many
class Key:
    def __init__(self, k):
        self.k = k

    def __eq__(self, other):
        return self.k == other.k

    def __hash__(self):
        return hash(self.k)


d = {Key(f"key {i}"): i for i in range(500)}
tables = [{Key(i): j} for i in range(20) for j in range(2)]
ext("pause")
print(all(d[Key(f"key {i}")] == i for i in range(500)), list(d.values()) == list(range(500)))
sum(table[Key(ext(i) if i < 3 else i)] for i in range(20) for table in tables[2 * i : 2 * i + 2])


# --- guest-keys-colliding
class Same:
    def __init__(self, k):
        self.k = k

    def __eq__(self, other):
        return isinstance(other, Same) and self.k == other.k

    def __hash__(self):
        return 1


d = {Same(i): i for i in range(8)}
d[1] = "int"
s = {Same("a"), Same("b"), 1}
ext("pause")
print(d[Same(7)], d[1], Same(8) in d, len(s), Same("b") in s, True in s)
del d[Same(0)]
[key if key == 1 else key.k for key in d], ext("end")


# --- guest-keys-hash-only-and-eq-only
class HashOnly:
    def __hash__(self):
        return 42


class EqOnly:
    def __eq__(self, other):
        return True


class Back:
    def __init__(self, k):
        self.k = k

    def __eq__(self, other):
        return self is other

    __hash__ = object.__hash__


one, two, back = HashOnly(), HashOnly(), Back(1)
d = {one: 1, two: 2, back: 3}
ext("pause")
print(d[one], d[two], d[back], HashOnly() in d, Back(1) in d)
try:
    {EqOnly(): 1}
except TypeError as error:
    print(error)
d[HashOnly()] = ext(4)
list(d.values())


# --- guest-keys-of-builtin-bases
class Name(str):
    def __eq__(self, other):
        return str.lower(self) == str.lower(other)

    def __hash__(self):
        return hash(str.lower(self))


class Pair(tuple):
    def __hash__(self):
        return hash(tuple(sorted(self)))

    def __eq__(self, other):
        return sorted(self) == sorted(other)


class Number(int):
    def __hash__(self):
        return int(self) % 10


d = {Name("Host"): 1, Pair((2, 1)): 2, Number(13): 3}
ext("pause")
print(d[Name("HOST")], d[Pair((1, 2))], d[Number(13)], Number(3) in d, [type(key).__name__ for key in d])
d[Name("hOST")] = ext("again")
[str(key) for key in d], len(d)


# --- guest-keys-inherited-and-metaclass
class Base:
    def __init__(self, k):
        self.k = k

    def __eq__(self, other):
        return isinstance(other, Base) and self.k == other.k

    def __hash__(self):
        return hash(self.k)


class Child(Base):
    pass


class Meta(type):
    def __eq__(cls, other):
        return cls is other

    def __hash__(cls):
        return hash(cls.__name__)


class Kind(metaclass=Meta):
    pass


class Other(Kind):
    pass


d = {Child("a"): "child", Base("b"): "base", Kind: "kind", Other: "other"}
ext("pause")
print(d[Base("a")], d[Child("b")], d[Kind], d[Other], len(d))
d[Kind] = ext("new")
[value for value in d.values()]

# --- guest-keys-enum-members
from enum import Enum, IntEnum, Flag


class Color(Enum):
    RED = 1
    GREEN = 2


class Level(IntEnum):
    LOW = 1
    HIGH = 2


class Mode(Flag):
    R = 1
    W = 2


d = {Color.RED: "r", Color.GREEN: "g", Level.HIGH: "high", (Color.RED, Level.LOW): "pair", Mode.R | Mode.W: "rw"}
s = {Color.GREEN, Level.LOW}
ext("pause")
print(d[Color.RED], d[Color.GREEN], d[Level.HIGH], d[2], d[(Color.RED, Level.LOW)], d[Mode.R | Mode.W], 1 in s)
for color in Color:
    d[color] = ext(d[color]) + "!"
[str(key) for key in d], Color.GREEN in s, Color.RED in s


# --- guest-keys-slots-without-names-and-builtin-base
class Plain:
    pass


class Numbered(Plain, int):
    __slots__ = ()

    def __hash__(self):
        return int(self)


class Empty:
    __slots__ = ()


class Text(Empty, str):
    __slots__ = ()


n, t = Numbered(5), Text("t")
n.extra = ext("attribute")
d = {n: "n", t: "t"}
ext("pause")
print(n + 1, n.extra, t + "!", hasattr(t, "__dict__"), Numbered.__slots__, Text.__slots__)
d[Numbered(5)], d["t"], d[5]
