"""`from module import *`: a script gets the names that CPython exports, as far as it has them."""

from __future__ import annotations

import warnings
from types import ModuleType

import pytest

from monty_cli import FunctionSnapshot, Monty, MontyComplete, MontyRepl, MontyRuntimeError, load_snapshot
from monty_cli.guest.modules import offer_of
from monty_cli.library import module_names
from monty_cli.machine.stars import KEPT, NEWER, star_names

NAMES = [name for name in module_names() if name != "__future__"]


@pytest.mark.parametrize("name", NAMES)
def test_the_names_are_those_of_cpython(name: str) -> None:
    exported: dict[str, object] = {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        exec(f"from {name} import *", exported)
    expected = set(exported) - set(offer_of(name).omitted) - {"__builtins__"}
    newer = NEWER.get(name, frozenset())
    found = set(star_names(name, " ".join([*exported, *newer])))
    expected -= {part for part in expected - found if isinstance(exported[part], ModuleType)}
    assert found - newer == {part for part in expected if not part.startswith("_")} - newer
    assert found >= expected & newer


def test_what_newer_pythons_add_is_bound_only_where_it_is_mentioned() -> None:
    for name, newer in NEWER.items():
        assert not newer & set(star_names(name, "")), name


def test_the_tables_are_about_modules_that_there_are() -> None:
    assert set(KEPT) | set(NEWER) <= set(NAMES)


def test_what_is_no_module() -> None:
    assert star_names("nothing", "") == star_names("@paths", "") == []
    with pytest.raises(MontyRuntimeError, match="No module named 'nothing'"):
        Monty("from nothing import *").run()
    with pytest.raises(MontyRuntimeError, match="attempted relative import with no known parent package"):
        Monty("from . import *").run()


def test_a_session_keeps_the_names() -> None:
    session = MontyRepl()
    session.feed_run("from math import *")
    session = MontyRepl.load(session.dump())
    assert session.feed_run("floor(pi)") == 3


def test_a_pause_under_names_from_a_star() -> None:
    pause = Monty("from itertools import *\nit = accumulate([1, 2, ask(), 4])\nlist(islice(it, 3))").start()
    assert isinstance(pause, FunctionSnapshot)
    again = load_snapshot(pause.dump())
    assert isinstance(again, FunctionSnapshot)
    done = again.resume(return_value=3)
    assert isinstance(done, MontyComplete) and done.output == [1, 3, 6]
