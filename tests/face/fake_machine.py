"""A stand-in for the machine: a 'guest program' is a Python generator that yields events and gets the answers.

It keeps the contract of the machine as far as the face uses it, and lets a test say which event, frame or error comes.
A program that never pauses may be a plain function. A dump is the list of the answers so far; loading replays them.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Generator
from typing import Any, TypeAlias

from monty_cli import codec

Span: TypeAlias = tuple[int, int, int, int]
Script: TypeAlias = "Callable[[Guest], Any]"

SCRIPTS: dict[str, Script] = {}


class HostFunction:
    """A host callable inside guest values."""

    def __init__(self, name: str, function: Callable[..., Any] | None = None) -> None:
        self.name = name
        self.function = function


class CallPause:
    """A call that the host has to answer."""

    def __init__(
        self,
        name: str,
        args: tuple[Any, ...] = (),
        kwargs: dict[str, Any] | None = None,
        call_id: int = 0,
        is_os: bool = False,
        is_method: bool = False,
    ) -> None:
        self.name = name
        self.args = args
        self.kwargs = kwargs or {}
        self.call_id = call_id
        self.is_os = is_os
        self.is_method = is_method


class NamePause:
    """A name that the host has to look up."""

    def __init__(self, name: str) -> None:
        self.name = name


class FuturePause:
    """All tasks wait for pending calls."""

    def __init__(self, call_ids: tuple[int, ...]) -> None:
        self.call_ids = call_ids


class Finished:
    """The end, with the program's result."""

    def __init__(self, value: Any) -> None:
        self.value = value


class Return:
    """The answer to a call: a value."""

    def __init__(self, value: Any) -> None:
        self.value = value


class Interrupted:
    """The program was interrupted where it ran."""


class Raise:
    """The answer to a call: an exception."""

    def __init__(self, exc: BaseException) -> None:
        self.exc = exc


class Later:
    """The answer to a call: its result comes later."""


class Settle:
    """Results of pending calls."""

    def __init__(self, results: dict[int, Any]) -> None:
        self.results = results


class Bind:
    """The answer to a lookup: a value."""

    def __init__(self, value: Any) -> None:
        self.value = value


class Unbound:
    """The answer to a lookup: there is none."""


Event: TypeAlias = CallPause | NamePause | Finished
Outcome: TypeAlias = Return | Raise | Bind | Unbound


class TraceFrame:
    """Where an activation stood when an exception passed through it."""

    def __init__(self, unit: str, function_name: str, span: Span | None) -> None:
        self.unit = unit
        self.function_name = function_name
        self.span = span

    @property
    def shown(self) -> bool:
        """Tell whether it is a place in the guest's own text."""
        return self.span is not None and self.unit == "script"


class StackFrame(TraceFrame):
    """Where an activation stands, with its variables."""

    def __init__(self, unit: str, function_name: str, span: Span | None, locals: dict[str, Any]) -> None:
        super().__init__(unit, function_name, span)
        self.locals = locals


class GuestError(Exception):
    """An exception that a guest program doesn't catch."""

    def __init__(
        self,
        exc: BaseException,
        frames: list[TraceFrame] | None = None,
        *,
        text: tuple[str, str] | None = None,
        chain: list[tuple[str, GuestError]] | None = None,
        notes: list[str] | None = None,
        members: list[GuestError] | None = None,
    ) -> None:
        super().__init__()
        self.exc = exc
        self.frames = frames or []
        self.text = text
        self.chain = chain or []
        self.notes = notes or []
        self.members = members

    @property
    def module(self) -> str | None:
        """The module of the exception's class, where a traceback shows it."""
        return None

    def describe(self) -> tuple[str, str]:
        """Return the name of the exception's class, and its message."""
        return self.text or (type(self.exc).__name__, str(self.exc))


class Guest:
    """What a stand-in program finds around it."""

    def __init__(self) -> None:
        self.inputs: dict[str, Any] = {}
        self.functions: dict[str, Callable[..., Any]] = {}
        self.frames: list[StackFrame] = []
        self.write: Callable[[str, str], None] = lambda stream, text: None


class Program:
    """A program; its source is the key of the generator function that stands for it."""

    session = False

    def __init__(
        self, source: str, script_name: str, inputs: list[str], metered: bool = False, computed: tuple[str, ...] = ()
    ) -> None:
        self.source = source
        self.script_name = script_name
        self.inputs = inputs


program_for = Program


def metered_program(program: Program, limits: object) -> Program:
    """Return the program: stand-ins know no limits."""
    return program


class Run:
    """One run of a stand-in program."""

    settled = True  # values of a stand-in are always complete

    def settle(self) -> None:
        """Do nothing: there is nothing to complete."""

    def __init__(self, program: Program, write: Callable[[str, str], None]) -> None:
        self.program = program
        self.write = write
        self.guest = Guest()
        self.answers: list[tuple[str, Any]] = []
        self.generator: Generator[Any, Any, Any] | None = None
        self.event: Event | None = None
        self.refusal: str | None = None

    def limit(self, limits: object) -> None:
        """Do nothing: a stand-in has no limits."""

    def outside(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return `function`: a stand-in has no limits."""
        return function

    def text(self, unit: str) -> tuple[str, str]:
        """Return the name and the text of the script."""
        return self.program.script_name, self.program.source

    def start(self, inputs: dict[str, Any], host_functions: dict[str, Callable[..., Any]]) -> Event:
        """Run to the first event."""
        self.guest.inputs = inputs
        self.guest.functions = host_functions
        self.guest.write = lambda stream, text: self.write(stream, text)
        self.generator = self._body(SCRIPTS[self.program.source])
        return self._step(lambda generator: next(generator))

    def _body(self, script: Script) -> Generator[Any, Any, Any]:
        result = script(self.guest)
        return (yield from result) if isinstance(result, Generator) else result

    def resume(self, outcome: Outcome) -> Event:
        """Run to the next event."""
        answer = getattr(outcome, "value", None)
        self.answers.append((type(outcome).__name__, answer))
        if isinstance(outcome, Raise):
            exception = outcome.exc
            return self._step(lambda generator: generator.throw(exception))
        if isinstance(outcome, Unbound):
            return self._step(lambda generator: generator.throw(NameError("name 'x' is not defined")))
        return self._step(lambda generator: generator.send(answer))

    def _step(self, advance: Callable[[Generator[Any, Any, Any]], Any]) -> Event:
        assert self.generator is not None
        try:
            self.event = advance(self.generator)
        except StopIteration as end:
            self.event = Finished(end.value)
        except GuestError:
            raise
        except BaseException as error:
            raise GuestError(error, list(self.guest.frames)) from None
        return self.event

    def frames(self) -> list[StackFrame]:
        """Return the frames that the program says it has."""
        return self.guest.frames

    def dump(self, header: dict[str, Any]) -> bytes:
        """Return the answers so far."""
        if any(name == "Opaque" for name in self.guest.inputs):
            raise ValueError("main.py, line 1: list.sort holds state that can't be read")
        state = (self.program.source, self.program.script_name, self.guest.inputs, self.answers)
        return codec.write(header, repr(state).encode())


def load_run(data: bytes, limits: object = None) -> tuple[Run, dict[str, Any]]:
    """Replay a dumped run."""
    header, body = codec.read(data)
    source, script_name, inputs, answers = ast.literal_eval(body.decode())
    run = Run(Program(source, script_name, list(inputs)), lambda stream, text: None)
    run.start(inputs, {})
    for kind, value in answers:
        run.resume(Return(value) if kind == "Return" else Bind(value))
    return run, dict(header)
