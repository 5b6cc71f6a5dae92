"""Statements that define functions: plain ones, recursive ones, generators, closures and their makers, decorators."""

from __future__ import annotations

from collections.abc import Sequence

from tests.random_programs.calls import arguments, takes
from tests.random_programs.maker import Maker, expression, indent, statement
from tests.random_programs.scope import PLAIN, RECURSIVE_PASSES, ClassInfo, Frame, Function, Kind, Param
from tests.random_programs.special import may_yield

FUNCTION_LIMITS = (40, 80, 160, 320)  # the cost of one call: small functions are called by larger ones
GENERATOR_LIMITS = (30, 60, 100)
INNER_LIMIT = 40
DEEPEST = 3  # how many functions may nest
MODES = ("normal", "normal", "normal", "positional", "keyword")
ORDER = ("positional", "normal", "keyword")


def depth_of(frame: Frame) -> int:
    """Return how many functions and classes surround `frame`."""
    count = 0
    parent = frame.parent
    while parent is not None:
        count += 1
        parent = parent.parent
    return count


def may_define(maker: Maker) -> bool:
    """Tell whether a definition may stand here: not too deep, and not in a busy loop."""
    return depth_of(maker.frame) < DEEPEST and maker.frame.multiplier < 12 and maker.frame.fits(10)


def parameters(maker: Maker, first: Sequence[Param] = (), notes: bool = True) -> tuple[list[Param], str]:
    """Return the parameters of a new function, and their text, with defaults and annotations for the present scope.

    `first` are parameters that come before the others; `notes` allows annotations.
    """
    params = list(first)
    defaults = False
    texts = [param.name for param in params]
    modes = sorted((maker.pick(MODES) for _ in range(maker.below(4))), key=ORDER.index)
    if params and "positional" in modes:
        modes = [mode if mode != "positional" else "normal" for mode in modes]
    starred = False
    for number, mode in enumerate(modes):
        if mode == "keyword" and not starred:
            starred = True
            texts.append(_star(maker, params))
        kind = maker.pick((*PLAIN, "int", "int", "int"))
        name = maker.fresh(f"p{kind[0]}")
        has_default = maker.chance(0.35) or (defaults and mode != "keyword")
        defaults = defaults or (has_default and mode != "keyword")
        note = f": {maker.expr('int', 0) if maker.chance(0.2) else kind}" if notes and maker.chance(0.1) else ""
        value = f"={maker.expr(kind, 1)}" if has_default else ""
        params.append(Param(name, kind, mode, has_default))
        texts.append(f"{name}{note}{value}")
        if mode == "positional" and (number + 1 == len(modes) or modes[number + 1] != "positional"):
            texts.append("/")
    if not starred and maker.chance(0.2):
        texts.append(_star(maker, params, named=True))
    if maker.chance(0.15):
        name = maker.fresh("kw")
        params.append(Param(name, "dict", "kwargs"))
        texts.append(f"**{name}")
    return params, ", ".join(texts)


def _star(maker: Maker, params: list[Param], named: bool = False) -> str:
    if not named and maker.chance(0.6):
        return "*"
    name = maker.fresh("rest")
    params.append(Param(name, "tuple", "args"))
    return f"*{name}"


def enter(maker: Maker, frame: Frame, params: list[Param], returns: Kind) -> list[str]:
    """Set up the scope of a function, and return its `global` and `nonlocal` lines."""
    frame.can_return = True
    frame.returns = returns
    for param in params:
        frame.define(param.name, param.kind)
    return _declarations(maker, frame)


def _declarations(maker: Maker, frame: Frame) -> list[str]:
    lines = []
    inner: set[str] = set()
    parent = frame.parent
    while parent is not None:
        if parent.type in ("function", "module"):
            found = [
                name
                for name, kind in parent.names.items()
                if kind in PLAIN and name in parent.definite and name not in inner and name not in frame.names
            ]
            if found and maker.chance(0.35):
                names = sorted({maker.pick(found) for _ in range(1 + maker.below(2))})
                lines.append(f"{'global' if parent is maker.module else 'nonlocal'} {', '.join(names)}")
                frame.declared.update((name, parent.names[name]) for name in names)
        inner |= set(parent.names) | set(parent.declared)
        parent = parent.parent
    return lines


def body(maker: Maker, frame: Frame, size: int, nest: int = 2) -> list[str]:
    """Return the statements of a function that ends in `return` of its kind."""
    lines = maker.block(nest, size)
    if not frame.ended:
        lines.append(f"return {returned(maker, frame)}")
    return lines


def returned(maker: Maker, frame: Frame) -> str:
    """Return an expression of the kind that the function of this scope returns."""
    while frame.type == "comprehension" and frame.parent is not None:
        frame = frame.parent
    kind = frame.returns
    if isinstance(kind, Function):
        names = [name for name, held in frame.names.items() if held is kind and name in frame.definite]
        return names[0] if names else "None"
    if isinstance(kind, ClassInfo):
        return "self"
    return maker.expr(kind, 2)


def head(maker: Maker, name: str, text: str) -> str:
    """Return the `def` line, at times with an annotated result."""
    note = f" -> {maker.expr('any', 0)}" if maker.chance(0.05) else ""
    return f"def {name}({text}){note}:"


@statement(2)
def function(maker: Maker, depth: int) -> list[str] | None:
    """A function that returns a plain value."""
    if not may_define(maker):
        return None
    returns = maker.pick((*PLAIN, "int", "int", "int"))
    params, text = parameters(maker)
    name = maker.fresh("f")
    decorators, extra = decoration(maker)
    with maker.scope("function", maker.pick(FUNCTION_LIMITS)) as frame:
        lines = enter(maker, frame, params, returns) + body(maker, frame, 1 + maker.below(4))
    made = Function(params, returns, frame.cost + 1 + extra)
    maker.frame.define(name, made)
    return [*decorators, head(maker, name, text), *indent(lines)]


@statement(1)
def recursive_function(maker: Maker, depth: int) -> list[str] | None:
    """A function that calls itself with a first argument that counts down."""
    if not may_define(maker) or maker.frame.type == "class":
        return None
    name, count = maker.fresh("f"), maker.fresh("left")
    first = Param(count, "int", "normal")
    params, text = parameters(maker, [first])
    with maker.scope("function", maker.pick(FUNCTION_LIMITS), passes=RECURSIVE_PASSES) as frame:
        lines = enter(maker, frame, params, "int")
        frame.names[count] = "count"  # nothing but the call below reads or changes it
        lines += [f"if {count} <= 0:", f"    return {maker.expr('int', 1)}"]
        made = Function(params, "int", 0)
        made.recursive = True
        lines += maker.block(1, maker.below(3))
        if not frame.ended:
            again = [f"{name}({_next(maker, count, params)})" for _ in range(1 + maker.below(2))]
            lines.append(f"return ({' + '.join([*again, maker.expr('int', 1)])})")
    made.cost = frame.cost + 1
    maker.frame.define(name, made)
    return [f"def {name}({text}):", *indent(lines)]


def _next(maker: Maker, count: str, params: list[Param]) -> str:
    given = [f"{count} - 1"]
    named = False
    for param in params[1:]:
        if param.mode in ("args", "kwargs"):
            named = named or param.mode == "args"
        elif param.mode == "keyword" or named:
            given.append(f"{param.name}={maker.expr(str(param.kind), 1)}")
        else:
            given.append(maker.expr(str(param.kind), 1))
    return ", ".join(given)


@statement(2)
def generator_function(maker: Maker, depth: int) -> list[str] | None:
    """A generator of ints, which takes what is sent, at times inside `try` and `with`."""
    if not may_define(maker):
        return None
    params, text = parameters(maker)
    name = maker.fresh("gf")
    decorators, extra = decoration(maker) if maker.chance(0.3) else ([], 0)
    with maker.scope("function", maker.pick(GENERATOR_LIMITS)) as frame:
        lines = enter(maker, frame, params, "int")
        lines += generator_body(maker, frame)
    made = Function(params, "gen", frame.cost + 1 + extra)
    made.lasting = frame.lasting
    maker.frame.define(name, made)
    return [*decorators, head(maker, name, text), *indent(lines)]


def generator_body(maker: Maker, frame: Frame) -> list[str]:
    """Return the statements of a generator, at least one `yield` among them."""
    frame.can_yield = True
    lines = maker.block(2, 1 + maker.below(4))
    if not frame.yields and not frame.ended:
        may_yield(maker)
        lines.append(f"yield {maker.expr('int', 1)}")
    if not frame.yields:
        lines.insert(0, "yield 1")
        lines = [line for line in lines if not line.startswith(("global", "nonlocal"))]
    if not frame.ended and maker.chance(0.4):
        lines.append(f"return {maker.expr('int', 1)}")
    return lines


@statement(1)
def closure_maker(maker: Maker, depth: int) -> list[str] | None:
    """A function that returns a function over its own variables."""
    if not may_define(maker):
        return None
    params, text = parameters(maker)
    name, inner_name = maker.fresh("f"), maker.fresh("f")
    with maker.scope("function", maker.pick(FUNCTION_LIMITS)) as frame:
        lines = enter(maker, frame, params, "int")
        frame.can_return = False
        state = maker.fresh("n_")
        lines.append(f"{state} = {maker.expr('int', 1)}")
        frame.define(state, "int")
        lines += maker.block(1, maker.below(3))
        ended = frame.ended
        inner_params, inner_text = parameters(maker)
        with maker.scope("function", INNER_LIMIT) as inner:
            inside = [f"nonlocal {state}"]
            inner.declared[state] = "int"
            inside += enter(maker, inner, inner_params, "int")
            inside.append(f"{state} += {maker.expr('int', 1)}")
            inside += body(maker, inner, maker.below(3), 1)
        closure = Function(inner_params, "int", inner.cost + 1)
        if not ended:
            lines += [f"def {inner_name}({inner_text}):", *indent(inside), f"return {inner_name}"]
    if not ended:
        maker.frame.define(name, Function(params, closure, frame.cost + 1))
    return [f"def {name}({text}):", *indent(lines)]


@statement(3)
def closure(maker: Maker, depth: int) -> list[str] | None:
    """A name for a function that another one returns, for a lambda, or for a bound method."""
    makers = [(name, held) for name, held in maker.functions(None) if isinstance(held.returns, Function)]
    if makers and maker.chance(0.7):
        name, held = maker.pick(makers)
        maker.frame.spend(held.cost)
        text = f"{maker.frame.use(name)}({arguments(maker, held)})"
        assert isinstance(held.returns, Function)
        made = held.returns
    elif maker.chance(0.5):
        text, made = _lambda(maker)
    else:
        found = [
            (f"{maker.frame.use(name)}.{key}", method)
            for name, info in maker.objects()
            for key, method in info.methods.items()
            if method.returns == "int"
        ]
        if not found:
            return None
        text, made = maker.pick(found)
    name = maker.fresh("h")
    maker.frame.owner.define(name, made)
    return [f"{name} = {text}"]


def _lambda(maker: Maker) -> tuple[str, Function]:
    params, text = parameters(maker, notes=False)
    with maker.scope("lambda", INNER_LIMIT) as frame:
        frame.can_walrus = False
        for param in params:
            frame.define(param.name, param.kind)
        inside = maker.expr("int", 2)
    return f"(lambda {text}: {inside})", Function(params, "int", frame.cost + 1)


DECORATOR = "decorator"


def decoration(maker: Maker) -> tuple[list[str], int]:
    """Return the decorator lines for a function, and what they add to the cost of its calls."""
    lines: list[str] = []
    cost = 0
    while maker.chance(0.15):
        found = [
            (name, held)
            for name, held in maker.functions(None)
            if isinstance(held.returns, str) and held.returns in (DECORATOR, DECORATOR + "s")
        ]
        if not found:
            break
        name, held = maker.pick(found)
        given = f"({maker.expr('int', 1)})" if held.returns == DECORATOR + "s" else ""
        lines.append(f"@{maker.frame.use(name)}{given}")
        cost += held.cost
    return lines, cost


@statement(1)
def decorator(maker: Maker, depth: int) -> list[str] | None:
    """A decorator of functions, at times one that takes an argument."""
    if not may_define(maker):
        return None
    name, wrapper, wrapped = maker.fresh("deco"), maker.fresh("f"), maker.fresh("fn")
    with_argument = maker.chance(0.4)
    argument = Param(maker.fresh("pi"), "int")
    with maker.scope("function", INNER_LIMIT) as frame:
        lines = enter(maker, frame, [argument] if with_argument else [], "int")
        frame.can_return = False
        lines += maker.block(1, maker.below(2))
        with maker.scope("function", INNER_LIMIT) as inner:
            inside = enter(maker, inner, [], "int")
            inner.can_return = False
            inside += maker.block(1, maker.below(2))
            value = maker.fresh("r")
            if not inner.ended:
                inside.append(f"{value} = {wrapped}(*args, **kwargs)")
                inside += maker.block(1, maker.below(2))
            if not inner.ended:
                inside.append(f"return {value}")
    ended = frame.ended
    if not ended:
        lines += [f"def {wrapper}(*args, **kwargs):", *indent(inside), f"return {wrapper}"]
    if with_argument:
        middle = maker.fresh("f")
        lines = [f"def {middle}({wrapped}):", *indent(lines), f"return {middle}"]
    lines = [f"def {name}({argument.name if with_argument else wrapped}):", *indent(lines)]
    if not ended:
        maker.frame.define(name, Function([], DECORATOR + ("s" if with_argument else ""), frame.cost + inner.cost + 2))
    return lines


@expression("int", 1)
def applied(maker: Maker, depth: int) -> str | None:
    """A function that is called through `*` and `**` with all that it takes in literals."""
    found = [(name, held) for name, held in maker.functions("int") if takes(held, 1)]
    if not found:
        return None
    name, held = maker.pick(found)
    maker.frame.spend(held.cost)
    return f"{maker.frame.use(name)}(*[{maker.expr('int', depth)}], **{{}})"
