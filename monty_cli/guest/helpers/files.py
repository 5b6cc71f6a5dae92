"""What the prelude's paths and files ask of CPython: computations on texts, which look at no file system."""

from __future__ import annotations

import codecs
import fnmatch
import os
import pathlib
import posixpath
import sys

from monty_cli.guest.protocol import MISSING, lookup, set_on_class

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

VERSION = sys.version_info[1]
WINDOWS = "@windows"
# What is asked by name: of a path, and of `os.path`. Nothing else may be asked: other names lead to the file system, or to modules.
_ASKED_NAMES = """
    anchor as_uri drive is_absolute is_relative_to is_reserved name parent parents parts root stem suffix suffixes with_name with_stem
    with_suffix
"""
_ASKED = frozenset(_ASKED_NAMES.split())
_MATCHES = frozenset(("match", "full_match"))
_COMPUTED_NAMES = (
    "basename commonpath commonprefix dirname isabs join normpath relpath split splitdrive splitext splitroot"
)
_COMPUTED = frozenset(_COMPUTED_NAMES.split())


class PosixPath(pathlib.PurePosixPath):
    """CPython's pure path under the name by which a script knows its paths, for the texts of errors."""


def mark_windows(cls: type) -> None:
    """Record that a class of the prelude is the base of the guest's paths that follow Windows."""
    set_on_class(cls, WINDOWS, True)


def is_windows_path(obj: object) -> bool:
    """Tell whether `obj` is a path of the guest's that follows Windows."""
    return lookup(type(obj), WINDOWS) is not MISSING


def _pure(windows: bool, text: Any, name: str = "") -> pathlib.PurePath:
    """Return CPython's path of a text; `name` is the name of the guest's class."""
    if type(text) is not str:
        raise TypeError("this path has no text: it was changed from outside of pathlib")
    if windows:
        return pathlib.PureWindowsPath(text)
    return PosixPath(text) if name == "PosixPath" else pathlib.PurePosixPath(text)


def join(windows: bool, segments: Iterable[Any]) -> str:
    """Return the text of the path that consists of `segments`: texts, and for paths of the other kind, that and their texts."""
    return str((pathlib.PureWindowsPath if windows else pathlib.PurePosixPath)(*map(_segment, segments)))


def child(windows: bool, text: str, segments: Iterable[Any]) -> str:
    """Return the text of the path that `segments` (see `join`) lead to from a path."""
    return str(_pure(windows, text).joinpath(*map(_segment, segments)))


def under(windows: bool, text: str, segment: Any) -> str:
    """Return the text of the path that a path leads to from `segment`."""
    return str(_segment(segment) / _pure(windows, text))


def _segment(segment: Any) -> Any:
    return _pure(*segment) if type(segment) is tuple else segment


def ask(name: str, windows: bool, text: str, what: str, args: tuple[Any, ...]) -> Any:
    """Return the attribute `what` of a path, called with `args` where it is a method; paths as texts.

    Raises what CPython raises.
    """
    _check_asked(what, _ASKED)
    found = getattr(_pure(windows, text, name), what)
    if callable(found):
        if what in ("with_name", "with_stem", "with_suffix") and type(args[0]) is not str:
            args = (plain_text(args[0]),)
        found = found(*map(_segment, args))
    if what == "parents":
        return [str(parent) for parent in found]
    return str(found) if isinstance(found, pathlib.PurePath) else found


def _check_asked(name: object, known: frozenset[str]) -> None:
    if type(name) is not str or name not in known:
        raise ValueError(f"{name!r} is nothing that is asked of a path")


def plain_text(value: Any) -> str:
    """Return an exact string; TypeError for anything that is none."""
    if not issubclass(type(value), str):
        raise TypeError(f"expected str, not {type(value).__name__}")
    return str.__str__(value)


def relative(name: str, windows: bool, text: str, others: list[Any], walk_up: object) -> str:
    """Return the text of a path relative to another, whose segments are `others` (see `join`)."""
    path = _pure(windows, text, name)
    up: Any = {"walk_up": True} if walk_up is True and VERSION >= 12 else {}
    if not others:
        return str(path.relative_to(**up))  # which says that the other path is missing
    return str(path.relative_to(*map(_segment, others), **up))


def match(what: str, windows: bool, text: str, pattern: str, case_sensitive: object) -> bool:
    """Tell whether a path matches a pattern, by the method `what`."""
    keywords = {} if case_sensitive is None or VERSION < 12 else {"case_sensitive": case_sensitive is not False}
    _check_asked(what, _MATCHES)
    found: bool = getattr(_pure(windows, text), what)(pattern, **keywords)
    return found


def path_hash(windows: bool, text: str) -> int:
    """Return the hash of a path."""
    return hash(_pure(windows, text))


def equal(windows: bool, text: str, other_windows: bool, other: str) -> bool:
    """Tell whether two paths are equal."""
    if not windows and not other_windows and type(text) is type(other) is str:
        return text == other
    return _pure(windows, text) == _pure(other_windows, other)


def order(windows: bool, text: str, other: str) -> int:
    """Return -1, 0 or 1: how a path stands to another of the same kind."""
    first, second = _pure(windows, text), _pure(windows, other)
    return 0 if first == second else -1 if first < second else 1


def refusal(name: str) -> str:
    """Return the text of the TypeError for a segment of the type `name`."""
    if VERSION < 12:
        return f"expected str, bytes or os.PathLike object, not {name}"
    return f"argument should be a str or an os.PathLike object where __fspath__ returns a str, not {name!r}"


def from_uri(uri: Any) -> str:
    """Return the text of the path of a `file:` URI; ValueError for any other."""
    found = pathlib.Path.from_uri(plain_text(uri))  # type: ignore[attr-defined]
    return str(found)


def options(**given: tuple[Any, Any]) -> dict[str, Any]:
    """Return those of the keywords, each with its default beside it, that have another value than their default."""
    return {
        name: value
        for name, (value, default) in given.items()
        if value is not default and not (type(value) is type(default) is int and value == default)
    }


def glob_split(pattern: str, recursive: bool) -> list[str] | None:
    """Return the parts of a pattern, '' last when it wants folders only; `None` for one that is absolute.

    ValueError for one that matches nothing.
    """
    path = pathlib.PurePosixPath(pattern)
    if path.anchor:
        return None
    parts = list(path.parts)
    if not pattern or (not parts and VERSION < 13 and not recursive):
        shown = pattern if VERSION < 13 else PosixPath(pattern)
        raise ValueError(f"Unacceptable pattern: {shown!r}")
    if VERSION < 13:
        for part in parts:
            if "**" in part and part != "**":
                raise ValueError("Invalid pattern: '**' can only be an entire path component")
    if recursive:
        parts.insert(0, "**")
    if pattern[-1:] == "/" and parts and parts[-1] != "**":
        parts.append("")
    merged = [part for index, part in enumerate(parts) if part != "**" or parts[index - 1 : index] != ["**"]]
    return merged or [""]


def glob_is_magic(part: str) -> bool:
    """Tell whether a part of a pattern has a wildcard."""
    return any(mark in part for mark in "*?[")


def glob_matches(name: str, part: str, case: bool) -> bool:
    """Tell whether the name of a file matches a part of a pattern."""
    if part == "*":
        return True
    return fnmatch.fnmatchcase(name, part) if case else fnmatch.fnmatchcase(name.lower(), part.lower())


def concerns(file: str, path: str) -> bool:
    """Tell whether a look at `path` may show what was written to `file`: it is the same, or a folder around it."""
    inner, outer = posixpath.normpath(file), posixpath.normpath(path)
    return inner == outer or outer in (".", "/") or inner.startswith(outer + "/") or inner.endswith("/" + outer)


def no_null(text: str) -> str:
    """Return `text`; ValueError when it can't be the name of a file."""
    if "\0" in text:
        raise ValueError("embedded null byte")
    return text


def decoded(text: Any) -> str:
    """Return the name of a file as text."""
    if issubclass(type(text), bytes):
        return bytes.__getitem__(text, slice(None)).decode("utf-8", "surrogateescape")
    return str.__str__(text)


def encoded(text: Any) -> bytes:
    """Return the name of a file as bytes."""
    if issubclass(type(text), bytes):
        return bytes.__getitem__(text, slice(None))
    return str.__str__(text).encode("utf-8", "surrogateescape")


def check_bytes(data: Any, before: str = "") -> bytes:
    """Return what is to be written as bytes; TypeError for what are none, whose text begins with `before`."""
    cls = type(data)
    if issubclass(cls, bytes):
        return bytes.__getitem__(data, slice(None))
    if issubclass(cls, bytearray):
        return bytes(bytearray.__getitem__(data, slice(None)))
    raise TypeError(f"{before}a bytes-like object is required, not '{cls.__name__}'")


def nanoseconds(seconds: float) -> int:
    """Return a time in nanoseconds."""
    return round(seconds * 1_000_000_000)


def check_open(mode: Any, buffering: Any, encoding: Any, errors: Any, newline: Any) -> bool:
    """Check the arguments of `open` and tell whether the file is binary; the errors are CPython's."""
    for name, value in (("mode", mode), ("encoding", encoding), ("errors", errors), ("newline", newline)):
        if type(value) is not str and (value is not None or name == "mode"):
            or_none = "" if name == "mode" else " or None"
            raise TypeError(f"open() argument '{name}' must be str{or_none}, not {type(value).__name__}")
    kinds = [letter for letter in mode if letter in "rwax"]
    if set(mode) - set("rwaxbt+") or len(mode) != len(set(mode)):
        raise ValueError(f"invalid mode: {mode!r}")
    binary = "b" in mode
    if binary and "t" in mode:
        raise ValueError("can't have text and binary mode at once")
    if len(kinds) != 1:
        raise ValueError("must have exactly one of create/read/write/append mode")
    _check_text_options(binary, buffering, {"encoding": encoding, "errors": errors, "newline": newline})
    return binary


def _check_text_options(binary: bool, buffering: Any, given: dict[str, Any]) -> None:
    if binary:
        for name, value in given.items():
            if value is not None:
                article = "an" if name[0] in "aeiou" else "a"
                raise ValueError(f"binary mode doesn't take {article} {name} argument")
        return
    if type(buffering) is int and buffering == 0:
        raise ValueError("can't have unbuffered text I/O")
    if given["newline"] not in (None, "", "\n", "\r", "\r\n"):
        raise ValueError(f"illegal newline value: {given['newline']}")
    if given["encoding"] is not None:
        codecs.lookup(given["encoding"])


def size_of(size: Any) -> int:
    """Return a number of characters or bytes, -1 for `None`; TypeError for what is no whole number."""
    if size is None:
        return -1
    if not issubclass(type(size), int):
        raise TypeError(f"argument should be integer or None, not '{type(size).__name__}'")
    return int.__int__(size)


def line_end(data: str | bytes, start: int, newline: Any) -> int:
    """Return where the line that begins at `start` ends in a file's content."""
    if isinstance(data, bytes):
        return data.find(b"\n", start) + 1 or len(data)
    if newline != "":
        mark = newline or "\n"
        place = data.find(mark, start)
        return len(data) if place < 0 else place + len(mark)
    feed, carriage = data.find("\n", start), data.find("\r", start)
    if carriage < 0 or 0 <= feed < carriage:
        return feed + 1 or len(data)
    return carriage + (2 if data[carriage + 1 : carriage + 2] == "\n" else 1)


def gap(data: Any, length: int) -> Any:
    """Return the zeros that fill a file up to a place behind its end."""
    filler: Any = b"\0" if type(data) is bytes else "\0"
    return filler * max(length, 0)


def encode(text: str, encoding: str, errors: str) -> bytes:
    """Return `text` encoded; UnicodeEncodeError where it can't be."""
    return text.encode(encoding, errors)


def offset(text: str, index: int, encoding: str, errors: str) -> int:
    """Return at which byte of the encoded text the character `index` stands."""
    if text.isascii() and encoding.lower() in ("utf-8", "utf8", "ascii"):
        return min(index, len(text)) if index <= len(text) else index
    return len(text[:index].encode(encoding, errors))


def index_of(text: str, place: int, encoding: str, errors: str) -> int:
    """Return which character of the text stands at byte `place` of the encoded one."""
    if text.isascii() and encoding.lower() in ("utf-8", "utf8", "ascii"):
        return place
    return len(text.encode(encoding, errors)[:place].decode(encoding, "ignore"))


def posix(name: str, *args: Any) -> Any:
    """Return what `os.path`'s function `name` gives for texts; `curdir` is the current folder like its argument."""
    if name == "curdir":
        return b"." if issubclass(type(args[0]), bytes) else "."
    _check_asked(name, _COMPUTED)
    return getattr(posixpath, name)(*map(_exact, args))


def _exact(value: Any) -> Any:
    cls = type(value)
    if value is None:
        return None
    if cls is list:
        return [_exact(item) for item in value]
    if issubclass(cls, str):
        return str.__str__(value)
    return bytes.__getitem__(value, slice(None)) if issubclass(cls, bytes) else _Stranger(cls.__name__)


class _Stranger:
    """Stands for a value that is no path in a call of `os.path`'s functions, which say what is wrong with it."""

    def __new__(cls, name: str) -> Any:
        return object.__new__(type(name, (), {}))


def expanded(text: str, values: Any) -> str:
    """Return a path with the environment's `values` in the place of `$NAME` and `${NAME}`."""
    import re

    known = {key: value for key, value in values.items() if type(key) is str and type(value) is str}

    def value_of(found: re.Match[str]) -> str:
        name = found.group(1)
        return known.get(name[1:-1] if name.startswith("{") else name, found.group(0))

    return re.sub(r"\$(\w+|\{[^}]*\})", value_of, text, flags=re.ASCII)


HELPERS: dict[str, Any] = {
    "@path_version": VERSION,
    "@mark_windows": mark_windows,
    "@is_windows_path": is_windows_path,
    "@path_join": join,
    "@path_child": child,
    "@path_under": under,
    "@path_ask": ask,
    "@path_exact": plain_text,
    "@path_relative": relative,
    "@path_match": match,
    "@path_hash": path_hash,
    "@path_equal": equal,
    "@path_order": order,
    "@path_refusal": refusal,
    "@path_bytes": encoded,
    "@path_decoded": decoded,
    "@path_encoded": encoded,
    "@path_from_uri": from_uri,
    "@path_options": options,
    "@path_no_null": no_null,
    "@path_concerns": concerns,
    "@path_nanoseconds": nanoseconds,
    "@glob_split": glob_split,
    "@glob_is_magic": glob_is_magic,
    "@glob_matches": glob_matches,
    "@check_bytes": check_bytes,
    "@file_check": check_open,
    "@file_size": size_of,
    "@file_line_end": line_end,
    "@file_gap": gap,
    "@file_encode": encode,
    "@file_offset": offset,
    "@file_index": index_of,
    "@posix": posix,
    "@os_expanded": expanded,
    "@os_strerror": os.strerror,
}
