"""Lowering of comprehensions and generator expressions.

One that can't pause stays a native comprehension, unless it is a generator expression that may be kept (a generator of CPython's own
could not be saved). One that may pause becomes a call of a hidden function with plain loops, whose
result so far and whose iterators are locals.
"""

from __future__ import annotations

from monty_cli.language import build
from monty_cli.language import nodes as ast
from monty_cli.language.asynchronous import async_iterator, make_async_for, wait
from monty_cli.language.body import Body
from monty_cli.language.functions import prologue
from monty_cli.language.kinds import gives_tuples
from monty_cli.language.quiet import quiet_check
from monty_cli.language.stores import is_plain, store
from monty_cli.language.trees import walk
from monty_cli.language.trying import give_up_slots

TITLES: dict[type, str] = {
    ast.ListComp: "<listcomp>",
    ast.SetComp: "<setcomp>",
    ast.DictComp: "<dictcomp>",
    ast.GeneratorExp: "<genexpr>",
}
PLAIN_RESULTS = frozenset({"range", "list", "tuple", "dict", "set", "frozenset", "sorted", "str", "bytes"})


def iterates_plainly(body: Body, node: ast.expr) -> bool:
    """Tell whether the guest's `node` surely gives a builtin container, whose iteration runs no guest code."""
    if body.lowering.prelude:
        return False
    if not body.lowering.facts.iterables:
        return True
    if isinstance(
        node,
        (ast.List, ast.Tuple, ast.Set, ast.Dict, ast.Constant, ast.ListComp, ast.SetComp, ast.DictComp, ast.JoinedStr),
    ):
        return True
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and body.lowering.is_builtin(body, node.func.id):
        if node.func.id in ("enumerate", "reversed") and node.args:
            return iterates_plainly(body, node.args[0])
        return node.func.id in PLAIN_RESULTS
    return False


def lower_iter(body: Body, node: ast.expr) -> ast.expr:
    """Return the lowered call that makes an iterator of the guest's `node`."""
    value = body.lower(node)
    if body.lowering.prelude or iterates_plainly(body, node):
        return build.call("@c_iter", [value], body.at(node))
    return build.call("@iter", [value], body.at(node), "call")


def lower_comprehension(body: Body, node: ast.ListComp) -> ast.expr:
    """Lower one of the four kinds of comprehension."""
    first = _source(body, node.generators[0])
    title = TITLES[type(node)]
    position = body.at(node)
    inner = Body(
        body.lowering, body.lowering.scopes.of[node], "comprehension", body.inner_qualname(title), position, body
    )
    parts = _Parts(inner, node)
    lazy = isinstance(node, ast.GeneratorExp) and not getattr(node, "consumed", False)
    if not lazy and not parts.pausing and not any(isinstance(item, ast.NamedExpr) for item in walk(first)):
        return _native(body, node, first, parts)
    hidden = f"@c{position}"
    parameters = build.parameters(["@it"], position)
    function = build.function(hidden, parameters, _statements(inner, node, parts), position, inner.asynchronous)
    body.lowering.add_function(inner, title, function)
    body.hoists.append(function)
    made = build.call(hidden, [first], body.at(node), "call")
    if isinstance(node, ast.GeneratorExp) and not inner.asynchronous and not inner.lowering.prelude:
        made.quiet_check = quiet_check(function)  # type: ignore[attr-defined]
    return wait(body, made, made.lineno) if inner.asynchronous and not inner.scope.yields else made


def _source(body: Body, generator: ast.comprehension) -> ast.expr:
    return async_iterator(body, generator.iter) if generator.is_async else lower_iter(body, generator.iter)


class _Clause:
    """One lowered `for … in … if …` with the hidden definitions that its parts need."""

    __slots__ = ("conditions", "iterator", "plain", "target")

    def __init__(self, target: ast.expr, iterator: tuple[list[ast.stmt], ast.expr] | None, plain: bool) -> None:
        self.target = target
        self.iterator = iterator
        self.plain = plain
        self.conditions: list[tuple[list[ast.stmt], ast.expr]] = []


class _Parts:
    """The lowered parts of a comprehension, each with its hoists."""

    __slots__ = ("clauses", "pausing", "results")

    def __init__(self, inner: Body, node: ast.ListComp) -> None:
        self.pausing = inner.asynchronous
        self.clauses: list[_Clause] = []
        assert inner.outer is not None
        for number, generator in enumerate(node.generators):
            owner = inner if number else inner.outer
            plain = not generator.is_async and iterates_plainly(owner, generator.iter)
            iterator = self._part(inner, lambda item=generator: _source(inner, item)) if number else None
            clause = _Clause(generator.target, iterator, plain)
            self.pausing |= not plain or not is_plain(inner, generator.target)
            if isinstance(generator.target, (ast.Tuple, ast.List)) and inner.lowering.facts.iterables:
                self.pausing = True
            for item in generator.ifs:
                clause.conditions.append(self._part(inner, lambda item=item: inner.test(item)))
            self.clauses.append(clause)
        fields = [field for field in ("key", "value", "elt") if hasattr(node, field)]
        self.results = [self._part(inner, lambda field=field: inner.lower(getattr(node, field))) for field in fields]

    def _part(self, inner: Body, lower: object) -> tuple[list[ast.stmt], ast.expr]:
        outer, inner.hoists = inner.hoists, []
        value = lower()  # type: ignore[operator]
        hoists, inner.hoists = inner.hoists, outer
        self.pausing |= build.is_pausing(value) or bool(hoists)
        return hoists, value


def _native(body: Body, node: ast.ListComp, first: ast.expr, parts: _Parts) -> ast.expr:
    """Put the lowered parts back into a native comprehension; only its first iterable may pause."""
    assert isinstance(first, ast.Call)
    generators = []
    for number, clause in enumerate(parts.clauses):
        source = first if number == 0 else clause.iterator[1]  # type: ignore[index]
        assert isinstance(source, ast.Call)
        iterable = source.args[0] if not build.is_pausing(source) or source.func.id == "@c_iter" else source  # type: ignore[attr-defined]
        target = _placed(clause.target, body.at(clause.target))
        generators.append(ast.comprehension(target, iterable, [test for _, test in clause.conditions], 0))
    values = [value for _, value in parts.results]
    result: ast.expr = type(node)(*values, generators)  # type: ignore[call-arg,arg-type]
    build.put(result, body.at(node))
    build.mark(result, None, generators[0].iter)
    return result


def _placed(target: ast.expr, position: int) -> ast.expr:
    for inner in walk(target):
        if isinstance(inner, ast.expr):
            build.put(inner, position)
    return target


def _statements(inner: Body, node: ast.ListComp, parts: _Parts) -> list[ast.stmt]:
    position = inner.position
    out = prologue(inner)
    if not isinstance(node, ast.GeneratorExp):
        out.append(build.assign("@r", _empty(node, position), position))
    lazy = isinstance(node, ast.GeneratorExp)
    guest = not parts.clauses[0].plain
    out += give_up_slots(inner, _loops(inner, node, parts, 0), position, ["@it"] if guest and not lazy else None)
    if not lazy:
        out.append(build.statement(ast.Return(build.name("@r", position)), position))
    return out


def _empty(node: ast.expr, position: int) -> ast.expr:
    made: ast.expr
    if isinstance(node, ast.ListComp):
        made = ast.List([], build.LOAD)
    elif isinstance(node, ast.DictComp):
        made = ast.Dict([], [])
    else:
        empty = build.tuple_of([], position)
        star = ast.Starred(empty, build.LOAD)
        build.put(star, position)
        made = ast.Set([star])
    build.put(made, position)
    build.mark(made, None)
    return made


def _loops(inner: Body, node: ast.ListComp, parts: _Parts, number: int) -> list[ast.stmt]:
    if number == len(parts.clauses):
        return _collect(inner, node, parts)
    clause = parts.clauses[number]
    out: list[ast.stmt] = []
    iterator = "@it"
    if clause.iterator is not None:
        iterator = inner.slot("i")
        hoists, value = clause.iterator
        made = build.assign(iterator, value, value.lineno)
        made.hoists = hoists  # type: ignore[attr-defined]
        out += [*hoists, made]
    body = _loops(inner, node, parts, number + 1)
    for hoists, test in reversed(clause.conditions):
        chosen = build.condition(test, body, [], test.lineno)
        chosen.hoists = hoists  # type: ignore[attr-defined]
        body = [*hoists, chosen]
    generator = node.generators[number]
    if generator.is_async:
        out.append(make_async_for(inner, clause.target, node, iterator, body, []))
    else:
        out.append(make_for(inner, clause.target, generator.iter, iterator, body, [], clause.plain))
    return out


def _collect(inner: Body, node: ast.ListComp, parts: _Parts) -> list[ast.stmt]:
    position = inner.position
    hoists, value = parts.results[-1]
    if isinstance(node, ast.DictComp):
        key_hoists, key = parts.results[0]
        inner.temps_used += 1
        temp = f"@k{inner.temps_used}"
        first = build.assign(temp, key, key.lineno)
        first.hoists = key_hoists  # type: ignore[attr-defined]
        place = build.subscript(build.name("@r", position), build.name(temp, position), position, build.STORE)
        second = build.assign(place, value, position)
        second.hoists = hoists  # type: ignore[attr-defined]
        first.group = second.group = position  # type: ignore[attr-defined]
        return [*key_hoists, first, *hoists, second]
    if isinstance(node, ast.GeneratorExp):
        result: ast.expr = ast.Yield(value)
        build.put(result, inner.at(node))
        build.mark(result, "yield", value)
        if inner.asynchronous:
            result = build.call("@received", [result], result.lineno)
    else:
        method = "append" if isinstance(node, ast.ListComp) else "add"
        function = build.attribute(build.name("@r", position), method, position)
        result = ast.Call(function, [value], [])
        build.put(result, position)
        build.mark(result, None, value)
    made = build.expression(result, position)
    made.hoists = hoists  # type: ignore[attr-defined]
    return [*hoists, made]


def _are_variables(body: Body, target: ast.Tuple) -> bool:
    """Tell whether all parts of a target are variables, bound in no class."""
    return is_plain(body, target) and all(body.variable(part.id) != "class" for part in target.elts)  # type: ignore[attr-defined]


def make_for(
    body: Body,
    target: ast.expr,
    iterable: ast.expr,
    iterator: str,
    statements: list[ast.stmt],
    orelse: list[ast.stmt],
    plain: bool,
) -> ast.For:
    """Build the lowered loop over the iterator in the slot `iterator`; its advance is a point unless it is `plain`."""
    position = body.at(iterable)
    source = build.name(iterator, position)
    inside: list[ast.stmt] = []
    if is_plain(body, target) and isinstance(target, ast.Name) and body.variable(target.id) != "class":
        place: ast.expr = build.name(body.lowering.spell(target.id), position, build.STORE)
    elif isinstance(target, ast.Tuple) and gives_tuples(body, iterable) and _are_variables(body, target):
        there = body.at(target)
        places: list[ast.expr] = [build.name(body.lowering.spell(part.id), there, build.STORE) for part in target.elts]  # type: ignore[attr-defined]
        place = build.tuple_of(places, there, build.STORE)
    else:
        item = body.slot("n")
        place = build.name(item, position, build.STORE)
        inside = store(body, target, build.name(item, position))
        for made in inside:
            made.group = position  # type: ignore[attr-defined]
    loop = ast.For(place, source, [*inside, *statements], orelse)
    build.put(loop, position)
    build.mark(loop, None if plain else "advance", *inside, *statements, *orelse)
    if not plain:
        source.point = "advance"  # type: ignore[attr-defined]
    loop.slots = [iterator]  # type: ignore[attr-defined]
    return loop
