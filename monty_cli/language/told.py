"""Classes of which the text of a program tells what the positional parts of a class pattern look at.

`__match_args__` may hold any name, which C would read past the attribute guard. Of a class that is bound once, and whose parents are such
classes or well known, the names come from a literal, or from the annotations that a dataclass or a named tuple takes its fields from:
the text has them all. Patterns of these classes are left to C where none of the names is one that is guarded.
"""

from __future__ import annotations

from monty_cli.language import nodes as ast
from monty_cli.language.calm import bindings
from monty_cli.language.names import is_dunder
from monty_cli.language.trees import Nodes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from monty_cli.language.facts import Facts
    from monty_cli.language.library import Library

_ARGS = "__match_args__"
_SPELLED = frozenset((_ARGS, "__annotations__"))
_DECORATORS = {"dataclass": "dataclasses", "total_ordering": "functools", "final": "typing", "unique": "enum"}
_PARENTS = {
    **dict.fromkeys(("NamedTuple", "Generic", "Protocol"), "typing"),
    **dict.fromkeys(("Enum", "IntEnum", "StrEnum", "Flag", "IntFlag"), "enum"),
    "ABC": "abc",
}
_BUILTINS = frozenset(("object", "str", "int", "float", "list", "dict", "tuple", "set", "frozenset", "bytes"))


def told_classes(nodes: Nodes, facts: Facts, library: Library) -> frozenset[str]:
    """Return the names of those classes of a program."""
    if not nodes.of(ast.MatchClass) or facts.open or facts.metaclasses or facts.introspection or facts.rebound(_ARGS):
        return frozenset()
    counts: dict[str, int] = {}
    for name in bindings(nodes):
        counts[name] = counts.get(name, 0) + 1
    if not (_are_literal(nodes, counts, library) and _fields_are_plain(nodes, library)):
        return frozenset()
    imported = {
        alias.asname or alias.name: (node.module, alias.name)
        for node in nodes.of(ast.ImportFrom)
        for alias in node.names
        if not node.level and counts[alias.asname or alias.name] == 1
    }
    found = {node.name: node for node in nodes.of(ast.ClassDef) if counts[node.name] == 1 and not node.keywords}

    def is_known(node: ast.expr, table: dict[str, str]) -> bool:
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            return table.get(node.attr) == node.value.id and counts.get(node.value.id) == 1
        if not isinstance(node, ast.Name):
            return False
        module, name = imported.get(node.id, ("", ""))
        return bool(module) and table.get(name) == module

    def is_parent(node: ast.expr) -> bool:
        node = node.value if isinstance(node, ast.Subscript) else node
        if isinstance(node, ast.Name) and (
            node.id in found or (node.id not in counts and _is_builtin(node.id, library))
        ):
            return True
        return is_known(node, _PARENTS)

    def is_told(node: ast.ClassDef) -> bool:
        decorators = [each.func if isinstance(each, ast.Call) else each for each in node.decorator_list]
        return all(is_known(each, _DECORATORS) for each in decorators) and all(map(is_parent, node.bases))

    while True:
        wrong = [name for name, node in found.items() if not is_told(node)]
        if not wrong:
            return frozenset(found)
        for name in wrong:
            del found[name]


def _is_builtin(name: str, library: Library) -> bool:
    return name in _BUILTINS or (name in library.names and name.endswith(("Error", "Exception")))


def _is_plain(name: object, library: Library) -> bool:
    return type(name) is str and not is_dunder(name) and name not in library.guarded


def _are_literal(nodes: Nodes, counts: dict[str, int], library: Library) -> bool:
    """Tell whether `__match_args__` is spelled by nothing but assignments of plain names, and annotations are not spelled."""
    spelled = [node.id for node in nodes.of(ast.Name) if node.id in _SPELLED]
    spelled += [node.attr for node in nodes.of(ast.Attribute) if node.attr in _SPELLED]
    spelled += [node.value for node in nodes.of(ast.Constant) if type(node.value) is str and node.value in _SPELLED]
    spelled += [node.arg for node in nodes.of(ast.keyword) if node.arg in _SPELLED]
    literal = 0
    for node in nodes.of(ast.Assign):
        if len(node.targets) == 1 and isinstance(node.targets[0], ast.Name) and node.targets[0].id == _ARGS:
            items = node.value.elts if isinstance(node.value, ast.Tuple) else [None]
            literal += all(isinstance(item, ast.Constant) and _is_plain(item.value, library) for item in items)
    return len(spelled) == literal == counts.get(_ARGS, 0)


def _fields_are_plain(nodes: Nodes, library: Library) -> bool:
    targets = [node.target for node in nodes.of(ast.AnnAssign)]
    return all(_is_plain(target.id, library) for target in targets if isinstance(target, ast.Name))
