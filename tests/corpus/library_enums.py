# --- mixed-members
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto, nonmember


class Holiday(date, Enum):
    NEW_YEAR = 2024, 1, 1
    MAY = 2024, 5, ext(1)


@dataclass(frozen=True)
class Size:
    width: int
    height: int


class Paper(Size, Enum):
    A4 = 210, ext(297)
    A5 = 148, 210


class Coded(Enum):
    def __new__(cls, code, label):
        made = object.__new__(cls)
        made._value_ = ext(code)
        made.label = label
        return made


class Status(Coded):
    _ignore_ = "helper"
    helper = 5
    OK = 200, "fine"
    GONE = 410, "gone"
    _hidden = 1, "kept"
    __private = 2
    kept = nonmember(3)


Holiday(date(2024, 5, 1)).name, Holiday.MAY.year, Paper.A5.width, Paper.A4.height, Status(410).label, list(Status.__members__), Status.kept, Holiday._member_type_ is date, Status._member_names_

# --- boundaries-of-flags
from enum import show_flag_values, EnumCheck, FlagBoundary, CONFORM, CONTINUOUS, EJECT, KEEP, NAMED_FLAGS, STRICT, UNIQUE, Enum, Flag, IntFlag, StrEnum, auto, verify


class Loose(Flag, boundary=CONFORM):
    A = auto()
    B = ext(2)


class Out(IntFlag, boundary=EJECT):
    A = 1
    B = 2


class Kept(Flag, boundary=KEEP):
    A = 1


texts = []
for make in (
    lambda: Loose(ext(9)),
    lambda: Out(9),
    lambda: Kept(9),
    lambda: ~Kept.A,
    lambda: ~Loose.A,
    lambda: Flag("F", "a b")(8),
    lambda: verify(UNIQUE)(Enum("E", {"a": 1, "b": 1})),
    lambda: verify(CONTINUOUS)(Enum("E", {"a": 1, "b": ext(4)})),
    lambda: verify(NAMED_FLAGS)(Flag("F", {"a": 1, "b": 6})),
    lambda: verify(UNIQUE, CONTINUOUS)(Enum("E", "a b")),
    lambda: StrEnum("S", {"a": 1}),
    lambda: Enum("E", {"mro": 1}),
    lambda: type(Enum)("W", (Enum, str), type(Enum).__prepare__("W", (Enum, str))),
):
    try:
        texts.append(repr(make()))
    except (TypeError, ValueError) as error:
        texts.append(f"{type(error).__name__}: {error}")
texts, show_flag_values(11), FlagBoundary("keep").name, EnumCheck.UNIQUE is UNIQUE, STRICT == Flag._boundary_, repr(KEEP), Loose._boundary_.name
