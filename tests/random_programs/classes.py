"""Statements that define classes: their bodies, constructors, methods, properties and base classes.

A method reaches its own instance only through the attributes that `__init__` sets, so that no two of them call each
other without end.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from tests.random_programs.calls import arguments
from tests.random_programs.control import try_except
from tests.random_programs.functions import body, decoration, depth_of, enter, generator_body, may_define, parameters
from tests.random_programs.maker import Maker, expression, indent, statement
from tests.random_programs.objects import instance
from tests.random_programs.protocols import PROTOCOLS
from tests.random_programs.scope import ClassInfo, Frame, Function, Param

METHOD_LIMITS = (15, 30, 50)


@expression("int", 10)
def own_attribute(maker: Maker, depth: int) -> str | None:
    """An attribute of the instance whose method this is."""
    info = maker.frame.owner_class
    if info is None or "self" not in dict(maker.frame.visible()):
        return None
    return f"{maker.frame.use('self')}.{maker.pick(('x', 'x', 'y', '_z'))}"


def method(
    maker: Maker,
    info: ClassInfo,
    name: str,
    params: Sequence[Param],
    text: str,
    write: Callable[[Frame], list[str]],
    first: str = "self",
) -> tuple[list[str], int]:
    """Return the lines of a method and the cost of a call; `write` returns its statements."""
    with maker.scope("function", maker.pick(METHOD_LIMITS)) as frame:
        frame.owner_class = info
        names = [Param(first, first)] if first else []
        lines = enter(maker, frame, [*names, *params], "int")
        frame.can_return = False
        lines += write(frame)
    return [f"def {name}({', '.join(filter(None, (first, text)))}):", *indent(lines or ["pass"])], frame.cost + 1


@statement(1)
def class_definition(maker: Maker, depth: int) -> list[str] | None:
    """A class with some of the protocols that Python has, perhaps derived from another one."""
    if not may_define(maker) or depth_of(maker.frame) > 1 or maker.frame.type == "class":
        return None
    bases = maker.classes()
    base = maker.pick(bases) if bases and maker.chance(0.45) else None
    info = ClassInfo(maker.fresh("C"), base)
    with maker.scope("class") as frame:
        lines = _class_body(maker, frame, info)
        lines += _constructor(maker, info)
        for writer in _features(maker, info):
            more, cost = writer(maker, info)
            info.cost = max(info.cost, cost)
            lines += more
    head = f"class {info.name}({_bases(maker, base)}):" if base or maker.chance(0.1) else f"class {info.name}:"
    decorators = [f"@{maker.frame.use(name)}" for name in _class_decorators(maker)]
    maker.frame.define(info.name, info)
    return [*decorators, head, *indent(lines)]


def _bases(maker: Maker, base: ClassInfo | None) -> str:
    return maker.frame.use(base.name) if base else ""


def _class_decorators(maker: Maker) -> list[str]:
    found = [name for name, held in maker.functions("class decorator")]
    return [maker.pick(found)] if found and maker.chance(0.4) else []


def _class_body(maker: Maker, frame: Frame, info: ClassInfo) -> list[str]:
    lines = []
    if maker.chance(0.15):
        lines.append(f"'doc of {info.name}'")
    if maker.chance(0.4):
        frame.can_walrus = maker.chance(0.5)
        lines += try_except(maker, 2) or [] if maker.chance(0.6) else maker.block(1, 1)
        frame.ended = False
    if maker.chance(0.2):
        name = maker.fresh("n")
        lines.append(f"{name}: int = {maker.expr('int', 1)}")
        frame.define(name, "int")
    if info.base is None and maker.chance(0.3):
        lines.append("__match_args__ = ('x', 'y')")
        info.operations["match"] = "int"
    elif info.base is None and maker.chance(0.1):
        lines.append("__slots__ = ('x', 'y', '_z', 'items', 'at')")
    info.constants.update((name, "int") for name in frame.definite if frame.names.get(name) == "int")
    return lines


def _constructor(maker: Maker, info: ClassInfo) -> list[str]:
    if info.base is not None and maker.chance(0.4):
        made = info.constructor
        info.constructor = Function(made.params, info, made.cost)
        return []
    params, text = parameters(maker)

    def write(frame: Frame) -> list[str]:
        frame.owner_class = None  # the attributes are not there yet
        lines = maker.block(1, 1) if maker.chance(0.25) else []
        if frame.ended:
            return lines
        if info.base is not None:
            maker.frame.spend(info.base.constructor.cost)
            lines.append(f"super().__init__({arguments(maker, info.base.constructor)})")
            lines.append(f"self.y {maker.pick(('+', '-', ''))}= {maker.expr('int', 1)}")
        else:
            values = [maker.expr("int", 1), maker.expr("int", 1)]
            if maker.chance(0.3):
                lines.append(f"self.x, self.y = {', '.join(values)}")
            else:
                lines += [f"self.{name} = {value}" for name, value in zip("xy", values, strict=True)]
            lines.append(f"self._z = {maker.expr('int', 1)}")
            lines.append(f"self.items = {maker.expr('list', 1)}")
            lines.append("self.at = 0")
        return lines

    lines, cost = method(maker, info, "__init__", params, text, write)
    info.constructor = Function(params, info, cost)
    info.attributes.update(x="int", y="int", items="list")
    info.settable |= {"x", "y"}
    return lines


Feature = Callable[[Maker, ClassInfo], tuple[list[str], int]]


def _features(maker: Maker, info: ClassInfo) -> list[Feature]:
    chosen: list[Feature] = []
    if info.base is None or maker.chance(0.2):
        chosen.append(_protocol("repr"))
    for _ in range(1 + maker.below(5)):
        chosen.append(maker.weighted(FEATURES))
    return chosen


def _protocol(key: str) -> Feature:
    def write(maker: Maker, info: ClassInfo) -> tuple[list[str], int]:
        lines: list[str] = []
        cost = 0
        protocol = PROTOCOLS[key]
        for dunder, params, writer in protocol.methods:
            text = ", ".join(param.name for param in params)
            more, spent = method(maker, info, dunder, params, text, partial(writer, maker, info))
            lines += more
            cost += spent
        info.operations.update(protocol.operations)
        if key == "eq":
            lines.append("__hash__ = None")
        return lines, cost

    return write


def _plain_method(maker: Maker, info: ClassInfo) -> tuple[list[str], int]:
    known = [key for key, held in info.methods.items() if info.base and held is info.base.methods.get(key)]
    returns = maker.pick(("int", "int", "str", "list"))
    decorators, extra = decoration(maker)
    if known and maker.chance(0.5):
        return _override(maker, info, maker.pick(known))
    name = maker.fresh("m")
    params, text = parameters(maker)

    def write(frame: Frame) -> list[str]:
        frame.can_return, frame.returns = True, returns
        return body(maker, frame, maker.below(3), 1)

    lines, cost = method(maker, info, name, params, text, write)
    info.methods[name] = Function(params, returns, cost + extra)
    return [*decorators, *lines], 0


def _override(maker: Maker, info: ClassInfo, name: str) -> tuple[list[str], int]:
    held = info.methods[name]

    def write(frame: Frame) -> list[str]:
        frame.can_return, frame.returns = True, held.returns
        lines = maker.block(1, maker.below(2))
        if not frame.ended:
            frame.spend(held.cost)
            result = f"super().{name}({arguments(maker, held)})"
            lines.append(
                f"return {result if maker.chance(0.6) else f'({result} or {maker.expr(str(held.returns), 1)})'}"
            )
        return lines

    # What takes any arguments takes those of the method below.
    lines, cost = method(maker, info, name, [], "*args, **kwargs", write)
    info.methods[name] = Function(held.params, held.returns, cost + held.cost)
    return lines, 0


def _static(maker: Maker, info: ClassInfo) -> tuple[list[str], int]:
    name = maker.fresh("m")
    returns = maker.pick(("int", "int", "str", "list"))
    params, text = parameters(maker)
    first, decorator = maker.pick((("", "staticmethod"), ("cls", "classmethod")))

    def write(frame: Frame) -> list[str]:
        frame.can_return, frame.returns = True, returns
        return body(maker, frame, maker.below(3), 1)

    lines, cost = method(maker, info, name, params, text, write, first)
    info.statics[name] = Function(params, returns, cost)
    return [f"@{decorator}", *lines], 0


def _property(maker: Maker, info: ClassInfo) -> tuple[list[str], int]:
    name = maker.fresh("q")

    def read(frame: Frame) -> list[str]:
        frame.can_return = True
        return body(maker, frame, maker.below(2), 1)

    def write(frame: Frame) -> list[str]:
        return [*maker.block(1, maker.below(2)), *([] if frame.ended else ["self.x = value"])]

    lines, cost = method(maker, info, name, [], "", read)
    lines = ["@property", *lines]
    if maker.chance(0.6):
        more, spent = method(maker, info, name, [Param("value", "int")], "value", write)
        lines += [f"@{name}.setter", *more]
        cost += spent
        info.settable.add(name)
    info.attributes[name] = "int"
    return lines, cost


def _generator_method(maker: Maker, info: ClassInfo) -> tuple[list[str], int]:
    def write(frame: Frame) -> list[str]:
        frame.may_last = False
        frame.can_return = True
        return generator_body(maker, frame)

    lines, cost = method(maker, info, "__iter__", [], "", write)
    info.operations["iter"] = "int"
    return lines, cost


def _descriptor(maker: Maker, info: ClassInfo) -> tuple[list[str], int]:
    maker.needs.add("Field")
    name = maker.fresh("q")
    info.attributes[name] = "int"
    info.settable.add(name)
    return [f"{name} = Field({maker.expr('int', 1)})"], 12


def _subclass_hook(maker: Maker, info: ClassInfo) -> tuple[list[str], int]:
    return [
        "def __init_subclass__(cls, **options):",
        "    super().__init_subclass__(**options)",
        f"    cls.made = {maker.expr('int', 1)}",
        "    print('subclass', cls.__name__, cls.made)",
    ], 0


def _operator_returning_self(maker: Maker, info: ClassInfo) -> tuple[list[str], int]:
    dunder, key = maker.pick(
        (("__sub__", "self-"), ("__or__", "self|"), ("__lshift__", "self<<"), ("__matmul__", "self@"))
    )

    def write(frame: Frame) -> list[str]:
        lines = maker.block(1, maker.below(2))
        if not frame.ended:
            frame.can_walrus = False
            lines.append(f"return {instance(maker, info, 1)}")
        return lines

    lines, cost = method(maker, info, dunder, [Param("other", "other")], "other", write)
    info.operations[key] = info
    return lines, cost + info.constructor.cost


FEATURES: tuple[tuple[Feature, int], ...] = (
    (_plain_method, 10),
    (_static, 4),
    (_property, 5),
    (_generator_method, 4),
    (_descriptor, 1),
    (_subclass_hook, 1),
    (_operator_returning_self, 3),
    *((_protocol(key), protocol.weight) for key, protocol in PROTOCOLS.items()),
)


@statement(1)
def class_decorator(maker: Maker, depth: int) -> list[str] | None:
    """A decorator of classes."""
    if maker.frame.parent is not None:
        return None
    name = maker.fresh("deco")
    with maker.scope("function", maker.pick(METHOD_LIMITS)) as frame:
        lines = enter(maker, frame, [Param("cls", "cls")], "int")
        frame.can_return = False
        lines += maker.block(1, 1)
        if frame.ended:
            return None
        lines += [f"cls.tag = {maker.expr('int', 1)}", "return cls"]
    maker.frame.define(name, Function([], "class decorator", frame.cost + 1))
    return [f"def {name}(cls):", *indent(lines)]


def exception_class(maker: Maker, depth: int) -> list[str] | None:
    """An exception of the program's own."""
    if maker.frame.parent is not None or len(maker.exceptions) > 3:
        return None
    name = maker.fresh("E")
    base = maker.pick(("Exception", "ValueError", "KeyError", "LookupError", *maker.exceptions))
    lines = [f"class {name}({base}):"]
    if maker.chance(0.5):
        lines += ["    def __init__(self, *args):", "        super().__init__(*args)"]
        lines.append(f"        self.code = {maker.external('int', 0) if maker.chance(0.5) else '7'}")
    else:
        lines.append("    code = 3")
    maker.exceptions.append(name)
    return lines
