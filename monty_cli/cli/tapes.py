"""The commands that work on tapes: history, back, diff, replay, report; and how a pause on a tape is named, `TAPE@3`."""

from __future__ import annotations

import os

from monty_cli.cli.escaping import escape_line, escape_text
from monty_cli.cli.exit_codes import BAD_DATA, DONE, USAGE, Failure
from monty_cli.cli.files import read_bytes, write_whole
from monty_cli.cli.output import width_of
from monty_cli.cli.signing import sign_key
from monty_cli.timeline.tape import is_tape, read_tape

TYPE_CHECKING = False
if TYPE_CHECKING:
    from monty_cli import Frame
    from monty_cli.cli.environment import Environment
    from monty_cli.cli.output import Output
    from monty_cli.cli.settings import Settings
    from monty_cli.timeline import Moment, Timeline


def open_tape(path: str, key: bytes | None, output: Output) -> Timeline:
    """The timeline on the tape at `path`; `Failure` says why it can't be read. A torn end is told on `output`."""
    return _read(path, read_bytes(path), key, output)


def _read(path: str, data: bytes, key: bytes | None, output: Output) -> Timeline:
    try:
        timeline = read_tape(data, key=key)
    except ValueError as error:
        raise Failure(BAD_DATA, f"cannot read {escape_line(path)}: {escape_text(str(error))}") from None
    if not timeline.moments:
        raise Failure(BAD_DATA, f"{escape_line(path)} is an empty tape: no pause is on it")
    if timeline.torn:
        last = timeline.moments[-1].number
        output.message(
            f"monty: {escape_line(path)} was not written to its end: it goes on to pause {last}, what follows is torn"
        )
    return timeline


def split_name(path: str) -> tuple[str, int | None]:
    """The file and the number of a pause that `path` names: those of `TAPE@3`, unless there is a file of that name."""
    name, at, number = path.rpartition("@")
    if at and number.isdigit() and len(number) < 10 and not os.path.exists(path):
        return name, int(number)
    return path, None


def read_pause(path: str, key: bytes | None, output: Output) -> bytes:
    """The bytes of a saved pause: those of a file, or of a pause on a tape (the one where it stands); `Failure` says why there are none."""
    name, number = split_name(path)
    data = read_bytes(name)
    try:
        if not is_tape(data):
            if number is not None:
                raise Failure(USAGE, f"{escape_line(name)} is no tape: only a tape has pauses by number")
            return data
    except ValueError:
        return data  # what is wrong with it is told where it is loaded
    return _dump(_read(name, data, key, output), name, number)


def _dump(timeline: Timeline, name: str, number: int | None) -> bytes:
    moment = _moment(timeline, name, number)
    if moment.blob < 0:
        raise Failure(
            BAD_DATA, f"pause {moment.number} of {escape_line(name)} can't be gone to: {escape_text(moment.reason)}"
        )
    return timeline.blobs.get(moment.blob)


def _moment(timeline: Timeline, name: str, number: int | None) -> Moment:
    try:
        if number is not None:
            return timeline.at_number(number)
        return next(moment for moment in reversed(timeline.path()) if moment.is_pause)
    except (ValueError, StopIteration):
        last = timeline.line()[-1].number
        raise Failure(USAGE, f"{escape_line(name)} has pauses 1 to {last}") from None


def history(settings: Settings, environment: Environment, output: Output) -> int:
    """List the pauses on a tape."""
    from monty_cli.cli.histories import history_lines

    timeline = open_tape(settings.snapshot, sign_key(settings, environment), output)
    if (settings.output_format or "text") != "text":
        return _history_records(timeline, settings, output)
    lines = history_lines(timeline, max(width_of(environment.stdout), 40))
    output.script("stdout", "".join(f"{line}\n" for line in lines))
    return DONE


def _history_records(timeline: Timeline, settings: Settings, output: Output) -> int:
    import json

    from monty_cli.cli.schema import VERSION, moment_record

    records = [moment_record(timeline, moment) for moment in timeline.moments]
    if settings.output_format == "jsonl":
        for record in records:
            output.record(json.dumps({"schema": VERSION, **record}))
    else:
        output.record(
            json.dumps({"schema": VERSION, "script": timeline.script_name, "at": timeline.at, "pauses": records})
        )
    return DONE


def back(settings: Settings, environment: Environment, output: Output) -> int:
    """Save an earlier pause of a tape as a snapshot."""
    from monty_cli.cli.saving import resume_words

    steps = settings.other or "1"
    if not steps.isdigit() or len(steps) > 9:
        raise Failure(USAGE, f"back takes a number of pauses, not {escape_line(steps)!r}")
    name, number = split_name(settings.snapshot)
    timeline = open_tape(name, sign_key(settings, environment), output)
    start = _moment(timeline, name, number)
    timeline.go(start.index)
    try:
        moment = timeline.earlier(int(steps)) if int(steps) else start
    except ValueError as error:
        raise Failure(USAGE, f"{escape_line(name)}: {error}") from None
    path = settings.output or f"{os.path.splitext(os.path.basename(name))[0]}.snap"
    write_whole(path, _dump(timeline, name, moment.number))
    output.message(f"saved pause {moment.number}, {escape_line(moment.text)}, to {escape_line(path)}; to go on:")
    output.message(f"    {resume_words(path, moment.kind)}")
    return DONE


def diff(settings: Settings, environment: Environment, output: Output) -> int:
    """Show what changed between two pauses."""
    from monty_cli.cli.histories import change_lines
    from monty_cli.timeline.compare import changes

    key = sign_key(settings, environment)
    first, second = _two(settings, key, output)
    found = changes(
        _stack(settings, environment, output, first, key), _stack(settings, environment, output, second, key)
    )
    if (settings.output_format or "text") != "text":
        import json

        from monty_cli.cli.schema import VERSION, change_record

        records = [change_record(change) for change in found]
        output.record(json.dumps({"schema": VERSION, "from": first, "to": second, "changes": records}))
        return DONE
    lines = change_lines(found, max(width_of(environment.stdout), 40)) or ["nothing changed"]
    output.script("stdout", "".join(f"{line}\n" for line in lines))
    return DONE


def _two(settings: Settings, key: bytes | None, output: Output) -> tuple[str, str]:
    """The names of the two pauses to compare: those given, or the last two of a tape."""
    if settings.other:
        return settings.snapshot, settings.other
    name, number = split_name(settings.snapshot)
    data = read_bytes(name)
    try:
        is_one = is_tape(data)
    except ValueError:
        is_one = False
    if not is_one:
        raise Failure(USAGE, "give the file of the other pause too: only a tape has more than one")
    timeline = _read(name, data, key, output)
    last = _moment(timeline, name, number).number
    if last < 2:
        raise Failure(USAGE, f"{escape_line(name)} has nothing before its first pause")
    return f"{name}@{last - 1}", f"{name}@{last}"


def _stack(settings: Settings, environment: Environment, output: Output, path: str, key: bytes | None) -> list[Frame]:
    from monty_cli.cli.loading import load_pause

    return load_pause(path, read_pause(path, key, output), settings, environment, output).stack


def report(settings: Settings, environment: Environment, output: Output) -> int:
    """Make a page of a tape."""
    from monty_cli.cli.loading import isolates
    from monty_cli.cli.report import write_report

    name = settings.snapshot
    timeline = open_tape(name, sign_key(settings, environment), output)
    path = settings.output or f"{os.path.splitext(os.path.basename(name))[0]}.html"
    write_whole(path, write_report(timeline, isolate=isolates(settings)).encode("utf-8", "backslashreplace"))
    count = len(timeline.line())
    output.message(f"wrote {escape_line(path)}, with {count} moment{'' if count == 1 else 's'}")
    return DONE
