"""`run`, `resume` and `show` in this process, on streams that are terminals or not: what they write, how they end."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest

from monty_cli.cli import commands
from monty_cli.cli.environment import Environment
from monty_cli.cli.exit_codes import (
    BAD_DATA,
    CANNOT_WRITE,
    DONE,
    INTERNAL,
    INTERRUPTED,
    NO_INPUT,
    PAUSED,
    RAISED,
    USAGE,
)
from monty_cli.cli.options import parse
from tests.cli.helpers import Stream, run_here, write

PAGES = """\
def pages():
    page = 1
    while True:
        batch = fetch('/orders', page=page)
        if not batch:
            return
        yield from batch
        page += 1

total = sum(order['amount'] for order in pages())
print('total', total)
{'total': total}
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Every test works in an empty folder, with one script that pauses in a generator."""
    monkeypatch.chdir(tmp_path)
    write(tmp_path, "pages.py", PAGES)
    return tmp_path


def test_a_script_that_asks_nobody(folder: Path) -> None:
    result = run_here("run", write(folder, "s.py", "print('hello')\n1 + 1"))
    assert (result.status, result.stdout, result.stderr) == (DONE, "hello\n2\n", "")


def test_none_prints_nothing(folder: Path) -> None:
    assert run_here("run", write(folder, "s.py", "x = 1\nNone")).stdout == ""


def test_lines_of_stdin_are_the_answers() -> None:
    result = run_here("run", "pages.py", stdin="# two pages\n[{'amount': 3}]\n\n[{'amount': 4}]\n[]\n99\n")
    assert (result.status, result.stdout, result.stderr) == (DONE, "total 7\n{'total': 7}\n", "")


def test_the_end_of_stdin_saves_the_pause_and_tells_how_to_go_on(folder: Path) -> None:
    result = run_here("run", "pages.py", stdin="[{'amount': 3}]\n")
    assert result.status == PAUSED
    assert result.stdout == ""
    assert result.stderr == (
        "monty: paused at fetch('/orders', page=2) (pages.py, line 4)\n"
        "saved to pages.snap; to go on:\n"
        "    monty resume pages.snap --value LITERAL\n"
    )
    assert (folder / "pages.snap").stat().st_mode & 0o777 == 0o600


def test_a_saved_pause_is_resumed_one_answer_at_a_time(folder: Path) -> None:
    assert run_here("run", "pages.py", "-o", "a b.snap").status == PAUSED
    first = run_here("resume", "a b.snap", "--value", "[{'amount': 5}]", stdin="[]\n")
    assert first.status == PAUSED, "with --value, stdin is not read"
    assert "    monty resume 'a b.snap' --value LITERAL\n" in first.stderr
    kept = run_here("resume", "a b.snap", "--value", "[{'amount': 5}]", "-o", "c.snap")
    assert "saved to c.snap" in kept.stderr
    assert "fetch('/orders', page=2)" in run_here("show", "a b.snap").stdout
    assert "fetch('/orders', page=3)" in run_here("show", "c.snap").stdout
    last = run_here("resume", "a b.snap", "--value", "[]")
    assert (last.status, last.stdout) == (DONE, "total 5\n{'total': 5}\n")
    assert (folder / "a b.snap").exists(), "the file stays: it can be resumed again"


def test_resume_without_an_answer_reads_stdin() -> None:
    run_here("run", "pages.py")
    result = run_here("resume", "pages.snap", stdin="[{'amount': 1}]\n[]\n")
    assert (result.status, result.stdout) == (DONE, "total 1\n{'total': 1}\n")


def test_raise_reaches_the_script(folder: Path) -> None:
    script = write(folder, "s.py", "try:\n    f()\nexcept KeyError as error:\n    print('caught', error)\n")
    assert run_here("run", script, stdin=":raise KeyError: gone\n").stdout == "caught 'gone'\n"
    run_here("run", script)
    assert run_here("resume", "s.snap", "--raise", "KeyError: gone").stdout == "caught 'gone'\n"
    lost = run_here("resume", "s.snap", "--raise", "ValueError: no such page")
    assert lost.status == RAISED
    assert lost.stderr.startswith("Traceback (most recent call last):\n")
    assert lost.stderr.endswith("ValueError: no such page\n")
    assert '  File "s.py", line 2, in <module>\n    f()\n' in lost.stderr


def test_an_unknown_name_is_bound_or_left_unknown(folder: Path) -> None:
    script = write(folder, "s.py", "x = limit\n[x, limit]")
    assert run_here("run", script, stdin="3\n").stdout == "[3, 3]\n"
    for line in (":raise", ":raise NameError"):
        result = run_here("run", script, stdin=line)
        assert result.status == RAISED
        assert "NameError: name 'limit' is not defined" in result.stderr
    result = run_here("run", script, stdin=":raise ValueError: x\n")
    assert result.status == USAGE
    assert "reading a name can raise nothing but NameError" in result.stderr


def test_inputs(folder: Path) -> None:
    script = write(folder, "s.py", "[limit, names]")
    result = run_here("run", script, "--input", "limit=3", "-i", "names=['a', 'b']")
    assert (result.status, result.stdout) == (DONE, "[3, ['a', 'b']]\n")


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--input", "limit"], "write NAME=LITERAL"),
        (["--input", "limit=x"], "the value of limit: `x` is a name; did you mean 'x'?"),
        (["--input", "a=1", "--input", "a=2"], "--input gives a twice"),
    ],
)
def test_bad_inputs_are_explained(options: list[str], words: str) -> None:
    result = run_here("run", "pages.py", *options)
    assert result.status == USAGE
    assert words in result.stderr


def test_a_bad_answer_saves_what_there_is(folder: Path) -> None:
    result = run_here("run", "pages.py", stdin="[{'amount': 3}]\n\noops\n")
    assert result.status == USAGE
    assert "line 3 of stdin is no answer to fetch('/orders', page=2): `oops` is a name" in result.stderr
    assert "saved to pages.snap" in result.stderr
    assert run_here("resume", "pages.snap", "--value", "[]").stdout == "total 3\n{'total': 3}\n"


@pytest.mark.parametrize(("option", "text"), [("--value", "oops"), ("--raise", "Oops: x")])
def test_a_bad_answer_option_is_explained(option: str, text: str) -> None:
    run_here("run", "pages.py")
    result = run_here("resume", "pages.snap", option, text)
    assert result.status == USAGE
    assert "ops`" in result.stderr


def test_two_answers_are_too_many() -> None:
    run_here("run", "pages.py")
    result = run_here("resume", "pages.snap", "--value", "1", "--raise", "KeyError")
    assert (result.status, result.stderr) == (USAGE, "monty: give one of --value, --raise and --future\n")


def test_the_script_on_stdin_leaves_no_answers(folder: Path) -> None:
    result = run_here("run", "-", stdin="f(1)\n2\n")
    assert result.status == PAUSED
    assert "paused at f(1) (<stdin>, line 1)\nsaved to stdin.snap;" in result.stderr
    assert run_here("resume", "stdin.snap", "--value", "None").stdout == "2\n"


@pytest.mark.parametrize("variables", [{}, {"MONTY_NO_INPUT": "1"}])
def test_no_input_reads_no_answers(variables: dict[str, Any]) -> None:
    options = [] if variables else ["--no-input"]
    for tty in ((), ("stdin", "stdout", "stderr")):
        result = run_here("run", "pages.py", *options, stdin="[]\n", tty=tty, TERM="xterm", **variables)
        assert result.status == PAUSED
        assert "page=1" in result.stderr


@pytest.mark.parametrize("tty", [("stdin",), ("stdin", "stdout"), ("stdin", "stderr")])
def test_a_terminal_that_cannot_show_a_prompt_is_not_waited_for(tty: tuple[str, ...]) -> None:
    """stdin is a terminal, but stderr is not, or the terminal cannot move its cursor."""
    assert run_here("run", "pages.py", stdin="[]\n", tty=tty, TERM="dumb").status == PAUSED


def test_closed_stdin_has_no_answers() -> None:
    assert run_here("run", "pages.py", stdin=None).status == PAUSED
    assert run_here("run", "-", stdin=None).status == NO_INPUT


def test_a_syntax_error_shows_where(folder: Path) -> None:
    result = run_here("run", write(folder, "s.py", "x = 1\ny = = 2\n"))
    assert result.status == RAISED
    assert 'File "s.py", line 2' in result.stderr
    assert "y = = 2" in result.stderr
    assert "SyntaxError: invalid syntax" in result.stderr


def test_files_that_are_not_there_or_not_right(folder: Path) -> None:
    assert run_here("run", "nope.py").status == NO_INPUT
    assert run_here("resume", "nope.snap", "--value", "1").status == NO_INPUT
    foreign = run_here("show", "pages.py")
    assert foreign.status == BAD_DATA
    assert foreign.stderr.startswith("monty: cannot load pages.py: ")
    run_here("run", "pages.py")
    whole = (folder / "pages.snap").read_bytes()
    (folder / "cut.snap").write_bytes(whole[:-1])
    (folder / "bent.snap").write_bytes(whole[:-9] + b"?" + whole[-8:])
    for name in ("cut.snap", "bent.snap"):
        assert run_here("resume", name, "--value", "1").status == BAD_DATA
    assert run_here("run", "pages.py", "-o", "nope/a.snap").status == CANNOT_WRITE
    assert run_here("run", "pages.py", "-o", ".").status == CANNOT_WRITE


def test_a_pause_that_cannot_be_saved_says_so(folder: Path) -> None:
    script = write(folder, "s.py", "class A:\n    def __eq__(self, other):\n        return f()\n[1, A()].index(2)\n")
    result = run_here("run", script)
    assert result.status == CANNOT_WRITE
    assert "this pause cannot be saved: " in result.stderr
    assert run_here("run", script, stdin="True\n").status == DONE


@pytest.mark.parametrize("tty", [(), ("stdout", "stderr")])
def test_script_text_cannot_steer_a_terminal(folder: Path, tty: tuple[str, ...]) -> None:
    hostile = "\x1b]0;x\x07\x9b31m\u202e"
    script = write(folder, "s.py", f"print({hostile!r})\nraise ValueError({hostile!r})\n")
    result = run_here("run", script, tty=tty)
    assert (hostile in result.stdout) == (not tty), "a pipe gets what the script wrote"
    assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set(result.stderr)
    if tty:
        assert result.stdout == "\\x1b]0;x\\x07\\x9b31m\\u202e\n"


def test_names_of_the_script_cannot_steer_a_terminal(folder: Path) -> None:
    script = write(folder, "s.py", "f('\\x1b[31m', **{'\\x1b[32m': 1})  # \x1b[33m \u202e\n")
    run_here("run", script)
    for result in (run_here("run", script), run_here("show", "s.snap")):
        assert not {"\x1b", "\u202e"} & set(result.stdout + result.stderr)


def test_output_that_the_encoding_lacks(folder: Path) -> None:
    script = write(folder, "s.py", "print('\\u20ac \\ud800')\n'\\u20ac'")
    raw = io.BytesIO()
    stdout = io.TextIOWrapper(raw, encoding="ascii")
    settings = parse(["run", script])
    assert settings is not None
    assert commands.execute(settings, Environment(None, stdout, Stream(), {})) == DONE
    assert raw.getvalue() == b"\\u20ac \\ud800\n'\\u20ac'\n"


def test_a_full_disk_is_told(folder: Path) -> None:
    class Full(Stream):
        def flush(self) -> None:
            raise OSError(28, "No space left on device")

    stderr = Stream()
    settings = parse(["run", write(folder, "s.py", "try:\n    print('x')\nexcept BaseException:\n    print('caught')")])
    assert settings is not None
    assert commands.execute(settings, Environment(None, Full(), stderr, {})) == CANNOT_WRITE
    assert "cannot write the output: No space left on device" in stderr.getvalue()


def test_show_has_the_call_the_stack_and_the_locals(folder: Path) -> None:
    run_here("run", "pages.py", stdin="[{'amount': 3}]\n")
    result = run_here("show", "pages.snap", COLUMNS="80")
    assert result.status == DONE
    assert "paused: call fetch" in result.stdout
    assert "fetch('/orders', page=2)" in result.stdout
    assert "> 4         batch = fetch('/orders', page=page)" in result.stdout
    assert "^" * len("fetch('/orders', page=page)") in result.stdout
    assert "  3     while True:" in result.stdout, "the lines around it"
    assert "#0 <module>  pages.py, line 10" in result.stdout
    assert "pages  pages.py, line 4" in result.stdout
    assert "page =  2" in result.stdout
    assert "batch = [{'amount': 3}]" in result.stdout
    assert result.stderr == ""


def test_a_defect_of_ours_is_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("oh \x1b[31m")

    monkeypatch.setattr(commands, "limited_script", broken)
    result = run_here("run", "pages.py")
    assert result.status == INTERNAL
    assert "a defect in monty, not in your script: ZeroDivisionError: oh \\x1b[31m" in result.stderr
    assert "--debug" in result.stderr
    detailed = run_here("run", "pages.py", "--debug")
    assert detailed.status == INTERNAL
    assert detailed.stderr.startswith("Traceback (most recent call last):")


def test_ctrl_c_outside_of_the_script(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(commands, "read_script", interrupted)
    assert run_here("run", "pages.py").status == INTERRUPTED
