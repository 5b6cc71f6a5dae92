"""What the prelude's `dataclasses`, `copy`, `abc` and `contextlib` need to know about objects, as hidden helpers."""

from __future__ import annotations

import sys
from types import (
    AsyncGeneratorType,
    BuiltinFunctionType,
    CoroutineType,
    FunctionType,
    GeneratorType,
    MethodType,
    ModuleType,
)

from monty_cli.guest.attributes import check_instance_change
from monty_cli.guest.local_time import derives_from_dates
from monty_cli.guest.protocol import (
    MARK,
    MISSING,
    SCALAR_IDS,
    dict_of,
    find,
    identity,
    instance_dict,
    is_guest_class,
    is_guest_code,
    is_subclass,
    is_type,
    lookup,
    mro_of,
    set_on_class,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

_MEMBER = type(FunctionType.__closure__)


def own_attribute(cls: type, name: str) -> Any:
    """Return what the class `cls` of the guest's itself holds under `name`, `None` when nothing, and for a class of the host's."""
    return dict_of(cls).get(name) if is_guest_class(cls) else None


def has_own_attribute(cls: type, name: str) -> bool:
    """Tell whether the class `cls` itself holds `name`."""
    return name in dict_of(cls)


def class_names(cls: type) -> dict[str, Any]:
    """Return a copy of what the class `cls` of the guest's itself holds; nothing of a class of the host's."""
    return {name: value for name, value in dict_of(cls).items() if name != MARK} if is_guest_class(cls) else {}


# Dataclasses


def has_explicit_hash(cls: type) -> bool:
    """Tell whether a class defines its hash: a `None` beside an `__eq__` is CPython's doing."""
    names = dict_of(cls)
    return "__hash__" in names and not (names["__hash__"] is None and "__eq__" in names)


def field_kind(annotation: Any, init_var: type) -> str:
    """Return what an annotation makes of a field: a field, a class variable, or an argument of `__init__` alone."""
    if type(annotation) is str:
        text = (
            annotation.strip().rpartition(".")[2]
            if "[" not in annotation
            else annotation.split("[")[0].rpartition(".")[2]
        )
        return {"ClassVar": "class variable", "InitVar": "argument"}.get(text.strip(), "field")
    if annotation is init_var or type(annotation) is init_var:
        return "argument"
    if (
        is_guest_class(type(annotation))
        and type(annotation).__name__ == "_SpecialForm"
        and annotation.name_ == "ClassVar"
    ):
        return "class variable"
    return "field"


def is_mutable(value: Any) -> bool:
    """Tell whether `value` is of a type without a hash, which no default may be."""
    return lookup(type(value), "__hash__") is None


def is_slot(value: Any) -> bool:
    """Tell whether `value` is the descriptor of a slot."""
    return type(value) is _MEMBER


def default_order_error(name: str, before: str) -> str:
    """Return the text for a field without default after one with."""
    text = f"non-default argument {name!r} follows default argument"
    return f"{text} {before!r}" if sys.version_info >= (3, 13) else text


def order_error(name: str, cls: type) -> str:
    """Return the text for a comparison that a class has itself."""
    stop = "" if sys.version_info >= (3, 13) else "."
    return f"Cannot overwrite attribute {name} in class {cls.__name__}{stop} Consider using functools.total_ordering"


def name_method(function: FunctionType, cls: type, name: str) -> None:
    """Name a method that was made for a class."""
    _check_function(function)
    function.__name__ = name
    function.__qualname__ = f"{cls.__qualname__}.{name}"


def _check_function(function: Any) -> None:
    if not is_guest_code(function):
        raise TypeError("a function of the host can not be changed")


def _check_instance(obj: Any, name: str) -> None:
    if not is_guest_class(type(obj)) or is_type(obj):
        raise TypeError(f"cannot set {name!r} attribute of an object of the host's")


def fill(obj: Any, names: tuple[str, ...], values: tuple[Any, ...], frozen: bool) -> bool:
    """Set attributes of `obj` if that needs no guest code, tell whether it did.

    `frozen` passes over a frozen class's guard.
    """
    if not can_fill(obj, names, frozen, True):
        return False
    for name, value in zip(names, values, strict=True):
        object.__setattr__(obj, name, value)
    return True


def can_fill(obj: Any, names: tuple[str, ...], frozen: bool, computed: bool) -> bool:
    """Tell whether setting attributes of `obj` needs no guest code; `computed` says that the guest may compute attributes."""
    cls = type(obj)
    if not is_guest_class(cls) or (not frozen and lookup(cls, "__setattr__") is not object.__setattr__):
        return False
    if computed:
        for owner in mro_of(cls):
            held = dict_of(owner)
            for name in names:
                if name in held and _may_compute(lookup(cls, name)):
                    return False
    return True


def _may_compute(found: Any) -> bool:
    """Tell whether setting an attribute for which a class holds `found` may run guest code."""
    kind = type(found)
    return identity(kind) not in SCALAR_IDS and kind is not _MEMBER and lookup(kind, "__set__") is not MISSING


def wants_default(obj: Any, name: str) -> bool:
    """Tell whether a field that is no argument has to be set: its default is not on the class where it has slots."""
    return lookup(type(obj), name) is MISSING or type(lookup(type(obj), name)) is _MEMBER


def super_setattr(cls: type, obj: Any, name: str, value: Any) -> None:
    """Do `super(cls, obj).__setattr__(name, value)`."""
    _check_instance(obj, name)
    check_instance_change(name, value)
    _any(super)(cls, obj).__setattr__(name, value)


def super_delattr(cls: type, obj: Any, name: str) -> None:
    """Do `super(cls, obj).__delattr__(name)`."""
    _check_instance(obj, name)
    _any(super)(cls, obj).__delattr__(name)


def inherited_slots(cls: type) -> set[str]:
    """Return the slots that the parents of `cls` have."""
    found: set[str] = set()
    for base in mro_of(cls)[1:-1]:
        slots = dict_of(base).get("__slots__", ())
        found.update((slots,) if type(slots) is str else slots)
    return found


def lacks_default(field: Any) -> bool:
    """Tell whether a field of a dataclass has no default."""
    return type(field.default).__name__ == "_MISSING_TYPE"


def replace_error(name: str) -> Exception:
    """Return the error of `replace` for a field that is no argument."""
    text = f"field {name} is declared with init=False, it cannot be specified with replace()"
    return TypeError(text) if sys.version_info >= (3, 13) else ValueError(text)


def replace_initvar_error(name: str) -> Exception:
    """Return the error of `replace` for a missing argument that is no field."""
    text = f"InitVar {name!r} must be specified with replace()"
    return TypeError(text) if sys.version_info >= (3, 13) else ValueError(text)


# Copying

_ATOMIC = (FunctionType, BuiltinFunctionType, ModuleType, property, type(Ellipsis), type(NotImplemented))


_UNCOPIED = frozenset((GeneratorType, CoroutineType, AsyncGeneratorType))


def is_atomic(obj: Any) -> bool:
    """Tell whether a copy of `obj` is `obj`."""
    return identity(type(obj)) in SCALAR_IDS - {identity(bytearray)} or is_type(obj) or isinstance(obj, _ATOMIC)


def is_method(obj: Any) -> bool:
    """Tell whether `obj` is a bound method."""
    return type(obj) is MethodType


def twin(obj: Any) -> Any:
    """Return an empty object of the class of `obj`, made without its `__init__`; `None` where only C can copy."""
    cls = type(obj)
    if cls is list or cls is dict or cls is set:
        return cls()
    if cls.__module__ == "collections" and not is_guest_class(cls):
        return cls(maxlen=obj.maxlen) if hasattr(obj, "maxlen") else cls()
    if not is_guest_class(cls) or derives_from_dates(cls):
        return None
    for base in (int, float, complex, str, bytes, tuple, frozenset):
        if is_subclass(base, cls):
            return _any(base).__new__(cls, base(obj))
    if is_subclass(BaseException, cls):
        return BaseException.__new__(cls, *BaseException.args.__get__(obj))  # type: ignore[attr-defined]
    return _allocate(cls)


def twin_of(obj: Any, items: list[Any]) -> Any:
    """Return a tuple or frozenset of the class of `obj`, one of the guest's, with these items."""
    cls = type(obj)
    base: Any = tuple if is_subclass(tuple, cls) else frozenset
    return base.__new__(cls, items) if is_guest_class(cls) else None


def whole_state(obj: Any) -> Any:
    """Return the state of an object as CPython hands it to `__setstate__`: its dictionary, with a second one for slots."""
    names = dict(instance_dict(obj))
    slots = {name: value for name, value in state(obj) if name not in names}
    return (names or None, slots) if slots else names or None


def _any(value: Any) -> Any:
    return value


def _allocate(cls: Any) -> Any:
    for base in mro_of(cls):
        if MARK not in dict_of(base):
            return _any(base).__new__(cls)
    return object.__new__(cls)


def shallow(obj: Any) -> Any:
    """Copy an object that holds nothing of the guest's."""
    from copy import copy

    if type(obj) in _UNCOPIED:
        raise TypeError(f"cannot pickle '{type(obj).__name__}' object")
    return copy(obj)


def state(obj: Any) -> list[tuple[str, Any]]:
    """Return the attributes that an object holds itself, slots included."""
    found = [(name, value) for name, value in instance_dict(obj).items() if type(name) is str]
    for base in mro_of(type(obj)):
        for name, member in dict_of(base).items():
            if type(member) is _MEMBER and MARK in dict_of(base):
                try:
                    found.append((name, member.__get__(obj)))
                except AttributeError:
                    continue
    return found


def put_state(obj: Any, name: str, value: Any) -> None:
    """Set an attribute of a copy, past any `__setattr__` of the guest's."""
    _check_instance(obj, name)
    check_instance_change(name, value)
    object.__setattr__(obj, name, value)


def own_items(obj: Any) -> list[Any] | None:
    """Return the items (of a dict: pairs) that a builtin container under `obj` holds; `None` when it is none."""
    cls = type(obj)
    if is_subclass(dict, cls):
        return list(dict.items(obj))
    for base in (list, set):
        if is_subclass(base, cls):
            return list(base.__iter__(obj))
    return list(obj) if cls.__name__ == "deque" else None


def put_items(obj: Any, items: list[Any] | None) -> None:
    """Fill a copy of a builtin container."""
    if items is None:
        return
    cls = type(obj)
    if is_subclass(dict, cls):
        for key, value in items:
            dict.__setitem__(obj, key, value)
    elif is_subclass(list, cls):
        list.extend(obj, items)
    elif is_subclass(set, cls):
        set.update(obj, items)
    else:
        obj.extend(items)


def same_items(left: list[Any], right: tuple[Any, ...]) -> bool:
    """Tell whether two sequences hold the very same objects."""
    return all(one is other for one, other in zip(left, right, strict=True))


# Abstract classes


def mark_abstract(function: Any) -> None:
    """Mark a function as an abstract method."""
    if is_guest_code(function):
        function.__isabstractmethod__ = True


def is_abstract(value: Any) -> bool:
    """Tell whether a value of a class is abstract."""
    kind = type(value)
    if kind is FunctionType:
        return bool(value.__dict__.get("__isabstractmethod__"))
    if kind is property:
        return any(is_abstract(part) for part in (value.fget, value.fset, value.fdel))
    if kind is classmethod or kind is staticmethod:
        return is_abstract(value.__func__)
    if is_guest_class(kind):
        names = instance_dict(value)
        if names.get("__isabstractmethod__") is True or lookup(kind, "__isabstractmethod__") is True:
            return True
        return _module_of(kind) == "functools" and "func" in names and is_abstract(names["func"])
    return False


def find_abstract(cls: type, bases: tuple[type, ...], namespace: dict[str, Any]) -> None:
    """Record the abstract methods of a new class, so that C refuses to make instances of it."""
    names = {name for name, value in namespace.items() if is_abstract(value)}
    for base in bases:
        for name in getattr(base, "__abstractmethods__", ()):
            if is_abstract(lookup(cls, name)):
                names.add(name)
    set_on_class(cls, "__abstractmethods__", frozenset(names))


def own_hook(cls: type) -> Any:
    """Return the `__subclasshook__` of a class when guest code defines one, bound."""
    hook, guest = find(cls, "__subclasshook__")
    return MethodType(hook.__func__, cls) if guest and type(hook) is classmethod else None


REGISTERED = "registered_"  # the attribute of an abstract class that holds the classes that were registered with it


def registered(cls: type) -> list[type]:
    """Return the classes that were registered with `cls` or with a class derived from it."""
    found: list[type] = []
    for owner in [cls, *_descendants(cls)]:
        found.extend(dict_of(owner).get(REGISTERED, ()))
    return found


def _descendants(cls: type) -> list[type]:
    found: list[type] = []
    children: list[type] = type.__subclasses__(cls)
    for child in children:
        found.append(child)
        found.extend(_descendants(child))
    return found


def derives(cls: type, subclass: type) -> bool:
    """Tell whether `subclass` derives from `cls` in truth."""
    return is_subclass(cls, subclass)


def copy_function_attributes(function: Any, like: Any) -> None:
    """Give a function of the prelude the names and attributes of the guest's function that it stands for."""
    _check_function(function)
    if type(like) is FunctionType:
        for name in ("__module__", "__name__", "__qualname__", "__doc__", "__annotations__"):
            setattr(function, name, getattr(like, name))
        function.__dict__.update(like.__dict__)
    function.__wrapped__ = like


def class_has(cls: type, names: tuple[str, ...]) -> bool:
    """Tell whether a class has all of some methods; one that is `None` is none."""
    return all(_is_there(lookup(cls, name)) for name in names)


def _is_there(found: Any) -> bool:
    return found is not MISSING and found is not None


def full_type_name(obj: Any) -> str:
    """Return the name of the type of `obj` after that of its module."""
    return f"{_module_of(type(obj))}.{_qualname_of(type(obj))}"


def _module_of(cls: type) -> str:
    module = dict_of(cls).get("__module__") if is_guest_class(cls) else cls.__module__
    return module if type(module) is str else "?"


_qualname_of: Callable[[type], str] = type.__dict__["__qualname__"].__get__


OBJECTS: dict[str, Any] = {
    "@own_attribute": own_attribute,
    "@class_names": class_names,
    "@has_own_attribute": has_own_attribute,
    "@has_explicit_hash": has_explicit_hash,
    "@field_kind": field_kind,
    "@is_mutable": is_mutable,
    "@is_slot": is_slot,
    "@default_order_error": default_order_error,
    "@order_error": order_error,
    "@name_method": name_method,
    "@fill": fill,
    "@wants_default": wants_default,
    "@super_setattr": super_setattr,
    "@super_delattr": super_delattr,
    "@inherited_slots": inherited_slots,
    "@lacks_default": lacks_default,
    "@replace_error": replace_error,
    "@replace_initvar_error": replace_initvar_error,
    "@eq_by_field": sys.version_info >= (3, 13),
    "@is_atomic": is_atomic,
    "@is_method": is_method,
    "@twin": twin,
    "@shallow": shallow,
    "@twin_of": twin_of,
    "@whole_state": whole_state,
    "@state": state,
    "@put_state": put_state,
    "@own_items": own_items,
    "@put_items": put_items,
    "@same_items": same_items,
    "@mark_abstract": mark_abstract,
    "@find_abstract": find_abstract,
    "@own_hook": own_hook,
    "@registered": registered,
    "@derives": derives,
    "@copy_function_attributes": copy_function_attributes,
    "@class_has": class_has,
    "@full_type_name": full_type_name,
    "@suppresses_groups": sys.version_info >= (3, 12),
}
