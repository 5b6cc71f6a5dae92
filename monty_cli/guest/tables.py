"""Which calls of builtins and methods may run guest code, and the prelude functions that do the same work pausably."""

from __future__ import annotations

from monty_cli.guest.attribute_tables import GUARDED
from monty_cli.language.library import Effect

ORDER = ("__lt__", "__gt__", "__eq__", "__bool__", "__len__")
HASHING = ("__hash__",)  # a class that defines only `__eq__` makes no keys
TEXT = ("__str__", "__repr__", "__format__")

# builtin name -> when a call of it needs its prelude version
CALLS: dict[str, Effect] = {
    "iter": Effect("@builtin_iter", ("__iter__", "__getitem__"), arguments=2),
    "next": Effect("@next", ("__next__",), arguments=2),
    "list": Effect("@list", iterable=True),
    "tuple": Effect("@tuple", iterable=True),
    "set": Effect("@set", iterable=True),
    "frozenset": Effect("@frozenset", iterable=True),
    "bytes": Effect("@bytes", ("__bytes__", "__index__"), iterable=True),
    "bytearray": Effect("@bytearray", ("__index__",), iterable=True),
    "dict": Effect("@dict", ("__getitem__",), iterable=True),
    "sum": Effect("@sum", ("__add__", "__radd__"), iterable=True),
    "any": Effect("@any", ("__bool__", "__len__"), iterable=True),
    "all": Effect("@all", ("__bool__", "__len__"), iterable=True),
    "min": Effect("@min", ORDER, iterable=True, keywords=("key",)),
    "max": Effect("@max", ORDER, iterable=True, keywords=("key",)),
    "sorted": Effect("@sorted", ORDER, iterable=True, keywords=("key",)),
    "map": Effect("@map", always=True),
    "filter": Effect("@filter", always=True),
    "zip": Effect("@zip", iterable=True),
    "enumerate": Effect("@enumerate", ("__index__",), iterable=True),
    "reversed": Effect("@reversed", ("__reversed__", "__getitem__")),
    "str": Effect("@str", TEXT),
    "repr": Effect("@repr", TEXT),
    "ascii": Effect("@ascii", TEXT),
    "format": Effect("@format", TEXT),
    "print": Effect("@print", (*TEXT, "@redirected"), keywords=("file",)),
    "len": Effect("@len", ("__len__",)),
    "hash": Effect("@hash", ("__hash__",)),
    "bool": Effect("@bool", ("__bool__", "__len__")),
    "int": Effect("@int", ("__int__", "__index__", "__trunc__")),
    "float": Effect("@float", ("__float__", "__index__")),
    "complex": Effect("@complex", ("__complex__", "__float__", "__index__")),
    "abs": Effect("@abs", ("__abs__",)),
    "round": Effect("@round", ("__round__",)),
    "divmod": Effect("@divmod", ("__divmod__", "__rdivmod__")),
    "pow": Effect("@pow", ("__pow__", "__rpow__")),
    "bin": Effect("@bin", ("__index__",)),
    "oct": Effect("@oct", ("__index__",)),
    "hex": Effect("@hex", ("__index__",)),
    "chr": Effect("@chr", ("__index__",)),
    "range": Effect("@range", ("__index__",)),
    "isinstance": Effect("@isinstance", ("__instancecheck__", "__class__")),
    "issubclass": Effect("@issubclass", ("__subclasscheck__", "__bases__")),
    "getattr": Effect("@getattr", always=True),
    "hasattr": Effect("@hasattr", always=True),
    "setattr": Effect("@builtin_setattr", always=True),
    "delattr": Effect("@builtin_delattr", always=True),
    "dir": Effect("@dir", ("__dir__",)),
    "type": Effect("@type_of", arguments=2),
    "aiter": Effect("@builtin_aiter", always=True),
    "anext": Effect("@builtin_anext", always=True),
    "open": Effect("@open", always=True),
    "exec": Effect("@exec", always=True),
    "eval": Effect("@eval", always=True),
    "compile": Effect("@compile", always=True),
}

# method name -> when a call of it needs its prelude version, which takes the receiver first
METHODS: dict[str, Effect] = {
    **{
        name: Effect(f"@method_{name}", iterable=True)
        for name in (
            "extend",
            "extendleft",
            "join",
            "fromkeys",
            "union",
            "intersection",
            "intersection_update",
            "difference",
            "difference_update",
            "symmetric_difference",
            "symmetric_difference_update",
            "issubset",
            "issuperset",
            "isdisjoint",
        )
    },
    "update": Effect("@method_update", ("__getitem__",), iterable=True),
    "sort": Effect("@method_sort", ORDER, keywords=("key",)),
    "close": Effect("@method_close", iterable=True),
    "asend": Effect("@method_asend", always=True),
    "athrow": Effect("@method_athrow", always=True),
    "aclose": Effect("@method_aclose", always=True),
    "__await__": Effect("@method_await", always=True),
    "__anext__": Effect("@method_anext", always=True),
    "__aiter__": Effect("@method_aiter", always=True),
    "__new__": Effect("@method_new", ("@metaclass",)),
    "__call__": Effect("@method_call", ("@metaclass",)),
    "sub": Effect("@method_sub", ("@patterns",), replacement=True),
    "subn": Effect("@method_subn", ("@patterns",), replacement=True),
    "finditer": Effect("@method_finditer", ("@patterns",)),
    "expand": Effect("@method_expand", ("@patterns",)),
    "format": Effect("@method_format", always=True),
    "format_map": Effect("@method_format_map", always=True),
}

# Builtins whose call never runs guest code, whatever the program defines.
PURE = frozenset(
    ("callable", "classmethod", "id", "object", "ord", "property", "slice", "staticmethod", "super", "vars")
)

__all__ = ["CALLS", "GUARDED", "METHODS", "PURE"]
