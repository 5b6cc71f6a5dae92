"""Facts about a whole program that decide which of its operations may run guest code.

`a + b` can pause only where some class of the program defines `__add__`, an attribute read only where some class has a property of
that name, a `for` only where the program makes generators or iterators. Facts err on the safe side: a special name that occurs
anywhere as a definition, a stored name or a string counts as defined.
"""

from __future__ import annotations

from monty_cli.language import nodes as ast
from monty_cli.language.build import DEFINITIONS
from monty_cli.language.calm import calm_methods
from monty_cli.language.class_values import may_hold_type
from monty_cli.language.expressions_tables import BINARY, ITERATION
from monty_cli.language.kinds import FROZEN, attributes, freezes
from monty_cli.language.library import ABSTRACT, ABSTRACT_CLASSES, Library
from monty_cli.language.names import is_dunder
from monty_cli.language.scopes import Scope, Scopes
from monty_cli.language.trees import Nodes, walk

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any

    from monty_cli.language.build import Definition

ALL = "*"
# Stands among the special names for "some class has a metaclass of the guest's".
METACLASS = "@metaclass"
ITEMS = "items"
# Stands among the special names for "what is printed may go to an object of the guest's".
REDIRECTED = "@redirected"
# Builtins that make lazy iterators over functions of the guest, and functions with which they make none.
LAZY = frozenset({"map", "filter", "iter"})
_PLAIN_CALLBACKS = (
    "int str float len abs bool ord chr list tuple set dict sum max min sorted repr round hex bin oct bytes"
)
PLAIN_CALLBACKS = frozenset(_PLAIN_CALLBACKS.split())

DESCRIPTORS = frozenset({"__get__", "__set__", "__delete__"})
HOOKS = frozenset({"__getattr__", "__getattribute__"})
# The last two look up the names in annotations.
INTROSPECTION = frozenset({"globals", "locals", "vars", "dir", "singledispatch", "get_type_hints"})
# Builtins with which a program takes in more source text while it runs.
GROWING = frozenset({"exec", "eval", "compile"})
# Special names that no builtin asks a value for.
HARMLESS = frozenset(
    {"__init__", "__main__", "__name__", "__enter__", "__exit__", "__call__", "__post_init__", "__doc__"}
)


# The prelude works on values of the guest's whose operators may be the guest's; all else it does by direct calls.
OPERATORS = frozenset(
    [name for names in BINARY.values() for name in names]
    + ["__eq__", "__ne__", "__lt__", "__le__", "__gt__", "__ge__", "__neg__", "__pos__", "__invert__"]
) - {"__str__", "__repr__", "__getitem__", "__float__", "__int__", "__index__"}


class _Every(set[str]):
    """The special names of a program that may come to define any."""

    def __contains__(self, name: object) -> bool:
        return True

    def isdisjoint(self, names: Iterable[object]) -> bool:
        return not any(True for _ in names)


class Facts:
    """What holds of one program, or of the prelude.

    Attributes:
        dunders: special names that some class may define.
        attributes: the names of the attributes that the program reads, if no others can be read; else `None`.
        computed: names of properties of the host's objects.
        brought: the special names that the library brings.
        frozen: a dataclass may be frozen, or have a hash.
        effects: what the modules of the library bring (see `Library`).
        iterables: iterating a value may run guest code.
        properties: attribute names whose read may run guest code; holds `ALL` when any may.
        setters: the same for stores and deletes.
        stored: attribute names that the program stores to or deletes; holds `ALL` with `setattr`.
        introspection: the program may look at its own namespaces, so that all module variables are true globals.
        metaclasses: a class may have a metaclass written by the guest.
        own_items: a class may have an `items` of the guest's, which `json` asks a dict for.
        open: the program may take in more source text while it runs, of which anything may hold.
        types: the program may hold `type`, or another class of classes, as a value.
    """

    __slots__ = (
        "attributes",
        "brought",
        "computed",
        "dunders",
        "effects",
        "frozen",
        "introspection",
        "iterables",
        "lazy_uses",
        "metaclasses",
        "open",
        "own_items",
        "plain_maps",
        "properties",
        "property_uses",
        "setters",
        "stored",
        "types",
    )

    def __init__(
        self,
        nodes: Nodes,
        library: Library,
        prelude: bool = False,
        open: bool = False,
        computed: Iterable[str] = (),
    ) -> None:
        """Read the facts off `nodes`; a program that is `open` may grow while it runs, so that anything may hold of it.

        Objects of the host's may have properties with the names in `computed`.
        """
        self.effects = library.effects
        self.dunders: set[str] = set()
        self.computed = frozenset(computed)
        self.properties: set[str] = set(computed)
        self.setters: set[str] = set()
        self.stored: set[str] = set()
        self.iterables = False
        self.introspection = False
        self.metaclasses = False
        self.open = False
        self.frozen = True
        self.own_items = False
        self.brought: set[str] = set()
        self.property_uses = 0
        self.lazy_uses = 0
        self.plain_maps = False
        self.types = False
        if prelude:
            self.dunders.update(OPERATORS)
            return
        if open or any(node.id in GROWING for node in nodes.of(ast.Name)):
            self._open()
            return
        self.frozen = freezes(nodes)
        self.attributes: set[str] | None = attributes(nodes)
        for kind, reader in _READERS.items():
            for node in nodes.of(kind):
                reader(self, node)
        self.types = may_hold_type(nodes)
        self.metaclasses |= self.types
        self._conclude(nodes, library)

    def _open(self) -> None:
        """Leave everything open."""
        self.open = True
        self.dunders = _Every()
        self.properties.add(ALL)
        self.setters.add(ALL)
        self.stored.add(ALL)
        self.iterables = self.introspection = self.metaclasses = self.own_items = self.types = True

    def any(self, names: frozenset[str] | tuple[str, ...]) -> bool:
        """Tell whether some class may define one of the special `names`."""
        return not self.dunders.isdisjoint(names)

    def dynamic(self, name: str) -> bool:
        """Tell whether reading attribute `name` may run guest code."""
        return name in self.properties or ALL in self.properties

    def dynamic_store(self, name: str) -> bool:
        """Tell whether storing or deleting attribute `name` may run guest code."""
        return name in self.setters or ALL in self.setters

    @property
    def namespaces(self) -> bool:
        """Tell whether the namespace of a class body may be an object of the guest's."""
        return "__prepare__" in self.dunders

    def rebound(self, name: str) -> bool:
        """Tell whether attribute `name` may change its value while an expression is evaluated."""
        return name in self.stored or ALL in self.stored or self.dynamic(name)

    def _conclude(self, nodes: Nodes, library: Library) -> None:
        self.own_items |= ITEMS in self.stored or ALL in self.stored
        if self.metaclasses:
            self.dunders.add(METACLASS)
        if self.any(HOOKS) or "__get__" in self.dunders or self.property_uses:
            self.properties.add(ALL)
        if self.property_uses:
            self.setters.add(ALL)
        if self.any(("__setattr__", "__delattr__", "__set__", "__delete__", "__getattribute__")):
            self.setters.add(ALL)
        calm = calm_methods(nodes, self, library)
        self.dunders -= calm
        self.properties -= calm
        self.iterables |= (
            self.any(ITERATION) or self.lazy_uses > 0 or (self.plain_maps and bool(self.dunders - HARMLESS))
        )

    def _name(self, node: ast.Name) -> None:
        if is_dunder(node.id) and not isinstance(node.ctx, ast.Load):
            self.dunders.add(node.id)
        elif node.id in INTROSPECTION:
            self.introspection = True
        elif node.id == "setattr" or node.id == "delattr":
            self.stored.add(ALL)
        elif node.id in LAZY:
            self.lazy_uses += 1
        elif node.id == "property":
            self.property_uses += 1

    def _attribute(self, node: ast.Attribute) -> None:
        if not isinstance(node.ctx, ast.Load):
            self.stored.add(node.attr)
            if node.attr == "stdout":
                self.dunders.add(REDIRECTED)
            if is_dunder(node.attr):
                self.dunders.add(node.attr)
        elif node.attr == "__dict__":
            self.stored.add(ALL)
        elif node.attr == "singledispatch" or node.attr == "get_type_hints":
            self.introspection = True

    def _string(self, node: ast.Constant) -> None:
        if isinstance(node.value, str) and is_dunder(node.value):
            self.dunders.add(node.value)

    def _function(self, node: Definition) -> None:
        self.own_items |= node.name == ITEMS
        if is_dunder(node.name):
            self.dunders.add(node.name)

    def _async_function(self, node: ast.AsyncFunctionDef) -> None:
        self.iterables = True
        self._function(node)

    def _class(self, node: ast.ClassDef) -> None:
        if any(keyword.arg == "metaclass" for keyword in node.keywords):
            self.metaclasses = True
        if any(_last_name(base) in ABSTRACT_CLASSES for base in node.bases):
            self._module(ABSTRACT)
        for item in node.body:
            if isinstance(item, DEFINITIONS):
                self._decorated(item)
            elif isinstance(item, ast.Assign):
                self.own_items |= any(isinstance(target, ast.Name) and target.id == ITEMS for target in item.targets)

    def _decorated(self, node: Definition) -> None:
        """Count a method under `@property` or `@x.setter` as a dynamic attribute of its name."""
        for decorator in node.decorator_list:
            if isinstance(decorator, ast.Name) and decorator.id == "property":
                self.properties.add(node.name)
                self.property_uses -= 1
            elif isinstance(decorator, ast.Attribute) and decorator.attr in ("setter", "getter", "deleter"):
                self.properties.add(node.name)
                self.setters.add(node.name)

    def _call(self, node: ast.Call) -> None:
        """Tell `map(int, items)`, which C may run, from a `map` that may call the guest and so makes a generator."""
        if isinstance(node.func, ast.Name) and node.func.id in ("map", "filter") and node.args:
            callback = node.args[0]
            if isinstance(callback, ast.Name) and callback.id in PLAIN_CALLBACKS:
                self.lazy_uses -= 1
                self.plain_maps = True
            elif isinstance(callback, ast.Constant) and callback.value is None:
                self.lazy_uses -= 1
        elif isinstance(node.func, ast.Name) and node.func.id == "iter" and len(node.args) == 1:
            self.lazy_uses -= 1
        elif isinstance(node.func, ast.Name) and node.func.id == "type" and len(node.args) > 1:
            self.own_items = True

    def _yield(self, node: ast.AST) -> None:
        self.iterables = True

    def _generator(self, node: ast.GeneratorExp) -> None:
        if any(isinstance(inner, _MAY_PAUSE) for inner in walk(node)):
            self.iterables = True

    def _module(self, name: str, parts: Callable[[str], bool] | None = None) -> None:
        self.own_items |= name == "types"
        dunders, iterables = self.effects(name, parts)
        if name == "dataclasses" and not self.frozen:
            dunders = dunders - FROZEN
        self.dunders |= dunders
        self.brought |= dunders
        self.properties.update(name[1:] for name in dunders if name[0] == ".")
        self.iterables |= iterables

    def _import(self, node: ast.Import) -> None:
        for alias in node.names:
            self._module(alias.name, None if self.attributes is None else self.attributes.__contains__)

    def _import_from(self, node: ast.ImportFrom) -> None:
        names = {alias.name for alias in node.names}
        self._module(node.module or "", None if "*" in names else names.__contains__)
        if any(alias.name in INTROSPECTION for alias in node.names):
            self.introspection = True
        if any(alias.asname is not None and alias.name in ABSTRACT_CLASSES for alias in node.names):
            self._module(ABSTRACT)


def _last_name(base: ast.expr) -> str | None:
    """Return the last name of a base of a class: `Mapping` for `abc.Mapping[str, int]`."""
    node = base.value if isinstance(base, ast.Subscript) else base
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else None


_MAY_PAUSE = (ast.Call, ast.Attribute, ast.BinOp, ast.Compare, ast.Subscript, ast.UnaryOp)
_READERS: dict[type, Any] = {
    ast.Name: Facts._name,
    ast.Attribute: Facts._attribute,
    ast.Constant: Facts._string,
    ast.FunctionDef: Facts._function,
    ast.AsyncFunctionDef: Facts._async_function,
    ast.Await: Facts._yield,
    ast.AsyncFor: Facts._yield,
    ast.AsyncWith: Facts._yield,
    ast.ClassDef: Facts._class,
    ast.Call: Facts._call,
    ast.Yield: Facts._yield,
    ast.YieldFrom: Facts._yield,
    ast.GeneratorExp: Facts._generator,
    ast.Import: Facts._import,
    ast.ImportFrom: Facts._import_from,
}


def fast_locals(tree: ast.Module, scopes: Scopes, facts: Facts) -> frozenset[str]:
    """Return the module variables that can live in fast locals of the module's function.

    Those are bound by the module alone, read by no nested scope, never deleted, not bound by a walrus, and assigned on every path
    that leads to a read (so that an unbound one can be told from a local by nobody).
    """
    root = scopes.root
    if facts.introspection:
        return frozenset()
    shared = set(root.walrus) | {"__annotations__"}
    _nested_uses(root, shared)
    walker = _Assigned(shared)
    walker.block(tree.body, frozenset())
    return frozenset(name for name in root.bound if name not in walker.shared)


def _nested_uses(scope: Scope, shared: set[str]) -> None:
    for child in scope.children:
        for name in child.used | set(child.bound) | child.global_names:
            if (child.kind == "class" and child.resolve(name) == "class") or child.resolve(name) == "global":
                shared.add(name)
        _nested_uses(child, shared)


class _Assigned:
    """Definite assignment over module-level statements; names read while perhaps unbound go to `shared`.

    A state is the set of names that are surely assigned; `None` stands for a place that is never reached.
    """

    def __init__(self, shared: set[str]) -> None:
        self.shared = shared

    def block(self, body: list[ast.stmt], state: frozenset[str] | None) -> frozenset[str] | None:
        for statement in body:
            if state is None:
                state = frozenset()
            state = self.statement(statement, state)
        return state

    def reads(self, node: ast.AST | None, state: frozenset[str]) -> None:
        if node is None:
            return
        for inner in walk(node):
            if isinstance(inner, ast.Name) and isinstance(inner.ctx, ast.Load) and inner.id not in state:
                self.shared.add(inner.id)

    def targets(self, node: ast.AST, state: frozenset[str]) -> frozenset[str]:
        self.reads(node, state)
        names = {n.id for n in walk(node) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
        return state | names

    def statement(self, node: ast.stmt, state: frozenset[str]) -> frozenset[str] | None:
        handler = getattr(self, "on_" + type(node).__name__, None)
        if handler is None:
            self.reads(node, state)
            return state
        result: frozenset[str] | None = handler(node, state)
        return result

    def on_Assign(self, node: ast.Assign, state: frozenset[str]) -> frozenset[str]:
        self.reads(node.value, state)
        for target in node.targets:
            state = self.targets(target, state)
        return state

    def on_AugAssign(self, node: ast.AugAssign, state: frozenset[str]) -> frozenset[str]:
        if isinstance(node.target, ast.Name) and node.target.id not in state:
            self.shared.add(node.target.id)
        self.reads(node.value, state)
        return self.targets(node.target, state)

    def on_AnnAssign(self, node: ast.AnnAssign, state: frozenset[str]) -> frozenset[str]:
        self.reads(node.value, state)
        self.reads(node.annotation, state)
        return self.targets(node.target, state) if node.value is not None else state

    def on_Delete(self, node: ast.Delete, state: frozenset[str]) -> frozenset[str]:
        for target in node.targets:
            self.shared.update(n.id for n in walk(target) if isinstance(n, ast.Name))
        return state

    def on_For(self, node: ast.For | ast.AsyncFor, state: frozenset[str]) -> frozenset[str]:
        self.reads(node.iter, state)
        self.block(node.body, self.targets(node.target, state))
        self.block(node.orelse, state)
        return state

    def on_While(self, node: ast.While, state: frozenset[str]) -> frozenset[str]:
        self.reads(node.test, state)
        self.block(node.body, state)
        self.block(node.orelse, state)
        return state

    def on_If(self, node: ast.If, state: frozenset[str]) -> frozenset[str] | None:
        self.reads(node.test, state)
        return _meet(self.block(node.body, state), self.block(node.orelse, state))

    def on_Try(self, node: ast.Try, state: frozenset[str]) -> frozenset[str] | None:
        after = self.block(node.body, state)
        after = self.block(node.orelse, after) if node.orelse else after
        for handler in node.handlers:
            self.reads(handler.type, state)
            if handler.name:
                self.shared.add(handler.name)
            after = _meet(after, self.block(handler.body, state))
        end = self.block(node.finalbody, state)
        return None if after is None else after | (end or frozenset())

    on_TryStar = on_Try

    def on_With(self, node: ast.With | ast.AsyncWith, state: frozenset[str]) -> frozenset[str]:
        inner = state
        for item in node.items:
            self.reads(item.context_expr, inner)
            if item.optional_vars is not None:
                inner = self.targets(item.optional_vars, inner)
        self.block(node.body, inner)
        return state

    def on_Match(self, node: ast.Match, state: frozenset[str]) -> frozenset[str] | None:
        self.reads(node.subject, state)
        after: frozenset[str] | None = state
        for case in node.cases:
            self.reads(case.pattern, state)
            inner = state | _captures(case.pattern)
            self.reads(case.guard, inner)
            after = _meet(after, self.block(case.body, inner))
        return after

    on_AsyncFor = on_For
    on_AsyncWith = on_With

    def on_FunctionDef(self, node: Definition, state: frozenset[str]) -> frozenset[str]:
        for part in [*node.decorator_list, node.args, *([node.returns] if node.returns else [])]:
            self.reads(part, state)
        return state | {node.name}

    on_AsyncFunctionDef = on_FunctionDef

    def on_ClassDef(self, node: ast.ClassDef, state: frozenset[str]) -> frozenset[str]:
        for part in [*node.decorator_list, *node.bases, *node.keywords]:
            self.reads(part, state)
        return state | {node.name}

    def on_Import(self, node: ast.Import, state: frozenset[str]) -> frozenset[str]:
        return state | {(alias.asname or alias.name).split(".")[0] for alias in node.names}

    on_ImportFrom = on_Import

    def on_Raise(self, node: ast.Raise, state: frozenset[str]) -> None:
        self.reads(node, state)

    def on_Break(self, node: ast.stmt, state: frozenset[str]) -> None:
        return None

    on_Continue = on_Break


def _meet(left: frozenset[str] | None, right: frozenset[str] | None) -> frozenset[str] | None:
    if left is None:
        return right
    return left if right is None else left & right


def _captures(pattern: ast.pattern) -> frozenset[str]:
    names = {n.name for n in walk(pattern) if isinstance(n, (ast.MatchAs, ast.MatchStar)) and n.name}
    return frozenset(names | {n.rest for n in walk(pattern) if isinstance(n, ast.MatchMapping) and n.rest})
