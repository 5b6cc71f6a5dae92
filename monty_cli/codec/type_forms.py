"""Rows of what annotations are made of.

| tag | row |
| --- | --- |
| 80 | `[80, column of origin, args, unpacked]` `list[int]` |
| 81 | `[81, column of the members]` `int | str` |
| 82 | `[82, name, column of constructor arguments, column of options]` TypeVar, ParamSpec, TypeVarTuple |
| 83 | `[83, column of name, value, parameters]` alias of a `type` statement |
| 84 | `[84, column of form, args]` what `typing.List[int]`, `typing.Optional[int]` and the like give;
`[84, column of form, parameters, result]` for `typing.Callable` |
"""

from __future__ import annotations

import gc
import operator
import sys
from functools import reduce
from types import FunctionType, GenericAlias, UnionType

from .environment import Unsupported
from .kind import Kind, expect, is_class, simple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from .decoder import Reader
    from .encoder import Writer


def _alias_fields(alias: Any) -> list[Any]:
    return [alias.__origin__, alias.__args__, alias.__unpacked__]


def _make_alias(origin: object, args: object, unpacked: object) -> object:
    alias: Any = GenericAlias(origin, expect(args, tuple))  # type: ignore[arg-type]
    return next(iter(alias)) if unpacked else alias


def _check_members(members: tuple[Any, ...], error: type[ValueError]) -> None:
    # `|` asks the metaclass first; of those only `type` is known to be the host's.
    for member in members:
        if not (type(member) in (type, GenericAlias) or type(member) is type(None) or _is_typing(type(member))):
            raise error("a union of objects of the program can't be stored")


def _encode_union(writer: Writer, union: Any) -> list[Any]:
    _check_members(union.__args__, Unsupported)
    return [81, writer.column(union.__args__)]


def _declare_union(reader: Reader, payload: object) -> None:
    column = reader.column(payload)

    def make() -> object:
        members = tuple(reader.values(column))
        _check_members(members, ValueError)
        return expect(reduce(operator.or_, members), UnionType)

    reader.later(column.refs(), make)


# The names of typing are only there if the program uses them; nothing here imports typing for others.


def _is_typing(cls: type) -> bool:
    typing = sys.modules.get("typing")
    return typing is not None and any(cls is vars(typing).get(name) for name in _TYPING_TYPES)


_TYPING_TYPES = ("TypeVar", "ParamSpec", "TypeVarTuple", "TypeAliasType", "_GenericAlias", "_UnionGenericAlias")
_PARAMETERS = ("TypeVar", "ParamSpec", "TypeVarTuple")
_OPTIONS = ("covariant", "contravariant", "infer_variance", "default")
_ALIASES = ("_GenericAlias", "_UnionGenericAlias", "_CallableGenericAlias", "_LiteralGenericAlias", "_AnnotatedAlias")


def classify_typing(writer: Writer, value: object) -> Callable[[Writer, Any], list[Any]] | None:
    """The encoder for an object of `typing`; None for other values."""
    typing = sys.modules.get("typing")
    if typing is None:
        return None
    names = vars(typing)
    for group, encode in (
        (_PARAMETERS, _encode_parameter),
        (("TypeAliasType",), _encode_type),
        (_ALIASES, _encode_form),
    ):
        if any(type(value) is names.get(name) for name in group):
            return encode
    return None


_NOT_EVALUATED = "a type parameter or alias that hasn't been evaluated can't be stored"


def _refuse_lazy_parameter(value: object) -> None:
    # What isn't given yet is computed by a function of the program when someone asks. A parameter refers to each
    # part, if it is there, and then to its function.
    last: object = None
    for part in gc.get_referents(value):
        if part is type(value):
            continue
        if type(part) is FunctionType and (last is None or type(last) is FunctionType):
            raise Unsupported(_NOT_EVALUATED)
        last = part


def _refuse_lazy_alias(value: object) -> None:
    # An alias refers to its function first and then to its value.
    parts = gc.get_referents(value)
    if parts and type(parts[-1]) is FunctionType and sum(type(part) is FunctionType for part in parts) == 1:
        raise Unsupported(_NOT_EVALUATED)


def _encode_parameter(writer: Writer, value: Any) -> list[Any]:
    if sys.version_info >= (3, 12):
        _refuse_lazy_parameter(value)
    name = type(value).__name__
    args = [value.__name__, *getattr(value, "__constraints__", ())]
    options = {option: getattr(value, f"__{option}__", None) for option in _OPTIONS}
    if name == "TypeVar":
        options["bound"] = value.__bound__
    no_default = getattr(sys.modules["typing"], "NoDefault", None)
    found = {key: option for key, option in options.items() if option and option is not no_default}
    return [82, name, writer.column(args), writer.shape(tuple(found)), writer.column(list(found.values()))]


def _declare_parameter(reader: Reader, name: object, arguments: object, shape: object, options: object) -> None:
    import typing

    if name not in _PARAMETERS:
        raise ValueError("a type parameter is of an unknown kind")
    make: Any = getattr(typing, name)
    column = reader.column(arguments)
    keys = reader.shape(shape)
    option_column = reader.column(options, len(keys))

    def made() -> object:
        found = dict(zip(keys, reader.values(option_column), strict=True))
        if sys.version_info < (3, 12):
            found.pop("infer_variance", None)
        if sys.version_info < (3, 13):
            found.pop("default", None)
        args = reader.values(column)
        expect(args[0], str)
        parameter = make(*args, **found)
        return parameter

    reader.later([*column.refs(), *option_column.refs()], made)


def _encode_type(writer: Writer, value: Any) -> list[Any]:
    _refuse_lazy_alias(value)
    return [83, writer.column([value.__name__, value.__value__, value.__type_params__])]


def _declare_type(reader: Reader, payload: object) -> None:
    import typing

    make: Any = vars(typing).get("TypeAliasType")
    if make is None:
        raise ValueError("this Python has no type aliases")
    column = reader.column(payload, 3)

    def made() -> object:
        name, value, parameters = reader.values(column)
        return make(expect(name, str), value, type_params=expect(parameters, tuple))

    reader.later(column.refs(), made)


def _hashed(args: object) -> object:
    # typing remembers forms by their hashed arguments, and takes lists as tuples.
    if type(args) is tuple:
        return tuple(tuple(arg) if type(arg) is list else arg for arg in args)
    return args


def _encode_form(writer: Writer, value: Any) -> list[Any]:
    parts = value.__reduce__()
    if len(parts) != 2 or parts[0] is not operator.getitem or writer.env.name_of(parts[1][0]) is None:
        raise Unsupported("this generic type can't be stored")
    form, args = parts[1]
    writer.guard.check([_hashed(args)])
    if type(args) is tuple and args and type(args[0]) is list:
        return [84, writer.column([form, tuple(args[0]), *args[1:]])]
    return [84, writer.column([form, args])]


def _declare_form(reader: Reader, payload: object) -> None:
    column = reader.column(payload)

    def make() -> object:
        form, args, *result = reader.values(column)
        if result:
            args = (list(expect(args, tuple)), *result)
        if is_class(form) or reader.env.name_of(form) is None or type(form).__module__ != "typing":
            raise ValueError("a generic type is of an unknown form")
        reader.guard.check([_hashed(args)])
        return form[args]

    reader.later(column.refs(), make)


KINDS = [
    simple(80, GenericAlias, _alias_fields, _make_alias),
    Kind(81, (UnionType,), _encode_union, _declare_union),
    Kind(82, (), None, _declare_parameter),
    Kind(83, (), None, _declare_type),
    Kind(84, (), None, _declare_form),
]
