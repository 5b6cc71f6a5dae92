"""Saving a pause, or a session, to its file, and telling how to go on from it."""

from __future__ import annotations

from monty_cli import FutureSnapshot
from monty_cli.cli.describe import pending_text, place_text
from monty_cli.cli.escaping import escape_line, escape_text
from monty_cli.cli.exit_codes import CANNOT_WRITE, Failure
from monty_cli.cli.files import write_whole

TYPE_CHECKING = False
if TYPE_CHECKING:
    from monty_cli import MontyRepl
    from monty_cli.cli.describe import Snapshot
    from monty_cli.cli.output import Output


class Saver:
    """Writes pauses to the file at `path`, signed by `key` if there is one.

    `in_session` says that they are those of a session, `asked` that the user has said where to save.
    """

    def __init__(self, path: str, *, in_session: bool = False, key: bytes | None = None, asked: bool = False) -> None:
        self.path = path
        self.key = key
        self.in_session = in_session
        self.asked = asked

    def save(self, saved: Snapshot | MontyRepl, path: str | None = None) -> str:
        """Write a pause or a session to `path` (or this saver's own) and return the path; `Failure` says why it cannot be."""
        path = path or self.path
        try:
            data = saved.dump(key=self.key)
        except ValueError as error:
            what = "session" if type(saved).__name__ == "MontyRepl" else "pause"
            raise Failure(CANNOT_WRITE, f"this {what} cannot be saved: {escape_text(str(error))}") from None
        return self.save_bytes(data, path)

    def save_bytes(self, data: bytes, path: str | None = None) -> str:
        """Write a pause that was dumped before, as `save` does."""
        path = path or self.path
        write_whole(path, data)
        return path

    def save_and_tell(self, snapshot: Snapshot, output: Output) -> None:
        """Save `snapshot` and tell where, and the command that goes on; `Failure` says why it cannot be saved."""
        path = self.save(snapshot)
        answered = resume_command(path, snapshot)
        commands = [repl_command(path), answered] if self.in_session else [answered]
        choice = ", with or without a terminal" if self.in_session else _choice(snapshot)
        output.message(
            f"monty: paused at {pending_text(snapshot)} ({place_text(snapshot)})\n"
            f"saved to {escape_line(path)}; to go on{choice}:\n" + "\n".join(f"    {command}" for command in commands)
        )


def repl_command(path: str) -> str:
    """The command that goes on with the session at `path`, quoted for a shell."""
    return f"monty repl {_quoted(path)}"


def resume_command(path: str, snapshot: Snapshot) -> str:
    """The command that resumes the snapshot at `path`, quoted for a shell; LITERAL stands for the answer."""
    option = "--value LITERAL"
    if isinstance(snapshot, FutureSnapshot):
        option = f"--future {snapshot.pending_call_ids[0]}=LITERAL"
    return f"monty resume {_quoted(path)} {option}"


def resume_words(path: str, kind: str) -> str:
    """The command that resumes the snapshot at `path`, which is of a `kind` that moments have, asking for the answer."""
    return f"monty resume {_quoted(path)} {'--future ID=LITERAL' if kind == 'futures' else '--value LITERAL'}"


def _quoted(path: str) -> str:
    """`path` as an argument for a shell."""
    import shlex

    return shlex.quote(f"./{path}" if path.startswith("-") else path)


def _choice(snapshot: Snapshot) -> str:
    """What else the command could say, where several calls are pending."""
    if isinstance(snapshot, FutureSnapshot) and len(snapshot.pending_call_ids) > 1:
        return ", with any of these ids, or several --future"
    return ""
