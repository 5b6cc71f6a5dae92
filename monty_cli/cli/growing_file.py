"""The file of a tape while its run goes on: written whole once, then longer with each pause."""

from __future__ import annotations

from monty_cli.cli.files import write_whole
from monty_cli.timeline.growing import Growth

TYPE_CHECKING = False
if TYPE_CHECKING:
    from monty_cli.timeline import Timeline


class GrowingFile:
    """The file at `path`, with the timeline in it."""

    def __init__(self, path: str, timeline: Timeline) -> None:
        """Write what there is; `Failure` says why it can't be written."""
        self._growth = Growth(timeline)
        self._path = path
        write_whole(self._path, self._growth.begin())
        self._file = open(self._path, "ab", buffering=0)  # noqa: SIM115 - open as long as the run goes on

    def is_of(self, path: str, timeline: Timeline) -> bool:
        """Whether this is the file of a tape."""
        return path == self._path and timeline is self._growth.timeline

    def add(self) -> None:
        """Add what is new; OSError where it can't be written."""
        self._file.write(self._growth.more())

    def close(self) -> None:
        """Be done with it: the tape is written anew, as it is at the end."""
        self._file.close()
