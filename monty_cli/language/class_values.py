"""Whether a program may hold `type`, or another class of classes, as a value: what it calls may then be such a class.

C's `type` makes classes in ways that the guest's may not have. Where its name is written in a call, the lowering sees it; where it
comes as a value, the call has to look. Programs that only ask for types, compare them or read their names have no such calls.
"""

from __future__ import annotations

import ast

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

_PARENTS = frozenset({"__class__", "__base__", "__bases__", "__mro__", "mro"})
_TEXTS = frozenset({"__name__", "__qualname__", "__module__", "__doc__"})


def may_hold_type(nodes: Iterable[ast.AST]) -> bool:
    """Tell whether a program of these nodes may come to hold `type` as a value. False is certain but for names made at run time."""
    ways = harmless = 0
    for node in nodes:
        if isinstance(node, (ast.Name, ast.Attribute)):
            ways += _is_way(node)
        if isinstance(node, ast.Attribute) and node.attr in _TEXTS:
            harmless += _gives_class(node.value)
        elif isinstance(node, ast.Compare):
            harmless += sum(map(_gives_class, (node.left, *node.comparators)))
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "isinstance":
            harmless += sum(map(_gives_class, node.args[1:2]))
    return ways > harmless


def _is_way(node: ast.Name | ast.Attribute) -> bool:
    return node.attr in _PARENTS if isinstance(node, ast.Attribute) else node.id == "type"


def _gives_class(node: ast.expr) -> bool:
    """Tell whether `node` is `type`, `type(x)` or `x.__class__`: one way to a class."""
    if isinstance(node, ast.Call) and len(node.args) == 1 and isinstance(node.func, ast.Name):
        return node.func.id == "type"
    return isinstance(node, (ast.Name, ast.Attribute)) and _is_way(node)


def may_make_class(node: ast.Call) -> bool:
    """Tell whether a call has the arguments with which `type` makes a class."""
    return len(node.args) >= 3 or any(isinstance(item, ast.Starred) for item in node.args)
