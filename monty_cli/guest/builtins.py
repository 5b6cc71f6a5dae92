"""The builtins dictionary of one run: what guest code sees under a name, and hidden helpers for lowered code.

A builtin that never runs guest code, or runs it without harm, is CPython's own. Those that reach further are ours:
`print` writes to the run, `getattr` and its kin obey the attribute policy. CPython's `eval`, `exec`,
`compile`, `__import__`, `input`, `breakpoint`, `exit`, `quit`, `help`, `license`, `copyright`, `credits`,
`memoryview`, `globals` and `locals` are not offered: to a guest these are names that nothing defines.
"""

from __future__ import annotations

import builtins as host
from types import BuiltinFunctionType, CoroutineType, FunctionType, MethodType, ModuleType

from monty_cli.guest.attribute_tables import DENIED, MODULE_HOOKS
from monty_cli.guest.attributes import Guard, accessors
from monty_cli.guest.classes import EXCEPTIONS, new_class, note_plain
from monty_cli.guest.coroutines import COROUTINES
from monty_cli.guest.data import DATA
from monty_cli.guest.enums import ENUMS
from monty_cli.guest.generics import GENERICS
from monty_cli.guest.groups import GROUPS
from monty_cli.guest.lazy import LAZY
from monty_cli.guest.managing import MANAGING
from monty_cli.guest.matching import MATCHING, make_match_plain
from monty_cli.guest.objects import OBJECTS
from monty_cli.guest.passive import PASSIVE
from monty_cli.guest.percent import PERCENT
from monty_cli.guest.prims import PRIMS, print_options
from monty_cli.guest.protocol import identity, is_guest_iterable, is_plain, is_subclass, is_type
from monty_cli.guest.rendering import RENDERING, make_tracking
from monty_cli.guest.tables import CALLS
from monty_cli.guest.templates import TEMPLATES
from monty_cli.guest.type_parameters import TYPE_PARAMETERS
from monty_cli.guest.typing_helpers import TYPING

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

# Builtins that guest code gets as CPython has them.
_PLAIN = """
    abs aiter all anext any ascii bin bool bytearray bytes callable chr classmethod complex dict divmod enumerate filter float
    format frozenset hash hex id int isinstance issubclass iter len list map max min next object oct ord pow property
    range repr reversed round set slice sorted staticmethod str sum super tuple type zip Ellipsis NotImplemented
"""
PLAIN_BUILTINS = tuple(_PLAIN.split())

ACTIVE = "@repr_active"

# Lists of the prelude's: the event loop that runs, the calls that the host answers later, the current context, the count of tasks
# without a name, the classes that stand for classes of the host's, the class of code objects, what `globals()` gives and its class, the
# state of modules.
RUN_LISTS = (
    *("@loops", "@calls", "@context", "@task_count", "@first_weekday", "@host_classes"),
    *("@code_classes", "@globals_views", "@globals_classes", "@builtins_views", "@library", "@decimal"),
    *("@random_state", "@open_files", "@environ", "@inner_modules"),
)  # fmt: skip

# Entries of the builtins dictionary that are state of the run: a snapshot has to hold them.
RUN_STATE = (ACTIVE, *RUN_LISTS)


def make_builtins(
    write: Callable[[str], object],
    namespace: dict[str, Any] | None = None,
    *,
    write_error: Callable[[str], object] | None = None,
) -> dict[str, Any]:
    """Fill and return the builtins dictionary of a run.

    The prelude functions (`@list`, …) are not in it yet: whoever lowers the prelude stores them here, under their
    names. They must go into this very dictionary, not a copy: helpers such as `@attr` and `@callable` look them up in
    it.

    Args:
        write: takes each piece of text that the guest prints, in order.
        namespace: the dictionary to fill; a new one when not given.
        write_error: takes what the guest writes to its standard error; `write` when not given.
    """
    if namespace is None:
        namespace = {}
    namespace.update({name: getattr(host, name) for name in PLAIN_BUILTINS})
    namespace.update(EXCEPTIONS)
    namespace["__name__"] = "builtins"  # of the prelude's classes and functions
    guard = Guard(namespace)
    active: list[Any] = []
    namespace.update(_visible(guard, write))
    for helpers in (
        PRIMS,
        PASSIVE,
        MANAGING,
        LAZY,
        PERCENT,
        MATCHING,
        RENDERING,
        TEMPLATES,
        GROUPS,
        DATA,
        OBJECTS,
        COROUTINES,
        ENUMS,
        TYPE_PARAMETERS,
        GENERICS,
        TYPING,
    ):
        namespace.update(helpers)
    namespace.update(make_tracking(active))
    namespace[ACTIVE] = active
    namespace["@orders"] = True  # comparisons may run code of the guest; the run knows better
    namespace["@computes"] = True  # so may items, lengths and texts
    namespace["@hashes"] = True  # so may looking for a key
    namespace["@reads"] = True  # so may attributes
    namespace.update({name: [] for name in RUN_LISTS})
    namespace.update(_bound(namespace, guard, write))
    namespace["@write_error"] = write_error or write
    namespace["@script_name"] = "main.py"
    namespace.update(accessors(guard))
    return namespace


def _bound(namespace: dict[str, Any], guard: Guard, write: Callable[[str], object]) -> dict[str, Any]:
    """Return the hidden helpers that belong to one run."""
    versions: dict[int, str] = {
        identity(namespace[name]): effect.prelude for name, effect in CALLS.items() if name in namespace
    }

    def version(f: Any) -> Any:
        """Return the prelude version of a builtin that is about to be called back, or `f` itself."""
        name = versions.get(identity(f))
        if name is None:
            if type(f) is FunctionType:
                return f
            return MethodType(namespace["@late"]("@type_call"), f) if is_type(f) and is_subclass(type, f) else f
        return namespace[name] if name in namespace else namespace["@late"](name)

    def c_map(args: tuple[Any, ...]) -> bool:
        """Tell whether C may run `map` or `filter` with `args`: a builtin over plain data, or a harmless one."""
        f = args[0]
        if f is type or (f is not None and type(f) is not BuiltinFunctionType and type(f) is not type):
            return False
        if f is None or identity(f) in versions:
            return all(map(is_plain, args[1:]))
        return f in _SAFE_CALLBACKS and not any(map(is_guest_iterable, args[1:]))

    plain_classes: set[Any] = set()

    def make_class(metaclass: type, name: Any, bases: Any, names: Any, keywords: dict[str, Any]) -> Any:
        """Make a class, see `new_class`, and note whether its instances have no attributes but the guest's."""
        made = new_class(metaclass, name, bases, names, keywords)
        note_plain(made[0], plain_classes)
        return made

    def update_attributes(wrapper: Any, wrapped: Any, name: str) -> None:
        """Update a dictionary among the attributes of `wrapper` by that of `wrapped`."""
        try:
            found = guard.read(wrapped, name)
        except AttributeError:
            found = {}
        guard.read(wrapper, name).update(found)

    def write_text(text: str) -> None:
        """Write a piece of what the guest prints."""
        write("".join((text, "")))

    return {
        "@attr": guard.read,
        "@match_plain": make_match_plain(guard.read),
        "@setattr": guard.store,
        "@delattr": guard.delete,
        "@callable": version,
        "@c_map": c_map,
        "@write": write_text,
        "@names_of": names_of,
        "@wrong_call": wrong_call,
        "@update_attributes": update_attributes,
        "@type": type,
        "@bound_method": MethodType,
        "@new_class": make_class,
        "@PLAIN_CLASSES": plain_classes,
        "@tuple_type": tuple,
        "@coroutine_type": CoroutineType,
        "@str_type": str,
        "@SCALARS": frozenset((int, str, float, bool, type(None))),
        "@CONTAINERS": _CONTAINERS,
        "@TABLES": _TABLES,
        "@NOTHING": _NOTHING,
        "@slice": slice,
        "@BaseException": BaseException,
    }


_NOTHING = object()
# Builtin containers: C looks into them by itself.
_CONTAINERS = frozenset(
    (
        dict,
        list,
        set,
        frozenset,
        tuple,
        str,
        bytes,
        bytearray,
        range,
        type({}.keys()),
        type({}.values()),
        type({}.items()),
    )
)
# Those that find an item by its hash, or hold nothing but texts and numbers: no item of theirs is asked whether it is equal to another
# object, unless it has a hash of its own.
_TABLES = frozenset((dict, set, frozenset, str, bytes, bytearray, range, type({}.keys())))
# Builtins that have no prelude version and never run guest code, for `map` and `filter`.
_SAFE_CALLBACKS: frozenset[Any] = frozenset((ord, callable, id))


def _visible(guard: Guard, write: Callable[[str], object]) -> dict[str, Any]:
    """Return the builtins that are ours, as values; calls are lowered to prelude versions where those differ."""
    read, store, delete = guard.read, guard.store, guard.delete

    def print(*args: Any, sep: Any = None, end: Any = None, file: Any = None, flush: Any = False) -> None:
        """Print values to the output of the run."""
        print_options(sep, end)
        put = write if file is None else read(file, "write")
        first = True
        for arg in args:
            if not first:
                put(" " if sep is None else str(sep))
            first = False
            put(str(arg))
        put("\n" if end is None else str(end))

    def getattr(obj: Any, name: Any, /, *default: Any) -> Any:
        """Read an attribute by its name."""
        if len(default) > 1:
            raise TypeError(f"getattr expected at most 3 arguments, got {2 + len(default)}")
        if not default:
            return read(obj, name)
        try:
            return read(obj, name)
        except AttributeError:
            return default[0]

    def hasattr(obj: Any, name: Any, /) -> bool:
        """Tell whether an attribute can be read."""
        try:
            read(obj, name)
        except AttributeError:
            return False
        return True

    def setattr(obj: Any, name: Any, value: Any, /) -> None:
        """Set an attribute by its name."""
        store(obj, name, value)

    def delattr(obj: Any, name: Any, /) -> None:
        """Delete an attribute by its name."""
        delete(obj, name)

    def vars(obj: Any, /) -> Any:
        """Return the attributes that an object holds itself."""
        try:
            return read(obj, "__dict__")
        except AttributeError:
            raise TypeError("vars() argument must have __dict__ attribute") from None

    def dir(obj: Any, /) -> list[str]:
        """Return the names of an object's attributes, sorted."""
        return names_of(obj)

    def open(*args: Any, **kwargs: Any) -> Any:
        """Open a file."""
        return guard.namespace["@late"]("@open")(*args, **kwargs)

    made: tuple[Callable[..., Any], ...] = (print, getattr, hasattr, setattr, delattr, vars, dir, open)
    for function in made:
        function.__qualname__ = function.__name__
        function.__module__ = "builtins"
    return {function.__name__: function for function in made}


def names_of(obj: Any) -> list[str]:
    """Return what `dir` shows of an object: no names that the guest can't read."""
    hidden = {*DENIED, *MODULE_HOOKS} if type(obj) is ModuleType else DENIED
    return [name for name in host.dir(obj) if type(name) is not str or (name not in hidden and "@" not in name)]


def wrong_call(name: str, args: tuple[Any, ...], keywords: dict[str, Any]) -> None:
    """Raise CPython's error for a call with a wrong number of arguments."""
    if keywords:
        raise TypeError(f"{name}() takes no keyword arguments")
    if name == "dir":
        raise TypeError(f"dir expected at most 1 argument, got {len(args)}")
    if name == "getattr" and len(args) > 2:
        raise TypeError(f"getattr expected at most 3 arguments, got {len(args)}")
    least = {"getattr": "at least 2", "setattr": "3"}.get(name, "2")
    raise TypeError(f"{name} expected {least} arguments, got {len(args)}")
