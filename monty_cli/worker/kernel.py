"""The walls of Linux around a worker: the files it may read (Landlock) and what it may ask of the kernel at all (seccomp).

A worker that has them reads the files of Python, of this package and of the time zones, and no others; it writes none, and it can't reach
the network, start a program, signal a process or look into one. What isn't on the lists fails with an error, as for lack of a right. The
filter of system calls is made by libseccomp, which most systems have installed.
"""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

WALLS = ("file system", "system calls")
"""The walls, in the order in which they are put up."""

_SHARED = ("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib", "/etc/ld.so.cache")
_ZONES = ("/usr/share/zoneinfo", "/usr/lib/zoneinfo", "/usr/share/lib/zoneinfo", "/etc/zoneinfo")
_PACKAGES = ("monty_cli", "greenlet", "msgpack", "tzdata")

_ALLOWED = {
    "memory": "brk mmap munmap mremap mprotect madvise",
    "descriptors": "read pread64 readv write writev lseek close fstat dup poll ppoll select pselect6",
    "files": "stat lstat newfstatat fstatat64 statx readlink readlinkat access faccessat faccessat2 getcwd getdents64 statfs fstatfs",
    "time": "clock_gettime clock_getres clock_nanosleep nanosleep gettimeofday time",
    "threads": "futex set_robust_list rseq sched_yield sched_getaffinity exit exit_group gettid getpid getppid",
    "signals": "rt_sigaction rt_sigprocmask rt_sigreturn sigaltstack restart_syscall",
    "limits": "getrlimit setrlimit getrusage",
    "the process": "getrandom uname getuid geteuid getgid getegid",
}
_THREAD = 0x00010000  # CLONE_THREAD


def prepare() -> None:
    """Import what `enter` needs, so that a fork need not."""
    if sys.platform == "linux":
        from monty_cli.worker import kernel_calls

        assert kernel_calls


def enter() -> dict[str, bool | str]:
    """Put up what can be put up, for this thread and those it starts; return True, or why not, for each wall."""
    return {name: _standing(build) for name, build in zip(WALLS, (_lock_files, _filter_calls), strict=True)}


def _standing(build: Callable[[], None]) -> bool | str:
    if sys.platform != "linux":
        return "only Linux has it"
    try:
        build()
    except (OSError, AttributeError, ImportError) as error:
        return f"{error}"
    return True


def _readable() -> Iterator[str]:
    """What a worker may read: where modules, what is compiled of them, shared libraries and time zones are."""
    modules = [os.path.dirname(os.__file__)]
    for name in _PACKAGES:
        places = getattr(sys.modules.get(name), "__path__", None)
        modules += places if places else [os.path.join(entry, name) for entry in sys.path if entry]
    yield from modules
    if sys.pycache_prefix is not None:
        yield from (sys.pycache_prefix + os.path.abspath(place) for place in modules)
    yield from _SHARED
    yield from _ZONES


def _lock_files() -> None:
    from monty_cli.worker.kernel_calls import READ_DIR, READ_FILE, Files

    files = Files()
    try:
        for path in _readable():
            if os.path.isdir(path):
                files.allow(path, READ_FILE | READ_DIR)
            elif os.path.exists(path):
                files.allow(path, READ_FILE)
        files.apply()
    finally:
        files.close()


def _filter_calls() -> None:
    from monty_cli.worker.kernel_calls import ALLOW, EQ, LE, MASKED_EQ, Calls, errno

    calls = Calls(errno(1))  # EPERM
    try:
        for names in _ALLOWED.values():
            for name in names.split():
                calls.add(ALLOW, name)
        writing = os.O_ACCMODE | os.O_CREAT | os.O_TRUNC | (os.O_TMPFILE & ~os.O_DIRECTORY)
        calls.add(ALLOW, "open", (1, MASKED_EQ, writing, 0))
        calls.add(ALLOW, "openat", (2, MASKED_EQ, writing, 0))
        calls.add(ALLOW, "clone", (0, MASKED_EQ, _THREAD, _THREAD))
        calls.add(ALLOW, "prlimit64", (0, EQ, 0, 0))
        calls.add(ALLOW, "fcntl", (1, LE, 4, 0))  # flags, not locks and owners
        calls.add(errno(38), "clone3")  # ENOSYS: its flags can't be looked at, so libc uses `clone`
        calls.add(errno(25), "ioctl")  # ENOTTY: nothing here is a terminal
        calls.load()
    finally:
        calls.close()
