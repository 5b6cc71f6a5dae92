"""`match` statements with all forms of patterns."""

from __future__ import annotations

import re
from functools import partial

from tests.random_programs.maker import Maker, indent, statement
from tests.random_programs.objects import pick_object

CAPTURED = re.compile(r"\bv\d+\b")


@statement(5)
def match_statement(maker: Maker, depth: int) -> list[str] | None:
    """`match` on a value of any kind, mostly with a last case that takes what is left."""
    if depth <= 0:
        return None
    kind = maker.pick(("int", "str", "list", "tuple", "dict", "object", "any"))
    found = pick_object(maker)
    if kind == "object":
        if found is None:
            return None
        maker.frame.spend(found[1].cost * 3)
        subject = maker.frame.use(found[0])
    else:
        subject = maker.expr(kind, 2)
    rows = []
    for _ in range(1 + maker.below(3)):
        row = _pattern(maker, kind, 2)
        rows.append(f"{row} as {maker.fresh('v')}" if maker.chance(0.15) and " as " not in row else row)
    if maker.chance(0.6):
        rows.append("_" if maker.chance(0.7) else maker.fresh("v"))

    def write(number: int) -> list[str]:
        row, last = rows[number], number + 1 == len(rows)
        guard = f" if {maker.expr('int', 2)}" if maker.chance(0.25) and not last else ""
        shown = [] if kind == "object" and " as " in row else CAPTURED.findall(row)
        lines = [f"print({', '.join(shown)})"] if shown and maker.chance(0.7) else []
        return [f"case {row}{guard}:", *indent(lines + maker.block(depth - 1, 1 + maker.below(2)))]

    complete = rows[-1] == "_" or rows[-1].startswith("v")
    before = set(maker.frame.definite)
    blocks = maker.branches([partial(write, number) for number in range(len(rows))], all_taken=complete)
    maker.frame.definite &= before
    return [f"match {subject}:", *(line for block in blocks for line in indent(block))]


def _pattern(maker: Maker, kind: str, depth: int) -> str:
    if kind == "any":
        kind = maker.pick(("int", "str", "list", "dict"))
    if depth <= 0:
        return maker.pick((maker.fresh("v"), "_", str(maker.below(4))))
    if maker.chance(0.15) and kind != "object":
        # Alternatives bind the same names: here none.
        return " | ".join(_closed(maker, kind) for _ in range(2))
    return PATTERNS[kind](maker, depth)


def _closed(maker: Maker, kind: str) -> str:
    return maker.pick(CLOSED[kind])


CLOSED = {
    "int": ("0", "-1", "2", "True", "None", "int()", "3", "5"),
    "str": ("'a'", "''", "str()", "None", "'b'"),
    "list": ("[]", "[_]", "[_, *_]", "list()", "[1, _]"),
    "tuple": ("()", "(_, _)", "[_, *_]", "tuple()", "(_, 2)"),
    "dict": ("{'a': _}", "{'b': 1}", "dict()"),
}


def _int_pattern(maker: Maker, depth: int) -> str:
    classes = [info for info in maker.classes() if info.constants]
    if classes and maker.chance(0.4):
        info = maker.pick(classes)
        return f"{maker.frame.use(info.name)}.{maker.pick(sorted(info.constants))}"
    return maker.pick(
        (str(maker.below(6)), "int()", f"int({maker.fresh('v')})", f"bool({maker.fresh('v')})", "None", "-2", "1.5")
    )


def _str_pattern(maker: Maker, depth: int) -> str:
    return maker.pick(("'a'", "'key'", "''", f"str({maker.fresh('v')})", f"('no' | 'b') as {maker.fresh('v')}"))


def _sequence(maker: Maker, depth: int) -> str:
    parts = [_pattern(maker, "int", depth - 1) for _ in range(1 + maker.below(3))]
    if maker.chance(0.5):
        parts.insert(maker.below(len(parts) + 1), maker.pick((f"*{maker.fresh('v')}", "*_")))
    if maker.chance(0.5):
        return f"[{', '.join(parts)}]"
    return f"({', '.join(parts)},)"


def _mapping(maker: Maker, depth: int) -> str:
    parts = [f"'{key}': {_pattern(maker, 'int', depth - 1)}" for key in ("a", "b", "key")[: 1 + maker.below(2)]]
    if maker.chance(0.4):
        parts.append(f"**{maker.fresh('v')}")
    return "{" + ", ".join(parts) + "}"


def _object_pattern(maker: Maker, depth: int) -> str:
    found = maker.classes()
    if not found:
        return "int()"
    info = maker.pick(found)
    parts = []
    if "match" in info.operations:
        parts += [_pattern(maker, "int", depth - 1) for _ in range(maker.below(3))]
    used = len(parts)
    names = [key for key, kind in info.attributes.items() if kind == "int" and key not in ("x", "y")[:used]]
    if names and maker.chance(0.6):
        parts.append(f"{maker.pick(names)}={_pattern(maker, 'int', depth - 1)}")
    return f"{maker.frame.use(info.name)}({', '.join(parts)})"


PATTERNS = {
    "int": _int_pattern,
    "str": _str_pattern,
    "list": _sequence,
    "tuple": _sequence,
    "dict": _mapping,
    "object": _object_pattern,
}
