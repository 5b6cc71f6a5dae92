"""Which names of the library are used by guest programs that the tests run both here and under CPython.

Those are the programs of `tests/corpus`, `tests/scripts` and `tests/guest/programs`, the texts in the modules of `tests/guest` that
compare (they import a helper that does), the lines of the tables among them, and the scripts that work on files.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

TESTS = Path(__file__).parents[2]
FILES = (TESTS / "os_access" / "test_scripts.py",)
COMPARING = ("tests.guest.differential", "tests.guest.native", "tests.guest.table")
_DOTTED = re.compile(r"\b([a-z_]\w*(?:\.\w+)+)")
_FROM = re.compile(r"\bfrom ([\w.]+) import \(?([\w, \n]+)")


def used_names(modules: set[str]) -> set[str]:
    """Return what is used of `modules`, as 'json.dumps'."""
    found: set[str] = set()
    for text in _programs():
        found |= _uses_of(ast.parse(text), modules)
    for text in _texts():
        found |= _mentions(text, modules)
    return found


def _programs() -> Iterator[str]:
    for folder in ("corpus", "scripts"):
        for path in sorted((TESTS / folder).glob("*.py")):
            for text in re.split(r"(?m)^# --- .*$", path.read_text("utf-8")):
                if _is_valid(text):
                    yield text
    for path in sorted((TESTS / "guest" / "programs").glob("*.guest")):
        yield from filter(_is_valid, re.split(r"(?m)^# --- .*$", path.read_text("utf-8")))


def _is_valid(text: str) -> bool:
    try:
        ast.parse(text)
    except SyntaxError:  # of a later Python
        return False
    return True


def _texts() -> Iterator[str]:
    folder = TESTS / "guest"
    for path in sorted((*folder.glob("test_[!l]*.py"), *(folder / "table").glob("*.py"), *FILES)):
        tree = ast.parse(path.read_text("utf-8"))
        imported = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
        if path in FILES or path.parent.name == "table" or any(module.startswith(COMPARING) for module in imported):
            for node in ast.walk(tree):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    yield node.value


def _mentions(text: str, modules: set[str]) -> set[str]:
    found = set()
    for dotted in _DOTTED.findall(text):
        parts = dotted.split(".")
        found |= {dotted_name(parts, end) for end in range(1, len(parts)) if ".".join(parts[:end]) in modules}
    for module, names in _FROM.findall(text):
        if module in modules:
            found |= {f"{module}.{name.split(' as ')[0].strip()}" for name in names.split(",")}
    return found


def dotted_name(parts: list[str], end: int) -> str:
    """Return the name of the part of a module that comes after the first `end` parts."""
    return ".".join(parts[: end + 1])


def _uses_of(tree: ast.AST, modules: set[str]) -> set[str]:
    bound: dict[str, str] = {}
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                bound[alias.asname or alias.name.partition(".")[0]] = (
                    alias.name if alias.asname else alias.name.partition(".")[0]
                )
        elif isinstance(node, ast.ImportFrom) and node.module in modules:
            for alias in node.names:
                found.add(f"{node.module}.{alias.name}")
                bound[alias.asname or alias.name] = f"{node.module}.{alias.name}"
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            name = _dotted(node, bound)
            if name is not None and name.rpartition(".")[0] in modules:
                found.add(name)
    return found


def _dotted(node: ast.expr, bound: dict[str, str]) -> str | None:
    if isinstance(node, ast.Name):
        return bound.get(node.id)
    if isinstance(node, ast.Attribute):
        inner = _dotted(node.value, bound)
        return None if inner is None else f"{inner}.{node.attr}"
    return None
