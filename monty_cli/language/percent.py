"""Lowering of `%`, which formats text: where that may run guest code, the prelude takes its place.

text % value           text % @t1 if @type((@t1 := value)) in @SCALARS else @percent(text, @t1)
left % name            @percent(@t1, name) if @type((@t1 := left)) is @str_type else @t1 % name
left % right()         @mod(left, right())
"""

from __future__ import annotations

from monty_cli.language import build
from monty_cli.language import nodes as ast
from monty_cli.language.body import Body

# Special methods of a value or a mapping that C calls when it formats.
FORMATTING = ("__str__", "__repr__", "__getitem__", "__missing__", "__float__", "__int__", "__index__")


def may_format(body: Body, node: ast.BinOp) -> bool:
    """Tell whether the operator may be text's, with guest code to run."""
    if not isinstance(node.op, ast.Mod) or body.lowering.prelude or not body.lowering.facts.any(FORMATTING):
        return False
    if isinstance(node.left, ast.Constant) and not isinstance(node.left.value, str):
        return False
    return not isinstance(node.right, ast.Constant)


def lower_percent(body: Body, node: ast.BinOp, point: str | None) -> ast.expr:
    """Lower `left % right`; `point` is the point that the plain operator is."""
    position = body.at(node)
    left, right = body.lower(node.left), body.lower(node.right)
    surely = isinstance(node.left, (ast.Constant, ast.JoinedStr))
    if isinstance(left, ast.Constant) and not isinstance(right, (ast.Tuple, ast.Dict)):
        return _of_constant(body, node, left, right)
    if surely or not isinstance(right, ast.Name):
        parts = body.operands([left, right], (0, 1))
        return build.call("@percent" if surely else "@mod", parts, position, "call")
    (held,) = body.operands([left], (0,))
    again = build.name(held.target.id, position) if isinstance(held, ast.NamedExpr) else held
    kind = build.call("@type", [held], position)
    test = ast.Compare(kind, [ast.Is()], [build.name("@str_type", position)])
    build.put(test, position)
    build.mark(test, None, kind)
    formatted = build.call("@percent", body.operands([again, right], (0, 1)), body.at(node), "call")
    plain = ast.BinOp(again, node.op, body.operands([again, right], (0, 1) if point else ())[1])
    build.put(plain, position)
    build.mark(plain, point, plain.left, plain.right)
    result = ast.IfExp(test, formatted, plain)
    build.put(result, position)
    build.mark(result, None, test, formatted, plain)
    return result


def _of_constant(body: Body, node: ast.BinOp, text: ast.Constant, right: ast.expr) -> ast.expr:
    (held,) = body.operands([right], (0,))
    again = build.name(held.target.id, held.lineno) if isinstance(held, ast.NamedExpr) else held
    plain = ast.BinOp(text, node.op, again)
    build.put(plain, body.at(node))
    build.mark(plain, None)
    return scalar_or(body, node, held, plain, build.call("@percent", [text, again], body.at(node), "call"))


def scalar_or(body: Body, node: ast.AST, value: ast.expr, plain: ast.expr, other: ast.expr) -> ast.expr:
    """Return the choice of `plain` where `value` is a number or a text of C's, which has no code of the guest's, else of `other`."""
    position = body.at(node)
    test: ast.expr
    if body.lowering.facts.metaclasses:  # a class may have a hash of the guest's
        test = build.call("@is_scalar", [value], position)
    else:
        kind = build.call("@type", [value], position)
        test = ast.Compare(kind, [ast.In()], [build.name("@SCALARS", position)])
        build.put(test, position)
        build.mark(test, None, kind)
    result = ast.IfExp(test, plain, other)
    build.put(result, position)
    build.mark(result, None, test, plain, other)
    return result
