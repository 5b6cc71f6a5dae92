"""A program: the guest's script, compiled, and which functions of the prelude it needs."""

from __future__ import annotations

from monty_cli.language import Unit
from monty_cli.machine import prelude
from monty_cli.machine.library import LIBRARY
from monty_cli.machine.suspended import forget_warnings

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import CodeType

SCRIPT = "script"
KEPT = 16

# The programs that were made or loaded last, by source, name and inputs. A program never changes, so runs may share it; what it
# has compiled for one snapshot serves the next.
_recent: dict[tuple[str, str, tuple[str, ...]], Program] = {}


def program_for(source: str, script_name: str, inputs: list[str]) -> Program:
    """Return the program of a script, one that is at hand where there is one; raises `MontySyntaxError`."""
    key = (source, script_name, tuple(inputs))
    program = _recent.pop(key, None)
    if program is None:
        program = Program(source, script_name, inputs)
    _recent[key] = program
    if len(_recent) > KEPT:
        _recent.pop(next(iter(_recent)), None)
    return program


class Program:
    """A script that is ready to run.

    Attributes:
        source: the script's text.
        script_name: its name in tracebacks.
        inputs: the names of its inputs.
        script: its unit.
    """

    __slots__ = ("_prelude_names", "inputs", "script", "script_name", "source")

    def __init__(self, source: str, script_name: str = "main.py", inputs: list[str] | None = None) -> None:
        """Lower and compile `source`; raises `MontySyntaxError`."""
        forget_warnings()
        self.source = source
        self.script_name = script_name
        self.inputs = list(inputs or ())
        self.script = Unit(source, script_name, LIBRARY, tuple(self.inputs))
        self._prelude_names: list[str] | None = None

    def prelude_names(self) -> list[str]:
        """Return the prelude functions that the script's code calls, directly or through others."""
        if self._prelude_names is None:
            self._prelude_names = prelude.needed_names(self.script.code)
        return self._prelude_names

    def unit(self, name: str) -> Unit:
        """Return the unit `name`: `'script'`, or the name of a prelude file; ValueError for others."""
        return self.script if name == SCRIPT else prelude.prelude_unit(name)

    def unit_name(self, unit: Unit) -> str:
        """Return the name by which `unit` finds the unit."""
        return SCRIPT if unit is self.script else unit.source.name

    def unit_of_code(self, code: CodeType) -> Unit | None:
        """Return the unit of a code object, or `None` when it is not guest code."""
        tag = code.co_filename
        return self.script if tag == self.script.tag else prelude.unit_of_tag(tag)
