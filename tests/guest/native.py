"""Running the prelude natively: its texts are compiled as plain Python, so that it can be compared with CPython.

What lowering adds (pauses that can be saved) is tested elsewhere; here it is only asked that each prelude function does
what the builtin does that it stands for. A guest program is run twice: as it is, and with every builtin, method, class
statement and `for` replaced by the prelude's version.
"""

from __future__ import annotations

import ast
import io
import sys
import warnings
from collections.abc import Callable
from pathlib import Path
from types import CodeType
from typing import Any

from monty_cli.guest import CALLS, METHODS, PRELUDE_FILES, make_builtins, prelude_source
from monty_cli.guest.helpers import helpers_of
from monty_cli.guest.modules import Modules


class Hidden(ast.NodeTransformer):
    """Rename `h_x` to `@x`."""

    def visit_Name(self, node: ast.Name) -> ast.Name:
        if node.id.startswith("h_"):
            node.id = "@" + node.id[2:]
        return node

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> ast.AsyncFunctionDef:
        self.visit_FunctionDef(node)
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> ast.FunctionDef | ast.AsyncFunctionDef:
        if node.name.startswith("h_"):
            node.name = "@" + node.name[2:]
        self.generic_visit(node)
        return node

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        self.generic_visit(node)
        return lower_class(node)


class Lower(ast.NodeTransformer):
    """Replace what the prelude has a version of, as if all facts about the program called for it."""

    def visit_Call(self, node: ast.Call) -> ast.AST:
        self.generic_visit(node)
        if isinstance(node.func, ast.Name) and node.func.id in CALLS:
            node.func.id = CALLS[node.func.id].prelude
        elif isinstance(node.func, ast.Attribute) and node.func.attr in METHODS:
            node.args.insert(0, node.func.value)
            node.func = _name(METHODS[node.func.attr].prelude)
        node.args = [_star(arg, "@star_args") for arg in node.args]
        for keyword in node.keywords:
            if keyword.arg is None:
                keyword.value = _call("@mapping_args", keyword.value)
        return node

    def visit_List(self, node: ast.List) -> ast.AST:
        self.generic_visit(node)
        if isinstance(node.ctx, ast.Load):
            node.elts = [_star(item, "@star") for item in node.elts]
        return node

    def visit_Dict(self, node: ast.Dict) -> ast.AST:
        self.generic_visit(node)
        pairs = zip(node.keys, node.values, strict=True)
        node.values = [value if key else _call("@mapping", value) for key, value in pairs]
        return node

    def visit_For(self, node: ast.For) -> ast.AST:
        self.generic_visit(node)
        node.iter = _call("@iter", node.iter)
        return node

    def visit_Assign(self, node: ast.Assign) -> ast.AST:
        self.generic_visit(node)
        target = node.targets[0]
        if isinstance(target, (ast.Tuple, ast.List)):
            stars = [index for index, item in enumerate(target.elts) if isinstance(item, ast.Starred)]
            before, after = (stars[0], len(target.elts) - stars[0] - 1) if stars else (len(target.elts), -1)
            node.value = _call("@unpack", node.value, ast.Constant(before), ast.Constant(after))
        return node

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        self.generic_visit(node)
        if isinstance(node.ctx, ast.Load) and node.attr.startswith("__") and node.attr.endswith("__"):
            return ast.copy_location(_call("@attr", node.value, ast.Constant(node.attr)), node)
        return node

    def visit_Raise(self, node: ast.Raise) -> ast.AST:
        self.generic_visit(node)
        if node.exc is not None:
            node.exc = _call("@exception", node.exc)
        if node.cause is not None:
            node.cause = _call("@cause", node.cause)
        return node

    def visit_Compare(self, node: ast.Compare) -> ast.AST:
        self.generic_visit(node)
        if len(node.ops) == 1 and isinstance(node.ops[0], ast.In):
            return _call("@contains", node.left, node.comparators[0])
        return node

    def visit_If(self, node: ast.If) -> ast.AST:
        self.generic_visit(node)
        node.test = _call("@truth", node.test)
        return node

    def visit_FormattedValue(self, node: ast.FormattedValue) -> ast.AST:
        self.generic_visit(node)
        spec = node.format_spec or ast.Constant("")
        return ast.FormattedValue(_call("@format_field", node.value, ast.Constant(node.conversion), spec), -1, None)

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        self.generic_visit(node)
        return lower_class(node)


def lower_class(node: ast.ClassDef) -> ast.ClassDef:
    """Have a class statement made by the prelude: CPython calls a "metaclass" of ours with the namespace."""
    keys: list[ast.expr | None] = [ast.Constant(k.arg) if k.arg else None for k in node.keywords]
    keywords = ast.Dict(keys, [k.value for k in node.keywords])
    maker = _call("@Maker", ast.Constant(node.name), ast.Tuple(node.bases, ast.Load()), keywords)
    node.bases = []
    node.keywords = [ast.keyword("metaclass", maker)]
    return node


def _name(name: str) -> ast.expr:
    return ast.Name(name, ast.Load())


def _call(name: str, *args: ast.expr) -> ast.expr:
    return ast.Call(_name(name), list(args), [])


def _star(node: ast.expr, name: str) -> ast.expr:
    return ast.Starred(_call(name, node.value), ast.Load()) if isinstance(node, ast.Starred) else node


COMPILED: dict[str, CodeType] = {}


class Prelude:
    """The builtins of a run with its prelude; `prelude["sorted"]` is the function `@sorted`."""

    def __init__(self) -> None:
        self.written: list[str] = []
        self.namespace = make_builtins(self.written.append)
        self.namespace["__builtins__"] = self.namespace
        self.namespace["__name__"] = "prelude"
        self.namespace["__build_class__"] = __build_class__
        self.modules = Modules(self.namespace.__getitem__)
        self.namespace["__import__"] = self.load_module
        self.namespace["@import"] = self.modules.load
        self.namespace["@handled"] = lambda: sys.exc_info()[1]
        self.namespace["@replaced"] = self.modules.replaced
        self.namespace["@Maker"] = self.maker
        for name in PRELUDE_FILES:
            self.namespace.update(helpers_of(name))
            self.load(prelude_source(name), name)

    def load(self, text: str, name: str) -> None:
        """Execute a prelude text."""
        if text not in COMPILED:
            tree = ast.fix_missing_locations(Hidden().visit(ast.parse(text)))
            COMPILED[text] = compile(tree, f"<{name}>", "exec", dont_inherit=True)
        exec(COMPILED[text], self.namespace)

    def load_module(
        self, name: str, globals: Any = None, locals: Any = None, fromlist: Any = (), level: int = 0
    ) -> Any:
        """Stand in for `__import__`."""
        module = self.modules.load(name)
        for part in fromlist or ():
            self.modules.take(module, part)
        return module if fromlist else self.modules.load(name.partition(".")[0])

    def maker(self, name: str, bases: tuple[Any, ...], keywords: dict[str, Any]) -> Callable[..., Any]:
        """Return a callable that makes one class out of the namespace that CPython fills."""
        info = self["class_prepare"](name, bases, keywords)

        class Maker:
            @staticmethod
            def __prepare__(name: str, bases: object) -> Any:
                return info[2]

            def __call__(self, name: str, bases: object, namespace: Any) -> Any:
                return finish(info)

        finish = self["class_finish"]
        return Maker()

    def __getitem__(self, name: str) -> Callable[..., Any]:
        found: Callable[..., Any] = self.namespace["@" + name]
        return found

    def globals(self) -> dict[str, Any]:
        """Make the globals of a guest program of this run."""
        return {"__name__": "__main__", "__builtins__": self.namespace}


class Outcome:
    """What a program gave: the text of its `result`, or of its error, its log, and what it printed."""

    def __init__(self, tree: ast.Module, names: dict[str, Any], written: list[str]) -> None:
        log: list[Any] = []
        names["log"] = log.append
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                exec(compile(ast.fix_missing_locations(tree), "<guest>", "exec", dont_inherit=True), names)
            self.text = str(names.get("result"))
        except Exception as error:
            self.text = describe(error)
        self.log = [str(item) for item in log]
        self.printed = "".join(written)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Outcome) and repr(self) == repr(other)

    def __repr__(self) -> str:
        return f"{self.text}\nlog {self.log}\nprinted {self.printed!r}"


def describe(error: BaseException | None) -> str:
    """Return the text of an error with its notes and causes."""
    if error is None:
        return ""
    notes = getattr(error, "__notes__", "")
    return f"{type(error).__name__}: {error} {notes} <- {describe(error.__cause__)}"


def read_programs(name: str) -> dict[str, str]:
    """Read a file of guest programs; each begins with a line `# --- title`."""
    text = (Path(__file__).parent / "programs" / f"{name}.guest").read_text("utf-8")
    programs = {}
    for part in text.split("# --- ")[1:]:
        title, _, program = part.partition("\n")
        programs[title] = program
    return programs


def natively(source: str) -> Outcome:
    """Run a guest program under CPython alone."""
    written: list[str] = []

    class Writer(io.StringIO):
        def write(self, text: str) -> int:
            written.append(text)
            return len(text)

    def show(*args: object, sep: str | None = None, end: str | None = None, flush: object = False) -> None:
        print(*args, sep=sep, end=end, file=Writer(), flush=bool(flush))

    return Outcome(ast.parse(source), {"__name__": "__main__", "print": show}, written)


def guarded(source: str) -> Outcome:
    """Run a guest program over the prelude."""
    prelude = Prelude()
    return Outcome(Lower().visit(ast.parse(source)), prelude.globals(), prelude.written)


def check(source: str) -> None:
    """Check that a guest program does the same over the prelude as under CPython alone."""
    assert repr(guarded(source)) == repr(natively(source))


def check_all(prologue: str, expressions: str) -> None:
    """Check every line of `expressions` as the result of a program that begins with `prologue`."""
    wrong = []
    for line in filter(None, map(str.strip, expressions.splitlines())):
        source = f"{prologue}\nresult = {line}"
        found, expected = guarded(source), natively(source)
        if repr(found) != repr(expected):
            wrong.append(f"{line}\n  expected {expected}\n  found    {found}")
    assert not wrong, "\n".join(wrong)
