# --- match-properties-and-equality-of-the-program
class Lazy:
    __match_args__ = ("kind", "size")

    def __init__(self, kind, size):
        self._kind, self._size = kind, size

    @property
    def kind(self):
        return ext(self._kind)

    @property
    def size(self):
        return ext(self._size)


class Any:
    def __eq__(self, other):
        return ext(type(other).__name__) == "str"


class Names:
    any = Any()


def f(x):
    match x:
        case Lazy("a", 1):
            return "a one"
        case Lazy("b", size=s) if s > 1:
            return f"b {s}"
        case Lazy(kind=k):
            return k
        case [Lazy(size=1) as first, *rest, Names.any]:
            return first._kind, len(rest), ext("sequence")
        case {"lazy": Lazy(kind="k" | "l" as k, size=n), **rest}:
            return k, n, rest, ext("mapping")
        case Names.any:
            return ext("any")
        case None | True:
            return "singleton"
        case int(n) | float(n) if ext(n) > 1:
            return "number", n
        case [1, [2, x]]:
            return "nested", x
    return "nothing"


values = [
    Lazy("a", 1),
    Lazy("b", 5),
    Lazy("c", 0),
    "special",
    5,
    1,
    2.5,
    None,
    [1, [2, 3]],
    [Lazy("z", 1), 2, "end"],
    [],
]
print([f(x) for x in values])
[f(x) for x in ({"lazy": Lazy("k", 2), "more": 1}, {"lazy": Lazy("n", 2)}, {}, (Lazy("z", 2), "end"), b"bytes")]


# --- match-getattr-of-the-program
class Record:
    __match_args__ = ("a", "b")

    def __init__(self, **fields):
        self.__dict__.update(fields)

    def __getattr__(self, name):
        if name.startswith("x"):
            raise AttributeError(ext(name))
        return ext("got " + name)


def f(value):
    match value:
        case Record(x1=1):
            return "x1"
        case Record(a, "got b"):
            return a
        case Record(c=c, d=d) if ext(True):
            return c, d


[f(Record()), f(Record(a=1, b=2)), f(Record(x1=1)), f(5)]


# --- match-class-errors
# varies: the wording of an error
class Bad:
    __match_args__ = ["a"]


class Worse:
    __match_args__ = ("a", 5)
    a = property(lambda self: ext("a"))


class Twice:
    __match_args__ = ("a",)

    @property
    def a(self):
        return ext("twice")


class Broken:
    @property
    def a(self):
        raise ValueError(ext("broken"))


not_a_class = ext("text")


def f(value):
    match value:
        case Bad(1):
            pass
        case Worse("b", 2):
            pass
        case Twice("other", a=1):
            pass
        case Broken(a=1):
            pass
        case str(1, 2):
            pass
        case not_a_class(a=1):
            pass


for value in Bad(), Worse(), Twice(), Broken(), "text", 5:
    try:
        f(value)
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
ext("end")


# --- match-instance-check-of-the-program
class Meta(type):
    def __instancecheck__(cls, instance):
        return ext(cls.__name__) == "Even" and isinstance(instance, int) and ext(instance) % 2 == 0


class Even(metaclass=Meta):
    pass


class Odd(metaclass=Meta):
    pass


def f(x):
    match x:
        case Odd():
            return "odd"
        case Even() as even:
            return "even", even
        case [Even(), *others]:
            return others
        case _:
            return "none"


[f(x) for x in (1, 2, [4, 5, 6], "text")]


# --- match-captures-stay-unbound
class Value:
    def __init__(self, n):
        self.n = n

    def __eq__(self, other):
        return ext(self.n == other)


def f(x):
    a = b = "unbound"
    match x:
        case [a, 1]:
            return "one", a
        case [b, 2] | [2, b]:
            return "two", b
        case {"k": a, "other": 3}:
            return a
    return a, b


total = 0
match Value(3):
    case 2:
        total = 2
    case 3 as total if ext(False):
        pass
    case (4 | 3) as found:
        total = found.n


class Body:
    match Value(1):
        case 1 as inside:
            kept = ext("kept")


print(Body.inside.n, Body.kept)
[f([Value(5), Value(1)])[0], f([Value(5), Value(2)])[0], f([2, 7]), f({"k": 1, "other": Value(3)}), f([1, 3]), total]


# --- match-only-what-is-looked-at
from collections.abc import Sequence


class S(Sequence):
    def __init__(self, *items):
        self.items = items

    def __len__(self):
        print("len")
        return ext(len(self.items))

    def __getitem__(self, i):
        print("get", i)
        ext(i)
        return self.items[i]


class N(Sequence):
    __getitem__ = None

    def __len__(self):
        print("len")
        return ext(2)


class I(S):
    def __iter__(self):
        print("iter")
        for x in self.items:
            yield ext(x)
        yield ext("more")


def t(x):
    try:
        match x:
            case []:
                print("empty")
            case [_]:
                print("one")
            case [1, *_, 5]:
                print("1..5")
            case [_, 7, *_]:
                print("_7")
            case [*_, 9, _]:
                print("9_")
            case [a, *b, 3]:
                print("star", a, b)
            case [a, b]:
                print("two", a, b)
            case [_, _, _]:
                print("three")
            case [*_]:
                print("any")
            case _:
                print("none")
    except (ValueError, TypeError) as e:
        print(type(e), e)


for x in (
    S(),
    S(4),
    S(1, 2, 5),
    S(2, 7),
    S(9, 1),
    S(0, 1, 2, 3),
    S(0, 1),
    S(0, 1, 2),
    S(0, 1, 2, 4),
    N(),
    I(0, 1),
    I(0, 1, 3),
    I(0, 1, 2),
    5,
    "ab",
    range(1, 6),
    [1, 5],
    (0, 7),
):
    print("--")
    t(x)
w = range(1 << 40)
match w:
    case [x, *_, y]:
        print(x, y)
match [w]:
    case [[x, *_, 7]]:
        print(x)
    case [[_, *_, y]]:
        print(y)
