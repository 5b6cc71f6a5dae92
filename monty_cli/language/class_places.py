"""What CPython 3.13 notes in a class of its source: the first line, and the attributes that its methods assign to `self`."""

from __future__ import annotations

from monty_cli.language import nodes as ast
from monty_cli.language.trees import children

_SCOPES = (
    ast.FunctionDef,
    ast.AsyncFunctionDef,
    ast.Lambda,
    ast.ListComp,
    ast.SetComp,
    ast.DictComp,
    ast.GeneratorExp,
)


def first_line(node: ast.ClassDef) -> int:
    """Return the line of the class statement, or of its first decorator."""
    return node.decorator_list[0].lineno if node.decorator_list else node.lineno


def static_attributes(node: ast.ClassDef) -> tuple[str, ...]:
    """Return the names that functions in the class assign as `self.name`, sorted."""
    found: set[str] = set()
    for statement in node.body:
        _gather(statement, False, found)
    # The source's own names are noted, not those that mangling has made of them.
    private = f"_{node.written.lstrip('_')}__"  # type: ignore[attr-defined]
    return tuple(sorted(name[len(private) - 2 :] if name.startswith(private) else name for name in found))


def _gather(node: ast.AST, inside: bool, found: set[str]) -> None:
    """Add the names in `node`, which stands `inside` of a scope within the class; a class within has its own functions."""
    if isinstance(node, ast.ClassDef):
        for statement in node.body:
            _gather_body(statement, found)
        return
    inside = inside or isinstance(node, _SCOPES)
    if inside:
        _note(node, found)
    for child in _stored_parts(node):
        _gather(child, inside, found)


def _gather_body(node: ast.AST, found: set[str]) -> None:
    """Add the names that the body of a class within assigns itself."""
    if isinstance(node, (*_SCOPES, ast.ClassDef)):
        return
    _note(node, found)
    for child in _stored_parts(node):
        _gather_body(child, found)


def _note(node: ast.AST, found: set[str]) -> None:
    if (
        isinstance(node, ast.Attribute)
        and isinstance(node.ctx, ast.Store)
        and isinstance(node.value, ast.Name)
        and node.value.id == "self"
    ):
        found.add(node.attr)


def _stored_parts(node: ast.AST) -> list[ast.AST]:
    """Return the children of `node` but for targets that CPython does not compile as stores."""
    found = children(node)
    if isinstance(node, ast.AugAssign) or (isinstance(node, ast.AnnAssign) and node.value is None):
        found.remove(node.target)
    return found
