"""`fractions` and `numbers` give what CPython's give."""

from __future__ import annotations

import random
from typing import Any

from monty_cli import Monty
from tests.guest.differential import check_calls

PROLOGUE = """
import math, numbers, copy
from decimal import Decimal
from fractions import Fraction

class Own(Fraction):
    pass

class Whole(int):
    pass

def made(x):
    if isinstance(x, tuple):
        return Fraction(*x)
    kind = {'o': Own, 'd': Decimal}.get(x[0]) if isinstance(x, str) else None
    return x if kind is None else kind(x[1:])
"""
VALUES: list[Any] = [
    (0, 1),
    (1, 2),
    (-3, 4),
    (7, 1),
    (22, 7),
    (10**20, 3),
    0,
    1,
    -4,
    True,
    0.5,
    -2.25,
    1e300,
    float("inf"),
    float("nan"),
    1j,
    2 + 3j,
]
VALUES += ["o1/3", "o-5", "text", None, (2**70, 3**40)]
DECIMALS = ["d0.5", "d-3", "dNaN", "dsNaN", "dInf", "d0"]
BINARY = [
    "a + b",
    "a - b",
    "a * b",
    "a / b",
    "a // b",
    "a % b",
    "divmod(a, b)",
    "a < b",
    "a <= b",
    "a > b",
    "a >= b",
    "a == b",
    "a != b",
]
UNARY = [
    "-a",
    "+a",
    "abs(a)",
    "hash(a)",
    "bool(a)",
    "int(a)",
    "float(a)",
    "complex(a)",
    "round(a)",
    "round(a, 2)",
    "round(a, -1)",
    "str(a)",
]
UNARY += [
    "repr(a)",
    "math.floor(a)",
    "math.ceil(a)",
    "math.trunc(a)",
    "a.numerator",
    "a.limit_denominator(10)",
    "a.as_integer_ratio()",
]
UNARY += [
    "format(a)",
    "format(a, '.3f')",
    "format(a, '>10')",
    "copy.copy(a)",
    "copy.deepcopy(a)",
    "a.real, a.imag, a.conjugate()",
    "{a: 1}",
]
UNARY += [
    "[isinstance(a, k) for k in (numbers.Number, numbers.Complex, numbers.Real, numbers.Rational, numbers.Integral)]",
    "a.is_integer()",
]
UNARY += [
    "math.sqrt(abs(a))",
    "sorted([a, Fraction(1, 3), 2])",
    "max(a, 1)",
    "sum([a, a])",
    "a.from_float(0.5)",
    "type(a + 1).__name__",
]
MAKING = [
    "0",
    "1/2",
    " -3/4 ",
    "1.5",
    "1e3",
    "-.5",
    "3/0",
    "1/-2",
    "x",
    "",
    "1_0/2",
    "1__0",
    "٣",
    "nan",
    "1 / 2",
    "1.e2",
    "+7",
    5,
    2.5,
    True,
    None,
    [],
    1j,
    b"1",
]


def test_operators() -> None:
    calls = {text: f"lambda x, y: (lambda a, b: {text})(made(x), made(y))" for text in BINARY}
    fractions = [value for value in VALUES if isinstance(value, tuple)] + ["o1/3"]
    cases: list[tuple[str, tuple[Any, ...]]] = [(text, (a, b)) for text in BINARY for a in fractions for b in VALUES]
    cases += [(text, (b, a)) for text in BINARY for a in fractions for b in VALUES]
    cases += [(text, (a, b)) for text in BINARY if text[0] == "a" for a in fractions[:3] for b in DECIMALS]
    cases += [(text, (b, a)) for text in BINARY if text[0] == "a" for a in fractions[:3] for b in DECIMALS]
    check_calls(PROLOGUE, calls, random.Random(2).sample(cases, 900))


def test_powers() -> None:
    calls = {"power": "lambda x, y: made(x) ** made(y)"}
    small = [(0, 1), (1, 2), (-3, 4), (2, 1), "o1/3", 0, 2, -1, 0.5, -2.0, 1j, "d2", None, "t"]
    check_calls(
        PROLOGUE, calls, [("power", (a, b)) for a in small for b in small if type(a) is tuple or type(b) is tuple]
    )


def test_methods() -> None:
    calls = {text: f"lambda x: (lambda a: {text})(made(x))" for text in UNARY}
    check_calls(
        PROLOGUE, calls, [(text, (a,)) for text in UNARY for a in [(0, 1), (1, 2), (-7, 3), (10**20, 3), "o-5/2", "o9"]]
    )


def test_making() -> None:
    calls = {
        "one": "Fraction",
        "two": "Fraction",
        "float": "Fraction.from_float",
        "decimal": "lambda x: Fraction.from_decimal(made(x))",
    }
    calls |= {
        "own": "Own",
        "made": "lambda x, y: Fraction(made(x), made(y))",
        "whole": "lambda: Fraction(Whole(5), Whole(15))",
    }
    cases: list[tuple[str, tuple[Any, ...]]] = [
        (name, (value,)) for name in ("one", "own", "float", "decimal") for value in MAKING
    ]
    cases += [("two", (a, b)) for a in (1, -6, 2.5, "1", True, 10**30) for b in (4, -4, 0, None, 1.5, 10**20)]
    cases += [("made", (a, b)) for a in VALUES for b in VALUES[:12]] + [
        ("decimal", (text,)) for text in ("d0.5", "dNaN", "dInf", "d-7")
    ]
    cases.append(("whole", ()))
    check_calls(PROLOGUE, calls, cases)


def test_the_classes_of_numbers() -> None:
    program = """
import numbers
from fractions import Fraction

class Tally(numbers.Integral):
    def __init__(self, n): self.n = n
    def __int__(self): return self.n
    def __add__(self, other): return self.n + int(other)
    def __neg__(self): return -self.n
    def __eq__(self, other): return self.n == other
    def __hash__(self): return hash(self.n)
    def __pos__(self): return self
    __pow__ = __lshift__ = __rlshift__ = __rshift__ = __rrshift__ = __and__ = __rand__ = __xor__ = __rxor__ = __or__ = __ror__ = __add__
    __floordiv__ = __rfloordiv__ = __mod__ = __rmod__ = __lt__ = __le__ = __radd__ = __mul__ = __rmul__ = __truediv__ = __add__
    __rtruediv__ = __rpow__ = __add__
    __invert__ = __trunc__ = __floor__ = __ceil__ = __round__ = __abs__ = __int__

t = Tally(3)
class Known: pass
registered = numbers.Number.register(Known)
names = (numbers.Number.__name__, numbers.Complex.__module__, numbers.Rational.__mro__[1].__qualname__)
result = (t - 1, 10 - t, divmod(t, 2), bool(t), float(t), complex(t), t.real is t, t.imag, t.denominator, range(5)[t], names,
          Fraction(t, 2) == 1.5, isinstance(Known(), numbers.Number), issubclass(bool, numbers.Integral))
"""
    natively: dict[str, Any] = {}
    exec(program, natively)
    assert Monty(program + "\nresult").run() == natively["result"]
