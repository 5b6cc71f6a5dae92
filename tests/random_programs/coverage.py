"""What random programs cover: the syntax that they have, the lines that run, the callers of external functions."""

from __future__ import annotations

import ast
import gc
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from types import FrameType
from typing import Any

from tests.random_programs.answers import Answers
from tests.random_programs.generator import generate
from tests.random_programs.native import FILE, dropped, run_native

# Nodes that a program can't have, that the product refuses, or that not all Pythons have.
LEFT_OUT = {
    *("Expression", "FunctionType", "Interactive", "TypeIgnore", "Del", "Load", "Store"),
    *("AugLoad", "AugStore", "Bytes", "Ellipsis", "ExtSlice", "Index", "NameConstant", "Num", "Param", "Str", "Suite"),
    *("AsyncFor", "AsyncFunctionDef", "AsyncWith", "Await"),
    *("TypeAlias", "TypeVar", "ParamSpec", "TypeVarTuple", "TemplateStr", "Interpolation", "Import"),
}


class Coverage:
    """Counts over a number of programs; `run` is those of the nodes whose line runs."""

    def __init__(self) -> None:
        self.programs = 0
        self.written: Counter[str] = Counter()
        self.run: Counter[str] = Counter()
        self.methods: Counter[str] = Counter()
        self.calls: Counter[str] = Counter()
        self.calls_by_depth: Counter[int] = Counter()
        self.errors: Counter[str] = Counter()

    def missing(self) -> set[str]:
        """Return the kinds of nodes that no program has."""
        return {name for name in node_kinds() if not self.written[name]}

    def text(self) -> str:
        """Return the counts as lines."""
        statements = [name for name in self.written if issubclass(getattr(ast, name), ast.stmt)]
        ran, wrote = sum(self.run[name] for name in statements), sum(self.written[name] for name in statements)
        missing = sorted(self.missing())
        rows = [f"  {name:16} {count:8} {self.run[name]:8}" for name, count in self.written.most_common()]
        return "\n".join(
            [
                f"{self.programs} programs, {sum(self.calls.values())} external calls, "
                f"{sum(self.errors.values()) / self.programs:.1%} end in an error",
                f"statements: {wrote}, of which {ran / max(1, wrote):.0%} run; nodes never written: {missing}",
                f"guest frames at a call: {dict(sorted(self.calls_by_depth.items()))}",
                f"special methods that run: {dict(self.methods.most_common())}",
                "node, written, on a line that runs:",
                *rows,
            ]
        )


def node_kinds() -> set[str]:
    """Return the kinds of syntax nodes that programs should have."""
    return {
        name
        for name, kind in vars(ast).items()
        if isinstance(kind, type)
        and issubclass(kind, ast.AST)
        and not kind.__subclasses__()
        and name not in LEFT_OUT
        and name[0] != "_"
    }


def measure(seeds: Iterable[int]) -> Coverage:
    """Run the programs of `seeds` natively and return what they cover."""
    coverage = Coverage()
    gc.freeze()  # what is there already: each program ends with a collection
    for seed in seeds:
        source = generate(seed)
        lines: set[int] = set()
        before = sys.gettrace()
        with dropped():
            sys.settrace(_tracer(lines))
            try:
                outcome = run_native(source, Answers(seed))
            finally:
                sys.settrace(before)
        coverage.programs += 1
        _count(coverage, ast.parse(source), lines)
        for name, _, _, stack in outcome.calls:
            coverage.calls[name] += 1
            coverage.calls_by_depth[len(stack)] += 1
        if outcome.error is not None:
            coverage.errors[outcome.error.partition(":")[0]] += 1
    return coverage


def _tracer(lines: set[int]) -> Callable[[FrameType, str, Any], Any]:
    def trace(frame: FrameType, event: str, argument: Any) -> Any:
        if frame.f_code.co_filename != FILE:
            return None
        lines.add(frame.f_lineno)
        return trace

    return trace


def _count(coverage: Coverage, tree: ast.AST, lines: set[int]) -> None:
    pending: list[tuple[ast.AST, int]] = [(tree, 0)]
    while pending:
        node, line = pending.pop()
        name = type(node).__name__
        line = getattr(node, "lineno", line)
        coverage.written[name] += 1
        coverage.run[name] += line in lines
        if isinstance(node, ast.FunctionDef) and node.name.startswith("__") and node.body[0].lineno in lines:
            coverage.methods[node.name] += 1
        pending += [(child, line) for child in ast.iter_child_nodes(node)]
