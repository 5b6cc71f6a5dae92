"""Landlock's three system calls and the functions of libseccomp, as far as a worker's walls use them.

They are called directly: Python's own packages for them import more than all of a worker's other modules, and need to be installed.
"""

from __future__ import annotations

import ctypes
import os
import struct

_CREATE, _ADD, _RESTRICT = 444, 445, 446  # system calls, the same on every architecture
_NO_NEW_PRIVILEGES = 38  # of prctl()
_VERSION, _BENEATH = 1, 1  # the flag that asks for Landlock's version, and the kind of a rule about a path
READ_FILE, READ_DIR = 1 << 2, 1 << 3
# The rights that are taken away, and the version of Landlock from which on the kernel knows them.
_RIGHTS = ((1, (1 << 13) - 1), (2, 1 << 13), (3, 1 << 14), (5, 1 << 15))

ALLOW = 0x7FFF0000
LE, EQ, MASKED_EQ = 3, 4, 7

_libc = ctypes.CDLL(None, use_errno=True)
_libc.syscall.restype = ctypes.c_long


def errno(number: int) -> int:
    """Return the action of a filter that has a system call fail with this error."""
    return 0x00050000 | number


def _landlock(call: int, *arguments: bytes | int | None) -> int:
    """Make one of Landlock's calls; OSError where it fails."""
    given = [ctypes.c_long(part) if isinstance(part, int) else ctypes.c_char_p(part) for part in arguments]
    ctypes.set_errno(0)
    result = int(_libc.syscall(ctypes.c_long(call), *given))
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    return result


class Files:
    """The files that a process may go on to read; all else that Landlock knows of is taken away by `apply`."""

    def __init__(self) -> None:
        """OSError where the kernel has no Landlock."""
        version = _landlock(_CREATE, None, 0, _VERSION)
        rights = sum(right for since, right in _RIGHTS if version >= since)
        self._descriptor = _landlock(_CREATE, struct.pack("Q", rights), 8, 0)

    def allow(self, path: str, rights: int) -> None:
        """Leave `rights` to what `path` is, and to what is in it. OSError where there is no such file."""
        descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
        try:
            _landlock(_ADD, self._descriptor, _BENEATH, struct.pack("=Qi", rights, descriptor), 0)
        finally:
            os.close(descriptor)

    def apply(self) -> None:
        """Hold this thread, and those that it starts, to the rules, and have it give up new privileges, which is needed for that."""
        _libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
        _landlock(_RESTRICT, self._descriptor, 0)

    def close(self) -> None:
        """Forget the rules; where they were applied they hold."""
        os.close(self._descriptor)


class Calls:
    """The system calls that a process may go on to make; the others fail with `otherwise`."""

    def __init__(self, otherwise: int) -> None:
        """OSError where libseccomp is not installed, or refuses."""
        try:
            library = ctypes.CDLL("libseccomp.so.2")
        except OSError:
            raise OSError("libseccomp.so.2 is not installed") from None
        library.seccomp_init.argtypes = (ctypes.c_uint32,)
        library.seccomp_init.restype = ctypes.c_void_p
        library.seccomp_syscall_resolve_name.argtypes = (ctypes.c_char_p,)
        library.seccomp_load.argtypes = library.seccomp_release.argtypes = (ctypes.c_void_p,)
        library.seccomp_rule_add_array.argtypes = (
            *(ctypes.c_void_p, ctypes.c_uint32, ctypes.c_int, ctypes.c_uint, ctypes.c_char_p),
        )
        self._library = library
        self._rules = library.seccomp_init(otherwise)
        if not self._rules:
            raise OSError("libseccomp makes no filter")

    def add(self, action: int, name: str, *arguments: tuple[int, int, int, int]) -> None:
        """Answer a call by `action` where its arguments compare so: number, comparison and one or two data each.

        A call that this architecture does not have needs no rule. OSError for one that can't be made.
        """
        number = self._library.seccomp_syscall_resolve_name(name.encode())
        if number < 0:
            return
        compared = b"".join(struct.pack("IIQQ", *argument) for argument in arguments) or None
        _checked(self._library.seccomp_rule_add_array(self._rules, action, number, len(arguments), compared))

    def load(self) -> None:
        """Hold this thread, and those that it starts, to the rules."""
        _checked(self._library.seccomp_load(self._rules))

    def close(self) -> None:
        """Forget the rules; where they were loaded they hold."""
        self._library.seccomp_release(self._rules)


def _checked(result: int) -> None:
    if result < 0:
        raise OSError(-result, os.strerror(-result))
