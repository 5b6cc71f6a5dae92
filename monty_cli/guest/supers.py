"""What a `super` object finds, told without asking it."""

from __future__ import annotations

from monty_cli.guest.protocol import MARK, MISSING, dict_of, mro_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def receiver_of(obj: Any) -> Any:
    """Return what a `super` object is bound to."""
    return obj.__self__


def super_order(obj: super) -> tuple[type, ...]:
    """Return the classes that a `super` object searches, in order."""
    parts: Any = obj
    receiver, this = parts.__self_class__, parts.__thisclass__
    order = mro_of(receiver) if receiver is not None else ()
    for index, cls in enumerate(order):
        if cls is this:
            return order[index + 1 :]
    return ()


def super_owner_is_guest(obj: super, name: str) -> bool:
    """Tell whether what a `super` object finds under `name` is the guest's."""
    for owner in super_order(obj):
        names = dict_of(owner)
        if name in names:
            return MARK in names
    return False


def super_lookup(obj: super, name: str) -> Any:
    """Return what a `super` object finds under `name`, unbound; `MISSING` when there is nothing."""
    for owner in super_order(obj):
        names = dict_of(owner)
        if name in names:
            return names[name]
    return MISSING
