"""The pool of worker processes, and the mode that hops between them at every pause.

Which Pythons take part is said by the environment variable `MONTY_TEST_PYTHONS`: paths of interpreters, `os.pathsep`
between them; those that can't run the product are left out. Without it, hops go between two processes of this Python.
"""

from __future__ import annotations

import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

from tests.oracle.native import HostError
from tests.oracle.outcome import Outcome
from tests.oracle.product import LIMIT, Drive
from tests.oracle.programs import Program
from tests.oracle.worker import Report, receive, send

ROOT = Path(__file__).resolve().parent.parent.parent
VARIABLE = "MONTY_TEST_PYTHONS"


class Process:
    """One worker process of the interpreter `python`; started at the first request."""

    def __init__(self, python: str) -> None:
        self.python = python
        self.popen: subprocess.Popen[bytes] | None = None

    def ask(self, method: str, *arguments: object) -> Any:
        """Return the worker's answer to a request. Raises `HostError` with the worker's traceback when it failed."""
        popen = self.popen or self.start()
        assert popen.stdin is not None
        assert popen.stdout is not None
        try:
            send(popen.stdin, (method, arguments))
            fine, answer = receive(popen.stdout)
        except BaseException as error:
            self.stop()
            raise HostError(f"the worker of {self.python} ended in {method}") from error
        if not fine:
            raise HostError(f"in the worker of {self.python}:\n{answer}")
        return answer

    def start(self) -> subprocess.Popen[bytes]:
        """Start the process."""
        command = [self.python, "-c", "from tests.oracle.worker import main; main()"]
        self.popen = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        return self.popen

    def stop(self) -> None:
        """End the process, whatever it does."""
        popen, self.popen = self.popen, None
        if popen is None:
            return
        popen.kill()
        for stream in (popen.stdin, popen.stdout):
            if stream is not None:
                stream.close()
        popen.wait()


class Pool:
    """Worker processes that live as long as the test session, one for each interpreter, two where there is only one."""

    def __init__(self, interpreters: list[str]) -> None:
        paths = interpreters if len(interpreters) > 1 else interpreters * 2
        self.processes = [Process(path) for path in paths]
        self.versions = [tuple[int, int](process.ask("version")) for process in self.processes]

    def for_program(self, program: Program) -> list[Process]:
        """Return the workers that run `program` as this Python does, at least one."""
        here = self.versions[0]
        return [
            process
            for process, version in zip(self.processes, self.versions, strict=True)
            if program.runs_on(version) and (version == here or not program.varies)
        ]

    def stop(self) -> None:
        """End all processes."""
        for process in self.processes:
            process.stop()


@cache
def pythons(method: str = "can_run") -> tuple[str, ...]:
    """Return the interpreters to test with, the running one first; the request `method` must give true there."""
    named = [path for path in os.environ.get(VARIABLE, "").split(os.pathsep) if path]
    fit = [path for path in dict.fromkeys(named) if os.path.realpath(path) != os.path.realpath(sys.executable)]
    return (sys.executable, *(path for path in fit if _says_yes(path, method)))


def _says_yes(python: str, method: str) -> bool:
    process = Process(python)
    try:
        return bool(process.ask(method))
    except (HostError, OSError):
        return False
    finally:
        process.stop()


def run_hopping(program: Program, pool: Pool) -> Outcome:
    """Return the outcome of `program`, each pause resumed by another worker than the one that ran into it."""
    drive = Drive(program)
    workers = pool.for_program(program)
    current = 0
    report: Report = workers[current].ask("start", program.source, program.file)
    for number in range(1, LIMIT):
        drive.printed.append(report.printed)
        if report.kind == "result":
            return drive.outcome(result=report.text)
        if report.kind == "error":
            return drive.outcome(error=report.text, traceback=report.stack)
        if report.data:
            current = number % len(workers)
        else:
            drive.refused.append((report.line, report.text))
        report = workers[current].ask("resume", report.data, _answer(drive, report))
    raise HostError("the program pauses without end")


def _answer(drive: Drive, report: Report) -> dict[str, object]:
    """Return the arguments of `resume` that answer the pause in `report`."""
    if report.kind == "call":
        return drive.answer_call(report.call_ids[0], report.name, report.args, report.kwargs, report.stack)
    if report.kind == "futures":
        return {"results": drive.settle(report.call_ids)}
    if report.name in drive.looked_up:
        raise HostError(f"the name {report.name!r} is looked up again, though it has a value")
    value = drive.value_of(report.name)
    if value is None:
        return {}
    drive.looked_up.append(report.name)
    return {"host_function": report.name} if callable(value[0]) else {"value": value[0]}
