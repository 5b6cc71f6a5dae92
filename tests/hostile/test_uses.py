"""What is done with hostile snapshots and answers: loaded twice, resumed, raised, written to files, signed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from monty_cli import MontyError, MontyRepl, codec, load_snapshot
from monty_cli.codec.container import FRONT_SIZE
from tests.cli.helpers import run_here

from .seeds import script
from .test_rows import FUNCTION, changed
from .trees import Tree


def test_20_each_snapshot_goes_on_once() -> None:
    loaded: Any = load_snapshot(FUNCTION)
    assert loaded.resume(return_value=1).output == 1
    for act in (lambda: loaded.resume(return_value=1), loaded.dump):
        with pytest.raises(RuntimeError, match="already been resumed"):
            act()
    repl = MontyRepl()
    paused: Any = repl.feed_start("ask(1)")
    repl.abort()
    with pytest.raises(RuntimeError, match="given up"):
        paused.resume(return_value=1)
    with pytest.raises(ValueError):
        load_snapshot(_busy())


def _busy() -> bytes:
    paused: Any = MontyRepl().feed_start("ask(1)")
    data: bytes = paused.dump()
    return data


@pytest.mark.parametrize(
    "name", ["b:@Control", "b:GreenletExit", "m:greenlet.GreenletExit", "b:ControlError", "t:type", "b:int"]
)
def test_21_other_exceptions(name: str) -> None:
    data = script("try: 1 // 0\nexcept ZeroDivisionError as e: v = e\nask(1)")

    def change(tree: Tree) -> None:
        tree.rows[next(place for place, row in enumerate(tree.rows) if row == [3, "b:ZeroDivisionError"])][1] = name

    with pytest.raises(ValueError):
        load_snapshot(changed(change, data))


@pytest.mark.parametrize("name", ["SystemExit", "KeyboardInterrupt", "GeneratorExit"])
def test_21_exceptions_that_end_programs_are_the_guests(name: str) -> None:
    data = script("e = ValueError()\nask(1)\nraise e")

    def change(tree: Tree) -> None:
        tree.rows[next(place for place, row in enumerate(tree.rows) if row == [3, "b:ValueError"])][1] = f"b:{name}"

    loaded: Any = load_snapshot(changed(change, data))
    with pytest.raises(MontyError, match=name):
        loaded.resume(return_value=1)


@pytest.mark.parametrize("kind", ["cycle", "deep", "object", "function"])
def test_22_answers(kind: str) -> None:
    cycle: list[Any] = []
    cycle.append(cycle)
    deep: list[Any] = []
    for _ in range(20_000):
        deep = [deep]
    value = {"cycle": cycle, "deep": deep, "object": object(), "function": test_22_answers}[kind]
    loaded: Any = load_snapshot(script("x = ask(1)\n1"))
    if kind == "object":
        with pytest.raises(TypeError):
            loaded.resume(return_value=value)
        value = 1
    assert loaded.resume(return_value=value).output == 1


@pytest.mark.parametrize("name", ["../../x", "/etc/x", "\x1b[31mx", "a\nb"])
def test_23_names_lead_to_no_file(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    monkeypatch.chdir(inner)
    tree = Tree(script("ask(1)\nask(2)"))
    tree.header["script_name"] = tree.header["machine"]["script_name"] = name
    (inner / "a.snap").write_bytes(tree.bytes())
    found = run_here("resume", "a.snap", "--value", "1")
    assert found.status == 75 and "\x1b" not in found.stderr
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [inner / "a.snap"]


def test_24_unsigned_and_altered() -> None:
    key = b"k" * 32
    signed = codec.sign(FUNCTION, key)
    assert load_snapshot(signed, key=key) and load_snapshot(signed)
    for data in (
        FUNCTION,
        codec.sign(FUNCTION, b"o" * 32),
        signed[:FRONT_SIZE] + bytes(32) + signed[FRONT_SIZE + 32 :],
    ):
        with pytest.raises(ValueError, match=r"sign|digest"):
            load_snapshot(data, key=key)
