"""The journal of a session at the prompt: the pauses of one piece after another, each with a timeline of its own to go back in."""

from __future__ import annotations

from monty_cli import load_repl_snapshot
from monty_cli.cli.recording import Journal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from monty_cli import MontyRepl
    from monty_cli.cli.describe import Snapshot
    from monty_cli.timeline import Moment


class PieceJournal(Journal):
    """Keeps the timeline of the piece that runs. A pause that is gone to has a session of its own, with which `adopt` has to go on."""

    adopt: Callable[[MontyRepl], None]
    _found: MontyRepl

    def begin_piece(self) -> None:
        """Begin with an empty timeline."""
        self.timeline = None

    def load(self, moment: Moment, *, loud: bool = True) -> Snapshot:
        """The pause of a moment, as for other journals; one to go on from (`loud`) brings its session with it."""
        snapshot = super().load(moment, loud=loud)
        if loud:
            self.adopt(self._found)
        return snapshot

    def _loaded(self, data: bytes, callback: object) -> Snapshot:
        snapshot, self._found = load_repl_snapshot(
            data,
            print_callback=callback,  # type: ignore[arg-type]
            limits=self.limits,
            key=self._key,
            isolate=self.isolate,
        )
        return snapshot
