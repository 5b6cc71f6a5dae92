"""Rows of what annotations are made of.

| tag | row |
| --- | --- |
| 80 | `[80, column of origin, args, unpacked]` `list[int]` |
| 81 | `[81, column of the members]` `int | str` |
| 82 | `[82, kind, name, column]` TypeVar, ParamSpec, TypeVarTuple of the syntax of 3.12, with the helper objects that
evaluate its parts, nil for a part that isn't there |
| 83 | `[83, name, column of type parameters and helper object]` alias of a `type` statement |
| 84 | `[84, form, column of args]` what CPython itself makes with `typing`; `[84, form]` that part of `typing` |

Forms are `Union` (of a type parameter and others), `Unpack` (of a TypeVarTuple), `ParamSpecArgs`, `ParamSpecKwargs`,
`ForwardRef` (to a str) and `NoDefault`.
"""

from __future__ import annotations

import operator
import sys
from functools import reduce
from itertools import accumulate
from types import GenericAlias, UnionType

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


_ASKED = frozenset(("__or__", "__ror__", "__eq__", "__hash__"))


def _check_members(members: tuple[Any, ...], error: type[ValueError]) -> None:
    for member in members:
        if not (
            type(member) in (type, GenericAlias)
            or type(member) is type(None)
            or _form_of(member) == "TypeAliasType"
            or (is_class(member) and _is_quiet(type(member)))
        ):
            raise error("a union of objects of the program can't be stored")


def _is_quiet(metaclass: type) -> bool:
    """Whether `|` between classes of a metaclass runs no code of the program: it asks the metaclass first."""
    lookup = type.__dict__["__dict__"].__get__
    bases = type.__dict__["__mro__"].__get__(metaclass)
    return all(cls is type or cls is object or _ASKED.isdisjoint(lookup(cls)) for cls in bases)


def _cost(members: tuple[Any, ...]) -> int:
    # With each member CPython compares all those before it with each other.
    return len(members) ** 3 // 100


def _encode_union(writer: Writer, union: Any) -> list[Any]:
    _check_members(union.__args__, Unsupported)
    writer.steps.take(_cost(union.__args__))
    return [81, writer.column(union.__args__)]


def _declare_union(reader: Reader, payload: object) -> None:
    column = reader.column(payload)

    def make() -> object:
        members = tuple(reader.values(column))
        reader.steps.take(_cost(members))
        _check_members(members, ValueError)
        return expect(reduce(operator.or_, members), UnionType)

    reader.later(column.refs(), make)


# CPython makes the objects of `typing` where a script has type parameters; nothing here imports it for others.

_FORMS = {
    "TypeVar": "parameter",
    "ParamSpec": "parameter",
    "TypeVarTuple": "parameter",
    "TypeAliasType": "alias",
    "ParamSpecArgs": "__origin__",
    "ParamSpecKwargs": "__origin__",
    "ForwardRef": "__forward_arg__",
    "_UnionGenericAlias": "Union",
    "_UnpackGenericAlias": "Unpack",
}
_BARE = ("Union", "Unpack", "NoDefault")


def _form_of(value: object) -> str | None:
    """The name of the exact type of `value` in `typing`, if it is one that is stored."""
    return next((name for name in _FORMS if any(type(value) is part.get(name) for part in _typing_parts())), None)


def _typing_parts() -> list[dict[str, Any]]:
    # What `typing` has of C's is there without it, from 3.12 on.
    return [vars(sys.modules[name]) for name in ("_typing", "typing") if name in sys.modules]


def classify_typing(writer: Writer, value: object) -> Callable[[Writer, Any], list[Any]] | None:
    """The encoder for an object of `typing`; None for other values."""
    form = _form_of(value)
    if form is not None:
        kind = _FORMS[form]
        return _encode_parameter if kind == "parameter" else _encode_type if kind == "alias" else _encode_form
    return _encode_bare if _bare_name(value) is not None else None


def _bare_name(value: object) -> str | None:
    return next((name for name in _BARE if any(value is part.get(name, _BARE) for part in _typing_parts())), None)


def _encode_parameter(writer: Writer, value: object) -> list[Any]:
    kind, name, lazies = writer.env.describe_type_parameter(value)
    return [82, kind, name, writer.column(lazies)]


def _declare_parameter(reader: Reader, kind: object, name: object, payload: object) -> None:
    column = reader.column(payload)
    given: tuple[str, str] = (expect(kind, str), expect(name, str))
    reader.later(column.refs(), lambda: reader.env.make_type_parameter(*given, tuple(reader.values(column))))


def _encode_type(writer: Writer, value: object) -> list[Any]:
    name, parameters, lazy = writer.env.describe_type_alias(value)
    return [83, name, writer.column([parameters, lazy])]


def _declare_type(reader: Reader, name: object, payload: object) -> None:
    column = reader.column(payload, 2)
    expect(name, str)

    def make() -> object:
        parameters, lazy = reader.values(column)
        return reader.env.make_type_alias(name, expect(parameters, tuple), lazy)  # type: ignore[arg-type]

    reader.later(column.refs(), make)


def _encode_form(writer: Writer, value: Any) -> list[Any]:
    form = _FORMS[type(value).__name__]
    if form.startswith("__"):
        return [84, type(value).__name__, writer.column([getattr(value, form)])]
    if value.__origin__ is not vars(sys.modules["typing"])[form]:
        raise Unsupported("this generic type can't be stored")
    writer.guard.check([value.__args__])
    writer.steps.take(_cost(value.__args__))
    return [84, form, writer.column(value.__args__)]


def _encode_bare(writer: Writer, value: object) -> list[Any]:
    return [84, _bare_name(value)]


def _declare_form(reader: Reader, form: object, *payload: object) -> None:
    import typing

    found = vars(typing).get(expect(form, str))
    if form not in (*_FORMS, *_BARE) or found is None:
        raise ValueError("a form of types is unknown, or this Python doesn't have it")
    if not payload:
        if form not in _BARE:
            raise ValueError("a form of types has no parts")
        reader.ready(found)
        return
    (single,) = payload
    column = reader.column(single)

    def make() -> object:
        args = tuple(reader.values(column))
        if form == "Union":
            reader.guard.check([args])
            reader.steps.take(_cost(args))
            made = vars(typing)["Union"][args]
            if type(made) is not vars(typing)["_UnionGenericAlias"]:
                raise ValueError("a union is none")
            return made
        (only,) = args
        return _SINGLE[form](typing, only)

    reader.later(column.refs(), make)


def _checked(value: object, kind: str) -> Any:
    if _form_of(value) != kind:
        raise ValueError(f"a {kind} is expected in a form of types")
    return value


_SINGLE: dict[str, Any] = {
    "Unpack": lambda typing, only: next(iter(_checked(only, "TypeVarTuple"))),
    "ParamSpecArgs": lambda typing, only: _checked(only, "ParamSpec").args,
    "ParamSpecKwargs": lambda typing, only: _checked(only, "ParamSpec").kwargs,
    "ForwardRef": lambda typing, only: _forward(typing, expect(only, str)),
}


NESTING = 15
"""Brackets that may stand inside each other in a forward reference; CPython crashes on some texts with twenty."""
_BRACKETS = {**dict.fromkeys("([{", 1), **dict.fromkeys(")]}", -1)}


def _forward(typing: Any, text: str) -> object:
    if max(accumulate((_BRACKETS.get(char, 0) for char in text), initial=0)) > NESTING:
        raise ValueError("a forward reference is nested too deeply")
    try:
        return typing.ForwardRef(text)
    except SyntaxError:
        raise ValueError("a forward reference is no expression") from None


KINDS = [
    simple(80, GenericAlias, _alias_fields, _make_alias),
    Kind(81, (UnionType,), _encode_union, _declare_union),
    Kind(82, (), None, _declare_parameter),
    Kind(83, (), None, _declare_type),
    Kind(84, (), None, _declare_form),
]
