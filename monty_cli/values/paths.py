"""Where in a value something is, as an error names it."""

from __future__ import annotations

from monty_cli.values.tables import READ, base_id, identity

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def path_to(root: object, culprit: object) -> str:
    """Return how to reach `culprit` from `root`, as Python would write it: `['rows'][3]`."""
    found: list[tuple[Any, int, str]] = [(root, -1, "")]
    seen = set()
    for index, (value, _, _) in enumerate(found):
        if value is culprit:
            return _join_path(found, index)
        if identity(value) not in seen:
            seen.add(identity(value))
            found.extend((part, index, step) for part, step in _steps(value))
    return ""


def _join_path(found: list[tuple[Any, int, str]], index: int, ends: int = 6) -> str:
    steps = []
    while index > 0:
        _, index, step = found[index]
        steps.append(step)
    steps.reverse()
    if len(steps) > 2 * ends:
        steps[ends:-ends] = ["..."]
    return "".join(steps)


def _steps(value: Any) -> list[tuple[object, str]]:
    """Return what a container or dataclass instance of the host's holds, each with the step that leads to it."""
    base = base_id(type(value))
    if base not in READ:
        names = getattr(type(value), "__dataclass_fields__", ())
        return [(getattr(value, name, None), f".{name}") for name in names]
    parts = READ[base](value)
    if base == identity(dict):
        keys = parts[: len(parts) // 2]
        steps = [f".keys()[{index}]" for index in range(len(keys))] + [f"[{_short(key)}]" for key in keys]
    elif base == identity(slice):
        steps = [".start", ".stop", ".step"]
    else:
        steps = [f"[{index}]" for index in range(len(parts))]
    return list(zip(parts, steps, strict=True))


def _short(key: object) -> str:
    text = repr(key) if type(key) is str or (type(key) is int and key.bit_length() < 99) else "..."
    return text if len(text) <= 40 else f"{text[:37]}..."
