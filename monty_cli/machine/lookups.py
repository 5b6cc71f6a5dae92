"""What an attribute of a guest value is, found without running any code: by the dictionaries of classes and instances."""

from __future__ import annotations

from types import FunctionType, ModuleType

from monty_cli.guest.protocol import MISSING, dict_of, find, instance_dict, is_guest_class, is_type, mro_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class Unexplained(Exception):
    """The inner activation can't be accounted for; the text is the reason, as a clause."""


class Bound:
    """A guest function that attribute access would bind."""

    __slots__ = ("function",)

    def __init__(self, function: Any) -> None:
        self.function = function


def static_attribute(obj: Any, name: str) -> Any:
    """Return what `obj.name` is, or stands for when it is called, without running any code.

    Raises:
        Unexplained: it can't be told without running code.
    """
    kind = type(obj)
    if kind is super:
        return _super_attribute(obj, name)
    attribute, _ = find(kind, name)
    if is_type(obj):
        return _class_attribute(obj, name, attribute)
    if attribute is not MISSING and _is_data(attribute):
        raise Unexplained(f"the attribute {name!r} is computed")
    if kind is ModuleType or kind is FunctionType:
        own = obj.__dict__
        if name in own:
            return own[name]
    own = instance_dict(obj) if is_guest_class(kind) or not _is_builtin_kind(kind) else {}
    if name in own:
        return own[name]
    if attribute is MISSING:
        return _computed(obj, name)
    return _bind(attribute, obj)


def _computed(obj: Any, name: str) -> Any:
    if type(obj).__module__ == "builtins":
        raise Unexplained(f"the attribute {name!r} is gone")
    try:
        return object.__getattribute__(obj, name)
    except Exception:
        raise Unexplained(f"the attribute {name!r} is computed") from None


def _is_builtin_kind(kind: type) -> bool:
    return not is_guest_class(kind)


def _is_data(attribute: Any) -> bool:
    return type(attribute) is property or find(type(attribute), "__set__")[1]


def _bind(attribute: Any, obj: Any) -> Any:
    kind = type(attribute)
    if kind is FunctionType:
        return Bound(attribute)
    if kind is staticmethod or kind is classmethod:
        return Bound(attribute.__func__)
    if find(kind, "__get__")[1]:
        raise Unexplained("a descriptor of the guest's gives the function")
    getter = getattr(kind, "__get__", None)
    return getter(attribute, obj, type(obj)) if getter is not None else attribute


def _class_attribute(cls: Any, name: str, on_meta: Any) -> Any:
    attribute, _ = find(cls, name)
    if attribute is MISSING:
        if on_meta is MISSING:
            raise Unexplained(f"the attribute {name!r} is gone")
        return _bind(on_meta, cls)
    kind = type(attribute)
    if kind is staticmethod or kind is classmethod:
        return Bound(attribute.__func__)
    if kind is FunctionType or find(kind, "__get__")[1] or getattr(kind, "__get__", None) is None:
        return attribute
    return kind.__get__(attribute, None, cls)


def _super_attribute(obj: Any, name: str) -> Any:
    """Look `name` up as `super` does: after its class in the order of the instance's class."""
    for owner in super_order(obj):
        if name in dict_of(owner):
            attribute = dict_of(owner)[name]
            return _bind(attribute, obj.__self__) if type(attribute) is not staticmethod else attribute.__func__
    raise Unexplained(f"the attribute {name!r} is gone")


def super_order(obj: Any) -> tuple[type, ...]:
    """Return the classes in which the `super` object `obj` looks an attribute up."""
    order = mro_of(obj.__self_class__)
    return order[order.index(obj.__thisclass__) + 1 :]
