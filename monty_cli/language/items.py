"""Items of displays and arguments of calls, with their starred ones."""

from __future__ import annotations

from monty_cli.language import build
from monty_cli.language import nodes as ast
from monty_cli.language.body import Body


def lower_items(body: Body, nodes: list[ast.expr], star: str, followed: bool = False) -> list[ast.expr]:
    """Lower the items of a display or the arguments of a call.

    `star` names the helper that expands a starred one; `followed` says that more operands come after `nodes`.
    """
    parts = []
    for index, node in enumerate(nodes):
        if not isinstance(node, ast.Starred):
            parts.append(body.lower(node))
            continue
        position = body.at(node)
        value = body.lower(node.value)
        known = isinstance(node.value, ast.Name) and node.value.id in body.lowering.rest_parameters
        if not known and (body.lowering.facts.iterables or followed or index < len(nodes) - 1):
            value = build.call(star, [value], position, "call" if body.lowering.facts.iterables else None)
        item = ast.Starred(value, build.LOAD)
        build.put(item, position)
        build.mark(item, None, value)
        parts.append(item)
    _take(parts, followed)
    return parts


def merge_now(parts: list[ast.expr], merges: list[bool]) -> list[ast.expr]:
    """Return the operands of a display of pairs: a mapping is copied where a later operand may pause and change it.

    `merges` tells which of `parts` are mappings that CPython merges before it evaluates the next operand.
    """
    pausing = False
    found: list[ast.expr] = []
    for part, merge in zip(reversed(parts), reversed(merges), strict=True):
        found.insert(0, build.call("@merged_now", [part], part.lineno) if merge and pausing else part)
        pausing |= build.is_pausing(part)
    return found


def _take(parts: list[ast.expr], followed: bool) -> None:
    """Have what is unpacked copied where CPython has unpacked it before a later operand may pause and change it.

    A lone `*items` before keywords is not among them: CPython unpacks it last.
    """
    pausing = followed and len(parts) > 1
    for part in reversed(parts):
        if isinstance(part, ast.Starred) and pausing:
            part.value = build.call("@taken_now", [part.value], part.lineno)
        pausing |= build.is_pausing(part)
