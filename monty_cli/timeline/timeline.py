"""`Timeline`: the pauses of a run as a tree, in which the run stands somewhere.

Each moment follows from the one before it by an answer. Going back changes nothing: another answer to an earlier pause begins another line,
beside the old one. The line that was followed last is the one that `forward` takes.
"""

from __future__ import annotations

from monty_cli import FunctionSnapshot, FutureSnapshot, MontyComplete, MontyRuntimeError, load_snapshot
from monty_cli.inspection import place_of
from monty_cli.timeline.blobs import Blobs
from monty_cli.timeline.compare import digest, event_words
from monty_cli.timeline.given import pack_value, resume, unpack_value
from monty_cli.timeline.moments import CALL, END, ERROR, FUTURES, METHOD, NAME, SYSTEM, Moment

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any

    from monty_cli import MontyError, NameLookupSnapshot
    from monty_cli.timeline.given import Given

    Snapshot = FunctionSnapshot | NameLookupSnapshot | FutureSnapshot
    Load = Callable[[bytes], Snapshot]

_TEXT = 300  # characters of a question


class Timeline:
    """The moments of a run, and of what else was tried.

    Attributes:
        script_name, source: the script.
        moments: all moments, each after its parent.
        at: the index of the moment where the run stands, -1 before the first.
        inputs: the packed inputs with which it was started, None where it was not.
        key: by which the dumps are signed, None for no signature.
        torn: how many bytes were left out at the end of the tape that it was read from.
    """

    def __init__(self, script_name: str, source: str, *, key: bytes | None = None) -> None:
        self.script_name = script_name
        self.source = source
        self.moments: list[Moment] = []
        self.blobs = Blobs()
        self.at = -1
        self.inputs: Any = None
        self.key = key
        self.torn = 0
        self._next: dict[int, int] = {}  # the child that was visited last, by parent
        self._children: dict[int, list[Moment]] = {}

    @property
    def here(self) -> Moment:
        """The moment where the run stands; IndexError before the first."""
        if self.at < 0:
            raise IndexError("the timeline is empty")
        return self.moments[self.at]

    def start_again(self) -> None:
        """Have the next moment be the first of a line of its own."""
        self.at = -1

    def pause(
        self,
        snapshot: Snapshot,
        text: str,
        given: Given | None = None,
        by: str = "",
        output: Iterable[tuple[str, str]] = (),
        seconds: float = 0.0,
    ) -> Moment:
        """Note that the run has come to a pause.

        Args:
            snapshot: the pause, which has not been resumed.
            text: its question, as it could be written.
            given: the answer to the moment before, None at the beginning.
            by: who gave the answer.
            output: what was printed since then, as stream and text.
            seconds: how long the script ran since then.
        """
        blob, reason = -1, ""
        before = self.moments[self.at].blob if self.at >= 0 else -1
        try:
            blob = self.blobs.add(snapshot.dump(key=self.key), before)
        except ValueError as error:
            reason = str(error)
        where = place_of(snapshot)
        return self._add(
            kind=_kind(snapshot),
            name=_name(snapshot),
            text=text[:_TEXT],
            digest=digest(event_words(snapshot)),
            file=where.filename if where else self.script_name,
            line=where.line if where else 0,
            function=where.function_name if where else "",
            given=given,
            by=by,
            output=output,
            seconds=seconds,
            blob=blob,
            reason=reason,
            result=None,
        )

    def end(
        self,
        ended: MontyComplete | MontyError,
        text: str,
        given: Given | None = None,
        by: str = "",
        output: Iterable[tuple[str, str]] = (),
        seconds: float = 0.0,
    ) -> Moment:
        """Note that the run has ended, or failed; arguments as for `pause`."""
        done = isinstance(ended, MontyComplete)
        result = pack_value(ended.output) if isinstance(ended, MontyComplete) else ended.display("traceback")
        return self._add(
            kind=END if done else ERROR,
            name="",
            text=text[:_TEXT],
            digest=digest(text),
            file=self.script_name,
            line=_error_line(ended),
            function="",
            given=given,
            by=by,
            output=output,
            seconds=seconds,
            blob=-1,
            reason="the run has ended",
            result=result,
        )

    def _add(self, **fields: Any) -> Moment:
        given = fields["given"]
        fields["given"] = None if given is None else pack_value(given)
        fields["output"] = _joined(fields["output"])
        parent = self.at
        for child in self.children(parent):
            if child.digest == fields["digest"] and child.given == fields["given"] and parent >= 0:
                return self.go(child.index)
        number = self.moments[parent].number + 1 if parent >= 0 else 1
        made = Moment(len(self.moments), parent=parent, number=number, **fields)
        self.add(made)
        self._next[parent] = self.at = made.index
        return made

    def add(self, moment: Moment) -> None:
        """Add a moment, whose parent is there, as the last one."""
        self.moments.append(moment)
        self._children.setdefault(moment.parent, []).append(moment)

    def find(self, data: bytes) -> Moment | None:
        """Return the moment whose dump these bytes are, the last one if there are several."""
        for moment in reversed(self.moments):
            if moment.blob >= 0 and self.blobs.get(moment.blob) == data:
                return moment
        return None

    def go(self, index: int) -> Moment:
        """Stand at a moment, and return it."""
        moment = self.moments[index]
        for step in self.path(index):
            self._next[step.parent] = step.index
        self.at = index
        return moment

    @property
    def following(self) -> int | None:
        """The index of the moment to which the line goes on from the current one, None where it goes no further."""
        return self._next.get(self.at)

    def ways(self) -> list[list[int]]:
        """Return where the line went on last from each moment, and from none (-1), that more than one follow."""
        return [[index, self._next.get(index, -1)] for index, found in self._children.items() if len(found) > 1]

    def follow(self, ways: Any) -> None:
        """Have the line go on by these ways, and where only one moment follows, to that; ValueError for what can't be."""
        self._next = {index: found[0].index for index, found in self._children.items()}
        if type(ways) is not list:
            raise ValueError("its ways are no list")
        for way in ways:
            if type(way) is not list or len(way) != 2 or any(type(part) is not int for part in way):
                raise ValueError("a way of it is damaged")
            self._next.pop(way[0], None)
            if way[1] >= 0:
                if way[1] not in [child.index for child in self.children(way[0])]:
                    raise ValueError("a way of it leads nowhere")
                self._next[way[0]] = way[1]

    def stay(self, index: int, following: int | None) -> None:
        """Stand at a moment, and have the line go on to `following`, whatever was tried from there meanwhile."""
        self.go(index)
        self._next.pop(index, None)
        if following is not None:
            self._next[index] = following

    def children(self, index: int) -> list[Moment]:
        """Return the moments that follow one, in the order in which they were reached; of -1 the first ones."""
        return list(self._children.get(index, ()))

    def path(self, index: int | None = None) -> list[Moment]:
        """Return the moments from the first one to one (by default the current one)."""
        found: list[Moment] = []
        at = self.at if index is None else index
        while at >= 0:
            found.append(self.moments[at])
            at = self.moments[at].parent
        return found[::-1]

    def line(self) -> list[Moment]:
        """Return the line on which the run stands: the moments up to the current one, and on as the run went last."""
        found = self.path()
        at = self._next.get(self.at)
        while at is not None:
            found.append(self.moments[at])
            at = self._next.get(at)
        return found

    def earlier(self, steps: int = 1) -> Moment:
        """Return the pause some steps back on the line; ValueError if there is none."""
        path = self.path()
        if steps < 1 or steps >= len(path):
            count = len(path) - 1
            raise ValueError(
                f"there {'is' if count == 1 else 'are'} {count} pause{'' if count == 1 else 's'} before this one"
            )
        return path[-1 - steps]

    def later(self, steps: int = 1) -> Moment:
        """Return the moment some steps on, as the run went last; ValueError if it did not go so far."""
        rest = self.line()[len(self.path()) :]
        if steps < 1 or steps > len(rest):
            raise ValueError(f"this line goes on for {len(rest)} step{'' if len(rest) == 1 else 's'} from here")
        return rest[steps - 1]

    def at_number(self, number: int) -> Moment:
        """Return the pause with a number, on the line where the run stands; ValueError if there is none."""
        found = next((moment for moment in self.line() if moment.number == number), None)
        if found is None:
            raise ValueError(f"this line has no pause {number}")
        return found

    def given(self, moment: Moment) -> Given:
        """Return the answer that led to a moment; ValueError for a damaged one."""
        value = unpack_value(moment.given)
        if type(value) is not dict:
            raise ValueError("an answer of the tape is damaged")
        return value

    def load(self, moment: Moment, load: Load) -> Snapshot:
        """Return the pause of a moment as a snapshot of its own, made by `load(data)`.

        Where a pause can't be dumped, the run goes again from the last one before it that can be, by the answers that were given.
        Raises ValueError where that is not possible.
        """
        if not moment.is_pause:
            raise ValueError("the run has ended there: go to a pause before it")
        way: list[Moment] = []
        at = moment
        while at.blob < 0:
            if at.parent < 0:
                raise ValueError(f"this pause can't be gone to: {moment.reason}")
            way.append(at)
            at = self.moments[at.parent]
        snapshot: Snapshot | MontyComplete = load(self.blobs.get(at.blob))
        for step in reversed(way):
            assert not isinstance(snapshot, MontyComplete)
            snapshot = resume(snapshot, self.given(step))
            if isinstance(snapshot, MontyComplete) or digest(event_words(snapshot)) != step.digest:
                raise ValueError(f"this pause can't be gone to: {moment.reason}")
        assert not isinstance(snapshot, MontyComplete)
        return snapshot

    def look(self, moment: Moment) -> Snapshot:
        """Return the pause of a moment for looking at it, loaded in this process, mute; ValueError as for `load`."""
        return self.load(moment, lambda data: load_snapshot(data, key=self.key, print_callback=lambda *_: None))


def _joined(output: Iterable[tuple[str, str]]) -> list[list[str]]:
    """Return pieces of output as [stream, text], those of one stream that follow each other in one."""
    found: list[tuple[str, list[str]]] = []
    for stream, text in output:
        if found and found[-1][0] == stream:
            found[-1][1].append(text)
        elif text:
            found.append((stream, [text]))
    return [[stream, "".join(texts)] for stream, texts in found]


def _kind(snapshot: Snapshot) -> str:
    if isinstance(snapshot, FunctionSnapshot):
        return SYSTEM if snapshot.is_os_function else METHOD if snapshot.is_method_call else CALL
    return FUTURES if isinstance(snapshot, FutureSnapshot) else NAME


def _name(snapshot: Snapshot) -> str:
    if isinstance(snapshot, FunctionSnapshot):
        return snapshot.function_name
    return "" if isinstance(snapshot, FutureSnapshot) else snapshot.variable_name


def _error_line(ended: MontyComplete | MontyError) -> int:
    frames = ended.traceback() if isinstance(ended, MontyRuntimeError) else []
    return frames[-1].line if frames else 0
