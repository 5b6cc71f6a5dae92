"""From a paused greenlet to frame records: walk its frames, explain each by the one around it, keep what the rest will need.

What can't be explained exactly is refused with a `ValueError` that names the reason and the source line; the paused program is left as
it was.
"""

from __future__ import annotations

from types import CellType, FunctionType

from monty_cli.codec import GeneratorState, Unsupported
from monty_cli.language import START, hidden_needs
from monty_cli.machine.explain import DROPPED, Target, explain
from monty_cli.machine.frames import Activation, activations, read_locals
from monty_cli.machine.gaps import hidden_activation
from monty_cli.machine.lookups import Unexplained
from monty_cli.machine.records import UNBOUND, VALUE, Record, cells_of
from monty_cli.machine.state import Block, HostFunction, State, interrupt, look_up
from monty_cli.machine.suspended import code_of, driven, frame_of, function_of, has_begun, is_running

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import FrameType
    from typing import Any

    from monty_cli.language import FunctionInfo, Unit
    from monty_cli.machine.program import Program

BOX = "@box"
CELLS = "@cells"


_PAUSING = (HostFunction.__call__.__code__, Block.__call__.__code__)


class LookUp:
    """Stands for the paused name lookup among the host's functions."""

    __slots__ = ("helper",)

    def __init__(self) -> None:
        self.helper = look_up


def capture(frame: FrameType | None, state: State) -> list[Record]:
    """Return the records of a paused program, innermost first.

    Args:
        frame: the innermost frame of its greenlet.
        state: the run.

    Raises:
        ValueError: a part of the state can't be read exactly.
    """
    found = activations(frame, state.program)
    if found and any(inner.f_code is interrupt.__code__ for inner in found[0].inner):
        outer = found[0]
        reason = "the script was interrupted while it ran, and only where it waits for an answer can it be saved"
        raise refusal(state.program, outer.unit, outer.info, outer.point, reason)
    records: list[Record] = []
    if found:
        links = _links(found, state)
        records = [
            _record(found[i], links[i], _origin(found, links, i, state), state.program) for i in range(len(found))
        ]
    return [*records, *state.waiting]


def _links(found: list[Activation], state: State) -> list[Any]:
    """Return a link for each activation; activations that CPython's stack leaves out are put into `found`."""
    links: list[Any] = []
    while (index := len(links)) < len(found):
        outer = found[index]
        inner = found[index - 1] if index else None
        target = Target(inner, None if inner is not None else _paused_function(outer), outer.inner)
        try:
            links.append(explain(outer, target))
        except Unexplained as reason:
            hidden = hidden_activation(outer, found, state.program)
            if hidden is None:
                raise refusal(state.program, outer.unit, outer.info, outer.point, str(reason)) from None
            found.insert(index, hidden)
    return links


def _paused_function(outer: Activation) -> object:
    """Return the host function that paused: the receiver of its `__call__` among the frames of ours."""
    for frame in outer.inner:
        if frame.f_code in _PAUSING:
            return frame.f_locals["self"]
        if frame.f_code is look_up.__code__:
            return LookUp()
    return None


def refusal(program: Program, unit: Unit, info: FunctionInfo | None, point: int, reason: str) -> ValueError:
    """Return the error that says why the program can't be dumped here, and where `here` is."""
    from monty_cli.machine.places import describe_place

    return ValueError(f"this pause can't be saved: {reason}; {describe_place(program, unit, info, point)}")


class Origin:
    """Where the cells of an activation are to be found: its function, its generator, or a record that it continues."""

    __slots__ = ("cells", "function", "generator")

    def __init__(self, function: FunctionType | None, generator: Any, cells: dict[str, CellType]) -> None:
        self.function = function
        self.generator = generator
        self.cells = cells


def _origin(found: list[Activation], links: list[Any], index: int, state: State) -> Origin:
    if index + 1 < len(found):
        link = links[index + 1]
        return Origin(link.function, link.generator, {})
    root: Any = state.current
    if isinstance(root, Record):
        return Origin(None, root.generator, root.cells)
    return Origin(root, None, {})


def _record(outer: Activation, link: Any, origin: Origin, program: Program) -> Record:
    info = outer.info
    assert info is not None
    if info.generator and origin.generator is None:
        raise refusal(program, outer.unit, info, outer.point, DROPPED)
    cells = dict(origin.cells)
    function = origin.function
    if origin.generator is not None:
        function = function_of(driven(origin.generator))
    if function is not None:
        cells.update(cells_of(function))
    elif not origin.cells and outer.code.co_freevars:
        raise refusal(
            program, outer.unit, info, outer.point, "the variables that a running function shares can't be told apart"
        )
    locals_ = outer.locals
    cells.update(probed_cells(locals_))
    kept = keep(outer.unit, info, outer.point, locals_, cells)
    return Record(outer.unit, info, outer.point, kept, cells, link.then, origin.generator)


def keep(
    unit: Unit, info: FunctionInfo, point: int, found: dict[str, Any], cells: dict[str, CellType]
) -> dict[str, Any]:
    """Return the variables that a record must hold: the guest's own, and the hidden ones that the continuation reads."""
    needed = hidden_needs(unit, info, point)
    return {
        name: value
        for name, value in found.items()
        if name not in cells and (name in needed if "@" in name else not name.startswith("."))
    }


def refresh(record: Record) -> None:
    """Read the variables of a generator's record anew from the generator, which stands at the record's point."""
    generator = driven(record.generator)
    function = function_of(generator)
    frame = frame_of(generator)
    if frame is None:
        raise ValueError("the snapshot is damaged: what a frame record stands for has ended")
    found = read_locals(frame)
    record.cells = {**(cells_of(function) if function is not None else {}), **probed_cells(found)}
    record.locals = keep(record.unit, record.info, record.point, found, record.cells)


def probed_cells(found: dict[str, Any]) -> dict[str, CellType]:
    """Return the cells that an activation has made itself, as its probe knows them."""
    probe = found.get(CELLS)
    return cells_of(probe) if type(probe) is FunctionType else {}


def describe_generator(generator: Any, program: Program, running: dict[int, Record]) -> GeneratorState:
    """Return a generator, coroutine or async generator of the guest as data.

    Args:
        generator: the object.
        program: the program it belongs to.
        running: records of the generators that are on the captured stack, by id of the generator.

    Raises:
        Unsupported: it is not the guest's, or its state can't be read.
    """
    code = code_of(generator)
    unit = program.unit_of_code(code)
    info = unit.info(code) if unit is not None else None
    if unit is None or info is None:
        raise Unsupported("a generator that the program did not make can't be stored")
    names = (generator.__name__, generator.__qualname__)
    record = running.get(id(generator))
    unit_name = unit.key
    if record is not None:
        return GeneratorState(unit_name, info.fid, record.point, "running", record.locals, record.cells, *names)
    frame = frame_of(generator)
    if frame is None:
        return GeneratorState(unit_name, info.fid, START, "closed", {}, {}, *names)
    if is_running(generator):
        raise Unsupported("a generator is running that is not on the paused stack")
    function = function_of(generator)
    if function is None:
        raise Unsupported("the function of a generator can't be found")
    cells = cells_of(function)
    found = read_locals(frame)
    if not has_begun(generator):
        return _new_generator(unit, unit_name, info, generator, found, cells, names)
    cells.update(probed_cells(found))
    point = frame.f_lineno
    kept = keep(unit, info, point, found, cells)
    return GeneratorState(unit_name, info.fid, point, "suspended", kept, cells, *names)


def _new_generator(
    unit: Unit,
    unit_name: str,
    info: FunctionInfo,
    generator: Any,
    found: dict[str, Any],
    cells: dict[str, CellType],
    names: Any,
) -> GeneratorState:
    """Describe a generator that has not begun: its arguments, or what is left in the box of a restored one."""
    point = START
    if BOX in found:
        box = found[BOX]
        for key, continuation in info.continuations.items():
            if continuation.code is code_of(generator):
                point = key[0]
                found = dict(zip(continuation.parameters, box[0], strict=True))
                break
        found = {name: value for name, value in found.items() if value is not UNBOUND}
    kept = {name: value for name, value in found.items() if name not in cells and (name in ("@it",) or "@" not in name)}
    return GeneratorState(unit_name, info.fid, point, "new", kept, cells, *names)


__all__ = ["VALUE", "capture", "describe_generator", "refusal"]
