"""The reviewed names of the attribute policy, as data."""

from __future__ import annotations

from types import GeneratorType

from monty_cli.language.names import DENIED as DENIED

# Special names that are safe to read on every type that a guest can reach: operators and protocols, names and texts.
_SPECIAL = """
    __bound__ __constraints__ __default__ __value__
    __abs__ __add__ __aenter__ __aexit__ __aiter__ __and__ __anext__ __await__ __base__ __bases__ __bool__ __bytes__
    __cause__ __ceil__ __class_getitem__ __complex__ __contains__ __context__ __copy__ __deepcopy__ __delete__
    __delitem__ __dir__ __divmod__ __doc__ __enter__ __eq__ __exit__ __float__ __floor__ __floordiv__ __format__
    __ge__ __get__ __getattr__ __getitem__ __gt__ __hash__ __iadd__ __iand__ __ifloordiv__ __ilshift__ __imatmul__
    __imod__ __imul__ __index__ __init__ __init_subclass__ __instancecheck__ __int__ __invert__ __ior__ __ipow__
    __irshift__ __isub__ __iter__ __itruediv__ __ixor__ __le__ __len__ __length_hint__ __lshift__ __lt__
    __match_args__ __matmul__ __missing__ __mod__ __module__ __mro__ __mro_entries__ __mul__ __name__ __ne__ __neg__
    __next__ __notes__ __or__ __orig_bases__ __orig_class__ __origin__ __args__ __parameters__ __pos__ __post_init__
    __pow__ __prepare__ __qualname__ __radd__ __rand__ __rdivmod__ __repr__ __reversed__ __rfloordiv__ __rlshift__
    __rmatmul__ __rmod__ __rmul__ __ror__ __round__ __rpow__ __rrshift__ __rshift__ __rsub__ __rtruediv__ __rxor__
    __set__ __set_name__ __setitem__ __slots__ __str__ __sub__ __subclasscheck__ __suppress_context__ __truediv__
    __trunc__ __type_params__ __value__ __xor__
    __concat__ __iconcat__ __inv__ __not__ __isabstractmethod__ __abstractmethods__
"""
SPECIAL_NAMES = frozenset(_SPECIAL.split())

# Public names that are unsafe on some type: read through the guard, which decides by the exact type.
_UNSAFE = """
    format format_map vformat get_field get_value format_field convert_field check_unused_args parse
    safe_substitute substitute get_identifiers pattern scanner expand groupindex sub subn finditer
    mro register registry dispatch cache_clear cache_info cache_parameters func keywords attrname lock
    fget fset fdel getter setter deleter
    obj object name_from path filename2 exceptions derive subgroup with_traceback
    print_file_and_line characters_written
    asend athrow aclose gen kwds run var old_value peek detach atexit parser
    cast release tobytes memo scan_once raw_decode parse_array parse_object parse_string object_hook
    object_pairs_hook from_exception stack strftime strptime prec Emax Emin clamp capitals rounding
    now today utcnow fromtimestamp utcfromtimestamp timestamp astimezone
    clear_flags clear_traps create_decimal as_tuple flags traps
"""
GUARDED = frozenset(_UNSAFE.split())

# Which of them a type (or one derived from it) has for guest code all the same.
GUARDED_ALLOWED: dict[type, frozenset[str]] = {
    type: frozenset({"mro"}),
    property: frozenset({"fget", "fset", "fdel", "getter", "setter", "deleter"}),
    UnicodeError: frozenset({"object"}),
    OSError: frozenset({"filename2", "characters_written"}),
    BaseExceptionGroup: frozenset({"exceptions", "derive", "subgroup", "split"}),
}

# The same for types of library modules, which are not imported for it: by module and qualified name.
LIBRARY_ALLOWED: dict[str, frozenset[str]] = {
    "datetime.date": frozenset({"strftime"}),
    "datetime.time": frozenset({"strftime"}),
    "decimal.Context": frozenset(
        {"Emax", "Emin", "capitals", "clamp", "clear_flags", "clear_traps", "create_decimal", "prec", "rounding"}
    ),
    "re.Pattern": frozenset({"flags", "pattern"}),
}

# What C asks for the parts of a module that are made late, and for the names of all: no parts that guest code reads.
MODULE_HOOKS = ("__getattr__", "__dir__")

# Special names of a class that would change what it is.
CLASS_NAMES = frozenset(
    {
        "__bases__",
        "__base__",
        "__mro__",
        "__dict__",
        "__class__",
        "__flags__",
        "__basicsize__",
        "__dictoffset__",
        "__weakrefoffset__",
    }
)

# Special names of a guest's function that it may set.
FUNCTION_STORES = frozenset(
    {"__name__", "__qualname__", "__doc__", "__module__", "__annotations__", "__dict__", "__wrapped__",
    "__type_params__", "__defaults__", "__kwdefaults__"}
)  # fmt: skip

# Of a function of the prelude that stands for a guest's.
WRAPPER_STORES = FUNCTION_STORES - {"__defaults__", "__kwdefaults__"}

# Attributes of builtin objects that are made to be set.
OBJECT_STORES: dict[type, frozenset[str]] = {
    property: frozenset({"__doc__"}),
    GeneratorType: frozenset({"__name__", "__qualname__"}),
}
