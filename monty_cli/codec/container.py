"""The file around a snapshot: magic, version, digest, header, body.

Every number is little-endian.

| offset | size | field |
| --- | --- | --- |
| 0 | 8 | magic: 89 4D 4F 4E 54 59 0D 0A (`MONTY` between bytes that text transfer damages) |
| 8 | 2 | format version |
| 10 | 2 | flags: bit 0 says that the file is signed, the others are reserved and must be 0 |
| 12 | 4 | header length H |
| 16 | 8 | body length B |
| 24 | 32 | SHA-256 over the bytes 0..24 followed by all from 56 on |
| 56 | S | in a signed file the signature, of 32 bytes; else nothing |
| 56+S | H | header: one msgpack map with str keys, plain values |
| 56+S+H | B | body: what `encoder` describes |

The digest finds damage; it is no signature. The signature is the HMAC-SHA256, by the key, of `LABEL` followed by the bytes 0..24, header
and body: with that, everything that has a meaning is signed. Nothing follows the body.

Version log:
    1  the first version
    2  dicts, sets and frozensets may hold keys that the program's own code hashes; set iterators know their set
    3  a file may be signed
"""

from __future__ import annotations

from .packing import pack, unpack

MAGIC = b"\x89MONTY\r\n"
VERSION = 3
PREFIX_SIZE = 24
DIGEST_SIZE = 32
FRONT_SIZE = PREFIX_SIZE + DIGEST_SIZE
SIGNED = 1
LABEL = b"monty signed 1\0"
SHORTEST_KEY = 16
"""Bytes that a key has at least."""

HEADER_DEPTH = 32
_PLAIN = frozenset((type(None), bool, int, float, str, bytes))


def _digest(prefix: bytes, rest: bytes) -> bytes:
    # On first use only: hashlib costs a millisecond that `monty run` needn't pay.
    from hashlib import sha256

    digest = sha256(prefix)
    digest.update(rest)
    return digest.digest()


def _prefix(header_size: int, body_size: int) -> bytes:
    sizes = header_size.to_bytes(4, "little") + body_size.to_bytes(8, "little")
    return MAGIC + VERSION.to_bytes(2, "little") + bytes(2) + sizes


def write(header: dict[str, object], body: bytes) -> bytes:
    """A snapshot file.

    Parameters:
        header: str keys; values of None, bool, int (of 64 bits), float, str, bytes, lists and str-keyed dicts of these.
        body: the encoded value graph.

    Raises ValueError if the header holds anything else.
    """
    check_plain(header)
    packed = pack(header)
    prefix = _prefix(len(packed), len(body))
    rest = packed + body
    return prefix + _digest(prefix, rest) + rest


def check_key(key: object) -> bytes:
    """`key` if it is one to sign with, bytes of some length; TypeError or ValueError otherwise."""
    if type(key) is not bytes:
        raise TypeError(f"argument 'key': {type(key).__name__!r} object is not an instance of 'bytes'")
    if len(key) < SHORTEST_KEY:
        raise ValueError(f"a key to sign with has at least {SHORTEST_KEY} bytes")
    return key


def _signature(key: bytes, prefix: bytes, content: bytes) -> bytes:
    import hmac

    return hmac.digest(check_key(key), LABEL + prefix + content, "sha256")


def sign(data: bytes, key: bytes | None) -> bytes:
    """The snapshot file `data`, which `write` gave, signed by `key`; as it is without one."""
    if key is None:
        return data
    prefix = data[:10] + SIGNED.to_bytes(2, "little") + data[12:PREFIX_SIZE]
    rest = _signature(key, prefix, data[FRONT_SIZE:]) + data[FRONT_SIZE:]
    return prefix + _digest(prefix, rest) + rest


def _check_signature(data: bytes, key: bytes, start: int) -> None:
    from hmac import compare_digest

    if start == FRONT_SIZE:
        raise ValueError("the snapshot is not signed")
    if not compare_digest(data[FRONT_SIZE:start], _signature(key, data[:PREFIX_SIZE], data[start:])):
        raise ValueError("the snapshot's signature doesn't match: it was altered, or signed with another key")


def read(data: bytes, key: bytes | None = None) -> tuple[dict[str, object], bytes]:
    """Header and body of a snapshot file.

    With `key`, the file must be signed by it; without, a signature isn't looked at.

    Raises ValueError that says whether the bytes are foreign, truncated, newer, altered or not signed by the key.
    """
    if key is not None:
        check_key(key)
    if type(data) is not bytes:
        data = bytes(memoryview(data))
    magic = data[: len(MAGIC)]
    if magic != MAGIC and (not magic or not MAGIC.startswith(magic)):
        raise ValueError("this is not a snapshot: the bytes are foreign")
    if len(data) < FRONT_SIZE:
        raise ValueError("the snapshot is truncated: its front is incomplete")
    _check_version(data)
    header_size = int.from_bytes(data[12:16], "little")
    body_size = int.from_bytes(data[16:24], "little")
    start = FRONT_SIZE + (DIGEST_SIZE if data[10] & SIGNED else 0)
    size = start + header_size + body_size
    if len(data) < size:
        raise ValueError(f"the snapshot is truncated: {len(data)} bytes of {size}")
    if len(data) > size:
        raise ValueError(f"the snapshot is altered: {len(data) - size} bytes follow its end")
    if _digest(data[:PREFIX_SIZE], data[FRONT_SIZE:]) != data[PREFIX_SIZE:FRONT_SIZE]:
        raise ValueError("the snapshot is altered: its digest doesn't match")
    if key is not None:
        _check_signature(data, key, start)
    header = unpack(data[start : start + header_size])
    if type(header) is not dict:
        raise ValueError("the snapshot is altered: its header is no map")
    check_plain(header)
    return header, data[start + header_size :]


def _check_version(data: bytes) -> None:
    version = int.from_bytes(data[8:10], "little")
    if version > VERSION:
        raise ValueError(f"the snapshot is newer: format version {version}, this program reads up to {VERSION}")
    if version < 1 or int.from_bytes(data[10:12], "little") & ~SIGNED:
        raise ValueError("the snapshot is altered: unknown version or flags")


def check_plain(header: object) -> None:
    """Raises ValueError unless `header` is plain data of bounded depth with str keys."""
    level: list[object] = [header]
    for _ in range(HEADER_DEPTH):
        deeper: list[object] = []
        for value in level:
            if type(value) is dict:
                if any(type(key) is not str for key in value):
                    raise ValueError("a header key is no str")
                deeper.extend(value.values())
            elif type(value) is list:
                deeper.extend(value)
            elif type(value) not in _PLAIN or (type(value) is int and not -(1 << 63) <= value < 1 << 64):
                raise ValueError(f"a header can't hold a {type(value).__name__}")
        if not deeper:
            return
        level = deeper
    raise ValueError("a header is nested too deeply")
