"""Bytes to values: the row table becomes objects again.

The bytes are not trusted. Everything read is checked before it is used, nothing is allocated that the length
of the data doesn't justify, and only ValueError leaves.

Two phases. *Declare*: each row gives its objects; those that can exist empty (lists, dicts, cells) are made at
once, the others (tuples, functions, classes, instances) say which objects they need and are made in that order,
on an explicit stack; a ring of needs is refused, no Python program can build one. *Fill*: contents go in, by stage:
plain containers, then wrappers of functions, classes (a class before its metaclass), then what hashes its
keys, then what refers to positions (iterators), then the machine's objects. Dicts and sets whose keys the program's own
code hashes are handed to the environment (see `late`).
"""

from __future__ import annotations

from itertools import chain

from .bounds import GENERATOR, Steps, check_chains, refs_in
from .columns import BLOCK_DEPTH, Column, check_id, parse_ids, parse_items, parse_texts
from .frozen import FROZENSET, MADE, LateMade, Unmade, check_holders
from .hashing import KeyGuard
from .identity import identity
from .kinds import DECLARE, STURDY
from .late import Late
from .library import FIRST, declare_of
from .packing import unpack
from .pauses import collector_paused
from .stages import CLASSES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from .environment import Environment
    from .frozen import LateFrozenset
    from .late import Filled

PENDING = object()


class _Job:
    """Objects of a row of kind `tag` that wait for others: ids `start` to `stop`, what they need, how they are made."""

    __slots__ = ("make", "needs", "open", "start", "stop", "tag")

    def __init__(self, tag: int, start: int, stop: int, needs: Sequence[int], make: Callable[[], list[Any]]) -> None:
        self.tag = tag
        self.start = start
        self.stop = stop
        self.needs = needs
        self.make = make
        self.open = False


class Reader:
    """The state of one decoding: objects by id, jobs that wait, fills to do."""

    def __init__(self, env: Environment, size: int) -> None:
        self.env = env
        self.size = size
        self.guard = KeyGuard(env)
        self.objects: list[Any] = []
        self.layouts: dict[int, Any] = {}
        self.class_depths: dict[int, int] = {}
        self.class_fills: list[tuple[int, Callable[[], None]]] = []
        self.pinned: dict[int, tuple[object, int]] = {}
        self.steps = Steps()
        self._fragile: dict[int, list[int]] = {}
        self._generators: set[int] = set()
        self._row_columns: list[Column] = []
        self._count = 0
        self._shapes: list[tuple[str, ...]] = []
        self._jobs: dict[int, _Job] = {}
        # Each entry: the id of the first object of its row, and what to do.
        self._fills: list[list[tuple[int, Callable[[], None]]]] = [[] for _ in range(6)]
        self._row = 0
        self._tag = 0
        self._run_end = 0
        self._run_depths: dict[int, int] = {}
        self._depth = 0
        self.refills: dict[int, list[Callable[[], None]]] = {}
        self._late: list[Filled] = []
        self._late_by_id: dict[int, Late] = {}
        self._unmade: list[LateFrozenset | LateMade] = []

    # What kinds call while they declare.

    def ready(self, value: object) -> None:
        """Declares an object that exists."""
        self.objects.append(value)

    def ready_all(self, values: Sequence[object]) -> None:
        """Declares objects of a block that exist."""
        self.objects.extend(values)

    def later(self, needs: Sequence[int], make: Callable[[], object]) -> int:
        """Declares an object that is made when the objects `needs` exist; returns its id."""
        return self.later_all(1, needs, lambda: [make()])

    def later_all(self, size: int, needs: Sequence[int], make: Callable[[], list[Any]]) -> int:
        """Declares `size` objects that are made together; returns the first id."""
        start = len(self.objects)
        job = _Job(self._tag, start, start + size, needs, make)
        for i in range(start, start + size):
            self._jobs[i] = job
        self.objects.extend([PENDING] * size)
        return start

    def on_fill(self, stage: int, fill: Callable[[], None]) -> None:
        """Has `fill` called in a stage of filling, when every object exists."""
        self._fills[stage].append((self._row, fill))

    def fill_later(self, target: Any, base: Any, keys: list[Any], values: list[Any] | None) -> None:
        """Leaves a dict or set to be filled where the program's code may run; see `Late` for the parameters."""
        known = self._late_by_id.get(identity(target))
        if known is not None:
            known.again(keys, values)
            return
        pinned = self.pinned.get(identity(target))
        if pinned is not None and pinned[1] != len(keys):
            raise ValueError("an iterator doesn't fit what it iterates over")
        late = self._late_by_id[identity(target)] = Late(target, base, keys, values, self.guard)
        self._late.append(late)

    def make_later(self, late: LateFrozenset | LateMade) -> object:
        """What stands for a value that can only be made when the program's code has hashed what it holds."""
        self._unmade.append(late)
        self._late.append(late)
        return late.stand_in()

    @property
    def waits(self) -> bool:
        """Whether `late.settle` still needs this reader."""
        return bool(self._unmade)

    def column(self, payload: object, size: int = -1) -> Column:
        """The column of a payload; of `size` values if that is given."""
        if type(payload) is list:
            column = parse_items(payload, self._count)
        elif type(payload) is dict and len(payload) == 1:
            column = self._special(payload)
        else:
            raise ValueError("a column is expected")
        if size >= 0 and len(column) != size:
            raise ValueError("a column is of a wrong length")
        self._row_columns.append(column)
        return column

    def _special(self, payload: dict[str, Any]) -> Column:
        ((form, content),) = payload.items()
        if form == "i":
            return parse_ids(content, self._count)
        if form == "t":
            return parse_texts(content)
        if form != "r" or type(content) is not list or len(content) != 2:
            raise ValueError("a column is of an unknown form")
        start, size = content
        check_id(start, self._count)
        if type(size) is not int or size < 1 or start + size > self._count or start < self._run_end:
            raise ValueError("a run of objects is out of order")
        if self._depth >= BLOCK_DEPTH:
            raise ValueError("blocks are nested too deeply")
        self._run_end = start + size
        self._run_depths[start] = self._depth + 1
        return Column(range(start, start + size), False, True)

    def shape(self, value: object) -> tuple[str, ...]:
        """The keys of a shape number."""
        return self._shapes[check_id(value, len(self._shapes))]

    def values(self, column: Column) -> list[Any]:
        """The values of a column."""
        return column.values(self.objects)

    # The phases.

    def roots(self, body: bytes) -> dict[str, object]:
        """The decoded roots."""
        top = unpack(body)
        if type(top) is not list or len(top) != 5:
            raise ValueError("the body is no value graph")
        count, shapes, rows, names, values = top
        # A block entry costs a byte at least on its innermost level.
        if type(count) is not int or not 0 <= count <= self.size * BLOCK_DEPTH or type(rows) is not list:
            raise ValueError("the body is no value graph")
        self._count = count
        self._shapes = _shapes(shapes)
        _check_names(names)
        column = self.column(values, len(names))
        firsts = []
        for row in rows:
            firsts.append(len(self.objects))
            self._declare(row)
        if len(self.objects) != count:
            raise ValueError("objects are missing in the stream")
        check_chains(self._fragile, self._generators)
        self._make_all()
        if self._unmade:
            self._keep_fills(firsts, rows)
        self._fill_all()
        return dict(zip(names, self.values(column), strict=True))

    def _declare(self, row: object) -> None:
        if type(row) is not list or not row or type(row[0]) is not int:
            raise ValueError("a row is expected")
        declare = DECLARE.get(row[0]) if row[0] < FIRST else declare_of(row[0])
        if declare is None:
            raise ValueError(f"a row is of the unknown kind {row[0]}")
        self._depth = self._run_depths.pop(len(self.objects), 0)
        self._row_columns.clear()
        before = self._row = len(self.objects)
        self._tag = row[0]
        declare(self, *row[1:])
        if row[0] not in STURDY:
            self._fragile[before] = [i for column in self._row_columns for i in column.refs()]
            if row[0] == GENERATOR:
                self._generators.add(before)
        if not before < len(self.objects) <= self._count:
            raise ValueError("there are more objects than the stream says")

    def _make_all(self) -> None:
        objects = self.objects
        jobs = self._jobs
        # From the last one: what a row needs mostly stands behind it.
        for i in reversed(jobs):
            stack = [jobs[i]]
            while stack:
                job = stack[-1]
                if objects[job.start] is not PENDING:
                    stack.pop()
                    continue
                missing = [jobs[need] for need in job.needs if objects[need] is PENDING]
                if not missing:
                    objects[job.start : job.stop] = self._made(job)
                    stack.pop()
                    continue
                if job.open or any(other.open for other in missing):
                    raise ValueError("values contain each other in a way that no program can build")
                job.open = True
                stack.extend(missing)
        if len(objects) != self._count:
            raise ValueError("a block is of a wrong length")

    def _made(self, job: _Job) -> list[Any]:
        if not self._unmade or job.tag == FROZENSET or not any(type(self.objects[i]) is Unmade for i in job.needs):
            return job.make()
        if job.tag not in MADE:
            raise ValueError("a value is made of a frozenset that can't be made yet")
        return [self.make_later(LateMade(self, job.start, job.make, job.needs))]

    def _fill_all(self) -> None:
        self._fills[CLASSES].append((-1, self._fill_classes))
        later = {late.place for late in self._unmade}
        for fills in self._fills:
            for row, fill in fills:
                if row not in later:
                    fill()
        for target, size in self.pinned.values():
            if len(target) != size:  # type: ignore[arg-type]
                raise ValueError("an iterator doesn't fit what it iterates over")
        if self._late:
            self.env.fill_later(self._late)

    def _keep_fills(self, firsts: list[int], rows: list[list[Any]]) -> None:
        """Keeps for each value that is made later how the rows that hold it are filled."""
        places = {late.place for late in self._unmade}
        check_holders(rows, firsts, places)
        fills: dict[int, list[Callable[[], None]]] = {}
        for place, fill in [*chain.from_iterable(self._fills), *self.class_fills]:
            fills.setdefault(place, []).append(fill)
        for first, row in zip(firsts, rows, strict=True):
            if first in places:
                continue
            for place in places.intersection(refs_in(row)):
                self.refills.setdefault(place, []).extend(fills.get(first, ()))
        for late in self._unmade:
            if isinstance(late, LateMade):
                late.fills = fills.get(late.place, ())
            for place in places.intersection(late.needs):
                self.refills.setdefault(place, []).append(late.again)

    def _fill_classes(self) -> None:
        # A class before its metaclass, whose properties would otherwise catch what is set.
        def depth(entry: tuple[int, Callable[[], None]]) -> int:
            return self.class_depths[identity(self.objects[entry[0]])]

        for _, fill in sorted(self.class_fills, key=depth, reverse=True):
            fill()


def _shapes(shapes: object) -> list[tuple[str, ...]]:
    if type(shapes) is not list:
        raise ValueError("shapes are expected")
    for keys in shapes:
        _check_names(keys)
    return [tuple(keys) for keys in shapes]


def _check_names(names: object) -> None:
    if type(names) is not list or not set(map(type, names)) <= {str} or len(set(names)) != len(names):
        raise ValueError("a list of different names is expected")


def decode(body: bytes, env: Environment) -> dict[str, object]:
    """The roots that `encode` wrote.

    Raises ValueError for bytes that are damaged or forged. No guest code runs; generators and helper objects
    get their state last.
    """
    reader = Reader(env, len(body))
    waits = False
    try:
        with collector_paused():
            roots = reader.roots(body)
        waits = reader.waits
        return roots
    except ValueError:
        raise
    # Checks above every use should leave nothing for this; what a builtin refuses in a forged stream is damage too.
    except (TypeError, LookupError, AttributeError, ArithmeticError, RuntimeError, MemoryError) as error:
        raise ValueError(f"the data is damaged: {str(error) or type(error).__name__}") from error
    finally:
        # The reader is a cycle; a value that the program drops must go at once, not when the collector comes by.
        if not waits:
            vars(reader).clear()
