"""The commands of the prompt, each with what it does and with what it says when it can't."""

from __future__ import annotations

from pathlib import Path

import pytest

from monty_cli.cli.debugger.layout import folded, lay_out
from monty_cli.cli.debugger.table import ALIASES, COMMANDS, INTERRUPTED_COMMANDS, SESSION_COMMANDS, bare_command, parts
from tests.cli.talking import talk

SCRIPT = """\
def ask(question):
    reply = fetch(question, key='k')
    print('got', reply)
    return reply

total = 0
seen = []
for n in range(3):
    reply = ask(n)
    total += reply
    seen.append({'n': n, 'reply': reply})
(total, len(seen))
"""


def said(tmp_path: Path, *lines: str, script: str = SCRIPT, answers: tuple[str, ...] = (), **more: str) -> str:
    """What is said at the prompt for `lines`, and then `:quit`."""
    result = talk(script, *lines, ":quit", folder=tmp_path, answers=answers, variables=more)
    assert result.status == 130, result
    return result.stderr


def test_looking(tmp_path: Path) -> None:
    text = said(tmp_path, "w", "u", "l", "ll", "d", "ll", "a", ":locals", ":globals", "l 1, 3")
    assert "> #1 ask  s.py:2  reply = fetch(question, key='k')" in text
    assert "> #0 <module>  s.py:9  reply = ask(n)" in text
    assert "   4     return reply" in text and "  12 (total, len(seen))" in text
    assert "0 = 0\nkey = 'k'" in text
    assert "question = 0" in text and "total = 0" in text
    assert text.count("def ask(question):") > 3


@pytest.mark.parametrize(
    "line, complaint",
    [
        ("d", "this is the innermost frame"),
        (":up x", "`x` is no number of frames"),
        ("l 99", "the script has 12 lines"),
        ("l a, b", "write a line, or the first and the last"),
        ("p", "write an expression"),
        ("p nothing", "NameError: name 'nothing' is not defined"),
        ("p 1 +", "SyntaxError: invalid syntax"),
        ("p fetch(1)", "the expression calls fetch()"),
        (":watch", "nothing is watched"),
        (":unwatch x", "`x` is not watched"),
        (":resolve 1 2", "no call is pending here"),
        (":back", "there are 0 pauses before this one"),
        (":back x", "`x` is no number of pauses"),
        (":forward", "this line goes on for 0 steps"),
        (":go 7", "write an id that :history shows, from 0 to 0"),
        (":history x", "write `:history`"),
        (":fork", "write the answer to try"),
        (":fork x", "`x` is a name"),
        (":diff 7", "this line has no pause 7"),
        (":diff a", "write numbers of pauses"),
        (":diff", "there are 0 pauses before this one"),
        (":continue", "nothing answers by itself"),
        (":until fetch", "nothing answers by itself"),
        (":break", "no place to stop is set"),
        (":break if", "write a name, a line"),
        (":break a b", "is no name"),
        (":clear 3", "write the number that :break shows"),
        (":load", "write the file of a pause"),
        (":load nothing.snap", "cannot read nothing.snap"),
        (":answers nothing.toml", "cannot read nothing.toml"),
        (":record no/where.tape", "there is no folder no"),
        (":save no/where.snap", "cannot write no/where.snap"),
        (":nonsense", "`:nonsense` is not a command"),
        (":help nonsense", "`:nonsense` is not a command"),
    ],
)
def test_what_can_not_be_is_explained(tmp_path: Path, line: str, complaint: str) -> None:
    assert complaint in said(tmp_path, line, "\x15")


def test_expressions_see_the_frame_and_change_nothing(tmp_path: Path) -> None:
    lines = (
        "p question + 1",
        "u",
        "p seen.append(1) or seen",
        "pp [seen, list(range(40))]",
        "5",
        "p seen",
        "u",
        "p seen",
    )
    text = said(tmp_path, *lines)
    assert "\n1\n" in text and "\n[1]\n" in text
    assert "    [],\n    [\n        0,\n        1," in text
    assert "[{'n': 0, 'reply': 5}]" in text


def test_watching(tmp_path: Path) -> None:
    text = said(tmp_path, ":watch total", ":watch question * 2", "5", ":unwatch total", "")
    assert text.count("  question * 2 = 0") == 1 and text.count("  question * 2 = 2") == 2
    assert text.count("total = (NameError") == 0
    assert "  total = 0" in text and "  total = 5" in text


def test_back_and_forward_and_another_answer(tmp_path: Path) -> None:
    result = talk(SCRIPT, "5", "6", ":back 2", ":history", ":forward 2", ":back", "60", "7", folder=tmp_path)
    assert result.status == 0
    assert result.stdout == "got 5\ngot 6\ngot 60\ngot 7\n(72, 3)\n"
    history = result.stderr
    assert (
        ">   1  line 2  fetch(0, key='k') → 5\n    2  line 2  fetch(1, key='k') → 6\n    3  line 2  fetch(2, key='k')\n"
        in history
    )


@pytest.mark.parametrize("isolate", (False, True))
def test_fork_and_go_and_diff(tmp_path: Path, isolate: bool) -> None:
    lines = (
        "5",
        ":fork 50",
        ":fork :raise KeyError: no",
        ":history",
        ":history all",
        "6",
        ":diff",
        ":diff 1 3",
        ":go 2",
        ":diff 1",
        "1",
    )
    result = talk(SCRIPT, *lines, folder=tmp_path, isolate=isolate)
    assert result.status == 0
    assert "tried: line 2  fetch(2, key='k')\n       :go 2 goes there" in result.stderr
    assert "tried: raised KeyError: 'no'" in result.stderr
    assert "├ 50 → line 2  fetch(2, key='k')  (:go 2)" in result.stderr
    assert "├ :raise KeyError: no → raised KeyError: 'no'" in result.stderr
    assert "from pause 2 to pause 3:\nin <module>:\n" in result.stderr
    assert "  - total = 5\n  + total = 11\n" in result.stderr
    assert "  - total = 0\n  + total = 55\n" in result.stderr
    assert result.stdout.endswith("(56, 3)\n")


def test_answers_by_rule_and_where_they_stop(tmp_path: Path) -> None:
    answers = ("fetch=5",)
    assert talk(SCRIPT, folder=tmp_path, answers=answers).stdout.endswith("(15, 3)\n")
    text = said(
        tmp_path, ":answers", ":break fetch if question == 2", ":until fetch if question == 1", ":continue", answers=()
    )
    assert "nothing answers by itself" in text
    result = talk(
        SCRIPT,
        ":answers fetch=5",
        ":break fetch if question == 2",
        ":break",
        ":step",
        ":continue",
        "7",
        folder=tmp_path,
    )
    assert result.stdout.endswith("(17, 3)\n")
    assert "  1 fetch if question == 2" in result.stderr
    assert result.stderr.count("paused: call fetch") == 3
    again = talk(SCRIPT, ":answers fetch=5", ":until 2 if question > 1", ":clear", ":c", folder=tmp_path)
    assert again.stdout.endswith("(15, 3)\n") and again.stderr.count("paused: call fetch") == 2


def test_saving_loading_and_recording(tmp_path: Path) -> None:
    snap, tape = str(tmp_path / "a.snap"), str(tmp_path / "a.tape")
    result = talk(
        SCRIPT,
        f":save {snap}",
        "5",
        f":record {tape}",
        f":load {snap}",
        "1",
        f":load {tape}",
        "2",
        "3",
        folder=tmp_path,
    )
    assert result.status == 0 and result.stdout.endswith("(6, 3)\n")
    assert "recorded 2 pauses in" in result.stderr


def test_restart_and_edit(tmp_path: Path) -> None:
    editor = tmp_path / "editor"
    editor.write_text("#!/bin/sh\ngrep -q '^# fetch(' \"$1\" && sed -i 's/^5$/4/' \"$1\"\n", "utf-8")
    editor.chmod(0o755)
    text = said(tmp_path, "5", ":restart", ":edit", EDITOR=str(editor))
    assert text.count("fetch(0, key='k')") == 2 and text.count("fetch(1, key='k')") == 2
    assert "cannot start the editor" in said(tmp_path, ":edit", EDITOR="/nowhere/vi")
    assert "nothing was written" in said(tmp_path, ":edit", EDITOR="true")
    assert "the editor ended with exit code 1" in said(tmp_path, ":edit", EDITOR="false")


def test_pending_calls(tmp_path: Path) -> None:
    script = "import asyncio\nasync def work(n):\n    return await fetch(n)\nawait asyncio.gather(work(1), work(2))"
    result = talk(
        script,
        ":future",
        "...",
        "w",
        "a",
        "p n * 10",
        "u",
        "p n",
        ":resolve 1 'b'",
        ":back",
        "0 'a'",
        "'c'",
        folder=tmp_path,
    )
    assert result.stdout == "['a', 'c']\n"
    assert "  Task-3\n" in result.stderr and "> #2 work  s.py:3" in result.stderr
    assert "  0 fetch(1)\n  1 fetch(2)" in result.stderr
    assert "\n20\n" in result.stderr


def test_a_name(tmp_path: Path) -> None:
    result = talk("[limit] * 2", "a", "3", folder=tmp_path)
    assert result.stdout == "[3, 3]\n"
    assert "`limit` is read, and called with nothing" in result.stderr


def test_every_command_has_its_help(tmp_path: Path) -> None:
    for name, command in {**SESSION_COMMANDS, **INTERRUPTED_COMMANDS}.items():
        written, meaning, example = parts(command)
        assert written.split()[0] == f":{name}" and meaning and example, name
        assert len(written) + len(meaning) < 150
    names = list(COMMANDS)
    text = said(tmp_path, *(f":help {name}" for name in names), ":help")
    assert text.count("  Example: ") == len(names)
    assert "  Short: b\n" in text and "go on by rule:" in text
    assert max(map(len, text.splitlines())) < 150
    assert set(ALIASES.values()) <= {*COMMANDS, "help"}


def test_what_stands_without_a_colon() -> None:
    assert bare_command("p x") == "p x" and bare_command("ll") == "ll"
    for text in ("p = 3", "a.b", "'w'", "quit", "c", "where.x", "p, q"):
        assert bare_command(text) is None or text == "p, q"


def test_layout() -> None:
    assert lay_out("[1, 2]", 10) == ["[1, 2]"]
    assert lay_out("{'a, b': (1, 2), 'c': f(')')}", 22) == ["{", "    'a, b': (1, 2),", "    'c': f(')'),", "}"]
    assert lay_out("'" + "x" * 50 + "'", 10) == ["'" + "x" * 50 + "'"]
    assert lay_out("P(a=[1, 2, 3], b='it\\'s, ok')", 20) == ["P(", "    a=[1, 2, 3],", "    b='it\\'s, ok',", ")"]
    assert folded([str(n) for n in range(10)], 5) == ["0", "1", "2", "… 6 more lines …", "9"]
