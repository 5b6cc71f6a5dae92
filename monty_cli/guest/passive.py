"""Iterators that run no code of the guest's: what a generator expression may run over while C uses it up (see `language.quiet`)."""

from __future__ import annotations

from monty_cli.guest.protocol import SCALAR_IDS, identity, is_guest_iterable, is_plain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_OVER_SEQUENCES: frozenset[Any] = frozenset((type(iter([])), type(iter(()))))
# What these give are tuples, however little is known of the parts.
_OF_TUPLES: frozenset[Any] = frozenset((enumerate, zip, type(iter({}.items()))))
# What these give are texts and numbers.
_OF_SCALARS: frozenset[Any] = frozenset(
    map(type, (iter(range(0)), iter(range(1 << 99)), iter(""), iter("\xff"), iter(b"")))
)


# Containers and iterators of C's, over whatever it is: `zip`, `enumerate` and the like are over such iterators only.
_OWN: frozenset[Any] = (
    _OVER_SEQUENCES
    | _OF_TUPLES
    | _OF_SCALARS
    | {set, frozenset, bytes, bytearray, type({}.keys()), type({}.values()), type({}.items())}
) | set(map(type, (iter({}), iter({}.values()), iter(set()), reversed([]), reversed({}), iter(bytearray()))))


def is_own(obj: Any) -> bool:
    """Tell whether `obj` is of a type of C's whose iteration runs no code of the guest's."""
    kind = type(obj)
    return type(kind) is type and kind in _OWN


def is_passive(iterator: Any) -> bool:
    """Tell whether asking `iterator` for its items runs no code of the guest's."""
    return is_own(iterator) or not is_guest_iterable(iterator)


def are_passive(iterators: list[Any]) -> bool:
    """Tell whether asking any of `iterators` for its items runs no code of the guest's."""
    return all(map(is_passive, iterators))


def gives_rows(iterator: Any) -> bool:
    """Tell whether, besides, all items are tuples."""
    kind = type(iterator)
    return kind in _OF_TUPLES or (kind in _OVER_SEQUENCES and _are_all(tuple, _sequence(iterator)))


def gives_plain(iterator: Any) -> bool:
    """Tell whether, besides, no operation on an item, or on what it holds, runs any."""
    kind = type(iterator)
    if kind not in _OVER_SEQUENCES:
        return kind in _OF_SCALARS
    items = _sequence(iterator)
    if not items:
        return True
    first = type(items[0])
    return (identity(first) in SCALAR_IDS and _are_all(first, items)) or is_plain(items)


def _are_all(kind: type, items: Any) -> bool:
    """Tell whether all `items` are of the very type `kind`; a set of their types would ask metaclasses for hashes."""
    for item in items:  # noqa: SIM110 (a generator expression takes twice the time)
        if type(item) is not kind:
            return False
    return True


def _sequence(iterator: Any) -> Any:
    """Return the list or tuple that an iterator runs over; an empty one if it has ended."""
    return iterator.__reduce__()[1][0]


_CHECKS = {"@passive": is_passive, "@passive_rows": gives_rows, "@passive_items": gives_plain}


def runs_nothing(check: str, iterator: Any) -> bool:
    """Tell whether an iterator passes the check with the name `check`."""
    return _CHECKS[check](iterator)


PASSIVE = {"@is_own": is_own, "@passive": is_passive, "@are_passive": are_passive, "@runs_nothing": runs_nothing}
