"""A body that goes from one CPython to another: written by one process, checked by the next."""

from __future__ import annotations

import itertools
import math
from collections import Counter, OrderedDict, deque
from typing import Any

from monty_cli.codec import decode, encode, read
from monty_cli.codec import write as write_file

from .fake_environment import FakeEnvironment
from .guest_program import SOURCE


def _values(env: FakeEnvironment) -> dict[str, Any]:
    guest = env.globals
    table: dict[Any, Any] = {"a": 1, 2: [2], "c": 3}
    entries = iter(table.items())
    next(entries)
    numbers = iter(range(0, 100, 7))
    next(numbers)
    first, second = itertools.tee(range(100))
    for _ in range(60):
        next(first)
    pairs = itertools.pairwise([1, 2, 3])
    next(pairs)
    error = guest["MyError"]("m", [1])
    error.__context__ = OSError(2, "no such", "f")
    return {
        "scalars": [1, -(2**90), -0.0, math.inf, "\ud800é", b"x", 1j, ...],
        "rows": [{"id": i, "tags": [i]} for i in range(10)],
        "collections": [deque([1], 3), OrderedDict(b=1, a=2), Counter("aab")],
        "point": guest["Named"](1, 2, "n"),
        "slots": guest["Mixed"]([1]),
        "list": guest["MyList"]([1, 2]),
        "error": error,
        "iterators": [entries, numbers, first, second, pairs, zip("ab", [1, 2], strict=True), itertools.cycle([1])],
        "table": table,
        "counter": guest["counter"](4)[0],
        "group": ExceptionGroup("g", [ValueError(1)]),
    }


def write() -> bytes:
    """A snapshot file of one of everything."""
    env = FakeEnvironment(SOURCE)
    return write_file({"kind": "test"}, encode(_values(env), env))


def check(data: bytes) -> None:
    """Reads what `write` wrote, in this process."""
    header, body = read(data)
    assert header == {"kind": "test"}
    values: dict[str, Any] = decode(body, FakeEnvironment(SOURCE).twin())
    assert repr(values["scalars"]) == repr([1, -(2**90), -0.0, math.inf, "\ud800é", b"x", 1j, ...])
    assert values["rows"] == [{"id": i, "tags": [i]} for i in range(10)]
    assert values["collections"] == [deque([1], 3), OrderedDict(b=1, a=2), Counter("aab")]
    assert values["point"].total() == 3 and values["point"].double == 6 and values["slots"].b() == [[1]]
    assert values["list"] == [1, 2] and values["counter"]() == 5
    assert values["error"].detail == [1] and str(values["error"].__context__) == "[Errno 2] no such: 'f'"
    entries, numbers, first, second, pairs, zipped, cycle = values["iterators"]
    assert list(entries) == [(2, [2]), ("c", 3)] and list(numbers) == list(range(7, 100, 7))
    assert list(second) == list(range(100)) and list(first) == list(range(60, 100))
    assert list(pairs) == [(2, 3)] and list(zipped) == [("a", 1), ("b", 2)]
    assert [next(cycle) for _ in range(3)] == [1, 1, 1]
    assert values["group"].exceptions[0].args == (1,)
