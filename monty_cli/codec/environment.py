"""What the codec has to be told about a program: names, functions, generators, classes.

The codec knows Python's own types and nothing else. Whatever belongs to a running program (which function of
the source a function object is, where a generator stands, how a class is made without running any of the
program's code) is asked of an `Environment`, which the machine implements.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from types import CellType, FunctionType
    from typing import Any, Protocol

    from .late import Filled
else:
    Protocol = object


class Unsupported(ValueError):
    """A value that can't be stored exactly.

    Parameters:
        reason: str, what can't be stored and why.
        path: str, how the value is reached from the roots (`globals.x[3].y`); empty until the encoder knows.
    """

    def __init__(self, reason: str, path: str = "") -> None:
        super().__init__(f"{path}: {reason}" if path else reason)
        self.reason = reason
        self.path = path


class GeneratorState:
    """A generator as data: which function, at which point, with which variables.

    `state` is 'new', 'suspended', 'running' or 'closed'; `locals` maps names (ours too) to values and `cells`
    maps the names of cell variables to their cells.
    """

    __slots__ = ("cells", "fid", "locals", "name", "point", "qualname", "state", "unit")

    def __init__(
        self,
        unit: str,
        fid: int,
        point: int,
        state: str,
        locals: Mapping[str, object],
        cells: Mapping[str, CellType],
        name: str,
        qualname: str,
    ) -> None:
        self.unit = unit
        self.fid = fid
        self.point = point
        self.state = state
        self.locals = locals
        self.cells = cells
        self.name = name
        self.qualname = qualname


class Wrapper:
    """How a helper object of the machine's own is stored.

    Parameters:
        type: the exact class of the objects.
        get_state: gives an object's state as a value that the codec can encode.
        make: makes an object without state.
        set_state: gives a made object its state; called when every value of the stream exists and is filled.
            It must check the state and raise ValueError if it doesn't fit.
    """

    __slots__ = ("get_state", "make", "set_state", "type")

    def __init__(
        self,
        type: type,
        get_state: Callable[[Any], object],
        make: Callable[[], object],
        set_state: Callable[[Any, Any], None],
    ) -> None:
        self.type = type
        self.get_state = get_state
        self.make = make
        self.set_state = set_state


class Environment(Protocol):
    """The program's side of encoding and decoding.

    No method may run guest code. The makers get data that may be hostile: they raise ValueError for what they
    don't know. `describe_*` raise `Unsupported` for what can't be stored.
    """

    @property
    def wrappers(self) -> Mapping[str, Wrapper]:
        """Helper types by a stable name."""

    def name_of(self, obj: object) -> str | None:
        """The stable name of a builtin function or type, a facade module or its part, a prelude or host
        function; None if `obj` has no name. `obj` may be any object: compare by identity only."""

    def named(self, name: str) -> object:
        """The object that `name_of` calls `name`; ValueError if there is none."""

    def allows(self, receiver: type, name: str) -> bool:
        """Whether guest code may hold attribute `name` of the builtin type `receiver` or of its instances.

        Asked for bound and unbound methods of builtin types (`[].append`, `str.upper`), on encoding and on
        decoding, so that a forged stream can name no method that a script could not."""

    def describe_function(self, fn: FunctionType) -> tuple[str, int]:
        """The unit and the function id of a guest function."""

    def make_function(self, unit: str, fid: int, cells: dict[str, CellType]) -> FunctionType:
        """A new function over `cells`, which may still be empty. The codec sets defaults and attributes."""

    def describe_generator(self, gen: Any) -> GeneratorState:
        """The state of a guest generator."""

    def make_generator(
        self, unit: str, fid: int, point: int, state: str, cells: dict[str, CellType], name: str, qualname: str
    ) -> tuple[object, Callable[[dict[str, object]], None]]:
        """A new generator and the function that gives it its locals, called when every other value is filled."""

    def describe_step(self, obj: Any) -> object:
        """The async generator of which `obj`, an object of the type `STEP`, is the step that is under way."""

    def make_step(self, generator: Any) -> object:
        """The step that is under way of a new async generator; ValueError if none is."""

    def describe_type_parameter(self, obj: Any) -> tuple[str, str, tuple[object, ...]]:
        """The kind ('TypeVar', 'ParamSpec', 'TypeVarTuple') and name of a type parameter, and the helper objects that
        evaluate its parts."""

    def make_type_parameter(self, kind: str, name: str, lazies: tuple[object, ...]) -> object:
        """A new type parameter; ValueError if this Python has none of the kind or with such parts."""

    def describe_type_alias(self, obj: Any) -> tuple[str, tuple[object, ...], object]:
        """The name and type parameters of an alias of a `type` statement, and the helper object that evaluates it."""

    def make_type_alias(self, name: str, parameters: tuple[object, ...], lazy: object) -> object:
        """A new alias of a `type` statement; ValueError if this Python has none."""

    def is_guest_class(self, cls: type) -> bool:
        """Whether a class was made by the program. Compare by identity only: its metaclass may be guest code."""

    def make_class(
        self, metaclass: type, name: str, qualname: str, bases: tuple[type, ...], namespace: dict[str, object]
    ) -> type:
        """A new class, made without running any hook of the program.

        `namespace` holds every name that the class will have, in order, so that it can be checked; plain
        values are final, other values are stand-ins until the codec sets them. `__slots__` is final, and
        `__init_subclass__` is a classmethod that does nothing."""

    def traceback_of(self, exc: BaseException) -> list[tuple[str, int, int, list[Any] | None]]:
        """The guest traceback of an exception: (unit, fid, point, what the frame keeps alive) entries."""

    def same_traceback(self, exc: BaseException) -> object:
        """A value that stands for the traceback object of an exception group, and for those of others that have the same one."""

    def set_traceback(self, exc: BaseException, entries: list[tuple[str, int, int, object]], same: object) -> None:
        """Gives a decoded exception its guest traceback; called only with entries. `same` is what `same_traceback` gave, or `None`."""

    def fill_later(self, lates: Sequence[Filled]) -> None:
        """Takes the decoded dicts, sets and frozensets whose keys only code of the program can hash, if there are any.

        They are empty, or an `Unmade` stands for them, until `late.settle` fills them. That has to happen before
        anything looks at decoded values; `late.release` ends it."""
