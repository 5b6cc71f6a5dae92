"""Type parameters and aliases of CPython 3.12 and later, whose bounds, defaults and values are evaluated when somebody asks.

The objects are CPython's own. What is evaluated is a function of the guest's in a `Lazy`, to which the object leads: a type
variable calls it through an evaluator that CPython compiles for us, an alias has it for its value. Guest code that asks for one
of the four attributes gets what the `Lazy` says, without C in between, so that a pause in the evaluation can be saved.
"""

from __future__ import annotations

import gc
import sys
from types import FunctionType

from monty_cli.guest.protocol import MISSING, dict_of, is_type

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

VERSION: tuple[int, ...] = sys.version_info[:2]
BOUND, CONSTRAINTS, DEFAULT, VALUE = "__bound__", "__constraints__", "__default__", "__value__"
LAZY_NAMES = (BOUND, CONSTRAINTS, DEFAULT, VALUE)

# How the parts are written; no argument of a maker is called like the parameter that it makes.
_HEADS = {"TypeVar": "", "TypeVarTuple": "*", "ParamSpec": "**"}
_TEXTS = {BOUND: ": {name}_0()", CONSTRAINTS: ": (*{name}_1(),)", DEFAULT: " = {name}_2()"}
_ARGUMENTS = {BOUND: "{name}_0", CONSTRAINTS: "{name}_1", DEFAULT: "{name}_2"}
# kind -> which attributes it may have evaluated later, in the order in which its maker takes them
PARTS = {"TypeVar": (BOUND, CONSTRAINTS, DEFAULT), "TypeVarTuple": (DEFAULT,), "ParamSpec": (DEFAULT,)}
MAKERS_KEPT = 1_000


class Lazy:
    """What is evaluated once, when somebody asks.

    Attributes:
        function: the guest's function that evaluates it.
        name: the attribute of the type parameter or alias that shows the value; set by their makers.
        value: the value, `MISSING` before the evaluation.
    """

    __slots__ = ("function", "name", "value")

    def __init__(self, function: FunctionType | None) -> None:
        self.function = function
        self.name = ""
        self.value: Any = MISSING

    def __call__(self) -> Any:
        """Return the value."""
        if self.value is MISSING:
            assert self.function is not None
            self.value = self.function()
        return self.value


def kind_of(obj: object) -> str | None:
    """Return 'TypeVar', 'TypeVarTuple', 'ParamSpec' or 'TypeAliasType' for an object of CPython's own of this type, else `None`."""
    return _KINDS.get(id(type(obj)))


def _types() -> tuple[Any, ...]:
    if VERSION < (3, 12):
        return ()
    _typing: Any = __import__("_typing")
    names = (*PARTS, "TypeAliasType", "ParamSpecArgs", "ParamSpecKwargs")
    return tuple(getattr(_typing, name) for name in names)


# CPython's types of type parameters, aliases and what comes of them.
TYPES = _types()
_KINDS = {id(cls): cls.__name__ for cls in TYPES[: len(PARTS) + 1]}


def lazies_of(obj: object) -> dict[str, Lazy]:
    """Return what a type parameter or alias has evaluated later, by the name of the attribute."""
    found: dict[str, Lazy] = {}
    for part in gc.get_referents(obj):
        held = part.__closure__[0].cell_contents if _is_evaluator(part) else part
        if type(held) is Lazy:
            found[held.name] = held
    return found


def _is_evaluator(part: object) -> bool:
    return type(part) is FunctionType and part.__code__.co_filename == _FILE


def lazy_of(obj: object, name: str) -> Lazy | None:
    """Return what is evaluated for attribute `name` of `obj`; `None` where that is no matter of evaluation."""
    return lazies_of(obj).get(name) if kind_of(obj) is not None else None


def describe_parameter(obj: Any) -> tuple[str, str, tuple[Lazy | None, ...]] | None:
    """Return the kind of a type parameter, its name, and what is evaluated for each attribute in `PARTS`.

    `None` for one that holds more than that: attributes that the guest has given it, or parts that were given to it evaluated.
    """
    kind = kind_of(obj)
    if kind not in PARTS or not _is_plain_parameter(obj):
        return None
    found = lazies_of(obj)
    return kind, obj.__name__, tuple(found.get(part) for part in PARTS[kind])


def describe_alias(obj: Any) -> tuple[str, tuple[Any, ...], Lazy] | None:
    """Return the name of an alias, its type parameters and what is evaluated for its value; `None` for one of the host's."""
    lazy = lazy_of(obj, VALUE)
    return None if lazy is None else (obj.__name__, obj.__type_params__, lazy)


def empty_lazy() -> Lazy:
    """Return a `Lazy` that is to be given its state and, by what is made of it, its attribute."""
    return Lazy(None)


def state_of(lazy: Lazy) -> tuple[Any, ...]:
    """Return the state of a `Lazy` as a value: its function and attribute, and its value if it has been evaluated."""
    return (lazy.function,) if lazy.value is MISSING else (lazy.function, lazy.value)


def set_state(lazy: Lazy, state: Any) -> None:
    """Give a `Lazy` the state that `state_of` told; ValueError if it is none."""
    if type(state) is not tuple or len(state) not in (1, 2) or type(state[0]) is not FunctionType:
        raise ValueError("what a type parameter evaluates is of a wrong form")
    lazy.function = state[0]
    if len(state) == 2:
        lazy.value = state[1]


def _is_plain_parameter(obj: object) -> bool:
    """Tell whether a type parameter holds nothing but its own parts."""
    known = {id(type(obj)), *[id(lazy.value) for lazy in lazies_of(obj).values()]}
    return all(id(part) in known or _is_evaluator(part) for part in gc.get_referents(obj))


_FILE = "<monty type parameters>"
_makers: dict[tuple[str, str, tuple[bool, ...]], Callable[..., Any]] = {}


def make_parameter(kind: str, name: str, lazies: tuple[Lazy | None, ...]) -> Any:
    """Return a new type parameter.

    Args:
        kind: a key of `PARTS`.
        name: its name.
        lazies: what is evaluated for each attribute in `PARTS`, `None` where nothing was written.

    Raises:
        ValueError: this Python has no such type parameters, or that is no name.
    """
    if kind not in PARTS or len(lazies) != len(PARTS[kind]):
        raise ValueError("a type parameter is of an unknown kind")
    for part, lazy in zip(PARTS[kind], lazies, strict=True):
        if lazy is not None:
            _claim(lazy, part)
    given = tuple(lazy is not None for lazy in lazies)
    key = (kind, name, given)
    maker = _makers.get(key)
    if maker is None:
        if len(_makers) >= MAKERS_KEPT:
            _makers.clear()
        maker = _makers[key] = _compile_maker(kind, name, given)
    return maker(*lazies)


def _claim(lazy: Lazy, name: str) -> None:
    if type(lazy) is not Lazy:
        raise ValueError("what a type parameter evaluates is of a wrong form")
    lazy.name = name


def _compile_maker(kind: str, name: str, given: tuple[bool, ...]) -> Callable[..., Any]:
    """Compile the function that has CPython make a type parameter of this name with these parts."""
    if VERSION < (3, 12):
        raise ValueError("type parameters came with Python 3.12")
    if given[-1] and VERSION < (3, 13):
        raise ValueError("defaults of type parameters came with Python 3.13")
    from keyword import iskeyword

    if not name.isidentifier() or iskeyword(name) or name == "__debug__":
        raise ValueError(f"{name!r} is no name for a type parameter")
    parts = PARTS[kind]
    texts = [_TEXTS[part].format(name=name) for part, there in zip(parts, given, strict=True) if there]
    written = "".join((_HEADS[kind], name, *texts))
    arguments = ", ".join(_ARGUMENTS[part].format(name=name) for part in parts)
    source = f"def make({arguments}):\n    def owner[{written}](): pass\n    return owner.__type_params__[0]\n"
    names: dict[str, Any] = {"__name__": "typing", "__builtins__": {}}
    exec(compile(source, _FILE, "exec", dont_inherit=True), names)
    made: Callable[..., Any] = names["make"]
    return made


def make_alias(name: str, parameters: tuple[Any, ...], lazy: Lazy) -> Any:
    """Return a new alias, as a `type` statement of the guest's makes it.

    Raises:
        ValueError: this Python has no aliases.
    """
    if VERSION < (3, 12):
        raise ValueError("type aliases came with Python 3.12")
    _claim(lazy, VALUE)
    return TYPES[len(PARTS)](name, lazy, type_params=parameters)


# CPython takes the module of an alias from the function that makes it.
make_alias.__module__ = "__main__"


def _maker_of(kind: str) -> Callable[..., Any]:
    def make(name: str, *functions: Any) -> Any:
        """Make a type parameter for the lowered program."""
        return make_parameter(kind, name, tuple(None if function is None else Lazy(function) for function in functions))

    return make


def type_alias(name: str, parameters: tuple[Any, ...], function: FunctionType) -> Any:
    """Make an alias for the lowered program."""
    return make_alias(name, parameters, Lazy(function))


def class_item(namespace: Any, name: str, nothing: Any) -> Any:
    """Return what `name` is in a class: in the namespace while the body runs, in the class itself later; else `nothing`."""
    if is_type(namespace):
        return dict_of(namespace).get(name, nothing)
    try:
        return namespace[name]
    except KeyError:
        return nothing


TYPE_PARAMETERS: dict[str, Any] = {
    "@type_variable": _maker_of("TypeVar"),
    "@type_variable_tuple": _maker_of("TypeVarTuple"),
    "@parameter_specification": _maker_of("ParamSpec"),
    "@type_alias": type_alias,
    "@class_item": class_item,
}
