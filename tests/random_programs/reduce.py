"""Makes a failing program small: cuts its syntax tree down while the failure stays the same.

The cuts, coarse ones first: runs of statements, a compound statement in the place of itself by one of its blocks,
handlers, decorators, arguments, and expressions replaced by one of their parts or by a constant. Passes are repeated
until none helps.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator

Test = Callable[[str], bool]
Edit = Callable[[], Callable[[], None]]  # makes a change to the tree, and returns what takes it back

BLOCKS = ("body", "orelse", "finalbody")
LISTS = (
    *(
        "handlers",
        "cases",
        "decorator_list",
        "items",
        "keywords",
        "args",
        "elts",
        "generators",
        "ifs",
        "values",
        "bases",
    ),
    *("defaults", "targets", "names", "ops", "posonlyargs", "kwonlyargs", "kw_defaults"),
)


def reduce(source: str, fails: Test, budget: int = 3000) -> str:
    """Return a smaller program for which `fails` is still true; at most `budget` candidates are tried."""
    return _Reducer(source, fails, budget).run()


class _Reducer:
    def __init__(self, source: str, fails: Test, budget: int) -> None:
        self.source = source
        self.fails = fails
        self.left = budget
        self.tried: set[str] = set()

    def run(self) -> str:
        plain = ast.unparse(ast.parse(self.source))
        if not self.accepts(plain):
            return self.source  # the failure is in the layout
        while self.left > 0:
            before = self.source
            for edits in (statement_edits, block_edits, list_edits, expression_edits):
                self.passes(edits)
            if self.source == before:
                break
        return self.source

    def accepts(self, candidate: str) -> bool:
        """Tell whether `candidate` fails like the whole program; it is the program from here on."""
        if candidate in self.tried or self.left <= 0:
            return False
        self.tried.add(candidate)
        self.left -= 1
        if not self.fails(candidate):
            return False
        self.source = candidate
        return True

    def passes(self, edits: Callable[[ast.AST], Iterator[Edit]]) -> None:
        """Try all edits of one kind, each on the tree that the accepted ones before it left."""
        tree = ast.parse(self.source)
        for edit in edits(tree):
            try:
                undo = edit()
            except (IndexError, ValueError):
                continue
            candidate = _text(tree)
            if candidate is None or not self.accepts(candidate):
                undo()


def _text(tree: ast.AST) -> str | None:
    try:
        text = ast.unparse(tree)
        ast.parse(text)
    except (SyntaxError, ValueError, AttributeError, TypeError, IndexError, RecursionError):
        return None
    return text


def _blocks(tree: ast.AST) -> Iterator[tuple[ast.AST, str, list[ast.stmt]]]:
    """Yield the statement lists of `tree`, outer ones first. Those that an edit has cut off are passed over."""
    pending = [tree]
    while pending:
        node = pending.pop(0)
        for field in BLOCKS:
            block = getattr(node, field, None)
            if isinstance(block, list) and block and isinstance(block[0], ast.stmt):
                yield node, field, block
        pending += [child for child in ast.iter_child_nodes(node) if not isinstance(child, ast.expr)]


def statement_edits(tree: ast.AST) -> Iterator[Edit]:
    """Yield the removal of runs of statements: halves, quarters, ..., single ones."""
    for _, _, block in _blocks(tree):
        size = len(block)
        while size >= 1:
            start = max(0, len(block) - size)
            while True:
                yield _removal(block, start, size)
                if start == 0:
                    break
                start = max(0, min(start, len(block)) - size)
            size //= 2


def _removal(block: list[ast.stmt], start: int, size: int) -> Edit:
    def edit() -> Callable[[], None]:
        before = list(block)
        del block[start : start + size]
        if not block:
            block.append(ast.Pass())
        if [type(each) for each in before] == [type(each) for each in block]:
            raise ValueError("nothing to remove")
        return lambda: _restore(block, before)

    return edit


def _restore(items: list[ast.stmt], before: list[ast.stmt]) -> None:
    items[:] = before


def block_edits(tree: ast.AST) -> Iterator[Edit]:
    """Yield compound statements replaced by one of their blocks, and optional blocks removed."""
    for _, _, block in _blocks(tree):
        for index in range(len(block) - 1, -1, -1):
            if index >= len(block):
                continue
            for inner in _inner_blocks(block[index]):
                yield _splice(block, index, inner)
    for node, field, _ in _blocks(tree):
        if field in ("orelse", "finalbody"):
            yield _emptied(node, field)


def _inner_blocks(node: ast.AST) -> list[list[ast.stmt]]:
    found = [getattr(node, field) for field in BLOCKS if getattr(node, field, None)]
    for field in ("handlers", "cases"):
        found += [child.body for child in getattr(node, field, [])]
    return [block for block in found if isinstance(block, list)]


def _splice(block: list[ast.stmt], index: int, inner: list[ast.stmt]) -> Edit:
    def edit() -> Callable[[], None]:
        before = list(block)
        block[index : index + 1] = inner
        return lambda: _restore(block, before)

    return edit


def _emptied(node: ast.AST, field: str) -> Edit:
    def edit() -> Callable[[], None]:
        before = getattr(node, field)
        setattr(node, field, [])
        return lambda: setattr(node, field, before)

    return edit


def list_edits(tree: ast.AST) -> Iterator[Edit]:
    """Yield the removal of single members of lists: handlers, decorators, arguments, elements, conditions."""
    for node in list(ast.walk(tree)):
        for field in LISTS:
            items = getattr(node, field, None)
            if isinstance(items, list):
                for index in range(len(items) - 1, -1, -1):
                    yield _dropped(node, items, index)
        for field in ("name", "vararg", "kwarg", "returns", "annotation", "guard", "cause", "msg", "rest"):
            if getattr(node, field, None) is not None and not isinstance(
                node, (ast.FunctionDef, ast.ClassDef, ast.alias)
            ):
                yield _cleared(node, field)


def _dropped(node: ast.AST, items: list[ast.AST], index: int) -> Edit:
    def edit() -> Callable[[], None]:
        partners = {ast.Dict: ("keys", "values"), ast.Compare: ("ops", "comparators")}.get(type(node), ())
        touched = [items] if not partners else [getattr(node, partner) for partner in partners]
        before = [list(each) for each in touched]
        for each in touched:
            del each[index]

        def undo() -> None:
            for each, old in zip(touched, before, strict=True):
                each[:] = old

        return undo

    return edit


def _cleared(node: ast.AST, field: str) -> Edit:
    def edit() -> Callable[[], None]:
        before = getattr(node, field)
        setattr(node, field, None)
        return lambda: setattr(node, field, before)

    return edit


def expression_edits(tree: ast.AST) -> Iterator[Edit]:
    """Yield expressions replaced by a part of themselves or by a constant, larger expressions first."""
    for parent in list(ast.walk(tree)):
        for field, value in ast.iter_fields(parent):
            if isinstance(value, ast.expr):
                yield from _smaller(parent, field, None)
            elif isinstance(value, list):
                for index, item in enumerate(value):
                    if isinstance(item, ast.expr):
                        yield from _smaller(parent, field, index)


def _smaller(parent: ast.AST, field: str, index: int | None) -> Iterator[Edit]:
    present = _get(parent, field, index)
    assert isinstance(present, ast.expr)
    if not isinstance(getattr(present, "ctx", ast.Load()), ast.Load) or isinstance(
        present, (ast.Constant, ast.JoinedStr)
    ):
        if isinstance(present, ast.JoinedStr):
            yield _replaced(parent, field, index, ast.Constant("f"))
        return
    if isinstance(parent, (ast.JoinedStr, ast.pattern)):
        return
    for constant in (1, "s"):
        yield _replaced(parent, field, index, ast.Constant(constant))
    yield _replaced(parent, field, index, ast.List([], ast.Load()))
    for part in ast.iter_child_nodes(present):
        if isinstance(part, ast.expr):
            yield _replaced(parent, field, index, part)


def _get(parent: ast.AST, field: str, index: int | None) -> object:
    value = getattr(parent, field)
    return value if index is None else value[index]


def _replaced(parent: ast.AST, field: str, index: int | None, new: ast.expr) -> Edit:
    def edit() -> Callable[[], None]:
        before = _get(parent, field, index)
        if isinstance(before, (ast.Constant, ast.Name)) and isinstance(new, (ast.Constant, ast.List)):
            raise ValueError("as small as can be")
        _put(parent, field, index, new)
        return lambda: _put(parent, field, index, before)

    return edit


def _put(parent: ast.AST, field: str, index: int | None, value: object) -> None:
    if index is None:
        setattr(parent, field, value)
    else:
        getattr(parent, field)[index] = value
