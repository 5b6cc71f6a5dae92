"""What `inspect` asks of functions and types: parameters from the code of a function, kinds of objects, texts."""

from __future__ import annotations

import inspect
from types import BuiltinFunctionType, FunctionType, MethodType, ModuleType

from monty_cli.guest.looking import code_of
from monty_cli.guest.protocol import MISSING, is_guest_class, is_subclass, is_type, lookup

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_ASYNC_GENERATOR, _GENERATOR = inspect.CO_ASYNC_GENERATOR, inspect.CO_GENERATOR


def parameters(function: Any) -> list[tuple[str, int, tuple[Any, ...]]] | None:
    """Return name, kind and default (none or one) of each parameter; `None` where they are not known."""
    if type(function) is BuiltinFunctionType:
        try:
            found = inspect.signature(function).parameters.values()
        except (ValueError, TypeError):
            return None
        return [(p.name, int(p.kind), () if p.default is p.empty else (p.default,)) for p in found]
    if type(function) is not FunctionType:
        return None
    code = code_of(function)
    names = code.co_varnames
    count, only = code.co_argcount, code.co_posonlyargcount
    defaults = function.__defaults__ or ()
    first = count - len(defaults)
    made: list[tuple[str, int, tuple[Any, ...]]] = [
        (name, 0 if index < only else 1, defaults[index - first : index - first + 1] if index >= first else ())
        for index, name in enumerate(names[:count])
    ]
    end = count + code.co_kwonlyargcount
    if code.co_flags & inspect.CO_VARARGS:
        made.append((names[end], 2, ()))
    keywords = function.__kwdefaults__ or {}
    made += [(name, 3, (keywords[name],) if name in keywords else ()) for name in names[count:end]]
    if code.co_flags & inspect.CO_VARKEYWORDS:
        made.append((names[end + bool(code.co_flags & inspect.CO_VARARGS)], 4, ()))
    return made


def method_function(obj: Any) -> Any:
    """Return the function of a bound method, `None` for anything else."""
    return obj.__func__ if type(obj) is MethodType else None


def annotation_text(annotation: Any, text: str) -> str:
    """Return an annotation as a signature shows it; `text` is its `repr`."""
    if is_type(annotation):
        module = type.__dict__["__module__"].__get__(annotation)
        name: str = type.__dict__["__qualname__"].__get__(annotation)
        return name if module == "builtins" or type(module) is not str else f"{module}.{name}"
    return text.replace("typing.", "")


def has_plain_init(cls: type) -> bool:
    """Tell whether a class of the guest is made without arguments."""
    return (
        is_guest_class(cls) and lookup(cls, "__init__") is object.__init__ and lookup(cls, "__new__") is object.__new__
    )


def is_descriptor(obj: Any) -> bool:
    """Tell whether `obj` is a method of C, unbound."""
    kind = type(obj)
    return (
        lookup(kind, "__get__") is not MISSING
        and lookup(kind, "__set__") is MISSING
        and not is_guest_class(kind)
        and (kind not in (MethodType, FunctionType, property, staticmethod, classmethod) and not is_type(obj))
    )


def is_function(obj: Any) -> bool:
    """Tell whether `obj` is a function."""
    return type(obj) is FunctionType


def is_method(obj: Any) -> bool:
    """Tell whether `obj` is a bound method of a function of the guest's; what stands for a method of C is none."""
    function = method_function(obj)
    if type(function) is not FunctionType:
        return type(obj) is MethodType and is_guest_class(type(function))
    names = function.__globals__
    return "@attr" in names or "@attr" in names.get("__builtins__", ())


def is_class(obj: Any) -> bool:
    """Tell whether `obj` is a class."""
    return is_type(obj)


def is_builtin(obj: Any) -> bool:
    """Tell whether `obj` is a function of C."""
    return type(obj) is BuiltinFunctionType


def is_module(obj: Any) -> bool:
    """Tell whether `obj` is a module."""
    return type(obj) is ModuleType


def clean_doc(doc: Any) -> str:
    """Return a documentation text without its indentation."""
    if not is_subclass(str, type(doc)):
        raise TypeError(f"a documentation text must be a str, not {type(doc).__name__}")
    return inspect.cleandoc(str.__str__(doc))


def makes(flag: int, obj: Any) -> bool:
    """Tell whether calling `obj` makes a generator of the kind that `flag` tells."""
    if type(obj) is MethodType:
        obj = obj.__func__
    return type(obj) is FunctionType and bool(code_of(obj).co_flags & flag)


def makes_generators(obj: Any) -> bool:
    """Tell whether `obj` is a generator function."""
    return makes(_GENERATOR, obj)


def makes_async_generators(obj: Any) -> bool:
    """Tell whether `obj` is an asynchronous generator function."""
    return makes(_ASYNC_GENERATOR, obj)


HELPERS: dict[str, Any] = {
    "@inspect_parameters": parameters,
    "@inspect_method": method_function,
    "@inspect_annotation": annotation_text,
    "@inspect_has_plain_init": has_plain_init,
    "@inspect_isdescriptor": is_descriptor,
    "@inspect_c_isfunction": is_function,
    "@inspect_c_ismethod": is_method,
    "@inspect_c_isclass": is_class,
    "@inspect_c_isbuiltin": is_builtin,
    "@inspect_c_ismodule": is_module,
    "@inspect_c_cleandoc": clean_doc,
    "@inspect_c_isgeneratorfunction": makes_generators,
    "@inspect_c_isasyncgenfunction": makes_async_generators,
    "@inspect_descriptions": (
        "positional-only",
        "positional or keyword",
        "variadic positional",
        "keyword-only",
        "variadic keyword",
    ),
    "@inspect_object": object,
}
