"""What tells values, calls and frames of two pauses apart. Sets have no order, so that two processes agree."""

from __future__ import annotations

from monty_cli import FunctionSnapshot, FutureSnapshot

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from monty_cli import Frame, NameLookupSnapshot

    Snapshot = FunctionSnapshot | NameLookupSnapshot | FutureSnapshot

_DEEPEST = 60  # containers inside each other that are looked into
ADDED, REMOVED, CHANGED = "+", "-", "~"


class Change:
    """A variable that differs: its frame in words, its name, `ADDED`, `REMOVED` or `CHANGED`, and its values (None for none)."""

    __slots__ = ("after", "before", "frame", "kind", "name")

    def __init__(self, frame: str, kind: str, name: str, before: object, after: object) -> None:
        self.frame = frame
        self.kind = kind
        self.name = name
        self.before = before
        self.after = after


def canonical(value: object) -> str:
    """Return a text that is the same for equal plain values in all processes: a repr with sets in order."""
    return "".join(_words(value, set(), 0))


def _words(value: Any, around: set[int], depth: int) -> Iterator[str]:
    kind = type(value)
    ends = _ENDS.get(kind)
    if ends is None or depth > _DEEPEST:
        try:
            yield repr(value) if depth <= _DEEPEST else "…"
        except (ValueError, RecursionError, MemoryError):
            yield f"<{kind.__name__}>"
        return
    if id(value) in around:
        yield f"{ends[0]}...{ends[1]}"
        return
    around.add(id(value))
    yield ends[0]
    if kind is dict:
        for key, item in value.items():
            yield from _words(key, around, depth + 1)
            yield ": "
            yield from _words(item, around, depth + 1)
            yield ", "
    elif kind in (set, frozenset):
        for text in sorted("".join(_words(item, around, depth + 1)) for item in value):
            yield f"{text}, "
    else:
        for item in value:
            yield from _words(item, around, depth + 1)
            yield ", "
    yield ends[1]
    around.discard(id(value))


_ENDS: dict[type, tuple[str, str]] = {
    list: ("[", "]"),
    tuple: ("(", ")"),
    dict: ("{", "}"),
    set: ("set(", ")"),
    frozenset: ("frozenset(", ")"),
}


def event_words(snapshot: Snapshot) -> str:
    """Return a text that says what a pause asks, the same for the same question in all processes."""
    if isinstance(snapshot, FunctionSnapshot):
        kind = "os" if snapshot.is_os_function else "method" if snapshot.is_method_call else "call"
        return f"{kind} {snapshot.function_name} {canonical((snapshot.args, snapshot.kwargs))}"
    if isinstance(snapshot, FutureSnapshot):
        calls = [(call.call_id, call.function_name, call.args, call.kwargs) for call in snapshot.pending_calls]
        return f"futures {canonical(calls)}"
    return f"name {snapshot.variable_name}"


def digest(text: str) -> str:
    """Return a short fingerprint of a text."""
    from hashlib import sha256

    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def changes(before: list[Frame], after: list[Frame]) -> list[Change]:
    """Return what differs in the variables between two stacks, frame by frame from the outermost."""
    found: list[Change] = []
    for depth in range(max(len(before), len(after))):
        old = before[depth] if depth < len(before) else None
        new = after[depth] if depth < len(after) else None
        if old is not None and new is not None and old.function_name != new.function_name:
            found += [*_changed(old, None), *_changed(None, new)]
        else:
            found += _changed(old, new)
    return found


def _changed(old: Frame | None, new: Frame | None) -> list[Change]:
    frame = (new or old).function_name  # type: ignore[union-attr]
    before: dict[str, object] = {} if old is None else old.locals or {}
    after: dict[str, object] = {} if new is None else new.locals or {}
    found = []
    for name in [*before, *(name for name in after if name not in before)]:
        if name not in after:
            found.append(Change(frame, REMOVED, name, before[name], None))
        elif name not in before:
            found.append(Change(frame, ADDED, name, None, after[name]))
        elif canonical(before[name]) != canonical(after[name]):
            found.append(Change(frame, CHANGED, name, before[name], after[name]))
    return found
