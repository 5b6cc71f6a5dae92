"""A replay that goes another way is handed to the person at the terminal, who goes on from there."""

from __future__ import annotations

from pathlib import Path

from tests.cli.helpers import Terminal, run_process, write

SCRIPT = "names = [fetch(n) for n in range(3)]\nprint(names)\nstore(names)\nlen(names)\n"
EDITED = SCRIPT.replace("range(3)", "(0, 1, 7)")
ANSWERS = ("--answer", "fetch='a'", "--answer", "store=None")


def test_a_replay_that_diverges_is_handed_over(tmp_path: Path) -> None:
    recorded = run_process("run", write(tmp_path, "s.py", SCRIPT), *ANSWERS, "--record", "s.tape", cwd=tmp_path)
    assert recorded.status == 0, recorded
    command = ("replay", "s.tape", write(tmp_path, "edited.py", EDITED), "--record", "new.tape")
    with Terminal(*command, cwd=tmp_path, columns=80, lines=70) as terminal:
        terminal.wait_for("diverged at pause 3: the script asks fetch(7)")
        terminal.wait_for("the tape has line 1  fetch(2)")
        terminal.wait_for("fetch(…) =")
        terminal.wait_for("pause 3 · call")
        terminal.type(":history")
        terminal.wait_for("1  line 1  fetch(0) → 'a' (tape)")
        terminal.wait_for(">   3  line 1  fetch(7)")
        terminal.type(":back 2")
        terminal.wait_for("│ fetch(0) ")
        terminal.type(":forward 2")
        terminal.wait_for("│ fetch(7) ", count=2)
        terminal.type("'other'")
        terminal.wait_for("store(['a', 'a', 'other'])")
        terminal.wait_for("store(…) =")
        terminal.type("None")
        assert terminal.wait_for_end() == 3
        assert "['a', 'a', 'other']" in terminal.text and terminal.text.rstrip().endswith("3"), terminal.text
    again = run_process("replay", "new.tape", cwd=tmp_path)
    assert again.status == 0 and again.stdout.endswith("3\n"), again


def test_a_replay_of_the_same_script_asks_where_the_tape_ends(tmp_path: Path) -> None:
    left = run_process("run", write(tmp_path, "s.py", SCRIPT), *ANSWERS[:2], "--record", "s.tape", cwd=tmp_path)
    assert left.status == 75, left
    with Terminal("replay", "s.tape", cwd=tmp_path, columns=80, lines=70) as terminal:
        terminal.wait_for("the same as far as the tape goes: 4 pauses")
        terminal.wait_for("store(…) =")
        terminal.type("None")
        assert terminal.wait_for_end() == 0
