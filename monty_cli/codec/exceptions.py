"""The payload of exceptions.

Fields of payload 16: the column of `args`; the column of `__cause__` and `__context__`; `__suppress_context__`;
the shape and the column of the state that C keeps for some types (`FIELDS`); the column of the message and the
members of a group, empty for others; the guest traceback as three columns: units, function ids, points; where there is
any, a column of what each frame keeps alive; for groups, a column of the value that stands for the traceback's identity.
`__notes__` is an attribute like any other.
"""

from __future__ import annotations

from .kind import expect
from .payload import Payload
from .stages import CONTENTS, MACHINE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from .columns import Column
    from .decoder import Reader
    from .encoder import Writer

_UNICODE = ("encoding", "object", "start", "end", "reason")
FIELDS: tuple[tuple[type, tuple[str, ...]], ...] = (
    (StopIteration, ("value",)),
    (SystemExit, ("code",)),
    (OSError, ("errno", "strerror", "filename", "filename2", "characters_written")),
    (ImportError, ("msg", "name", "path", "name_from")),
    (NameError, ("name",)),
    (AttributeError, ("name", "obj")),
    (
        SyntaxError,
        ("msg", "filename", "lineno", "offset", "text", "end_lineno", "end_offset", "print_file_and_line"),
    ),
    (UnicodeEncodeError, _UNICODE),
    (UnicodeDecodeError, _UNICODE),
    (UnicodeTranslateError, _UNICODE[1:]),
)
"""State beyond `args`, by builtin base; names that a Python version lacks are left out there."""

_HEAP_TYPE = 1 << 9
_flags_of = type.__dict__["__flags__"].__get__
_descriptors = BaseException.__dict__
_args: Any = _descriptors["args"]
_cause: Any = _descriptors["__cause__"]
_context: Any = _descriptors["__context__"]
_suppress: Any = _descriptors["__suppress_context__"]
_group_message: Any = BaseExceptionGroup.__dict__["message"]
_group_members: Any = BaseExceptionGroup.__dict__["exceptions"]


def _fields(cls: type) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for base, names in FIELDS:
        if issubclass(cls, base):
            own = base.__dict__
            found.update((name, own[name]) for name in names if name in own)
    return found


def _get(writer: Writer, value: Any) -> list[Any]:
    state = {}
    for name, descriptor in _fields(type(value)).items():
        try:
            found = descriptor.__get__(value)
        except (AttributeError, TypeError):
            continue  # not set
        if found is not None:
            state[name] = found
    group: list[Any] = []
    if issubclass(type(value), BaseExceptionGroup):
        group = [_group_message.__get__(value), *_group_members.__get__(value)]
    entries = writer.env.traceback_of(value)
    row: list[Any] = [
        writer.column(_args.__get__(value)),
        writer.column([_cause.__get__(value), _context.__get__(value)]),
        _suppress.__get__(value),
        writer.shape(tuple(state)),
        writer.column(list(state.values())),
        writer.column(group),
    ]
    if entries:
        *places, held = zip(*entries, strict=True)
        row.extend(writer.column(list(part)) for part in places)
        same = writer.env.same_traceback(value) if group else None
        if same is not None or any(part is not None for part in held):
            row.append(writer.column(list(held)))
        if same is not None:
            row.append(writer.column([same]))
    return row


def _declare(
    reader: Reader,
    target: Callable[[], Any],
    args: object,
    links: object,
    suppress: object,
    shape: object,
    state: object,
    group: object,
    *traceback: object,
) -> tuple[Sequence[int], Callable[[type], object]]:
    args_column = reader.column(args)
    link_column = reader.column(links, 2)
    names = reader.shape(shape)
    state_column = reader.column(state, len(names))
    group_column = reader.column(group)
    expect(suppress, bool)
    parts = [reader.column(part) for part in traceback]
    if len(parts) not in (0, 3, 4, 5):
        raise ValueError("a traceback is of an unknown form")

    def make(cls: type) -> object:
        if issubclass(cls, BaseExceptionGroup):
            if not len(group_column):
                raise ValueError("an exception group has no members")
            message, *members = reader.values(group_column)
            return BaseExceptionGroup.__new__(cls, expect(message, str), members)
        return _builtin_new(cls)(cls)

    def fill() -> None:
        made = target()
        _args.__set__(made, tuple(reader.values(args_column)))
        cause, context = reader.values(link_column)
        _check_link(cause)
        _check_link(context)
        if cause is not None:
            _cause.__set__(made, cause)
        _context.__set__(made, context)
        _suppress.__set__(made, suppress)
        _fill_state(made, dict(zip(names, reader.values(state_column), strict=True)))

    reader.on_fill(CONTENTS, fill)
    if parts:
        same = parts[4:]
        reader.on_fill(
            MACHINE,
            lambda: reader.env.set_traceback(
                target(), _entries(reader, parts[:4]), reader.values(same[0])[0] if same else None
            ),
        )
    return group_column.refs(), make


def _builtin_new(cls: type) -> Any:
    for base in type.__dict__["__mro__"].__get__(cls):
        if not _flags_of(base) & _HEAP_TYPE:
            return base.__new__
    raise ValueError("an exception of no builtin type")


def _check_link(value: object) -> None:
    if value is not None and not issubclass(type(value), BaseException):
        raise ValueError("an exception is expected")


def _check_unicode(made: BaseException, state: dict[str, Any]) -> None:
    # CPython indexes `object` with `start` unchecked when it prints such an error.
    content = bytes if issubclass(type(made), UnicodeDecodeError) else str
    types = {"encoding": str, "object": content, "start": int, "end": int, "reason": str}
    for name, value in state.items():
        if type(value) is not types.get(name) or (type(value) is int and not 0 <= value < 1 << 62):
            raise ValueError("a Unicode error is of an unknown form")


def _fill_state(made: BaseException, state: dict[str, Any]) -> None:
    known = _fields(type(made))
    if issubclass(type(made), UnicodeError):
        _check_unicode(made, state)
    for name, value in state.items():
        if name in known:
            known[name].__set__(made, value)
        elif name != "name_from":  # 3.12 and later only
            raise ValueError("an exception has no such state")


def _entries(reader: Reader, traceback: Sequence[Column]) -> list[tuple[str, int, int, object]]:
    units, functions, points, *more = map(reader.values, traceback)
    held = more[0] if more else [None] * len(units)
    if not (set(map(type, units)) == {str} and set(map(type, (*functions, *points))) == {int}):
        raise ValueError("a traceback is of an unknown form")
    return list(zip(units, functions, points, held, strict=True))


EXCEPTION = Payload(16, BaseException, _get, _declare, takes=lambda cls: issubclass(cls, BaseException))
