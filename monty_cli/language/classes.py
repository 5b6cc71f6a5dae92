"""Lowering of class statements: the body becomes a function that fills the namespace, the rest are calls.

@k = @class_prepare('C', (bases…), {keywords…})     resolves bases, finds the metaclass, makes the namespace
def @class12(@ns): …                                names are items of @ns
@class12(@k[2])
C = @class_finish(@k)                               makes the class, calls __set_name__ and __init_subclass__
"""

from __future__ import annotations

from monty_cli.language import build
from monty_cli.language import nodes as ast
from monty_cli.language.body import Body
from monty_cli.language.class_places import first_line, static_attributes
from monty_cli.language.functions import declare, decorate, prologue
from monty_cli.language.generics import lower_generic, parameter_tuple
from monty_cli.language.scopes import CLASS_DICT
from monty_cli.language.stores import store_name
from monty_cli.language.trees import walk

NAMESPACE = 2
PARAMETERS = "@params"


def lower_class(body: Body, node: ast.ClassDef) -> list[ast.stmt]:
    """Lower a `class` statement."""
    out: list[ast.stmt] = []
    decorators: list[ast.expr] = []
    for decorator in node.decorator_list:
        value = body.lower(decorator)
        position = body.at(decorator)
        temp = body.temp()
        out.append(build.assign(temp, value, position))
        decorators.append(build.name(temp, position))
    if getattr(node, "type_params", None):
        made = lower_generic(body, node, out, lambda generic, into: _make(generic, node, into))
    else:
        made = _make(body, node, out)
    out.append(store_name(body, node.name, decorate(body, node, decorators, made), body.at(node)))
    return out


def _make(body: Body, node: ast.ClassDef, out: list[ast.stmt]) -> ast.expr:
    """Add what prepares and fills the namespace to `out`; return the call that makes the class."""
    position = body.at(node)
    kept = body.slot("k")
    hidden = f"@class{position}"
    out.append(build.assign(kept, _prepare(body, node, position), position))
    out.append(_body_function(body, node, hidden, position))
    given: list[ast.expr] = [_part(kept, NAMESPACE, position)]
    if getattr(node, "type_params", None):
        given.append(parameter_tuple(node, position))
    filled = build.call(hidden, given, body.at(node), "call")
    out.append(build.expression(filled, position))
    return build.call("@class_finish", [build.name(kept, position)], body.at(node), "call")


def _prepare(body: Body, node: ast.ClassDef, position: int) -> ast.expr:
    bases: list[ast.expr] = list(node.bases)
    lowered = body.lower(_copy(ast.Tuple(bases, ast.Load()), node))
    if getattr(node, "type_params", None):
        generic = build.call("@generic_base", [parameter_tuple(node, position)], position)
        assert isinstance(lowered, ast.Tuple)
        lowered.elts.append(generic)
    keys: list[ast.expr | None] = [
        None if keyword.arg is None else _copy(ast.Constant(keyword.arg), keyword.value) for keyword in node.keywords
    ]
    keywords = body.lower(_copy(ast.Dict(keys, [keyword.value for keyword in node.keywords]), node))
    parts = body.operands([build.constant(node.written, position), lowered, keywords])  # type: ignore[attr-defined]
    return build.call("@class_prepare", parts, position, "call")


def _copy(made: ast.expr, node: ast.AST) -> ast.expr:
    return ast.copy_location(made, node)


def _part(kept: str, index: int, position: int) -> ast.expr:
    return build.subscript(build.name(kept, position), build.constant(index, position), position)


def _body_function(body: Body, node: ast.ClassDef, hidden: str, position: int) -> build.Definition:
    scope = body.lowering.scopes.of[node]
    qualname = body.inner_qualname(node.written)  # type: ignore[attr-defined]
    inner = Body(body.lowering, scope, "class", qualname, body.at(node), body)
    place = inner.position
    statements = prologue(inner)
    uses_cell = "__class__" in scope.cells
    if CLASS_DICT in scope.cells:
        statements.insert(0, build.assign(CLASS_DICT, build.name("@ns", place), place))
    if uses_cell:
        statements.insert(0, declare(["__class__"], place))
    statements.append(_put(inner, "__module__", build.name("__name__", place), place))
    statements.append(_put(inner, "__qualname__", build.constant(qualname, place), place))
    statements += _noted(inner, "__firstlineno__", first_line(node), place)
    if getattr(node, "type_params", None):
        statements.append(_put(inner, "__type_params__", build.name(PARAMETERS, place), place))
    guest = node.body
    if (
        guest
        and isinstance(guest[0], ast.Expr)
        and isinstance(guest[0].value, ast.Constant)
        and isinstance(guest[0].value.value, str)
    ):
        statements.append(_put(inner, "__doc__", build.constant(guest[0].value.value, place), place))
        guest = guest[1:]
    if body.lowering.annotated and any(isinstance(item, ast.AnnAssign) for item in walk(*guest)):
        empty = ast.Dict([], [])
        build.put(empty, place)
        statements.append(_annotations(inner, [build.name("@ns", place), empty], place))
    statements += inner.block(guest)
    statements += _noted(inner, "__static_attributes__", static_attributes(node), place)
    for cell, key in ((CLASS_DICT, "__classdictcell__"), ("__class__", "__classcell__")):
        if cell in scope.cells:
            found = [build.name("@cells", place), build.constant(cell, place)]
            statements.append(_put(inner, key, build.call("@class_cell", found, place), place))
    parameters = ["@ns", PARAMETERS] if getattr(node, "type_params", None) else ["@ns"]
    function = build.function(hidden, build.parameters(parameters, place), statements, place)
    body.lowering.add_function(inner, node.written, function)  # type: ignore[attr-defined]
    return function


def _annotations(inner: Body, parts: list[ast.expr], position: int) -> ast.stmt:
    if not inner.lowering.facts.namespaces:
        return build.expression(build.call("@annotations", parts, position), position)
    position = inner.lowering.again(position)
    return build.expression(build.call("@class_annotations", parts, position, "call"), position)


def _noted(inner: Body, key: str, value: object, position: int) -> list[ast.stmt]:
    """Return what binds a name that only some versions give to classes; the code is the same in all."""
    if inner.lowering.prelude:
        return []
    parts: list[ast.expr] = [
        build.name("@ns", position),
        build.constant(key, position),
        build.constant(value, position),
    ]
    if not inner.lowering.facts.namespaces:
        return [build.expression(build.call("@note", parts, position), position)]
    position = inner.lowering.again(position)
    return [build.expression(build.call("@class_note", parts, position, "call"), position)]


def _put(inner: Body, key: str, value: ast.expr, position: int) -> ast.stmt:
    if inner.lowering.facts.namespaces:
        position = inner.lowering.again(position)
    place = build.subscript(build.name("@ns", position), build.constant(key, position), position, build.STORE)
    build.mark(place, "store" if inner.lowering.facts.namespaces else None)
    return build.assign(place, value, position)
