"""Lowering of truth: conditions, `and`/`or` and conditional expressions.

Where a class of the program decides its own truth, an operand is held and tested by a call. CPython 3.11 threads jumps: in
`a and b or c` it tests a false `a` once, where 3.12 and later ask it again for `or`. What was found last is kept in a flag, of which
the prelude makes use on 3.11 alone, so that a snapshot goes on anywhere.
"""

from __future__ import annotations

from monty_cli.language import build
from monty_cli.language import nodes as ast
from monty_cli.language.body import Body
from monty_cli.language.expressions_tables import COMPARE, TRUTH

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable


def lower_test(body: Body, node: ast.expr) -> ast.expr:
    """Return `node` lowered for a place where only its truth counts."""
    if isinstance(node, ast.BoolOp):
        return _plain_bool(body, node, lower_test)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        return negated(lower_test(body, node.operand), body.at(node))
    if isinstance(node, ast.IfExp):
        test, then, other = (lower_test(body, part) for part in (node.test, node.body, node.orelse))
        return _chosen(test, then, other, body.at(node))
    return truth(body, node, body.lower(node))


def truth(body: Body, guest: ast.expr, lowered: ast.expr) -> ast.expr:
    """Wrap `lowered` so that a guest `__bool__` or `__len__` may pause, where the program has any."""
    if not body.lowering.facts.any(TRUTH) or _surely_bool(body, guest):
        return lowered
    return build.call("@truth", [lowered], body.at(guest), "call")


def negated(operand: ast.expr, position: int) -> ast.expr:
    """Return `not operand`."""
    result = ast.UnaryOp(ast.Not(), operand)
    # CPython 3.13 makes one instruction of a comparison and its `not`, with the line of the latter.
    build.put(result, operand.lineno if isinstance(operand, ast.Compare) else position)
    build.mark(result, None, operand)
    return result


def _surely_bool(body: Body, node: ast.expr) -> bool:
    if isinstance(node, ast.Constant):
        return True
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        return True
    if isinstance(node, ast.Compare):
        return not any(body.lowering.facts.any(COMPARE.get(type(op), ())) for op in node.ops)
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("isinstance", "callable")


def lower_bool(body: Body, node: ast.BoolOp) -> ast.expr:
    """Lower `and`/`or` for its value."""
    if not body.lowering.facts.any(TRUTH):
        return _plain_bool(body, node, Body.lower)
    return _decided(body, node, None)[0]


def lower_choice(body: Body, node: ast.IfExp) -> ast.expr:
    """Lower a conditional expression."""
    return _chosen(lower_test(body, node.test), body.lower(node.body), body.lower(node.orelse), body.at(node))


def _plain_bool(body: Body, node: ast.BoolOp, lower_value: Callable[[Body, ast.expr], ast.expr]) -> ast.expr:
    values = [lower_value(body, value) for value in node.values]
    result = ast.BoolOp(node.op, values)
    build.put(result, body.at(node))
    build.mark(result, None, *values)
    return result


def _chosen(test: ast.expr, then: ast.expr, other: ast.expr, position: int) -> ast.expr:
    result = ast.IfExp(test, then, other)
    build.put(result, position)
    build.mark(result, None, test, then, other)
    return result


def _valued(body: Body, node: ast.expr) -> tuple[ast.expr, ast.expr | None]:
    """Return `node` lowered for its value, and an expression for what its evaluation told of its truth, if it tells any."""
    if isinstance(node, ast.BoolOp):
        return _decided(body, node, body.temp())
    if not isinstance(node, ast.IfExp) or not isinstance(node.orelse, (ast.BoolOp, ast.IfExp)):
        return body.lower(node), None
    position = body.at(node)
    flag = body.temp()
    test = build.walrus(flag, lower_test(body, node.test), position)
    then = body.lower(node.body)
    other, told = _valued(body, node.orelse)
    # The jump at the end of `then` keeps CPython from threading what goes before.
    return _chosen(test, then, other, position), _told(flag, None, told, position)


def _decided(body: Body, node: ast.BoolOp, flag: str | None) -> tuple[ast.expr, ast.expr | None]:
    """Lower `and`/`or` whose operands may decide their own truth; with a temp `flag`, as `_valued` does."""
    is_and = isinstance(node.op, ast.And)
    result, known = _valued(body, node.values[-1])
    for value in reversed(node.values[:-1]):
        position = body.at(value)
        lowered, told = _valued(body, value)
        if _surely_bool(body, value):
            pair = ast.BoolOp(node.op, [_noted(flag, lowered), result])
            build.put(pair, position)
            build.mark(pair, None, lowered, result)
            result = pair
            continue
        held = body.hold(lowered)
        kept = build.name(held.target.id, position) if isinstance(held, ast.NamedExpr) else held
        tested = [held] if told is None else [held, told]
        test: ast.expr = build.call("@truth" if told is None else "@told_truth", tested, position, "call")
        test = _noted(flag, test)
        result = _chosen(test, result, kept, position) if is_and else _chosen(test, kept, result, position)
    if flag is None:
        return result, None
    position = body.at(node)
    end = build.constant(not is_and, position)
    return result, _told(flag, known, end, position) if is_and else _told(flag, end, known, position)


def _noted(flag: str | None, test: ast.expr) -> ast.expr:
    return test if flag is None else build.walrus(flag, test, test.lineno)


def _told(flag: str, then: ast.expr | None, other: ast.expr | None, position: int) -> ast.expr:
    """Return what is known after a test whose outcome is in `flag`: `then`, or `other`; `None` stands for nothing."""
    nothing = build.constant(None, position)
    return _chosen(build.name(flag, position), then or nothing, other or nothing, position)
