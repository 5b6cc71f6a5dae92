"""Saving a pause to its file, and telling how to go on from it."""

from __future__ import annotations

from monty_cli import FutureSnapshot
from monty_cli.cli.describe import pending_text, place_text
from monty_cli.cli.escaping import escape_line, escape_text
from monty_cli.cli.exit_codes import CANNOT_WRITE, Failure
from monty_cli.cli.files import write_whole

TYPE_CHECKING = False
if TYPE_CHECKING:
    from monty_cli.cli.describe import Snapshot
    from monty_cli.cli.output import Output


class Saver:
    """Writes pauses to the file at `path`."""

    def __init__(self, path: str) -> None:
        self.path = path

    def save(self, snapshot: Snapshot, path: str | None = None) -> str:
        """Write `snapshot` to `path` (or this saver's own) and return the path; `Failure` says why it cannot be."""
        path = path or self.path
        try:
            data = snapshot.dump()
        except ValueError as error:
            raise Failure(CANNOT_WRITE, f"this pause cannot be saved: {escape_text(str(error))}") from None
        write_whole(path, data)
        return path

    def save_and_tell(self, snapshot: Snapshot, output: Output) -> None:
        """Save `snapshot` and tell where, and the command that goes on; `Failure` says why it cannot be saved."""
        path = self.save(snapshot)
        output.message(
            f"monty: paused at {pending_text(snapshot)} ({place_text(snapshot)})\n"
            f"saved to {escape_line(path)}; to go on{_choice(snapshot)}:\n"
            f"    {resume_command(path, snapshot)}"
        )


def resume_command(path: str, snapshot: Snapshot) -> str:
    """The command that resumes the snapshot at `path`, quoted for a shell; LITERAL stands for the answer."""
    import shlex

    option = "--value LITERAL"
    if isinstance(snapshot, FutureSnapshot):
        option = f"--future {snapshot.pending_call_ids[0]}=LITERAL"
    return f"monty resume {shlex.quote(f'./{path}' if path.startswith('-') else path)} {option}"


def _choice(snapshot: Snapshot) -> str:
    """What else the command could say, where several calls are pending."""
    if isinstance(snapshot, FutureSnapshot) and len(snapshot.pending_call_ids) > 1:
        return ", with any of these ids, or several --future"
    return ""
