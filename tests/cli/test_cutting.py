"""Signals and kills where nobody is asked: what was recorded stays, and the last pause is saved if the run was asked to save."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from monty_cli import load_snapshot
from monty_cli.timeline import Timeline, read_tape, write_tape
from monty_cli.timeline.growing import Growth
from tests.cli.helpers import COMMAND, TIMEOUT, environment, run_process, write
from tests.timeline.runs import recorded

KEY = b"k" * 16
SCRIPT = """\
for n in range(3):
    print('got', fetch(n), flush=True)
print('busy', flush=True)
while True:
    n += 1
"""
WAITING = "print('got', fetch(1))\nprint('asks', flush=True)\nask(2)\n"


def started(tmp_path: Path, script: str, ready: str, *options: str) -> subprocess.Popen[bytes]:
    """A run with an open stdin, after it has printed `ready`."""
    command = [
        sys.executable,
        "-u",
        *COMMAND[1:],
        "run",
        write(tmp_path, "s.py", script),
        "--answer",
        "fetch=1",
        *options,
    ]
    process = subprocess.Popen(
        command,
        cwd=tmp_path,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(PYTHONUNBUFFERED="1"),
    )
    assert process.stdout is not None
    while (line := process.stdout.readline()) and line.strip().decode() != ready:
        continue
    assert line, process.communicate()
    return process


def ended(process: subprocess.Popen[bytes]) -> str:
    """What a run has said on stderr in the end."""
    return process.communicate(timeout=TIMEOUT)[1].decode()


@pytest.mark.parametrize("number", (signal.SIGINT, signal.SIGTERM))
@pytest.mark.parametrize("more", ([], ["--in-process"]))
def test_while_the_script_runs(tmp_path: Path, number: signal.Signals, more: list[str]) -> None:
    process = started(tmp_path, SCRIPT, "busy", "--record", "s.tape", "-o", "last.snap", *more)
    process.send_signal(number)
    told = ended(process)
    assert process.returncode == 128 + number, told
    assert "interrupted while the script was running; the tape s.tape goes up to there" in told
    assert "the pause before is saved to last.snap" in told
    timeline = read_tape((tmp_path / "s.tape").read_bytes())
    assert [moment.text for moment in timeline.line()] == ["fetch(0)", "fetch(1)", "fetch(2)"]
    pause = load_snapshot((tmp_path / "last.snap").read_bytes())
    assert pause.args == (2,)  # type: ignore[union-attr]


def test_without_a_tape(tmp_path: Path) -> None:
    process = started(tmp_path, SCRIPT, "busy", "-o", "last.snap")
    process.send_signal(signal.SIGINT)
    told = ended(process)
    assert process.returncode == 130 and "tape" not in told, told
    assert load_snapshot((tmp_path / "last.snap").read_bytes()).args == (2,)  # type: ignore[union-attr]


@pytest.mark.parametrize("number", (signal.SIGINT, signal.SIGTERM))
def test_while_it_waits_for_stdin(tmp_path: Path, number: signal.Signals) -> None:
    process = started(tmp_path, WAITING, "asks", "--record", "s.tape", "-o", "last.snap", "--output-format", "text")
    while len(read_tape((tmp_path / "s.tape").read_bytes()).moments) < 2:
        continue
    process.send_signal(number)
    told = ended(process)
    assert process.returncode == 128 + number, told
    assert "interrupted where the script waits" in told and "saved to last.snap; to go on" in told
    assert load_snapshot((tmp_path / "last.snap").read_bytes()).args == (2,)  # type: ignore[union-attr]


def test_programs_get_a_record(tmp_path: Path) -> None:
    script = SCRIPT.replace("print('busy', flush=True)", "print('busy', flush=True); fetch('last')")
    process = subprocess.Popen(
        [
            *COMMAND,
            "run",
            write(tmp_path, "s.py", script),
            "--answer",
            "fetch=1",
            "--record",
            "s.tape",
            "--output-format",
            "jsonl",
        ],
        cwd=tmp_path,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(PYTHONUNBUFFERED="1"),
    )
    assert process.stdout is not None
    for _ in range(4):
        process.stdout.readline()
    process.send_signal(signal.SIGINT)
    out, _ = process.communicate(timeout=TIMEOUT)
    record = json.loads(out.splitlines()[-1])
    assert (record["status"], record["exit_code"], process.returncode) == ("error", 130, 130)


def test_a_killed_process_loses_nothing_that_it_has_reached(tmp_path: Path) -> None:
    process = started(tmp_path, SCRIPT, "busy", "--record", "s.tape")
    process.kill()
    ended(process)
    data = (tmp_path / "s.tape").read_bytes()
    assert [moment.text for moment in read_tape(data).line()] == ["fetch(0)", "fetch(1)", "fetch(2)"]
    (tmp_path / "s.tape").write_bytes(data[:-5])
    torn = run_process("history", "s.tape", cwd=tmp_path)
    assert torn.status == 0 and "fetch(1)" in torn.stdout and "fetch(2)" not in torn.stdout
    assert torn.stderr == "monty: s.tape was not written to its end: it goes on to pause 2, what follows is torn\n"
    back = run_process("back", "s.tape", "-o", "b.snap", cwd=tmp_path)
    assert back.status == 0 and "saved pause 1, fetch(0)" in back.stderr


def grown(key: bytes | None = None) -> tuple[list[bytes], Timeline]:
    """A run written as it grows, in its pieces, and its timeline."""
    whole = recorded()
    timeline = Timeline(whole.script_name, whole.source, key=key)
    growth = Growth(timeline)
    found: list[bytes] = []
    for moment in whole.moments:
        if moment.blob >= 0:
            before = -1 if moment.parent < 0 else whole.moments[moment.parent].blob
            assert timeline.blobs.add(whole.blobs.get(moment.blob), before) == moment.blob
        timeline.add(moment)
        timeline.go(moment.index)
        found.append(growth.more() if found else growth.begin())
    return found, timeline


@pytest.mark.parametrize("key", (None, KEY))
def test_a_growing_tape_comes_back(key: bytes | None) -> None:
    parts, timeline = grown(key)
    again = read_tape(b"".join(parts), key=key)
    assert [moment.row() for moment in again.moments] == [moment.row() for moment in timeline.moments]
    assert (again.at, again.torn, again.ways()) == (timeline.at, 0, timeline.ways())
    assert write_tape(again) == write_tape(timeline)
    for cut in (1, 30, len(parts[-1]) - 1):
        torn = read_tape(b"".join(parts)[:-cut], key=key)
        assert (len(torn.moments), torn.torn) == (len(timeline.moments) - 1, len(parts[-1]) - cut)
    zeroed = b"".join(parts[:-1]) + parts[-1][:-9] + bytes(9)
    assert read_tape(zeroed, key=key).torn == len(parts[-1])


def test_parts_that_do_not_belong_there_are_refused() -> None:
    parts, timeline = grown()
    damaged = parts[1][:-1] + bytes([parts[1][-1] ^ 1])
    signed, _ = grown(KEY)
    for pieces in (
        [parts[0], damaged, *parts[2:]],
        [parts[0], *parts[2:]],
        [*parts, parts[-1]],
        [write_tape(timeline), parts[1]],
        [parts[0], write_tape(timeline)],
        [write_tape(timeline), b"x"],
    ):
        with pytest.raises(ValueError):
            read_tape(b"".join(pieces))
    with pytest.raises(ValueError):
        read_tape(signed[0] + parts[1], key=KEY)
