"""The walls around a worker: what a child process gives up before any code of a script runs in it."""

from __future__ import annotations

import os
import resource
import sys
from _thread import stack_size

from monty_cli.machine.resident import resident
from monty_cli.worker import kernel
from monty_cli.worker.forgetting import forget_environment

TYPE_CHECKING = False
if TYPE_CHECKING:
    from monty_cli.limits import Limits

SLACK, ROOM = 3 << 20, 3 << 20
"""Bytes of address space that a worker may take at least beyond what it has and its script's `max_memory`; else it is a tenth of that.
And those that it has left then to tell its parent, a fortieth."""
GRACE = 0.7
"""Seconds that a worker has beyond its script's `max_duration_secs`, to end it politely, before it is killed."""
_FILES = 64
_PROCESSES = 1024
"""Processes that a worker can start beyond those of the whole system; fewer would deny its own thread to it where the user has many."""
_STACK = 1 << 19  # bytes
_NO_NEW_PRIVILEGES, _DEATH_SIGNAL, _ADOPT = 38, 1, 36  # of prctl()
_MOST_ARENAS = -8  # of mallopt()


def close_all_but(kept: tuple[int, ...]) -> None:
    """Close every descriptor but those of `kept`, and let the standard streams be /dev/null."""
    null = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(null, stream)
    low = 3
    for descriptor in sorted(kept):
        os.closerange(low, descriptor)
        low = descriptor + 1
    os.closerange(low, max(_open_limit(), low))


def _open_limit() -> int:
    try:
        return max(map(int, os.listdir("/proc/self/fd"))) + 1
    except OSError:
        return min(resource.getrlimit(resource.RLIMIT_NOFILE)[0], 1 << 16)


def enter() -> dict[str, bool | str]:
    """Put up the walls that hold for any script; return which stand, or why not. The process must have but one thread."""
    resident.open()  # no longer possible behind the walls
    kernel.prepare()
    standing: dict[str, bool | str] = {"new session": own_session(), "limits": _lower_limits()}
    forget_environment()
    os.chdir("/")
    os.umask(0o077)
    standing["no new privileges"] = _call("prctl", _NO_NEW_PRIVILEGES, 1, 0, 0, 0) == 0
    _spare_addresses()
    return standing | kernel.enter()


def die_with(parent: int) -> None:
    """Have the kernel kill this process when its parent ends; at once if it has ended already."""
    if sys.platform == "linux":
        _call("prctl", _DEATH_SIGNAL, 9, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)


def adopt_orphans() -> None:
    """Become the parent of whatever the children of this process leave behind."""
    _call("prctl", _ADOPT, 1, 0, 0, 0)


_kept: list[bytes] = []
"""Memory for what takes a little even where there is none, such as to let the process have more."""


def bound_memory(limits: Limits) -> None:
    """Bound the address space by what the process has now, `max_memory` and some slack."""
    most = limits.max_memory
    if most is None:
        return
    _kept[:] = [bytes(100_000), bytes(100_000)]
    size = resident.address_space() + most + max(most // 10, SLACK)
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    larger = size + max(most // 40, ROOM)
    if hard != resource.RLIM_INFINITY:
        size, larger = min(size, hard), min(larger, hard)
    try:
        resource.setrlimit(resource.RLIMIT_AS, (size, larger))
    except (ValueError, OSError):
        return


def make_room() -> None:
    """Let the process take what `bound_memory` has kept: the script has taken all else, and this is to be told."""
    _kept.clear()
    try:
        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        resource.setrlimit(resource.RLIMIT_AS, (hard, hard))
    except (ValueError, OSError):
        return


def bound_time(limits: Limits) -> None:
    """Bound the processor's time for the next step of a script; the kernel ends the process beyond it."""
    if limits.max_duration_secs is None:
        return
    usage = resource.getrusage(resource.RUSAGE_SELF)
    seconds = int(usage.ru_utime + usage.ru_stime + limits.max_duration_secs + GRACE) + 2
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    if hard != resource.RLIM_INFINITY:
        seconds = min(seconds, hard)
    try:
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, hard))
    except (ValueError, OSError, OverflowError):
        return


def own_session() -> bool:
    """Leave the terminal: its Ctrl-C is for the host. Return whether that worked."""
    try:
        os.setsid()
    except OSError:
        return False
    return True


def _lower_limits() -> bool:
    try:
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        files = min(_FILES, resource.getrlimit(resource.RLIMIT_NOFILE)[1])
        resource.setrlimit(resource.RLIMIT_NOFILE, (files, files))
        hard = resource.getrlimit(resource.RLIMIT_NPROC)[1]
        processes = _processes() + _PROCESSES
        if hard == resource.RLIM_INFINITY or processes < hard:
            resource.setrlimit(resource.RLIMIT_NPROC, (processes, processes))
    except (ValueError, OSError):
        return False
    return True


def _processes() -> int:
    """Return how many processes and threads the system has."""
    try:
        with open("/proc/loadavg", "rb") as file:
            return int(file.read().split()[3].partition(b"/")[2])
    except (OSError, ValueError, IndexError):
        return 1 << 12


def _spare_addresses() -> None:
    """Let the thread that watches over limits take few addresses: they count as the script's memory."""
    stack_size(_STACK)
    _call("mallopt", _MOST_ARENAS, 1)


def _call(name: str, *arguments: int) -> int:
    """Call a function of Linux's C library; -1 where it fails or there is none."""
    if sys.platform != "linux":
        return -1
    try:
        import ctypes

        return int(getattr(ctypes.CDLL(None), name)(*arguments))
    except (ImportError, OSError, AttributeError):
        return -1
