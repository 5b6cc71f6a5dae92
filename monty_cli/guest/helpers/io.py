"""What files in memory need of C: line ends, checks of arguments."""

from __future__ import annotations

import io
from operator import index

from monty_cli.guest.protocol import is_subclass

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_CR, _LF, _CRLF = 1, 2, 4
_KINDS = ((_CR, "\r"), (_LF, "\n"), (_CRLF, "\r\n"))


def check_newline(initial: Any, newline: Any) -> None:
    """Refuse the arguments that `StringIO` refuses."""
    if newline is not None and not is_subclass(str, type(newline)):
        raise TypeError(f"newline must be str or None, not {type(newline).__name__}")
    if newline not in (None, "", "\n", "\r", "\r\n"):
        raise ValueError(f"illegal newline value: {newline!r}")
    if initial is not None and not is_subclass(str, type(initial)):
        raise TypeError(f"initial_value must be str or None, not {type(initial).__name__}")


def translate(text: str, newline: str | None) -> str:
    """Return `text` with the line ends that a `StringIO` keeps."""
    text = text if type(text) is str else "".join((text, ""))
    if newline is None:
        return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
    if newline == "\r" or newline == "\r\n":
        return text.replace("\n", newline)
    return text


def kinds_of_newlines(text: str) -> int:
    """Return which kinds of line ends are in `text`, as bits."""
    pairs = text.count("\r\n")
    return (_CRLF if pairs else 0) | (_CR if text.count("\r") > pairs else 0) | (_LF if text.count("\n") > pairs else 0)


def newlines(kinds: int) -> Any:
    """Return the attribute `newlines` for the kinds of line ends that were met."""
    found = tuple(text for bit, text in _KINDS if kinds & bit)
    return None if not found else found[0] if len(found) == 1 else found


def line_end(text: str, start: int, newline: str | None) -> int:
    """Return where the line of `text` that begins at `start` ends, its line end included."""
    if newline != "":
        end = newline or "\n"
        found = text.find(end, start)
        return len(text) if found < 0 else found + len(end)
    feed = text.find("\n", start)
    back = text.find("\r", start, len(text) if feed < 0 else feed)
    if back < 0:
        return len(text) if feed < 0 else feed + 1
    return back + 2 if text.startswith("\n", back + 1) else back + 1


def plain_bytes(data: Any) -> bytes | bytearray:
    """Return data that is like bytes; TypeError for anything else."""
    if is_subclass(bytes, type(data)) or is_subclass(bytearray, type(data)):
        plain: bytes | bytearray = data
        return plain
    raise TypeError(f"a bytes-like object is required, not '{type(data).__name__}'")


def c_size(size: Any) -> int:
    """Refuse what is neither a size nor None; return the size that a boolean stands for."""
    if is_subclass(int, type(size)):
        return int.__index__(size)
    raise TypeError(f"argument should be integer or None, not '{type(size).__name__}'")


HELPERS: dict[str, Any] = {
    "@io_check_newline": check_newline,
    "@io_translate": translate,
    "@io_kinds_of_newlines": kinds_of_newlines,
    "@io_newlines": newlines,
    "@io_line_end": line_end,
    "@io_bytes": plain_bytes,
    "@io_c_size": c_size,
    "@io_c_index": index,
    "@io_buffer_size": io.DEFAULT_BUFFER_SIZE,
}
