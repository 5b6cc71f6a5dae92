"""Values cross by copy: every type, identity and cycles, depth, refusals, and no guest code on the way out."""

from __future__ import annotations

import collections
import enum
import functools
import pathlib
import pickle
import re
import types
from collections.abc import Callable
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monty_cli.values import Opaque, exception_to_host, strangers, to_guest, to_guest_exception, to_host
from tests.face import fake_machine
from tests.face.fake_machine import HostFunction

DEEP = 25_000  # levels, many times what recursion could take
BOTH = pytest.mark.parametrize("cross", [lambda value: to_guest(value, "value"), to_host], ids=["inward", "outward"])
Cross = Callable[[Any], Any]


@pytest.fixture(autouse=True)
def stand_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(strangers, "machine", fake_machine)


class Point(NamedTuple):
    x: int
    y: int


class Level(enum.IntEnum):
    LOW = 1


class Colour(enum.StrEnum):
    RED = "red"


class Plain:
    pass


class HashableList(list):  # type: ignore[type-arg]
    def __hash__(self) -> int:  # type: ignore[override]
        return 1


SCALARS = [
    None, True, False, 0, -(10**50), 1.5, -0.0, float("inf"), 2j, "", "ü\ud800", b"\x00", ..., NotImplemented,
    range(1, 9, 2),
]  # fmt: skip


@BOTH
@pytest.mark.parametrize("value", SCALARS, ids=repr)
def test_scalars_are_themselves(cross: Cross, value: Any) -> None:
    assert cross(value) is value
    assert cross([value])[0] is value


@BOTH
def test_containers_are_copies_of_the_same_type(cross: Cross) -> None:
    value = {"a": [1, (2, [3]), {4, (5, 6)}, frozenset({7})], b"k": bytearray(b"x"), (1, 2): slice(1, [2], None)}
    copy = cross(value)
    assert copy == value and list(copy) == list(value)
    assert copy is not value
    assert copy["a"] is not value["a"]
    assert type(copy["a"][1]) is tuple and copy["a"][1][1] is not value["a"][1][1]  # type: ignore[index]
    assert copy[b"k"] is not value[b"k"]


@BOTH
def test_subclasses_become_the_builtin_type(cross: Cross) -> None:
    value = [
        Point(1, 2), Level.LOW, Colour.RED, collections.OrderedDict(a=1), collections.Counter("aab"),
        type("F", (float,), {})(-0.0), type("B", (bytes,), {})(b"xy"), type("C", (complex,), {})(1j),
        type("A", (bytearray,), {})(b"z"), type("S", (set,), {})([1]), type("Z", (frozenset,), {})([1]),
    ]  # fmt: skip
    copy = cross(value)
    assert copy == value
    types = [tuple, int, str, dict, dict, float, bytes, complex, bytearray, set, frozenset]
    assert [type(item) for item in copy] == types
    assert str(copy[5]) == "-0.0"


@BOTH
def test_an_ordered_dict_keeps_its_order(cross: Cross) -> None:
    value = collections.OrderedDict(a=[1], b=2, c=3)
    value.move_to_end("a")
    assert list(cross(value)) == list(cross([value])[0]) == ["b", "c", "a"]
    assert cross(value) == {"a": [1], "b": 2, "c": 3}


@BOTH
def test_identity_and_cycles(cross: Cross) -> None:
    shared: list[Any] = [1]
    loop: dict[str, Any] = {"twice": (shared, shared)}
    loop["self"] = loop
    knot: list[Any] = []
    pair = (knot, shared)
    knot.append(pair)
    copy, (copied_knot, copied_shared) = cross([loop, pair])
    assert copy["self"] is copy
    assert copy["twice"][0] is copy["twice"][1] is copied_shared
    assert copied_knot[0][0] is copied_knot
    assert copied_knot[0][1] is copied_shared


@BOTH
def test_a_tuple_in_its_own_cycle_is_copied_once(cross: Cross) -> None:
    knot: list[Any] = []
    pair = (knot, knot)
    knot.extend([pair, pair])
    copy = cross(pair)
    assert copy[0] is copy[1]
    assert copy[0][0] is copy[0][1] is copy


@BOTH
@pytest.mark.parametrize("wrap", [lambda inner: [inner], lambda inner: (inner,), lambda inner: {"k": inner}])
def test_depth_is_no_limit(cross: Cross, wrap: Callable[[Any], Any]) -> None:
    value: Any = [0]
    for _ in range(DEEP):
        value = wrap(value)
    copy, steps = cross(value), 0
    while type(copy) is not list or copy[0] != 0:
        copy, steps = copy["k" if type(copy) is dict else 0], steps + 1
        if steps == DEEP:
            break
    assert steps == DEEP and copy == [0]


@BOTH
def test_shared_immutables_take_no_exponential_time(cross: Cross) -> None:
    value: Any = ([],)
    for _ in range(200):
        value = (value, value)
    copy = cross(value)
    assert copy[0] is copy[1]


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text() | st.binary(),
    lambda inner: (
        st.lists(inner)
        | st.dictionaries(st.text() | st.integers() | st.tuples(st.integers(), st.text()), inner)
        | st.tuples(inner, inner)
        | st.frozensets(st.integers() | st.tuples(st.text()))
        | st.sets(st.integers())
    ),
    max_leaves=20,
)


@given(PLAIN)
def test_plain_data_crosses_unchanged(value: Any) -> None:
    assert repr(to_guest(value, "value")) == repr(value) or to_guest(value, "value") == value
    assert to_host(to_guest(value, "value")) == value


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (object(), "cannot convert 'builtins.object' to a guest value: x"),
        ([1, {"rows": [0, 1, re.compile("")]}], "cannot convert 're.Pattern' to a guest value: x[1]['rows'][2]"),
        ({"a": (1, Plain())}, f"cannot convert '{__name__}.Plain' to a guest value: x['a'][1]"),
        ({1: slice(None, Plain())}, f"cannot convert '{__name__}.Plain' to a guest value: x[1].stop"),
        ({re.compile(""): 1}, "cannot convert 're.Pattern' to a guest value: x.keys()[0]"),
        ({HashableList(): 1}, f"cannot convert '{__name__}.HashableList' to a guest value: x.keys()[0]"),
        ({"a" * 99: object()}, f"cannot convert 'builtins.object' to a guest value: x['{'a' * 36}...]"),
        ({(1, 2): object()}, "cannot convert 'builtins.object' to a guest value: x[...]"),
        (memoryview(b""), "cannot convert 'builtins.memoryview' to a guest value: x"),
        (Opaque("f", "function f"), "cannot convert 'monty_cli.values.Opaque' to a guest value: x"),
        (iter([]), "cannot convert 'builtins.list_iterator' to a guest value: x"),
    ],
)
def test_what_cant_enter_is_named_with_its_place(value: Any, message: str) -> None:
    with pytest.raises(TypeError) as caught:
        to_guest(value, "x")
    assert str(caught.value) == message
    assert caught.value.__context__ is None


def test_the_path_to_something_deep_is_abbreviated() -> None:
    value: Any = object()
    for _ in range(1000):
        value = [value]
    with pytest.raises(TypeError, match=r"x(\[0\]){6}\.\.\.(\[0\]){6}$"):
        to_guest(value, "x")


def test_callables_become_host_functions_under_their_own_name() -> None:
    class Tool:
        def __call__(self) -> None: ...

    fetch, again, lam, cls, partial, tool = to_guest(
        [len, len, lambda: 0, Plain, functools.partial(len), Tool()], "value"
    )
    assert type(fetch) is HostFunction and fetch is again and fetch.function is None
    names = [function.name for function in (fetch, lam, cls, partial, tool)]
    assert names == ["len", "<lambda>", "Plain", "<unknown>", "<unknown>"]


def test_host_functions_that_run_at_once_return_to_the_host_as_themselves() -> None:
    def direct(function: Callable[..., object], name: str) -> Callable[..., object]:
        return functools.wraps(function)(lambda: (name, function))

    inside = to_guest({"f": Plain}, "inputs", direct)["f"]
    assert inside.function() == ("Plain", Plain)
    assert to_host(inside) is Plain
    assert repr(to_host(HostFunction("f", None))) == "<guest host function f>"


# -- exceptions inward


class Odd(ValueError):
    def __init__(self, code: int, text: str) -> None:
        super().__init__(text)
        self.code = code


class Worded(KeyError):
    def __str__(self) -> str:
        return "no such thing"


class Broken(ValueError):
    def __str__(self) -> str:
        raise RuntimeError


def misshapen(exception: BaseException, *args: object) -> BaseException:
    """Return an exception whose class would not take these arguments."""
    exception.args = args
    return exception


@pytest.mark.parametrize(
    ("exception", "expected"),
    [
        (ValueError("boom", 2), ValueError("boom", 2)),
        (KeyError("k"), KeyError("k")),
        (Odd(1, "odd"), ValueError("odd")),
        (Worded("k"), KeyError("no such thing")),
        (Broken("x"), ValueError("")),
        (ValueError(Plain), ValueError(str(Plain))),
        (ValueError({HashableList(): 1}), ValueError("{[]: 1}")),
        (SystemExit(Level.LOW), SystemExit(1)),
        (type("Mine", (Exception,), {})("m"), Exception("m")),
        (StopIteration(3), StopIteration(3)),
        (SystemExit(3), SystemExit(3)),
        (KeyboardInterrupt(), KeyboardInterrupt()),
        (UnicodeDecodeError("utf-8", b"x", 0, 1, "bad"), UnicodeDecodeError("utf-8", b"x", 0, 1, "bad")),
        (SyntaxError("m"), SyntaxError("m")),
        (misshapen(SyntaxError("a"), "a", "b"), misshapen(SyntaxError("a"), "a", "b")),
        (FileNotFoundError(2, "nope", "/x"), FileNotFoundError(2, "nope", "/x")),
        (OSError(17, "nope", "/x", None, "/y"), FileExistsError(17, "nope", "/x", None, "/y")),
        (FileNotFoundError(2, "nope", pathlib.PurePosixPath("/x")), FileNotFoundError(2, "nope", "/x")),
        (OSError("just text"), OSError("just text")),
        (ExceptionGroup("g", [Odd(1, "odd")]), ExceptionGroup("g", [ValueError("odd")])),
    ],
    ids=repr,
)
def test_exceptions_enter_as_their_nearest_builtin_class(exception: BaseException, expected: BaseException) -> None:
    copy = to_guest_exception(exception)
    assert copy is not exception
    assert type(copy) is type(expected)
    assert repr(copy) == repr(expected) and str(copy) == str(expected)


def test_an_exception_enters_with_its_notes_and_without_its_links() -> None:
    try:
        try:
            raise KeyError("secret")
        except KeyError:
            raise ValueError("boom") from OSError("host")
    except ValueError as error:
        error.add_note("note")
        error.extra = "secret"  # type: ignore[attr-defined]
        copy = to_guest({"e": error}, "value")["e"]
    assert (copy.__cause__, copy.__context__, copy.__traceback__) == (None, None, None)
    assert vars(copy) == {"__notes__": ["note"]}


def test_an_exception_that_holds_itself_enters() -> None:
    error = ValueError()
    error.args = (error,)
    assert [type(argument) for argument in to_guest_exception(error).args] == [str]


# -- outward


def forbidden(*args: object, **kwargs: object) -> Any:
    raise AssertionError("guest code ran")


HOOKS = dict.fromkeys(
    [
        "__repr__", "__str__", "__eq__", "__ne__", "__hash__", "__iter__", "__len__", "__getitem__", "__getattr__",
        "__getattribute__", "__bool__", "__int__", "__index__", "__float__", "__format__", "__reduce_ex__", "__lt__",
        "__contains__", "keys", "items", "values", "__call__", "__instancecheck__", "__subclasscheck__", "__copy__",
    ],
    forbidden,
)  # fmt: skip

Hostile = type("Hostile", (type,), {**HOOKS, "__call__": type.__call__})


def hostile(name: str, *bases: type, **more: Any) -> Any:
    """Return a class that runs forbidden code wherever it is touched."""
    return Hostile.__new__(Hostile, name, bases, {**HOOKS, "__class__": property(forbidden), **more})


def make(cls: Any, *args: Any) -> Any:
    base = type.__dict__["__mro__"].__get__(cls)[1]
    instance = base.__new__(cls, *args)
    base.__init__(instance, *args)
    return instance


def test_guest_subclasses_leave_without_running_guest_code() -> None:
    items = [make(hostile("D", dict), {"a": 1}), make(hostile("L", list), [1]), make(hostile("T", tuple), (1, 2))]
    items += [make(hostile("S", set), [1]), make(hostile("F", frozenset), [2])]
    assert to_host(items) == [{"a": 1}, [1], (1, 2), {1}, frozenset({2})]
    number = int.__new__(hostile("I", int), 7)
    text = str.__new__(hostile("U", str), "seven")
    copy = to_host({"n": number, "t": text})
    assert copy == {"n": 7, "t": "seven"} and type(copy["n"]) is int and type(copy["t"]) is str


def test_guest_objects_leave_as_opaque() -> None:
    def f() -> None: ...

    cls = hostile("Point")
    point = object.__new__(cls)
    empty: list[int] = []
    generator, method = (i for i in empty), types.MethodType(f, 1)
    copies = to_host([f, generator, cls, point, point, len, empty.append, {}.keys(), method, property()])
    assert [repr(copy) for copy in copies] == [
        "<guest function f>",
        "<guest generator <genexpr>>",
        "<guest class Point>",
        "<guest instance of Point>",
        "<guest instance of Point>",
        "<guest builtin len>",
        "<guest builtin append>",
        "<guest dict_keys>",
        "<guest method>",
        "<guest property>",
    ]
    assert copies[3] is copies[4]
    assert copies[3].type_name == "Point" and copies[3].text == "instance of Point"
    assert pickle.loads(pickle.dumps(copies[0])).text == "function f"


def test_builtin_classes_leave_as_themselves() -> None:
    assert to_host([int, ValueError, {str: 1}]) == [int, ValueError, {str: 1}]


def test_a_key_that_lost_its_hash_leaves_as_opaque() -> None:
    cls = hostile("H", list, __hash__=list.__len__)
    guest = {make(cls, [1]): 1, (make(cls, []), 2): 2}
    assert repr(to_host(guest)) == "{<guest instance of H>: 1, <guest tuple>: 2}"
    assert repr(to_host(set(guest)).pop()).startswith("<guest")
    assert repr(to_host(frozenset([make(cls, [])]))) == "frozenset({<guest instance of H>})"


def test_guest_exceptions_leave_with_links_and_without_guest_code() -> None:
    cls = hostile("Mine", ValueError, __cause__=property(forbidden), args=property(forbidden))
    error = make(cls, 1, [2])
    context: Any = KeyError("k")
    BaseException.__dict__["__context__"].__set__(error, context)
    BaseException.__dict__["__cause__"].__set__(error, error)
    context.__context__ = OSError(2, "nope", "/x")
    BaseException.__dict__["__dict__"].__get__(error)["__notes__"] = ["n", str.__new__(hostile("U", str), "m"), 3]
    copy = to_host([error])[0]
    assert type(copy) is ValueError and copy.args == (1, [2])
    assert copy.__cause__ is copy and copy.__suppress_context__
    context = copy.__context__
    assert repr(context) == "KeyError('k')" and str(context.__context__) == "[Errno 2] nope: '/x'"
    assert copy.__notes__ == ["n", "m"]


def test_guest_groups_leave() -> None:
    inner = KeyError(1)
    group = ExceptionGroup("g", [inner, hostile("G", ExceptionGroup)("h", [inner])])
    other = ExceptionGroup("o", [ValueError()])
    group.__context__, other.__context__ = other, group
    inner.__context__ = group
    copy: Any = to_host(group)
    assert type(copy.exceptions[1]) is ExceptionGroup
    assert copy.exceptions[0] is copy.exceptions[1].exceptions[0]
    linked: Any = copy.__context__
    assert copy.exceptions[0].__context__ is copy and linked.__context__ is copy


def test_the_message_of_a_guest_class_is_kept() -> None:
    cls = hostile("Mine", LookupError)
    error = make(cls, 1)
    BaseException.__dict__["__dict__"].__get__(error)["__notes__"] = ["n"]
    copy = exception_to_host(error, "worded by the guest")
    assert type(copy) is LookupError and str(copy) == "worded by the guest" and copy.__notes__ == ["n"]
    assert exception_to_host(error, "1").args == (1,)
    assert exception_to_host(KeyError("k"), "'k'").args == ("k",)
