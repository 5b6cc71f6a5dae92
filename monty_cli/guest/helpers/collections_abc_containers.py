"""How the abstract class of sets hashes."""

from __future__ import annotations

import collections.abc

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class _Hashed:
    """A value with a given hash."""

    def __init__(self, value: int) -> None:
        self.value = value

    def __hash__(self) -> int:
        return self.value


def hash_of_set(hashes: list[int]) -> int:
    """Return what `Set._hash` makes of the hashes of the members."""
    members: Any = [_Hashed(value) for value in hashes]
    return collections.abc.Set._hash(members)


HELPERS: dict[str, Any] = {"@hash_of_set": hash_of_set}
