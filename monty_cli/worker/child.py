"""The worker process: it enters its walls, then does what the messages of its parent say until the pipe closes."""

from __future__ import annotations

import os

from monty_cli.worker import walls
from monty_cli.worker.channel import Channel, ClosedError

TYPE_CHECKING = False
if TYPE_CHECKING:
    import signal
    from typing import NoReturn
else:
    import _signal as signal  # the functions of `signal` without its enums, which take longer than a worker's start


def main(reading: int, writing: int, parent: int) -> NoReturn:
    """Be a worker with these two descriptors, and end."""
    status = 1
    try:
        walls.die_with(parent)
        for number in (signal.SIGINT, signal.SIGHUP, signal.SIGTERM, signal.SIGTSTP):
            signal.signal(number, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        walls.close_all_but((reading, writing))
        from monty_cli.worker.duty import Duty

        standing = walls.enter()

        Duty(Channel(reading, writing), standing).serve()
        status = 0
    except (ClosedError, KeyboardInterrupt):
        status = 0
    finally:
        os._exit(status)
