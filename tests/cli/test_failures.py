"""The prompt after a script has failed: looking at the stack as it was, going back, trying another answer; and without a person none."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.helpers import Terminal, run_process, write
from tests.cli.talking import talk

SCRIPT = """\
class Page:
    pass
def ask(question):
    seen = [question]
    reply = fetch(question)
    return seen[0] / reply

total = 5
page = Page()
for n in range(3):
    total += ask(n)
total
"""


@pytest.mark.parametrize("isolate", (False, True))
def test_looking_at_what_has_failed(tmp_path: Path, isolate: bool) -> None:
    lines = ("1", "0", "w", "p [*seen, n, total]", "u", "p total + n", ":locals", "p page", ":diff", ":fork 7", "")
    result = talk(SCRIPT, *lines, folder=tmp_path, isolate=isolate)
    text = result.stderr
    assert result.status == 1, result
    assert "the script has failed" in text and "│ ZeroDivisionError: division by zero" in text
    assert "> 6     return seen[0] / reply" in text
    assert "> #1 ask  s.py:6  return seen[0] / reply" in text
    assert "\n[1, 1, 5.0]\n" in text and "\n6.0\n" in text
    assert "<guest instance of Page>" in text
    assert "from pause 2 to pause 3:\nin ask:\n  + reply = 0" in text
    assert "tried: line 5  fetch(2)" in text
    assert text.count("the script has failed") == 2
    assert text.rstrip().endswith("ZeroDivisionError: division by zero")
    assert text.count("Traceback (most recent call last):") == 1


def test_going_on_from_elsewhere(tmp_path: Path) -> None:
    lines = ("1", "0", ":back", ":forward", ":fork 7", ":go 3", "2")
    result = talk(SCRIPT, *lines, folder=tmp_path)
    assert result.status == 0 and result.stdout == "6.142857142857143\n", result
    assert result.stderr.count("the script has failed") == 2
    again = talk(SCRIPT, "0", ":restart", "1", "1", "1", folder=tmp_path)
    assert again.status == 0 and again.stdout == "8.0\n", again


@pytest.mark.parametrize(
    "line, complaint",
    [
        ("42", "nothing is asked here: :back goes to the pause before"),
        (":raise ValueError", "`:raise` is not a command"),
        ("p page.name", "`page` can't be copied: <guest instance of Page> is of the script's own making"),
        ("p ask(1)", "`ask` can't be copied"),
        ("p nothing", "NameError: name 'nothing' is not defined"),
        ("p 1 +", "SyntaxError: invalid syntax"),
        ("p", "write an expression"),
        (":back 2", "there is 1 pause before this one"),
        (":forward", "this line goes on for 0 steps"),
        (":fork", "write the answer to try"),
        (":fork x", "`x` is a name"),
    ],
)
def test_what_can_not_be_done(tmp_path: Path, line: str, complaint: str) -> None:
    result = talk(SCRIPT, "0", line, folder=tmp_path)
    assert complaint in result.stderr and result.status == 1, result


def test_help_names_what_there_is(tmp_path: Path) -> None:
    text = talk(SCRIPT, "0", ":help", ":help p", folder=tmp_path).stderr
    assert "answer:" not in text and ":save" not in text and "Ctrl-D                leave" in text
    assert "over copies of the variables in sight" in text


def test_the_globals_and_the_whole(tmp_path: Path) -> None:
    result = talk("a = [1]\nfetch(a)\nb = a[3]", "None", "p sorted(locals())", "p a * 2", folder=tmp_path)
    assert "'a'" in result.stderr and "[1, 1]" in result.stderr, result


def test_at_a_terminal(tmp_path: Path) -> None:
    with Terminal("run", write(tmp_path, "s.py", SCRIPT), cwd=tmp_path, columns=50, lines=45) as terminal:
        terminal.wait_for("fetch(…) =")
        terminal.type("0")
        terminal.wait_for("failed:")
        terminal.wait_for("pause 2 · failed")
        terminal.child.send("p se\t")
        terminal.wait_for("p seen")
        terminal.type("")
        terminal.wait_for("\n[0]\n")
        assert all(len(line) <= 50 for line in terminal.text.splitlines())
        terminal.press("d")
        assert terminal.wait_for_end() == 1


def test_without_a_person_or_a_pause_it_ends_at_once(tmp_path: Path) -> None:
    piped = run_process("run", write(tmp_path, "s.py", SCRIPT), cwd=tmp_path, stdin="0\n")
    assert piped.status == 1 and piped.stderr.startswith("Traceback") and "failed" not in piped.stderr
    assert talk("1 / 0", folder=tmp_path).stderr.startswith("Traceback")


def test_a_restart_of_what_is_no_script_any_more(tmp_path: Path) -> None:
    with Terminal("run", write(tmp_path, "s.py", SCRIPT), cwd=tmp_path, columns=80, lines=70) as terminal:
        terminal.wait_for("pause 1")
        write(tmp_path, "s.py", "1 +")
        terminal.type(":restart")
        terminal.wait_for("SyntaxError: invalid syntax")
        terminal.wait_for("│ fetch(0) ", count=2)
        terminal.type("0")
        terminal.wait_for("pause 2 · failed")
        terminal.type(":restart")
        terminal.wait_for("SyntaxError: invalid syntax", count=2)
        terminal.wait_for("pause 2 · failed")
        write(tmp_path, "s.py", "fetch('mended')")
        terminal.type(":restart")
        terminal.wait_for("│ fetch('mended') ")
        terminal.type("7")
        assert terminal.wait_for_end() == 0
