"""Dicts and sets whose keys only the program's own code can hash and compare.

Nothing of the program may run while a stream is decoded, and hashes differ from process to process. So such a container
leaves the decoder empty (or with the stand-ins that iterators over it need, see `dict_iterators`), as a `Late` that
knows its contents; for frozensets see `frozen`. The environment gets the list of them (`Environment.fill_later`).
Before the program goes on or anyone looks at its values, the environment has `settle` fill them, in a place where the
program's code may run.

A `__hash__` may look into another late container. So one that raises is tried again when others are filled, and when
there are several, all keys are hashed again at the end: what a key is not found under is filled anew, as often as there
are containers.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any, TypeAlias

    from .frozen import LateFrozenset, LateMade
    from .hashing import KeyGuard

    Filled: TypeAlias = "Late | LateFrozenset | LateMade"


class UnsettledError(Exception):
    """A key that can't be put in its place again; the exception of the program's code, if it was one, is the cause.

    Parameters:
        owner: str, the name of the class of the program's that hashes or compares the key.
        reason: str, what is wrong with the key.
    """

    def __init__(self, owner: str, reason: str) -> None:
        super().__init__(f"a key of class {owner!r} {reason}")
        self.owner = owner
        self.reason = reason


class Late:
    """One container and what belongs in it.

    Parameters:
        target: the dict or set.
        base: dict, OrderedDict or set: whose methods fill it, whatever the program's subclass defines.
        keys: its keys or members, in order.
        values: the values of a dict; None for a set.
        guard: tells which class of the program's a key belongs to.
    """

    __slots__ = ("_base", "_filled", "_guard", "_keys", "_target", "_values")

    def __init__(
        self, target: Any, base: Any, keys: Sequence[object], values: Sequence[object] | None, guard: KeyGuard
    ) -> None:
        self._target = target
        self._base = base
        self._keys = keys
        self._values = values
        self._guard = guard
        self._filled = False

    def empty(self) -> None:
        """Takes everything out, stand-ins too."""
        self._filled = False
        self._base.clear(self._target)

    def fill(self) -> None:
        """Puts everything in. Runs code of the program; UnsettledError for a key that can't be put in."""
        self.empty()
        size_of = self._base.__len__
        for place, key in enumerate(self._keys):
            try:
                self._put(place, key)
            except BaseException as error:
                raise UnsettledError(self._owner(key), "can't be hashed again") from error
            if size_of(self._target) != place + 1:
                raise UnsettledError(self._owner(key), "is now equal to another key of the same container")
        self._filled = True

    def _put(self, place: int, key: object) -> None:
        if self._values is None:
            self._base.add(self._target, key)
        else:
            self._base.__setitem__(self._target, key, self._values[place])

    def again(self, keys: Sequence[object], values: Sequence[object] | None) -> None:
        """Takes other contents, in which a frozenset has been made."""
        self._keys = keys
        self._values = values
        self._filled = False

    def unstable(self) -> str | None:
        """The class of the first key that is not found any more, None if all are. Runs code of the program."""
        for key in self._keys if self._filled else ():
            try:
                found = self._base.__contains__(self._target, key)
            except BaseException as error:
                raise UnsettledError(self._owner(key), "can't be hashed again") from error
            if not found:
                return self._owner(key)
        return None if self._filled else self._owner(self._keys[0])

    def done(self) -> None:
        """Has nothing to give up."""

    def _owner(self, key: object) -> str:
        return owner_of(self._guard, key)


def owner_of(guard: KeyGuard, key: object) -> str:
    """The name of the first class of the program's that hashes or compares a key."""
    cls = guard.asked([key])
    return "" if cls is None else type.__dict__["__name__"].__get__(cls)


def settle(lates: Sequence[Filled]) -> None:
    """Fills late containers.

    Runs code of the program: to be called where it may run. Raises UnsettledError, and leaves the containers to a
    later call, if a key's code raises, two keys are equal, or a hash is another one each time.
    """
    for late in lates:
        late.empty()
    _fill_in_some_order(lates)
    if len(lates) > 1:
        _fill_until_stable(lates)


def release(lates: Sequence[Filled]) -> None:
    """Gives up what settling took, when that is over: what the program drops must go at once."""
    for late in lates:
        late.done()


def _fill_in_some_order(lates: Sequence[Filled]) -> None:
    waiting = lates
    while waiting:
        failed = []
        first: UnsettledError | None = None
        for late in waiting:
            try:
                late.fill()
            except UnsettledError as error:
                if not isinstance(error.__cause__, Exception | None):
                    raise  # the program was interrupted
                late.empty()
                failed.append(late)
                first = first or error
        if first is not None and len(failed) == len(waiting):
            raise first
        waiting = failed


def _fill_until_stable(lates: Sequence[Filled]) -> None:
    owner = ""
    for _ in lates:
        again = []
        for late in lates:
            found = late.unstable()
            if found is not None:
                owner = found
                again.append(late)
        if not again:
            return
        for late in again:
            late.fill()
    raise UnsettledError(owner, "has another hash each time")
