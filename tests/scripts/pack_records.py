"""Store sensor readings in a compact binary file: fixed headers, packed records, compression and checksums."""

import binascii
import io
import struct
import zlib
from typing import BinaryIO, Iterable, Iterator, NamedTuple

MAGIC = b"SNSR"
HEADER = struct.Struct(">4sHHI")
RECORD = struct.Struct(">IhBx")


class Reading(NamedTuple):
    """One reading: seconds since the epoch, tenths of a degree, and a bit set of flags."""

    time: int
    tenths: int
    flags: int = 0

    @property
    def celsius(self) -> float:
        return self.tenths / 10


class FormatError(ValueError):
    pass


def write_block(out: BinaryIO, sensor: int, readings: Iterable[Reading]) -> int:
    body = b"".join(RECORD.pack(*reading) for reading in readings)
    packed = zlib.compress(body, 9)
    out.write(HEADER.pack(MAGIC, sensor, len(body) // RECORD.size, len(packed)))
    out.write(packed)
    out.write(struct.pack(">I", binascii.crc32(body)))
    return len(packed)


def read_blocks(source: BinaryIO) -> Iterator[tuple[int, list[Reading]]]:
    while head := source.read(HEADER.size):
        if len(head) < HEADER.size:
            raise FormatError(f"truncated header of {len(head)} bytes")
        magic, sensor, count, size = HEADER.unpack(head)
        if magic != MAGIC:
            raise FormatError(f"bad magic {magic!r}")
        body = zlib.decompress(source.read(size))
        (checksum,) = struct.unpack(">I", source.read(4))
        if checksum != binascii.crc32(body):
            raise FormatError(f"checksum mismatch in block of sensor {sensor}")
        readings = [Reading(*fields) for fields in RECORD.iter_unpack(body)]
        if len(readings) != count:
            raise FormatError("wrong number of records")
        yield sensor, readings


def wave(sensor: int, n: int) -> Iterator[Reading]:
    for i in range(n):
        yield Reading(1_700_000_000 + 60 * i, (i * 7 + sensor * 13) % 50 - 10, i % 4 == 0)


def hexdump(data: bytes, width: int = 8) -> str:
    rows = []
    for offset in range(0, len(data), width):
        chunk = data[offset : offset + width]
        text = "".join(chr(b) if 32 <= b < 127 else "." for b in chunk)
        rows.append(f"{offset:04x}  {chunk.hex(' '):<{width * 3}} {text}")
    return "\n".join(rows)


def main() -> None:
    with open("readings.bin", "wb") as out:
        for sensor in (1, 2, 7):
            write_block(out, sensor, wave(sensor, 12))
    with open("readings.bin", "rb") as source:
        for sensor, readings in read_blocks(source):
            temperatures = [r.celsius for r in readings]
            flagged = [r.time for r in readings if r.flags & 1]
            print(f"sensor {sensor}: {min(temperatures):.1f}..{max(temperatures):.1f}, flagged {len(flagged)}, {readings[1]}")

    buffer = io.BytesIO()
    write_block(buffer, 9, wave(9, 2))
    print(hexdump(buffer.getvalue()[: HEADER.size]))

    damaged = bytearray(buffer.getvalue())
    damaged[-1] ^= 0xFF
    for data in (bytes(damaged), b"NOPE" + bytes(damaged[4:]), bytes(damaged[:7])):
        try:
            list(read_blocks(io.BytesIO(data)))
        except FormatError as error:
            print("error:", error)


if __name__ == "__main__":
    main()
