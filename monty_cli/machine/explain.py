"""Explaining how an inner activation came out of an outer one's point, or saying that it can't be explained.

Two guest frames that stand next to each other may have a C function between them, whose state can't be seen. So the outer frame's
point has to account for the inner frame exactly: the callee that it holds is the function that runs inside, the operand's class has
it as the special method of the operator, the iterator that it holds is the generator that runs. The answer is a `Link`; where there is
none, `Unexplained` says why and the program can't be dumped at this pause.

No code of the guest runs here: attributes are looked up in the dictionaries of classes.
"""

from __future__ import annotations

from types import BuiltinMethodType, CodeType, FunctionType, MethodType, MethodWrapperType

from monty_cli.guest.attributes import Guard, read_lazy
from monty_cli.guest.lazy import is_lazy, step_of
from monty_cli.guest.protocol import (
    MISSING,
    GuestIterator,
    class_special,
    dict_of,
    find,
    is_type,
    mro_of,
)
from monty_cli.guest.type_parameters import Lazy
from monty_cli.language import awaited
from monty_cli.language import nodes as ast
from monty_cli.language.trees import walk
from monty_cli.machine.frames import Activation, read_locals
from monty_cli.machine.lookups import Bound, Unexplained, static_attribute, super_order
from monty_cli.machine.records import VALUE
from monty_cli.machine.state import HostFunction, HostGetter, pause
from monty_cli.machine.suspended import driven, frame_of, is_suspendable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import FrameType
    from typing import Any


DROPPED = "a generator is closed because nothing refers to it any more, and C, whose state can't be read, waits for it"


class Target:
    """What runs inside of a point: a guest activation, or the host function that has paused.

    `code` is the code of the inner guest frame (`None` for a host function); `frame` is that frame; `between` lists the frames of
    ours between the two, innermost first.
    """

    __slots__ = ("activation", "between", "code", "frame", "host")

    def __init__(self, activation: Activation | None, host: object, between: list[FrameType]) -> None:
        self.activation = activation
        self.code: CodeType | None = activation.code if activation is not None else None
        self.frame: FrameType | None = activation.frame if activation is not None else None
        self.host = host
        self.between = between

    def is_generator(self, value: object) -> bool:
        """Tell whether `value` is the generator or coroutine whose activation this is, or a step of it."""
        value = driven(value)
        return self.frame is not None and is_suspendable(value) and frame_of(value) is self.frame


class Link:
    """How an inner activation's result becomes the value of the outer point, and which function or generator runs inside."""

    __slots__ = ("function", "generator", "then")

    def __init__(self, then: tuple[Any, ...], function: FunctionType | None = None, generator: Any = None) -> None:
        self.then = then
        self.function = function
        self.generator = generator


def explain(outer: Activation, target: Target) -> Link:
    """Return the link from the point of `outer` to what runs inside.

    Raises:
        Unexplained: C code with state of its own may stand between, or values have changed since.
    """
    if outer.info is None:
        raise Unexplained("a comprehension that was compiled natively runs guest code")
    node = outer.unit.point(outer.info, outer.point)
    if node is None:
        raise Unexplained(_unread(target.host) or _unnamed(target.activation))
    kind: str = node.point  # type: ignore[attr-defined]
    link: Link | None = _EXPLAINERS[kind](Reader(outer), node, target)
    if link is None:
        raise Unexplained(_REASONS.get(kind, "C code stands between two frames of the script"))
    return link


def _unread(host: object) -> str | None:
    """Return why no property of a host object can be read where the script was not compiled for it, `None` if none is read."""
    if type(host) is not HostGetter:
        return None
    return f"the property {host.name!r} of an object is read whose class was not in the script's dataclass_registry"


def _unnamed(inner: Activation | None) -> str:
    """Return why guest code can't be saved that runs where no operation of the script can run any."""
    if inner is not None and inner.info is not None and inner.info.generator:
        return DROPPED
    return "a builtin's method runs guest code from C, whose state can't be read"


class Reader:
    """Reads the values of finished operands from an activation's variables."""

    __slots__ = ("activation",)

    def __init__(self, activation: Activation) -> None:
        self.activation = activation

    def value(self, node: ast.AST) -> Any:
        """Return the value that the operand `node` had.

        Raises:
            Unexplained: it is not kept anywhere.
        """
        if isinstance(node, ast.NamedExpr):
            return self.name(node.target.id)
        if isinstance(node, ast.Name):
            return self.name(node.id)
        if isinstance(node, ast.Constant):
            return node.value
        raise Unexplained("a value that is needed to tell what runs is not kept")

    def name(self, identifier: str) -> Any:
        frame = self.activation.frame
        for namespace in (self.activation.locals, frame.f_globals, frame.f_builtins):
            if identifier in namespace:
                return namespace[identifier]
        raise Unexplained(f"the variable {identifier!r} is no longer bound")


def _call(reader: Reader, node: ast.AST, target: Target) -> Link | None:
    assert isinstance(node, ast.Call)
    callee = _callee(reader, node.func)
    return match_call(callee, target, lambda: _arguments(reader, node))


def _callee(reader: Reader, function: ast.expr) -> Any:
    if isinstance(function, ast.Attribute):
        return static_attribute(reader.value(function.value), function.attr)
    return reader.value(function)


def _arguments(reader: Reader, node: ast.Call) -> tuple[tuple[Any, ...], dict[str, Any]]:
    """Return the arguments of a call whose operands are all held."""
    args: list[Any] = []
    for item in node.args:
        if isinstance(item, ast.Starred):
            args.extend(_plain_items(reader.value(item.value)))
        else:
            args.append(reader.value(item))
    kwargs: dict[str, Any] = {}
    for keyword in node.keywords:
        value = reader.value(keyword.value)
        if keyword.arg is None:
            if type(value) is not dict:
                raise Unexplained("keyword arguments come from a mapping of the guest's")
            kwargs.update(value)
        else:
            kwargs[keyword.arg] = value
    return tuple(args), kwargs


def _plain_items(value: Any) -> Any:
    if type(value) in (list, tuple):
        return value
    raise Unexplained("arguments come from an iterator that has been used up")


def match_call(callee: Any, target: Target, arguments: Any) -> Link | None:
    """Return the link if calling `callee` runs just the target.

    `arguments` is a function that gives the positional and keyword arguments, or `None` where they are not known.
    """
    kind = type(callee)
    if target.host is not None and callee is target.host:
        return Link(VALUE)
    if kind is FunctionType:
        return Link(VALUE, callee) if callee.__code__ is target.code or _helper(callee, target) else None
    if kind is MethodType and type(callee.__self__) is Guard:
        return _guarded(target)
    if kind is MethodType:
        return match_call(callee.__func__, target, None)
    if kind is staticmethod:
        return match_call(callee.__func__, target, None)
    if kind is BuiltinMethodType or kind is MethodWrapperType:
        return _builtin(callee, target, arguments)
    if kind is Bound:
        return match_call(callee.function, target, None)
    if is_type(callee):
        return _class_call(callee, target, arguments)
    attribute, guest = find(kind, "__call__")
    return match_call(attribute, target, None) if guest else None


def _guarded(target: Target) -> Link | None:
    """Explain the guarded access to an attribute, whose result is just what the guest's property or hook gives."""
    if [frame.f_code for frame in target.between] == _EVALUATION:
        lazy = read_locals(target.between[0])["self"]
        return Link(("evaluated", lazy), lazy.function)
    between = [frame for frame in target.between if frame.f_code not in _PAUSING]
    if len(between) != 1:
        return None
    frame = between[0]
    explainer = _GUARDS.get(frame.f_code)
    if explainer is None:
        return None
    variables = read_locals(frame)
    link: Link | None = explainer(variables["obj"], variables["name"], target)
    return link


def _helper(callee: FunctionType, target: Target) -> bool:
    """Tell whether the paused function is the name lookup, a function of ours that the host answers."""
    return target.host is not None and callee is getattr(target.host, "helper", None)


def _builtin(callee: Any, target: Target, arguments: Any) -> Link | None:
    """Explain the C functions that drive a generator: `next`, and the methods of generators."""
    name = callee.__name__
    receiver = callee.__self__
    if name == "next" and arguments is not None and callee is next:
        items = arguments()[0]
        return _advanced(items[0], target) if len(items) == 1 else None
    if name == "__call__" and not (is_type(receiver) and find(type(receiver), "__call__")[1]):
        return match_call(receiver, target, arguments)
    if not target.is_generator(receiver):
        return _advanced(receiver, target) if name == "__next__" else None
    if name in ("send", "throw", "__next__"):
        return Link(("next",), generator=receiver)
    return Link(("close",), generator=receiver) if name == "close" else None


def _advanced(iterator: Any, target: Target) -> Link | None:
    """Explain `next(iterator)`."""
    if target.is_generator(iterator):
        return Link(("next",), generator=iterator)
    function = _next_function(iterator, target)
    return match_call(function, target, None) if function is not None else None


def _next_function(iterator: Any, target: Target) -> Any:
    """Return the guest's `__next__`, or the prelude's step, behind `iterator`, if `next` runs nothing else."""
    if is_lazy(iterator):
        return step_of(iterator)
    if type(iterator) is GuestIterator:
        iterator = iterator.iterator
    attribute, guest = find(type(iterator), "__next__")
    return attribute if guest else None


def _class_call(cls: Any, target: Target, arguments: Any) -> Link | None:
    """Explain the making of an instance: a guest's metaclass, `__new__` or `__init__`."""
    meta, guest = find(type(cls), "__call__")
    if guest:
        return match_call(meta, target, None)
    made = class_special(cls, "__new__")
    if made is not None and _is(made, target):
        if arguments is None:
            raise Unexplained("the arguments of the class are not kept, and __new__ has not finished")
        args, kwargs = arguments()
        return Link(("new", cls, args, kwargs), made)
    init, guest = find(cls, "__init__")
    if not guest or not _is(init, target):
        return None
    return Link(("self", receiver_of(target)), init)


def _is(function: Any, target: Target) -> bool:
    return type(function) is FunctionType and function.__code__ is target.code


def receiver_of(target: Target) -> Any:
    """Return the first argument of the inner activation.

    Raises:
        Unexplained: the function may have rebound it.
    """
    activation = target.activation
    assert activation is not None
    if activation.info is None:
        raise Unexplained("the receiver is not known")
    node = activation.info.node
    assert isinstance(node, ast.FunctionDef)
    parameters = [*node.args.posonlyargs, *node.args.args]
    name = parameters[0].arg if parameters else node.args.vararg.arg if node.args.vararg else ""
    if name not in activation.locals or _rebinds(node, name):
        raise Unexplained("the function has rebound its first parameter, so that the new object is not known")
    value = activation.locals[name]
    return value if parameters else value[0]


def _rebinds(node: ast.AST, name: str) -> bool:
    return any(
        isinstance(item, ast.Name) and item.id == name and not isinstance(item.ctx, ast.Load) for item in walk(node)
    )


def _advance(reader: Reader, node: ast.AST, target: Target) -> Link | None:
    assert isinstance(node, ast.For)
    return _iteration(reader.value(node.iter), target, "advance")


def _iteration(iterator: Any, target: Target, then: str) -> Link | None:
    if target.is_generator(iterator):
        return Link((then,), generator=iterator)
    function = _next_function(iterator, target)
    link = match_call(function, target, None) if function is not None else None
    return Link((then,), link.function) if link is not None else None


def _yield_from(reader: Reader, node: ast.AST, target: Target) -> Link | None:
    assert isinstance(node, ast.YieldFrom)
    iterator = reader.value(node.value)
    link = _iteration(iterator, target, "yield_from")
    if link is None and type(iterator) is GuestIterator:
        link = _first(type(iterator.iterator), ("send",), target)
        return Link(("yield_from",), link.function) if link is not None else None
    return link


def _await(reader: Reader, node: ast.AST, target: Target) -> Link | None:
    return _iteration(reader.name(awaited(node)), target, "yield_from")


def _attribute(reader: Reader, node: ast.AST, target: Target) -> Link | None:
    assert isinstance(node, ast.Attribute)
    return explain_attribute(reader.value(node.value), node.attr, target)


def explain_attribute(obj: Any, name: str, target: Target) -> Link | None:
    """Explain a read of `obj.name`."""
    if type(obj) is super:
        owners: Any = super_order(obj)
    else:
        owners = mro_of(obj) if is_type(obj) else mro_of(type(obj))
    kinds = owners if type(obj) is super else mro_of(type(obj))
    link = _first_getter(kinds, "__getattribute__", target, False)
    if link is not None:
        return _with_fallback(link, obj, name)
    link = _first_getter(owners, name, target, True)
    if link is None and is_type(obj):
        link = _first_getter(kinds, name, target, True)
    if link is not None:
        return link if type(obj) is super else _with_fallback(link, obj, name)
    return _first_getter(kinds, "__getattr__", target, False)


def _first_getter(owners: Any, name: str, target: Target, plain: bool) -> Link | None:
    """Explain a call of what the first of `owners` that has `name` has there."""
    for owner in owners:
        attribute = dict_of(owner).get(name, MISSING)
        if attribute is not MISSING:
            return _getter(attribute, target, plain)
    return None


def _getter(attribute: Any, target: Target, plain: bool) -> Link | None:
    if not plain:
        return match_call(attribute, target, None) if type(attribute) is FunctionType else None
    if type(attribute) is property:
        return match_call(attribute.fget, target, None)
    getter, guest = find(type(attribute), "__get__")
    return match_call(getter, target, None) if guest else None


def _with_fallback(link: Link, obj: Any, name: str) -> Link:
    """After a property or a guest's `__getattribute__`, an AttributeError leads to `__getattr__`."""
    if not find(type(obj), "__getattr__")[1]:
        return link
    return Link(("getattr", obj, name), link.function)


def _item(reader: Reader, node: ast.AST, target: Target) -> Link | None:
    assert isinstance(node, ast.Subscript)
    obj = reader.value(node.value)
    names = ("__class_getitem__",) if is_type(obj) else ("__getitem__", "__missing__")
    return _first(obj if is_type(obj) else type(obj), names, target) or (_first(type(obj), ("__getitem__",), target))


def _first(cls: Any, names: tuple[str, ...], target: Target) -> Link | None:
    for name in names:
        attribute, guest = find(cls, name)
        if guest:
            function = attribute.__func__ if type(attribute) in (classmethod, staticmethod) else attribute
            link = match_call(function, target, None)
            if link is not None:
                return link
    return None


def _unary(reader: Reader, node: ast.AST, target: Target) -> Link | None:
    assert isinstance(node, ast.UnaryOp)
    name = {ast.UAdd: "__pos__", ast.USub: "__neg__", ast.Invert: "__invert__"}[type(node.op)]
    return _first(type(reader.value(node.operand)), (name,), target)


def _store(reader: Reader, node: ast.AST, target: Target) -> Link | None:
    """Explain a store or a deletion, whose result is ignored."""
    assert isinstance(node, (ast.Attribute, ast.Subscript))
    deleted = isinstance(node.ctx, ast.Del)
    obj = reader.value(node.value)
    if isinstance(node, ast.Subscript):
        link = _first(type(obj), ("__delitem__" if deleted else "__setitem__",), target)
    else:
        link = explain_store(obj, node.attr, deleted, target)
    return Link(("ignore",), link.function) if link is not None else None


def explain_store(obj: Any, name: str, deleted: bool, target: Target) -> Link | None:
    """Explain a store to, or a deletion of, `obj.name`."""
    link = _first(type(obj), ("__delattr__" if deleted else "__setattr__",), target)
    if link is not None:
        return link
    attribute, _ = find(type(obj), name)
    if type(attribute) is property:
        return match_call(attribute.fdel if deleted else attribute.fset, target, None)
    return _first(type(attribute), ("__delete__" if deleted else "__set__",), target)


def _yield(reader: Reader, node: ast.AST, target: Target) -> Link | None:
    return None


def _operator(reader: Reader, node: ast.AST, target: Target) -> Link | None:
    from monty_cli.machine.operators import explain_operator

    return explain_operator(reader, node, target)


def _ignored(link: Link | None) -> Link | None:
    return Link(("ignore",), link.function) if link is not None else None


_GUARDS: dict[CodeType, Any] = {
    Guard.read.__code__: explain_attribute,
    Guard.store.__code__: lambda obj, name, target: _ignored(explain_store(obj, name, False, target)),
    Guard.delete.__code__: lambda obj, name, target: _ignored(explain_store(obj, name, True, target)),
}
# The frames of ours, innermost first, through which a type parameter or alias is evaluated when its attribute is read.
_EVALUATION = [Lazy.__call__.__code__, read_lazy.__code__, Guard.read.__code__]
# Those through which a property of a host object pauses.
_PAUSING = (HostFunction.__call__.__code__, pause.__code__)
_REASONS = {
    "call": "a function written in C runs guest code here, with state of its own that can't be read",
    "advance": "an iterator written in C runs guest code here, with state of its own that can't be read",
    "binary": "an operator of a builtin type runs guest code here, with state of its own that can't be read",
    "compare": "a comparison of builtin containers runs guest code here, with state of its own that can't be read",
    "item": "a lookup in a builtin container runs guest code here, with state of its own that can't be read",
    "store": "a store to a builtin container runs guest code here, with state of its own that can't be read",
}
_EXPLAINERS: dict[str, Any] = {
    "call": _call,
    "advance": _advance,
    "yield_from": _yield_from,
    "await": _await,
    "yield": _yield,
    "attribute": _attribute,
    "item": _item,
    "unary": _unary,
    "store": _store,
    "binary": _operator,
    "augment": _operator,
    "compare": _operator,
}
