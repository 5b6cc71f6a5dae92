"""From guest source to host code: parsing, scopes, lowering, points and continuations. Knows nothing of greenlets or frames."""

from __future__ import annotations

from monty_cli.late import late_names

TYPE_CHECKING = False
if TYPE_CHECKING:
    from monty_cli.language.body import ERROR
    from monty_cli.language.continuations import Continuation, handled_slots, hidden_needs
    from monty_cli.language.library import ABSTRACT, Effect, Library
    from monty_cli.language.parse import check_safe
    from monty_cli.language.refusals import Source
    from monty_cli.language.rest import START, awaited
    from monty_cli.language.unit import SCRIPT, FunctionInfo, Unit

__all__ = [
    "ABSTRACT",
    "ERROR",
    "SCRIPT",
    "START",
    "Continuation",
    "Effect",
    "FunctionInfo",
    "Library",
    "Source",
    "Unit",
    "awaited",
    "check_safe",
    "handled_slots",
    "hidden_needs",
]

_PLACES = {
    "ABSTRACT": "library",
    "Continuation": "continuations",
    "ERROR": "body",
    "Effect": "library",
    "FunctionInfo": "unit",
    "Library": "library",
    "SCRIPT": "unit",
    "START": "rest",
    "Source": "refusals",
    "Unit": "unit",
    "awaited": "rest",
    "check_safe": "parse",
    "handled_slots": "continuations",
    "hidden_needs": "continuations",
}
__getattr__ = late_names(__name__, _PLACES)
