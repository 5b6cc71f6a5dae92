"""One class of hostile snapshots after another: bytes of other formats, lies about sizes, impossible graphs, forged limits and names.

Whatever is loaded is loaded within a time, nothing but ValueError comes out, and nothing that Python could execute is read.
"""

from __future__ import annotations

import gzip
import pickle
import subprocess
import sys
import time
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgpack
import pytest

from monty_cli import Monty, MontyError, MontyRepl, codec, load_repl_snapshot, load_snapshot
from monty_cli.codec.container import write

from .seeds import script, small
from .trees import Tree

SECONDS = 5.0
FUNCTION = small()["function"]


@pytest.fixture(autouse=True)
def bounded() -> Iterator[None]:
    """Each test is done in some seconds of computing."""
    start = time.process_time()
    yield
    assert time.process_time() - start < SECONDS


def _refused(data: bytes) -> None:
    for load in (load_snapshot, Monty.load, MontyRepl.load, load_repl_snapshot):
        with pytest.raises(ValueError):
            load(data)


def _body(body: bytes) -> bytes:
    """The snapshot of a function with another body."""
    return write(codec.read(FUNCTION)[0], body)


def _rows(rows: list[Any], count: int | None = None) -> bytes:
    """The snapshot of a function whose body has these rows, all held by the globals."""
    held = [[place] for place in range(len(rows) if count is None else 1)]
    return _body(bytes(msgpack.packb([len(rows) if count is None else count, [[]], rows, ["globals"], [held[0]]])))


def changed(change: Callable[[Tree], None], data: bytes = FUNCTION) -> bytes:
    tree = Tree(data)
    change(tree)
    return tree.bytes()


def _machine(key: str, value: Any) -> bytes:
    """The snapshot of a function with another entry of its header."""

    def change(tree: Tree) -> None:
        tree.header["machine"][key] = value

    return changed(change)


MARK = 77777
VARIABLE = f"v = [{MARK}]\ndef f(): return v\nask(1)\nv"


def _global(name: str, row: list[Any], source: str = VARIABLE) -> bytes:
    """A snapshot of a script whose variable `v` is what a row says, under `name`."""

    def change(tree: Tree) -> None:
        assert tree.body is not None
        place = next(place for place, held in enumerate(tree.rows) if held == [10, [MARK]])
        tree.rows[place][:] = row
        for shape in tree.body[1]:
            shape[:] = [name if key == "v" else key for key in shape]

    return changed(change, script(source))


STREAMS = [
    pickle.dumps(print),
    pickle.dumps([1]),
    b"cos\nsystem\n(S'true'\ntR.",
    b"\xe3\0\0\0\0",
    b"PK\x03\x04" + bytes(60),
    b"MONTY\0x",
]


@pytest.mark.parametrize("stream", STREAMS)
def test_1_other_formats(stream: bytes) -> None:
    _refused(stream)
    _refused(_body(stream))


@pytest.mark.parametrize("code", [-1, 0, 5, 127])
def test_2_extension_types(code: int) -> None:
    held = msgpack.Timestamp(5) if code == -1 else msgpack.ExtType(code, b"x")
    _refused(_body(bytes(msgpack.packb([1, [], [[10, [held]]], ["v"], [[0]]]))))
    with pytest.raises(ValueError):
        codec.read(_front(bytes(msgpack.packb({"kind": held}))))


def _front(header: bytes) -> bytes:
    from hashlib import sha256

    prefix = FUNCTION[:12] + len(header).to_bytes(4, "little") + bytes(8)
    return prefix + sha256(prefix + header).digest() + header


@pytest.mark.parametrize("claim", [b"\xdd", b"\xdf", b"\xdb", b"\xc6"])
def test_3_lies_about_lengths(claim: bytes) -> None:
    for size in (b"\xff\xff\xff\xff", b"\x00\xff\xff\xff"):
        _refused(_body(b"\x95\x01\x90" + claim + size + bytes(5)))
    _refused(_body((b"\xdd\x00\x0f\x00\x00") * 1000 + bytes(1_000_000)))


def test_3_lies_of_the_front() -> None:
    for start, stop in ((12, 16), (16, 24)):
        _refused(FUNCTION[:start] + b"\xff" * (stop - start) + FUNCTION[stop:])


@pytest.mark.parametrize("one", [b"\x91", b"\x81\xa1x", b"\xdd\0\0\0\1"])
def test_4_nesting(one: bytes) -> None:
    _refused(_body(one * 1_000_000 + b"\xc0"))
    _refused(_front(one * 1_000_000 + b"\xc0"))


def test_5_keys() -> None:
    nan = float("nan")
    collisions = [[0, ((i << 61) - i).to_bytes(12, "little")] for i in range(1, 10_000)]
    for keys in ([1, 1], [1, True], ["a", "a"], [[1]], collisions):
        _refused(_rows([[16, keys, [0] * len(keys)], [10, []]]))
    assert load_snapshot(_global("v", [16, [nan, nan, 1.5], [1, 2, 3]])).stack
    _refused(_body(b"\x82\xa1x\x01\xa1x\x02"))
    _refused(_front(b"\x82\x01\x01\x02\x02"))


def test_6_nothing_is_unpacked() -> None:
    bomb = bytes(5_000_000)
    for packed in (zlib.compress(bomb), gzip.compress(bomb), b"\x28\xb5\x2f\xfd" + bytes(40)):
        _refused(packed)
        _refused(_body(packed))


def test_6_few_bytes_make_few_objects() -> None:
    runs: list[Any] = [[10, {"r": [1, 100]}]]
    for level in range(50):
        runs.append([15, 0, 100, {"r": [1 + 100 * (level + 1), 100]}])
    _refused(_rows(runs, count=5101))
    _refused(_rows([[10, {"r": [1, 2**40]}]], count=2**40))


@pytest.mark.parametrize("extra", [b"\0", b"x" * 100, FUNCTION])
def test_7_trailing_bytes(extra: bytes) -> None:
    _refused(FUNCTION + extra)
    _refused(_body(codec.read(FUNCTION)[1] + extra))


def test_8_other_versions() -> None:
    for place in (*range(8), 9, 10, 11):
        _refused(FUNCTION[:place] + bytes([FUNCTION[place] ^ 0x40]) + FUNCTION[place + 1 :])
    for key, value in (("fingerprint", "x"), ("fingerprint", None), ("positions", 1), ("positions", None)):
        _refused(_machine(key, value))


LIMITED = "n = 0\nwhile True:\n    n += 1\n    ask(n)"


def _limited() -> bytes:
    snapshot: Any = Monty(LIMITED).start(limits={"max_suspensions": 3, "max_duration_secs": 30.0})
    data: bytes = snapshot.resume(return_value=1).dump()
    return data


def _pauses(data: bytes, **limits: Any) -> int:
    """How often the script still pauses, and then ends by its limit; 20 when it does not end."""
    snapshot: Any = load_snapshot(data, limits=limits)  # type: ignore[arg-type]
    for count in range(20):
        try:
            snapshot = snapshot.resume(return_value=1)
        except MontyError:
            return count
    return 20


def test_9_limits_are_those_of_the_loader() -> None:
    def raised(tree: Tree) -> None:
        tree.header["machine"]["limits"][0] = {"max_suspensions": 10**9, "max_duration_secs": 1e9, "max_memory": 2**62}

    def none(tree: Tree) -> None:
        del tree.header["machine"]["limits"]

    assert _pauses(_limited()) == 1
    assert _pauses(changed(raised, _limited()), max_suspensions=4) <= 4
    assert _pauses(changed(none, _limited()), max_suspensions=4) <= 4
    assert _pauses(_limited(), max_suspensions=100) == 1


@pytest.mark.parametrize(
    "lie", [5, [], [None], [{}], [{}, 0.0, 0], [{"max_memory": -1}, 0.0, 0, 0], [{"x": 1}, 0.0, 0, 0], [{}, -1.0, 0, 0]]
)
def test_9_impossible_limits(lie: Any) -> None:
    _refused(_machine("limits", lie))


def test_10_what_was_used_stays_used() -> None:
    data = _limited()
    assert [_pauses(data) for _ in range(5)] == [1] * 5
    again: Any = load_snapshot(load_snapshot(data).dump())
    again.resume(return_value=1)


def test_11_graphs() -> None:
    for rows in (
        [[12, [[0]]]],
        [[12, [[1]]], [12, [[0]]]],
        [[18, [[0]]]],
        [[10, [[5]]]],
        [[10, [[-1]]]],
        [[10, {"i": [2**40]}]],
        [[30, [[0], [0]]]],
        [[32, [[0], [0]]]],
    ):
        _refused(_rows(rows))
    loaded: Any = load_snapshot(_global("v", [10, [[_place()]]]))
    assert "..." in repr(loaded.stack[0].locals["v"])


def _place() -> int:
    """The id of the list that `_global` replaces."""
    tree = Tree(script(VARIABLE))
    assert tree.body is not None
    shape, column = next(row[1:] for row in tree.rows if row[0] == 14 and "v" in tree.body[1][row[1]])
    found = column["i"] if type(column) is dict else [item[0] if type(item) is list else None for item in column]
    place: int = found[tree.body[1][shape].index("v")]
    return place


@pytest.mark.parametrize(
    "row",
    [
        [50, [[0], [0]], "C", "C", None, 0, []],
        [51, [["int"]], 0, []],
        [51, ["object"], 0, [], 0, [], 1, [5]],
        [31, "script", 10**6, 0, [], []],
        [31, "asyncio_loop", 1, 0, [], []],
        [31, "os", 1, 0, [], []],
        [39, "script", 1, 1, "suspended", "g", "g", 0, [], 0, []],
        [40, "no helper", [None]],
        [40, "map_one", [5]],
        [3, "b:@attr"],
        [33, "__subclasses__", [[0]]],
        [63, "map", [5, 6], []],
    ],
)
def test_12_other_types(row: list[Any]) -> None:
    with pytest.raises(ValueError):
        load_snapshot(_global("v", row))


def test_13_no_code() -> None:
    import marshal

    code = marshal.dumps(compile("print('RAN')", "x", "exec"))
    for key in ("source", "script_name"):
        _refused(_machine(key, code))
    for row in ([19, code], [1, code], [31, code, 1, 0, [], []], [3, code]):
        if row[0] != 19:
            with pytest.raises(ValueError):
                load_snapshot(_global("v", row))


@pytest.mark.parametrize("source", ["", "x = 1", "import os\nask(1)", "ask(1)\n" * 50, "def f(:", "\0", "[" * 5000])
def test_14_another_source(source: str) -> None:
    _refused(_machine("source", source))


def test_14_another_source_of_the_same_form_is_another_script() -> None:
    """It does what that script does from there on, and no more; who minds signs."""
    data = _machine("source", "class C:\n    def m(self): return ask(self.y)\nc = C(); c.x = 2\nc.m()")
    loaded: Any = load_snapshot(data)
    assert loaded.function_name == "ask" and loaded.resume(return_value=3).output == 3


@pytest.mark.parametrize("ids", [[], [7], [0, 0], [-1], [2**70], ["0"], [None]])
def test_15_other_pending_calls(ids: list[Any]) -> None:
    def change(tree: Tree) -> None:
        for row in tree.rows:
            if row in ([10, [0, 1]], [10, [1, 2]]):
                row[1] = ids

    data = changed(change, small()["future"])
    try:
        loaded: Any = load_snapshot(data)
    except ValueError:
        return
    repr([loaded.pending_calls, loaded.tasks])
    with pytest.raises((MontyError, RuntimeError, TypeError)):
        loaded.resume({number: {"return_value": 1} for number in ids}).resume({9: {"return_value": 1}})


ORDERS = "s = {'a', 'b', 'c', 'd'}\nw = iter(s)\nfirst = next(w)\nask(1)\nsorted([first, *w])"


def test_16_other_hashes() -> None:
    data = script(ORDERS)
    for seed in ("0", "1"):
        command = "import sys; from monty_cli import load_snapshot; d = sys.stdin.buffer.read()"
        command += "; print(load_snapshot(d).resume(return_value=1).output)"
        found = subprocess.run(
            [sys.executable, "-c", command],
            input=data,
            capture_output=True,
            check=True,
            cwd=Path(__file__).parent.parent.parent,
            env={"PYTHONHASHSEED": seed},
        )
        assert found.stdout.split() == b"['a', 'b', 'c', 'd']".split()


@pytest.mark.parametrize("name", ["__builtins__", "@attr", "@x", "a@b"])
def test_17_names_of_variables(name: str) -> None:
    with pytest.raises(ValueError):
        load_snapshot(_global(name, [10, [1]]))


@pytest.mark.parametrize("name", ["__class__", "\ud800", "", "not a name", "x" * 1_000_000, "\0", "\uff21\uff22"])
def test_17_odd_names_are_only_names(name: str) -> None:
    loaded: Any = load_snapshot(_global(name, [10, [1]]))
    repr(loaded.stack), loaded.dump()
    with pytest.raises(MontyError, match="not defined"):
        repr(loaded.resume(return_value=1).resume())


@pytest.mark.parametrize(
    "row",
    [
        [10, [True, 1, -0.0, float("inf"), float("nan"), [0, b"\xff" * 9]]],
        [100, [1, 1, 1]],
        [102, [9999, 12, 31, 23, 59, 59, 999999, 1, None]],
        [104, [-1, 1, 0, None]],
        [110, [1, "5", "N"]],
        [110, [0, "9" * 3000, 0]],
    ],
)
def test_18_odd_values(row: list[Any]) -> None:
    loaded: Any = load_snapshot(_global("v", row))
    repr(loaded.stack), loaded.dump()
    loaded.resume(return_value=1)


@pytest.mark.parametrize(
    "row",
    [
        [5, [0, True, 1]],
        [2, [1, 2]],
        [100, [0, 1, 1]],
        [100, [10**20, 1, 1]],
        [103, [10**10, 0, 0]],
        [104, [5, 0, 0, None]],
        [110, [2, "5", 0]],
        [110, [0, "5", 10**30]],
        [110, [0, "٣", 0]],
        [120, ["(" * 200_000, 0]],
        [120, ["a", 128]],
        [130, [b"", 0]],
    ],
)
def test_18_impossible_values(row: list[Any]) -> None:
    with pytest.raises(ValueError):
        load_snapshot(_global("v", row))


def _class(names: list[str], slots: Any, bases: list[Any]) -> bytes:
    """A snapshot with a class of these names, slots and bases."""

    def change(tree: Tree) -> None:
        assert tree.body is not None
        row = next(row for row in tree.rows if row[0] == 50)
        tree.body[1][row[5]][:] = names
        row[4], row[6] = slots, [None] * len(names)

    return changed(change, script("class C: pass\nask(1)"))


@pytest.mark.parametrize(
    ("names", "slots"),
    [
        (["__del__"], None),
        (["@guest"], None),
        (["a"], ["__del__"]),
        (["a"], ["__dict__", "__dict__"]),
        (["a"], ["a"]),
        (["a"], [5]),
        (["a"], ["not a name"]),
        (["__slots__"], None),
        (["__mro__"], None),
        (["__bases__"], None),
    ],
)
def test_19_layouts(names: list[str], slots: Any) -> None:
    try:
        loaded: Any = load_snapshot(_class(names, slots, []))
    except ValueError:
        return
    assert names in (["@guest"], ["__mro__"], ["__bases__"])
    loaded.resume(return_value=1)


def test_19_chains() -> None:
    chain = [[50, [[10_000], [i + 1]], "C", "C", None, 0, []] for i in range(9_999)]
    for rows in (
        [*chain, [3, "b:object"], [3, "b:type"]],
        [[63, "enumerate", [[i + 1], 0], []] for i in range(5_000)] + [[61, [0, 1, 1]]],
    ):
        with pytest.raises(ValueError, match=r"ancestors|inside each other"):
            load_snapshot(_rows(rows))
