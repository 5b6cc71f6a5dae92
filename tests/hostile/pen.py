"""A pen for cases that may hang or kill their process: children that work through numbered cases and are watched.

A child writes into shared memory which case it is at, and where it stands in it. When it dies by a signal that is a finding; when a case
takes too long the child is killed, and it is a finding if the case stood where it may not hang.
"""

from __future__ import annotations

import mmap
import os
import resource
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

PHASES = ("begin", "load", "look", "resume", "compile", "run")
MEMORY = 3 << 30  # bytes of address space for a child


class Pen:
    """Runs cases in children.

    Args:
        case: called with the number of a case and a function that notes its phase; returns a word for how it went. An exception is a
            finding.
        patience: seconds of computing after which the pen kills a child that is still at the same case.
        gentle: seconds of computing after which the case gets an exception, as its guest would by a time limit.
        may_hang: the phases in which a case that has to be killed is no finding.
    """

    def __init__(
        self,
        case: Callable[[int, Callable[[str], None]], str],
        *,
        patience: float = 25,
        gentle: float = 3,
        may_hang: tuple[str, ...] = ("resume", "run"),
    ) -> None:
        self._case = case
        self._patience = patience
        self._gentle = gentle
        self._may_hang = may_hang
        self.counts: dict[str, int] = {}
        self.findings: list[tuple[int, str]] = []

    def work(self, cases: Iterator[int], until: float, most: int = 10) -> None:
        """Work through `cases` until `time.monotonic()` is `until`, or there are `most` findings."""
        pending: list[int] = []
        while time.monotonic() < until and len(self.findings) < most:
            while len(pending) < 400:
                pending.append(next(cases))
            done = self._child(pending, until)
            del pending[:done]

    def _child(self, cases: list[int], until: float) -> int:
        board = mmap.mmap(-1, 64)
        reader, writer = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reader)
            self._inside(cases, board, writer, until)
        os.close(writer)
        with os.fdopen(reader, "r", encoding="utf-8", errors="replace") as told:
            status, hung = self._watch(child, board)
            lines = told.read().splitlines()
        done = int.from_bytes(board[:8], "little")
        self._count(lines)
        if hung or status != 0:
            self._ended_badly(cases, done, board, status, hung)
            done += 1
        return min(done, len(cases))

    def _ended_badly(self, cases: list[int], done: int, board: mmap.mmap, status: int, hung: bool) -> None:
        phase = PHASES[board[8]]
        case = cases[min(done, len(cases) - 1)]
        if hung and phase in self._may_hang:
            self.counts["hung"] = self.counts.get("hung", 0) + 1
        elif hung:
            self.findings.append((case, f"hangs in {phase}"))
        else:
            self.findings.append(
                (case, f"the process ended with status {os.waitstatus_to_exitcode(status)} in {phase}")
            )

    def _count(self, lines: list[str]) -> None:
        for line in lines:
            kind, _, rest = line.partition(" ")
            if kind == "finding":
                number, _, text = rest.partition(" ")
                self.findings.append((int(number), text))
            else:
                self.counts[kind] = self.counts.get(kind, 0) + 1

    def _watch(self, child: int, board: mmap.mmap) -> tuple[int, bool]:
        seen, since = b"", 0.0
        while True:
            found, status = os.waitpid(child, os.WNOHANG)
            if found:
                return status, False
            if board[:9] != seen:
                seen, since = board[:9], _processor_time(child)
            elif _processor_time(child) - since > self._patience:
                os.kill(child, signal.SIGKILL)
                os.waitpid(child, 0)
                return 0, True
            time.sleep(0.01)

    def _inside(self, cases: list[int], board: mmap.mmap, writer: int, until: float) -> Any:
        status = 1
        try:
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
            signal.signal(signal.SIGPROF, _time_is_up)
            for number, case in enumerate(cases):
                board[:8] = number.to_bytes(8, "little")
                board[8] = 0
                os.write(writer, (self._one(case, board) + "\n").encode("utf-8", "replace"))
                if time.monotonic() > until:
                    break
                board[:8] = (number + 1).to_bytes(8, "little")
            status = 0
        except BaseException:
            traceback.print_exc()
        finally:
            sys.stdout.flush()
            os._exit(status)

    def _one(self, case: int, board: mmap.mmap) -> str:
        def phase(name: str) -> None:
            board[8] = PHASES.index(name)

        signal.setitimer(signal.ITIMER_PROF, self._gentle, 0.2)
        try:
            return self._case(case, phase)
        except TimeUp:
            return (
                "timeout"
                if PHASES[board[8]] in self._may_hang
                else f"finding {case} more than {self._gentle} s in {PHASES[board[8]]}"
            )
        except Exception as error:
            return f"finding {case} {type(error).__name__}: {error}".replace("\n", " ")
        finally:
            with suppress(TimeUp):
                signal.setitimer(signal.ITIMER_PROF, 0)


def _processor_time(process: int) -> float:
    """Return the seconds that a process has computed: a busy machine makes nothing hang."""
    with open(f"/proc/{process}/stat", encoding="ascii", errors="replace") as file:
        fields = file.read().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class TimeUp(BaseException):
    """A case has taken too long."""


def _time_is_up(number: int, frame: object) -> None:
    raise TimeUp
