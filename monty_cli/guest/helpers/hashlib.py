"""Digests: a hash object of the guest's keeps what it was fed, and C hashes it when the digest is asked for."""

from __future__ import annotations

import hashlib
import hmac

from monty_cli.guest.helpers.binary import LARGEST

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


def sizes(name: Any, options: dict[str, Any]) -> tuple[str, int, int]:
    """Return name, digest size and block size of an algorithm; the errors of `hashlib.new` for what it refuses."""
    made = _made(name, options)
    return made.name, made.digest_size, made.block_size


def check_data(data: Any) -> None:
    """Refuse what can not be hashed."""
    if type(data) is not bytes and type(data) is not bytearray:
        hashlib.md5(data, usedforsecurity=False)


def digest(name: str, options: dict[str, Any], parts: list[bytes], length: Any) -> bytes:
    """Return the digest of what was fed, of `length` bytes where the algorithm leaves that open."""
    made = _made(name, options)
    for part in parts:
        made.update(part)
    if length is None:
        found: bytes = made.digest()
        return found
    if type(length) is int and length > LARGEST:
        raise MemoryError(f"a digest of {length} bytes is too large")
    found = made.digest(length)
    return found


def _made(name: Any, options: dict[str, Any]) -> Any:
    if name in ("blake2b", "blake2s"):
        return getattr(hashlib, name)(**options)
    return _plainly(hashlib.new, name, **options)


def _plainly(function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    """Call a function whose errors may be of a class that guest code does not have."""
    try:
        return function(*args, **kwargs)
    except ValueError as error:
        text = str(error)
    raise ValueError(text)


def keyed(key: Any, name: Any) -> tuple[str, int, int]:
    """Return name, digest size and block size of a keyed digest; the errors of `hmac.new` for what it refuses."""
    made = _plainly(hmac.new, key, None, name)
    return made.name, made.digest_size, made.block_size


def keyed_digest(key: bytes, name: str, parts: list[bytes]) -> bytes:
    """Return the keyed digest of what was fed."""
    made = hmac.new(key, None, name)
    for part in parts:
        made.update(part)
    return made.digest()


_NAMES = "md5 sha1 sha224 sha256 sha384 sha512 sha3_224 sha3_256 sha3_384 sha3_512 shake_128 shake_256 blake2b blake2s"

HELPERS: dict[str, Any] = {
    "@hash_names": tuple(_NAMES.split()),
    "@hash_sizes": sizes,
    "@hash_check": check_data,
    "@hash_digest": digest,
    "@hash_guaranteed": frozenset(hashlib.algorithms_guaranteed),
    "@hash_available": frozenset(hashlib.algorithms_available),
    "@keyed_sizes": keyed,
    "@keyed_digest": keyed_digest,
}
