"""The prompt and its commands, with keys from a pipe and no screen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import PipeInput, create_pipe_input
from prompt_toolkit.output import DummyOutput

from monty_cli import FunctionSnapshot, Monty, MontyComplete, NameLookupSnapshot
from monty_cli.cli.answers import Jump, Restart, Stop, Throw, Value
from monty_cli.cli.asking import Person
from monty_cli.cli.environment import Environment
from monty_cli.cli.exit_codes import INTERRUPTED, PAUSED
from monty_cli.cli.output import Output
from monty_cli.cli.prompt import Prompt
from monty_cli.cli.saving import Saver
from tests.cli.helpers import Stream

UP, CTRL_C, CTRL_D, CTRL_U = "\x1b[A", "\x03", "\x04", "\x15"


@pytest.fixture
def keys() -> Iterator[PipeInput]:
    with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()):
        yield pipe


class Asked:
    """A person who is asked about a pause, and what was said meanwhile."""

    def __init__(self, folder: Path) -> None:
        self.stderr = Stream()
        environment = Environment(Stream(), Stream(), self.stderr, {})
        self.folder = folder
        self.person = Person(environment, Output(environment), Saver(str(folder / "a.snap")), None, None)

    @property
    def said(self) -> str:
        return self.stderr.getvalue()


@pytest.fixture
def asked(keys: PipeInput, tmp_path: Path) -> Asked:
    return Asked(tmp_path)


def call() -> FunctionSnapshot:
    pause = Monty("def f(n):\n    return fetch(n, key='k')\nf(1)").start()
    assert isinstance(pause, FunctionSnapshot)
    return pause


def lookup() -> NameLookupSnapshot:
    pause = Monty("[limit]").start()
    assert isinstance(pause, NameLookupSnapshot)
    return pause


def value_of(answer: object) -> object:
    assert isinstance(answer, Value)
    return answer.value


def test_a_literal(keys: PipeInput, asked: Asked) -> None:
    keys.send_text("{'a': [1]}\r")
    pause = call()
    answer = asked.person.answer(pause)
    assert value_of(answer) == {"a": [1]}
    assert not isinstance(answer, Stop | Jump | Restart)
    ended = answer.give(pause)
    assert isinstance(ended, MontyComplete)
    assert ended.output == {"a": [1]}
    assert "fetch(1, key='k')" in asked.said


def test_lines_go_on_until_the_literal_is_whole(keys: PipeInput, asked: Asked) -> None:
    keys.send_text("[1,\r2\r]\r")
    assert value_of(asked.person.answer(call())) == [1, 2]


def test_a_bad_literal_is_explained_and_stands_to_be_mended(keys: PipeInput, asked: Asked) -> None:
    keys.send_text("foo\r'\x01'\r")  # Enter; then a quote at the end, Ctrl-A, and one at the beginning
    assert value_of(asked.person.answer(call())) == "foo"
    assert "`foo` is a name; did you mean 'foo'?" in asked.said


def test_ctrl_c_clears_the_line(keys: PipeInput, asked: Asked) -> None:
    keys.send_text(f"nonsense{CTRL_C}7\r")
    assert value_of(asked.person.answer(call())) == 7


def test_an_empty_line_shows_the_pause_again(keys: PipeInput, asked: Asked) -> None:
    keys.send_text("\r  \r7\r")
    assert value_of(asked.person.answer(call())) == 7
    assert asked.said.count("paused: call fetch") == 3


def test_ctrl_d_saves_and_leaves(keys: PipeInput, asked: Asked) -> None:
    keys.send_text(CTRL_D)
    answer = asked.person.answer(call())
    assert isinstance(answer, Stop)
    assert answer.status == PAUSED
    assert f"monty resume {asked.folder}/a.snap --value LITERAL" in asked.said
    assert (asked.folder / "a.snap").exists()


def test_quit_leaves_without_saving(keys: PipeInput, asked: Asked) -> None:
    keys.send_text(":quit\r")
    answer = asked.person.answer(call())
    assert isinstance(answer, Stop)
    assert answer.status == INTERRUPTED
    assert not answer.saves
    assert not (asked.folder / "a.snap").exists()


def test_save_stays(keys: PipeInput, asked: Asked) -> None:
    keys.send_text(f":save {asked.folder}/b.snap\r:save {asked.folder}/no/b.snap\r{CTRL_U}:save\r1\r")
    assert value_of(asked.person.answer(call())) == 1
    assert {path.name for path in asked.folder.iterdir()} == {"a.snap", "b.snap"}
    assert f"cannot write {asked.folder}/no/b.snap: no such file or directory" in asked.said


def test_a_pause_that_cannot_be_saved_is_not_left(
    keys: PipeInput, asked: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    pause = Monty("class A:\n    def __eq__(self, other):\n        return f()\n[1, A()].index(2)").start()
    assert isinstance(pause, FunctionSnapshot)
    keys.send_text(f"{CTRL_D}True\r")
    assert value_of(asked.person.answer(pause)) is True
    assert "this pause cannot be saved: " in asked.said


def test_raise(keys: PipeInput, asked: Asked) -> None:
    keys.send_text(f":raise\r{CTRL_U}:raise Oops: x\r{CTRL_U}:raise KeyError: gone\r")
    answer = asked.person.answer(call())
    assert isinstance(answer, Throw)
    assert repr(answer.exception) == "KeyError('gone')"
    assert "write the exception as Type: message" in asked.said
    assert "`Oops` is not a builtin exception type" in asked.said


def test_names(keys: PipeInput, asked: Asked) -> None:
    keys.send_text(f":raise ValueError: x\r{CTRL_U}:raise\r")
    assert isinstance(asked.person.answer(lookup()), Throw)
    assert "limit is read, and nothing defines it" in asked.said
    assert "reading a name can raise nothing but NameError" in asked.said
    keys.send_text("5\r")
    pause = lookup()
    answer = asked.person.answer(pause)
    assert not isinstance(answer, Stop | Jump | Restart)
    ended = answer.give(pause)
    assert isinstance(ended, MontyComplete)
    assert ended.output == [5]


def test_show_and_help(keys: PipeInput, asked: Asked) -> None:
    keys.send_text(":show\r:help\r:h\r1\r")
    asked.person.answer(call())
    assert "#1 f" in asked.said
    assert "n = 1" in asked.said
    for command in (":raise Type: message", ":show", ":save [PATH]", ":quit", ":help", "Ctrl-C", "Ctrl-D"):
        assert asked.said.count(f"  {command} ") == 2, command


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        (":shwo", "`:shwo` is not a command; did you mean :show?"),
        (":re", "`:re` is not a command"),
        (":", "`:` is not a command; :help lists the commands"),
        (":\u202e", "`:\\u202e` is not a command"),
        ("quit", "a command starts with a colon, :quit"),
    ],
)
def test_unknown_commands_are_explained(keys: PipeInput, asked: Asked, typed: str, words: str) -> None:
    keys.send_text(f"{typed}\r{CTRL_U}1\r")
    assert value_of(asked.person.answer(call())) == 1
    assert words in asked.said
    assert "\u202e" not in asked.said


def test_history_lasts(keys: PipeInput, tmp_path: Path) -> None:
    environment = Environment(Stream(), Stream(), Stream(), {})
    keys.send_text("'first'\r")
    assert Prompt(environment, str(tmp_path / "history")).ask("? ") == "'first'"
    keys.send_text(f"{UP}\r")
    assert Prompt(environment, str(tmp_path / "history")).ask("? ") == "'first'"
