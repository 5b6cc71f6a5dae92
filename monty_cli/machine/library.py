"""The guest's library as the lowering sees it, put together from the tables of the guest room."""

from __future__ import annotations

from monty_cli.guest import CALLS, EXCEPTIONS, GUARDED, METHODS, PURE
from monty_cli.guest.builtins import PLAIN_BUILTINS
from monty_cli.language import Library

OWN_BUILTINS = ("print", "getattr", "hasattr", "setattr", "delattr", "vars", "dir")

LIBRARY = Library(
    frozenset((*PLAIN_BUILTINS, *OWN_BUILTINS, *EXCEPTIONS)),
    CALLS,
    METHODS,
    frozenset((*PURE, *EXCEPTIONS)),
    frozenset(GUARDED),
)
