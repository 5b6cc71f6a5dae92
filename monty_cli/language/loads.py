"""Reads of names and attributes."""

from __future__ import annotations

from monty_cli.language import build
from monty_cli.language import nodes as ast
from monty_cli.language.body import Body
from monty_cli.language.names import BUILTINS_ALIAS, DENIED
from monty_cli.language.refusals import refuse
from monty_cli.language.scopes import ANNOTATION, CLASS, CLASS_DICT, GLOBAL, LOCAL


def load_name(body: Body, node: ast.Name, called: bool = False) -> ast.expr:
    """Lower the read of a name; `called` says that it stands in call position, where an unknown name is a host function."""
    position = body.at(node)
    if node.id == "__debug__":
        return build.constant(True, position)
    kind = body.variable(node.id)
    if body.kind in ANNOTATION and body.scope.sees_in_class(node.id):
        return _name_in_annotation(body, node, position, kind, called)
    if kind == CLASS or (body.kind == "class" and body.lowering.facts.any(("__prepare__",))):
        return _class_name(body, node, position, called)
    return _outer_name(body, node, position, kind, called)


def _outer_name(body: Body, node: ast.Name, position: int, kind: str, called: bool) -> ast.expr:
    if kind == GLOBAL and not body.lowering.is_known(node.id):
        if node.id == BUILTINS_ALIAS:  # nobody is asked for what no program is given
            return build.call("@unbound", [build.constant("__builtins__", position)], position)
        if called:
            body.lowering.external.add(node.id)
            return build.name(node.id, position)
        body.lowering.looked_up.add(node.id)
        return build.call("@name", [build.constant(node.id, position)], position, "call")
    return build.name(body.lowering.spell(node.id), position)


def _class_name(body: Body, node: ast.Name, position: int, called: bool) -> ast.expr:
    """Read a name that the class body may bind: its namespace first, then what the name means outside."""
    assert body.namespace is not None
    key = build.constant(node.id, position)
    inside = build.subscript(build.name(body.namespace, position), key, position)
    if body.variable(node.id) != CLASS or node.id in body.scope.frees or body.lowering.is_known(node.id):
        kind = body.variable(node.id)
        outside = _outer_name(body, node, body.at(node), kind if kind != CLASS else LOCAL, called)
    else:
        outside = build.call("@unbound", [build.constant(node.id, position)], position)
    if body.lowering.facts.namespaces:
        return _guest_item(body, node, outside)
    test = ast.Compare(build.constant(node.id, position), [ast.In()], [build.name(body.namespace, position)])
    build.put(test, position)
    chosen = ast.IfExp(test, inside, outside)
    build.put(chosen, position)
    build.mark(chosen, None, outside)
    return chosen


def _guest_item(body: Body, node: ast.Name, outside: ast.expr) -> ast.expr:
    """Read a name from a namespace that may be the guest's, whose `__getitem__` or `__missing__` may pause."""
    assert body.namespace is not None
    position = body.at(node)
    arguments = [build.name(body.namespace, position), build.constant(node.id, position)]
    found = body.hold(build.call("@namespace_item", arguments, position, "call"))
    assert isinstance(found, ast.NamedExpr)
    test = ast.Compare(found, [ast.Is()], [build.name("@null", position)])
    build.put(test, position)
    build.mark(test, None, found)
    chosen = ast.IfExp(test, outside, build.name(found.target.id, position))
    build.put(chosen, position)
    build.mark(chosen, None, test, outside)
    return chosen


def _name_in_annotation(body: Body, node: ast.Name, position: int, kind: str, called: bool) -> ast.expr:
    """Read a name in an annotation scope of a class: the class first, as it is by then, then what the name means outside."""
    around = body.scope.class_around()
    assert around is not None
    if kind == GLOBAL and around.owns(node.id) and not body.lowering.is_known(node.id):
        outside: ast.expr = build.call("@unbound", [build.constant(node.id, position)], position)
    else:
        outside = _outer_name(body, node, body.at(node), kind, called)
    key = build.constant(node.id, position)
    nothing = build.name("@UNBOUND", position)
    found = body.hold(build.call("@class_item", [build.name(CLASS_DICT, position), key, nothing], position))
    assert isinstance(found, ast.NamedExpr)
    test = ast.Compare(found, [ast.IsNot()], [build.name("@UNBOUND", position)])
    build.put(test, position)
    chosen = ast.IfExp(test, build.name(found.target.id, position), outside)
    build.put(chosen, position)
    build.mark(chosen, None, outside)
    return chosen


def load_builtin(body: Body, node: ast.Name, name: str) -> ast.expr:
    """Return the function to call for the builtin that `node` names: itself, or what stands for it under `name`."""
    builtin = build.name(name, body.at(node))
    return _guest_item(body, node, builtin) if body.kind == "class" and body.lowering.facts.namespaces else builtin


def check_attribute(body: Body, node: ast.AST, attr: str) -> None:
    """Refuse an attribute name that would lead out of the sandbox."""
    if attr in DENIED:
        raise refuse("denied attribute", node, body.lowering.source, f"the attribute `{attr}`")


def load_attribute(body: Body, node: ast.Attribute, value: ast.expr) -> ast.expr:
    """Return the plain read of `node.attr` on the lowered `value`."""
    point = "attribute" if body.lowering.facts.dynamic(node.attr) else None
    (value,) = body.operands([value], (0,) if point else ())
    result = build.attribute(value, node.attr, body.at(node))
    build.mark(result, point, value)
    return result
