"""Lowering of the keys of subscripts: what C would ask for its `__index__` becomes an integer in the prelude before.

items[key]             (@t1 := items)[(@t3 := @key(@t1, (@t2 := key), '__getitem__'))]
"""

from __future__ import annotations

from monty_cli.language import build
from monty_cli.language import nodes as ast
from monty_cli.language.body import Body

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

_METHODS: dict[type, str] = {ast.Load: "__getitem__", ast.Store: "__setitem__", ast.Del: "__delitem__"}


def place_item(
    body: Body, parts: Sequence[ast.expr], node: ast.AST, point: str | None, context: ast.expr_context = build.LOAD
) -> ast.expr:
    """Return the subscript `node` of the lowered receiver and key in `parts`; `point` is the kind of point that it is, if any."""
    position = body.at(node)
    always = (0, 1) if point else ()
    receiver, key = body.operands(list(parts), always)
    if point is not None and body.lowering.facts.any(("__index__",)) and _is_asked(body, key):
        again = build.name(receiver.target.id, position) if isinstance(receiver, ast.NamedExpr) else receiver
        method = build.constant(_METHODS[type(context)], position)
        key = body.hold(build.call("@key", [again, key, method], body.at(node), "call"))
    result = build.subscript(receiver, key, position, context)
    build.mark(result, point, receiver, key)
    return result


def _is_asked(body: Body, key: ast.expr) -> bool:
    """Tell whether the lowered `key` may be, or hold, an object of the guest's."""
    return not body.lowering.prelude and not isinstance(key, ast.Constant)
