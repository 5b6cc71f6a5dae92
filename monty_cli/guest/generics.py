"""The base of generic classes, and which type parameters a form of types still has."""

from __future__ import annotations

import sys
from types import GenericAlias

from monty_cli.guest.classes import BASES
from monty_cli.guest.protocol import MISSING, dict_of, is_type, lookup
from monty_cli.guest.type_parameters import DEFAULT, kind_of, lazies_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

PARAMETERS = "__parameters__"


def parameters_of(parts: Any) -> tuple[Any, ...]:
    """Return the type parameters in `parts`, each once, as CPython collects them."""
    found: list[Any] = []
    stack = [*reversed(parts)]
    while stack:
        part = stack.pop()
        if is_type(part):
            continue
        if type(part) in (tuple, list):
            stack.extend(reversed(part))
            continue
        inner = (part,) if lookup(type(part), "__typing_subst__") is not MISSING else getattr(part, PARAMETERS, ())
        for item in inner if type(inner) is tuple else ():
            if not any(item is known for known in found):
                found.append(item)
    return tuple(found)


def subscript(cls: type, item: Any) -> GenericAlias:
    """Return `cls[item]` for a generic class: as many arguments as it has parameters, given or by default.

    Raises:
        TypeError: there are too few or too many, or the class has no parameters.
    """
    parameters = lookup(cls, PARAMETERS)
    if parameters is MISSING:
        return GenericAlias(cls, item)
    name = type.__repr__(cls)
    if not parameters:
        raise TypeError(f"{name} is not a generic class")
    args = item if type(item) is tuple else (item,)
    args = tuple([type(None) if arg is None else arg for arg in args])
    kinds = [type(parameter).__name__ for parameter in parameters]
    if "TypeVarTuple" not in kinds and kinds != ["ParamSpec"]:
        defaults = [lazies_of(parameter).get(DEFAULT) for parameter in parameters[len(args) :]]
        args += tuple([lazy() for lazy in defaults if lazy is not None])
        _check_count(name, len(args), parameters)
    return GenericAlias(cls, args)


def _check_count(name: str, given: int, parameters: tuple[Any, ...]) -> None:
    if given > len(parameters):
        raise TypeError(f"Too many arguments for {name}; actual {given}, expected {len(parameters)}")
    if given < len(parameters):
        least = sum(DEFAULT not in lazies_of(parameter) for parameter in parameters)
        expected = f"at least {least}" if sys.version_info >= (3, 13) else least
        raise TypeError(f"Too few arguments for {name}; actual {given}, expected {expected}")


class Generic:
    """The base of generic classes."""

    __slots__ = ()

    def __class_getitem__(cls, item: Any) -> GenericAlias:
        return subscript(cls, item)

    def __init_subclass__(cls, *args: Any, **keywords: Any) -> None:
        super().__init_subclass__(*args, **keywords)
        names = dict_of(cls)
        if PARAMETERS in names:  # of a class that is restored
            return
        bases = names.get("__orig_bases__", ())
        if cls.__name__ != "Protocol" and any(base is Generic for base in (bases or cls.__bases__)):
            raise TypeError("Cannot inherit from plain Generic")
        of_generic = [base for base in bases if type(base) is GenericAlias and base.__origin__ is Generic]
        if len(of_generic) > 1:
            raise TypeError("Cannot inherit from Generic[...] multiple times.")
        type.__setattr__(cls, PARAMETERS, parameters_of((of_generic[0],) if of_generic else bases))


Generic.__module__ = "typing"
for _method in ("__class_getitem__", "__init_subclass__"):
    vars(Generic)[_method].__func__.__module__ = "typing"
BASES.add(Generic)


def generic_base(parameters: tuple[Any, ...]) -> Any:
    """Return the base that a class statement with type `parameters` has besides those that it names.

    Raises:
        TypeError: a parameter with a default follows a TypeVarTuple.
    """
    open_ended = False
    for parameter in parameters:
        if open_ended and DEFAULT in lazies_of(parameter):
            raise TypeError("Type parameter with a default follows TypeVarTuple")
        open_ended = open_ended or kind_of(parameter) == "TypeVarTuple"
    return GenericAlias(Generic, tuple([next(iter(p)) if kind_of(p) == "TypeVarTuple" else p for p in parameters]))


GENERICS: dict[str, Any] = {
    "@generic": Generic,
    "@generic_base": generic_base,
    "@parameters_of": parameters_of,
}
