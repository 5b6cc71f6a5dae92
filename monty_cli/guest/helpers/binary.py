"""Calls of C functions that pack, encode, compress and hash plain bytes, with bounds for those that may make many out of few.

Errors of classes that these modules have themselves are given back as texts: guest code gets them as classes of its own.
"""

from __future__ import annotations

from importlib import import_module

from monty_cli.guest.prims import exact_str
from monty_cli.guest.protocol import is_plain, is_subclass

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

LARGEST = 1 << 28  # bytes that one call may make
_MOST_OF_ONE = 1032  # bytes that deflate makes at most out of one
_MOST_ROUNDS = 20_000_000  # of pbkdf2_hmac, for about ten seconds

# module -> its own error classes, by the name that the guest's module gives them
_ERRORS = {"struct": ("error",), "binascii": ("Error", "Incomplete"), "zlib": ("error",)}
# All that is called of the host's modules.
_NAMES = {
    "base64": "b64encode b64decode standard_b64encode standard_b64decode urlsafe_b64encode urlsafe_b64decode b32encode b32decode "
    "b32hexencode b32hexdecode b16encode b16decode a85encode a85decode b85encode b85decode encodebytes decodebytes z85encode z85decode",
    "binascii": "a2b_base64 a2b_hex a2b_qp a2b_uu b2a_base64 b2a_hex b2a_qp b2a_uu crc32 crc_hqx hexlify unhexlify",
    "hashlib": "pbkdf2_hmac",
    "struct": "calcsize iter_unpack pack pack_into unpack unpack_from",
    "zlib": "adler32 compress crc32 decompress",
}
_FUNCTIONS = {module: frozenset(names.split()) for module, names in _NAMES.items()}
# The module whose errors the functions of another one raise.
_RAISED_BY = {"base64": "binascii"}


def is_ready(value: Any) -> bool:
    """Tell whether C can take `value` as it is."""
    return is_plain(value)


def payload(value: Any) -> Any:
    """Return what C takes an instance of a class derived from a builtin type for; `None` for another one."""
    kind = type(value)
    if is_subclass(str, kind):
        return exact_str(value)
    if is_subclass(bytes, kind):
        return bytes.__getitem__(value, slice(None))
    for base, exact in ((int, int.__index__), (float, float.__float__), (bytearray, bytearray.copy)):
        if is_subclass(base, kind):
            return exact(value)
    return None


def call(module: str, name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> tuple[Any, Any]:
    """Call a function of the host's.

    Returns:
        The error's class (by name) and text, or `None`; and the result.

    Raises:
        MemoryError: the result would be too large.
    """
    if type(module) is not str or type(name) is not str or name not in _FUNCTIONS.get(module, ()):
        raise ValueError(f"there is no function {name!r} of {module!r}")
    check = _CHECKS.get((module, name))
    if check is not None:
        check(*args, **kwargs)
    owner = _RAISED_BY.get(module, module)
    errors = {error: getattr(import_module(owner), error) for error in _ERRORS.get(owner, ())}
    try:
        return None, getattr(import_module(module), name)(*args, **kwargs)
    except tuple(errors.values()) as found:
        # binascii.Error is a ValueError, of which Incomplete is none
        return (next(error for error, cls in errors.items() if type(found) is cls), str(found)), None


def unpacked(fmt: Any, data: Any) -> tuple[Any, Any]:
    """Return what `struct.iter_unpack` gives, as a list, like `call`."""
    error, found = call("struct", "iter_unpack", (fmt, data), {})
    return error, None if found is None else list(found)


def truth_places(fmt: Any) -> list[int]:
    """Return the indices of the values for which a format of `struct` has a `?`; none for what is no format of a usual size."""
    text = fmt.decode("latin-1") if type(fmt) is bytes else fmt
    if type(text) is not str or "?" not in text:
        return []
    import re

    found: list[int] = []
    index = 0
    for digits, code in re.findall(r"(\d*)([a-zA-Z?])", text):
        count = 1 if code in "sp" or not digits else int(digits) if len(digits) < 6 else _MOST_PLACES
        if code == "x":
            continue
        if code == "?":
            found += range(index, index + min(count, _MOST_PLACES))
        index += count
    return found


_MOST_PLACES = 100_000


def _check_pack(*args: Any, **kwargs: Any) -> None:
    error, size = call("struct", "calcsize", args[:1], {})
    if error is None and size > LARGEST:
        raise MemoryError(f"struct would make {size} bytes")


def _check_decompress(*args: Any, **kwargs: Any) -> None:
    import zlib

    data = args[0] if args else b""
    size = kwargs.get("bufsize", args[2] if len(args) > 2 else 0)
    if type(size) is int and size > LARGEST:
        raise MemoryError(f"decompress() would reserve {size} bytes")
    if type(data) not in (bytes, bytearray) or len(data) * _MOST_OF_ONE <= LARGEST:
        return
    bits = kwargs.get("wbits", args[1] if len(args) > 1 else zlib.MAX_WBITS)
    try:
        found = zlib.decompressobj(bits).decompress(data, LARGEST + 1)
    except (zlib.error, ValueError, TypeError):
        return
    if len(found) > LARGEST:
        raise MemoryError(f"decompress() would make more than {LARGEST} bytes")


def _check_rounds(*args: Any, **kwargs: Any) -> None:
    rounds = kwargs.get("iterations", args[3] if len(args) > 3 else 0)
    length = kwargs.get("dklen", args[4] if len(args) > 4 else 0)
    if type(rounds) is int and rounds * max(1, (length if type(length) is int else 0) // 20) > _MOST_ROUNDS:
        raise MemoryError("pbkdf2_hmac() would take too long")


_CHECKS = {
    ("struct", "pack"): _check_pack,
    ("struct", "unpack"): _check_pack,
    ("zlib", "decompress"): _check_decompress,
    ("hashlib", "pbkdf2_hmac"): _check_rounds,
}

HELPERS: dict[str, Any] = {
    "@binary_is_ready": is_ready,
    "@binary_payload": payload,
    "@binary_call": call,
    "@struct_unpacked": unpacked,
    "@struct_truth_places": truth_places,
}
