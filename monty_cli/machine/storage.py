"""Storing a paused run as bytes, and loading it.

The header of the container carries, besides what the caller gives, the source, the script's name, the inputs, the pieces that a
growing program has taken in as far as something of theirs is left, and the fingerprint of the lowering. The body's roots are

    records   a list of (unit, function id, point, locals, cells, list of then, generator), innermost first; locals and cells are
              `None` for a generator, which carries them itself
    globals   the script's namespace without what every run has
    event     (name, list of args, kwargs, call id, is_os, is_method), (name,), (list of call ids,), or () between two feeds of a session
    calls     how many host calls were made
    generators  the async generators that have begun and not ended, in the order of their beginning
    helpers   lists that hidden builtins keep between calls, by name
"""

from __future__ import annotations

import sys
from types import AsyncGeneratorType, CellType

from monty_cli import codec
from monty_cli.codec.frozen import Unmade
from monty_cli.guest import RUN_STATE
from monty_cli.guest.type_parameters import Lazy
from monty_cli.language.fingerprint import fingerprint
from monty_cli.limits import LARGEST, NO_LIMITS, check_limits
from monty_cli.machine.capture import refresh, refusal
from monty_cli.machine.environment import Environment
from monty_cli.machine.events import CallPause, FuturePause, NamePause
from monty_cli.machine.meter import steps_checked
from monty_cli.machine.places import check_cells
from monty_cli.machine.prelude import install_for
from monty_cli.machine.program import Program, piece_parts, program_for, session_program
from monty_cli.machine.records import Record
from monty_cli.machine.state import State, Unknown
from monty_cli.machine.suspended import driven, is_suspendable, open_generators

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from monty_cli.limits import Limits
    from monty_cli.machine.meter import Spent
    from monty_cli.machine.run import Run

OWN = "machine"
DIFFERENT = "the script in this snapshot compiles differently on this Python"
RUN_NAMES = ("__builtins__",)
THEN_KINDS = {
    "value": 1, "self": 2, "ignore": 1, "next": 1, "advance": 1, "yield_from": 1, "close": 1, "new": 4, "getattr": 3, "binary": 6,
    "compare": 6, "evaluated": 2,
}  # fmt: skip


def dump_run(
    state: State,
    records: list[Record],
    event: object,
    header: dict[str, object],
    active: frozenset[int] = frozenset(),
) -> bytes:
    """Return the bytes of a paused run.

    Args:
        state: the run.
        records: its activations, innermost first.
        event: the pending `CallPause`, `NamePause` or `FuturePause`, `None` between two feeds of a session.
        header: plain data to be stored beside it.
        active: ids of the frames from which the records were read.

    Raises:
        ValueError: a value can't be stored exactly; the text tells how it is reached, and where the program stands.
    """
    program = state.program
    environment = Environment(
        state, {id(driven(item.generator)): item for item in records if item.generator is not None}, active
    )
    roots: dict[str, object] = {
        "records": [_pack_record(item) for item in records],
        "globals": {
            name: value for name, value in state.globals.items() if name not in RUN_NAMES and type(value) is not Unknown
        },
        "event": _pack_event(event),
        "calls": state.calls,
        "generators": open_generators(state),
        "helpers": {name: state.builtins[name] for name in RUN_STATE},
    }
    changes = state.modules.changes()
    if changes:
        roots["modules"] = changes
    registrations = state.modules.registrations()
    if registrations:
        roots["registered"] = registrations
    try:
        body = codec.encode(roots, environment)
    except codec.Unsupported as error:
        if not records:
            raise ValueError(f"this session can't be saved: {error}") from None
        inner = next((item for item in records if item.unit.own), records[0])
        raise refusal(program, inner.unit, inner.info, inner.point, _readable(str(error), records)) from None
    own: dict[str, object] = {
        "session": program.session,
        "source": program.source,
        "script_name": program.script_name,
        "inputs": list(program.inputs),
        "fingerprint": fingerprint(),
        "positions": len(program.script.positions),
        "pieces": [
            piece_parts(unit)
            for key, unit in program.pieces.items()
            if key in environment.used or any(item.unit is unit for item in records)
        ],
    }
    if program.computed:
        own["computed"] = list(program.computed)
    if state.meter is not None:
        own["limits"] = [state.meter.limits.given(), *state.meter.spent]
    return codec.write({**header, OWN: own}, body)


def _readable(text: str, records: list[Record]) -> str:
    """Turn the codec's access path into words where it leads through a record."""
    import re

    match = re.match(r"records\[(\d+)\]\[3\]\[?'?\"?([^'\"\]:.]+)['\"]?\]?", text)
    if match is None:
        return text
    info = records[int(match.group(1))].info
    return f"the variable {match.group(2)!r} of {info.name}{text[match.end() :]}"


def _pack_record(record: Record) -> tuple[object, ...]:
    own = record.generator is None
    return (
        record.unit.key,
        record.info.fid,
        record.point,
        record.locals if own else None,
        record.cells if own else None,
        list(record.then),
        record.generator,
    )


def _pack_event(event: object) -> tuple[object, ...]:
    if event is None:
        return ()
    if isinstance(event, CallPause):
        return (event.name, list(event.args), event.kwargs, event.call_id, event.is_os, event.is_method)
    if isinstance(event, FuturePause):
        return (list(event.call_ids),)
    assert isinstance(event, NamePause)
    return (event.name,)


def load_run(data: bytes, program: Program | None = None, limits: Limits = NO_LIMITS) -> tuple[Run, dict[str, Any]]:
    """Return the run that `data` holds, and its header.

    Args:
        data: what `dump_run` gave.
        program: the program, if it is at hand already.
        limits: the limits of whoever loads it; for each the stricter one holds, this or the run's own.

    Raises:
        ValueError: the bytes are damaged, foreign, or from a version that lowers differently.
    """
    from monty_cli.errors import MontyError
    from monty_cli.machine.run import Run

    header, body = codec.read(data)
    own = header.pop(OWN, None)
    if not isinstance(own, dict):
        raise ValueError("these bytes hold no paused program")
    if own.get("fingerprint") != fingerprint():
        raise ValueError("this snapshot was made by a version of Monty CLI that compiles scripts differently")
    held, spent = _limits(own, limits)
    metered = steps_checked(held)
    if program is None:
        try:
            if own.get("session") is True:
                program = session_program(_text(own, "script_name"), metered)
            else:
                computed = tuple(_names(own, "computed")) if "computed" in own else ()
                texts = _text(own, "source"), _text(own, "script_name")
                program = program_for(*texts, _names(own, "inputs"), metered, computed)
            program = _with_pieces(program, own.get("pieces"))
        except MontyError as error:
            version = ".".join(map(str, sys.version_info[:2]))
            raise ValueError(f"the script in this snapshot can't be compiled by Python {version}: {error}") from None
    if own.get("positions") != len(program.script.positions):
        raise ValueError(DIFFERENT)
    run = Run(program, _no_output)
    run.limit(held, spent)
    environment = Environment(run._state, {})
    try:
        _restore(run, environment, codec.decode(body, environment))
    except BaseException:
        environment.give_up()
        raise
    return run, header


def _restore(run: Run, environment: Environment, roots: dict[str, Any]) -> None:
    """Fill a new run with what was decoded; ValueError if that does not fit."""
    program, state = run.program, run._state
    if type(roots.get("records")) is not list:
        raise ValueError("the snapshot is damaged: its frame records are wrong")
    try:
        records = [_unpack_record(program, state, item) for item in roots["records"]]
        run.event = _unpack_event(roots["event"], program.session)
        state.calls = _whole(roots["calls"])
        state.globals.update(_namespace(roots["globals"]))
        _take_helpers(state, roots)
        state.modules.change(_changes(roots.get("modules", {})))
        environment.begun = _generators(roots["generators"])
    except (KeyError, TypeError, IndexError, AttributeError) as error:
        raise ValueError(f"the snapshot is damaged: {error}") from None
    if not environment.lates:
        state.modules.register(_registrations(roots))
        _prime(environment, records)
    run._records = records
    if environment.lates:
        run._lates = environment.lates
        run._complete = _completion(run, environment, records, roots)


def _limits(own: dict[str, Any], loader: Limits) -> tuple[Limits, Spent]:
    """Return the limits under which a stored run goes on, and what it has used of them."""
    stored = own.get("limits")
    if stored is None:
        return loader, (0.0, 0, 0)
    try:
        given, *spent = stored
        limits = check_limits(given)
    except (TypeError, ValueError):
        raise ValueError("the snapshot is damaged: its limits are wrong") from None
    if tuple(map(type, spent)) != (float, int, int) or not all(0 <= item < LARGEST for item in spent):
        raise ValueError("the snapshot is damaged: what it has used of its limits is wrong")
    return limits.within(loader), (spent[0], spent[1], spent[2])


def _generators(value: object) -> list[Any]:
    if type(value) is not list or any(type(item) is not AsyncGeneratorType for item in value):
        raise ValueError("the snapshot is damaged: its async generators are none")
    return list(value)


def _prime(environment: Environment, records: list[Record]) -> None:
    """Bring generators to their points, now that all values are made; ValueError if they can't stand there."""
    try:
        environment.prime()
        for record in records:
            if record.generator is not None:
                refresh(record)
    except (KeyError, TypeError, IndexError, AttributeError) as error:
        raise ValueError(f"the snapshot is damaged: {error}") from None


def _completion(run: Run, environment: Environment, records: list[Record], roots: dict[str, Any]) -> Callable[[], None]:
    """Return what goes on with loading when all values are made: what was copied before gets those that were not."""
    event, state = run.event, run._state

    def complete() -> None:
        _replace(state.globals, roots["globals"])
        for record, packed in zip(records, roots["records"], strict=True):
            _replace(record.locals, packed[3] or {})
            record.then = tuple(packed[5])
        if isinstance(event, CallPause):
            event.args = tuple(roots["event"][1])
        _take_helpers(state, roots)
        state.modules.change(_changes(roots.get("modules", {})))
        state.modules.register(_registrations(roots))
        _prime(environment, records)

    return complete


def _take_helpers(state: State, roots: dict[str, Any]) -> None:
    helpers = roots["helpers"]
    if type(helpers) is not dict or any(type(helpers.get(name)) is not list for name in RUN_STATE):
        raise ValueError("the snapshot is damaged: the state of its library is wrong")
    for name in RUN_STATE:
        state.builtins[name][:] = helpers[name]


def _changes(value: object) -> dict[str, tuple[dict[str, Any], list[str]]]:
    if type(value) is dict and all(
        type(name) is str and type(item) is tuple and tuple(map(type, item)) == (dict, list)
        for name, item in value.items()
    ):
        return value
    raise ValueError("the snapshot is damaged: what it has changed in modules is wrong")


def _registrations(roots: dict[str, Any]) -> dict[str, list[Any]]:
    value = roots.get("registered", {})
    if type(value) is dict:
        return value
    raise ValueError("the snapshot is damaged: what it has registered with classes of modules is wrong")


def _replace(copy: dict[str, Any], source: dict[str, Any]) -> None:
    for name, value in source.items():
        if type(copy.get(name)) is Unmade:
            copy[name] = value


def _no_output(stream: str, text: str) -> None:
    """Stand in for the output until the loader sets one."""


def _text(own: dict[str, Any], key: str) -> str:
    value = own.get(key)
    if type(value) is not str:
        raise ValueError(f"the snapshot is damaged: its {key} is missing")
    return value


def _names(own: dict[str, Any], key: str) -> list[str]:
    value = own.get(key)
    if type(value) is not list or any(type(name) is not str for name in value):
        raise ValueError(f"the snapshot is damaged: its {key} are missing")
    return value


def _with_pieces(program: Program, pieces: object) -> Program:
    """Return the program with the pieces of a stored run."""
    if type(pieces) is not list or (pieces and not program.script.facts.open):
        raise ValueError("the snapshot is damaged: its pieces are wrong")
    if pieces:
        program = program.for_run()
    for piece in pieces:
        if type(piece) is not list or tuple(map(type, piece)) != (str, str, list, str, str, bool, int):
            raise ValueError("the snapshot is damaged: its pieces are wrong")
        source, name, known, *forms, positions = piece
        unit = program.add_piece(source, name, tuple(_names({"names": known}, "names")), *forms)
        if len(unit.positions) != positions:
            raise ValueError(DIFFERENT)
    return program


def _whole(value: object) -> int:
    if type(value) is not int or value < 0:
        raise ValueError("the snapshot is damaged: its count of calls is wrong")
    return value


def _namespace(value: object) -> dict[str, Any]:
    if type(value) is not dict or any(type(name) is not str or "@" in name or name in RUN_NAMES for name in value):
        raise ValueError("the snapshot is damaged: its globals are wrong")
    return value


def _unpack_event(item: object, session: bool) -> CallPause | NamePause | FuturePause | None:
    if type(item) is tuple and not item and session:
        return None
    if type(item) is tuple and len(item) == 1 and type(item[0]) is str:
        return NamePause(item[0])
    if type(item) is tuple and len(item) == 1 and type(item[0]) is list:
        return FuturePause(tuple(map(_whole, item[0])))
    if type(item) is not tuple or tuple(map(type, item)) != (str, list, dict, int, bool, bool):
        raise ValueError("the snapshot is damaged: its pending call is wrong")
    name, args, *rest = item
    return CallPause(name, tuple(args), *rest)


def _unpack_record(program: Program, state: State, item: Any) -> Record:
    if type(item) is not tuple or len(item) != 7 or tuple(map(type, item[:3])) != (str, int, int):
        raise ValueError("the snapshot is damaged: a frame record is wrong")
    unit_name, fid, point, variables, cells, then, generator = item
    unit = program.unit(unit_name)
    info = unit.functions.get(fid)
    if info is None or unit.point(info, point) is None:
        raise ValueError("the snapshot is damaged: a frame record names no point of the program")
    if type(then) is not list or not then or type(then[0]) is not str or THEN_KINDS.get(then[0]) != len(then):
        raise ValueError("the snapshot is damaged: a frame record does not say how to go on")
    if then[0] == "evaluated" and type(then[1]) is not Lazy:
        raise ValueError("the snapshot is damaged: a frame record does not say how to go on")
    if generator is not None:
        if not is_suspendable(driven(generator)):
            raise ValueError("the snapshot is damaged: a frame record's generator is none")
        return Record(unit, info, point, {}, {}, tuple(then), generator)
    if info.generator:
        raise ValueError("the snapshot is damaged: a generator's record has no generator")
    check_variables(variables, cells)
    check_cells(info, cells)
    if not unit.own:
        install_for(state.builtins, info)
    # Copies: what was checked stays as it is, even if it is a forged dict that is filled later.
    return Record(unit, info, point, dict(variables), dict(cells), tuple(then))


def check_variables(variables: object, cells: object) -> None:
    """Check the variables and cells of a record; ValueError if they are of wrong types."""
    if type(variables) is not dict or any(type(name) is not str for name in variables):
        raise ValueError("the snapshot is damaged: the variables of a frame record are wrong")
    if type(cells) is not dict or any(
        type(name) is not str or type(cell) is not CellType for name, cell in cells.items()
    ):
        raise ValueError("the snapshot is damaged: the cells of a frame record are wrong")
