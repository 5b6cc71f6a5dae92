"""Makes a program use what it defines: calls of its functions, instances of its classes, loops over its generators."""

from __future__ import annotations

from tests.random_programs.calls import GENERATOR_COST, arguments
from tests.random_programs.control import try_except
from tests.random_programs.functions import closure
from tests.random_programs.maker import Maker, indent
from tests.random_programs.objects import OPERATIONS, instance, use
from tests.random_programs.scope import PLAIN, ClassInfo, Function
from tests.random_programs.using import drive, make_generator


def guarded(maker: Maker) -> list[str]:
    """Return a `try` whose errors do not end the program."""
    lines = try_except(maker, 3) or ["pass"]
    if maker.chance(0.9) or maker.frame.ended:
        maker.needs.add("show")
        maker.frame.ended = False
        lines = ["try:", *indent(lines), "except Exception as error:", "    print(show(error))"]
    return lines


def shielded(maker: Maker, lines: list[str]) -> list[str]:
    """Return `lines`, whose errors are printed. What they bind is not sure to be bound."""
    if maker.chance(0.08):
        return lines
    maker.needs.add("show")
    return ["try:", *indent(lines), "except Exception as error:", "    print(show(error))"]


def exercises(maker: Maker) -> list[str]:
    """Return statements that use each function and class of the module, most of them once."""
    lines: list[str] = []
    for name, kind in list(maker.frame.visible())[::-1]:
        if isinstance(kind, ClassInfo) and name == kind.name and maker.chance(0.9):
            lines += _object(maker, kind)
        elif isinstance(kind, Function) and maker.chance(0.7):
            lines += _call(maker, name, kind)
    lines += shielded(maker, closure(maker, 1) or ["pass"])
    lines += shielded(maker, make_generator(maker, 1) or ["pass"])
    return lines


def _call(maker: Maker, name: str, function: Function) -> list[str]:
    if not maker.frame.fits(function.cost):
        return []
    if function.returns in PLAIN:
        maker.frame.spend(function.cost)
        return shielded(maker, [f"print({name}({arguments(maker, function)}))"])
    if function.returns != "gen":
        return []
    maker.frame.spend(GENERATOR_COST)
    made = f"{name}({arguments(maker, function)})"
    if function.lasting:
        maker.needs.add("keep")
        made = f"keep({made})"
    lines = [f"{maker.target('gen')} = {made}"]
    for _ in range(maker.below(4)):
        lines += shielded(maker, drive(maker, 1) or ["pass"])
    return lines


def _object(maker: Maker, info: ClassInfo) -> list[str]:
    made = instance(maker, info, 1)
    name = maker.target(info, "o")
    lines = shielded(maker, [f"{name} = {made}"])
    able = [key for key, kind in info.operations.items() if key in OPERATIONS and kind == "int"]
    for key in able:
        if maker.frame.fits(info.cost * 2) and maker.chance(0.6):
            lines += shielded(maker, [f"print({use(maker, name, info, maker.pick(OPERATIONS[key]), 1)})"])
    for key, method in [*info.methods.items(), *info.statics.items()]:
        if maker.frame.fits(method.cost) and maker.chance(0.6):
            maker.frame.spend(method.cost)
            lines += shielded(maker, [f"print({name}.{key}({arguments(maker, method)}))"])
    for key in [key for key in info.attributes if key.startswith("q")]:
        lines += shielded(maker, [f"print({name}.{key})"])
        if key in info.settable:
            lines += shielded(maker, [f"{name}.{key} {maker.pick(('+=', '='))} {maker.expr('int', 1)}"])
    return lines
