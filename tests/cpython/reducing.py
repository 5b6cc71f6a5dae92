"""A test module of CPython's as a program that runs natively and as a guest alike: without what needs the host.

Left out are imports of modules that scripts do not have, tests that ask for helpers of the test suite or for parts of the host, and
functions with a construct that is refused by name (`__del__`, code objects). What is left is the same text for both.
"""

from __future__ import annotations

import ast
import re
import sysconfig
from pathlib import Path

from monty_cli import Monty, MontyRuntimeError, MontySyntaxError

FOLDER = Path(sysconfig.get_path("stdlib")) / "test"
STAND_IN = Path(__file__).with_name("stand_in.py")
BASES = ("string_tests", "list_tests", "seq_tests", "mapping_tests")
"""Modules with test cases that others build on; their text goes in front."""
HOST = (
    "support.",
    "helper",
    "requires_",
    "mock",
    "bigmem",
    "bigaddrspace",
    "sysconfig",
    "_testcapi",
    "skip_if",
    "skip_unless",
)
"""What in a decorator tells that a test is about the host."""
OURS = ("cpython_only", "requires_IEEE_754", "check_impl_detail")
CAUGHT = "try:\n    pass\nexcept Exception as _error:\n    print('RESULT', '(top)', type(_error).__name__, _error)"

_importable: dict[str, bool] = {}


def is_here(statement: str) -> bool:
    """Tell whether a script can run an import statement."""
    if statement not in _importable:
        try:
            Monty(statement).run()
        except (MontySyntaxError, MontyRuntimeError):
            _importable[statement] = False
        else:
            _importable[statement] = True
    return _importable[statement]


def reduced(name: str) -> tuple[str, list[str]]:
    """Return the program for the test module `name` of the running CPython, and the names of what had to be left out of it.

    Raises:
        FileNotFoundError: this CPython has no such test module.
    """
    tree = ast.parse(_with_bases((FOLDER / f"{name}.py").read_text("utf-8")))
    tree = ast.fix_missing_locations(_Reducer().visit(tree))
    future = [node for node in tree.body if isinstance(node, ast.ImportFrom) and node.module == "__future__"]
    head = "".join(ast.unparse(node) + "\n" for node in future) + STAND_IN.read_text("utf-8") + "\n"
    body = [_caught(node) for node in tree.body if node not in future]
    dropped: list[str] = []
    while True:
        text = head + "\n".join(map(ast.unparse, body)) + "\n\n__run(globals())\n"
        line = _refused_line(text)
        if line is None:
            return text, dropped
        tree = ast.parse(text)
        dropped.append(_drop(tree, line))
        body = tree.body[len(ast.parse(head).body) : -1]


def _with_bases(source: str, known: tuple[str, ...] = ()) -> str:
    for base in BASES:
        if base not in known and re.search(rf"^from test(\.| import .*\b){base}\b", source, re.MULTILINE):
            text = _with_bases((FOLDER / f"{base}.py").read_text("utf-8"), (*known, base))
            made = [node.name for node in ast.parse(text).body if isinstance(node, (ast.ClassDef, ast.FunctionDef))]
            source = "\n".join([text, f"class {base}: pass", *[f"{base}.{each} = {each}" for each in made], source])
    return source


def _refused_line(text: str) -> int | None:
    try:
        Monty(text)
    except MontySyntaxError as error:
        if error.line is None:
            raise
        return error.line
    return None


def _drop(tree: ast.Module, line: int) -> str:
    """Take the innermost test, function or statement at `line` out; return its name."""
    found: tuple[ast.stmt, list[ast.stmt]] | None = None
    todo: list[ast.AST] = [tree]
    while todo:
        node = todo.pop()
        for field in ("body", "orelse", "finalbody", "handlers"):
            block = getattr(node, field, [])
            for child in block if isinstance(block, list) else []:
                if not child.lineno <= line <= child.end_lineno:
                    continue
                inside_test = found is not None and getattr(found[0], "name", "").startswith("test")
                if isinstance(child, ast.stmt) and not inside_test:
                    found = child, block
                todo.append(child)
    if found is None:
        raise ValueError(f"nothing stands at line {line}")
    statement, block = found
    block[block.index(statement)] = ast.copy_location(ast.Pass(), statement)
    return getattr(statement, "name", f"line {line}")


def _caught(node: ast.stmt) -> ast.stmt:
    """Return a statement of the module with its errors told and caught: the tests after it run all the same."""
    if isinstance(node, (ast.Import, ast.ImportFrom, ast.Pass, ast.Try)) or (
        isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and not node.decorator_list
    ):
        return node
    made = ast.parse(CAUGHT).body[0]
    assert isinstance(made, ast.Try)
    made.body = [node]
    return made


class _Reducer(ast.NodeTransformer):
    def visit_Import(self, node: ast.Import) -> ast.stmt:
        node.names = [alias for alias in node.names if is_here(f"import {alias.name}")]
        return node if node.names else ast.Pass()

    def visit_ImportFrom(self, node: ast.ImportFrom) -> ast.stmt:
        if node.module != "__future__":
            taken = [] if node.level else node.names
            node.names = [alias for alias in taken if is_here(f"from {node.module} import {alias.name}")]
        return node if node.names else ast.Pass()

    def visit_If(self, node: ast.If) -> ast.AST:
        return ast.Pass() if "__main__" in ast.unparse(node.test) else self.generic_visit(node)

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        """Take the flags of the host for unset."""
        if ast.unparse(node.value) == "sys.flags":
            return ast.Constant(0)
        return self.generic_visit(node)

    def function(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> ast.AST:
        self.generic_visit(node)
        told = [ast.unparse(each) for each in node.decorator_list]
        asks = any(mark in text and not any(own in text for own in OURS) for text in told for mark in HOST)
        return ast.Pass() if asks else node

    visit_FunctionDef = visit_AsyncFunctionDef = function

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        self.generic_visit(node)
        node.decorator_list = [
            each for each in node.decorator_list if not any(mark in ast.unparse(each) for mark in HOST)
        ]
        return node
