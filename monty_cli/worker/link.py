"""The host's end of one worker: questions and answers, the clock, and what becomes of a worker that dies, hangs or lies."""

from __future__ import annotations

import os
import sys
import time
from _thread import allocate_lock, get_ident

from monty_cli.codec.plain import encode_plain
from monty_cli.errors import MontyCrashedError, MontyRuntimeError, MontySyntaxError, NotTakenError, Report
from monty_cli.limits import NO_LIMITS
from monty_cli.worker.channel import LARGEST, SMALL, ClosedError, LateError
from monty_cli.worker.forms import common_form
from monty_cli.worker.processes import ending_text
from monty_cli.worker.walls import GRACE

TYPE_CHECKING = False
if TYPE_CHECKING:
    import signal
    from collections.abc import Callable
    from typing import Any, NoReturn

    from monty_cli.limits import Limits
    from monty_cli.worker.processes import Process

    # Answers what a worker asks for while it does something; returns the reply, or None where none is wanted.
    Serve = Callable[[list[Any]], "list[Any] | None"]
else:
    import _signal as signal  # the functions of `signal` without its enums, which take longer than a worker's start

_ERRORS: dict[str, type[Exception]] = {
    "TypeError": TypeError,
    "ValueError": ValueError,
    "RuntimeError": RuntimeError,
    "MemoryError": MemoryError,
}
_ENDED = ["raise", encode_plain(KeyboardInterrupt(), common_form), 0]
"""The reply to a worker whose piece is to end."""
_LAST_WORD = 0.3
"""Seconds in which a worker whose pipe is closed may end by itself."""
_STOP = 2.0
"""Seconds in which a worker may end a piece that is interrupted."""


class Link:
    """One worker, which does one thing at a time, for one thread: what that thread asks while the worker waits for it comes in between."""

    def __init__(self, process: Process, *, lent: bool = False) -> None:
        """Take over a fresh process; one that is `lent` outlives its scripts."""
        self._process: Process | None = process
        self._lent = lent
        self.compiled: object = None  # whose script it has compiled last
        self._failure: str | None = None
        self._limits: Limits = NO_LIMITS
        self._left: float | None = None
        self._guard = allocate_lock()
        self._thread: int | None = None  # that waits for an answer
        self._due = 0  # answers that have not come: more than are waited for, after an exception in between
        self._owed = False  # the worker waits for a reply
        self._talks = False  # a message may be under way, of which nothing may be lost
        self._asked = 0  # how often anything was
        self._signalled = False  # the worker was interrupted
        self.hosted = 0.0  # seconds in functions of the host's, which are not the worker's
        self.loud = False  # the worker wants an answer to each `print`

    @property
    def pid(self) -> int | None:
        """The id of the process, None when it has ended."""
        return None if self._process is None else self._process.pid

    def has_compiled(self, source: str) -> None:
        """Let the workers to come profit from what this one has just compiled."""
        if self._process is not None:
            self._process.has_compiled(source)

    def limit(self, limits: Limits) -> None:
        """Set, or set anew, how long the guest may run, and how large a message can be."""
        self._limits = limits
        self._left = limits.max_duration_secs
        if self._process is not None and limits.max_memory is not None:
            self._process.channel.largest = min(LARGEST, limits.max_memory + SMALL)

    def ask(self, fields: list[Any], serve: Serve | None = None) -> list[Any]:
        """Send a message and return the answer to it, without its errors, which are raised. `serve` does what is asked for on the way.

        Raises MontyCrashedError when the worker is gone or breaks the protocol, MontyRuntimeError for a limit of time, MontySyntaxError
        and the plain errors that the worker tells, RuntimeError while another thread waits for it; a guest's error is returned, as
        `["error", ...]`.
        """
        me = get_ident()
        with self._guard:
            if self._thread not in (None, me):
                raise RuntimeError(
                    "the script runs on another thread: its worker can't be asked for anything else meanwhile"
                )
            is_first, self._thread = self._thread is None, me
        hosted, self.hosted = self.hosted, 0.0
        try:
            if is_first and self._signalled:  # perhaps too late for what it was meant for
                self._exchange(["calm"], None, 0)
                self._signalled = False
            return self._checked(self._exchange(fields, serve, 0 if is_first else self._due))
        finally:
            self.hosted = hosted
            if is_first:
                self._thread = None

    def _exchange(self, fields: list[Any], serve: Serve | None, due: int) -> list[Any]:
        process = self._process
        if process is None or not process.is_ours():
            raise MontyCrashedError(self._failure or "the worker has been closed")
        channel = process.channel
        if self._due > due:
            self._drain(due)
        began = time.monotonic()
        channel.stood, channel.ticked = 0.0, began
        self._asked += 1
        try:
            self._talks = True
            self._due += 1
            channel.send(fields, self._deadline(began))
            while True:
                answer = channel.receive(self._deadline(began))
                if serve is None or answer[0] not in ("call", "print"):
                    break
                now = channel.tick()
                deadline = self._deadline(began)
                if deadline is not None and now > deadline:
                    raise LateError  # what is always there is never waited for
                self._owed = answer[0] == "call" or self.loud
                self._talks = False
                hosted = self.hosted
                reply = serve(answer)
                channel.tick(self.hosted - hosted)
                self._talks = True
                if self._due > due + 1:
                    self._drain(due + 1)
                if reply is not None:
                    channel.send(reply, self._deadline(began))
                self._owed = False
            self._due -= 1
        except LateError:
            self.kill(f"the worker did not end within {GRACE:g}s of its limit of time")
            self._late()
        except ClosedError:
            self._closed()
        except ValueError as error:
            self.broken(error)
        finally:
            self._talks = False
            if self._left is not None:
                self._left -= time.monotonic() - began - self.hosted - self._stood()
        return answer

    def _stood(self) -> float:
        """Return the seconds for which this process was stopped while it waited; a worker that is stopped alone does not end in time."""
        return 0.0 if self._process is None else self._process.channel.stood

    def _deadline(self, began: float) -> float | None:
        return None if self._left is None else began + self.hosted + self._stood() + max(self._left, 0.0) + GRACE

    def _checked(self, answer: list[Any]) -> list[Any]:
        kind, *rest = answer
        if kind == "failed":
            if len(rest) != 2 or rest[0] not in _ERRORS or type(rest[1]) is not str:
                self.broken(ValueError("an error that can't be"))
            raise _ERRORS[rest[0]](rest[1])
        if kind == "refused":
            if len(rest) != 1 or type(rest[0]) is not str:
                self.broken(ValueError("a refusal that can't be"))
            raise NotTakenError(rest[0])
        if kind == "syntax":
            kinds = [(str,), (str,), *[(int, type(None))] * 4, (str, type(None)), (str, type(None))]
            if len(rest) != 8 or any(type(part) not in wanted for part, wanted in zip(rest, kinds, strict=True)):
                self.broken(ValueError("a syntax error that can't be"))
            raise MontySyntaxError(*rest)
        if kind == "interrupted":
            raise KeyboardInterrupt
        if type(kind) is not str:
            self.broken(ValueError("an answer of no kind"))
        return answer

    def broken(self, error: Exception) -> NoReturn:
        """End a worker that has sent what none may send."""
        self.kill(f"the worker broke the protocol: {error}")
        raise MontyCrashedError(self._failure or "") from None

    def _closed(self) -> NoReturn:
        process, self._process = self._process, None
        status = 0 if process is None else process.end(_LAST_WORD)
        if self._failure is None:
            self._failure = f"the worker process {ending_text(status)}"
        if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGXCPU:
            self._late()
        raise MontyCrashedError(self._failure) from None

    def _late(self) -> NoReturn:
        longest = self._limits.max_duration_secs
        text = f"time limit exceeded: {longest:g}s, and the script could not be interrupted"
        hint = "hint: the limit is 'max_duration_secs' of limits=, --max-time on the command line"
        raise MontyRuntimeError(Report("TimeoutError", text, [], [hint]), TimeoutError(text)) from None

    def interrupt(self) -> bool:
        """Have the worker end the piece that it runs; the session goes on. Return whether who waits for an answer is told by that.

        To raise an exception there instead could lose a part of a message. A worker that does not end its piece is killed.
        """
        process = self._process
        if process is None or not self._due:
            return False
        self._signalled = True
        process.signal(signal.SIGINT)
        if self._talks:
            from threading import Timer

            patience = Timer(_STOP, self._kill_late, (self._asked,))
            patience.daemon = True
            patience.start()
        return self._talks

    def _kill_late(self, asked: int) -> None:
        if self._talks and self._asked == asked:
            self.kill("the worker did not end its piece when it was interrupted")

    def pause(self) -> None:
        """Have the worker pause the guest where it runs; nothing happens when it does not."""
        if self._process is not None and self._due:
            self._process.signal(signal.SIGUSR1)

    def _drain(self, due: int) -> None:
        """Wait for answers that were not waited for, because of an exception in between, and drop them; kill what gives none."""
        process = self._process
        assert process is not None
        deadline = time.monotonic() + _STOP
        try:
            if self._owed:
                process.channel.send(_ENDED, deadline)
                self._owed = False
            self._signalled = True
            process.signal(signal.SIGINT)
            while self._due > due:
                answer = process.channel.receive(deadline)
                if answer[0] not in ("call", "print"):
                    self._due -= 1
                elif answer[0] == "call" or self.loud:
                    process.channel.send(_ENDED, deadline)
        except (LateError, ClosedError, ValueError):
            self.kill("the worker did not end its piece when it was interrupted")
            raise MontyCrashedError(self._failure or "") from None

    def kill(self, why: str) -> None:
        """End the worker at once; `why` is what is said of it from now on. A thread that waits for it is told."""
        process = self._process
        if self._failure is None:
            self._failure = why
        if process is None:
            return
        process.signal(signal.SIGKILL)
        if self._thread in (None, get_ident()):
            self._process = None
            process.end(_LAST_WORD)

    def finish(self) -> None:
        """Give the worker up, now that its script has ended, unless it is lent."""
        if not self._lent:
            self.close()

    def close(self) -> None:
        """Give the worker up: it has nothing more to say, and is killed."""
        process, self._process = self._process, None
        if process is not None:
            process.end()

    def __del__(self) -> None:
        if not sys.is_finalizing():
            self.close()
