"""Modules of the library that a script changes: in its run alone, and in what is saved of it."""

from __future__ import annotations

import math
from typing import Any

import pytest

from monty_cli import Monty, MontyComplete, MontyRepl, load_snapshot

SCRIPT = """
import math
import random
import sys

class Key:
    def __hash__(self):
        return 1

math.pi = 3
math.more = {Key(): [math.inf]}
random.random = lambda: 4
step(1)
del math.tau
step(2)
(math.pi, list(math.more.values()), random.random(), hasattr(math, 'tau'), hasattr(math, 'more'))
"""


@pytest.mark.parametrize("reload", [False, True])
def test_what_a_script_sets_and_deletes_is_its_own_and_is_saved(reload: bool) -> None:
    snapshot: Any = Monty(SCRIPT).start()
    while not isinstance(snapshot, MontyComplete):
        if reload:
            snapshot = load_snapshot(snapshot.dump())
        snapshot = snapshot.resume(return_value=None)
    assert snapshot.output == (3, [[math.inf]], 4, False, True)
    assert Monty("import math\nround(math.pi, 2), hasattr(math, 'more'), hasattr(math, 'tau')").run() == (
        3.14,
        False,
        True,
    )


def test_a_session_keeps_it() -> None:
    session = MontyRepl()
    session.feed_run("import math\nmath.pi = 3")
    assert MontyRepl.load(session.dump()).feed_run("math.pi") == 3
