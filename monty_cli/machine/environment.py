"""What the codec asks of a running program: names, functions, generators and classes, both ways."""

from __future__ import annotations

from _weakref import ref
from contextlib import suppress
from itertools import compress, repeat
from operator import is_
from types import (
    AsyncGeneratorType,
    BuiltinFunctionType,
    CellType,
    FunctionType,
    GenericAlias,
    MethodType,
    ModuleType,
    UnionType,
)

from monty_cli.codec import GeneratorState, Unsupported, Wrapper
from monty_cli.codec.identity import identity
from monty_cli.guest import classes, lazy, type_parameters
from monty_cli.guest.attributes import may_hold
from monty_cli.guest.generics import PARAMETERS
from monty_cli.guest.library_types import library_type, library_type_name, named_zone, zone_name
from monty_cli.guest.protocol import MARK, GuestIterator, dict_of, is_guest_class
from monty_cli.guest.type_parameters import Lazy
from monty_cli.language import START
from monty_cli.machine import prelude
from monty_cli.machine.capture import describe_generator
from monty_cli.machine.chains import traceback_of
from monty_cli.machine.held import held_by, may_be_open
from monty_cli.machine.places import check_cells, make_traceback, trace_entries
from monty_cli.machine.program import Program
from monty_cli.machine.records import UNBOUND, Record
from monty_cli.machine.state import HostFunction, HostGetter, HostMethod, State, Unknown
from monty_cli.machine.stored_names import may_name
from monty_cli.machine.suspended import SUSPENDABLE, close, driven, prime, step

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from types import TracebackType
    from typing import Any

    from monty_cli.codec.late import Filled
    from monty_cli.language import FunctionInfo, Unit

BUILTIN, HOST, METHOD, UNKNOWN, MODULE, TYPE, ZONE = "b:", "h:", "o:", "u:", "m:", "t:", "z:"
PROPERTY, GETTER = "p:", "g:"
_HIDDEN = BUILTIN + "@"
GENERATOR_STATES = frozenset(("new", "suspended", "running", "closed"))
# What the continuations of the generators of one snapshot may cost, in bytes of their functions' code and a bit for each.
CONTINUATIONS = 8_000_000
CONTINUATION = 200

# Types that guest code meets only as `type(x)`.
_MET: tuple[Any, ...] = (
    type(None),
    type(...),
    type(NotImplemented),
    FunctionType,
    *SUSPENDABLE,
    MethodType,
    BuiltinFunctionType,
    ModuleType,
    type(iter([])),
    type(iter(())),
    type(iter("")),
    type(iter({})),
    type(iter(set())),
    type(iter(range(0))),
    type({}.keys()),
    type({}.values()),
    type({}.items()),
    GenericAlias,
    UnionType,
    HostMethod,
    HostGetter,
    *sorted(lazy.STANDS_FOR, key=lambda cls: cls.__name__),
    *type_parameters.TYPES,
)
TYPES: dict[str, type] = {**{cls.__name__: cls for cls in _MET}, "HostFunction": HostFunction}
# Builtins of these types are no things of their own, but values such as `True` that others share.
_SHARED = frozenset((bool, int, str, tuple, type(None)))
_SHARED_IDS = frozenset(map(identity, _SHARED))
_FEW = 8
_TYPE_NAMES = {identity(cls): TYPE + name for name, cls in TYPES.items()}


class Environment:
    """One run as the codec sees it (see `codec.Environment`).

    `running` maps the ids of the generators on the captured stack to their records, `active` has the ids of that stack's frames. After
    encoding, `used` has the keys of the units that values lead to. After decoding, `lates` has the dicts and sets that code of the
    guest must fill.
    """

    def __init__(self, state: State, running: dict[int, Record], active: frozenset[int] = frozenset()) -> None:
        self.state = state
        self.program = state.program
        self.running = running
        self.active = active
        self.lates: list[Filled] = []
        self.used: set[str] = set()
        self._names: dict[int, str] | None = None
        self._sought = 0  # how many names were looked for without it
        self._tracebacks: dict[
            int, tuple[object, TracebackType | None]
        ] = {}  # by the id of what stands for them, or their own
        self.begun: list[Any] = []  # async generators, in the order of their beginning
        self._unprimed: list[Any] = []
        self._continued: set[tuple[FunctionInfo, tuple[int, frozenset[str]]]] = set()
        self._cost = 0
        self._steps: dict[int, Any] = {}
        self._wrappers: dict[str, Wrapper] | None = None

    # Names

    @property
    def wrappers(self) -> dict[str, Wrapper]:
        """Return the helper types of the machine by a stable name; made when they are first asked for."""
        if self._wrappers is None:
            self._wrappers = {
                "iterator": Wrapper(
                    GuestIterator, lambda item: item.iterator, lambda: GuestIterator(None), _set_iterator
                ),
                "evaluated": Wrapper(
                    Lazy, type_parameters.state_of, type_parameters.empty_lazy, _evaluated_setter(self.program)
                ),
                **{kind: _lazy_wrapper(kind, self.state.function) for kind in lazy.CLASSES},
            }
        return self._wrappers

    def name_of(self, obj: object) -> str | None:
        """Return the stable name of a builtin, a module or its part, a prelude or host function."""
        kind = type(obj)
        if kind is HostFunction or kind is Unknown:
            if obj.function is not None:  # type: ignore[attr-defined]
                raise Unsupported(f"the host's callable {obj.name!r} can't be stored")  # type: ignore[attr-defined]
            return f"{HOST if kind is HostFunction else UNKNOWN}{obj.name}"  # type: ignore[attr-defined]
        if kind is HostMethod:
            return f"{METHOD}{obj.name}"  # type: ignore[attr-defined]
        if kind is HostGetter:
            return f"{GETTER}{obj.name}"  # type: ignore[attr-defined]
        if kind is property:
            getter = obj.fget  # type: ignore[attr-defined]
            own = type(getter) is HostGetter and obj is self.state.host_property(getter.name)
            return f"{PROPERTY}{getter.name}" if own else None
        name = self._builtin_name(obj) or _TYPE_NAMES.get(identity(obj))
        if name is not None and not name.startswith(_HIDDEN) and (name[:2] != BUILTIN or may_name(name[2:])):
            return name
        library = library_type_name(obj)
        if library is not None:
            return TYPE + library
        zone = zone_name(obj)
        if zone is not None:
            return ZONE + zone
        try:
            found = self.state.modules.name_of(obj)
        except ValueError as error:
            raise Unsupported(str(error)) from None
        if found is not None:
            return MODULE + found  # a module gives its functions names and attributes
        if name is not None and not may_name(name[len(BUILTIN) :]):
            raise Unsupported("a part of the library that is none of the program's business can't be stored")
        return name

    def _builtin_name(self, obj: object) -> str | None:
        """Return the name of a builtin: by looking through all of them at first, which is how small states are stored, later by a table."""
        if self._names is None and self._sought < _FEW:
            self._sought += 1
            if identity(type(obj)) in _SHARED_IDS:
                return None
            builtins = self.state.builtins
            found = next(compress(builtins, map(is_, builtins.values(), repeat(obj))), None)
            return None if found is None else BUILTIN + found
        if self._names is None:
            self._names = {
                identity(value): BUILTIN + name
                for name, value in reversed(list(self.state.builtins.items()))
                if type(value) not in _SHARED
            }
        return self._names.get(identity(obj))

    def named(self, name: str) -> object:
        """Return what `name_of` calls `name`; ValueError if there is nothing of that name."""
        kind, rest = name[:2], name[2:]
        if kind == BUILTIN:
            found = self.state.function(rest) if may_name(rest) else None
            if found is not None:
                return found
        elif kind == HOST and rest.isprintable():
            return self.state.host(rest)
        elif kind == METHOD and rest.isidentifier():
            return self.state.host_method(rest)
        elif kind in (PROPERTY, GETTER) and rest.isidentifier() and not rest.startswith("_"):
            found = self.state.host_property(rest)
            return found if kind == PROPERTY else found.fget
        elif kind == UNKNOWN and type(self.state.globals.get(rest)) is Unknown:
            return self.state.globals[rest]
        elif kind == TYPE and rest in TYPES:
            return TYPES[rest]
        elif kind == ZONE:
            return named_zone(rest)
        elif kind == TYPE and library_type(rest) is not None:
            return library_type(rest)
        elif kind == MODULE:
            return self.state.modules.named(rest)
        raise ValueError(f"the snapshot names something unknown: {name!r}")

    def allows(self, receiver: type, name: str) -> bool:
        """Tell whether guest code may hold attribute `name` of the builtin type `receiver`."""
        return may_hold(receiver, name)

    # Functions

    def _used(self, unit: Unit) -> str:
        self.used.add(unit.key)
        return unit.key

    def describe_function(self, fn: FunctionType) -> tuple[str, int]:
        """Return the unit and the id of a guest function."""
        unit, fid = _describe_function(self.program, fn)
        return self._used(unit), fid

    def make_function(self, unit: str, fid: int, cells: dict[str, CellType]) -> FunctionType:
        """Return a new guest function over `cells`."""
        owner = self.program.unit(unit)
        info = owner.functions.get(fid)
        if info is None or info.code is None:
            raise ValueError(f"the snapshot names a function that the program does not have: {fid}")
        self._prepare(unit, info)
        closure = tuple(_cell(cells, name) for name in info.code.co_freevars)
        return FunctionType(info.code, self._namespace(unit), info.name, None, closure)

    def _prepare(self, unit: str, info: FunctionInfo) -> None:
        if not self.program.unit(unit).own:
            prelude.install_for(self.state.builtins, info)

    def _namespace(self, unit: str) -> dict[str, Any]:
        return self.state.globals if self.program.unit(unit).own else self.state.builtins

    # Generators

    def describe_generator(self, gen: Any) -> GeneratorState:
        """Return the state of a guest generator."""
        found = describe_generator(gen, self.program, self.running)
        self.used.add(found.unit)
        return found

    def make_generator(
        self, unit: str, fid: int, point: int, state: str, cells: dict[str, CellType], name: str, qualname: str
    ) -> tuple[object, Callable[[dict[str, object]], None]]:
        """Return a new generator, and the function that takes its variables; `prime` brings it to its point at the end."""
        owner = self.program.unit(unit)
        info = owner.functions.get(fid)
        if (
            info is None
            or not info.generator
            or state not in GENERATOR_STATES
            or (state != "new" and state != "closed" and owner.point(info, point) is None)
        ):
            raise ValueError("the snapshot names a generator that the program does not have")
        self._prepare(unit, info)
        check_cells(info, cells)
        if state == "closed" and info.code is not None:
            cells = {item: CellType() for item in info.code.co_freevars}
        position = point if state in ("suspended", "running") else START
        self._charge(info, (position, frozenset(cells)))
        continuation = owner.continuation(info, position, frozenset(cells))
        closure = tuple(_cell(cells, item) for item in continuation.code.co_freevars)
        function = FunctionType(continuation.code, self._namespace(unit), info.name, None, closure)
        box: list[tuple[object, ...]] = []
        generator = function(box)
        generator.__name__, generator.__qualname__ = name, qualname

        def fill(variables: dict[str, object]) -> None:
            box[:] = [tuple([variables.get(item, UNBOUND) for item in continuation.parameters])]

        if state == "closed":
            close(generator)
        elif state != "new":
            self._unprimed.append(generator)
            if type(generator) is AsyncGeneratorType:
                self._steps[id(generator)] = step(generator, None, self.state)
        return generator, fill

    def _charge(self, info: FunctionInfo, key: tuple[int, frozenset[str]]) -> None:
        """Count what compiling a continuation costs; ValueError when a snapshot asks for more than any program would."""
        if (info, key) not in self._continued:
            self._continued.add((info, key))
            self._cost += CONTINUATION + (len(info.code.co_code) if info.code is not None else 0)
            if self._cost > CONTINUATIONS:
                raise ValueError("the snapshot has generators at too many different places")

    def describe_step(self, obj: Any) -> object:
        """Return the async generator of which `obj` is the step that is under way."""
        generator = driven(obj)
        if id(generator) not in self.running and not generator.ag_running:
            raise Unsupported("a step of an async generator that nothing awaits can't be stored")
        return generator

    def make_step(self, generator: Any) -> object:
        """Return the step that is under way of a restored async generator."""
        found = self._steps.get(id(generator))
        if found is None:
            raise ValueError("the snapshot has a step of an async generator that is not under way")
        return found

    def fill_later(self, lates: Sequence[Filled]) -> None:
        """Keep the dicts and sets that code of the guest must fill; `rehash` does it."""
        self.lates.extend(lates)

    def prime(self) -> None:
        """Bring the restored generators to their points; everything that they refer to is complete by now."""
        for generator in self._unprimed:
            prime(generator, self._steps)
        self._unprimed.clear()
        self.state.generators = [ref(generator) for generator in self.begun]
        self.begun = []
        self._steps.clear()

    def give_up(self) -> None:
        """Close the steps that were made for nothing: CPython warns on the host's stderr of those that nobody awaits."""
        for made in self._steps.values():
            with suppress(BaseException):
                made.close()
        self._steps.clear()
        self._unprimed.clear()

    # Type parameters and aliases

    def describe_type_parameter(self, obj: Any) -> tuple[str, str, tuple[object, ...]]:
        """Return the kind and name of a type parameter, and what evaluates its parts."""
        return type_parameters.describe_parameter(obj) or _refuse(
            "a type parameter that the program has given attributes, or did not make, can't be stored"
        )

    def make_type_parameter(self, kind: str, name: str, lazies: tuple[Any, ...]) -> object:
        """Return a new type parameter."""
        return type_parameters.make_parameter(kind, name, lazies)

    def describe_type_alias(self, obj: Any) -> tuple[str, tuple[object, ...], object]:
        """Return the name and type parameters of an alias, and what evaluates it."""
        return type_parameters.describe_alias(obj) or _refuse("an alias that the program did not make can't be stored")

    def make_type_alias(self, name: str, parameters: tuple[object, ...], lazy: Any) -> object:
        """Return a new alias."""
        return type_parameters.make_alias(name, parameters, lazy)

    # Classes and exceptions

    def is_guest_class(self, cls: type) -> bool:
        """Tell whether a class was made by the program."""
        return is_guest_class(cls)

    def make_class(
        self, metaclass: type, name: str, qualname: str, bases: tuple[type, ...], namespace: dict[str, object]
    ) -> type:
        """Return a new guest class, made without running any of its hooks."""
        plain = {key: value for key, value in namespace.items() if key != MARK}
        cls, _, _ = classes.new_class(metaclass, name, bases, plain, {})
        classes.note_plain(cls, self.state.builtins["@PLAIN_CLASSES"])
        type.__setattr__(cls, "__qualname__", qualname)
        if PARAMETERS not in plain and type(dict_of(cls).get(PARAMETERS)) is tuple:
            type.__delattr__(cls, PARAMETERS)  # which its generic base has given it
        return cls

    def traceback_of(self, exc: BaseException) -> list[tuple[str, int, int, list[Any] | None]]:
        """Return the guest places of an exception's traceback, outermost first, and what their frames keep alive."""
        places = trace_entries(exc, self.program)
        held = held_by(exc, self.program, self.active) if places else []
        return [
            (self._used(unit), info.fid, point, kept) for (unit, info, point), kept in zip(places, held, strict=True)
        ]

    def same_traceback(self, exc: BaseException) -> object:
        """Return a value that stands for the traceback object of an exception group: `except*` tells by it what belongs together."""
        traceback = traceback_of(exc)
        return self._tracebacks.setdefault(id(traceback), ([], traceback))[0]

    def set_traceback(self, exc: BaseException, entries: list[tuple[str, int, int, object]], same: object) -> None:
        """Give a restored exception its traceback."""
        made = self._tracebacks.get(id(same))
        if made is None:
            made = (same, self._traceback(entries))
            if same is not None:
                self._tracebacks[id(same)] = made
        exc.__traceback__ = made[1]

    def _traceback(self, entries: list[tuple[str, int, int, object]]) -> TracebackType | None:
        found = []
        for unit_name, fid, point, held in entries:
            if held is not None and not (type(held) is list and all(map(may_be_open, held))):
                raise ValueError("the snapshot has a traceback that keeps what it can't keep")
            unit = self.program.unit(unit_name)
            info = unit.functions.get(fid)
            if info is None or unit.span(point) is None:
                raise ValueError("the snapshot has a traceback that leads nowhere")
            found.append((unit, info, point, held))
        return make_traceback(found)


def _cell(cells: dict[str, CellType], name: str) -> CellType:
    cell = cells.get(name)
    if cell is None:
        raise ValueError(f"the snapshot lacks the cell {name!r}")
    return cell


def _refuse(reason: str) -> Any:
    raise Unsupported(reason)


def _describe_function(program: Program, fn: FunctionType) -> tuple[Unit, int]:
    unit = program.unit_of_code(fn.__code__)
    info = unit.info(fn.__code__) if unit is not None else None
    if unit is None or info is None:
        raise Unsupported(f"the function {fn.__name__!r} of the host can't be stored")
    return unit, info.fid


# Nothing in a wrapper leads back to the environment: in a cycle it would live on, and with it the generators that it knows.


def _evaluated_setter(program: Program) -> Callable[[Lazy, Any], None]:
    def set_evaluated(evaluated: Lazy, state: Any) -> None:
        type_parameters.set_state(evaluated, state)
        _describe_function(program, state[0])  # a function of the program's

    return set_evaluated


def _lazy_wrapper(kind: str, function: Callable[[str], Any]) -> Wrapper:

    def make() -> object:
        return lazy.lazy(kind, function("@" + kind), [])

    return Wrapper(lazy.CLASSES[kind], lazy.state_of, make, lazy.set_state)


def _set_iterator(wrapper: GuestIterator, iterator: object) -> None:
    wrapper.iterator = iterator
