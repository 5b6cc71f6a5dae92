"""Stores to, and deletions of, every kind of target."""

from __future__ import annotations

from monty_cli.language import build
from monty_cli.language import nodes as ast
from monty_cli.language.body import Body
from monty_cli.language.expressions_tables import ITEM_DELETE, ITEM_STORE
from monty_cli.language.keys import place_item
from monty_cli.language.loads import check_attribute
from monty_cli.language.names import is_dunder
from monty_cli.language.scopes import CLASS


def store_name(body: Body, name: str, value: ast.expr, position: int) -> ast.stmt:
    """Return the statement that binds the guest's `name` to the lowered `value`."""
    return build.assign(name_target(body, name, position), value, position)


def name_target(body: Body, name: str, position: int, context: ast.expr_context = build.STORE) -> ast.expr:
    """Return the target for the guest's `name`: a variable, or an item of the class namespace."""
    if body.variable(name) == CLASS:
        assert body.namespace is not None
        key = build.constant(name, position)
        place = build.subscript(build.name(body.namespace, position), key, position, context)
        build.mark(place, "store" if body.lowering.facts.namespaces else None)
        return place
    return build.name(body.lowering.spell(name), position, context)


def is_plain(body: Body, target: ast.expr) -> bool:
    """Tell whether storing to `target` is a matter of plain variables (perhaps in a nested tuple) that can't pause."""
    if body.kind == "class" and body.lowering.facts.namespaces:
        return False
    if isinstance(target, ast.Name):
        return True
    if isinstance(target, ast.Starred):
        return isinstance(target.value, ast.Name)
    return isinstance(target, (ast.Tuple, ast.List)) and all(isinstance(part, ast.Name) for part in target.elts)


def store(body: Body, target: ast.expr, value: ast.expr) -> list[ast.stmt]:
    """Return the statements that store the lowered `value` (a constant, or a read of a hidden local) to the guest's `target`."""
    if isinstance(target, (ast.Tuple, ast.List)):
        return _unpack(body, target, value)
    position = body.at(target)
    if isinstance(target, ast.Name):
        return [store_name(body, target.id, value, position)]
    if isinstance(target, ast.Attribute) and guarded_store(body, target.attr):
        receiver, held = body.operands([body.lower(target.value), value])
        arguments = [receiver, build.constant(target.attr, position), held]
        return [build.expression(build.call("@setattr", arguments, position, "call"), position)]
    facts = body.lowering.facts
    collected = facts.iterables and not facts.any(ITEM_STORE)
    if collected and isinstance(target, ast.Subscript) and isinstance(target.slice, ast.Slice):
        return _store_slice(body, target, target.slice, value, position)
    return [build.assign(lower_place(body, target, build.STORE), value, position)]


def _store_slice(
    body: Body, target: ast.Subscript, bounds: ast.Slice, value: ast.expr, position: int
) -> list[ast.stmt]:
    """Lower `x[i:j] = value`: a list takes the items of a guest iterable once its place is known and its bounds are right."""
    receiver, key = body.temp(), body.temp()
    parts: list[ast.expr] = [
        build.constant(None, position) if part is None else body.lower(part)
        for part in (bounds.lower, bounds.upper, bounds.step)
    ]
    out: list[ast.stmt] = [
        build.assign(receiver, body.lower(target.value), position),
        build.assign(key, build.call("@slice", body.operands(parts), position), position),
    ]
    arguments = [build.name(receiver, position), build.name(key, position), value]
    items = build.call("@items_for_slice", arguments, position, "call")
    place = build.subscript(build.name(receiver, position), build.name(key, position), position, build.STORE)
    return [*out, build.assign(place, items, position)]


def guarded_store(body: Body, attr: str) -> bool:
    """Tell whether a store to attribute `attr` must go through the attribute guard."""
    return is_dunder(attr)


def changed(body: Body, receiver: ast.expr, target: ast.Attribute) -> ast.expr:
    """Return the lowered `receiver` of a plain store or deletion such that it is no class of the host's, which all programs share.

    What else has attributes that can be set belongs to the program.
    """
    if body.lowering.prelude:
        return receiver
    position = body.at(target)
    if not isinstance(receiver, (ast.Name, ast.Constant)):
        receiver = body.hold(receiver)
    again = build.name(receiver.target.id, position) if isinstance(receiver, ast.NamedExpr) else ast.copied(receiver)
    test = ast.Compare(build.call("@type", [receiver], position), [ast.IsNot()], [build.name("@type", position)])
    build.put(test, position)
    build.mark(test, None, receiver)
    refused = build.call("@changed_class", [ast.copied(again), build.constant(target.attr, position)], position)
    chosen = ast.IfExp(test, again, refused)
    build.put(chosen, position)
    build.mark(chosen, None, test)
    return chosen


def lower_place(body: Body, target: ast.expr, context: ast.expr_context) -> ast.expr:
    """Lower an attribute or item target; its parts are held as the operands of an expression are."""
    facts = body.lowering.facts
    if isinstance(target, ast.Attribute):
        check_attribute(body, target, target.attr)
        point = "store" if facts.dynamic_store(target.attr) else None
        (receiver,) = body.operands([changed(body, body.lower(target.value), target)], (0,) if point else ())
        place: ast.expr = build.attribute(receiver, target.attr, body.at(target), context)
        build.mark(place, point, receiver)
        return place
    assert isinstance(target, ast.Subscript)
    point = "store" if facts.any(ITEM_DELETE if isinstance(context, ast.Del) else ITEM_STORE) else None
    parts = [body.lower(target.value), body.lower(target.slice)]
    return place_item(body, parts, target, point, context)


def unpacked(body: Body, target: ast.Tuple | ast.List, value: ast.expr, position: int) -> ast.expr:
    """Return `value` guarded so that the unpacking of a guest iterable to `target` happens in code that can be saved."""
    if not body.lowering.facts.iterables:
        return value
    star = next((number for number, part in enumerate(target.elts) if isinstance(part, ast.Starred)), None)
    before = len(target.elts) if star is None else star
    after = -1 if star is None else len(target.elts) - star - 1
    (held,) = body.operands([value], (0,))
    again = build.name(held.target.id, position) if isinstance(held, ast.NamedExpr) else held
    kind = build.call("@type", [held], position)
    test = ast.Compare(kind, [ast.Is()], [build.name("@tuple_type", position)])
    build.put(test, position)
    build.mark(test, None, kind)
    counts = [build.constant(before, position), build.constant(after, position)]
    guarded = build.call("@unpack", [again, *counts], position, "call")
    chosen = ast.IfExp(test, again, guarded)
    build.put(chosen, position)
    build.mark(chosen, None, test, guarded)
    return chosen


def _unpack(body: Body, target: ast.Tuple | ast.List, value: ast.expr) -> list[ast.stmt]:
    position = body.at(target)
    value = unpacked(body, target, value, position)
    if is_plain(body, target) or all(is_plain_part(body, part) for part in target.elts):
        items = [_plain_target(body, part, position) for part in target.elts]
        return [build.assign(build.tuple_of(items, position, build.STORE), value, position)]
    temps: list[ast.expr] = []
    later: list[tuple[ast.expr, str]] = []
    for part in target.elts:
        temp = body.temp()
        inner = part.value if isinstance(part, ast.Starred) else part
        later.append((inner, temp))
        place: ast.expr = build.name(temp, position, build.STORE)
        if isinstance(part, ast.Starred):
            place = ast.Starred(place, build.STORE)
            build.put(place, position)
        temps.append(place)
    out: list[ast.stmt] = [build.assign(build.tuple_of(temps, position, build.STORE), value, position)]
    for inner, temp in later:
        out += store(body, inner, build.name(temp, position))
    return out


def is_plain_part(body: Body, part: ast.expr) -> bool:
    """Tell whether `part` of an unpacking target is a variable, perhaps starred, whose store can't pause."""
    if body.kind == "class" and body.lowering.facts.namespaces:
        return False
    return isinstance(part.value if isinstance(part, ast.Starred) else part, ast.Name)


def _plain_target(body: Body, part: ast.expr, position: int) -> ast.expr:
    if isinstance(part, ast.Starred):
        assert isinstance(part.value, ast.Name)
        place: ast.expr = ast.Starred(name_target(body, part.value.id, position), build.STORE)
        build.put(place, position)
        return place
    assert isinstance(part, ast.Name)
    return name_target(body, part.id, position)


def delete(body: Body, target: ast.expr) -> list[ast.stmt]:
    """Return the statements that delete the guest's `target`."""
    if isinstance(target, (ast.Tuple, ast.List)):
        return [item for part in target.elts for item in delete(body, part)]
    position = body.at(target)
    if isinstance(target, ast.Name):
        if body.variable(target.id) == CLASS:
            arguments = [build.name("@ns", position), build.constant(target.id, position)]
            guest = body.lowering.facts.namespaces
            deleted = build.call(
                "@class_delete" if guest else "@delete_name", arguments, position, "call" if guest else None
            )
            return [build.expression(deleted, position)]
        place = name_target(body, target.id, position, build.DELETE)
    elif isinstance(target, ast.Attribute) and guarded_store(body, target.attr):
        arguments = [body.lower(target.value), build.constant(target.attr, position)]
        return [build.expression(build.call("@delattr", arguments, position, "call"), position)]
    else:
        place = lower_place(body, target, build.DELETE)
    return [build.statement(ast.Delete([place]), position, place)]
