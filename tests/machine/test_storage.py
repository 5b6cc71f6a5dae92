"""A forged record is refused when it is loaded; a dropped run ends without running anything of the guest's."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Callable
from types import CellType
from typing import Any

import pytest

from monty_cli import FunctionSnapshot, Monty, load_snapshot
from monty_cli.machine import storage

CATCHING = """
def f():
    try:
        return ext(1)
    except BaseException as error:
        return 'caught'
    finally:
        print('finally')
f()
"""


def forged(monkeypatch: pytest.MonkeyPatch, index: int, value: object) -> bytes:
    """Return a snapshot of `CATCHING` in which item `index` of the record of `f` is `value`."""
    pack: Callable[..., tuple[object, ...]] = storage._pack_record

    def forge(record: Any) -> tuple[object, ...]:
        item = list(pack(record))
        if record.info.name == "f":
            item[index] = value
        return tuple(item)

    snapshot = Monty(CATCHING).start()
    assert isinstance(snapshot, FunctionSnapshot)
    with monkeypatch.context() as patch:
        patch.setattr(storage, "_pack_record", forge)
        return snapshot.dump()


@pytest.mark.parametrize(
    ("index", "value"),
    [
        (0, "nothing"),
        (1, 999_999),
        (2, 1),
        (2, 999_999),
        (3, None),
        (3, {1: 2}),
        (4, {"@arrive": CellType(len)}),
        (4, {"@Control": CellType(())}),
        (4, {"@box": CellType([])}),
        (4, {"x": 1}),
        (5, ()),
        (5, ("launch", 1)),
        (5, ("self",)),
    ],
)
def test_a_forged_record_is_refused(monkeypatch: pytest.MonkeyPatch, index: int, value: object) -> None:
    """Units, functions, points, variables, cells and ways to go on are checked before anything uses them."""
    data = forged(monkeypatch, index, value)
    with pytest.raises(ValueError, match=r"damaged|no prelude file"):
        load_snapshot(data)


def test_an_honest_record_loads(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the test above forges is loaded and goes on when it is left as it was."""
    snapshot = load_snapshot(forged(monkeypatch, 4, {}))
    assert isinstance(snapshot, FunctionSnapshot)
    printed: list[str] = []
    snapshot.set_print_callback(lambda stream, text: printed.append(text))
    assert snapshot.resume(return_value="abc").output == "abc"  # type: ignore[union-attr]
    assert "".join(printed) == "finally\n"


@pytest.mark.parametrize("reload", [False, True])
def test_a_dropped_run_runs_nothing(reload: bool) -> None:
    """Handlers, `finally` blocks and suspended generators of a dropped program stay silent."""
    printed: list[str] = []
    source = (
        "def g():\n    try:\n        yield 1\n    finally:\n        print('closed')\nit = g()\nnext(it)\n" + CATCHING
    )
    snapshot: Any = Monty(source).start(print_callback=lambda stream, text: printed.append(text))
    if reload:
        snapshot = load_snapshot(snapshot.dump(), print_callback=lambda stream, text: printed.append(text))
    del snapshot
    gc.collect()
    assert printed == []


def test_a_loaded_traceback_keeps_nothing_of_the_host() -> None:
    """The stand-ins for the frames of an exception don't lead to the frames that have loaded it."""

    class Local:
        pass

    def loads() -> tuple[Any, weakref.ref[Local]]:
        local = Local()
        return load_snapshot(data), weakref.ref(local)

    source = "def f():\n    1 / 0\ntry:\n    f()\nexcept ArithmeticError as error:\n    kept = error\n    ext()\n"
    first: Any = Monty(source).start()
    data = first.dump()
    loaded, local = loads()
    assert local() is None
    assert loaded.resume(return_value=None).output is None
