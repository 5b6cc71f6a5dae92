"""What can't be stored exactly is refused with a reason and the way to it."""

from __future__ import annotations

import itertools
import re
import sys
from collections import OrderedDict
from typing import Any

import pytest

from monty_cli.codec import Unsupported, encode

from .fake_environment import FakeEnvironment
from .guest_program import SOURCE

ENV = FakeEnvironment(SOURCE)
G = ENV.globals


def _point_holding(value: object) -> Any:
    return G["Point"](1, [0, value])


@pytest.mark.parametrize(
    ("roots", "path"),
    [
        ({"globals": {"x": [1, 2, 3, {"y": sys}]}}, "globals['x'][3]['y']"),
        ({"a": 1, "b": _point_holding(sys)}, "b.y[1]"),
        ({"b": [_point_holding(1), *[_point_holding(sys) for _ in range(10)]]}, "b[1].y[1]"),
        ({"t": (1, (2, memoryview(b"")))}, "t[1][1]"),
        ({"m": _point_holding(memoryview(b"")).total}, "m.__self__.y[1]"),
        ({"f": (lambda x: lambda: x)(sys)}, "f"),
    ],
)
def test_path(roots: dict[str, object], path: str) -> None:
    with pytest.raises(Unsupported, match=re.escape(path)) as caught:
        encode(roots, ENV)
    assert caught.value.path == path and isinstance(caught.value, ValueError)


def _nested(depth: int, make: Any, value: Any) -> Any:
    for _ in range(depth):
        value = make(value)
    return value


def _replaced_keys() -> Any:
    table = dict.fromkeys("abcdef")
    iterator = iter(table)
    next(iterator)
    next(iterator)
    del table["a"]
    table["z"] = None
    return iterator


VALUES: list[tuple[Any, str]] = [
    (memoryview(b""), "memoryview"),
    (sys, "module"),
    (iter(OrderedDict(a=1)), "odict_iterator"),
    (_nested(3000, enumerate, iter([])), "inside each other"),
    (_replaced_keys(), "replaced"),
    (sys.modules["builtins"], "module"),
    (object.__subclasses__, "__subclasses__"),
]


@pytest.mark.parametrize(("value", "reason"), VALUES, ids=lambda x: type(x).__name__)
def test_reason(value: Any, reason: str) -> None:
    with pytest.raises(Unsupported, match=reason):
        encode({"v": value}, ENV)


class _Quiet:
    def __hash__(self) -> int:
        return 1


def test_keys_with_a_hash_of_the_program() -> None:
    ENV.classes.append(_Quiet)
    with pytest.raises(Unsupported, match="'_Quiet', whose __eq__ or __hash__"):
        encode({"v": OrderedDict([((1, (_Quiet(),)), 1)])}, ENV)


def test_deep_keys() -> None:
    with pytest.raises(Unsupported, match="nested too deeply"):
        encode({"v": {_nested(200, lambda x: (x,), 1): 1}}, ENV)
    with pytest.raises(Unsupported, match="too large"):
        encode({"v": {_nested(18, lambda x: (x, x), 1): 1}}, ENV)


def test_colliding_keys() -> None:
    keys = [i * sys.hash_info.modulus for i in range(1500)]
    with pytest.raises(Unsupported, match="share one hash"):
        encode({"v": set(keys)}, ENV)


def test_iterators_over_guest_objects() -> None:
    class Steps:
        def __iter__(self) -> Steps:
            return self

        def __next__(self) -> int:
            return 1

    ENV.classes.append(Steps)
    makers: list[Any] = [enumerate, zip, itertools.cycle, itertools.pairwise, itertools.groupby]
    makers += [lambda it: map(len, it), lambda it: filter(None, it), lambda it: itertools.tee(it)[0]]
    for make in makers:
        with pytest.raises(Unsupported, match="over an object of the program"):
            encode({"v": make(Steps())}, ENV)


def test_batched() -> None:
    if sys.version_info >= (3, 12):
        with pytest.raises(Unsupported, match="batched"):
            encode({"v": itertools.batched([1], 2)}, ENV)


def test_a_redefined_attribute_dict() -> None:
    class Odd:
        __dict__ = property(lambda self: 1 / 0)

    ENV.classes.append(Odd)
    with pytest.raises(Unsupported, match="redefines __dict__"):
        encode({"v": Odd()}, ENV)
