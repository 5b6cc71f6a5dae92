"""Enum members, named tuples and values of library types: the same on both sides, live and loaded."""

from __future__ import annotations

import collections
import datetime
import decimal
import enum
import fractions
import pathlib
import pickle
import uuid
import zoneinfo
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monty_cli import FunctionSnapshot, Monty, MontyRuntimeError, Opaque, load_snapshot


class Colour(enum.Enum):
    RED = "red"
    BLUE = ("blue", 2)
    CRIMSON = "red"

    @property
    def title(self) -> str:
        return self.name.title()


class Level(enum.IntEnum):
    LOW = 1
    HIGH = 2


class Word(enum.StrEnum):
    YES = "yes"


class Kind(str, enum.Enum):  # noqa: UP042 - as scripts have it
    A = "a"


class Right(enum.Flag):
    READ = 1
    WRITE = 2
    BOTH = 3


class Mode(enum.IntFlag):
    R = 4
    W = 2


class Odd(int, enum.Enum):
    ONE = (1, "one")

    def __new__(cls, number: int, title: str) -> Odd:
        made = int.__new__(cls, number)
        made._value_ = title
        return made


class Point(NamedTuple):
    x: int
    y: int = 2

    def norm(self) -> int:
        return self.x + self.y


Renamed = collections.namedtuple("Renamed", ["a", "class"], rename=True)
ALL: list[type] = [Colour, Level, Word, Kind, Right, Mode, Point, Renamed]
ECHO = Monty("f(x)", inputs=["x"])


def echoed(value: Any, registry: list[type] | None = None) -> list[Any]:
    """Return `value` after its way in and out: of a call and of a result, live and loaded."""
    snapshot = ECHO.start(inputs={"x": value})
    assert isinstance(snapshot, FunctionSnapshot)
    loaded: Any = load_snapshot(snapshot.dump(), dataclass_registry=registry)
    found = [snapshot.args[0], loaded.args[0], Monty("x", inputs=["x"]).run(inputs={"x": value})]
    return [*found, snapshot.resume(return_value=value).output, loaded.resume(return_value=value).output]  # type: ignore[union-attr]


def text_of(code: str, **inputs: Any) -> Any:
    """Return what a script makes of its inputs, live, and loaded where it calls `f`."""
    monty = Monty(f"f()\n{code}", inputs=list(inputs))
    snapshot = monty.start(inputs=inputs)
    assert isinstance(snapshot, FunctionSnapshot)
    loaded = load_snapshot(snapshot.dump())
    found = snapshot.resume(return_value=None).output  # type: ignore[union-attr]
    assert repr(loaded.resume(return_value=None).output) == repr(found)  # type: ignore[union-attr, call-arg]
    return found


# -- enums

MEMBERS = [
    Colour.RED, Colour.BLUE, Level.HIGH, Word.YES, Kind.A, Right.READ, Right.BOTH, Right(0), Mode.R | Mode.W, Mode(0), Mode(8)
]  # fmt: skip


@pytest.mark.parametrize("member", MEMBERS, ids=repr)
def test_members_come_back_as_themselves(member: Any) -> None:
    found = echoed([member, member, {member: [member]}], ALL)
    for copy in found:
        assert copy == [member, member, {member: [member]}]
        assert type(copy[0]) is type(member) and repr(copy[0]) == repr(member)
        assert copy[0] is copy[1]


def test_members_are_members_in_the_script() -> None:
    code = """\
kind = type(red)
found = [red is again, red.name, red.value, str(red), repr(red), red is kind.RED, red is kind('red'), red is kind['CRIMSON']]
found += [[m.name for m in kind], blue.value, red == 'red', {red: 1}[kind.RED], kind.__name__, isinstance(red, kind)]
found += [high + 1, high > type(high).LOW, f'{high} {word}', word.upper(), kind_a == 'a', kind_a.value, repr(kind_a)]
found += [both is type(read).READ | type(read).WRITE, read in both, repr(both), (mode & type(mode).R).name, mode == 6]
found += [hasattr(red, 'title')]
found
"""
    found = text_of(
        code, red=Colour.RED, again=Colour.CRIMSON, blue=Colour.BLUE, high=Level.HIGH, word=Word.YES, kind_a=Kind.A,
        read=Right.READ, both=Right.BOTH, mode=Mode.R | Mode.W,
    )  # fmt: skip
    assert found == [
        True, "RED", "red", "Colour.RED", "<Colour.RED: 'red'>", True, True, True, ["RED", "BLUE"], ("blue", 2), False, 1,
        "Colour", True, 3, True, "2 yes", "YES", True, "a", "<Kind.A: 'a'>", True, True, "<Right.BOTH: 3>", "R", True, False,
    ]  # fmt: skip


def test_without_the_class_there_is_one_like_it() -> None:
    snapshot = ECHO.start(inputs={"x": [Colour.RED, Level.HIGH, Right.BOTH, Kind.A, Mode.R | Mode.W]})
    assert isinstance(snapshot, FunctionSnapshot)
    first: Any = load_snapshot(snapshot.dump())
    second: Any = load_snapshot(snapshot.dump())
    red, high, both, kind, mode = first.args[0]
    assert repr(red) == "<Colour.RED: 'red'>" and type(red) is not Colour and isinstance(red, enum.Enum)
    assert red is second.args[0][0] and red is type(red).CRIMSON
    assert high == 2 and isinstance(high, enum.IntEnum) and kind == "a" and mode == 6
    assert both.name == "BOTH" and isinstance(both, enum.Flag)


def test_enums_of_the_script() -> None:
    code = """\
from enum import Enum, IntEnum, IntFlag, StrEnum, Flag, auto
class Colour(Enum):
    RED = 'red'
    BLUE = 'blue'
    def title(self): return self.name.title()
class Status(str, Enum):
    OK = 'ok'
class Size(IntEnum):
    S = auto()
    L = auto()
class Mood(StrEnum):
    GOOD = auto()
class F(Flag):
    A = auto()
    B = auto()
class Planet(Enum):
    EARTH = (5, 6.0)
    def __init__(self, mass, radius): self.mass = mass
class Holder(Enum):
    ITEMS = [1, [2]]
[Colour.RED, Status.OK, Size.L, Mood.GOOD, F.A | F.B, Planet.EARTH, Holder.ITEMS, Colour]
"""
    red, status, size, mood, flags, earth, items, cls = Monty(code).run()
    assert (
        repr([red, status, size, earth])
        == "[<Colour.RED: 'red'>, <Status.OK: 'ok'>, <Size.L: 2>, <Planet.EARTH: (5, 6.0)>]"
    )
    assert red.value == "red" and status == "ok" and size == 2 and mood == "good" and flags.value == 3
    assert items == [1, [2]] and repr(cls) == "<guest class Colour>"
    assert Monty(code).run()[0] is red
    assert Monty(code, dataclass_registry=[Colour]).run()[0] is Colour.RED


def test_members_of_any_number() -> None:
    code = "from enum import Enum\nclass N(Enum):\n    A = {}\nN.A"
    zero, minus, huge, one, true = [
        Monty(code.format(value)).run() for value in ("0.0", "-0.0", "10**5000", "1", "True")
    ]
    assert [str(zero.value), str(minus.value), huge.value, type(one.value), type(true.value)] == [
        "0.0",
        "-0.0",
        10**5000,
        int,
        bool,
    ]
    assert type(one) is not type(true)


def test_an_enum_of_the_script_becomes_the_registered_one() -> None:
    code = "from enum import Enum\nclass Kind(str, Enum):\n    A = 'a'\n    B = 'b'\n[Kind.A, Kind.B]"
    known, other = Monty(code, dataclass_registry=[Kind]).run()
    assert known is Kind.A and repr(other) == "<Kind.B: 'b'>" and type(other) is not Kind


def test_members_with_a_making_of_their_own_cross_as_their_values() -> None:
    assert echoed(Odd.ONE, [Odd]) == [1] * 5 and type(echoed(Odd.ONE)[0]) is int


def test_members_that_a_script_has_spoilt() -> None:
    code = """\
from enum import Enum
class Evil(str):
    def __eq__(self, other): 1 / 0
    __hash__ = str.__hash__
class Colour(Enum):
    RED = 1
Colour._member_map_[Evil('x')] = 3
Colour.RED._name_ = Evil('RED')
Colour.RED
"""
    assert Monty(code).run() == 1
    snapshot: Any = Monty("x._name_ = object()\nf(x)", inputs=["x"]).start(inputs={"x": Colour.RED})
    assert snapshot.args[0] == "red" or repr(snapshot.args[0]) == "<Colour.RED: 'red'>"
    with pytest.raises(TypeError, match="the script has changed the class"):
        snapshot.resume(return_value=Colour.RED)


def test_members_that_are_the_values_of_each_other() -> None:
    code = (
        "from enum import Enum\nclass C(Enum):\n    A = 1\n    B = 2\nC.A._value_, C.B._value_ = C.B, C.A\n[C.A, C.B]"
    )
    found = Monty(code).run()
    assert repr(found[0]) == "<guest instance of C>" and found[0] is found[1]


# -- named tuples


@pytest.mark.parametrize("value", [Point(1), Renamed(1, [2]), Point([Point(3)], {Point(1): 1})], ids=repr)  # type: ignore[arg-type]
def test_named_tuples_come_back_as_themselves(value: Any) -> None:
    for copy in echoed(value, ALL):
        assert copy == value and type(copy) is type(value) and repr(copy) == repr(value)
    unknown = echoed(value)[1]
    assert unknown == value and repr(unknown) == repr(value) and unknown._fields == value._fields


def test_named_tuples_are_named_tuples_in_the_script() -> None:
    code = "x, y = p\n(p.x, x, y, p._replace(x=9), p._asdict(), type(p)(5), repr(p), p == (1, 2), p._fields, p[1:], hasattr(p, 'norm'))"
    found = text_of(code, p=Point(1))
    assert found == (1, 1, 2, (9, 2), {"x": 1, "y": 2}, (5, 2), "Point(x=1, y=2)", True, ("x", "y"), (2,), False)


def test_named_tuples_of_the_script() -> None:
    code = """\
from collections import namedtuple
from typing import NamedTuple
class Point(NamedTuple):
    x: int
    y: int = 2
Row = namedtuple('Row', 'name count')
[Point(1), Row('a', [3])]
"""
    point, row = Monty(code).run()
    assert repr([point, row]) == "[Point(x=1, y=2), Row(name='a', count=[3])]"
    assert (point.x, row.name, row.count, row._asdict()) == (1, "a", [3], {"name": "a", "count": [3]})
    assert point._replace(y=5) == (1, 5) and type(point) is type(Monty(code).run()[0])
    with pytest.raises(ValueError, match="unexpected field names"):
        point._replace(z=1)
    assert pickle.loads(pickle.dumps(row)) == row
    assert type(Monty(code, dataclass_registry=[Point]).run()[0]) is Point
    row[1].append(row)
    assert repr(row) == "Row(name='a', count=[3, ...])"
    match point:
        case (1, 2):
            assert point.__match_args__ == ("x", "y")
        case _:
            raise AssertionError


@pytest.mark.parametrize("fields", ["('__class__',)", "('a', 'b')", "('a b',)", "(1,)", "['a']"])
def test_tuples_that_only_look_like_named_ones(fields: str) -> None:
    copy = Monty(f"class T(tuple):\n    _fields = {fields}\nT([1])").run()
    assert copy == (1,) and type(copy) is tuple


# -- values of library types

UTC = datetime.UTC
OFFSET = datetime.timezone(datetime.timedelta(hours=2), "X")
LIBRARY = [
    datetime.date(2020, 2, 29),
    datetime.datetime(2020, 2, 29, 1, 2, 3, 4),
    datetime.datetime(2020, 2, 29, 1, 2, 3, 4, tzinfo=UTC, fold=1),
    datetime.datetime(2020, 2, 29, tzinfo=zoneinfo.ZoneInfo("Europe/Vienna")),
    datetime.time(1, 2, 3, 4, tzinfo=OFFSET),
    datetime.timedelta(days=-1, microseconds=5),
    OFFSET,
    UTC,
    zoneinfo.ZoneInfo("America/New_York"),
    decimal.Decimal("1.10"),
    decimal.Decimal("-Infinity"),
    fractions.Fraction(-3, 4),
    uuid.UUID(int=2**127 + 5),
    pathlib.PurePosixPath("/a/b.txt"),
    pathlib.PurePosixPath("."),
    pathlib.PureWindowsPath("c:\\x\\y"),
]


@pytest.mark.parametrize("value", LIBRARY, ids=repr)
def test_library_values_come_back_as_they_were(value: Any) -> None:
    for copy in echoed([value, {"k": (value,)}]):
        assert copy[0] == value and type(copy[0]) is type(value) and repr(copy[0]) == repr(value)
        assert copy[0] is copy[1]["k"][0]
    for copy in echoed({value: 1, (value,): 2}):
        assert copy == {value: 1, (value,): 2}


@pytest.mark.parametrize("value", LIBRARY, ids=repr)
def test_library_values_are_what_they_are_in_the_script(value: Any) -> None:
    module = type(value).__module__.split(".")[0]
    name = type(value).__name__
    code = f"import {module}\n[str(x), repr(x), x == f(x), type(x) is {module}.{name}, hash(x) == hash(f(x))]"
    found = Monty(code, inputs=["x"]).run(inputs={"x": value}, external_functions={"f": lambda x: x})
    assert found == [str(value), repr(value), True, True, True]


class Stamp(datetime.datetime):
    pass


class Amount(decimal.Decimal):
    pass


class Berlin(datetime.tzinfo):
    def utcoffset(self, dt: datetime.datetime | None) -> datetime.timedelta:
        return datetime.timedelta(hours=1)

    def tzname(self, dt: datetime.datetime | None) -> str:
        return "B"

    def dst(self, dt: datetime.datetime | None) -> None:
        return None


def test_subclasses_become_the_library_type() -> None:
    at = datetime.datetime(2020, 1, 2, 3)
    for copy in echoed([Stamp(2020, 1, 2, 3), Amount("1.5"), at.replace(tzinfo=Berlin()), pathlib.Path("/x")]):
        assert [type(item) for item in copy] == [
            datetime.datetime,
            decimal.Decimal,
            datetime.datetime,
            pathlib.PurePosixPath,
        ]
        assert copy[:2] == [at, decimal.Decimal("1.5")] and copy[2] == at.replace(tzinfo=Berlin())
        assert copy[2].tzinfo == datetime.timezone(datetime.timedelta(hours=1), "B")


def test_values_that_the_script_makes() -> None:
    code = """\
import datetime, decimal, fractions, pathlib, uuid
class Day(datetime.date):
    def __eq__(self, other): 1 / 0
class Zone(datetime.tzinfo):
    def utcoffset(self, dt): 1 / 0
[Day(2020, 1, 2), decimal.Decimal(1) / 8, fractions.Fraction(1, 3), pathlib.Path('/a') / 'b', uuid.UUID(int=7),
 datetime.timedelta(hours=1), datetime.datetime(2020, 1, 1, tzinfo=Zone())]
"""
    *found, unasked = Monty(code).run()
    assert found == [
        datetime.date(2020, 1, 2), decimal.Decimal("0.125"), fractions.Fraction(1, 3), pathlib.PurePosixPath("/a/b"),
        uuid.UUID(int=7), datetime.timedelta(hours=1),
    ]  # fmt: skip
    assert type(found[0]) is datetime.date and type(unasked) is Opaque


def test_a_library_class_that_the_script_has_changed() -> None:
    code = "import fractions\nfractions.Fraction.__eq__ = lambda a, b: 1 / 0\nf()\nfractions.Fraction(1, 2)"
    snapshot: Any = Monty(code).start()
    with pytest.raises(TypeError, match=r"cannot convert 'fractions.Fraction'"):
        snapshot.resume(return_value=fractions.Fraction(1, 2))
    assert type(snapshot.resume(return_value=1).output) is Opaque


TIMES = st.datetimes(timezones=st.none() | st.just(UTC) | st.just(OFFSET))
VALUES = st.recursive(
    st.dates()
    | TIMES
    | st.times()
    | st.timedeltas()
    | st.decimals(allow_nan=False)
    | st.fractions()
    | st.sampled_from([Colour.RED, Colour.BLUE, Level.LOW, Kind.A, Right.READ | Right.WRITE])
    | st.builds(Point, st.integers(), st.integers()),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.builds(Point, inner, inner)
        | st.dictionaries(st.dates() | st.sampled_from(Colour) | st.fractions(), inner, max_size=3)
    ),
    max_leaves=10,
)


@settings(max_examples=40, deadline=None)
@given(VALUES)
def test_round_trips(value: Any) -> None:
    for copy in echoed(value, ALL):
        assert copy == value and repr(copy) == repr(value)


def test_errors_of_the_script_about_members() -> None:
    with pytest.raises(MontyRuntimeError, match="AttributeError: cannot reassign member 'RED'"):
        Monty("type(x).RED = 1", inputs=["x"]).run(inputs={"x": Colour.RED})
