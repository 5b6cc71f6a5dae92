"""Simple statements: assignments to every kind of target, `del`, `print`, calls, `raise`, `return`, jumps, generators' use."""

from __future__ import annotations

import re
from collections.abc import Callable

from tests.random_programs.calls import GENERATOR_COST, comprehension, generator, iterable
from tests.random_programs.forms import fill
from tests.random_programs.functions import returned
from tests.random_programs.maker import Maker, indent, statement
from tests.random_programs.objects import TEXTS, instance, new, pick_object, use
from tests.random_programs.scope import PLAIN, ClassInfo
from tests.random_programs.special import bare_yield, may_yield

KINDS = (*PLAIN, "int", "int", "int", "str", "list")
ERRORS = ("ValueError", "KeyError", "TypeError", "IndexError", "ZeroDivisionError", "RuntimeError", "StopIteration")


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


@statement(14)
def show(maker: Maker, depth: int) -> list[str]:
    """`print`."""
    values = [maker.expr("any", 2) for _ in range(1 + maker.below(3))]
    if maker.chance(0.1):
        values.append(f"*{iterable(maker, 1)}")
    found = pick_object(maker)
    if found is not None and maker.chance(0.3):
        name, info = found
        if "repr" in info.operations:
            maker.frame.spend(info.cost)
            values.append(maker.frame.use(name) if maker.chance(0.7) else f"[{maker.frame.use(name)}]")
    if maker.chance(0.1):
        values.append(f"sep={maker.expr('str', 0) if maker.chance(0.5) else repr('-')}")
    if maker.chance(0.08):
        values.append("end=';'")
    return [f"print({', '.join(values)})"]


@statement(5)
def evaluate(maker: Maker, depth: int) -> list[str]:
    """An expression as a statement."""
    return [maker.external("any", 2) if maker.chance(0.5) else maker.expr("any", 3)]


@statement(1)
def check(maker: Maker, depth: int) -> list[str]:
    """`assert`, mostly of what holds."""
    message = f", {maker.expr('str', 1)}" if maker.chance(0.5) else ""
    return [
        f"assert ({maker.expr('int', 2)}, 1){message}"
        if maker.chance(0.8)
        else f"assert {maker.expr('int', 2)}{message}"
    ]


@statement(2)
def nothing(maker: Maker, depth: int) -> list[str]:
    """`pass`, or a statement that does nothing."""
    return [maker.pick(("pass", "...", "'text'"))]


# --- jumps


@statement(4)
def jump(maker: Maker, depth: int) -> list[str] | None:
    """`break`, `continue` or `return`, mostly under a condition."""
    frame = maker.frame
    if frame.type == "comprehension":
        return None
    forms = []
    if frame.breakable:
        forms += ["break", "break", "continue"]
    if frame.can_return:
        forms.append("return")
    if not forms:
        return None
    form = maker.pick(forms)
    if maker.chance(0.75):
        condition = maker.expr("int", 2)
        return [f"if {condition}:", f"    {_return(maker) if form == 'return' else form}"]
    text = _return(maker) if form == "return" else form
    frame.ended = True
    return [text]


def _return(maker: Maker) -> str:
    return f"return {returned(maker, maker.frame)}"


@statement(3)
def fail(maker: Maker, depth: int) -> list[str] | None:
    """`raise` in its forms, under a condition, or as what ends a block that a `try` surrounds."""
    frame = maker.frame
    if frame.can_raise_bare and maker.chance(0.4):
        text = "raise"
    else:
        text = f"raise {error(maker)}"
        caught = maker.holding("exc")
        if caught and maker.chance(0.4):
            text = maker.pick((f"raise {maker.pick(caught)}", f"{text} from {maker.pick(caught)}"))
        elif maker.chance(0.1):
            text += maker.pick((" from None", f" from {error(maker)}"))
    if not frame.guarded or maker.chance(0.6):
        if not frame.guarded and maker.chance(0.94):
            return None
        return [f"if {maker.expr('int', 2)}:", f"    {text}"]
    frame.ended = True
    return [text]


def error(maker: Maker, made: bool = False) -> str:
    """Return an exception: a class, or (always, if `made`) an instance with arguments."""
    name = maker.pick((*ERRORS, *maker.exceptions, *maker.exceptions))
    if not made and maker.chance(0.15):
        return name
    return f"{name}({', '.join(maker.expr('any', 1) for _ in range(maker.below(3)))})"


# --- objects


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


# --- generators


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
    "try:\n    print(NAME.throw(ERROR))\nexcept (ValueError, LookupError, StopIteration) as thrown:\n    print('thrown', $int)",
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
        source = generator(maker, 1) if maker.chance(0.6) else None
        text = f"yield from {source or iterable(maker, 1)}"
        if maker.chance(0.5):
            return [text]
        value = f"({text}) or {maker.expr('int', 0)}"
        return [f"{maker.target('int')} = {value}"]
    value = bare_yield(maker, 2)
    if value is None:
        return None
    if maker.chance(0.4):
        value += f" or {maker.expr('int', 0)}"
        return [f"{maker.target('int')} = {value}"]
    return [value if maker.chance(0.5) else f"print({value})"]
