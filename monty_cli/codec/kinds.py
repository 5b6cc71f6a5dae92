"""The table of types: every kind of row, by exact type for encoding and by tag for decoding."""

from __future__ import annotations

from . import (
    classes,
    containers,
    dict_iterators,
    functions,
    instances,
    iterators,
    library,
    methods,
    scalars,
    set_iterators,
    steps,
    type_forms,
    wrappers,
)
from .identity import identity

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from .encoder import Writer
    from .kind import Kind

    Encode = Callable[[Writer, Any], list[Any]]

ALL: list[Kind] = [
    *scalars.KINDS,
    *containers.KINDS,
    *functions.KINDS,
    *methods.KINDS,
    *wrappers.KINDS,
    *classes.KINDS,
    *instances.KINDS,
    *iterators.KINDS,
    *dict_iterators.KINDS,
    *set_iterators.KINDS,
    *steps.KINDS,
    *type_forms.KINDS,
]

KINDS: dict[int, Encode] = {identity(cls): kind.encode for kind in ALL for cls in kind.types if kind.encode is not None}
"""How objects of an exact type are written, by the identity of the type."""

STURDY = frozenset(kind.tag for kind in ALL if kind.sturdy)
"""The tags whose objects may form chains of any length."""

DECLARE: dict[int, Callable[..., None]] = {kind.tag: kind.declare for kind in ALL}
"""How the row of a tag is declared."""


def _classify_named(writer: Writer, value: object) -> Encode | None:
    row = scalars.named_row(writer, value)
    return None if row is None else lambda writer, value: row


CLASSIFIERS: tuple[Callable[[Writer, object], Encode | None], ...] = (
    functions.classify_helper,
    classes.classify_class,
    instances.classify_instance,
    _classify_named,
    type_forms.classify_typing,
    library.classify_library,
)
"""Asked in this order about an object whose type isn't in `KINDS`."""

BLOCKS: dict[int, Any] = {identity(cls): split for cls, split in containers.BLOCKS.items()}
"""How objects of one exact type are split into blocks; None from a splitter means that they stay single."""


def block_kind(writer: Writer, sample: object) -> Any:
    """The splitter for objects of the type of `sample`, if they are instances of a class of the program."""
    cls = type(sample)
    if issubclass(cls, type) or not writer.env.is_guest_class(cls):
        return None
    return instances.split_instances
