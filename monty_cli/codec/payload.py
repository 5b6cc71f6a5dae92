"""The form of a payload: what a builtin base type keeps in the instances of its subclasses."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from .encoder import Writer

    Needs = tuple[Sequence[int], Callable[[type], object]]


class Payload:
    """The state that a builtin base type keeps in its instances.

    `get` gives the fields, `declare(reader, target, *fields)` returns the ids that must exist before an instance and
    the function that makes one for a class; `target()` is the instance once it is made. `takes` says which
    host classes between a class and the base type add no state of their own.
    """

    __slots__ = ("base", "declare", "get", "number", "takes")

    def __init__(
        self,
        number: int,
        base: type,
        get: Callable[[Writer, Any], list[Any]],
        declare: Callable[..., Needs],
        takes: Callable[[type], bool] = lambda cls: False,
    ) -> None:
        self.number = number
        self.base = base
        self.get = get
        self.declare = declare
        self.takes = takes
