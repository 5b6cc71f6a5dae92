"""The host's end of one worker: questions and answers, the clock, and what becomes of a worker that dies, hangs or lies."""

from __future__ import annotations

import sys
import time

from monty_cli.codec.plain import encode_plain
from monty_cli.errors import MontyCrashedError, MontyRuntimeError, MontySyntaxError, Report
from monty_cli.limits import NO_LIMITS
from monty_cli.worker.channel import ClosedError, LateError
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
_INTERRUPTED = encode_plain(KeyboardInterrupt(), common_form)
_LAST_WORD = 0.3
"""Seconds in which a worker whose pipe is closed may end by itself."""
_STOP = 2.0
"""Seconds in which a worker may end a piece that is interrupted."""


class Link:
    """One worker, which does one thing at a time."""

    def __init__(self, process: Process, *, lent: bool = False) -> None:
        """Take over a fresh process; one that is `lent` outlives its scripts."""
        self._process: Process | None = process
        self._lent = lent
        self.compiled: object = None  # whose script it has compiled last
        self._failure: str | None = None
        self._limits: Limits = NO_LIMITS
        self._left: float | None = None
        self._open = False  # an answer is due that was not waited for
        self.loud = False  # the worker wants an answer to each `print`

    @property
    def pid(self) -> int | None:
        """The id of the process, None when it has ended."""
        return None if self._process is None else self._process.pid

    def limit(self, limits: Limits) -> None:
        """Set, or set anew, how long the guest may run."""
        self._limits = limits
        self._left = limits.max_duration_secs

    def ask(self, fields: list[Any], serve: Serve | None = None) -> list[Any]:
        """Send a message and return the answer to it, without its errors, which are raised. `serve` does what is asked for on the way.

        Raises MontyCrashedError when the worker is gone or breaks the protocol, MontyRuntimeError for a limit of time, MontySyntaxError
        and the plain errors that the worker tells; a guest's error is returned, as `["error", ...]`.
        """
        process = self._process
        if process is None:
            raise MontyCrashedError(self._failure or "the worker has been closed")
        channel = process.channel
        if self._open:
            self._drain()
        try:
            self._open = True
            began = time.monotonic()
            channel.send(fields, self._deadline())
            while True:
                answer = channel.receive(self._deadline(began))
                if self._left is not None:
                    self._left -= time.monotonic() - began
                if serve is None or answer[0] not in ("call", "print"):
                    break
                reply = serve(answer)
                began = time.monotonic()
                if reply is not None:
                    channel.send(reply, self._deadline())
            self._open = False
        except LateError:
            self.kill(f"the worker did not end within {GRACE:g}s of its limit of time")
            self._late()
        except ClosedError:
            self._closed()
        except ValueError as error:
            self.broken(error)
        return self._checked(answer)

    def _deadline(self, began: float | None = None) -> float | None:
        if self._left is None:
            return None
        return (time.monotonic() if began is None else began) + max(self._left, 0.0) + GRACE

    def _checked(self, answer: list[Any]) -> list[Any]:
        kind, *rest = answer
        if kind == "failed":
            if len(rest) != 2 or rest[0] not in _ERRORS or type(rest[1]) is not str:
                self.broken(ValueError("an error that can't be"))
            raise _ERRORS[rest[0]](rest[1])
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
        import os

        if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGXCPU:
            self._late()
        raise MontyCrashedError(self._failure) from None

    def _late(self) -> NoReturn:
        longest = self._limits.max_duration_secs
        text = f"time limit exceeded: {longest:g}s, and the script could not be interrupted"
        hint = "hint: the limit is 'max_duration_secs' of limits=, --max-time on the command line"
        raise MontyRuntimeError(Report("TimeoutError", text, [], [hint]), TimeoutError(text)) from None

    def interrupt(self) -> None:
        """Have the worker end the piece that it runs; the session goes on."""
        if self._process is not None and self._open:
            self._process.signal(signal.SIGINT)

    def pause(self) -> None:
        """Have the worker pause the guest where it runs; nothing happens when it does not."""
        if self._process is not None and self._open:
            self._process.signal(signal.SIGUSR1)

    def _drain(self) -> None:
        """Wait for the answer that was not waited for, because of an exception in between, and drop it; kill what gives none."""
        process = self._process
        assert process is not None
        process.signal(signal.SIGINT)
        deadline = time.monotonic() + _STOP
        try:
            while True:
                answer = process.channel.receive(deadline)
                if answer[0] not in ("call", "print"):
                    break
                if answer[0] == "call" or self.loud:
                    process.channel.send(["raise", _INTERRUPTED, 0], deadline)
            self._open = False
        except (LateError, ClosedError, ValueError):
            self.kill("the worker did not end its piece when it was interrupted")
            raise MontyCrashedError(self._failure or "") from None

    def kill(self, why: str) -> None:
        """End the worker at once; `why` is what is said of it from now on."""
        process, self._process = self._process, None
        if self._failure is None:
            self._failure = why
        if process is not None:
            process.signal(signal.SIGKILL)
            process.end(_LAST_WORD)

    def finish(self) -> None:
        """Give the worker up, now that its script has ended, unless it is lent."""
        if not self._lent:
            self.close()

    def close(self) -> None:
        """Give the worker up: it ends by itself, soon."""
        process, self._process = self._process, None
        if process is None:
            return
        process.end(0.0 if self._open else _LAST_WORD)

    def __del__(self) -> None:
        if not sys.is_finalizing():
            self.close()
