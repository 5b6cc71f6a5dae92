"""Decimals, contexts and generators of random numbers come back as they were; rows that nobody wrote are refused."""

from __future__ import annotations

import decimal
import itertools
from decimal import Decimal
from typing import Any

import msgpack
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monty_cli import FunctionSnapshot, Monty, MontyComplete, load_snapshot
from monty_cli.codec import decode, encode
from monty_cli.codec.decimals import PAYLOADS, context_state, set_context_state
from monty_cli.codec.library import declare_of, payload_numbered
from monty_cli.codec.randoms import WORDS, random_state, set_random_state

from .fake_environment import FakeEnvironment, through

ENV = FakeEnvironment()
ODD: list[Any] = [None, 2, -1, 2.5, "x", "", "12a", "٣", b"1", [1], 2**62, "NaN", "F", "n", True]


@settings(deadline=None, max_examples=150)
@given(st.lists(st.decimals() | st.decimals(allow_nan=False, places=3), max_size=6))
def test_any_decimals(values: list[Decimal]) -> None:
    assert [value.as_tuple() for value in through(values)] == [value.as_tuple() for value in values]


@pytest.mark.parametrize(
    "text", ["0E-1000000000000000", "-0", "NaN123", "-sNaN", "-Infinity", "1E+999999999999999999", "9" * 400]
)
def test_decimals_at_the_bounds(text: str) -> None:
    value = Decimal(text)
    assert through([value])[0].as_tuple() == value.as_tuple()


def test_the_context_of_the_host_plays_no_part() -> None:
    values = [Decimal("1.23456789"), Decimal("sNaN"), Decimal("1E+999999")]
    with decimal.localcontext(decimal.Context(prec=2, Emax=5, Emin=-5, traps=list(decimal.getcontext().traps))) as own:
        assert [value.as_tuple() for value in through(values)] == [value.as_tuple() for value in values]
        assert not any(own.flags.values())


def forged(row: list[Any]) -> bytes:
    """Return the body of a decimal whose row is another one."""
    top = msgpack.unpackb(encode({"x": [Decimal("1.5")]}, ENV), strict_map_key=False)
    rows = top[2]
    place = next(index for index, found in enumerate(rows) if found[0] == 110)
    rows[place] = row
    packed: bytes = msgpack.packb(top)
    return packed


def test_forged_rows() -> None:
    assert decode(forged([110, [0, "15", -1]]), ENV.twin())["x"] == [Decimal("1.5")]
    fields = [0, "15", -1]
    good = [(2, "F"), (2, "n"), (2, -1), (2, 2), (1, "")]
    for place, odd in itertools.product(range(3), ODD):
        if (place, odd) in good and type(odd) is not bool:
            continue
        with pytest.raises(ValueError):
            decode(forged([110, [*fields[:place], odd, *fields[place + 1 :]]]), ENV.twin())


@pytest.mark.parametrize(
    "row",
    [
        [110],
        [110, []],
        [110, [0, "1"]],
        [110, [0, "1", 0, 0]],
        [110, [0, "1", 10**18]],
        [110, [0, "1", 0], 5],
        [115, 1],
    ],
)
def test_rows_of_another_form(row: list[Any]) -> None:
    with pytest.raises(ValueError):
        decode(forged(row), ENV.twin())


def test_tags_and_numbers_without_a_row() -> None:
    assert [declare_of(tag) for tag in (111, 119, 131, 150)] == [None] * 4
    assert [payload_numbered(number) for number in (112, 120, 131, 150)] == [None] * 4
    assert payload_numbered(110) is PAYLOADS[0]


def test_states_of_contexts() -> None:
    context = decimal.Context(5, decimal.ROUND_UP, -3, 4, 0, 1, [decimal.Inexact], [decimal.Overflow])
    state = context_state(context)
    again = decimal.Context()
    set_context_state(again, state)
    assert context_state(again) == state and repr(again) == repr(context)
    for place, odd in itertools.product(range(8), [None, "x", -(10**30), 2.5, True, 1 << 9]):
        if place < 6 and odd == 1 << 9 and place in (0, 3):
            continue
        with pytest.raises(ValueError):
            set_context_state(again, (*state[:place], odd, *state[place + 1 :]))
    with pytest.raises(ValueError):
        set_context_state(again, state[:-1])


def test_states_of_generators() -> None:
    import random

    source, again = random.Random(5), random.Random(6)
    source.random()
    set_random_state(again, *random_state(source))
    assert again.random() == source.random()
    words, used = random_state(source)
    for odd in (b"", words[:-1], words.decode("latin-1"), None):
        with pytest.raises(ValueError):
            set_random_state(again, odd, used)
    for number in (-1, WORDS + 1, None, 2.5, True):
        with pytest.raises(ValueError):
            set_random_state(again, words, number)


SUBCLASSES = """
import random
from decimal import Context, Decimal

class Money(Decimal):
    __slots__ = ("currency",)

class Own(Context):
    pass

class Dice(random.Random):
    def roll(self):
        return self.randint(1, 6)

money, own, dice = Money("1.50"), Own(prec=3), Dice(7)
money.currency, own.note = "EUR", "mine"
money_again, dice.friend = money, dice
first = dice.roll()
pause()
(str(money), money.currency, money is money_again, type(money).__name__, own.prec, own.note, str(own.divide(1, 3)),
 dice.friend is dice, first, dice.roll(), dice.random(), dice.gauss(0, 1))
"""


def test_instances_of_derived_classes() -> None:
    pause = Monty(SUBCLASSES).start()
    assert isinstance(pause, FunctionSnapshot)
    again = load_snapshot(pause.dump())
    assert isinstance(again, FunctionSnapshot)
    done, other = pause.resume(return_value=None), again.resume(return_value=None)
    assert isinstance(done, MontyComplete) and isinstance(other, MontyComplete)
    assert done.output == other.output
    assert done.output[:7] == ("1.50", "EUR", True, "Money", 3, "mine", "0.333")


def forged_run(source: str, name: str, value: Any) -> bytes:
    """Return a snapshot of a paused program in which a list that C's state is kept in holds something else."""
    from monty_cli.machine import kept

    pause = Monty(source).start()
    assert isinstance(pause, FunctionSnapshot)
    original = kept.keep

    def keep(state: Any, context: Any) -> None:
        original(state, context)
        state.builtins[name][:] = value

    kept.keep = keep
    try:
        return pause.dump()
    finally:
        kept.keep = original


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("@decimal", [5]),
        ("@decimal", [5, None]),
        ("@decimal", ["x", None]),
        ("@decimal", [None, 5]),
        ("@decimal", [None, [1, 2, 3]]),
        ("@decimal", [None, [(1,) * 8] * 3]),
        ("@random_state", [1]),
        ("@random_state", [1, 2, 3]),
        ("@random_state", [(b"", 0), None, True]),
        ("@random_state", [(bytes(4 * WORDS), 5), "x", True]),
        ("@random_state", [(bytes(4 * WORDS), 5), None, 1]),
    ],
)
def test_forged_states_of_c_are_refused(name: str, value: Any) -> None:
    data = forged_run("import random, decimal\nrandom.seed(1)\npause()\n1", name, value)
    again = load_snapshot(data)
    assert isinstance(again, FunctionSnapshot)
    with pytest.raises(ValueError, match=r"damaged|unknown form|wrong|expected"):
        again.resume(return_value=None)
