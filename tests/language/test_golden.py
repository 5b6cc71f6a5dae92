"""The lowered code of small guest programs, and of continuations, as readable text.

Each file in `golden/` holds a guest program, a line `--- lowered` and the host code that it becomes, as `ast.unparse` writes it.
Sections `--- continuation of FUNCTION after POINT` follow in some: the rest of the function with this qualified name from
the point on that has this source text (the first one, where there are several).

The text is the same on every supported CPython. After a change of the lowering, run the test with the environment variable
`MONTY_REWRITE_GOLDEN=1` on each of them: it writes the files anew, for the difference to be read and committed.
"""

from __future__ import annotations

import ast
import difflib
import os
import re
from pathlib import Path
from types import CodeType

import pytest

from monty_cli.language import FunctionInfo, Unit
from monty_cli.machine import Program

GOLDEN = Path(__file__).parent / "golden"
FILES = sorted(GOLDEN.glob("*.txt"))
REWRITE = "MONTY_REWRITE_GOLDEN"
LOWERED = "--- lowered"
SECTION = re.compile(r"^(?=--- )", re.MULTILINE)
CONTINUATION = re.compile(r"--- continuation of (?P<function>\S+) after (?P<point>.+)$")


def rendered(text: str, patch: pytest.MonkeyPatch) -> str:
    """Return what a golden file with the guest program and the headings of `text` should hold."""
    source, *sections = SECTION.split(text)
    unit = Program(source).script
    parts = [source]
    for heading in (section.split("\n", 1)[0] for section in sections):
        node = unit.module if heading == LOWERED else continuation(unit, heading, patch)
        parts.append(f"{heading}\n{ast.unparse(node)}\n")
    return "".join(parts)


def continuation(unit: Unit, heading: str, patch: pytest.MonkeyPatch) -> ast.FunctionDef:
    """Return the host code of the continuation that `heading` names, around which a function takes the cells."""
    wanted = CONTINUATION.match(heading)
    assert wanted is not None, f"not a heading: {heading}"
    info = next(item for item in unit.functions.values() if item.qualname == wanted["function"])
    assert info.code is not None
    made: list[ast.FunctionDef] = []
    compile_continuation = unit.compile_continuation

    def keep(function: ast.FunctionDef, fid: int) -> CodeType:
        made.append(function)
        return compile_continuation(function, fid)

    patch.setattr(unit, "compile_continuation", keep)
    unit.continuation(
        info, point_at(unit, info, wanted["point"]), frozenset(info.code.co_cellvars + info.code.co_freevars)
    )
    return made[0]


def point_at(unit: Unit, info: FunctionInfo, text: str) -> int:
    """Return the first point of a function whose source text is `text`."""
    unit.point(info, 0)
    for position in sorted(info.paths or ()):
        span = unit.span(position)
        if span is not None and span[0] == span[2] and unit.source.line(span[0])[span[1] : span[3]] == text:
            return position
    raise LookupError(f"{info.qualname} has no point {text!r}")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_golden(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program is lowered, and continued, to the text of its file."""
    expected = path.read_text("utf-8")
    found = rendered(expected, monkeypatch)
    if os.environ.get(REWRITE):
        path.write_text(found, "utf-8")
        return
    lines = difflib.unified_diff(expected.splitlines(), found.splitlines(), "expected", "found", lineterm="")
    assert found == expected, "\n".join([f"{path.name} differs; {REWRITE}=1 rewrites it", *lines])


def test_there_are_lowerings_and_continuations() -> None:
    """Every file shows the lowered program, and at least three of them continuations."""
    texts = [path.read_text("utf-8") for path in FILES]
    assert len(texts) >= 14
    assert all(f"\n{LOWERED}\n" in text for text in texts)
    assert sum("\n--- continuation of " in text for text in texts) >= 3
