"""`GuestError`: an exception that left the guest's code, described without running any of it."""

from __future__ import annotations

from types import GetSetDescriptorType, MemberDescriptorType

from monty_cli.guest.protocol import dict_of, is_made, is_plain, mro_of
from monty_cli.machine.chains import arguments_of, link_of, members_of, notes_of, related
from monty_cli.machine.places import trace_frames

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from monty_cli.machine.events import TraceFrame
    from monty_cli.machine.program import Program


class GuestError(Exception):
    """An exception of the guest's.

    Attributes:
        exc: the exception object itself.
        frames: its places in the script, outermost first.
        chain: the pair of 'cause' or 'context' and the error that CPython shows before this one, if there is one.
        members: the errors of an exception group, else `None`.
        notes: its notes.
    """

    def __init__(self, exc: BaseException, program: Program, text: str | None = None) -> None:
        super().__init__()
        self.exc = exc
        self.frames: list[TraceFrame] = trace_frames(exc, program)
        self.chain: list[tuple[str, GuestError]] = []
        self.members: list[GuestError] | None = None
        self.notes: list[str] = notes_of(exc)
        self._text = text
        if type(exc) in _HINTED and text is None:
            self.notes += _hints(_message(exc))

    @property
    def module(self) -> str | None:
        """The module of the exception's class where a traceback shows it: not for builtins and the script's own."""
        found = dict_of(type(self.exc)).get("__module__")
        return found if type(found) is str and found not in ("__main__", "builtins") else None

    def describe(self) -> tuple[str, str]:
        """Return the name of the exception's class as a traceback shows it, and its message."""
        name = type.__dict__["__qualname__"].__get__(type(self.exc))
        return name, _message(self.exc) if self._text is None else self._text


def guest_error(exc: BaseException, program: Program, texts: dict[int, str]) -> GuestError:
    """Return the error for `exc`, linked to the errors that it leads to; each exception has one.

    `texts` gives the messages that were made by the guest's own classes, by id of the exception.
    """
    errors = {id(item): GuestError(item, program, texts.get(id(item))) for item in related(exc)}
    for error in errors.values():
        link = link_of(error.exc)
        if link is not None:
            error.chain.append((link[0], errors[id(link[1])]))
        members = members_of(error.exc)
        if members is not None:
            error.members = [errors[id(member)] for member in members]
    return errors[id(exc)]


# Those with which CPython says that there is no such module, or no such name in one.
_HINTED = (AttributeError, ImportError, ModuleNotFoundError)


def _hints(message: str) -> list[str]:
    """Return the note about a module or a name of one that scripts do not have, if the message of an error tells of such a thing."""
    from monty_cli.guest.modules.hints import hint_of

    hint = hint_of(message)
    return [f"hint: {hint}"] if hint else []


def _message(exc: BaseException) -> str:
    """Return `str(exc)` by the `__str__` of its builtin base, where that runs no code of the guest's."""
    arguments = list(arguments_of(exc))
    group = members_of(exc) is not None
    for owner in mro_of(type(exc)):
        if "__str__" in dict_of(owner) and not is_made(owner):
            if not is_plain([*([] if group else arguments), *_fields(owner, exc)]):
                break
            try:
                text: str = dict_of(owner)["__str__"](exc)
            except Exception:
                break
            return text
    return ", ".join(map(_argument_text, arguments))


_FIELDS = (MemberDescriptorType, GetSetDescriptorType)
_SHOWN = frozenset(["encoding", "errno", "filename", "filename2", "lineno", "message", "msg", "reason", "strerror"])


def _fields(owner: type, exc: BaseException) -> list[Any]:
    """Return what `owner`, a builtin class of exceptions, may have in its texts beside the arguments: the guest can set it."""
    return [_field(value, exc) for name, value in dict_of(owner).items() if name in _SHOWN]


def _field(descriptor: Any, exc: BaseException) -> Any:
    try:
        return descriptor.__get__(exc) if type(descriptor) in _FIELDS else None
    except AttributeError:  # it has none
        return None


def _argument_text(value: object) -> str:
    return repr(value) if is_plain([value]) else f"<{type(value).__name__} object>"
