"""The oracle: runs a guest program natively and through the product in several ways, and says where the two disagree.

    program = Program.parse("a = ext(1)\nprint(a)\na + ext(2)")
    assert not check(program, "reload")

`check` compares printed output, result, external calls (with the guest stack at each), error and traceback. The modes:

| mode     | what it does                                                                                     |
| -------- | ------------------------------------------------------------------------------------------------ |
| `native` | CPython alone, twice, and on every other Python that is installed: the program itself is sound    |
| `live`   | pauses resumed in place                                                                          |
| `reload` | every pause dumped and loaded, the loaded snapshot resumed                                       |
| `redump` | as `reload`, with what was loaded dumped and loaded once more                                    |
| `skip`   | dump and load at every third pause only: continuations that run on, pause live and are dumped     |
| `fork`   | every pause dumped, then each of these bytes loaded and run live to its own end                   |
| `thread` | each resume on a thread of its own                                                               |
| `session`| fed to a session as its one piece, every pause dumped and loaded                                  |
| `hop`    | every pause dumped and resumed in another process, on another Python where there is one           |

A program is run from the command line by `python -m tests.oracle NAME [--mode MODE]`.
"""

from __future__ import annotations

from tests.oracle.check import MODES, check
from tests.oracle.native import run_native
from tests.oracle.outcome import Call, Outcome, differences
from tests.oracle.product import product_is_there, run_forked, run_live, run_reloaded, run_threaded
from tests.oracle.programs import Program, corpus
from tests.oracle.workers import Pool, pythons, run_hopping

__all__ = [
    "MODES",
    "Call",
    "Outcome",
    "Pool",
    "Program",
    "check",
    "corpus",
    "differences",
    "product_is_there",
    "pythons",
    "run_forked",
    "run_hopping",
    "run_live",
    "run_native",
    "run_reloaded",
    "run_threaded",
]
