"""Values to bytes: the object graph becomes a table of rows.

Invariant: objects get ids in the order in which they are first met, and rows stand in the order of ids, so a
row needs no id of its own. Nothing recurses: an object that is met waits in a queue until its row is written.

A body is the msgpack array `[count, shapes, rows, names, column]`: the number of objects, the lists of str keys
that dicts, instances and variables share, the rows `[tag, field, …]` (one object each, or for the block kinds
one object per entry), and the roots as their names and a column of values. What each tag means stands beside
the function that writes it; `columns` describes columns.

No code of the program runs here: types are compared by identity, never hashed or asked; payloads are read
through the slots of the builtin base types.
"""

from __future__ import annotations

from operator import ne

from . import paths
from .bounds import GENERATOR, Steps, check_chains, refs_in
from .columns import BLOCK_DEPTH
from .environment import Unsupported
from .frozen import check_holders, with_holders
from .hashing import KeyGuard
from .identity import identity
from .kinds import BLOCKS, CLASSIFIERS, KINDS, STURDY, block_kind
from .packing import pack
from .pauses import collector_paused

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from .environment import Environment, Wrapper

_FLOAT_ID = identity(float)
SCALAR_IDS = frozenset(map(identity, (type(None), bool, int, float, str, bytes)))
_STR_ID = identity(str)
BLOCK_MIN = 8
"""Fewer objects than this are written one by one."""
LONG_TEXT = 32
"""Strings of at least this many characters are written once if they repeat."""


class Writer:
    """The state of one encoding: ids by identity, the queue, shapes and rows."""

    def __init__(self, env: Environment) -> None:
        self.env = env
        self.guard = KeyGuard(env)
        self._wrappers: dict[int, tuple[str, Wrapper]] | None = None
        self.layouts: dict[int, Any] = {}
        self.owned: dict[int, tuple[int, object]] = {}
        self.steps = Steps()
        self._memo: dict[int, int] = {}
        # Each entry: what to write, its block kind or None, the entry it was met in, how deep in blocks.
        self._queue: list[tuple[Any, Any, int, int]] = []
        self._count = 0
        self._position = -1
        self._depth = 0
        self._shapes: dict[tuple[str, ...], int] = {}
        self._texts: dict[str, int | tuple[list[Any], int]] = {}
        self._fragile: dict[int, list[Any]] = {}
        self._late: dict[int, int] = {}
        self.last_id = 0

    @property
    def wrappers(self) -> dict[int, tuple[str, Wrapper]]:
        """Name and wrapper of each helper type of the machine, by the type's identity."""
        if self._wrappers is None:
            self._wrappers = {identity(wrapper.type): (name, wrapper) for name, wrapper in self.env.wrappers.items()}
        return self._wrappers

    def body(self, roots: dict[str, object]) -> bytes:
        """The encoded graph of `roots`."""
        names = list(roots)
        if not set(map(type, names)) <= {str}:
            raise TypeError("the names of roots are strings")
        column = self.column(list(roots.values()))
        try:
            rows = self._rows()
        except Unsupported as error:
            if error.path:
                raise
            raise Unsupported(error.reason, paths.path_to(self.env, roots, self._queue, self._position)) from None
        return pack([self._count, [list(shape) for shape in self._shapes], rows, names, column])

    def _rows(self) -> list[list[Any]]:
        rows: list[list[Any]] = []
        firsts: list[int] = []
        queue = self._queue
        position = 0
        first_id = 0
        while position < len(queue):
            target, block, _, self._depth = queue[position]
            self._position = position
            self.last_id = first_id
            firsts.append(first_id)
            if block is None:
                row = self._kind(target)(self, target)
                rows.append(row)
                if row[0] not in STURDY:
                    self._fragile[first_id] = row
                first_id += 1
            else:
                rows.append(block(self, target))
                first_id += len(target)
            position += 1
        generators = {i for i, row in self._fragile.items() if row[0] == GENERATOR}
        check_chains({i: refs_in(row) for i, row in self._fragile.items()}, generators)
        if self._late:
            self._check_late(rows, firsts)
        return rows

    def _check_late(self, rows: list[list[Any]], firsts: list[int]) -> None:
        try:
            check_holders(rows, firsts, with_holders(rows, firsts, self._late))
        except Unsupported:
            # Which one it is, for the path.
            for place, position in self._late.items():
                self._position = position
                check_holders(rows, firsts, with_holders(rows, firsts, [place]))
            raise

    def _kind(self, target: object) -> Callable[[Writer, Any], list[Any]]:
        encode = KINDS.get(identity(type(target)))
        if encode is not None:
            return encode
        for classify in CLASSIFIERS:
            found = classify(self, target)
            if found is not None:
                return found
        raise Unsupported(f"a value of type {type.__dict__['__name__'].__get__(type(target))!r} can't be stored")

    def late_frozenset(self) -> None:
        """Marks the current row's object as a frozenset that can't be made while it is decoded."""
        self._late[self.last_id] = self._position

    def new(self, target: object, block: Any = None, size: int = 1, depth: int = 0) -> int:
        """Gives `target` (for a block: `size` objects) the next id and puts it in the queue."""
        start = self._count
        self._count += size
        self._queue.append((target, block, self._position, depth))
        return start

    def ref(self, target: object) -> int:
        """The id of an object."""
        known = self._memo.get(identity(target))
        if known is None:
            known = self._memo[identity(target)] = self.new(target)
        return known

    def seen(self, target: object) -> bool:
        """Whether an object has an id already."""
        return identity(target) in self._memo

    def shape(self, keys: tuple[str, ...]) -> int:
        """The number of a list of keys; every key is an exact str."""
        return self._shapes.setdefault(keys, len(self._shapes))

    def column(self, values: Sequence[Any]) -> Any:
        """The payload for a list or tuple of values; the sequence must not change before the body is packed."""
        kinds = set(map(identity, map(type, values)))
        if kinds <= SCALAR_IDS and not (_FLOAT_ID in kinds and _has_nan(values, len(kinds) == 1)):
            return self._texts_once(values, kinds) if _STR_ID in kinds else values
        if len(kinds) == 1 and len(values) >= BLOCK_MIN:
            block = self._blocks(values)
            if block is not None:
                return block
        return self._mixed(values)

    def _mixed(self, values: Sequence[Any]) -> Any:
        memo = self._memo
        items: list[Any] = []
        only_ids = True
        for value in values:
            kind = type(value)
            if identity(kind) in SCALAR_IDS and not (kind is float and value != value):
                only_ids = False
                items.append(value)
                if kind is str and len(value) >= LONG_TEXT:
                    self._long_text(items, len(items) - 1)
                continue
            known = memo.get(identity(value))
            if known is None:
                known = memo[identity(value)] = self.new(value)
            items.append([known])
        if only_ids and len(items) > 3:
            return {"i": [item[0] for item in items]}
        return items

    def _texts_once(self, values: Sequence[Any], kinds: set[int]) -> Any:
        if len(kinds) == 1 and len(values) >= BLOCK_MIN:
            few = _few_texts(values)
            if few:
                places = {text: place for place, text in enumerate(few)}
                return {"t": [few, [places[text] for text in values]]}
        longest = max(map(len, values) if len(kinds) == 1 else [len(value) for value in values if type(value) is str])
        if longest < LONG_TEXT:
            return values
        items = list(values)
        for place, value in enumerate(items):
            if type(value) is str and len(value) >= LONG_TEXT:
                self._long_text(items, place)
        return items

    def _long_text(self, items: list[Any], place: int) -> None:
        # The first time a string stays where it is; the second time both places refer to a row that holds it.
        text = items[place]
        known = self._texts.get(text)
        if known is None:
            self._texts[text] = (items, place)
            return
        if type(known) is tuple:
            first, first_place = known
            known = self._texts[text] = self.new(text)
            first[first_place] = [known]
        items[place] = [known]

    def _blocks(self, values: Sequence[Any]) -> Any:
        identities = list(map(identity, values))
        if self._depth >= BLOCK_DEPTH or not self._memo.keys().isdisjoint(identities):
            return None
        size = len(values)
        if len(set(identities)) != size:
            return None
        split = BLOCKS.get(identity(type(values[0]))) or block_kind(self, values[0])
        if split is None:
            return None
        groups = split(self, values, identities)
        if groups is None:
            return None
        if len(groups) == 1:
            start = self.new(values, groups[0][0], size, self._depth + 1)
            self._memo.update(zip(identities, range(start, start + size), strict=True))
            return {"r": [start, size]}
        for encode, members in groups:
            start = self.new(members, encode, len(members))
            self._memo.update(zip(map(identity, members), range(start, start + len(members)), strict=True))
        return {"i": [self._memo[identity] for identity in identities]}


def _has_nan(values: Sequence[Any], floats: bool) -> bool:
    """Tell whether a NaN is among scalars, all of which may be floats: then their sum tells mostly that there is none."""
    if floats:
        total = sum(values)
        if total == total:
            return False
    return any(map(ne, values, values))


def _few_texts(values: Sequence[str]) -> list[str]:
    """The distinct strings among `values`, if an index for each value is shorter than the strings themselves."""
    # Mostly they are either few or all different: a sample tells the second case.
    if len(set(values[:64])) * 2 > min(len(values), 64):
        return []
    distinct = list(dict.fromkeys(values))
    size = sum(map(len, distinct)) + len(distinct)
    index = 1 if len(distinct) <= 128 else 3
    return distinct if size + index * len(values) < size * len(values) // len(distinct) else []


def encode(roots: dict[str, object], env: Environment) -> bytes:
    """The body bytes for the values that `roots` names and everything they reach.

    Identity, sharing and cycles are kept for everything but scalars. Raises Unsupported with the reason and
    the access path of the first value that can't be stored exactly; no value is changed and no iterator advanced.
    """
    with collector_paused():
        writer = Writer(env)
    try:
        return writer.body(roots)
    finally:
        # The writer is a cycle; a value that the program drops must go at once, not when the collector comes by.
        vars(writer).clear()
