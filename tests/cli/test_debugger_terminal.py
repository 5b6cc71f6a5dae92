"""The debugger on real terminals: the foot of the screen, completion, Ctrl-C while the script runs, narrow screens."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.helpers import TIMEOUT, Terminal, environment, write

SCRIPT = """\
def spin(n):
    total = 0
    while n > 0:
        total += n
    return total

first = fetch('go')
second = fetch('on')
print('bu' + 'sy')
spin(second)
"""
PROMPT = "fetch(…) ="


def test_a_session_on_eighty_columns(tmp_path: Path) -> None:
    with Terminal("run", write(tmp_path, "s.py", SCRIPT), cwd=tmp_path, columns=80, lines=45) as terminal:
        terminal.wait_for(PROMPT)
        terminal.wait_for("pause 1 · call · ran")
        terminal.child.send("gone")
        terminal.wait_for("`gone` is a name; did you mean 'gone'?")
        terminal.press("u")
        terminal.child.send(":his\t")
        terminal.wait_for(f"{PROMPT} :history")
        terminal.type("")
        terminal.wait_for(">   1  line 7  fetch('go')")
        terminal.type("{'a': 1}")
        terminal.wait_for("pause 2 · call")
        terminal.child.send("p fir\t")
        terminal.wait_for("p first")
        terminal.child.send("['\t")
        terminal.wait_for("p first['a']")
        terminal.type("")
        terminal.wait_for("\n1\n")
        terminal.child.send("{")
        terminal.wait_for(f"{PROMPT} {{'a': 1}}")  # what is suggested
        terminal.press("u")
        terminal.type("3")
        terminal.wait_for("busy")
        time.sleep(0.5)  # the script has printed, and is on its way into the loop
        terminal.press("c")
        terminal.wait_for("interrupted while it ran")
        terminal.wait_for("> 3     while n > 0:") if "> 3 " in terminal.text else terminal.wait_for("> 4 ")
        terminal.type("p n * 2")
        terminal.wait_for("interrupted: p n * 2\n6\n")
        terminal.type(":continue")
        terminal.wait_for("interrupted: :continue")
        time.sleep(0.2)
        terminal.press("c")
        terminal.wait_for("interrupted while it ran", count=2)
        terminal.type(":back")
        terminal.wait_for("fetch('on')")
        terminal.wait_for(PROMPT)
        terminal.type("0")
        assert terminal.wait_for_end() == 0
        assert terminal.text.endswith("busy\n0")


@pytest.mark.parametrize("color", ("never", "always"))
def test_fifty_columns(tmp_path: Path, color: str) -> None:
    script = "items = [{'name': 'a long name of an item', 'price': n} for n in range(3)]\nstore(items, where='the usual place')"
    with Terminal(
        "run", write(tmp_path, "s.py", script), "--color", color, cwd=tmp_path, columns=50, lines=60
    ) as terminal:
        terminal.wait_for("store(…) =")
        terminal.wait_for("pause 1 · call")
        assert all(len(line) <= 50 for line in terminal.text.splitlines())
        assert "╭─  paused: call store  ─────────────────────────╮" in terminal.text
        assert (b"\x1b[1;33m" in terminal.received) == (color == "always")
        terminal.type(":until")
        terminal.wait_for("write a name, a line, or `if` and an expression,\nas in :break fetch if page == 2")
        terminal.wait_for("store(…) = :until", count=2)  # it stands there to be mended
        terminal.press("u")
        terminal.type(":help back")
        terminal.wait_for("Example: :back 2")
        terminal.type(":quit")
        assert terminal.wait_for_end() == 130


@pytest.mark.harness
@pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed")
def test_in_tmux(tmp_path: Path) -> None:
    write(tmp_path, "s.py", SCRIPT)
    socket = str(tmp_path / "tmux")

    def tmux(*arguments: str) -> str:
        found = subprocess.run(["tmux", "-S", socket, *arguments], capture_output=True, text=True, env=environment())
        return found.stdout

    def wait_for(text: str) -> str:
        end = time.monotonic() + TIMEOUT
        while text not in (shown := tmux("capture-pane", "-p")):
            assert time.monotonic() < end, shown
            time.sleep(0.1)
        return shown

    command = f"MONTY_STATE_DIR={tmp_path} {sys.executable} -m monty_cli run s.py; sleep 60"
    tmux("-f", "/dev/null", "new-session", "-d", "-x", "70", "-y", "30", "-c", str(tmp_path), command)
    try:
        wait_for("pause 1 · call")
        tmux("send-keys", "[1,", "Enter")
        tmux("send-keys", "2]", "Enter")
        assert "fetch('on')" in wait_for("pause 2 · call")
        tmux("send-keys", ":back", "Enter")
        assert "fetch('go')" in wait_for("pause 1 · call")
    finally:
        tmux("kill-server")
