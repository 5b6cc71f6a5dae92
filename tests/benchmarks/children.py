"""Engines that live in a child process, which times itself: what needs a Python of its own, or takes so long that it must be ended."""

from __future__ import annotations

import ast
import json
import select
import subprocess
from pathlib import Path
from typing import Any

from tests.benchmarks.engines import Run

MOST_SECONDS = 5
"""How long a child may take for one program; it is ended then, and another one started."""

_CHILD = Path(__file__).with_name("child.py")


class Child:
    """An engine of `child.py` in a process of its own."""

    def __init__(self, name: str, kind: str, python: Path) -> None:
        """Start `python`, which has the library; OSError or ValueError if that fails."""
        self.name = name
        self.line = [str(python), str(_CHILD), kind]
        self.process, self.version = self._start()

    def prepare(self, source: str) -> Run:
        """Return what sends `source` and waits for its result; RuntimeError says why there is none."""

        def run() -> tuple[object, float]:
            answer = self._ask({"source": source})
            if "error" in answer:
                raise RuntimeError(answer["error"])
            return ast.literal_eval(answer["result"]), float(answer["seconds"])

        return run

    def close(self) -> None:
        """End the process."""
        assert self.process.stdin and self.process.stdout
        self.process.stdin.close()
        self.process.wait(10)
        self.process.stdout.close()

    def _start(self) -> tuple[subprocess.Popen[str], str]:
        self.process = subprocess.Popen(
            self.line, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        return self.process, str(self._answer()["version"])

    def _ask(self, question: dict[str, str]) -> dict[str, Any]:
        assert self.process.stdin and self.process.stdout
        self.process.stdin.write(json.dumps(question) + "\n")
        self.process.stdin.flush()
        if not select.select([self.process.stdout], [], [], MOST_SECONDS)[0]:
            self._restart()
            raise RuntimeError(f"it takes more than {MOST_SECONDS} seconds")
        try:
            return self._answer()
        except ValueError:
            self._restart()
            raise RuntimeError("it ends the process") from None

    def _restart(self) -> None:
        self.process.kill()
        self.process.communicate()
        self._start()

    def _answer(self) -> dict[str, Any]:
        assert self.process.stdout
        line = self.process.stdout.readline()
        if not line:
            raise ValueError("the child process has ended")
        answer: dict[str, Any] = json.loads(line)
        return answer
