"""Metering: the same host code with checks before steps that could take the host's memory or time at one stroke.

It is applied to lowered code just before that is compiled, for programs that run under limits. Nothing else knows of it: the checks
are calls of hidden builtins (`@metered_…`) in places where no guest code runs, so points, positions, snapshots and results are the same.

    a ** b                   @metered_power(a, b), unless b is a small constant; `<<` alike
    'ab' * n                 @metered_times('ab', n)
    a * b, of two names      a * b if @type(a) is @type(b) else @metered_times(a, b), outside of functions and loops
    list(x), sum(x), …       list(@metered_each(x)): a long range or an iterator of C's looks up now and then
    x.extend(y), …           x.extend(@metered_items(y)): an endless iterator is refused
    x.join(y)                x.join(@metered_parts(y)): some of many items tell how long all are
    x.ljust(n), …            x.ljust(@metered_width(n))
    f'{x:{n}}'               f'{x:{@metered_spec(…)}}'
    'literal' % x            'literal' % @metered_percent('literal', x), where the literal has wide fields

What only a deeper look could tell (`f = 'a'.ljust; f(n)`) is left to the worker process, which can be killed.
"""

from __future__ import annotations

from monty_cli.language import build
from monty_cli.language import nodes as ast
from monty_cli.language.trees import changed, copied

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from monty_cli.language.unit import FunctionInfo, Unit

SMALL = 1 << 13
"""What a constant may multiply the size of a value by without a check."""
EXPONENT = 8
SHIFT = 1 << 12

CONSUMERS = frozenset(
    ("all", "any", "bytearray", "bytes", "dict", "frozenset", "list", "max", "min", "set", "sorted", "sum", "tuple")
)
_SET_METHODS = ("difference", "intersection", "isdisjoint", "issubset", "issuperset", "symmetric_difference", "union")
ITEMS = frozenset((*_SET_METHODS, "difference_update", "extend", "extendleft", "fromkeys", "join", "update"))
WIDTHS = frozenset(("center", "expandtabs", "ljust", "rjust", "to_bytes", "zfill"))
NUMBERS = frozenset(("comb", "factorial", "perm"))
POOLS = frozenset(("combinations", "combinations_with_replacement", "permutations"))

_LITERALS = (
    ast.Constant,
    ast.List,
    ast.Tuple,
    ast.Dict,
    ast.Set,
    ast.ListComp,
    ast.SetComp,
    ast.DictComp,
    ast.GeneratorExp,
    ast.JoinedStr,
)
_REPEATING = frozenset((ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.For, ast.AsyncFor, ast.While))
_SEQUENCES = (ast.List, ast.Tuple, ast.ListComp, ast.JoinedStr)


def metered(statements: list[ast.stmt], defined: frozenset[str]) -> list[ast.stmt]:
    """Return lowered statements with checks; those that are given stay as they are.

    Args:
        statements: what is about to be compiled.
        defined: the names of the program's own functions, whose calls are left alone.
    """
    visit = _Visitor(defined).visit
    return [visit(statement) for statement in statements]


def metered_unit(unit: Unit) -> Unit:
    """Return the unit of the same text whose code has checks; it shares with `unit` what is lowered."""
    made = object.__new__(type(unit))
    made.__dict__.update(unit.__dict__)
    made.metered = True
    made.functions = {fid: _uncompiled(info) for fid, info in unit.functions.items()}
    made.code = made.compiled([made.module])
    return made


def _uncompiled(info: FunctionInfo) -> FunctionInfo:
    copy = object.__new__(type(info))
    for name in info.__slots__:
        setattr(copy, name, getattr(info, name))
    copy.code, copy.continuations, copy.start = None, {}, None
    return copy


class _Visitor:
    def __init__(self, defined: frozenset[str]) -> None:
        self.defined = defined
        self.inside = -1  # functions and loops around what is visited, without the module's own function
        self.rewrites: dict[type, Callable[[Any], ast.AST]] = {
            ast.BinOp: self.binary,
            ast.AugAssign: _in_place,
            ast.Call: self.call,
            ast.Compare: _membership,
            ast.FormattedValue: _formatted,
            ast.Starred: _starred,
        }

    def visit(self, node: Any) -> Any:
        """Return `node` with the checks in it; the same node if there are none."""
        kind = type(node)
        self.inside += kind in _REPEATING
        result = changed(node, self.visit)
        self.inside -= kind in _REPEATING
        rewrite = self.rewrites.get(kind)
        return result if rewrite is None else rewrite(result)

    def binary(self, node: ast.BinOp) -> ast.AST:
        """Check an operator; the product of two variables only where it is made once, because the check would cost more than the work."""
        made = _binary(node)
        if (
            made is not node
            or self.inside > 0
            or not isinstance(node.op, ast.Mult)
            or getattr(node, "point", None) is not None
        ):
            return made
        same = _same_type(node.left, node.right, node)
        if same is None:
            return node
        chosen = ast.IfExp(same, node, _check("@metered_times", [node.left, node.right], node))
        build.put(chosen, node.lineno)
        return chosen

    def call(self, node: ast.Call) -> ast.AST:
        """Check the arguments of a call."""
        function = node.func
        if not node.args:
            return node
        name = (
            function.id
            if isinstance(function, ast.Name)
            else function.attr
            if isinstance(function, ast.Attribute)
            else ""
        )
        if name in self.defined:
            return node
        if name.startswith("@"):
            return _of_prelude(node, name)
        if isinstance(function, ast.Name):
            if name in CONSUMERS and (len(node.args) == 1 or name not in ("min", "max")):
                return _with_argument(node, 0, "@metered_each")
            if name == "pow":
                made: ast.Call = copied(node)
                made.func = build.name("@metered_pow", function.lineno)
                return made
        elif name in WIDTHS:
            return _with_argument(node, 0, "@metered_width")
        elif name in ITEMS:
            return _with_argument(node, 0, _items_check(name))
        if name in NUMBERS:
            return _with_argument(node, 0, f"@metered_{name}")
        if name in POOLS:
            node = _with_argument(node, 0, "@metered_items")
            return _with_argument(node, 1, "@metered_width") if len(node.args) > 1 else node
        return node


def _of_prelude(node: ast.Call, name: str) -> ast.Call:
    """Check the arguments of a function of the prelude that does the work of C's where that may run guest code."""
    if name == "@contains":
        return _with_argument(node, 1, "@metered_each") if len(node.args) > 1 else node
    if name[1:] in CONSUMERS and len(node.args) == 1:
        return _with_argument(node, 0, "@metered_each")
    if name.startswith("@method_") and name[8:] in ITEMS and len(node.args) > 1:
        return _with_argument(node, 1, _items_check(name[8:]))
    return node


def _items_check(name: str) -> str:
    return "@metered_parts" if name == "join" else "@metered_items"


def _check(name: str, arguments: list[ast.expr], place: ast.AST) -> ast.Call:
    return build.call(name, arguments, place.lineno)  # type: ignore[attr-defined]


def _with_argument(node: ast.Call, index: int, check: str) -> ast.Call:
    argument = node.args[index]
    if isinstance(argument, (ast.Starred, *_LITERALS)) and not (
        isinstance(argument, ast.Constant) and type(argument.value) is int
    ):
        return node
    made: ast.Call = copied(node)
    made.args = list(node.args)
    made.args[index] = _check(check, [argument], node)
    return made


def _is_number(node: ast.expr, most: float) -> bool:
    """Tell whether `node` is a number that can't make much of a value: of a fraction, or small."""
    if isinstance(node, ast.UnaryOp):
        node = node.operand
    if not isinstance(node, ast.Constant):
        return False
    value = node.value
    return type(value) in (float, complex) or (type(value) in (int, bool) and abs(value) <= most)  # type: ignore[arg-type]


def _is_sequence(node: ast.expr) -> bool:
    return isinstance(node, _SEQUENCES) or (isinstance(node, ast.Constant) and type(node.value) in (str, bytes))


def _binary(node: ast.BinOp) -> ast.AST:
    if getattr(node, "point", None) is not None:
        return _at_point(node)
    left, right = node.left, node.right
    if isinstance(node.op, ast.Pow):
        return (
            node if _is_number(right, EXPONENT) or _is_fraction(left) else _check("@metered_power", [left, right], node)
        )
    if isinstance(node.op, ast.LShift):
        return node if _is_number(right, SHIFT) else _check("@metered_shift", [left, right], node)
    if isinstance(node.op, ast.Mod) and isinstance(left, ast.Constant) and type(left.value) is str:
        return _percent(node, left.value)
    if not isinstance(node.op, ast.Mult):
        return node
    if _is_sequence(left) or _is_sequence(right):
        small = _is_number(left, SMALL) or _is_number(right, SMALL)
        return node if small else _check("@metered_times", [left, right], node)
    return node


_SECOND = {ast.Pow: "@metered_exponent", ast.LShift: "@metered_bits", ast.Mult: "@metered_factor"}
_MOST = {ast.Pow: EXPONENT, ast.LShift: SHIFT, ast.Mult: SMALL}


def _at_point(node: ast.BinOp) -> ast.BinOp:
    """Check the second operand of an operator that may be the guest's, which stays what it is: `(@t1 := a) * @metered_factor(@t1, b)`."""
    check, left = _SECOND.get(type(node.op)), node.left
    if check is None or _is_number(node.right, _MOST[type(node.op)]):
        return node
    if isinstance(left, ast.NamedExpr):
        left = build.name(left.target.id, node.lineno)
    if not isinstance(left, (ast.Name, ast.Constant)):
        return node
    made: ast.BinOp = copied(node)
    made.right = _check(check, [left, node.right], node)
    return made


def _is_fraction(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and type(node.value) is float


def _same_type(left: ast.expr, right: ast.expr, place: ast.AST) -> ast.expr | None:
    """Return the test whether two operands are of one type, so that one can't repeat the other; `None` where there is none to make."""
    simple = all(isinstance(item, ast.Name) or _large(item) for item in (left, right))
    if not simple or not (isinstance(left, ast.Name) or isinstance(right, ast.Name)):
        return None
    types = [_check("@type", [item], place) for item in (left, right)]
    test = ast.Compare(types[0], [ast.Is()], [types[1]])
    build.put(test, place.lineno)  # type: ignore[attr-defined]
    return test


def _large(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and type(node.value) is int and abs(node.value) > SMALL


def _in_place(node: ast.AugAssign) -> ast.AST:
    """Check `x *= y`, `x **= y` and `x <<= y` of a name."""
    if not isinstance(node.target, ast.Name):
        return node
    value, position = node.value, node.lineno
    target = build.name(node.target.id, position)
    if isinstance(node.op, ast.Pow) and not _is_number(value, EXPONENT):
        checked: ast.expr = _check("@metered_exponent", [target, value], node)
    elif isinstance(node.op, ast.LShift) and not _is_number(value, SHIFT):
        checked = _check("@metered_bits", [target, value], node)
    elif isinstance(node.op, ast.Mult) and not _is_number(value, SMALL):
        checked = _check("@metered_factor", [target, value], node)
        same = _same_type(target, value, node)
        if same is not None:
            checked = ast.IfExp(same, value, checked)
            build.put(checked, position)
    else:
        return node
    made: ast.AugAssign = copied(node)
    made.value = checked
    return made


def _percent(node: ast.BinOp, text: str) -> ast.AST:
    if not _is_wide(text) and "*" not in text:
        return node
    made: ast.BinOp = copied(node)
    made.right = _check("@metered_percent", [node.left, node.right], node)
    return made


def _is_wide(text: str) -> bool:
    """Tell whether a text has a number of many digits."""
    run = 0
    for char in text:
        run = run + 1 if char.isdigit() else 0
        if run > 4:
            return True
    return False


def _membership(node: ast.Compare) -> ast.AST:
    """Check `x in f()`: what the call gives may be an endless iterator."""
    if (
        getattr(node, "point", None) is not None
        or len(node.ops) != 1
        or not isinstance(node.ops[0], (ast.In, ast.NotIn))
    ):
        return node
    if not isinstance(node.comparators[0], ast.Call):
        return node
    made: ast.Compare = copied(node)
    made.comparators = [_check("@metered_each", [node.comparators[0]], node)]
    return made


def _formatted(node: ast.FormattedValue) -> ast.AST:
    spec = node.format_spec
    if not isinstance(spec, ast.JoinedStr) or all(
        isinstance(part, ast.Constant) and not _is_wide(str(part.value)) for part in spec.values
    ):
        return node
    value = ast.FormattedValue(_check("@metered_spec", [spec], node), -1, None)
    whole = ast.JoinedStr([value])
    for made in (value, whole):
        build.put(made, node.lineno)
    checked: ast.FormattedValue = copied(node)
    checked.format_spec = whole
    return checked


def _starred(node: ast.Starred) -> ast.AST:
    if not isinstance(node.ctx, ast.Load) or not isinstance(node.value, (ast.Name, ast.Call)):
        return node
    made: ast.Starred = copied(node)
    made.value = _check("@metered_each", [node.value], node)
    return made
