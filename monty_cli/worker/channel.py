"""The two pipes between the host's process and a worker: frames of four bytes of length and a message, read with a deadline."""

from __future__ import annotations

import os
import select
import time

from monty_cli.codec.plain import read_message, write_message

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

LARGEST = 1 << 30
"""Bytes of one message, at most."""
SMALL = 1 << 20
"""Bytes that a message may have beyond the memory of the script that it tells of."""
_CHUNK = 1 << 16
_GLANCE = 0.25
"""Seconds that are waited at one time."""
STOPPED = 1.0
"""Seconds beyond those that a process wanted to wait, after which it must have been stopped: by Ctrl-Z, say."""


class ClosedError(Exception):
    """The other side has gone."""


class LateError(Exception):
    """Nothing came before the deadline."""


class Channel:
    """Messages over two descriptors, which belong to it."""

    __slots__ = ("_buffer", "_in", "_out", "_poll", "largest", "stood", "ticked")

    def __init__(self, reading: int, writing: int, largest: int = LARGEST) -> None:
        self._in = reading
        self._out = writing
        self._buffer = bytearray()
        self._poll: Any = None
        self.largest = largest
        self.ticked = time.monotonic()
        self.stood = 0.0  # seconds for which this process did not run while it waited: it was stopped, not slow

    def send(self, fields: list[Any], deadline: float | None = None) -> None:
        """Send a message. ClosedError if the other side has gone; LateError if it does not read before `deadline`, a monotonic time."""
        data = write_message(fields)
        if len(data) > self.largest:
            raise ValueError(f"a message of {len(data)} bytes is too large")
        rest = memoryview(len(data).to_bytes(4, "little") + data)
        stood = self.stood
        try:
            while rest:
                if deadline is not None and not self._within(deadline + self.stood - stood, self._takes):
                    raise LateError
                rest = rest[os.write(self._out, rest if deadline is None else rest[:4096]) :]
        except OSError:
            raise ClosedError from None

    def receive(self, deadline: float | None = None) -> list[Any]:
        """Return the next message. ClosedError, LateError; ValueError for what is no message."""
        self._fill(4, deadline)
        size = int.from_bytes(self._buffer[:4], "little")
        if size > self.largest:
            raise ValueError(f"a message of {size} bytes is too large")
        self._fill(4 + size, deadline)
        data = bytes(self._buffer[4 : 4 + size])
        del self._buffer[: 4 + size]
        return read_message(data)

    def _fill(self, size: int, deadline: float | None) -> None:
        buffer = self._buffer
        stood = self.stood
        while len(buffer) < size:
            if deadline is not None and not self._within(deadline + self.stood - stood, self._gives):
                raise LateError
            try:
                chunk = os.read(self._in, max(_CHUNK, min(size - len(buffer), 1 << 20)))
            except OSError:
                raise ClosedError from None
            if not chunk:
                raise ClosedError
            buffer += chunk

    def tick(self, waited: float = 0.0) -> float:
        """Return the monotonic time. What has passed since the last tick, beyond the seconds `waited`, is no time that a script takes.

        This process does next to nothing between two ticks: where much time has passed, it was stopped.
        """
        now = time.monotonic()
        stood = now - self.ticked - waited
        if stood > STOPPED:
            self.stood += stood
        self.ticked = now
        return now

    def _within(self, deadline: float, looks: Callable[[float], bool]) -> bool:
        """Tell whether `looks`, which gets the seconds that it may wait, finds something before `deadline`.

        The deadline moves on while this process is stopped.
        """
        deadline -= self.stood
        now = self.tick()
        while True:
            pause = min(max(deadline + self.stood - now, 0.0), _GLANCE)
            found = looks(pause)
            now = self.tick(pause)
            if found:
                return True
            if now >= deadline + self.stood:
                return False

    def _gives(self, pause: float) -> bool:
        if self._poll is None:
            self._poll = select.poll()
            self._poll.register(self._in, select.POLLIN)
        return bool(self._poll.poll(pause * 1000))

    def _takes(self, pause: float) -> bool:
        return bool(select.select([], [self._out], [], pause)[1])

    def is_open(self) -> bool:
        """Tell whether the other side is there, of a channel on which nothing is said."""
        poll = select.poll()
        poll.register(self._in, select.POLLIN)
        return not poll.poll(0)

    def close(self) -> None:
        """Close both descriptors."""
        for name in ("_in", "_out"):
            descriptor = getattr(self, name)
            if descriptor >= 0:
                setattr(self, name, -1)
                os.close(descriptor)
