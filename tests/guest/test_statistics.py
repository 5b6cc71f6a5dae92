"""`statistics` and `uuid` give what CPython's give."""

from __future__ import annotations

import random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.guest.differential import check_calls

PROLOGUE = """
import statistics as s
from decimal import Decimal
from fractions import Fraction
from statistics import NormalDist

def made(items, kind):
    if not isinstance(items, list):
        return items
    found = [kind(x) if isinstance(x, int) or kind is str else x for x in items]
    return found

def both(f, items, *rest):
    return [f(made(items, kind), *rest) for kind in (int, Fraction, Decimal)] + [f((x for x in items), *rest)]
"""
ONE = (
    "mean fmean geometric_mean harmonic_mean median median_low median_high median_grouped mode multimode pstdev pvariance "
    "stdev variance quantiles"
)
DATA: list[Any] = [
    [],
    [1],
    [1, 2, 3, 4],
    [3, 1, 2],
    [1.5, 2.5, 2.5, 7.25],
    [-1, 0, 1],
    [5, 5, 5],
    [1, 2.5],
    ["a"],
    5,
    None,
    [None],
    [10**20, 1],
    [True, 2],
]
TWO: list[Any] = [
    ([1, 2, 3], [2, 4, 7]),
    ([1, 2], [1]),
    ([1], [1]),
    ([1, 1], [2, 3]),
    ([1.5, 2, 9], [3, 1, 2.5]),
    ([], []),
]
NORMALS = [
    "n",
    "n + 1",
    "2 - n",
    "n * 3",
    "n / 2",
    "-n",
    "+n",
    "n + n",
    "n - n",
    "n == NormalDist(1, 2)",
    "hash(n) == hash(NormalDist(1, 2))",
    "n.pdf(0.5)",
]
NORMALS += [
    "n.cdf(3)",
    "n.inv_cdf(0.9)",
    "n.inv_cdf(2)",
    "n.quantiles()",
    "n.overlap(NormalDist(2, 1))",
    "n.overlap(5)",
    "n.zscore(3)",
    "n.mean, n.median, n.mode",
]
NORMALS += [
    "n.stdev, n.variance",
    "n.samples(3, seed=5)",
    "NormalDist(1, 0).zscore(1)",
    "NormalDist(1, -1)",
    "NormalDist(1, 0).pdf(1)",
    "n * n",
    "n + 'x'",
]
NORMALS += [
    "NormalDist.from_samples([1, 2, 4])",
    "NormalDist.from_samples([1])",
    "NormalDist('1', 2)",
    "n.cdf(Fraction(1, 2))",
    "NormalDist(Fraction(1, 2))",
]
MORE = [
    "s.quantiles([1, 2, 3, 4, 5], n=10)",
    "s.quantiles([1, 2], n=0)",
    "s.quantiles([1, 2, 3], method='inclusive')",
    "s.quantiles([1, 2], method='x')",
]
MORE += [
    "s.fmean([1, 2], [3, 1])",
    "s.fmean([1, 2], weights=[1])",
    "s.fmean([1, 2], [0, 0])",
    "s.harmonic_mean([40, 60], weights=[5, 30])",
    "s.variance([1, 2, 4], 2)",
]
MORE += [
    "s.pvariance([1, 2, 4], mu=2)",
    "s.stdev([Fraction(1, 2), 2])",
    "s.median_grouped([1, 2, 2, 3], 2)",
    "s.median_grouped([1, 2, 2, 3], interval=0.5)",
]
MORE += [
    "s.mode('hello')",
    "s.multimode('hello')",
    "s.multimode('')",
    "s.median(['b', 'a', 'c'])",
    "s.median(['b', 'a'])",
    "s.median_low('hello')",
    "s.mean({1: 2, 3: 4})",
]
MORE += [
    "s.StatisticsError.__mro__",
    "s.linear_regression([1, 2, 3], [2, 4, 7], proportional=True)",
    "s.linear_regression([1, 2], [1, 2])._fields",
    "s.mean(1, 2)",
    "s.mean()",
]
MORE += [
    "s.geometric_mean([-1])",
    "s.harmonic_mean([-1])",
    "s.mean([object])",
    "s.mean([Fraction(1, 3), 0.5])",
    "s.mean([Fraction(1, 3), Decimal(1)])",
    "s.mode([[1]])",
]


def test_of_one_series() -> None:
    calls = {name: f"lambda items: both(s.{name}, items)" for name in ONE.split()}
    check_calls(PROLOGUE, calls, [(name, (items,)) for name in calls for items in DATA])


def test_of_two_series_and_options() -> None:
    calls = {name: f"s.{name}" for name in ("covariance", "correlation", "linear_regression")}
    calls |= {text: f"lambda: {text}" for text in MORE} | {
        text: f"lambda: (lambda n: {text})(NormalDist(1, 2))" for text in NORMALS
    }
    cases: list[tuple[str, tuple[Any, ...]]] = [
        (name, pair) for name in ("covariance", "correlation", "linear_regression") for pair in TWO
    ]
    check_calls(PROLOGUE, calls, cases + [(text, ()) for text in [*MORE, *NORMALS]])


@settings(max_examples=15, deadline=None)
@given(
    st.lists(
        st.floats(allow_nan=False, allow_infinity=False, width=32) | st.integers(-(10**6), 10**6),
        min_size=2,
        max_size=8,
    )
)
def test_of_any_numbers(items: list[Any]) -> None:
    calls = {name: f"s.{name}" for name in ONE.split()}
    check_calls(PROLOGUE, calls, [(name, (items,)) for name in calls])


UUIDS = [
    "12345678123456781234567812345678",
    "{12345678-1234-1678-9234-567812345678}",
    "urn:uuid:00000000-0000-4000-8000-000000000000",
    "x",
    "",
    "g" * 32,
]
PARTS = (
    "bytes bytes_le fields time_low time_mid time_hi_version clock_seq_hi_variant clock_seq_low time clock_seq node hex urn "
    "int variant version is_safe"
)
MAKING = [
    "()",
    "(5)",
    "(int=-1)",
    "(int=2**128)",
    "(int=7)",
    "(bytes=b'x')",
    "(bytes=bytes(range(16)))",
    "(bytes_le=bytes(range(16)))",
    "(fields=(1, 2, 3, 4, 5, 6))",
]
MAKING += [
    "(fields=(1, 2))",
    "(fields=(2**40, 2, 3, 4, 5, 6))",
    "(int=5, version=4)",
    "(int=5, version=9)",
    "(hex='a' * 32, int=5)",
    "(bytes='x' * 16)",
    "(int='x')",
]
MAKING += [
    "(int=5, is_safe=SafeUUID.safe).is_safe",
    "(int=5) < UUID(int=6)",
    "(int=5) < 6",
    "(int=5) == 5",
    "(int=5).__hash__() == hash(5)",
    "(int=5).__int__()",
]
MAKING += ["(int=5).__setattr__('int', 1)", ".mro()[1:]", "(int=5).other", "(int=3).__str__()"]


def test_uuids() -> None:
    names = "NAMESPACE_DNS, NAMESPACE_OID, NAMESPACE_URL, NAMESPACE_X500, RESERVED_NCS, SafeUUID, UUID, uuid3, uuid5"
    prologue = f"from uuid import {names}"
    calls = {name: f"lambda x: UUID(x).{name}" for name in PARTS.split()} | {
        text: f"lambda: UUID{text}" for text in MAKING
    }
    calls |= {"text": "lambda x: (str(UUID(x)), repr(UUID(x)), sorted([UUID(x), NAMESPACE_DNS, NAMESPACE_X500]))"}
    calls |= {
        "named": "lambda *x: (uuid3(NAMESPACE_URL, *x), uuid5(NAMESPACE_OID, *x), RESERVED_NCS)",
        "wrong": "lambda: uuid5('x', 'y')",
    }
    cases: list[tuple[str, tuple[Any, ...]]] = [
        (name, (text,)) for name in [*PARTS.split(), "text"] for text in random.Random(4).sample(UUIDS, 4)
    ]
    cases += [(text, ()) for text in [*MAKING, "wrong"]] + [
        ("named", case) for case in [("a",), ("python.org",), (5,), (None,), ("ü",)]
    ]
    check_calls(prologue, calls, cases)
