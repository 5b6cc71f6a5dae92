"""A moment of a run: a pause, or its end, with how the run came to it."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

CALL, METHOD, SYSTEM, NAME, FUTURES, END, ERROR = "call", "method", "system", "name", "futures", "end", "error"
KINDS = (CALL, METHOD, SYSTEM, NAME, FUTURES, END, ERROR)


class Moment:
    """One moment.

    Attributes:
        index: int, its place in the timeline.
        parent: int, the moment before it, -1 for the first of a run.
        number: int, which pause of its line it is, from 1.
        kind: one of `KINDS`.
        name: str, the function or variable that is asked for; '' for pending calls and ends.
        text: str, the question as it could be written, cut to a line; of an end its result or error.
        digest: str, a fingerprint of the question, the same wherever the same is asked.
        file, line, function: str, int, str: where the script stands.
        given: the answer to the moment before, packed (see `given`); None for the first.
        by: str, who gave that answer.
        output: list of [stream, text], what was printed on the way here.
        seconds: float, how long the script ran on the way here.
        blob: int, the index of its dump, -1 for none.
        reason: str, why there is no dump.
        result: of an end its packed result, of an error the traceback; None for pauses.
    """

    FIELDS = (
        *("parent", "number", "kind", "name", "text", "digest", "file", "line", "function"),
        *("given", "by", "output", "seconds", "blob", "reason", "result"),
    )
    __slots__ = ("index", *FIELDS)
    parent: int
    number: int
    kind: str
    name: str
    text: str
    digest: str
    file: str
    line: int
    function: str
    given: Any
    by: str
    output: list[list[str]]
    seconds: float
    blob: int
    reason: str
    result: Any

    def __init__(self, index: int, **fields: Any) -> None:
        """Make a moment of all of its `FIELDS`."""
        self.index = index
        for name in self.FIELDS:
            setattr(self, name, fields[name])

    @property
    def is_pause(self) -> bool:
        """Whether the run can go on from here."""
        return self.kind not in (END, ERROR)

    def row(self) -> list[Any]:
        """Return the fields as plain data."""
        return [getattr(self, name) for name in self.FIELDS]


_TYPES: dict[str, tuple[type, ...]] = {
    **dict.fromkeys(("kind", "name", "text", "digest", "file", "function", "by", "reason"), (str,)),
    **dict.fromkeys(("parent", "number", "line", "blob"), (int,)),
    "seconds": (float, int),
    "output": (list,),
}


def moment_from(index: int, row: Any, blobs: int) -> Moment:
    """Return the moment that a row tells of; ValueError for what is none. `blobs` is how many dumps there are."""
    if type(row) is not list or len(row) != len(Moment.FIELDS):
        raise ValueError("a moment has other parts")
    made = Moment(index, **dict(zip(Moment.FIELDS, row, strict=True)))
    for name, kinds in _TYPES.items():
        if type(getattr(made, name)) not in kinds:
            raise ValueError(f"the {name} of a moment is damaged")
    if made.kind not in KINDS or not -1 <= made.parent < index or not -1 <= made.blob < blobs or made.number < 1:
        raise ValueError("a moment is damaged")
    for entry in made.output:
        if type(entry) is not list or len(entry) != 2 or any(type(part) is not str for part in entry):
            raise ValueError("the output of a moment is damaged")
    if made.kind == ERROR and type(made.result) is not str:
        raise ValueError("the error of a moment is damaged")
    return made
