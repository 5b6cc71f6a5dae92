"""What `csv` needs of C: checked dialects, one record of lines, one line of a record.

Functions that may fail with `csv.Error`, a class of the host's, return its text instead.
"""

from __future__ import annotations

import csv

from monty_cli.guest.prims import exact_str
from monty_cli.guest.protocol import MISSING, is_guest_class, is_plain, is_subclass, lookup

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import ModuleType
    from typing import Any

_NAMES = (
    "delimiter",
    "quotechar",
    "escapechar",
    "doublequote",
    "skipinitialspace",
    "lineterminator",
    "quoting",
    "strict",
)
# Readers and writers that nobody uses now, by the options of their dialect.
_readers: dict[tuple[Any, ...], tuple[Any, _Lines]] = {}
_writers: dict[tuple[Any, ...], tuple[Any, list[str]]] = {}
_KEPT = 32


class _MoreLinesError(Exception):
    """A record goes on in the next line."""


class _Lines:
    """The lines of one record, for C."""

    __slots__ = ("is_all", "lines")

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        if self.lines:
            return self.lines.pop()
        if self.is_all:
            raise StopIteration
        raise _MoreLinesError

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.is_all = False


def check(options: dict[str, Any]) -> tuple[Any, ...]:
    """Return the values of all options of a dialect, in the order of their names.

    Raises:
        TypeError, ValueError: options that C refuses.
    """
    given: dict[str, Any] = {
        name: exact_str(value) if is_subclass(str, type(value)) else value for name, value in options.items()
    }
    dialect = csv.reader((), **given).dialect
    return tuple(getattr(dialect, name) for name in _NAMES)


def row(lines: list[str], options: tuple[Any, ...], is_all: bool) -> list[Any] | str | None:
    """Parse a record.

    Args:
        lines: the lines that the record may take, the first of them certainly.
        options: what `check` gave.
        is_all: there are no further lines.

    Returns:
        The fields; `None` when the record goes on after `lines`; the text of an error.
    """
    reader, source = _readers.pop(options, (None, None))
    if reader is None or source is None:
        source = _Lines()
        named: dict[str, Any] = dict(zip(_NAMES, options, strict=True))
        reader = csv.reader(source, **named)
    source.lines[:] = lines[::-1]
    source.is_all = is_all
    try:
        found: list[Any] = next(reader)
    except _MoreLinesError:
        return None
    except csv.Error as error:
        return str(error)
    if len(_readers) < _KEPT:
        _readers[options] = (reader, source)
    return found


class _Field:
    """The text of a value of the guest, as a field."""

    __slots__ = ("text",)

    def __init__(self, text: str) -> None:
        self.text = text

    def __str__(self) -> str:
        return self.text


class _Number(_Field):
    """The same for what counts as a number."""

    __slots__ = ()

    def __float__(self) -> float:
        return 0.0


def field(text: str, is_number: bool) -> _Field | str:
    """Return what C writes in the place of a value of the guest: its text, quoted as C quotes such a value."""
    return _Number(exact_str(text)) if is_number else _Field(exact_str(text))


def is_number(value: Any) -> bool:
    """Tell whether C takes `value` for a number."""
    kind = type(value)
    return any(lookup(kind, name) is not MISSING for name in ("__float__", "__int__", "__index__", "__complex__"))


def line(fields: list[Any], options: tuple[Any, ...]) -> str | tuple[str]:
    """Write a record of plain values; return its line, or the text of an error in a tuple."""
    writer, parts = _writers.pop(options, (None, None))
    if writer is None or parts is None:
        parts = []
        writer = csv.writer(_Parts(parts), **dict(zip(_NAMES, options, strict=True)))
    try:
        writer.writerow(fields)
    except csv.Error as error:
        return (str(error),)
    text = parts.pop()
    if len(_writers) < _KEPT:
        _writers[options] = (writer, parts)
    return text


class _Parts:
    """A file that keeps what is written."""

    __slots__ = ("write",)

    def __init__(self, parts: list[str]) -> None:
        self.write = parts.append


def wrong_fields(keys: list[Any], names: list[Any]) -> list[Any]:
    """Return the keys that are no names, in the order in which CPython lists them."""
    if is_plain(keys) and is_plain(names):
        return list(dict.fromkeys(keys).keys() - names)
    return [key for key in keys if key not in names]


def sniff(sample: Any, delimiters: Any, preferred: list[str]) -> tuple[Any, ...] | str:
    """Return doublequote, delimiter, quotechar and skipinitialspace of the dialect of `sample`, or the text of an error."""
    found = _sniff(sample, delimiters, preferred)
    if type(found) is str:
        return found
    return found.doublequote, found.delimiter, found.quotechar, found.skipinitialspace


def has_header(sample: Any, preferred: list[str]) -> bool | str:
    """Tell whether the first row of `sample` looks like a header; the text of an error."""
    _check_sample(sample)
    sniffer = csv.Sniffer()
    sniffer.preferred = list(preferred)
    try:
        return sniffer.has_header(exact_str(sample))
    except csv.Error as error:
        return str(error)


def _sniff(sample: Any, delimiters: Any, preferred: list[str]) -> Any:
    _check_sample(sample)
    if not is_plain(delimiters):
        raise TypeError("delimiters must be a string")
    sniffer = csv.Sniffer()
    sniffer.preferred = list(preferred)
    try:
        return sniffer.sniff(exact_str(sample), delimiters)
    except csv.Error as error:
        return str(error)


def _check_sample(sample: Any) -> None:
    if not is_subclass(str, type(sample)):
        name = "an object" if is_guest_class(type(sample)) else type(sample).__name__
        raise TypeError(f"expected string or bytes-like object, got '{name}'")


def dialect_class(module: ModuleType) -> Any:
    """Return the class of checked dialects that a guest's `csv` has."""
    return module.__dict__["@Dialect"]


HELPERS: dict[str, Any] = {
    "@csv_names": _NAMES,
    "@csv_dialect_class": dialect_class,
    "@csv_check": check,
    "@csv_row": row,
    "@csv_line": line,
    "@csv_field": field,
    "@csv_is_number": is_number,
    "@csv_wrong_fields": wrong_fields,
    "@csv_sniff": sniff,
    "@csv_has_header": has_header,
}
