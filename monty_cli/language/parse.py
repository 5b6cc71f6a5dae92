"""From source text to the guest's AST: CPython's own parser and checks, and caps on what its compiler takes safely."""

from __future__ import annotations

import ast

from monty_cli.errors import MontySyntaxError
from monty_cli.language.refusals import Source, refuse
from monty_cli.language.trees import children, walk

# CPython 3.12 and 3.13 crash in `compile()` on some twenty nested comprehensions (it inlines them).
COMPREHENSION_DEPTH = 12
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


def parse(source: Source, trusted: bool = False, form: str = "") -> tuple[ast.Module, list[ast.AST]]:
    """Return the AST of a script, and a list of all its nodes.

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
            tree = compile(source.text, source.name, form or "exec", ast.PyCF_ONLY_AST, dont_inherit=True)
            if isinstance(tree, ast.Expression):
                tree = ast.Module([ast.copy_location(ast.Expr(tree.body), tree.body)], [])
            assert isinstance(tree, ast.Module)
            nodes = walk(tree)
            if not trusted:
                if sum(isinstance(node, _COMPREHENSIONS) for node in nodes) > COMPREHENSION_DEPTH:
                    _check_depth(tree, source)
                flags = 0 if form else ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
                compile(source.text, source.name, form or "exec", flags, dont_inherit=True)
    except SyntaxError as error:
        raise _translated(source, error) from None
    except (RecursionError, MemoryError, ValueError, OverflowError) as error:
        raise source.error(f"the script can not be compiled: {error}", (1, 0, 1, 0)) from None
    return tree, nodes


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


def _check_depth(tree: ast.AST, source: Source) -> None:
    """Refuse comprehensions nested so deeply that the host's compiler would crash."""
    stack = [(tree, 0)]
    while stack:
        node, depth = stack.pop()
        depth += isinstance(node, _COMPREHENSIONS)
        if depth > COMPREHENSION_DEPTH:
            raise refuse("nesting", node, source)
        stack.extend((child, depth) for child in children(node))
