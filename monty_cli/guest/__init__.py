"""The guest room: what guest code may touch, and how C is kept from calling it where a pause could not be saved.

The prelude is the part of this room that is written in guest Python (`prelude/*.guest`): data, lowered by the
language like any program, never imported. In its text a name that begins with `h_` stands for a hidden one: `def
h_list` makes `@list`, and `h_special(…)` calls the host function `@special`.
"""

from __future__ import annotations

from monty_cli.late import late_names

TYPE_CHECKING = False
if TYPE_CHECKING:
    from monty_cli.guest.builtins import RUN_STATE, make_builtins
    from monty_cli.guest.classes import BASES, EXCEPTIONS, REFUSED_METHODS
    from monty_cli.guest.prelude import PRELUDE_FILES, prelude_names, prelude_source
    from monty_cli.guest.protocol import MARK, GuestIterator, is_guest_class, mark_guest_class
    from monty_cli.guest.tables import CALLS, GUARDED, METHODS, PURE

__all__ = [
    "BASES",
    "CALLS",
    "EXCEPTIONS",
    "GUARDED",
    "MARK",
    "METHODS",
    "PRELUDE_FILES",
    "PURE",
    "REFUSED_METHODS",
    "RUN_STATE",
    "GuestIterator",
    "is_guest_class",
    "make_builtins",
    "mark_guest_class",
    "prelude_names",
    "prelude_source",
]

_PLACES = {
    "BASES": "classes",
    "CALLS": "tables",
    "EXCEPTIONS": "classes",
    "GUARDED": "tables",
    "GuestIterator": "protocol",
    "MARK": "protocol",
    "METHODS": "tables",
    "PRELUDE_FILES": "prelude",
    "PURE": "tables",
    "REFUSED_METHODS": "classes",
    "RUN_STATE": "builtins",
    "is_guest_class": "protocol",
    "make_builtins": "builtins",
    "mark_guest_class": "protocol",
    "prelude_names": "prelude",
    "prelude_source": "prelude",
}
__getattr__ = late_names(__name__, _PLACES)
