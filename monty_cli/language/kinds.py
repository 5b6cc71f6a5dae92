"""What the text of a program tells of the kinds of its values: variables that hold numbers or texts, iterables that give tuples."""

from __future__ import annotations

from monty_cli.language import nodes as ast
from monty_cli.language.trees import Nodes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from monty_cli.language.body import Body
    from monty_cli.language.facts import Facts

_SUMS = (int, float, complex, str, bytes)
_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_OTHER_NAMES: dict[type, str] = {
    ast.ExceptHandler: "name",
    ast.MatchAs: "name",
    ast.MatchStar: "name",
    ast.MatchMapping: "rest",
    **dict.fromkeys(_DEFINITIONS, "name"),
}
_ADDING = ("__add__", "__radd__", "__iadd__", "__sub__", "__rsub__", "__isub__")


def sums(nodes: Nodes, facts: Facts) -> frozenset[str]:
    """Return the names that a program binds, wherever it does, to a literal number or text only, and changes by `+=` and `-=`.

    What these hold is never a list or another container that takes in what is added: what a number or a text is added to is
    nothing of the kind as long as no class of the program says how to add.
    """
    if facts.any(_ADDING):
        return frozenset()
    allowed = {id(target): target.id for target in _literal_targets(nodes)}
    other = {node.id for node in nodes.of(ast.Name) if not isinstance(node.ctx, ast.Load) and id(node) not in allowed}
    other.update(node.arg for node in nodes.of(ast.arg))
    return frozenset(allowed.values()) - other - _definitions(nodes)


def _definitions(nodes: Nodes) -> set[str]:
    """Return the names that are bound by neither assignments nor parameters: by definitions, imports, handlers and patterns."""
    found: set[str] = set()
    for kind, field in _OTHER_NAMES.items():
        found.update(getattr(node, field) for node in nodes.of(kind))
    for alias in nodes.of(ast.alias):
        found.add(alias.asname or alias.name.partition(".")[0])
    return found


def rest_parameters(nodes: Nodes) -> frozenset[str]:
    """Return the names that a program binds by nothing but `*args` or `**kwargs` of a function: tuples, or dictionaries, of C's."""
    found: set[str] = set()
    other = {node.id for node in nodes.of(ast.Name) if not isinstance(node.ctx, ast.Load)}
    for arguments in nodes.of(ast.arguments):
        found.update(item.arg for item in (arguments.vararg, arguments.kwarg) if item is not None)
        other.update(item.arg for item in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs))
    return frozenset(found - other - _definitions(nodes)) if found else frozenset()


def _literal_targets(nodes: Nodes) -> list[ast.Name]:
    found: list[Any] = []
    for node in nodes.of(ast.Assign):
        if isinstance(node.value, ast.Constant) and type(node.value.value) in _SUMS:
            found += [target for target in node.targets if isinstance(target, ast.Name)]
    for node in nodes.of(ast.AnnAssign):
        if isinstance(node.value, ast.Constant) and type(node.value.value) in _SUMS:
            found.append(node.target)
    for node in nodes.of(ast.AugAssign):
        if isinstance(node.op, (ast.Add, ast.Sub)):
            found.append(node.target)
    return [target for target in found if isinstance(target, ast.Name)]


def attributes(nodes: Nodes) -> set[str] | None:
    """Return the names of the attributes that a program of `nodes` reads, `None` if it may read others, by names made at run time."""
    if any(node.id in _READING for node in nodes.of(ast.Name)):
        return None
    found = {node.attr for node in nodes.of(ast.Attribute)}
    return None if found & _READING else found


_READING = frozenset({"getattr", "vars", "dir", "attrgetter", "getmembers", "__dict__"})


# What a dataclass defines if it is frozen or has a hash of its own, and the options for that; `None` stands for `**options`.
FROZEN = frozenset({"__setattr__", "__delattr__", "__hash__"})
_FREEZING = frozenset({"frozen", "unsafe_hash", None})


def freezes(nodes: Nodes) -> bool:
    """Tell whether some call has an option with which a dataclass defines the methods of `FROZEN`."""
    return any(node.arg in _FREEZING for node in nodes.of(ast.keyword))


def gives_tuples(body: Body, iterable: ast.expr) -> bool:
    """Tell whether all items of the guest's `iterable` are tuples of C's: `enumerate(…)`, `zip(…)`, or `….items()` of a mapping."""
    if body.lowering.prelude or not isinstance(iterable, ast.Call):
        return False
    function = iterable.func
    if isinstance(function, ast.Name):
        return function.id in ("enumerate", "zip") and body.lowering.is_builtin(body, function.id)
    if not isinstance(function, ast.Attribute) or function.attr != "items" or iterable.args or iterable.keywords:
        return False
    return body.lowering.mapping_items


def mapping_items(nodes: Nodes, facts: Facts) -> bool:
    """Tell whether `….items()` always gives the pairs of a mapping: nothing of the program's may have that name."""
    if facts.own_items or facts.any(("__getattr__", "__getattribute__")) or facts.dynamic("items"):
        return False
    if any(node.arg == "items" for node in nodes.of(ast.keyword)) or any(map(_names_items, nodes.of(ast.Constant))):
        return False
    return not any(isinstance(node.target, ast.Name) and node.target.id == "items" for node in nodes.of(ast.AnnAssign))


def _names_items(node: ast.Constant) -> bool:
    """Tell whether a text may name the fields of a class, such as a named tuple, `items` among them."""
    if type(node.value) is not str or "items" not in node.value:
        return False
    words = node.value.replace(",", " ").split()
    return "items" in words and all(map(str.isidentifier, words))


def defined_names(nodes: Nodes) -> frozenset[str]:
    """Return the names that a script gives to functions, parameters and variables: a call of one may mean anything."""
    found = {node.name for kind in (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef) for node in nodes.of(kind)}
    found.update(node.id for node in nodes.of(ast.Name) if not isinstance(node.ctx, ast.Load))
    found.update(node.arg for node in nodes.of(ast.arg))
    found.update(node.asname for node in nodes.of(ast.alias) if node.asname is not None)
    return frozenset(found)
