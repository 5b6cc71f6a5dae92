"""
What `monty` says to programs: pauses, ends and errors as JSON, for `--output-format` and `--answer-cmd`.

`VERSION` counts changes that a reader has to know of; new keys may come without one. A record is an object with

    schema     the version, now 1
    status     'paused', 'complete', 'error', 'diverged' (of a replay)
    script     the name of the script
    stdout, stderr   what the script printed since the record before
    snapshot, tape   the files that were written, null for none
    pending    of a pause: what is asked, see below; else null
    stack      of a pause and an error: frames, outermost first: file, line, column, end_line, end_column, function, source,
               and of a pause locals, an object of values by name
    result     of a completed run: a value; else null
    error      of an error: {type, message, traceback}; else null
    exit_code  of the last record of a command: its exit code; else null

    pending: {kind, name, text, args, kwargs, call_id, number}
        kind     'call', 'method', 'system', 'name' or 'futures'
        text     the call as it could be written, cut to a line
        args, kwargs   a list of values and an object of values by name, of calls
        calls    of 'futures': the pending calls, each {call_id, name, text, args, kwargs}
        tasks    of 'futures': the tasks, each {name, waiting_for, call_id, line}
        number   which pause of this run it is, from 1

`monty history` writes {schema, script, at, pauses}, or with jsonl each of the pauses:
    {id, parent, number, kind, text, file, line, function, answer, by, stdout, stderr, seconds, can_go}
        answer   how the pause before was answered, {"literal": text}, null for the first; `parent` is the id of that one, -1 for none
`monty diff` writes {schema, from, to, changes}: each change {frame, name, kind, before, after}, kind 'added', 'removed' or 'changed'

    a value: {"literal": its Python text, "json": the same in JSON}
        json is only there where it says exactly the same: None, bool, int, float, str, and lists and dicts (with str keys) of these.
"""

from __future__ import annotations

from monty_cli import FunctionSnapshot, FutureSnapshot
from monty_cli.cli.describe import call_text, pending_text
from monty_cli.cli.values import clip, plain_repr

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from monty_cli import Frame, MontyError, PendingCall, TaskState
    from monty_cli.cli.describe import Snapshot
    from monty_cli.timeline import Moment, Timeline
    from monty_cli.timeline.compare import Change

VERSION = 1
_TEXT = 1000  # characters of a call
_LITERAL = 1_000_000  # characters of a value
_DEEPEST = 100
_EXACT = 1 << 53  # integers beyond are not the same in every JSON reader


def value_record(value: object) -> dict[str, Any]:
    """A value."""
    made: dict[str, Any] = {"literal": clip(plain_repr(value), _LITERAL)}
    if _is_lossless(value, _DEEPEST):
        made["json"] = value
    return made


def _is_lossless(value: object, depth: int) -> bool:
    kind = type(value)
    if value is None or kind is bool:
        return True
    if kind is str:
        return not any("\ud800" <= character <= "\udfff" for character in value)  # type: ignore[attr-defined]
    if kind is int:
        return -_EXACT <= value <= _EXACT  # type: ignore[operator]
    if kind is float:
        return bool(value - value == 0)  # type: ignore[operator]
    if depth == 0:
        return False
    if kind is list:
        return all(_is_lossless(item, depth - 1) for item in value)  # type: ignore[attr-defined]
    if kind is dict:
        return all(
            type(key) is str and _is_lossless(key, 1) and _is_lossless(item, depth - 1)
            for key, item in value.items()  # type: ignore[attr-defined]
        )
    return False


def pending_record(snapshot: Snapshot, number: int = 1) -> dict[str, Any]:
    """What a pause asks."""
    if isinstance(snapshot, FutureSnapshot):
        made: dict[str, Any] = {"kind": "futures", "name": None, "text": pending_text(snapshot, _TEXT)}
        made["calls"] = [_call(call) for call in snapshot.pending_calls]
        made["tasks"] = [_task(task) for task in snapshot.tasks]
        return {**made, "number": number}
    if isinstance(snapshot, FunctionSnapshot):
        kind = "system" if snapshot.is_os_function else "method" if snapshot.is_method_call else "call"
        return {"kind": kind, **_call(snapshot), "number": number}
    name = snapshot.variable_name
    return {"kind": "name", "name": name, "text": name, "number": number}


def moment_record(timeline: Timeline, moment: Moment) -> dict[str, Any]:
    """A moment of a tape."""
    from monty_cli.cli.histories import answer_text

    answer = None if moment.given is None else {"literal": answer_text(timeline.given(moment), _LITERAL)}
    printed = {name: "".join(text for stream, text in moment.output if stream == name) for name in ("stdout", "stderr")}
    fields = {
        name: getattr(moment, name) for name in ("parent", "number", "kind", "text", "file", "line", "function", "by")
    }
    return {
        "id": moment.index,
        **fields,
        "answer": answer,
        **printed,
        "seconds": moment.seconds,
        "can_go": moment.blob >= 0,
    }


def change_record(change: Change) -> dict[str, Any]:
    """A variable that differs."""
    kind = {"+": "added", "-": "removed", "~": "changed"}[change.kind]
    made: dict[str, Any] = {"frame": change.frame, "name": change.name, "kind": kind}
    made["before"] = None if kind == "added" else value_record(change.before)
    made["after"] = None if kind == "removed" else value_record(change.after)
    return made


def _call(call: FunctionSnapshot | PendingCall) -> dict[str, Any]:
    return {
        "name": call.function_name,
        "text": call_text(call, _TEXT),
        "args": [value_record(value) for value in call.args],
        "kwargs": {name: value_record(value) for name, value in call.kwargs.items()},
        "call_id": call.call_id,
    }


def _task(task: TaskState) -> dict[str, Any]:
    line = task.stack[-1].line if task.stack else None
    return {"name": task.name, "waiting_for": task.waiting_for, "call_id": task.call_id, "line": line}


def frame_record(frame: Frame) -> dict[str, Any]:
    """A frame, with its variables where it has them."""
    made: dict[str, Any] = {
        "file": frame.filename,
        "line": frame.line,
        "column": frame.column,
        "end_line": frame.end_line,
        "end_column": frame.end_column,
        "function": frame.function_name,
        "source": frame.source_line,
    }
    if frame.locals is not None:
        made["locals"] = {name: value_record(value) for name, value in frame.locals.items()}
    return made


def error_record(error: MontyError) -> dict[str, Any]:
    """An error of the script."""
    exception = error.exception()
    headline = error.display("type-msg")
    name = headline.partition(":")[0] if hasattr(error, "traceback") else type(exception).__name__
    return {"type": name, "message": error.display("msg"), "traceback": error.display("traceback")}
