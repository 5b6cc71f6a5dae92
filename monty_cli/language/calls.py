"""Lowering of calls: the callee is kept where it can be read, and builtins that call back get their pausable version."""

from __future__ import annotations

import ast

from monty_cli.language import build
from monty_cli.language.body import Body
from monty_cli.language.items import lower_items
from monty_cli.language.library import Effect
from monty_cli.language.loads import check_attribute, load_name
from monty_cli.language.scopes import FREE

# Builtins that use an iterator up before they return: a generator expression for them never outlives the call.
CONSUMERS = frozenset(
    {"sum", "any", "all", "list", "tuple", "set", "frozenset", "dict", "sorted", "min", "max", "bytes", "bytearray"}
)


def lower_call(body: Body, node: ast.Call) -> ast.expr:
    """Return the lowered form of the call `node`."""
    function = node.func
    if isinstance(function, ast.Name):
        if _is_bare_super(body, node):
            return _bare_super(body, node)
        if body.lowering.is_builtin(body, function.id):
            return _builtin(body, node, function.id)
        return _general(body, node, load_name(body, function, called=True))
    if isinstance(function, ast.Attribute):
        return _method(body, node, function)
    return _general(body, node, body.lower(function))


def _is_bare_super(body: Body, node: ast.Call) -> bool:
    assert isinstance(node.func, ast.Name)
    return (
        node.func.id == "super"
        and not node.args
        and not node.keywords
        and body.lowering.is_builtin(body, "super")
        and body.scope.resolve("__class__") in (FREE, "cell")
        and _receiver(body) is not None
    )


def _receiver(body: Body) -> str | None:
    """Return the first parameter of the function around: what a zero-argument `super()` reads from the frame."""
    inner: Body | None = body
    while inner is not None and inner.kind == "comprehension":
        inner = inner.outer
    return inner.first_parameter if inner is not None and inner.kind in ("function", "lambda") else None


def _bare_super(body: Body, node: ast.Call) -> ast.expr:
    """Spell out `super()`: a continuation has other locals, in which CPython would not find the receiver."""
    position = body.at(node)
    receiver = _receiver(body)
    assert receiver is not None
    return build.call("super", [build.name("__class__", position), build.name(receiver, position)], position)


def _builtin(body: Body, node: ast.Call, name: str) -> ast.expr:
    library = body.lowering.library
    effect = library.calls.get(name)
    assert isinstance(node.func, ast.Name)
    if effect is not None and effect.needed(body.lowering.facts, node) and not _pauseless_key(body, node, effect):
        return _general(body, node, build.name(effect.prelude, body.at(node.func)))
    if name in CONSUMERS:
        for argument in node.args:
            argument.consumed = True  # type: ignore[attr-defined]
    pure = (effect is not None or name in library.pure) and not (name == "next" and body.lowering.facts.iterables)
    return _general(body, node, build.name(name, body.at(node.func)), "call" if not pure else None)


def _pauseless_key(body: Body, node: ast.Call, effect: Effect) -> bool:
    """Tell whether the only reason for the prelude version is a `key` that can't pause, such as `lambda row: row[1]`."""
    if effect.always or not effect.keywords or body.lowering.facts.any(effect.dunders):
        return False
    if effect.iterable and body.lowering.facts.iterables:
        return False
    for keyword in node.keywords:
        if keyword.arg is None or (keyword.arg in effect.keywords and not _pauseless(body, keyword.value)):
            return False
    return True


def _pauseless(body: Body, node: ast.expr) -> bool:
    if isinstance(node, ast.Constant):
        return node.value is None
    if isinstance(node, ast.Name):
        if not body.lowering.is_builtin(body, node.id):
            return False
        effect = body.lowering.library.calls.get(node.id)
        return effect is not None and not body.lowering.facts.any(effect.dunders) and not effect.keywords
    return isinstance(node, ast.Lambda) and body.lowering.never_pauses(body, node)


def _method(body: Body, node: ast.Call, function: ast.Attribute) -> ast.expr:
    check_attribute(body, function, function.attr)
    effect = body.lowering.library.methods.get(function.attr)
    if effect is not None and effect.needed(body.lowering.facts, node) and not _pauseless_key(body, node, effect):
        receiver = body.lower(function.value)
        return _general(body, node, build.name(effect.prelude, body.at(function)), "call", receiver)
    lowered = body.lower(function)
    return _general(body, node, lowered)


def _general(
    body: Body, node: ast.Call, function: ast.expr, point: str | None = "call", receiver: ast.expr | None = None
) -> ast.expr:
    """Build the call of the lowered `function`; `receiver` goes before the arguments when there is one."""
    arguments = lower_items(body, node.args, "@star_args", followed=bool(node.keywords))
    if receiver is not None:
        arguments.insert(0, receiver)
    keywords = [_keyword(body, keyword) for keyword in node.keywords]
    rest = [*arguments, *keywords]
    later = any(build.is_pausing(part) for part in rest)
    known = point is not None
    facts = body.lowering.facts
    method = isinstance(function, ast.Attribute) and getattr(function, "point", None) is None
    if isinstance(function, ast.Attribute) and method and not (later and facts.rebound(function.attr)):
        function.value = _kept(body, function.value, rest, later or known)
    else:
        function = (
            body.hold(function) if method or build.is_pausing(function) else _kept(body, function, rest, later or known)
        )
    every: tuple[int, ...] = (0,) if _reads_argument(function) else ()
    if every and rest and not body.rereadable(rest[0], rest[1:]):
        body.dropped.append(f"@t{body.temps_used + 1}")
    if body.lowering.facts.any(("__new__",)) and known:
        every = tuple(range(len(rest)))
    held = body.operands(rest, every)
    count = len(arguments)
    result = ast.Call(function, held[:count], held[count:])  # type: ignore[arg-type]
    build.put(result, body.at(node))
    if isinstance(function, ast.Attribute):
        build.put_beside(function, result.lineno)
    build.mark(result, point, function, *held)
    return result


def _reads_argument(function: ast.expr) -> bool:
    """Tell whether a pause inside the call is explained by its first argument: `next(generator)`."""
    return isinstance(function, ast.Name) and function.id in ("next", "@advance")


def _kept(body: Body, node: ast.expr, rest: list[ast.expr], wanted: bool) -> ast.expr:
    if not wanted or body.rereadable(node, rest):
        return node
    return body.hold(node)


def _keyword(body: Body, node: ast.keyword) -> ast.expr:
    value = body.lower(node.value)
    if node.arg is None:
        guest = body.lowering.facts.any(("keys", "__getitem__"))
        if guest:
            value = build.call("@mapping_args", [value], body.at(node.value), "call")
    result = ast.keyword(node.arg, value)
    build.put(result, body.at(node.value))
    build.mark(result, None, value)
    return result  # type: ignore[return-value]
