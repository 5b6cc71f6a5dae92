"""Which special methods each operator may dispatch to, and which special attributes may be read plainly."""

from __future__ import annotations

from monty_cli.language import nodes as ast

BINARY: dict[type, tuple[str, ...]] = {
    ast.Add: ("__add__", "__radd__"),
    ast.Sub: ("__sub__", "__rsub__"),
    ast.Mult: ("__mul__", "__rmul__"),
    ast.Div: ("__truediv__", "__rtruediv__"),
    ast.FloorDiv: ("__floordiv__", "__rfloordiv__"),
    ast.Mod: ("__mod__", "__rmod__", "__str__", "__repr__", "__getitem__", "__float__", "__int__", "__index__"),
    ast.Pow: ("__pow__", "__rpow__"),
    ast.MatMult: ("__matmul__", "__rmatmul__"),
    ast.LShift: ("__lshift__", "__rlshift__"),
    ast.RShift: ("__rshift__", "__rrshift__"),
    ast.BitAnd: ("__and__", "__rand__"),
    ast.BitOr: ("__or__", "__ror__"),
    ast.BitXor: ("__xor__", "__rxor__"),
}
INPLACE: dict[type, tuple[str, ...]] = {
    kind: (names[0].replace("__", "__i", 1), *names) for kind, names in BINARY.items()
}
EQUALITY = ("__eq__", "__ne__")
COMPARE: dict[type, tuple[str, ...]] = {
    ast.Eq: EQUALITY,
    ast.NotEq: EQUALITY,
    ast.Lt: ("__lt__", "__gt__", "__eq__"),
    ast.Gt: ("__lt__", "__gt__", "__eq__"),
    ast.LtE: ("__le__", "__ge__", "__eq__"),
    ast.GtE: ("__le__", "__ge__", "__eq__"),
    ast.In: ("__contains__", "__eq__", "__hash__", "__iter__", "__getitem__", "__next__"),
    ast.NotIn: ("__contains__", "__eq__", "__hash__", "__iter__", "__getitem__", "__next__"),
}
UNARY: dict[type, tuple[str, ...]] = {ast.UAdd: ("__pos__",), ast.USub: ("__neg__",), ast.Invert: ("__invert__",)}
TRUTH = ("__bool__", "__len__")
TEXT = ("__str__", "__repr__", "__format__")
ITERATION = ("__iter__", "__next__", "__getitem__", "__reversed__")
ITEM = ("__getitem__", "__class_getitem__", "__missing__", "__hash__", "__eq__", "__index__")
ITEM_STORE = ("__setitem__", "__hash__", "__eq__", "__index__", "__iter__")
ITEM_DELETE = ("__delitem__", "__hash__", "__eq__", "__index__")

# Special attributes whose plain read is safe on every type: the slots of operators and protocols.
PLAIN_DUNDERS = frozenset(
    [
        "__init__",
        "__new__",
        "__call__",
        "__enter__",
        "__exit__",
        "__iter__",
        "__next__",
        "__len__",
        "__contains__",
        "__getitem__",
        "__setitem__",
        "__delitem__",
        "__missing__",
        "__bool__",
        "__str__",
        "__repr__",
        "__format__",
        "__hash__",
        "__eq__",
        "__ne__",
        "__lt__",
        "__le__",
        "__gt__",
        "__ge__",
        "__neg__",
        "__pos__",
        "__abs__",
        "__invert__",
        "__int__",
        "__float__",
        "__complex__",
        "__index__",
        "__round__",
        "__trunc__",
        "__floor__",
        "__ceil__",
        "__divmod__",
        "__rdivmod__",
        "__reversed__",
        "__get__",
        "__set__",
        "__delete__",
        "__set_name__",
        "__length_hint__",
        "__post_init__",
    ]
) | {item for names in (*INPLACE.values(),) for item in names}
