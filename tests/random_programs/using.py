"""Statements that make objects and generators, and drive generators: `next`, `send`, `throw`, `close`, `yield`."""

from __future__ import annotations

from tests.random_programs.calls import GENERATOR_COST, comprehension, generator, iterable
from tests.random_programs.forms import fill
from tests.random_programs.maker import Maker, indent, statement
from tests.random_programs.objects import TEXTS, instance, new, pick_object, use
from tests.random_programs.scope import ClassInfo
from tests.random_programs.simple import error
from tests.random_programs.special import bare_yield, may_yield


@statement(9)
def make_object(maker: Maker, depth: int) -> list[str] | None:
    """A name for an instance: a new one, or what an operator of another one gives."""
    made = new(maker, 1)
    if made is None:
        return None
    info, text = made
    related = [
        (name, held) for name, held in maker.objects() if any(held.operations.get(key) is not None for key in SELF)
    ]
    if related and maker.chance(0.3):
        name, held = maker.pick(related)
        key = maker.pick([key for key in SELF if key in held.operations])
        kind = held.operations[key]
        assert isinstance(kind, ClassInfo)
        maker.frame.spend(held.cost)
        text = f"({maker.frame.use(name)} {SELF[key]} {maker.expr('int', 1)})"
        info = kind
    return [f"{maker.target(info, 'o')} = {text}"]


SELF = {"self-": "-", "self|": "|", "self<<": "<<", "self@": "@"}


@statement(2)
def write_object(maker: Maker, depth: int) -> list[str] | None:
    """`print` of an object's text."""
    found = pick_object(maker)
    if found is None:
        return None
    name, info = found
    able = [key for key in info.operations if key in TEXTS and key != "format"]
    if not able:
        return None
    return [f"print({use(maker, name, info, maker.pick(TEXTS[maker.pick(able)]), 1)})"]


@statement(1)
def several_objects(maker: Maker, depth: int) -> list[str] | None:
    """A loop over new instances."""
    found = maker.classes()
    if not found or not maker.frame.fits(40):
        return None
    info = maker.pick(found)
    name = maker.fresh("o")
    lines = [f"for {name} in ({instance(maker, info, 1)}, {instance(maker, info, 1)}):"]
    with maker.times(2), maker.setting(breakable=maker.frame.breakable + 1):
        maker.frame.owner.define(name, info)
        (inside,) = maker.branches([lambda: maker.block(0, 2)], all_taken=False)
    maker.frame.owner.definite.discard(name)
    return [*lines, *indent(inside)]


@statement(5)
def make_generator(maker: Maker, depth: int) -> list[str] | None:
    """A name for a generator, perhaps of an expression."""
    if maker.chance(0.25):
        text = f"({comprehension(maker, 'int', 1)})"
    else:
        made = generator(maker, 1, named=False)
        if made is None:
            return None
        text = made
    return [f"{maker.target('gen')} = {text}"]


@statement(9)
def drive(maker: Maker, depth: int) -> list[str] | None:
    """A step of a generator that a name holds: `next`, `send`, `throw`, `close`, a part of it unpacked."""
    names = maker.holding("gen")
    if not names or not maker.frame.fits(GENERATOR_COST // 2):
        return None
    maker.frame.spend(GENERATOR_COST // 3)
    name = maker.frame.use(maker.pick(names))
    form = maker.below(2 + len(DRIVES))
    if form < 2:
        value = f"next({name}, {maker.expr('int', 1)})"
        return [f"{maker.target('int')} = {value}"]
    if form == 5:
        maker.needs.add("islice")
    return fill(maker, DRIVES[form - 2], 1).replace("NAME", name).replace("ERROR", error(maker)).split("\n")


DRIVES = (
    "next(NAME, None)\ntry:\n    print(NAME.send($int))\nexcept StopIteration as stop:\n    print('stop', stop.value)",
    "try:\n    print(NAME.throw(ERROR))\nexcept (ValueError, LookupError, StopIteration):\n    print('thrown', $int)",
    "NAME.close()",
    "print(list(islice(NAME, 2)))",
    "print(next(NAME, 'end'), *NAME)",
    "print([v for v in zip(NAME, $list_)])",
    "print(any(v == $int0 for v in NAME))",
)


@statement(12)
def yield_statement(maker: Maker, depth: int) -> list[str] | None:
    """`yield`, `yield from`, and what is sent bound to a name."""
    if maker.chance(0.25) and may_yield(maker, 3):
        source = (generator(maker, 1) if maker.chance(0.6) else None) or iterable(maker, 1)
        text = f"yield from {source}"
        if maker.chance(0.5):
            return [text]
        value = f"({text}) or {maker.expr('int', 0)}"
        return [f"{maker.target('int')} = {value}"]
    given = bare_yield(maker, 2)
    if given is None:
        return None
    if maker.chance(0.4):
        value = f"{given} or {maker.expr('int', 0)}"
        return [f"{maker.target('int')} = {value}"]
    return [given if maker.chance(0.5) else f"print({given})"]
