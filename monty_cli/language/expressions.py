"""Lowering of expressions: the same shape, with every value that must survive a later pause held in a temp.

Each function takes the body being lowered and a guest node and returns a host node that carries `pausing` and `point`.
"""

from __future__ import annotations

from monty_cli.language import build
from monty_cli.language import nodes as ast
from monty_cli.language.asynchronous import lower_await
from monty_cli.language.body import Body
from monty_cli.language.calls import lower_call
from monty_cli.language.comprehensions import lower_comprehension
from monty_cli.language.expressions_tables import BINARY, COMPARE, ITEM, PLAIN_DUNDERS, TRUTH, UNARY
from monty_cli.language.functions import lower_lambda
from monty_cli.language.items import lower_items, merge_now
from monty_cli.language.keys import place_item
from monty_cli.language.loads import check_attribute, load_attribute, load_name
from monty_cli.language.names import is_dunder
from monty_cli.language.percent import lower_percent, may_format, scalar_or
from monty_cli.language.refusals import refuse
from monty_cli.language.scopes import CLASS
from monty_cli.language.trees import copied
from monty_cli.language.truths import lower_bool, lower_choice, negated, truth

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def lower(body: Body, node: ast.expr) -> ast.expr:
    """Return the lowered form of the guest expression `node`."""
    handler = _EXPRESSIONS.get(type(node))
    if handler is None:
        raise refuse(_REFUSED.get(type(node).__name__, type(node).__name__), node, body.lowering.source)
    made: ast.expr = handler(body, node)
    return made


def _constant(body: Body, node: ast.Constant) -> ast.expr:
    return build.constant(node.value, body.at(node))


def _name(body: Body, node: ast.Name) -> ast.expr:
    return load_name(body, node)


def _walrus(body: Body, node: ast.NamedExpr) -> ast.expr:
    value = lower(body, node.value)
    position = body.at(node)
    if body.variable(node.target.id) == CLASS:
        assert body.namespace is not None
        guest = body.lowering.facts.namespaces
        parts = [build.name(body.namespace, position), build.constant(node.target.id, position), value]
        return build.call("@class_store" if guest else "@store", parts, position, "call" if guest else None)
    return build.walrus(node.target.id, value, position)


def _binary(body: Body, node: ast.BinOp) -> ast.expr:
    point = "binary" if body.lowering.facts.any(BINARY[type(node.op)]) else None
    if may_format(body, node):
        return lower_percent(body, node, point)
    parts = [lower(body, node.left), lower(body, node.right)]
    left, right = body.operands(parts, (0, 1) if point else ())
    result = ast.BinOp(left, node.op, right)
    build.put(result, body.at(node))
    build.mark(result, point, left, right)
    return result


def _unary(body: Body, node: ast.UnaryOp) -> ast.expr:
    position = body.at(node)
    if isinstance(node.op, ast.Not):
        return negated(truth(body, node.operand, lower(body, node.operand)), position)
    point = "unary" if body.lowering.facts.any(UNARY[type(node.op)]) else None
    (operand,) = body.operands([lower(body, node.operand)], (0,) if point else ())
    result = ast.UnaryOp(node.op, operand)
    build.put(result, position)
    build.mark(result, point, operand)
    return result


def _compare(body: Body, node: ast.Compare) -> ast.expr:
    contains = len(node.ops) == 1 and isinstance(node.ops[0], (ast.In, ast.NotIn)) and not body.lowering.prelude
    if contains and _comparison_point(body, node.ops[0]):
        return _contains(body, node)
    points = [_comparison_point(body, op) for op in node.ops]
    parts = [body.lower(part) for part in (node.left, *node.comparators)]
    if len(node.ops) == 1:
        left, right = body.operands(parts, (0, 1) if points[0] else ())
        return _comparison(body, node, left, node.ops[0], right, points[0])
    if not any(points) and not any(build.is_pausing(part) for part in parts[1:]):
        result = ast.Compare(parts[0], node.ops, parts[1:])
        build.put(result, body.at(node))
        build.mark(result, None, *parts)
        return result
    return _chain(body, node, parts, points)


# Containers that are made on the spot: looking into them iterates nothing of the guest's.
_OWN_CONTAINERS = (
    ast.Tuple,
    ast.List,
    ast.Set,
    ast.Dict,
    ast.Constant,
    ast.JoinedStr,
    ast.ListComp,
    ast.SetComp,
    ast.DictComp,
)


def _contains(body: Body, node: ast.Compare) -> ast.expr:
    """Lower `in` where the container may be the guest's to iterate, or its items may be the guest's to compare."""
    container = node.comparators[0]
    kinds = _own_kinds(body)
    if kinds == "@CONTAINERS" and isinstance(container, _OWN_CONTAINERS):
        left, right = body.operands([body.lower(node.left), body.lower(container)])
        return _comparison(body, node, left, node.ops[0], right, None)
    parts = [body.lower(node.left), body.lower(container)]
    result: ast.expr
    if kinds and isinstance(container, (ast.Name, ast.Attribute, ast.Subscript)) and not build.is_pausing(parts[1]):
        result = _found(body, node, kinds, *body.operands(parts, (0, 1)))
    else:
        result = build.call("@contains", body.operands(parts), body.at(node), "call")
    if isinstance(node.ops[0], ast.NotIn):
        result = ast.UnaryOp(ast.Not(), result)
        build.put(result, body.at(node))
        build.mark(result, None, result.operand)
    return result


def _own_kinds(body: Body) -> str:
    """Return the name of the kinds of C's containers that C looks into without any code of the guest's; empty if there are none."""
    facts = body.lowering.facts
    if facts.any(("__hash__",)) or facts.metaclasses:
        return ""
    return "@TABLES" if facts.any(COMPARE[ast.Eq]) else "@CONTAINERS"


def _found(body: Body, node: ast.Compare, kinds: str, item: ast.expr, container: ast.expr) -> ast.expr:
    """Have C look into a container of its own.

    @t1 in c if (@t1 := item) is not @NOTHING and @type(c) in @CONTAINERS else @contains(@t1, c)
    """
    position = body.at(node)
    kind = build.call("@type", [container], position)
    tests: list[ast.expr] = [ast.Compare(kind, [ast.In()], [build.name(kinds, position)])]
    build.mark(tests[0], None, kind)
    if isinstance(item, ast.NamedExpr):  # which is evaluated first
        tests.insert(0, ast.Compare(item, [ast.IsNot()], [build.name("@NOTHING", position)]))
        build.mark(tests[0], None, item)
    test = tests[0] if len(tests) == 1 else ast.BoolOp(ast.And(), tests)
    build.mark(test, None, *tests)
    places = [
        build.name(part.target.id, position) if isinstance(part, ast.NamedExpr) else copied(part)
        for part in (item, container)
    ]
    direct = ast.Compare(places[0], [ast.In()], [places[1]])
    build.mark(direct, None)
    general = build.call("@contains", list(map(copied, places)), position, "call")
    result = ast.IfExp(test, direct, general)
    build.mark(result, None, test, general)
    for made in (*tests, test, direct, result):
        build.put(made, position)
    return result


def _comparison_point(body: Body, op: ast.cmpop) -> str | None:
    facts = body.lowering.facts
    if facts.any(COMPARE.get(type(op), ())) or (isinstance(op, (ast.In, ast.NotIn)) and facts.iterables):
        return "compare"
    return None


def _comparison(
    body: Body, node: ast.Compare, left: ast.expr, op: ast.cmpop, right: ast.expr, point: str | None
) -> ast.expr:
    result = ast.Compare(left, [op], [right])
    build.put(result, body.at(node))
    build.mark(result, point, left, right)
    return result


def _chain(body: Body, node: ast.Compare, parts: list[ast.expr], points: list[str | None]) -> ast.expr:
    """Lower `a < b < c` as `(a < (t := b)) and t < c`."""
    left = parts[0]
    pairs = []
    for index, op in enumerate(node.ops):
        right = parts[index + 1]
        last = index == len(node.ops) - 1
        (left,) = [left] if body.rereadable(left, [right]) else [body.hold(left)]
        if points[index] or not last:
            right = right if body.rereadable(right, parts[index + 2 :]) else body.hold(right)
        pairs.append(_comparison(body, node, left, op, right, points[index]))
        left = build.name(right.target.id, right.lineno) if isinstance(right, ast.NamedExpr) else right
    result = pairs[-1]
    guest_truth = body.lowering.facts.any(TRUTH) and any(points)
    for pair in reversed(pairs[:-1]):
        position = body.at(node)
        chosen: ast.expr
        if guest_truth:
            held = body.hold(pair)
            assert isinstance(held, ast.NamedExpr)
            test = build.call("@truth", [held], position, "call")
            chosen = ast.IfExp(test, result, build.name(held.target.id, position))
            build.mark(chosen, None, test, result)
        else:
            chosen = ast.BoolOp(ast.And(), [pair, result])
            build.mark(chosen, None, pair, result)
        build.put(chosen, position)
        result = chosen
    return result


def _attribute(body: Body, node: ast.Attribute) -> ast.expr:
    check_attribute(body, node, node.attr)
    value = lower(body, node.value)
    plain = node.attr in PLAIN_DUNDERS and not (body.lowering.facts.types and node.attr in ("__new__", "__call__"))
    if (is_dunder(node.attr) and not plain) or _is_guarded(body, node.attr):
        position = body.at(node)
        if is_dunder(node.attr) or body.lowering.prelude or body.lowering.facts.metaclasses:
            return build.call("@attr", [value, build.constant(node.attr, position)], position, "call")
        return _own_or_guarded(body, node, value, position)
    return load_attribute(body, node, value)


def _own_or_guarded(body: Body, node: ast.Attribute, value: ast.expr, position: int) -> ast.expr:
    """Read a guarded attribute straight from an instance of a class that has no builtin class but `object` among its parents."""
    (held,) = body.operands([value], (0,))
    again = build.name(held.target.id, position) if isinstance(held, ast.NamedExpr) else held
    kind = build.call("@type", [held], position)
    test = ast.Compare(kind, [ast.In()], [build.name("@PLAIN_CLASSES", position)])
    build.put(test, position)
    build.mark(test, None, kind)
    direct = load_attribute(body, node, copied(again))
    general = build.call("@attr", [copied(again), build.constant(node.attr, position)], position, "call")
    result = ast.IfExp(test, direct, general)
    build.put(result, position)
    build.mark(result, None, test, direct, general)
    return result


def _is_guarded(body: Body, name: str) -> bool:
    """Tell whether attribute `name` is read through the guard; not a method that only objects which the program lacks guard."""
    library = body.lowering.library
    if name not in library.guarded:
        return False
    effect = library.methods.get(name)
    return effect is None or effect.always or not effect.dunders or body.lowering.facts.any(effect.dunders)


def _subscript(body: Body, node: ast.Subscript) -> ast.expr:
    point = "item" if body.lowering.facts.any(ITEM) else None
    parts = [lower(body, node.value), lower(body, node.slice)]
    return place_item(body, parts, node, point)


def _slice(body: Body, node: ast.Slice) -> ast.expr:
    given = [(field, lower(body, getattr(node, field))) for field in ("lower", "upper", "step") if getattr(node, field)]
    held = dict(zip([field for field, _ in given], body.operands([part for _, part in given]), strict=True))
    result = ast.Slice(held.get("lower"), held.get("upper"), held.get("step"))
    build.put(result, body.at(node))
    build.mark(result, None, *held.values())
    return result


def _display(body: Body, node: ast.List) -> ast.expr:
    if not isinstance(node.ctx, ast.Load):
        raise AssertionError("a target is not lowered as an expression")
    items = body.operands(lower_items(body, node.elts, "@star"))
    result = type(node)(items, build.LOAD)
    build.put(result, body.at(node))
    build.mark(result, None, *items)
    return result


def _set(body: Body, node: ast.Set) -> ast.expr:
    items = body.operands(lower_items(body, node.elts, "@star"))
    result = ast.Set(items)
    build.put(result, body.at(node))
    build.mark(result, None, *items)
    return result


def _dict(body: Body, node: ast.Dict) -> ast.expr:
    parts: list[ast.expr] = []
    merges: list[bool] = []
    for key, value in zip(node.keys, node.values, strict=True):
        if key is not None:
            parts += [lower(body, key), lower(body, value)]
            merges += [False, False]
            continue
        merges.append(True)
        position = body.at(value)
        merged = lower(body, value)
        guest = body.lowering.facts.any(("keys", "__getitem__"))
        parts.append(build.call("@mapping", [merged], position, "call" if guest else None))
    held = iter(body.operands(merge_now(parts, merges)))
    keys: list[ast.expr | None] = []
    values = []
    for key in node.keys:
        keys.append(None if key is None else next(held))
        values.append(next(held))
    result = ast.Dict(keys, values)
    build.put(result, body.at(node))
    build.mark(result, None, *[key for key in keys if key], *values)
    return result


def _string(body: Body, node: ast.JoinedStr) -> ast.expr:
    """Lower an f-string; a field before a later pause is formatted at once and its text held."""
    parts = [body.lower(part) for part in _joined(node.values)]
    for index, part in enumerate(parts):
        if isinstance(part, ast.FormattedValue) and any(build.is_pausing(other) for other in parts[index + 1 :]):
            inner = ast.JoinedStr([part])
            build.put(inner, part.lineno)
            build.mark(inner, None, part)
            held = body.hold(inner)
            outer = ast.FormattedValue(held, -1, None)
            build.put(outer, part.lineno)
            build.mark(outer, None, held)
            parts[index] = outer
    result = ast.JoinedStr(parts)
    build.put(result, body.at(node))
    build.mark(result, None, *parts)
    return result


def _joined(parts: list[ast.expr]) -> list[ast.expr]:
    """Return the parts of an f-string with its texts in one piece each: CPython's versions cut them differently."""
    out: list[ast.expr] = []
    for part in parts:
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            if not part.value:
                continue
            if out and isinstance(out[-1], ast.Constant):
                assert isinstance(out[-1].value, str)
                out[-1] = ast.copy_location(ast.Constant(out[-1].value + part.value), out[-1])
                continue
        out.append(part)
    return out


def _field(body: Body, node: ast.FormattedValue) -> ast.expr:
    position = body.at(node)
    parts = [lower(body, node.value)] + ([lower(body, node.format_spec)] if node.format_spec else [])
    if body.lowering.facts.any(("__str__", "__repr__", "__format__")):
        spec = parts[1:] or [build.constant("", position)]
        fixed = _is_fixed(spec[0])
        value, spec_value = body.operands([parts[0], *spec], (0,) if fixed else ())
        again = build.name(value.target.id, position) if fixed and isinstance(value, ast.NamedExpr) else value
        arguments = [again, build.constant(node.conversion, position), spec_value]
        text: ast.expr = build.call("@format_field", arguments, position, "call")
        if fixed:
            text = scalar_or(body, node, value, _text(again, node.conversion, parts[1:], position), text)
        result = ast.FormattedValue(text, -1, None)
        build.put(result, position)
        build.mark(result, None, text)
        return result
    held = body.operands(parts)
    result = ast.FormattedValue(held[0], node.conversion, held[1] if len(held) > 1 else None)
    build.put(result, position)
    build.mark(result, None, *held)
    return result


def _is_fixed(spec: ast.expr) -> bool:
    """Tell whether a lowered format specification is a literal text."""
    return isinstance(spec, ast.Constant) or (
        isinstance(spec, ast.JoinedStr) and all(isinstance(part, ast.Constant) for part in spec.values)
    )


def _text(value: ast.expr, conversion: int, spec: list[ast.expr], position: int) -> ast.expr:
    """Return the f-string with one field for the lowered `value`."""
    field = ast.FormattedValue(copied(value), conversion, spec[0] if spec else None)
    made = ast.JoinedStr([field])
    for node in (field, made):
        build.put(node, position)
        build.mark(node, None)
    return made


def _yield(body: Body, node: ast.Yield) -> ast.expr:
    value = lower(body, node.value) if node.value else None
    result = ast.Yield(value)
    build.put(result, body.at(node))
    build.mark(result, "yield", value)
    # Into an async generator an exception is sent as a token.
    return build.call("@received", [result], result.lineno) if body.asynchronous else result


def _yield_from(body: Body, node: ast.YieldFrom) -> ast.expr:
    """Keep the inner iterator in a slot: the frame's own reference to it can't be read."""
    position = body.at(node)
    inner = build.call("@iter", [lower(body, node.value)], body.at(node.value), "call")
    result = ast.YieldFrom(build.walrus(body.slot("y"), inner, position))
    build.put(result, position)
    build.mark(result, "yield_from", inner)
    return result


_REFUSED = {"TemplateStr": "TemplateStr", "Interpolation": "TemplateStr"}
_EXPRESSIONS: dict[type, Any] = {
    ast.Constant: _constant,
    ast.Name: _name,
    ast.NamedExpr: _walrus,
    ast.BinOp: _binary,
    ast.UnaryOp: _unary,
    ast.BoolOp: lower_bool,
    ast.IfExp: lower_choice,
    ast.Compare: _compare,
    ast.Attribute: _attribute,
    ast.Subscript: _subscript,
    ast.Slice: _slice,
    ast.List: _display,
    ast.Tuple: _display,
    ast.Set: _set,
    ast.Dict: _dict,
    ast.JoinedStr: _string,
    ast.FormattedValue: _field,
    ast.Await: lower_await,
    ast.Yield: _yield,
    ast.YieldFrom: _yield_from,
    ast.Call: lower_call,
    ast.Lambda: lower_lambda,
    **dict.fromkeys((ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp), lower_comprehension),
}
