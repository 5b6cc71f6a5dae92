"""A program: the guest's script, compiled, and which functions of the prelude it needs.

A program may grow while it runs: a session takes in a piece with each feed, a script may call `exec` and `eval`. Its run then has a
program of its own, because pieces belong to one run.
"""

from __future__ import annotations

from monty_cli.codec.pauses import collector_paused
from monty_cli.language import SCRIPT, Unit
from monty_cli.language.metering import metered_unit
from monty_cli.machine import prelude
from monty_cli.machine.library import LIBRARY
from monty_cli.machine.suspended import forget_warnings

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import CodeType
    from typing import Any

KEPT = 16
KEPT_PIECES = 64
PIECE = "piece:"

# The programs that were made or loaded last, by source, name and inputs. A program never changes, so runs may share it; what it
# has compiled for one snapshot serves the next.
_recent: dict[tuple[str, str, tuple[str, ...], bool, tuple[str, ...]], Program] = {}
_recent_pieces: dict[tuple[str, bool], Unit] = {}


def program_for(
    source: str,
    script_name: str,
    inputs: list[str],
    metered: bool = False,
    computed: tuple[str, ...] = (),
    plain: Program | None = None,
) -> Program:
    """Return the program of a script, one that is at hand where there is one; raises `MontySyntaxError`.

    One that is metered is made from the `plain` one, where that is at hand.
    """
    key = (source, script_name, tuple(inputs), metered, computed)
    program = _recent.pop(key, None)
    plain = plain or (_recent.get((*key[:3], False, computed)) if metered else None)
    if program is None and plain is not None:
        program = plain.with_meters()
    elif program is None:
        program = Program(source, script_name, inputs, metered=metered, computed=computed)
    _recent[key] = program
    if len(_recent) > KEPT:
        _recent.pop(next(iter(_recent)), None)
    return program


def session_program(script_name: str, metered: bool = False) -> Program:
    """Return a program without a script of its own, for the run of a session; `script_name` is the session's name."""
    return Program("", script_name, session=True, metered=metered)


class Program:
    """A script that is ready to run.

    Attributes:
        source: the script's text.
        script_name: its name in tracebacks.
        inputs: the names of its inputs.
        script: its unit.
        session: it has no script of its own and grows with each feed.
        metered: its code checks what steps need, for a run under limits.
        computed: names of properties that objects of the host's may have: reads of these are points.
        pieces: what it has taken in while it runs, by key.
    """

    __slots__ = (
        "_prelude_names",
        "_tags",
        "computed",
        "inputs",
        "metered",
        "pieces",
        "script",
        "script_name",
        "session",
        "source",
    )

    def __init__(
        self,
        source: str,
        script_name: str = "main.py",
        inputs: list[str] | None = None,
        *,
        session: bool = False,
        metered: bool = False,
        computed: tuple[str, ...] = (),
    ) -> None:
        """Lower and compile `source`; raises `MontySyntaxError`."""
        forget_warnings()
        self.source = source
        self.script_name = script_name
        self.inputs = list(inputs or ())
        self.session = session
        self.metered = metered
        self.computed = computed
        with collector_paused():  # the nodes all live on
            self.script = Unit(
                source,
                script_name,
                LIBRARY,
                tuple(self.inputs),
                piece=SCRIPT if session else None,
                metered=metered,
                computed=computed,
            )
        self.pieces: dict[str, Unit] = {}
        self._tags = {self.script.tag: self.script}
        self._prelude_names: list[str] | None = None

    def for_run(self) -> Program:
        """Return the program for one run: itself, or a copy if it may grow."""
        return self.copied() if self.script.facts.open else self

    def copied(self) -> Program:
        """Return a copy, which may grow by itself."""
        copy = object.__new__(Program)
        for name in self.__slots__:
            setattr(copy, name, getattr(self, name))
        copy.pieces, copy._tags = dict(self.pieces), dict(self._tags)
        return copy

    def with_meters(self) -> Program:
        """Return the program of the same script for runs under limits."""
        made = self.copied()
        made.metered = True
        with collector_paused():
            made.script = metered_unit(self.script)
        made.pieces, made._tags, made._prelude_names = {}, {made.script.tag: made.script}, None
        return made

    def add_piece(
        self,
        source: str,
        name: str,
        known: tuple[str, ...],
        form: str = "",
        spaces: str = "",
        restricted: bool = False,
    ) -> Unit:
        """Take in one more source text, and return its unit.

        Args:
            source: the text.
            name: how tracebacks name it.
            known: names that have values before it runs.
            form, spaces, restricted: see `Unit`.

        Raises:
            MontySyntaxError: it can't be compiled.
        """
        from hashlib import sha256

        key = (
            PIECE
            + sha256(
                repr((source, name, known, form, spaces, restricted)).encode("utf-8", "surrogatepass")
            ).hexdigest()[:24]
        )
        unit = self.pieces.get(key) or _recent_pieces.pop((key, self.metered), None)
        if unit is None:
            forget_warnings()
            unit = Unit(source, name, LIBRARY, known, False, key, form, spaces, restricted, self.metered)
        _recent_pieces[key, self.metered] = unit
        if len(_recent_pieces) > KEPT_PIECES:
            _recent_pieces.pop(next(iter(_recent_pieces)), None)
        self.pieces[key] = self._tags[unit.tag] = unit
        return unit

    def prelude_names(self) -> list[str]:
        """Return the prelude functions that the script's code calls, directly or through others."""
        if self._prelude_names is None:
            self._prelude_names = prelude.needed_names(self.script.code)
        return self._prelude_names

    def unit(self, name: str) -> Unit:
        """Return the unit `name`: `'script'`, the key of a piece, or the name of a prelude file; ValueError for others."""
        if name == SCRIPT:
            return self.script
        return self.pieces.get(name) or prelude.prelude_unit(name)

    def unit_of_code(self, code: CodeType) -> Unit | None:
        """Return the unit of a code object, or `None` when it is not guest code."""
        tag = code.co_filename
        return self._tags.get(tag) or prelude.unit_of_tag(tag)


def piece_parts(unit: Unit) -> list[Any]:
    """Return what `Program.add_piece` makes a piece from, and how many positions it has."""
    return [unit.source.text, unit.source.name, list(unit.known), *unit.forms, len(unit.positions)]
