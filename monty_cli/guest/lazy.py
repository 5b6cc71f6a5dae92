"""Lazy iterators over guest code: what stands for C's `map`, `zip`, `itertools.chain`, … where the guest takes part.

C's own iterator would call the guest from C, with state that can't be read. One of ours calls a step of the prelude for
each item, and keeps all its state in a list, so that a pause inside the step can be saved. It is driven by C
(`itertools.starmap`), so that a `for` over it runs no code of ours but the step.
As C's iterators are, and generators are not, it is ready to go on after an error, and has no `send`, `throw` or `close`.

To the guest it is of the type that it stands for: `type()` and `__class__` say so, and `isinstance` believes the latter.
"""

from __future__ import annotations

import itertools
from _functools import partial  # type: ignore[import-not-found]

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


class _Lazy(itertools.starmap):  # type: ignore[type-arg]
    """The common base; its slot is taken off, so that no name leads to it."""

    __slots__ = ("call",)


_call: Any = _Lazy.__dict__["call"]
del _Lazy.call  # type: ignore[attr-defined]


class _Null:
    """The type of what stands in a state for a value that is not there yet."""

    __slots__ = ()


class _Sequence:
    def __getitem__(self, index: int) -> int:
        return index


_BATCHED: type = getattr(itertools, "batched", itertools.chain)
_GROUPER = type(next(iter(itertools.groupby("a")))[1])

# The name of the step in the prelude (without `@`) -> the type that the iterator stands for, and the length of its state.
_KINDS: dict[str, tuple[type, int]] = {
    "item_by_index": (type(iter(_Sequence())), 2),
    "item_backwards": (reversed, 2),
    "result_until": (type(iter(int, 0)), 2),
    "map_one": (map, 2),
    "map_many": (map, 2),
    "filter_true": (filter, 1),
    "filter_by": (filter, 2),
    "zipped": (zip, 1),
    "zipped_strictly": (zip, 1),
    "enumerated": (enumerate, 2),
    "chained": (itertools.chain, 2),
    "accumulated": (itertools.accumulate, 4),
    "batch": (_BATCHED, 3),
    "compressed": (itertools.compress, 2),
    "cycled": (itertools.cycle, 3),
    "dropped": (itertools.dropwhile, 3),
    "taken": (itertools.takewhile, 3),
    "rejected": (itertools.filterfalse, 2),
    "starmapped": (itertools.starmap, 2),
    "grouped": (itertools.groupby, 6),
    "group_item": (_GROUPER, 3),
    "sliced": (itertools.islice, 5),
    "paired": (itertools.pairwise, 2),
    "teed": (type(itertools.tee(())[0]), 2),
    "zipped_longest": (itertools.zip_longest, 3),
}


def _class_of(kind: str) -> type:
    visible: Any = _KINDS[kind][0]
    # Texts of errors name a type of a module in full, where C made it.
    full = visible.__name__ if visible.__module__ == "builtins" else f"{visible.__module__}.{visible.__name__}"
    names = {"__slots__": (), "__module__": visible.__module__, "__qualname__": visible.__qualname__}
    return type(full, (_Lazy,), {**names, "__class__": visible, "__doc__": visible.__doc__})


CLASSES: dict[str, Any] = {kind: _class_of(kind) for kind in _KINDS}
_NO_ARGUMENTS: Any = itertools.repeat(())
VISIBLE: dict[type, type] = {cls: _KINDS[kind][0] for kind, cls in CLASSES.items()}
STANDS_FOR = frozenset(visible for visible, _ in _KINDS.values())


def lazy(kind: str, step: Callable[[list[Any]], Any], state: list[Any]) -> Any:
    """Return an iterator whose items are what `step(state)` returns, until that raises StopIteration."""
    call = partial(step, state)
    made = CLASSES[kind].__new__(CLASSES[kind], call, _NO_ARGUMENTS)
    _call.__set__(made, call)
    return made


def is_lazy(iterator: object) -> bool:
    """Tell whether `iterator` is one of ours."""
    cls = type(iterator)
    return type(cls) is type and cls in VISIBLE


def step_of(iterator: Any) -> Any:
    """Return the step of an iterator of ours."""
    return _call.__get__(iterator).func


def state_of(iterator: Any) -> list[Any]:
    """Return the state of an iterator of ours."""
    state: list[Any] = _call.__get__(iterator).args[0]
    return state


def set_state(iterator: Any, state: object) -> None:
    """Give an iterator that was made with an empty state the one that it had.

    Raises:
        ValueError: no state of such an iterator looks like this.
    """
    kind = next(kind for kind, cls in CLASSES.items() if cls is type(iterator))
    if type(state) is not list or len(state) != _KINDS[kind][1]:
        raise ValueError("an iterator is of an unknown form")
    _call.__get__(iterator).__setstate__((step_of(iterator), (state,), {}, None))


def hinted(iterator: object) -> Any:
    """Return the sequence that C would ask for its length where `iterator` is asked for its own; else `None`."""
    if type(iterator) is CLASSES["item_by_index"] or type(iterator) is CLASSES["item_backwards"]:
        return state_of(iterator)[0]
    return None


def visible_type(obj: object) -> type:
    """Return what `type(obj)` is to the guest."""
    cls = type(obj)
    return VISIBLE.get(cls, cls) if type(cls) is type else cls


LAZY: dict[str, Any] = {"@hinted": hinted, "@lazy": lazy, "@null": _Null(), "@type_of_value": visible_type}
