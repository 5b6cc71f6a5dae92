# --- reductions-that-copy
from copy import copy, deepcopy


class Pair:
    def __init__(self, a, b):
        self.a, self.b = a, b

    def __reduce__(self):
        return Pair, (ext(self.a), self.b)


class Filled(list):
    def __reduce_ex__(self, version):
        return Filled, (), {"tag": ext(version)}, iter(list.__iter__(self))


class Table(dict):
    def __reduce__(self):
        return Table, (), None, None, iter([(k, v) for k, v in dict.items(self)])


class Stated:
    def __init__(self, x):
        self.x = x

    def __getstate__(self):
        return {"x": ext(self.x), "from": "state"}

    def __setstate__(self, state):
        self.__dict__.update(state)
        ext("set")


class Slotted:
    __slots__ = ("a", "__dict__")

    def __setstate__(self, state):
        self.seen = ext(repr(state))


class Made:
    def __new__(cls, x):
        made = object.__new__(cls)
        made.x = x
        return made

    def __getnewargs__(self):
        return (ext(self.x),)


class One:
    def __reduce__(self):
        return "ONE"


inner = [1]
pair, stated, filled = Pair(inner, 2), Stated(inner), Filled([inner])
table = Table(k=inner)
slotted = Slotted()
slotted.a, slotted.b = 1, 2
one = One()
results = []
for f in (copy, deepcopy):
    p, s, l, t, o = f(pair), f(stated), f(filled), f(table), f(slotted)
    results.append((p.a is inner, p.a, p.b, s.x is inner, vars(s), l.tag, list(l), l[0] is inner, dict(t), t["k"] is inner, o.seen, f(Made(3)).x, f(one) is one))
results

# --- deep-copies-of-subclasses
from collections import namedtuple
from copy import copy, deepcopy


class Row(tuple):
    pass


class Kinds(frozenset):
    pass


Point = namedtuple("Point", "x y")
row = Row([[1], ext(2)])
row.tag = [3]
made = deepcopy(row)
kinds = deepcopy(Kinds([1, (2, 3)]))
point = deepcopy(Point([1], 2))
part = slice(1, [2], None)
shallow, deep = copy(part), deepcopy(part)
made == row, type(made).__name__, made[0] is row[0], made.tag, made.tag is row.tag, sorted(kinds, key=str), type(kinds).__name__, repr(point), (shallow == part, shallow.stop is part.stop, deep.stop is part.stop)
