"""The face on a stand-in for the machine, so that a test can say which event comes."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from monty_cli import answers, execution, monty, running, snapshots
from monty_cli.monty import Monty
from monty_cli.values import inward, strangers
from tests.face import fake_machine
from tests.face.fake_machine import SCRIPTS, Script


@pytest.fixture
def monty_of(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Monty]:
    """Give a function that makes a Monty of a stand-in program, `monty_of(generator, inputs=..., source=...)`."""
    for module in (answers, execution, monty, running, snapshots, inward, strangers):
        monkeypatch.setattr(module, "machine", fake_machine)
    monkeypatch.setattr(execution, "KEEPING", [])  # a prompt that was tested before has it otherwise

    def make(script: Script, *, source: str = "<stand-in>", **options: object) -> Monty:
        monkeypatch.setitem(SCRIPTS, source, script)
        return Monty(source, **options)  # type: ignore[arg-type]

    return make
