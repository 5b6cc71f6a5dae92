"""The access path of a value that can't be stored: `globals.x[3].y`.

Only looked for after a failure, by identity, along the way on which the encoder met the value.
"""

from __future__ import annotations

from contextlib import suppress
from types import (
    AsyncGeneratorType,
    CellType,
    CoroutineType,
    FunctionType,
    GeneratorType,
    GetSetDescriptorType,
    MemberDescriptorType,
    MethodType,
)

from .instances import mro_of, vars_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from .environment import Environment


def path_to(
    env: Environment, roots: dict[str, object], queue: Sequence[tuple[Any, Any, int, int]], position: int
) -> str:
    """How the object of a queue entry is reached.

    Parameters:
        env: the program.
        roots: the encoded roots.
        queue: (object or block of objects, block kind or None, entry it was met in, depth) entries.
        position: the entry whose object is looked for.
    """
    steps: list[str] = []
    wanted = _members(queue[position])
    while position >= 0:
        position = queue[position][2]
        if position < 0:
            break
        holders = _members(queue[position])
        step, holder = _step(env, holders, wanted)
        steps.append(step)
        wanted = [holder]
    first = next((name for name, value in roots.items() if _is_among(value, wanted)), "")
    return first + "".join(reversed(steps))


def _members(entry: tuple[Any, Any, int, int]) -> Sequence[Any]:
    return entry[0] if entry[1] is not None else [entry[0]]


def _is_among(value: object, wanted: Sequence[object]) -> bool:
    return any(value is other for other in wanted)


def _step(env: Environment, holders: Sequence[Any], wanted: Sequence[Any]) -> tuple[str, Any]:
    for holder in holders:
        for step, value in _contents(env, holder):
            if _is_among(value, wanted):
                return step, holder
    return "", holders[0]


def _contents(env: Environment, holder: Any) -> Iterator[tuple[str, object]]:
    cls = type(holder)
    if issubclass(cls, dict):
        for key, value in dict.items(holder):
            yield f"[{key!r}]" if type(key) in (str, int, float, bool, bytes) else "[…]", value
    elif issubclass(cls, (list, tuple)):
        base: Any = list if issubclass(cls, list) else tuple
        for place, value in enumerate(base.__iter__(holder)):
            yield f"[{place}]", value
    elif cls is CellType:
        yield from _content(holder)
    elif cls is FunctionType:
        for name, cell in zip(holder.__code__.co_freevars, holder.__closure__ or (), strict=True):
            for _, value in _content(cell):
                yield f".<{name}>", value
            yield f".<{name}>", cell
    elif cls in (GeneratorType, CoroutineType, AsyncGeneratorType):
        yield from _variables(env, holder)
    elif cls is MethodType:
        yield ".__self__", holder.__self__
    elif issubclass(cls, type):
        for name, value in vars_of(holder).items():
            yield f".{name}", value
    yield from _attributes(holder)


def _content(cell: CellType) -> Iterator[tuple[str, object]]:
    try:
        yield "", cell.cell_contents
    except ValueError:
        return


def _attributes(holder: Any) -> Iterator[tuple[str, object]]:
    if issubclass(type(holder), type):
        return
    for base in mro_of(type(holder)):
        for name, found in list(vars_of(base).items()):
            if name == "__dict__" and type(found) is GetSetDescriptorType:
                for key, value in found.__get__(holder).items():
                    yield f".{key}", value
            elif type(found) is MemberDescriptorType:
                with suppress(AttributeError):
                    yield f".{name}", found.__get__(holder)


def _variables(env: Environment, generator: object) -> Iterator[tuple[str, object]]:
    with suppress(ValueError):
        for name, value in env.describe_generator(generator).locals.items():
            yield f".<{name}>", value
