"""Tapes: what they hold comes back, whatever is damaged, foreign or newer is refused, and many pauses stay small and quick."""

from __future__ import annotations

import time

import pytest

from monty_cli import codec, load_snapshot
from monty_cli.timeline import read_tape, write_tape
from monty_cli.timeline.given import pack_value
from monty_cli.timeline.tape import is_tape
from tests.timeline.runs import recorded

KEY = b"k" * 16


def test_a_tape_comes_back() -> None:
    timeline = recorded()
    timeline.inputs = pack_value({"a": 1})
    timeline.go(2)
    data = write_tape(timeline)
    again = read_tape(data)
    assert [moment.row() for moment in again.moments] == [moment.row() for moment in timeline.moments]
    assert (again.at, again.script_name, again.source, again.inputs) == (2, "main.py", timeline.source, timeline.inputs)
    assert again.look(again.here).dump() == timeline.look(timeline.here).dump()
    timeline.go(1)
    timeline.stay(1, None)
    assert [moment.index for moment in read_tape(write_tape(timeline)).line()] == [0, 1, 2, 3, 4]
    assert again.find(again.blobs.get(again.moments[1].blob)) is again.moments[1]
    assert is_tape(data) and not is_tape(again.blobs.get(0))


def test_a_signed_tape() -> None:
    timeline = recorded()
    timeline.key = KEY
    data = write_tape(timeline)
    assert read_tape(data, key=KEY).at == timeline.at
    with pytest.raises(ValueError):
        read_tape(data, key=b"another key here")
    with pytest.raises(ValueError):
        read_tape(write_tape(recorded()), key=KEY)


def test_what_is_no_tape_is_refused() -> None:
    timeline = recorded()
    data = write_tape(timeline)
    header, body = codec.read(data)
    for damaged in (data[:-1], data[:100], b"", data + b"x", data[:80] + bytes([data[80] ^ 1]) + data[81:]):
        with pytest.raises(ValueError):
            read_tape(damaged)
    for change in ({"tape": 2}, {"tape": 0}, {"kind": "function"}, {"source": 1}):
        with pytest.raises(ValueError, match=r"newer|damaged|no tape"):
            read_tape(codec.write({**header, **change}, body))
    with pytest.raises(ValueError, match="can't be unpacked"):
        read_tape(codec.write(header, b"no zlib"))
    with pytest.raises(ValueError, match="no tape, but a snapshot"):
        read_tape(timeline.blobs.get(0))
    with pytest.raises(ValueError):
        load_snapshot(data)


def test_damaged_rows_are_refused() -> None:
    import zlib

    from monty_cli.codec.packing import pack, unpack

    header, body = codec.read(write_tape(recorded()))
    fields = unpack(zlib.decompress(body))
    changed = [[99, *fields[1:]], fields[:3], [0, 1, [], None, []], [*fields[:4], [[0, 3]]], [*fields[:4], [0]]]
    for place, value in ((0, 7), (1, 0), (2, "nothing"), (3, 1), (11, [["a"]]), (13, 99)):
        rows = [list(row) for row in fields[1]]
        rows[2][place] = value
        changed.append([fields[0], rows, *fields[2:]])
    for each in changed:
        with pytest.raises(ValueError, match="damaged"):
            read_tape(codec.write(header, zlib.compress(pack(each))))


@pytest.mark.harness
def test_five_hundred_pauses_are_small_and_quick_to_go_back_to() -> None:
    script = "seen = []\ntable = {i: str(i) for i in range(200)}\nfor n in range(limit):\n    seen.append([n, fetch(n)])\nlen(seen)"
    timeline = recorded(script, 500)
    data = write_tape(timeline)
    assert len(data) < 1_000_000
    again = read_tape(data)
    slowest = 0.0
    for index in (499, 455, 23, 1):
        began = time.process_time()
        again.look(again.moments[index])
        slowest = max(slowest, time.process_time() - began)
    assert slowest < 0.1, f"{slowest * 1000:.0f} ms of the processor"
