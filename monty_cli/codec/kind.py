"""One row of the table of types: how objects of a type are written and declared.

To add a type, add a `Kind` to the `KINDS` list of a module that `kinds` collects; for an immutable object
that is rebuilt from a few values, `simple` is all it takes.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any

    from .decoder import Reader
    from .encoder import Writer


class Kind:
    """A tag of the format with its two directions.

    `sturdy` kinds are those whose objects CPython frees without recursion, however long a chain they form.

    Parameters:
        tag: int, the first field of the row; never reused for anything else.
        types: exact types whose objects `encode` writes; empty if a classifier or another kind decides.
        encode: (writer, object) -> row with the tag in front; raises Unsupported.
        declare: (reader, *fields) declares the row's objects; raises ValueError for fields that don't fit.
    """

    __slots__ = ("declare", "encode", "sturdy", "tag", "types")

    def __init__(
        self,
        tag: int,
        types: Iterable[type],
        encode: Callable[[Writer, Any], list[Any]] | None,
        declare: Callable[..., None],
        sturdy: bool = False,
    ) -> None:
        self.tag = tag
        self.types = tuple(types)
        self.encode = encode
        self.declare = declare
        self.sturdy = sturdy


def simple(tag: int, kind: type, fields: Callable[[Any], Iterable[Any]], make: Callable[..., object]) -> Kind:
    """The kind of an immutable object: row `[tag, column of fields]`, rebuilt by `make(*fields)`.

    `make` gets values that may be forged: it checks what its builtin doesn't.
    """

    def encode(writer: Writer, value: Any) -> list[Any]:
        return [tag, writer.column(list(fields(value)))]

    def declare(reader: Reader, payload: object) -> None:
        column = reader.column(payload)
        reader.later(column.refs(), lambda: make(*reader.values(column)))

    return Kind(tag, (kind,), encode, declare)


def expect(value: object, *types: type) -> Any:
    """`value` if its exact type is one of `types`; ValueError otherwise."""
    if type(value) not in types:
        raise ValueError(f"a {types[0].__name__} is expected, not a {type(value).__name__}")
    return value


def is_class(value: object) -> bool:
    """Whether a value is a class, told without asking the value."""
    return issubclass(type(value), type)


def expect_class(value: object) -> Any:
    """`value` if it is a class; ValueError otherwise."""
    if not is_class(value):
        raise ValueError("a class is expected")
    return value
