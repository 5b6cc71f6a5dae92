"""Which keys may be hashed without running guest code, and at what cost.

Sets, frozensets and dicts hash their keys when they are restored. A key of a guest class that defines `__eq__` or
`__hash__` would run guest code, so it is refused. Tuples hash their members each time, which a forged stream could
make arbitrarily slow (tuples that share members) or deep (a crash), and chosen ints can collide: all bounded here, by
the same limits for encoding and decoding, so that what is dumped loads.
"""

from __future__ import annotations

from types import GenericAlias, MethodType, UnionType

from .environment import Unsupported

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from .environment import Environment

SCALARS = frozenset(map(id, (type(None), bool, int, float, str, bytes)))
KEY_COST = 100_000
"""Values that hashing one key may visit."""
TOTAL_COST = 50_000_000
"""Values that hashing all keys may visit."""
KEY_DEPTH = 100
"""Nesting of tuples, frozensets and type forms in a key."""
COLLISIONS = 1_000
"""Keys of one container that may share their hash with another one."""

_UNHASHABLE = frozenset(map(id, (list, dict, set, bytearray)))
_mro = type.__dict__["__mro__"].__get__


class KeyGuard:
    """Checks keys for one encoding or decoding."""

    def __init__(self, env: Environment) -> None:
        self._env = env
        self._total = 0
        self._plain: dict[int, tuple[type, bool]] = {}

    def check(self, keys: Sequence[Any]) -> None:
        """Raises Unsupported unless every key can be hashed and compared within the limits."""
        kinds = set(map(id, map(type, keys)))
        if not kinds <= SCALARS:
            for key in keys:
                if id(type(key)) not in SCALARS:
                    self._charge(self._cost(key))
        if len(keys) > COLLISIONS:
            hashes = set(map(hash, keys))
            if len(keys) - len(hashes) > COLLISIONS:
                raise Unsupported("too many keys share one hash")

    def _charge(self, cost: int) -> None:
        self._total += cost
        if self._total > TOTAL_COST:
            raise Unsupported("the keys of sets and dicts are too large")

    def _cost(self, key: object) -> int:
        cost = 0
        level = [key]
        for _ in range(KEY_DEPTH):
            deeper: list[object] = []
            for value in level:
                deeper.extend(self._members(value))
                if cost + len(deeper) > KEY_COST:
                    raise Unsupported("a key of a set or dict is too large")
            cost += len(level)
            if not deeper:
                return cost
            level = deeper
        raise Unsupported("a key of a set or dict is nested too deeply")

    def _members(self, value: Any) -> Sequence[object]:
        kind = type(value)
        if id(kind) in SCALARS:
            return ()
        if kind is tuple:
            return value  # type: ignore[no-any-return]
        if kind is frozenset:
            return list(value)
        if kind is GenericAlias:
            return [value.__origin__, *value.__args__]
        if kind is UnionType:
            return value.__args__  # type: ignore[no-any-return]
        if kind is slice:
            return (value.start, value.stop, value.step)
        if kind is MethodType:
            return (value.__func__,)
        if id(kind) in _UNHASHABLE:
            raise Unsupported("a key of a set or dict can't be hashed")
        if not self._is_plain(kind):
            raise Unsupported(
                f"a key of a set or dict is of class {type.__dict__['__name__'].__get__(kind)!r}, "
                "whose __eq__ or __hash__ is written by the program"
            )
        if issubclass(kind, tuple):
            return tuple.__getitem__(value, slice(None))
        if issubclass(kind, frozenset):
            return list(frozenset.__iter__(value))
        return ()

    def _is_plain(self, kind: type) -> bool:
        known = self._plain.get(id(kind))
        if known is None:
            known = self._plain[id(kind)] = (kind, self._inherits_plain(kind))
        return known[1]

    def _inherits_plain(self, kind: type) -> bool:
        for cls in _mro(kind):
            if not self._env.is_guest_class(cls):
                continue
            names = type.__dict__["__dict__"].__get__(cls)
            if "__eq__" in names or "__hash__" in names:
                return False
        return True
