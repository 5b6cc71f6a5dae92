"""`decimal` gives what CPython's gives, leaves the host's context alone, and takes no context of another program."""

from __future__ import annotations

import decimal
import random
from typing import Any

import pytest

from monty_cli import FunctionSnapshot, Monty, MontyComplete, load_snapshot
from tests.guest.differential import check_calls

IMPORTS = """from decimal import (
    BasicContext, Context, Decimal, DecimalTuple, DefaultContext, DivisionByZero, ExtendedContext, FloatOperation, HAVE_THREADS, Inexact,
    InvalidOperation, MAX_PREC, MIN_EMIN, Overflow, ROUND_05UP, ROUND_DOWN, ROUND_UP, getcontext, localcontext, setcontext,
)"""
NUMBERS = [
    "0",
    "-0",
    "1",
    "-1.50",
    "3.14159265358979323846264338327950288",
    "1E+5",
    "-2.5E-7",
    "Infinity",
    "-Inf",
    "NaN",
    "sNaN12",
    "12345678901234567890.5",
]
BINARY = [
    "a + b",
    "a - b",
    "a * b",
    "a / b",
    "a // b",
    "a % b",
    "a ** b",
    "divmod(a, b)",
    "a < b",
    "a == b",
    "a >= b",
    "a.compare(b)",
]
BINARY += [
    "a.quantize(b)",
    "a.max(b)",
    "a.copy_sign(b)",
    "a.same_quantum(b)",
    "a.scaleb(2)",
    "a.remainder_near(b)",
    "a.compare_total(b)",
]
UNARY = [
    "-a",
    "+a",
    "abs(a)",
    "a.sqrt()",
    "a.ln()",
    "a.exp()",
    "a.log10()",
    "a.as_tuple()",
    "a.adjusted()",
    "a.as_integer_ratio()",
    "int(a)",
]
UNARY += [
    "float(a)",
    "bool(a)",
    "hash(a)",
    "str(a)",
    "repr(a)",
    "a.to_eng_string()",
    "round(a)",
    "round(a, 2)",
    "a.normalize()",
    "a.is_nan()",
]
UNARY += [
    "format(a, '.3f')",
    "format(a, ',.2e')",
    "format(a, '+>12')",
    "a.number_class()",
    "a.to_integral_value()",
    "a.real",
    "a.imag",
    "complex(a)",
]
MAKING = [
    (),
    (5,),
    (2.5,),
    ("1_000.5",),
    ("  7 ",),
    ("x",),
    ((1, (1, 2), -1),),
    ([0, [1], 2],),
    (None,),
    (1j,),
    ("1", 2),
    (b"1",),
    (True,),
    ((2, (), 0),),
]


def test_operators_and_methods() -> None:
    calls = {text: f"lambda x, y: (lambda a, b: {text})(Decimal(x), Decimal(y))" for text in BINARY}
    calls |= {text: f"lambda x: (lambda a: {text})(Decimal(x))" for text in UNARY}
    cases: list[tuple[str, tuple[Any, ...]]] = [(text, (a, b)) for text in BINARY for a in NUMBERS for b in NUMBERS]
    cases += [
        (text, (a,)) for text in UNARY for a in NUMBERS if (text, a) != ("hash(a)", "NaN")
    ]  # which is its place in memory
    with decimal.localcontext(decimal.Context()):
        check_calls("from decimal import Decimal", calls, random.Random(1).sample(cases, 900))


def test_making() -> None:
    calls = {
        "Decimal": "Decimal",
        "create": "lambda *x: Context(prec=3).create_decimal(*x)",
        "from_float": "Decimal.from_float",
    }
    cases = [(name, case) for name in calls for case in MAKING]
    with decimal.localcontext(decimal.Context()):
        check_calls("from decimal import Context, Decimal", calls, cases)


CONTEXTS = """
Context()
Context(7, ROUND_UP, -5, 5, 0, 1, [Inexact], [Overflow])
Context(prec=0)
Context(foo=1)
Context(1, prec=1)
Context(1, 2, 3, 4, 5, 6, 7, 8, 9)
Context(rounding='up')
Context(traps={Inexact: True})
Context(traps=dict.fromkeys(getcontext().traps, True))
Context(flags=getcontext().flags, traps=getcontext().traps)
getcontext().flags[1]
getcontext().flags.pop(Inexact)
getcontext().flags.get(1, 2), getcontext().flags.get(Inexact)
[name.__name__ for name in getcontext().traps], len(getcontext().traps), 5 in getcontext().traps
getcontext().traps.update({1: 2})
getcontext().traps == getcontext().copy().traps, getcontext().flags != getcontext().traps
setattr(getcontext(), 'prec', 'x')
setattr(getcontext(), 'flags', [Inexact])
setattr(getcontext(), 'traps', {})
delattr(getcontext(), 'prec')
setcontext(5)
localcontext(5)
localcontext(foo=1)
localcontext(prec=0)
localcontext(prec=3, rounding=ROUND_DOWN).__enter__()
localcontext(Context(prec=2)).__enter__().divide(2, 3)
Context(prec=3).power(2, 100), Context(prec=3).Etiny(), Context(prec=3).add(Decimal(1), 2), Context(prec=3).add('1', 2)
Context(prec=3).create_decimal_from_float(0.1), Context(prec=3).to_sci_string(Decimal('1.2345'))
BasicContext, ExtendedContext, DefaultContext
[setcontext(ExtendedContext), getcontext() is ExtendedContext, getcontext().prec, Decimal(1) / 0]
Context.prec.__get__(getcontext()), isinstance(getcontext(), Context)
type(getcontext()).__name__, Context.__name__, Context.__module__
Decimal(1).sqrt(Context(prec=2)), Decimal('2').sqrt(context=Context(prec=2)), Decimal('2').sqrt(5)
Decimal('1.123456', Context(prec=2)), Decimal('x', Context(traps=[]))
DecimalTuple(1, (2,), 3), Decimal(1).as_tuple()._fields, Decimal.as_tuple(Decimal(-5))
MAX_PREC, MIN_EMIN, HAVE_THREADS, ROUND_05UP
InvalidOperation.__mro__, FloatOperation.__bases__, DivisionByZero.__name__
[getcontext().traps.__setitem__(FloatOperation, True), Decimal('1') < 2.5]
"""


def test_contexts() -> None:
    calls = {line: f"lambda: {line}" for line in CONTEXTS.strip().splitlines()}
    fresh = "lambda act: contextvars.copy_context().run(lambda: [setcontext(Context()), act()][1])"
    calls = {line: f"lambda: ({fresh})({source})" for line, source in calls.items()}
    prologue = f"import contextvars\n{IMPORTS}"
    check_calls(prologue, calls, [(line, ()) for line in calls])


def test_the_contexts_of_host_and_programs_are_apart() -> None:
    source = f"{IMPORTS}\ngetcontext().prec = ext(0)\nx = Decimal(1) / 3\next(1)\nstr(x), str(Decimal(2) / 3), getcontext().flags[Inexact]"
    with decimal.localcontext(decimal.Context(prec=9)) as own:
        first, second = Monty(source).start(), Monty(source).start()
        assert isinstance(first, FunctionSnapshot) and isinstance(second, FunctionSnapshot)
        first, second = first.resume(return_value=3), second.resume(return_value=5)
        assert isinstance(first, FunctionSnapshot)
        again = load_snapshot(first.dump())
        for pause, text in ((first, "0.667"), (second, "0.66667"), (again, "0.667")):
            assert isinstance(pause, FunctionSnapshot)
            done = pause.resume(return_value=None)
            assert isinstance(done, MontyComplete) and done.output[1:] == (text, True)
        assert decimal.getcontext() is own and own.prec == 9 and not own.flags[decimal.Inexact]


def test_changed_defaults_of_the_host_stay_there() -> None:
    before = decimal.DefaultContext.prec
    decimal.DefaultContext.prec = 17
    try:
        assert Monty(f"{IMPORTS}\ngetcontext().prec, Context().prec").run() == (28, 28)
    finally:
        decimal.DefaultContext.prec = before


@pytest.mark.parametrize(
    "source",
    [
        "Context.__base__.flags.__get__(getcontext())",
        "Context.__base__().flags",
        "Context.__base__.traps",
        "getcontext().flags.context_.__reduce__",
        "Decimal(1).as_tuple().__class__._make.__func__.__globals__",
        "getcontext().copy.__func__.__code__",
        "class_of(Context.__base__)",
        "setattr(Decimal, 'x', 1)",
        "setattr(Inexact, 'x', 1)",
    ],
)
def test_nothing_of_the_host_is_reached(source: str) -> None:
    program = f"""
{IMPORTS}
def class_of(base):
    class Own(base):
        flags = 1
    return Own
try:
    found = {source}
except (AttributeError, TypeError):
    found = None
found
"""
    assert Monty(program).run() is None


def test_own_attributes_do_not_uncover_flags() -> None:
    program = f"{IMPORTS}\nclass Own(Context):\n    flags = 'own'\nOwn().flags, getattr(Own(), 'flags'), type(Own().traps).__name__"
    assert Monty(program).run() == ("own", "own", "SignalDict")
