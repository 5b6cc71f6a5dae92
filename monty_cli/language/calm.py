"""Special methods and properties of a program that never pause: operators and reads that may call nothing but them are no points.

A method is calm when all that its text does is: reads and stores of plain attributes, operators, calls of builtins that ask nothing else of
their arguments, and making objects of classes whose `__init__` is calm. Methods may use each other's operators; those of which one may
pause are dropped until no more have to be.
"""

from __future__ import annotations

from monty_cli.language import nodes as ast
from monty_cli.language.expressions_tables import (
    BINARY,
    COMPARE,
    INPLACE,
    ITEM,
    ITEM_STORE,
    ITERATION,
    TEXT,
    TRUTH,
    UNARY,
)
from monty_cli.language.names import is_dunder
from monty_cli.language.trees import Nodes, children

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from monty_cli.language.facts import Facts
    from monty_cli.language.library import Library

HASHING = ("__hash__", "__eq__")
NUMBERS = (
    "__float__",
    "__int__",
    "__index__",
    "__trunc__",
    "__complex__",
    "__round__",
    "__abs__",
    "__floor__",
    "__ceil__",
    "__divmod__",
)
CANDIDATES = frozenset(
    [name for table in (BINARY, INPLACE, UNARY) for names in table.values() for name in names]
    + [
        *ITERATION,
        "__eq__",
        "__ne__",
        "__lt__",
        "__le__",
        "__gt__",
        "__ge__",
        "__hash__",
        "__contains__",
        *TRUTH,
        *TEXT,
        *NUMBERS,
    ]
)
_PARENTS = frozenset(
    {"object", "Exception", "ValueError", "TypeError", "RuntimeError", "KeyError", "LookupError", "ArithmeticError"}
)


def calm_methods(nodes: Nodes, facts: Facts, library: Library) -> set[str]:
    """Return the special names of a program all of whose methods of that name are calm, and such names of properties."""
    defined = [node for node in nodes.of(ast.FunctionDef) if node.name in CANDIDATES]
    getters = [node for node in nodes.of(ast.FunctionDef) if node.name in facts.properties and node.decorator_list]
    if not (defined or getters) or facts.metaclasses:
        return set()
    reader = _Reader(nodes, facts, library)
    reader.names = {node.name for node in defined} - facts.brought - _mentioned(nodes)
    if _own_keys(nodes, facts):
        reader.names.discard("__getitem__")
    reader.properties = {node.name for node in getters} - facts.computed
    reader.classes = _plain_classes(nodes, reader.bound)
    while True:
        failed = {node.name for node in defined if node.name in reader.names and not reader.is_calm(node)}
        wild = {name for name, node in reader.classes.items() if not reader.makes_calmly(node)}
        read = {
            node.name for node in getters if node.name in reader.properties and not reader.is_calm(node, "property")
        }
        if not failed and not wild and not read:
            return reader.names | reader.properties
        reader.names -= failed
        reader.properties -= read
        reader.classes = {name: node for name, node in reader.classes.items() if name not in wild}


def _own_keys(nodes: Nodes, facts: Facts) -> bool:
    """Tell whether a class may have a method `keys`, which makes a mapping of what has `__getitem__`: it may pause for itself."""
    if facts.rebound("keys"):
        return True
    named = [*nodes.of(ast.FunctionDef), *nodes.of(ast.AsyncFunctionDef)]
    bound = [node for node in nodes.of(ast.Name) if node.id == "keys" and not isinstance(node.ctx, ast.Load)]
    return bool(bound) or any(node.name == "keys" for node in named)


def _mentioned(nodes: Nodes) -> set[str]:
    """Return the special names that a program binds or spells in other ways than by a definition."""
    found = {node.id for node in nodes.of(ast.Name) if not isinstance(node.ctx, ast.Load) and is_dunder(node.id)}
    found |= {node.attr for node in nodes.of(ast.Attribute) if not isinstance(node.ctx, ast.Load)}
    found |= {node.value for node in nodes.of(ast.Constant) if type(node.value) is str and is_dunder(node.value)}
    return found | {node.name for node in nodes.of(ast.AsyncFunctionDef)}


def _plain_classes(nodes: Nodes, bound: dict[str, int]) -> dict[str, ast.ClassDef]:
    """Return, by their names, the classes that are bound once, with nothing but such classes for parents."""
    found: dict[str, ast.ClassDef] = {}
    for node in nodes.of(ast.ClassDef):
        if (
            bound[node.name] == 1
            and not node.keywords
            and not node.decorator_list
            and not getattr(node, "type_params", None)
        ):
            found[node.name] = node
    return found


class _Reader:
    """Tells whether a text is calm, if the methods `names` and the making of `classes` are."""

    def __init__(self, nodes: Nodes, facts: Facts, library: Library) -> None:
        self.facts = facts
        self.library = library
        self.names: set[str] = set()
        self.properties: set[str] = set()
        self.classes: dict[str, ast.ClassDef] = {}
        self.bound: dict[str, int] = {}
        for name in bindings(nodes):
            self.bound[name] = self.bound.get(name, 0) + 1
        self.modules = {
            alias.asname or alias.name for node in nodes.of(ast.Import) for alias in node.names if alias.name == "math"
        }

    def allows(self, names: tuple[str, ...]) -> bool:
        """Tell whether an operator that may dispatch to `names` is calm."""
        return self.facts.dunders.isdisjoint(set(names) - self.names)

    @property
    def iterates(self) -> bool:
        """Whether iterating a value may pause."""
        facts = self.facts
        return facts.iterables or facts.lazy_uses > 0 or facts.plain_maps or not self.allows(ITERATION)

    def makes_calmly(self, node: ast.ClassDef) -> bool:
        """Tell whether making an object of a class is calm."""
        for base in node.bases:
            if not isinstance(base, ast.Name) or (
                base.id not in self.classes and (base.id not in _PARENTS or base.id in self.bound)
            ):
                return False
        functions = [item for item in node.body if isinstance(item, ast.FunctionDef)]
        if any(item.name == "__new__" for item in functions):
            return False
        return all(self.is_calm(item) for item in functions if item.name == "__init__")

    def is_calm(self, function: ast.FunctionDef, decorator: str = "") -> bool:
        """Tell whether a call of a function is calm; `decorator` is the builtin with which it has to be decorated, if any."""
        decorators = [item.id if isinstance(item, ast.Name) else "" for item in function.decorator_list]
        if decorators != ([decorator] if decorator else []) or decorator in self.bound:
            return False
        return all(map(self.reads, function.body))

    def reads(self, node: ast.AST) -> bool:
        """Tell whether a statement or an expression is calm."""
        test = _TESTS.get(node.__class__)
        if test is None or (test is not True and not test(self, node)):
            return False
        return all(map(self.reads, _parts(node)))

    def _name(self, node: ast.Name) -> bool:
        return node.id in self.bound or node.id in self.library.names

    def _attribute(self, node: ast.Attribute) -> bool:
        if is_dunder(node.attr):
            return node.attr == "__class__" and isinstance(node.ctx, ast.Load)
        if not isinstance(node.ctx, ast.Load):
            return not self.facts.dynamic_store(node.attr)
        return node.attr in self.properties or not self.facts.dynamic(node.attr)

    def _compare(self, node: ast.Compare) -> bool:
        if any(isinstance(op, (ast.In, ast.NotIn)) for op in node.ops) and self.iterates:
            return False
        return all(self.allows(COMPARE.get(type(op), ())) for op in node.ops) and self.allows(TRUTH)

    def _subscript(self, node: ast.Subscript) -> bool:
        return self.allows(ITEM if isinstance(node.ctx, ast.Load) else ITEM_STORE)

    def _call(self, node: ast.Call) -> bool:
        function = node.func
        if any(isinstance(item, ast.Starred) for item in node.args) or any(item.arg is None for item in node.keywords):
            return False
        if isinstance(function, ast.Attribute):
            return self._method(node, function)
        if not isinstance(function, ast.Name):
            return False
        if function.id in self.bound:
            return function.id in self.classes
        effect = self.library.calls.get(function.id)
        if effect is None:
            return function.id in self.library.pure
        if effect.always or (effect.iterable and self.iterates) or node.keywords:
            return False
        return self.allows(effect.dunders) and not (effect.arguments and len(node.args) >= effect.arguments)

    def _method(self, node: ast.Call, function: ast.Attribute) -> bool:
        receiver = function.value
        if isinstance(receiver, ast.Constant):
            return type(receiver.value) is str and function.attr == "join" and not self.iterates
        if isinstance(receiver, ast.Name) and receiver.id in self.modules:
            return self.bound[receiver.id] == 1 and self.allows(NUMBERS) and not self.iterates
        return False


def _parts(node: ast.AST) -> list[ast.AST]:
    """Return what is below a node and evaluated with it."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        return [*node.args, *node.keywords]
    if isinstance(node, ast.AnnAssign):
        return [node.target, *([node.value] if node.value is not None else [])]
    return children(node)


def bindings(nodes: Nodes) -> list[str]:
    """Return the names that a program binds, each as often as it does."""
    found = [node.id for node in nodes.of(ast.Name) if not isinstance(node.ctx, ast.Load)]
    found += [node.arg for node in nodes.of(ast.arg)]
    found += [node.name for kind in (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef) for node in nodes.of(kind)]
    found += [alias.asname or alias.name.partition(".")[0] for alias in nodes.of(ast.alias)]
    found += [
        node.name for kind in (ast.ExceptHandler, ast.MatchAs, ast.MatchStar) for node in nodes.of(kind) if node.name
    ]
    return found + [node.rest for node in nodes.of(ast.MatchMapping) if node.rest]


def _iterates(reader: _Reader, node: Any) -> bool:
    return not reader.iterates


# What each kind of node asks for; `True` where nothing but its parts matters. Kinds that are not here are not calm.
_TESTS: dict[type, Any] = {
    **dict.fromkeys(
        (ast.Constant, ast.Return, ast.Expr, ast.Assign, ast.AnnAssign, ast.Pass, ast.Raise, ast.Break, ast.Continue),
        True,
    ),
    **dict.fromkeys((ast.Slice, ast.keyword, ast.Starred), True),
    **dict.fromkeys((ast.If, ast.While, ast.IfExp, ast.BoolOp, ast.Assert), lambda reader, node: reader.allows(TRUTH)),
    **dict.fromkeys((ast.For, ast.ListComp, ast.GeneratorExp, ast.comprehension), _iterates),
    **dict.fromkeys((ast.Tuple, ast.List), lambda reader, node: isinstance(node.ctx, ast.Load) or not reader.iterates),
    **dict.fromkeys(
        (ast.Set, ast.Dict, ast.SetComp, ast.DictComp),
        lambda reader, node: reader.allows(HASHING) and not reader.iterates,
    ),
    ast.Name: _Reader._name,
    ast.Attribute: _Reader._attribute,
    ast.Compare: _Reader._compare,
    ast.Subscript: _Reader._subscript,
    ast.Call: _Reader._call,
    ast.BinOp: lambda reader, node: reader.allows(BINARY[type(node.op)]),
    ast.AugAssign: lambda reader, node: reader.allows(INPLACE[type(node.op)]) and not reader.iterates,
    ast.UnaryOp: lambda reader, node: reader.allows(UNARY.get(type(node.op), TRUTH)),
    **dict.fromkeys((ast.JoinedStr, ast.FormattedValue), lambda reader, node: reader.allows(TEXT)),
}
