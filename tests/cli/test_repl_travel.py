"""Going back, forward and aside within a piece of a session: the session goes on from where one has gone to."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.helpers import Terminal


@pytest.mark.parametrize("more", ([], ["--in-process"]))
def test_travelling_within_a_piece(tmp_path: Path, more: list[str]) -> None:
    with Terminal("repl", *more, cwd=tmp_path, columns=80, lines=60) as terminal:
        terminal.wait_for(">>>")
        terminal.type("base = 100")
        terminal.wait_for(">>>", count=2)
        terminal.type("total = fetch(1) + fetch(2)")
        terminal.wait_for("│ fetch(1) ")
        terminal.wait_for("pause 1")
        terminal.type("10")
        terminal.wait_for("│ fetch(2) ")
        terminal.wait_for("pause 2")
        terminal.type(":fork 5")
        terminal.wait_for("tried: the end")
        terminal.type("p base + 1")
        terminal.wait_for("\n101\n")
        terminal.type(":history")
        terminal.wait_for("fetch(1) → 10")
        terminal.type(":back")
        terminal.wait_for("│ fetch(1) ", count=2)
        terminal.type("20")
        terminal.wait_for("│ fetch(2) ", count=2)
        terminal.type("3")
        terminal.wait_for(">>>", count=3)
        terminal.type("total + base")
        terminal.wait_for("\n123\n")
        terminal.type("[fetch(total), 1 / 0]")
        terminal.wait_for("│ fetch(23) ")
        terminal.wait_for("pause 1")
        terminal.type("None")
        terminal.wait_for("ZeroDivisionError")
        terminal.wait_for(">>>", count=5)
        terminal.type("base")
        terminal.wait_for("\n100\n")
        terminal.press("d")
        assert terminal.wait_for_end() == 0
