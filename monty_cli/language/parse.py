"""From source text to the guest's AST: CPython's own parser and checks, and caps on what its compiler takes safely.

A short text can take CPython's compiler hours, gigabytes, or down: nested comprehensions crash it, the body of a `finally` is compiled
once for each way into it. What is too large or too deep is refused before that.
"""

from __future__ import annotations

from monty_cli import limits
from monty_cli.errors import MontySyntaxError
from monty_cli.language import nodes as ast
from monty_cli.language.refusals import REFUSALS, Source, refuse
from monty_cli.language.trees import Nodes, children, walk

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

# CPython 3.12 and 3.13 crash in `compile()` on some twenty nested comprehensions (it inlines them).
COMPREHENSION_DEPTH = 12
# Alternatives of one pattern, which are compiled in time that grows by their square.
ALTERNATIVES = 1_000
# Nodes that are compiled, those within `finally` blocks once for each copy.
COMPILED_NODES = 400_000
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


def parse(source: Source, trusted: bool = False, form: str = "") -> tuple[ast.Module, Nodes]:
    """Return the AST of a script, and all its nodes.

    Args:
        source: the script's text and name.
        trusted: the text is ours, so that the checks can be left out.
        form: 'eval' for one expression, 'exec' for statements that can't await at the top; empty for a script.

    Raises:
        MontySyntaxError: CPython's parser or compiler refuses the text, or it is nested too deeply.
    """
    import warnings

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            if not trusted:
                _check_size(source)
            parsed: Any = compile(source.text, source.name, form or "exec", ast.PyCF_ONLY_AST, dont_inherit=True)
            tree: ast.AST = parsed
            if isinstance(tree, ast.Expression):
                tree = ast.Module([ast.copy_location(ast.Expr(tree.body), tree.body)], [])
            assert isinstance(tree, ast.Module)
            nodes = Nodes(tree)
            if not trusted:
                _check_depths(nodes, source)
                _check_copies(nodes, source)
                flags = 0 if form else ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
                compile(parsed, source.name, form or "exec", flags, dont_inherit=True)  # for its errors
    except SyntaxError as error:
        raise _translated(source, error) from None
    except (RecursionError, MemoryError):
        raise too_deep(source) from None
    except (ValueError, OverflowError) as error:
        raise source.error(f"the script can not be compiled: {error}", (1, 0, 1, 0)) from None
    return tree, nodes


def check_safe(source: Source, form: str) -> None:
    """Refuse a text that CPython's compiler does not take safely, before it is handed to it for its own errors.

    Args:
        source: the text and its name.
        form: 'eval' or 'exec'.

    Raises:
        MontySyntaxError: the text is too large, or nested too deeply.
        SyntaxError, ValueError, RecursionError, MemoryError: CPython's own.
    """
    _check_size(source)
    tree = compile(source.text, source.name, form, ast.PyCF_ONLY_AST, dont_inherit=True)
    _check_depth(tree, source)
    _check_copies(Nodes(tree), source)


def too_deep(source: Source, span: tuple[int, int, int, int] | None = None) -> MontySyntaxError:
    """Return the error for a script that CPython's compiler or ours can't take; it points at `span`, or the line that nests the most."""
    depths = (
        line.count("(") + line.count("[") + line.count("{") + len(line) // 100 for line in source.text.split("\n")
    )
    line = max(enumerate(depths, 1), key=lambda item: item[1])[0]
    _, reason, instead = REFUSALS["nesting"]
    return source.error(f"the script is nested too deeply: {reason}", span or (line, 0, line, 0), hint=instead)


def _check_size(source: Source) -> None:
    """Refuse a text that is larger than a script may be."""
    size = len(source.text)
    if not source.text.isascii():
        size = len(source.text.encode("utf-8", "surrogatepass"))
    if size > limits.max_source:
        line = source.text.count("\n", 0, limits.max_source) + 1
        raise source.error(
            f"the script is too large: {size} bytes, and {limits.max_source} are allowed",
            (line, 0, line, 0),
            hint="pass large data as an input, or set monty_cli.limits.max_source",
        )


def _check_copies(nodes: Nodes, source: Source) -> None:
    """Refuse patterns with too many alternatives, and `finally` blocks that make too much code."""
    for pattern in nodes.of(ast.MatchOr):
        if len(pattern.patterns) > ALTERNATIVES:
            raise refuse("nesting", pattern, source, f"a pattern with more than {ALTERNATIVES} alternatives")
    if not any(node.finalbody for kind in _TRIES for node in nodes.of(kind)):
        return
    tries = [node for node in nodes.all if isinstance(node, _TRIES) and node.finalbody]
    sizes: dict[int, int] = {}
    for node in reversed(tries):  # inner ones come after outer ones
        exits = sum(
            isinstance(item, _EXITS) for part in (*node.body, *node.handlers, *node.orelse) for item in walk(part)
        )
        body = sum(_size(part, sizes) for part in node.finalbody)
        sizes[id(node)] = body * (2 + exits)
        if sizes[id(node)] > COMPILED_NODES:
            raise refuse("nesting", node, source, "`finally` blocks that are left in so many ways")


_TRIES = (ast.Try, ast.TryStar)
_EXITS = (ast.Return, ast.Break, ast.Continue)


def _size(part: ast.AST, sizes: dict[int, int]) -> int:
    """Return how many nodes are compiled for `part`, within which the sizes of `finally` blocks are known."""
    return sum(1 + sizes.get(id(node), 0) for node in walk(part))


def _translated(source: Source, error: SyntaxError) -> MontySyntaxError:
    """Return CPython's syntax error as one of ours."""
    line = error.lineno or 1
    text = source.line(line)
    column = error.offset or 1
    end = error.end_offset if error.end_offset and error.end_offset > 0 else column
    return MontySyntaxError(
        error.msg or "invalid syntax",
        filename=source.name,
        line=line,
        column=column,
        end_line=error.end_lineno or line,
        end_column=end,
        source_line=text,
        hint=None,
    )


def _check_depths(nodes: Nodes, source: Source) -> None:
    """Refuse comprehensions nested so deeply that the host's compiler would crash; looks only into those that hold enough others."""
    count = sum(len(nodes.of(kind)) for kind in _COMPREHENSIONS)
    if count <= COMPREHENSION_DEPTH:
        return
    seen: set[ast.AST] = set()
    for node in nodes.all:  # outer ones come first
        if isinstance(node, _COMPREHENSIONS) and node not in seen:
            inside = [inner for inner in walk(node) if isinstance(inner, _COMPREHENSIONS)]
            seen.update(inside)
            if len(inside) > COMPREHENSION_DEPTH:
                _check_depth(node, source)


def _check_depth(tree: ast.AST, source: Source) -> None:
    """Refuse comprehensions nested so deeply that the host's compiler would crash."""
    stack = [(tree, 0)]
    while stack:
        node, depth = stack.pop()
        depth += isinstance(node, _COMPREHENSIONS)
        if depth > COMPREHENSION_DEPTH:
            raise refuse("nesting", node, source)
        stack.extend((child, depth) for child in children(node))
