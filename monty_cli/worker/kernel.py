"""The walls of Linux around a worker: the files it may read (Landlock) and what it may ask of the kernel at all (seccomp).

Both are put up through libraries that need not be installed: `landlock` and `pyseccomp`, the extra `walls`. A worker that has them reads
the files of Python, of this package and of the time zones, and no others; it writes none, and it can't reach the network, start a program,
signal a process or look into one. What isn't on the lists fails with an error, as for lack of a right.
"""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

INSTALL = "pip install 'monty-cli[walls]'"
"""How to get the libraries."""
LIBRARIES = {"file system": "landlock", "system calls": "pyseccomp"}
"""The walls, in the order in which they are put up, and the library of each."""

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
    """Import the libraries that are installed, so that a fork need not."""
    for library in LIBRARIES.values():
        _imported(library)


def enter() -> dict[str, bool | str]:
    """Put up what can be put up, for this thread and those it starts; return True, or why not, for each wall."""
    prepare()  # no file of a library may be needed later
    return {name: _standing(_WALLS[name], library) for name, library in LIBRARIES.items()}


def _standing(build: Callable[[Any], None], library: str) -> bool | str:
    if sys.platform != "linux":
        return "only Linux has it"
    module = _imported(library)
    if type(module) is str:
        return module
    try:
        build(module)
    except (OSError, RuntimeError, AttributeError, ValueError) as error:
        return f"this kernel refuses it: {type(error).__name__}: {str(error).splitlines()[0] if str(error) else ''}"
    return True


def _imported(library: str) -> Any:
    """Return the module, or why there is none."""
    known = sys.modules.get(library)
    if known is not None:
        return known
    if library == "pyseccomp":
        return _imported_seccomp()
    try:
        return __import__(library)
    except ImportError:
        return f"to have it, {INSTALL}"
    except Exception as error:  # a library that does not go with this system
        return f"{library} does not work here: {type(error).__name__}"


def _imported_seccomp() -> Any:
    """Import `pyseccomp`. It looks for two shared libraries by `ctypes.util`, which starts programs for that: the linker knows them too."""
    import ctypes
    from types import ModuleType

    package: Any = ctypes
    known, util = sys.modules.get("ctypes.util"), ModuleType("ctypes.util")
    util.find_library = {"c": "libc.so.6", "seccomp": "libseccomp.so.2"}.get  # type: ignore[attr-defined]
    sys.modules["ctypes.util"] = package.util = util
    try:
        return __import__("pyseccomp")
    except ImportError:
        return f"to have it, {INSTALL}"
    except Exception:
        return "pyseccomp does not find libseccomp.so.2"
    finally:
        if known is None:
            del sys.modules["ctypes.util"], package.util
        else:
            sys.modules["ctypes.util"] = package.util = known


def _readable() -> Iterator[str]:
    """What a worker may read: where modules, shared libraries and time zones are."""
    yield os.path.dirname(os.__file__)
    for name in _PACKAGES:
        places = getattr(sys.modules.get(name), "__path__", None)
        yield from places if places else (os.path.join(entry, name) for entry in sys.path if entry)
    yield from _SHARED
    yield from _ZONES


def _lock_files(landlock: Any) -> None:
    access = landlock.FSAccess
    rules = landlock.Ruleset()
    try:
        for path in _readable():
            if os.path.isdir(path):
                rules.allow(path, rules=access.READ_FILE | access.READ_DIR)
            elif os.path.exists(path):
                rules.allow(path, rules=access.READ_FILE)
        rules.apply()
    finally:
        os.close(rules._fd)  # the library leaves it open


def _filter_calls(seccomp: Any) -> None:
    rules = seccomp.SyscallFilter(seccomp.ERRNO(1))  # EPERM
    for names in _ALLOWED.values():
        for name in names.split():
            _rule(seccomp, rules, seccomp.ALLOW, name)
    writing = os.O_ACCMODE | os.O_CREAT | os.O_TRUNC | (os.O_TMPFILE & ~os.O_DIRECTORY)
    _rule(seccomp, rules, seccomp.ALLOW, "open", seccomp.Arg(1, seccomp.MASKED_EQ, writing, 0))
    _rule(seccomp, rules, seccomp.ALLOW, "openat", seccomp.Arg(2, seccomp.MASKED_EQ, writing, 0))
    _rule(seccomp, rules, seccomp.ALLOW, "clone", seccomp.Arg(0, seccomp.MASKED_EQ, _THREAD, _THREAD))
    _rule(seccomp, rules, seccomp.ALLOW, "prlimit64", seccomp.Arg(0, seccomp.EQ, 0))
    _rule(seccomp, rules, seccomp.ALLOW, "fcntl", seccomp.Arg(1, seccomp.LE, 4))  # flags, not locks and owners
    _rule(seccomp, rules, seccomp.ERRNO(38), "clone3")  # ENOSYS: its flags can't be looked at, so libc uses `clone`
    _rule(seccomp, rules, seccomp.ERRNO(25), "ioctl")  # ENOTTY: nothing here is a terminal
    rules.load()


def _rule(seccomp: Any, rules: Any, action: int, name: str, *arguments: Any) -> None:
    """Add a rule; a call that this architecture does not have needs none."""
    try:
        rules.add_rule(action, name, *arguments)
    except (OSError, RuntimeError, ValueError):
        number = seccomp.resolve_syscall(seccomp.Arch.NATIVE, name)
        if type(number) is int and number >= 0:
            raise


_WALLS: dict[str, Callable[[Any], None]] = {"file system": _lock_files, "system calls": _filter_calls}
