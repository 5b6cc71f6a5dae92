"""How names may go on: what a run has bound, and the attributes of its values, found without running any code of the guest's."""

from __future__ import annotations

from types import ModuleType

from monty_cli.guest.attribute_tables import DENIED
from monty_cli.guest.lazy import visible_type
from monty_cli.guest.protocol import dict_of, instance_dict, is_type, mro_of
from monty_cli.machine.lookups import Bound, Unexplained, static_attribute
from monty_cli.machine.state import Unknown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Any

    from monty_cli.machine.state import State


def names_at(state: State, path: Sequence[str]) -> list[str]:
    """Return the names that the guest can read at a path, sorted; none where that can't be told without running its code.

    Args:
        state: the run's.
        path: names with dots between them: `[]` is the namespace with the builtins, `['math']` what the value of `math` has.
    """
    if not path:
        return sorted(
            {
                *filter(str.isidentifier, state.visible_globals()),
                *(name for name in state.builtins if not name.startswith(("_", "@"))),
            }
        )
    value = state.globals.get(path[0], state.builtins.get(path[0], names_at))
    if value is names_at or type(value) is Unknown or "@" in path[0]:
        return []
    try:
        for name in path[1:]:
            value = static_attribute(value, name)
    except Unexplained:
        return []
    return sorted(set(_attributes(value)))


def _attributes(value: Any) -> Iterable[str]:
    """Yield what `dir` shows of a value, apart from a `__dir__` of the guest's."""
    if type(value) is Bound:
        value = value.function
    if type(value) is ModuleType:
        holders: list[Mapping[str, Any]] = [value.__dict__]
    else:
        owners = mro_of(value) if is_type(value) else mro_of(visible_type(value))
        holders = [instance_dict(value), *map(dict_of, owners)]
    for holder in holders:
        yield from (name for name in list(holder) if type(name) is str and name.isidentifier() and name not in DENIED)
