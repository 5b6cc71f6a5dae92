"""Lowering of `match`: the subject goes to a slot; patterns that run no guest code stay native, guards and bodies may pause."""

from __future__ import annotations

from monty_cli.language import build
from monty_cli.language import nodes as ast
from monty_cli.language.body import Body
from monty_cli.language.loads import check_attribute
from monty_cli.language.matching import Matcher, joined, may_run
from monty_cli.language.names import HIDDEN
from monty_cli.language.scopes import CLASS
from monty_cli.language.trees import walk

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def lower_match(body: Body, node: ast.Match) -> list[ast.stmt]:
    """Lower a `match` statement."""
    position = body.at(node)
    slot = body.slot("s")
    out: list[ast.stmt] = [build.assign(slot, body.lower(node.subject), position)]
    cases = [_guarded(body, case, slot) if may_run(body, case.pattern) else _case(body, case) for case in node.cases]
    made = ast.Match(build.name(slot, position), cases)
    build.put(made, position)
    parts = [part for case in cases for part in (case.guard, *case.body) if part is not None]
    build.mark(made, None, *parts)
    made.slots = [slot]  # type: ignore[attr-defined]
    return [*out, made, build.assign(slot, build.constant(None, position), position)]


def _guarded(body: Body, case: ast.match_case, subject: str) -> ast.match_case:
    """Lower a case whose pattern may run guest code to one that matches all and has the pattern in its guard."""
    position = body.at(case.pattern)
    tests = Matcher(body, case.pattern).whole(case.pattern, subject)
    tests.append(body.test(case.guard) if case.guard is not None else None)
    anything = ast.MatchAs(None, None)
    build.put(anything, position)
    return ast.match_case(anything, joined(tests, position), body.block(case.body))


def _case(body: Body, case: ast.match_case) -> ast.match_case:
    captured: list[str] = []
    pattern = _pattern(body, case.pattern, captured)
    stores = [_store(body, name, case.pattern) for name in captured]
    guard = body.test(case.guard) if case.guard is not None else None
    inside = body.block(case.body)
    if stores and guard is None:
        inside = [build.expression(item, item.lineno) for item in stores] + inside
    elif stores:
        both = build.tuple_of([*stores, build.constant(True, case.pattern.lineno)], body.at(case.pattern))
        assert guard is not None
        joined = ast.BoolOp(ast.And(), [both, guard])
        build.put(joined, both.lineno)
        build.mark(joined, None, guard)
        guard = joined
    return ast.match_case(pattern, guard, inside)


def _store(body: Body, name: str, node: ast.AST) -> ast.expr:
    """Copy what a pattern captured in a class body to the namespace."""
    position = body.at(node)
    arguments = [build.name("@ns", position), build.constant(name, position), build.name(HIDDEN + name, position)]
    return build.call("@store", arguments, position)


def _capture(body: Body, name: str | None, captured: list[str]) -> str | None:
    if name is None or body.variable(name) != CLASS:
        return name
    captured.append(name)
    return HIDDEN + name


def _pattern(body: Body, node: ast.pattern, captured: list[str]) -> ast.pattern:
    """Copy a pattern, checking the attribute names that it reads and placing every part."""
    made: ast.pattern = _PATTERNS[type(node)](body, node, captured)
    build.put(made, body.at(node))
    return made


def _patterns(body: Body, nodes: list[ast.pattern], captured: list[str]) -> list[ast.pattern]:
    return [_pattern(body, node, captured) for node in nodes]


def _place_value(body: Body, node: ast.expr) -> ast.expr:
    """Place the dotted name or literal of a pattern as it stands: the host allows nothing else there."""
    position = body.at(node)
    for inner in walk(node):
        if isinstance(inner, ast.Attribute):
            check_attribute(body, inner, inner.attr)
        if isinstance(inner, ast.expr):
            build.put(inner, position)
    return node


def _value(body: Body, node: ast.MatchValue, captured: list[str]) -> ast.pattern:
    return ast.MatchValue(_place_value(body, node.value))


def _singleton(body: Body, node: ast.MatchSingleton, captured: list[str]) -> ast.pattern:
    return ast.MatchSingleton(node.value)


def _sequence(body: Body, node: ast.MatchSequence, captured: list[str]) -> ast.pattern:
    return ast.MatchSequence(_patterns(body, node.patterns, captured))


def _mapping(body: Body, node: ast.MatchMapping, captured: list[str]) -> ast.pattern:
    keys = [_place_value(body, key) for key in node.keys]
    return ast.MatchMapping(keys, _patterns(body, node.patterns, captured), _capture(body, node.rest, captured))


def _class(body: Body, node: ast.MatchClass, captured: list[str]) -> ast.pattern:
    for attr in node.kwd_attrs:
        check_attribute(body, node, attr)
    plain = _patterns(body, node.patterns, captured)
    return ast.MatchClass(
        _place_value(body, node.cls), plain, node.kwd_attrs, _patterns(body, node.kwd_patterns, captured)
    )


def _star(body: Body, node: ast.MatchStar, captured: list[str]) -> ast.pattern:
    return ast.MatchStar(_capture(body, node.name, captured))


def _as(body: Body, node: ast.MatchAs, captured: list[str]) -> ast.pattern:
    inner = _pattern(body, node.pattern, captured) if node.pattern is not None else None
    return ast.MatchAs(inner, _capture(body, node.name, captured))


def _or(body: Body, node: ast.MatchOr, captured: list[str]) -> ast.pattern:
    return ast.MatchOr(_patterns(body, node.patterns, captured))


_PATTERNS: dict[type, Any] = {
    ast.MatchValue: _value,
    ast.MatchSingleton: _singleton,
    ast.MatchSequence: _sequence,
    ast.MatchMapping: _mapping,
    ast.MatchClass: _class,
    ast.MatchStar: _star,
    ast.MatchAs: _as,
    ast.MatchOr: _or,
}
