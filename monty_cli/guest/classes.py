"""Making classes of the guest with C's `type.__new__`, without letting C call the guest on the way.

CPython calls two kinds of hooks while it makes a class: `__set_name__` of every value of the namespace, and
`__init_subclass__` of the nearest parent. A pause under either would have a C frame beneath it that nobody can save,
so C must find nothing to call, and the prelude calls them afterwards.

- A value whose type has a `__set_name__` of the guest's goes into the namespace as a placeholder and is stored when
  the class
  exists. (Calling `__set_name__` on a class made with the real values would call it twice.)
- `__init_subclass__` of the guest's parents is replaced, while C makes the class, by one that does nothing. No guest
  - `__init_subclass__` of the guest's parents is replaced, while C makes the class, by one that does nothing. No
    guest code can run in between, so nobody can tell. (A hidden first base that swallows the call works too, until
    `__bases__` has to be put right: CPython refuses that for `object`, for slots and for many builtin bases.)
"""

from __future__ import annotations

import sys
from types import CellType, FunctionType, MethodType

from monty_cli.guest.library_types import is_library_base
from monty_cli.guest.protocol import (
    MARK,
    MISSING,
    dict_of,
    is_guest_class,
    is_subclass,
    is_type,
    lookup,
    mark_guest_class,
    mro_of,
    special,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

# Methods that no class may define, because they would run when no program does.
REFUSED_METHODS = frozenset({"__del__"})

_EXCEPTIONS = """
    BaseException Exception ArithmeticError AssertionError AttributeError BlockingIOError BrokenPipeError BufferError
    BytesWarning ChildProcessError ConnectionAbortedError ConnectionError ConnectionRefusedError ConnectionResetError
    DeprecationWarning EOFError EncodingWarning FileExistsError FileNotFoundError FloatingPointError FutureWarning
    GeneratorExit ImportError ImportWarning IndentationError IndexError InterruptedError IsADirectoryError KeyError
    KeyboardInterrupt LookupError MemoryError ModuleNotFoundError NameError NotADirectoryError NotImplementedError
    OSError OverflowError PendingDeprecationWarning PermissionError ProcessLookupError RecursionError ReferenceError
    ResourceWarning RuntimeError RuntimeWarning StopAsyncIteration StopIteration SyntaxError SyntaxWarning SystemError
    SystemExit TabError TimeoutError TypeError UnboundLocalError UnicodeDecodeError UnicodeEncodeError UnicodeError
    UnicodeTranslateError UnicodeWarning UserWarning ValueError Warning ZeroDivisionError BaseExceptionGroup
    ExceptionGroup
"""


def _exceptions() -> dict[str, type[BaseException]]:
    import builtins

    found = {name: getattr(builtins, name) for name in _EXCEPTIONS.split()}
    found["EnvironmentError"] = found["IOError"] = OSError
    if sys.version_info >= (3, 13):
        found["PythonFinalizationError"] = builtins.PythonFinalizationError
    return found


EXCEPTIONS = _exceptions()

# The builtin classes that a guest class may derive from; modules of the guest's library add theirs.
BASES: set[type] = {
    object, int, float, complex, str, bytes, bytearray, list, dict, tuple, set, frozenset, type, property,
    classmethod, staticmethod, *EXCEPTIONS.values(),
}  # fmt: skip

_basicsize: Callable[[type], int] = type.__dict__["__basicsize__"].__get__


def derive_metaclass(metaclass: type, bases: tuple[Any, ...]) -> type:
    """Return the most derived of `metaclass` and the types of `bases`.

    Raises:
        TypeError: none of them is derived from all others.
    """
    winner = metaclass
    for base in bases if type(bases) is tuple else ():
        kind = type(base)
        if is_subclass(kind, winner):
            continue
        if is_subclass(winner, kind):
            winner = kind
            continue
        raise TypeError(
            "metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass "
            "of the metaclasses of all its bases"
        )
    return winner


def find_metaclass(bases: tuple[Any, ...], keywords: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
    """Return the metaclass that a class statement uses, and its keywords without `metaclass`."""
    keywords = dict(keywords)
    metaclass = keywords.pop("metaclass", MISSING)
    if metaclass is MISSING:
        metaclass = type(bases[0]) if bases else type
    if is_type(metaclass):
        metaclass = derive_metaclass(metaclass, bases)
    return metaclass, keywords


def check_namespace(metaclass: Any, namespace: Any) -> None:
    """Refuse what a `__prepare__` returned when it is no mapping."""
    if not hasattr(type(namespace), "__getitem__"):
        name = metaclass.__name__ if is_type(metaclass) else "<metaclass>"
        raise TypeError(f"{name}.__prepare__() must return a mapping, not {type(namespace).__name__}")


def class_cell_of(namespace: Any) -> Any:
    """Return the `__class__` cell that the body of a class left in its namespace, `None` when there is none."""
    if not is_subclass(dict, type(namespace)):
        return None
    cell = dict.get(namespace, "__classcell__")
    return cell if type(cell) is CellType else None


def check_class_cell(cls: Any, name: str, cell: CellType) -> None:
    """Raise CPython's errors when a metaclass did not pass `__classcell__` on to `type.__new__`."""
    if not is_type(cls):
        return
    try:
        held = cell.cell_contents
    except ValueError:
        raise RuntimeError(
            f"__class__ not set defining {name!r} as {cls!r}. Was __classcell__ propagated to type.__new__?"
        ) from None
    if held is not cls:
        raise TypeError(f"__class__ set to {held!r} defining {name!r} as {cls!r}")


def check_bases(bases: tuple[Any, ...]) -> None:
    """Refuse a base class that is neither the guest's nor on the list."""
    for base in bases:
        if is_type(base) and not is_guest_class(base) and base not in BASES and not is_library_base(base):
            raise TypeError(f"type '{base.__name__}' is not an acceptable base type")


def check_names(namespace: dict[Any, Any]) -> None:
    """Refuse names in a class namespace that are not plain strings, or that no class may have."""
    for name in namespace:
        if type(name) is not str:
            raise TypeError(f"names in a class must be strings, not '{type(name).__name__}'")
        if name in REFUSED_METHODS:
            raise TypeError(f"{name} is not available here: no guest code may run after the program has ended")
        if "@" in name:
            raise ValueError(f"{name!r} is not a name")


def new_class(
    metaclass: type, name: Any, bases: Any, namespace: Any, keywords: dict[str, Any]
) -> tuple[type, list[tuple[str, Any]], bool]:
    """Make a class of the guest as `type.__new__` does, calling nothing of the guest's.

    Returns:
        the class; the names and values whose `__set_name__` the caller must call, in order; and whether the caller
        must call `__init_subclass__` of the next class in the order of resolution.

    Raises:
        TypeError: CPython's own, or a base class that may not be derived from.
    """
    if type(bases) is tuple:
        check_bases(bases)
    plain: Any = namespace
    named: list[tuple[str, Any]] = []
    scopes: Any = None
    if is_subclass(dict, type(namespace)):
        plain = dict(dict.items(namespace))
        check_names(plain)
        scopes = plain.pop("__classdictcell__", None)
        plain.setdefault("__module__", "__main__")  # C would take the name of this very module
        named = [(key, value) for key, value in plain.items() if special(value, "__set_name__") is not None]
        for key, _ in named:
            plain[key] = object()
    owners = _hook_owners(bases) if type(bases) is tuple else []
    cls = _make(metaclass, name, bases, plain, owners)
    mark_guest_class(cls)
    if type(scopes) is CellType:
        # Annotations that are evaluated later look names up in the class as it is by then.
        scopes.cell_contents = cls
    for key, value in named:
        type.__setattr__(cls, key, value)
    return cls, named, bool(owners or keywords)


def note_plain(cls: Any, plain: set[Any]) -> None:
    """Put a class among the `plain` ones of a run if all its parents but `object` are the guest's, and there are not too many yet."""
    if type(cls) is type and len(plain) < _MOST_PLAIN and all(MARK in dict_of(owner) for owner in mro_of(cls)[:-1]):
        plain.add(cls)


_MOST_PLAIN = 256  # each is kept for as long as the run


def _make(metaclass: type, name: Any, bases: Any, namespace: Any, owners: list[type]) -> type:
    kept = [(owner, dict_of(owner)["__init_subclass__"]) for owner in owners]
    try:
        for owner in owners:
            type.__setattr__(owner, "__init_subclass__", _SILENT)
        made: Any = type.__new__(metaclass, name, bases, namespace)
        check_names({key: None for key in dict_of(made) if key in REFUSED_METHODS})  # slots may be called so
        cls: type = made
        return cls
    finally:
        for owner, hook in kept:
            type.__setattr__(owner, "__init_subclass__", hook)


def _silent(cls: type) -> None:
    """Stand in for an `__init_subclass__` while C makes a class."""


_SILENT: Any = classmethod(_silent)


def _hook_owners(bases: tuple[Any, ...]) -> list[type]:
    """Return the guest's classes among `bases` and their parents that define `__init_subclass__`."""
    found: dict[int, type] = {}
    for base in bases:
        if is_type(base):
            for owner in mro_of(base):
                names = dict_of(owner)
                if MARK in names and "__init_subclass__" in names:
                    found[id(owner)] = owner
    return list(found.values())


def parent_hook(cls: type) -> Any:
    """Return the `__init_subclass__` that a new class announces itself to, bound, when the guest wrote it.

    Else `None`.
    """
    for owner in mro_of(cls)[1:]:
        names = dict_of(owner)
        if "__init_subclass__" in names:
            hook = names["__init_subclass__"]
            function = hook.__func__ if MARK in names and type(hook) in (classmethod, staticmethod) else None
            if type(function) is not FunctionType:
                return None
            return MethodType(function, cls) if type(hook) is classmethod else function
    return None


def set_name_failed(error: BaseException, cls: type, key: str, value: Any) -> None:
    """Tell where a `__set_name__` failed, as this CPython does: by a note, or before 3.12 by an error of its own."""
    text = f"Error calling __set_name__ on '{type(value).__name__}' instance {key!r} in '{cls.__name__}'"
    if sys.version_info >= (3, 12):
        error.add_note(text)
    else:
        raise RuntimeError(text) from error


def makes_classes(cls: type) -> bool:
    """Tell whether calling `cls` makes a class through C's `type.__new__`."""
    return is_subclass(type, cls)


def type_new_error(metaclass: Any, args: tuple[Any, ...], keywords: dict[str, Any]) -> Any:
    """Raise CPython's error for a call of `type.__new__` with other than three arguments."""
    if not args:
        return type.__new__(metaclass)  # type: ignore[call-overload]
    raise TypeError(f"type.__new__() takes exactly 3 arguments ({len(args)} given)")


def c_new(cls: type, args: tuple[Any, ...], keywords: dict[str, Any]) -> Any:
    """Make an instance of `cls` by the `__new__` of its builtin base."""
    return lookup(cls, "__new__")(cls, *args, **keywords)


def c_announce(cls: type, keywords: dict[str, Any]) -> None:
    """Call the `__init_subclass__` above `cls`, which is not a function of the guest's."""
    parent: Any = super
    parent(cls, cls).__init_subclass__(**keywords)


def c_init(made: Any, args: tuple[Any, ...], keywords: dict[str, Any]) -> None:
    """Initialize `made` by the `__init__` of its builtin base; a class takes no part in that."""
    if not is_type(made):
        lookup(type(made), "__init__")(made, *args, **keywords)


def all_classes(bases: tuple[Any, ...]) -> bool:
    """Tell whether every one of `bases` is a class."""
    return all(map(is_type, bases))


def touched_list(items: list[Any]) -> bool:
    """Tell whether a list that was cleared has been written to since."""
    return list.__sizeof__(items) != _basicsize(type(items))
