"""Points, functions and continuations of the corpus programs: ids are unique, found in the bytecode, and can be continued."""

from __future__ import annotations

import ast
import dis
import inspect
from collections.abc import Iterator
from functools import cache
from types import CodeType

import pytest

from monty_cli.language import START, FunctionInfo, Unit
from monty_cli.machine import Program
from tests.oracle.programs import corpus

# kind of point -> the instructions that pause there, on any CPython
PAUSES: dict[str, frozenset[str]] = {
    "call": frozenset(("CALL", "CALL_KW", "CALL_FUNCTION_EX")),
    "advance": frozenset(("FOR_ITER",)),
    "attribute": frozenset(("LOAD_ATTR", "LOAD_METHOD")),
    "item": frozenset(("BINARY_SUBSCR", "BINARY_SLICE", "BINARY_OP")),
    "store": frozenset(("STORE_ATTR", "STORE_SUBSCR", "STORE_SLICE", "DELETE_ATTR", "DELETE_SUBSCR")),
    "binary": frozenset(("BINARY_OP",)),
    "augment": frozenset(("BINARY_OP",)),
    "compare": frozenset(("COMPARE_OP", "CONTAINS_OP")),
    "unary": frozenset(("UNARY_NEGATIVE", "UNARY_POSITIVE", "UNARY_INVERT", "CALL_INTRINSIC_1")),
    "yield": frozenset(("YIELD_VALUE",)),
    "await": frozenset(("YIELD_VALUE",)),
    "yield_from": frozenset(("SEND",)),
}
# Why a point may have no instruction: CPython drops or moves it.
NEVER_TAKEN = "a branch that a constant rules out"
AFTER_JUMP = "after a return, raise, break or continue"
FOLDED = "an operator on constants"
LAZY = "evaluated in a code object of its own, when the type is asked for"

JUMPS = (ast.Return, ast.Raise, ast.Break, ast.Continue)
LAZY_NODES: tuple[type[ast.AST], ...] = tuple(
    getattr(ast, name) for name in ("TypeAlias", "TypeVar", "ParamSpec", "TypeVarTuple") if hasattr(ast, name)
)
SUSPENDS = inspect.CO_GENERATOR | inspect.CO_COROUTINE | inspect.CO_ASYNC_GENERATOR
FILES = sorted({program.file for program in corpus()})


@cache
def units(file: str) -> tuple[tuple[str, Unit], ...]:
    """Return the programs of a corpus file, each lowered and compiled on the running CPython, by name."""
    return tuple((p.name, Program(p.source).script) for p in corpus() if p.file == file)


def functions(file: str) -> Iterator[tuple[str, Unit, FunctionInfo]]:
    """Yield every compiled function of the programs of a corpus file, with the program's name and unit."""
    for name, unit in units(file):
        for info in unit.functions.values():
            if info.code is not None:
                yield name, unit, info


def points(unit: Unit, info: FunctionInfo) -> dict[int, ast.AST]:
    """Return the points of a function by position id."""
    unit.point(info, START)
    return {point: path[-1][2] for point, path in (info.paths or {}).items()}


def without_instruction(root: ast.AST) -> dict[int, str]:
    """Return the points in a lowered function that need no instruction in its code, each with the reason."""
    found: dict[int, str] = {}
    stack = [root]
    while stack:
        node = stack.pop()
        for part, reason in _dropped(node):
            for inner in ast.walk(part):
                if getattr(inner, "point", None) is not None:
                    found.setdefault(inner.lineno, reason)  # type: ignore[attr-defined]
        stack.extend(ast.iter_child_nodes(node))
    return found


def _dropped(node: ast.AST) -> Iterator[tuple[ast.AST, str]]:
    """Yield the parts of one node that CPython leaves out of the code around them."""
    if isinstance(node, (ast.If, ast.IfExp)) and isinstance(node.test, ast.Constant):
        branch = node.orelse if node.test.value else node.body
        yield from ((part, NEVER_TAKEN) for part in (branch if isinstance(branch, list) else [branch]))
    if isinstance(node, ast.While) and isinstance(node.test, ast.Constant) and not node.test.value:
        yield from ((part, NEVER_TAKEN) for part in node.body)
    for block in (getattr(node, field, None) for field in ("body", "orelse", "finalbody")):
        if isinstance(block, list):
            yield from ((part, AFTER_JUMP) for part in _after_jump(block))
    if isinstance(node, ast.UnaryOp) and isinstance(node.operand, ast.Constant):
        yield node, FOLDED
    if isinstance(node, ast.BinOp) and isinstance(node.left, ast.Constant) and isinstance(node.right, ast.Constant):
        yield node, FOLDED
    if isinstance(node, LAZY_NODES):
        yield node, LAZY


def _after_jump(block: list[ast.stmt]) -> list[ast.stmt]:
    for index, statement in enumerate(block):
        if isinstance(statement, JUMPS):
            return block[index + 1 :]
    return []


def instructions(code: CodeType) -> dict[int | None, set[str]]:
    """Return the names of a code object's instructions by line: its position ids."""
    found: dict[int | None, set[str]] = {}
    for instruction in dis.get_instructions(code):
        assert instruction.positions is not None
        found.setdefault(instruction.positions.lineno, set()).add(instruction.opname)
    return found


@pytest.mark.parametrize("file", FILES)
def test_every_point_is_the_line_of_an_instruction_that_pauses(file: str) -> None:
    """A suspended frame's line names its point, because an instruction of the point's kind has that line."""
    lost = []
    for name, unit, info in functions(file):
        assert info.code is not None
        lines = instructions(info.code)
        excused = without_instruction(info.node)
        for position, node in points(unit, info).items():
            kind: str = node.point  # type: ignore[attr-defined]
            if not PAUSES[kind] & lines.get(position, set()) and position not in excused:
                place = f"{name}: {info.qualname}, {kind} at {unit.span(position)}"
                lost.append(f"{place} has {sorted(lines.get(position, ()))}")
    assert not lost, "\n".join(lost)


@pytest.mark.parametrize("file", FILES)
def test_no_two_functions_share_an_id(file: str) -> None:
    """An id is the first line of just one function's code; the hidden helpers around it have other first lines."""
    for name, unit in units(file):
        firsts = list(_first_lines(unit.code))
        for fid, info in unit.functions.items():
            assert fid == info.fid
            assert firsts.count(fid) == (info.code is not None), f"{name}: {info.qualname}"


def _first_lines(code: CodeType) -> Iterator[int]:
    yield code.co_firstlineno
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _first_lines(constant)


@pytest.mark.parametrize("file", FILES)
def test_positions_belong_to_one_function(file: str) -> None:
    """No two functions have a point of the same id, and every point has a place in the source."""
    for name, unit in units(file):
        owners: dict[int, str] = {}
        for info in unit.functions.values():
            for position in points(unit, info):
                assert position not in owners, f"{name}: {position} in {info.qualname} and {owners[position]}"
                assert unit.span(position) is not None, f"{name}: {info.qualname}, {position}"
            owners.update(dict.fromkeys(points(unit, info), info.qualname))


@pytest.mark.parametrize("file", FILES)
def test_every_point_can_be_continued(file: str) -> None:
    """Each point has a continuation that compiles, over the cells that came from outside alone and over all of them."""
    for name, unit, info in functions(file):
        assert info.code is not None
        free = frozenset(info.code.co_freevars)  # an activation has these cells in any case, even before its first line
        lazy = {position for position, reason in without_instruction(info.node).items() if reason == LAZY}
        starts = [START] if info.generator else []
        for position in [*starts, *(set(points(unit, info)) - lazy)]:
            for cells in {free, free.union(info.code.co_cellvars)}:
                made = unit.continuation(info, position, cells)
                place = f"{name}: {info.qualname}, {unit.span(position)}, {sorted(cells)}"
                assert set(made.code.co_freevars) <= cells, place
                assert made.code.co_firstlineno == info.fid, place
                assert made.generator == info.generator == bool(made.code.co_flags & SUSPENDS), place
                assert len(set(made.parameters)) == len(made.parameters), place


def test_what_is_not_a_point_has_no_continuation() -> None:
    """A position that is not a point of the function is refused with `ValueError`."""
    unit = Program("x = f(1)\n").script
    info = unit.functions[unit.module.lineno]
    with pytest.raises(ValueError, match="is not a point of <module>"):
        unit.continuation(info, len(unit.positions) + 1, frozenset())
