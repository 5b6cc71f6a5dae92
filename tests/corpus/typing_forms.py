# --- typing-parameters-by-call
from typing import Callable, Dict, Generic, List, Optional, ParamSpec, TypeVar, TypeVarTuple

T = TypeVar("T")
K = TypeVar("K", int, str)
B = TypeVar("B", bound="Base", covariant=True)
P = ParamSpec("P")
Ts = TypeVarTuple("Ts")
ext("made")
print(T, K, B, P, Ts, T.__name__, K.__constraints__, T.__bound__, B.__bound__, T.__module__)
print(P.args, P.kwargs, P.args.__origin__ is P, P.args == P.args, P.args == P.kwargs, isinstance(T, TypeVar))


class Stack(Generic[T]):
    def __init__(self) -> None:
        self.items: List[T] = []

    def push(self, item: T) -> "Stack[T]":
        self.items.append(ext(item))
        return self


class Table(Dict[K, T], Generic[T, K]):
    pass


ext("classes")
print(Stack.__parameters__, Stack[int], Stack[int]().push(3).items, Stack.__orig_bases__, Table.__parameters__)
for wrong in (lambda: Stack[int, str], lambda: type("Plain", (Generic,), {}), lambda: TypeVar("One", int)):
    try:
        wrong()
    except TypeError as error:
        print(error, ext(1))


def traced(fn: Callable[P, T]) -> Callable[P, Optional[T]]:
    def inner(*args: P.args, **kwargs: P.kwargs) -> Optional[T]:
        ext(fn.__name__)
        return fn(*args, **kwargs)

    return inner


@traced
def add(a: int, b: "int" = 2) -> T:
    return a + b


print(add(1), add(1, b=ext(4)), add.__annotations__, T | int, int | T, "X" | T, list[T][int], list[T].__parameters__)

# --- typing-forms
from typing import Annotated, Any, Callable, Dict, List, Literal, Optional, Tuple, TypeVar, Union, get_args, get_origin

T = TypeVar("T")
forms = [
    Optional[int],
    Union[int, str],
    Union[int, None],
    Optional["X"],
    Literal["a", 1],
    Callable[[int, str], bool],
    Callable[..., Any],
    Annotated[int, "x", 2],
    List[T],
    Tuple[int, ...],
    Dict[str, List[int]],
    Union[int, Union[str, None]],
]
ext("made")
for form in forms:
    print(form, get_origin(form) in (Union, Literal, list, dict, tuple), get_args(form))
ext("shown")
print(
    Optional[int] == Union[None, int],
    Union[int] is int,
    Union[int, int, str] == Union[str, int],
    Optional[int] in forms,
)
print(List[T][int], Optional[T][int], Dict[T, List[T]][str], Dict[str, T].__parameters__, list[Optional[T]][int])
print(
    List[int] | None, Union[int, str].__args__, List[int].__origin__, Literal[1, 1, True], Literal["a"] == Literal["a"]
)
for wrong in (lambda: Optional[int, str], lambda: List[int][str], lambda: Optional[int]()):
    try:
        wrong()
    except TypeError as error:
        print(type(error).__name__, ext(1))


class Config:
    first: Optional["Config"] = None
    second: Annotated[int, ext("note")] = 1


print(Config.__annotations__, ext("end"))

# --- typing-new-types
from typing import NamedTuple, NewType, TypedDict, get_type_hints

UserId = NewType("UserId", int)


class Point(NamedTuple):
    x: int
    y: int = ext(5)

    def total(self):
        return self.x + ext(self.y)


class Movie(TypedDict, total=False):
    name: str


class Film(Movie):
    year: int


Old = NamedTuple("Old", [("a", int), ("b", str)])
Other = TypedDict("Other", {"key": int})
ext("made")
print(UserId(5), UserId, UserId.__supertype__, UserId.__name__, UserId | None)
print(Point(1), Point(1).total(), Point._fields, Point.__annotations__, Old(1, ext("b")), Old.__annotations__)
film: Film = {"name": ext("x"), "year": 3}
print(film, Film(name="a", year=ext(3)), Film.__annotations__, Film.__total__, sorted(Film.__required_keys__))
print(sorted(Film.__optional_keys__), Movie.__total__, Other(key=1), get_type_hints(Movie))
try:
    isinstance(film, Film)
except TypeError as error:
    print(error, ext("checked"))

# --- typing-protocols
from typing import Protocol, TypeVar, runtime_checkable

T = TypeVar("T")


@runtime_checkable
class HasArea(Protocol):
    name: str

    def area(self) -> int: ...


class Shape(Protocol[T]):
    def area(self) -> T: ...


class Square:
    name = "square"

    def area(self):
        return ext(4)


class Round(Shape[float]):
    def __init__(self, radius):
        self.radius = ext(radius)

    def area(self):
        return 3 * self.radius


def use(shape: Shape[int]) -> int:
    return shape.area()


ext("made")
print(
    use(Square()), use(Round(2)), isinstance(Square(), HasArea), isinstance(5, HasArea), isinstance(Round(1), HasArea)
)
print(
    issubclass(Round, Shape.__mro__[-1]),
    Shape.__parameters__,
    use.__annotations__,
    [cls.__name__ for cls in Round.__mro__],
)
for wrong in (lambda: isinstance(Square(), Shape), Shape, HasArea):
    try:
        wrong()
    except TypeError as error:
        print(str(error)[:30], ext(1))

# --- type-hints-of-texts
import typing
from typing import Annotated, Optional, get_type_hints


class Node:
    value: "int"
    parent: "Optional[Node]"
    children: "list[Node]" = []
    tag: Annotated["str", "a note"] = ""

    def add(self, other: "Node", *, at: "typing.Union[int, None]" = None) -> "Node":
        ext("add")
        return self


class Leaf(Node):
    value: "str"
    kind: "Kind"


ext("pause")


class Kind:
    pass


ext("later")
for thing in (Node, Leaf, Node.add, Leaf().add, len):
    print(get_type_hints(thing, globals()))
    print(get_type_hints(thing, globals(), include_extras=True))
print(get_type_hints(Node.add))
ext("end"), str(get_type_hints(Node, {"Node": ext(3)}, {"list": dict, "Optional": Optional, "int": int, "str": str}))

# --- type-hints-of-texts-from-the-future
from __future__ import annotations

from dataclasses import dataclass, field
from typing import Callable, Literal, get_args, get_origin, get_type_hints


def tag(name):
    return ext(name)


@dataclass
class Order:
    number: int
    lines: list[Line] = field(default_factory=list)
    state: Literal["new", "paid"] = "new"
    check: Callable[[Line], bool] | None = None
    total: dict[str, tuple[int, ...]] = field(default_factory=dict)


@dataclass
class Line:
    text: str
    order: Order | None = None


def load(kind, data):
    hints = get_type_hints(kind, globals())
    made = {}
    for name, value in data.items():
        hint = hints[name]
        if get_origin(hint) is list:
            value = [load(get_args(hint)[0], item) for item in value]
        made[name] = ext(value) if isinstance(value, str) else value
    return kind(**made)


order = load(Order, {"number": 1, "lines": [{"text": "a"}, {"text": "b"}], "state": "paid"})
print(get_type_hints(Order, globals()), get_type_hints(load))
str(order), Order.__doc__, Line.__doc__

# --- type-hints-that-fail
from typing import get_type_hints


def named(x: "Missing"): ...
def wrong(x: "a b"): ...
def number(x: "1 / 0"): ...


found = []
for function in (named, wrong):
    try:
        get_type_hints(function)
    except (NameError, SyntaxError) as error:
        found.append((type(error).__name__, error.msg if isinstance(error, SyntaxError) else str(error), ext(function.__name__)))
for value in (3, ext(None), "text"):
    try:
        get_type_hints(value)
    except TypeError as error:
        found.append(str(error))
Missing = int
found, str(get_type_hints(named))

# --- type-hints-whose-annotation-pauses
from typing import Annotated, get_type_hints


class Marker:
    def __init__(self, *args, **options):
        self.args = ext(args), options

    def __class_getitem__(cls, item):
        return cls(ext(item))

    def __repr__(self):
        return f"Marker{self.args}"


class Kind:
    one: "Annotated[int, Marker(1, 2, x=3)]"
    two: "Annotated[str, Marker]"


print(get_type_hints(Kind, globals(), include_extras=True)["one"])
str(get_type_hints(Kind, globals()))

# --- origins-of-forms
import collections.abc
from typing import *

ext("pause")
for form in (List[int], Dict[str, int], Sequence[int], Callable[[int], str], Callable[..., int], Iterable[str], Type[int], Deque[int],
             Optional[int], Union[int, str], Literal[1], ClassVar[int], List, Sequence, collections.abc.Callable[[int], str], int | None):
    print(get_origin(form), get_args(form))
ext("end"), get_origin(Optional[int]) is Union, get_origin(Literal[1]) is Literal, get_origin(ClassVar[int]) is ClassVar, List[int].__origin__ is list
