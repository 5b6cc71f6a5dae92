"""Productions that need more than a template: assignment expressions, `yield`, f-strings, lambdas, `reduce`."""

from __future__ import annotations

from tests.random_programs.calls import callback, iterable
from tests.random_programs.maker import Maker, expression
from tests.random_programs.scope import PLAIN

MOST_YIELDS = 10  # of one generator, over all passes of its loops


@expression("int", 7)
def walrus(maker: Maker, depth: int) -> str | None:
    """An assignment expression. What it binds is no surer afterwards than before: its place may not be reached."""
    frame = maker.frame
    if not frame.can_walrus or not frame.owner.can_walrus:
        return None
    value = maker.expr("int", depth)
    owner = frame.owner
    before = set(owner.definite)
    name = maker.target("int")
    owner.definite = before
    return f"({name} := {value})"


@expression("int", 3)
def reduction(maker: Maker, depth: int) -> str:
    """A fold, by a callback or by a function of the program."""
    maker.needs.add("reduce")
    return f"reduce({callback(maker, 2)}, {iterable(maker, depth)}, {maker.expr('int', depth)})"


@expression("int", 3)
def called_lambda(maker: Maker, depth: int) -> str:
    """A function that is called where it is made."""
    return f"{callback(maker, 1, depth)}({maker.expr('int', depth)})"


@expression("int", 8)
def yielded(maker: Maker, depth: int) -> str | None:
    """`yield` as an operand: its value is what `send` gives, or None."""
    text = bare_yield(maker, depth)
    if text is None:
        return None
    return f"({text} or {maker.expr('int', 0)})" if maker.chance(0.9) else text


def bare_yield(maker: Maker, depth: int) -> str | None:
    """Return a `yield` expression in parentheses, or `None` where none may stand."""
    if not may_yield(maker):
        return None
    return f"(yield {maker.expr('int', depth)})" if maker.chance(0.93) else "(yield)"


def may_yield(maker: Maker, times: int = 1) -> bool:
    """Tell whether a `yield` may stand here, and count it."""
    frame = maker.frame
    count = frame.multiplier * times
    if not frame.can_yield or frame.type != "function" or frame.yields + count > MOST_YIELDS:
        return False
    if frame.guarded:
        if not frame.may_last:
            return False
        frame.lasting = True
    frame.yields += count
    return True


@expression("str", 14)
def fstring(maker: Maker, depth: int) -> str:
    """An f-string with conversions, format specifications and nested fields."""
    if maker.in_fstring:
        return f"str({maker.expr('any', depth)})"
    maker.in_fstring = True
    parts = [_part(maker, depth) for _ in range(1 + maker.below(3))]
    maker.in_fstring = False
    return f'f"{"".join(parts)}"[:30]'


def _part(maker: Maker, depth: int) -> str:
    lead = maker.pick(("", "", "-", "a=", "{{", "}} ", " "))
    kind = maker.pick(PLAIN)
    value = f"({maker.expr(kind, depth)})"
    if kind == "int" and maker.chance(0.2):
        return f"{lead}{{{value}:>{{({maker.expr('int', 0)} & 7)}}}}" if maker.chance(0.4) else f"{lead}{{{value}:03}}"
    if kind == "str" and maker.chance(0.3):
        return f"{lead}{{{value}{maker.pick(('', '!r', '!s'))}:{maker.pick(('>5', '<4', '^6', ''))}}}"
    return f"{lead}{{{value}{maker.pick(('', '', '', '!r', '!s', '!a', '='))}}}"
