"""Starting worker processes, and telling how one has ended.

A child is always forked from a process that has one thread and has imported all that a worker needs: from the host's own, where that is
asked for by `fork_here` and it has one thread, the first one ahead of its use; else from a server, a Python of its own that is started
once and does nothing else. The children of a server die with it, and the server ends when the host's process does.
"""

from __future__ import annotations

import os
import sys
import time
from _thread import allocate_lock

TYPE_CHECKING = False
if TYPE_CHECKING:
    import signal
    from typing import Any

    from monty_cli.worker.channel import Channel
else:
    import _signal as signal  # the functions of `signal` without its enums, which take longer than a worker's start

_SERVER = "import sys; sys.path[:] = {path!r}; from monty_cli.worker.server import serve; serve({descriptor}, {parent})"
_KEPT = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SYSTEMROOT")  # what a Python may need to start at all


class Process:
    """A worker process as its parent sees it."""

    def __init__(self, pid: int, channel: Channel, server: _Server | None) -> None:
        self.pid = pid
        self.channel = channel
        self._server = server
        self._status: int | None = None
        self._owner = os.getpid()
        self._lock = allocate_lock()
        self.born = time.monotonic()

    def is_ours(self) -> bool:
        """Tell whether it is a child of this process, and not of one that this was forked from."""
        return self._owner == os.getpid()

    def has_compiled(self, source: str) -> None:
        """Have the server get ready what a script has just needed, so that the workers to come are forked with it."""
        if self._server is not None and self.is_ours():
            self._server.warm(source)

    def signal(self, number: int) -> None:
        """Send a signal; nothing happens if the process has ended and was asked for its end."""
        with self._lock:
            if self._status is None and self.is_ours():
                try:
                    os.kill(self.pid, number)
                except OSError:
                    return

    def end(self, patience: float = 0.0) -> int:
        """Wait `patience` seconds for the end of the process, then kill it; return how it ended, as `os.waitpid` tells it."""
        if not self.is_ours():
            return 0  # a fork of the host's process: the child is not ours
        self.channel.close()
        with self._lock:
            if self._status is None:
                _forked.discard(self.pid)
                self._status = (
                    await_end(self.pid, patience) if self._server is None else self._server.end(self.pid, patience)
                )
            return self._status


def ending_text(status: int) -> str:
    """Return how a process ended, in words, from its status."""
    if os.WIFSIGNALED(status):
        number = os.WTERMSIG(status)
        from signal import Signals

        try:
            return f"was killed by {Signals(number).name}"
        except ValueError:
            return f"was killed by signal {number}"
    return f"ended with exit code {os.waitstatus_to_exitcode(status)}"


def await_end(pid: int, patience: float) -> int:
    """Wait for a child of this process, kill it when it takes too long, with what it may have started, and return its status."""
    deadline = time.monotonic() + patience
    pause = 0.0005
    while not _has_ended(pid):
        if time.monotonic() >= deadline:
            break
        time.sleep(pause)
        pause = min(2 * pause, 0.02)
    for kill in (os.kill, os.killpg):  # a worker leads a group of its own
        try:
            kill(pid, signal.SIGKILL)
        except OSError:
            continue
    try:
        return os.waitpid(pid, 0)[1]
    except ChildProcessError:
        return 0


def _has_ended(pid: int) -> bool:
    """Tell whether a child has ended; its id stays its own."""
    try:
        return os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None
    except ChildProcessError:
        return True


AVAILABLE = hasattr(os, "fork")
"""Whether this system has worker processes."""

_here = False
_ahead: tuple[int, int, int] | None = None


def fork_here() -> None:
    """From now on, fork workers from this process while it has one thread: for a command line that has just started.

    The first is forked at once, so that it makes itself ready while this process does the same; `end_ahead` is for one without use.
    """
    global _here, _ahead
    if _here or not AVAILABLE:
        return
    _here = True
    _follow_stops()
    if _may_fork():
        try:
            _ahead = _fork()
        except OSError:
            return  # whoever asks for a worker is told


_forked: set[int] = set()
"""Workers that this process has forked, and not ended."""


def _follow_stops() -> None:
    """Have Ctrl-Z stop the workers too, which the terminal does not know of, until this process goes on."""
    try:
        if signal.getsignal(signal.SIGTSTP) == signal.SIG_DFL:
            signal.signal(signal.SIGTSTP, _stop)
    except ValueError:  # not the main thread
        return


def _stop(*_: object) -> None:
    _signal_forked(signal.SIGSTOP)
    signal.signal(signal.SIGTSTP, signal.SIG_DFL)
    os.kill(os.getpid(), signal.SIGTSTP)  # returns when this process is continued
    signal.signal(signal.SIGTSTP, _stop)
    _signal_forked(signal.SIGCONT)


def _signal_forked(number: int) -> None:
    for pid in tuple(_forked):
        try:
            os.kill(pid, number)
        except OSError:
            continue


def end_ahead() -> None:
    """End the worker that was forked ahead, if nobody has asked for it."""
    if _ahead is not None:
        start().end()


def start(*, ahead: bool = False) -> Process:
    """Start a worker process; one that is started `ahead` of its use makes itself ready alone. OSError if none can be had."""
    global _ahead
    from monty_cli.worker.channel import Channel

    if not AVAILABLE:
        raise OSError("worker processes need a system with fork()")
    found, _ahead = _ahead, None
    if found is None and _here and _may_fork():
        if not ahead:
            from monty_cli.worker import duty

            assert duty  # for this worker and those to come
        found = _fork()
    if found is None:
        return _server().start()
    pid, reading, writing = found
    return Process(pid, Channel(reading, writing), None)


def _may_fork() -> bool:
    return len(sys._current_frames()) == 1


def _pipes() -> tuple[int, int, int, int]:
    reading, their_writing = os.pipe()
    try:
        return (reading, their_writing, *os.pipe())
    except OSError:
        os.close(reading)
        os.close(their_writing)
        raise


def _fork() -> tuple[int, int, int]:
    """Fork a worker; return its process id, and the descriptors to read from it and to write to it."""
    import gc

    from monty_cli import execution
    from monty_cli.codec.plain import write_message
    from monty_cli.worker import channel, forms, reports, walls

    assert execution and write_message([]) and channel and forms and reports and walls  # what both sides need
    gc.freeze()  # collecting would copy the pages that both share
    reading, their_writing, their_reading, writing = _pipes()
    parent = os.getpid()
    pid = os.fork()
    if pid == 0:
        from monty_cli.worker import child

        child.main(their_reading, their_writing, parent)
    _forked.add(pid)
    os.close(their_reading)
    os.close(their_writing)
    return pid, reading, writing


class _Server:
    """The process that forks workers, and the socket to it."""

    def __init__(self) -> None:
        import atexit
        import socket

        self._owner = os.getpid()
        self._lock = allocate_lock()
        self._seen: set[int] = set()
        self._warm: set[int] = set()
        self._socket, theirs = socket.socketpair()
        code = _SERVER.format(path=[os.path.abspath(entry) for entry in sys.path], descriptor=3, parent=self._owner)
        environment = {name: os.environ[name] for name in _KEPT if name in os.environ}
        arguments = [sys.executable, "-I", "-S", "-c", code]
        moves: list[Any] = [(os.POSIX_SPAWN_DUP2, theirs.fileno(), 3)]
        if theirs.fileno() == 3:
            theirs.set_inheritable(True)
            moves = []
        try:
            self._pid = os.posix_spawn(sys.executable, arguments, environment, file_actions=moves)
        finally:
            theirs.close()
        atexit.register(self._socket.close)  # which ends the server

    @property
    def usable(self) -> bool:
        """Tell whether it is this process's, and runs."""
        if self._owner != os.getpid() or self._pid < 0:
            return False
        try:
            return os.waitpid(self._pid, os.WNOHANG)[0] == 0
        except ChildProcessError:
            return False

    def start(self) -> Process:
        """Have a worker forked."""
        import socket

        from monty_cli.worker.channel import Channel

        reading, their_writing, their_reading, writing = _pipes()
        try:
            with self._lock:
                socket.send_fds(self._socket, [b"F"], [their_reading, their_writing])
                pid = self._answer()
        except OSError:
            os.close(reading)
            os.close(writing)
            raise
        finally:
            os.close(their_reading)
            os.close(their_writing)
        return Process(pid, Channel(reading, writing), self)

    def warm(self, source: str) -> None:
        """Have the modules of the guest's library got ready that scripts import for the second time; nobody waits for it."""
        from monty_cli.worker.warming import imported

        with self._lock:
            found = imported(source) - self._warm
            again = found & self._seen
            self._seen |= found
            self._warm |= again
            try:
                for number in sorted(again):
                    self._socket.sendall(b"W" + number.to_bytes(8, "little"))
            except OSError:
                return  # who starts the next worker is told

    def end(self, pid: int, patience: float) -> int:
        """Have the end of a worker awaited, for `patience` seconds, then enforced; return its status."""
        with self._lock:
            try:
                self._socket.sendall(b"E" + pid.to_bytes(4, "little") + int(patience * 1000).to_bytes(4, "little"))
                return self._answer()
            except OSError:
                return signal.SIGKILL  # the server has gone, and its children with it

    def _answer(self) -> int:
        data = b""
        while len(data) < 4:
            chunk = self._socket.recv(4 - len(data))
            if not chunk:
                raise OSError("the server of the workers has gone")
            data += chunk
        return int.from_bytes(data, "little")


_running: _Server | None = None
_start_lock = allocate_lock()


def _server() -> _Server:
    global _running
    with _start_lock:
        if _running is None or not _running.usable:
            _running = _Server()
        return _running
