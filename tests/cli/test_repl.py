"""`monty repl`: pieces from a pipe, from keys without a screen, and in a real terminal; sessions that are saved and go on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import PipeInput, create_pipe_input
from prompt_toolkit.output import DummyOutput

from monty_cli.cli.asking import SessionPerson
from monty_cli.cli.code_prompt import CodePrompt
from monty_cli.cli.environment import Environment
from monty_cli.cli.output import Output
from monty_cli.cli.repl import Shell
from monty_cli.cli.saving import Saver
from tests.cli.helpers import Result, Stream, Terminal, run_here, run_process, write
from tests.cli.test_process import modules_of

UP, CTRL_C, CTRL_D, PASTE = "\x1b[A", "\x03", "\x04", "\x1b[200~{}\x1b[201~"


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def piped(code: str, *arguments: str) -> Result:
    return run_here("repl", *arguments, stdin=code)


def test_pieces_from_a_pipe() -> None:
    result = piped("x = 1\nx + 1\n_ * 10\n\ndef f():\n\n    return x\nf()\nprint('a')\n'text'\nNone\n")
    assert (result.status, result.stdout, result.stderr) == (0, "2\n20\n1\na\n'text'\n", "")
    assert piped("").stdout == ""
    assert run_here("repl", stdin=None).status == 0


def test_an_error_ends_its_piece() -> None:
    result = piped("x = 1\n1 / 0\nx = = 2\ndef f():\n    return x\nf()\n")
    assert (result.status, result.stdout) == (1, "1\n")
    assert 'File "<python-input-1>", line 1' in result.stderr
    assert "ZeroDivisionError: division by zero" in result.stderr
    assert "SyntaxError: invalid syntax" in result.stderr


def test_results_are_shown_as_the_session_writes_them() -> None:
    code = """\
import collections, dataclasses
@dataclasses.dataclass
class D:
    x: int
D(1)
collections.Counter('aab')
class R:
    def __repr__(self): return 'two\\nlines'
R()
repr = None
[D(2)]
class Bad:
    def __repr__(self): return 1 / 0
Bad()
_ is None
"""
    result = piped(code)
    assert result.stdout == "D(x=1)\nCounter({'a': 2, 'b': 1})\ntwo\nlines\n[D(x=2)]\nFalse\n"
    assert "ZeroDivisionError" in result.stderr
    assert result.status == 1


def test_options() -> None:
    result = piped(
        "n + 1\nimport os, datetime\nos.getenv('A')\ndatetime.datetime.now().year\nopen('/d/a.txt').read()",
        *("-i", "n=41", "--env", "A=b", "--clock", "2020-01-01T00:00", "--mount", ".::/d"),
    )
    assert "No such file" in result.stderr
    assert result.stdout == "42\n'b'\n2020\n"
    assert piped("1", "-i", "n").status == 2
    assert piped("1", "-o", "nowhere/s.snap").status == 73


def test_commands_in_a_pipe(tmp_path: Path) -> None:
    result = piped(
        "x = [1]\ny = 'long' * 99\n:names\n:save a.snap\n:save\nx = 2\n:load a.snap\nx\n:quit\nx\n", "-o", "b.snap"
    )
    assert result.status == 0
    first, second, last = result.stdout.splitlines()
    assert (first, last) == ("x = [1]", "[1]")
    assert second.startswith("y = 'longlong")
    assert len(second) < 80
    assert second.endswith("…")
    assert "saved to a.snap; to go on: monty repl a.snap" in result.stderr
    assert (tmp_path / "b.snap").exists()
    assert piped(":sav\n1").stderr.startswith("saved to session.snap")
    wrong = piped(":svae\n1")
    assert (wrong.status, wrong.stdout) == (2, "")
    assert "`:svae` is not a command; did you mean :save?" in wrong.stderr
    assert piped(":save nowhere/s.snap\n1").status == 73
    assert piped(":load\n1").status == 2
    assert "nothing is bound so far" in piped(":names").stderr
    assert ":load PATH" in piped(":help").stderr


def test_a_pause_in_a_pipe_is_saved_and_resumed() -> None:
    result = piped("def f(n):\n    return fetch(n)\nx = f(1) + f(2)\nprint('never')\n")
    assert (result.status, result.stdout) == (75, "")
    assert "monty: paused at fetch(1) (<python-input-0>, line 2)" in result.stderr
    assert "monty repl session.snap" in result.stderr
    assert "monty resume session.snap --value LITERAL" in result.stderr
    shown = run_here("show", "session.snap")
    assert "fetch(1)" in shown.stdout
    assert "> 2     return fetch(n)" in shown.stdout, "the line of the piece that has the function"
    assert run_here("resume", "session.snap", "--value", "10").status == 75
    result = run_here("resume", "session.snap", "--value", "20")
    assert (result.status, result.stdout) == (0, "")
    assert "monty repl session.snap" in result.stderr
    assert piped("x", "session.snap").stdout == "30\n"
    shown = run_here("show", "session.snap")
    assert shown.status == 0
    assert "a session between two pieces, with 2 names" in shown.stdout
    assert "x = 30" in shown.stdout
    refused = run_here("resume", "session.snap", "--value", "1")
    assert refused.status == 2
    assert "waits for nothing: go on with `monty repl session.snap`" in refused.stderr


def test_a_pause_that_raises() -> None:
    assert piped("x = 5\nx = fetch()\n").status == 75
    result = run_here("resume", "session.snap", "--raise", "ValueError: gone")
    assert result.status == 1
    assert "ValueError: gone" in result.stderr
    assert piped("x", "session.snap").stdout == "5\n"


def test_a_pause_while_a_result_is_written() -> None:
    code = "class R:\n    def __repr__(self): return ask()\nR()\n"
    assert piped(code).status == 75
    result = run_here("resume", "session.snap", "--value", "'an R'")
    assert (result.status, result.stdout) == (0, "an R\n")
    assert piped("type(_).__name__", "session.snap").stdout == "'R'\n"


def test_a_saved_pause_goes_on_before_the_next_piece() -> None:
    assert piped("x = fetch()").status == 75
    again = piped("x", "session.snap", "-o", "other.snap")
    assert again.status == 75
    assert "monty repl other.snap" in again.stderr
    assert run_here("resume", "other.snap", "--value", "3", "-o", "third.snap").status == 0
    assert piped("x", "third.snap").stdout == "3\n"


def test_files_that_are_no_sessions(tmp_path: Path) -> None:
    (tmp_path / "junk.snap").write_bytes(b"junk")
    assert piped("1", "junk.snap").status == 65
    assert piped("1", "none.snap").status == 66
    run_here("run", write(tmp_path, "s.py", "f()"))
    result = piped("1", "s.snap")
    assert result.status == 2
    assert "holds no session, but the pause of a script: go on with `monty resume`" in result.stderr


def test_a_session_that_cannot_be_saved() -> None:
    result = piped("class A:\n    def __eq__(self, other):\n        return ask()\n[1, A()].index(2)\n")
    assert result.status == 73
    assert "this pause cannot be saved" in result.stderr


def test_a_process_of_its_own(tmp_path: Path) -> None:
    result = run_process("repl", cwd=tmp_path, stdin="import sys\nprint('a'); print('b', file=sys.stderr)\n1\n")
    assert (result.status, result.stdout, result.stderr) == (0, "a\n1\n", "b\n")


def test_a_pipe_imports_no_libraries_of_the_terminal(tmp_path: Path) -> None:
    modules = modules_of(tmp_path, "repl", stdin="x = 1\nx\n")
    assert not modules & {"typer", "rich", "prompt_toolkit", "pydantic", "asyncio", "pygments"}


@pytest.fixture
def keys() -> Iterator[PipeInput]:
    with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()):
        yield pipe


def typed(keys: PipeInput, text: str, history: str | None = None, end: str = CTRL_D) -> Result:
    """What comes of a session into which `text` is typed, and at last `end`."""
    streams = {name: Stream(terminal=name != "stdin") for name in ("stdin", "stdout", "stderr")}
    environment = Environment(streams["stdin"], streams["stdout"], streams["stderr"], {})
    output, saver = Output(environment), Saver("typed.snap", in_session=True)
    person = SessionPerson(environment, output, saver, "never", None)
    shell = Shell(environment, output, person, saver, interactive=True)
    keys.send_text(text + end)
    status = shell.converse(CodePrompt(environment, history, shell.complete, shell.commands, colored=False))
    output.finish()
    return Result(status, streams["stdout"].getvalue(), streams["stderr"].getvalue())


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("1 + 1\r_ * 2\r", "2\n4\n"),
        ("def f(n):\rreturn n\r\rf(5)\r", "5\n"),  # indented by itself, and an empty line ends it
        ("if 0:\r1\r\x7felse:\rprint(2)\r\r", "2\n"),  # the backspace takes a whole step away
        ("class A:\rdef f(self):\rreturn 7\r\rA().f()\r", "7\n"),
        ("[1,\r2]\r", "[1, 2]\n"),
        ("'''a\r\rb'''\r", "'a\\n\\nb'\n"),
        ("\r  \r# nothing\r", ""),
        (PASTE.format("def f():\n    x = 1\n\n    return x\nf()") + "\r", "1\n"),
        (PASTE.format("def f():\r\n\tx = 1\r\n\treturn x\r\n") + "\rf()\r", "1\n"),
        (f"nonsense{CTRL_C}3\r", "3\n"),
        ("import mat\t\rmath.sq\t(9)\r", "3.0\n"),
        ("count = 5\rcou\t\r", "5\n"),
        ("if 1:\r\x7f\tprint(7)\r\r", "7\n"),
        ("for i in 1, 2:\rprint(i)\r\r", "1\n2\n"),
        ("f'{1}'\r", "'1'\n"),
        ("x = '\x1b[2J'\r".replace("\x1b", "\\x1b") + "print(x)\rx\r", "\\x1b[2J\n'\\x1b[2J'\n"),
    ],
)  # fmt: skip
def test_typing(keys: PipeInput, text: str, shown: str) -> None:
    result = typed(keys, text)
    assert (result.status, result.stdout) == (0, shown), result


def test_pauses_while_typing(keys: PipeInput) -> None:
    result = typed(keys, "x = fetch(1)\r7\rx\rbefore = 1\rfetch(2)\r:abort\rbefore\rlimit\r:raise\r")
    assert (result.status, result.stdout) == (0, "7\n1\n")
    assert "the piece is given up; what it has bound stays" in result.stderr
    assert result.stderr.count("paused: call fetch") == 2
    assert "NameError: name 'limit' is not defined" in result.stderr


def test_leaving_at_a_pause(keys: PipeInput, tmp_path: Path) -> None:
    assert typed(keys, "x = 1\rfetch(x)\r:help\r:save a.snap\r").status == 75
    assert {path.name for path in tmp_path.iterdir()} == {"a.snap", "typed.snap"}
    result = typed(keys, ":load a.snap\r[2]\rx\r")
    assert (result.status, result.stdout) == (0, "[2]\n1\n")
    assert typed(keys, "fetch(1)\r", end=":quit\r").status == 130


def test_words_that_a_person_may_try(keys: PipeInput) -> None:
    result = typed(keys, "exit\rquit()\rhelp\r:nmaes\r:load nowhere\r:names\r:help\rexit = 3\rexit\r:q\r")
    assert (result.status, result.stdout) == (0, "3\n")
    for word in ("`exit` is not defined here; the command is :quit", "the command is :help", "did you mean :names?", "cannot read nowhere",
                 "nothing is bound so far", ":save [PATH]", "Ctrl-D "):  # fmt: skip
        assert word in result.stderr, word


def test_history_lasts(keys: PipeInput, tmp_path: Path) -> None:
    history = str(tmp_path / "code_history")
    typed(keys, "for i in 1, 2:\rprint(i)\r\r", history)
    assert typed(keys, f"{UP}\r", history).stdout == "1\n2\n"


def test_in_a_terminal(tmp_path: Path) -> None:
    with Terminal("repl", "-i", "rows=[1]", cwd=tmp_path, columns=70) as terminal:
        terminal.wait_for(">>>")
        terminal.type("def f(n):")
        terminal.type("return fetch(n)")
        terminal.type("")
        terminal.wait_for(">>>", count=2)
        assert ">>> def f(n):\n...     return fetch(n)\n...\n>>>" in terminal.text
        terminal.type("f(rows)")
        terminal.wait_for("fetch(…) =")
        assert "> 2     return fetch(n)" in terminal.text
        terminal.press("d")
        assert terminal.wait_for_end() == 75
        assert "monty repl session.snap" in terminal.text
    with Terminal("repl", "session.snap", cwd=tmp_path, columns=70) as terminal:
        terminal.wait_for("fetch(…) =")
        terminal.type("'reply'")
        terminal.wait_for("'reply'\n>>>")
        terminal.type("_, rows")
        terminal.wait_for("('reply', [1])\n>>>")
        terminal.child.send("\x1b[A")
        terminal.wait_for(">>> _, rows", count=2)
        terminal.press("c")
        terminal.wait_for(">>>", count=3)
        terminal.press("d")
        assert terminal.wait_for_end() == 0
    assert (tmp_path / "state" / "code_history").exists()
    assert "fetch([1])" in run_here("show", "session.snap").stdout, "Ctrl-D saves nothing between two pieces"


def test_ctrl_c_ends_a_piece_that_runs(tmp_path: Path) -> None:
    code = "try:\n    print('bu' + 'sy')\n    while True: pass\nfinally:\n    print('never')"
    with Terminal("repl", cwd=tmp_path) as terminal:
        terminal.wait_for(">>>")
        terminal.type(f"\x1b[200~x = 1\n{code}\n\x1b[201~")
        terminal.wait_for("busy")
        terminal.press("c")
        terminal.wait_for("KeyboardInterrupt")
        terminal.wait_for(">>>", count=2)
        assert "\nnever" not in terminal.text
        terminal.type("x + 1")
        terminal.wait_for("2\n>>>")
        terminal.type(":quit")
        assert terminal.wait_for_end() == 0


@pytest.mark.parametrize(("option", "colored"), [("never", False), ("always", True)])
def test_colour(tmp_path: Path, option: str, colored: bool) -> None:
    with Terminal("repl", "--color", option, cwd=tmp_path) as terminal:
        terminal.wait_for(">>>")
        terminal.child.send("import x")
        terminal.wait_for("import x")
        assert (b"38;5;" in terminal.received or b"\x1b[0;3" in terminal.received) == colored
