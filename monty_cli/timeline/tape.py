"""Tapes: a timeline as a file.

A tape is a container like a snapshot's (`codec.container`: magic, version, digest, perhaps a signature), whose header says

    kind      'tape'
    tape      the version of what follows, now 1
    script_name, source   the script

and whose body is zlib over msgpack of

    [at, moments, blobs, inputs, ways]

`at` is the index of the moment where the run stood. A moment is a row of `Moment.FIELDS` in their order; answers and results in it, and
`inputs` (nil where the script was not started by the tape's command), are values as `codec.plain` packs them. `blobs` are the dumps of the
pauses as `Blobs` stores them: a dump is a snapshot file, and can be loaded as one. `ways` are pairs of a moment (-1 for none) and the one
to which the line went on from there last, of those with several to go to.

A tape whose header says `grows` may be followed by parts (see `growing`): that of a run that goes on, or was killed.

Reading a tape runs nothing, and believes nothing: what is damaged is a ValueError.

Version log:
    1  the first version
"""

from __future__ import annotations

from monty_cli import codec
from monty_cli.codec.packing import pack, unpack
from monty_cli.timeline.blobs import Blobs, check_blobs
from monty_cli.timeline.growing import containers, first_of, with_parts
from monty_cli.timeline.moments import moment_from
from monty_cli.timeline.timeline import Timeline

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

VERSION = 1
KIND = "tape"
LARGEST = 1 << 31
"""Bytes of an unpacked tape, at most."""


def write_tape(timeline: Timeline, *, grows: bool = False) -> bytes:
    """Return a timeline as bytes, signed if it has a key; parts may follow where it `grows`."""
    import zlib

    header: dict[str, object] = {"kind": KIND, "tape": VERSION}
    header |= {"script_name": timeline.script_name, "source": timeline.source}
    if grows:
        header["grows"] = True
    body = pack(
        [
            timeline.at,
            [moment.row() for moment in timeline.moments],
            timeline.blobs.stored,
            timeline.inputs,
            timeline.ways(),
        ]
    )
    return codec.sign(codec.write(header, zlib.compress(body, 1)), timeline.key)


def is_tape(data: bytes) -> bool:
    """Tell whether bytes are an intact tape, rather than a snapshot; ValueError for what is neither."""
    return codec.read(first_of(data))[0].get("kind") == KIND


def read_tape(data: bytes, *, key: bytes | None = None) -> Timeline:
    """Return the timeline in `data`; with a `key`, only one that is signed by it. ValueError for bytes that are no intact tape.

    Of one that was still being written, `torn` tells how many bytes of it are left out.
    """
    first = first_of(data)
    header, body = codec.read(first, key)
    if len(first) < len(data) and header.get("grows") is not True:
        codec.read(data, key)  # says that bytes follow its end
    if header.get("kind") != KIND:
        raise ValueError("these bytes hold no tape, but a snapshot or a session")
    version = header.get("tape")
    if type(version) is not int or version < 1:
        raise ValueError("the tape is damaged: it has no version")
    if version > VERSION:
        raise ValueError(f"the tape is newer: version {version}, this program reads up to {VERSION}")
    name, source = header.get("script_name"), header.get("source")
    if type(name) is not str or type(source) is not str:
        raise ValueError("the tape is damaged: it has no script")
    try:
        timeline = Timeline(name, source, key=key)
        fields = _checked(unpack(inflated(body)))
        if len(first) < len(data):
            parts, timeline.torn = containers(data[len(first) :])
            fields, source, torn = with_parts(fields, first, parts, key)
            timeline.source = timeline.source if source is None else source
            timeline.torn += torn
        return _timeline(timeline, fields)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"the tape is damaged: {error}") from None


def _checked(fields: Any) -> Any:
    if type(fields) is not list or len(fields) != 5 or type(fields[1]) is not list or type(fields[2]) is not list:
        raise ValueError("its body has other parts")
    return fields


def _timeline(timeline: Timeline, fields: Any) -> Timeline:
    at, rows, blobs, timeline.inputs, following = fields
    timeline.blobs = Blobs(check_blobs(blobs))
    for row in rows:
        timeline.add(moment_from(len(timeline.moments), row, len(blobs)))
    if type(at) is not int or not -1 <= at < len(timeline.moments):
        raise ValueError("it stands nowhere")
    timeline.follow(following)
    if at >= 0:
        timeline.go(at)
    return timeline


def inflated(body: bytes) -> bytes:
    """Return an unpacked body; ValueError for a damaged one."""
    import zlib

    try:
        unpacker = zlib.decompressobj()
        data = unpacker.decompress(body, LARGEST)
    except zlib.error:
        raise ValueError("its body can't be unpacked") from None
    if not unpacker.eof:
        raise ValueError("its body is not whole")
    return data
