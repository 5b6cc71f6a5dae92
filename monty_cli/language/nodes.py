"""The node classes of `ast`, and no more of it: its module takes as long to import as Python takes to start."""

from __future__ import annotations

from _ast import *  # noqa: F403
from _ast import AST

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeVar as Variable

    Node = Variable("Node", bound=AST)


def copied(node: Node) -> Node:
    """Return a node with the same parts."""
    made = type(node).__new__(type(node))
    made.__dict__.update(node.__dict__)
    return made


_PLACE = ("lineno", "col_offset", "end_lineno", "end_col_offset")


def copy_location(made: Node, old: AST) -> Node:
    """Return `made` with the place of `old`, as far as that has one."""
    for field in _PLACE:
        if hasattr(old, field):
            setattr(made, field, getattr(old, field))
    return made
