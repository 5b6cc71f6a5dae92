"""Explaining binary operators and comparisons: which step of CPython's protocol runs, and which steps would follow.

`a + b` may call `b.__radd__`, `a.__iadd__`, `a.__add__` and `b.__radd__`, each after the one before has returned `NotImplemented`.
The link names the steps that are left, as bound methods with their argument, and what happens at the end of them.
"""

from __future__ import annotations

from types import FunctionType, MethodType

from monty_cli.guest.protocol import dict_of, find, mro_of
from monty_cli.language import nodes as ast
from monty_cli.machine.explain import Link, Reader, Target
from monty_cli.machine.lookups import Unexplained

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

OPERATORS: dict[type, tuple[str, str]] = {
    ast.Add: ("add", "+"),
    ast.Sub: ("sub", "-"),
    ast.Mult: ("mul", "*"),
    ast.Div: ("truediv", "/"),
    ast.FloorDiv: ("floordiv", "//"),
    ast.Mod: ("mod", "%"),
    ast.Pow: ("pow", "** or pow()"),
    ast.MatMult: ("matmul", "@"),
    ast.LShift: ("lshift", "<<"),
    ast.RShift: ("rshift", ">>"),
    ast.BitAnd: ("and", "&"),
    ast.BitOr: ("or", "|"),
    ast.BitXor: ("xor", "^"),
}
COMPARISONS: dict[type, tuple[str, str, str]] = {
    ast.Eq: ("__eq__", "__eq__", "=="),
    ast.NotEq: ("__ne__", "__ne__", "!="),
    ast.Lt: ("__lt__", "__gt__", "<"),
    ast.LtE: ("__le__", "__ge__", "<="),
    ast.Gt: ("__gt__", "__lt__", ">"),
    ast.GtE: ("__ge__", "__le__", ">="),
}


class Step:
    """One call that the protocol may make: `receiver.function(argument)`; `inverted` for `!=` by way of `__eq__`."""

    __slots__ = ("argument", "function", "inverted", "receiver")

    def __init__(self, receiver: Any, function: FunctionType, argument: Any, inverted: bool = False) -> None:
        self.receiver = receiver
        self.function = function
        self.argument = argument
        self.inverted = inverted


def explain_operator(reader: Reader, node: ast.AST, target: Target) -> Link | None:
    """Return the link for a `BinOp`, `AugAssign` or `Compare`."""
    if isinstance(node, ast.Compare):
        left, right, op = reader.value(node.left), reader.value(node.comparators[0]), type(node.ops[0])
        if op not in COMPARISONS:
            return None
        return _link(_comparison_steps(left, right, op), target, ("compare", COMPARISONS[op][2], left, right))
    if isinstance(node, ast.AugAssign):
        left, right = reader.value(_loaded(node.target)), reader.value(node.value)
        name, symbol = OPERATORS[type(node.op)]
        steps = [*_step(left, f"__i{name}__", right), *_binary_steps(left, right, name)]
        return _link(steps, target, ("binary", symbol.replace(" or pow()", "") + "=", left, right))
    assert isinstance(node, ast.BinOp)
    left, right = reader.value(node.left), reader.value(node.right)
    name, symbol = OPERATORS[type(node.op)]
    return _link(_binary_steps(left, right, name), target, ("binary", symbol, left, right))


def _loaded(target: ast.expr) -> ast.expr:
    assert isinstance(target, ast.Name)
    return ast.Name(target.id, ast.Load())


def _step(receiver: Any, name: str, argument: Any) -> list[Step]:
    attribute, guest = find(type(receiver), name)
    if not guest or type(attribute) is not FunctionType:
        return []
    return [Step(receiver, attribute, argument)]


def _is_derived(cls: type, base: type) -> bool:
    return cls is not base and any(owner is base for owner in mro_of(cls))


def _binary_steps(left: Any, right: Any, name: str) -> list[Step]:
    direct, reflected = f"__{name}__", f"__r{name}__"
    first = _step(left, direct, right)
    if type(left) is type(right):
        return first
    second = _step(right, reflected, left)
    if _is_derived(type(right), type(left)) and second and _overrides(right, left, reflected):
        return [*second, *first]
    return [*first, *second]


def _overrides(right: Any, left: Any, name: str) -> bool:
    return find(type(right), name)[0] is not find(type(left), name)[0]


def _comparison_steps(left: Any, right: Any, op: type) -> list[Step]:
    direct, reflected, _ = COMPARISONS[op]
    first = _compare_step(left, direct, right)
    second = _compare_step(right, reflected, left)
    if _is_derived(type(right), type(left)) and second:
        return [*second, *first]
    return [*first, *second]


def _compare_step(receiver: Any, name: str, argument: Any) -> list[Step]:
    """Return the step for `name`; `!=` without a `__ne__` of the guest's inverts its `__eq__`."""
    if name == "__ne__":
        owner = next((cls for cls in mro_of(type(receiver)) if "__ne__" in dict_of(cls)), object)
        if owner is object:
            found = _step(receiver, "__eq__", argument)
            for step in found:
                step.inverted = True
            return found
    return _step(receiver, name, argument)


def _link(steps: list[Step], target: Target, end: tuple[Any, ...]) -> Link | None:
    """Return the link to the one step whose function runs inside."""
    if target.host is not None:
        return None
    running = [index for index, step in enumerate(steps) if step.function.__code__ is target.code]
    if not running:
        return None
    index = running[0] if len(running) == 1 else _tell_apart(steps, running, target)
    left = [(MethodType(step.function, step.receiver), step.argument, step.inverted) for step in steps[index + 1 :]]
    return Link((end[0], steps[index].inverted, left, *end[1:]), steps[index].function)


def _tell_apart(steps: list[Step], running: list[int], target: Target) -> int:
    """Choose between steps that run the same function by the receiver that it has got."""
    from monty_cli.machine.explain import receiver_of

    receiver = receiver_of(target)
    found = [index for index in running if steps[index].receiver is receiver]
    if len(found) != 1:
        raise Unexplained("one function is both the operator and its reflection, with the same object on both sides")
    return found[0]
