"""Calls of the program's own functions, callbacks for builtins, and the iterables that loops and builtins take."""

from __future__ import annotations

from tests.random_programs.maker import Maker, expression
from tests.random_programs.scope import PLAIN, Function, Param

LENGTH = 2  # how many items an iterable is taken to have
GENERATOR_COST = 50  # what a generator of the program costs from its start to its end


def arguments(maker: Maker, function: Function, depth: int = 1) -> str:
    """Return the arguments of a call of `function`, in any of the forms that fit its parameters."""
    positional: list[str] = []
    named: list[str] = []
    by_name = False
    for number, param in enumerate(function.params):
        if param.mode == "args":
            if not by_name:
                positional += _extra(maker, depth)
        elif param.mode == "kwargs":
            named += [f"extra={maker.expr('int', depth)}"] if maker.chance(0.5) else []
        elif param.has_default and maker.chance(0.4):
            by_name = True
        else:
            value = _argument(maker, function, number, param, depth)
            if param.mode == "keyword" or (param.mode == "normal" and (by_name or maker.chance(0.25))):
                by_name = True
                named.append(f"{param.name}={value}")
            elif not by_name:
                positional.append(value)
            else:
                break  # a positional-only parameter after one that was left out: it has a default too
    if maker.chance(0.002):
        positional.append(maker.expr("int", 0))
    if named and maker.chance(0.1):
        name, _, value = named.pop().partition("=")
        named.append(f"**{{'{name}': {value}}}")
    return ", ".join(positional + named)


def _argument(maker: Maker, function: Function, number: int, param: Param, depth: int) -> str:
    if function.recursive and number == 0:
        return f"min(abs({maker.expr('int', 0)}), 3)"
    return callback(maker, 1) if isinstance(param.kind, Function) else maker.expr(str(param.kind), depth)


def _extra(maker: Maker, depth: int) -> list[str]:
    if maker.chance(0.3):
        return [f"*{maker.expr('list', depth)}"]
    return [maker.expr("int", depth) for _ in range(maker.below(3))]


def call(maker: Maker, kind: str, depth: int) -> str | None:
    """Return a call that gives a value of a plain `kind`: of a function, of a method, of a closure's maker."""
    found = maker.functions(kind)
    if not found:
        return None
    name, function = maker.pick(found[:8])
    maker.frame.spend(function.cost)
    return f"{maker.frame.use(name)}({arguments(maker, function, depth)})"


def call_of(kind: str) -> None:
    """Enter calls into the table of `kind`."""

    @expression(kind, 40 if kind == "int" else 16)
    def produce(maker: Maker, depth: int) -> str | None:
        return call(maker, kind, depth)

    @expression(kind, 2)
    def produce_twice(maker: Maker, depth: int) -> str | None:
        makers = [
            (name, held)
            for name, held in maker.functions(None)
            if isinstance(held.returns, Function) and held.returns.returns == kind
        ]
        if not makers:
            return None
        name, function = maker.pick(makers)
        inner = function.returns
        assert isinstance(inner, Function)
        maker.frame.spend(function.cost + inner.cost)
        first = arguments(maker, function, depth)
        return f"{maker.frame.use(name)}({first})({arguments(maker, inner, depth)})"


for _kind in PLAIN:
    call_of(_kind)


def callback(maker: Maker, count: int, depth: int = 1) -> str:
    """Return a callable that takes `count` ints and gives an int: a lambda in parentheses, or a function's name."""
    if maker.chance(0.35):
        known = [name for name, function in maker.functions("int") if takes(function, count)]
        if known:
            name = maker.pick(known)
            function = dict(maker.functions("int"))[name]
            maker.frame.spend(function.cost * LENGTH)
            return maker.frame.use(name)
    if count == 1 and maker.chance(0.08):
        return maker.pick(("abs", "int", "bool", "ext"))
    names = [maker.fresh("v") for _ in range(count)]
    default = f", w={maker.expr('int', 0)}" if maker.chance(0.15) else ""
    with maker.scope("lambda", passes=LENGTH) as frame:
        frame.can_walrus = False
        for name in names:
            frame.define(name, "int")
        body = maker.expr("int", min(depth, 1))
        if default:
            body = f"({body} + w)"
    return f"(lambda {', '.join(names)}{default}: {body})"


def takes(function: Function, count: int) -> bool:
    """Tell whether `function` can be called with `count` ints and nothing else."""
    if function.recursive:
        return False
    needed = [param for param in function.params if param.mode in ("positional", "normal")]
    keyword = [param for param in function.params if param.mode == "keyword" and not param.has_default]
    return (
        not keyword
        and len(needed) >= count
        and all(param.kind == "int" if number < count else param.has_default for number, param in enumerate(needed))
    )


def iterable(maker: Maker, depth: int) -> str:
    """Return an iterable of ints, of `LENGTH` items or so."""
    return maker.weighted(ITERABLES)(maker, depth)


def _listed(maker: Maker, depth: int) -> str:
    return maker.expr(maker.pick(("list", "tuple", "list")), depth)


def _range(maker: Maker, depth: int) -> str:
    if maker.chance(0.3):
        return f"range({maker.expr('int', min(depth, 1))} % 4, {4 + maker.below(2)})"
    return f"range({1 + maker.below(4)})"


def _values(maker: Maker, depth: int) -> str:
    return f"{maker.expr('dict', depth)}.values()"


def _map(maker: Maker, depth: int) -> str:
    if maker.chance(0.2):
        return f"map({callback(maker, 2)}, {iterable(maker, depth - 1)}, {maker.expr('list', depth)})"
    return f"map({callback(maker, 1)}, {iterable(maker, depth - 1)})"


def _filter(maker: Maker, depth: int) -> str:
    return f"filter({callback(maker, 1) if maker.chance(0.85) else 'None'}, {iterable(maker, depth - 1)})"


def _sorted(maker: Maker, depth: int) -> str:
    key = f", key={callback(maker, 1)}" if maker.chance(0.7) else ""
    reverse = f", reverse={maker.expr('int', 0)}" if maker.chance(0.3) else ""
    return f"sorted({iterable(maker, depth - 1)}{key}{reverse})"


def _reversed(maker: Maker, depth: int) -> str:
    return f"reversed({_listed(maker, depth)})"


def _iterator(maker: Maker, depth: int) -> str:
    return f"iter({iterable(maker, depth - 1)})"


def _genexp(maker: Maker, depth: int) -> str:
    return f"({comprehension(maker, 'int', depth)})"


def _set(maker: Maker, depth: int) -> str:
    return f"sorted({{{comprehension(maker, 'number', depth)}}})"


def _generator(maker: Maker, depth: int) -> str:
    text = generator(maker, depth)
    return text if text is not None else _listed(maker, depth)


def _object(maker: Maker, depth: int) -> str:
    found = maker.objects("iter")
    if not found:
        return _listed(maker, depth)
    name, info = maker.pick(found)
    maker.frame.spend(info.cost)
    return maker.frame.use(name)


ITERABLES = (
    (_listed, 10),
    (_range, 5),
    (_values, 2),
    (_map, 3),
    (_filter, 2),
    (_sorted, 2),
    (_reversed, 1),
    (_iterator, 1),
    (_genexp, 5),
    (_set, 1),
    (_generator, 6),
    (_object, 4),
)


def generator(maker: Maker, depth: int, named: bool = True) -> str | None:
    """Return a generator of ints: a name that holds one, or a call of a generator function."""
    if not maker.frame.fits(GENERATOR_COST):
        return None
    held = maker.holding("gen") if named else []
    if held and maker.chance(0.6):
        maker.frame.spend(GENERATOR_COST // 3)
        return maker.frame.use(maker.pick(held))
    found = maker.functions("gen")
    if not found:
        return None
    name, function = maker.pick(found)
    maker.frame.spend(GENERATOR_COST)
    text = f"{maker.frame.use(name)}({arguments(maker, function, min(depth, 1))})"
    if function.lasting:
        maker.needs.add("keep")
        return f"keep({text})"
    return text


def comprehension(maker: Maker, element: str, depth: int) -> str:
    """Return the inside of a comprehension: its element and its loops.

    `element` is `int`, `str`, `entry` (of a dict) or `number` (never None, for what must have an order).
    """
    depth = min(depth, 1)
    reach = maker.frame.can_walrus and maker.frame.owner.type != "class"
    with maker.setting(can_walrus=False):
        first = iterable(maker, depth)
    with maker.scope("comprehension", passes=LENGTH) as frame:
        frame.can_walrus = reach
        depth = min(depth, maker.below(2))
        clauses = f"for {_bound(maker)} in {first}{_conditions(maker, depth)}"
        if maker.chance(0.2):
            frame.multiplier *= LENGTH
            with maker.setting(can_walrus=False):
                second = iterable(maker, 0)
            clauses += f" for {_bound(maker)} in {second}{_conditions(maker, 0)}"
        if element == "entry":
            body = f"{maker.expr('str', 0)}: {maker.expr('int', depth)}"
        elif element == "number":
            body = f"{maker.expr('int', depth)} or 0"
        else:
            body = maker.expr(element, depth)
    return f"{body} {clauses}"


def _bound(maker: Maker) -> str:
    name = maker.fresh("v")
    maker.frame.define(name, "int")
    return name


def _conditions(maker: Maker, depth: int) -> str:
    return f" if {maker.expr('int', depth)}" if maker.chance(0.35) else ""
