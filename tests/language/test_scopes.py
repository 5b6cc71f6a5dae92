"""What a name means in each scope of a program, next to the host's own symbol tables."""

from __future__ import annotations

import ast
import symtable
import sys
from collections.abc import Iterator
from types import CodeType
from typing import Any

import pytest

from monty_cli.language.scopes import CELL, CLASS, FREE, GLOBAL, LOCAL, Scope, Scopes, spell_names
from monty_cli.language.trees import Nodes

SOURCES: dict[str, str] = {
    "module variables": "a = 1\nb = a + c\n",
    "locals and globals": "a = 1\ndef f(b, *c, d=1, **e):\n    g = a + b\n    return h(g)\n",
    "read before it is assigned": "a = 1\ndef f():\n    print(a)\n    a = 2\n",
    "deleted is bound": "def f():\n    del a\n    return a\n",
    "cell and free": "def f(a):\n    b = 1\n    def g():\n        return a + c\n    return g, b\n",
    "through a function that does not use it": "def f(a):\n    def g():\n        def h():\n            return a\n",
    "shadowed between": "def f(a):\n    def g(a):\n        return lambda: a\n",
    "nonlocal": "def f():\n    n = 0\n    def g():\n        nonlocal n\n        n += 1\n        return n\n    return g\n",
    "nonlocal through a level": (
        "def f():\n    n = 0\n    def g():\n        def h():\n            nonlocal n\n            n = 1\n"
    ),
    "global": "def f():\n    global a\n    a = 1\n    def g():\n        return a\n",
    "global hides an outer local": (
        "def f():\n    a = 1\n    def g():\n        global a\n        def h():\n            return a\n        a = 2\n"
    ),
    "lambda and default": "def f(a):\n    return lambda b, c=a: a + b + c + d\n",
    "decorator and annotation": "def f(a):\n    @a\n    def g(b: a) -> a:\n        return b\n    return g\n",
    "every binding statement": (
        "def f(source):\n    import a, b.c as d, e.g\n    from m import h as i, j\n    for k, (l, *n) in source: pass\n"
        "    with source as (o, p.q): pass\n    try: pass\n    except E as r: pass\n    class s: pass\n    t: int\n"
        "    u += 1\n    match source:\n        case [v, *w, {'x': x, **y}] as z: pass\n"
        "    return lambda: (a, d, e, i, j, k, l, n, o, r, s, t, u, v, w, x, y, z, p)\n"
    ),
    "comprehension": "def f(rows):\n    return [cell + n for row in rows if row for cell in row]\n",
    "comprehension with a closure": "def f(rows):\n    return [lambda: (row, rows) for row in rows]\n",
    "comprehensions nested": "def f(a, b):\n    return {x: {y for y in b if y > x} for x in a}\n",
    "walrus in a module's comprehension": "rows = [last := n for n in source]\nlast\n",
    "walrus in a function's comprehension": "def f(source):\n    [last := n for n in source]\n    return last\n",
    "walrus in nested comprehensions": "def f(a):\n    rows = [[last := y for y in x] for x in a]\n    return last, rows\n",
    "walrus with global": "def f(a):\n    global last\n    return [last := x for x in a]\n",
    "walrus with nonlocal": "def f(a):\n    last = 0\n    def g():\n        nonlocal last\n        [last := x for x in a]\n",
    "walrus in a condition": "def f(a):\n    if (n := len(a)) > 1:\n        return lambda: n\n",
    "class body": "a = 1\nclass C:\n    b = a\n    a = b\n    def m(self):\n        return a, b\n",
    "class in a function": "def f(a, b):\n    class C:\n        c = a\n        b = 2\n        def m(self):\n            return b\n",
    "class body reads what it binds and closes over": "def f(a):\n    class C:\n        a = a\n        g = lambda: a\n",
    "class with nonlocal and global": (
        "def f():\n    a = b = 1\n    class C:\n        nonlocal a\n        global b\n        a = b = 2\n"
    ),
    "comprehension in a class": "def f(a):\n    class C:\n        b = 1\n        c = [a + d for d in range(b)]\n",
    "class in a class": "class C:\n    a = 1\n    class D:\n        b = a\n        def m(self): return C, D, a, b\n",
    "super": "class C(B):\n    def m(self):\n        return super().m()\n",
    "__class__": "class C:\n    def m(self):\n        return __class__\n    def n(self):\n        return self\n",
    "__class__ in a closure": "class C:\n    def m(self):\n        return lambda: __class__\n",
    "super in a comprehension": "class C(B):\n    def m(self, rows):\n        return (super(C, self).m(row) for row in rows)\n",
    "private names": (
        "class _C:\n    __a = 1\n    def __m(self, __b):\n        __c__ = __b\n        return lambda: (__b, __a, __c__)\n"
    ),
    "bases and keywords": "def f(base):\n    class C(base, key=base): pass\n    return C\n",
}
if sys.version_info >= (3, 12):
    SOURCES |= {
        "generic function": "def f[T](a: T) -> T:\n    return lambda: (T, a)\n",
        "generic class": "def f(b):\n    class C[T](b):\n        a = T\n        def m(self, c: T): return T, b, c\n",
        "generic in a class": "class C:\n    a = 1\n    def m[T](self, b: T): return a, b, T\n",
        "bounds": "def f(a):\n    def g[T: (lambda: T, a), U: T](x: T = a): return U, x\n    return g\n",
        "aliases": "def f(a):\n    type X = (a, b, X)\n    type Y[T: a] = (T, a, lambda: T)\n    return X\n",
        "annotation scopes in a class": (
            "def f(a, b):\n    class C[T]:\n        a = 1\n        type X = (a, b, T)\n        type Y[U: a] = (U, T, b)\n"
            "        def m[V: (a, T)](self, x: V = a) -> b: return a, V\n        class D[a](a, b): pass\n    return C\n"
        ),
        "private names of a generic class": "class _C[__T](a, __T):\n    __b: __T\n    def m[__U: __b](self): return __U\n",
    }

# What CPython's compiler adds to scopes for itself, besides names with a dot.
HOST_NAMES = frozenset(("__classdict__", "__conditional_annotations__", "__type_params__"))


class _Unfolded(ast.NodeTransformer):
    """Makes every comprehension a generator expression: CPython 3.12 and later leaves out the scopes of the others."""

    def visit_ListComp(self, node: ast.ListComp | ast.SetComp) -> ast.AST:
        self.generic_visit(node)
        return ast.GeneratorExp(node.elt, node.generators)

    visit_SetComp = visit_ListComp

    def visit_DictComp(self, node: ast.DictComp) -> ast.AST:
        self.generic_visit(node)
        return ast.GeneratorExp(ast.Tuple([node.key, node.value], ast.Load()), node.generators)


def host_scopes(source: str) -> symtable.SymbolTable:
    """Return CPython's symbol table of `source`, with a scope for each comprehension."""
    tree = ast.fix_missing_locations(_Unfolded().visit(ast.parse(source)))
    return symtable.symtable(ast.unparse(tree), "main.py", "exec")


def our_scopes(source: str) -> Scope:
    """Return our tree of scopes of `source`."""
    return Scopes(spelled(source)).root


def spelled(source: str) -> ast.Module:
    """Return the tree of `source` with private names spelled out."""
    tree = ast.parse(source)
    return spell_names(tree, Nodes(tree))


def host_kind(table: symtable.SymbolTable, symbol: symtable.Symbol) -> str:
    """Return the kind of variable that `symbol` is in the host's `table`, in our words."""
    name = symbol.get_name()
    if symbol.is_free():
        return FREE
    if symbol.is_global():
        return GLOBAL
    if str(table.get_type()) == "class":
        return CLASS
    return CELL if any(_takes(child, name) for child in table.get_children()) else LOCAL


def _takes(table: symtable.SymbolTable, name: str) -> bool:
    """Tell whether the scope `table` takes the cell `name` from outside; a class that binds the name hands it on unseen."""
    if name in table.get_identifiers() and table.lookup(name).is_free():
        return True
    return str(table.get_type()) == "class" and any(_takes(child, name) for child in table.get_children())


def paired(table: symtable.SymbolTable, scope: Scope) -> Iterator[tuple[symtable.SymbolTable, Scope]]:
    """Yield the scopes of a program in pairs, the host's and ours."""
    yield table, scope
    below = table.get_children()
    assert [_title(child) for child in scope.children] == [child.get_name() for child in below]
    for other, child in zip(below, scope.children, strict=True):
        yield from paired(other, child)


def _title(scope: Scope) -> str:
    """Return the host's name for one of our scopes."""
    if isinstance(scope.node, ast.Lambda):
        return "lambda"
    if scope.kind == "comprehension":
        return "genexpr"
    return str(getattr(scope.node, "written", ""))


@pytest.mark.parametrize("title", SOURCES)
def test_names_mean_what_they_mean_to_the_host(title: str) -> None:
    """Every name that CPython knows in a scope is the same kind of variable there in ours."""
    source = SOURCES[title]
    for table, scope in paired(host_scopes(source), our_scopes(source)):
        if scope.kind == "module":
            continue
        symbols = {symbol.get_name(): symbol for symbol in table.get_symbols()}
        names = [name for name in symbols if name not in HOST_NAMES and not name.startswith(".")]
        expected = {name: host_kind(table, symbols[name]) for name in names}
        assert {name: scope.resolve(name) for name in expected} == expected, (title, scope.kind, table.get_name())


@pytest.mark.parametrize("title", SOURCES)
def test_functions_have_the_parameters_that_they_have_in_the_host(title: str) -> None:
    """The parameters of each function are CPython's."""
    for table, scope in paired(host_scopes(SOURCES[title]), our_scopes(SOURCES[title])):
        if scope.kind == "function" and isinstance(table, symtable.Function):
            assert sorted(scope.parameters) == sorted(table.get_parameters())


def test_parameters_come_in_the_order_of_the_frame() -> None:
    """A function's parameters are in the order of the first locals of CPython's code for it."""
    source = "def f(a, /, b, *c, d, e=1, **g): pass\n"
    (scope,) = our_scopes(source).children
    code = next(item for item in compile(source, "main.py", "exec").co_consts if isinstance(item, CodeType))
    assert tuple(scope.parameters) == code.co_varnames


def test_every_name_of_a_module_is_global() -> None:
    """Nothing at the top level is a local or a cell."""
    root = our_scopes("a = 1\nb: int = 2\nfor c in a: pass\nrows = [d := e for e in c]\n")
    assert {root.resolve(name) for name in ("a", "b", "c", "d", "rows", "unknown")} == {GLOBAL}


def test_a_class_has_the_cell_of_its_methods() -> None:
    """`__class__`, written or meant by a bare `super()`, is a cell of the class body and free in the method."""
    for use in ("__class__", "super()", "(lambda: super)"):
        (body,) = our_scopes(f"class C:\n    def m(self):\n        return {use}\n").children
        assert "__class__" in body.cells
        assert body.children[0].resolve("__class__") == FREE
    (plain,) = our_scopes("class C:\n    def m(self):\n        return self\n").children
    assert not plain.cells


def test_mangled_names_keep_what_was_written() -> None:
    """Private names are spelled out inside a class, and only there; definitions remember what was written."""
    tree: Any = spelled("class __C:\n    def __m(self): return self.__x, __y__\n__z = 1\n")
    definition, last = tree.body
    method = definition.body[0]
    assert (definition.name, definition.written) == ("__C", "__C")
    assert (method.name, method.written) == ("_C__m", "__m")
    assert [node.attr for node in ast.walk(method) if isinstance(node, ast.Attribute)] == ["_C__x"]
    assert last.targets[0].id == "__z"
