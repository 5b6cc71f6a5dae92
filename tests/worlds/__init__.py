"""The scripts of `tests/scripts` as models write them for real tasks, each with its world, and three ways to run one.

`run_natively` runs it on CPython in a folder of its own, `run_at_once` by `Monty.run()` with that folder mounted, and `run_stored` by
`start()`, with every pause dumped, loaded and resumed, and its files in an `OSAccess`. All three give a `Trace`.
"""

from __future__ import annotations

from tests.worlds.running import Trace, run_at_once, run_natively, run_stored, script_names
from tests.worlds.world import World

__all__ = ["Trace", "World", "run_at_once", "run_natively", "run_stored", "script_names"]
