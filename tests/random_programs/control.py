"""Compound statements: conditions, loops, `try` in all its forms and `with`, with jumps in every block."""

from __future__ import annotations

from collections.abc import Callable

from tests.random_programs.assignments import TARGET, TARGETS
from tests.random_programs.calls import LENGTH
from tests.random_programs.forms import fill
from tests.random_programs.maker import Maker, indent, statement
from tests.random_programs.objects import instance
from tests.random_programs.simple import ERRORS, error

MOST_PASSES = 30  # of the loops around one place, in one scope


@statement(10)
def condition(maker: Maker, depth: int) -> list[str] | None:
    """`if`, `elif`, `else`."""
    if depth <= 0:
        return None
    heads = [f"if {maker.expr('int', 3)}:"]
    while maker.chance(0.25):
        heads.append(f"elif {maker.expr('int', 2)}:")
    if maker.chance(0.5):
        heads.append("else:")
    blocks = maker.branches([lambda: maker.block(depth - 1)] * len(heads), all_taken=heads[-1] == "else:")
    return [line for head, block in zip(heads, blocks, strict=True) for line in (head, *indent(block))]


def _may_loop(maker: Maker, depth: int) -> bool:
    return (
        depth > 0
        and maker.frame.multiplier < MOST_PASSES
        and maker.frame.fits(12)
        and maker.frame.type != "comprehension"
    )


def _looped(maker: Maker, passes: int, write: Callable[[], list[str]]) -> list[str]:
    """Return the lines of a loop's body, which may never run."""
    frame = maker.frame
    with maker.times(passes), maker.setting(breakable=frame.breakable + 1):
        (lines,) = maker.branches([write], all_taken=False)
    frame.ended = False
    return lines


def _else(maker: Maker, depth: int) -> list[str]:
    if not maker.chance(0.3):
        return []
    (lines,) = maker.branches([lambda: maker.block(depth - 1)], all_taken=False)
    maker.frame.ended = False
    return ["else:", *indent(lines)]


@statement(7)
def while_loop(maker: Maker, depth: int) -> list[str] | None:
    """`while`, with a counter of its own that ends it."""
    if not _may_loop(maker, depth):
        return None
    name = maker.fresh("w")
    passes = 2 + maker.below(3)
    form = maker.below(4)
    with maker.times(passes):
        tested = maker.expr("int", 2)
    body = _looped(maker, passes, lambda: maker.block(depth - 1))
    if form == 0:
        head, first = f"while {name} < {passes} and {tested}:", [f"{name} += 1"]
    elif form == 1:
        head, first = f"while {name} < {passes}:", [f"{name} = {name} + 1"]
    elif form == 2 and maker.frame.type != "class":
        head, first = f"while ({name} := {name} + 1) <= {passes} and ({tested} or {name} < 3):", []
    else:
        head, first = "while True:", [f"{name} += 1", f"if {name} > {passes} or not ({tested}, 1):", "    break"]
    return [f"{name} = 0", head, *indent([*first, *body]), *_else(maker, depth)]


@statement(11)
def for_loop(maker: Maker, depth: int) -> list[str] | None:
    """`for` over every kind of iterable, with every kind of target."""
    if not _may_loop(maker, depth):
        return None
    before = set(maker.frame.definite)
    source, targets = _source(maker)
    frame = maker.frame
    bound = frame.definite - before
    body = _looped(maker, LENGTH, lambda: maker.block(depth - 1))
    frame.definite -= bound  # the loop may have had no pass
    return [f"for {', '.join(targets)} in {source}:", *indent(body), *_else(maker, depth)]


SOURCES: tuple[tuple[int, str, tuple[str, ...]], ...] = (
    (2, "enumerate($iter, $int)", ("NAME", "PLACE")),
    (2, "zip($iter, $iter)", ("NAME", "NAME")),
    (2, "$dict.items()", ("TEXT", "NAME")),
    (1, "list($dict)", ("TEXT",)),
    (1, "[($int, *$list), $tuple or (1,)]", ("NAME", "*LIST")),
    (1, "[($int, ($int, $int)), (1, (2, 3))]", ("NAME", "(PLACE, NAME)")),
    (1, "$str", ("TEXT",)),
    (2, "$iter", ("PLACE",)),
    (12, "$iter", ("NAME",)),
)


def _source(maker: Maker) -> tuple[str, list[str]]:
    """Return an iterable and the targets of its items."""
    source, targets = maker.weighted(tuple(((source, targets), weight) for weight, source, targets in SOURCES))
    source = fill(maker, source, 2)
    return source, [TARGET.sub(lambda match: TARGETS[match[0]](maker), target) for target in targets]


# --- try


@statement(11)
def try_except(maker: Maker, depth: int) -> list[str] | None:
    """`try` with handlers, `else` and `finally`."""
    if depth <= 0:
        return None
    frame = maker.frame
    before = set(frame.definite)
    with maker.setting(guarded=frame.guarded + 1):
        (body,) = maker.branches([lambda: maker.block(depth - 1)])
        body_ended, after_body = frame.ended, set(frame.definite)
        frame.ended = False
        lines = ["try:", *indent(body)]
        outcomes: list[set[str]] = [] if body_ended else [after_body]
        for head, name in _handlers(maker):
            frame.definite = before - frame.dropped
            block = _handler(maker, depth, name)
            lines += [head, *indent(block)]
            if not frame.ended:
                outcomes.append(set(frame.definite))
            frame.ended = False
        if not body_ended and maker.chance(0.3):
            frame.definite = set(after_body)
            (block,) = maker.branches([lambda: maker.block(depth - 1)])
            lines += ["else:", *indent(block)]
            outcomes[0] = set(frame.definite)
            if frame.ended:
                del outcomes[0]
            frame.ended = False
    frame.definite = before - frame.dropped
    final: list[str] = []
    if maker.chance(0.35):
        with maker.setting(guarded=frame.guarded + 1):
            final = ["finally:", *indent(_finally(maker, depth))]
    frame.ended = frame.ended or not outcomes
    if outcomes:
        frame.definite = set.intersection(*outcomes) - (before - frame.definite)
    return [*lines, *final]


def _handlers(maker: Maker) -> list[tuple[str, str | None]]:
    heads: list[tuple[str, str | None]] = []
    for _ in range(maker.weighted(((1, 6), (2, 3), (3, 1)))):
        classes = sorted({maker.pick((*ERRORS, *maker.exceptions, "LookupError")) for _ in range(1 + maker.below(3))})
        caught = classes[0] if len(classes) == 1 else f"({', '.join(classes)})"
        name = f"e{maker.below(3)}" if maker.chance(0.6) else None
        heads.append((f"except {caught}{f' as {name}' if name else ''}:", name))
    last = maker.below(10)
    if last == 0:
        heads.append(("except:", None))
    elif last < (10 if maker.frame.parent is None else 6):
        name = f"e{maker.below(3)}"
        heads.append((f"except Exception as {name}:", name))
    return heads


def _handler(maker: Maker, depth: int, name: str | None) -> list[str]:
    frame = maker.frame
    lines = []
    if name is not None and name not in frame.declared:
        frame.define(name, "exc")
        maker.needs.add("show")
        if maker.chance(0.8):
            lines.append(f"print({maker.pick(SHOWN).format(name)})")
    with maker.setting(can_raise_bare=True):
        (block,) = maker.branches([lambda: maker.block(min(depth - 1, 1), 1 + maker.below(2) * maker.below(2))])
    if name is not None:
        frame.definite.discard(name)
    return [*lines, *block]


SHOWN = (
    "show({0})",
    "show({0})",
    "show({0}), show({0}.__context__)",
    "show({0}), show({0}.__cause__)",
    "show({0}), {0}.args == ()",
)


def _finally(maker: Maker, depth: int) -> list[str]:
    (block,) = maker.branches([lambda: maker.block(depth - 1, 1 + maker.below(2))])
    return block


@statement(5)
def try_finally(maker: Maker, depth: int) -> list[str] | None:
    """`try` with `finally` alone."""
    if depth <= 0:
        return None
    frame = maker.frame
    before = set(frame.definite)
    with maker.setting(guarded=frame.guarded + 1):
        (body,) = maker.branches([lambda: maker.block(depth - 1)])
        ended, after = frame.ended, set(frame.definite)
        frame.ended, frame.definite = False, before - frame.dropped
        final = _finally(maker, depth)
    frame.definite = after - (before - frame.definite)
    frame.ended = frame.ended or ended
    return ["try:", *indent(body), "finally:", *indent(final)]


@statement(2)
def try_star(maker: Maker, depth: int) -> list[str] | None:
    """`try` with `except*`, around exceptions alone and in groups."""
    if depth <= 0:
        return None
    frame = maker.frame
    maker.needs.add("show")
    with maker.setting(guarded=frame.guarded + 1):
        (body,) = maker.branches([lambda: maker.block(depth - 1, maker.below(2) + 1)], all_taken=False)
        if not frame.ended and maker.chance(0.8):
            nested = f"ExceptionGroup({maker.expr('str', 0)}, [{error(maker, True)}, {error(maker, True)}])"
            members = ", ".join([error(maker, True), *([nested] if maker.chance(0.4) else [])])
            body.append(f"raise ExceptionGroup('g', [{members}])")
        frame.ended = False
        lines = ["try:", *indent(body)]
        classes = [
            maker.pick((*ERRORS, *maker.exceptions, "Exception", "LookupError")) for _ in range(1 + maker.below(2))
        ]
        for caught in [*classes, *(["Exception"] if maker.chance(0.7) else [])]:
            name = maker.fresh("e")
            with maker.setting(can_return=False, breakable=0, can_raise_bare=True):
                (block,) = maker.branches([lambda: maker.block(depth - 1, 1)], all_taken=False)
            frame.ended = False
            lines += [f"except* {caught} as {name}:", *indent([f"print(show({name}), len({name}.exceptions))", *block])]
    if maker.chance(0.3):
        lines += ["finally:", *indent(_finally(maker, depth))]
    return lines


# --- with


@statement(6)
def with_statement(maker: Maker, depth: int) -> list[str] | None:
    """`with` one or more context managers, their results bound to every kind of target."""
    if depth <= 0:
        return None
    items = []
    for _ in range(maker.weighted(((1, 6), (2, 2), (3, 1)))):
        text = _manager(maker)
        if text is None:
            break
        target = ""
        if maker.chance(0.5):
            # A manager may give itself: what it gives is not used as a number.
            target = f" as {maker.fresh('held')}"
        items.append(text + target)
    if not items:
        return None
    frame = maker.frame
    with maker.setting(guarded=frame.guarded + 1):
        (body,) = maker.branches([lambda: maker.block(depth - 1)], all_taken=False)
    frame.ended = False
    head = ", ".join(items)
    return [f"with ({head}):" if len(items) > 1 and maker.chance(0.3) else f"with {head}:", *indent(body)]


def _manager(maker: Maker) -> str | None:
    found = maker.objects("enter")
    if found and maker.chance(0.5):
        name, info = maker.pick(found)
        maker.frame.spend(info.cost)
        return maker.frame.use(name)
    able = [info for info in maker.classes() if "enter" in info.operations]
    if able:
        info = maker.pick(able)
        maker.frame.spend(info.cost)
        return instance(maker, info, 1)
    maker.needs.add("Manager")
    return f"Manager({maker.expr('int', 1)}, {maker.pick(('ValueError', 'KeyError', 'Exception', '()'))})"
