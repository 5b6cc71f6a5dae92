"""Rows of methods and of what stands for them: bound, of builtin types, super.

| tag | row |
| --- | --- |
| 32 | `[32, column of function, receiver]` bound method |
| 33 | `[33, name, column of one]` method of a builtin type, bound to a value |
| 34 | `[34, name, column of one]` method of a builtin type, found in a class's namespace |
| 38 | `[38, column of class, object, class of the object]` super |
"""

from __future__ import annotations

from functools import partial
from types import (
    BuiltinMethodType,
    ClassMethodDescriptorType,
    GetSetDescriptorType,
    MemberDescriptorType,
    MethodDescriptorType,
    MethodType,
    MethodWrapperType,
    ModuleType,
    WrapperDescriptorType,
)

from .environment import Unsupported
from .instances import mro_of, name_of_class, vars_of
from .kind import Kind, expect, expect_class, is_class, simple
from .scalars import named_row

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from .decoder import Reader
    from .encoder import Writer
    from .environment import Environment


_DESCRIPTORS = (
    MethodDescriptorType,
    ClassMethodDescriptorType,
    WrapperDescriptorType,
    GetSetDescriptorType,
    MemberDescriptorType,
)


def _make_method(function: object, receiver: object) -> MethodType:
    if not callable(function) or receiver is None:
        raise ValueError("a method needs a function and a receiver")
    return MethodType(function, receiver)


def _encode_builtin(writer: Writer, method: Any) -> list[Any]:
    row = named_row(writer, method)
    if row is not None:
        return row
    receiver, name = method.__self__, method.__name__
    if receiver is None or type(receiver) is ModuleType:
        raise Unsupported(f"the host's function {name!r} can't be stored")
    bind = _find(writer.env, receiver, name)
    if bind is None or bind() != method:
        raise Unsupported(f"the method {name!r} of a builtin can't be stored")
    return [33, name, writer.column([receiver])]


def _find(env: Environment, receiver: object, name: str) -> Callable[[], Any] | None:
    """How to get the bound builtin method `name` of `receiver`; None if there is none that guest code may hold."""
    for cls in mro_of(type(receiver)):
        found = vars_of(cls).get(name)
        if type(found) in (MethodDescriptorType, WrapperDescriptorType):
            return partial(found.__get__, receiver, type(receiver)) if env.allows(cls, name) else None
    if is_class(receiver):
        for cls in mro_of(receiver):
            found = vars_of(cls).get(name)
            if type(found) is ClassMethodDescriptorType:
                return partial(found.__get__, None, expect_class(receiver)) if env.allows(cls, name) else None
    return None


def _declare_builtin(reader: Reader, name: object, payload: object) -> None:
    column = reader.column(payload, 1)
    method = expect(name, str)

    def make() -> object:
        bind = _find(reader.env, reader.values(column)[0], method)
        if bind is None:
            raise ValueError("a builtin method is unknown")
        return bind()

    reader.later(column.refs(), make)


def _encode_descriptor(writer: Writer, descriptor: Any) -> list[Any]:
    row = named_row(writer, descriptor)
    if row is not None:
        return row
    owner, name = descriptor.__objclass__, descriptor.__name__
    if vars_of(owner).get(name) is not descriptor or not _reachable(writer.env, owner, name):
        raise Unsupported(f"the descriptor {name!r} of {name_of_class(owner)!r} can't be stored")
    return [34, name, writer.column([owner])]


def _reachable(env: Environment, owner: type, name: str) -> bool:
    return env.is_guest_class(owner) or env.allows(owner, name)


def _declare_descriptor(reader: Reader, name: object, payload: object) -> None:
    column = reader.column(payload, 1)
    expect(name, str)

    def make() -> object:
        owner = expect_class(reader.values(column)[0])
        found = vars_of(owner).get(name)
        if type(found) not in _DESCRIPTORS or not _reachable(reader.env, owner, name):  # type: ignore[arg-type]
            raise ValueError("a method of a builtin type is unknown")
        return found

    reader.later(column.refs(), make)


_super_parts: tuple[Any, ...] = tuple(super.__dict__[name] for name in ("__thisclass__", "__self__", "__self_class__"))


def _super_fields(value: object) -> list[Any]:
    return [part.__get__(value) for part in _super_parts]


def _make_super(cls: Any, target: Any, target_class: object) -> object:
    expect_class(cls)
    if target_class is None:
        return super(cls)
    ancestors = [*mro_of(type(target)), *(mro_of(target) if is_class(target) else ())]
    if not any(cls is ancestor for ancestor in ancestors):
        raise ValueError("a super object doesn't fit its class")
    return super(cls, target)


KINDS = [
    simple(32, MethodType, lambda m: (m.__func__, m.__self__), _make_method),
    Kind(33, (BuiltinMethodType, MethodWrapperType), _encode_builtin, _declare_builtin),
    Kind(34, _DESCRIPTORS, _encode_descriptor, _declare_descriptor),
    simple(38, super, _super_fields, _make_super),
]
