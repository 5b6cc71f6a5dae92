# --- match-subject-guard-body
def handle(command):
    match ext(command):
        case "go" if ext(False):
            return "never"
        case "go":
            return ext("going")
        case "stop" | "halt" as word if ext(word) != "halt":
            return word
        case other if ext(True) and other == "halt":
            return ext("halted")
        case _:
            return ext("unknown")


[handle(c) for c in ("go", "stop", "halt", "x")]


# --- match-sequences
def shape(data):
    match data:
        case []:
            return ext("empty")
        case [x]:
            return ext(x)
        case [1, *rest] if ext(len(rest)) > 1:
            return rest, ext("rest")
        case (first, [a, *_], *_, last):
            return first, a, last, ext("nested")
        case [*_, ext_last]:
            return ext(ext_last)


[shape(d) for d in ([], [5], [1, 2, 3], (1, [2, 3], 4), (7, 8), [1, 2])]


# --- match-mappings
def route(request):
    match request:
        case {"path": ["users", user], "method": "GET" | "HEAD" as method}:
            return method, ext(user)
        case {"path": [], **rest} if ext(rest):
            return ext("root"), rest
        case {"n": int(n), "flag": True | None as flag}:
            return n, flag, ext("typed")
        case {}:
            return ext("mapping")


print(route({"path": ["users", "bob"], "method": "GET"}))
print(route({"path": [], "q": 1}), route({"path": []}))
route({"n": 5, "flag": None}), route({"n": "x"}), route(3)


# --- match-classes
class Point:
    __match_args__ = ("x", "y")

    def __init__(self, x, y):
        self.x, self.y = x, y


class Circle:
    def __init__(self, center, r):
        self.center, self.r = center, r


def describe(shape):
    match shape:
        case Point(0, 0):
            return ext("origin")
        case Point(x, y=0) if ext(x) > 0:
            return f"on x at {ext(x)}"
        case Circle(center=Point(x, y), r=float() | int() as r):
            return ext([x, y, r])
        case Point():
            return ext("a point")
        case str(text) | [str(text)]:
            return ext(text)
        case int() | float():
            return ext("number")


[describe(s) for s in (Point(0, 0), Point(1, 0), Circle(Point(1, 2), 3), Point(-1, 0), "text", ["in list"], 4, None)]


# --- match-values-and-singletons
class Color:
    RED = "red"
    GREEN = "green"


def check(x):
    match x:
        case Color.RED:
            return ext("is red")
        case None | True | False:
            return ext("singleton")
        case -1 | 1.5 | 2 + 3j | b"b":
            return ext("literal")
        case "ab":
            return ext("joined")
    return ext("no match")


[check(x) for x in ("red", None, True, -1, 1.5, 2 + 3j, b"b", "ab", "green")]

# --- match-in-loops
out = []
for event in ext([("key", "a"), ("skip",), ("click", 1, 2), ("quit",), ("key", "never")]):
    match event:
        case ("key", key):
            out.append(ext(key))
        case ("click", x, y):
            for i in range(ext(x)):
                out.append((i, y))
        case ("skip",):
            continue
        case ("quit",):
            out.append(ext("quit"))
            break
    out.append("handled")
else:
    out.append("never")
out


# --- match-nested-and-try
def run(tree):
    match tree:
        case {"op": op, "args": [left, right]}:
            a, b = run(left), run(right)
            match op:
                case "+":
                    return a + ext(b)
                case "/":
                    try:
                        return a // ext(b)
                    except ZeroDivisionError:
                        return ext("div by zero")
                case _:
                    raise ValueError(f"op {ext(op)}")
        case int(n):
            return ext(n)


print(run({"op": "+", "args": [1, {"op": "/", "args": [7, 2]}]}), run({"op": "/", "args": [1, 0]}))
try:
    run({"op": "?", "args": [1, 1]})
except ValueError as error:
    print(error)
match ext((1, 2)):
    case a, b:
        pass
a, b

# --- match-targets-survive
x = "before"
match [1, {"k": [2, 3]}]:
    case [y, {"k": [z, 4]}]:
        pass
    case [x, {"k": [_, w]}] if ext(x) == 2:
        pass
    case [v, *_]:
        ext(v)
print(x, w, v, ext("after"))
match ext(5):
    case 1:
        result = "one"
    case n if n > 3 and (m := ext(n)) and [i for i in range(m) if ext(i) == 4]:
        result = f"{n} {m}"
result


# --- match-as-and-or-patterns
def f(x):
    match x:
        case [("a" | "b") as first, (1 | 2 | 3) as n, *others] as whole:
            return first, n, others, whole, ext("list")
        case {"k": [_, *_] as inner} | {"j": inner}:
            return inner, ext("map")
        case ((int(a) | str(a)), _):
            return ext(a)
        case _ as anything:
            return ext(anything)


[f(x) for x in (["a", 2, "z"], {"k": [1, 2]}, {"j": 5}, ("s", None), 2.5)]


# --- match-positional-parts-by-kind-of-class
from collections import namedtuple
from dataclasses import dataclass, make_dataclass
from typing import NamedTuple


@dataclass
class Point:
    x: int
    y: int = 0


@dataclass(order=True)
class Deep(Point):
    z: int = 1


class Pair(NamedTuple):
    left: object
    right: object = None


class Own:
    __match_args__ = ("b", "a")

    def __init__(self, a, b):
        self.a, self.b = a, b

    def __repr__(self):
        return f"Own({self.a!r}, {self.b!r})"


class Number(int):
    pass


class Lacks:
    __match_args__ = ("nothing",)


Made = make_dataclass("Made", ["format", "mro"])
Row = namedtuple("Row", "one two")


def tell(value):
    match value:
        case Deep(x, y, z):
            return "deep", x, y, z
        case Point(0, y) | Point(y, 0):
            return "on an axis", y
        case Point(x=x, y=Point(inner)):
            return "nested", x, inner
        case Point(x):
            return "point", x
        case Pair(Own(b, a=1), right) if ext(right):
            return "own in pair", b, right
        case Pair(left):
            return "pair", left
        case Own(b, a):
            return "own", b, a
        case Number(n):
            return "number", n
        case Made(first, second):
            return "made", first, second
        case Row(one, two):
            return "row", one, two
        case Lacks(x):
            return "never", x
        case str(text) | bytes(text) | float(text):
            return "scalar", text
        case {"k": int(n), **rest}:
            return "mapping", n, rest
        case _:
            return "other"


values = [Deep(1, 2, 3), Point(0, 5), Point(6, 0), Point(1, Point(2, 3)), Point(7, 8), Pair(Own(1, 2), 3), Pair(Own(1, 2), 0), Own("a", "b")]
values += [Number(5), Made("f", "m"), Row(1, 2), Lacks(), "text", b"b", 2.5, {"k": 1, "l": 2}, 5, None]
for value in values:
    print(tell(ext(value) if value is None else value))

def tell2(value, many):
    match value:
        case Point(a, b, c) if many == 3:
            return a
        case Point(a, b, x=c):
            return a


for many in (3, 4):
    try:
        tell2(Point(1, 2), many)
    except TypeError as error:
        print(error)
