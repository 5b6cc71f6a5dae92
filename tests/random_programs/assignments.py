"""Assignments to every kind of target, unpacking, augmented assignment, changes in place, and `del`."""

from __future__ import annotations

import re
from collections.abc import Callable

from tests.random_programs.forms import fill
from tests.random_programs.maker import Maker, statement
from tests.random_programs.objects import pick_object, use
from tests.random_programs.scope import PLAIN

KINDS = (*PLAIN, "int", "int", "int", "str", "list")


@statement(16)
def assign(maker: Maker, depth: int) -> list[str]:
    """`name = value`."""
    kind = maker.pick(KINDS)
    value = maker.expr(kind, 2 + maker.below(2))
    return [f"{maker.target(kind)} = {value}"]


@statement(2)
def chained(maker: Maker, depth: int) -> list[str]:
    """`first = second = value`."""
    kind = maker.pick(KINDS)
    value = maker.expr(kind, 2)
    return [f"{maker.target(kind)} = {maker.target(kind)} = {value}"]


@statement(1)
def annotated(maker: Maker, depth: int) -> list[str] | None:
    """`name: note = value`."""
    kind = maker.pick(PLAIN)
    value = maker.expr(kind, 1)
    name = maker.target(kind)
    if name in maker.frame.owner.declared:
        return [f"{name} = {value}"]
    return [f"{name}: {kind} = {value}"]


UNPACKINGS: tuple[tuple[str, str], ...] = (
    ("PLACE, PLACE", "$int, $int"),
    ("PLACE, PLACE", "($int, $int)"),
    ("NAME, *LIST", "$int, *$iter"),
    ("[NAME, *LIST, NAME]", "[$int, $int, *$iter]"),
    ("NAME, (PLACE, NAME)", "$int, ($int, $int)"),
    ("NAME, (NAME, *LIST), PLACE", "$int, $list or [1], $int"),
    ("*LIST, NAME", "(*$iter, 1)"),
    ("NAME, PLACE, *LIST", "(*$list, 1, 2)"),
    ("NAME, NAME", "(*$tuple, 0, 1)[:2]"),
    ("NAME, *LIST = *LIST, NAME", "[$int, $int]"),
    ("TEXT, NAME", "$str, $int"),
    ("TEXT, *LIST", "$str or 'ab'"),
)


@statement(6)
def unpack(maker: Maker, depth: int) -> list[str]:
    """Unpacking into names, with stars and nested targets, into attributes and items."""
    targets, value = maker.pick(UNPACKINGS)
    value = fill(maker, value, 2)
    return [f"{TARGET.sub(lambda match: TARGETS[match[0]](maker), targets)} = {value}"]


@statement(1)
def swap(maker: Maker, depth: int) -> list[str] | None:
    """Names that trade their values."""
    frame = maker.frame.owner
    names = [name for name, kind in frame.names.items() if kind == "int" and name in frame.definite]
    if len(names) < 2:
        return None
    first, second = maker.pick(names), maker.pick(names)
    return [f"{first}, {second} = {second}, {first}"]


def place_for(maker: Maker) -> str:
    """Return a target for an int: a name, an attribute, an item."""
    form = maker.below(4)
    if form == 0:
        found = pick_object(maker)
        if found is not None and found[1].settable:
            maker.frame.spend(found[1].cost)
            return f"{maker.frame.use(found[0])}.{maker.pick(sorted(found[1].settable))}"
    if form == 1:
        names = maker.holding("dict")
        if names:
            return f"{maker.frame.use(maker.pick(names))}[{maker.expr('str', 1)}]"
    if form == 2:
        names = maker.holding("list")
        if names:
            name = maker.frame.use(maker.pick(names))
            return fill(
                maker, maker.pick(("(NAME or [0])[0]", "(NAME or [0])[-1]", "(NAME or [0])[$int % 1]")), 1
            ).replace("NAME", name)
    return maker.target("int")


TARGET = re.compile("NAME|PLACE|LIST|TEXT")
TARGETS: dict[str, Callable[[Maker], str]] = {
    "NAME": lambda maker: maker.target("int"),
    "LIST": lambda maker: maker.target("list"),
    "TEXT": lambda maker: maker.target("str"),
    "PLACE": place_for,
}


@statement(7)
def augmented(maker: Maker, depth: int) -> list[str] | None:
    """`name += value`, on names, with every operator."""
    kind = maker.pick(("int", "int", "int", "str", "list", "tuple", "dict"))
    frame = maker.frame.owner
    names = [
        name
        for name, held in (*frame.names.items(), *frame.declared.items())
        if held == kind and (name in frame.definite or name in frame.declared)
    ]
    if not names:
        return None
    name = maker.pick(names)
    if kind == "int":
        return [f"{name} {fill(maker, maker.pick(AUGMENTS), 2)}"]
    if kind == "dict":
        return [f"{name} |= {maker.expr('dict', 1)}"]
    return [f"if len({name}) < 9:", f"    {name} += {maker.expr(kind, 1)}"]


@statement(5)
def augmented_place(maker: Maker, depth: int) -> list[str] | None:
    """`object.attribute += value`, `items[key] += value`, and the object's own `+=`."""
    found = pick_object(maker)
    if found is not None and maker.chance(0.7):
        name, info = found
        forms = [f"$OBJECT.{key} += $int" for key in sorted(info.settable)]
        forms += [form for key, form in AUGMENTED_OBJECTS.items() if key in info.operations]
        if name not in maker.frame.owner.definite:
            forms = [form for form in forms if not form.startswith("$OBJECT +=")]
        if forms:
            maker.frame.spend(info.cost)
            return [use(maker, name, info, maker.pick(forms), 1)]
    kind = maker.pick(("dict", "list"))
    names = maker.holding(kind)
    if not names:
        return None
    name = maker.frame.use(maker.pick(names))
    return fill(maker, maker.pick(AUGMENTED_ITEMS[kind]), 1).replace("NAME", name).split("\n")


AUGMENTS = (
    "+= $int",
    "+= $int",
    "-= $int",
    "|= $int",
    "&= $int",
    "^= $int",
    "//= ($int or 3)",
    "%= ($int or 5)",
    ">>= $int & 3",
)
AUGMENTED_OBJECTS = {
    "iadd": "$OBJECT += $int",
    "setitem": "$OBJECT[$int] -= $int",
    "add": "$OBJECT.x += $OBJECT + $int",
}
AUGMENTED_ITEMS = {
    "list": (
        "NAME[:] = ($int, *NAME[:5])\nNAME[$int % 1] += $int",
        "NAME[:] = [*NAME, 1]\nNAME[0] *= $int % 5\ndel NAME[6:]",
        "NAME[:1] += [$int]\ndel NAME[6:]",
    ),
    "dict": (
        "NAME['a'] = $int\nNAME['a'] += $int",
        "NAME['a'] = NAME['b'] = NAME[''] = $int\nNAME[$str] -= $int",
        "NAME[$str] = NAME.get($str, 0) + $int",
    ),
}


@statement(5)
def change(maker: Maker, depth: int) -> list[str] | None:
    """Changes of a list or dict in place, kept to a few items."""
    kind = maker.pick(("list", "list", "dict"))
    names = maker.holding(kind)
    if not names:
        return None
    name = maker.frame.use(maker.pick(names))
    line = fill(maker, maker.pick(CHANGES[kind]), 2).replace("NAME", name)
    grows = kind == "list" and not line.startswith(f"{name}.sort") and not line.startswith(f"{name}.rev")
    return [f"if len({name}) < 7:", f"    {line}"] if grows else [line]


CHANGES = {
    "list": (
        "NAME.append($int)",
        "NAME.append($int)",
        "NAME.extend([*$iter][:4])",
        "NAME.insert($int, $int)",
        "NAME[$int:2] = $iter",
        "NAME.sort(key=$fn)",
        "NAME.sort(key=$fn, reverse=$int)",
        "NAME.reverse()",
    ),
    "dict": ("NAME[$str] = $int", "NAME.update($dict)", "NAME.setdefault($str, $int)", "NAME.pop($str, $int)"),
}


@statement(3)
def assign_place(maker: Maker, depth: int) -> list[str] | None:
    """An assignment to an attribute or an item."""
    value = maker.expr("int", 2)
    target = place_for(maker)
    return [f"{target} = {value}"]


@statement(3)
def delete(maker: Maker, depth: int) -> list[str] | None:
    """`del` of a name, an item, a slice."""
    form = maker.below(4)
    frame = maker.frame
    if form == 0 and frame.type != "comprehension" and not frame.breakable:
        names = [name for name, kind in frame.names.items() if kind in PLAIN and name in frame.definite]
        if len(names) > 2:
            name = maker.pick(names)
            frame.definite.discard(name)
            frame.dropped.add(name)
            return [f"del {name}"]
    if form == 1:
        names = maker.holding("dict")
        if names:
            name = maker.frame.use(maker.pick(names))
            key = repr("b") if maker.chance(0.7) else maker.expr("str", 1)
            return [f"{name}['b'] = {maker.expr('int', 0)}", f"del {name}[{key}]"]
    if form == 2:
        found = maker.objects("delitem")
        if found:
            name, info = maker.pick(found)
            maker.frame.spend(info.cost)
            return [f"del {maker.frame.use(name)}[{maker.expr('int', 1)}]"]
    names = maker.holding("list")
    if not names:
        return None
    return [f"del {maker.frame.use(maker.pick(names))}[{maker.expr('int', 1)}:{maker.expr('int', 0)}]"]
