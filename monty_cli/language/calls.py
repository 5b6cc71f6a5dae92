"""Lowering of calls: the callee is kept where it can be read, and builtins that call back get their pausable version."""

from __future__ import annotations

from monty_cli.language import build
from monty_cli.language import nodes as ast
from monty_cli.language.body import Body
from monty_cli.language.class_values import may_make_class
from monty_cli.language.items import lower_items
from monty_cli.language.library import Effect
from monty_cli.language.loads import check_attribute, load_attribute, load_builtin, load_name
from monty_cli.language.scopes import FREE
from monty_cli.language.trees import copied, walk

# Builtins that use an iterator up before they return: a generator expression for them never outlives the call.
CONSUMERS = frozenset(
    {"sum", "any", "all", "list", "tuple", "set", "frozenset", "dict", "sorted", "min", "max", "bytes", "bytearray"}
)
# Of these, what takes in whatever the generator gives, and what asks it for its hash.
_REDUCTIONS = CONSUMERS - {"bytes", "bytearray"} | {"join"}
_HASHES = frozenset({"set", "frozenset", "dict"})
FRAME_READERS = frozenset({"globals", "locals", "vars", "dir", "exec", "eval"})


def lower_call(body: Body, node: ast.Call) -> ast.expr:
    """Return the lowered form of the call `node`."""
    function = node.func
    if isinstance(function, ast.Name):
        if _is_bare_super(body, node):
            return _bare_super(body, node)
        if body.lowering.is_builtin(body, function.id):
            return _builtin(body, node, function.id)
        return _general(body, node, _looked_at(body, node, load_name(body, function, called=True)))
    if isinstance(function, ast.Attribute):
        return _method(body, node, function)
    return _general(body, node, _looked_at(body, node, body.lower(function)))


def _looked_at(body: Body, node: ast.Call, function: ast.expr) -> ast.expr:
    """Have what is called looked at, where it may be `type`, which is called in another way."""
    own = isinstance(node.func, ast.Name) and node.func.id[0] == "@"
    if own or not body.lowering.facts.types or not may_make_class(node):
        return function
    return build.call("@callable", [function], body.at(node))


def _is_bare_super(body: Body, node: ast.Call) -> bool:
    assert isinstance(node.func, ast.Name)
    return (
        node.func.id == "super"
        and not node.args
        and not node.keywords
        and body.lowering.is_builtin(body, "super")
        and body.scope.resolve("__class__") in (FREE, "cell")
        and _receiver(body) is not None
    )


def _receiver(body: Body) -> str | None:
    """Return the first parameter of the function around: what a zero-argument `super()` reads from the frame."""
    inner: Body | None = body
    while inner is not None and inner.kind == "comprehension":
        inner = inner.outer
    return inner.first_parameter if inner is not None and inner.kind in ("function", "lambda") else None


def _bare_super(body: Body, node: ast.Call) -> ast.expr:
    """Spell out `super()`: a continuation has other locals, in which CPython would not find the receiver."""
    position = body.at(node)
    receiver = _receiver(body)
    assert receiver is not None
    return build.call("super", [build.name("__class__", position), build.name(receiver, position)], position)


def _of_frame(body: Body, node: ast.Call, name: str) -> ast.expr | None:
    """Lower a call that looks at the variables of the function around; `None` if this is no such call.

    `locals()` and `vars()` at the top are `globals()`; `dir()` sorts the names; `exec` and `eval` take the variables as a first argument.
    """
    position = body.at(node)
    bare = not node.args and not node.keywords
    if name == "globals" and bare:
        return build.call("@globals", [], position, "call")
    top = body.kind == "module"
    if name in ("exec", "eval"):
        variables = build.constant(None, position) if top else build.call("@here", [], position)
        return _general(body, node, build.name(f"@{name}", position), receiver=variables)
    if name not in ("locals", "vars", "dir") or not bare:
        return None
    found = build.call("@globals", [], position, "call") if top else build.call("@here", [], position)
    if name != "dir":
        return found
    return build.call("@dir_of", body.operands([found]), body.at(node), "call")


def _builtin(body: Body, node: ast.Call, name: str) -> ast.expr:
    if name in FRAME_READERS and not body.lowering.prelude:
        found = _of_frame(body, node, name)
        if found is not None:
            return found
    library = body.lowering.library
    effect = library.calls.get(name)
    assert isinstance(node.func, ast.Name)
    if _asks_type(body, node, name):
        return _general(body, node, load_builtin(body, node.func, "@type_of_value"), None)
    if effect is not None and effect.needed(body.lowering.facts, node) and not _pauseless_key(body, node, effect):
        by_c = _uses_up(body, node, name, effect)
        made = _general(body, node, load_builtin(body, node.func, effect.prelude))
        return _by_iterator(name, effect, made) if by_c else made
    if name in CONSUMERS:
        for argument in node.args:
            argument.consumed = True  # type: ignore[attr-defined]
    pure = (effect is not None or name in library.pure) and not (name == "next" and body.lowering.facts.iterables)
    return _general(body, node, load_builtin(body, node.func, name), "call" if not pure else None)


def _uses_up(body: Body, node: ast.Call, name: str, effect: Effect) -> bool:
    """Tell whether `node` has a builtin use up a generator expression, and nothing else about the call may run code of the guest.

    The expression is marked then: nothing of it outlives the call.
    """
    if (
        name not in _REDUCTIONS
        or len(node.args) != 1
        or node.keywords
        or not isinstance(node.args[0], ast.GeneratorExp)
    ):
        return False
    if name == "dict" and not isinstance(node.args[0].elt, ast.Tuple):
        return False
    facts = body.lowering.facts
    if facts.any(effect.dunders) or (name in _HASHES and facts.any(("__hash__",))) or facts.namespaces:
        return False
    node.args[0].consumed = True  # type: ignore[attr-defined]
    return True


def _by_iterator(name: str, effect: Effect, made: ast.expr) -> ast.expr:
    """Have C use up the generator expression of the lowered call `made` if, over the iterator that there is, it pauses nowhere.

    `@sum(@c5(@iter(rows)))` becomes `@over('@passive', sum, @sum, @c5, @iter(rows))`, or just `sum(…)` where that is known beforehand.
    """
    assert isinstance(made, ast.Call)
    generator = made.args[-1]
    position = made.lineno
    receiver = made.args[:-1]
    consumer = build.attribute(receiver[0], name, position) if receiver else build.name(name, position)
    if isinstance(generator, ast.GeneratorExp):
        direct = ast.Call(consumer, [generator], [])
        build.put(direct, position)
        build.mark(direct, None, generator)
        return direct
    check = getattr(generator, "quiet_check", None)
    if check is None or not isinstance(generator, ast.Call):
        return made
    general = build.name(effect.prelude, position)
    arguments = [
        build.constant(check, position),
        consumer,
        general,
        generator.func,
        *generator.args,
        *map(copied, receiver),
    ]
    return build.call("@over", arguments, position, "call")


def _asks_type(body: Body, node: ast.Call, name: str) -> bool:
    """Tell whether this is `type(x)` in a program that may have lazy iterators of ours, which stand for C's."""
    if name != "type" or not body.lowering.facts.iterables or node.keywords:
        return False
    return len(node.args) == 1 and not isinstance(node.args[0], ast.Starred)


def _pauseless_key(body: Body, node: ast.Call, effect: Effect) -> bool:
    """Tell whether the only reason for the prelude version is a `key` that can't pause, such as `lambda row: row[1]`."""
    if effect.always or not effect.keywords or body.lowering.facts.any(effect.dunders):
        return False
    if effect.iterable and body.lowering.facts.iterables and not effect.of_displays(node):
        return False
    for keyword in node.keywords:
        if keyword.arg is None or (keyword.arg in effect.keywords and not _pauseless(body, keyword.value)):
            return False
    return True


def _pauseless(body: Body, node: ast.expr) -> bool:
    if isinstance(node, ast.Constant):
        return node.value is None
    if isinstance(node, ast.Name):
        if not body.lowering.is_builtin(body, node.id):
            return False
        effect = body.lowering.library.calls.get(node.id)
        return effect is not None and not body.lowering.facts.any(effect.dunders) and not effect.keywords
    return isinstance(node, ast.Lambda) and body.lowering.never_pauses(body, node)


# Arguments whose evaluation has no effect: whether a method exists may be found out after them.
_SIMPLE = (ast.Constant, ast.Name, ast.Lambda)


def _method(body: Body, node: ast.Call, function: ast.Attribute) -> ast.expr:
    check_attribute(body, function, function.attr)
    effect = body.lowering.library.methods.get(function.attr)
    if effect is not None and effect.needed(body.lowering.facts, node) and not _pauseless_key(body, node, effect):
        receiver = body.lower(function.value)
        known = isinstance(function.value, ast.Constant) and hasattr(function.value.value, function.attr)
        if not known and not all(isinstance(item, _SIMPLE) for item in (*node.args, *node.keywords)):
            position = body.at(function)
            receiver = build.call("@having", [receiver, build.constant(function.attr, position)], position)
        if effect.always and _may_be_own(body, node, function):
            return _general(body, node, _own_or_prelude(body, function, receiver, effect.prelude))
        text = isinstance(function.value, ast.Constant) and isinstance(function.value.value, str)
        by_c = text and _uses_up(body, node, function.attr, effect)
        made = _general(body, node, build.name(effect.prelude, body.at(function)), "call", receiver)
        return _by_iterator("join", effect, made) if by_c else made
    if effect is not None and effect.replacement and body.lowering.facts.any(effect.dunders):
        lowered = load_attribute(
            body, function, body.lower(function.value)
        )  # C's own does for what is replaced by a literal text
    else:
        lowered = body.lower(function)
    return _general(body, node, _looked_at(body, node, lowered))


def _may_be_own(body: Body, node: ast.Call, function: ast.Attribute) -> bool:
    """Tell whether a method is worth being looked for in the class of its receiver: `format`, of a class of the script's."""
    if function.attr != "format" or body.lowering.prelude or body.lowering.facts.metaclasses:
        return False
    calm = (ast.Name, ast.Constant, ast.Attribute, ast.Load, ast.keyword)
    return isinstance(function.value, calm) and all(isinstance(item, calm) for item in walk(*node.args, *node.keywords))


def _own_or_prelude(body: Body, function: ast.Attribute, receiver: ast.expr, prelude: str) -> ast.expr:
    """Return what to call for a method: an instance's of a plain class own one, or the prelude's bound to the receiver."""
    position = body.at(function)
    (held,) = body.operands([receiver], (0,))
    again = build.name(held.target.id, position) if isinstance(held, ast.NamedExpr) else held
    kind = build.call("@type", [held], position)
    test = ast.Compare(kind, [ast.In()], [build.name("@PLAIN_CLASSES", position)])
    build.put(test, position)
    build.mark(test, None, kind)
    own = load_attribute(body, function, copied(again))
    result = ast.IfExp(test, own, build.call("@bound_method", [build.name(prelude, position), copied(again)], position))
    build.put(result, position)
    build.mark(result, None, test, own)
    return result


def _general(
    body: Body, node: ast.Call, function: ast.expr, point: str | None = "call", receiver: ast.expr | None = None
) -> ast.expr:
    """Build the call of the lowered `function`; `receiver` goes before the arguments when there is one."""
    last: list[ast.expr] = []
    if receiver is None and _iterates_last(body, node):
        arguments = [_late_star(body, node.args[0], last)]
    else:
        arguments = lower_items(body, node.args, "@star_args", followed=bool(node.keywords))
    if receiver is not None:
        arguments.insert(0, receiver)
    keywords = [*[_keyword(body, keyword) for keyword in node.keywords], *last]
    _merge_now(keywords)
    rest = [*arguments, *keywords]
    later = any(build.is_pausing(part) for part in rest)
    known = point is not None
    facts = body.lowering.facts
    method = isinstance(function, ast.Attribute) and getattr(function, "point", None) is None
    if isinstance(function, ast.Attribute) and method and not (later and facts.rebound(function.attr)):
        function.value = _kept(body, function.value, rest, later or known)
    else:
        function = (
            body.hold(function) if method or build.is_pausing(function) else _kept(body, function, rest, later or known)
        )
    every: tuple[int, ...] = (0,) if _reads_argument(function) else ()
    if body.lowering.facts.any(("__new__",)) and known:
        every = tuple(range(len(rest)))
    held = body.operands(rest, every)
    body.dropped += [name for name in map(_temp, [held[index] for index in every if index < len(held)]) if name]
    count = len(arguments)
    result = ast.Call(function, held[:count], held[count:])  # type: ignore[arg-type]
    build.put(result, body.at(node))
    if isinstance(function, ast.Attribute):
        build.put_beside(function, result.lineno)
    build.mark(result, point, function, *held)
    return result


def _temp(argument: ast.expr) -> str | None:
    """Return the temp in which an argument is held, `None` for one that is not."""
    value = argument.value if isinstance(argument, (ast.Starred, ast.keyword)) else argument
    return value.target.id if isinstance(value, ast.NamedExpr) and value.target.id.startswith("@t") else None


def _iterates_last(body: Body, node: ast.Call) -> bool:
    """Tell whether it can be seen that CPython iterates a lone `*items` only after it has evaluated the keywords."""
    if len(node.args) != 1 or not isinstance(node.args[0], ast.Starred) or not body.lowering.facts.iterables:
        return False
    return any(keyword.arg is None or not isinstance(keyword.value, ast.Constant) for keyword in node.keywords)


def _late_star(body: Body, node: ast.expr, last: list[ast.expr]) -> ast.expr:
    """Lower a lone `*items`: an empty list stands for a guest iterable until the last keyword, added to `last`, fills it.

    f(*(@t2 := @late_args((@t1 := items))), key=value, **@fill_args(@t2, @t1))
    """
    assert isinstance(node, ast.Starred)
    position = body.at(node)
    items = build.walrus(body.temp(), body.lower(node.value), position)
    body.dropped.append(items.target.id)
    late = build.walrus(body.temp(), build.call("@late_args", [items], position), position)
    star = ast.Starred(late, build.LOAD)
    build.put(star, position)
    build.mark(star, None, late)
    names: list[ast.expr] = [build.name(late.target.id, position), build.name(items.target.id, position)]
    fill = ast.keyword(None, build.call("@fill_args", names, position, "call"))
    build.put(fill, position)
    build.mark(fill, None, fill.value)
    last.append(fill)  # type: ignore[arg-type]
    return star


def _reads_argument(function: ast.expr) -> bool:
    """Tell whether a pause inside the call is explained by its first argument: `next(generator)`."""
    return isinstance(function, ast.Name) and function.id in ("next", "@advance")


def _kept(body: Body, node: ast.expr, rest: list[ast.expr], wanted: bool) -> ast.expr:
    if not wanted or body.rereadable(node, rest):
        return node
    return body.hold(node)


def _merge_now(keywords: list[ast.expr]) -> None:
    """Have a mapping copied where a later keyword may pause and change it: CPython has merged it by then."""
    pausing = False
    for keyword in reversed(keywords):
        assert isinstance(keyword, ast.keyword)
        if keyword.arg is None and pausing:
            keyword.value = build.call("@merged_now", [keyword.value], keyword.value.lineno)
        pausing |= build.is_pausing(keyword)


def _keyword(body: Body, node: ast.keyword) -> ast.expr:
    value = body.lower(node.value)
    if node.arg is None:
        known = isinstance(node.value, ast.Name) and node.value.id in body.lowering.rest_parameters
        if not known and body.lowering.facts.any(("keys", "__getitem__")):
            value = build.call("@mapping_args", [value], body.at(node.value), "call")
    result = ast.keyword(node.arg, value)
    build.put(result, body.at(node.value))
    build.mark(result, None, value)
    return result  # type: ignore[return-value]
