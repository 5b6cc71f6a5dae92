"""Functions that pause nowhere and call nothing that may, so that C may call them back.

A mark among the constants of their code tells them, where no code of the guest can look or write. Some are quiet whatever they are
called with: they have no points. Others have no points but calls of methods of their arguments, such as `lambda word: word.lower()`:
these are quiet when all arguments are plain (texts, numbers, matches, and builtin containers of such).
"""

from __future__ import annotations

from monty_cli.language import build
from monty_cli.language import nodes as ast
from monty_cli.language.trees import children, walk

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import CodeType

QUIET, QUIET_FOR_PLAIN = object(), object()
"""The last constants of the code objects of quiet functions."""


def quiet_mark(function: build.Definition | ast.Lambda) -> object | None:
    """Return the mark of a lowered function, `None` for one that is not quiet; functions inside of it don't count."""
    points = []
    for point in _points(function):
        if not _calls_method(point):
            return None
        points.append(point)
    if not points:
        return QUIET
    names = _fixed_parameters(function)
    return QUIET_FOR_PLAIN if all(_is_plain(point, names) for point in points) else None


def quiet_check(function: build.Definition) -> str | None:
    """Return the check that tells of an iterator whether a generator expression pauses nowhere while it runs over it.

    Args:
        function: the lowered generator expression, whose first loop is over `@it`.

    Returns:
        The name of a helper that takes the iterator: what it gives may be anything, or it must be builtin containers where it is
        unpacked, or plain where its methods are called. `None` if the expression may pause in other ways.
    """
    names, first = _plain_names(function)
    check = "@passive"
    for point in _points(function):
        if isinstance(point, (ast.For, ast.Name, ast.Yield)):
            continue  # whatever a loop is over, what makes its iterator is a point, too
        if _calls(point, "@unpack") and _is_name(point.args[0], {first}):  # type: ignore[attr-defined]
            check = check if check == "@passive_items" else "@passive_rows"
        elif _is_plain_call(point, names) or _takes_apart(point, names):
            check = "@passive_items"
        else:
            return None
    return check


def is_quiet(code: CodeType, plain: bool = False) -> bool:
    """Tell whether the function of a code object is quiet; `plain` says that it is called with plain arguments only."""
    constants = code.co_consts
    return bool(constants) and (constants[-1] is QUIET or (plain and constants[-1] is QUIET_FOR_PLAIN))


_INNER = (*build.DEFINITIONS, ast.Lambda)


def _points(function: build.Definition | ast.Lambda) -> Iterator[ast.AST]:
    """Give the points of a lowered function, without those of functions inside of it, in no order that means anything."""
    found: list[ast.AST] = [*function.body] if isinstance(function.body, list) else [function.body]
    for node in found:  # which grows meanwhile
        point = getattr(node, "point", None)
        if point is not None:
            yield node
        if (point or getattr(node, "pausing", True)) and not isinstance(node, _INNER):
            found += children(node)


def _plain_names(function: build.Definition) -> tuple[set[str], str]:
    """Return what is plain in a lowered generator expression if what its first loop runs over is, and the variable of that loop.

    These are the variables that the loop binds to each item, or to the parts of it, and what loops over these bind; nothing else may
    bind them.
    """
    names: set[str] = set()
    first = ""
    inside = walk(*function.body)
    stored = [node.id for node in inside if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load)]
    slots = {
        node.targets[0].id: node.value
        for node in inside
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
    }
    for node in inside:  # outer ones before inner ones
        if not isinstance(node, ast.For) or not isinstance(node.iter, ast.Name):
            continue
        over = node.iter.id
        if over == "@it" and isinstance(node.target, ast.Name):
            first = node.target.id
        if over == "@it" or (over in slots and _takes_apart(slots[over], names)):
            names |= {name for name in _names_stored(node) if stored.count(name) == 1}
    return names, first


def _names_stored(loop: ast.For) -> set[str]:
    """Return the variables that a loop binds to each item, or, where that is unpacked, to it and to the parts of it."""
    places: list[ast.AST] = [loop.target]
    if isinstance(loop.target, ast.Name) and loop.target.id.startswith("@"):
        places.append(loop.body[0])
    stored = [node for node in walk(*places) if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load)]
    return {node.id for node in stored}


def _takes_apart(node: ast.AST, names: set[str]) -> bool:
    """Tell whether `node` makes an iterator of a plain value, or the parts of one, where `names` are plain."""
    return (_calls(node, "@iter") or _calls(node, "@unpack")) and _is_plain(node.args[0], names)  # type: ignore[attr-defined]


def _is_name(node: ast.AST, names: set[str]) -> bool:
    return isinstance(node, ast.Name) and node.id in names


def _calls(node: ast.AST, name: str) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name


def _fixed_parameters(function: build.Definition | ast.Lambda) -> set[str]:
    """Return the parameters that nothing in the function binds again."""
    arguments = function.args
    names = {item.arg for item in (*arguments.posonlyargs, *arguments.args) if not arguments.defaults}
    inside = walk(*function.body) if isinstance(function.body, list) else walk(function.body)
    return names - {node.id for node in inside if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load)}


def _is_plain_call(node: ast.AST, names: set[str]) -> bool:
    """Tell whether `node` calls a method of a plain value with plain arguments where the variables `names` are plain."""
    return _calls_method(node) and _is_plain(node, names)


def _calls_method(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)


def _is_plain(node: ast.AST, names: set[str]) -> bool:
    """Tell whether `node` is a plain value where `names` are: one of these, a constant, what a method of one gives or an item of one."""
    if isinstance(node, ast.NamedExpr):
        return _is_plain(node.value, names)
    if isinstance(node, ast.Name):
        return node.id in names
    if isinstance(node, ast.Subscript):
        return _is_plain(node.value, names) and _is_plain(node.slice, names)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and "__" not in node.func.attr:
        parts = (node.func.value, *node.args, *[keyword.value for keyword in node.keywords])
        return all(_is_plain(part, names) for part in parts)
    return isinstance(node, ast.Constant)
