"""A worker process: runs one step of a program at a time, and hands each pause back as bytes.

Messages are pickles behind a length of four bytes, on stdin and stdout; both ends are this test suite. A request is a
method name of `Worker` and its arguments; an answer is what the method returns, or the text of what went wrong in it.

A pause that can't be dumped stays in this process: its bytes are empty, and the next request goes on from it.
"""

from __future__ import annotations

import pickle
import struct
import sys
import traceback
from typing import IO, Any, NamedTuple

from tests.oracle.native import run_native
from tests.oracle.outcome import Frames, Outcome
from tests.oracle.product import host_function, is_blocked, load, pause_line, product_is_there, stack_of, traceback_of
from tests.oracle.programs import find

LENGTH = struct.Struct("<I")


class Report(NamedTuple):
    """How a step ended (`kind`: `call`, `name` or `futures` at a pause, `result` or `error` at the end) and what it printed.

    `call_ids` are the id of the call, or those of the calls that are pending.
    """

    kind: str
    printed: str
    name: str = ""
    args: tuple[Any, ...] = ()
    kwargs: dict[str, Any] = {}  # noqa: RUF012
    stack: Frames = ()
    line: int = 0
    data: bytes = b""
    text: str = ""
    call_ids: tuple[int, ...] = ()


class Worker:
    """The requests that a worker answers."""

    def __init__(self) -> None:
        self.printed: list[str] = []
        self.live: Any = None

    def can_run(self) -> bool:
        """Tell whether the product works in this process."""
        return product_is_there()

    def version(self) -> tuple[int, int]:
        """Return this Python's version, major and minor."""
        return sys.version_info[:2]

    def native(self, name: str) -> Outcome:
        """Return the outcome of a corpus program on this Python."""
        return run_native(find(name))

    def start(self, source: str, script_name: str) -> Report:
        """Start a program and return its first pause or its end."""
        from monty_cli import Monty

        self.file = script_name
        return self.step(lambda: Monty(source, script_name=script_name).start(print_callback=self.write))

    def resume(self, data: bytes, answer: dict[str, Any]) -> Report:
        """Go on from the snapshot in `data` (from the one kept here when empty) to the next pause or the end."""
        snapshot = load(data, self.write) if data else self.live
        self.file = snapshot.script_name
        if "host_function" in answer:
            answer = {"value": host_function(answer["host_function"])}
        if "results" in answer:
            return self.step(lambda: snapshot.resume(answer["results"]))
        return self.step(lambda: snapshot.resume(**answer))

    def write(self, stream: str, text: str) -> None:
        """Keep what the guest prints."""
        self.printed.append(text)

    def step(self, take: Any) -> Report:
        """Return the report of the step that `take` makes."""
        from monty_cli import MontyComplete, MontyRuntimeError

        self.printed.clear()
        try:
            snapshot = take()
        except MontyRuntimeError as error:
            return Report("error", "".join(self.printed), text=str(error), stack=traceback_of(error, self.file))
        printed = "".join(self.printed)
        if isinstance(snapshot, MontyComplete):
            return Report("result", printed, text=repr(snapshot.output))
        return self.paused(snapshot, printed)

    def paused(self, snapshot: Any, printed: str) -> Report:
        """Return the report of a pause, and keep its snapshot when it can't be dumped."""
        from monty_cli import NameLookupSnapshot

        data, refused = b"", ""
        try:
            data = snapshot.dump()
        except ValueError as error:
            refused, self.live = str(error), snapshot
        report = Report("name", printed, stack=stack_of(snapshot), line=pause_line(snapshot), data=data, text=refused)
        if isinstance(snapshot, NameLookupSnapshot):
            return report._replace(name=snapshot.variable_name)
        if is_blocked(snapshot):
            return report._replace(kind="futures", call_ids=tuple(snapshot.pending_call_ids))
        call = {"name": snapshot.function_name, "args": snapshot.args, "kwargs": snapshot.kwargs}
        return report._replace(kind="call", call_ids=(snapshot.call_id,), **call)


def send(stream: IO[bytes], message: object) -> None:
    """Write `message` to `stream`."""
    data = pickle.dumps(message, protocol=4)
    stream.write(LENGTH.pack(len(data)) + data)
    stream.flush()


def receive(stream: IO[bytes]) -> Any:
    """Return the next message of `stream`. Raises `EOFError` at its end."""
    head = stream.read(LENGTH.size)
    if len(head) < LENGTH.size:
        raise EOFError("the other end is closed")
    return pickle.loads(stream.read(LENGTH.unpack(head)[0]))


def main() -> None:
    """Answer requests until stdin ends."""
    worker = Worker()
    while True:
        try:
            method, arguments = receive(sys.stdin.buffer)
        except EOFError:
            return
        try:
            send(sys.stdout.buffer, (True, getattr(worker, method)(*arguments)))
        except Exception:
            send(sys.stdout.buffer, (False, traceback.format_exc()))
