"""The guarded read, store and deletion of attributes: what a name may reach on an object of exactly this type.

Plain attribute access of public names that are safe on every type is native and never comes here. Here come the
special names (`__x__`), the public names that are unsafe on some type, and every name that is known only at run time
(`getattr`, `str.format` fields, `attrgetter`). The rules, in order:

1. A name is a `str` by its exact type; anything else is a TypeError. A check that trusts `isinstance` or `==` could
be lied to.
2. Names that lead to frames, code or tracebacks, and names of ours, exist on nothing.
3. What a class or instance of the guest holds itself is the guest's to read.
4. A special name is read if it is on the list, or if it has a reader of its own that gives a harmless view.
5. A public name that is unsafe on some type is read where the table says so for this type.

Stores and deletions change what belongs to the guest (instances and classes of its own, its functions, exceptions)
and the few attributes of builtin objects that are made to be set; everything else refuses with the error that CPython
has for it.
"""

from __future__ import annotations

from types import BuiltinFunctionType, FunctionType, MappingProxyType, MethodType, ModuleType

from monty_cli.guest.attribute_tables import (
    CLASS_NAMES,
    DENIED,
    FUNCTION_STORES,
    GUARDED,
    GUARDED_ALLOWED,
    LIBRARY_ALLOWED,
    MODULE_HOOKS,
    OBJECT_STORES,
    SPECIAL_NAMES,
    WRAPPER_STORES,
)
from monty_cli.guest.classes import REFUSED_METHODS
from monty_cli.guest.lazy import visible_type
from monty_cli.guest.library_methods import LIBRARY_METHODS
from monty_cli.guest.local_time import LOCAL_NAMES, STOOD_FOR, local_stand_in, read_local
from monty_cli.guest.protocol import (
    FILLABLE,
    MARK,
    MISSING,
    dict_of,
    find,
    instance_dict,
    is_exception,
    is_guest_class,
    is_guest_code,
    is_subclass,
    is_type,
    lookup,
    mro_of,
    named_as,
    own_copy,
    types_held,
)
from monty_cli.guest.supers import receiver_of, super_lookup, super_owner_is_guest
from monty_cli.guest.type_parameters import LAZY_NAMES, lazy_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


# The guarded names about which no other rule has a say.
_ONLY_GUARDED = GUARDED - LOCAL_NAMES - DENIED - {"mro"}


def is_special(name: str) -> bool:
    """Tell whether `name` has the form `__x__`."""
    return len(name) > 4 and name.startswith("__") and name.endswith("__")


def absent(obj: Any, name: str) -> AttributeError:
    """Return the error that CPython has for an attribute that is not there."""
    if type(obj) is ModuleType:
        return AttributeError(f"module '{obj.__name__}' has no attribute '{name}'", name=name, obj=obj)
    if is_type(obj):
        return AttributeError(f"type object '{_name_of(obj)}' has no attribute '{name}'", name=name, obj=obj)
    return AttributeError(f"'{_name_of(type(obj))}' object has no attribute '{name}'", name=name, obj=obj)


_name_of: Callable[[type], str] = type.__dict__["__name__"].__get__


class Guard:
    """The attribute policy of one run.

    Args:
        namespace: the builtins dictionary of the run, which owns the prelude functions that stand for unsafe methods.
    """

    __slots__ = ("namespace",)

    def __init__(self, namespace: dict[str, Any]) -> None:
        self.namespace = namespace

    def read(self, obj: Any, name: Any, /) -> Any:
        """Return attribute `name` of `obj`, as `getattr` does, when the policy lets guest code have it.

        Raises:
            AttributeError: the attribute does not exist, or is not for guest code.
            TypeError: the name is no string.
        """
        cls = type(obj)
        if type(name) is str and name in _ONLY_GUARDED and MARK in dict_of(cls) and not is_subclass(type, cls):
            for owner in mro_of(cls):  # what most reads are: a method of the guest's, of an instance of its class
                names = dict_of(owner)
                if name in names:
                    if MARK in names:
                        return getattr(obj, name)
                    break
        check_name(name)
        if name in LOCAL_NAMES:
            return read_local(self, obj, name)
        if name in DENIED or "@" in name:
            raise absent(obj, name)
        if is_special(name):
            reader = _READERS.get(name)
            if reader is not None:
                return reader(self, obj, name)
            if name not in SPECIAL_NAMES and not (_is_guests_own(obj, name) or _guest_answers(obj, name)):
                raise absent(obj, name)
            if cls is ModuleType and name in MODULE_HOOKS:
                raise absent(obj, name)
        if name == "mro":
            return _read_parents(self, obj, name)
        return self.read_guarded(obj, name) if name in GUARDED else getattr(obj, name)

    def read_guarded(self, obj: Any, name: str) -> Any:
        """Return attribute `name` of `obj`, a public name that is unsafe on some type."""
        return getattr(obj, name) if _is_guests_own(obj, name) else self._guarded(obj, name)

    def store(self, obj: Any, name: Any, value: Any, /) -> None:
        """Set attribute `name` of `obj`, as `setattr` does, where the policy lets guest code change it."""
        check_name(name)
        self._check_change(obj, name, value)
        setattr(obj, name, value)

    def delete(self, obj: Any, name: Any, /) -> None:
        """Delete attribute `name` of `obj`, as `delattr` does, where the policy lets guest code change it."""
        check_name(name)
        self._check_change(obj, name, MISSING)
        delattr(obj, name)

    def is_own_function(self, obj: Any) -> bool:
        """Tell whether `obj` is a function of the guest's program, not one of the prelude or the host."""
        if type(obj) is not FunctionType:
            return False
        names = obj.__globals__
        return names is not self.namespace and names.get("__builtins__") is self.namespace

    def _guarded(self, obj: Any, name: str) -> Any:
        stand_in = _STAND_INS.get(name)
        if stand_in is not None:
            found = stand_in(self, obj)
            if found is not None:
                return found
        cls = type(obj)
        for owner in mro_of(obj) if is_type(obj) else ():
            if name in _allowed(owner):
                return getattr(obj, name)
        for owner in mro_of(cls):
            if name in _allowed(owner):
                return getattr(obj, name)
        if cls is super:
            return self._guarded_super(obj, name)
        if cls is ModuleType:
            return getattr(obj, name)
        if cls is MethodType:
            return self.read_guarded(obj.__func__, name)
        if _guest_answers(obj, name):
            return getattr(obj, name)
        raise absent(obj, name)

    def _guarded_super(self, obj: super, name: str) -> Any:
        found = super_lookup(obj, name)
        return self._guarded(receiver_of(obj), name) if found is not MISSING else getattr(obj, name)

    def _check_change(self, obj: Any, name: str, value: Any) -> None:
        if name in DENIED or "@" in name:
            raise absent(obj, name)
        cls = type(obj)
        if is_type(obj) or name == "__class__":
            FILLABLE.clear()
        if is_type(obj):
            if not is_guest_class(obj):
                raise TypeError(f"cannot set {name!r} attribute of immutable type '{_name_of(obj)}'")
            if name in REFUSED_METHODS or (is_special(name) and name in CLASS_NAMES):
                raise AttributeError(f"attribute '{name}' of '{_name_of(cls)}' objects is not writable")
        elif cls is FunctionType:
            own = self.is_own_function(obj)
            if not (own or _stands_for_guests(obj)) or (
                is_special(name) and name not in (FUNCTION_STORES if own else WRAPPER_STORES)
            ):
                raise AttributeError(f"attribute '{name}' of 'function' objects is not writable")
        elif is_guest_class(cls):
            check_instance_change(name, value)
        elif is_exception(obj):
            if is_special(name) and name not in (
                "__cause__",
                "__context__",
                "__suppress_context__",
                "__notes__",
                "__traceback__",
            ):
                raise absent(obj, name)
            if name == "__traceback__" and value is not None:
                raise TypeError("__traceback__ must be a traceback or None")
        elif name not in OBJECT_STORES.get(cls, ()) and hasattr_anywhere(obj, name):
            raise AttributeError(f"'{_name_of(cls)}' object attribute '{name}' is read-only", name=name, obj=obj)
        elif cls is ModuleType:
            raise AttributeError(f"module '{obj.__name__}' can not be changed")


def may_hold(receiver: type, name: str) -> bool:
    """Tell whether guest code may hold attribute `name` of the builtin type `receiver`, or of an instance, from C.

    False for what it has a guarded stand-in for (`str.format`): a snapshot that names such a method is forged.
    """
    if name in DENIED or "@" in name or name in _STAND_INS:
        return False
    if is_special(name):
        return name in SPECIAL_NAMES and name not in _READERS
    return name not in GUARDED or any(name in _allowed(owner) for owner in mro_of(receiver))


def _allowed(owner: type) -> frozenset[str]:
    """Return the guarded names that a class of the host has for guest code."""
    found = GUARDED_ALLOWED.get(owner)
    if found is None and not is_guest_class(owner):
        found = LIBRARY_ALLOWED.get(f"{owner.__module__}.{owner.__qualname__}")
    return found or frozenset()


def check_name(name: Any) -> None:
    """Refuse an attribute name that is not exactly a string."""
    if type(name) is not str:
        raise TypeError(f"attribute name must be string, not '{_name_of(type(name))}'")


def hasattr_anywhere(obj: Any, name: str) -> bool:
    """Tell whether `obj`, its type or (of a class) its parents hold `name`, running no guest code."""
    if lookup(type(obj), name) is not MISSING or name in instance_dict(obj):
        return True
    return is_type(obj) and lookup(obj, name) is not MISSING


def _is_guests_own(obj: Any, name: str) -> bool:
    """Tell whether `name` is found first in something of the guest's: an instance, a class, a function's attributes."""
    cls = type(obj)
    if cls is FunctionType:
        return name in obj.__dict__ and lookup(cls, name) is MISSING
    if is_type(obj):
        found, guest = find(obj, name)
        if found is not MISSING:
            return guest
        return find(cls, name)[1]
    if cls is super:
        return super_owner_is_guest(obj, name)
    if is_guest_class(cls):
        found, guest = find(cls, name)
        return guest or (name in instance_dict(obj) and not hasattr(type(found), "__set__"))
    return is_exception(obj) and name in instance_dict(obj) and lookup(cls, name) is MISSING


def _stands_for_guests(obj: Any) -> bool:
    """Tell whether `obj` is a function of the prelude that stands for one function of the guest's, as a decorator made it."""
    return type(obj) is FunctionType and "__wrapped__" in obj.__dict__ and is_guest_code(obj)


def _guest_answers(obj: Any, name: str) -> bool:
    """Tell whether an attribute hook of the guest's decides about `name`, which nothing else holds."""
    cls = type(obj)
    found, guest = find(cls, "__getattribute__")
    if guest and found is not object.__getattribute__:
        return True
    return find(cls, "__getattr__")[1] and not hasattr_anywhere(obj, name)


def check_instance_change(name: str, value: Any) -> None:
    """Refuse what would make an instance of the guest's one of another kind."""
    if name == "__class__":
        if not is_guest_class(value):
            raise TypeError("__class__ assignment only supported for mutable types or ModuleType subclasses")
    elif name == "__dict__" and value is not MISSING and type(value) is not dict:
        raise TypeError(f"__dict__ must be set to a dictionary, not a '{_name_of(type(value))}'")


# Readers of special names that are not simply there for everybody.


def _read_class(guard: Guard, obj: Any, name: str) -> Any:
    found = obj.__class__ if _is_guests_own(obj, name) else visible_type(obj)
    if found is type:
        types_held(guard.namespace)
    return found


def _read_parents(guard: Guard, obj: Any, name: str) -> Any:
    """`__base__`, `__bases__`, `__mro__`, `mro`, which lead to `type`."""
    types_held(guard.namespace)
    return guard.read_guarded(obj, name) if name == "mro" else getattr(obj, name)


def _read_dict(guard: Guard, obj: Any, name: str) -> Any:
    cls = type(obj)
    if is_type(obj):
        if not is_guest_class(obj):
            raise absent(obj, name)
        return MappingProxyType({key: value for key, value in dict_of(obj).items() if key != MARK})
    if cls is FunctionType:
        if guard.is_own_function(obj) or _stands_for_guests(obj):
            return obj.__dict__
        raise absent(obj, name)
    if is_guest_class(cls) or is_exception(obj):
        return getattr(obj, name)
    raise absent(obj, name)


def _read_annotations(guard: Guard, obj: Any, name: str) -> Any:
    if is_guest_class(obj) or guard.is_own_function(obj) or is_guest_class(type(obj)) or _stands_for_guests(obj):
        return getattr(obj, name)
    raise absent(obj, name)


def _read_of_function(guard: Guard, obj: Any, name: str) -> Any:
    """`__self__`, `__func__`, `__wrapped__`, `__defaults__`: for what the guest itself defined."""
    if type(obj) is MethodType:
        return own_copy(getattr(obj, name))
    if guard.is_own_function(obj) or _is_guests_own(obj, name) or type(obj) in (staticmethod, classmethod):
        return getattr(obj, name)
    if type(obj) is BuiltinFunctionType and name == "__self__" and type(obj.__self__) is not ModuleType:
        return obj.__self__
    raise absent(obj, name)


def _read_traceback(guard: Guard, obj: Any, name: str) -> Any:
    if is_exception(obj):
        return None
    if _is_guests_own(obj, name):
        return getattr(obj, name)
    raise absent(obj, name)


def _late(guard: Guard, name: str) -> Any:
    """Return a prelude function, which the run makes when it needs it."""
    names = guard.namespace
    return names[name] if name in names else names["@late"](name)


def _read_new(guard: Guard, obj: Any, name: str) -> Any:
    """`__new__`: where it is C's `type.__new__`, the prelude function that calls the hooks itself."""
    found = getattr(obj, name)
    return _late(guard, "@type_new") if found is type.__new__ else own_copy(found)


def _read_call(guard: Guard, obj: Any, name: str) -> Any:
    """`__call__`: where it is C's `type.__call__`, the prelude function that calls `__new__` and `__init__` itself."""
    if obj is type:
        return _late(guard, "@type_call")
    cls = type(obj)
    if cls is super and super_lookup(obj, name) is _TYPE_CALL:
        return MethodType(_late(guard, "@type_call"), obj.__self__)
    if is_type(obj) and not find(obj, name)[1] and lookup(cls, name) is _TYPE_CALL:
        return MethodType(_late(guard, "@type_call"), obj)
    return getattr(obj, name)


_TYPE_CALL = type.__dict__["__call__"]


def read_lazy(guard: Guard, obj: Any, name: str) -> Any:
    """`__bound__`, `__constraints__`, `__default__`, `__value__`: what a type parameter or alias evaluates when it is asked."""
    lazy = lazy_of(obj, name)
    return getattr(obj, name) if lazy is None else lazy()


def _read_accessor(guard: Guard, obj: Any, name: str) -> Any:
    """`__getattribute__`, `__setattr__`, `__delattr__`: C's own are replaced by guarded ones."""
    if _is_guests_own(obj, name):
        return getattr(obj, name)
    accessor = guard.namespace["@" + name]
    if is_type(obj):
        return accessor
    receiver = receiver_of(obj) if type(obj) is super else obj
    return MethodType(accessor, receiver)


def accessors(guard: Guard) -> dict[str, Any]:
    """Return the guarded stand-ins for C's accessors of attributes, by their hidden names; a run has one of each."""
    return {"@" + name: named_as(make(guard), "object", name) for name, make in _ACCESSORS.items()}


def _make_getattribute(guard: Guard) -> Callable[..., Any]:
    def getattribute(obj: Any, name: Any, /) -> Any:
        """Read an attribute as `object.__getattribute__` does, under the policy."""
        check_name(name)
        if name in DENIED or "@" in name or (is_special(name) and name not in SPECIAL_NAMES) or type(obj) is ModuleType:
            return guard.read(obj, name)
        if name in GUARDED and not _is_guests_own(obj, name):
            return guard.read(obj, name)
        return type.__getattribute__(obj, name) if is_type(obj) else object.__getattribute__(obj, name)

    return getattribute


def _make_setattr(guard: Guard) -> Callable[..., None]:
    def set_attribute(obj: Any, name: Any, value: Any, /) -> None:
        """Set an attribute as `object.__setattr__` does, under the policy."""
        check_name(name)
        guard._check_change(obj, name, value)
        if is_type(obj):
            type.__setattr__(obj, name, value)
        else:
            object.__setattr__(obj, name, value)

    return set_attribute


def _make_delattr(guard: Guard) -> Callable[..., None]:
    def delete_attribute(obj: Any, name: Any, /) -> None:
        """Delete an attribute as `object.__delattr__` does, under the policy."""
        check_name(name)
        guard._check_change(obj, name, MISSING)
        if is_type(obj):
            type.__delattr__(obj, name)
        else:
            object.__delattr__(obj, name)

    return delete_attribute


_ACCESSORS: dict[str, Callable[[Guard], Callable[..., Any]]] = {
    "__getattribute__": _make_getattribute,
    "__setattr__": _make_setattr,
    "__delattr__": _make_delattr,
}

_READERS: dict[str, Callable[[Guard, Any, str], Any]] = {
    "__class__": _read_class,
    **dict.fromkeys(("__base__", "__bases__", "__mro__"), _read_parents),
    "__dict__": _read_dict,
    "__annotations__": _read_annotations,
    "__self__": _read_of_function,
    "__func__": _read_of_function,
    "__wrapped__": _read_of_function,
    "__defaults__": _read_of_function,
    "__kwdefaults__": _read_of_function,
    "__traceback__": _read_traceback,
    "__new__": _read_new,
    "__call__": _read_call,
    **dict.fromkeys(_ACCESSORS, _read_accessor),
    **dict.fromkeys(LAZY_NAMES, read_lazy),
}


def _stand_in_of_str(name: str) -> Callable[[Guard, Any], Any]:
    def stand_in(guard: Guard, obj: Any) -> Any:
        if is_type(obj):
            return guard.namespace[name] if is_subclass(str, obj) else None
        return MethodType(guard.namespace[name], obj) if is_subclass(str, type(obj)) else None

    return stand_in


def _with_traceback(guard: Guard, obj: Any) -> Any:
    return MethodType(own_copy(_drop_traceback), obj) if is_exception(obj) else None


def _drop_traceback(error: BaseException, traceback: Any, /) -> BaseException:
    """Stand in for `with_traceback`: guest code has no tracebacks but `None`."""
    if traceback is not None:
        raise TypeError("__traceback__ must be a traceback or None")
    return error


named_as(_drop_traceback, "BaseException", "with_traceback")
_STAND_INS: dict[str, Callable[[Guard, Any], Any]] = {
    "format": _stand_in_of_str("@str_format"),
    "format_map": _stand_in_of_str("@str_format_map"),
    **LIBRARY_METHODS,
    "with_traceback": _with_traceback,
    **{name: local_stand_in(name) for name in STOOD_FOR},
}
