"""Whole sessions at the prompt, with keys from a pipe and no screen: what is typed goes in at once, what is said comes out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from monty_cli import Monty
from monty_cli.cli.asking import Person
from monty_cli.cli.environment import Environment
from monty_cli.cli.output import Output
from monty_cli.cli.recording import Journal
from monty_cli.cli.rules import read_rules
from monty_cli.cli.saving import Saver
from monty_cli.cli.session import Session
from tests.cli.helpers import Result, Stream

CLEAR, LEAVE = "\x15", "\x04"  # a line that was refused stands there to be mended


def talk(
    script: str,
    *lines: str,
    folder: Path,
    answers: Sequence[str] = (),
    variables: Mapping[str, str] | None = None,
    isolate: bool = False,
    tape: str | None = None,
) -> Result:
    """Run a script and type `lines` at its pauses; `answers` are those of `--answer`."""
    stdout, stderr = Stream(), Stream()
    environment = Environment(Stream(), stdout, stderr, variables or {})
    output = Output(environment)
    with create_pipe_input() as keys, create_app_session(input=keys, output=DummyOutput()):
        keys.send_text("".join(f"{CLEAR}{line}\r" for line in lines) + CLEAR + LEAVE)
        journal = Journal(output, isolate=isolate, tape=tape)
        journal.restarts = True
        saver = Saver(str(folder / "s.snap"))
        automatic: list[Any] = [read_rules(answers, [])] if answers else []
        person = Person(environment, output, saver, "never", None, journal=journal, automatic=automatic)
        session = Session(output, person, saver, journal)
        status = session.run(
            lambda: Monty(script, script_name="s.py", isolate=isolate).start(print_callback=journal.script)
        )
    return Result(status, stdout.getvalue(), stderr.getvalue())
