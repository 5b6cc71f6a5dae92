"""Writes random guest programs: `generate(seed)` gives the same text on every Python.

The programs end, in bounded time: loops count their passes, recursion its depth, and the cost of every call is known
before it is written. They call external functions in any place of any expression, print what they see, and end in an
expression.
"""

from __future__ import annotations

from tests.random_programs import (
    assignments,
    classes,
    control,
    forms,
    functions,
    patterns,
    simple,
    special,
    using,
)
from tests.random_programs.exercise import exercises, guarded, shielded
from tests.random_programs.maker import STATEMENTS, Maker
from tests.random_programs.scope import PLAIN

PRODUCERS = (
    assignments,
    classes,
    control,
    forms,
    functions,
    patterns,
    simple,
    special,
    using,
)  # each fills the tables when it is imported
LARGEST = 6  # about how many statements the module has
COST_PER_STATEMENT = 1000
DEFINITIONS = (
    functions.function,
    functions.function,
    functions.recursive_function,
    functions.generator_function,
    functions.generator_function,
    functions.closure_maker,
    functions.decorator,
    classes.class_definition,
    classes.class_definition,
    classes.class_definition,
    classes.class_decorator,
    classes.exception_class,
)

# Helpers that a program starts with, where it needs them.
PREAMBLE = {
    "reduce": "from functools import reduce",
    "islice": "from itertools import islice",
    # A generator that shows when it is closed is never dropped: CPython closes it at once, others may do so later.
    "keep": "kept = []\ndef keep(generator):\n    kept.append(generator)\n    return generator",
    "show": "def show(error):\n    return f'{type(error).__name__}: {error}'",
    "Manager": """class Manager:
    def __init__(self, value, hides):
        self.value = value
        self.hides = hides
    def __enter__(self):
        print('enter', ext(self.value))
        return self.value
    def __exit__(self, kind, error, trace):
        print('leave', kind is None, ext())
        return isinstance(error, self.hides)""",
    "Field": """class Field:
    def __init__(self, value):
        self.value = value
    def __set_name__(self, owner, name):
        self.name = '_' + name
    def __get__(self, instance, owner):
        return getattr(instance, self.name, self.value) + ext()
    def __set__(self, instance, value):
        setattr(instance, self.name, (value, ext(self.name))[0])""",
}


def generate(seed: int, size: int | None = None, external_rate: float = 0.1) -> str:
    """Return the text of a program.

    `size` is how many statements, about, the module has, by default 1 to `LARGEST`, by seed; `external_rate` the share
    of expressions that are external calls.
    """
    size = size or 1 + seed % LARGEST
    maker = Maker(seed, size * COST_PER_STATEMENT, external_rate)
    lines = []
    for kind in PLAIN:
        if maker.chance(0.7):
            value = maker.expr(kind, 1)
            lines.append(f"{maker.target(kind)} = {value}")
    for _ in range(2 + maker.below(4)):
        lines += _definition(maker)
    lines += exercises(maker)
    for _ in range(size // 2 + maker.below(size)):
        if maker.frame.ended or not maker.frame.fits(5):
            break
        lines += guarded(maker) if maker.chance(0.9) else maker.statement(3)
    if not maker.frame.ended:
        lines.append(_result(maker))
    head = [text for key, text in PREAMBLE.items() if key in maker.needs]
    return "\n".join([*head, *lines]) + "\n"


def _definition(maker: Maker) -> list[str]:
    lines = maker.pick(DEFINITIONS)(maker, 2) or []
    # What a class statement binds counts as bound: where it fails, later uses fail too, mostly inside of `try`.
    return shielded(maker, lines) if any(line.startswith("class") for line in lines) else lines


def _result(maker: Maker) -> str:
    names = [name for name, kind in maker.frame.visible() if kind in PLAIN]
    shown = [maker.pick(names) for _ in range(min(4, len(names)))]
    return f"({', '.join([*shown, maker.expr('int', 2)])},)"


assert PRODUCERS
assert STATEMENTS
