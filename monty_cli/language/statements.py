"""Lowering of statements. Each function takes the body being lowered and a guest statement and returns host statements.

The host statements that come of one guest statement form a *group*: temps may live from one to the next. `hoists` are the hidden
functions that a statement's expressions call; they are defined just before it, and again wherever it is continued.
"""

from __future__ import annotations

from monty_cli.language import build
from monty_cli.language import nodes as ast
from monty_cli.language.asynchronous import lower_async_for
from monty_cli.language.body import BREAK, CONTINUE, RETURN, Body, Loop, Pending, PlainFinally
from monty_cli.language.classes import lower_class
from monty_cli.language.comprehensions import iterates_plainly, lower_iter, make_for
from monty_cli.language.expressions_tables import INPLACE, ITEM, ITEM_STORE
from monty_cli.language.functions import kept, lower_annotation, lower_function
from monty_cli.language.generics import lower_alias
from monty_cli.language.keys import place_item
from monty_cli.language.loads import check_attribute, load_name
from monty_cli.language.names import is_dunder
from monty_cli.language.patterns import lower_match
from monty_cli.language.percent import scalar_or
from monty_cli.language.refusals import refuse
from monty_cli.language.scopes import CLASS, LOCAL
from monty_cli.language.stores import changed, delete, is_plain, name_target, store, store_name, unpacked
from monty_cli.language.trying import forget, lower_try, lower_try_star, lower_with

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def lower_block(body: Body, statements: list[ast.stmt]) -> list[ast.stmt]:
    """Return the lowered form of the guest's `statements`, never empty."""
    out: list[ast.stmt] = []
    for node in statements:
        out += lower_statement(body, node)
    return out or [build.statement(ast.Pass(), body.position)]


def lower_statement(body: Body, node: ast.stmt) -> list[ast.stmt]:
    """Return the lowered form of one guest statement, with its hoists before it."""
    handler = _STATEMENTS.get(type(node))
    if handler is None:
        raise refuse(type(node).__name__, node, body.lowering.source)
    outer, body.hoists = body.hoists, []
    kept, body.dropped = body.dropped, []
    body.temps_used = 0
    made: list[ast.stmt] = handler(body, node)
    hoists, body.hoists = body.hoists, outer
    dropped, body.dropped = body.dropped, kept
    body.dropping += dropped
    if dropped and isinstance(made[-1], (ast.Expr, ast.Assign, ast.AugAssign)):
        made.append(forget(dropped, body.at(node)))
    group = body.lowering.next_group()
    for item in made:
        if hoists and not hasattr(item, "hoists"):
            item.hoists = hoists  # type: ignore[attr-defined]
        if not hasattr(item, "group"):
            item.group = group  # type: ignore[attr-defined]
    return [*hoists, *made]


def _expression(body: Body, node: ast.Expr) -> list[ast.stmt]:
    return [build.expression(body.lower(node.value), body.at(node))]


def _assign(body: Body, node: ast.Assign) -> list[ast.stmt]:
    value = body.lower(node.value)
    position = body.at(node)
    if all(is_plain(body, target) for target in node.targets):
        return [_plain_assign(body, node.targets, value, position)]
    if len(node.targets) == 1 and not isinstance(node.targets[0], (ast.Tuple, ast.List)):
        made = store(body, node.targets[0], value)
        if len(made) == 1 and isinstance(made[0], ast.Assign) and not build.is_pausing(made[0].targets[0]):
            return made
        if body.rereadable(value, []):
            return made
    out: list[ast.stmt] = []
    if not isinstance(value, ast.Constant):
        temp = body.temp()
        out.append(build.assign(temp, value, position))
        value = build.name(temp, position)
    for target in node.targets:
        out += store(body, target, value)
    return out


def _plain_assign(body: Body, targets: list[ast.expr], value: ast.expr, position: int) -> ast.stmt:
    places: list[ast.expr] = []
    for target in targets:
        if isinstance(target, ast.Name):
            places.append(name_target(body, target.id, position))
            continue
        assert isinstance(target, (ast.Tuple, ast.List))
        if not isinstance(value, ast.Tuple) or any(isinstance(item, ast.Starred) for item in value.elts):
            value = unpacked(body, target, value, position)
        places.append(build.tuple_of([_part(body, item, position) for item in target.elts], position, build.STORE))
    made = ast.Assign(places, value)
    return build.statement(made, position, value)


def _part(body: Body, item: ast.expr, position: int) -> ast.expr:
    if isinstance(item, ast.Starred):
        assert isinstance(item.value, ast.Name)
        place: ast.expr = ast.Starred(name_target(body, item.value.id, position), build.STORE)
        build.put(place, position)
        return place
    assert isinstance(item, ast.Name)
    return name_target(body, item.id, position)


def _annotated(body: Body, node: ast.AnnAssign) -> list[ast.stmt]:
    out: list[ast.stmt] = []
    if node.value is not None:
        out += _assign(body, ast.copy_location(ast.Assign([node.target], node.value), node))
    elif not isinstance(node.target, ast.Name):
        parts = [node.target.value] + ([node.target.slice] if isinstance(node.target, ast.Subscript) else [])
        out += [build.expression(body.lower(part), body.at(part)) for part in parts]
    if body.kind not in ("module", "class"):
        return out
    annotation = lower_annotation(body, node.annotation)
    position = body.at(node)
    if not isinstance(node.target, ast.Name) or not node.simple:
        return [*out, build.expression(annotation, position)]
    temp = body.temp()
    out.append(build.assign(temp, annotation, position))
    table: ast.expr = build.name("__annotations__", position)
    if body.kind == "class":
        table = build.subscript(build.name("@ns", position), build.constant("__annotations__", position), body.at(node))
        build.mark(table, "item" if body.lowering.facts.namespaces else None)
    place = build.subscript(table, build.constant(node.target.id, position), position, build.STORE)
    out.append(build.assign(place, build.name(temp, position), position))
    return out


def _augmented(body: Body, node: ast.AugAssign) -> list[ast.stmt]:
    point = "augment" if body.lowering.facts.any(INPLACE[type(node.op)]) else None
    if isinstance(node.target, ast.Name):
        return _augment_name(body, node, node.target, point)
    return _augment_place(body, node, point)


def _augment(body: Body, node: ast.AugAssign, target: ast.expr, value: ast.expr, point: str | None) -> ast.stmt:
    if isinstance(node.op, ast.Add) and body.lowering.facts.iterables and _may_be_iterable(node.value):
        receiver = _reread(target)
        if receiver is not None and not _is_sum(body, receiver):
            value = _extension(body, node, receiver, value)
    (value,) = body.operands([value], (0,) if point else ())
    made = ast.AugAssign(target, node.op, value)  # type: ignore[arg-type]
    build.put(made, body.at(node))
    build.mark(made, point, target, value)
    return made


def _is_sum(body: Body, variable: ast.Name) -> bool:
    """Tell whether a variable holds a number or a text whenever it is there: nothing that takes in the items of what is added."""
    return variable.id in body.lowering.sums and body.variable(variable.id) == LOCAL


def _extension(body: Body, node: ast.AugAssign, receiver: ast.expr, value: ast.expr) -> ast.expr:
    """Return what `+=` adds, where `value` may be the guest's to iterate; that a variable is not takes no call to find out."""
    checked = build.call("@extension", [receiver, value], body.at(node), "call")
    if not isinstance(value, ast.Name) or not body.rereadable(value, []):
        return checked
    return scalar_or(body, node, value, value, checked)


def _may_be_iterable(node: ast.expr) -> bool:
    """Tell whether the guest's `node` may give an iterator or an iterable object of the guest's."""
    return isinstance(node, (ast.Name, ast.Call, ast.GeneratorExp, ast.Attribute, ast.Subscript, ast.IfExp, ast.BoolOp))


def _reread(target: ast.expr) -> ast.Name | None:
    return build.name(target.id, target.lineno) if isinstance(target, ast.Name) else None


def _augment_name(body: Body, node: ast.AugAssign, target: ast.Name, point: str | None) -> list[ast.stmt]:
    kind = body.variable(target.id)
    place = body.at(target)
    if kind == LOCAL or kind != CLASS:
        saved = body.temps_used
        value = body.lower(node.value)
        reread = build.name(target.id, place)
        simple = not point and not build.is_pausing(value)
        if (kind == LOCAL and body.rereadable(reread, [value])) or simple:
            return [_augment(body, node, name_target(body, target.id, place), value, point)]
        body.temps_used = max(saved, body.temps_used)
    else:
        value = None
    temp = body.temp()
    out: list[ast.stmt] = [
        build.assign(temp, load_name(body, ast.copy_location(ast.Name(target.id, ast.Load()), target)), place)
    ]
    if value is None:
        value = body.lower(node.value)
    out.append(_augment(body, node, build.name(temp, place, build.STORE), value, point))
    out.append(store_name(body, target.id, build.name(temp, place), place))
    return out


def _augment_place(body: Body, node: ast.AugAssign, point: str | None) -> list[ast.stmt]:
    """Lower `a.b += v` or `a[k] += v`; where nothing can pause it stays whole."""
    target = node.target
    assert isinstance(target, (ast.Attribute, ast.Subscript))
    position = body.at(target)
    parts = [body.lower(target.value)]
    guarded = False
    if isinstance(target, ast.Attribute):
        check_attribute(body, target, target.attr)
        guarded = is_dunder(target.attr) or target.attr in body.lowering.library.guarded
        dynamic = body.lowering.facts.dynamic(target.attr) or body.lowering.facts.dynamic_store(target.attr)
    else:
        parts.append(body.lower(target.slice))
        dynamic = body.lowering.facts.any((*ITEM, *ITEM_STORE))
    out: list[ast.stmt] = []
    value = body.lower(node.value)
    if not (point or guarded or dynamic or build.is_pausing(value)):
        if isinstance(target, ast.Attribute):
            parts = [changed(body, parts[0], target)]
        held = body.operands(parts)
        return [_augment(body, node, _place(target, held, position, build.STORE), value, None)]
    kept: list[ast.expr] = []
    for part in parts:
        if isinstance(part, ast.Constant):
            kept.append(part)
            continue
        temp = body.temp()
        out.append(build.assign(temp, part, position))
        kept.append(build.name(temp, position))
    temp = body.temp()
    out.append(build.assign(temp, _read(body, target, kept, guarded, dynamic), position))
    out.append(_augment(body, node, build.name(temp, position, build.STORE), value, point))
    out.append(_write(body, target, kept, build.name(temp, position), guarded, dynamic))
    return out


def _place(target: ast.expr, parts: list[ast.expr], position: int, context: ast.expr_context) -> ast.expr:
    if isinstance(target, ast.Attribute):
        return build.attribute(parts[0], target.attr, position, context)
    return build.subscript(parts[0], parts[1], position, context)


def _read(body: Body, target: ast.expr, parts: list[ast.expr], guarded: bool, dynamic: bool) -> ast.expr:
    position = body.at(target)
    if guarded and isinstance(target, ast.Attribute):
        return build.call("@attr", [parts[0], build.constant(target.attr, position)], position, "call")
    if isinstance(target, ast.Subscript):
        return place_item(body, parts, target, "item" if dynamic else None)
    made = _place(target, parts, position, build.LOAD)
    if dynamic:
        build.mark(made, "attribute")
    return made


def _write(
    body: Body, target: ast.expr, parts: list[ast.expr], value: ast.expr, guarded: bool, dynamic: bool
) -> ast.stmt:
    position = body.at(target)
    if guarded and isinstance(target, ast.Attribute):
        arguments = [parts[0], build.constant(target.attr, position), value]
        return build.expression(build.call("@setattr", arguments, position, "call"), position)
    point = "store" if dynamic else None
    if isinstance(target, ast.Attribute):
        parts = body.operands([changed(body, parts[0], target)], (0,) if point else ())
    if isinstance(target, ast.Subscript):
        return build.assign(place_item(body, parts, target, point, build.STORE), value, position)
    place = _place(target, parts, position, build.STORE)
    build.mark(place, point)
    return build.assign(place, value, position)


def _delete(body: Body, node: ast.Delete) -> list[ast.stmt]:
    return [item for target in node.targets for item in delete(body, target)]


def _return(body: Body, node: ast.Return) -> list[ast.stmt]:
    position = body.at(node)
    value = body.lower(node.value) if node.value is not None else None
    crossed = [item for item in body.flow if isinstance(item, Pending)]
    inside = body.flow[_last_finally(body) + 1 :]
    dropped = [item.slot for item in inside if isinstance(item, Loop) and item.slot is not None]
    if not crossed and dropped:
        return _return_from_loops(body, value, dropped, position)
    if not crossed:
        return [build.statement(ast.Return(value), position, value)]
    places: list[ast.expr] = [build.name(item.value, position, build.STORE) for item in crossed]
    kept = ast.Assign(places, value or build.constant(None, position))
    out = [build.statement(kept, position, value), _why(crossed, RETURN, position)]
    returned = None if body.asynchronous and body.scope.yields else build.name(crossed[0].value, position)
    return [*out, build.statement(ast.Return(returned), position)]


def _return_from_loops(body: Body, value: ast.expr | None, dropped: list[str], position: int) -> list[ast.stmt]:
    """Give the iterators of the loops up before returning, as CPython does: a generator among them is closed then."""
    out: list[ast.stmt] = []
    if value is not None and not body.rereadable(value, []):
        temp = body.temp()
        out.append(build.assign(temp, value, position))
        value = build.name(temp, position)
    return [*out, forget(dropped, position), build.statement(ast.Return(value), position, value)]


def _why(crossed: list[Pending], reason: int, position: int) -> ast.stmt:
    places: list[ast.expr] = [build.name(item.why, position, build.STORE) for item in crossed]
    return build.statement(ast.Assign(places, build.constant(reason, position)), position)


def _last_finally(body: Body) -> int:
    """Return the index of the innermost `PlainFinally` in the flow, -1 when there is none."""
    return max((index for index, item in enumerate(body.flow) if isinstance(item, PlainFinally)), default=-1)


def _jump(body: Body, node: ast.stmt, reason: int) -> list[ast.stmt]:
    """Lower `break` or `continue`, telling the reason to the pausing `finally` blocks that it crosses."""
    crossed: list[Pending] = []
    slot = None
    for index in reversed(range(len(body.flow))):
        item = body.flow[index]
        if isinstance(item, Loop):
            slot = item.slot if index > _last_finally(body) else None
            break
        if isinstance(item, Pending):
            crossed.append(item)
    position = body.at(node)
    out = [_why(crossed, reason, position)] if crossed else []
    if reason == BREAK and slot is not None and not crossed:
        out.append(forget([slot], position))
    return [*out, build.statement(type(node)(), position)]


def _break(body: Body, node: ast.Break) -> list[ast.stmt]:
    return _jump(body, node, BREAK)


def _continue(body: Body, node: ast.Continue) -> list[ast.stmt]:
    return _jump(body, node, CONTINUE)


def _raise(body: Body, node: ast.Raise) -> list[ast.stmt]:
    if node.exc is None:
        return [build.statement(ast.Raise(None, None), body.at(node))]
    out: list[ast.stmt] = []
    parts = [body.lower(node.exc)]
    if node.cause is not None:
        parts.append(body.lower(node.cause))
        if not _is_exception(body, node.exc) or not _is_exception(body, node.cause):
            parts = [kept(body, part, out) for part in parts]  # both are known before either is instantiated
    made_parts = [_exception(body, node.exc, parts[0], "@exception")]
    if node.cause is not None:
        made_parts.append(_exception(body, node.cause, parts[1], "@cause"))
    held = body.operands(made_parts)
    made = ast.Raise(held[0], held[1] if len(held) > 1 else None)
    return [*out, build.statement(made, body.at(node), *held)]


def _is_exception(body: Body, node: ast.expr) -> bool:
    """Tell whether the guest's `node` gives no class of the guest's, to be instantiated when it is raised."""
    called = node.func if isinstance(node, ast.Call) else node
    builtin = isinstance(called, ast.Name) and body.lowering.is_builtin(body, called.id)
    return isinstance(node, ast.Constant) or builtin or not body.lowering.facts.any(("__init__", "__new__"))


def _exception(body: Body, node: ast.expr, value: ast.expr, helper: str) -> ast.expr:
    """Return what is raised; a class with a guest `__init__` is instantiated where the call can be saved."""
    return value if _is_exception(body, node) else build.call(helper, [value], body.at(node), "call")


def _assert(body: Body, node: ast.Assert) -> list[ast.stmt]:
    test = body.test(node.test)
    message = body.lower(node.msg) if node.msg is not None else None
    return [build.statement(ast.Assert(test, message), body.at(node), test, message)]


def _if(body: Body, node: ast.If) -> list[ast.stmt]:
    test = body.test(node.test)
    then = body.block(node.body)
    return [build.condition(test, then, body.block(node.orelse) if node.orelse else [], body.at(node))]


def _while(body: Body, node: ast.While) -> list[ast.stmt]:
    test = body.test(node.test)
    body.flow.append(Loop())
    inside = body.block(node.body)
    body.flow.pop()
    orelse = body.block(node.orelse) if node.orelse else []
    return [build.statement(ast.While(test, inside, orelse), body.at(node), test, *inside, *orelse)]


def _for(body: Body, node: ast.For) -> list[ast.stmt]:
    plain = iterates_plainly(body, node.iter)
    position = body.at(node.iter)
    source = lower_iter(body, node.iter)
    slot = body.slot("i")
    body.flow.append(Loop(None if plain else slot))
    inside = body.block(node.body)
    body.flow.pop()
    orelse = body.block(node.orelse) if node.orelse else []
    loop = make_for(body, node.target, node.iter, slot, inside, orelse, plain)
    if not build.is_pausing(loop) and isinstance(source, ast.Call) and source.func.id == "@c_iter":  # type: ignore[attr-defined]
        loop.iter = source.args[0]
        loop.pausing = build.is_pausing(loop.iter)  # type: ignore[attr-defined]
        if not loop.pausing:  # type: ignore[attr-defined]
            return [loop]
        loop.iter = build.name(slot, position)
        loop.pausing = False  # type: ignore[attr-defined]
    clear = build.assign(slot, build.constant(None, position), position)
    return [build.assign(slot, source, position), loop, clear]


# Modules that CPython makes with the one around them: a script gets them so where it may read them.
_BROUGHT = {"collections": ("abc",), "json": ("decoder", "encoder")}


def _import(body: Body, node: ast.Import) -> list[ast.stmt]:
    out: list[ast.stmt] = []
    position = body.at(node)
    for alias in node.names:
        for inner in _BROUGHT.get(alias.name, ()):
            if body.lowering.lasting or f".{inner}" in body.lowering.source.text:
                name = build.constant(f"{alias.name}.{inner}", position)
                out.append(build.expression(build.call("@import", [name], position), position))
        loaded = build.call("@import", [build.constant(alias.name, position)], position)
        if alias.asname:
            out.append(store_name(body, alias.asname, loaded, position))
            continue
        top = alias.name.split(".")[0]
        if top != alias.name:
            out.append(build.expression(loaded, position))
            loaded = build.call("@import", [build.constant(top, position)], position)
        out.append(store_name(body, top, loaded, position))
    return out


def _import_from(body: Body, node: ast.ImportFrom) -> list[ast.stmt]:
    position = body.at(node)
    if node.module == "__future__":
        return []
    name = "." * node.level + (node.module or "")
    temp = body.temp()
    out: list[ast.stmt] = [
        build.assign(temp, build.call("@import", [build.constant(name, position)], position), position)
    ]
    for alias in node.names:
        check_attribute(body, node, alias.name)
        arguments = [build.name(temp, position), build.constant(alias.name, position)]
        out.append(
            store_name(body, alias.asname or alias.name, build.call("@import_from", arguments, position), position)
        )
    return out


def _nothing(body: Body, node: ast.stmt) -> list[ast.stmt]:
    """Declarations of scope are restated at the head of the lowered function."""
    return []


def _pass(body: Body, node: ast.Pass) -> list[ast.stmt]:
    return [build.statement(ast.Pass(), body.at(node))]


_STATEMENTS: dict[type, Any] = {
    ast.Expr: _expression,
    ast.Assign: _assign,
    ast.AnnAssign: _annotated,
    ast.AugAssign: _augmented,
    ast.Delete: _delete,
    ast.Return: _return,
    ast.Break: _break,
    ast.Continue: _continue,
    ast.Raise: _raise,
    ast.Assert: _assert,
    ast.If: _if,
    ast.While: _while,
    ast.For: _for,
    ast.AsyncFor: lower_async_for,
    ast.Try: lower_try,
    ast.TryStar: lower_try_star,
    ast.With: lower_with,
    ast.AsyncWith: lower_with,
    ast.Match: lower_match,
    ast.FunctionDef: lower_function,
    ast.AsyncFunctionDef: lower_function,
    ast.ClassDef: lower_class,
    ast.Import: _import,
    ast.ImportFrom: _import_from,
    ast.Global: _nothing,
    ast.Nonlocal: _nothing,
    ast.Pass: _pass,
}
if hasattr(ast, "TypeAlias"):
    _STATEMENTS[ast.TypeAlias] = lower_alias
