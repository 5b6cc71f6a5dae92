"""Lowering of `try`, `except*` and `with`: what is pending or handled is kept in slots.

Every handled exception that may be needed after a pause has a slot of its own. A `finally` whose body may pause keeps why it was
entered (`Pending`). `with` becomes calls around such a `try`. Guest handlers never see control exceptions (`@Control`), and a guest
`finally` runs only while the program lives (`@live`), so that nothing of the guest runs when a paused program is dropped.
"""

from __future__ import annotations

from monty_cli.language import build
from monty_cli.language import nodes as ast
from monty_cli.language.asynchronous import wait
from monty_cli.language.body import ERROR, NORMAL, Body, Pending, PlainFinally
from monty_cli.language.expressions_tables import TRUTH
from monty_cli.language.scopes import CLASS
from monty_cli.language.stores import delete, store, store_name
from monty_cli.language.trees import walk

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

# Builtin exceptions that no control exception can match.
SAFE = frozenset(
    [
        "ArithmeticError",
        "AssertionError",
        "AttributeError",
        "BufferError",
        "EOFError",
        "Exception",
        "ExceptionGroup",
        "FileNotFoundError",
        "FloatingPointError",
        "ImportError",
        "IndexError",
        "KeyError",
        "LookupError",
        "MemoryError",
        "ModuleNotFoundError",
        "NameError",
        "NotImplementedError",
        "OSError",
        "OverflowError",
        "PermissionError",
        "RecursionError",
        "RuntimeError",
        "StopIteration",
        "SyntaxError",
        "TimeoutError",
        "TypeError",
        "UnboundLocalError",
        "UnicodeDecodeError",
        "UnicodeEncodeError",
        "UnicodeError",
        "ValueError",
        "ZeroDivisionError",
        "ConnectionError",
        "IOError",
        "StopAsyncIteration",
    ]
)


def lower_try(body: Body, node: ast.Try) -> list[ast.stmt]:
    """Lower `try` with handlers, `else` and `finally`."""
    if not node.finalbody:
        return [_handled(body, node)]
    final = body.block(node.finalbody)
    inner = (
        [ast.copy_location(ast.Try(node.body, node.handlers, node.orelse, []), node)] if node.handlers else node.body
    )
    pending = body.pending() if any(build.is_pausing(item) for item in final) else None
    body.flow.append(pending or PlainFinally())
    guarded = body.block(inner)  # type: ignore[arg-type]
    body.flow.pop()
    if pending is None:
        return [_plain_finally(body, node, guarded, final)]
    return _pausing_finally(body, node, guarded, final, pending)


def _alive(final: list[ast.stmt], position: int) -> ast.stmt:
    return build.condition(build.name("@live", position), final, [], position)


def _plain_finally(body: Body, node: ast.stmt, guarded: list[ast.stmt], final: list[ast.stmt]) -> ast.stmt:
    position = body.at(node)
    return make_try(guarded, [], [], [_alive(final, position)], position)


def make_try(
    guarded: list[ast.stmt],
    handlers: list[ast.ExceptHandler],
    orelse: list[ast.stmt],
    final: list[ast.stmt],
    position: int,
) -> ast.Try:
    """Return a lowered `try` statement."""
    made = ast.Try(guarded, handlers, orelse, final)
    build.put(made, position)
    build.mark(made, None, *guarded, *handlers, *orelse, *final)
    return made


def _handler(kind: str, exception: str | None, inside: list[ast.stmt], position: int) -> ast.ExceptHandler:
    made = ast.ExceptHandler(build.name(kind, position), exception, inside)
    build.put(made, position)
    build.mark(made, None, *inside)
    made.slots = [exception] if exception else []  # type: ignore[attr-defined]
    return made


def _again(position: int) -> ast.stmt:
    return build.statement(ast.Raise(None, None), position)


def _control(position: int, first: list[ast.stmt] | None = None) -> ast.ExceptHandler:
    """Return the handler that lets control exceptions through."""
    return _handler("@Control", None, [*(first or []), _again(position)], position)


def _set(slot: str, value: object, position: int) -> ast.stmt:
    return build.assign(slot, build.constant(value, position), position)


def _opening(pending: Pending, position: int) -> list[ast.stmt]:
    places: list[ast.expr] = [build.name(slot, position, build.STORE) for slot in (pending.value, pending.error)]
    cleared = build.statement(ast.Assign(places, build.constant(None, position)), position)
    return [_set(pending.why, NORMAL, position), cleared]


def _pausing_finally(
    body: Body, node: ast.stmt, guarded: list[ast.stmt], final: list[ast.stmt], pending: Pending
) -> list[ast.stmt]:
    position = body.at(node)
    caught = pending.error + "h"
    noted = [build.assign(pending.error, build.name(caught, position), position), _set(pending.why, ERROR, position)]
    handler = _handler("@BaseException", caught, [*noted, _again(position)], position)
    made = make_try([*guarded, _set(pending.why, NORMAL, position)], [handler], [], [_alive(final, position)], position)
    made.pending = pending  # type: ignore[attr-defined]
    made.slots = pending.slots()  # type: ignore[attr-defined]
    return [*_opening(pending, position), made, *_opening(pending, position)[1:]]


def _handled(body: Body, node: ast.Try) -> ast.stmt:
    """Lower `try` with handlers and `else` but no `finally`."""
    position = body.at(node)
    guarded = body.block(node.body)
    types = [body.lower(handler.type) if handler.type is not None else None for handler in node.handlers]
    if any(build.is_pausing(kind) for kind in types):
        handlers = [_control(position), _matching(body, node.handlers, types)]
    else:
        handlers = [] if all(_is_safe(body, handler.type) for handler in node.handlers) else [_control(position)]
        handlers += [_one_handler(body, handler, kind) for handler, kind in zip(node.handlers, types, strict=True)]
    slots = _loop_slots(guarded)
    if slots:
        for handler in handlers:
            handler.body.insert(0, forget(slots, position))
    orelse = body.block(node.orelse) if node.orelse else []
    return make_try(guarded, handlers, orelse, [], position)


def _loop_slots(statements: list[ast.stmt]) -> list[str]:
    """Return the slots of the loops within `statements` whose iterators may be the guest's, inner ones first.

    An exception that leaves a loop drops its iterator in CPython before any handler runs.
    """
    found: list[str] = []
    for node in _structures(statements):
        if isinstance(node, ast.For) and getattr(node, "point", None) == "advance":
            found += node.slots  # type: ignore[attr-defined]
    return found[::-1]


def _structures(statements: list[ast.stmt]) -> list[ast.AST]:
    """Return the statements that have blocks within `statements`, and the parts with blocks of these, outer and later ones first.

    Functions within are left out.
    """
    found: list[ast.AST] = []
    stack: list[Any] = [node for node in reversed(statements) if node.__class__ in _BLOCKS]
    while stack:
        node = stack.pop()
        found.append(node)
        for field in _BLOCKS[node.__class__]:
            stack += [item for item in getattr(node, field) if item.__class__ in _BLOCKS]
    return found


_BLOCKS: dict[type, tuple[str, ...]] = {
    **dict.fromkeys((ast.For, ast.AsyncFor, ast.While, ast.If), ("body", "orelse")),
    **dict.fromkeys((ast.Try, ast.TryStar), ("body", "handlers", "orelse", "finalbody")),
    **dict.fromkeys((ast.With, ast.AsyncWith, ast.ExceptHandler, ast.match_case), ("body",)),
    ast.Match: ("cases",),
}


def give_up_slots(body: Body, inside: list[ast.stmt], position: int, more: list[str] | None = None) -> list[ast.stmt]:
    """Return the statements `inside` of a function such that an exception which leaves it takes along nothing of its slots.

    The exception's traceback keeps the frame, and with it iterators, managers and pending exceptions, which CPython has on its stack and
    drops: a generator among them would be closed late, or never. `more` lists further variables that are given up where this CPython
    runs comprehensions within the function around them.
    """
    found = [*_loop_slots(inside), *_pending_slots(inside), *body.dropping]
    slots = [slot for slot in dict.fromkeys(found) if slot != "@it"]  # which CPython keeps in a variable
    if not slots and not more:
        return inside
    first = [forget(slots, position)] if slots else []
    if more:
        first.append(build.condition(build.name("@INLINES", position), [forget(more, position)], [], position))
    handler = _handler("@BaseException", None, [*first, _again(position)], position)
    return [make_try(inside, [handler], [], [], position)]


def _pending_slots(statements: list[ast.stmt]) -> list[str]:
    """Return the slots of the `with` statements and of the pausing `finally` blocks within `statements`, inner ones first."""
    found: list[str] = []
    for node in _structures(statements):
        if isinstance(node, ast.Try):
            found += getattr(node, "slots", ())
    return found[::-1]


def forget(slots: list[str], position: int) -> ast.stmt:
    """Return the statement that sets `slots` to `None`."""
    places: list[ast.expr] = [build.name(slot, position, build.STORE) for slot in slots]
    return build.statement(ast.Assign(places, build.constant(None, position)), position)


def _is_safe(body: Body, node: ast.expr | None) -> bool:
    if isinstance(node, ast.Tuple):
        return all(_is_safe(body, item) for item in node.elts)
    return isinstance(node, ast.Name) and node.id in SAFE and body.lowering.is_builtin(body, node.id)


def _one_handler(body: Body, handler: ast.ExceptHandler, kind: ast.expr | None) -> ast.ExceptHandler:
    position = body.at(handler)
    inside = body.block(handler.body)
    pausing = any(build.is_pausing(item) for item in inside)
    hidden = pausing or (handler.name is not None and body.variable(handler.name) == CLASS)
    name = body.lowering.spell(handler.name) if handler.name else None
    if hidden:
        name = body.slot("e")
        inside = _named(body, handler, name, inside)
    made = ast.ExceptHandler(kind, name, inside)
    build.put(made, position)
    build.mark(made, None, *inside)
    made.slots = [name] if hidden else []  # type: ignore[attr-defined]
    return made


def _named(body: Body, handler: ast.ExceptHandler, slot: str, inside: list[ast.stmt]) -> list[ast.stmt]:
    """Bind the guest's name to the exception in `slot` for the length of `inside`, as CPython does."""
    if handler.name is None:
        return inside
    position = body.at(handler)
    bound = store_name(body, handler.name, build.name(slot, position), position)
    last = handler.body[-1]  # CPython counts the end of the name to the line of the last statement
    unbound = store_name(body, handler.name, build.constant(None, position), body.at(last))
    gone = delete(body, ast.copy_location(ast.Name(handler.name, ast.Del()), last))
    for part in (unbound, *gone):
        _keep_whole(part)
    return [bound, make_try(inside, [], [], [unbound, *gone], position)]


def _keep_whole(node: ast.stmt) -> None:
    """Make no points of what ends the name of a handled exception: a namespace of the guest's that pauses there can't be saved."""
    for part in walk(node):
        if isinstance(part, (ast.expr, ast.stmt)):
            build.mark(part, None)


def _matching(body: Body, handlers: list[ast.ExceptHandler], types: list[ast.expr | None]) -> ast.ExceptHandler:
    """Lower handlers whose types may pause to one handler with a chain of tests."""
    position = body.at(handlers[0])
    slot = body.slot("e")
    chain: list[ast.stmt] = [_again(position)]
    for handler, kind in reversed(list(zip(handlers, types, strict=True))):
        inside = _named(body, handler, slot, body.block(handler.body))
        if kind is None:
            chain = inside
            continue
        test = build.call("@matches", [build.name(slot, position), kind], kind.lineno)
        chain = [build.condition(test, inside, chain, kind.lineno)]
    return _handler("@BaseException", slot, chain, position)


def lower_try_star(body: Body, node: ast.TryStar) -> list[ast.stmt]:
    """Lower `except*`: split the group handler by handler, collect what they raise, and raise what is left.

    `@star_split(rest, type)` gives the matching part and the remainder; `@star_raise(original, raised, rest)` gives the exception to
    raise at the end, or `None`.
    """
    if node.finalbody:
        inner = ast.copy_location(ast.TryStar(node.body, node.handlers, node.orelse, []), node)
        outer = ast.copy_location(ast.Try([inner], [], [], node.finalbody), node)
        return lower_try(body, outer)
    position = body.at(node)
    guarded = body.block(node.body)
    original, rest, raised, result = body.slot("e"), body.slot("g"), body.slot("l"), body.slot("u")
    empty = ast.List([], build.LOAD)
    build.put(empty, position)
    build.mark(empty, None)
    inside: list[ast.stmt] = [
        build.assign(rest, build.name(original, position), position),
        build.assign(raised, empty, position),
    ]
    parts: list[str] = []
    for handler in node.handlers:
        parts.append(body.slot("p"))
        inside += _star_handler(body, handler, rest, raised, parts[-1])
    arguments = [build.name(slot, position) for slot in (original, raised, rest)]
    inside.append(build.assign(result, build.call("@star_raise", list(arguments), position), position))
    inside.append(forget([rest, raised, *parts], position))  # a traceback may keep this frame
    missing = ast.Compare(build.name(result, position), [ast.IsNot()], [build.constant(None, position)])
    build.put(missing, position)
    inside.append(build.condition(missing, [_raise_again(result, position)], [], position))
    caught = _handler("@BaseException", original, inside, position)
    caught.slots = [original, rest, raised]  # type: ignore[attr-defined]
    orelse = body.block(node.orelse) if node.orelse else []
    made = make_try(guarded, [_control(position), caught], orelse, [], position)
    return [made, _set(result, None, position)]


def _raise_again(slot: str, position: int) -> ast.stmt:
    """Raise the exception in `slot` as CPython raises one again: its traceback gets no entry for this place."""
    entered = build.expression(build.call("@enter_handler", [build.name(slot, position)], position), position)
    settled = build.expression(build.call("@settle", [build.name(slot, position)], position), position)
    return make_try(
        [entered], [_handler("@BaseException", slot, [settled, _again(position)], position)], [], [], position
    )


def _star_handler(body: Body, handler: ast.ExceptHandler, rest: str, raised: str, part: str) -> list[ast.stmt]:
    position = body.at(handler)
    assert handler.type is not None
    body.temps_used = 0
    kind = body.lower(handler.type)
    matched, error = body.slot("m"), body.slot("e")
    split = build.call("@star_split", [build.name(rest, position), kind], position)
    target = build.tuple_of(
        [build.name(part, position, build.STORE), build.name(rest, position, build.STORE)], position, build.STORE
    )
    found = ast.Compare(build.name(part, position), [ast.IsNot()], [build.constant(None, position)])
    build.put(found, position)
    settled = build.expression(build.call("@settle", [build.name(matched, position)], position), position)
    inside = [settled, *_named(body, handler, matched, body.block(handler.body))]
    running = _handler("@BaseException", matched, inside, position)
    thrown = build.expression(build.call("@enter_handler", [build.name(part, position)], position), position)
    handling = make_try([thrown], [running], [], [], position)
    collect = ast.Call(
        build.attribute(build.name(raised, position), "append", position), [build.name(error, position)], []
    )
    build.put(collect, position)
    build.mark(collect, None)
    collected = _handler("@BaseException", error, [build.expression(collect, position)], position)
    guarded = make_try([handling], [_control(position), collected], [], [], position)
    chosen = build.condition(found, [guarded], [], position)
    chosen.slots = [part]  # type: ignore[attr-defined]
    return [build.assign(target, split, position), chosen]


def lower_with(body: Body, node: ast.With | ast.AsyncWith) -> list[ast.stmt]:
    """Lower a `with` or `async with` statement, one item inside the other."""
    return _with_items(body, node, node.items)


def _with_items(body: Body, node: ast.With | ast.AsyncWith, items: list[ast.withitem]) -> list[ast.stmt]:
    item = items[0]
    asynchronous = isinstance(node, ast.AsyncWith)
    look_ups = ("@aenter", "@aexit") if asynchronous else ("@enter", "@exit")
    position = body.at(item.context_expr)
    manager, enter = body.temp(), body.temp()
    leave, value = body.slot("w"), body.slot("v")
    out: list[ast.stmt] = [
        build.assign(manager, body.lower(item.context_expr), position),
        build.assign(enter, build.call(look_ups[0], [build.name(manager, position)], position), position),
        build.assign(leave, build.call(look_ups[1], [build.name(manager, position)], position), position),
        build.assign(value, _entered(body, enter, body.at(item.context_expr), asynchronous), position),
        _set(manager, None, position),
        _set(enter, None, position),
    ]
    pending = body.pending()
    body.flow.append(pending)
    inside: list[ast.stmt] = []
    if item.optional_vars is not None:
        inside += store(body, item.optional_vars, build.name(value, position))
    for made in inside:
        made.group = position  # type: ignore[attr-defined]
    inside.append(_set(value, None, position))
    if len(items) > 1:
        inner = ast.copy_location(type(node)(items[1:], node.body), node)
        inside += body.block([inner])
    else:
        inside += body.block(node.body)
    body.flow.pop()
    inside.append(_set(pending.why, NORMAL, position))
    made_try = _with_try(body, item, inside, leave, pending, asynchronous)
    made_try.slots = [leave, value, *pending.slots()]  # type: ignore[attr-defined]
    return [*out, *_opening(pending, position), made_try, _set(leave, None, position), *_opening(pending, position)[1:]]


def _entered(body: Body, enter: str, position: int, asynchronous: bool) -> ast.expr:
    called = build.call(enter, [], position, "call")
    return wait(body, called, position, "__aenter__") if asynchronous else called


def _left(body: Body, leave: str, arguments: list[ast.expr], position: int, asynchronous: bool) -> ast.expr:
    called = build.call(leave, arguments, position, "call")
    return wait(body, called, position, "__aexit__") if asynchronous else called


def _with_try(
    body: Body, item: ast.withitem, inside: list[ast.stmt], leave: str, pending: Pending, asynchronous: bool
) -> ast.Try:
    position = body.at(item.context_expr)
    caught = pending.error + "h"
    kind = build.call("@type", [build.name(caught, position)], position)
    arguments = [kind, build.name(caught, position), build.constant(None, position)]
    told = _left(body, leave, list(arguments), body.at(item.context_expr), asynchronous)
    if body.lowering.facts.any(TRUTH):
        told = build.call("@truth", [told], body.at(item.context_expr), "call")
    refused = ast.UnaryOp(ast.Not(), told)
    build.put(refused, position)
    build.mark(refused, None, told)
    unless = build.condition(refused, [_again(position)], [], position)
    failed = _handler("@BaseException", caught, [_set(pending.why, ERROR, position), unless], position)
    fine = ast.Compare(build.name(pending.why, position), [ast.NotEq()], [build.constant(ERROR, position)])
    build.put(fine, position)
    both = ast.BoolOp(ast.And(), [fine, build.name("@live", position)])
    build.put(both, position)
    build.mark(both, None)
    nones = [build.constant(None, position) for _ in range(3)]
    left = build.expression(_left(body, leave, list(nones), body.at(item.context_expr), asynchronous), position)
    final = build.condition(both, [left], [], position)
    made = make_try(inside, [_control(position, [_set(pending.why, ERROR, position)]), failed], [], [final], position)
    made.pending = pending  # type: ignore[attr-defined]
    return made
