"""Calls that are left pending, and pauses at which every task waits: lines of stdin, options, `show`, the prompt."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import PipeInput, create_pipe_input
from prompt_toolkit.output import DummyOutput

from monty_cli import FunctionSnapshot, FutureSnapshot, Monty, NameLookupSnapshot
from monty_cli.cli.answers import Later, Results
from monty_cli.cli.asking import Person
from monty_cli.cli.environment import Environment
from monty_cli.cli.exit_codes import DONE, PAUSED, RAISED, USAGE
from monty_cli.cli.output import Output
from monty_cli.cli.panels import View
from monty_cli.cli.prompt import is_unfinished
from monty_cli.cli.saving import Saver
from tests.cli.helpers import Result, Stream, run_here, write

pytestmark = pytest.mark.usefixtures("collected")

PAIR = """\
import asyncio

async def work(city):
    sky = await forecast(city, days=2)
    print(city, sky)
    return sky

await asyncio.gather(work('Oslo'), work('Rome'), save('log'))
"""
CTRL_U = "\x15"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Every test works in an empty folder, with one script that has three calls pending at once."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    write(tmp_path, "pair.py", PAIR)
    return tmp_path


def pending(code: str = PAIR, name: str = "pair.py") -> FutureSnapshot:
    """The first pause of `code` at which every task waits."""
    pause: object = Monty(code, script_name=name).start()
    while isinstance(pause, FunctionSnapshot):
        pause = pause.resume(future=...)
    assert isinstance(pause, FutureSnapshot)
    return pause


def run(*arguments: str, stdin: str = "") -> Result:
    """Run a command whose script runs in this process, where its modules are made once for all tests."""
    return run_here(*arguments, stdin=stdin, in_worker=False)


@cache
def snapshot() -> bytes:
    """The file of a pause at which all three calls are pending."""
    assert run("run", "pair.py", stdin="...\n:future\n...\n").status == PAUSED
    return Path("pair.snap").read_bytes()


def saved() -> None:
    """Have this file in the test's folder."""
    Path("pair.snap").write_bytes(snapshot())


@pytest.mark.parametrize("in_worker", [False, True])
def test_lines_of_stdin_leave_calls_pending_and_settle_them(in_worker: bool) -> None:
    lines = "...\n:future\n...\n2 'rain'\n{0: None, 1: 'sun'}\n"
    result = run_here("run", "pair.py", stdin=lines, in_worker=in_worker)
    assert (result.status, result.stdout) == (DONE, "Rome rain\nOslo sun\n['sun', 'rain', None]\n"), result


def test_the_last_pending_call_needs_no_id() -> None:
    result = run("run", "pair.py", stdin="...\n...\n...\n0 1\n1 2\n[3]\n")
    assert (result.status, result.stdout.splitlines()[-1]) == (DONE, "[2, [3], 1]"), result


def test_raise_takes_the_id_of_the_call() -> None:
    result = run("run", "pair.py", stdin="...\n...\n...\n:raise 2 ValueError: no sky\n")
    assert result.status == RAISED
    assert result.stderr.endswith("ValueError: no sky\n")
    result = run("run", write(Path(), "s.py", "await f()"), stdin=":future\n:raise KeyError: gone\n")
    assert (result.status, result.stderr.splitlines()[-1]) == (RAISED, "KeyError: 'gone'")


def test_the_message_says_what_waits_and_how_to_go_on() -> None:
    result = run("run", "pair.py", stdin="...\n...\n...\n")
    assert result.stderr == (
        "monty: paused at 3 pending calls: 0 save('log'), 1 forecast('Oslo', days=2), 2 forecast('Rome', days=2)"
        " (pair.py)\n"
        "saved to pair.snap; to go on, with any of these ids, or several --future:\n"
        "    monty resume pair.snap --future 0=LITERAL\n"
    )
    one = run("resume", "pair.snap", "--future", "0=1", "--future", "1=2").stderr
    assert "monty: paused at 1 pending call: 2 forecast('Rome', days=2) (pair.py)\n" in one
    assert one.endswith("saved to pair.snap; to go on:\n    monty resume pair.snap --future 2=LITERAL\n")


def test_options_settle_in_their_order() -> None:
    saved()
    result = run_here("resume", "pair.snap", "--future", "2='rain'", "--future", "1 = 'sun'", "--future", "0=None")
    assert (result.status, result.stdout) == (DONE, "Rome rain\nOslo sun\n['sun', 'rain', None]\n")


def test_value_takes_what_could_be_typed() -> None:
    saved()
    assert run("resume", "pair.snap", "--value", "{0: 1, 1: 2}").status == PAUSED
    assert run("resume", "pair.snap", "--value", "2 3", "-o", "b.snap").stdout.endswith("[2, 3, 1]\n")
    assert run("resume", "pair.snap", "--value", "3").stdout.endswith("[2, 3, 1]\n")
    assert run("resume", "pair.snap", "--raise", "2 KeyError: k").status == RAISED


def test_value_leaves_a_call_pending() -> None:
    run("run", "pair.py")
    for _ in range(2):
        assert "--value LITERAL" in run("resume", "pair.snap", "--value", "...").stderr
    assert "--future 0=LITERAL" in run("resume", "pair.snap", "--value", "...").stderr


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--future", "0"], "`0` has no `=`: write ID=LITERAL"),
        (["--future", "save=1"], "`save` is no id of a call; pending are 0, 1, 2"),
        (["--future", "-1=1"], "`-1` is no id of a call"),
        (["--future", "7=1"], "call 7 is not pending; pending are 0, 1, 2"),
        (["--future", "0=1", "--future", "0=2"], "--future gives call 0 two results"),
        (["--future", "0=x"], "the result of call 0: `x` is a name; did you mean 'x'?"),
        (["--future", "0="], "the result of call 0: nothing was written"),
        (["--future", "0=..."], "call 0 is pending already"),
        (["--future", "0=1", "--value", "1"], "give one of --value, --raise and --future"),
        (["--future", "0=1", "--raise", "KeyError"], "give one of --value, --raise and --future"),
        (["--raise", "KeyError: k"], "write the id of the call first, as in 0 ValueError: no reply"),
        (["--raise", "0 Nope"], "`Nope` is not a builtin exception type"),
        (["--value", "1"], "calls 0, 1, 2 are pending: write `0 LITERAL` for one, `{0: LITERAL, 1: LITERAL}` for"),
        (["--value", "..."], "calls 0, 1, 2 are pending"),
    ],
)
def test_bad_options_are_explained(folder: Path, options: list[str], words: str) -> None:
    saved()
    before = (folder / "pair.snap").read_bytes()
    result = run("resume", "pair.snap", *options)
    assert (result.status, words in result.stderr) == (USAGE, True), result
    assert (folder / "pair.snap").read_bytes() == before


def test_future_where_no_call_is_pending() -> None:
    run("run", "pair.py")
    result = run("resume", "pair.snap", "--future", "0=1")
    assert result.status == USAGE
    assert "this pause waits for save('log') alone: answer it with --value or --raise" in result.stderr


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ("'x'", "line 4 of stdin is no answer to 3 pending calls: 0 save('log'), "),
        ("{'0': 1}", "`'0'` is no id of a call; pending are 0, 1, 2"),
        ("{True: 1}", "`True` is no id of a call"),
        ("{0: 1, 5: 2}", "call 5 is not pending"),
        ("{}", "calls 0, 1, 2 are pending: write"),
        ("{0: ...}", "call 0 is pending already"),
        ("3 'x'", "call 3 is not pending"),
        ("0 x", "`x` is a name; did you mean 'x'?"),
        (":future", "these calls are pending already"),
        (":raise 0", "write the exception as Type: message"),
        (":raise 4 KeyError", "call 4 is not pending"),
        (":save", "of the commands only `:raise Type: message` and `:future` are answers"),
        ("0 1\n1 1\n{2: 1}", "is that the result, or results by id? write `2 1`, or for the dict itself `2 {2: 1}`"),
        ("0 1\n1 1\n...", "call 2 is pending already, and no task can go on without a result"),
    ],
)
def test_bad_lines_are_explained_and_the_pause_is_saved(lines: str, words: str) -> None:
    result = run("run", "pair.py", stdin=f"...\n...\n...\n{lines}\n")
    assert (result.status, words in result.stderr) == (USAGE, True), result
    assert "saved to pair.snap" in result.stderr


def test_only_calls_can_be_left_pending() -> None:
    script = write(Path(), "s.py", "limit")
    for line in ("...", ":future"):
        result = run("run", script, stdin=line)
        assert result.status == USAGE
        assert "only a call can be left pending: give the name a value" in result.stderr
    result = run("run", "pair.py", stdin=":future 0=1")
    assert "`:future` stands alone" in result.stderr


def test_an_ellipsis_inside_a_value_is_a_value() -> None:
    assert run("run", write(Path(), "s.py", "f()"), stdin="[...]\n").stdout == "[Ellipsis]\n"


def test_the_panel() -> None:
    stream = Stream()
    View(stream, None).pause(pending())
    assert stream.getvalue().splitlines() == [
        "╭─  paused: every task waits for 3 pending calls  ─────────────────────────────╮",
        "│ 0  save('log')                                                               │",
        "│ 1  forecast('Oslo', days=2)                                                  │",
        "│ 2  forecast('Rome', days=2)                                                  │",
        "│                                                                              │",
        "│ task    waits for           stands at                                        │",
        "│ Task-1  gather()            <module>, line 8  await asyncio.gather(work('Os… │",
        "│ Task-2  call 1, forecast()  work, line 4  sky = await forecast(city, days=2) │",
        "│ Task-3  call 2, forecast()  work, line 4  sky = await forecast(city, days=2) │",
        "│ Task-4  call 0, save()                                                       │",
        "╰──────────────────────────────────────────────────────────────────────────────╯",
    ]


def test_show_has_every_call_and_the_stack_of_every_task() -> None:
    saved()
    text = run_here("show", "pair.snap").stdout
    for words in (
        "every task waits for 3 pending calls",
        "Task-1 waits for gather()\n  #0 <module>  pair.py, line 8\n",
        "Task-2 waits for call 1, forecast()\n  #0 work  pair.py, line 4\n    city = 'Oslo'",
        "Task-3 waits for call 2, forecast()\n  #0 work  pair.py, line 4\n    city = 'Rome'",
        "Task-4 waits for call 0, save()\n",
    ):
        assert words in text


MANY = """\
import asyncio
async def f(n):
    return await fetch(n)
async def main():
    return await asyncio.gather(*map(f, range(40)))
asyncio.run(main())
"""


@pytest.mark.parametrize("columns", [30, 50, 80, 200])
def test_many_calls_are_cut_in_the_panel_and_whole_in_show(monkeypatch: pytest.MonkeyPatch, columns: int) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    pause = pending(MANY)
    stream = Stream()
    View(stream, "never").pause(pause)
    text = stream.getvalue()
    assert max(map(len, text.splitlines())) <= columns
    assert "28 more calls" in text
    assert "29 more" in text
    assert "<module>" in text, "the script's own frames below the loop"
    stream = Stream()
    View(stream, "never").details(pause)
    assert "fetch(39)" in stream.getvalue()
    assert "n = 39" in stream.getvalue()
    assert max(map(len, stream.getvalue().splitlines())) <= columns


def test_names_of_tasks_cannot_steer_a_terminal() -> None:
    hostile = "[red]\\x1b[31m\\u202e"
    code = f"import asyncio\nasync def f():\n    await g('{hostile}')\nawait asyncio.create_task(f(), name='{hostile}')"
    stream = Stream()
    View(stream, None).details(pending(code))
    assert not {"\x1b", "\u202e"} & set(stream.getvalue())
    assert "[red]\\x1b[31m" in stream.getvalue()


SLEEP = "import asyncio\nawait asyncio.gather(asyncio.sleep(2), asyncio.sleep(3))"


def test_a_sleep_is_a_system_call_with_a_hint() -> None:
    run("run", write(Path(), "s.py", SLEEP))
    text = run("show", "s.snap").stdout
    assert "paused: system call asyncio.sleep" in text
    assert "a timer: None when its time is over, ... leaves it pending" in text
    run("resume", "s.snap", "--value", "...")
    run("resume", "s.snap", "--value", "...")
    assert "asyncio.sleep is a timer: `0 None` when its time is over" in run("show", "s.snap").stdout
    assert run("resume", "s.snap", "--future", "1=None", "--future", "0=None").stdout == "[None, None]\n"


@pytest.fixture
def keys() -> Iterator[PipeInput]:
    with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()):
        yield pipe


class Asked:
    """A person who is asked about a pause, and what was said meanwhile."""

    def __init__(self) -> None:
        self.stderr = Stream()
        environment = Environment(Stream(), Stream(), self.stderr, {})
        self.person = Person(environment, Output(environment), Saver("a.snap"), None, None)

    @property
    def said(self) -> str:
        return self.stderr.getvalue()


def results(answer: object) -> object:
    assert isinstance(answer, Results)
    return answer.results


@pytest.mark.parametrize("typed", ["...", ":future", ":f", " ... "])
def test_typing_leaves_a_call_pending(keys: PipeInput, typed: str) -> None:
    pause = Monty("await f()").start()
    assert isinstance(pause, FunctionSnapshot)
    keys.send_text(f"{typed}\r")
    answer = Asked().person.answer(pause)
    assert isinstance(answer, Later)
    assert isinstance(answer.give(pause), FutureSnapshot)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("1 'a'", {1: {"return_value": "a"}}),
        ("1 [1,\r2]", {1: {"return_value": [1, 2]}}),
        ("{2: 'x',\r0: None}", {2: {"return_value": "x"}, 0: {"return_value": None}}),
        ("0 -1", {0: {"return_value": -1}}),
    ],
)
def test_typing_results(keys: PipeInput, typed: str, expected: object) -> None:
    keys.send_text(f"{typed}\r")
    answer = results(Asked().person.answer(pending()))
    assert answer == expected
    assert isinstance(answer, dict)
    assert isinstance(expected, dict)
    assert list(answer) == list(expected)


def test_typing_mistakes_and_mending_them(keys: PipeInput) -> None:
    asked = Asked()
    keys.send_text(f"5 1\r{CTRL_U}...\r{CTRL_U}:future\r{CTRL_U}:raise KeyError\r{CTRL_U}:raise 2 KeyError: gone\r")
    answer = results(asked.person.answer(pending()))
    assert repr(answer) == "{2: {'exception': KeyError('gone')}}"
    for words in (
        "Type the id of a call and its result, a Python literal; or :help.",
        "call 5 is not pending; pending are 0, 1, 2",
        "these calls are pending already",
        "calls 0, 1, 2 are pending",
        "write the id of the call first",
    ):
        assert words in asked.said


def test_the_only_pending_call(keys: PipeInput) -> None:
    asked = Asked()
    keys.send_text(f"{{0: 1}}\r{CTRL_U}0 {{0: 1}}\r")
    assert results(asked.person.answer(pending("await f()"))) == {0: {"return_value": {0: 1}}}
    assert "is that the result, or results by id?" in asked.said
    keys.send_text("{0: 1, 'a': 2}\r")
    assert results(Asked().person.answer(pending("await f()"))) == {0: {"return_value": {0: 1, "a": 2}}}


def test_help_fits_the_kind_of_pause(keys: PipeInput) -> None:
    asked = Asked()
    keys.send_text(":help\r:show\r0 1\r")
    asked.person.answer(pending())
    for words in ("  0 'text' ", "  {0: 'text', 1: 42} ", "  :raise ID Type: message ", "city = 'Rome'"):
        assert words in asked.said
    assert "  :future " not in asked.said
    asked = Asked()
    lookup = Monty("limit").start()
    assert isinstance(lookup, NameLookupSnapshot)
    keys.send_text(":help\r...\r" + CTRL_U + "1\r")
    asked.person.answer(lookup)
    assert "  :future " not in asked.said
    assert "only a call can be left pending" in asked.said


@pytest.mark.parametrize(
    ("text", "unfinished"),
    [
        ("2 [1,", True),
        ("2 '''a", True),
        ("{2: [", True),
        ("2 [1]", False),
        ("2", False),
        ("2 ", False),
        (":raise 2", False),
    ],
)
def test_enter_goes_on_inside_of_a_result(text: str, unfinished: bool) -> None:
    assert is_unfinished(text) == unfinished
