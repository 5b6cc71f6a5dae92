"""Lowering of functions and lambdas: headers, decorators, and the probe closure that tells a frame's cells apart."""

from __future__ import annotations

from monty_cli.language import build
from monty_cli.language import nodes as ast
from monty_cli.language.body import Body
from monty_cli.language.generics import given_names, lower_generic, parameter_tuple
from monty_cli.language.refusals import refuse
from monty_cli.language.scopes import CLASS, CLASS_DICT
from monty_cli.language.stores import store_name
from monty_cli.language.trying import give_up_slots

CELLS = "@cells"


def lower_lambda(body: Body, node: ast.Lambda) -> ast.expr:
    """Lower a lambda; one that needs statements of its own becomes a call of a hidden maker function."""
    position = body.at(node)
    inner = Body(
        body.lowering, body.lowering.scopes.of[node], "lambda", body.inner_qualname("<lambda>"), position, body
    )
    result = inner.lower(node.body)
    arguments, values = _defaults(body, node.args)
    maker = bool(inner.hoists) or any(build.is_pausing(value) for value in values)
    probe = probe_of(inner)
    if not maker:
        if probe is not None:
            result = ast.IfExp(build.walrus(CELLS, probe, position), result, build.constant(None, position))
            build.put(result, position)
            build.mark(result, None, result.body)
        _fill(arguments, values)
        made = ast.Lambda(arguments, result)
        build.put(made, position)
        build.mark(made, None)
        body.lowering.add_function(inner, "<lambda>", made)
        return made
    return _made_by_maker(body, inner, arguments, values, result, probe)


def _made_by_maker(
    body: Body,
    inner: Body,
    arguments: ast.arguments,
    values: list[ast.expr],
    result: ast.expr,
    probe: ast.Lambda | None,
) -> ast.expr:
    position = inner.position
    returned = ast.Return(result)
    build.statement(returned, position, result)
    returned.hoists = inner.hoists  # type: ignore[attr-defined]
    statements: list[ast.stmt] = [*inner.hoists, returned]
    if probe is not None:
        statements.insert(0, build.assign(CELLS, probe, position))
    names = [f"@d{number}" for number in range(len(values))]
    _fill(arguments, [build.name(name, position) for name in names])
    made = build.function("@lambda", arguments, statements, position)
    body.lowering.add_function(inner, "<lambda>", made)
    outer = body.at(result)
    back = build.statement(ast.Return(build.name("@lambda", outer)), outer)
    maker = build.function(f"@make{position}", build.parameters(names, outer), [made, back], outer)
    body.hoists.append(maker)
    return build.call(f"@make{position}", body.operands(values), outer)


def _defaults(body: Body, arguments: ast.arguments) -> tuple[ast.arguments, list[ast.expr]]:
    """Return a parameter list without defaults filled in, and the lowered defaults in order of evaluation."""
    given = [*arguments.defaults, *[value for value in arguments.kw_defaults if value is not None]]
    return _bare(arguments), [body.lower(value) for value in given]


def _bare(arguments: ast.arguments) -> ast.arguments:
    """Copy the parameters without annotations; defaults stand as the guest wrote them, to be replaced by `_fill`."""

    def copy(item: ast.arg | None) -> ast.arg | None:
        if item is None:
            return None
        made = ast.arg(item.arg, None)
        build.put(made, 1)
        return made

    def copies(items: list[ast.arg]) -> list[ast.arg]:
        return [made for made in map(copy, items) if made is not None]

    return ast.arguments(
        copies(arguments.posonlyargs),
        copies(arguments.args),
        copy(arguments.vararg),
        copies(arguments.kwonlyargs),
        list(arguments.kw_defaults),
        copy(arguments.kwarg),
        list(arguments.defaults),
    )


def _fill(arguments: ast.arguments, values: list[ast.expr]) -> None:
    """Put the lowered default `values` in their places."""
    count = len(arguments.defaults)
    arguments.defaults = values[:count]
    rest = iter(values[count:])
    arguments.kw_defaults = [None if value is None else next(rest) for value in arguments.kw_defaults]


def probe_of(inner: Body) -> ast.Lambda | None:
    """Return a closure over the cells that `inner` makes, by which capture tells them apart; `None` where it makes none."""
    names = set(inner.scope.cells)
    if inner.scope.kind == "class":
        names &= {"__class__", CLASS_DICT}
    if not names:
        return None
    items: list[ast.expr] = [build.name(name, build.NOWHERE) for name in sorted(names)]
    return build.thunk(build.tuple_of(items, build.NOWHERE), build.NOWHERE)


def prologue(inner: Body) -> list[ast.stmt]:
    """Return the declarations and the probe that open a lowered function."""
    opening: list[ast.stmt] = []
    for names, kind in ((inner.scope.global_names, ast.Global), (inner.scope.nonlocal_names, ast.Nonlocal)):
        if names:
            opening.append(build.statement(kind(sorted(names)), inner.position))
    declared = sorted(name for name in inner.scope.walrus if inner.scope.owns(name))
    if declared and inner.kind not in ("comprehension", "class"):
        opening.append(declare(declared, inner.position))
    probe = probe_of(inner)
    if probe is not None:
        opening.append(build.assign(CELLS, probe, inner.position))
    return opening


def declare(names: list[str], position: int) -> ast.stmt:
    """Make `names` variables of the function without binding them: `if 0: name = None`."""
    places: list[ast.expr] = [build.name(name, position, build.STORE) for name in names]
    never = build.statement(ast.Assign(places, build.constant(None, position)), position)
    return build.condition(build.constant(0, position), [never], [], position)


def lower_function(body: Body, node: build.Definition) -> list[ast.stmt]:
    """Lower a `def` statement."""
    if node.name == "__del__" and body.kind == "class":
        raise refuse("__del__", node, body.lowering.source)
    out: list[ast.stmt] = []
    decorators = []
    for decorator in node.decorator_list:
        value = body.lower(decorator)
        if not body.rereadable(value, []):
            position = body.at(decorator)
            temp = body.temp()
            out.append(build.assign(temp, value, position))
            value = build.name(temp, position)
        decorators.append(value)
    if getattr(node, "type_params", None):
        made: ast.expr = _define_generic(body, node, out)
    elif not decorators and body.variable(node.name) != CLASS:
        define(body, node, out, node.name)
        return out
    else:
        made = _define(body, node, out)
    out.append(store_name(body, node.name, decorate(body, node, decorators, made), body.at(node)))
    return out


def _define(body: Body, node: build.Definition, out: list[ast.stmt], given: list[ast.expr] | None = None) -> ast.expr:
    """Add the definition under a hidden name to `out`; return a read of that name."""
    hidden = body.slot("f")
    define(body, node, out, hidden, given)
    return build.name(hidden, body.at(node))


def _define_generic(body: Body, node: build.Definition, out: list[ast.stmt]) -> ast.expr:
    """Define a function with type parameters; its defaults are evaluated outside of their scope."""
    _, values = _defaults(body, node.args)

    def inside(generic: Body, into: list[ast.stmt]) -> ast.expr:
        given: list[ast.expr] = [build.name(name, generic.position) for name in given_names(values)]
        made = _define(generic, node, into, given)
        if not isinstance(made, ast.Name):
            raise AssertionError("a definition is read by its name")
        names = parameter_tuple(node, generic.position)
        target = build.attribute(made, "__type_params__", generic.position, build.STORE)
        into.append(build.assign(target, names, generic.position))
        return build.name(made.id, generic.position)

    return lower_generic(body, node, out, inside, values)


def decorate(
    body: Body, node: build.Definition | ast.ClassDef, decorators: list[ast.expr], value: ast.expr
) -> ast.expr:
    """Return the calls of the evaluated `decorators` around `value`, innermost first."""
    for guest, decorator in reversed(list(zip(node.decorator_list, decorators, strict=True))):
        result = ast.Call(decorator, [value], [])
        build.put(result, body.at(guest))
        pure = isinstance(decorator, ast.Name) and decorator.id in ("property", "staticmethod", "classmethod")
        builtin = pure and isinstance(guest, ast.Name) and body.lowering.is_builtin(body, guest.id)
        build.mark(result, None if builtin else "call", value)
        value = result
    return value


def define(
    body: Body, node: build.Definition, out: list[ast.stmt], identifier: str, given: list[ast.expr] | None = None
) -> None:
    """Add to `out` what defines the guest's function `node` under `identifier`; `given` are its defaults, if evaluated already."""
    if given is None:
        arguments, values = _defaults(body, node.args)
    else:
        arguments, values = _bare(node.args), given
    annotated = _annotations(body, node)
    header = values + [value for _, value in annotated]
    if any(build.is_pausing(value) for value in header):
        header = [kept(body, value, out) for value in header]
    _fill(arguments, header[: len(values)])
    position = body.at(node)
    scope = body.lowering.scopes.of[node]
    inner = Body(body.lowering, scope, "function", body.inner_qualname(node.written), position, body)  # type: ignore[union-attr]
    made = build.function(identifier, arguments, [], position, inner.asynchronous)
    _annotate(made, [name for name, _ in annotated], header[len(values) :])
    statements = node.body
    if statements and isinstance(statements[0], ast.Expr) and _is_docstring(statements[0].value):
        made.body.append(build.expression(build.constant(statements[0].value.value, position), position))  # type: ignore[attr-defined]
        statements = statements[1:]
    made.body += prologue(inner)
    made.body += give_up_slots(inner, inner.block(statements), position)
    if not made.body:
        made.body.append(build.statement(ast.Pass(), position))
    body.lowering.add_function(inner, node.written, made)  # type: ignore[union-attr]
    out.append(made)


def _is_docstring(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def kept(body: Body, value: ast.expr, out: list[ast.stmt]) -> ast.expr:
    """Evaluate `value` in a statement of its own and return a read of the temp that keeps it."""
    if isinstance(value, ast.Constant):
        return value
    temp = body.temp()
    out.append(build.assign(temp, value, value.lineno))
    return build.name(temp, value.lineno)


def _annotations(body: Body, node: build.Definition) -> list[tuple[str, ast.expr]]:
    """Return (parameter or 'return', lowered annotation) in CPython's order of evaluation."""
    arguments = node.args
    found = []
    ordered = [*arguments.args, *arguments.posonlyargs, arguments.vararg, *arguments.kwonlyargs, arguments.kwarg]
    for item in ordered:
        if item is not None and item.annotation is not None:
            found.append((item.arg, lower_annotation(body, item.annotation)))
    if node.returns is not None:
        found.append(("return", lower_annotation(body, node.returns)))
    return found


def lower_annotation(body: Body, node: ast.expr) -> ast.expr:
    """Lower an annotation: its text under `from __future__ import annotations`, else its value."""
    if body.lowering.text_annotations:
        from ast import unparse

        return build.constant(unparse(node), body.at(node))
    return lower_annotation_value(body, node)


def lower_annotation_value(body: Body, node: ast.expr) -> ast.expr:
    """Lower an expression that may be starred: the only item of what is unpacked then."""
    if isinstance(node, ast.Starred):
        return body.lower(
            ast.copy_location(ast.Subscript(ast.Tuple([node], ast.Load()), ast.Constant(0), ast.Load()), node)
        )
    return body.lower(node)


def _annotate(made: build.Definition, names: list[str], values: list[ast.expr]) -> None:
    arguments = made.args
    every = [*arguments.posonlyargs, *arguments.args, arguments.vararg, *arguments.kwonlyargs, arguments.kwarg]
    by_name = {item.arg: item for item in every if item is not None}
    for name, value in zip(names, values, strict=True):
        if name == "return":
            made.returns = value
        else:
            by_name[name].annotation = value


__all__ = [
    "CELLS",
    "decorate",
    "define",
    "kept",
    "lower_annotation",
    "lower_function",
    "lower_lambda",
    "prologue",
]
