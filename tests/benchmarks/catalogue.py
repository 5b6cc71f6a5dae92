"""The programs that are timed: files in `programs/`, each a script whose last expression is its result.

The docstring of a file begins with its kind: `module loop`, `basics`, `pyperformance`, `agent` or `language`.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "programs"
MODULE_LOOP = "module loop"
KINDS = (MODULE_LOOP, "basics", "pyperformance", "agent", "language")


@dataclass(frozen=True)
class Program:
    """A program: its name, its kind and its text."""

    name: str
    kind: str
    source: str


def programs(pattern: str = "") -> list[Program]:
    """Return the programs whose name or kind has `pattern` in it, by kind and name.

    Raises:
        ValueError: a file does not name its kind.
    """
    found = [read(path) for path in FOLDER.glob("*.py")]
    wanted = [program for program in found if pattern in program.name or pattern in program.kind]
    return sorted(wanted, key=lambda program: (KINDS.index(program.kind), program.name))


def read(path: Path) -> Program:
    """Return the program in a file; ValueError if its docstring does not begin with a kind."""
    source = path.read_text("utf-8")
    kind = (ast.get_docstring(ast.parse(source)) or "").partition(":")[0]
    if kind not in KINDS:
        raise ValueError(f"{path.name}: its docstring begins with none of {', '.join(KINDS)}")
    return Program(path.stem, kind, source)
