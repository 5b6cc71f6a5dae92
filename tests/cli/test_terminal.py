"""Sessions in a real terminal, as a person has them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.cli.helpers import Terminal, write

pytestmark = pytest.mark.harness  # what a terminal shows is the same on every Python

SCRIPT = """\
def ask(question):
    reply = fetch(question)
    print('got', reply)
    return reply

first = ask('one')
second = ask('two')
(first, second)
"""
PROMPT = "fetch(…) ="


@pytest.fixture
def script(tmp_path: Path) -> str:
    return write(tmp_path, "s.py", SCRIPT)


def test_run_answer_bad_literal_and_end(tmp_path: Path, script: str) -> None:
    with Terminal("run", script, cwd=tmp_path) as terminal:
        terminal.wait_for(PROMPT)
        assert "paused: call fetch" in terminal.text
        assert "> 2     reply = fetch(question)" in terminal.text
        assert "<module>  line 6" in terminal.text
        terminal.type("foo")
        terminal.wait_for("`foo` is a name; did you mean 'foo'?")
        terminal.wait_for(f"{PROMPT} foo", count=2)
        terminal.press("c")
        terminal.wait_for(PROMPT, count=3)
        terminal.type("'yes'")
        terminal.wait_for("got yes")
        terminal.wait_for("fetch('two')")
        terminal.type("[1,")
        terminal.type("2]")
        terminal.wait_for("got [1, 2]")
        assert terminal.wait_for_end() == 0
        assert terminal.text.endswith("('yes', [1, 2])")


def test_ctrl_d_show_resume(tmp_path: Path, script: str) -> None:
    with Terminal("run", script, cwd=tmp_path) as terminal:
        terminal.wait_for(PROMPT)
        terminal.type("1")
        terminal.wait_for("fetch('two')")
        terminal.wait_for(PROMPT, count=2)
        terminal.press("d")
        assert terminal.wait_for_end() == 75
        assert "monty resume s.snap --value LITERAL" in terminal.text
    with Terminal("show", "s.snap", cwd=tmp_path) as terminal:
        assert terminal.wait_for_end() == 0
        assert "fetch('two')" in terminal.text
        assert "question = 'two'" in terminal.text
        assert "first = 1" in terminal.text.replace("first =  ", "first = ")
    with Terminal("resume", "s.snap", "--value", "2", cwd=tmp_path) as terminal:
        assert terminal.wait_for_end() == 0
        assert terminal.text.splitlines() == ["got 2", "(1, 2)"]
    with Terminal("resume", "s.snap", cwd=tmp_path) as terminal:
        terminal.wait_for(PROMPT)
        terminal.type(":raise ValueError: no two")
        terminal.wait_for("failed:")
        terminal.type(":quit")
        assert terminal.wait_for_end() == 1
        assert "ValueError: no two" in terminal.text


def test_commands_and_history(tmp_path: Path, script: str) -> None:
    with Terminal("run", script, cwd=tmp_path) as terminal:
        terminal.wait_for(PROMPT)
        terminal.type(":help")
        terminal.wait_for(":raise Type: message")
        terminal.type(":show")
        terminal.wait_for("question = 'one'")
        terminal.type("")
        terminal.wait_for(PROMPT, count=3)
        terminal.type(":quit")
        assert terminal.wait_for_end() == 130
    assert not (tmp_path / "s.snap").exists()
    assert (tmp_path / "state").stat().st_mode & 0o777 == 0o700
    with Terminal("run", script, cwd=tmp_path) as terminal:
        terminal.wait_for(PROMPT)
        terminal.child.send("\x1b[A")
        terminal.wait_for(f"{PROMPT} :quit")
        terminal.type("")
        assert terminal.wait_for_end() == 130


def test_output_without_a_newline_stays_apart_from_the_panel(tmp_path: Path) -> None:
    script = write(tmp_path, "s.py", "print('no newline', end='')\nf()\nprint('again', end='')\n'result'")
    with Terminal("run", script, cwd=tmp_path) as terminal:
        terminal.wait_for("f(…) =")
        assert terminal.text.splitlines()[0] == "no newline"
        assert terminal.text.splitlines()[1].startswith("╭")
        terminal.type("1")
        assert terminal.wait_for_end() == 0
        assert terminal.text.splitlines()[-2:] == ["again", "'result'"]


def test_an_unknown_name(tmp_path: Path) -> None:
    with Terminal("run", write(tmp_path, "s.py", "[limit] * 2"), cwd=tmp_path) as terminal:
        terminal.wait_for("limit =")
        assert "limit is read, and nothing defines it" in terminal.text
        terminal.type("3")
        assert terminal.wait_for_end() == 0
        assert terminal.text.endswith("[3, 3]")


FAN = """\
import asyncio

async def work(n):
    reply = await fetch(n)
    print('got', n, reply)
    return reply

await asyncio.gather(work(0), work(1), work(2), asyncio.sleep(9))
"""


def test_pending_calls(tmp_path: Path) -> None:
    with Terminal("run", write(tmp_path, "fan.py", FAN), cwd=tmp_path, columns=100) as terminal:
        terminal.wait_for(PROMPT)
        terminal.type("...")
        terminal.wait_for("fetch(1)")
        terminal.wait_for(PROMPT, count=2)
        terminal.type(":future")
        terminal.wait_for("fetch(2)")
        terminal.wait_for(PROMPT, count=3)
        terminal.type("...")
        terminal.wait_for("paused: system call asyncio.sleep")
        terminal.wait_for("a timer: None when its time is over, ... leaves it pending while other tasks go on")
        terminal.wait_for("asyncio.sleep(…) =")
        terminal.type("...")
        terminal.wait_for("every task waits for 4 pending calls")
        terminal.wait_for("settle 0, 1, 2, 3:")
        assert "Task-3  call 1, fetch()  work, line 4  reply = await fetch(n)" in terminal.text
        terminal.type("9 'x'")
        terminal.wait_for("call 9 is not pending; pending are 0, 1, 2, 3")
        terminal.wait_for("settle 0, 1, 2, 3: 9 'x'", count=2)
        terminal.press("c")
        terminal.type("1 ['one',")
        terminal.type("1]")
        terminal.wait_for("got 1 ['one', 1]")
        terminal.wait_for("settle 0, 2, 3:")
        terminal.press("d")
        assert terminal.wait_for_end() == 75
        assert "monty resume fan.snap --future 0=LITERAL" in terminal.text
    with Terminal("resume", "fan.snap", cwd=tmp_path) as terminal:
        terminal.wait_for("settle 0, 2, 3:")
        terminal.type("{2: 'two', 0: 'zero'}")
        terminal.wait_for("got 2 two")
        terminal.wait_for("got 0 zero")
        terminal.wait_for("3 asyncio.sleep(…) =")
        assert "asyncio.sleep is a timer: `3 None` when its time is over" in terminal.text
        terminal.type("None")
        assert terminal.wait_for_end() == 0
        assert terminal.text.endswith("['zero', ['one', 1], 'two', None]")


def test_a_hostile_script_cannot_steer_the_terminal(tmp_path: Path) -> None:
    attack = "\\x1b]0;owned\\x07\\x1b[2J\\x1b[6n\\u202e"
    code = f"print('{attack}')\nfetch('{attack}', **{{'{attack}': 1}})  # \x1b[2J\x1b]0;owned\x07 \u202e\n'{attack}'\n"
    with Terminal("run", write(tmp_path, "s.py", code), cwd=tmp_path) as terminal:
        terminal.wait_for(PROMPT)
        terminal.type(":show")
        terminal.wait_for("#0 <module>")
        terminal.type("'\u202e'")
        assert terminal.wait_for_end() == 0
        assert terminal.screen.title == ""
        assert b"owned\x07" not in terminal.received
        assert b"\x1b[2J" not in terminal.received
        shown = terminal.received.decode()
        assert shown.count("\u202e") <= 2, "only what was typed here, echoed"


@pytest.mark.parametrize("columns", [30, 50, 120])
def test_narrow_and_wide(tmp_path: Path, script: str, columns: int) -> None:
    with Terminal("run", script, cwd=tmp_path, columns=columns) as terminal:
        terminal.wait_for(PROMPT)
        panel = [line for line in terminal.text.splitlines() if line.startswith(("╭", "│", "╰"))]
        assert {len(line) for line in panel} == {min(columns, 110)}
        terminal.type("1")
        terminal.wait_for("fetch('two')")
        terminal.type("2")
        assert terminal.wait_for_end() == 0


@pytest.mark.parametrize(("options", "colored"), [(["--color", "never"], False), (["--color", "always"], True)])
def test_colour(tmp_path: Path, script: str, options: list[str], colored: bool) -> None:
    with Terminal("run", script, *options, cwd=tmp_path) as terminal:
        terminal.wait_for(PROMPT)
        assert (re.search(rb"\x1b\[[0-9;]*[1-9]m", terminal.received) is not None) == colored
        terminal.press("d")
        assert terminal.wait_for_end() == 75


def test_help_has_boxes_here(tmp_path: Path) -> None:
    with Terminal("show", "--help", cwd=tmp_path) as terminal:
        assert terminal.wait_for_end() == 0
        assert "╭─ Options" in terminal.text
