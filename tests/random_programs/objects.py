"""Expressions that use instances of the program's classes: attributes, methods, operators and the other protocols.

`OPERATIONS` tells for each operation that a class may have which text uses it, as templates of `forms.fill` in which
`$OBJECT` stands for the instance.
"""

from __future__ import annotations

from tests.random_programs.calls import arguments
from tests.random_programs.forms import fill
from tests.random_programs.maker import Maker, expression
from tests.random_programs.scope import ClassInfo

OPERATIONS: dict[str, tuple[str, ...]] = {
    "add": ("($OBJECT + $int)",),
    "radd": ("($int + $OBJECT)", "sum([$OBJECT], $int)"),
    "mul": ("($OBJECT * $int)",),
    "sub": ("($OBJECT - $int)",),
    "neg": ("(-$OBJECT)",),
    "getitem": ("$OBJECT[$int % 7]", "$OBJECT[$int % 5]", "$OBJECT[$int:$int]"),
    "call": ("$OBJECT($int)", "$OBJECT(*$iter)"),
    "len": ("len($OBJECT)",),
    "bool": ("bool($OBJECT)", "(1 if $OBJECT else $int)", "(not $OBJECT)", "(True and ($OBJECT and $int or 3))"),
    "contains": ("($int in $OBJECT)", "($int not in $OBJECT)"),
    "iter": (
        "sum($OBJECT)",
        "max(0, *$OBJECT)",
        "len(list($OBJECT))",
        "next(iter($OBJECT), $int)",
        "($int in $OBJECT)",
    ),
    "eq": ("($OBJECT == $OBJECT)", "($OBJECT != $int)", "($OBJECT in [$int, $OBJECT])", "($int == $OBJECT)"),
    "lt": ("($OBJECT < $OBJECT)", "max($OBJECT, $OBJECT).x", "sorted([$OBJECT, $OBJECT])[0].x", "($OBJECT > $OBJECT)"),
    "index": ("[5, 6, 7][$OBJECT]", "int($OBJECT)"),
    "str": ("len(str($OBJECT))",),
    "getattr": ("$OBJECT.ghost", "getattr($OBJECT, 'spook', $int)", "hasattr($OBJECT, 'phantom')"),
    "missing": ("$OBJECT[$str]",),
}

TEXTS: dict[str, tuple[str, ...]] = {
    "str": ("str($OBJECT)", "'%s' % ($OBJECT,)", "'{}'.format($OBJECT)"),
    "repr": ("repr($OBJECT)", "str([$OBJECT])", "'%r' % ($OBJECT,)"),
    "format": ("format($OBJECT, $str)", "'{:q}'.format($OBJECT)", 'f"{$OBJECT:w}"', 'f"{$OBJECT:{$int}}"'),
}


def use(maker: Maker, name: str, info: ClassInfo, template: str, depth: int) -> str:
    """Return `template` with `name`, an instance of `info`, in the places of the object."""
    maker.frame.spend(info.cost * template.count("$OBJECT"))
    return fill(maker, template.replace("$OBJECT", maker.frame.use(name)), depth)


def pick_object(maker: Maker) -> tuple[str, ClassInfo] | None:
    """Return a name that holds an instance, or `None` where there is none that fits."""
    found = maker.objects()
    return maker.pick(found) if found else None


@expression("int", 12)
def operated(maker: Maker, depth: int) -> str | None:
    """An operator or a builtin that calls one of the class's own methods."""
    found = pick_object(maker)
    if found is None:
        return None
    name, info = found
    able = [key for key, kind in info.operations.items() if key in OPERATIONS and kind == "int"]
    if not able:
        return None
    return use(maker, name, info, maker.pick(OPERATIONS[maker.pick(able)]), depth)


@expression("str", 6)
def written(maker: Maker, depth: int) -> str | None:
    """The text of an instance, by one of the ways to ask for it."""
    found = pick_object(maker)
    if found is None:
        return None
    name, info = found
    able = [key for key in info.operations if key in TEXTS]
    if not able:
        return None
    template = maker.pick(TEXTS[maker.pick(able)])
    if template.startswith("f"):
        if maker.in_fstring:
            return None
        with_fstring = use_in_fstring(maker, name, info, template, depth)
        return f"{with_fstring}[:20]"
    return f"({use(maker, name, info, template, depth)})[:20]"


def use_in_fstring(maker: Maker, name: str, info: ClassInfo, template: str, depth: int) -> str:
    """Return `template`, an f-string, filled: with no f-string inside."""
    maker.in_fstring = True
    text = use(maker, name, info, template.replace("{$int}", "{($int)}"), depth)
    maker.in_fstring = False
    return text


@expression("int", 9)
def attribute(maker: Maker, depth: int) -> str | None:
    """An attribute that holds an int, or a property; of an instance, of `self`, of a class."""
    found = pick_object(maker)
    if found is None:
        return None
    name, info = found
    names = [key for key, kind in info.attributes.items() if kind == "int"]
    if maker.chance(0.15) and info.constants:
        return f"{maker.frame.use(info.name)}.{maker.pick(list(info.constants))}"
    if not names:
        return None
    maker.frame.spend(info.cost)
    return f"{maker.frame.use(name)}.{maker.pick(names)}"


@expression("list", 3)
def list_attribute(maker: Maker, depth: int) -> str | None:
    """An attribute that holds a list."""
    found = pick_object(maker)
    if found is None or "items" not in found[1].attributes:
        return None
    return f"{maker.frame.use(found[0])}.items[:6]"


def _method_of(kind: str) -> None:
    @expression(kind, 8 if kind == "int" else 4)
    def produce(maker: Maker, depth: int) -> str | None:
        found = pick_object(maker)
        if found is None:
            return None
        name, info = found
        able = [(key, method) for key, method in info.methods.items() if method.returns == kind]
        if maker.chance(0.3):
            able, name = [(key, method) for key, method in info.statics.items() if method.returns == kind], info.name
        if not able:
            return None
        key, method = maker.pick(able)
        if not maker.frame.fits(method.cost):
            return None
        maker.frame.spend(method.cost)
        return f"{maker.frame.use(name)}.{key}({arguments(maker, method, depth)})"


for _kind in ("int", "str", "list"):
    _method_of(_kind)


@expression("int", 3)
def of_new(maker: Maker, depth: int) -> str | None:
    """An attribute of an instance that is made on the spot."""
    text = new(maker, depth)
    if text is None:
        return None
    info, made = text
    names = [key for key, kind in info.attributes.items() if kind == "int"]
    return f"{made}.{maker.pick(names)}" if names else None


@expression("list", 2)
def sorted_objects(maker: Maker, depth: int) -> str | None:
    """Instances in the order of their own `__lt__`, or of a key."""
    first = new(maker, 0)
    if first is None:
        return None
    info, made = first
    if "lt" not in info.operations and "x" not in info.attributes:
        return None
    maker.frame.spend(info.cost * 4 + info.constructor.cost * 2)
    made = f"{made}, {instance(maker, info, 0)}, {instance(maker, info, 0)}"
    order = "" if "lt" in info.operations else ", key=lambda q: (q.x, ext(q.x))"
    return f"[q.x for q in sorted([{made}]{order})]"


def new(maker: Maker, depth: int) -> tuple[ClassInfo, str] | None:
    """Return a class and a call that makes an instance of it."""
    found = maker.classes()
    if not found:
        return None
    info = maker.pick(found)
    return info, instance(maker, info, depth)


def instance(maker: Maker, info: ClassInfo, depth: int) -> str:
    """Return a call that makes an instance of `info`."""
    maker.frame.spend(info.constructor.cost)
    return f"{maker.frame.use(info.name)}({arguments(maker, info.constructor, min(depth, 1))})"
