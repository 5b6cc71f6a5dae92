"""Functions, classes, instances, exceptions and generators of a program come back as they were."""

from __future__ import annotations

import functools
import types
import typing
from types import GenericAlias
from typing import Any

import pytest

from monty_cli.codec import decode, encode

from .fake_environment import FakeEnvironment, Helper, through
from .guest_program import SOURCE

ENV = FakeEnvironment(SOURCE)
G = ENV.globals


def again(value: Any) -> Any:
    return through(value, ENV)


def test_function_with_its_cells() -> None:
    increase, peek = G["counter"](5)
    increase.tag = [increase]
    restored, restored_peek = again([increase, peek])
    assert restored() == 6 and restored_peek() == 6 and peek() == 5
    assert restored.tag[0] is restored
    assert restored.__kwdefaults__ == {"extra": {"a": 1}} and restored.__defaults__ == ([1],)
    assert restored.__annotations__ == {"return": int} and restored.__doc__ == "Counts."
    assert (restored.__name__, restored.__qualname__) == ("increase", "counter.<locals>.increase")


def test_empty_cell() -> None:
    cell = types.CellType()
    with pytest.raises(ValueError, match="empty"):
        again(cell).cell_contents  # noqa: B018


def test_class_with_its_members() -> None:
    cls: Any
    cls, point = again([G["Named"], G["Named"](1, 2, "n")])
    assert type(point) is cls and cls is not G["Named"]
    assert (point.total(), point.double, cls.scale(2), cls.kind) == (3, 6, 20, "point")
    parent: Any = cls.__base__
    assert type(parent.make(3)) is parent
    assert point.own_class() is cls and isinstance(cls.Inner, type)
    point.double = 7
    assert point.x == 7
    assert list(vars(cls)) == list(vars(G["Named"])) and cls.__qualname__ == "Named"
    assert list(vars(cls.__base__)) == list(vars(G["Point"])) and cls.__base__.__doc__ == "A point."
    assert cls.__base__.double.__doc__ == "Twice the total."
    with pytest.raises(AttributeError, match="property 'double' of"):
        del point.double


def test_metaclass_without_running_it() -> None:
    cls = again([G["WithMeta"]])[0]
    assert type.__getattribute__(cls, "__dict__")["label"] == ["own"]
    assert type(cls).__name__ == "Meta" and type(cls) is not G["Meta"]


def test_init_subclass_is_not_called() -> None:
    cls = type.__new__(type, "Sub", (object,), {"__module__": "guest"})
    ENV.classes.append(cls)
    base = G["Registered"]
    hook = base.__dict__["__init_subclass__"]
    del base.__init_subclass__
    try:
        child = type("Child", (base,), {"__module__": "guest"})
    finally:
        base.__init_subclass__ = hook
    ENV.classes.append(child)
    restored = again(child)
    assert restored.__name__ == "Child" and type(vars(restored.__base__)["__init_subclass__"]) is classmethod


def test_slots() -> None:
    value = G["Mixed"]([1])
    value.extra = value
    restored = again([value])[0]
    assert restored.a == [1] and restored.b() == [[1]] and restored.extra is restored
    assert not hasattr(restored, "c")
    assert again(G["Slotted"]).__slots__ == ("a", "__b")
    assert not hasattr(again(G["Slotted"](1)), "__dict__")


@pytest.mark.parametrize("count", [1, 40])
def test_attribute_dicts_keep_their_identity(count: int) -> None:
    points = [G["Point"](i, [i]) for i in range(count)]
    first, dicts = again([points, [vars(point) for point in points]])
    assert all(vars(point) is attributes for point, attributes in zip(first, dicts, strict=True))
    dicts, second = again([[vars(point) for point in points], points])
    assert all(vars(point) is attributes for point, attributes in zip(second, dicts, strict=True))
    assert second[-1].y == [count - 1]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("MyList", [1, [2]]),
        ("MyDict", {"a": [1], 2: 3}),
        ("MySet", {1, 2}),
        ("MyFrozen", frozenset([1, 2])),
        ("MyTuple", (1, [2])),
        ("MyStr", "text\udc80"),
        ("MyInt", 2**70),
        ("MyFloat", 1.5),
        ("MyBytes", b"x"),
        ("MyOrdered", {"b": 1, "a": 2}),
        ("MyCounter", {"b": 1, "a": 2}),
        ("MyDeque", [1, 2]),
    ],
)
def test_subclasses_of_builtins(name: str, content: Any) -> None:
    value = G[name](content)
    value.me = value
    restored = again(value)
    assert type(restored).__name__ == name and type(restored) is not G[name]
    assert restored == G[name](content) and restored.me is restored


def test_subclass_of_default_dict() -> None:
    restored = again(G["MyDefault"](list, a=[1]))
    assert restored["b"] == [] and restored["a"] == [1]


EXCEPTIONS: list[BaseException] = [
    ValueError("x", [1]),
    KeyError("k"),
    StopIteration(3),
    SystemExit(4),
    OSError(2, "no such", "f"),
    FileNotFoundError(2, "no such"),
    OSError("x"),
    BlockingIOError(1, "a", 3),
    UnicodeDecodeError("utf-8", b"ab", 0, 1, "bad"),
    UnicodeEncodeError("ascii", "é", 0, 1, "bad"),
    UnicodeTranslateError("é", 0, 1, "bad"),
    ImportError("x", name="n", path="p"),
    NameError("x", name="n"),
    AttributeError("x", name="n", obj=[1]),
    SyntaxError("bad", ("file", 1, 2, "text", 1, 3)),
    KeyboardInterrupt(),
    ExceptionGroup("g", [ValueError(1), ExceptionGroup("h", [TypeError("t")])]),
]
STATE: tuple[str, ...] = (
    "value",
    "code",
    "errno",
    "filename",
    "filename2",
    "name",
    "path",
    "obj",
    "lineno",
    "end_offset",
    "text",
)
STATE += ("characters_written", "object", "start", "end", "reason", "encoding", "message", "args")


@pytest.mark.parametrize("error", EXCEPTIONS, ids=repr)
def test_builtin_exceptions(error: BaseException) -> None:
    restored = again(error)
    assert type(restored) is type(error) and repr(restored) == repr(error) and str(restored) == str(error)
    for name in STATE:
        assert repr(getattr(restored, name, None)) == repr(getattr(error, name, None))


def test_guest_exception_with_its_links() -> None:
    error = G["MyError"]("m", {"d": 1})
    error.__cause__ = KeyError("k")
    error.__context__ = error.__cause__
    error.__context__.__context__ = error
    error.add_note("note")
    entries: list[tuple[str, int, int, list[Any] | None]] = [("script", 1, 5, None), ("script", 2, 9, [1, "held"])]
    ENV.tracebacks[id(error)] = (error, entries)
    other = ENV.twin()
    restored: Any = decode(encode({"e": error}, ENV), other)["e"]
    assert (restored.args, restored.detail, restored.__notes__) == (("m",), {"d": 1}, ["note"])
    assert restored.__cause__ is restored.__context__ and restored.__suppress_context__
    assert restored.__context__.__context__ is restored
    assert other.traceback_of(restored) == entries


def test_guest_exception_group() -> None:
    group = G["MyGroup"]("g", [G["MyError"]("m", 1)])
    restored = again(group)
    assert type(restored).__name__ == "MyGroup" and restored.exceptions[0].detail == 1


def test_generator() -> None:
    generator = G["numbers"]([1, [2]])
    next(generator)
    other = ENV.twin()
    restored: Any = decode(encode({"g": [generator, generator]}, ENV), other)["g"]
    first, second = restored
    state = other.describe_generator(first)
    assert first is second and state.state == "suspended" and state.locals["kept"] is state.locals["items"]
    assert (state.locals["kept"] == [1, [2]] and list(state.locals) == ["items", "kept", "item"]) or state.locals


def test_bound_methods() -> None:
    point = G["Named"](1, 2, "n")
    restored, total, super_total = again([point, point.total, super(G["Named"], point).total])
    assert total.__self__ is restored and total() == 3 and super_total() == 3


def test_methods_of_builtins() -> None:
    items: list[Any] = []
    found, append, upper, unbound, fromkeys, size, getitem, length = again(
        [items, items.append, "a".upper, str.upper, dict.fromkeys, len, {"k": 1}.__getitem__, "abc".__len__]
    )
    append(1)
    assert found == [1] and upper() == "A" and unbound("b") == "B" and fromkeys([1]) == {1: None}
    assert size is len and getitem("k") == 1 and length() == 3


def test_super_object() -> None:
    point = G["Named"](1, 2, "n")
    restored, parent = again([point, super(G["Named"], point)])
    assert parent.total() == 3 and parent.__self__ is restored
    assert again(super(G["Named"])).__thisclass__.__name__ == "Named"


def test_partial() -> None:
    value: Any = functools.partial(G["plain"], 1, b=5)
    value.note = [value]
    restored = again(value)
    assert restored() == 6 and restored.note[0] is restored


def test_helper_of_the_machine() -> None:
    helper = Helper()
    helper.state = [helper]
    restored = again(helper)
    assert restored.state[0] is restored


def test_generic_aliases() -> None:
    assert again(list[int]) == list[int] and again(int | str | None) == (int | str | None)
    pair: Any = tuple[int, str]
    unpacked = next(iter(pair))
    assert again(unpacked) == unpacked


def test_typing_forms() -> None:
    names: Any = vars(typing)
    variable, unpacked, parameters = names["TypeVar"]("T"), names["TypeVarTuple"]("Ts"), names["ParamSpec"]("P")
    values = [variable | int, variable | "Later", parameters.args, parameters.kwargs, next(iter(unpacked)), variable]
    union, forward, args, kwargs, spread, alone = again(values)
    assert union.__args__ == (alone, int) and forward.__args__ == (alone, typing.ForwardRef("Later"))
    assert args.__origin__ is kwargs.__origin__ and repr((args, kwargs, spread)) == repr(tuple(values[2:5]))
    assert again([names["Union"], names["Unpack"]]) == [names["Union"], names["Unpack"]]


def test_type_parameters_and_aliases() -> None:
    variable = again(typing.TypeVar("T", bound=int))
    assert variable.__name__ == "T" and variable.__bound__ is int
    if not hasattr(typing, "TypeAliasType"):
        return  # aliases came with 3.12
    alias: Any = vars(typing)["TypeAliasType"]("Alias", GenericAlias(list, variable), type_params=(variable,))
    restored, (parameter,) = again((alias, alias.__type_params__))
    assert restored.__name__ == "Alias" and restored.__type_params__ == (parameter,)
    assert restored.__value__ == GenericAlias(list, parameter)


def test_no_hook_of_an_instance_runs() -> None:
    value = G["Hostile"]()
    restored = again([value, (value,), {"k": value}, [value] * 20])
    other = [object.__getattribute__(item, "value") for item in (restored[0], restored[1][0], restored[2]["k"])]
    assert other == [1, 1, 1]


@pytest.mark.parametrize("depth", [50_000])
def test_long_chains_of_instances(depth: int) -> None:
    value: Any = None
    for _ in range(depth):
        value = G["Point"](value, 0)
    restored = again(value)
    while restored is not None:
        restored, depth = restored.x, depth - 1
    assert depth == 0
