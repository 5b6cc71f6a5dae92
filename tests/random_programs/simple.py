"""Simple statements: `print`, expressions, `assert`, `raise` in its forms, `return` and other jumps."""

from __future__ import annotations

from tests.random_programs.calls import iterable
from tests.random_programs.functions import returned
from tests.random_programs.maker import Maker, statement
from tests.random_programs.objects import pick_object

ERRORS = ("ValueError", "KeyError", "TypeError", "IndexError", "ZeroDivisionError", "RuntimeError", "StopIteration")


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


@statement(4)
def jump(maker: Maker, depth: int) -> list[str] | None:
    """`break`, `continue` or `return`, mostly under a condition."""
    frame = maker.frame
    if frame.type == "comprehension":
        return None
    forms = []
    if frame.breakable:
        forms += ["break", "continue", "continue"]
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
