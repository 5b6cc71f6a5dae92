"""Dates, times and zones come back equal, with the same zones; rows that nobody wrote are refused."""

from __future__ import annotations

import itertools
import time
from datetime import UTC, date, datetime, timedelta, timezone
from datetime import time as clock
from typing import Any

import msgpack
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monty_cli.codec import Unsupported, decode, encode

from .fake_environment import FakeEnvironment, through

ENV = FakeEnvironment()
ZONES = (
    st.none()
    | st.just(UTC)
    | st.builds(timezone, st.timedeltas(timedelta(hours=-23), timedelta(hours=23)), st.text(max_size=3))
)
VALUES = (
    st.dates()
    | st.times(timezones=ZONES.filter(bool) | st.none())
    | st.datetimes(timezones=ZONES)
    | st.timedeltas()
    | ZONES
    | st.integers(0, 2**32).map(time.gmtime)
    | st.dates(max_value=date(9999, 12, 26)).map(date.isocalendar)
)


def alike(a: Any, b: Any) -> bool:
    """Tell whether two values are equal in all that can be seen of them."""
    same_fold = getattr(a, "fold", 0) == getattr(b, "fold", 0)
    return type(a) is type(b) and a == b and repr(a) == repr(b) and same_fold


@settings(deadline=None, max_examples=150)
@given(st.lists(VALUES, max_size=6))
def test_any_value(values: list[Any]) -> None:
    for value, again in zip(values, through(values), strict=True):
        assert alike(value, again)


def test_zones_keep_their_identity() -> None:
    zone = timezone(timedelta(hours=2), "X")
    named_utc = timezone(timedelta(0), "UTC")
    values = [
        zone,
        datetime(2024, 1, 1, tzinfo=zone),
        clock(1, tzinfo=zone),
        UTC,
        datetime(2024, 1, 1, tzinfo=UTC),
        named_utc,
    ]
    again = through(values)
    assert again[1].tzinfo is again[2].tzinfo is again[0]
    assert again[3] is UTC
    assert again[4].tzinfo is UTC
    assert again[5] is not UTC
    assert repr(again[5]) == repr(named_utc)


def test_a_second_time_within_an_hour_that_comes_twice() -> None:
    assert through([datetime(2024, 10, 27, 2, fold=1), clock(2, fold=1)])[0].fold == 1


def test_fields_that_have_no_number() -> None:
    fields = time.struct_time((2024, 1, 1, 0, 0, 0, 0, 1, 0, "UTC", 0))
    again = through([fields])[0]
    assert (again, again.tm_zone, again.tm_gmtoff) == (fields, "UTC", 0)


def test_keys() -> None:
    table = {date(2024, 1, 1): 1, datetime(2024, 1, 1, tzinfo=UTC): 2, timedelta(1): 3}
    assert through([table, set(table), frozenset(table)]) == [table, set(table), frozenset(table)]


def test_impossible_dates_are_refused_when_they_are_written() -> None:
    odd = datetime(b"\x07\xe8\x02\x1f\x00\x00\x00\x00\x00\x00")  # type: ignore[arg-type,call-arg]
    with pytest.raises(Unsupported, match="impossible fields"):
        encode({"odd": [odd]}, ENV)


ROWS: dict[int, list[Any]] = {
    100: [2024, 1, 31],
    101: [23, 59, 59, 999999, 1, None],
    102: [2024, 1, 31, 23, 59, 59, 999999, 1, None],
    103: [-1, 86399, 5],
    104: [0, 7200, 0, "X"],
    105: [2024, 1, 1, 0, 0, 0, 0, 1, 0, "UTC", 0],
    106: [2024, 52, 7],
}
HARMLESS = ((103, 0, -1), (104, 0, -1), (104, 3, None), (104, 3, "x"))
ODD = [None, -1, 2**62, 1.5, "x", b"x", True, [1]]


def body_of(tag: int, fields: list[Any]) -> bytes:
    """Return the body of a value whose row has these fields."""
    top = msgpack.unpackb(encode({"x": [date(2024, 1, 1)]}, ENV), strict_map_key=False)
    rows = top[2]
    place = next(index for index, row in enumerate(rows) if row[0] == 100)
    rows[place] = [tag, fields]
    packed: bytes = msgpack.packb(top)
    return packed


@pytest.mark.parametrize("tag", ROWS)
def test_the_rows_themselves_load(tag: int) -> None:
    assert decode(body_of(tag, ROWS[tag]), ENV.twin())["x"]


@pytest.mark.parametrize("tag", [tag for tag in ROWS if tag != 105])
def test_forged_rows(tag: int) -> None:
    fields = ROWS[tag]
    for place, odd in itertools.product(range(len(fields)), ODD):
        if (odd is None and fields[place] is None) or (tag, place, odd) in HARMLESS:
            continue
        changed = [*fields[:place], odd, *fields[place + 1 :]]
        with pytest.raises(ValueError):
            decode(body_of(tag, changed), ENV.twin())


@pytest.mark.parametrize("tag", ROWS)
@pytest.mark.parametrize("count", [0, 1, 2, 12])
def test_rows_of_another_length(tag: int, count: int) -> None:
    fields = (ROWS[tag] * 12)[:count]
    with pytest.raises(ValueError):
        decode(body_of(tag, fields), ENV.twin())
