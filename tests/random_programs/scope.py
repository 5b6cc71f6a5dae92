"""What the generator knows about a program while it writes it: kinds of values, functions, classes and scopes.

A *kind* says what a name holds: a plain kind (`int`, `str`, `list`, ...), `gen` (a generator of ints), `exc` (a caught
exception), a `Function` (a callable of that signature) or a `ClassInfo` (an instance of that class). Names carry their
kind in their first letters, so that no two scopes give one name two kinds.

Every scope counts the *cost* of its code: one for each expression and statement, times the passes of the loops around
it, with the cost of each called function added at the call. A call is written only where it fits in the scope's limit,
which bounds the run of every program: the call graph has no cycles but the recursion that counts its depth down.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

PLAIN = ("int", "str", "list", "tuple", "dict")
PREFIXES = {"int": "n", "str": "s", "list": "xs", "tuple": "t", "dict": "d", "gen": "g", "exc": "e"}
RECURSIVE_PASSES = 9  # activations that a call of a recursive function may make


class Param:
    """A parameter: `mode` is one of `positional`, `normal`, `keyword`, `args` and `kwargs`."""

    __slots__ = ("has_default", "kind", "mode", "name")

    def __init__(self, name: str, kind: Kind, mode: str = "normal", has_default: bool = False) -> None:
        self.name = name
        self.kind = kind
        self.mode = mode
        self.has_default = has_default


class Function:
    """A callable of the program: how to call it, what it returns and what a call costs.

    `lasting` marks a generator function that suspends inside `try` or `with`: closing it shows, so it is never just
    dropped.
    """

    __slots__ = ("cost", "lasting", "params", "recursive", "returns")

    def __init__(self, params: list[Param], returns: Kind, cost: int = 1) -> None:
        self.params = params
        self.returns = returns
        self.cost = cost
        self.lasting = False
        self.recursive = False


class ClassInfo:
    """A class of the program: what its instances can do.

    `operations` maps an operation (`add`, `getitem`, `iter`, ...) to the kind of its result.
    """

    __slots__ = (
        "attributes",
        "base",
        "constants",
        "constructor",
        "cost",
        "methods",
        "name",
        "operations",
        "settable",
        "statics",
    )

    def __init__(self, name: str, base: ClassInfo | None = None) -> None:
        self.name = name
        self.base = base
        self.operations: dict[str, Kind] = dict(base.operations) if base else {}
        self.attributes: dict[str, str] = dict(base.attributes) if base else {}
        self.settable: set[str] = set(base.settable) if base else set()
        self.constants: dict[str, str] = dict(base.constants) if base else {}
        self.methods: dict[str, Function] = dict(base.methods) if base else {}
        self.statics: dict[str, Function] = dict(base.statics) if base else {}
        self.constructor: Function = base.constructor if base else Function([], self)
        self.cost: int = base.cost if base else 2


Kind: TypeAlias = str | Function | ClassInfo


class Frame:
    """A scope that is being written: its names, its budget and what may be written in it."""

    __slots__ = (
        "breakable",
        "can_await",
        "can_raise_bare",
        "can_return",
        "can_walrus",
        "can_yield",
        "cost",
        "declared",
        "definite",
        "dropped",
        "ended",
        "guarded",
        "lasting",
        "limit",
        "may_last",
        "multiplier",
        "names",
        "owner_class",
        "parent",
        "returns",
        "type",
        "used",
        "yields",
    )

    def __init__(self, type: str, parent: Frame | None, limit: int, multiplier: int = 1) -> None:
        self.type = type  # module, function, class, lambda or comprehension
        self.parent = parent
        self.names: dict[str, Kind] = {}
        self.definite: set[str] = set()
        self.dropped: set[str] = set()  # by `del`, anywhere so far
        self.declared: dict[str, Kind] = {}  # by `global` and `nonlocal`
        self.used: set[str] = set()  # names of outer scopes that this one has read
        self.limit = limit
        self.multiplier = multiplier
        self.cost = 0
        self.yields = 0
        self.lasting = False
        self.may_last = True
        self.ended = False  # nothing after the last statement can be reached
        self.guarded = 0  # how many `try` and `with` bodies surround the place
        self.breakable = 0  # how many loops surround the place
        self.can_return = False
        self.can_await = False
        self.can_yield = False
        self.can_walrus = True
        self.can_raise_bare = False
        self.returns: Kind = "int"
        self.owner_class: ClassInfo | None = None  # whose method this is

    @property
    def owner(self) -> Frame:
        """The scope whose names an assignment here binds."""
        frame = self
        while frame.type == "comprehension" and frame.parent is not None:
            frame = frame.parent
        return frame

    def define(self, name: str, kind: Kind) -> None:
        """Note that `name` surely holds a value of `kind` from here on."""
        if name not in self.declared:
            self.names[name] = kind
            self.definite.add(name)

    def visible(self) -> Iterator[tuple[str, Kind]]:
        """Yield the names that surely have a value here, with their kinds, innermost scope first."""
        seen: set[str] = set()
        frame: Frame | None = self
        while frame is not None:
            if frame.type != "class" or frame is self:
                for name, kind in frame.names.items():
                    if name not in seen:
                        seen.add(name)
                        if name in frame.definite:
                            yield name, kind
            frame = frame.parent

    def use(self, name: str) -> str:
        """Note that `name` is read here, and return it."""
        frame: Frame | None = self
        while frame is not None and name not in frame.names:
            frame.used.add(name)
            frame = frame.parent
        return name

    def fits(self, cost: int) -> bool:
        """Tell whether the scope's budget has room for `cost` at this place."""
        return self.cost + cost * self.multiplier <= self.limit

    def spend(self, cost: int) -> None:
        """Take `cost`, times the passes of the loops around, from the scope's budget."""
        self.cost += cost * self.multiplier
