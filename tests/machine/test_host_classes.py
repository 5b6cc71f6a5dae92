"""The run's list of classes that stand for the host's: what it takes, and what a forged one does not bring about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from monty_cli import Monty, load_snapshot
from monty_cli.machine.host_classes import HOST_CLASSES, ChangedClassError


@dataclass(frozen=True)
class Point:
    x: int


def paused(code: str = "f(p)\np") -> Any:
    """Return the snapshot of a script that has a point."""
    return Monty(code, inputs=["p"]).start(inputs={"p": Point(1)})


def run_of(snapshot: Any) -> Any:
    """Return the machine's run behind a snapshot."""
    return snapshot._state.execution.run


KEY = f"{__name__}.Point"


@pytest.mark.parametrize(
    "entry", [(), 1, ("k", int, {}), (1, None, {}), ("k", None, {}), [KEY, int, {}], (KEY, int, {}, 0)], ids=repr
)
def test_entries_that_are_none_are_passed_over(entry: Any) -> None:
    run = run_of(paused())
    run._state.builtins[HOST_CLASSES].insert(0, entry)
    cls = run.host_class(KEY)
    assert cls.__name__ == "Point" and run.host_class_key(cls) == KEY
    assert run.host_class("k") is None and run.host_class_key(int) is None


def test_a_loaded_class_counts_as_unchanged_until_it_is_changed() -> None:
    run = run_of(load_snapshot(paused().dump()))
    cls = run.host_class(KEY)
    assert cls.__name__ == "Point"
    for name, value in (("__hash__", None), ("x", 1), ("__module__", "other")):
        before = cls.__dict__.get(name, run)
        type.__setattr__(cls, name, value)
        with pytest.raises(ChangedClassError):
            run.host_class(KEY)
        if before is run:
            type.__delattr__(cls, name)
        else:
            type.__setattr__(cls, name, before)
        assert run.host_class(KEY) is cls


def test_a_class_is_made_once_in_a_run() -> None:
    snapshot = paused("q = f(p)\n[type(p) is type(q), type(p) is type(g()), p == q]")
    loaded: Any = load_snapshot(snapshot.resume(return_value=Point(1)).dump())
    assert loaded.resume(return_value=Point(3)).output == [True, True, True]
    assert len(run_of(loaded)._state.builtins[HOST_CLASSES]) == 1


def test_a_key_that_is_no_class_of_this_kind_leaves_as_it_can() -> None:
    snapshot = paused()
    run = run_of(snapshot)
    entry = run._state.builtins[HOST_CLASSES][0]
    run._state.builtins[HOST_CLASSES][0] = ("builtins.int", *entry[1:])
    copy: Any = load_snapshot(snapshot.dump(), dataclass_registry=[Point])
    assert repr(copy.args[0]) == "<Unknown Dataclass int(x=1)>"
