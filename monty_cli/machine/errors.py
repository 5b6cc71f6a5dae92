"""`GuestError`: an exception that left the guest's code, described without running any of it."""

from __future__ import annotations

from monty_cli.guest.protocol import dict_of, is_guest_class, mro_of
from monty_cli.machine.places import trace_frames

TYPE_CHECKING = False
if TYPE_CHECKING:
    from monty_cli.machine.events import TraceFrame
    from monty_cli.machine.program import Program

CHAIN_LIMIT = 64


class GuestError(Exception):
    """An exception of the guest's.

    Attributes:
        exc: the exception object itself.
        frames: its places in the script, outermost first.
        chain: pairs of 'cause' or 'context' and the linked error, as far as CPython would show them.
        members: the errors of an exception group, else `None`.
        notes: its notes.
    """

    def __init__(self, exc: BaseException, program: Program, depth: int = 0) -> None:
        super().__init__()
        self.exc = exc
        self.frames: list[TraceFrame] = trace_frames(exc, program)
        self.chain: list[tuple[str, GuestError]] = []
        self.members: list[GuestError] | None = None
        self.notes: list[str] = _notes(exc)
        self._program = program
        if depth < CHAIN_LIMIT:
            self._link(depth + 1)

    def _link(self, depth: int) -> None:
        exc = self.exc
        if exc.__cause__ is not None:
            self.chain.append(("cause", GuestError(exc.__cause__, self._program, depth)))
        elif exc.__context__ is not None and not exc.__suppress_context__:
            self.chain.append(("context", GuestError(exc.__context__, self._program, depth)))
        if isinstance(exc, BaseExceptionGroup):
            members = BaseExceptionGroup.exceptions.__get__(exc)  # type: ignore[attr-defined]
            self.members = [GuestError(member, self._program, depth) for member in members]

    def describe(self) -> tuple[str, str]:
        """Return the name of the exception's class as a traceback shows it, and its message."""
        cls = type(self.exc)
        name = type.__dict__["__qualname__"].__get__(cls)
        return name, _message(self.exc)


def _notes(exc: BaseException) -> list[str]:
    notes = BaseException.__dict__["__dict__"].__get__(exc).get("__notes__") if "__dict__" in BaseException.__dict__ else None
    if notes is None:
        notes = getattr(exc, "__notes__", None) if not is_guest_class(type(exc)) else vars(exc).get("__notes__")
    return [note for note in notes if type(note) is str] if type(notes) is list else []


def _message(exc: BaseException) -> str:
    """Return `str(exc)` by the `__str__` of its builtin base; a `__str__` of the guest's gives way to the arguments."""
    for owner in mro_of(type(exc)):
        if "__str__" in dict_of(owner):
            if is_guest_class(owner):
                break
            return _plain_text(exc, owner)
    return _plain_text(exc, BaseException)


def _plain_text(exc: BaseException, owner: type) -> str:
    arguments = BaseException.args.__get__(exc)  # type: ignore[attr-defined]
    if any(is_guest_class(type(item)) for item in arguments):
        return ", ".join(f"<{type(item).__name__} object>" if is_guest_class(type(item)) else repr(item) for item in arguments)
    try:
        return owner.__dict__["__str__"](exc)  # type: ignore[no-any-return]
    except Exception:
        return ""
