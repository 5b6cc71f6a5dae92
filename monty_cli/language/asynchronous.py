"""Lowering of `await`, `async for` and `async with`.

An `await` waits for what `@awaitable` makes of its operand, kept in a slot: the frame's own reference to it can't be read. `async for`
becomes a `while` that awaits one step of the iterator at a time; `async with` is `with` around awaited calls.
"""

from __future__ import annotations

from monty_cli.language import build
from monty_cli.language import nodes as ast
from monty_cli.language.body import Body, Loop
from monty_cli.language.stores import store


def lower_await(body: Body, node: ast.Await) -> ast.expr:
    """Lower an `await`."""
    return wait(body, body.lower(node.value), body.at(node))


def wait(body: Body, value: ast.expr, position: int, where: str | None = None) -> ast.expr:
    """Return the lowered `await value`; `where` names the special method that gave the value, for CPython's message.

    await (@a1 if @type((@a1 := value)) is @coroutine_type else @awaiting((@a1 := @awaitable(@a1))))
    """
    asked, place = body.lowering.again(position), body.lowering.again(position)
    slot = body.slot("a")
    kind = build.call("@type", [build.walrus(slot, value, asked)], asked)
    test = ast.Compare(kind, [ast.Is()], [build.name("@coroutine_type", asked)])
    build.put(test, asked)
    build.mark(test, None, kind)
    arguments: list[ast.expr] = [build.name(slot, asked)]
    if where is not None:
        arguments.append(build.constant(where, position))
    held = build.walrus(slot, build.call("@awaitable", arguments, asked, "call"), asked)
    chosen = ast.IfExp(test, build.name(slot, place), build.call("@awaiting", [held], place))
    build.put(chosen, place)
    build.mark(chosen, None, test, held)
    result = ast.Await(chosen)
    build.put(result, place)
    build.mark(result, "await", chosen)
    return result


def async_iterator(body: Body, node: ast.expr) -> ast.expr:
    """Return the lowered call that makes an async iterator of the guest's `node`."""
    return build.call("@aiter", [body.lower(node)], body.at(node), "call")


def lower_async_for(body: Body, node: ast.AsyncFor) -> list[ast.stmt]:
    """Lower an `async for` statement."""
    position = body.at(node.iter)
    source = async_iterator(body, node.iter)
    slot = body.slot("i")
    body.flow.append(Loop(slot))
    inside = body.block(node.body)
    body.flow.pop()
    orelse = body.block(node.orelse) if node.orelse else []
    loop = make_async_for(body, node.target, node.iter, slot, inside, orelse)
    clear = build.assign(slot, build.constant(None, position), position)
    return [build.assign(slot, source, position), loop, clear]


def make_async_for(
    body: Body, target: ast.expr, place: ast.expr, iterator: str, statements: list[ast.stmt], orelse: list[ast.stmt]
) -> ast.While:
    """Build the lowered loop over the async iterator in the slot `iterator`; its steps stand at the guest's `place`."""
    position = body.at(place)
    item = body.slot("n")
    step = wait(body, build.call("@anext", [build.name(iterator, position)], position, "call"), position)
    test = ast.Compare(build.walrus(item, step, position), [ast.IsNot()], [build.name("@STOP", position)])
    build.put(test, position)
    build.mark(test, None, step)
    inside = store(body, target, build.name(item, position))
    for made in inside:
        made.group = position  # type: ignore[attr-defined]
    loop = ast.While(test, [*inside, *statements], orelse)
    build.statement(loop, position, test)
    loop.slots = [iterator, item]  # type: ignore[attr-defined]
    return loop
