"""What `functools.singledispatch` asks about annotations and classes: the classes that an annotation names."""

from __future__ import annotations

import ast
from types import ModuleType

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any


def annotated_types(function: Any, text: str) -> tuple[Any, ...]:
    """Return what the annotation `text` of a function of the script names: classes, with `|` between them.

    Raises:
        NameError: a name is not defined.
        TypeError: the annotation is anything else.
    """
    try:
        node = ast.parse(text, mode="eval").body
    except SyntaxError:
        raise TypeError(f"Invalid annotation {text!r}: it is no expression") from None
    names = function.__globals__
    return tuple([_named(part, text, names) for part in _parts(node)])


def _parts(node: ast.expr) -> list[ast.expr]:
    found = [node]
    while isinstance(found[0], ast.BinOp) and isinstance(found[0].op, ast.BitOr):
        found[:1] = [found[0].left, found[0].right]
    return found


def _named(node: ast.expr, text: str, names: Mapping[str, Any]) -> Any:
    if isinstance(node, ast.Constant) and node.value is None:
        return type(None)
    if isinstance(node, ast.Attribute):
        owner = _named(node.value, text, names)
        if type(owner) is ModuleType and node.attr in vars(owner):
            return vars(owner)[node.attr]
    if not isinstance(node, ast.Name):
        raise TypeError(f"Invalid annotation {text!r}: it does not name a class")
    for scope in (names, names.get("__builtins__", {})):
        if node.id in scope:
            return scope[node.id]
    raise NameError(f"name {node.id!r} is not defined", name=node.id)


HELPERS: dict[str, Any] = {"@annotated_types": annotated_types}
