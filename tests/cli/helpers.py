"""
Ways to run `monty` in a test: in this process with made-up streams, in a process of its own, and in a terminal.

`run_here` is the quick one; `run_process` starts the console script's entry point; `Terminal` gives the process a real
pseudo-terminal (pexpect) whose screen is kept by a terminal emulator (pyte), so that a test sees what a person would.
"""

from __future__ import annotations

import io
import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pexpect
import pyte

import monty_cli
from monty_cli.cli.commands import execute
from monty_cli.cli.environment import Environment
from monty_cli.cli.options import parse

ROOT = Path(monty_cli.__file__).parent.parent
COMMAND = [sys.executable, "-m", "monty_cli"]
TIMEOUT = 60.0  # seconds, for a machine that is busy


class Stream(io.StringIO):
    """A stream in memory that says whether it is a terminal."""

    def __init__(self, text: str = "", *, terminal: bool = False) -> None:
        super().__init__(text)
        self.terminal = terminal

    def isatty(self) -> bool:
        return self.terminal


class Result:
    """How a command ended, and what it wrote."""

    def __init__(self, status: int, stdout: str, stderr: str) -> None:
        self.status = status
        self.stdout = stdout
        self.stderr = stderr

    def __repr__(self) -> str:
        return f"exit {self.status}\n--- stdout\n{self.stdout}\n--- stderr\n{self.stderr}"


def run_here(
    *arguments: str, stdin: str | None = "", tty: Sequence[str] = (), in_worker: bool = True, **variables: Any
) -> Result:
    """Run a command in this process, its script in a worker or here too.

    `tty` names the streams that are terminals, `stdin=None` closes stdin.
    """
    settings = parse(arguments)
    assert settings is not None, "only exact options: typer has no streams of its own to give"
    settings.in_process |= not in_worker
    streams = {name: Stream(terminal=name in tty) for name in ("stdout", "stderr")}
    source = None if stdin is None else Stream(stdin, terminal="stdin" in tty)
    status = execute(settings, Environment(source, streams["stdout"], streams["stderr"], variables))
    return Result(status, streams["stdout"].getvalue(), streams["stderr"].getvalue())


def environment(**variables: str) -> dict[str, str]:
    """The variables for a child process: this checkout, a fixed terminal, and nothing of the user's own settings."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("MONTY_", "XDG_", "COLUMNS"))}
    for name in ("NO_COLOR", "FORCE_COLOR", "LINES"):
        kept.pop(name, None)
    path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH", "")]))
    return {**kept, "PYTHONPATH": path, "TERM": "xterm-256color", "PYTHONUTF8": "1", **variables}


def run_process(*arguments: str, cwd: Path, stdin: str = "", variables: Mapping[str, str] | None = None) -> Result:
    """Run a command in a process of its own, with pipes."""
    done = subprocess.run(
        [*COMMAND, *arguments],
        cwd=cwd,
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=TIMEOUT,
        env=environment(**(variables or {})),
    )
    return Result(done.returncode, done.stdout, done.stderr)


class Screen(pyte.Screen):
    """A screen whose replies (where the cursor is) go back to the program that asked."""

    def __init__(self, columns: int, lines: int, reply: Callable[[str], object]) -> None:
        self._answer = reply
        super().__init__(columns, lines)

    def write_process_input(self, data: str) -> None:
        self._answer(data)


class Terminal:
    """A command in a terminal of `columns` by `lines`."""

    def __init__(self, *arguments: str, cwd: Path, columns: int = 90, lines: int = 50, **variables: str) -> None:
        self.screen = Screen(columns, lines, lambda data: self.child.send(data))
        self._stream = pyte.ByteStream(self.screen)
        self.received = b""
        self.child: pexpect.spawn[bytes] = pexpect.spawn(
            COMMAND[0],
            [*COMMAND[1:], *arguments],
            cwd=str(cwd),
            env=environment(MONTY_STATE_DIR=str(cwd / "state"), **variables),
            dimensions=(lines, columns),
            timeout=TIMEOUT,
        )

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *_: object) -> None:
        self.child.close(force=True)

    @property
    def text(self) -> str:
        """The screen as lines, without the blanks at their ends."""
        return "\n".join(line.rstrip() for line in self.screen.display).rstrip()

    def pump(self, seconds: float = 0.05) -> bool:
        """Show what the process writes within `seconds`; False once it has ended."""
        try:
            data = self.child.read_nonblocking(65536, timeout=seconds)
        except pexpect.TIMEOUT:
            return True
        except pexpect.EOF:
            return False
        self.received += data
        self._stream.feed(data)
        return True

    def wait_for(self, text: str, count: int = 1) -> None:
        """Wait until the screen shows `text`, `count` times."""
        end = time.monotonic() + TIMEOUT
        while self.text.count(text) < count:
            running = self.pump()
            assert running or self.text.count(text) >= count, f"ended without {text!r}:\n{self.text}"
            assert time.monotonic() < end, f"no {text!r} on the screen:\n{self.text}"

    def type(self, text: str) -> None:
        """Type `text`, then Enter."""
        self.child.send(text + "\r")

    def press(self, key: str) -> None:
        """Press Ctrl and the letter `key`."""
        self.child.sendcontrol(key)

    def wait_for_end(self) -> int:
        """Wait until the process ends and return its exit code."""
        end = time.monotonic() + TIMEOUT
        while self.pump():
            assert time.monotonic() < end, f"still running:\n{self.text}"
        self.child.wait() if self.child.isalive() else None
        self.child.close()
        assert self.child.exitstatus is not None, f"killed by signal {self.child.signalstatus}"
        return self.child.exitstatus


def write(folder: Path, name: str, text: str) -> str:
    """Write a script into `folder` and return its name."""
    (folder / name).write_text(text, "utf-8")
    return name
