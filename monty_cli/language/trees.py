"""Walking over an AST, by tables of the fields that hold nodes; contexts and operators, which carry nothing more, are left out."""

from __future__ import annotations

from monty_cli.language import nodes as ast

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any

# Fields that hold no node to look into.
_LEAVES = frozenset(
    {
        "asname",
        "attr",
        "conversion",
        "ctx",
        "id",
        "is_async",
        "kind",
        "kwd_attrs",
        "level",
        "lineno",
        "module",
        "op",
        "ops",
        "rest",
        "simple",
        "type_comment",
        "type_ignores",
    }
)
_fields: dict[type, tuple[str, ...]] = {ast.Constant: (), ast.Global: (), ast.Nonlocal: ()}


def parts_of(kind: type) -> tuple[str, ...]:
    """Return the fields of a node type that may hold nodes, in the order of the grammar."""
    found = _fields.get(kind)
    if found is None:
        found = _fields[kind] = tuple(field for field in kind._fields if field not in _LEAVES)  # type: ignore[attr-defined]
    return found


def children(node: ast.AST) -> list[ast.AST]:
    """Return the nodes right below `node`, in the order of the grammar."""
    found: list[ast.AST] = []
    for field in _fields.get(node.__class__) or parts_of(node.__class__):
        value = getattr(node, field, None)
        if value.__class__ is list:
            if value:
                found += [item for item in value if isinstance(item, ast.AST)]
        elif isinstance(value, ast.AST):
            found.append(value)
    return found


def changed(node: Any, visit: Callable[[Any], Any]) -> Any:
    """Return `node` with `visit(child)` in the place of each child; the same node if none of them changes, else a copy."""
    made: Any = None
    kind = node.__class__
    for field in _fields.get(kind) or parts_of(kind):
        value = getattr(node, field, None)
        new: Any = value
        if value.__class__ is list:
            items = [visit(item) if isinstance(item, ast.AST) else item for item in value]
            if any(a is not b for a, b in zip(items, value, strict=True)):
                new = items
        elif isinstance(value, ast.AST):
            new = visit(value)
        if new is not value:
            made = made or copied(node)
            setattr(made, field, new)
    return made or node


def copied(node: Any) -> Any:
    """Return a copy of a node, with its marks, that shares what is below it."""
    kind = node.__class__
    made = kind.__new__(kind)
    made.__dict__.update(node.__dict__)
    return made


class Nodes:
    """All nodes of a tree.

    Attributes:
        all: the nodes, outer ones before inner ones.
        kinds: the nodes by their class, in the same order.
    """

    __slots__ = ("all", "kinds")

    def __init__(self, tree: ast.AST) -> None:
        self.all = walk(tree)
        self.kinds: dict[type, list[Any]] = {}
        for node in self.all:
            self.kinds.setdefault(node.__class__, []).append(node)

    def of(self, kind: type) -> list[Any]:
        """Return the nodes of a class."""
        return self.kinds.get(kind, [])


def walk(*roots: ast.AST) -> list[ast.AST]:
    """Return `roots` and all nodes below them, in no order that means anything."""
    return walk_all(roots)


def walk_all(roots: Iterable[ast.AST]) -> list[ast.AST]:
    """Return the nodes of `roots` and all below them, in no order that means anything."""
    found = list(roots)
    for node in found:  # which grows meanwhile
        for field in _fields.get(node.__class__) or parts_of(node.__class__):
            value = getattr(node, field, None)
            if value.__class__ is list:
                if value:
                    found += [item for item in value if isinstance(item, ast.AST)]
            elif isinstance(value, ast.AST):
                found.append(value)
    return found
