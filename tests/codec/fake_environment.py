"""An environment for codec tests: a "program" whose functions and classes are those of one test module.

Functions are known by their code objects, classes by being made by `guest_class` or by a guest class statement, and
a rebuilt generator is one of ours that remembers what it was given.
"""

from __future__ import annotations

import builtins
import collections
import types
import typing
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from monty_cli.codec import GeneratorState, Unsupported, Wrapper, decode, encode

TYPE_CHECKING = False
if TYPE_CHECKING:
    from monty_cli.codec.late import Filled


class Helper:
    """A helper object of the fake machine."""

    def __init__(self) -> None:
        self.state: object = None


def _get_helper(helper: Helper) -> object:
    return helper.state


def _set_helper(helper: Helper, state: object) -> None:
    helper.state = state


def _codes(code: types.CodeType) -> Iterator[types.CodeType]:
    yield code
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            yield from _codes(constant)


class FakeEnvironment:
    """The codec's environment over functions and classes that `program` source defines."""

    def __init__(self, program: str = "", names: Iterable[tuple[str, object]] = ()) -> None:
        self.wrappers: Mapping[str, Wrapper] = {
            "helper": Wrapper(Helper, lambda helper: helper.state, Helper, _set_helper)
        }
        self.code = list(_codes(compile(program, "<guest>", "exec", dont_inherit=True)))
        self.globals: dict[str, Any] = {"__name__": "guest"}
        self.classes: list[type] = []
        self.generators: dict[int, tuple[object, GeneratorState]] = {}
        self.tracebacks: dict[int, tuple[BaseException, list[Any]]] = {}
        self.lates: list[Filled] = []
        self.by_name: dict[str, object] = {
            name: value for name, value in vars(builtins).items() if not name.startswith("__")
        }
        self.by_name.update(
            (f"type:{kind.__name__}", kind)
            for kind in (collections.deque, collections.OrderedDict, collections.defaultdict, collections.Counter)
        )
        self.by_name.update(names)
        self.names = {id(value): name for name, value in self.by_name.items()}
        exec(self.code[0], self.globals)
        self.adopt(self.globals.values())

    def adopt(self, values: Iterable[object]) -> None:
        """Counts the classes of the source among some values, and the classes inside them, as the program's."""
        for value in list(values):
            if isinstance(value, type) and value.__module__ == "guest" and not self.is_guest_class(value):
                self.classes.append(value)
                self.adopt(vars(value).values())

    def twin(self) -> FakeEnvironment:
        """The environment of another run of the same program: same functions, none of its classes."""
        other = object.__new__(FakeEnvironment)
        other.__dict__.update(self.__dict__)
        other.classes = []
        other.generators = {}
        other.tracebacks = {}
        other.lates = []
        return other

    def name_of(self, obj: object) -> str | None:
        return self.names.get(id(obj))

    def named(self, name: str) -> object:
        if name not in self.by_name:
            raise ValueError(f"unknown name {name}")
        return self.by_name[name]

    def allows(self, receiver: type, name: str) -> bool:
        return receiver is not type and name not in ("format", "format_map", "__subclasses__", "__reduce_ex__")

    def describe_function(self, fn: types.FunctionType) -> tuple[str, int]:
        for fid, code in enumerate(self.code):
            if code is fn.__code__:
                return "script", fid
        raise Unsupported(f"function {fn.__name__!r} is none of the program's")

    def _code(self, unit: str, fid: int) -> types.CodeType:
        if unit != "script" or not 0 < fid < len(self.code):
            raise ValueError("unknown function")
        return self.code[fid]

    def make_function(self, unit: str, fid: int, cells: dict[str, types.CellType]) -> types.FunctionType:
        code = self._code(unit, fid)
        if set(cells) != set(code.co_freevars):
            raise ValueError("other cells than the function's")
        closure = tuple(cells[name] for name in code.co_freevars)
        return types.FunctionType(code, self.globals, None, None, closure)

    def describe_generator(self, gen: Any) -> GeneratorState:
        if id(gen) in self.generators:
            return self.generators[id(gen)][1]
        frame = gen.gi_frame
        state = "closed" if frame is None else "new" if frame.f_lasti < 2 else "suspended"
        fid = next((fid for fid, code in enumerate(self.code) if code is gen.gi_code), None)
        if fid is None:
            raise Unsupported("a generator of the host can't be stored")
        variables = dict(frame.f_locals) if frame is not None else {}
        return GeneratorState("script", fid, 7, state, variables, {}, gen.__name__, gen.__qualname__)

    def make_generator(
        self, unit: str, fid: int, point: int, state: str, cells: dict[str, types.CellType], name: str, qualname: str
    ) -> tuple[object, Callable[[dict[str, object]], None]]:
        self._code(unit, fid)
        made = (item for item in ())  # type: ignore[var-annotated]
        known = GeneratorState(unit, fid, point, state, {}, cells, name, qualname)
        self.generators[id(made)] = (made, known)

        def fill(variables: dict[str, object]) -> None:
            known.locals = variables

        return made, fill

    def describe_step(self, obj: Any) -> object:
        raise Unsupported("a step of an async generator can't be stored")

    def make_step(self, generator: Any) -> object:
        raise ValueError("no step is under way")

    def describe_type_parameter(self, obj: Any) -> tuple[str, str, tuple[object, ...]]:
        bound = obj.__bound__ if type(obj).__name__ == "TypeVar" else None
        return type(obj).__name__, obj.__name__, (bound,)

    def make_type_parameter(self, kind: str, name: str, lazies: tuple[object, ...]) -> object:
        if kind not in ("TypeVar", "ParamSpec", "TypeVarTuple"):
            raise ValueError("no such kind")
        make: Any = getattr(typing, kind)
        return make(name, bound=lazies[0]) if kind == "TypeVar" else make(name)

    def describe_type_alias(self, obj: Any) -> tuple[str, tuple[object, ...], object]:
        return obj.__name__, obj.__type_params__, obj.__value__

    def make_type_alias(self, name: str, parameters: tuple[object, ...], lazy: object) -> object:
        make: Any = vars(typing)["TypeAliasType"]
        return make(name, lazy, type_params=parameters)

    def is_guest_class(self, cls: type) -> bool:
        return any(cls is known for known in self.classes)

    def make_class(
        self, metaclass: type, name: str, qualname: str, bases: tuple[type, ...], namespace: dict[str, object]
    ) -> type:
        made: Any = type.__new__(metaclass, name, bases, {**namespace, "__qualname__": qualname})
        self.classes.append(made)
        return made  # type: ignore[no-any-return]

    def traceback_of(self, exc: BaseException) -> list[tuple[str, int, int, list[Any] | None]]:
        known = self.tracebacks.get(id(exc))
        return known[1] if known else []

    def same_traceback(self, exc: BaseException) -> object:
        return None

    def set_traceback(self, exc: BaseException, entries: list[tuple[str, int, int, object]], same: object) -> None:
        self.tracebacks[id(exc)] = (exc, entries)

    def fill_later(self, lates: Iterable[Filled]) -> None:
        self.lates.extend(lates)


def through(value: Any, env: FakeEnvironment | None = None) -> Any:
    """A value after encoding and decoding in another run of the program."""
    env = env or FakeEnvironment()
    return decode(encode({"value": value}, env), env.twin())["value"]
