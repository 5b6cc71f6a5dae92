"""Source that runs in namespaces of its own: `exec` and `eval` with dictionaries, or inside of a function.

The guest's tree is rewritten before it is lowered. The whole text becomes the body of one function, whose parameters are the two
namespaces; what the text binds, reads and deletes at its top becomes items of the first, and what functions in it mean by a global name
becomes items of the second. So the namespaces are the guest's own dictionaries at any time, and they live in ordinary cells.

    @find(@L, @D, 'x')          a read; `@find_called` where it is called, so that a name that nobody defines is a function of the host's
    @L['x'] = value             a store
"""

from __future__ import annotations

import ast
import sys

from monty_cli.language.names import GLOBALS, LOCALS, PIECE
from monty_cli.language.scopes import GLOBAL, Scope, Scopes

INLINES = sys.version_info >= (3, 12)  # comprehensions see the names of the text around them


def in_spaces(tree: ast.Module, plain: frozenset[str], own_globals: bool) -> ast.Module:
    """Return a module that defines the one function `@piece`, which runs `tree` and returns the value of its last expression.

    Args:
        tree: the guest's module, with names spelled out; it is changed.
        plain: names that mean builtins wherever nothing in the text binds them.
        own_globals: global names are items of the second namespace; else they are the script's.
    """
    scopes = Scopes(tree)
    declared = _declared(scopes.root)
    rewriter = _Rewriter(scopes, plain - set(scopes.root.bound) - declared, own_globals)
    rewriter.declared = declared
    body = rewriter.block(tree.body)
    if declared and not own_globals:
        body.insert(0, ast.Global(sorted(declared)))
    last = body[-1] if body else None
    if isinstance(last, ast.Expr):
        body[-1] = ast.copy_location(ast.Return(last.value), last)
    arguments = ast.arguments([], [ast.arg(LOCALS), ast.arg(GLOBALS)], None, [], [], None, [])
    function = ast.FunctionDef(PIECE, arguments, body or [ast.Pass()], [], None)
    function.written = "<module>"  # type: ignore[attr-defined]
    if sys.version_info >= (3, 12):
        function.type_params = []
    made = ast.Module([function], [])
    for node in ast.walk(made):
        if "lineno" in node._attributes and not hasattr(node, "lineno"):
            node.lineno, node.col_offset, node.end_lineno, node.end_col_offset = 1, 0, 1, 0  # type: ignore[attr-defined]
    return made


def _declared(scope: Scope) -> set[str]:
    """Return the names that a scope or one within it declares global: for CPython, they are global at the top of the text, too."""
    found: set[str] = set(scope.global_names)
    for child in scope.children:
        found |= _declared(child)
    return found


class _Rewriter(ast.NodeTransformer):
    def __init__(self, scopes: Scopes, plain: frozenset[str] | set[str], own_globals: bool) -> None:
        self.scopes = scopes
        self.scope = scopes.root
        self.plain = plain
        self.own_globals = own_globals
        self.declared: set[str] = set()  # names that are global at the top
        self.captured: set[str] = set()  # names that a pattern has bound, while its guard is rewritten

    # Names

    def space(self, name: str) -> str | None:
        """Return the namespace of which `name` is an item here; `None` when it is a variable, or a name of the script's."""
        if name.startswith("@") or name in self.captured:
            return None
        scope = self.scope
        while INLINES and scope.kind == "comprehension" and not isinstance(scope.node, ast.GeneratorExp):
            if scope.owns(name) or scope.parent is None:
                break
            scope = scope.parent
        if scope.kind == "module":
            if name not in self.declared:
                return LOCALS
            return GLOBALS if self.own_globals else None
        return GLOBALS if self.own_globals and scope.resolve(name) == GLOBAL else None

    def read(self, node: ast.Name, helper: str) -> ast.expr:
        space = self.space(node.id)
        if space is None or node.id in self.plain:
            return node
        arguments = [_name(space, node), _name(GLOBALS, node), ast.copy_location(ast.Constant(node.id), node)]
        return ast.copy_location(ast.Call(_name(helper, node), arguments, []), node)

    def item(self, name: str, space: str, node: ast.AST, context: ast.expr_context) -> ast.expr:
        key = ast.copy_location(ast.Constant(name), node)
        return ast.copy_location(ast.Subscript(_name(space, node), key, context), node)

    def stored(self, name: str, node: ast.AST) -> list[ast.stmt]:
        """Return what makes an item of a variable that a statement has bound, if it is one."""
        space = self.space(name)
        if space is None:
            return []
        return [_at(ast.Assign([self.item(name, space, node, ast.Store())], _name(name, node)), node)]

    def visit_Name(self, node: ast.Name) -> ast.expr:
        if isinstance(node.ctx, ast.Load):
            return self.read(node, "@find")
        space = self.space(node.id)
        return node if space is None else self.item(node.id, space, node, node.ctx)

    def visit_Call(self, node: ast.Call) -> ast.expr:
        function = node.func
        if isinstance(function, ast.Name) and not node.args and not node.keywords and function.id in self.plain:
            if function.id in ("locals", "vars") and self.scope.kind == "module":
                return _name(LOCALS, node)
            if function.id == "dir" and self.scope.kind == "module":
                return ast.copy_location(ast.Call(_name("@dir_of", node), [_name(LOCALS, node)], []), node)
            if function.id == "globals" and self.own_globals:
                return _name(GLOBALS, node)
        if isinstance(function, ast.Name) and function.id in ("exec", "eval") and function.id in self.plain:
            self.give_spaces(node)
        self.generic_visit(node)
        if isinstance(function, ast.Name):
            node.func = self.read(function, "@find_called")
        return node

    def give_spaces(self, node: ast.Call) -> None:
        """Have `exec` and `eval` run in the namespaces of the text around, if they are given none."""
        if len(node.args) != 1 or isinstance(node.args[0], ast.Starred) or node.keywords:
            return
        own: ast.expr = _name(GLOBALS, node)
        top = self.scope.kind == "module"
        local: ast.expr = (
            _name(LOCALS, node) if top else ast.copy_location(ast.Call(_name("@here", node), [], []), node)
        )
        if self.own_globals or top:
            node.args += [own, local]

    def visit_NamedExpr(self, node: ast.NamedExpr) -> ast.expr:
        space = self.space(node.target.id)
        value = self.visit(node.value)
        if space is None or (self.scope.kind == "comprehension" and not self.own_globals):
            node.value = value
            return node
        if self.scope.kind == "comprehension":
            space = GLOBALS
        key = ast.copy_location(ast.Constant(node.target.id), node)
        return ast.copy_location(ast.Call(_name("@put_item", node), [_name(space, node), key, value], []), node)

    # Scopes

    def within(self, scope: Scope, *parts: ast.AST | list[ast.stmt]) -> None:
        outer, self.scope = self.scope, scope
        captured, self.captured = self.captured, set()
        for part in parts:
            if isinstance(part, list):
                part[:] = self.block(part)
            else:
                self.generic_visit(part)
        self.scope, self.captured = outer, captured

    def function(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> list[ast.stmt]:
        node.decorator_list = [self.visit(each) for each in node.decorator_list]
        self.arguments(node.args)
        if node.returns is not None:
            node.returns = self.visit(node.returns)
        self.within(self.scopes.of[node], node.body)
        return [node, *self.stored(node.name, node)]

    visit_FunctionDef = visit_AsyncFunctionDef = function

    def arguments(self, arguments: ast.arguments) -> None:
        arguments.defaults = [self.visit(each) for each in arguments.defaults]
        arguments.kw_defaults = [each and self.visit(each) for each in arguments.kw_defaults]
        every = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs, arguments.vararg, arguments.kwarg]
        for argument in every:
            if argument is not None and argument.annotation is not None:
                argument.annotation = self.visit(argument.annotation)

    def visit_Lambda(self, node: ast.Lambda) -> ast.expr:
        self.arguments(node.args)
        outer, self.scope = self.scope, self.scopes.of[node]
        node.body = self.visit(node.body)
        self.scope = outer
        return node

    def visit_ClassDef(self, node: ast.ClassDef) -> list[ast.stmt]:
        for field in ("decorator_list", "bases", "keywords"):
            setattr(node, field, [self.visit(each) for each in getattr(node, field)])
        self.within(self.scopes.of[node], node.body)
        if self.own_globals and self.plain:
            node.body.insert(ast.get_docstring(node, clean=False) is not None, self.module_of(node))
        return [node, *self.stored(node.name, node)]

    def module_of(self, node: ast.ClassDef) -> ast.stmt:
        """Return the statement that gives a class the module that its global namespace is called."""
        nothing, key = (ast.copy_location(ast.Constant(value), node) for value in (None, "__name__"))
        found = ast.copy_location(ast.Call(_name("@find", node), [nothing, _name(GLOBALS, node), key], []), node)
        target = ast.copy_location(ast.Name("__module__", ast.Store()), node)
        return _at(ast.Assign([target], found), node)

    def comprehension_of(self, node: ast.ListComp) -> ast.expr:
        first = node.generators[0]
        source = self.visit(first.iter)
        outer, self.scope = self.scope, self.scopes.of[node]
        first.iter = _name("@it", source)  # stands for what is rewritten already
        self.generic_visit(node)
        first.iter = source
        self.scope = outer
        return node

    visit_ListComp = visit_SetComp = visit_DictComp = visit_GeneratorExp = comprehension_of  # type: ignore[assignment]

    # Statements

    def block(self, body: list[ast.stmt]) -> list[ast.stmt]:
        found: list[ast.stmt] = []
        for statement in body:
            made = self.visit(statement)
            found += made if isinstance(made, list) else [made]
        return found

    def visit_Delete(self, node: ast.Delete) -> list[ast.stmt]:
        found: list[ast.stmt] = []
        for target in node.targets:
            space = self.space(target.id) if isinstance(target, ast.Name) else None
            if space is None or not isinstance(target, ast.Name):
                found.append(_at(ast.Delete([self.visit(target)]), node))
                continue
            key = ast.copy_location(ast.Constant(target.id), target)
            call = ast.Call(_name("@drop", target), [_name(space, target), key], [])
            found.append(_at(ast.Expr(ast.copy_location(call, target)), node))
        return found

    def visit_AugAssign(self, node: ast.AugAssign) -> list[ast.stmt]:
        target = node.target
        if not isinstance(target, ast.Name) or self.space(target.id) != LOCALS:
            self.generic_visit(node)
            return [node]
        read = self.read(ast.copy_location(ast.Name(target.id, ast.Load()), target), "@find")
        first = _at(ast.Assign([self.item(target.id, LOCALS, target, ast.Store())], read), node)
        self.generic_visit(node)
        return [first, node]

    def visit_AnnAssign(self, node: ast.AnnAssign) -> list[ast.stmt]:
        target = node.target
        if not isinstance(target, ast.Name) or self.scope.kind != "module":
            self.generic_visit(node)
            return [node]
        found: list[ast.stmt] = []
        if node.value is not None:
            found.append(_at(ast.Assign([self.visit(target)], self.visit(node.value)), node))
        key = ast.copy_location(ast.Constant(target.id), target)
        call = ast.Call(_name("@annotate", target), [_name(LOCALS, target), key, self.visit(node.annotation)], [])
        return [*found, _at(ast.Expr(ast.copy_location(call, target)), node)]

    def imported(self, node: ast.Import | ast.ImportFrom) -> list[ast.stmt]:
        names = [(alias.asname or alias.name).split(".")[0] for alias in node.names]
        return [node, *[item for name in names for item in self.stored(name, node)]]

    visit_Import = visit_ImportFrom = imported

    def visit_ExceptHandler(self, node: ast.ExceptHandler) -> ast.ExceptHandler:
        if node.type is not None:
            node.type = self.visit(node.type)
        node.body = self.block(node.body)
        space = self.space(node.name) if node.name else None
        if node.name and space is not None:
            key = ast.copy_location(ast.Constant(node.name), node)
            forget = ast.copy_location(ast.Call(_name("@forget", node), [_name(space, node), key], []), node)
            ended = _at(ast.Try(node.body, [], [], [_at(ast.Expr(forget), node)]), node)
            node.body = [*self.stored(node.name, node), ended]
        return node

    def visit_match_case(self, node: ast.match_case) -> ast.match_case:
        self.generic_visit(node.pattern)
        names = [each for each in map(_capture, ast.walk(node.pattern)) if each]
        before = self.captured
        self.captured = before | set(names)
        if node.guard is not None:
            node.guard = self.visit(node.guard)
        self.captured = before
        place = node.body[0]
        node.body = [*[item for name in names for item in self.stored(name, place)], *self.block(node.body)]
        return node

    def visit_TypeAlias(self, node: ast.AST) -> list[ast.AST]:
        return [node, *self.stored(node.name.id, node)]  # type: ignore[attr-defined]


def _capture(node: ast.AST) -> str | None:
    if isinstance(node, (ast.MatchAs, ast.MatchStar)):
        return node.name
    return node.rest if isinstance(node, ast.MatchMapping) else None


def _name(name: str, node: ast.AST) -> ast.Name:
    return ast.copy_location(ast.Name(name, ast.Load()), node)


def _at(statement: ast.stmt, node: ast.AST) -> ast.stmt:
    return ast.copy_location(statement, node)
