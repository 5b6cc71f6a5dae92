"""Dumps that share what they have in common: each is stored as its difference from the one before.

The pauses of a run follow each other closely: most of a dump stands in the dump before it too, at about the same place. So a dump is cut
into segments, and each is compressed by zlib with the part of the dump before that lies around the same place as its dictionary. Where
something has been put in before, the place shifts; a few words of the segment are looked for to find by how much. Each `GROUP` dumps one is
stored by itself, so that getting one back takes few steps.

A stored dump is `[base, [end, bytes, end, bytes, …]]`: the index of the dump before or -1, and for each segment where its dictionary, of
`WINDOW` bytes at most, ends in that dump (or -1 for none) and its compressed bytes.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

GROUP = 24
SEGMENT = 20_000
MARGIN = 6_000
WINDOW = 32_000  # zlib sees no further back
KEPT = 8  # dumps that are at hand whole
LARGEST = 1 << 30
"""Bytes of one dump, at most."""
_LEVEL = 5
_WORD = 20
_PROBES = (0, 700, 3_100, 9_000, 17_000)


class Blobs:
    """Dumps by index, in the order of their adding."""

    __slots__ = ("_depths", "_recent", "stored")

    def __init__(self, stored: list[list[Any]] | None = None) -> None:
        """Take over what `stored` of another one had; `check` says whether it can be used."""
        self.stored: list[list[Any]] = stored or []
        self._depths: list[int] = []
        self._recent: dict[int, bytes] = {}
        for index in range(len(self.stored)):
            self._depths.append(0 if self.stored[index][0] < 0 else self._depths[self.stored[index][0]] + 1)

    def add(self, data: bytes, before: int = -1) -> int:
        """Store a dump, and return its index. `before` is that of the dump which it is likely to resemble, -1 for none."""
        if before >= 0 and self._depths[before] + 1 >= GROUP:
            before = -1
        base = b"" if before < 0 else self.get(before)
        if base == data and before >= 0:
            return before
        self.stored.append([before, _difference(data, base)])
        self._depths.append(0 if before < 0 else self._depths[before] + 1)
        self._remember(len(self.stored) - 1, data)
        return len(self.stored) - 1

    def get(self, index: int) -> bytes:
        """Return the dump with this index; ValueError if what is stored is damaged."""
        chain = []
        at = index
        while at >= 0 and at not in self._recent:
            chain.append(at)
            at = self.stored[at][0]
        data = b"" if at < 0 else self._recent[at]
        for step in reversed(chain):
            data = _restored(self.stored[step][1], data)
        self._remember(index, data)
        return data

    @property
    def size(self) -> int:
        """The bytes that all dumps take together."""
        return sum(len(part) for _, parts in self.stored for part in parts[1::2])

    def _remember(self, index: int, data: bytes) -> None:
        self._recent.pop(index, None)
        self._recent[index] = data
        while len(self._recent) > KEPT:
            del self._recent[next(iter(self._recent))]


def check_blobs(stored: Any) -> list[list[Any]]:
    """Return `stored` if it is what `Blobs` keeps; else ValueError."""
    if type(stored) is not list:
        raise ValueError("the dumps are no list")
    for index, item in enumerate(stored):
        if type(item) is not list or len(item) != 2 or type(item[0]) is not int or type(item[1]) is not list:
            raise ValueError("a dump is damaged")
        base, parts = item
        kinds_fit = all(type(part) is (bytes if place % 2 else int) for place, part in enumerate(parts))
        if not -1 <= base < index or len(parts) % 2 or not kinds_fit:
            raise ValueError("a dump is damaged")
    return stored


def _difference(data: bytes, base: bytes) -> list[Any]:
    import zlib

    parts: list[Any] = []
    shift = 0
    for start in range(0, len(data), SEGMENT):
        segment = data[start : start + SEGMENT]
        shift = _shift(segment, start, base, shift)
        end = max(min(start + shift + SEGMENT + MARGIN, len(base)), min(MARGIN, len(base)))
        window = base[max(end - WINDOW, 0) : end]
        if window:
            packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, zlib.MAX_WBITS, zlib.DEF_MEM_LEVEL, 0, window)
        else:
            end, packer = -1, zlib.compressobj(_LEVEL)
        parts += [end, packer.compress(segment) + packer.flush()]
    return parts


def _shift(segment: bytes, start: int, base: bytes, shift: int) -> int:
    """Return by how much the place of a segment differs in the dump before: as last time, unless a word of it is found elsewhere."""
    for probe in _PROBES:
        word = segment[probe : probe + _WORD]
        if len(word) < _WORD or not base:
            break
        near = start + probe + shift
        if base.find(word, max(near - MARGIN, 0), near + WINDOW - MARGIN) >= 0:
            return shift
        found = base.find(word)
        if found >= 0:
            return found - start - probe
    return shift


def _restored(parts: list[Any], base: bytes) -> bytes:
    import zlib

    found = []
    size = 0
    try:
        for end, packed in zip(parts[::2], parts[1::2], strict=True):
            window = base[max(end - WINDOW, 0) : end] if end >= 0 else b""
            unpacker = zlib.decompressobj(zlib.MAX_WBITS, window) if window else zlib.decompressobj()
            segment = unpacker.decompress(packed, SEGMENT)
            size += len(segment)
            if not unpacker.eof or size > LARGEST:
                raise ValueError("a dump is damaged")
            found.append(segment)
    except zlib.error:
        raise ValueError("a dump is damaged") from None
    return b"".join(found)
