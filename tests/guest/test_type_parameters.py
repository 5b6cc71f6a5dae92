"""Type parameters and aliases as the guest's functions evaluate them, their description as data, and what is refused."""

from __future__ import annotations

import sys
from types import FunctionType
from typing import Any

import pytest

from monty_cli.guest.generics import parameters_of
from monty_cli.guest.type_parameters import (
    TYPE_PARAMETERS,
    Lazy,
    describe_alias,
    describe_parameter,
    empty_lazy,
    kind_of,
    lazy_of,
    make_alias,
    make_parameter,
    set_state,
    state_of,
)

VERSION: tuple[int, ...] = sys.version_info[:2]


def counted(value: Any) -> tuple[list[Any], Any]:
    """Return a list that gets an entry at each call of the function beside it, which returns `value`."""
    calls: list[Any] = []

    def evaluate() -> Any:
        calls.append(value)
        return value

    return calls, evaluate


@pytest.mark.parametrize("name", ["T", "bound", "_", "T_0", "make", "owner", "ñ"])
def test_a_variable_evaluates_once(name: str) -> None:
    if VERSION < (3, 12):
        return  # the syntax came with 3.12
    calls, evaluate = counted((int, str))
    made = TYPE_PARAMETERS["@type_variable"](name, None, evaluate, None)
    assert (made.__name__, made.__module__, repr(made), calls) == (name, "typing", name, [])
    assert [made.__constraints__, made.__constraints__, len(calls), made.__bound__] == [(int, str), (int, str), 1, None]


def test_a_bound_may_be_a_function() -> None:
    if VERSION < (3, 12):
        return  # the syntax came with 3.12
    _, evaluate = counted(test_a_bound_may_be_a_function)
    made = TYPE_PARAMETERS["@type_variable"]("T", evaluate, None, None)
    for _ in range(2):
        kind, name, (bound, constraints, default) = describe_parameter(made) or ("", "", (None, None, None))
        assert (kind, name, constraints, default) == ("TypeVar", "T", None, None)
        assert bound is lazy_of(made, "__bound__") and made.__bound__ is test_a_bound_may_be_a_function


def test_an_alias_is_described() -> None:
    if VERSION < (3, 12):
        return  # the syntax came with 3.12
    calls, evaluate = counted(5)
    parameter = make_parameter("ParamSpec", "P", (None,))
    alias = TYPE_PARAMETERS["@type_alias"]("X", (parameter,), evaluate)
    name, parameters, lazy = describe_alias(alias) or ("", (), empty_lazy())
    assert (name, parameters, alias.__module__, calls) == ("X", (parameter,), "__main__", [])
    assert (lazy(), lazy(), len(calls), kind_of(alias), parameters_of((alias[int],))) == (5, 5, 1, "TypeAliasType", ())


def test_attributes_of_the_program_are_not_described() -> None:
    if VERSION < (3, 12):
        return  # the syntax came with 3.12
    made = make_parameter("TypeVar", "T", (None, None, None))
    assert describe_parameter(made) is not None
    made.note = 1
    assert describe_parameter(made) is None


def test_a_default_that_c_evaluates() -> None:
    if VERSION < (3, 13):
        return  # defaults came with 3.13
    calls, evaluate = counted(int)
    made = TYPE_PARAMETERS["@type_variable"]("T", None, None, evaluate)
    assert made.has_default() and not calls
    assert made.__default__ is int and describe_parameter(made) is not None
    spread = TYPE_PARAMETERS["@type_variable_tuple"]("Ts", evaluate)
    assert spread.__default__ is int and len(calls) == 2


def test_the_state_of_an_evaluation() -> None:
    calls, evaluate = counted(None)
    lazy = Lazy(evaluate)
    restored = empty_lazy()
    set_state(restored, state_of(lazy))
    assert type(restored.function) is FunctionType and restored() is None and len(calls) == 1
    again = empty_lazy()
    set_state(again, state_of(restored))
    assert again() is None and len(calls) == 1
    for state in ((), (1,), None, (evaluate, 1, 2)):
        with pytest.raises(ValueError, match="wrong form"):
            set_state(empty_lazy(), state)


def test_what_this_python_has_not_is_refused() -> None:
    if VERSION < (3, 12):
        with pytest.raises(ValueError, match=r"came with Python 3\.12"):
            make_parameter("TypeVar", "T", (None, None, None))
        with pytest.raises(ValueError, match=r"came with Python 3\.12"):
            make_alias("X", (), empty_lazy())
        return
    if VERSION < (3, 13):
        with pytest.raises(ValueError, match=r"came with Python 3\.13"):
            make_parameter("TypeVar", "T", (None, None, empty_lazy()))
    for name in ("T: 1", "class", "", "T]", "__debug__", "T=1"):
        with pytest.raises(ValueError, match="is no name"):
            make_parameter("TypeVar", name, (None, None, None))
    with pytest.raises(ValueError, match="unknown kind"):
        make_parameter("NewType", "T", (None,))
    wrong: Any = (len, None, None)
    with pytest.raises(ValueError, match="wrong form"):
        make_parameter("TypeVar", "T", wrong)
