"""Copies of exceptions: class, arguments, notes, and outward also cause and context."""

from __future__ import annotations

from monty_cli.values.strangers import leave
from monty_cli.values.tables import AS_IS, base_id, identity, is_flat, is_plain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from monty_cli.values.copier import Copier
    from monty_cli.values.tables import Parts

# Reads of the slots of exceptions that no subclass can intercept.
_args: Callable[[BaseException], tuple[Any, ...]] = BaseException.__dict__["args"].__get__
_cause: Callable[[BaseException], Any] = BaseException.__dict__["__cause__"].__get__
_context: Callable[[BaseException], Any] = BaseException.__dict__["__context__"].__get__
_suppresses: Callable[[BaseException], bool] = BaseException.__dict__["__suppress_context__"].__get__
_attributes: Callable[[BaseException], dict[str, object]] = BaseException.__dict__["__dict__"].__get__
_group_message: Callable[[BaseException], str] = BaseExceptionGroup.__dict__["message"].__get__
_group_members: Callable[[BaseException], tuple[Any, ...]] = BaseExceptionGroup.__dict__["exceptions"].__get__
_filename: Callable[[BaseException], Any] = OSError.__dict__["filename"].__get__
_filename2: Callable[[BaseException], Any] = OSError.__dict__["filename2"].__get__


def exception_inward(copier: Copier, value: BaseException, base: type[BaseException]) -> None:
    """Copy a host's exception: class, arguments or message, notes."""
    _take_exception(copier, value, base, _host_arguments(value, base), [None, None], str)


def exception_outward(copier: Copier, value: BaseException, base: type[BaseException]) -> None:
    """Copy a guest's exception: class, arguments, notes, cause and context."""
    _take_exception(copier, value, base, [*_args(value)], [_cause(value), _context(value)], leave)


def _take_exception(
    copier: Copier,
    value: BaseException,
    base: type[BaseException],
    arguments: Parts,
    links: Parts,
    filename: Callable[[object], object],
) -> None:
    """Give `value` a counterpart of class `base`; `links` are its cause and context, `filename` copies an OSError's."""

    def link(copy: BaseException, parts: Parts) -> None:
        *copied, copy.__cause__, copy.__context__ = copier.copies(parts)
        copy.__suppress_context__ = _suppresses(value)
        for note in _notes(value):
            copy.add_note(note)
        if arguments:
            initialise(copy, copied)

    def make_group(members: Parts) -> BaseExceptionGroup[BaseException]:
        group = BaseExceptionGroup(str.__str__(_group_message(value)), copier.copies(members))
        copier.fills.append((link, group, links))
        copier.todo.extend(copier.missing(links))
        return group

    if issubclass(base, BaseExceptionGroup):
        arguments = []
        copier.wait(value, [*_group_members(value)], make_group)
        return
    copy = _os_error(value, base, arguments, filename)
    if copy is None:
        copy = base.__new__(base)
    else:
        arguments = []
    copier.shell(value, copy, link, [*arguments, *links])


def _os_error(
    value: BaseException, base: type[BaseException], arguments: Parts, filename: Callable[[object], object]
) -> BaseException | None:
    """Return an OSError made of number, text and file names; None for other exceptions and for unusual arguments."""
    if not issubclass(base, OSError) or len(arguments) != 2 or not is_flat(arguments):
        return None
    names = [
        name if identity(type(name)) in AS_IS else filename(name) for name in (_filename(value), _filename2(value))
    ]
    return base(*arguments) if names == [None, None] else base(*arguments, names[0], None, names[1])


def initialise(copy: BaseException, arguments: Parts) -> None:
    """Give an exception its arguments, also where its class wants others (a SyntaxError without a place, say)."""
    try:
        type(copy).__init__(copy, *arguments)
    except Exception:
        copy.args = tuple(arguments)
    else:
        copy.args = tuple(arguments)  # an OSError keeps those of its creation otherwise


def _notes(value: BaseException) -> list[str]:
    """Return the notes of an exception, without asking its class."""
    for name, notes in dict.items(_attributes(value)):
        if type(name) is str and name == "__notes__" and type(notes) is list:
            return [str.__str__(note) for note in notes if base_id(type(note)) == identity(str)]
    return []


def _host_arguments(value: BaseException, base: type[BaseException]) -> Parts:
    """Return the arguments for the copy of a host's exception: its own if they are plain and say all, or its text."""
    arguments = [*_args(value)]
    if not is_plain(arguments):
        return [text_of(value)]
    if type(value) is base or text_of(value) == text_of(value, base):
        return arguments
    return [text_of(value)]


def text_of(value: BaseException, cls: type[BaseException] | None = None) -> str:
    """Return the text of a host's exception, as its own class or as `cls` words it; '' when that fails."""
    try:
        return (cls or type(value)).__str__(value)
    except Exception:
        return ""
