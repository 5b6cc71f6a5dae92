"""Lowering of type parameters and `type` statements (CPython 3.12 and later).

A hidden function owns the type parameters of a definition, as in CPython:

    def @generic12(@d0, @d1):                   takes the values of a function's defaults, which don't see the parameters
        def @lazy14(): return bound             each lazily evaluated expression is a function
        T = @type_variable('T', @lazy14, None, None)
        …                                       the definition
        return …

An alias is made by `@type_alias('X', (T,), @lazy20)`.
"""

from __future__ import annotations

from monty_cli.language import build
from monty_cli.language import nodes as ast
from monty_cli.language.body import Body
from monty_cli.language.stores import store_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    Define = Callable[[Body, list[ast.stmt]], ast.expr]

_MAKERS = {"TypeVar": "@type_variable", "TypeVarTuple": "@type_variable_tuple", "ParamSpec": "@parameter_specification"}


def lower_generic(
    body: Body, node: Any, out: list[ast.stmt], define: Define, given: Sequence[ast.expr] = ()
) -> ast.expr:
    """Wrap a generic definition in a function that owns its type parameters.

    Args:
        body: where the statement stands.
        node: the guest's definition, with `type_params`.
        out: receives the hidden function.
        define: adds the definition to a list of statements and returns an expression for it.
        given: lowered expressions that are evaluated outside, and come as the variables `given_names(given)`.

    Returns:
        The call that makes what is defined.
    """
    from monty_cli.language.functions import prologue

    position = body.at(node)
    inner = Body(body.lowering, body.lowering.scopes.generic[node], "generic", body.qualname, position, body)
    statements: list[ast.stmt] = []
    for parameter in node.type_params:
        _make_parameter(inner, parameter, statements)
    made = define(inner, statements)
    statements.append(build.statement(ast.Return(made), position, made))
    group = body.lowering.next_group()
    for item in statements:
        if inner.hoists and not hasattr(item, "hoists"):
            item.hoists = inner.hoists  # type: ignore[attr-defined]
        if not hasattr(item, "group"):
            item.group = group  # type: ignore[attr-defined]
    hidden = f"@generic{position}"
    parameters = build.parameters(given_names(given), position)
    function = build.function(hidden, parameters, [*prologue(inner), *inner.hoists, *statements], position)
    body.lowering.add_function(inner, f"<generic parameters of {node.written}>", function)
    out.append(function)
    return build.call(hidden, body.operands(list(given)), position, "call")


def given_names(given: Sequence[ast.expr]) -> list[str]:
    """Return the parameters of a hidden function that takes the values of `given`."""
    return [f"@d{number}" for number in range(len(given))]


def parameter_tuple(node: Any, position: int) -> ast.Tuple:
    """Return the tuple of the type parameters of `node`, read within their scope."""
    return build.tuple_of([build.name(parameter.name, position) for parameter in node.type_params], position)


def _make_parameter(inner: Body, parameter: Any, out: list[ast.stmt]) -> None:
    """Add to `out` what makes a type parameter and binds it to its name."""
    position = inner.at(parameter)
    parts: list[ast.expr] = [build.constant(parameter.written, position)]
    if isinstance(parameter, ast.TypeVar):  # type: ignore[attr-defined,unused-ignore]
        bound = parameter.bound
        constraints = bound if isinstance(bound, ast.Tuple) else None
        parts.append(_lazy(inner, bound if constraints is None else None, parameter, out))
        parts.append(_lazy(inner, constraints, parameter, out))
    parts.append(_lazy(inner, getattr(parameter, "default_value", None), parameter, out))
    made = build.call(_MAKERS[type(parameter).__name__], parts, position)
    out.append(build.assign(parameter.name, made, position))


def _lazy(body: Body, value: ast.expr | None, node: Any, out: list[ast.stmt]) -> ast.expr:
    """Add to `out` a function that evaluates `value`, if there is one; return what names it.

    Args:
        body: the scope around.
        value: the guest's expression.
        node: the type parameter or alias, whose name the function's frames show.
        out: receives the function.
    """
    from monty_cli.language.functions import lower_annotation_value, prologue

    position = body.at(node)
    if value is None:
        return build.constant(None, position)
    scope = body.lowering.scopes.lazy[value]
    inner = Body(body.lowering, scope, "lazy", body.inner_qualname(node.written), position, body)
    result = lower_annotation_value(inner, value)
    returned = build.statement(ast.Return(result), inner.at(value), result)
    returned.hoists = inner.hoists  # type: ignore[attr-defined]
    hidden = f"@lazy{position}"
    statements = [*prologue(inner), *inner.hoists, returned]
    function = build.function(hidden, build.parameters([], position), statements, position)
    body.lowering.add_function(inner, node.written, function)
    out.append(function)
    return build.name(hidden, position)


def lower_alias(body: Body, node: Any) -> list[ast.stmt]:
    """Lower a `type` statement."""
    out: list[ast.stmt] = []

    def define(inner: Body, into: list[ast.stmt]) -> ast.expr:
        position = inner.at(node)
        lazy = _lazy(inner, node.value, node, into)
        parts = [build.constant(node.written, position), parameter_tuple(node, position), lazy]
        return build.call("@type_alias", parts, position)

    made = lower_generic(body, node, out, define) if node.type_params else define(body, out)
    out.append(store_name(body, node.name.id, made, body.at(node)))
    return out
