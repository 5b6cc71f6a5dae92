"""Small makers of host AST nodes, and the marks that lowering leaves on them.

A lowered node's line number is its *position id*: an index into the unit's table of source spans. A node with a `point` is a place
where control can leave for guest-visible time; `pausing` says that the node or something below it has one.
"""

from __future__ import annotations

from monty_cli.language import nodes as ast

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeAlias

    Definition: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef

DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
# The position id of what has no place in the source.
NOWHERE = 1
LOAD, STORE, DELETE = ast.Load(), ast.Store(), ast.Del()


class Expr(ast.expr):
    """The type of lowered expressions: any host expression, with `pausing` and perhaps `point` set."""

    pausing: bool
    point: str | None


def put(node: ast.AST, position: int) -> None:
    """Give `node` the position id `position` as its place."""
    node.lineno = node.end_lineno = position  # type: ignore[attr-defined]
    node.col_offset = node.end_col_offset = 0  # type: ignore[attr-defined]


def put_beside(node: ast.AST, position: int) -> None:
    """Move `node` to the line `position`, keeping its own position id as its column.

    CPython gives the call of a method the line where the attribute ends, so that the two must agree for the call to keep its line.
    """
    node.col_offset = node.end_col_offset = node.lineno  # type: ignore[attr-defined]
    node.lineno = node.end_lineno = position  # type: ignore[attr-defined]


def is_pausing(node: ast.AST | None) -> bool:
    """Tell whether evaluating the lowered `node` may pause."""
    return node is not None and getattr(node, "pausing", False)


def mark(node: ast.AST, point: str | None, *parts: ast.AST | None) -> None:
    """Set `pausing` on `node` from its own `point` kind and its `parts`."""
    node.point = point  # type: ignore[attr-defined]
    pausing = point is not None
    for part in parts:
        if part is not None and getattr(part, "pausing", False):
            pausing = True
    node.pausing = pausing  # type: ignore[attr-defined]


def name(identifier: str, position: int, context: ast.expr_context = LOAD) -> ast.Name:
    """Return a name node that can't pause."""
    node = ast.Name(identifier, context)
    node.lineno = node.end_lineno = position  # as `put` does, for what is by far the most frequent
    node.col_offset = node.end_col_offset = 0
    return node


def constant(value: object, position: int) -> ast.Constant:
    """Return a constant node."""
    node = ast.Constant(value)  # type: ignore[arg-type]
    node.lineno = node.end_lineno = position
    node.col_offset = node.end_col_offset = 0
    return node


def call(function: str, arguments: list[ast.expr], position: int, point: str | None = None) -> ast.Call:
    """Return a call of the hidden or builtin `function`; `point` is the kind of point that the call is, if it is one."""
    node = ast.Call(name(function, position), arguments, [])
    put(node, position)
    mark(node, point, *arguments)
    return node


def assign(target: ast.expr | str, value: ast.expr, position: int) -> ast.Assign:
    """Return an assignment statement to one target."""
    node = ast.Assign([name(target, position, STORE) if isinstance(target, str) else target], value)
    put(node, position)
    mark(node, None, value, *node.targets)
    return node


def expression(value: ast.expr, position: int) -> ast.Expr:
    """Return an expression statement."""
    node = ast.Expr(value)
    put(node, position)
    mark(node, None, value)
    return node


def statement(node: ast.stmt, position: int, *parts: ast.AST | None) -> ast.stmt:
    """Place the statement `node` and mark it by its `parts`."""
    put(node, position)
    mark(node, None, *parts)
    return node


def condition(test: ast.expr, body: list[ast.stmt], orelse: list[ast.stmt], position: int) -> ast.If:
    """Return an `if` statement."""
    node = ast.If(test, body, orelse)
    put(node, position)
    mark(node, None, test, *body, *orelse)
    return node


def walrus(target: str, value: ast.expr, position: int) -> ast.NamedExpr:
    """Return `target := value`."""
    node = ast.NamedExpr(name(target, position, STORE), value)
    put(node, position)
    mark(node, None, value)
    return node


def attribute(value: ast.expr, attr: str, position: int, context: ast.expr_context = LOAD) -> ast.Attribute:
    """Return a plain attribute access."""
    node = ast.Attribute(value, attr, context)
    put(node, position)
    mark(node, None, value)
    return node


def subscript(value: ast.expr, index: ast.expr, position: int, context: ast.expr_context = LOAD) -> ast.Subscript:
    """Return a plain subscription."""
    node = ast.Subscript(value, index, context)
    put(node, position)
    mark(node, None, value, index)
    return node


def parameters(names: list[str], position: int) -> ast.arguments:
    """Return a parameter list of plain `names`."""
    items = [ast.arg(identifier, None) for identifier in names]
    for item in items:
        put(item, position)
    return ast.arguments([], items, None, [], [], None, [])


def function(
    identifier: str, arguments: ast.arguments, body: list[ast.stmt], position: int, asynchronous: bool = False
) -> Definition:
    """Return a function definition, perhaps an `async` one, without decorators or annotations."""
    kind = ast.AsyncFunctionDef if asynchronous else ast.FunctionDef
    node = kind(identifier, arguments, body, [], None, None)
    if hasattr(ast, "TypeVar"):
        node.type_params = []  # type: ignore[union-attr,unused-ignore]
    put(node, position)
    mark(node, None)
    return node


def thunk(body: ast.expr, position: int) -> ast.Lambda:
    """Return `lambda: body`."""
    node = ast.Lambda(parameters([], position), body)
    put(node, position)
    mark(node, None)
    return node


def tuple_of(items: list[ast.expr], position: int, context: ast.expr_context = LOAD) -> ast.Tuple:
    """Return a tuple display or target."""
    node = ast.Tuple(items, context)
    put(node, position)
    mark(node, None, *items)
    return node
