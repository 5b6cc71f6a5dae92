"""Functions that pause nowhere and call nothing that may, so that C may call them back.

A mark among the constants of their code tells them, where no code of the guest can look or write. Some are quiet whatever they are
called with: they have no points. Others have no points but calls of methods of their arguments, such as `lambda word: word.lower()`:
these are quiet when all arguments are plain (texts, numbers, matches, and builtin containers of such).
"""

from __future__ import annotations

from monty_cli.language import build
from monty_cli.language import nodes as ast
from monty_cli.language.trees import parts_of, walk

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import CodeType

QUIET, QUIET_FOR_PLAIN = object(), object()
"""The last constants of the code objects of quiet functions."""


def quiet_mark(function: build.Definition | ast.Lambda) -> object | None:
    """Return the mark of a lowered function, `None` for one that is not quiet; functions inside of it don't count."""
    points: list[ast.AST] = []
    if not _gather(function, ("body",), points):
        return None
    if not points:
        return QUIET
    names = _fixed_parameters(function)
    return QUIET_FOR_PLAIN if all(_is_plain(point, names) for point in points) else None


def is_quiet(code: CodeType, plain: bool = False) -> bool:
    """Tell whether the function of a code object is quiet; `plain` says that it is called with plain arguments only."""
    constants = code.co_consts
    return bool(constants) and (constants[-1] is QUIET or (plain and constants[-1] is QUIET_FOR_PLAIN))


def _gather(node: ast.AST, fields: tuple[str, ...], points: list[ast.AST]) -> bool:
    """Collect the points below a node; false when one can't be a method's call."""
    for field in fields:
        value = getattr(node, field, None)
        for item in value if value.__class__ is list else (value,):
            if isinstance(item, ast.AST) and getattr(item, "pausing", True) and not _enter(item, points):
                return False
    return True


def _enter(node: ast.AST, points: list[ast.AST]) -> bool:
    if getattr(node, "point", None) is not None:
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            return False
        points.append(node)
    return isinstance(node, (*build.DEFINITIONS, ast.Lambda)) or _gather(node, parts_of(node.__class__), points)


def _fixed_parameters(function: build.Definition | ast.Lambda) -> set[str]:
    """Return the parameters that nothing in the function binds again."""
    arguments = function.args
    names = {item.arg for item in (*arguments.posonlyargs, *arguments.args) if not arguments.defaults}
    inside = walk(*function.body) if isinstance(function.body, list) else walk(function.body)
    return names - {node.id for node in inside if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load)}


def _is_plain(node: ast.AST, names: set[str]) -> bool:
    """Tell whether `node` is a plain value where the parameters `names` are: one of these, a constant, what a method of one gives."""
    if isinstance(node, ast.NamedExpr):
        return _is_plain(node.value, names)
    if isinstance(node, ast.Name):
        return node.id in names
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and "__" not in node.func.attr:
        parts = (node.func.value, *node.args, *[keyword.value for keyword in node.keywords])
        return all(_is_plain(part, names) for part in parts)
    return isinstance(node, ast.Constant)
