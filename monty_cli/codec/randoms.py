"""What generators of random numbers hold: the state of the Mersenne Twister.

| payload | fields |
| --- | --- |
| 130 Random | the 624 words of the state as bytes, four each, the lowest first; how many of them are used up |
"""

from __future__ import annotations

from _random import Random
from struct import pack, unpack

from .kind import expect
from .payload import Payload
from .stages import CONTENTS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from .decoder import Reader
    from .encoder import Writer
    from .kind import Kind
    from .payload import Needs

WORDS = 624
_new: Any = Random.__new__
_getstate: Any = Random.getstate
_setstate: Any = Random.setstate


def random_state(source: Random) -> tuple[bytes, int]:
    """Return the state of a generator: its words, and how many are used up."""
    state = _getstate(source)
    return pack(f"<{WORDS}I", *state[:WORDS]), state[WORDS]


def set_random_state(source: Random, words: object, used: object) -> None:
    """Give a generator what `random_state` gave; ValueError for anything else."""
    found = expect(words, bytes)
    if len(found) != 4 * WORDS or not 0 <= expect(used, int) <= WORDS:
        raise ValueError("a generator of random numbers is of an unknown form")
    _setstate(source, (*unpack(f"<{WORDS}I", found), used))


def _get(writer: Writer, value: Any) -> list[Any]:
    return list(random_state(value))


def _declare(reader: Reader, target: Callable[[], Any], words: object, used: object) -> Needs:
    reader.on_fill(CONTENTS, lambda: set_random_state(target(), words, used))
    return (), lambda cls: _new(cls)


KINDS: list[Kind] = []
PAYLOADS = [Payload(130, Random, _get, _declare)]
