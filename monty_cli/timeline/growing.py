"""A tape that is written while its run goes on: a process that is killed loses what came after the last pause, and no more.

Such a file is a tape whose header says `grows`, followed by any number of parts. A part is a container too, of the kind 'tape part'; its
header says after which container it comes (`after`, the digest of that one), its body is zlib over msgpack of

    [at, moments, blobs, ways, source, inputs]

with the moments and dumps that are new, and the rest as it is now. When the run ends, the file is replaced by a tape without parts. Bytes
at the end that are no whole part are what the process was writing when it was killed: they are left out, and counted.
"""

from __future__ import annotations

from monty_cli import codec
from monty_cli.codec.container import DIGEST_SIZE, FRONT_SIZE, MAGIC, PREFIX_SIZE, SIGNED
from monty_cli.codec.packing import pack, unpack

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from monty_cli.timeline.timeline import Timeline

PART = "tape part"


class Growth:
    """What a timeline has got since it was written last."""

    def __init__(self, timeline: Timeline) -> None:
        self.timeline = timeline
        self._moments = self._blobs = 0
        self._digest = b""

    def begin(self) -> bytes:
        """Return the timeline so far, as a tape that parts may follow."""
        from monty_cli.timeline.tape import write_tape

        return self._noted(write_tape(self.timeline, grows=True))

    def more(self) -> bytes:
        """Return what is new since `begin` or the last part, as the next part."""
        import zlib

        timeline = self.timeline
        rows = [moment.row() for moment in timeline.moments[self._moments :]]
        blobs = timeline.blobs.stored[self._blobs :]
        body = pack([timeline.at, rows, blobs, timeline.ways(), timeline.source, timeline.inputs])
        header: dict[str, object] = {"kind": PART, "after": self._digest}
        return self._noted(codec.sign(codec.write(header, zlib.compress(body, 1)), timeline.key))

    def _noted(self, data: bytes) -> bytes:
        self._moments, self._blobs = len(self.timeline.moments), len(self.timeline.blobs.stored)
        self._digest = data[PREFIX_SIZE:FRONT_SIZE]
        return data


def containers(data: bytes) -> tuple[list[bytes], int]:
    """Return the containers that follow each other in a file, and how many bytes at its end are no whole one."""
    found = []
    start = 0
    while start < len(data):
        size = _size(data, start)
        if size is None or start + size > len(data):
            break
        found.append(data[start : start + size])
        start += size
    return found, len(data) - start


def first_of(data: bytes) -> bytes:
    """Return the container that a file begins with; all of it where it is none."""
    size = _size(data, 0)
    return data if size is None or size >= len(data) else data[:size]


def _size(data: bytes, start: int) -> int | None:
    front = data[start : start + FRONT_SIZE]
    if len(front) < FRONT_SIZE or not front.startswith(MAGIC):
        return None
    sizes = int.from_bytes(front[12:16], "little") + int.from_bytes(front[16:24], "little")
    return FRONT_SIZE + (DIGEST_SIZE if front[10] & SIGNED else 0) + sizes


def with_parts(fields: Any, first: bytes, parts: list[bytes], key: bytes | None) -> tuple[Any, str | None, int]:
    """Return the fields of a tape with what its parts add, the source if they tell one, and how many bytes of a torn one are left out.

    Raises ValueError for a part that is damaged, unless it is the last one, or that belongs elsewhere.
    """
    from monty_cli.timeline.tape import inflated

    source = None
    digest = first[PREFIX_SIZE:FRONT_SIZE]
    for index, part in enumerate(parts):
        try:
            codec.read(part)
        except ValueError:
            if index == len(parts) - 1:
                return fields, source, len(part)
            raise
        header, body = codec.read(part, key)
        if header.get("kind") != PART or header.get("after") != digest:
            raise ValueError("a part of it belongs elsewhere")
        more = unpack(inflated(body))
        if type(more) is not list or len(more) != 6 or type(more[1]) is not list or type(more[2]) is not list:
            raise ValueError("a part of it is damaged")
        at, rows, blobs, ways, source, inputs = more
        if type(source) is not str:
            raise ValueError("a part of it has no script")
        fields = [at, [*fields[1], *rows], [*fields[2], *blobs], inputs, ways]
        digest = part[PREFIX_SIZE:FRONT_SIZE]
    return fields, source, 0
