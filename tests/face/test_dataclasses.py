"""Dataclass instances of the host's in the guest: fields, methods as calls of the host, options, and the way back."""

from __future__ import annotations

import asyncio
import dataclasses
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monty_cli import (
    FunctionSnapshot,
    FutureSnapshot,
    Monty,
    MontyComplete,
    MontyRuntimeError,
    NameLookupSnapshot,
    UnknownDataclass,
    load_snapshot,
)
from monty_cli.monty import run_monty_async
from tests.face.shapes import Checked, Node, Point, Scaled, Slotted, Special, Tag, Version, with_registry

Reload = Callable[[Any], Any]


def as_it_is(snapshot: Any) -> Any:
    return snapshot


LIVE_AND_LOADED = pytest.mark.parametrize("reload", [as_it_is, with_registry])


def answered(snapshot: Any, reload: Reload = as_it_is) -> Any:
    """Call the real methods until the script ends, and return its result."""
    while not isinstance(snapshot, MontyComplete):
        snapshot = reload(snapshot)
        assert isinstance(snapshot, FunctionSnapshot) and snapshot.is_method_call and not snapshot.is_os_function
        receiver, *args = snapshot.args
        try:
            result = getattr(receiver, snapshot.function_name)(*args, **snapshot.kwargs)
        except Exception as error:
            snapshot = snapshot.resume(exception=error)
        else:
            snapshot = snapshot.resume(return_value=result)
    return snapshot.output


def everywhere(code: str, **inputs: Any) -> Any:
    """Run a script in all ways and return its one result."""
    monty = Monty(code, inputs=list(inputs))
    result = monty.run(inputs=inputs)
    for reload in (as_it_is, with_registry):
        assert repr(answered(monty.start(inputs=inputs), reload)) == repr(result)
    assert repr(asyncio.run(run_monty_async(monty, inputs=inputs))) == repr(result)
    return result


# -- methods


@LIVE_AND_LOADED
def test_a_method_call_pauses_with_the_instance_first(reload: Reload) -> None:
    snapshot: Any = reload(Monty("1 + p.add(5, k=3)", inputs=["p"]).start(inputs={"p": Point(1)}))
    assert (snapshot.is_method_call, snapshot.is_os_function, snapshot.function_name) == (True, False, "add")
    assert snapshot.args == (Point(1), 5) and type(snapshot.args[0]) is Point
    assert (snapshot.kwargs, snapshot.call_id) == ({"k": 3}, 0)
    assert reload(snapshot).resume(return_value=41).output == 42


def test_a_call_of_a_function_is_no_method_call() -> None:
    snapshot = Monty("f(p)", inputs=["p"]).start(inputs={"p": Point(1)})
    assert isinstance(snapshot, FunctionSnapshot) and not snapshot.is_method_call


def test_without_the_class_the_instance_tells_what_it_holds() -> None:
    monty = Monty("p.x += 1\n[p.add(5), p]", inputs=["p"])
    first = monty.start(inputs={"p": Point(1, other=Version(3))})
    snapshot: Any = load_snapshot(first.dump())  # type: ignore[union-attr]
    unknown = snapshot.args[0]
    assert (
        repr(unknown)
        == "<Unknown Dataclass Point(x=2, y=2, tags=[], other=<Unknown Dataclass Version(major=3, minor=0)>)>"
    )
    assert isinstance(unknown, UnknownDataclass) is dataclasses.is_dataclass(snapshot.args[0]) is True
    assert dataclasses.asdict(unknown) == {"x": 2, "y": 2, "tags": [], "other": {"major": 3, "minor": 0}}
    assert [item.name for item in dataclasses.fields(unknown)] == ["x", "y", "tags", "other"]
    assert (unknown.x, unknown.other.major) == (2, 3)
    with pytest.raises(TypeError, match="unhashable"):
        hash(unknown)
    again: Any = load_snapshot(snapshot.dump(), dataclass_registry=[Point, Version])
    assert again.resume(return_value=0).output == [0, Point(2, other=Version(3))]


def test_an_unknown_dataclass_goes_back_in_as_what_it_was() -> None:
    monty = Monty("f(p)\nq = f(p)\n(q == p, type(q) is type(p), repr(q), q)", inputs=["p"])
    snapshot: Any = load_snapshot(monty.start(inputs={"p": Point(1)}).dump())  # type: ignore[union-attr]
    snapshot = snapshot.resume(return_value=None)
    assert isinstance(snapshot.args[0], UnknownDataclass)
    *found, last = snapshot.resume(return_value=snapshot.args[0]).output
    assert found == [True, True, "Point(x=1, y=2, tags=[], other=None)"] and last == snapshot.args[0]
    fresh: Any = Monty("(p.x, repr(p), p)", inputs=["p"]).run(inputs={"p": snapshot.args[0]})
    assert fresh == (1, "Point(x=1, y=2, tags=[], other=None)", snapshot.args[0])


METHODS = """\
found = [p.add(1), p.add(n=2, k=3), p.moved(5).x, p.origin(), p.twice(4), type(p).add(p, 1)]
add = p.add
found += [add(10), [q.add(1) for q in (p, p.moved(1))], sorted([3, 1], key=p.add), max([p, p.moved(3)], key=lambda q: q.add(0)).x]
try:
    p.fail()
except LookupError as error:
    found.append(repr(error))
p.mutate()
found + [p.x]
"""


def test_methods_are_the_real_ones() -> None:
    expected = [2, 6, 6, Point(0, 0), 8, 2, 11, [2, 3], [1, 3], 4, "LookupError('gone')", 1]
    result = Monty(METHODS, inputs=["p"]).run(inputs={"p": Point(1)})
    assert result == expected
    assert asyncio.run(Monty(METHODS, inputs=["p"]).run_async(inputs={"p": Point(1)})) == expected
    monty = Monty(METHODS, inputs=["p"])
    assert (
        answered(monty.start(inputs={"p": Point(1)}))
        == answered(monty.start(inputs={"p": Point(1)}), with_registry)
        == expected
    )


def test_async_methods_run_side_by_side() -> None:
    @dataclass
    class Client:
        base: str

        async def fetch(self, path: str) -> str:
            await asyncio.sleep(0)
            return self.base + path

    code = "import asyncio\nawait asyncio.gather(c.fetch('a'), c.fetch('b'))"
    assert asyncio.run(Monty(code, inputs=["c"]).run_async(inputs={"c": Client("/")})) == ["/a", "/b"]


@pytest.mark.parametrize(
    ("expression", "message"),
    [
        ("p._private()", "AttributeError: 'Point' object has no attribute '_private'"),
        ("p.nope()", "AttributeError: 'Point' object has no attribute 'nope'"),
        ("type(p).add(5)", "TypeError: the method 'add' of a host object can't be called on 'int'"),
        ("type(p).add()", "TypeError: the method 'add' of a host object can't be called on 'nothing'"),
        ("type(p).add(v)", "TypeError: the method 'add' of a host object can't be called on 'Version'"),
        ("v.bumped(1)", "TypeError: Version.bumped() takes 1 positional argument but 2 were given"),
    ],
)
def test_what_is_no_method_is_an_error(expression: str, message: str) -> None:
    with pytest.raises(MontyRuntimeError) as caught:
        Monty(expression, inputs=["p", "v"]).run(inputs={"p": Point(1), "v": Version(1)})
    assert str(caught.value) == message


def test_an_interrupt_in_a_method_ends_the_run() -> None:
    @dataclass
    class Stop:
        def now(self) -> None:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Monty("try:\n    s.now()\nexcept BaseException:\n    pass", inputs=["s"]).run(inputs={"s": Stop()})


def test_the_error_of_a_method_has_the_hosts_as_its_cause() -> None:
    with pytest.raises(MontyRuntimeError) as caught:
        Monty("p.fail()", inputs=["p"]).run(inputs={"p": Point(1)})
    assert isinstance(caught.value.__cause__, LookupError)


# -- fields and options


FIELDS = """\
import dataclasses as d
found = [p.x, p.UNIT, type(p).__name__, repr(p), p == d.replace(p), p == d.replace(p, x=9), d.is_dataclass(p)]
found += [d.asdict(p), d.astuple(p), [f.name for f in d.fields(p)], d.fields(p)[0].type, isinstance(p, type(p)), f'{p}']
p.x = 10
p.tags.append(1)
p.new = 1
found += [p, hasattr(p, 'new'), vars(type(p)(1))]
match p:
    case object(x=10, y=y):
        found.append(y)
del p.y
found + [p.y]
"""


def test_fields_are_the_guests_own() -> None:
    point = Point(1)
    result = Monty(FIELDS, inputs=["p"]).run(inputs={"p": point})
    assert point == Point(1)
    assert result[:7] == [1, "mm", "Point", repr(point), True, False, True]
    fields = ["x", "y", "tags", "other"]
    assert result[7:10] == [dataclasses.asdict(point), (1, 2, [], None), fields]
    assert result[10] == "int" and result[11] is True and result[12] == repr(point)
    assert result[14:] == [True, {"x": 1, "y": 2, "tags": [], "other": None}, 2, 2]


FROZEN = """\
import dataclasses
found = []
for change in (lambda: setattr(v, 'major', 2), lambda: delattr(v, 'major'), lambda: setattr(v, 'new', 2)):
    try:
        change()
    except dataclasses.FrozenInstanceError as error:
        found.append(str(error))
try:
    v.major = 3
except AttributeError as error:
    found.append(type(error).__name__)
w = dataclasses.replace(v, minor=7)
found += [hash(v) == hash(type(v)(1)), {v: 'a'}[type(v)(1)], v < w, sorted([w, v]), w in {v, w}, v.bumped()]
found
"""


def test_frozen_ones_refuse_writes_and_are_hashed_and_ordered_by_their_fields() -> None:
    one, two = Version(1), Version(1, 7)
    expected = ["cannot assign to field 'major'", "cannot delete field 'major'", "cannot assign to field 'new'"]
    expected += ["FrozenInstanceError"]
    assert everywhere(FROZEN, v=one) == [*expected, True, "a", True, [one, two], True, Version(1, 1)]


@pytest.mark.parametrize(
    ("value", "code", "expected"),
    [
        (Point(1), "hash(x)", "unhashable type: 'Point'"),
        (Point(1), "x < x", "'<' not supported between instances of 'Point' and 'Point'"),
        (Point(1), "type(x)()", "Point.__init__() missing 1 required positional argument: 'x'"),
        (
            Checked(2, 3),
            "type(x)(1)",
            "the script can not make instances of Checked: its __post_init__ is with the host",
        ),
    ],
)
def test_what_the_class_does_not_do(value: Any, code: str, expected: str) -> None:
    with pytest.raises(MontyRuntimeError, match="TypeError") as caught:
        Monty(code, inputs=["x"]).run(inputs={"x": value})
    assert str(caught.value) == f"TypeError: {expected}"


def test_options_are_kept() -> None:
    code = "(repr(s), s == type(s)(a=1, b=9), {t: 1}[type(t)('x')], n == n, n == type(n)('n'), len({n}), c.total, q.z, q.add(1))"
    found = everywhere(code, s=Slotted(a=1), t=Tag("x"), n=Node("n"), c=Checked(2, 3), q=Special(1))
    assert found == ("Slotted(a=1)", True, 1, True, False, 1, 6, 3, -1)


def test_a_default_that_stays_with_the_host() -> None:
    @dataclass
    class Job:
        queue: object = field(default_factory=lambda: [])

    assert Monty("j.queue.append(1)\n(j.queue, type(j)(queue=2).queue)", inputs=["j"]).run(inputs={"j": Job()}) == (
        [1],
        2,
    )
    with pytest.raises(MontyRuntimeError, match=r"Job\(\) needs 'queue' here: its default is with the host"):
        Monty("type(j)()", inputs=["j"]).run(inputs={"j": Job()})


# -- identity, containers, cycles


def test_identity_cycles_and_keys() -> None:
    node = Node("a")
    node.next = Node("b", node)
    point, version = Point(1), Version(2)
    point.other = [point, version, {version: node}, frozenset([version]), (Tag("t"), {Tag("t"): version})]
    for code in ("x", "f = lambda: x\nf()"):
        copied, linked, again = Monty(code, inputs=["x"]).run(inputs={"x": (point, node, node)})
        assert linked is again and linked is not node and linked.next.next is linked and linked.next.name == "b"
        held = copied.other
        assert held[0] is copied and held[1] == version and held[2][version] is linked
        assert held[3] == {version} and held[4] == (Tag("t"), {Tag("t"): version})


def test_frozen_ones_that_hold_each_other_by_a_trick() -> None:
    version = Version(1)
    object.__setattr__(version, "major", version)
    copy: Any = Monty("x", inputs=["x"]).run(inputs={"x": version})
    assert copy.major is copy and copy is not version
    code = "object.__setattr__(x, 'minor', (x, [x]))\n[x, (x,)]"
    copy = Monty(code, inputs=["x"]).run(inputs={"x": Version(1)})
    assert copy[0].minor[0] is copy[0] and copy[1][0] is copy[0] and copy[0].minor[1][0] is copy[0]


VALUES = st.recursive(
    st.none()
    | st.integers()
    | st.text()
    | st.builds(Version, st.integers(), st.integers())
    | st.builds(Tag, st.text()),
    lambda inner: (
        st.builds(Point, st.integers(), st.integers(), st.lists(inner, max_size=3), inner)
        | st.lists(inner, max_size=3)
        | st.dictionaries(st.builds(Version, st.integers()) | st.text(), inner, max_size=3)
        | st.builds(Special, st.integers(), other=inner)
        | st.frozensets(st.builds(Version, st.integers()), max_size=3)
    ),
    max_leaves=12,
)
ECHO = Monty("f(x)", inputs=["x"])


@settings(max_examples=40, deadline=None)
@given(VALUES)
def test_round_trips(value: Any) -> None:
    snapshot: Any = ECHO.start(inputs={"x": value})
    for reloaded in (snapshot, with_registry(snapshot)):
        assert reloaded.args[0] == value
        assert reloaded.resume(return_value=value).output == value


def test_a_class_of_the_script_that_derives_from_the_hosts() -> None:
    code = """\
class Mine(type(p)):
    def add(self, n, k=0):
        return super().add(n, k=k) * 10

    def __repr__(self):
        return 'mine'

m = Mine(4)
(m.add(1), m.twice(3), repr(m), m)
"""
    assert everywhere(code, p=Point(1)) == (50, 6, "mine", Point(4))


# -- where instances come from, and who calls their methods


def test_instances_from_functions_names_and_futures() -> None:
    code = "import asyncio\nasync def main():\n    return await asyncio.gather(later(1), later(2))\n"
    code += "[get(1).x, (lambda: get(2).add(1))(), lookup.x, asyncio.run(main()), lookup is get(3)]"
    snapshot: Any = Monty(code).start()
    seen = []
    while not isinstance(snapshot, MontyComplete):
        snapshot = with_registry(snapshot)
        if isinstance(snapshot, NameLookupSnapshot):
            seen.append("lookup")
            snapshot = snapshot.resume(value=Point(7))
        elif isinstance(snapshot, FutureSnapshot):
            seen.append("futures")
            results = {call.call_id: {"return_value": Version(*call.args)} for call in snapshot.pending_calls}
            snapshot = snapshot.resume(results)
        elif snapshot.function_name == "later":
            snapshot = snapshot.resume(future=...)
        elif snapshot.is_method_call:
            seen.append("method")
            snapshot = snapshot.resume(return_value=Point.add(*snapshot.args))
        else:
            snapshot = snapshot.resume(return_value=Point(*snapshot.args))
    assert snapshot.output == [1, 3, 7, [Version(1), Version(2)], False]
    assert seen == ["method", "lookup", "futures"]


def test_functions_give_and_take_instances() -> None:
    code = "def go(n):\n    return [take(get(i)).add(i) for i in range(n)]\ngo(3)"
    taken = []

    def take(point: Point) -> Point:
        taken.append(point)
        return point

    functions: dict[str, Any] = {"get": Point, "take": take}
    assert Monty(code).run(external_functions=functions) == [0, 2, 4]
    assert taken == [Point(0), Point(1), Point(2)]
    assert asyncio.run(Monty(code).run_async(external_functions=functions)) == [0, 2, 4]


CALLED = """\
import copy, functools, json, operator
from dataclasses import asdict
found = [getattr(p, 'add')(1), operator.methodcaller('add', 2, k=1)(p), list(map(p.add, [1, 2])), functools.partial(p.add, 3)()]
found += [functools.reduce(lambda a, b: p.add(a, b), [1, 2, 3]), {n: p.add(n) for n in range(2)}, [q.x for q in [p.moved(1), p]]]
found += [next(p.add(n) for n in [4]), p.moved(1).moved(1).x, f'{p.add(1)} {p.moved(5).x:>3}', p.add(*[1], **{'k': 2})]
q = copy.deepcopy(p)
q.tags.append(p.moved(2))
found += [p.tags, q.tags[0].x, copy.copy(q).tags is q.tags, json.dumps(asdict(p)), p.add(p.add(p.add(1)))]
class Wrapper:
    def __init__(self, inner): self.inner = inner
    def __getattr__(self, name): return getattr(self.inner, name)
    def __add__(self, other): return self.inner.add(other)
found + [Wrapper(p).add(5), Wrapper(p) + 6, Wrapper(p).y]
"""


def test_methods_are_called_from_everywhere() -> None:
    assert everywhere(CALLED, p=Point(1)) == [
        2, 4, [2, 3], 4, 8, {0: 1, 1: 2}, [2, 1], 5, 3, "2   6", 4, [], 3, True,
        '{"x": 1, "y": 2, "tags": [], "other": null}', 4, 6, 7, 2,
    ]  # fmt: skip


def test_an_instance_that_can_be_called() -> None:
    assert everywhere("[s(2), list(map(s, [3])), s.factor, callable(s), sorted([1, 2], key=s)]", s=Scaled(-2)) == [
        -4, [-6], -2, True, [2, 1]
    ]  # fmt: skip


def test_what_cant_enter_is_named_with_its_place() -> None:
    with pytest.raises(TypeError) as caught:
        Monty("p", inputs=["p"]).run(inputs={"p": [Point(1, other=Node("a", object()))]})  # type: ignore[arg-type]
    assert str(caught.value) == "cannot convert 'builtins.object' to a guest value: inputs['p'][0].other.next"


PAUSING = """\
class Noisy:
    def __init__(self, name): self.name = name
    def __eq__(self, other): return ask('eq', self.name, other.name)
    def __hash__(self): return 1
    def __repr__(self): return ask('repr', self.name)
    def __lt__(self, other): return ask('lt', self.name, other.name)

p.other, q.other = Noisy('p'), Noisy('q')
found = [p == q, repr(p), f'{q!r}', p != q]
object.__setattr__(v, 'minor', Noisy('v'))
w = type(v)(1, Noisy('w'))
found += [v == w, v < w, max([v, w]).minor.name]
found
"""


@LIVE_AND_LOADED
def test_fields_that_are_objects_of_the_script_may_pause(reload: Reload) -> None:
    monty = Monty(PAUSING, inputs=["p", "q", "v"])
    inputs = {"p": Point(1), "q": Point(1), "v": Version(1)}
    snapshot: Any = monty.start(inputs=inputs)
    asked = []
    while not isinstance(snapshot, MontyComplete):
        snapshot = reload(snapshot)
        kind, name, *_ = snapshot.args
        asked.append(kind)
        snapshot = snapshot.resume(return_value=name.upper() if kind == "repr" else kind != "eq" or name == "p")
    expected = [True, "Point(x=1, y=2, tags=[], other=P)", "Point(x=1, y=2, tags=[], other=Q)", False]
    assert snapshot.output == [*expected, False, True, "w"]


@LIVE_AND_LOADED
def test_the_result_of_a_method_may_come_later(reload: Reload) -> None:
    code = "import asyncio\nasync def main():\n    return await asyncio.gather(p.add(1), p.add(2))\nasyncio.run(main())"
    snapshot: Any = Monty(code, inputs=["p"]).start(inputs={"p": Point(1)})
    for _ in range(2):
        snapshot = reload(snapshot).resume(future=...)
    snapshot = reload(snapshot)
    calls = snapshot.pending_calls
    assert [(call.function_name, call.args) for call in calls] == [("add", (Point(1), 1)), ("add", (Point(1), 2))]
    assert snapshot.resume({call.call_id: {"return_value": Point.add(*call.args)} for call in calls}).output == [2, 3]
