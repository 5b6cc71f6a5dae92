"""Scopes: which name means what, by CPython's rules.

One pass over the guest's AST makes a tree of scopes with the names that each binds, declares and uses; a second pass resolves every
use to a local, a cell, a free variable, a class-body name or a global. Private names are spelled out first (the lowered class body
is a plain function, in which CPython would not mangle them).
"""

from __future__ import annotations

import sys

from monty_cli.language import nodes as ast
from monty_cli.language.names import BUILTINS_ALIAS, mangle
from monty_cli.language.trees import Nodes, children

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

LOCAL, CELL, FREE, GLOBAL, CLASS = "local", "cell", "free", "global", "class"
# The hidden variable of a class body through which the annotation scopes in it read the namespace.
CLASS_DICT = "@classdict"

ANNOTATION = ("generic", "lazy")
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


class Scope:
    """One namespace of the guest's program.

    `kind` is 'module', 'function', 'class', 'comprehension', or one of the two kinds of annotation scopes: 'generic' (the hidden
    scope of type parameters) and 'lazy' (of one expression that is evaluated when somebody asks for its value). `asynchronous` says
    that it awaits something or is an `async def`, `yields` that it has a `yield` of its own or is a generator expression.
    """

    __slots__ = (
        "asynchronous", "bound", "cells", "children", "frees", "global_names", "kind", "node", "nonlocal_names", "parameters",
        "parent", "used", "walrus", "yields",
    )  # fmt: skip

    def __init__(self, kind: str, node: ast.AST | None, parent: Scope | None) -> None:
        self.kind = kind
        self.node = node
        self.parent = parent
        self.children: list[Scope] = []
        self.parameters: list[str] = []
        self.bound: dict[str, int] = {}
        self.walrus: set[str] = set()
        self.used: set[str] = set()
        self.global_names: set[str] = set()
        self.nonlocal_names: set[str] = set()
        self.cells: set[str] = set()
        self.frees: set[str] = set()
        self.asynchronous = isinstance(node, ast.AsyncFunctionDef)
        self.yields = isinstance(node, ast.GeneratorExp)
        if parent is not None:
            parent.children.append(self)

    def bind(self, name: str) -> None:
        """Record one binding of `name`."""
        self.bound[name] = self.bound.get(name, 0) + 1

    @property
    def suspends(self) -> bool:
        """Whether its function makes generators, coroutines or async generators."""
        return self.asynchronous or self.yields

    def owns(self, name: str) -> bool:
        """Tell whether `name` is a variable of this very scope."""
        return name in self.bound and name not in self.global_names and name not in self.nonlocal_names

    def resolve(self, name: str) -> str:
        """Return the kind of variable that `name` is when read or written in this scope."""
        if self.kind == "module" or name in self.global_names:
            return GLOBAL
        if self.owns(name):
            if self.kind == "class":
                return CLASS
            return CELL if name in self.cells else LOCAL
        return FREE if name in self.frees else GLOBAL

    def class_around(self) -> Scope | None:
        """Return the class whose namespace an annotation scope sees; `None` for other scopes, and where there is none."""
        scope: Scope | None = self
        while scope is not None and scope.kind in ANNOTATION:
            scope = scope.parent
        return scope if scope is not None and scope is not self and scope.kind == "class" else None

    def sees_in_class(self, name: str) -> bool:
        """Tell whether a read of `name` looks into the namespace of the class around this annotation scope first."""
        around = self.class_around()
        return around is not None and name not in around.global_names and self.resolve(name) != LOCAL

    def module(self) -> Scope:
        """Return the outermost scope."""
        scope = self
        while scope.parent is not None:
            scope = scope.parent
        return scope


class Scopes:
    """The scope tree of a program: `root`, and `of` from a scope's node to its scope.

    `generic` leads from a definition to the scope of its type parameters, `lazy` from an expression that is evaluated when somebody
    asks for its value to its scope.
    """

    __slots__ = ("generic", "lazy", "of", "root")

    def __init__(self, tree: ast.Module) -> None:
        self.root = Scope("module", tree, None)
        self.of: dict[ast.AST, Scope] = {tree: self.root}
        self.generic: dict[ast.AST, Scope] = {}
        self.lazy: dict[ast.AST, Scope] = {}
        _Collector(self).block(tree.body, self.root)
        _link(self.root, {})


class _Collector:
    """Fills the scope tree from the AST."""

    def __init__(self, scopes: Scopes) -> None:
        self.scopes = scopes

    def block(self, body: list[ast.stmt], scope: Scope) -> None:
        for statement in body:
            self.visit(statement, scope)

    def visit(self, node: ast.AST, scope: Scope) -> None:
        handler = _VISITORS.get(type(node))
        if handler is None:
            self.generic(node, scope)
        else:
            handler(self, node, scope)

    def generic(self, node: ast.AST, scope: Scope) -> None:
        for child in children(node):
            handler = _VISITORS.get(child.__class__)
            if handler is not None:
                handler(self, child, scope)
            elif child.__class__ is not ast.Constant:
                self.generic(child, scope)

    def name(self, node: ast.Name, scope: Scope) -> None:
        if isinstance(node.ctx, ast.Load):
            scope.used.add(node.id)
            if node.id == "super" and _in_class(scope):
                scope.used.update(("__class__", *_first_parameter(scope)))
        else:
            scope.bind(node.id)
            scope.used.add(node.id)

    def walrus(self, node: ast.NamedExpr, scope: Scope) -> None:
        self.visit(node.value, scope)
        target = scope
        name = node.target.id
        while target.kind == "comprehension":
            target.used.add(name)
            target.walrus.add(name)
            assert target.parent is not None
            target = target.parent
        target.bind(name)
        target.walrus.add(name)
        target.used.add(name)
        if target is not scope:
            for inner in _between(scope, target):
                (inner.global_names if _is_global(target, name) else inner.nonlocal_names).add(name)

    def definition(self, node: ast.FunctionDef | ast.AsyncFunctionDef, scope: Scope) -> None:
        for decorator in node.decorator_list:
            self.visit(decorator, scope)
        scope.bind(node.name)
        self.defaults(node.args, scope)
        self.function(node, self.type_parameters(node, scope), node.body)

    def type_parameters(self, node: ast.AST, scope: Scope) -> Scope:
        parameters = getattr(node, "type_params", None)
        if not parameters:
            return scope
        inner = Scope("generic", node, scope)
        self.scopes.generic[node] = inner
        for parameter in parameters:
            inner.bind(parameter.name)
            for field in ("bound", "default_value"):
                value = getattr(parameter, field, None)
                if value is not None:
                    self.lazy(value, parameter, inner)
        return inner

    def lazy(self, value: ast.expr, node: ast.AST, scope: Scope) -> None:
        inner = self.scopes.lazy[value] = Scope("lazy", node, scope)
        self.visit(value, inner)

    def defaults(self, arguments: ast.arguments, scope: Scope) -> None:
        for default in [*arguments.defaults, *arguments.kw_defaults]:
            if default is not None:
                self.visit(default, scope)

    def function(
        self, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda, scope: Scope, body: list[ast.stmt]
    ) -> None:
        arguments = node.args
        inner = Scope("function", node, scope)
        self.scopes.of[node] = inner
        for argument in _all_arguments(arguments):
            inner.parameters.append(argument.arg)
            inner.bind(argument.arg)
            if argument.annotation is not None:
                self.visit(argument.annotation, scope)
        if not isinstance(node, ast.Lambda) and node.returns is not None:
            self.visit(node.returns, scope)
        self.block(body, inner)

    def lambda_(self, node: ast.Lambda, scope: Scope) -> None:
        self.defaults(node.args, scope)
        self.function(node, scope, [ast.Expr(node.body)])

    def class_(self, node: ast.ClassDef, scope: Scope) -> None:
        for decorator in node.decorator_list:
            self.visit(decorator, scope)
        scope.bind(node.name)
        outer = self.type_parameters(node, scope)
        for base in [*node.bases, *node.keywords]:
            self.visit(base, outer)
        inner = Scope("class", node, outer)
        self.scopes.of[node] = inner
        self.block(node.body, inner)

    def comprehension(self, node: ast.ListComp, scope: Scope) -> None:
        self.visit(node.generators[0].iter, scope)
        inner = Scope("comprehension", node, scope)
        self.scopes.of[node] = inner
        for number, generator in enumerate(node.generators):
            if generator.is_async:
                self.suspend(inner)
            if number:
                self.visit(generator.iter, inner)
            self.visit(generator.target, inner)
            for condition in generator.ifs:
                self.visit(condition, inner)
        for field in ("elt", "key", "value"):
            if hasattr(node, field):
                self.visit(getattr(node, field), inner)

    def suspend(self, scope: Scope) -> None:
        """Note that `scope` awaits something; a comprehension that does is awaited by the scope around."""
        inner: Scope | None = scope
        while inner is not None:
            inner.asynchronous = True
            inner = inner.parent if isinstance(inner.node, (ast.ListComp, ast.SetComp, ast.DictComp)) else None

    def awaiting(self, node: ast.Await | ast.AsyncFor | ast.AsyncWith, scope: Scope) -> None:
        self.suspend(scope)
        self.generic(node, scope)

    def yield_(self, node: ast.Yield | ast.YieldFrom, scope: Scope) -> None:
        scope.yields = True
        self.generic(node, scope)

    def global_(self, node: ast.Global, scope: Scope) -> None:
        scope.global_names.update(node.names)
        module = scope.module()
        for name in node.names:
            module.used.add(name)

    def nonlocal_(self, node: ast.Nonlocal, scope: Scope) -> None:
        scope.nonlocal_names.update(node.names)

    def import_(self, node: ast.Import | ast.ImportFrom, scope: Scope) -> None:
        for alias in node.names:
            scope.bind((alias.asname or alias.name).split(".")[0])

    def handler(self, node: ast.ExceptHandler, scope: Scope) -> None:
        if node.name:
            scope.bind(node.name)
        self.generic(node, scope)

    def capture(self, node: ast.MatchAs | ast.MatchStar, scope: Scope) -> None:
        if node.name:
            scope.bind(node.name)
        self.generic(node, scope)

    def mapping(self, node: ast.MatchMapping, scope: Scope) -> None:
        if node.rest:
            scope.bind(node.rest)
        self.generic(node, scope)

    def annotated(self, node: ast.AnnAssign, scope: Scope) -> None:
        if isinstance(node.target, ast.Name) and scope.kind in ("module", "class"):
            scope.bind("__annotations__")
            scope.used.add("__annotations__")
        self.generic(node, scope)

    def alias(self, node: ast.AST, scope: Scope) -> None:
        scope.bind(node.name.id)  # type: ignore[attr-defined]
        self.lazy(node.value, node, self.type_parameters(node, scope))  # type: ignore[attr-defined]


_VISITORS: dict[type, Any] = {
    ast.Name: _Collector.name,
    ast.NamedExpr: _Collector.walrus,
    **dict.fromkeys((ast.FunctionDef, ast.AsyncFunctionDef), _Collector.definition),
    **dict.fromkeys((ast.Await, ast.AsyncFor, ast.AsyncWith), _Collector.awaiting),
    **dict.fromkeys((ast.Yield, ast.YieldFrom), _Collector.yield_),
    ast.Lambda: _Collector.lambda_,
    ast.ClassDef: _Collector.class_,
    ast.Global: _Collector.global_,
    ast.Nonlocal: _Collector.nonlocal_,
    ast.Import: _Collector.import_,
    ast.ImportFrom: _Collector.import_,
    ast.ExceptHandler: _Collector.handler,
    ast.MatchAs: _Collector.capture,
    ast.MatchStar: _Collector.capture,
    ast.MatchMapping: _Collector.mapping,
    ast.AnnAssign: _Collector.annotated,
    **dict.fromkeys(COMPREHENSIONS, _Collector.comprehension),
}
if hasattr(ast, "TypeAlias"):
    _VISITORS[ast.TypeAlias] = _Collector.alias


def _all_arguments(arguments: ast.arguments) -> list[ast.arg]:
    """Return the parameters in the order of the frame's locals."""
    found = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    return found + [argument for argument in (arguments.vararg, arguments.kwarg) if argument is not None]


def _in_class(scope: Scope | None) -> bool:
    """Tell whether a zero-argument `super()` in `scope` would find a `__class__` cell."""
    while scope is not None:
        if scope.kind == "class":
            return True
        scope = scope.parent
    return False


def _first_parameter(scope: Scope | None) -> list[str]:
    """Return the first parameter of the function around `scope`, which a zero-argument `super()` reads."""
    while scope is not None and scope.kind == "comprehension":
        scope = scope.parent
    return scope.parameters[:1] if scope is not None else []


def _between(inner: Scope, outer: Scope) -> list[Scope]:
    found = []
    while inner is not outer:
        found.append(inner)
        assert inner.parent is not None
        inner = inner.parent
    return found


def _is_global(scope: Scope, name: str) -> bool:
    return scope.kind == "module" or name in scope.global_names


def _link(scope: Scope, visible: dict[str, Scope]) -> None:
    """Resolve the uses in `scope` and below; `visible` maps each name to the function-like scope that owns it."""
    around = scope.class_around()
    hidden = set(around.bound) - around.nonlocal_names if around is not None else set()
    for name in scope.used | set(scope.bound) | scope.nonlocal_names:
        if name in scope.global_names or scope.kind == "module":
            continue
        if scope.owns(name) and scope.kind != "class":
            continue
        if name in hidden:
            continue  # the class has it, or else the module
        owner = visible.get(name)
        if owner is not None:
            scope.frees.add(name)
            owner.cells.add(name)
            _pass_through(scope.parent, owner, name)
    inner = dict(visible)
    if scope.kind == "class":
        inner["__class__"] = scope
    elif scope.kind != "module":
        for name in scope.bound:
            if scope.owns(name):
                inner[name] = scope
    for name in scope.global_names:
        inner.pop(name, None)
    for child in scope.children:
        _link(child, inner)
    if around is not None and any(scope.sees_in_class(name) for name in scope.used):
        around.cells.add(CLASS_DICT)


def _pass_through(scope: Scope | None, owner: Scope, name: str) -> None:
    """Mark `name` as free in the scopes between a use and its owner."""
    while scope is not None and scope is not owner:
        scope.frees.add(name)
        scope = scope.parent


def spell_names(tree: ast.Module, nodes: Nodes) -> ast.Module:
    """Spell out private names within class bodies, and move guest uses of `__builtins__` out of the host's way.

    The tree, whose nodes are `nodes`, is changed in place, and returned. Functions, classes, type parameters and aliases keep the name that
    was written, for `__name__`, in `written`.
    """
    if any(_has_private(nodes.of(kind), fields) for kind, fields in _NAME_FIELDS.items()):
        _spell_within([tree], None)
        return tree
    for kind in _NAMED:
        for node in nodes.of(kind):
            node.written = node.name
    for node in nodes.of(_ALIAS):
        node.written = node.name.id
    return tree


def _has_private(nodes: list[Any], fields: tuple[str, ...]) -> bool:
    """Tell whether some of `nodes` have a name in their `fields` that is to be spelled out in a class, or anywhere."""
    for field in fields:
        for node in nodes:
            value = getattr(node, field)
            for name in value if value.__class__ is list else (value,):
                if name and name[:2] == "__" and (name[-2:] != "__" or name == "__builtins__"):
                    return True
    return False


def _spell_within(roots: list[ast.AST], class_name: str | None, only: frozenset[str] | None = None) -> None:
    """Spell out the names below `roots`, which belong to the class `class_name`; if `only` is given, just those names."""
    found = list(roots)
    for node in found:  # which grows meanwhile
        kind = node.__class__
        if kind in _NAMED:
            node.written = node.name  # type: ignore[attr-defined]
        elif kind is _ALIAS:
            node.written = node.name.id  # type: ignore[attr-defined]
        fields = _NAME_FIELDS.get(kind)
        if fields is not None:
            _spell_fields(node, fields, class_name, only)
        if isinstance(node, ast.ClassDef):
            found += node.decorator_list
            _spell_class(node, found)
        else:
            found += children(node)


def _spell_class(node: ast.ClassDef, outside: list[ast.AST]) -> None:
    """Spell out the names in a class; its bases and keywords go to `outside` if the class around owns their names."""
    own: str = node.written  # type: ignore[attr-defined]
    parameters: list[Any] = getattr(node, "type_params", [])
    if parameters:
        # The whole header belongs to the class; from 3.13 on, only the names of the parameters are private in it.
        only = frozenset(item.name for item in parameters) if sys.version_info >= (3, 13) else None
        _spell_within([*parameters, *node.bases, *node.keywords], own, only)
    else:
        outside += [*node.bases, *node.keywords]
    _spell_within(list(node.body), own)


def _spell_fields(node: ast.AST, fields: tuple[str, ...], class_name: str | None, only: frozenset[str] | None) -> None:
    for field in fields:
        value = getattr(node, field)
        if isinstance(value, str):
            if class_name is not None or value == "__builtins__":
                setattr(node, field, _spell(value, class_name, only))
        elif isinstance(value, list):
            setattr(node, field, [_spell(item, class_name, only) for item in value])


def _spell(name: str, class_name: str | None, only: frozenset[str] | None) -> str:
    if name == "__builtins__":
        return BUILTINS_ALIAS
    return name if only is not None and name not in only else mangle(class_name, name)


# What came with 3.12.
_PARAMETERS: tuple[Any, ...] = tuple(
    getattr(ast, name) for name in ("TypeVar", "ParamSpec", "TypeVarTuple") if hasattr(ast, name)
)
_ALIAS: type = getattr(ast, "TypeAlias", type(None))
_NAMED = frozenset((ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, *_PARAMETERS))


_NAME_FIELDS: dict[type, tuple[str, ...]] = {
    ast.Name: ("id",),
    ast.Attribute: ("attr",),
    ast.FunctionDef: ("name",),
    ast.AsyncFunctionDef: ("name",),
    ast.ClassDef: ("name",),
    ast.arg: ("arg",),
    ast.Global: ("names",),
    ast.Nonlocal: ("names",),
    ast.ExceptHandler: ("name",),
    ast.MatchAs: ("name",),
    ast.MatchStar: ("name",),
    ast.MatchMapping: ("rest",),
    ast.alias: ("asname",),
    **dict.fromkeys(_PARAMETERS, ("name",)),
}
