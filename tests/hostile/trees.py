"""A snapshot as a tree of plain data, and back into bytes with the right checksum."""

from __future__ import annotations

from typing import Any

from monty_cli import codec
from monty_cli.codec.packing import pack, unpack


class Tree:
    """A snapshot taken apart: its header, and its body (`None` for a program, which has none), both to be changed in place."""

    def __init__(self, data: bytes) -> None:
        header, body = codec.read(data)
        self.header: dict[str, Any] = header
        self.body: list[Any] | None = unpack(body) if body else None

    def bytes(self) -> bytes:
        """The snapshot that the tree makes; ValueError or TypeError if it can't be written at all."""
        return codec.write(self.header, b"" if self.body is None else pack(self.body))

    @property
    def rows(self) -> list[Any]:
        """The rows of the body."""
        return self.body[2] if self.body is not None else []


def places(value: Any) -> list[tuple[Any, Any]]:
    """All places in a tree: each holder and key."""
    found: list[tuple[Any, Any]] = []
    stack = [value]
    while stack:
        holder = stack.pop()
        for key in range(len(holder)) if type(holder) is list else list(holder):
            found.append((holder, key))
            if type(holder[key]) in (list, dict):
                stack.append(holder[key])
    return found
