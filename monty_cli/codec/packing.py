"""msgpack, the only wire encoding: packing of plain structures and bounded unpacking.

msgpack is imported when the first value is packed, so that a program that never dumps doesn't pay for it.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

BIG_INT = 0
"""First item of the pair `[BIG_INT, little-endian two's complement bytes]`, an int beyond 64 bits."""


def _big_int(value: object) -> list[object]:
    if type(value) is not int:
        raise TypeError(f"{type(value).__name__} is no part of the format")
    return [BIG_INT, value.to_bytes(value.bit_length() // 8 + 1, "little", signed=True)]


def pack(value: object) -> bytes:
    """`value` (None, bool, int, float, str, bytes, list, tuple and dict of these) as msgpack bytes.

    Strings may hold lone surrogates, ints may be of any size (see `BIG_INT`).
    """
    import msgpack

    try:
        return bytes(msgpack.packb(value, default=_big_int))
    except UnicodeEncodeError:
        return bytes(msgpack.packb(value, default=_big_int, unicode_errors="surrogatepass"))


def _no_extension(code: int, data: bytes) -> object:
    raise ValueError(f"msgpack extension type {code} is no part of the format")


def unpack(data: bytes) -> Any:
    """The structure in `data`; ValueError if it is anything but one whole msgpack value.

    Nothing is allocated for lengths that the data doesn't hold: it is walked through before anything is made of it.
    """
    import msgpack

    try:
        walker = msgpack.Unpacker(max_buffer_size=len(data), strict_map_key=False)
        walker.feed(data)
        walker.skip()
        if walker.tell() != len(data):
            raise ValueError("something follows its end")
        return msgpack.unpackb(
            data, strict_map_key=True, unicode_errors="surrogatepass", ext_hook=_no_extension, max_ext_len=0
        )
    except (ValueError, TypeError, msgpack.UnpackException, OverflowError, MemoryError) as error:
        raise ValueError(f"the data is damaged: {str(error) or type(error).__name__}") from None
