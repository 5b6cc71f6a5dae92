"""The namespaces of a run: the builtins that its code sees, hidden ones among them, and the script's globals."""

from __future__ import annotations

from monty_cli.guest import make_builtins
from monty_cli.guest.modules import Modules
from monty_cli.guest.protocol import types_held
from monty_cli.guest.tables import HASHING, ORDER
from monty_cli.language.expressions_tables import TEXT
from monty_cli.language.facts import DESCRIPTORS, HARMLESS
from monty_cli.machine import prelude
from monty_cli.machine.growing import GROWING
from monty_cli.machine.library import GROWING_BUILTINS
from monty_cli.machine.outside import writing
from monty_cli.machine.runtime import HIDDEN
from monty_cli.machine.state import State, Unknown
from monty_cli.machine.traces import TRACES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from monty_cli.language import Unit


def make_namespaces(state: State) -> None:
    """Fill the builtins and the globals of `state`."""
    builtins = state.builtins = make_builtins(writing(state, "stdout"), write_error=writing(state, "stderr"))
    builtins.update(HIDDEN)
    builtins.update(TRACES)
    builtins.update(GROWING)
    builtins["@script_name"] = state.program.script_name
    modules = state.modules = Modules(state.function)
    builtins["@import"] = modules.load
    builtins["@replaced"] = modules.replaced
    builtins["@late"] = state.function
    facts = state.program.script.facts
    builtins["@orders"] = facts.any(ORDER)
    builtins["@computes"] = facts.open or facts.own_items or bool(facts.dunders - HARMLESS - set(TEXT))
    builtins["@hashes"] = facts.any(HASHING)
    builtins["@reads"] = bool(facts.properties) or facts.any(DESCRIPTORS | {"__class__"})
    builtins["@types"] = False
    if facts.types:
        types_held(builtins)
    builtins["@import_from"] = modules.take
    builtins["__builtins__"] = builtins
    builtins["__name__"] = "builtins"
    builtins["__import__"] = import_for_host
    prelude.install(builtins, state.program.prelude_names())
    names = state.globals
    names["__name__"] = "__main__"
    names["__builtins__"] = builtins
    for unit in (state.program.script, *state.program.pieces.values()):
        take_in(state, unit)


def take_in(state: State, unit: Unit) -> None:
    """Make ready what the code of a script, or of a piece of one, needs: functions of the prelude, and what stands for unknown names."""
    if unit is not state.program.script:
        prelude.install(state.builtins, prelude.needed_names(unit.code))
    if unit.facts.introspection and "eval" not in state.builtins:
        state.builtins.update({name: state.function(hidden) for name, hidden in GROWING_BUILTINS.items()})
    for name in unit.external:
        state.globals.setdefault(name, Unknown(name))


def import_for_host(name: str, *_: object) -> None:
    """Import what CPython itself needs while guest code runs; it takes the module from `sys.modules` then, so that nobody is given it.

    That is `re`, for its templates, `time`, for the texts of dates, `typing`, for type variables, `_pylong`, for the division of large
    numbers, and `warnings`, which is asked about coroutines that are never awaited.
    """
    if type(name) is not str or name not in ("re", "time", "typing", "warnings", "_pylong"):
        raise ImportError(f"{name!r} can not be imported here")
    __import__(name)


def builtin(state: State, name: str) -> Any:
    """Return the builtin or prelude function `name` of a run, making it if the program did not need it so far; else `None`."""
    builtins = state.builtins
    if name not in builtins:
        info = prelude.prelude_function(name) if name.startswith("@") else None
        if info is None or info.code is None:
            return prelude.find_helper(builtins, name) if name.startswith("@") else None
        prelude.install_whole(builtins, name, info.code)
    return builtins[name]
