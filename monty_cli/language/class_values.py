"""Whether a program may hold `type`, or another class of classes, as a value: what it calls may then be such a class.

C's `type` makes classes in ways that the guest's may not have. Where its name is written in a call, the lowering sees it; where it
comes as a value, the call has to look. Programs that only ask for types, compare them or read their names have no such calls.
"""

from __future__ import annotations

from monty_cli.language import nodes as ast

TYPE_CHECKING = False
if TYPE_CHECKING:
    from monty_cli.language.trees import Nodes

_PARENTS = frozenset({"__class__", "__base__", "__bases__", "__mro__", "mro"})
_TEXTS = frozenset({"__name__", "__qualname__", "__module__", "__doc__"})


def may_hold_type(nodes: Nodes) -> bool:
    """Tell whether a program of these nodes may come to hold `type` as a value. False is certain but for names made at run time."""
    names, attributes = nodes.of(ast.Name), nodes.of(ast.Attribute)
    ways = sum(map(_is_way, names)) + sum(map(_is_way, attributes))
    if not ways:
        return False
    harmless = sum(_gives_class(node.value) for node in attributes if node.attr in _TEXTS)
    for compare in nodes.of(ast.Compare):
        harmless += sum(map(_gives_class, (compare.left, *compare.comparators)))
    for call in nodes.of(ast.Call):
        if isinstance(call.func, ast.Name) and call.func.id == "isinstance":
            harmless += sum(map(_gives_class, call.args[1:2]))
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
