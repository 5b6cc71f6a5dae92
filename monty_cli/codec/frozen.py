"""Frozensets whose members only the program's own code can hash, and what is made of such frozensets.

A frozenset is made with its members, which is too early while a stream is decoded. An `Unmade` stands for it until
`late.settle` makes it. What is made with it (a tuple, an iterator over that) has an `Unmade` too and is made next. Then
the rows that hold it are filled once more: those of variables, attributes, lists, dicts, sets. Held by anything else,
such a frozenset is refused, on encoding as on decoding.
"""

from __future__ import annotations

from .bounds import refs_in
from .environment import Unsupported
from .late import UnsettledError, owner_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import Any

    from .columns import Column
    from .decoder import Reader

_TUPLES, _HELPER, _INSTANCE, _COMPOSED = 13, 40, 51, 63
MADE = frozenset((12, _TUPLES, 32, 33, 60, _COMPOSED))
"""Tags of rows whose objects are made later if they are made of something that is."""
FROZENSET = 18
_FILLED = frozenset((10, 11, 14, 15, 16, 17, 30, 31, 39, 50, 52, 62))
"""Tags of rows that can be filled again."""
_PAYLOADS = frozenset((0, 7, 8, 10, 11, 12, 15, 16))
_PAYLOAD_PLACE = 6


def _fail(*args: object) -> Any:
    raise TypeError("a frozenset is used before its members could be hashed")


class Unmade:
    """Stands for a frozenset or tuple that isn't made yet. A `__hash__` that comes upon it fails."""

    __slots__ = ("members",)

    __hash__ = __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = _fail
    __bool__ = __len__ = __iter__ = __contains__ = __getitem__ = __and__ = __or__ = __sub__ = __xor__ = _fail


# Taken off, so that no name leads to it.
_members: Any = Unmade.__dict__["members"]
delattr(Unmade, "members")


def members_of(unmade: Unmade) -> Sequence[Any]:
    """What will be in a frozenset or tuple."""
    found: Sequence[Any] = _members.__get__(unmade)
    return found


class _LateValue:
    """A value to be made; its subclasses have the methods of `late.Late`.

    Parameters:
        reader: the decoding that it belongs to, which it keeps alive.
        place: its id there.
        needs: the ids of what it is made of.
    """

    __slots__ = ("_reader", "_stale", "needs", "place")

    def __init__(self, reader: Reader, place: int, needs: Sequence[int]) -> None:
        self.needs = needs
        self._reader = reader
        self.place = place
        self._stale = True

    def stand_in(self) -> Unmade:
        """A new object that stands for the value."""
        made = Unmade()
        _members.__set__(made, self._values())
        return made

    def empty(self) -> None:
        """Takes out what an earlier attempt has made."""
        self._stale = True
        self._replace(self.stand_in())

    def again(self) -> None:
        """Takes notice that something it holds was replaced."""
        self._stale = True

    def done(self) -> None:
        """Gives the decoding up, which is a cycle."""
        vars(self._reader).clear()

    def _values(self) -> list[Any]:
        return [self._reader.objects[place] for place in self.needs]

    def _replace(self, value: object) -> None:
        self._reader.objects[self.place] = value
        for fill in self._reader.refills.get(self.place, ()):
            fill()

    def _error(self, member: object, reason: str) -> UnsettledError:
        return UnsettledError(owner_of(self._reader.guard, member), reason)


class LateFrozenset(_LateValue):
    """A frozenset to be made.

    Parameters:
        column: its members.
    """

    __slots__ = ("_column", "_made")

    def __init__(self, reader: Reader, place: int, column: Column) -> None:
        super().__init__(reader, place, column.refs())
        self._column = column

    def _values(self) -> list[Any]:
        return self._reader.values(self._column)

    def fill(self) -> None:
        """Makes the frozenset and puts it in its places. Runs code of the program; UnsettledError for a bad member."""
        members: set[Any] = set()
        for count, member in enumerate(self._values(), 1):
            try:
                members.add(member)
            except BaseException as error:
                raise self._error(member, "can't be hashed again") from error
            if len(members) != count:
                raise self._error(member, "is now equal to another key of the same container")
        self._made = frozenset(members)
        self._stale = False
        self._replace(self._made)

    def unstable(self) -> str | None:
        """The class of the first member that is not found any more, None if all are. Runs code of the program."""
        for member in self._values():
            try:
                found = not self._stale and member in self._made
            except BaseException as error:
                raise self._error(member, "can't be hashed again") from error
            if not found:
                return owner_of(self._reader.guard, member)
        return None


class LateMade(_LateValue):
    """A value to be made of others.

    Parameters:
        make: makes it.
        needs: the ids of the values that it is made of.
    """

    __slots__ = ("_make", "fills")

    def __init__(self, reader: Reader, place: int, make: Callable[[], list[Any]], needs: Sequence[int]) -> None:
        super().__init__(reader, place, needs)
        self._make = make
        self.fills: Sequence[Callable[[], None]] = ()

    def fill(self) -> None:
        """Makes the value and puts it in its places; UnsettledError if something that it needs isn't made yet."""
        for value in self._values():
            if type(value) is Unmade:
                raise self._error(value, "can't be hashed again")
        (made,) = self._make()
        self._stale = False
        self._reader.objects[self.place] = made
        for fill in self.fills:
            fill()
        self._replace(made)

    def unstable(self) -> str | None:
        """The class that a part belongs to if the value has to be made again; None if not."""
        return owner_of(self._reader.guard, tuple(self._values())) if self._stale else None


def check_holders(rows: Sequence[list[Any]], firsts: Sequence[int], places: Iterable[int]) -> None:
    """Raises Unsupported if a row holds a late value and can't take it later.

    Parameters:
        rows: the packed rows.
        firsts: the id of the first object of each row.
        places: the ids of the late values.
    """
    wanted = frozenset(places)
    # What the machine's helpers hold is copied by them.
    copied = {ref for row in rows if row[0] == _HELPER for ref in refs_in(row)}
    for first, row in zip(firsts, rows, strict=True):
        if not wanted.isdisjoint(refs_in(row)) and (first in copied or not _takes_late(row, wanted)):
            raise Unsupported(
                "a frozenset with a member whose __eq__ or __hash__ is written by the program can be stored in "
                "variables, attributes, lists, dicts, sets and tuples only"
            )


def _takes_late(row: list[Any], wanted: frozenset[int]) -> bool:
    if row[0] == _INSTANCE:
        return len(row) <= _PAYLOAD_PLACE or row[_PAYLOAD_PLACE] in _PAYLOADS
    if row[0] == _COMPOSED:
        return wanted.isdisjoint(refs_in(row[3:]))
    return row[0] in _FILLED or row[0] in MADE or row[0] == FROZENSET


def with_holders(rows: Sequence[list[Any]], firsts: Sequence[int], places: Iterable[int]) -> set[int]:
    """The ids of late frozensets and of all that is made of them, directly or through others.

    Parameters:
        rows: the packed rows.
        firsts: the id of the first object of each row.
        places: the ids of the frozensets.
    """
    holders: dict[int, list[int]] = {}
    for first, row in zip(firsts, rows, strict=True):
        if row[0] in MADE:
            size = len(row[1]) if row[0] == _TUPLES else 1
            for ref in set(refs_in(row)):
                holders.setdefault(ref, []).extend(range(first, first + size))
    found = set(places)
    todo = list(found)
    while todo:
        for holder in holders.get(todo.pop(), ()):
            if holder not in found:
                found.add(holder)
                todo.append(holder)
    return found
