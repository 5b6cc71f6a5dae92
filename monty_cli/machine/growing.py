"""What `exec`, `eval`, `compile`, `globals` and `locals` need: source text that a program takes in while it runs, and its namespaces.

The guest's dictionaries stay what they are: a text that has some runs in them by `@find` and the other helpers here, to which the lowering
leads every name (see `language.spaces`). A text that has none runs over the script's own names.
"""

from __future__ import annotations

import sys
import warnings
from types import FunctionType

from monty_cli.errors import MontySyntaxError
from monty_cli.language import Source, check_safe
from monty_cli.machine.frames import read_locals
from monty_cli.machine.state import State, Unknown, current_state

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

BUILTINS = "__builtins__"
_FOR_CPYTHON = (BUILTINS, "__import__")
NOTHING = object()


def new_piece(
    source: Any, name: Any, mode: str, spaces: tuple[Any, Any] | None
) -> tuple[FunctionType, tuple[Any, ...]]:
    """Return the function that runs a source text, and its arguments.

    Args:
        source: the text, a str or bytes.
        name: how tracebacks name it.
        mode: 'exec' or 'eval'.
        spaces: the local and the global namespace, dictionaries of the guest's; `None` as the global one, and in place of both, means the
            script's own.

    Raises:
        SyntaxError: it can't be compiled.
    """
    state = current_state()
    text = check_source(source, name, mode)
    local, own = spaces if spaces is not None else (None, None)
    kind = "" if spaces is None else "locals" if own is None else "both"
    known = {key for key, value in state.globals.items() if type(value) is not Unknown} if own is None else set(own)
    if local is not None:
        known |= {key for key in local if type(key) is str}
    restricted = own is not None and not _is_ours(state, own.get(BUILTINS, NOTHING))
    try:
        from monty_cli.machine.namespace import take_in
        from monty_cli.machine.run import known_names

        unit = state.program.add_piece(
            text, name, known_names(text, {key for key in known if type(key) is str}), mode, kind, restricted
        )
    except MontySyntaxError as error:
        raise _as_of_cpython(error, name) from None
    take_in(state, unit)
    if spaces is None:
        return FunctionType(unit.code, state.globals, "<module>"), ()
    if own is not None and BUILTINS not in own:
        own[BUILTINS] = state.function("@builtins_view")()
    info = next(item for item in unit.functions.values() if item.outer == unit.module.lineno)
    assert info.code is not None
    return FunctionType(info.code, state.globals, "<module>"), (local, own)


def check_source(source: Any, name: Any, mode: str) -> str:
    """Return a source text as a str, after CPython has checked it: its errors are those of `compile`."""
    text: str = bytes(source).decode("utf-8-sig") if type(source) in (bytes, bytearray) else str.__str__(source)
    if mode == "eval":
        text = text.lstrip(" \t")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            check_safe(Source(text, name if type(name) is str else "<string>"), mode)
        except MontySyntaxError as error:
            raise _as_of_cpython(error, name) from None
        compile(text, name, mode, dont_inherit=True, optimize=0)
    return text


def _as_of_cpython(error: MontySyntaxError, name: Any) -> SyntaxError:
    place = (name, error.line, error.column, error.source_line, error.end_line, error.end_column)
    return SyntaxError(f"{error.message}; {error.hint}" if error.hint else error.message, place)


def _is_ours(state: State, builtins: Any) -> bool:
    """Tell whether what a namespace has as its `__builtins__` are all of them: nothing, or what `new_piece` puts there."""
    return builtins is NOTHING or any(builtins is view for view in state.builtins["@builtins_views"])


def _look(local: dict[str, Any] | None, own: dict[str, Any] | None, name: str) -> Any:
    """Return what `name` means in two namespaces, `NOTHING` if nothing."""
    if local is not None and name in local:
        return local[name]
    state = current_state()
    if own is None:
        found = state.globals.get(name, NOTHING)
        builtins: Any = state.builtins
        if found is not NOTHING and type(found) is not Unknown and name != BUILTINS:
            return found
    else:
        if name in own:
            return own[name]
        builtins = own.get(BUILTINS, NOTHING)
        if _is_ours(state, builtins):
            builtins = state.builtins
        elif type(builtins) is not dict:
            return NOTHING
    return builtins.get(name, NOTHING) if name not in _FOR_CPYTHON and "@" not in name else NOTHING


def find(local: dict[str, Any] | None, own: dict[str, Any] | None, name: str) -> Any:
    """Return what `name` means in two namespaces; NameError if nothing."""
    found = _look(local, own, name)
    if found is NOTHING:
        raise NameError(f"name {name!r} is not defined", name=name)
    return found


def find_called(local: dict[str, Any] | None, own: dict[str, Any] | None, name: str) -> Any:
    """Return what to call for `name`: a function of the host's if nothing defines it, unless the text has builtins of its own."""
    found = _look(local, own, name)
    if found is not NOTHING:
        return found
    state = current_state()
    if own is None or _is_ours(state, own.get(BUILTINS, NOTHING)):
        return state.host(name)
    raise NameError(f"name {name!r} is not defined", name=name)


def put_item(space: dict[str, Any], name: str, value: Any) -> Any:
    """Bind `name` and return `value`."""
    space[name] = value
    return value


def drop(space: dict[str, Any], name: str) -> None:
    """Delete `name`; NameError if it is not there."""
    if name not in space:
        raise NameError(f"name {name!r} is not defined", name=name)
    del space[name]


def forget(space: dict[str, Any], name: str) -> None:
    """Delete `name` if it is there."""
    space.pop(name, None)


def annotate(space: dict[str, Any], name: str, annotation: Any) -> None:
    """Note the annotation of a variable."""
    space.setdefault("__annotations__", {})[name] = annotation


def here() -> dict[str, Any]:
    """Return a copy of the variables of the function that calls, as the guest sees them."""
    found = read_locals(sys._getframe(1))
    if "@ns" in found:
        return dict(found["@ns"])
    if "@L" in found:
        return dict(found["@L"])
    return {name: value for name, value in found.items() if "@" not in name and not name.startswith(".")}


def global_names() -> list[str]:
    """Return the names in the script's own namespace that the guest sees."""
    return [name for name, value in current_state().globals.items() if _is_visible(name, value)]


def global_value(name: Any) -> Any:
    """Return the value of a name of the script's; KeyError if it has none."""
    value = current_state().globals.get(name, NOTHING) if type(name) is str else NOTHING
    if value is NOTHING or not _is_visible(name, value):
        raise KeyError(name)
    return value


def set_global(name: Any, value: Any) -> None:
    """Bind a name of the script's."""
    if type(name) is not str:
        raise TypeError(f"globals() takes names as keys here, not {type(name).__name__!r}")
    if "@" in name or name == BUILTINS:
        raise ValueError(f"globals() does not take the name {name!r}")
    current_state().globals[name] = value


def delete_global(name: Any) -> None:
    """Delete a name of the script's; KeyError if it is not bound."""
    global_value(name)
    del current_state().globals[name]


def _is_visible(name: str, value: Any) -> bool:
    return "@" not in name and name != BUILTINS and type(value) is not Unknown


GROWING: dict[str, Any] = {
    "@new_piece": new_piece,
    "@check_source": check_source,
    "@find": find,
    "@find_called": find_called,
    "@put_item": put_item,
    "@drop": drop,
    "@forget": forget,
    "@annotate": annotate,
    "@here": here,
    "@global_names": global_names,
    "@global_value": global_value,
    "@set_global": set_global,
    "@delete_global": delete_global,
}
