"""Lowering of type parameters (CPython 3.12 and later): a hidden function makes them, and what they belong to."""

from __future__ import annotations

import ast

from monty_cli.language import build
from monty_cli.language.body import Body
from monty_cli.language.scopes import CLASS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


def lower_generic(
    body: Body, node: ast.stmt, out: list[ast.stmt], define: Callable[[Body, list[ast.stmt]], ast.expr]
) -> ast.expr:
    """Wrap a generic definition in a function that owns its type parameters.

    Args:
        body: where the statement stands.
        node: the guest's definition, with `type_params`.
        out: receives the hidden function.
        define: adds the definition to a list of statements and returns an expression for it.

    Returns:
        The call that makes the function or class, with `__type_params__` set.
    """
    from monty_cli.language.functions import prologue

    position = body.at(node)
    inner = Body(body.lowering, body.lowering.scopes.generic[node], "generic", body.qualname, position, body)
    inner.namespace = body.namespace
    statements = prologue(inner) + _make_parameters(inner, node, position)
    made = define(inner, statements)
    result = inner.slot("g")
    statements.append(build.assign(result, made, position))
    names = [parameter.name for parameter in node.type_params]  # type: ignore[attr-defined]
    values: list[ast.expr] = [build.name(name, position) for name in names]
    target = build.attribute(build.name(result, position), "__type_params__", position, build.STORE)
    statements.append(build.assign(target, build.tuple_of(values, position), position))
    statements.append(build.statement(ast.Return(build.name(result, position)), position))
    hidden = f"@generic{position}"
    function = build.function(hidden, build.parameters([], position), statements, position)
    body.lowering.add_function(inner, f"<generic parameters of {node.name}>", function)  # type: ignore[attr-defined]
    out.append(function)
    return build.call(hidden, [], position, "call")


def _make_parameters(inner: Body, node: ast.stmt, position: int) -> list[ast.stmt]:
    """Have CPython make the type variables, bounds unevaluated, and bind them to the names of this scope."""
    parameters = node.type_params  # type: ignore[attr-defined]
    for parameter in parameters:
        build.put(parameter, build.NOWHERE)
        for field in ("bound", "default_value"):
            value = getattr(parameter, field, None)
            if value is not None:
                setattr(parameter, field, inner.lower(value))
    maker = build.function(
        "@parameters", build.parameters([], position), [build.statement(ast.Pass(), position)], build.NOWHERE
    )
    maker.type_params = parameters  # type: ignore[attr-defined,unused-ignore]
    made = build.attribute(build.name("@parameters", position), "__type_params__", position)
    targets: list[ast.expr] = [build.name(parameter.name, position, build.STORE) for parameter in parameters]
    return [maker, build.assign(build.tuple_of(targets, position, build.STORE), made, position)]


def lower_alias(body: Body, node: ast.stmt) -> list[ast.stmt]:
    """Lower a `type` statement; CPython evaluates its value when it is asked for."""
    position = body.at(node)
    name = node.name.id  # type: ignore[attr-defined]
    inner = body
    parameters = node.type_params  # type: ignore[attr-defined]
    if parameters:
        inner = Body(body.lowering, body.lowering.scopes.generic[node], "generic", body.qualname, position, body)
    for parameter in parameters:
        build.put(parameter, position)
        if getattr(parameter, "bound", None) is not None:
            parameter.bound = inner.lower(parameter.bound)
    value = inner.lower(node.value)  # type: ignore[attr-defined]
    kind: Any = type(node)
    made: ast.stmt = kind(build.name(name, position, build.STORE), parameters, value)
    build.statement(made, position)
    if body.variable(name) != CLASS:
        return [made]
    key = build.subscript(build.name("@ns", position), build.constant(name, position), position, build.STORE)
    return [made, build.assign(key, build.name(name, position), position)]
