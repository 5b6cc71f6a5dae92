"""The house rules that a machine can check: which room may import which, who owns which library, and how files look."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.harness

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "monty_cli"
LONGEST = 500  # lines of a file

FACE = frozenset(
    (
        "answers",
        "inspection",
        "interruption",
        "execution",
        "library",
        "limits",
        "monty",
        "os_access",
        "running",
        "repl",
        "snapshots",
        "tasks",
        "errors",
        "printing",
        "values",
    )
)

# room -> the rooms of ours that it may import (besides itself)
MAY_IMPORT: dict[str, frozenset[str]] = {
    "public": FACE | {"worker"},  # monty_cli/__init__.py
    "cli": FACE | {"public", "worker", "timeline"},
    "timeline": FACE | {"codec", "public", "worker"},
    "worker": FACE | {"codec", "guest", "machine", "public"},
    "__main__": frozenset(("cli",)),
    "library": frozenset(("machine", "guest", "public")),
    "monty": FACE | {"machine", "language", "codec", "public", "worker"},
    "inspection": FACE | {"machine", "public"},
    "execution": FACE | {"machine", "public", "worker"},
    "interruption": FACE | {"machine", "public"},
    "repl": FACE | {"machine", "codec", "public", "worker"},
    "snapshots": FACE | {"machine", "codec", "public", "worker"},
    "answers": FACE | {"machine", "public"},
    "running": FACE | {"machine", "public"},
    "printing": frozenset(("public",)),
    "os_access": FACE | {"public"},
    "tasks": FACE | {"public"},
    "values": FACE | {"machine", "guest", "public"},
    "errors": FACE | {"public"},
    "limits": frozenset(("public",)),
    "machine": frozenset(("language", "guest", "codec", "errors", "limits", "public")),
    "guest": frozenset(("language", "errors", "public")),
    "language": frozenset(("errors", "limits", "public")),
    "codec": frozenset(("public",)),
    "late": frozenset(),  # how packages import what they name when it is asked for
}

# library -> the only rooms that may import it
OWNERS: dict[str, frozenset[str]] = {
    "greenlet": frozenset(("machine",)),
    "msgpack": frozenset(("codec",)),
    "typer": frozenset(("cli",)),
    "rich": frozenset(("cli",)),
    "prompt_toolkit": frozenset(("cli",)),
    # data only: what could run code from a snapshot is imported nowhere
    "pickle": frozenset(),
    "marshal": frozenset(),
    "shelve": frozenset(),
}

MODULES = sorted(PACKAGE.rglob("*.py"))
TESTS = sorted(path for path in (ROOT / "tests").rglob("*.py") if (ROOT / "tests" / "corpus") not in path.parents)


def room_of(path: Path) -> str:
    """The room a module of the package stands in: its top folder, or its own name at the top."""
    first = path.relative_to(PACKAGE).parts[0]
    return "public" if first == "__init__.py" else first.removesuffix(".py")


def imported_modules(path: Path) -> Iterator[str]:
    """The dotted names of everything a module imports, wherever in it, relative imports resolved."""
    package = path.relative_to(ROOT).parent.parts
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            module = ".".join((*base, *filter(None, [node.module])))
            # `from monty_cli import machine` names a room, `from monty_cli import Monty` the public face
            rooms = [alias.name for alias in node.names if module == "monty_cli" and alias.name in MAY_IMPORT]
            yield from (f"monty_cli.{room}" for room in rooms)
            if not rooms or len(rooms) < len(node.names):
                yield module


def room_named(module: str) -> str | None:
    """The room that a dotted name of ours lies in, or None for somebody else's."""
    parts = module.split(".")
    if parts[0] != "monty_cli":
        return None
    return parts[1] if len(parts) > 1 else "public"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_room_imports_only_what_lies_under_it(path: Path) -> None:
    room = room_of(path)
    allowed = MAY_IMPORT[room] | {room, "late"}
    wrong = sorted({name for name in imported_modules(path) if room_named(name) not in (None, *allowed)})
    assert not wrong, f"{room} may not import {wrong}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_library_has_one_owner(path: Path) -> None:
    room = room_of(path)
    wrong = sorted(
        {name for name in imported_modules(path) if room not in OWNERS.get(name.split(".")[0], frozenset((room,)))}
    )
    assert not wrong, f"{room} may not import {wrong}"


@pytest.mark.parametrize("path", [*MODULES, *TESTS], ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_says_its_subject_and_fits_in_the_head(path: Path) -> None:
    text = path.read_text("utf-8")
    docstring = ast.get_docstring(ast.parse(text))
    if text.strip():
        assert docstring, "the module has no docstring"
    assert text.count("\n") <= LONGEST, f"more than {LONGEST} lines: is there a seam?"


def test_every_room_is_known() -> None:
    assert {room_of(path) for path in MODULES} <= MAY_IMPORT.keys()


def test_the_rules_see_a_forbidden_import(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(f"{__name__}.ROOT", tmp_path)
    module = tmp_path / "monty_cli" / "codec" / "graph.py"
    module.parent.mkdir(parents=True)
    module.write_text(
        "def f():\n    from ..machine import Run\n    from monty_cli import cli, Monty\n    import rich.text\n"
    )
    assert set(imported_modules(module)) == {"monty_cli.machine", "monty_cli.cli", "monty_cli", "rich.text"}
