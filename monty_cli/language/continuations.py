"""Continuations: the rest of a function from one of its points on, compiled on demand.

The function that is compiled takes its variables in a box (a list with one tuple), so that nothing outside of it keeps a value alive
that it drops; its cells are free variables. The continuation of a generator stops at the point in a `yield` of its own: it is started
once (primed) and then takes `send` and `throw` just where the original would; that of a coroutine or an async generator waits there
for a primer. What is left to run is rebuilt by `rest`.
"""

from __future__ import annotations

from types import CodeType

from monty_cli.language import build
from monty_cli.language import nodes as ast
from monty_cli.language.body import Pending
from monty_cli.language.rest import VALUE, Rest
from monty_cli.language.trees import changed, walk

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from monty_cli.language.unit import FunctionInfo, Unit

NOWHERE = build.NOWHERE
BOX = "@box"


class Continuation:
    """A compiled continuation.

    Attributes:
        code: its code object; the cells are its free variables.
        parameters: the locals that it takes, in order, in a box with one tuple; for a function the arrival comes first.
        generator: whether calling it makes a generator that is to be primed.
    """

    __slots__ = ("code", "generator", "parameters")

    def __init__(self, code: CodeType, parameters: tuple[str, ...], generator: bool) -> None:
        self.code = code
        self.parameters = parameters
        self.generator = generator


def hidden_needs(unit: Unit, info: FunctionInfo, point: int) -> frozenset[str]:
    """Return the hidden locals that the continuation of `info` after `point` reads.

    Raises:
        ValueError: there is no such point.
    """
    found = info.needs.get(point)
    if found is None:
        builder = Rest(info, point)
        builder.body()
        found = info.needs[point] = frozenset(builder.needs)
    return found


def handled_slots(info: FunctionInfo, point: int) -> tuple[tuple[str, str | None], ...]:
    """Return where the exception that is being handled at `point` is kept, innermost first.

    Each entry is a slot, and the slot that must hold `ERROR` for the first one to count (`None` where it always does).
    """
    found = info.handled.get(point)
    if found is None:
        slots: list[tuple[str, str | None]] = []
        parent: ast.AST = info.node
        for field, _, child in info.path_to(point) or ():
            if isinstance(child, ast.ExceptHandler) and child.name is not None:
                slots.insert(0, (child.name, None))
            elif (
                isinstance(parent, ast.Try)
                and field == "finalbody"
                and isinstance(getattr(parent, "pending", None), Pending)
            ):
                pending: Pending = parent.pending  # type: ignore[attr-defined]
                slots.insert(0, (pending.error, pending.why))
            parent = child
        found = info.handled[point] = tuple(slots)
    return found


def build_continuation(
    unit: Unit, info: FunctionInfo, point: int, cell_names: frozenset[str], unbound: frozenset[str]
) -> Continuation:
    """Build and compile the continuation of `info` after `point`.

    Args:
        unit: the unit of the function.
        info: the function.
        point: position id of the point, or `START` for the whole body of a generator that has not begun.
        cell_names: which of its variables come as cells. All others come as values, `@UNBOUND` for those without one.
        unbound: cells of its own without a value.
    """
    cells = sorted(cell_names)
    builder = Rest(info, point)
    inside = builder.body()
    assert info.code is not None
    guarded = _guarded_cells(info, cell_names, unbound)
    if guarded:
        inside = [_with_own_cells(statement, guarded) for statement in inside]
    shared = _globals_of(info)
    known = [
        name for name in info.code.co_varnames if not _is_ours(name) and name not in cell_names and name not in shared
    ]
    plain = [*known, *sorted(builder.needs - cell_names)]
    opening = _opening(info, plain, cells, shared)
    opening.append(_unbox(plain if info.generator else [VALUE, *plain]))
    opening += [_unbind(name) for name in known]
    if info.asynchronous and info.yields:
        opening.append(_never_yield())
    box = build.parameters([BOX], NOWHERE)
    function = build.function("@continuation", box, [*opening, *inside], info.fid, info.asynchronous)
    back = build.statement(ast.Return(build.name("@continuation", NOWHERE)), NOWHERE)
    wrapper = build.function("@cells", build.parameters(cells, NOWHERE), [function, back], NOWHERE)
    try:
        code = unit.compile_continuation(wrapper, info.fid)
    except SyntaxError as error:
        raise ValueError(
            f"the snapshot is damaged: {info.qualname} can not go on without its cells ({error.msg})"
        ) from None
    return Continuation(code, tuple(plain), info.generator)


def _guarded_cells(info: FunctionInfo, cell_names: frozenset[str], unbound: frozenset[str]) -> frozenset[str]:
    """Return the cells of the function's own that may have no value when they are read.

    Of a generator nobody knows it when its continuation is made: that comes before the cells are filled.
    """
    assert info.code is not None
    own = cell_names.intersection(info.code.co_cellvars)
    if not own:
        return unbound
    late = own.difference(_parameters(info.node)) if info.generator else frozenset[str]()
    return unbound | late | own.intersection(info.deleted())


def _parameters(node: ast.AST) -> set[str]:
    arguments = getattr(node, "args", None)
    if not isinstance(arguments, ast.arguments):
        return set()
    return {item.arg for item in walk(arguments) if isinstance(item, ast.arg)}


def _with_own_cells(statement: ast.stmt, names: frozenset[str]) -> ast.stmt:
    """Have reads of the unbound cells `names` fail as those of a function's own variables do: here the cells are free variables.

    The statement stays as it is; what is returned shares with it what does not change.
    """

    def visit(node: Any) -> Any:
        if isinstance(node, ast.Name):
            if node.id not in names or not isinstance(node.ctx, ast.Load):
                return node
            thunk = build.thunk(build.name(node.id, node.lineno), node.lineno)
            return build.call("@own_cell", [build.constant(node.id, node.lineno), thunk], node.lineno)
        return node if isinstance(node, (*build.DEFINITIONS, ast.Lambda)) else changed(node, visit)

    return visit(statement)  # type: ignore[no-any-return]


def _never_yield() -> ast.stmt:
    """Return `if 0: yield`, which makes an async generator of a function that has no more to yield."""
    never = ast.Yield(None)
    build.put(never, NOWHERE)
    return build.condition(build.constant(0, NOWHERE), [build.expression(never, NOWHERE)], [], NOWHERE)


def _is_ours(name: str) -> bool:
    return "@" in name or name.startswith(".")


def _unbind(name: str) -> ast.stmt:
    """Return `if name is @UNBOUND: del name`."""
    test = ast.Compare(build.name(name, NOWHERE), [ast.Is()], [build.name("@UNBOUND", NOWHERE)])
    build.put(test, NOWHERE)
    gone = build.statement(ast.Delete([build.name(name, NOWHERE, build.DELETE)]), NOWHERE)
    return build.condition(test, [gone], [], NOWHERE)


def _opening(info: FunctionInfo, plain: list[str], cells: list[str], shared: set[str]) -> list[ast.stmt]:
    """Declare the scope of every name: cells are free variables here, other locals stay locals even where unbound."""
    out: list[ast.stmt] = []
    assert info.code is not None
    if cells:
        out.append(build.statement(ast.Nonlocal(list(cells)), NOWHERE))
    if shared:
        out.append(build.statement(ast.Global(sorted(shared)), NOWHERE))
    unbound = [
        name
        for name in dict.fromkeys((*info.code.co_varnames, *info.code.co_cellvars))
        if name not in cells and name not in plain and name not in shared and not name.startswith(".")
    ]
    if unbound:
        places: list[ast.expr] = [build.name(name, NOWHERE, build.STORE) for name in unbound]
        never = build.statement(ast.Assign(places, build.constant(None, NOWHERE)), NOWHERE)
        out.append(build.condition(build.constant(0, NOWHERE), [never], [], NOWHERE))
    return out


def _globals_of(info: FunctionInfo) -> set[str]:
    """Return the names that the lowered function declares global."""
    body = info.node.body if isinstance(info.node, build.DEFINITIONS) else []
    return {name for item in body if isinstance(item, ast.Global) for name in item.names}


def _unbox(plain: list[str]) -> ast.stmt:
    popped = ast.Call(build.attribute(build.name(BOX, NOWHERE), "pop", NOWHERE), [], [])
    build.put(popped, NOWHERE)
    if not plain:
        return build.expression(popped, NOWHERE)
    places: list[ast.expr] = [build.name(name, NOWHERE, build.STORE) for name in plain]
    return build.assign(build.tuple_of(places, NOWHERE, build.STORE), popped, NOWHERE)
