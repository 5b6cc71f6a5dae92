"""Lowering of patterns that may run guest code: such a `case` becomes one that matches all, with the pattern as its guard.

case Point(x=0, y=v) if v:
    case _ if (@t1 := @match_class(@s1, Point, 0, ('x', 'y'))) is not None and @t1[0] == 0 and ((@t2 := @t1[1]),) and ((v := @t2),) and v:

A pattern is an expression for its truth. What it captures is kept apart, and copied to its names when all of it has matched.
"""

from __future__ import annotations

from monty_cli.language import build
from monty_cli.language import nodes as ast
from monty_cli.language.body import Body
from monty_cli.language.expressions_tables import EQUALITY, TRUTH
from monty_cli.language.library import ABSTRACT
from monty_cli.language.loads import check_attribute
from monty_cli.language.scopes import CLASS
from monty_cli.language.trees import walk

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def may_run(body: Body, pattern: ast.pattern) -> bool:
    """Tell whether matching `pattern` may run guest code, or read an attribute that only the guard may read."""
    facts = body.lowering.facts
    for node in walk(pattern):
        if isinstance(node, ast.MatchClass) and (_class_runs(body, node) or not _reads_nothing(body, node)):
            return True
        if isinstance(node, ast.MatchValue) and facts.any(EQUALITY):
            return True
        if isinstance(node, (ast.MatchSequence, ast.MatchMapping)) and facts.any((ABSTRACT,)):
            return True
        if isinstance(node, ast.Attribute) and facts.dynamic(node.attr):
            return True
    return False


def _class_runs(body: Body, node: ast.MatchClass) -> bool:
    """Tell whether asking for the class of an object, or for the attributes of the pattern, may run guest code."""
    facts = body.lowering.facts
    positional = bool(node.patterns) and not _is_itself(body, node)
    return (
        facts.any(("__instancecheck__", "__class__"))
        or bool(facts.properties and (positional or any(map(facts.dynamic, node.kwd_attrs))))
        or any(attr in body.lowering.library.guarded or attr.startswith("__") for attr in node.kwd_attrs)
        or (positional and not _is_told(body, node) and (facts.any((ARGS,)) or facts.rebound(ARGS)))
    )


def _reads_nothing(body: Body, node: ast.MatchClass) -> bool:
    """Tell whether a class pattern has no positional parts whose names are told by the class only when it is matched.

    `__match_args__` may hold any name, which C would read past the guard.
    """
    return not node.patterns or _is_told(body, node) or _is_itself(body, node)


def _is_itself(body: Body, node: ast.MatchClass) -> bool:
    """Tell whether the one positional part of a pattern is the object itself."""
    return isinstance(node.cls, ast.Name) and node.cls.id in _ITSELF and body.lowering.is_builtin(body, node.cls.id)


def _is_told(body: Body, node: ast.MatchClass) -> bool:
    return isinstance(node.cls, ast.Name) and node.cls.id in body.lowering.told


ARGS = "__match_args__"
# Builtin classes whose one positional part is the object itself.
_ITSELF = frozenset(("bool", "bytearray", "bytes", "dict", "float", "frozenset", "int", "list", "set", "str", "tuple"))


class Matcher:
    """Makes the test of one pattern; `captured` maps the names that it binds to what holds their values.

    With alternatives, of which each binds the same names, that is an item of a dictionary in the temp `holder`: a temp is assigned at
    one place only, for continuations to know whether it is.
    """

    def __init__(self, body: Body, pattern: ast.pattern) -> None:
        self.body = body
        self.captured: dict[str, str] = {}
        self.holder = body.temp() if any(isinstance(node, ast.MatchOr) for node in walk(pattern)) else None

    def whole(self, node: ast.pattern, subject: str) -> list[ast.expr | None]:
        """Return what is to be true for `node` to match the value in the hidden local `subject`; the last part binds names."""
        position = self.body.at(node)
        first = None
        if self.holder is not None:
            empty = ast.Dict([], [])
            build.put(empty, position)
            first = build.tuple_of([build.walrus(self.holder, empty, position)], position)
        return [first, self.test(node, subject), self.binding(node)]

    def test(self, node: ast.pattern, subject: str) -> ast.expr | None:
        """Return the test of `node` for the value in the hidden local `subject`, `None` when it always matches."""
        made: ast.expr | None = _TESTS[type(node)](self, node, subject)
        return made

    def binding(self, node: ast.pattern) -> ast.expr | None:
        """Return the expression that binds what was captured, which is always true; `None` when nothing was."""
        position = self.body.at(node)
        stores: list[ast.expr] = []
        for name, temp in self.captured.items():
            value: ast.expr = build.name(temp, position)
            if self.holder is not None:
                value = build.subscript(value, build.constant(name, position), position)
            if self.body.variable(name) == CLASS:
                parts = [build.name("@ns", position), build.constant(name, position), value]
                stores.append(build.call("@store", parts, position))
            else:
                stores.append(build.walrus(self.body.lowering.spell(name), value, position))
        return build.tuple_of(stores, position) if stores else None

    def capture(self, name: str, subject: str, node: ast.pattern) -> ast.expr:
        position = self.body.at(node)
        if self.holder is not None:
            self.captured[name] = self.holder
            key, value = build.constant(name, position), build.name(subject, position)
            return build.call("@capture", [build.name(self.holder, position), key, value], position)
        temp = self.captured[name] = self.body.temp()
        return build.tuple_of([build.walrus(temp, build.name(subject, position), position)], position)

    def items(self, subject: str, patterns: list[ast.pattern | None], before: int) -> list[ast.expr | None]:
        """Return the tests of the items of a sequence that `patterns` look at, each taken when its turn comes.

        The first `before` of them are counted from the start, the others from the end, as CPython does around a `*_`.
        """
        tests: list[ast.expr | None] = []
        for index, pattern in enumerate(patterns):
            if pattern is None:
                continue
            position = self.body.at(pattern)
            place = build.constant(index if index < before else index - len(patterns), position)
            item = build.call("@match_item", [build.name(subject, position), place], position, "call")
            temp = self.body.temp()
            tests.append(build.tuple_of([build.walrus(temp, item, position)], position))
            tests.append(self.test(pattern, temp))
        return tests

    def parts(self, found: ast.expr, patterns: list[ast.pattern | None], node: ast.pattern) -> ast.expr:
        """Return the test that `found` gives a sequence, whose items match `patterns` (`None`: not looked at)."""
        position = self.body.at(node)
        kept = self.body.hold(found)
        assert isinstance(kept, ast.NamedExpr)
        there = ast.Compare(kept, [ast.IsNot()], [build.constant(None, position)])
        build.put(there, position)
        build.mark(there, None, kept)
        tests: list[ast.expr | None] = [there]
        for index, pattern in enumerate(patterns):
            if pattern is None or _matches_all(pattern):
                continue
            item = build.subscript(build.name(kept.target.id, position), build.constant(index, position), position)
            temp = self.body.temp()
            tests.append(build.tuple_of([build.walrus(temp, item, position)], position))
            tests.append(self.test(pattern, temp))
        made = _all(tests, position)
        assert made is not None
        return made


def _is_wild(pattern: ast.pattern) -> bool:
    """Tell whether a part of a sequence pattern looks at nothing."""
    return pattern.name is None if isinstance(pattern, ast.MatchStar) else _matches_all(pattern)


def _matches_all(pattern: ast.pattern) -> bool:
    return isinstance(pattern, ast.MatchAs) and pattern.pattern is None and pattern.name is None


def _all(tests: list[ast.expr | None], position: int) -> ast.expr | None:
    given = [test for test in tests if test is not None]
    if len(given) < 2:
        return given[0] if given else None
    made = ast.BoolOp(ast.And(), given)
    build.put(made, position)
    build.mark(made, None, *given)
    return made


def joined(tests: list[ast.expr | None], position: int) -> ast.expr:
    """Return the conjunction of `tests`, of which `None` is always true."""
    return _all(tests, position) or build.constant(True, position)


def _value(matcher: Matcher, node: ast.MatchValue, subject: str) -> ast.expr:
    position = matcher.body.at(node)
    value = matcher.body.lower(node.value)
    left = build.name(subject, position)
    point = "compare" if matcher.body.lowering.facts.any(EQUALITY) else None
    (right,) = matcher.body.operands([value], (0,) if point else ())
    made = ast.Compare(left, [ast.Eq()], [right])
    build.put(made, position)
    build.mark(made, point, right)
    if not matcher.body.lowering.facts.any(TRUTH):
        return made
    return build.call("@truth", [made], matcher.body.at(node), "call")


def _singleton(matcher: Matcher, node: ast.MatchSingleton, subject: str) -> ast.expr:
    position = matcher.body.at(node)
    made = ast.Compare(build.name(subject, position), [ast.Is()], [build.constant(node.value, position)])
    build.put(made, position)
    build.mark(made, None)
    return made


def _as(matcher: Matcher, node: ast.MatchAs, subject: str) -> ast.expr | None:
    inner = matcher.test(node.pattern, subject) if node.pattern is not None else None
    kept = matcher.capture(node.name, subject, node) if node.name is not None else None
    return _all([inner, kept], matcher.body.at(node))


def _or(matcher: Matcher, node: ast.MatchOr, subject: str) -> ast.expr:
    position = matcher.body.at(node)
    tests = [matcher.test(pattern, subject) or build.constant(True, position) for pattern in node.patterns]
    made = ast.BoolOp(ast.Or(), tests)
    build.put(made, position)
    build.mark(made, None, *tests)
    return made


def _sequence(matcher: Matcher, node: ast.MatchSequence, subject: str) -> ast.expr:
    position = matcher.body.at(node)
    star = next((index for index, item in enumerate(node.patterns) if isinstance(item, ast.MatchStar)), None)
    before = len(node.patterns) if star is None else star
    after = -1 if star is None else len(node.patterns) - star - 1
    counts = [build.constant(count, position) for count in (before, after)]
    kept: list[ast.pattern | None] = [None if _is_wild(item) else item for item in node.patterns]
    if not any(kept) or (star is not None and kept[star] is None):
        there = build.call("@match_length", [build.name(subject, position), *counts], position, "call")
        return _all([there, *matcher.items(subject, kept, before)], position)  # type: ignore[return-value]
    found = build.call("@match_sequence", [build.name(subject, position), *counts], position, "call")
    patterns: list[ast.pattern | None] = []
    for item in node.patterns:
        named = isinstance(item, ast.MatchStar)
        patterns.append(ast.copy_location(ast.MatchAs(None, item.name), item) if named else item)  # type: ignore[attr-defined]
    return matcher.parts(found, patterns, node)


def _mapping(matcher: Matcher, node: ast.MatchMapping, subject: str) -> ast.expr:
    position = matcher.body.at(node)
    keys = build.tuple_of([matcher.body.lower(key) for key in node.keys], position)
    arguments = [build.name(subject, position), keys, build.constant(node.rest is not None, position)]
    found = build.call("@match_mapping", arguments, position, "call")
    patterns: list[ast.pattern | None] = list(node.patterns)
    if node.rest is not None:
        patterns.append(ast.copy_location(ast.MatchAs(None, node.rest), node))
    return matcher.parts(found, patterns, node)


def _class(matcher: Matcher, node: ast.MatchClass, subject: str) -> ast.expr:
    for attr in node.kwd_attrs:
        check_attribute(matcher.body, node, attr)
    position = matcher.body.at(node)
    names: list[ast.expr] = [build.constant(attr, position) for attr in node.kwd_attrs]
    arguments = [
        build.name(subject, position),
        matcher.body.lower(node.cls),
        build.constant(len(node.patterns), position),
        build.tuple_of(names, position),
    ]
    if _class_runs(matcher.body, node):
        found = build.call("@match_class", arguments, position, "call")
    else:
        found = build.call("@match_plain", arguments, position)
    return matcher.parts(found, [*node.patterns, *node.kwd_patterns], node)


_TESTS: dict[type, Any] = {
    ast.MatchValue: _value,
    ast.MatchSingleton: _singleton,
    ast.MatchAs: _as,
    ast.MatchOr: _or,
    ast.MatchSequence: _sequence,
    ast.MatchMapping: _mapping,
    ast.MatchClass: _class,
}
