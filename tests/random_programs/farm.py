"""Worker processes that check programs side by side, with a time limit for each program."""

from __future__ import annotations

import json
import os
import selectors
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
TIME_LIMIT = 60.0  # seconds of a processor for one program in all its modes


class _Worker:
    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.random_programs.worker"],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self.request: dict[str, Any] | None = None
        self.started = self.spent = 0.0

    def send(self, request: dict[str, Any]) -> None:
        assert self.process.stdin is not None
        self.request, self.started, self.spent = request, time.monotonic(), self.processor_time()
        self.process.stdin.write(json.dumps(request).encode() + b"\n")
        self.process.stdin.flush()

    def receive(self) -> dict[str, Any]:
        assert self.process.stdout is not None
        assert self.request is not None
        line = self.process.stdout.readline()
        if not line:
            code = self.process.wait()
            return lost(self.request, f"the process ends with code {code}")
        reply: dict[str, Any] = json.loads(line)
        return reply

    def processor_time(self) -> float:
        """Return the seconds of processor time that the process has used; the wall clock's, where they can't be had."""
        try:
            fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            return time.monotonic()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def is_late(self, limit: float) -> bool:
        """Tell whether the program takes longer than `limit` seconds of a processor, or ten times that in all.

        A machine that stands still for a while is not the program's doing.
        """
        waited = time.monotonic() - self.started
        return waited > limit and (waited > 10 * limit or self.processor_time() - self.spent > limit)

    def stop(self) -> None:
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            assert pipe is not None
            pipe.close()


def lost(request: dict[str, Any], reason: str) -> dict[str, Any]:
    """Return the reply for a program whose process gave none."""
    if not request["modes"]:
        return {"seed": request["seed"], "unfit": reason}
    modes = ",".join(request["modes"])
    return {"seed": request["seed"], "calls": 0, "error": None, "disagreement": [modes, reason, "an end", reason]}


class Farm:
    """A number of workers that answer requests; a worker that hangs or dies is replaced."""

    def __init__(self, jobs: int, time_limit: float = TIME_LIMIT) -> None:
        self.jobs = jobs
        self.time_limit = time_limit
        self.idle: list[_Worker] = []

    def __enter__(self) -> Farm:
        return self

    def __exit__(self, *error: object) -> None:
        for worker in self.idle:
            worker.stop()

    def ask(self, requests: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        """Yield the replies to `requests` as they come in."""
        pending = iter(requests)
        busy: set[_Worker] = set()
        selector = selectors.DefaultSelector()
        try:
            while self._feed(pending, busy, selector) or busy:
                ready = selector.select(1.0)
                for key, _ in ready:
                    yield self._collect(key.data, busy, selector)
                for worker in [each for each in busy if each.is_late(self.time_limit)]:
                    self._retire(worker, busy, selector)
                    assert worker.request is not None
                    yield lost(worker.request, f"no end within {self.time_limit:.0f} seconds")
        finally:
            for worker in busy:
                worker.stop()
            selector.close()

    def _feed(self, pending: Iterator[dict[str, Any]], busy: set[_Worker], selector: selectors.BaseSelector) -> bool:
        fed = False
        while len(busy) < self.jobs:
            request = next(pending, None)
            if request is None:
                break
            worker = self.idle.pop() if self.idle else _Worker()
            worker.send(request)
            busy.add(worker)
            selector.register(worker.process.stdout, selectors.EVENT_READ, worker)  # type: ignore[arg-type]
            fed = True
        return fed

    def _collect(self, worker: _Worker, busy: set[_Worker], selector: selectors.BaseSelector) -> dict[str, Any]:
        reply = worker.receive()
        if worker.process.poll() is not None:
            self._retire(worker, busy, selector)
        else:
            selector.unregister(worker.process.stdout)  # type: ignore[arg-type]
            busy.discard(worker)
            self.idle.append(worker)
        return reply

    def _retire(self, worker: _Worker, busy: set[_Worker], selector: selectors.BaseSelector) -> None:
        selector.unregister(worker.process.stdout)  # type: ignore[arg-type]
        busy.discard(worker)
        worker.stop()
