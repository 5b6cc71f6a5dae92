"""What stands between scripts and this machine: `monty doctor`.

Each wall is tried in a worker process, not read from a manual. A finding is `ok`, `note` (something is missing that is not needed) or
`bad` (a worker does not hold what is said of it).
"""

from __future__ import annotations

import platform
import sys

from monty_cli.errors import MontyError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from monty_cli.limits import ResourceLimits

_NEEDED = {(3, 11): 10, (3, 12): 5, (3, 13): 0}
"""Patch levels from which on known defects are gone by which comparing and slicing lists crashes the process (gh-120298, gh-120384)."""


class Finding:
    """One line of the report: what was looked at, how it stands ('ok', 'note', 'bad'), and what that means."""

    __slots__ = ("name", "state", "text")

    def __init__(self, name: str, state: str, text: str) -> None:
        self.name = name
        self.state = state
        self.text = text

    @property
    def is_bad(self) -> bool:
        """Whether a wall is down."""
        return self.state == "bad"

    def line(self) -> str:
        """Return the finding as a line of text."""
        return f"{self.state:<5} {self.name:<18} {self.text}"


def examine() -> list[Finding]:
    """Look at everything, and return what was found."""
    found = [_python(), Finding("platform", "ok", f"{platform.system()} {platform.release()}, {platform.machine()}")]
    from monty_cli.worker import processes

    if not processes.AVAILABLE:
        return [*found, Finding("worker", "bad", "this system has no fork(): scripts run in the process of the host")]
    walls = _walls()
    if walls is None:
        return [*found, Finding("worker", "bad", "no worker process can be started")]
    found.append(Finding("worker", "ok", "scripts run in a process of their own that can be killed"))
    for name, text in _TEXTS.items():
        stands = walls.get(name)
        found.append(
            Finding(name, "ok", text) if stands is True else Finding(name, "note", f"{_without(stands)}; {text}")
        )
    return [*found, _time(), _memory()]


def _python() -> Finding:
    version, least = platform.python_version(), _NEEDED.get(sys.version_info[:2])
    name = f"{platform.python_implementation()} {version}"
    if least is None:
        return Finding("Python", "note", f"{name}: not one of those that are tested, 3.11 to 3.13")
    if sys.version_info.micro < least:
        wanted = f"{sys.version_info[0]}.{sys.version_info[1]}.{least}"
        text = f"{name}: a script can crash the process it runs in, so use workers; {wanted} and later don't have these defects"
        return Finding("Python", "bad", text)
    return Finding("Python", "ok", name)


_TEXTS = {
    "new session": "the terminal's signals do not reach a worker",
    "limits": "a worker writes no files, dumps no core, opens few files",
    "no new privileges": "a worker gains none by running another program",
    "file system": "with Landlock a worker can't read files of yours",
    "system calls": "with seccomp a worker can't reach the network or start programs",
}


def _without(why: object) -> str:
    return f"not here: {why}" if type(why) is str else "not here"


def _walls() -> dict[str, object] | None:
    """Return which walls a worker has put up; None if there is no worker."""
    from monty_cli.worker import processes
    from monty_cli.worker.link import Link

    try:
        link = Link(processes.start())
        try:
            answer = link.ask(["walls"])
        finally:
            link.close()
    except (OSError, MontyError):
        return None
    return answer[1] if len(answer) == 2 and type(answer[1]) is dict else None


def _time() -> Finding:
    text = _error("while True: pass", {"max_duration_secs": 0.2})
    if text.startswith("TimeoutError"):
        return Finding("limit of time", "ok", "an endless loop is ended")
    return Finding("limit of time", "bad", f"an endless loop is not ended as it should be: {text}")


def _memory() -> Finding:
    text = _error("x = [0] * (1 << 27)", {"max_memory": 16 << 20})
    if text.startswith("MemoryError"):
        return Finding("limit of memory", "ok", "a huge list is refused")
    return Finding("limit of memory", "bad", f"a huge list is not refused: {text}")


def _error(code: str, limits: ResourceLimits) -> str:
    from monty_cli import Monty

    try:
        Monty(code, isolate=True).run(limits=limits)
    except (MontyError, OSError) as error:
        return str(error)
    return "no error"
