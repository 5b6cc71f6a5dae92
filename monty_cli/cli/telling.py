"""
What a command tells on stdout of the run that it drives: the script's output and its result for people, records of JSON for programs.

`schema` says what is in a record. With `json` there is one, of how the run ended or where it waits; with `jsonl` one for each pause too,
with the answer that it was given.
"""

from __future__ import annotations

from monty_cli.cli.escaping import escape_text
from monty_cli.cli.exit_codes import DONE, RAISED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from monty_cli import MontyRuntimeError, MontySyntaxError
    from monty_cli.cli.describe import Snapshot
    from monty_cli.cli.environment import Environment
    from monty_cli.cli.output import Output
    from monty_cli.cli.settings import Settings

FORMATS = ("text", "json", "jsonl")


class Teller:
    """Tells people: the result on stdout, errors on stderr."""

    tells_pauses = False

    def __init__(self, output: Output) -> None:
        self.output = output

    def ended(self, value: object) -> int:
        """Tell the result of the script; return the exit code."""
        self.output.result(value)
        return DONE

    def failed(self, error: MontyRuntimeError | MontySyntaxError) -> int:
        """Tell an error of the script; return the exit code."""
        self.output.message(escape_text(error.display("traceback")))
        return RAISED

    def answered(self, snapshot: Snapshot, given: dict[str, Any] | None, by: str) -> None:
        """Tell that a pause is answered."""

    def stopped(self, snapshot: Snapshot, status: int, saved: str | None, status_word: str = "paused") -> None:
        """Tell where the script waits, and in which file."""

    def trouble(self, kind: str, message: str, status: int) -> None:
        """Tell what went wrong outside of the script; it has been said on stderr."""


class JsonTeller(Teller):
    """Tells programs: a record at the end, and with `lines` one at each pause."""

    def __init__(self, output: Output, *, lines: bool, script: str = "", tape: str | None = None) -> None:
        super().__init__(output)
        self.tells_pauses = lines
        self._script = script
        self._tape = tape
        self._count = 0
        output.keeps = True

    def ended(self, value: object) -> int:
        """Write the record of the result."""
        from monty_cli.cli.schema import value_record

        self._write("complete", exit_code=DONE, result=value_record(value))
        return DONE

    def failed(self, error: MontyRuntimeError | MontySyntaxError) -> int:
        """Write the record of an error of the script."""
        from monty_cli.cli.schema import error_record, frame_record

        frames = error.traceback() if hasattr(error, "traceback") else []
        self._write(
            "error", exit_code=RAISED, error=error_record(error), stack=[frame_record(frame) for frame in frames]
        )
        return RAISED

    def answered(self, snapshot: Snapshot, given: dict[str, Any] | None, by: str) -> None:
        """Write the record of a pause that is answered, with `answer` and `by`."""
        self._count += 1
        if self.tells_pauses:
            from monty_cli.cli.histories import answer_text

            shown = None if given is None else answer_text(given, 1_000_000)
            self._paused(snapshot, "paused", None, None, answer={"literal": shown, "by": by})

    def stopped(self, snapshot: Snapshot, status: int, saved: str | None, status_word: str = "paused") -> None:
        """Write the record of the pause where the script waits."""
        self._count += 1
        self._paused(snapshot, status_word, status, saved)

    def _paused(self, snapshot: Snapshot, word: str, status: int | None, saved: str | None, **more: Any) -> None:
        from monty_cli.cli.schema import frame_record, pending_record

        pending = pending_record(snapshot, self._count)
        stack = [frame_record(frame) for frame in snapshot.stack]
        self._write(word, exit_code=status, pending=pending, stack=stack, snapshot=saved, **more)

    def trouble(self, kind: str, message: str, status: int) -> None:
        """Write the record of what went wrong outside of the script."""
        self._write("error", exit_code=status, error={"type": kind, "message": message, "traceback": None})

    def _write(self, word: str, **fields: Any) -> None:
        import json

        from monty_cli.cli.schema import VERSION

        stdout, stderr = self.output.taken()
        record: dict[str, Any] = {"schema": VERSION, "status": word, "script": self._script, "exit_code": None}
        record |= dict.fromkeys(("pending", "stack", "result", "error", "snapshot"))
        record |= {"tape": self._tape, "stdout": stdout, "stderr": stderr, **fields}
        self.output.record(json.dumps(record))


def teller_for(settings: Settings, environment: Environment, output: Output) -> Teller:
    """Who tells what the options ask for; `Failure` for a variable that says something else."""
    chosen = settings.output_format or environment.variables.get("MONTY_OUTPUT_FORMAT") or "text"
    if chosen not in FORMATS:
        from monty_cli.cli.escaping import escape_line
        from monty_cli.cli.exit_codes import USAGE, Failure

        raise Failure(USAGE, f"MONTY_OUTPUT_FORMAT is text, json or jsonl, not {escape_line(chosen)!r}")
    if chosen == "text":
        return Teller(output)
    script = settings.script or settings.snapshot
    return JsonTeller(output, lines=chosen == "jsonl", script=script, tape=settings.tape)
