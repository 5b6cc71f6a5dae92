"""What `typing.get_type_hints` needs of the host: the text of an annotation taken apart."""

from __future__ import annotations

import ast
from types import BuiltinFunctionType, FunctionType, MethodType, ModuleType

from monty_cli.guest.protocol import MISSING, dict_of, is_guest_class, is_guest_code, lookup

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

UNCHECKED = "__no_type_check__"
DEEPEST = 100  # levels of an annotation


def annotation_tree(text: str) -> tuple[Any, ...]:
    """Return the expression of an annotation as nested tuples, each with its kind first.

    ('name', name), ('value', constant), ('attribute', part, name), ('item', part, part), ('or', part, part), ('tuple', parts),
    ('list', parts), ('star', part), ('call', part, parts, [(keyword, part), ...]).

    Raises:
        SyntaxError: it is no expression, or has parts that annotations do not have here.
    """
    try:
        return _tree(ast.parse(text.lstrip(" \t"), mode="eval").body, text, 0)
    except SyntaxError:
        if text.startswith("*"):
            return _tree(ast.parse(f"({text},)", mode="eval").body, text, 0)[1][0]  # type: ignore[no-any-return]
        raise SyntaxError(f"Forward reference must be an expression -- got {text!r}") from None


def _tree(node: ast.expr, text: str, depth: int) -> tuple[Any, ...]:
    if depth > DEEPEST:
        raise SyntaxError(f"the annotation is nested too deep: {text[:50]!r}")

    def inner(part: ast.expr) -> tuple[Any, ...]:
        return _tree(part, text, depth + 1)

    match node:
        case ast.Name(id=name):
            return "name", name
        case ast.Constant(value=value):
            return "value", value
        case ast.Attribute(value=owner, attr=name):
            return "attribute", inner(owner), name
        case ast.Subscript(value=owner, slice=index):
            return "item", inner(owner), inner(index)
        case ast.BinOp(left=left, op=ast.BitOr(), right=right):
            return "or", inner(left), inner(right)
        case ast.Tuple(elts=parts):
            return "tuple", [inner(part) for part in parts]
        case ast.List(elts=parts):
            return "list", [inner(part) for part in parts]
        case ast.Starred(value=part):
            return "star", inner(part)
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int() | float() | complex() as number)):
            return "value", -number
        case ast.Call(func=function, args=args, keywords=keywords) if all(keyword.arg for keyword in keywords):
            return "call", inner(function), [inner(arg) for arg in args], [(k.arg, inner(k.value)) for k in keywords]
    raise SyntaxError(f"get_type_hints() does not take this annotation: {text!r}; write names, [], | and calls")


def takes_no_hints(value: Any) -> bool:
    """Tell whether `get_type_hints` raises an error for a value without annotations."""
    return type(value) not in (FunctionType, BuiltinFunctionType, MethodType, ModuleType)


def is_unchecked(value: Any) -> bool:
    """Tell whether a function or class is marked as one whose annotations are no types."""
    if type(value) is FunctionType:
        return UNCHECKED in value.__dict__
    return is_guest_class(value) and lookup(value, UNCHECKED) is not MISSING


def leave_unchecked(value: Any) -> None:
    """Mark a function of the guest's, or a class and its functions, as such."""
    if type(value) is FunctionType and is_guest_code(value):
        value.__dict__[UNCHECKED] = True
    elif is_guest_class(value):
        for part in tuple(dict_of(value).values()):
            leave_unchecked(part)
        type.__setattr__(value, UNCHECKED, True)


HELPERS: dict[str, Any] = {
    "@annotation_tree": annotation_tree,
    "@takes_no_hints": takes_no_hints,
    "@is_unchecked": is_unchecked,
    "@leave_unchecked": leave_unchecked,
}
