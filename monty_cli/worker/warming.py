"""What workers are forked with: the modules of a worker, and the guest's library as far as scripts have asked for it.

Making a module of the library takes a process a tenth of a second or more, and all its forks nothing. So a server makes those that scripts
import again and again. It is told numbers, not names, and nothing of the scripts.
"""

from __future__ import annotations

import gc

from monty_cli.guest.modules import MODULES

_MOST = 1 << 16
"""Characters of a script that are looked at for imports."""
_NUMBERS = {name: number for number, name in enumerate(MODULES)}


def imported(source: str) -> set[int]:
    """Return the numbers of the modules that a script seems to import, by the first words of its lines."""
    found: set[int] = set()
    for line in source[:_MOST].split("\n"):
        words = line.replace(",", " ").split()
        if words and words[0] in ("import", "from"):
            found.update(_NUMBERS[word] for word in words if word in _NUMBERS)
    return found


def warm() -> None:
    """Import what a worker needs, so that its forks need not."""
    import ctypes

    from monty_cli import Monty
    from monty_cli.machine import capture, host_classes, kept, places, restore
    from monty_cli.worker import duty, kernel

    assert ctypes and duty and capture and host_classes and kept and places and restore
    kernel.prepare()
    Monty("print\n[n for n in [1]]\nf(1)").start()
    Monty("f(1)").start(limits={"max_duration_secs": 60, "max_memory": 1 << 40})
    _keep()


def warm_module(number: int) -> None:
    """Make a module of the library once, so that forks find its code compiled."""
    from monty_cli import Monty, MontyError

    if 0 <= number < len(MODULES) and MODULES[number].replace(".", "").isidentifier():
        try:
            Monty(f"import {MODULES[number]}").run()
        except MontyError:
            return
        _keep()


def _keep() -> None:
    """Have the collector leave alone what all forks share: looking at it would copy it."""
    gc.collect()
    gc.freeze()
