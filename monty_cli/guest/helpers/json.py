"""What the classes of `json` need of the host's: parsing from a place on, text of bytes, and the chunks that are written."""

from __future__ import annotations

import json
import re

from monty_cli.guest.json_data import json_options
from monty_cli.guest.prims import exact_str
from monty_cli.guest.protocol import is_subclass

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


_SPACE = re.compile(r"[ \t\n\r]*")


def space(text: Any, start: int) -> int:
    """Return where the white space of `text` from `start` on ends."""
    if not is_subclass(str, type(text)):
        if is_subclass(bytes, type(text)) or is_subclass(bytearray, type(text)):
            raise TypeError("cannot use a string pattern on a bytes-like object")
        raise TypeError(f"expected string or bytes-like object, got '{type(text).__name__}'")
    found = _SPACE.match(exact_str(text), start)
    return start if found is None else found.end()


def parse_at(text: Any, start: Any, hooks: tuple[Any, ...], strict: bool) -> tuple[Any, Any, int]:
    """Parse the document that begins at `start`.

    Returns:
        What `JSONDecodeError` takes or `None`, the tree with branches for `hooks`, and where the document ends.
    """
    if not is_subclass(str, type(text)):
        raise TypeError("first argument must be a string, not " + type(text).__name__)
    try:
        tree, end = json.JSONDecoder(strict=strict, **json_options(hooks)).raw_decode(exact_str(text), start)
    except json.JSONDecodeError as error:
        return (error.msg, error.doc, error.pos), None, 0
    return None, tree, end


def text_of(document: Any) -> tuple[Any, Any]:
    """Return what `JSONDecodeError` takes or `None`, and the text of a document that may be bytes."""
    kind = type(document)
    if is_subclass(str, kind):
        document = exact_str(document)
        if document.startswith("\ufeff"):
            return ("Unexpected UTF-8 BOM (decode using utf-8-sig)", document, 0), None
        return None, document
    if not is_subclass(bytes, kind) and not is_subclass(bytearray, kind):
        raise TypeError(f"the JSON object must be str, bytes or bytearray, not {kind.__name__}")
    return None, bytes(document).decode(json.detect_encoding(document), "surrogatepass")


def chunks(
    obj: Any, skipkeys: bool, ensure_ascii: bool, allow_nan: bool, indent: Any, separators: Any, sort_keys: bool
) -> list[str]:
    """Write plain data in the pieces in which CPython writes them to a file."""
    encoder = json.JSONEncoder(
        skipkeys=skipkeys,
        ensure_ascii=ensure_ascii,
        allow_nan=allow_nan,
        indent=indent,
        separators=separators,
        sort_keys=sort_keys,
    )
    return list(encoder.iterencode(obj))


def encoding(data: Any) -> str:
    """Return the encoding of a document's bytes."""
    if type(data) is not bytes and type(data) is not bytearray:
        raise TypeError(f"a bytes-like object is required, not '{type(data).__name__}'")
    return json.detect_encoding(data)


HELPERS: dict[str, Any] = {
    "@json_space": space,
    "@json_parse_at": parse_at,
    "@json_text": text_of,
    "@json_chunks": chunks,
    "@json_encoding": encoding,
}
