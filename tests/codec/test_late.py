"""Dicts and sets whose keys the program's own code hashes: empty after decoding, filled by `settle`, or refused."""

from __future__ import annotations

import itertools
import subprocess
import sys
from collections import Counter, OrderedDict, defaultdict
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import msgpack
import pytest

from monty_cli.codec import Unsupported, decode, encode
from monty_cli.codec.late import UnsettledError, release, settle

from .fake_environment import FakeEnvironment, Helper

SOURCE = """
calls = []


class Key:
    def __init__(self, k):
        self.k = k

    def __hash__(self):
        calls.append(self.k)
        return hash(self.k)

    def __eq__(self, other):
        return type(other) is type(self) and self.k == other.k


class KeyDict(dict):
    def __setitem__(self, key, value):
        raise RuntimeError("guest code ran")


class KeySet(set):
    def add(self, key):
        raise RuntimeError("guest code ran")


class KeyFrozen(frozenset):
    pass


class Ranked:
    ranks = {}

    def __init__(self, name, ranks):
        self.name = name
        self.ranks = ranks

    def __hash__(self):
        return self.ranks[self.name]


class Softly(Ranked):
    def __hash__(self):
        return self.ranks.get(self.name, 0)


class Random:
    def __hash__(self):
        calls.append(1)
        return len(calls)


class Meta(type):
    def __hash__(cls):
        calls.append(cls.__name__)
        return 7


class WithMeta(metaclass=Meta):
    pass
"""


@pytest.fixture
def env() -> FakeEnvironment:
    made = FakeEnvironment(SOURCE)
    made.globals["calls"].clear()
    return made


def _loaded(env: FakeEnvironment, value: Any) -> tuple[Any, FakeEnvironment]:
    """A value before its containers are settled, and its environment; nothing of the program runs on the way."""
    env.globals["calls"].clear()
    body = encode({"value": value}, env)
    twin = env.twin()
    loaded = decode(body, twin)["value"]
    assert env.globals["calls"] == []
    return loaded, twin


def _settled(env: FakeEnvironment, value: Any) -> Any:
    loaded, twin = _loaded(env, value)
    settle(twin.lates)
    return loaded


CONTAINERS: dict[str, Callable[[Any], Any]] = {
    "dict": lambda G: {G["Key"]("a"): 1, "b": 2, G["Key"](3): [4]},
    "set": lambda G: {G["Key"]("a"), "b", G["Key"](3)},
    "Counter": lambda G: Counter([G["Key"]("a"), G["Key"]("a"), 1]),
    "defaultdict": lambda G: defaultdict(list, {G["Key"]("a"): [1]}),
    "subclass of dict": lambda G: G["KeyDict"]([(G["Key"]("a"), 1)]),
    "subclass of set": lambda G: G["KeySet"]([G["Key"]("a")]),
    "keys in tuples": lambda G: {(1, (G["Key"]("a"), 2)): 1, (): 2},
    "class with a metaclass": lambda G: {G["WithMeta"]: 1},
}


@pytest.mark.parametrize("name", CONTAINERS)
def test_empty_until_settled(env: FakeEnvironment, name: str) -> None:
    value = CONTAINERS[name](env.globals)
    loaded, twin = _loaded(env, value)
    assert len(loaded) == 0 and len(twin.lates) == 1
    settle(twin.lates)
    assert type(loaded).__name__ == type(value).__name__ and len(loaded) == len(value)
    for before, after in zip(value, loaded, strict=True) if isinstance(value, dict) else ():
        assert type(before).__name__ == type(after).__name__ and after in loaded
        assert dict.__getitem__(loaded, after) == dict.__getitem__(value, before)


def test_contents_are_the_decoded_objects(env: FakeEnvironment) -> None:
    key = env.globals["Key"]("a")
    table: dict[Any, Any] = {key: [key]}
    key.table = table
    loaded, twin = _loaded(env, [key, table, {key}])
    settle(twin.lates)
    assert loaded[0].table is loaded[1] and next(iter(loaded[1])) is loaded[0] and loaded[1][loaded[0]] == [loaded[0]]
    assert loaded[0] in loaded[2]


def test_iterators_over_a_late_dict_keep_their_places(env: FakeEnvironment) -> None:
    table = {env.globals["Key"](name): name for name in "abcd"}
    iterators: list[Iterator[Any]] = [iter(table), iter(table.values()), reversed(table.values())]
    for iterator in iterators:
        next(iterator)
    keys, values, back = _settled(env, [*iterators, table])[:3]
    assert [key.k for key in keys] == ["b", "c", "d"] and list(values) == ["b", "c", "d"]
    assert list(back) == ["c", "b", "a"]


def test_views_see_what_is_filled_later(env: FakeEnvironment) -> None:
    table = {env.globals["Key"]("a"): 1}
    view, loaded = _settled(env, [table.values(), table])
    assert list(view) == [1] and view.mapping == loaded


@pytest.mark.parametrize("cls", ["Ranked", "Softly"])
@pytest.mark.parametrize("table_first", [True, False])
def test_a_hash_that_looks_into_another_late_dict(env: FakeEnvironment, cls: str, table_first: bool) -> None:
    guest = env.globals
    names = [guest["Key"]("a"), guest["Key"]("b")]
    ranks = {names[0]: 5, names[1]: 6}
    table = {guest[cls](name, ranks): name.k for name in names}
    chained = {guest[cls](name, {name: 9}): name.k for name in names}
    value = [ranks, table, chained] if table_first else [chained, table, ranks]
    loaded = _settled(env, {"names": names, "value": value})
    for container in loaded["value"]:
        for key in container:
            assert key in container
    assert list(loaded["value"][1].values()) == ["a", "b"]


def test_reasons_name_the_class(env: FakeEnvironment) -> None:
    guest = env.globals
    first, second = guest["Key"]("a"), guest["Key"]("b")
    table = {first: 1, (second,): 2}
    equal = {first: 1, second: 2}
    second.k = "a"
    with pytest.raises(UnsettledError, match="a key of class 'Key' is now equal to another key"):
        _settled(env, equal)
    second.k = []
    with pytest.raises(UnsettledError, match="a key of class 'Key' can't be hashed again") as caught:
        _settled(env, table)
    assert isinstance(caught.value.__cause__, TypeError)
    with pytest.raises(UnsettledError, match="a key of class 'Random' has another hash each time"):
        _settled(env, [{guest["Random"](): 1}, {guest["Random"](): 2}])


def test_settling_can_be_tried_again(env: FakeEnvironment) -> None:
    guest = env.globals
    keys = [guest["Key"]("a"), guest["Key"]("b")]
    table = {key: key.k for key in keys}
    places = iter(table)
    next(places)
    keys[1].k = []
    (loaded, iterator, found), twin = _loaded(env, [table, places, keys])
    for _ in range(2):
        with pytest.raises(UnsettledError):
            settle(twin.lates)
    found[1].k = "mended"
    settle(twin.lates)
    assert list(loaded.values()) == ["a", "b"] and loaded[found[1]] == "b" and list(iterator) == [found[1]]


def test_frozensets_and_what_is_made_of_them(env: FakeEnvironment) -> None:
    key = env.globals["Key"]
    inner = frozenset([key("a"), 1])
    outer = frozenset([inner, (key("b"), inner), "plain"])
    pair = (inner, [outer])
    holder = key("c")
    holder.own = outer
    value = [inner, outer, pair, {inner: pair, "v": outer}, {pair[0]}, holder, ((pair, 1),), iter(pair), inner.union]
    loaded, twin = _loaded(env, value)
    assert len(twin.lates) > 5
    settle(twin.lates)
    release(twin.lates)
    kind = type(loaded[5])
    assert type(loaded[0]) is frozenset and kind("a") in loaded[0] and 1 in loaded[0]
    assert loaded[0] in loaded[1] and (kind("b"), loaded[0]) in loaded[1] and len(loaded[1]) == 3
    assert loaded[2][0] is loaded[0] and loaded[2][1][0] is loaded[1] and loaded[5].own is loaded[1]
    assert loaded[3][frozenset([1, kind("a")])] is loaded[2] and loaded[3]["v"] is loaded[1] and loaded[0] in loaded[4]
    assert loaded[6][0][0] is loaded[2] and next(loaded[7]) is loaded[0] and loaded[8]([2]) == loaded[0] | {2}


def test_many_tuples_and_dicts_with_frozensets(env: FakeEnvironment) -> None:
    key = env.globals["Key"]
    value = {
        "rows": [{"tags": frozenset([key(i)]), "n": i} for i in range(20)],
        "pairs": [(i, frozenset([key(i)])) for i in range(20)],
        "lists": [[frozenset([key(i)])] for i in range(20)],
        "owners": [key(frozenset([key(i)])) for i in range(20)],
    }
    loaded = _settled(env, value)
    kind = type(loaded["owners"][0])
    for i in range(20):
        assert loaded["rows"][i]["tags"] == loaded["pairs"][i][1] == loaded["lists"][i][0] == {kind(i)}
        assert loaded["owners"][i].k == {kind(i)} and loaded["rows"][i]["n"] == i


def test_frozensets_that_depend_on_each_other(env: FakeEnvironment) -> None:
    key = env.globals["Key"]
    level = frozenset([key("deep")])
    for _ in range(5):
        level = frozenset([key(level), "x"])
    (loaded,) = _settled(env, [level])
    for _ in range(5):
        (member,) = loaded - {"x"}
        assert member in loaded
        loaded = member.k
    assert [member.k for member in loaded] == ["deep"]


def test_frozensets_held_by_something_else_are_refused(env: FakeEnvironment) -> None:
    made = frozenset([env.globals["Key"]("a")])
    helper = Helper()
    helper.state = [made]
    subclass: Any = type("MyTuple", (tuple,), {})
    env.classes.append(subclass)
    for value in (
        partial(len, made),
        (1, partial(len, made)),
        helper,
        subclass((made,)),
        itertools.pairwise((made, made)),
    ):
        with pytest.raises(
            Unsupported, match="can be stored in variables, attributes, lists, dicts, sets and tuples only"
        ):
            encode({"value": [value]}, env)
    with pytest.raises(
        Unsupported, match="a member of a frozenset's subclass is of class 'Meta', whose __eq__ or __hash__"
    ):
        encode({"value": env.globals["KeyFrozen"]([env.globals["WithMeta"]])}, env)


def test_the_path_leads_to_the_frozenset(env: FakeEnvironment) -> None:
    key = env.globals["Key"]
    value = {"good": frozenset([key(1)]), "bad": {"part": partial(len, frozenset([key(2)]))}}
    with pytest.raises(Unsupported, match=r"^value\['bad'\]\['part'\]"):
        encode({"value": value}, env)


def test_ordered_dicts_are_refused(env: FakeEnvironment) -> None:
    """Reading their order would hash the keys."""
    value = OrderedDict([(env.globals["Key"]("a"), 1), ("b", 2)])
    env.globals["calls"].clear()
    with pytest.raises(Unsupported, match="a key of an OrderedDict is of class 'Key', whose __eq__ or __hash__"):
        encode({"value": value}, env)
    assert env.globals["calls"] == []


def _forged(env: FakeEnvironment, value: Any, change: Callable[[list[Any]], None]) -> bytes:
    top = msgpack.unpackb(encode({"value": value}, env))
    change(top[2])
    return bytes(msgpack.packb(top))


def test_limits_hold_for_late_containers(env: FakeEnvironment) -> None:
    key = env.globals["Key"]("a")
    deep: Any = key
    for _ in range(200):
        deep = (deep,)
    with pytest.raises(Unsupported, match="nested too deeply"):
        encode({"value": {deep: 1}}, env)
    with pytest.raises(Unsupported, match="share one hash"):
        encode({"value": {key, *(i * sys.hash_info.modulus for i in range(1500))}}, env)
    with pytest.raises(Unsupported, match="can't be hashed"):
        decode(_forged(env, [{key: 1}], _list_as_key), env.twin())


def _list_as_key(rows: list[Any]) -> None:
    row = next(row for row in rows if row[0] == 16)
    row[1], row[2] = [*row[1], [0]], [*row[2], 2]  # object 0 is the list


def test_an_iterator_that_does_not_fit_is_refused(env: FakeEnvironment) -> None:
    table = {env.globals["Key"]("a"): 1}

    def longer(rows: list[Any]) -> None:
        next(row for row in rows if row[0] == 71)[3] = 2

    with pytest.raises(ValueError, match="doesn't fit"):
        decode(_forged(env, [iter(table), table], longer), env.twin())


HASHES = """
import sys
from tests.codec.fake_environment import FakeEnvironment
from tests.codec.test_late import SOURCE
from monty_cli.codec import decode, encode
from monty_cli.codec.late import settle
env = FakeEnvironment(SOURCE)
Key = env.globals["Key"]
if sys.argv[1] == "write":
    sys.stdout.buffer.write(encode({"value": [{Key(f"key {i}"): i for i in range(50)}, {Key("in"), (Key("t"), "u")}]}, env))
else:
    twin = env.twin()
    table, members = decode(sys.stdin.buffer.read(), twin)["value"]
    settle(twin.lates)
    key_type = type(next(iter(table)))
    assert all(table[key_type(f"key {i}")] == i for i in range(50))
    assert key_type("in") in members and (key_type("t"), "u") in members
"""


def test_other_hashes_in_another_process() -> None:
    def python(argument: str, seed: str, data: bytes = b"") -> bytes:
        env = {"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)}
        return subprocess.run(
            [sys.executable, "-c", HASHES, argument], input=data, env=env, check=True, capture_output=True
        ).stdout

    python("read", "2", python("write", "1"))
