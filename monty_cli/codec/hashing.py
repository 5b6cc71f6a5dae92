"""Which keys can be hashed without running guest code, and at what cost.

Sets, frozensets and dicts hash their keys when they are restored. A key of a guest class that defines `__eq__` or
`__hash__`, or a time whose zone is the program's, runs guest code then, so its container is filled later (see `late`),
or refused where that is too late.
Tuples hash their members each time, which a forged stream could make arbitrarily slow (tuples that share members) or
deep (a crash), and chosen ints can collide: all bounded here, by the same limits for encoding and decoding, so that
what is dumped loads.
"""

from __future__ import annotations

import sys
from types import GenericAlias, MethodType, UnionType

from .environment import Unsupported
from .frozen import Unmade, members_of
from .identity import identity

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from .environment import Environment

SCALARS = frozenset(map(identity, (type(None), bool, int, float, str, bytes)))
KEY_COST = 100_000
"""Values that hashing one key may visit."""
TOTAL_COST = 50_000_000
"""Values that hashing all keys may visit."""
KEY_DEPTH = 100
"""Nesting of tuples, frozensets and type forms in a key."""
COLLISIONS = 1_000
"""Keys of one container that may share their hash with another one."""

_UNHASHABLE = frozenset(map(identity, (list, dict, set, bytearray)))
_mro = type.__dict__["__mro__"].__get__


def _zone_of(value: object) -> object:
    """The time zone of a time or datetime, which is asked for the offset when that is hashed; None for other values."""
    module: Any = sys.modules.get("datetime")
    for cls in () if module is None else (module.datetime, module.time):
        if issubclass(type(value), cls):
            return cls.tzinfo.__get__(value)
    return None


class KeyGuard:
    """Checks keys for one encoding or decoding."""

    def __init__(self, env: Environment) -> None:
        self._env = env
        self._total = 0
        self._plain: dict[int, tuple[type, bool]] = {}
        self._asked: type | None = None

    def check(self, keys: Sequence[Any], what: str = "a key of a set or dict") -> None:
        """Raises Unsupported unless every key can be hashed and compared within the limits, without guest code.

        `what` names a key in the reason.
        """
        cls = self.asked(keys)
        if cls is not None:
            raise Unsupported(
                f"{what} is of class {type.__dict__['__name__'].__get__(cls)!r}, "
                "whose __eq__ or __hash__ is written by the program"
            )

    def asked(self, keys: Sequence[Any]) -> type | None:
        """The first class whose guest code hashes or compares one of the keys; None if there is no such key.

        Raises Unsupported unless every key can be hashed within the limits.
        """
        plain = keys
        found: type | None = None
        if not set(map(identity, map(type, keys))) <= SCALARS:
            plain = []
            for key in keys:
                self._asked = None
                if identity(type(key)) not in SCALARS:
                    self._charge(self._cost(key))
                if self._asked is None:
                    plain.append(key)
                if found is None:
                    found = self._asked
        if len(plain) > COLLISIONS:
            hashes = set(map(hash, plain))
            if len(plain) - len(hashes) > COLLISIONS:
                raise Unsupported("too many keys share one hash")
        return found

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
        if identity(kind) in SCALARS:
            return ()
        if kind is tuple:
            return value  # type: ignore[no-any-return]
        if kind is frozenset:
            return list(value)
        if kind is Unmade:
            return members_of(value)
        if kind is GenericAlias:
            return [value.__origin__, *value.__args__]
        if kind is UnionType:
            return value.__args__  # type: ignore[no-any-return]
        if kind is slice:
            return (value.start, value.stop, value.step)
        if kind is MethodType:
            return (value.__func__,)
        if identity(kind) in _UNHASHABLE:
            raise Unsupported("a key of a set or dict can't be hashed")
        if self._asked is None and not self._is_plain(kind):
            self._asked = kind
        zone = _zone_of(value)
        if self._asked is None and self._env.is_guest_class(type(zone)):
            self._asked = type(zone)
        if issubclass(kind, tuple):
            return tuple.__getitem__(value, slice(None))
        if issubclass(kind, frozenset):
            return list(frozenset.__iter__(value))
        return ()

    def _is_plain(self, kind: type) -> bool:
        known = self._plain.get(identity(kind))
        if known is None:
            known = self._plain[identity(kind)] = (kind, self._inherits_plain(kind))
        return known[1]

    def _inherits_plain(self, kind: type) -> bool:
        for cls in _mro(kind):
            if not self._env.is_guest_class(cls):
                continue
            names = type.__dict__["__dict__"].__get__(cls)
            if "__eq__" in names or "__hash__" in names:
                return False
        return True
