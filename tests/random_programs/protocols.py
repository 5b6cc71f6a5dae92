"""The protocols that a class of a program may have: the special methods, and the operations that they allow."""

from __future__ import annotations

from collections.abc import Callable

from tests.random_programs.maker import Maker
from tests.random_programs.scope import ClassInfo, Frame, Kind, Param

Writer = Callable[[Maker, ClassInfo, Frame], list[str]]


class Protocol:
    """Special methods that belong together: (name, parameters, writer of the body) each."""

    __slots__ = ("methods", "operations", "weight")

    def __init__(
        self, weight: int, operations: dict[str, Kind], *methods: tuple[str, tuple[Param, ...], Writer]
    ) -> None:
        self.weight = weight
        self.operations = operations
        self.methods = methods


def then(*templates: str) -> Writer:
    """Return a writer of a few statements that end in one of `templates`, filled."""

    def write(maker: Maker, info: ClassInfo, frame: Frame) -> list[str]:
        from tests.random_programs.forms import fill

        lines = maker.block(1, maker.below(2))
        if not frame.ended:
            lines += fill(maker, maker.pick(templates).replace("$CLASS", info.name), 1).split("\n")
        return lines

    return write


OTHER = (Param("other", "other"),)
KEY = (Param("key", "other"),)
NUMBER = (
    "if isinstance(other, int):\n    return $int + other\nreturn NotImplemented",
    "if not isinstance(other, int):\n    return NotImplemented\nreturn self.x - $int",
    "return self.x + $int",
    "return ext(self.x, $int)",
)
SAME = (
    "if not isinstance(other, $CLASS):\n    return NotImplemented\nreturn self.x < other.x",
    "return self.x < getattr(other, 'x', other)",
    "if isinstance(other, $CLASS):\n    return ext(self.x, other.x) > $int\nreturn NotImplemented",
)

# Where a class has no `__iter__`, what ends a loop over its items.
ENDS = "if isinstance(key, int) and key > 8:\n    raise IndexError(key)\n"

PROTOCOLS: dict[str, Protocol] = {
    "repr": Protocol(
        1,
        {"repr": "int"},
        ("__repr__", (), then("return f'$CLASS({self.x})'", "return '<' + str($int) + '>'", "return 'R' + $str[:4]")),
    ),
    "str": Protocol(3, {"str": "int"}, ("__str__", (), then("return $str", "return str(self.x) + $str"))),
    "format": Protocol(
        2, {"format": "int"}, ("__format__", (Param("spec", "str"),), then("return spec + $str", "return $str"))
    ),
    "add": Protocol(4, {"add": "int"}, ("__add__", OTHER, then(*NUMBER))),
    "radd": Protocol(3, {"radd": "int"}, ("__radd__", OTHER, then(*NUMBER))),
    "both": Protocol(
        2, {"add": "int", "radd": "int"}, ("__add__", OTHER, then(*NUMBER)), ("__radd__", OTHER, then(*NUMBER))
    ),
    "mul": Protocol(2, {"mul": "int"}, ("__mul__", OTHER, then(*NUMBER))),
    "neg": Protocol(1, {"neg": "int"}, ("__neg__", (), then("return $int", "return -self.x"))),
    "iadd": Protocol(
        2,
        {"iadd": "int"},
        ("__iadd__", OTHER, then("self.x = (self.x + $int)\nreturn self", "self.y = other\nreturn self")),
    ),
    "getitem": Protocol(
        4,
        {"getitem": "int"},
        (
            "__getitem__",
            KEY,
            then(
                ENDS + "if isinstance(key, slice):\n    return sum(range(6)[key]) + $int\nreturn (key, $int)[key % 2]",
                ENDS + "return $int",
                ENDS + "return (self.items[key] if isinstance(key, slice) else [key]) and $int",
            ),
        ),
    ),
    "sequence": Protocol(
        2,
        {"getitem": "int", "iter": "int"},
        ("__getitem__", KEY, then("if key not in (0, 1, 2):\n    raise IndexError(key)\nreturn $int")),
    ),
    "setitem": Protocol(
        3,
        {"setitem": "int", "getitem": "int"},
        (
            "__setitem__",
            (Param("key", "other"), Param("value", "other")),
            then("self.y = value", "self.x = (key, $int)[1]"),
        ),
        ("__getitem__", KEY, then(ENDS + "return self.y", ENDS + "return (self.x or $int)")),
    ),
    "delitem": Protocol(
        1,
        {"delitem": "int"},
        ("__delitem__", KEY, then("self.x = $int", "if key == 3:\n    raise KeyError(key)\nself.y = $int")),
    ),
    "len": Protocol(3, {"len": "int"}, ("__len__", (), then("return abs($int) % 5", "return $int & 7"))),
    "bool": Protocol(3, {"bool": "int"}, ("__bool__", (), then("return bool($int)", "return $int > $int"))),
    "contains": Protocol(
        2, {"contains": "int"}, ("__contains__", KEY, then("return key in self.items", "return $int"))
    ),
    "call": Protocol(
        3, {"call": "int"}, ("__call__", (Param("*args", "args"),), then("return $int", "return len(args) + $int"))
    ),
    "next": Protocol(
        3,
        {"iter": "int", "next": "int"},
        ("__iter__", (), then("self.at = 0\nreturn self")),
        ("__next__", (), then("if self.at >= 3:\n    raise StopIteration\nself.at += 1\nreturn $int")),
    ),
    "enter": Protocol(
        6,
        {"enter": "int"},
        ("__enter__", (), then("return self.x", "return $int", "return self")),
        (
            "__exit__",
            (Param("kind", "other"), Param("error", "other"), Param("trace", "other")),
            then(
                "print('exit', kind is None)\nreturn False",
                "return isinstance(error, (ValueError, KeyError))",
                "return kind is not None and kind.__name__ == 'ValueError'",
                "print('exit', $int)",
                "return $int",
            ),
        ),
    ),
    "getattr": Protocol(
        2,
        {"getattr": "int"},
        (
            "__getattr__",
            (Param("name", "name"),),
            lambda maker, info, frame: [
                f"if name == 'ghost' or name == {maker.pick(('1', chr(39) + 'spook' + chr(39)))}:",
                f"    return {maker.external('int', 0)}",
                "raise AttributeError(name)",
            ],
        ),
    ),
    "setattr": Protocol(
        2,
        {"setattr": "int"},
        (
            "__setattr__",
            (Param("name", "name"), Param("value", "other")),
            lambda maker, info, frame: [
                f"print('set', name, {maker.external('int', 0) if maker.chance(0.5) else 1})",
                "super().__setattr__(name, value)",
            ],
        ),
    ),
    "eq": Protocol(3, {"eq": "int"}, ("__eq__", OTHER, then(*(text.replace("<", "==") for text in SAME)))),
    "lt": Protocol(3, {"lt": "int"}, ("__lt__", OTHER, then(*SAME))),
    "index": Protocol(1, {"index": "int"}, ("__index__", (), then("return abs($int) % 3", "return 2"))),
}
