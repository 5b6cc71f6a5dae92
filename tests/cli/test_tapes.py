"""Tapes on the command line: recorded, listed, gone back on, compared, replayed, reported; and records for programs."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from monty_cli.cli import schema
from monty_cli.cli.report import write_report
from tests.cli.helpers import Result, run_here, write
from tests.timeline.runs import recorded

SCRIPT = """\
total = start
for n in range(3):
    total += fetch(n)
    print('total', total)
(confirm(total), total)
"""
GIVEN = ("--answer", "fetch=5", "--answer", "confirm=True", "--input", "start=1")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    write(tmp_path, "s.py", SCRIPT)
    assert run("run", "s.py", *GIVEN, "--record", "s.tape").stdout == "total 6\ntotal 11\ntotal 16\n(True, 16)\n"
    return tmp_path


def run(*arguments: str, stdin: str | None = "") -> Result:
    inside = ("--in-process",) if arguments[0] not in ("history", "back", "show") else ()
    return run_here(*arguments, *inside, stdin=stdin)


def test_history_back_show_and_resume(folder: Path) -> None:
    assert run("history", "s.tape").stdout.splitlines() == [
        "    1  line 3  fetch(0) → 5 (rule)",
        "    2  line 3  fetch(1) → 5 (rule)",
        "    3  line 3  fetch(2) → 5 (rule)",
        "    4  line 5  confirm(16) → True (rule)",
        ">   5  the end: (True, 16)",
    ]
    told = run("back", "s.tape", "2", "-o", "b.snap")
    assert told.status == 0 and "saved pause 2, fetch(1), to b.snap" in told.stderr
    assert run("resume", "b.snap", "--value", "7", "-o", "c.snap").stdout == "total 13\n"
    assert run("resume", "s.tape@3", "--value", "100").stdout == "total 111\n"
    assert (folder / "s.snap").exists()
    assert "total = 6" in run("show", "s.tape@2").stdout.replace("total =  ", "total = ")
    assert "fetch(1)" in run("show", "s.tape@2").stdout


def test_a_tape_is_taken_up_where_a_pause_was_saved(folder: Path) -> None:
    assert run("run", "s.py", "--input", "start=1", "--record", "t.tape").status == 75
    for value, status in (("1", 75), ("2", 75), ("3", 75), ("4", 0)):
        assert run("resume", "s.snap", "--value", value, "--record", "t.tape").status == status
    assert run("history", "t.tape").stdout.count(" → ") == 4
    assert run("replay", "t.tape").status == 0
    assert run("run", "s.py", "--input", "start=2", "-o", "other.snap").status == 75
    assert "has no such pause" in run("resume", "other.snap", "--value", "1", "--record", "t.tape").stderr


def test_diff(folder: Path) -> None:
    assert run("diff", "s.tape").stdout == "in <module>:\n  - total = 11\n  + total = 16\n"
    assert (
        run("diff", "s.tape@1", "s.tape@3").stdout
        == "in <module>:\n  - total = 1\n  + total = 11\n  - n = 0\n  + n = 2\n"
    )
    run("back", "s.tape", "1", "-o", "b.snap")
    assert run("diff", "b.snap", "s.tape@3").stdout == "nothing changed\n"
    assert run("diff", "b.snap").status == 2


def test_replay(folder: Path) -> None:
    same = run("replay", "s.tape")
    assert same.status == 0 and "the same: 4 pauses, and the end" in same.stderr
    assert same.stdout.endswith("(True, 16)\n")
    changes = {
        SCRIPT.replace("range(3)", "range(2)"): "diverged at pause 3: the script asks confirm(11)",
        SCRIPT.replace("'total', total", "total"): "prints something else before it",
        SCRIPT.replace(
            "(confirm(total), total)", "(confirm(total), -total)"
        ): "diverged at pause 5: the script ends with (True, -16)",
        SCRIPT.replace("(confirm(total), total)", "total"): "diverged at pause 4: the script ends",
        SCRIPT + "1 / 0": "diverged at pause 5: the script raises ZeroDivisionError",
        SCRIPT + "f()": "diverged at pause 5: the script asks f()",
    }
    for text, told in changes.items():
        write(folder, "t.py", text)
        result = run("replay", "s.tape", "t.py")
        assert result.status == 3 and told in result.stderr, result
    write(folder, "t.py", "# moved\n" + SCRIPT.replace("n in", "m in").replace("(n)", "(m)"))
    assert run("replay", "s.tape", "t.py").status == 0


def test_replay_of_a_run_that_failed_or_was_left(folder: Path) -> None:
    write(folder, "e.py", "x = f()\nx / 0")
    assert run("run", "e.py", "--answer", "f=1", "--record", "e.tape").status == 1
    again = run("replay", "e.tape")
    assert again.status == 1 and "the same: 1 pause, and the end" in again.stderr
    run("run", "s.py", "--input", "start=1", "--record", "p.tape")
    left = run("replay", "p.tape")
    assert left.status == 0 and "the same as far as the tape goes: 1 pause" in left.stderr


def test_what_is_wrong_with_files(folder: Path) -> None:
    write(folder, "x.tape", "nothing")
    assert run("history", "x.tape").status == 65
    assert run("history", "none.tape").status == 66
    assert run("back", "s.tape", "9").status == 2
    assert run("back", "s.tape", "x").status == 2
    assert run("show", "s.tape@9").status == 2
    assert run("run", "s.py", "--input", "start=1", "--record", "no/where.tape").status == 73
    run("back", "s.tape", "1", "-o", "b.snap")
    assert "no tape" in run("history", "b.snap").stderr
    assert "only a tape has pauses by number" in run("show", "b.snap@1").stderr


def records(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_records_of_a_run(folder: Path) -> None:
    (done,) = records(run("run", "s.py", *GIVEN, "--output-format", "json"))
    assert done["schema"] == schema.VERSION == 1
    assert (done["status"], done["exit_code"], done["script"]) == ("complete", 0, "s.py")
    assert done["result"] == {"literal": "(True, 16)"} and done["stdout"] == "total 6\ntotal 11\ntotal 16\n"
    (paused,) = records(run("run", "s.py", "--input", "start=1", "--output-format", "json"))
    assert (paused["status"], paused["exit_code"], paused["snapshot"]) == ("paused", 75, "s.snap")
    assert paused["pending"]["text"] == "fetch(0)" and paused["pending"]["args"] == [{"literal": "0", "json": 0}]
    assert paused["stack"][-1]["locals"]["total"] == {"literal": "1", "json": 1}
    lines = records(run("run", "s.py", *GIVEN, "--output-format", "jsonl"))
    assert [line["status"] for line in lines] == ["paused"] * 4 + ["complete"]
    assert [line["stdout"] for line in lines] == ["", "total 6\n", "total 11\n", "total 16\n", ""]
    assert lines[1]["answer"] == {"literal": "5", "by": "rule"} and lines[3]["pending"]["number"] == 4
    assert {frozenset(line) - {"answer"} for line in lines} == {frozenset(done)}


def test_records_of_errors(folder: Path) -> None:
    write(folder, "e.py", "f(1) / 0")
    (failed,) = records(run("run", "e.py", "--answer", "f=1", "--output-format", "json"))
    assert (failed["status"], failed["exit_code"]) == ("error", 1)
    assert failed["error"]["type"] == "ZeroDivisionError" and failed["stack"][0]["line"] == 1
    write(folder, "e.py", "f(")
    (failed,) = records(run("run", "e.py", "--output-format", "json"))
    assert failed["error"]["type"] == "SyntaxError"
    (failed,) = records(run("run", "none.py", "--output-format", "json"))
    assert (failed["status"], failed["exit_code"], failed["error"]["type"]) == ("error", 66, "MontyCommandError")


def test_records_of_tapes(folder: Path) -> None:
    (listed,) = records(run("history", "s.tape", "--output-format", "json"))
    assert [pause["kind"] for pause in listed["pauses"]] == ["call"] * 4 + ["end"]
    assert listed["pauses"][1]["answer"] == {"literal": "5"} and listed["pauses"][1]["stdout"] == "total 6\n"
    assert len(records(run("history", "s.tape", "--output-format", "jsonl"))) == 5
    (compared,) = records(run("diff", "s.tape", "--output-format", "json"))
    assert compared["changes"][0] | {"before": 0, "after": 0} == {
        **{"frame": "<module>", "name": "total", "kind": "changed", "before": 0, "after": 0}
    }


HOSTILE = """\
x = '</pre><script>alert(1)</script>\\x1b[31m'
'<img src=x onerror=alert(2)>'
f(x, **{'<b>': 1})
print('<i>&amp;')
1 / g('<u>')
"""


class Tags(HTMLParser):
    """The tags of a page, and whether they are closed in order."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        assert not any(name.startswith("on") for name, _ in attrs)
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_a_report_shows_everything_and_obeys_nothing() -> None:
    tags = Tags(page := write_report(recorded(HOSTILE)))
    assert not tags.open and not tags.seen & {"script", "img", "b", "i", "u", "iframe", "link"}
    assert "&lt;script&gt;alert(1)" in page and "\x1b" not in page and "\\x1b[31m" in page
    assert "http://" not in page and "https://" not in page and "default-src &#x27;none" not in page
    assert "prefers-color-scheme: dark" in page and 'name="viewport"' in page
    page = write_report(recorded())
    assert page.count("<article") == 5 and 'href="#m1"' in page and " changed</summary>" in page


def test_the_command_writes_the_page(folder: Path) -> None:
    assert run("report", "s.tape").status == 0
    assert "(True, 16)" in (folder / "s.html").read_text("utf-8")
    assert os.stat(folder / "s.html").st_mode & 0o777 == 0o600


@pytest.mark.harness
@pytest.mark.skipif(shutil.which("chromium") is None, reason="chromium is not installed")
def test_a_browser_shows_the_page_wide_and_on_a_phone(tmp_path: Path) -> None:
    page = tmp_path / "run.html"
    page.write_text(write_report(recorded(HOSTILE)), "utf-8")
    command = [
        "chromium",
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--virtual-time-budget=1000",
        "--window-size=400,900",
    ]
    done = subprocess.run(
        [*command, "--dump-dom", page.as_uri()], capture_output=True, text=True, timeout=120, check=True
    )
    assert "<script" not in done.stdout and done.stdout.count("<article") == 3
    shot = tmp_path / "run.png"
    subprocess.run([*command, f"--screenshot={shot}", page.as_uri()], capture_output=True, timeout=120, check=True)
    assert shot.stat().st_size > 5_000
