"""Dates, times, zones and calendars give what they give under CPython in the zone UTC, wherever the host is."""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
import warnings
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import tests.oracle.clock  # which sets the zone of this process
from monty_cli import FunctionSnapshot, Monty, MontyRuntimeError, load_snapshot
from monty_cli.guest.modules import offer_of
from tests.guest.native import read_programs

PROGRAMS = read_programs("dates")
PARTS = [
    ("", "arithmetic"),
    ("", "texts"),
    ("", "errors"),
    ("", "local"),
    ("time ", "time"),
    ("zone ", "zones"),
    ("calendar ", "calendar"),
]
assert tests.oracle.clock


def program_of(imports: str, part: str) -> tuple[str, list[str]]:
    """Return a program that evaluates every line of a part to a text, and the lines."""
    lines = [line for line in PROGRAMS[part].splitlines() if line]
    acts = "".join(
        f"try:\n    found = repr(({line}))\n"
        "except Exception as error:\n    found = type(error).__name__ + ': ' + str(error)\nout.append(found)\n"
        for line in lines
    )
    return f"{PROGRAMS[imports + 'imports']}\nout = []\n{acts}out", lines


@pytest.mark.parametrize(("imports", "part"), PARTS)
def test_expressions(imports: str, part: str) -> None:
    source, lines = program_of(imports, part)
    names: dict[str, Any] = {"__name__": "__main__"}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        exec(source, names)
    found = Monty(source).run()
    wrong = [
        f"{line}\n  expected {a}\n  found    {b}"
        for line, a, b in zip(lines, names["out"], found, strict=True)
        if a != b
    ]
    wrong = [text for text in wrong if not _known(text)]
    assert not wrong, "\n".join(wrong)


def _known(text: str) -> bool:
    """Tell whether a difference is one of policy: what the guest's attributes do not have."""
    return text.startswith(("d.__reduce__", "d.__class__.__dict__")) and "found    AttributeError" in text


ACTS = Monty(
    "[a + w, a - w, (a - b) if (a.tzinfo is None) == (b.tzinfo is None) else None, a.isoformat(), str(a), w / 3, a.timestamp(), "
    "a.astimezone(z), (b.replace(tzinfo=None) + w).isocalendar()[:], a == b, a.timetuple()[:], f'{a:%c %x %X}']",
    inputs=["a", "b", "w", "z"],
)
MOMENTS = st.datetimes(
    datetime(100, 1, 1), datetime(9000, 1, 1), timezones=st.sampled_from([None, UTC, timezone(timedelta(hours=-3))])
)


@settings(deadline=None, max_examples=40)
@given(
    MOMENTS,
    MOMENTS,
    st.timedeltas(timedelta(-30000), timedelta(30000)),
    st.sampled_from([UTC, timezone(timedelta(hours=9), "J")]),
)
def test_arithmetic(a: datetime, b: datetime, w: timedelta, z: timezone) -> None:
    same = (a.tzinfo is None) == (b.tzinfo is None)
    expected = [
        *(a + w, a - w, (a - b) if same else None, a.isoformat(), str(a), w / 3, a.timestamp(), a.astimezone(z)),
        *((b.replace(tzinfo=None) + w).isocalendar()[:], a == b, a.timetuple()[:], f"{a:%c %x %X}"),
    ]
    assert ACTS.run(inputs={"a": a, "b": b, "w": w, "z": z}) == expected


@pytest.mark.parametrize("module", ["calendar", "datetime", "time", "zoneinfo"])
def test_every_name_is_offered_or_omitted_with_a_reason(module: str) -> None:
    offer = offer_of(module)
    names = {name for name in dir(importlib.import_module(module)) if not name.startswith("_")}
    offered = set(Monty(f"import {module}\ndir({module})").run())
    assert not offered & offer.omitted.keys()
    assert names <= offered | offer.omitted.keys() | {"sys"}
    assert all(offer.omitted.values())


ELSEWHERE = """
import time
from datetime import datetime, timezone
from monty_cli import Monty
assert time.tzname[0] == "EST"
print(Monty(
    "import time\\nfrom datetime import datetime, date, timezone\\n"
    "a = datetime(2024, 7, 1, 12)\\n"
    "[a.timestamp(), getattr(a, 'timestamp')(), a.astimezone().isoformat(), a.astimezone(timezone.utc).hour,"
    " datetime.fromtimestamp(0).hour, date.fromtimestamp(0).day, datetime.strptime('2024 UTC', '%Y %Z').year,"
    " time.localtime(0).tm_hour, time.mktime((1970, 1, 1, 0, 0, 0, 0, 0, 0)), time.ctime(0), time.tzname,"
    " time.strftime('%Z %s', (1970, 1, 1, 0, 0, 0, 0, 1, 0)), list(map(datetime.timestamp, [a])), given.timestamp()]",
    inputs=["given"],
).run(inputs={"given": datetime(1970, 1, 2)}))
try:
    Monty("from datetime import datetime\\ndatetime.strptime('2024 EST', '%Y %Z')").run()
except Exception as error:
    print(error)
"""


def test_the_hosts_zone_is_not_to_be_seen() -> None:
    root = str(Path(__file__).parent.parent.parent)
    environment = {**os.environ, "TZ": "America/New_York", "PYTHONPATH": root}
    done = subprocess.run(
        [sys.executable, "-c", ELSEWHERE], capture_output=True, text=True, env=environment, timeout=60
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        "[1719835200.0, 1719835200.0, '2024-07-01T12:00:00+00:00', 12, 0, 1, 2024, 0, 0.0, "
        "'Thu Jan  1 00:00:00 1970', ('UTC', 'UTC'), 'UTC 0', [1719835200.0], 86400.0]",
        "ValueError: time data '2024 EST' does not match format '%Y %Z'",
    ]


ANSWERS: list[tuple[str, object, str]] = [
    (
        "from datetime import datetime\ndatetime.now()",
        5,
        "TypeError: datetime.now was answered with a value of type int, not datetime",
    ),
    (
        "from datetime import datetime, UTC\ndatetime.now(UTC)",
        datetime(2024, 1, 1),
        "TypeError: datetime.now with a zone was answered with a datetime that has none",
    ),
    (
        "from datetime import date\ndate.today()",
        datetime(2024, 1, 1),
        "TypeError: date.today was answered with a value of type datetime, not date",
    ),
    ("import time\ntime.time()", "x", "TypeError: time.time was answered with a value of type str, not float"),
    (
        "import time\ntime.monotonic_ns()",
        None,
        "TypeError: time.monotonic was answered with a value of type NoneType, not float",
    ),
]


@pytest.mark.parametrize(("source", "answer", "text"), ANSWERS)
def test_answers_are_checked(source: str, answer: object, text: str) -> None:
    snapshot = Monty(source).start()
    assert isinstance(snapshot, FunctionSnapshot)
    assert snapshot.is_os_function
    with pytest.raises(MontyRuntimeError) as caught:
        snapshot.resume(return_value=answer)
    assert str(caught.value) == text


def test_what_the_host_is_asked() -> None:
    source = (
        "from datetime import datetime\nfrom zoneinfo import ZoneInfo\n"
        "now = datetime.now(ZoneInfo('Asia/Tokyo'))\n(now, now.tzinfo is ZoneInfo('Asia/Tokyo'))"
    )
    snapshot = Monty(source).start()
    assert isinstance(snapshot, FunctionSnapshot)
    assert (snapshot.function_name, snapshot.args, snapshot.kwargs) == ("datetime.now", (ZoneInfo("Asia/Tokyo"),), {})
    again: Any = load_snapshot(snapshot.dump())
    done = again.resume(return_value=datetime(2024, 1, 1, 12, tzinfo=UTC))
    assert done.output == (datetime(2024, 1, 1, 21, tzinfo=ZoneInfo("Asia/Tokyo")), True)


def test_an_answer_in_a_zone_is_taken_to_the_guests() -> None:
    snapshot: Any = Monty("from datetime import datetime\ndatetime.now()").start()
    assert snapshot.resume(return_value=datetime(2024, 1, 1, 2, tzinfo=ZoneInfo("Asia/Tokyo"))).output == datetime(
        2023, 12, 31, 17
    )


def test_zones_cross_both_ways() -> None:
    moment = datetime(2024, 7, 1, 12, tzinfo=ZoneInfo("Europe/Rome"))
    source = (
        "from zoneinfo import ZoneInfo\n"
        "[m.tzinfo is ZoneInfo('Europe/Rome'), m.utcoffset().total_seconds(), m, m.tzinfo, type(z)('UTC')]"
    )
    found = Monty(source, inputs=["m", "z"]).run(inputs={"m": moment, "z": ZoneInfo("UTC")})
    assert found == [True, 7200.0, moment, ZoneInfo("Europe/Rome"), ZoneInfo("UTC")]
    assert type(found[2].tzinfo) is ZoneInfo


HOSTILE = [
    "class S(str):\n    def startswith(self, *a): return False\n    def __len__(self): return 5\nZoneInfo(S('/etc/passwd'))",
    "class S(str):\n    def __hash__(self): return 1\n    def __eq__(self, other): return True\nZoneInfo(S('UTC'))",
    "type(ZoneInfo('UTC')).__new__(str, 'UTC')",
    "ZoneInfo.utcoffset(5, None)",
    "ZoneInfo('UTC').key = 'x'",
    "ZoneInfo('localtime')",
    "ZoneInfo('posix/Europe/Rome')",
    "ZoneInfo('UTC')._zone",
    "ZoneInfo.from_file",
    "ZoneInfo.clear_cache",
    "ZoneInfo.utcoffset.__globals__",
    "ZoneInfo.key.fget.__globals__",
    "class Z(ZoneInfo): pass",
    "ZoneInfo.__mro__[1]('x')['y']",
]


@pytest.mark.parametrize("act", HOSTILE)
def test_zones_lead_nowhere(act: str) -> None:
    with pytest.raises(MontyRuntimeError, match=r"TypeError|AttributeError|ZoneInfoNotFoundError"):
        Monty(f"from zoneinfo import ZoneInfo\n{act}").run()


def test_types_have_names_without_an_import() -> None:
    source = "kinds = [type(x) for x in xs]\nask(1)\n[kind(1, 2, 3) if kind.__name__ != 'ZoneInfo' else kind('UTC') for kind in kinds]"
    snapshot: Any = Monty(source, inputs=["xs"]).start(inputs={"xs": [date(2024, 1, 1), ZoneInfo("UTC"), timedelta(1)]})
    again: Any = load_snapshot(snapshot.dump())
    assert again.resume(return_value=None).output == [date(1, 2, 3), ZoneInfo("UTC"), timedelta(1, 2, 3)]
