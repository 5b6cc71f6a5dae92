"""Exceptions of builtin classes as tokens, and made of tokens again: class, arguments, links, notes, file names, members of groups."""

from __future__ import annotations

from monty_cli.values.exceptions import initialise
from monty_cli.values.tables import BUILTIN_EXCEPTIONS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from monty_cli.codec.plain import Token
    from monty_cli.values.copier import Copier

_CLASSES = {cls.__name__: cls for cls in BUILTIN_EXCEPTIONS.values()}
_TEXTS = (str, bytes, int, type(None))


def exception_parts(value: Any) -> list[Any]:
    """Return the parts of the token for an exception whose class is exactly a builtin one."""
    names = [getattr(value, name, None) for name in ("filename", "filename2")] if isinstance(value, OSError) else []
    is_group = isinstance(value, BaseExceptionGroup)
    group = (value.message, tuple(value.exceptions)) if is_group else None
    links = [value.__cause__, value.__context__, value.__suppress_context__, *getattr(value, "__notes__", ())]
    return [type(value).__name__, [] if is_group else [*value.args], links, names, group]


def take_exception(copier: Copier, token: Token) -> None:
    """Give the token of an exception its value; ValueError for one that can't be."""
    name, arguments, links, filenames, group = _checked(token.parts)
    base = _CLASSES[name]

    def link(copy: Any, parts: list[Any]) -> None:
        cause, context, *copied = copier.copies(parts)
        if not all(linked is None or isinstance(linked, BaseException) for linked in (cause, context)):
            raise ValueError("an exception is linked to something else")
        copy.__cause__, copy.__context__, copy.__suppress_context__ = cause, context, links[2]
        for note in links[3:]:
            copy.add_note(note)
        if copied:
            initialise(copy, copied)

    if group is not None:

        def make(parts: list[Any]) -> object:
            try:
                made = base(group[0], [*copier.copies(parts)[0]])
            except (TypeError, ValueError) as error:
                raise ValueError(f"an exception group can't be: {error}") from None
            copier.fills.append((link, made, links[:2]))
            copier.todo.extend(copier.missing(links[:2]))
            return made

        copier.wait(token, [group[1]], make)
        return
    copy: BaseException = base.__new__(base)
    if filenames and len(arguments) == 2:
        copy = base(*arguments) if filenames == [None, None] else base(*arguments, filenames[0], None, filenames[1])
        arguments = []
    copier.shell(token, copy, link, [*links[:2], *arguments])


def _checked(parts: list[Any]) -> list[Any]:
    if len(parts) != 5 or type(parts[0]) is not str or parts[0] not in _CLASSES:
        raise ValueError("there is no such builtin exception")
    name, arguments, links, filenames, group = parts
    if type(arguments) is not list or type(links) is not list or type(filenames) is not list:
        raise ValueError("an exception has other parts")
    if len(links) < 3 or type(links[2]) is not bool or any(type(note) is not str for note in links[3:]):
        raise ValueError("the links of an exception are damaged")
    base = _CLASSES[name]
    if filenames and (not issubclass(base, OSError) or len(filenames) != 2 or _odd([*filenames, *arguments])):
        filenames = []
    if (group is not None) is not issubclass(base, BaseExceptionGroup):
        raise ValueError("an exception is no group")
    if group is not None and (
        type(group) is not tuple or len(group) != 2 or type(group[0]) is not str or type(group[1]) is not tuple
    ):
        raise ValueError("an exception group has other parts")
    return [name, arguments, links, filenames, group]


def _odd(parts: list[Any]) -> bool:
    return any(type(part) not in _TEXTS for part in parts)
