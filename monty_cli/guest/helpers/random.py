"""What `random` needs of C and of the host: the generator, seeds, and errors that CPython's versions word differently."""

from __future__ import annotations

import _bisect
import math
import operator
import sys
from _random import Random
from collections import deque

from monty_cli.guest.prims import exact_str
from monty_cli.guest.protocol import is_subclass

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_RECENT = sys.version_info >= (3, 12)
_NAMES = (
    "betavariate choice choices expovariate gammavariate gauss getrandbits getstate lognormvariate normalvariate paretovariate "
    "randbytes randint random randrange sample seed setstate shuffle triangular uniform vonmisesvariate weibullvariate"
)
_MATH = "acos ceil cos e exp fabs floor isfinite lgamma log log2 pi sin sqrt tau"
_SEQUENCES = (list, tuple, str, range, bytes, bytearray, deque)


def bare(cls: Any) -> Any:
    """Return a generator of the class `cls` whose `__init__` has not run."""
    new: Any = Random.__new__
    return new(cls)


def seed_number(seed: Any, version: Any) -> Any:
    """Return what C is seeded with for a seed of one of the supported types.

    Raises:
        TypeError: the seed is of another type.
    """
    kind = type(seed)
    version = version if type(version) is int else 0
    if is_subclass(int, kind):
        return int.__index__(seed)
    if is_subclass(float, kind):
        return float.__float__(seed)
    text = is_subclass(str, kind)
    if not text and not is_subclass(bytes, kind) and not is_subclass(bytearray, kind):
        from random import Random as Seeded

        Seeded(0).seed(object())  # type: ignore[arg-type]
    plain = exact_str(seed) if text else bytes(seed) if kind in (bytes, bytearray) else b"".join((seed, b""))
    if version == 1 and not is_subclass(bytearray, kind):
        return _first_seed(plain if isinstance(plain, str) else plain.decode("latin-1"))
    if version != 2:
        return hash(plain)
    from hashlib import sha512

    data = plain.encode() if isinstance(plain, str) else plain
    return int.from_bytes(data + sha512(data).digest(), "big")


def _first_seed(text: str) -> int:
    found = ord(text[0]) << 7 if text else 0
    for letter in text:
        found = ((1000003 * found) ^ ord(letter)) & 0xFFFFFFFFFFFFFFFF
    found ^= len(text)
    return -2 if found == -1 else found


def whole(value: Any, place: str) -> int:
    """Return an argument of `randrange` as an integer; errors are CPython's."""
    if _RECENT or is_subclass(int, type(value)):
        return operator.index(value)
    if not is_subclass(float, type(value)) and not is_subclass(str, type(value)):
        return operator.index(value)
    found = int(value)
    if found != value:
        raise ValueError(f"non-integer {place} for randrange()")
    return found


def empty_range(start: int, stop: int, step: int) -> str:
    """Return the text for a `randrange` that has nothing to choose from."""
    if _RECENT:
        return (
            f"empty range in randrange({start}, {stop})"
            if step == 1
            else f"empty range in randrange({start}, {stop}, {step})"
        )
    return (
        f"empty range for randrange() ({start}, {stop}, {stop - start})" if step == 1 else "empty range for randrange()"
    )


def checked_entropy(data: Any, size: int) -> bytes:
    """Return what the operating system gave as bytes of chance.

    Raises:
        TypeError: it is no `bytes` of `size`.
    """
    if type(data) is not bytes or len(data) != size:
        raise TypeError(f"os.urandom({size}) must give {size} bytes")
    return data


def is_sequence(value: Any) -> bool:
    """Tell whether `value` is a builtin sequence, or of a class derived from one."""
    return any(is_subclass(cls, type(value)) for cls in _SEQUENCES)


HELPERS: dict[str, Any] = {
    **{f"@m_{name}": getattr(math, name) for name in _MATH.split()},
    "@c_Random": Random,
    "@c_bisect": _bisect,
    "@bare_random": bare,
    "@seed_number": seed_number,
    "@random_whole": whole,
    "@empty_range": empty_range,
    "@checked_entropy": checked_entropy,
    "@is_builtin_sequence": is_sequence,
    "@normal_factor": 4 * math.exp(-0.5) / math.sqrt(2.0),
    "@has_binomial": _RECENT,
    "@random_names": (*_NAMES.split(), *(("binomialvariate",) if _RECENT else ())),
}
