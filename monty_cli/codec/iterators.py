"""Rows of builtin iterators, written by what they have yet to give and never advanced.

| tag | row |
| --- | --- |
| 60 | `[60, name, column of the sequence, index or nil]` iterator over a sequence, which stays linked to it |
| 61 | `[61, column of start, stop, step]` what is left of a range iterator |
| 63 | `[63, name, column of arguments, column of the state]` enumerate, zip, map, filter, itertools |
| 64 | `[64, column of iterator, values, next]` what the branches of itertools.tee share |
| 65 | `[65, column of the deque, index, reversed]` deque iterator |
| 66 | `[66, column of rest and last value]` itertools.pairwise |

Known difference: a deque that had changed under its iterator isn't noticed.
"""

from __future__ import annotations

import gc
import itertools
import warnings
from collections import deque

from .environment import Unsupported
from .identity import identity
from .kind import Kind, expect
from .stages import POSITIONS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from .decoder import Reader
    from .encoder import Writer

# Iterators over sequences.

_SEQUENCES: dict[str, tuple[type, Callable[[Any], Any]]] = {
    "list": (type(iter([])), list.__iter__),
    "tuple": (type(iter(())), tuple.__iter__),
    "str": (type(iter("é")), str.__iter__),
    "ascii": (type(iter("a")), str.__iter__),
    "bytes": (type(iter(b"")), bytes.__iter__),
    "bytearray": (type(iter(bytearray())), bytearray.__iter__),
    "reversed list": (type(reversed([])), list.__reversed__),
    "reversed": (reversed, reversed),
}
MOST_BEYOND = 10_000_000
"""Items by which the index of an iterator may lie beyond the end of its sequence."""
_SEQUENCE_NAMES = {identity(entry[0]): name for name, entry in _SEQUENCES.items()}
_REVERSIBLE = (str, tuple, bytes, bytearray)


def reduced(iterator: Any) -> tuple[Any, ...]:
    """What a builtin iterator says about itself: (function, arguments) and perhaps a state."""
    with warnings.catch_warnings():
        # itertools warns from 3.12 that it will no longer tell from 3.14.
        warnings.simplefilter("ignore", DeprecationWarning)
        parts: tuple[Any, ...] = iterator.__reduce__()
    return (*parts, None) if len(parts) == 2 else parts


def set_state(iterator: Any, state: object) -> None:
    """Brings a builtin iterator into a state that `reduced` gave."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        iterator.__setstate__(state)


def _encode_sequence(writer: Writer, iterator: Any) -> list[Any]:
    _, (sequence,), index = reduced(iterator)
    name = _SEQUENCE_NAMES[identity(type(iterator))]
    if name == "reversed":
        if type(sequence) not in _REVERSIBLE:
            raise Unsupported("reversed() of an object of the program can't be stored")
    elif not issubclass(type(sequence), _SEQUENCES[name][1].__objclass__):  # type: ignore[attr-defined]
        name = "tuple"  # an exhausted one, which forgot what it iterated over
    return [60, name, writer.column([sequence]), index]


def _declare_sequence(reader: Reader, name: object, payload: object, index: object) -> None:
    column = reader.column(payload, 1)
    entry = _SEQUENCES.get(expect(name, str))
    if entry is None or not (index is None or type(index) is int):
        raise ValueError("an iterator is of an unknown kind")

    def make() -> object:
        (sequence,) = reader.values(column)
        if name == "reversed":
            expect(sequence, *_REVERSIBLE)
        return entry[1](sequence)

    place = reader.later(column.refs(), make)
    if index is not None:
        reader.on_fill(POSITIONS, lambda: _set_position(reader.objects[place], index, reader.values(column)[0]))


def _set_position(iterator: Any, index: int, sequence: object) -> None:
    """Set the index of a sequence's iterator, which may lie beyond an end that has moved since."""
    missing = 0
    # `isinstance` would ask the guest's class for its `__class__`.
    base: Any = list if issubclass(type(sequence), list) else bytearray
    if issubclass(type(sequence), (list, bytearray)):
        missing = index + 1 - base.__len__(sequence)
    if missing <= 0:
        set_state(iterator, index)
        return
    if missing > MOST_BEYOND:
        raise ValueError("an iterator stands too far beyond the end of its sequence")
    # CPython takes no index beyond the end: the sequence is as long as it needs to be while the index is set.
    base.extend(sequence, bytes(missing))
    set_state(iterator, index)
    base.__delitem__(sequence, slice(-missing, None))


def _encode_range(writer: Writer, iterator: Any) -> list[Any]:
    _, (whole,), index = reduced(iterator)
    rest = whole[index or 0 :]
    return [61, writer.column([rest.start, rest.stop, rest.step])]


def _declare_range(reader: Reader, payload: object) -> None:
    start, stop, step = (expect(value, int) for value in reader.column(payload, 3).items)
    reader.ready(iter(range(start, stop, step)))


_DEQUES: tuple[type, type] = (type(iter(deque())), type(reversed(deque())))


def _encode_deque(writer: Writer, iterator: Any) -> list[Any]:
    _, (target, index), _ = reduced(iterator)
    return [65, writer.column([target]), index, type(iterator) is _DEQUES[1]]


def _declare_deque(reader: Reader, payload: object, index: object, backwards: object) -> None:
    column = reader.column(payload, 1)
    kind: Any = _DEQUES[1] if expect(backwards, bool) else _DEQUES[0]

    def make() -> object:
        (target,) = reader.values(column)
        if not issubclass(type(target), deque) or not 0 <= expect(index, int) <= deque.__len__(target):
            raise ValueError("an iterator doesn't fit its deque")
        reader.pinned[identity(target)] = (target, deque.__len__(target))
        return kind(target, index)

    reader.later(column.refs(), make)


# Iterators over iterators.


class _Composed:
    """How an iterator that is made of others is rebuilt: its type, which arguments it iterates over, a check."""

    __slots__ = ("check", "inner", "type")

    def __init__(self, type: Any, inner: slice, check: Callable[[Sequence[Any]], bool] | None = None) -> None:
        self.type = type
        self.inner = inner
        self.check = check


_NONE, _ALL, _FIRST, _SECOND, _REST = slice(0), slice(None), slice(1), slice(1, 2), slice(1, None)


def _plain_numbers(args: Sequence[Any]) -> bool:
    return all(value is None or type(value) in (int, float, complex) for value in args)


def _numbers_after_first(args: Sequence[Any]) -> bool:
    return all(value is None or type(value) is int for value in args[1:])


def _pools(args: Sequence[Any]) -> bool:
    return all(type(pool) is tuple for pool in args)


def _selection(args: Sequence[Any]) -> bool:
    return len(args) == 2 and type(args[0]) is tuple and type(args[1]) is int and args[1] >= 0


_COMPOSED: dict[str, _Composed] = {
    "enumerate": _Composed(enumerate, _FIRST, _numbers_after_first),
    "zip": _Composed(zip, _ALL),
    "map": _Composed(map, _REST),
    "filter": _Composed(filter, _SECOND),
    "callable": _Composed(type(iter(int, 1)), _NONE),
    "accumulate": _Composed(itertools.accumulate, _FIRST),
    "chain": _Composed(itertools.chain, _ALL),
    "combinations": _Composed(itertools.combinations, _NONE, _selection),
    "combinations_with_replacement": _Composed(itertools.combinations_with_replacement, _NONE, _selection),
    "compress": _Composed(itertools.compress, _ALL),
    "count": _Composed(itertools.count, _NONE, _plain_numbers),
    "cycle": _Composed(itertools.cycle, _FIRST),
    "dropwhile": _Composed(itertools.dropwhile, _SECOND),
    "filterfalse": _Composed(itertools.filterfalse, _SECOND),
    "groupby": _Composed(itertools.groupby, _FIRST),
    "group": _Composed(itertools._grouper, _NONE),  # type: ignore[attr-defined]
    "islice": _Composed(itertools.islice, _FIRST, _numbers_after_first),
    "permutations": _Composed(itertools.permutations, _NONE, _selection),
    "product": _Composed(itertools.product, _NONE, _pools),
    "repeat": _Composed(itertools.repeat, _NONE, _numbers_after_first),
    "starmap": _Composed(itertools.starmap, _SECOND),
    "takewhile": _Composed(itertools.takewhile, _SECOND),
    "tee": _Composed(itertools._tee, _ALL),  # type: ignore[attr-defined]
    "zip_longest": _Composed(itertools.zip_longest, _ALL),
}
_COMPOSED_NAMES = {identity(entry.type): name for name, entry in _COMPOSED.items()}


def _problem(env: Any, entry: _Composed, args: Sequence[Any]) -> str:
    if any(env.is_guest_class(type(value)) for value in args[entry.inner]):
        return "it iterates over an object of the program"
    if entry.check is not None and not entry.check(args):
        return "it is made of unusual arguments"
    return ""


def _encode_composed(writer: Writer, iterator: Any) -> list[Any]:
    kind, args, state = reduced(iterator)
    name = _COMPOSED_NAMES[identity(type(iterator))]
    if (kind is iter and name != "callable") or (name == "callable" and len(args) == 1):
        return [60, "tuple", writer.column([()]), None]  # exhausted
    if kind is not type(iterator) and name != "callable":
        # It describes itself as another iterator that gives the same.
        name = _COMPOSED_NAMES[identity(kind)]
    problem = _problem(writer.env, _COMPOSED[name], args)
    if problem:
        raise Unsupported(f"this {name} iterator can't be stored: {problem}")
    if _COMPOSED[name].check is _selection:
        writer.steps.take(args[1])
    return [63, name, writer.column(args), writer.column([] if state is None else [state])]


def _declare_composed(reader: Reader, name: object, arguments: object, state: object) -> None:
    entry = _COMPOSED.get(expect(name, str))
    if entry is None:
        raise ValueError("an iterator is of an unknown kind")
    column = reader.column(arguments)
    state_column = reader.column(state)
    found = entry

    def make() -> object:
        args = reader.values(column)
        if _problem(reader.env, found, args):
            raise ValueError("an iterator is of an unknown form")
        if found.check is _selection:
            reader.steps.take(args[1])
        return iter(*args) if name == "callable" and len(args) == 2 else found.type(*args)

    place = reader.later(column.refs(), make)

    def fill() -> None:
        for value in reader.values(state_column):
            if name == "tee":
                _check_branch(value)
            set_state(reader.objects[place], value)

    reader.on_fill(POSITIONS, fill)


# tee: branches of `_tee` read through a chain of `_tee_dataobject`, which hold the values that some
# branch has yet to read.

_TEE_DATA: Any = itertools._tee_dataobject  # type: ignore[attr-defined]


def _check_branch(state: Any) -> None:
    expect(state, tuple)
    if len(state) != 2 or type(state[0]) is not _TEE_DATA or type(state[1]) is not int:
        raise ValueError("a tee is of an unknown form")
    # CPython would read beyond the values that are there.
    if not 0 <= state[1] <= len(reduced(state[0])[1][1]):
        raise ValueError("a tee is of an unknown form")


def _encode_tee_data(writer: Writer, data: Any) -> list[Any]:
    _, (source, values, following), _ = reduced(data)
    if writer.env.is_guest_class(type(source)):
        raise Unsupported("this tee iterator can't be stored: it iterates over an object of the program")
    return [64, writer.column([source, following, *values])]


def is_iterator(env: Any, value: object) -> bool:
    """Whether a value is an iterator of the host's making or a generator."""
    cls = type(value)
    return not env.is_guest_class(cls) and any("__next__" in base.__dict__ for base in cls.__mro__)


def _declare_tee_data(reader: Reader, payload: object) -> None:
    column = reader.column(payload)
    if len(column) < 2:
        raise ValueError("a tee is of an unknown form")

    def make() -> object:
        source, following, *values = reader.values(column)
        if not is_iterator(reader.env, source):
            raise ValueError("a tee is of an unknown form")
        return _TEE_DATA(source, values, following)

    reader.later(column.refs(), make)


# pairwise doesn't describe itself; what it refers to tells the rest and the value before.


def _encode_pairwise(writer: Writer, iterator: Any) -> list[Any]:
    parts = [part for part in gc.get_referents(iterator) if part is not itertools.pairwise]
    if _PAIRWISE_KEEPS_RESULT:
        parts.pop()
    if parts and writer.env.is_guest_class(type(parts[0])):
        raise Unsupported("this pairwise iterator can't be stored: it iterates over an object of the program")
    return [66, writer.column(parts)]


# From 3.13 its result tuple is among its referents, always the last one.
_PAIRWISE_KEEPS_RESULT = any(type(part) is tuple for part in gc.get_referents(itertools.pairwise([])))


def _declare_pairwise(reader: Reader, payload: object) -> None:
    column = reader.column(payload)

    def make() -> object:
        parts = reader.values(column)
        if not parts:
            return itertools.pairwise(())
        if len(parts) > 2 or not is_iterator(reader.env, parts[0]):
            raise ValueError("a pairwise iterator is of an unknown form")
        return itertools.pairwise(itertools.chain(parts[1:], parts[0]) if len(parts) == 2 else parts[0])

    reader.later(column.refs(), make)


KINDS = [
    Kind(60, [entry[0] for entry in _SEQUENCES.values()], _encode_sequence, _declare_sequence, sturdy=True),
    Kind(61, (type(iter(range(0))), type(iter(range(1 << 70)))), _encode_range, _declare_range),
    Kind(63, [entry.type for entry in _COMPOSED.values()], _encode_composed, _declare_composed),
    Kind(64, (_TEE_DATA,), _encode_tee_data, _declare_tee_data),
    Kind(65, _DEQUES, _encode_deque, _declare_deque, sturdy=True),
    Kind(66, (itertools.pairwise,), _encode_pairwise, _declare_pairwise),
]
